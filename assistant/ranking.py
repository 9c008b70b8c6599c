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

from assistant.kinds import IN_PERIOD, Ask, Dimension, Kind
from assistant.locating import CREDITS, Found, Located, locate
from assistant.matching import Match, PassageView, Weighted
from assistant.question import Question
from corpus import Basis, Figure
from corpus.tables import column_of
from corpus.vietnamese import fold


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
) -> float:
    """Return what a concept standing at `match` says about `figure`."""
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
        return CREDITS.sibling
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
    return CREDITS.elsewhere


def rank_figures(
    view: PassageView,
    question: Question,
    concepts: Sequence[Weighted],
    rarity: Callable[[str], float],
) -> list[FigureCandidate]:
    """Return the passage's figures with their scores, unsorted."""
    found = locate(view, concepts)
    total = sum(located.weighted.weight for located in found) or 1.0
    candidates: list[FigureCandidate] = []
    sentences = view.passage.sentences
    for position, figure in enumerate(view.figures):
        sentence = view.sentence_of(figure.start)
        head = view.figures[figure.head] if figure.head is not None else None
        column = view.columns[position]

        def place(
            match: Match,
            figure: Figure = figure,
            head: Figure | None = head,
            sentence: tuple[int, int] = sentence,
            column: tuple[int, int] | None = column,
        ) -> float:
            if column is not None:
                return _table_credit(match, figure, view, column)
            return _place_credit(match, figure, view.figures, head, sentence, sentences)

        earned, missing, weak = 0.0, [], []
        for located in found:
            best = located.credit(place)
            earned += located.weighted.weight * best
            if best < _NOWHERE and not located.weighted.pair:
                missing.append(located.weighted.concept.surface)
            elif best <= CREDITS.sibling and not located.weighted.pair:
                weak.append(located.weighted.concept.surface)
        coverage = earned / total
        reasons = _corrections(view, figure, head, question, found, rarity)
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
            )
        )
    return candidates


_NOWHERE = 0.2  # least credit of a word that counts as found
_MONEY = re.compile(r"\bdong\b|\bty\b|\btrieu\b")
_LENGTH = re.compile(r"^(?:km|m|met|ki lo met|kilomet)\b")
_OUT_OF = re.compile(r"(?:\btren|\btrong so|\btren tong so|/)\s*$")
_RUNNING = re.compile(r"\btong so\D*$|\btu dau\D*$|\bnang\D*$")
_IN_PART = re.compile(r"\btrong do\b")


def _corrections(
    view: PassageView,
    figure: Figure,
    head: Figure | None,
    question: Question,
    found: Found,
    rarity: Callable[[str], float],
) -> dict[str, float]:
    reasons: dict[str, float] = {}
    sentence = view.sentence_of(figure.start)

    def add(name: str, value: float) -> None:
        if value:
            reasons[name] = round(value, 4)

    add("level", _level(figure, question))
    add("dimension", _dimension(view, figure, question))
    add("basis", _basis(view, figure, question))
    add("asked", _asked(view, head, figure, question, found))
    rate = figure.unit == "%" and question.dimension is Dimension.PERCENT
    if head is not None and not rate and not _distinguished(view, figure, found):
        add("undistinguished", -0.2)
    extra = _extra(view, figure, found, rarity)
    add("extra", 2 * extra if question.ask is Ask.TOTAL else extra)
    if head is None and _IN_PART.search(
        fold(view.text[view.sentence_of(figure.start)[0] : figure.start][:12])
    ):
        # what parts a total is a total of its own part
        add("part", 0.1 if question.ask is Ask.TOTAL else -0.12)
    before = fold(view.text[max(0, figure.start - 14) : figure.start])
    if _OUT_OF.search(before):
        add("whole", -0.15)
    if _RUNNING.search(before) and question.ask not in {Ask.TOTAL, Ask.CUMULATIVE}:
        add("running", -0.08)
    if figure.start == min((f.start for f in view.figures if f.start >= sentence[0]), default=-1):
        add("first", 0.03)
    if any(number == figure.printed for number in question.numbers):
        add("given", -0.5)  # the question states this number: it asks for another one
    return reasons


def _level(figure: Figure, question: Question) -> float:
    if question.levels:
        if figure.level in question.levels:
            return 0.15
        return -0.5 if figure.level is not None else -0.35
    return -0.15 if figure.level is not None else 0.0


def _dimension(view: PassageView, figure: Figure, question: Question) -> float:
    after = fold(view.text[figure.end : figure.end + 24]).strip()
    percent = figure.unit == "%"
    if question.dimension is Dimension.PERCENT:
        return 0.12 if percent else -0.25
    if question.dimension is Dimension.MONEY:
        return 0.08 if _MONEY.search(after) or "đồng" in figure.unit else -0.3
    if question.dimension is Dimension.LENGTH:
        return 0.15 if _LENGTH.match(after) else -0.3
    if question.dimension is Dimension.DENSITY:
        return 0.1 if "/" in view.text[figure.end : figure.own[1] + 1] else -0.25
    if question.kind is Kind.NUMBER and question.ask is not Ask.CHANGE and percent:
        return -0.2
    return 0.0


