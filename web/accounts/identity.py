"""The person behind a request, as every handler gets to know them.

`web.accounts.gate.Gate` finds out who it is before any route runs and leaves it in the
request; handlers ask `user_of` or `administrator_of`, which raise where there is nobody or
not the right one. What the page shows or hides plays no part in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from web.errors import DeskError
from web.store.accounts import Role
from web.store.schema import LOCAL_ACCOUNT

if TYPE_CHECKING:
    from starlette.types import Scope

    from web.store import Account

_KEY = "hoibaocao.user"


@dataclass(frozen=True, slots=True)
class User:
    """A person (or a person's program) whose identity is proven.

    ``id`` is the account's, ``address`` where the request came from. ``csrf`` is the token
    that changing requests of the browser's session must carry and ``session`` its id; both
    are "" where there is no session.
    """

    id: int
    name: str
    role: Role
    address: str = ""
    csrf: str = ""
    session: str = ""

    @property
    def is_administrator(self) -> bool:
        """Whether this person may change the archive and see ratings and the audit log."""
        return self.role is Role.ADMINISTRATOR

    @property
    def is_local(self) -> bool:
        """Whether this is the person at this machine itself, who does not sign in."""
        return self.id == LOCAL_ACCOUNT

    def require_administrator(self) -> User:
        """Return this user; raises DeskError ``not_allowed`` unless an administrator."""
        if not self.is_administrator:
            raise DeskError("not_allowed")
        return self


LOCAL_USER = User(LOCAL_ACCOUNT, "Máy này", Role.ADMINISTRATOR)
"""Whoever uses a server that only this machine itself can reach."""


def user_for(account: Account, address: str, *, csrf: str = "", session: str = "") -> User:
    """Return the user with `account` who sent a request from `address`."""
    return User(account.id, account.name, account.role, address, csrf, session)


def set_user(scope: Scope, user: User) -> None:
    """Leave `user` in the request `scope`; only the gate does this."""
    scope[_KEY] = user


def user_in(scope: Scope) -> User | None:
    """Return who sent the request `scope`, or None where the gate found nobody."""
    user = scope.get(_KEY)
    return user if isinstance(user, User) else None


def user_of(request: Any) -> User:
    """Return who sent `request`, a `gradio.Request` or a Starlette request.

    Raises DeskError ``not_signed_in``.
    """
    inner = getattr(request, "request", None)
    scope = getattr(request if inner is None else inner, "scope", None)
    user = user_in(scope) if scope is not None else None
    if user is None:
        raise DeskError("not_signed_in")
    return user


def administrator_of(request: Any) -> User:
    """Return the administrator who sent `request`.

    Raises DeskError ``not_signed_in`` or ``not_allowed``.
    """
    return user_of(request).require_administrator()
