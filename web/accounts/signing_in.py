"""Signing in and out: the one place where passwords are checked."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.accounts import passwords
from web.errors import DeskError, waiting
from web.store import Action

if TYPE_CHECKING:
    from web.accounts.identity import User
    from web.store import Account, SignIn, Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Session:
    """A session just begun; ``key`` goes into the browser's cookie and nowhere else."""

    key: str
    sign_in: SignIn


class SigningIn:
    """Checks passwords, counts failures, begins and ends sessions."""

    def __init__(self, store: Store) -> None:
        """Use the accounts of `store`."""
        self._store = store
        # One at a time: a hundred guesses sent at once count as a hundred, and cannot fill
        # the memory with a hundred argon2 computations.
        self._one_at_a_time = threading.Lock()

    def sign_in(self, name: str, password: str, address: str) -> Session:
        """Begin a session of the account `name`.

        Raises DeskError ``wrong_credentials``, ``account_locked``, or ``locked_out`` after
        repeated failures, in which case the password is not even looked at.
        """
        store = self._store
        with self._one_at_a_time:
            remaining = store.lockouts.remaining(name, address)
            if remaining:
                raise DeskError("locked_out", **waiting(remaining))
            account = self._checked(name, password)
            if account is None:
                store.lockouts.failed(name, address)
                # A name that is none may be a password typed into the wrong field.
                known = store.accounts.find(name)
                store.audit.add(
                    Action.SIGN_IN_FAILED,
                    who="",
                    account=None,
                    address=address,
                    object=known.name if known else "",
                )
                raise DeskError("wrong_credentials")
            store.lockouts.succeeded(name)
            if account.locked is not None:
                # Told only to those who know the password.
                store.audit.add(
                    Action.SIGN_IN_FAILED,
                    who="",
                    account=None,
                    address=address,
                    object=account.name,
                    detail={"locked": True},
                )
                raise DeskError("account_locked")
        store.accounts.note_sign_in(account.id)
        key, sign_in = store.sessions.start(account.id, address)
        store.audit.add(Action.SIGN_IN, who=account.name, account=account.id, address=address)
        return Session(key, sign_in)

    def sign_out(self, key: str, user: User) -> None:
        """End the session of the browser's `key`."""
        self._store.sessions.end(key)
        self._store.audit.note(Action.SIGN_OUT, user)

    def change_password(self, user: User, old: str, new: str) -> None:
        """Give `user` another password and end their other sessions.

        Raises DeskError ``wrong_credentials``, ``locked_out``, or why `new` will not do.
        """
        with self._one_at_a_time:
            remaining = self._store.lockouts.remaining(user.name, user.address)
            if remaining:
                raise DeskError("locked_out", **waiting(remaining))
            if self._checked(user.name, old) is None:
                self._store.lockouts.failed(user.name, user.address)
                raise DeskError("wrong_credentials")
        passwords.check_new(new, user.name)
        self._store.accounts.set_password(
            user.name, passwords.hashed(new), keep_session=user.session
        )
        self._store.audit.note(Action.PASSWORD, user, object=user.name)

    def _checked(self, name: str, password: str) -> Account | None:
        """Return the account if the password is right; as slow for a name that is none."""
        account = self._store.accounts.find(name)
        stored = self._store.accounts.password(account.id) if account else None
        if not passwords.verify(stored, password[: passwords.MAX_LENGTH + 1]):
            return None
        if account is not None and stored is not None and passwords.is_weak(stored):
            self._store.accounts.refresh_password(account.id, passwords.hashed(password))
        return account
