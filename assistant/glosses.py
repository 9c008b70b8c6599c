"""What English words of a question are in Vietnamese: phrase by phrase, else word by word.

The field's own terms come from the glossary (``assistant/data/glossary``), the words of
everyday English from ``assistant/data/everyday``. A phrase also knows what its words mean one
by one, so that *e-mail accounts* is found where a report writes of *thư công vụ* here and of
*tài khoản* there. Where a phrase is not known as typed, words that people put for one another
(``assistant/data/alike.json``) count as the same: *postpaid customers* are *postpaid
subscribers*. A word that neither has is tried as a derivation of one that they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from assistant.language import stem
from assistant.phrases import Match, Phrase, PhraseTable, cut, matches

Translation = tuple[tuple[Phrase, ...], tuple[Phrase, ...]]
"""English phrases that mean the same, and the Vietnamese ones that they are translated by."""

# Endings that make another word class of a word, and what they stand for.
_ENDINGS = (
    ("ization", ("ize",)),
    ("ation", ("ate", "e", "")),
    ("ition", ("ite", "e", "")),
    ("ion", ("e", "")),
    ("ment", ("",)),
    ("ness", ("",)),
    ("ance", ("", "e")),
    ("al", ("", "e")),
    ("ly", ("", "le")),
    ("er", ("", "e")),
    ("or", ("", "e")),
    ("ive", ("", "e")),
    ("able", ("", "e")),
)
_PREFIXES = ("re", "co", "pre")
_ROOT = 3  # least letters of a word that another is derived from


_AUXILIARIES = frozenset(
    {"be", "have", "the", "a", "an", "any", "proper", "actual", "decent", "real", "its", "their"}
)
"""Stems of words that may stand inside a phrase: ``items were sent``, ``no proper coverage``."""


def _without_auxiliaries(phrase: Phrase) -> Phrase:
    if _AUXILIARIES.isdisjoint(phrase):
        return phrase
    return tuple(word for word in phrase if word not in _AUXILIARIES)


class Glossary:
    """English phrases with their translations, ready to look up."""

    __slots__ = ("_alike", "_similar", "_table", "_words")

    def __init__(
        self,
        field: Iterable[Translation],
        everyday: Iterable[Translation],
        alike: Iterable[Sequence[str]] = (),
    ) -> None:
        """Where both translate a phrase, the words of the `field` come first.

        `alike` are classes of words that people put for one another inside phrases.
        """
        found: dict[Phrase, dict[Phrase, None]] = {}
        for english, vietnamese in chain(field, everyday):
            for phrase in english:
                key = tuple(map(stem, phrase))
                short = _without_auxiliaries(key)
                for form in {key, short} if len(short) > 1 else {key}:
                    found.setdefault(form, {}).update(dict.fromkeys(vietnamese))
        self._words = {key[0]: tuple(to) for key, to in found.items() if len(key) == 1}
        self._table = PhraseTable((phrase, tuple(to)) for phrase, to in found.items())
        self._alike = {stem(word): stem(words[0]) for words in alike for word in reversed(words)}
        similar: dict[Phrase, dict[Phrase, None]] = {}
        for phrase, to in found.items():
            if len(phrase) > 1:
                similar.setdefault(self._same(phrase), {}).update(to)
        self._similar = PhraseTable((phrase, tuple(to)) for phrase, to in similar.items())

    def find(self, tokens: Sequence[str], content: Sequence[bool]) -> list[Match]:
        """Return the phrases among lower-case `tokens`, longest first, in order.

        `content` tells which tokens are more than function words; phrases of nothing but
        those are left out.
        """
        parts, owners = cut(tokens)
        stems = list(map(stem, parts))
        said = [i for i, word in enumerate(stems) if word not in _AUXILIARIES]
        short = [stems[i] for i in said]
        alike = self._same(short)
        candidates = [
            *matches(self._table, short, short, [owners[i] for i in said]),
            *matches(self._table, stems, stems, owners),
            *matches(self._similar, alike, alike, [owners[i] for i in said]),
        ]
        candidates.sort(key=lambda match: -sum(content[match.start : match.end]))
        found: dict[int, Match] = {}
        covered: set[int] = set()
        for match in candidates:
            places = range(match.start, match.end)
            if any(content[match.start : match.end]) and covered.isdisjoint(places):
                found[match.start] = replace(match, parts=self._parts(match, tokens, content))
                covered.update(places)
        for position, token in enumerate(tokens):
            if content[position] and position not in covered and token.isalpha():
                alternatives = self._derived(stem(token))
                if alternatives:
                    found[position] = Match(position, position + 1, alternatives)
        return [found[start] for start in sorted(found)]

    def _same(self, words: Sequence[str]) -> Phrase:
        """Return stems with one word for all of a class that people put for one another."""
        return tuple(self._alike.get(word, word) for word in words)

    def _parts(
        self, match: Match, tokens: Sequence[str], content: Sequence[bool]
    ) -> tuple[tuple[Phrase, ...], ...]:
        """Return what the words of a matched phrase mean one by one, () if not of each is known."""
        parts, owners = cut(tokens[match.start : match.end])
        said = [stem(p) for p, at in zip(parts, owners, strict=True) if content[match.start + at]]
        if len(said) < 2:
            return ()
        glossed = [self._words.get(word, ()) for word in said]
        return tuple(reversed(glossed)) if all(glossed) else ()

    def _derived(self, word: str) -> tuple[Phrase, ...]:
        return next((self._words[root] for root in _roots(word) if root in self._words), ())


def _roots(word: str) -> Iterator[str]:
    """Yield the stems of words that `word` may be derived from, the likeliest first."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _ROOT:
            yield from (stem(word[: -len(ending)] + other) for other in instead)
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) > _ROOT:
            yield stem(word.removeprefix(prefix).lstrip("-"))
