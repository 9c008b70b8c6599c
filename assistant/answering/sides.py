"""One side of a comparison: its name and its figure; and what two sides say together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from assistant.answering.changes import period_of, read_change, row_figures
from assistant.answering.common import concept_marks, figure_candidates, printed
from assistant.answering.number import FLOOR
from assistant.contrasts import folded_words
from assistant.draft import Context, Evidence
from assistant.facets import Ask
from assistant.matching import Weighted
from assistant.question import Question
from assistant.ranking import FigureCandidate
from assistant.support import barred, supported
from corpus import Basis, Figure
from corpus.tables import column_of

# words of a question that ask for a comparison and say nothing of what is compared
COMPARING = re.compile(
    r"\b(?:it|nhieu|cao|thap|lon|nho)(?: hon)? (?:hay|hoac) (?:it|nhieu|cao|thap|lon|nho)\b"
    r"|\bso (?:voi|vs|sanh|cung)\b(?: voi\b)?|\bcung ky\b|\b(?:tang|giam)\b(?! cuong)|\bvoi\b"
    r"|\bchenh(?: nhau| lech)?\b|\blech(?: nhau)?\b|\bkhac nhau\b|\bgap\b|\bthay doi\b"
    r"|\b(?:nhieu|it|cao|thap|lon|nho|manh) (?:hon|nhat)\b|\bhon(?: kem)?\b|\bkem\b"
    r"|\b(?:cai|ben|noi|tinh|thang|quy|nam|cap|dau) nao\b|\bdan dau\b|\bdung (?:dau|cuoi)\b"
    r"|\bxep (?:dau|cuoi|hang)\b|\b(?:co|them) bao nhieu\b|\bthem (?=bao nhieu|may)"
    r"|\b(?:go|goes|went|gone) (?:up|down)\b|\b(?:higher|lower|more|fewer|less|larger|smaller"
    r"|greater|bigger|than|versus|vs|against|between|both|difference|differ|change[ds]?"
    r"|highest|lowest|most|least|fewest|largest|smallest|biggest|leads?|led|ranks?|ranked"
    r"|increas\w+|decreas\w+|rise|rises|rose|risen|fall|falls|fell|fallen|grew|grow|grown"
    r"|drop(?:ped)?|compar\w+)\b|\bquarters?\b|\bmonths?\b|\b(?:year|month|quarter) before\b"
    r"|\b(?:first|second|third|fourth)(?= (?:and|to|or|quarters?)\b)"
)
_WHOLE = re.compile(r"\b(?:toan|ca) tinh\b|\b(?:overall|province-wide)\b")
_SAME = 0.2  # what standing in one sentence is worth to the two sides of a comparison
_ALIKE = 0.2  # what being named by the same words is worth


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: what it is called, and its figure."""

    name: str
    candidate: FigureCandidate

    @property
    def value(self) -> float:
        return self.candidate.figure.value

    @property
    def key(self) -> tuple[int, int]:
        """What tells its figure from any other."""
        return (self.candidate.view.stored.id, self.candidate.position)


def plain(question: Question) -> Question:
    """Return the question without the ask for a change: each side is a figure of its own."""
    return replace(question, ask=None if question.ask is Ask.CHANGE else question.ask)


def without(context: Context, pattern: re.Pattern[str]) -> Context:
    """Return the context without the concepts that stand in what `pattern` finds."""
    spans = [m.span() for m in pattern.finditer(context.question.readable)]

    def spoken(weighted: Weighted) -> bool:
        concept = weighted.concept
        if concept.start in context.question.inherited:
            return False
        return any(low < concept.end and concept.start < high for low, high in spans)

    kept = tuple(w for w in context.concepts if not spoken(w))
    return replace(context, concepts=kept) if any(not w.pair for w in kept) else context


def find(context: Context) -> FigureCandidate | None:
    """Return the best figure that is of the question's slots and words, or None."""
    return next(iter(find_all(context)), None)


def find_all(context: Context) -> list[FigureCandidate]:
    """Return the figures that are of the question's slots and words, best first."""
    views = context.views
    if len(context.question.provinces) == 1:
        own = {None, *context.question.provinces}
        views = tuple(v for v in views if v.report.metadata.province in own) or views
    ranked = figure_candidates(replace(context, views=views))
    if context.question.periods:
        ranked = [c for c in ranked if _of_period(c, context.question)]
    if not context.question.planned and context.question.ask is not Ask.PLANNED:
        ranked = [c for c in ranked if not _planned(c)]
    if context.question.ask is not Ask.CHANGE:
        ranked = [c for c in ranked if read_change(c.view, c.position) is None]
    if not context.question.levels and _WHOLE.search(context.question.readable):
        ranked = [c for c in ranked if c.figure.level is None] or ranked
    ranked = [_whole_of_row(context, c) for c in ranked[:5]]
    apart = {(c.view.stored.id, c.position): c for c in reversed(ranked)}
    return [
        c
        for c in ranked
        if apart[(c.view.stored.id, c.position)] is c
        and not barred(context, c)
        and (supported(context, c) or (c is ranked[0] and c.coverage >= FLOOR - 0.1))
    ]


