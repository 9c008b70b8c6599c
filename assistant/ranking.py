"""Which figure, and which sentence, the question means.

Each concept of the question is credited by where it stands relative to the candidate: in
the figure's own words, its clause, the figure whose part it is, the sentence before it, the
topic, the section. A word that names a *sibling* figure counts for little. The credits are
averaged by the concepts' weights, then corrected for what the slots say: level, basis,
dimension, planned or done, and for restrictions that the question did not make.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.corrections import corrections
from assistant.leaning import Leaning, leaning_of, set_aside
from assistant.locating import Found, locate
from assistant.matching import Match, PassageView, Weighted
from assistant.question import Question
from assistant.table_traits import Rows, rows_of
from assistant.traits import Place, Threshold, Trait
from assistant.weights import Weights, load
from corpus import Figure, PassageKind

_NONE: Mapping[Trait, float] = {}

USUAL_MARGIN = 0.35
"""What is taken for the lead of a right figure where leads were not looked at."""


@dataclass(frozen=True, slots=True)
class FigureCandidate:
    """A figure with its score and the reasons; ``coverage`` is the part that words earned.

    The score is the sum of ``places`` and ``traits`` times their weights.
    """

    view: PassageView
    position: int  # index among the passage's figures
    coverage: float
    score: float
    reasons: Mapping[str, float]
    missing: tuple[str, ...]  # concepts that stand nowhere near
    weak: tuple[str, ...] = ()  # concepts that stand only with another figure
    named: float = 1.0  # what the telling words earned, without pairs of neighbours
    places: Mapping[Place, float] = field(default_factory=dict)  # the words' share by place
    traits: Mapping[Trait, float] = field(default_factory=dict)
    margin: float = USUAL_MARGIN  # how far it scores above the best figure of another value

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
    places: Mapping[Place, float] = field(default_factory=dict)  # the words' share by place
    traits: Mapping[Trait, float] = field(default_factory=dict)

    @property
    def sentence(self) -> tuple[int, int]:
        return (self.start, self.end)


@dataclass(frozen=True, slots=True)
class _Coverage:
    """What the question's words earn by where they stand, as a share of their weight."""

    coverage: float
    named: float
    missing: tuple[str, ...]
    weak: tuple[str, ...]
    shares: Mapping[Place, float]


def _covered(found: Found, place: Callable[[Match], Place], weights: Weights) -> _Coverage:
    least = weights.thresholds[Threshold.FOUND]
    shares: dict[Place, float] = {}
    missing, weak = [], []
    total = named = naming = 0.0
    for located in found:
        weighted = located.weighted
        best, standing = located.credit(place, weights)
        for at, share in standing:
            shares[at] = shares.get(at, 0.0) + weighted.weight * share
        if best >= least or not weighted.concept.soft:
            total += weighted.weight  # a general word that is nowhere says nothing
        if weighted.pair:
            continue
        if not weighted.concept.soft:
            share = weighted.weight * weighted.concept.word.weight
            named, naming = named + share * best, naming + share
        if best < least:
            missing.append(weighted.concept.surface)
        elif best <= weights.places[Place.SIBLING]:
            weak.append(weighted.concept.surface)
    shares = {at: share / (total or 1.0) for at, share in shares.items()}
    return _Coverage(
        sum(share * weights.places[at] for at, share in shares.items()),
        named / naming if naming else 1.0,
        tuple(missing),
        tuple(weak),
        shares,
    )


def reasons_of(traits: Mapping[Trait, float], weights: Weights) -> dict[str, float]:
    """Return what traits add to a score, by the reason that people are told."""
    reasons: dict[str, float] = {}
    for trait, amount in traits.items():
        reasons[trait.reason] = reasons.get(trait.reason, 0.0) + amount * weights.traits[trait]
    return reasons


def _place(
    match: Match,
    view: PassageView,
    figure: Figure,
    head: Figure | None,
    sentence: tuple[int, int],
    leaning: Leaning,
) -> Place:
    """Return where a concept standing at `match` stands relative to `figure`."""
    start, end = match.start, match.end
    figures = view.figures
    if figure.own[0] <= start and end <= figure.own[1]:
        return Place.OWN
    if head is not None and head.own[0] <= start and end <= head.own[1]:
        return Place.HEAD
    if not (sentence[0] <= start < sentence[1]):
        if leaning.goes_back_to(start):
            return Place.TOPIC
        before = [s for s in view.passage.sentences if s[1] <= sentence[0]]
        near = before and before[-1][0] <= start < before[-1][1]
        return Place.NEAR if near else Place.PASSAGE
    if set_aside(view, start, figure):
        return Place.SIBLING
    if leaning.covers(start, figure):
        first = min(f.start for f in figures if f.start >= sentence[0])
        return Place.SUBJECT if end <= first else Place.PART_SUBJECT
    owner = next((f for f in figures if f.own[0] <= start < f.own[1] and f is not figure), None)
    if owner is not None and start >= owner.start:
        led = leaning.goes_on and owner.clause[1] <= figure.clause[0] + 1
        return Place.LEFT if led else Place.SIBLING
    if owner is not None and owner.start > figure.start:
        return Place.SIBLING
    if figure.clause[0] <= start and end <= figure.clause[1]:
        return Place.CLAUSE
    if start < figure.start:
        leading = view.first_figure(sentence[0])
        opening = leading.start if leading is not None else figure.start
        if end <= opening and head is None:
            return Place.SUBJECT
        if end <= opening:
            return Place.PART_SUBJECT
        return Place.LEFT
    return Place.RIGHT


