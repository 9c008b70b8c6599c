"""The commands that make, list, change and remove accounts and access tokens.

They work on ``desk.sqlite`` in the data folder, whether a server runs on it or not; every
change is written to the audit log. A password is asked for twice at a terminal, or read
as one line from standard input where that is none.
"""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from index import data_directory
from index.options import shared_options
from web.accounts.identity import LOCAL_USER
from web.accounts.people import People
from web.errors import DeskError, Language
from web.store import Role, Store
from web.store.tokens import DAYS

_DONE, _USELESS = 0, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 done, 2 with one line on standard error where it was refused."""
    options = _parser().parse_args(arguments)
    language: Language = options.lang
    try:
        with Store(data_directory(options.data)) as store:
            _Commands(store, language).run(options)
    except DeskError as error:
        print(error.message(language), file=sys.stderr)
        return _USELESS
    except (KeyboardInterrupt, EOFError):
        print(_say(language, "Đã dừng; không có gì thay đổi.", "Stopped."), file=sys.stderr)
        return _USELESS
    return _DONE


def _parser() -> argparse.ArgumentParser:
    shared = shared_options()
    parser = argparse.ArgumentParser(
        prog="python -m web", description="Tài khoản và mã truy cập / accounts and tokens"
    )
    groups = parser.add_subparsers(dest="group", required=True)
    _account_commands(groups, shared)
    _token_commands(groups, shared)
    return parser


def _account_commands(
    groups: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    accounts = groups.add_parser("accounts", help="tài khoản / accounts").add_subparsers(
        dest="command", required=True
    )
    roles = [role.value for role in Role]
    add = accounts.add_parser("add", parents=[shared], help="thêm / add")
    add.add_argument("name", metavar="NAME")
    add.add_argument(
        "--role", choices=roles, default=Role.STAFF.value, help="vai trò / role (staff)"
    )
    listing = accounts.add_parser("list", parents=[shared], help="danh sách / list")
    listing.add_argument("--json", action="store_true")
    for name, about in (
        ("remove", "xóa / remove"),
        ("password", "đặt lại mật khẩu / set the password"),
        ("lock", "khóa / lock"),
        ("unlock", "mở khóa, thôi bắt đợi sau nhiều lần sai / unlock, end the wait after failures"),
    ):
        command = accounts.add_parser(name, parents=[shared], help=about)
        command.add_argument("name", metavar="NAME")
    role = accounts.add_parser("role", parents=[shared], help="đổi vai trò / change the role")
    role.add_argument("name", metavar="NAME")
    role.add_argument("role", choices=roles)


def _token_commands(
    groups: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    tokens = groups.add_parser("tokens", help="mã truy cập / access tokens").add_subparsers(
        dest="command", required=True
    )
    add = tokens.add_parser("add", parents=[shared], help="thêm / add")
    add.add_argument("name", metavar="NAME", help="tài khoản / account")
    add.add_argument("--label", default="", help="dùng để làm gì / what it is for")
    add.add_argument("--days", type=int, default=DAYS, help=f"số ngày / days ({DAYS})")
    listing = tokens.add_parser("list", parents=[shared], help="danh sách / list")
    listing.add_argument("--json", action="store_true")
    remove = tokens.add_parser("remove", parents=[shared], help="thu hồi / revoke")
    remove.add_argument("number", type=int, metavar="ID")


class _Commands:
    """The commands on one store, told in one language."""

    def __init__(self, store: Store, language: Language) -> None:
        self._store = store
        self._language = language
        self._people = People(store)
        # Whoever runs the command is known to the machine, not to the accounts.
        self._by = replace(LOCAL_USER, name=f"python -m web ({_operator()})")

    def run(self, options: argparse.Namespace) -> None:
        """Do what was asked for."""
        getattr(self, f"_{options.group}_{options.command}")(options)

    def _accounts_add(self, options: argparse.Namespace) -> None:
        if self._store.accounts.find(options.name) is not None:
            raise DeskError("name_taken", name=options.name)  # before anything is typed
        password = self._new_password()
        account = self._people.add(self._by, options.name, Role(options.role), password)
        self._print(f"Đã thêm tài khoản {account.name}.", f"Added the account {account.name}.")

    def _accounts_list(self, options: argparse.Namespace) -> None:
        accounts = self._store.accounts.all()
        if options.json:
            rows = [
                {
                    "name": a.name,
                    "role": a.role.value,
                    "created": a.created.isoformat(),
                    "locked": a.locked.isoformat() if a.locked else None,
                    "signed_in": a.signed_in.isoformat() if a.signed_in else None,
                }
                for a in accounts
            ]
            print(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for account in accounts:
            locked = _say(self._language, "  bị khóa", "  locked") if account.locked else ""
            print(f"{account.name:<24} {account.role.value:<14} {_day(account.created)}{locked}")
        if not accounts:
            self._print("Chưa có tài khoản nào.", "There are no accounts yet.")

    def _accounts_remove(self, options: argparse.Namespace) -> None:
        account = self._people.remove(self._by, options.name)
        self._print(f"Đã xóa tài khoản {account.name}.", f"Removed the account {account.name}.")

    def _accounts_password(self, options: argparse.Namespace) -> None:
        account = self._store.accounts.get(options.name)
        self._people.set_password(self._by, account.name, self._new_password())
        self._print(
            f"Đã đặt mật khẩu mới cho {account.name}; các phiên đăng nhập cũ đã kết thúc.",
            f"Set a new password for {account.name}; earlier sessions have ended.",
        )

    def _accounts_unlock(self, options: argparse.Namespace) -> None:
        account = self._people.unlock(self._by, options.name)
        self._print(f"{account.name} có thể thử lại.", f"{account.name} may try again.")

    def _accounts_lock(self, options: argparse.Namespace) -> None:
        account = self._people.lock(self._by, options.name)
        self._print(f"Đã khóa tài khoản {account.name}.", f"Locked the account {account.name}.")

    def _accounts_role(self, options: argparse.Namespace) -> None:
        account = self._people.set_role(self._by, options.name, Role(options.role))
        self._print(
            f"{account.name} nay là {account.role.value}.",
            f"{account.name} is {account.role.value} now.",
        )

    def _tokens_add(self, options: argparse.Namespace) -> None:
        text, token = self._people.add_token(self._by, options.name, options.label, options.days)
        account = token.account
        print(text)
        until = _day(token.expires)
        note = _say(
            self._language,
            f"Mã số {token.id} của {account.name}, dùng được đến {until}. Mã chỉ hiện lần này.",
            f"Token {token.id} of {account.name}, valid until {until}. It is shown only now.",
        )
        print(note, file=sys.stderr)

    def _tokens_list(self, options: argparse.Namespace) -> None:
        tokens = self._store.tokens.all()
        if options.json:
            rows = [
                {
                    "id": t.id,
                    "account": t.account.name,
                    "label": t.label,
                    "created": t.created.isoformat(),
                    "expires": t.expires.isoformat(),
                    "used": t.used.isoformat() if t.used else None,
                }
                for t in tokens
            ]
            print(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for token in tokens:
            print(f"{token.id:>4}  {token.account.name:<24} {_day(token.expires)}  {token.label}")
        if not tokens:
            self._print("Chưa có mã truy cập nào.", "There are no access tokens yet.")

    def _tokens_remove(self, options: argparse.Namespace) -> None:
        token = self._people.remove_token(self._by, options.number)
        self._print(f"Đã thu hồi mã số {token.id}.", f"Revoked token {token.id}.")

    def _new_password(self) -> str:
        """Return a password that was typed, or piped in."""
        if sys.stdin.isatty():
            prompt = _say(self._language, "Mật khẩu mới: ", "New password: ")
            password = getpass.getpass(prompt)
            again = getpass.getpass(_say(self._language, "Gõ lại: ", "Again: "))
            if password != again:
                raise DeskError("passwords_differ")
            return password
        return sys.stdin.readline().rstrip("\r\n")

    def _print(self, vietnamese: str, english: str) -> None:
        print(_say(self._language, vietnamese, english))


def _operator() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return Path.home().name


def _day(when: datetime) -> str:
    return when.astimezone().strftime("%d/%m/%Y")


def _say(language: Language, vietnamese: str, english: str) -> str:
    return english if language == "en" else vietnamese
