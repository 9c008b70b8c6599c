"""How often accented syllables, and pairs of neighbours, occur in the archive.

Each segment keeps the syllables of its rows in order, as numbers, beside their counts: the
counts of any rows can be taken off again, so that what a deleted report said counts no more.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Syllables = dict[str, int]
Pairs = dict[tuple[str, str], int]
_Key = TypeVar("_Key")
Span = tuple[int, int, int]  # report, its first and last passage

_ARRAYS = ("text", "tokens", "lengths", "pair-keys", "pair-counts")
_LARGE = 0.25  # share of the rows from which counting anew is quicker than correcting


@dataclass(frozen=True, slots=True)
class Usage:
    """The syllables of a segment's rows, ``tokens``, as places in ``syllables``.

    ``lengths`` are the numbers of syllables of the rows. ``pair_keys`` are two places in one
    number, left times the number of syllables plus right, with their ``pair_counts``.
    """

    syllables: tuple[str, ...]
    tokens: npt.NDArray[Any]
    lengths: npt.NDArray[np.int32]
    pair_keys: npt.NDArray[np.int64]
    pair_counts: npt.NDArray[np.int64]

    @classmethod
    def made(
        cls,
        syllables: Sequence[str],
        tokens: npt.NDArray[np.int64],
        lengths: npt.NDArray[np.int32],
    ) -> Usage:
        """Count the pairs of `tokens` and make the smallest arrays that hold them."""
        keys, counts = np.unique(_pairs(tokens, lengths, len(syllables)), return_counts=True)
        small = np.uint16 if len(syllables) <= 1 << 16 else np.uint32
        return cls(
            tuple(syllables),
            tokens.astype(small),
            lengths.astype(np.int32),
            keys.astype(np.int64),
            counts.astype(np.int64),
        )

    @classmethod
    def merge(cls, parts: Iterable[tuple[Usage, Mask | None]]) -> Usage:
        """Return the usage of all rows of `parts` that their masks keep (None: all)."""
        numbers: dict[str, int] = {}
        tokens, lengths = [np.empty(0, np.int64)], [np.empty(0, np.int32)]
        for part, keep in parts:
            kept = part.tokens[_token_mask(part, keep)].astype(np.int64)
            used = np.unique(kept)
            places = np.zeros(len(part.syllables) + 1, np.int64)
            places[used] = [
                numbers.setdefault(part.syllables[i], len(numbers)) for i in used.tolist()
            ]
            tokens.append(places[kept])
            lengths.append(np.asarray(part.lengths if keep is None else part.lengths[keep]))
        return cls.made(tuple(numbers), np.concatenate(tokens), np.concatenate(lengths))

    def arrays(self, prefix: str) -> dict[str, npt.NDArray[Any]]:
        """Return the arrays by name, as they are written to disk."""
        text = np.frombuffer("\n".join(self.syllables).encode(), np.uint8)
        values: tuple[npt.NDArray[Any], ...] = (
            text,
            self.tokens,
            self.lengths,
            self.pair_keys,
            self.pair_counts,
        )
        return {f"{prefix}-{name}": some for name, some in zip(_ARRAYS, values, strict=True)}

    @classmethod
    def of(cls, arrays: Mapping[str, npt.NDArray[Any]], prefix: str) -> Usage:
        """Return the usage of what `arrays` gave; raises KeyError where one is missing."""
        text, tokens, lengths, keys, counts = (arrays[f"{prefix}-{name}"] for name in _ARRAYS)
        written = text.tobytes().decode()
        return cls(tuple(written.split("\n")) if written else (), tokens, lengths, keys, counts)

    def counts(self, keep: Mask | None = None) -> tuple[Syllables, Pairs]:
        """Return how often syllables and pairs occur in the rows that `keep` names."""
        size = len(self.syllables)
        if keep is None:
            tokens, keys, often = self.tokens, self.pair_keys, self.pair_counts
        else:
            tokens = self.tokens[_token_mask(self, keep)]
            lengths = np.asarray(self.lengths[keep])
            pairs = _pairs(tokens.astype(np.int64), lengths, size)
            keys, often = np.unique(pairs, return_counts=True)
        single = np.bincount(tokens, minlength=size) if len(tokens) else np.zeros(size, np.int64)
        found = np.flatnonzero(single)
        names = self.syllables
        left, right = np.divmod(keys, max(1, size))
        return (
            {names[i]: n for i, n in zip(found.tolist(), single[found].tolist(), strict=True)},
            {
                (names[a], names[b]): n
                for a, b, n in zip(left.tolist(), right.tolist(), often.tolist(), strict=True)
            },
        )


class UsageBuilder:
    """Takes the syllables of one row after the other."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._numbers: dict[str, int] = {}
        self._tokens = array("i")
        self._lengths = array("i")

    def add(self, syllables: Sequence[str]) -> None:
        """Add a row with its `syllables` in order."""
        numbers = self._numbers
        self._tokens.extend([numbers.setdefault(one, len(numbers)) for one in syllables])
        self._lengths.append(len(syllables))

    def build(self) -> Usage:
        """Return the usage of the rows added."""
        tokens = np.array(self._tokens, np.int64)
        return Usage.made(tuple(self._numbers), tokens, np.array(self._lengths, np.int32))