def _table_place(match: Match, view: PassageView, position: int) -> Place:
    """Return where a word stands relative to a table figure: column head and row label name it."""
    figure = view.figures[position]
    if any(low <= match.start < high for low, high in view.column_cells[position]):
        return Place.OWN
    if figure.clause[0] <= match.start < figure.clause[1]:
        inside = next((f for f in view.figures if f.own[0] <= match.start < f.own[1]), None)
        return Place.OWN if inside is None else Place.ELSEWHERE
    over = view.label_columns[position]
    if over is not None and over[0] <= match.start < over[1]:
        return Place.HEAD  # "Doanh thu (tỷ đồng)" over the row labels names every row
    if any(low <= match.start < high for low, high in view.labels_over[position]):
        return Place.HEAD  # "II | Viễn thông | |" over the rows of its group
    return Place.ELSEWHERE


class _Reading:
    """A passage as a question reads it: where its words stand, which rows of a table they name."""

    def __init__(
        self,
        view: PassageView,
        question: Question,
        concepts: Sequence[Weighted],
        rarity: Callable[[str], float],
    ) -> None:
        self.view = view
        self.question = question
        self.rarity = rarity
        self.found = locate(view, concepts, load())

    @cached_property
    def rows(self) -> Rows | None:
        table = self.view.passage.kind is PassageKind.TABLE
        return rows_of(self.view, self.question, self.found, self.rarity) if table else None


@dataclass(frozen=True, slots=True)
class CoveredFigure:
    """A figure with what the question's words earn it, before the slots are looked at."""

    reading: _Reading
    position: int  # index among the passage's figures
    words: _Coverage
    known: Mapping[Trait, float]  # traits that hold whatever the figure says

    @property
    def coverage(self) -> float:
        return self.words.coverage


def cover_figures(
    view: PassageView,
    question: Question,
    concepts: Sequence[Weighted],
    rarity: Callable[[str], float],
    chosen: Mapping[int, Mapping[Trait, float]],
) -> list[CoveredFigure]:
    """Return the figures at the positions `chosen`, each with traits of its own, unsorted."""
    if not chosen:
        return []
    weights = load()
    reading = _Reading(view, question, concepts, rarity)
    covered = []
    for position, known in chosen.items():
        figure = view.figures[position]
        sentence = view.sentence_of(figure.start)
        head = view.figures[figure.head] if figure.head is not None else None
        column = view.columns[position]
        leaning = leaning_of(view, figure)

        def place(
            match: Match,
            position: int = position,
            figure: Figure = figure,
            head: Figure | None = head,
            sentence: tuple[int, int] = sentence,
            column: tuple[int, int] | None = column,
            leaning: Leaning = leaning,
        ) -> Place:
            if column is not None:
                return _table_place(match, view, position)
            return _place(match, view, figure, head, sentence, leaning)

        words = _covered(reading.found, place, weights)
        covered.append(CoveredFigure(reading, position, words, known))
    return covered


def judge(covered: CoveredFigure) -> FigureCandidate:
    """Return the figure with its score: what its words earn, and what the slots say of it."""
    reading, words = covered.reading, covered.words
    view = reading.view
    figure = view.figures[covered.position]
    head = view.figures[figure.head] if figure.head is not None else None
    traits = corrections(
        view, figure, head, reading.question, reading.found, reading.rarity, reading.rows
    )
    traits.update(covered.known)
    reasons = reasons_of(traits, load())
    return FigureCandidate(
        view,
        covered.position,
        words.coverage,
        words.coverage + sum(reasons.values()),
        {"coverage": words.coverage, **reasons},
        words.missing,
        words.weak,
        words.named,
        words.shares,
        traits,
    )


def rank_figures(
    view: PassageView,
    question: Question,
    concepts: Sequence[Weighted],
    rarity: Callable[[str], float],
) -> list[FigureCandidate]:
    """Return the passage's figures with their scores, unsorted."""
    everything = dict.fromkeys(range(len(view.figures)), _NONE)
    return [judge(c) for c in cover_figures(view, question, concepts, rarity, everything)]


def rank_sentences(
    view: PassageView, question: Question, concepts: Sequence[Weighted]
) -> list[SentenceCandidate]:
    """Return the passage's sentences with their scores, unsorted."""
    weights = load()
    found = locate(view, concepts, weights)
    candidates: list[SentenceCandidate] = []
    sentences = view.passage.sentences
    for order, (start, end) in enumerate(sentences):
        before = sentences[order - 1][0] if order else start

        def place(match: Match, start: int = start, end: int = end, before: int = before) -> Place:
            if start <= match.start < end:
                return Place.SENTENCE
            inside = before <= match.start < start
            return Place.SENTENCE_BEFORE if inside else Place.SENTENCE_PASSAGE

        words = _covered(found, place, weights)
        reasons = {"coverage": words.coverage}
        candidates.append(
            SentenceCandidate(
                view,
                start,
                end,
                words.coverage,
                words.coverage,
                reasons,
                words.missing,
                words.shares,
            )
        )
    return candidates
