"""Which figure, and which sentence, the question means.

Each concept of the question is credited by where it stands relative to the candidate: in
the figure's own words, its clause, the figure whose part it is, the sentence before it, the
topic, the section. A word that names a *sibling* figure counts for little. The credits are
averaged by the concepts' weights, then corrected for what the slots say: level, basis,
dimension, planned or done, and for restrictions that the question did not make.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.corrections import corrections
from assistant.locating import CREDITS, locate
from assistant.matching import Match, PassageView, Weighted
from assistant.question import Question
from corpus import Figure
from corpus.tables import cells, column_at, row_label

_GOES_ON = re.compile(
    r"[\s,]*(?:(?:đã|và|qua đó|từ đó|nhờ đó) )*"
    r"(?:làm|gây|khiến|giúp|ảnh hưởng|tác động|phục vụ|thu hút|mang lại|tạo ra|dẫn đến)\b",
    re.IGNORECASE,
)
"""The verb that opens a clause which says more of what the clause before is about."""

_NOWHERE = 0.2  # least credit of a word that counts as found


@dataclass(frozen=True, slots=True)
class FigureCandidate:
    """A figure with its score and the reasons; ``coverage`` is the part that words earned."""

    view: PassageView
    position: int  # index among the passage's figures
    coverage: float
    score: float
    reasons: Mapping[str, float]
    missing: tuple[str, ...]  # concepts that stand nowhere near
    weak: tuple[str, ...] = ()  # concepts that stand only with another figure
    named: float = 1.0  # what the telling words earned, without pairs of neighbours

    @property
    def figure(self) -> Figure:
        return self.view.figures[self.position]

    @property
    def sentence(self) -> tuple[int, int]:
        return self.view.sentence_of(self.figure.start)


@dataclass(frozen=True, slots=True)
class SentenceCandidate:
    """A sentence with its score; offsets are into the passage's search text."""

    view: PassageView
    start: int
    end: int
    coverage: float
    score: float
    reasons: Mapping[str, float] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def sentence(self) -> tuple[int, int]:
        return (self.start, self.end)


def _place_credit(
    match: Match,
    figure: Figure,
    figures: Sequence[Figure],
    head: Figure | None,
    sentence: tuple[int, int],
    sentences: Sequence[tuple[int, int]],
    *,
    goes_on: bool,
) -> float:
    """Return what a concept standing at `match` says about `figure`.

    `goes_on` tells that its clause has no subject of its own: that of the clause before counts.
    """
    start, end = match.start, match.end
    if figure.own[0] <= start and end <= figure.own[1]:
        return CREDITS.own
    if head is not None and head.own[0] <= start and end <= head.own[1]:
        return CREDITS.head
    if not (sentence[0] <= start < sentence[1]):
        before = [s for s in sentences if s[1] <= sentence[0]]
        return (
            CREDITS.near if before and before[-1][0] <= start < before[-1][1] else CREDITS.passage
        )
    owner = next((f for f in figures if f.own[0] <= start < f.own[1] and f is not figure), None)
    if owner is not None and start >= owner.start:
        before = goes_on and owner.clause[1] <= figure.clause[0] + 1
        return CREDITS.left if before else CREDITS.sibling
    if owner is not None and owner.start > figure.start:
        return CREDITS.sibling
    if figure.clause[0] <= start and end <= figure.clause[1]:
        return CREDITS.clause
    if start < figure.start:
        opening = min((f.start for f in figures if f.start >= sentence[0]), default=figure.start)
        if end <= opening and head is None:
            return CREDITS.subject
        if end <= opening:
            return CREDITS.subject - 0.05
        return CREDITS.left
    return CREDITS.right