@dataclass(frozen=True, slots=True)
class Part:
    """One segment: its usage, its live rows (None: all), and the span that each row is of."""

    usage: Usage
    alive: Mask | None
    spans: Mapping[Span, tuple[int, int]]  # the live ones, with their first row and the end


class Language:
    """The counts over all live rows; worked out when first asked for.

    With the counts of the generation before at hand only what came and went is counted.
    """

    def __init__(self, parts: Sequence[Part], before: Language | None = None) -> None:
        """Take the segments of a generation, and the language of the one before."""
        self._parts = tuple(parts)
        self._before = before if before is not None and before._counts is not None else None
        self._counts: tuple[Syllables, Pairs] | None = None
        self._lock = threading.Lock()

    @property
    def syllables(self) -> Mapping[str, int]:
        """How often each syllable occurs."""
        return self._both()[0]

    @property
    def pairs(self) -> Mapping[tuple[str, str], int]:
        """How often each two syllables stand side by side."""
        return self._both()[1]

    def _both(self) -> tuple[Syllables, Pairs]:
        with self._lock:
            if self._counts is None:
                self._counts = self._corrected() or self._counted()
                self._before = None
            return self._counts

    def _counted(self) -> tuple[Syllables, Pairs]:
        syllables: Syllables = {}
        pairs: Pairs = {}
        for part in self._parts:
            if part.spans:
                _add(part.usage.counts(part.alive), syllables, pairs, 1)
        return syllables, pairs

    def _corrected(self) -> tuple[Syllables, Pairs] | None:
        before = self._before
        if before is None or before._counts is None:
            return None
        now = {span for part in self._parts for span in part.spans}
        then = {span for part in before._parts for span in part.spans}
        if len(now ^ then) > _LARGE * len(now):
            return None
        if now == then:
            return before._counts
        syllables, pairs = dict(before._counts[0]), dict(before._counts[1])
        _change(before._parts, then - now, syllables, pairs, -1)
        _change(self._parts, now - then, syllables, pairs, 1)
        return syllables, pairs


def _change(
    parts: Iterable[Part], spans: set[Span], syllables: Syllables, pairs: Pairs, sign: int
) -> None:
    for part in parts:
        wanted = [rows for span, rows in part.spans.items() if span in spans]
        if wanted:
            keep = np.zeros(len(part.usage.lengths), bool)
            for start, end in wanted:
                keep[start:end] = True
            _add(part.usage.counts(keep), syllables, pairs, sign)


def _add(counted: tuple[Syllables, Pairs], syllables: Syllables, pairs: Pairs, sign: int) -> None:
    _add_to(syllables, counted[0], sign)
    _add_to(pairs, counted[1], sign)


def _add_to(total: dict[_Key, int], counted: Mapping[_Key, int], sign: int) -> None:
    for key, count in counted.items():
        left = total.get(key, 0) + sign * count
        if left:
            total[key] = left
        else:
            total.pop(key, None)


def _token_mask(usage: Usage, keep: Mask | None) -> Any:
    return slice(None) if keep is None else np.repeat(keep, usage.lengths)


def _pairs(
    tokens: npt.NDArray[np.int64], lengths: npt.NDArray[np.int32], size: int
) -> npt.NDArray[np.int64]:
    """Return each two neighbours of one row as left times `size` plus right."""
    rows = np.repeat(np.arange(len(lengths)), lengths)
    same = rows[1:] == rows[:-1]
    return np.asarray(tokens[:-1][same] * max(1, size) + tokens[1:][same], np.int64)
