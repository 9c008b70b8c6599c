"""How far a result is from its plan: both as printed, and the difference in the open."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.common import figure_candidates
from assistant.answering.number import phrase, subject_of
from assistant.answering.pairs import difference
from assistant.answering.sides import (
    COMPARING,
    Side,
    evidence,
    merged,
    scale_words,
    without,
)
from assistant.answering.thresholds import TARGET_WORDS, in_row, is_plan
from assistant.draft import Context, Draft
from assistant.ranking import FigureCandidate
from assistant.support import barred, supported
from corpus.tables import column_of

_ASKED = re.compile(
    r"\b(?:so (?:voi|vs)|hut|thieu|cach|vuot|kem|hon)(?: \S+)? (?:ke hoach|chi tieu|muc tieu"
    r"|du toan)\b|\b(?:hut|con thieu|con cach)\b|\b(?:short of|behind|against|beyond|above|below)"
    r" (?:the |its )?(?:\w+ )?(?:plan|target|goal)\b"
    r"|\bby how (?:much|many|far)\b.*\b(?:exceed|beat|surpass|overshoot|miss|undershoot)\w*\b.*"
    r"\b(?:plan|target|goal|quota)\b|\bhow far short of\b.*\b(?:plan|target|goal|quota)\b"
)
_SHORT = re.compile(r"\b(?:hut|thieu|con|cach|vuot|bao nhieu|may|nua)\b")
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
        pair = in_row(candidate) or _in_sentence(candidate)
        if pair is not None:
            return _worded(asking, *pair)
    return None


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
