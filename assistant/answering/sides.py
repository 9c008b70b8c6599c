"""One side of a comparison: its name and its figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.changes import period_of, read_change
from assistant.answering.common import concept_marks, figure_candidates
from assistant.answering.number import FLOOR
from assistant.answering.siblings import whole_of_row
from assistant.draft import Context, Evidence
from assistant.facets import Ask
from assistant.matching import Weighted
from assistant.question import Question
from assistant.ranking import FigureCandidate
from assistant.support import barred, likelihood, supported
from assistant.traits import Trait
from corpus import Basis, Figure
from corpus.periods import Period, PeriodKind

# words of a question that ask for a comparison and say nothing of what is compared
COMPARING = re.compile(
    r"\b(?:it|nhieu|cao|thap|lon|nho)(?: hon)? (?:hay|hoac) (?:it|nhieu|cao|thap|lon|nho)\b"
    r"|\bso (?:voi|vs|sanh|cung)\b(?: voi\b)?|\bcung ky\b(?: nam)?(?: \d{4}\b)?"
    r"|\b(?:tang|giam)\b(?! cuong)|\bvoi\b"
    r"|\bchenh(?: nhau| lech)?\b|\blech(?: nhau)?\b|\bkhac nhau\b|\bgap\b|\bthay doi\b"
    r"|\b(?:nhieu|it|cao|thap|lon|nho|manh) (?:hon|nhat)\b|\bhon(?: kem)?\b|\bkem\b"
    r"|\b(?:cai|ben|noi|tinh|thang|quy|nam|cap|dau) nao\b|\bdan dau\b|\bdung (?:dau|cuoi)\b"
    r"|\bxep (?:dau|cuoi|hang)\b|\b(?:co|them) bao nhieu\b|\bthem (?=bao nhieu|may)"
    r"|\b(?:go|goes|went|gone) (?:up|down)\b|\b(?:higher|lower|more|fewer|less|larger|smaller"
    r"|greater|bigger|than|versus|vs|against|between|both|difference|differ|change[ds]?"
    r"|highest|lowest|most|least|fewest|largest|smallest|biggest|leads?|led|ranks?|ranked"
    r"|increas\w+|decreas\w+|rise|rises|rose|risen|fall|falls|fell|fallen|grew|grow|grown"
    r"|drop(?:ped)?|compar\w+|improv\w+|worse\w*"
    r"|deteriorat\w+|cai thien)\b|\bquarters?\b|\bmonths?\b|\b(?:year|month|quarter) before\b"
    r"|\b(?:first|second|third|fourth)(?= (?:and|to|or|quarters?)\b)"
)
_WHOLE = re.compile(r"\b(?:toan|ca) tinh\b|\b(?:overall|province-wide)\b")
_LOOKED_AT = 8
_MOSTLY = 0.7  # share of a period from which its first part may be what is compared
_LIKELY = 0.4  # how likely the best figure has to be where it is no answer by itself


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
    ranked = [c for c in ranked if Trait.ROW_UNNAMED not in c.traits] or ranked
    ranked = [whole_of_row(context, c) for c in ranked[:_LOOKED_AT]]
    apart = {(c.view.stored.id, c.position): c for c in reversed(ranked)}
    return [
        c
        for c in ranked
        if apart[(c.view.stored.id, c.position)] is c
        and not barred(context, c)
        and (
            supported(context, c)
            or (
                c is ranked[0] and c.coverage >= FLOOR - 0.1 and likelihood(context, c)[0] > _LIKELY
            )
        )
    ]


def _of_period(candidate: FigureCandidate, question: Question) -> bool:
    """Tell whether a figure's own words do not give it a period apart from those asked for."""
    period = period_of(candidate.view, candidate.figure)
    if period is None:
        return True
    return any(
        period.overlaps(wanted) and not _only_part(candidate, period, wanted, question)
        for wanted in question.periods
    )


def _only_part(
    candidate: FigureCandidate, period: Period, wanted: Period, question: Question
) -> bool:
    """Tell whether a figure is that of a month or quarter where a longer period is compared.

    How things stood when the longer period ended may be told by its last part.
    """
    if period == wanted or not wanted.contains(period) or period.kind is PeriodKind.DAY:
        return False
    if wanted in question.loose or wanted in question.as_of or wanted.kind is PeriodKind.DAY:
        return False
    days = [(p.last - p.first).days + 1 for p in (period, wanted)]
    if period.first == wanted.first and days[0] >= _MOSTLY * days[1]:
        return False  # "the first nine months of 2023 and of 2024"
    if candidate.view.report.metadata.period == wanted:
        return period.kind is PeriodKind.QUARTER  # "đến hết tháng 5" is as it stands
    figure = candidate.figure
    flows = "đồng" in figure.unit or figure.basis is Basis.NEW
    return flows or period.last != wanted.last


def _planned(candidate: FigureCandidate) -> bool:
    return candidate.view.passage.planned or candidate.figure.basis is Basis.PLANNED


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
