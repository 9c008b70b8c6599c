"""Who may work now: few at a time, in the order in which they came.

Questions are worked out by the processor, most of the time under Python's one lock. Twenty at
once take as long as one after the other, but all of them would be done only at the end.
"""

from __future__ import annotations

import threading
from collections import deque
from types import TracebackType


class Turns:
    """A context manager that lets as many threads in as it has places; the others queue."""

    def __init__(self, places: int) -> None:
        """Give `places`, 1 or more."""
        self._free = places
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    @property
    def waiting(self) -> int:
        """How many queue."""
        return len(self._waiting)

    def __enter__(self) -> None:
        """Take a place, when it is this thread's turn."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            called = threading.Event()
            self._waiting.append(called)
        try:
            called.wait()
        except BaseException:  # interrupted: whoever is next takes the place, if it was given
            with self._lock:
                if called in self._waiting:
                    self._waiting.remove(called)
                    raise
            self._give()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the place to whoever waits longest."""
        self._give()

    def _give(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1
