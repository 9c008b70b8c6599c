"""How much one person may ask and upload."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from web.accounts.identity import User
from web.errors import DeskError, waiting

MINUTE = 60.0
HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one person may do; the person at this machine itself has no such limits."""

    questions_per_minute: int = 30
    files_per_hour: int = 300
    megabytes_per_hour: int = 1_000


class QuestionLimit:
    """Counts questions of each person over the last minute.

    Kept in memory: a restart gives everybody a fresh minute, and no question costs a write.
    """

    def __init__(self, per_minute: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow `per_minute` questions a person; `clock` gives seconds."""
        self._per_minute = per_minute
        self._clock = clock
        self._asked: defaultdict[int, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def take(self, user: User) -> None:
        """Count one question of `user`; raises DeskError ``too_many_questions``."""
        if user.is_local:
            return
        now = self._clock()
        with self._lock:
            asked = self._asked[user.id]
            while asked and asked[0] <= now - MINUTE:
                asked.popleft()
            if len(asked) >= self._per_minute:
                wait = waiting(asked[0] + MINUTE - now)
                raise DeskError("too_many_questions", limit=self._per_minute, **wait)
            asked.append(now)
