"""Routes and headers, over HTTP as a browser sees them."""

from __future__ import annotations

from urllib.parse import quote

import httpx
import pytest

from tests.web.fakes import HOSTILE, FakeArchive, FakeAssistant, make_record
from web.serving.guard import HEADERS


@pytest.mark.parametrize(
    "path", ["/", "/health", "/kho", "/tinh/ask.js", "/nguyen-ban/99", "/config"]
)
def test_every_response_carries_the_security_headers(client: httpx.Client, path: str) -> None:
    """Pages, files and errors alike."""
    response = client.get(path)
    expected = dict(HEADERS)
    if path == "/":  # whose policy names its scripts
        expected["Content-Security-Policy"] = response.headers["content-security-policy"]
        assert "'nonce-" in expected["Content-Security-Policy"]
    assert {name: response.headers[name] for name in HEADERS} == expected


def test_the_page_names_no_other_script_host(client: httpx.Client) -> None:
    """Nothing that a browser would load comes from elsewhere."""
    page = client.get("/").text
    assert "/tinh/theme.js" in page
    assert 'src="http' not in page
    assert "fonts.googleapis.com" not in page


def test_health_tells_the_state(client: httpx.Client) -> None:
    """A watchdog learns that the server lives and what it serves."""
    assert client.get("/health").json() == {
        "status": "ok",
        "generation": 1,
        "reports": 1,
        "building": False,
    }


@pytest.mark.parametrize(
    ("media_type", "content", "served", "disposition"),
    [
        pytest.param("application/pdf", b"%PDF-1.7", "application/pdf", "inline", id="pdf"),
        pytest.param(
            "text/plain", "chữ".encode(), "text/plain; charset=utf-8", "inline", id="text"
        ),
        pytest.param(
            "text/plain", b"\xff\xfea\x00", "application/octet-stream", "attachment", id="utf-16"
        ),
        pytest.param(
            "text/html",
            b"<script>alert(1)</script>",
            "application/octet-stream",
            "attachment",
            id="html",
        ),
        pytest.param(
            "image/svg+xml", b"<svg/>", "application/octet-stream", "attachment", id="unexpected"
        ),
    ],
)
def test_originals_never_run(
    client: httpx.Client,
    archive: FakeArchive,
    media_type: str,
    content: bytes,
    served: str,
    disposition: str,
) -> None:
    """The kind is the archive's word, and only PDF and text open in the browser."""
    archive.records[0] = make_record(media_type=media_type)
    (archive.folder / "1.bin").write_bytes(content)
    response = client.get("/nguyen-ban/1")
    assert response.content == content
    assert response.headers["content-type"] == served
    assert response.headers["content-disposition"].startswith(disposition)
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "script-src" not in response.headers["content-security-policy"]
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


def test_the_name_of_an_original_cannot_forge_a_header(
    client: httpx.Client, archive: FakeArchive
) -> None:
    """Quotes, line breaks and Vietnamese go out percent-encoded."""
    name = 'báo "cáo"\r\nSet-Cookie: x=1.txt'
    archive.records[0] = make_record(source=name)
    (archive.folder / "1.bin").write_bytes(b"x")
    response = client.get("/nguyen-ban/1")
    assert response.headers["content-disposition"] == (
        f"inline; filename*=UTF-8''{quote(name, safe='')}"
    )
    assert "set-cookie" not in response.headers


def test_the_full_text_stays_text(client: httpx.Client) -> None:
    """A report's words are plain text even where they look like a page."""
    response = client.get("/nguyen-ban/1/toan-van")
    assert response.text == HOSTILE
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert "sandbox" in response.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/nguyen-ban/2",
        "/nguyen-ban/1",
        "/nguyen-ban/-1",
        "/nguyen-ban/..%2f..%2fetc%2fpasswd",
        "/nguyen-ban/1.bin",
        "/nguyen-ban/%2e%2e/1.bin",
        "/tinh/..%2fserver.py",
        "/tinh/../server.py",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=app.py",
    ],
)
def test_paths_lead_nowhere_else(client: httpx.Client, path: str) -> None:
    """No path reaches a file that was not meant to be served."""
    response = client.get(path)
    assert response.status_code in (403, 404, 422)
    assert "root:" not in response.text
    assert "import " not in response.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 200, id="this machine"),
        pytest.param({"host": "localhost:7860"}, 200, id="localhost"),
        pytest.param({"host": "[::1]:7860"}, 200, id="IPv6"),
        pytest.param({"host": "evil.test"}, 403, id="another name"),
        pytest.param({"host": "127.0.0.1.evil.test"}, 403, id="a look-alike"),
        pytest.param({"host": "[::1"}, 403, id="broken"),
    ],
)
def test_only_this_machines_names_are_answered(
    client: httpx.Client, headers: dict[str, str], status: int
) -> None:
    """A foreign name that points here gets nothing."""
    assert client.get("/health", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("origin", "refused"),
    [
        pytest.param("http://127.0.0.1:7860", False, id="the page itself"),
        pytest.param("http://evil.test", True, id="another site"),
        pytest.param("http://127.0.0.1:9999", True, id="another port"),
        pytest.param("null", True, id="a sandboxed frame"),
    ],
)
def test_other_sites_cannot_send(client: httpx.Client, origin: str, refused: bool) -> None:
    """A page elsewhere cannot ask or upload through the reader's browser."""
    response = client.post("/gradio_api/upload", headers={"origin": origin})
    assert (response.status_code == 403) is refused


def test_only_asking_is_offered_to_programs(client: httpx.Client) -> None:
    """Every other event of the page is private."""
    named = client.get("/gradio_api/info").json()["named_endpoints"]
    assert list(named) == ["/hoi", "/hoi_trong"]


def test_a_program_gets_the_contracts_json(client: httpx.Client) -> None:
    """The call gives the same dictionary as the command."""
    started = client.post("/gradio_api/call/hoi", json={"data": ["bao nhiêu trạm 5G?"]}).json()
    stream = client.get(f"/gradio_api/call/hoi/{started['event_id']}").text
    assert "event: complete" in stream
    assert '"value": "75"' in stream
    assert '"highlights": [[13, 15]]' in stream


def test_a_program_limits_where_an_answer_comes_from(
    client: httpx.Client, assistant: FakeAssistant
) -> None:
    """The second call takes provinces, periods and reports."""
    data = ["bao nhiêu trạm 5G?", ["Ninh Thuận"], ["2023-04"], [1]]
    started = client.post("/gradio_api/call/hoi_trong", json={"data": data}).json()
    stream = client.get(f"/gradio_api/call/hoi_trong/{started['event_id']}").text
    assert '"value": "75"' in stream
    assert assistant.scopes[-1].provinces == ("ninh-thuan",)
    assert assistant.scopes[-1].reports == (1,)
