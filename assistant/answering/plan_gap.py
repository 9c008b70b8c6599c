"""How far a result is from its plan: both as printed, and the difference in the open."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.changes import row_figures
from assistant.answering.common import figure_candidates
from assistant.answering.number import phrase, subject_of
from assistant.answering.sides import (
    COMPARING,
    Side,
    difference,
    evidence,
    merged,
    scale_words,
    without,
)
from assistant.answering.thresholds import TARGET_WORDS, is_plan
from assistant.draft import Context, Draft
from assistant.matching import PassageView
from assistant.ranking import FigureCandidate
from assistant.support import barred, supported
from corpus import Basis, Figure
from corpus.tables import column_of
from corpus.vietnamese import fold

_ASKED = re.compile(
    r"\b(?:so (?:voi|vs)|hut|thieu|cach|vuot|kem|hon)(?: \S+)? (?:ke hoach|chi tieu|muc tieu"
    r"|du toan)\b|\b(?:hut|con thieu|con cach)\b|\b(?:short of|behind|against|beyond|above|below)"
    r" (?:the |its )?(?:\w+ )?(?:plan|target|goal)\b"
)
_SHORT = re.compile(r"\b(?:hut|thieu|con|cach|vuot|bao nhieu|may|nua)\b")
_PLAN_COLUMN = re.compile(
    r"^\W*(?:chi tieu|ke hoach|muc tieu|du toan|kh)\b|\bke hoach (?:nam|giao)\b"
)
_COMPARES = re.compile(r"\b(?:so (?:voi|sanh)|ty le|dat|%)")
_DONE_COLUMN = re.compile(r"\b(?:thuc hien|ket qua|uoc|dat|th)\b")
_LOOKED_AT = 6


def answer_plan_gap(context: Context) -> Draft | None:
    """Return result, plan and their difference, or None where that is not asked or told."""
    if not _ASKED.search(context.question.readable):
        return None
    asking = without(without(without(context, TARGET_WORDS), COMPARING), _SHORT)
    asking = replace(asking, question=replace(asking.question, planned=False, ask=None))
    for candidate in figure_candidates(asking)[:_LOOKED_AT]:
        if barred(asking, candidate) or not supported(asking, candidate):
            continue
        pair = _in_row(candidate) or _in_sentence(candidate)
        if pair is not None:
            return _worded(asking, *pair)
    return None


def _in_row(candidate: FigureCandidate) -> tuple[FigureCandidate, FigureCandidate] | None:
    """Return the result and the plan of a table row."""
    view, figure = candidate.view, candidate.figure
    if column_of(view.passage, figure) is None:
        return None
    row = [figure, *row_figures(view, figure)]
    plans = [f for f in row if _PLAN_COLUMN.search(_head(view, f))]
    plans = [f for f in plans if not _COMPARES.search(_head(view, f))]
    done = [
        f
        for f in row
        if f not in plans
        and _DONE_COLUMN.search(_head(view, f))
        and not _COMPARES.search(_head(view, f).replace("dat duoc", ""))
        and f.basis is not Basis.CHANGE
    ]
    if len(plans) != 1 or not done:
        return None
    best = figure if figure in done else done[0]
    where = view.figures.index
    return (
        replace(candidate, position=where(best)),
        replace(candidate, position=where(plans[0])),
    )


def _head(view: PassageView, figure: Figure) -> str:
    column = column_of(view.passage, figure)
    return fold(view.text[slice(*column)]) if column else ""


def _in_sentence(candidate: FigureCandidate) -> tuple[FigureCandidate, FigureCandidate] | None:
    """Return the result and the plan that one sentence sets side by side."""
    view, figure = candidate.view, candidate.figure
    start, end = candidate.sentence
    if column_of(view.passage, figure) is not None or is_plan(view, figure, start):
        return None
    plans = [
        position
        for position, other in enumerate(view.figures)
        if start <= other.start < end
        and other is not figure
        and is_plan(view, other, start)
        and (other.unit == "%") == (figure.unit == "%")
    ]
    return (candidate, replace(candidate, position=plans[0])) if len(plans) == 1 else None


def _worded(context: Context, result: FigureCandidate, plan: FigureCandidate) -> Draft | None:
    english = context.question.english
    sides = Side("", result), Side("", plan)
    high, low = sorted(sides, key=lambda side: -side.value)
    gap = difference(high, low)
    met = sides[0].value >= sides[1].value
    unit = "%" if result.figure.unit == "%" else ""
    points = (" percentage points" if english else " điểm phần trăm") if unit else ""
    points = points or scale_words(result.figure)
    lead = (
        ("Above the plan by" if met else "Short of the plan by")
        if english
        else ("Vượt kế hoạch" if met else "Thấp hơn kế hoạch")
    )
    said = (
        f"{phrase(result.view, result.figure)}; {'plan' if english else 'kế hoạch'}: "
        f"{plan.figure.printed}{unit}"
    )
    if not gap:
        return None
    printed = [side.candidate.figure.printed for side in (high, low)]
    return Draft(
        text=f"{lead} {gap}{points}: {said} ({printed[0]} − {printed[1]} = {gap}{points})",
        evidence=merged([evidence(context, result), evidence(context, plan)]),
        confidence=result.coverage,
        value=gap,
        unit=result.figure.unit or None,
        computed=True,
        subject=subject_of(result.view, result.figure),
        decision=f"{result.figure.printed} against a plan of {plan.figure.printed}",
        missing=result.missing,
    )
