"""Where each concept of a question stands relative to a figure or a sentence, and its worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.matching import Match, PassageView, Weighted


@dataclass(frozen=True, slots=True)
class Credits:
    """What a concept is worth by its place relative to a figure."""

    own: float = 1.0
    clause: float = 0.9
    head: float = 0.85
    subject: float = 0.8
    topic: float = 0.7
    left: float = 0.5
    right: float = 0.4
    sibling: float = 0.25
    near: float = 0.4  # the sentence before
    passage: float = 0.25
    section: float = 0.4
    title: float = 0.25
    incomplete: float = 0.5  # a phrase of which a word is nowhere
    scattered: float = 0.9  # a phrase whose words stand apart
    elsewhere: float = 0.2  # another row or column of the table


CREDITS = Credits()


_ASTRAY = 0.4  # a translation's word that stands only here belongs to something else


@dataclass(frozen=True, slots=True)
class Located:
    """Where a concept stands in a passage: whole, and word by word."""

    weighted: Weighted
    matches: tuple[Match, ...]
    syllables: tuple[tuple[tuple[Match, ...], ...], ...]
    named: float  # credit from topic and headings
    titled: float  # credit from the report's title

    def credit(self, place: Callable[[Match], float]) -> float:
        """Return the concept's best credit, `place` being the credit of one match.

        A phrase whose words stand apart earns the mean of its words' credits, a little less.
        """
        best = max(self.named, self.titled)
        for match in self.matches:
            best = max(best, match.quality * place(match))
        for alternative in self.syllables:
            if best >= CREDITS.scattered:
                break
            credits = [max(map(place, matches), default=0.0) for matches in alternative]
            mean = sum(credits) / len(credits)
            if len(credits) == 2:
                mean = min(credits)
            elif credits.count(0.0) * 3 > len(credits):
                mean = 0.0  # a third or more of the phrase is nowhere: it is another thing
            elif not min(credits) or (self.weighted.concept.translated and min(credits) < _ASTRAY):
                mean *= CREDITS.incomplete
            best = max(best, CREDITS.scattered * mean)
        return best


Found = Sequence[Located]


def locate(view: PassageView, concepts: Sequence[Weighted]) -> Found:
    """Return where each concept stands in the passage."""
    return [
        Located(
            weighted,
            tuple(view.words.find(weighted.concept)),
            () if weighted.pair else _apart(view, weighted),
            *_context(view, weighted),
        )
        for weighted in concepts
    ]


def _apart(view: PassageView, weighted: Weighted) -> tuple[tuple[tuple[Match, ...], ...], ...]:
    """Return where the words of a phrase stand one by one, for each way to say it."""
    parts = view.words.find_parts(weighted.concept)
    return (*view.words.find_syllables(weighted.concept), *((parts,) if parts else ()))


def _context(view: PassageView, weighted: Weighted) -> tuple[float, float]:
    """Return a concept's credit from topic and headings, and from the title."""
    concept, best = weighted.concept, 0.0
    if view.topic.find(concept):
        best = CREDITS.topic
    for depth, heading in enumerate(reversed(view.sections)):
        if best < CREDITS.section and heading.find(concept):
            best = max(best, CREDITS.section - 0.05 * depth)
    worth = CREDITS.title if len(concept.alternatives[0]) > 1 else CREDITS.title / 2
    title = worth if best < worth and view.title.find(concept) else 0.0
    return best, title
