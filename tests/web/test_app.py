"""Starting the server: what is refused, each with one clear line."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

import app

ROOT = Path(app.__file__).parent


def start(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run app.py to its end."""
    return subprocess.run(
        [sys.executable, "app.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.test"])
def test_other_machines_are_not_served(host: str, tmp_path: Path) -> None:
    """Without accounts nobody else may reach the archive."""
    ended = start("--host", host, "--data", str(tmp_path))
    assert ended.returncode == 2
    assert "chưa có tài khoản" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    """The line names the port and the way out."""
    with app.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        ended = start("--port", str(port), "--data", str(tmp_path))
    assert ended.returncode == 2
    assert f"cổng {port}" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_damaged_archive_is_told(tmp_path: Path) -> None:
    """One line instead of a traceback, and the file stays as it was."""
    database = tmp_path / "archive.sqlite"
    database.write_bytes(b"not a database, but long enough to be read as one" * 100)
    before = database.read_bytes()
    ended = start("--port", "0", "--data", str(tmp_path))
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert ended.stderr.startswith("app.py: ")
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("may-chu", False),
    ],
)
def test_is_loopback(host: str, local: bool) -> None:
    """Only addresses that no other machine reaches count."""
    assert app.is_loopback(host) is local


def test_a_port_out_of_range_is_an_error_not_a_crash() -> None:
    """The socket layer's refusal is one of the two that main tells."""
    with pytest.raises((OSError, OverflowError)):
        app.listen("127.0.0.1", 70000)


def test_port_zero_picks_a_free_one() -> None:
    """Tests and impatient users need not know a free port."""
    with app.listen("127.0.0.1", 0) as first, app.listen("127.0.0.1", 0) as second:
        assert isinstance(first, socket.socket)
        assert first.getsockname()[1] != second.getsockname()[1]
