"""``python -m web``: accounts and tokens from the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from web.accounts import passwords
from web.accounts.command_line import main
from web.store import Action, Role, Store

PASSWORD = "trời-xanh-2023"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run a command with a line on standard input; return its exit code."""

    def command(*words: str, typed: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
        return main([*words, "--data", str(tmp_path)])

    return command


def test_an_account_from_beginning_to_end(run, tmp_path: Path, capsys) -> None:
    """Added, listed, given another role and password, removed; all of it in the log."""
    assert run("accounts", "add", "Chi", "--role", "administrator", typed=PASSWORD) == 0
    assert run("accounts", "add", "an", typed=PASSWORD) == 0
    capsys.readouterr()
    assert run("accounts", "list", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["name"], row["role"]) for row in rows] == [
        ("an", "staff"),
        ("Chi", "administrator"),
    ]
    assert run("accounts", "role", "an", "administrator") == 0
    assert run("accounts", "password", "an", typed="mây-trắng-2024") == 0
    assert run("accounts", "unlock", "an") == 0
    assert run("accounts", "remove", "CHI") == 0
    with Store(tmp_path) as store:
        (account,) = store.accounts.all()
        assert account.role is Role.ADMINISTRATOR
        assert passwords.verify(store.accounts.password(account.id), "mây-trắng-2024")
        assert [e.action for e in reversed(store.audit.entries())] == [
            Action.ACCOUNT_ADD,
            Action.ACCOUNT_ADD,
            Action.ACCOUNT_ROLE,
            Action.PASSWORD,
            Action.ACCOUNT_UNLOCK,
            Action.ACCOUNT_REMOVE,
        ]
        assert {e.who.split()[0] for e in store.audit.entries()} == {"python"}


def test_a_token_is_shown_once_and_revoked(run, tmp_path: Path, capsys) -> None:
    """Only its own line goes to standard output, for a script to take."""
    run("accounts", "add", "an", typed=PASSWORD)
    capsys.readouterr()
    assert run("tokens", "add", "an", "--label", "thống kê", "--days", "7") == 0
    shown = capsys.readouterr()
    text = shown.out.strip()
    with Store(tmp_path) as store:
        found = store.tokens.find(text)
        assert found is not None
        assert (found.account.name, found.label) == ("an", "thống kê")
    assert run("tokens", "list") == 0
    listed = capsys.readouterr().out
    assert "thống kê" in listed
    assert text not in listed
    assert run("tokens", "remove", "1") == 0
    with Store(tmp_path) as store:
        assert store.tokens.find(text) is None


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (("accounts", "add", "an"), "ngắn", "ít nhất 10 ký tự"),
        (("accounts", "add", "a b"), PASSWORD, "Tên tài khoản"),
        (("accounts", "remove", "ai"), "", "Không có tài khoản ai."),
        (("accounts", "password", "ai", "--lang", "en"), PASSWORD, "There is no account ai."),
        (("tokens", "add", "ai"), "", "Không có tài khoản ai."),
        (("tokens", "remove", "9"), "", "Không có mã truy cập 9."),
    ],
)
def test_refusals_are_one_line(run, capsys, words, typed, said) -> None:
    """Exit code 2, the reason in the user's language, no traceback."""
    assert run(*words, typed=typed) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""
