"""The pages on which administrators look after accounts and access tokens.

All forms are plain ones: what came of them is the page that they lead to, so that a new
password or token is shown once, in that very answer, and stands nowhere else.
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from web.accounts import administrator_of, passwords
from web.accounts.people import People
from web.administration import people_view
from web.administration.people_view import NOTHING, Card, Said
from web.administration.tabs import ACCOUNTS
from web.desk import Desk
from web.errors import DeskError
from web.layout.forms import sent
from web.layout.frame import Visitor, document
from web.layout.visitors import manager_of
from web.store import Account, Role
from web.store.tokens import DAYS

_UNSTORED = {"Cache-Control": "no-store"}


def router(desk: Desk) -> APIRouter:
    """Return the routes on the accounts of `desk`."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    managing = Annotated[Visitor, Depends(manager_of)]
    fields_of = Annotated[dict[str, str], Depends(sent)]
    people, store = People(desk.store), desk.store

    def listing(
        visitor: Visitor,
        said: Said = NOTHING,
        kept: dict[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        counted: dict[int, int] = {}
        for token in store.tokens.all():
            counted[token.account.id] = counted.get(token.account.id, 0) + 1
        accounts = store.accounts.all()
        body = people_view.people(visitor.voice, accounts, counted, said=said, kept=kept)
        return _page(visitor, visitor.voice("Tài khoản", "Accounts"), body, ACCOUNTS, status)

    def one(
        request: Request,
        visitor: Visitor,
        account: Account,
        said: Said = NOTHING,
        status: int = 200,
    ) -> Response:
        tokens = [token for token in store.tokens.all() if token.account.id == account.id]
        own = administrator_of(request).id == account.id
        waiting = store.lockouts.remaining(account.name, "")
        body = people_view.person(visitor.voice, Card(account, tokens, waiting, own), said)
        return _page(visitor, account.name, body, people_view.person_url(account.id), status)

    def changed(
        request: Request, visitor: Visitor, number: int, change: Callable[[Account], Said]
    ) -> Response:
        """Do `change` to an account and show its page with what came of it."""
        account = _found(desk, number)
        try:
            said, status = change(account), 200
        except DeskError as refusal:
            said, status = Said(problem=refusal.message(visitor.voice.language)), refusal.status
        return one(request, visitor, _found(desk, number), said, status)

    @routes.get(ACCOUNTS)
    def accounts(visitor: managing) -> Response:
        return listing(visitor)

    @routes.post(ACCOUNTS)
    def add(request: Request, visitor: managing, fields: fields_of) -> Response:
        say, made_up = visitor.voice, not fields.get("password")
        password = fields.get("password") or passwords.generated()
        name, role = fields.get("name", ""), _role(fields)
        try:
            account = people.add(administrator_of(request), name, role, password)
        except DeskError as refusal:
            said = Said(problem=refusal.message(say.language))
            return listing(visitor, said, fields, refusal.status)
        done = say(f"Đã thêm tài khoản {account.name}.", f"Added the account {account.name}.")
        return listing(visitor, Said(done=done, secret=password if made_up else ""))

    @routes.get(f"{ACCOUNTS}/{{number}}")
    def account(request: Request, visitor: managing, number: int) -> Response:
        return one(request, visitor, _found(desk, number))

    @routes.post(f"{ACCOUNTS}/{{number}}/mat-khau")
    def reset(request: Request, visitor: managing, number: int, fields: fields_of) -> Response:
        say, made_up = visitor.voice, not fields.get("password")
        password = fields.get("password") or passwords.generated()

        def change(account: Account) -> Said:
            people.set_password(administrator_of(request), account.name, password)
            done = say("Đã đặt mật khẩu mới.", "A new password was set.")
            return Said(done=done, secret=password if made_up else "")

        return changed(request, visitor, number, change)

    @routes.post(f"{ACCOUNTS}/{{number}}/vai-tro")
    def set_role(request: Request, visitor: managing, number: int, fields: fields_of) -> Response:
        def change(account: Account) -> Said:
            after = people.set_role(administrator_of(request), account.name, _role(fields))
            name = people_view.role(visitor.voice, after.role).lower()
            return Said(done=visitor.voice(f"Nay là {name}.", f"The role is {name} now."))

        return changed(request, visitor, number, change)

    @routes.post(f"{ACCOUNTS}/{{number}}/khoa")
    def lock(request: Request, visitor: managing, number: int) -> Response:
        def change(account: Account) -> Said:
            people.lock(administrator_of(request), account.name)
            return Said(done=visitor.voice("Đã khóa tài khoản.", "The account is locked."))

        return changed(request, visitor, number, change)

    @routes.post(f"{ACCOUNTS}/{{number}}/mo-khoa")
    def unlock(request: Request, visitor: managing, number: int) -> Response:
        def change(account: Account) -> Said:
            people.unlock(administrator_of(request), account.name)
            return Said(done=visitor.voice("Đã mở khóa.", "The account is unlocked."))

        return changed(request, visitor, number, change)

    @routes.post(f"{ACCOUNTS}/{{number}}/ma")
    def issue(request: Request, visitor: managing, number: int, fields: fields_of) -> Response:
        given = fields.get("days", "")
        days = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else DAYS

        def change(account: Account) -> Said:
            by, label = administrator_of(request), fields.get("label", "")
            secret, _ = people.add_token(by, account.name, label, days)
            return Said(done=visitor.voice("Đã cấp mã.", "A token was issued."), secret=secret)

        return changed(request, visitor, number, change)

    @routes.post(f"{ACCOUNTS}/{{number}}/ma/{{token}}/thu-hoi")
    def revoke(request: Request, visitor: managing, number: int, token: int) -> Response:
        def change(account: Account) -> Said:
            people.remove_token(administrator_of(request), token)
            return Said(done=visitor.voice("Đã thu hồi mã.", "The token was revoked."))

        return changed(request, visitor, number, change)

    @routes.post(f"{ACCOUNTS}/{{number}}/xoa")
    def remove(request: Request, visitor: managing, number: int, fields: fields_of) -> Response:
        account = _found(desk, number)
        try:
            if not fields.get("sure"):
                raise DeskError("not_sure")
            people.remove(administrator_of(request), account.name)
        except DeskError as refusal:
            said = Said(problem=refusal.message(visitor.voice.language))
            return one(request, visitor, account, said, refusal.status)
        return RedirectResponse(ACCOUNTS, status_code=303)

    return routes


def _page(visitor: Visitor, title: str, body: str, here: str, status: int) -> Response:
    page = document(visitor, title, body, here=here)
    return HTMLResponse(page, status_code=status, headers=_UNSTORED)


def _found(desk: Desk, number: int) -> Account:
    """Return the account `number`; raises DeskError ``account_unknown``."""
    known = {account.id: account for account in desk.store.accounts.all()}
    if number not in known:
        raise DeskError("account_unknown", name=number)
    return known[number]


def _role(fields: dict[str, str]) -> Role:
    is_admin = fields.get("role") == Role.ADMINISTRATOR.value
    return Role.ADMINISTRATOR if is_admin else Role.STAFF
