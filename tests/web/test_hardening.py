"""Scripts with numbers, requests that stay small, logs without secrets, a stop in order."""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from gradio_client import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.web import people
from tests.web.fakes import FakeArchive, FakeAssistant, FakeConversation, make_answer
from web.accounts import LOCAL_USER, User
from web.asking.service import Asking
from web.errors import DeskError
from web.limits import MINUTE, QuestionLimit
from web.serving import logs
from web.serving.body_limit import SMALL
from web.serving.nonces import with_nonces
from web.store import Role, Store

ROOT = Path(__file__).resolve().parents[2]


def test_only_the_scripts_of_the_page_itself_may_run(client: httpx.Client) -> None:
    """Each response has its own number, and no policy allows inline scripts."""
    first, second = client.get("/"), client.get("/")
    numbers = []
    for page in (first, second):
        policy = page.headers["content-security-policy"]
        (number,) = re.findall(r"'nonce-([\w-]+)'", policy)
        scripts = re.search(r"script-src ([^;]*)", policy)
        assert scripts is not None
        assert "unsafe-inline" not in scripts[1]
        assert page.text.count(f'<script nonce="{number}"') >= 3
        numbers.append(number)
    assert numbers[0] != numbers[1]
    elsewhere = client.get("/kho").headers["content-security-policy"]
    assert "script-src 'self';" in elsewhere
    assert "frame-ancestors 'none'" in elsewhere


def test_text_inside_a_script_gets_no_number() -> None:
    """Data that mentions a script element stays as it is."""
    page = b'<script>x = "<script src=y>"</script><p><SCRIPT src="a.js"></SCRIPT>'
    assert with_nonces(page, "N") == (
        b'<script nonce="N">x = "<script src=y>"</script><p><SCRIPT nonce="N" src="a.js"></SCRIPT>'
    )


@given(st.text(alphabet='<>/script "=x', max_size=80))
def test_numbers_change_nothing_else(page: str) -> None:
    """Without them the page is what it was, whatever it was."""
    numbered = with_nonces(page.encode(), "N")
    assert numbered.replace(b' nonce="N"', b"") == page.encode()


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/api/v1/ask", "/dang-nhap"])
def test_large_requests_are_turned_down(client: httpx.Client, path: str) -> None:
    """By what they say of themselves, whatever the route would do with them."""
    assert client.post(path, content=b"x" * (SMALL + 1)).status_code == 413
    assert client.post(path, headers={"content-length": "x"}).status_code == 413


