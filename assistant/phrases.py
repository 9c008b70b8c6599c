"""Phrases of several words, found in running text longest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import Generic, TypeVar

from corpus.vietnamese import fold

Phrase = tuple[str, ...]
"""A phrase as lower-case tokens."""

_Value = TypeVar("_Value")


class PhraseTable(Generic[_Value]):
    """Phrases with a value each, found in text with or without diacritics.

    A token matches a phrase's syllable that is spelled alike, or that it would be spelled
    like without diacritics: ``truc tiếp`` is ``trực tiếp``, but ``trúc tiếp`` is not.
    Phrases that are `exact` match only as they are spelled.
    """

    __slots__ = ("_entries", "_exact", "_lengths")

    def __init__(
        self, entries: Iterable[tuple[Phrase, _Value]], *, exact: Set[Phrase] = frozenset()
    ) -> None:
        self._entries: dict[Phrase, list[tuple[Phrase, _Value]]] = {}
        self._exact = exact
        lengths: dict[str, set[int]] = {}
        for phrase, value in entries:
            bare = tuple(map(fold, phrase))
            self._entries.setdefault(bare, []).append((phrase, value))
            lengths.setdefault(bare[0], set()).add(len(bare))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def at(
        self,
        tokens: Sequence[str],
        bare: Sequence[str],
        start: int,
        *,
        shortest: int = 1,
        last: int | None = None,
    ) -> tuple[int, list[tuple[Phrase, _Value]]] | None:
        """Return the end of the longest phrase at `start`, and the phrases that it may be.

        `tokens` are lower-case, `bare` the same tokens folded; several phrases are returned,
        best spelled first, where the spelling leaves open which one is meant. Phrases of
        fewer than `shortest` tokens or that end after `last` do not count.
        """
        bound = len(tokens) if last is None else last
        for length in self._lengths.get(bare[start], ()):
            if length < shortest:
                break
            end = start + length
            if end > bound:
                continue
            entries = self._entries.get(tuple(bare[start:end]))
            if entries is None:
                continue
            written = tuple(tokens[start:end])
            found = [entry for entry in entries if self._fits(entry[0], written)]
            if found:
                found.sort(key=lambda entry: entry[0] != written)
                return end, found
        return None

    def _fits(self, phrase: Phrase, written: Phrase) -> bool:
        if phrase == written:
            return True
        return phrase not in self._exact and all(
            token in (syllable, fold(syllable))
            for syllable, token in zip(phrase, written, strict=True)
        )


def cover(
    tokens: Sequence[str], bare: Sequence[str], tables: Sequence[PhraseTable[None]]
) -> list[bool]:
    """Tell which tokens lie in a phrase of two tokens or more of any of `tables`."""
    mask = [False] * len(tokens)
    for start in range(len(tokens)):
        for table in tables:
            found = table.at(tokens, bare, start, shortest=2)
            if found:
                mask[start : found[0]] = [True] * (found[0] - start)
    return mask