def _table_credit(
    match: Match, figure: Figure, view: PassageView, column: tuple[int, int]
) -> float:
    """Return what a word says about a table figure: its column head and row label name it."""
    if column[0] <= match.start < column[1]:
        return CREDITS.own
    if figure.clause[0] <= match.start < figure.clause[1]:
        inside = next((f for f in view.figures if f.own[0] <= match.start < f.own[1]), None)
        return CREDITS.own if inside is None else CREDITS.elsewhere
    label = row_label(view.text, cells(view.text, *figure.clause))
    over = None if label is None else column_at(view.passage, label[0])
    if over is not None and over[0] <= match.start < over[1]:
        return CREDITS.head  # "Doanh thu (tỷ đồng)" over the row labels names every row
    return CREDITS.elsewhere


def rank_figures(
    view: PassageView,
    question: Question,
    concepts: Sequence[Weighted],
    rarity: Callable[[str], float],
    chosen: Sequence[int] | None = None,
) -> list[FigureCandidate]:
    """Return the passage's figures, or those at `chosen` of them, with their scores, unsorted."""
    positions = range(len(view.figures)) if chosen is None else chosen
    if not positions:
        return []
    found = locate(view, concepts)
    candidates: list[FigureCandidate] = []
    sentences = view.passage.sentences
    for position in positions:
        figure = view.figures[position]
        sentence = view.sentence_of(figure.start)
        head = view.figures[figure.head] if figure.head is not None else None
        column = view.columns[position]

        def place(
            match: Match,
            figure: Figure = figure,
            head: Figure | None = head,
            sentence: tuple[int, int] = sentence,
            column: tuple[int, int] | None = column,
            goes_on: bool = bool(_GOES_ON.match(view.text, figure.clause[0])),
        ) -> float:
            if column is not None:
                return _table_credit(match, figure, view, column)
            return _place_credit(
                match, figure, view.figures, head, sentence, sentences, goes_on=goes_on
            )

        earned, missing, weak = 0.0, [], []
        total = named = naming = 0.0
        for located in found:
            best = located.credit(place)
            earned += located.weighted.weight * best
            if best >= _NOWHERE or not located.weighted.concept.soft:
                total += located.weighted.weight  # a general word that is nowhere says nothing
            if not located.weighted.pair and not located.weighted.concept.soft:
                share = located.weighted.weight * located.weighted.concept.word.weight
                named, naming = named + share * best, naming + share
            if best < _NOWHERE and not located.weighted.pair:
                missing.append(located.weighted.concept.surface)
            elif best <= CREDITS.sibling and not located.weighted.pair:
                weak.append(located.weighted.concept.surface)
        coverage = earned / (total or 1.0)
        reasons = corrections(view, figure, head, question, found, rarity)
        score = coverage + sum(reasons.values())
        candidates.append(
            FigureCandidate(
                view,
                position,
                coverage,
                score,
                {"coverage": coverage, **reasons},
                tuple(missing),
                tuple(weak),
                named / naming if naming else 1.0,
            )
        )
    return candidates


def rank_sentences(
    view: PassageView, question: Question, concepts: Sequence[Weighted]
) -> list[SentenceCandidate]:
    """Return the passage's sentences with their scores, unsorted."""
    found = locate(view, concepts)
    candidates: list[SentenceCandidate] = []
    sentences = view.passage.sentences
    for order, (start, end) in enumerate(sentences):
        before = sentences[order - 1][0] if order else start

        def place(match: Match, start: int = start, end: int = end, before: int = before) -> float:
            if start <= match.start < end:
                return 1.0
            return 0.5 if before <= match.start < start else 0.35

        earned, missing = 0.0, []
        total = 0.0
        for located in found:
            best = located.credit(place)
            earned += located.weighted.weight * best
            if best >= _NOWHERE or not located.weighted.concept.soft:
                total += located.weighted.weight
            if best < _NOWHERE and not located.weighted.pair:
                missing.append(located.weighted.concept.surface)
        coverage = earned / (total or 1.0)
        reasons = {"coverage": coverage}
        score = coverage
        candidates.append(
            SentenceCandidate(view, start, end, coverage, score, reasons, tuple(missing))
        )
    return candidates