def _whole_of_row(context: Context, candidate: FigureCandidate) -> FigureCandidate:
    """Return a row's whole in place of its part where the question names no part.

    ``hồ sơ cấp xã`` is what was received, not what came in online.
    """
    view, figure = candidate.view, candidate.figure
    column = column_of(view.passage, figure)
    if column is None or context.question.dimension is not None:
        return candidate
    named = any(
        column[0] <= match.start < column[1]
        for w in context.concepts
        for match in view.words.find(w.concept)
    )
    if named and figure.unit != "%":
        return candidate
    wholes = [
        f for f in (figure, *row_figures(view, figure)) if f.basis is Basis.TOTAL and f.unit != "%"
    ]
    return replace(candidate, position=view.figures.index(wholes[0])) if wholes else candidate


def matched(
    found: Sequence[tuple[str, list[FigureCandidate]]],
) -> list[tuple[str, FigureCandidate | None]]:
    """Return one figure for each of the named sides, those of two sides chosen together.

    Two figures of one sentence, or named by the same words, are likelier to be what is
    compared than the two that fit best each for itself.
    """
    if len(found) != 2 or not all(candidates for _, candidates in found):
        return [(name, candidates[0] if candidates else None) for name, candidates in found]
    (one, firsts), (other, seconds) = found
    pairs = [
        (a, b)
        for a, b in product(firsts, seconds)
        if Side(one, a).key != Side(other, b).key and comparable(Side(one, a), Side(other, b))
    ]
    if not pairs:
        return [(one, firsts[0]), (other, seconds[0])]
    first, second = max(pairs, key=lambda pair: _together(pair[0], pair[1]))
    return [(one, first), (other, second)]


def _together(first: FigureCandidate, second: FigureCandidate) -> float:
    """Return what two figures are worth as the sides of one comparison."""
    same = first.view is second.view and first.sentence == second.sentence
    alike = set(_label(Side("", first))), set(_label(Side("", second)))
    overlap = len(alike[0] & alike[1]) / (len(alike[0] | alike[1]) or 1)
    apart = first.figure.level is not second.figure.level
    return first.score + second.score + _SAME * same + _ALIKE * overlap - _SAME * apart


def _of_period(candidate: FigureCandidate, question: Question) -> bool:
    """Tell whether a figure's own words do not give it a period apart from those asked for."""
    period = period_of(candidate.view, candidate.figure)
    return period is None or any(period.overlaps(wanted) for wanted in question.periods)


def _planned(candidate: FigureCandidate) -> bool:
    return candidate.view.passage.planned or candidate.figure.basis is Basis.PLANNED


def comparable(first: Side, second: Side) -> bool:
    """Tell whether both figures count in the same measure, so far as their words tell."""
    a, b = first.candidate.figure, second.candidate.figure
    if (a.unit == "%") != (b.unit == "%") or ("đồng" in a.unit) != ("đồng" in b.unit):
        return False
    if a.unit == "%" or "đồng" in a.unit:
        return True
    one, other = first.candidate, second.candidate
    if one.view is other.view and a.head is not None and a.head == b.head:
        return True  # parts of one whole count the same
    names = [_label(side) for side in (first, second)]
    if names[0] and names[0] == names[1]:
        return True  # the same words, whatever unit was made out
    return _shares_noun(first, second) or _shares_noun(second, first)


def _label(side: Side) -> list[str]:
    """Return the folded words beside a side's figure, without numbers."""
    view, figure = side.candidate.view, side.candidate.figure
    words = view.words.folded_in(figure.own[0], figure.start)
    words += view.words.folded_in(figure.end, figure.own[1])
    return [word for word in words if word.isalpha()]


def _shares_noun(first: Side, second: Side) -> bool:
    """Tell whether a figure counts what the other names: ``lượt phản ánh``, ``phản ánh``."""
    view, figure = first.candidate.view, first.candidate.figure
    if not figure.unit or column_of(view.passage, figure) is not None:
        return True
    other = second.candidate
    nouns = set(folded_words(figure.unit))
    if column_of(other.view.passage, other.figure) is not None or not other.figure.unit:
        return True
    return bool(nouns & set(other.view.words.folded_in(*other.figure.own)))


def difference(high: Side, low: Side) -> str:
    """Return the difference in the printed scale, or "" where the scales differ.

    ``170 nghìn`` is rounded: taking 85.149 from it would feign a precision that it lacks.
    """
    scale = high.candidate.figure.scale
    if scale != low.candidate.figure.scale or not comparable(high, low):
        return ""
    return printed(round((high.value - low.value) / scale, 6))


def scale_words(figure: Figure) -> str:
    """Return the scale of a printed sum of money with a blank before it, or ""."""
    if "đồng" not in figure.unit:
        return ""
    return {1e3: " nghìn đồng", 1e6: " triệu đồng", 1e9: " tỷ đồng"}.get(figure.scale, " đồng")


def evidence(context: Context, candidate: FigureCandidate) -> Evidence:
    """Return the sentence of a side's figure, the figure and the question's words marked."""
    view, figure = candidate.view, candidate.figure
    start, end = candidate.sentence
    marks = (
        (figure.start, max(figure.own[1], figure.end)),
        *concept_marks(view, context, *figure.clause),
    )
    return Evidence(view, start, end, tuple(sorted(marks)))


def merged(pieces: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence with one piece a sentence, marks joined, order kept."""
    seen: dict[tuple[int, int, int], Evidence] = {}
    for piece in pieces:
        key = (piece.view.stored.id, piece.start, piece.end)
        known = seen.get(key)
        marks = tuple(sorted({*(known.marks if known else ()), *piece.marks}))
        seen[key] = replace(piece, marks=marks)
    return tuple(seen.values())
