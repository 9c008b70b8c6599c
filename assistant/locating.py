"""Where each concept of a question stands relative to a figure or a sentence, and its worth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from assistant.matching import Match, PassageView, Weighted
from assistant.traits import Factor, Place
from assistant.weights import Weights
from corpus import PassageKind

Standing = tuple[tuple[Place, float], ...]
"""The places that a concept's credit comes from, and how much of the concept stands there."""

NOWHERE: Final[Standing] = ()

Way = tuple[tuple[tuple[Match, ...], Place | None], ...]
"""The words of a phrase: where each stands, and whether a table's title holds it."""


def worth(standing: Standing, places: Mapping[Place, float]) -> float:
    """Return the credit of a concept that stands so."""
    return sum(share * places[place] for place, share in standing)


_TABLE = re.compile(r"\W*(?:phụ lục|bảng|biểu|phụ biểu)\b", re.IGNORECASE)
_ASTRAY = 0.4  # a translation's word that stands only here belongs to something else


@dataclass(frozen=True, slots=True)
class Located:
    """Where a concept stands in a passage: whole, and word by word."""

    weighted: Weighted
    matches: tuple[Match, ...]
    syllables: tuple[tuple[tuple[Match, ...], ...], ...]
    context: Standing  # by topic, headings and title
    floor: float  # what `context` is worth
    ways: tuple[Way, ...]  # those of `syllables` that may earn something
    anywhere: bool  # whether it or a word of it stands in the passage

    def credit(self, place: Callable[[Match], Place], weights: Weights) -> tuple[float, Standing]:
        """Return the concept's best credit, `place` telling where a match stands, and why.

        A phrase whose words stand apart earns the mean of its words' credits, a little less.
        """
        places, scattered = weights.places, weights.factors[Factor.SCATTERED]
        best, standing = self.floor, self.context
        for match in self.matches:
            at = place(match)
            if match.quality * places[at] > best:
                best, standing = match.quality * places[at], ((at, match.quality),)
        for way in self.ways:
            if best >= scattered:
                break
            words = [
                _best(map(place, matches), places) if matches else titled for matches, titled in way
            ]
            share = scattered / len(words)
            nowhere = words.count(None)
            if len(words) == 2:
                words, share = [_worst(words, places)], scattered
            elif nowhere or self._astray(words, places):
                share *= weights.factors[Factor.INCOMPLETE]
            mean = tuple((at, share) for at in words if at is not None)
            if worth(mean, places) > best:
                best, standing = worth(mean, places), mean
        return best, standing

    def _astray(self, words: Iterable[Place | None], places: Mapping[Place, float]) -> bool:
        """Tell whether a word of a translation stands only where it belongs to something else."""
        least = min((places[at] for at in words if at is not None), default=0.0)
        return self.weighted.concept.translated and least < _ASTRAY


def _best(found: Iterable[Place], places: Mapping[Place, float]) -> Place | None:
    return max(found, key=places.__getitem__, default=None)


def _worst(found: Iterable[Place | None], places: Mapping[Place, float]) -> Place | None:
    return min((at for at in found if at is not None), key=places.__getitem__, default=None)


class Found(tuple[Located, ...]):
    """Where the concepts of a question stand in one passage."""

    @cached_property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """Each place where a concept, or a word of one, stands.

        A word of a general one alone is no such place: *công ích* has nothing of *tổng cộng*.
        """
        places: dict[tuple[int, int], None] = {}
        for located in self:
            apart = () if located.weighted.concept.soft else located.syllables
            words = (match for way in apart for matches in way for match in matches)
            for match in (*located.matches, *words):
                places[match.start, match.end] = None
        return tuple(places)


def locate(view: PassageView, concepts: Sequence[Weighted], weights: Weights) -> Found:
    """Return where each concept stands in the passage."""
    return Found(_located(view, weighted, weights.places) for weighted in concepts)


def _located(view: PassageView, weighted: Weighted, places: Mapping[Place, float]) -> Located:
    apart = () if weighted.pair else _apart(view, weighted)
    around = () if weighted.pair else _around(view, weighted)
    context = _context(view, weighted, places)
    matches = tuple(view.words.find(weighted.concept))
    return Located(
        weighted,
        matches,
        apart,
        context,
        worth(context, places),
        tuple(_ways(apart, around)),
        bool(matches) or any(map(any, apart)),
    )


def _ways(
    apart: Sequence[Sequence[tuple[Match, ...]]], around: Sequence[Sequence[Place | None]]
) -> Iterator[Way]:
    """Yield the ways of which less than a third is nowhere: else it is another thing."""
    for number, words in enumerate(apart):
        above = around[number] if around else (None,) * len(words)
        way = tuple(zip(words, above, strict=True))
        nowhere = sum(not matches and titled is None for matches, titled in way)
        if nowhere * 3 <= len(way):
            yield way


def _around(view: PassageView, weighted: Weighted) -> tuple[tuple[Place | None, ...], ...]:
    """Return for each word of the alternatives whether a table's title holds it.

    ``hồ sơ trực tuyến`` may be a column ``Trực tuyến`` in a table of ``Hồ sơ``.
    """
    if view.passage.kind is not PassageKind.TABLE:
        return ()
    topic, place = view.topic, Place.TOPIC
    if not view.passage.topic:  # else the heading right over it
        if not view.sections:
            return ()
        named = _TABLE.match(view.passage.section[-1])
        topic, place = view.sections[-1], Place.TOPIC if named else Place.SECTION
    ways = [*topic.find_syllables(weighted.concept)]
    if view.words.find_parts(weighted.concept):
        ways.append(topic.find_parts(weighted.concept))
    return tuple(tuple(place if words else None for words in way) for way in ways)


def _apart(view: PassageView, weighted: Weighted) -> tuple[tuple[tuple[Match, ...], ...], ...]:
    """Return where the words of a phrase stand one by one, for each way to say it."""
    parts = view.words.find_parts(weighted.concept)
    return (*view.words.find_syllables(weighted.concept), *((parts,) if parts else ()))


def _context(view: PassageView, weighted: Weighted, places: Mapping[Place, float]) -> Standing:
    """Return where a concept stands best among topic, headings and title."""
    concept, best, standing = weighted.concept, 0.0, NOWHERE
    if view.topic.find(concept):
        best, standing = places[Place.TOPIC], ((Place.TOPIC, 1.0),)
    for depth, heading in enumerate(reversed(view.sections)):
        said: Standing = ((Place.SECTION, 1.0), (Place.DEPTH, float(depth)))
        if best < worth(said, places) and heading.find(concept):
            best, standing = worth(said, places), said
    several = len(concept.alternatives[0]) > 1
    said = ((Place.TITLE, 1.0 if several else 0.5),)
    return said if best < worth(said, places) and view.title.find(concept) else standing
