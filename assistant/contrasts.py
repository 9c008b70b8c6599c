"""Words that part one indicator into several, such as prepaid and postpaid.

A figure that names one member of such a class is never the figure of another member, however
much else they share. The classes are data (``assistant/data/contrasts.json``).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from corpus.vietnamese import fold, nfc, normalise_tones, tokens

_DATA: Final = Path(__file__).resolve().parent / "data" / "contrasts.json"

Words = tuple[str, ...]
"""Folded lower-case words."""


def folded_words(text: str) -> Words:
    """Return the folded words of `text`, in order."""
    return tuple(fold(token.text) for token in tokens(normalise_tones(nfc(text))))


@dataclass(frozen=True, slots=True)
class _Class:
    members: tuple[tuple[Words, ...], ...]
    near: tuple[Words, ...]
    parts: bool


def _holds(words: Words, phrase: Words) -> bool:
    size = len(phrase)
    return phrase[0] in words and any(
        words[i : i + size] == phrase for i in range(len(words) - size + 1)
    )


@dataclass(frozen=True)
class Contrasts:
    """The classes, ready to be looked up; get them from `load`."""

    _classes: tuple[_Class, ...]
    _first: Mapping[str, tuple[tuple[int, int, Words], ...]]  # by a phrase's first word

    def members(
        self, words: Words, around: Words = (), classes: Collection[int] | None = None
    ) -> dict[int, frozenset[int]]:
        """Return the members that `words` name, by class; `around` are words near by.

        Only `classes` are looked for, where they are given. A phrase within a longer one of
        its class names nothing: ``chưa được phủ sóng``.
        """
        named = [
            (number, member, position, position + len(phrase))
            for position, word in enumerate(words)
            for number, member, phrase in self._first.get(word, ())
            if (classes is None or number in classes)
            and words[position : position + len(phrase)] == phrase
        ]
        if not named:
            return {}
        found: dict[int, set[int]] = {}
        for number, member, start, end in named:
            if not any(
                number == other and low <= start and end <= high and high - low > end - start
                for other, _, low, high in named
            ):
                found.setdefault(number, set()).add(member)
        return {
            number: frozenset(members)
            for number, members in found.items()
            if self._applies(number, (*words, *around))
        }

    def has_one_member(self, number: int) -> bool:
        """Tell whether a class parts one kind from all that is not called so."""
        return len(self._classes[number].members) == 1

    @cached_property
    def parting(self) -> frozenset[int]:
        """The classes whose members are the parts of one whole."""
        return frozenset(number for number, one in enumerate(self._classes) if one.parts)

    def places(self, words: Words, classes: frozenset[int]) -> frozenset[int]:
        """Return which of the `words` belong to a phrase that names a member of `classes`."""
        return frozenset(
            position + step
            for position, word in enumerate(words)
            for number, _member, phrase in self._first.get(word, ())
            if number in classes and words[position : position + len(phrase)] == phrase
            for step in range(len(phrase))
        )

    def _applies(self, number: int, words: Words) -> bool:
        near = self._classes[number].near
        return not near or any(_holds(words, phrase) for phrase in near)


def conflict(asked: Mapping[int, frozenset[int]], said: Mapping[int, frozenset[int]]) -> int:
    """Return in how many classes `said` names other members than `asked`, and none of them."""
    return sum(
        1 for number, members in asked.items() if number in said and not members & said[number]
    )


def _words(phrases: Iterable[str]) -> tuple[Words, ...]:
    return tuple(folded_words(phrase) for phrase in phrases)


@lru_cache(maxsize=1)
def load() -> Contrasts:
    """Read the data file (once) and return the classes."""
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    classes = tuple(
        _Class(
            tuple(map(_words, entry["members"])),
            _words(entry.get("near", ())),
            entry.get("parts", False),
        )
        for entry in data["classes"]
    )
    first: dict[str, list[tuple[int, int, Words]]] = {}
    for number, one in enumerate(classes):
        for member, phrases in enumerate(one.members):
            for phrase in phrases:
                first.setdefault(phrase[0], []).append((number, member, phrase))
    return Contrasts(classes, {word: tuple(found) for word, found in first.items()})
