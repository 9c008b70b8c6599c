"""Looking after accounts and access tokens: the one way, from a page or a command line.

Whoever does it must be an administrator; each change is written to the audit log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.accounts import passwords
from web.errors import DeskError
from web.store import Action, Role
from web.store.tokens import DAYS

if TYPE_CHECKING:
    from web.accounts.identity import User
    from web.store import Account, Store, Token

LONGEST_DAYS = 3650


class People:
    """Adds, changes, locks and removes accounts of one server, and their tokens.

    Every call raises DeskError ``not_allowed`` for staff; nothing has changed where one is
    raised. Names are those of accounts; an unknown one raises ``account_unknown``.
    """

    def __init__(self, store: Store) -> None:
        """Look after the accounts of `store`."""
        self._store = store

    def add(self, by: User, name: str, role: Role, password: str) -> Account:
        """Add an account; raises DeskError ``name_invalid``, ``name_taken`` or of `password`."""
        by.require_administrator()
        if self._store.accounts.find(name) is not None:
            raise DeskError("name_taken", name=name)
        passwords.check_new(password, name)
        account = self._store.accounts.add(name, role, passwords.hashed(password))
        self._note(Action.ACCOUNT_ADD, by, account, role=account.role.value)
        return account

    def set_password(self, by: User, name: str, password: str) -> Account:
        """Give an account another password: its sessions end, and it need not wait any more."""
        account = self._found(by, name)
        passwords.check_new(password, account.name)
        self._store.accounts.set_password(account.name, passwords.hashed(password))
        self._store.lockouts.unlock(account.name)
        self._note(Action.PASSWORD, by, account)
        return account

    def set_role(self, by: User, name: str, role: Role) -> Account:
        """Give an account another role; raises ``own_account`` or ``last_administrator``."""
        self._not_own(by, self._found(by, name))
        account = self._store.accounts.set_role(name, role)
        self._note(Action.ACCOUNT_ROLE, by, account, role=account.role.value)
        return account

    def lock(self, by: User, name: str) -> Account:
        """Shut an account; raises ``own_account`` or ``last_administrator``."""
        self._not_own(by, self._found(by, name))
        account = self._store.accounts.lock(name)
        self._note(Action.ACCOUNT_LOCK, by, account)
        return account

    def unlock(self, by: User, name: str) -> Account:
        """Open an account, and end every wait after failed sign-ins of it and of addresses."""
        self._found(by, name)
        account = self._store.accounts.unlock(name)
        self._store.lockouts.unlock(account.name)
        self._store.lockouts.unlock_addresses()
        self._note(Action.ACCOUNT_UNLOCK, by, account)
        return account

    def remove(self, by: User, name: str) -> Account:
        """Remove an account, its tokens and conversations; raises as `lock` does."""
        self._not_own(by, self._found(by, name))
        account = self._store.accounts.remove(name)
        self._note(Action.ACCOUNT_REMOVE, by, account)
        return account

    def add_token(self, by: User, name: str, label: str, days: int = DAYS) -> tuple[str, Token]:
        """Make a token; return its text, which cannot be had again, and the token."""
        account = self._found(by, name)
        days = max(1, min(days, LONGEST_DAYS))
        text, token = self._store.tokens.add(account.id, label.strip(), days)
        self._note(Action.TOKEN_ADD, by, account, token=token.id, label=token.label)
        return text, token

    def remove_token(self, by: User, number: int) -> Token:
        """Revoke a token; raises DeskError ``token_unknown``."""
        by.require_administrator()
        token = self._store.tokens.remove(number)
        self._note(Action.TOKEN_REMOVE, by, token.account, token=token.id, label=token.label)
        return token

    def _found(self, by: User, name: str) -> Account:
        by.require_administrator()
        return self._store.accounts.get(name)

    @staticmethod
    def _not_own(by: User, account: Account) -> None:
        if by.id == account.id:
            raise DeskError("own_account")

    def _note(self, action: Action, by: User, account: Account, **detail: object) -> None:
        self._store.audit.note(action, by, object=account.name, detail=detail)
