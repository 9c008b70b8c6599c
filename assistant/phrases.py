"""Phrases of several words, found in running text longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

from corpus.vietnamese import fold

Phrase = tuple[str, ...]
"""A phrase as lower-case tokens."""

_Value = TypeVar("_Value")
_NUMBER_OF: Final = "so"  # "số": number of
_SEPARATORS: Final = re.compile(r"[-–./'’]")


class _Folded(dict[str, str]):
    """The words of phrases to what `fold` makes of them: a few thousand, each in many phrases."""

    def __missing__(self, word: str) -> str:
        self[word] = folded = fold(word)
        return folded


_FOLDED: Final = _Folded()  # of the phrases of tables only, never of what is looked up


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in tokens ``start:end`` and the Vietnamese phrases that mean the same.

    ``alternatives`` are accented lower-case syllables. For synonyms the phrase that was
    matched comes first; for an English gloss the most usual translation does. ``parts`` are
    the translations of the words that an English phrase is made of, in the order of a
    Vietnamese one: the head first.
    """

    start: int
    end: int
    alternatives: tuple[Phrase, ...]
    parts: tuple[tuple[Phrase, ...], ...] = ()

    def moved(self, by: int) -> Match:
        """Return the match as one among tokens that begin `by` earlier."""
        return replace(self, start=self.start + by, end=self.end + by)


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
        folded = _FOLDED.__getitem__
        for entry in entries:
            bare = tuple(map(folded, entry[0]))
            beside = self._entries.get(bare)
            if beside is None:
                self._entries[bare] = [entry]
                lengths.setdefault(bare[0], set()).add(len(bare))
            else:
                beside.append(entry)
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


def cut(tokens: Sequence[str]) -> tuple[list[str], list[int]]:
    """Cut tokens at hyphens, dots and apostrophes; return the parts and whose each is."""
    parts: list[str] = []
    owners: list[int] = []
    for position, token in enumerate(tokens):
        for part in _SEPARATORS.split(token):
            if part:
                parts.append(part)
                owners.append(position)
    return parts, owners


def _cuts_longer(
    table: PhraseTable[_Value], parts: Sequence[str], bare: Sequence[str], start: int, end: int
) -> bool:
    """Tell whether a phrase of "number" and a thing would cut a longer name of the thing."""
    if bare[start] != _NUMBER_OF or end != start + 2:
        return False
    longer = table.at(parts, bare, start + 1, shortest=2)
    return longer is not None and longer[0] > end


def _gives_way(
    table: PhraseTable[_Value],
    parts: Sequence[str],
    bare: Sequence[str],
    start: int,
    end: int,
    opening: Set[str],
) -> bool:
    """Tell whether the phrase ``start:end`` cuts another one in two that counts for more."""
    least = max(2, end - start + (parts[start] not in opening))
    return any(
        inner is not None and inner[0] > end
        for position in range(start + 1, end)
        for inner in (table.at(parts, bare, position, shortest=least),)
    )


def matches(
    table: PhraseTable[tuple[Phrase, ...]],
    parts: Sequence[str],
    bare: Sequence[str],
    owners: Sequence[int],
    covered: Sequence[bool] = (),
    opening: Set[str] = frozenset(),
) -> list[Match]:
    """Return the phrases of `table` from left to right, in whole tokens (the `owners`).

    A phrase gives way to a longer one that begins within it and goes on beyond it (``lên làm
    trọn trên mạng`` is no ``lên làm``), and where it opens with one of the words `opening` also
    to one as long: ``được giải quyết`` is no ``được giải``.
    """
    found_so_far: list[Match] = []
    start = 0
    while start < len(parts):
        shortest = 2 if covered and covered[start] else 1
        found = table.at(parts, bare, start, shortest=shortest)
        if found is None or (found_so_far and owners[start] < found_so_far[-1].end):
            start += 1
            continue
        if _gives_way(table, parts, bare, start, found[0], opening):
            start += 1
            continue
        end, entries = found
        if _cuts_longer(table, parts, bare, start, end):
            start += 1  # "số điểm phục vụ" counts service points, it asks for no score
            continue
        alternatives = dict.fromkeys(phrase for _, phrases in entries for phrase in phrases)
        found_so_far.append(Match(owners[start], owners[end - 1] + 1, tuple(alternatives)))
        start = end
    return found_so_far


def every(
    table: PhraseTable[tuple[Phrase, ...]], parts: Sequence[str], owners: Sequence[int]
) -> Iterator[Match]:
    """Yield every phrase of `table`, in whole tokens (the `owners`), long ones first."""
    for start in range(len(parts)):
        last = len(parts)
        while found := table.at(parts, parts, start, last=last):
            end, entries = found
            last = end - 1
            alternatives = dict.fromkeys(phrase for _, phrases in entries for phrase in phrases)
            yield Match(owners[start], owners[end - 1] + 1, tuple(alternatives))