def _basis(view: PassageView, figure: Figure, question: Question) -> float:
    ask, basis = question.ask, figure.basis
    if ask is Ask.CHANGE:
        return 0.1 if basis is Basis.CHANGE else 0.0
    if basis is Basis.CHANGE:
        return -0.25
    if basis is Basis.PLANNED and ask is not Ask.PLANNED:
        return -0.1
    if ask is Ask.CUMULATIVE:
        return {Basis.CUMULATIVE: 0.18, Basis.TOTAL: 0.1}.get(basis, -0.12)
    if ask is Ask.NEW:
        return {Basis.NEW: 0.12, Basis.TOTAL: -0.2, Basis.STATED: -0.03}.get(basis, -0.1)
    if ask is Ask.TOTAL:
        part = -0.06 if figure.head is not None else 0.0
        return part + {Basis.TOTAL: 0.08, Basis.NEW: -0.15}.get(basis, -0.06)
    if basis is Basis.TOTAL and column_of(view.passage, figure) is not None:
        return -0.1  # a column of totals, where none was asked for
    if basis is Basis.CUMULATIVE and IN_PERIOD.search(question.readable):
        return -0.15
    return {Basis.TOTAL: -0.02, Basis.NEW: -0.1}.get(basis, 0.0)


def _in_column(view: PassageView, figure: Figure, asked: Sequence[Located]) -> bool:
    """Tell whether the counted thing heads the figure's table column."""
    column = column_of(view.passage, figure)
    return column is not None and any(
        column[0] <= match.start < column[1] for located in asked for match in located.matches
    )


def _lead(view: PassageView, figure: Figure) -> Figure | None:
    """Return the first figure of the sentence, where `figure` names no unit of its own."""
    start, _ = view.sentence_of(figure.start)
    first = next((f for f in view.figures if f.start >= start), None)
    bare = figure.own[1] <= figure.end + 1
    return first if bare and first is not figure else None


def _asked(
    view: PassageView, head: Figure | None, figure: Figure, question: Question, found: Found
) -> float:
    """Return a correction for whether the counted thing follows the number."""
    asked = [located for located in found if located.weighted.concept.asked]
    if not asked or question.dimension in {Dimension.PERCENT, Dimension.MONEY}:
        return 0.0
    inside = any(
        figure.end <= match.start and match.end <= figure.own[1] + 1
        for located in asked
        for match in located.matches
    )
    if inside or _in_column(view, figure, asked):
        return 0.1
    partly = any(
        figure.end <= match.start and match.end <= figure.own[1] + 1
        for located in asked
        for alternative in located.syllables
        for match in alternative[0]
    )
    if partly:
        return 0.07
    before = any(
        figure.own[0] <= match.start < figure.start
        for located in asked
        for match in located.matches
    )
    if before:
        return 0.06
    lead = head or _lead(view, figure)
    if lead is not None and any(
        lead.own[0] <= match.start <= lead.own[1] for located in asked for match in located.matches
    ):
        return 0.06  # a part counts what its whole counts
    if figure.own[1] > figure.end + 1 and not question.english:
        return -0.1  # it counts something else
    return 0.0


def _distinguished(view: PassageView, figure: Figure, found: Found) -> bool:
    """Tell whether the question names what sets a part apart from the other parts.

    ``(11.380 hồ sơ trực tiếp, 29.465 hồ sơ qua mạng)``: a question for *hồ sơ* alone asks
    for the whole before the bracket.
    """
    siblings = [
        set(view.words.folded_in(*other.own))
        for other in view.figures
        if other.head == figure.head and other is not figure and other.level == figure.level
    ]
    if not siblings:
        return True
    shared = set.intersection(*siblings)
    matched = [m for located in found for m in (*located.matches, *_words_of(located))]
    own = [
        (start, end)
        for start, end in view.words.spans
        if figure.own[0] <= start
        and end <= figure.own[1]
        and not figure.start <= start < figure.end
        and fold(view.text[start:end]) not in shared
    ]
    return not own or any(m.start <= a and b <= m.end for a, b in own for m in matched)


def _words_of(located: Located) -> list[Match]:
    return [m for alternative in located.syllables for matches in alternative for m in matches]


def _extra(
    view: PassageView, figure: Figure, found: Found, rarity: Callable[[str], float]
) -> float:
    """Return the price of restrictions in the figure's own words that nobody asked for."""
    matched = [m for located in found for m in (*located.matches, *_words_of(located))]
    unasked = weight = 0.0
    for start, end in view.words.spans:
        if (
            not (figure.own[0] <= start and end <= figure.own[1])
            or figure.start <= start < figure.end
        ):
            continue
        word = fold(view.text[start:end])
        value = rarity(word)
        weight += value
        if not any(m.start <= start and end <= m.end for m in matched):
            unasked += value
    return -0.15 * unasked / (weight + 4.0) if weight else 0.0


def rank_sentences(
    view: PassageView, question: Question, concepts: Sequence[Weighted]
) -> list[SentenceCandidate]:
    """Return the passage's sentences with their scores, unsorted."""
    found = locate(view, concepts)
    total = sum(located.weighted.weight for located in found) or 1.0
    candidates: list[SentenceCandidate] = []
    sentences = view.passage.sentences
    for order, (start, end) in enumerate(sentences):
        before = sentences[order - 1][0] if order else start

        def place(match: Match, start: int = start, end: int = end, before: int = before) -> float:
            if start <= match.start < end:
                return 1.0
            return 0.5 if before <= match.start < start else 0.35

        earned, missing = 0.0, []
        for located in found:
            best = located.credit(place)
            earned += located.weighted.weight * best
            if best < _NOWHERE and not located.weighted.pair:
                missing.append(located.weighted.concept.surface)
        coverage = earned / total
        reasons = {"coverage": coverage}
        score = coverage
        candidates.append(
            SentenceCandidate(view, start, end, coverage, score, reasons, tuple(missing))
        )
    return candidates