def test_a_request_that_turns_out_large_is_cut_off(client: httpx.Client) -> None:
    """One that does not say how long it is never reaches the assistant."""

    def pieces() -> Iterator[bytes]:
        yield b'{"question": "'
        for _ in range(5):
            yield b"x" * (SMALL // 2)
        yield b'"}'

    headers = {"content-type": "application/json"}
    assert client.post("/api/v1/ask", content=pieces(), headers=headers).status_code == 400


def test_every_response_has_its_number(client: httpx.Client) -> None:
    """A program's own plain one is kept; anything else is replaced."""
    assert (
        client.get("/health", headers={"x-request-id": "abc-12345"}).headers["x-request-id"]
        == "abc-12345"
    )
    made = client.get("/health", headers={"x-request-id": "a b\tc"}).headers["x-request-id"]
    assert re.fullmatch(r"[0-9a-f]{16}", made)


def test_a_line_of_the_log_is_json_without_secrets(
    client: httpx.Client, capsys: pytest.CaptureFixture[str]
) -> None:
    """Path, status, time and id; no query, no question, no token."""
    before = logging.getLogger().handlers[:], logging.getLogger().level
    logs.set_up("json")
    try:
        client.get(
            "/health?q=bi-mat",
            headers={"authorization": "Bearer bi-mat", "x-request-id": "so-12345"},
        )
        client.post("/api/v1/ask", json={"question": "bi-mat là gì?"})
    finally:
        logging.getLogger().handlers[:] = before[0]
        logging.getLogger().setLevel(before[1])
    written = capsys.readouterr().err
    assert "bi-mat" not in written
    lines = [json.loads(line) for line in written.splitlines()]
    (line,) = [line for line in lines if line.get("request") == "so-12345"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/health", 401)
    assert line["ms"] >= 0


def test_questions_of_one_person_are_limited() -> None:
    """So many a minute; others, and the person at this machine, are not held up."""
    now = [0.0]
    limit = QuestionLimit(2, clock=lambda: now[0])
    an, binh = User(1, "an", Role.STAFF), User(2, "bình", Role.STAFF)
    limit.take(an)
    limit.take(an)
    with pytest.raises(DeskError, match="2 câu hỏi"):
        limit.take(an)
    limit.take(binh)
    for _ in range(5):
        limit.take(LOCAL_USER)
    now[0] = MINUTE
    limit.take(an)


def test_a_running_question_ends_before_the_server_does(tmp_path: Path, store: Store) -> None:
    """No new ones are taken meanwhile, and nothing is cut off."""
    begun, let_go = threading.Event(), threading.Event()

    def slow(question: str) -> object:
        begun.set()
        let_go.wait(10)
        return make_answer(question)

    asking = Asking(
        FakeArchive(tmp_path), FakeAssistant(slow), store, FakeConversation, QuestionLimit(9)
    )
    answered: list[object] = []
    running = threading.Thread(target=lambda: answered.append(asking.ask(LOCAL_USER, "x?")))
    running.start()
    assert begun.wait(10)
    assert asking.stop(0.05) is False
    with pytest.raises(DeskError, match="đang dừng"):
        asking.ask(LOCAL_USER, "y?")
    let_go.set()
    assert asking.stop(10) is True
    running.join(10)
    assert len(answered) == 1


@pytest.mark.slow
def test_a_served_office_stops_in_order(tmp_path: Path) -> None:
    """Refused without accounts, then served on every address; SIGTERM ends it with code 0."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [
        sys.executable,
        "app.py",
        "--host",
        "0.0.0.0",
        "--port",
        "0",
        "--data",
        str(tmp_path),
    ]
    refused = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert refused.returncode == 2
    assert "python -m web accounts add" in refused.stderr
    with Store(tmp_path) as store:
        account = people.add_account(store, "chi", Role.ADMINISTRATOR)
        token, _ = store.tokens.add(account.id, "thử")
    with subprocess.Popen(
        [*command, "--log-format", "json"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        found = re.search(r":(\d+) ", server.stdout.readline())
        assert found is not None
        address = f"http://127.0.0.1:{found[1]}"
        deadline = time.monotonic() + 60
        while True:
            try:
                assert httpx.get(f"{address}/health").json()["status"] == "ok"
                break
            except httpx.TransportError:
                assert time.monotonic() < deadline
                time.sleep(0.2)
        assert httpx.get(f"{address}/config").status_code == 401
        bearer = {"Authorization": f"Bearer {token}"}
        program = Client(address, headers=bearer, verbose=False)
        said = program.predict("bao nhiêu trạm 5G?", api_name="/hoi")
        limited = program.predict(
            "bao nhiêu trạm 5G?", ["Ninh Thuận"], ["2023-04"], [], api_name="/hoi_trong"
        )
        assert limited["answerable"] is False
        program.close()
        assert said["answerable"] is False
        named = {"host": f"bao-cao.test:{found[1]}"}
        assert httpx.get(f"{address}/health", headers=named).status_code == 403
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0
        logged = [json.loads(line) for line in server.stderr if line.startswith("{")]
        seen = {(line["path"], line["status"]) for line in logged if "path" in line}
        assert {("/config", 401), ("/config", 200), ("/health", 403)} <= seen
        assert not any("trace" in line for line in logged)
