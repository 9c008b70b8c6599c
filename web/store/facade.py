"""The one file of the server's own data, and the stores in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from web.store.accounts import Accounts
from web.store.audit import Audit
from web.store.builds import Builds
from web.store.conversations import Conversations
from web.store.database import Database
from web.store.lockouts import Lockouts
from web.store.ratings import Ratings
from web.store.sessions import Sessions
from web.store.tokens import Tokens

FILE_NAME = "desk.sqlite"


class Store:
    """Accounts, sessions, tokens, conversations, ratings, audit log and builds.

    Safe to share between threads; several processes may open the same file. Every change
    is on the disk when its call returns.
    """

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        """Open or create ``desk.sqlite`` in `folder`; `clock` gives seconds since 1970.

        Raises DeskError ``store_unusable`` or ``store_newer``.
        """
        self._database = Database(folder / FILE_NAME)
        self.accounts = Accounts(self._database, clock)
        self.sessions = Sessions(self._database, clock)
        self.tokens = Tokens(self._database, clock)
        self.lockouts = Lockouts(self._database, clock)
        self.conversations = Conversations(self._database, clock)
        self.ratings = Ratings(self._database, clock)
        self.audit = Audit(self._database, clock)
        self.builds = Builds(self._database, clock)

    def close(self) -> None:
        """Give the connections back; the store cannot be used after."""
        self._database.close()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()
