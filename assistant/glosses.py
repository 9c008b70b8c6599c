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
from assistant.phrases import Match, Phrase, PhraseTable, cut, every

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
_TURNING = frozenset({"no", "not", "without", "never", "nobody", "nothing", "already", "yet"})
"""Function words that a phrase does not mean the same without: ``no reception``."""


_PREPOSITIONS = frozenset({"on", "at", "by", "off", "out", "behind", "under", "ahead"})
"""Words that open a phrase of their own meaning: ``on the spot``, ``at fault``."""


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
        denied = [token in _TURNING for token in tokens]
        led = [token in _PREPOSITIONS for token in tokens]
        found = {
            match.start: replace(match, parts=self._parts(match, tokens, content))
            for match in _fewest(self._all(tokens, content), content, denied, led)
        }
        covered = {place for match in found.values() for place in range(match.start, match.end)}
        for position, token in enumerate(tokens):
            if content[position] and position not in covered and token.isalpha():
                alternatives = self._derived(stem(token))
                if alternatives:
                    found[position] = Match(position, position + 1, alternatives)
        return [found[start] for start in sorted(found)]

    def _all(self, tokens: Sequence[str], content: Sequence[bool]) -> list[Match]:
        """Return every known phrase among `tokens`, of each extent the one as typed first."""
        parts, owners = cut(tokens)
        stems = list(map(stem, parts))
        said = [i for i, word in enumerate(stems) if word not in _AUXILIARIES]
        short = [stems[i] for i in said]
        theirs = [owners[i] for i in said]
        alike = self._same(short)
        found: dict[tuple[int, int], Match] = {}
        for table, words, places in (
            (self._table, short, theirs),
            (self._table, stems, owners),
            (self._similar, alike, theirs),
        ):
            for match in every(table, words, places):
                if any(content[match.start : match.end]):
                    found.setdefault((match.start, match.end), match)
        return list(found.values())

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


_Cost = tuple[int, int, int, int, int]
"""Pieces, lone words, the phrases' sizes, function words that open one, those within one."""


def _fewest(
    matches: Iterable[Match],
    content: Sequence[bool],
    denied: Sequence[bool],
    led: Sequence[bool],
) -> list[Match]:
    """Return the matches, none overlapping, that leave the fewest pieces, in order.

    A word that no match covers is a piece too, and a ``not`` that one begins with a word. Of
    as few pieces fewer lone words are better:
    ``base stations | lost contact``, not ``base | stations lost contact``; then a long phrase,
    and then one without function words: ``calls to the | 1022 hotline``.
    """
    at: dict[int, list[Match]] = {}
    for match in matches:
        at.setdefault(match.start, []).append(match)
    best: list[tuple[_Cost, Match | None]] = [((0, 0, 0, 0, 0), None)]
    for start in range(len(content) - 1, -1, -1):  # the ways from `start` to the end
        own = int(content[start])
        pieces, lone, size, opened, linked = best[-1][0]
        cost = (pieces + own, lone + own, size, opened, linked)
        chosen: tuple[_Cost, Match | None] = (cost, None)
        for match in at.get(start, ()):
            pieces, lone, size, opened, linked = best[len(content) - match.end][0]
            words = sum(content[match.start : match.end]) + denied[start]
            idiom = words == 1 and led[start]  # "on the spot" is no spot
            first = start + content[start : match.end].index(True)
            last = match.end - 1 - content[start : match.end][::-1].index(True)
            cost = (
                pieces + 1,
                lone + (words == 1 and not idiom),
                size - words * words,
                opened + (not (own or denied[start] or idiom)),
                linked + sum(not said for said in content[first:last]),
            )
            if cost < chosen[0]:
                chosen = (cost, match)
        best.append(chosen)
    found: list[Match] = []
    start = 0
    while start < len(content):
        chosen_here = best[len(content) - start][1]
        if chosen_here is not None:
            found.append(chosen_here)
        start = start + 1 if chosen_here is None else chosen_here.end
    return found


def _roots(word: str) -> Iterator[str]:
    """Yield the stems of words that `word` may be derived from, the likeliest first."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _ROOT:
            yield from (stem(word[: -len(ending)] + other) for other in instead)
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) > _ROOT:
            yield stem(word.removeprefix(prefix).lstrip("-"))
