"""The tools for assistants: over HTTP with a token, and over a pipe on this machine."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from tests.web import people
from tests.web.fakes import FakeArchive, FakeAssistant, FakeConversation, make_record
from tests.web.people import browser, program
from web.desk import open_desk
from web.server import create_app
from web.store import Store

ROOT = Path(__file__).resolve().parents[2]
ACCEPT = {"accept": "application/json, text/event-stream"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """A server with one member of staff."""
    folder = tmp_path_factory.mktemp("kho")
    with Store(folder) as store:
        people.add_account(store, "an")
        desk = open_desk(
            FakeArchive(folder, [make_record()]),
            folder,
            assistant=FakeAssistant(),
            store=store,
            new_conversation=FakeConversation,
        )
        app = create_app(desk, hosts={"bao-cao.test"}, local=False)
        app.state.token = store.tokens.add(store.accounts.get("an").id, "trợ lý")[0]
        yield app


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[httpx.Client]:
    """A program with that person's token."""
    with program(app, app.state.token) as found:
        yield found


def call(client: httpx.Client, method: str, **params: Any) -> dict[str, Any]:
    """Send one message of the protocol and return its result."""
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    response = client.post("/mcp", json=body, headers=ACCEPT)
    assert response.status_code == 200, response.text
    result: dict[str, Any] = response.json()["result"]
    return result


def test_a_stranger_sees_no_tools(app: FastAPI) -> None:
    """The list of tools is behind the gate as much as the tools."""
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    assert browser(app).post("/mcp", json=body, headers=ACCEPT).status_code == 401
    assert program(app, "hbc_x").post("/mcp", json=body, headers=ACCEPT).status_code == 401


def test_the_tools_answer_with_citations(client: httpx.Client) -> None:
    """Asked with a token, as JSON in the shapes of the HTTP interface."""
    names = {tool["name"] for tool in call(client, "tools/list")["tools"]}
    assert names == {"ask", "find_reports", "report", "coverage"}
    said = call(client, "tools/call", name="ask", arguments={"question": "bao nhiêu trạm 5G?"})
    answer = json.loads(said["content"][0]["text"])
    assert answer["value"] == "75"
    assert answer["citations"][0]["excerpt"] == "Toàn tỉnh có 75 trạm 5G."
    limited = {"question": "x?", "provinces": ["Ninh Thuận"], "periods": ["2023-04"]}
    call(client, "tools/call", name="ask", arguments=limited)
    found = call(client, "tools/call", name="find_reports", arguments={"query": "ninh thuan"})
    assert json.loads(found["content"][0]["text"])["total"] == 1
    rows = call(client, "tools/call", name="coverage", arguments={})
    assert json.loads(rows["content"][0]["text"])[0]["months"][3] == 1


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("ask", {"question": "  "}, "Câu hỏi trống."),
        ("ask", {"question": "x?", "periods": ["hôm nào"]}, "Không hiểu kỳ báo cáo hôm nào"),
        ("report", {"report_id": 99}, "Kho không có báo cáo nào là 99."),
    ],
)
def test_a_refusal_is_the_tools_error(
    client: httpx.Client, name: str, arguments: dict[str, Any], said: str
) -> None:
    """In words, not as a trace."""
    refused = call(client, "tools/call", name=name, arguments=arguments)
    assert refused["isError"]
    assert said in refused["content"][0]["text"]
    assert "Traceback" not in refused["content"][0]["text"]


@pytest.mark.slow
def test_the_tools_over_a_pipe(tmp_path: Path) -> None:
    """A program on this machine starts the tools itself, on a real archive."""
    import anyio
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    from index import Archive
    from sample import report_folder

    with Archive.open(tmp_path, create=True) as archive:
        archive.build([next(report_folder().glob("105_*"))])

    async def ask() -> str:
        parameters = StdioServerParameters(
            command=sys.executable,
            args=["-m", "web.mcp", "--data", str(tmp_path)],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
        )
        async with stdio_client(parameters) as pipes, ClientSession(*pipes) as session:
            await session.initialize()
            result = await session.call_tool("find_reports", {"query": "tay ninh"})
            return str(result.content[0].text)  # type: ignore[union-attr]

    assert json.loads(anyio.run(ask))["total"] == 1
