"""Asking from a program: limits on where an answer comes from, and answers as a stream."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.web.programs import API, app, office, staff
from web.desk import Desk

__all__ = ["app", "office", "staff"]

ROOT = Path(__file__).resolve().parents[2]


def test_answers_come_from_what_a_program_limits_them_to(staff: httpx.Client, office: Desk) -> None:
    """By place, period and report, in any spelling; a conversation keeps its own filters."""
    within = {"provinces": ["Ninh Thuận"], "periods": ["tháng 4/2023", "2019-Q3"], "reports": [1]}
    staff.post(f"{API}/ask", json={"question": "x?", "within": within})
    scope = office.assistant.scopes[-1]
    assert scope.provinces == ("ninh-thuan",)
    assert [period.code for period in scope.periods] == ["2023-04", "2019-Q3"]
    assert scope.reports == (1,)
    kept = {"question": "y?", "conversation": "new", "within": {"provinces": ["ninh-thuan"]}}
    number = staff.post(f"{API}/ask", json=kept).json()["conversation"]
    staff.post(f"{API}/ask", json={"question": "z?", "conversation": number})
    assert office.assistant.scopes[-1].provinces == ("ninh-thuan",)
    staff.post(f"{API}/ask", json={"question": "z?", "conversation": number, "within": {}})
    assert not office.assistant.scopes[-1]
    staff.delete(f"{API}/conversations/{number}")


def test_an_answer_as_a_stream(staff: httpx.Client) -> None:
    """Heard, answered as by ``/ask``, then what leads on."""
    body = {"question": "bao nhiêu trạm 5G?", "conversation": "new"}
    said = staff.post(f"{API}/ask/stream", json=body)
    assert said.headers["content-type"].startswith("text/event-stream")
    names, data = zip(*events_of(said.text), strict=True)
    assert names == ("accepted", "answer", "suggestions", "done")
    assert data[0] == {"question": "bao nhiêu trạm 5G?"}
    assert data[1]["answer"]["value"] == "75"
    assert isinstance(data[2]["questions"], list)
    assert staff.get(f"{API}/conversations/{data[1]['conversation']}").status_code == 200
    staff.delete(f"{API}/conversations/{data[1]['conversation']}")


def test_a_refusal_within_a_stream_is_an_event(staff: httpx.Client) -> None:
    """With the code and both sentences; the stream ends in order."""
    body = {"question": "x?", "conversation": 999}
    events = events_of(staff.post(f"{API}/ask/stream", json=body).text)
    assert [name for name, _ in events] == ["accepted", "error", "done"]
    assert events[1][1]["error"] == "conversation_unknown"
    assert events[1][1]["message_en"]


def events_of(stream: str) -> list[tuple[str, dict[str, object]]]:
    """Return the named events of a stream of server-sent events."""
    found = []
    for block in stream.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if line[:1] != ":")
        if fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def test_the_examples_of_the_documentation_work(staff: httpx.Client) -> None:
    """Each command with a body is sent as it stands there."""
    shown = (ROOT / "docs" / "api.md").read_text("utf-8").replace("\\\n", "")
    commands = [shlex.split(line) for line in shown.splitlines() if line.startswith("curl ")]
    assert len(commands) == 3
    for command in commands:
        address = next(word for word in command if word.startswith("http://"))
        body = json.loads(command[command.index("-d") + 1])
        said = staff.post(urlsplit(address).path, json=body)
        assert said.status_code == 200
        assert '"value":"75"' in said.text


@pytest.mark.parametrize(
    ("within", "error"),
    [
        ({"periods": ["hôm nào"]}, "period_unclear"),
        ({"provinces": [f"tinh-{number}" for number in range(13)]}, "scope_wide"),
    ],
)
@pytest.mark.parametrize("route", ["/ask", "/ask/stream"])
def test_an_unclear_limit_is_refused(
    staff: httpx.Client, within: dict[str, object], error: str, route: str
) -> None:
    """Before anything is asked: an answer from elsewhere would look like one from within."""
    refused = staff.post(f"{API}{route}", json={"question": "x?", "within": within})
    assert refused.status_code == 400
    assert refused.json()["error"] == error
