"""The passages read last, kept as values: one question asks for the same several times."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

from index.records import StoredPassage

_KEPT = 4_096  # passages, about 10 kB each with their figures


class PassageCache:
    """Gives passages by id and remembers them; those of one generation never change.

    Safe to use from several threads.
    """

    def __init__(
        self, fetch: Callable[[Sequence[int]], Sequence[StoredPassage]], most: int = _KEPT
    ) -> None:
        """Use `fetch` for what is not kept; keep `most` at most."""
        self._fetch = fetch
        self._most = most
        self._kept: OrderedDict[int, StoredPassage] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, ids: Sequence[int]) -> tuple[StoredPassage, ...]:
        """Return the passages with `ids`, in that order; unknown ids are left out."""
        found: dict[int, StoredPassage] = {}
        with self._lock:
            for number in ids:
                if (known := self._kept.get(number)) is not None:
                    self._kept.move_to_end(number)
                    found[number] = known
        missing = [number for number in dict.fromkeys(ids) if number not in found]
        if missing:
            found.update((passage.id, passage) for passage in self._fetch(missing))
            with self._lock:
                self._kept.update((n, found[n]) for n in missing if n in found)
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return tuple(found[number] for number in ids if number in found)
