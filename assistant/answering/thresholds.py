"""Figures held against a number of the question, or against the plan that the report states."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import eq, ge, gt, lt

from assistant.answering.changes import row_figures
from assistant.answering.common import figure_candidates, quote
from assistant.answering.number import FLOOR, phrase, subject_of
from assistant.answering.sides import COMPARING, evidence, without
from assistant.draft import Context, Draft, Evidence
from assistant.matching import PassageView
from assistant.ranking import FigureCandidate
from assistant.support import barred, supported
from corpus import Basis, Figure
from corpus.numbers import find_numbers
from corpus.tables import column_of
from corpus.vietnamese import fold, nfc

_OVER = re.compile(
    r"\b(?:hon|tren|vuot(?: qua| muc| moc)?|qua|more than|over|above|exceed(?:ed|s)?|greater than"
    r"|higher than)\s*$"
)
_UNDER = re.compile(
    r"\b(?:duoi|(?:chua|khong) (?:den|toi|day|qua|dat)|it hon|thap hon|kem|fewer than|less than"
    r"|under|below|lower than)\s*$"
)
_LEAST = re.compile(
    r"\b(?:it nhat|toi thieu|du|dat(?: duoc| toi| den)?|tu|at least|reach(?:ed)?(?: at least)?)\s*$"
)
_EXACT = re.compile(
    r"\b(?:la|dung|bang|co phai(?: la)?|phai(?: la)?|co|exactly"
    r"|were there|there were|have|was|is)\s*$"
)
_RELATIONS = ((_OVER, gt), (_UNDER, lt), (_LEAST, ge), (_EXACT, eq))
_TARGET = re.compile(
    r"\b(?:dat|hoan thanh|vuot|kip)\b(?: \w+){0,3}? (?:chi tieu|muc tieu|ke hoach|yeu cau)\b"
    r"|\b(?:reach|reached|meet|met|hit|achieve|achieved|fulfil\w*|exceed\w*|miss|missed"
    r"|beat|surpass\w*|attain\w*|fall short of|fell short of)\b.*"
    r"\b(?:target|plan|goal|quota)\b|\bon target\b"
)
TARGET_WORDS = re.compile(
    r"\b(?:dat|hoan thanh|vuot)\b|\b(?:chi tieu|muc tieu|ke hoach|yeu cau)\b(?: (?:ca )?nam)?"
    r"|\bde ra\b|\bca nam\b|\b(?:reach(?:ed)?|meet|met|hit|achieve\w*|exceed\w*|fulfil\w*"
    r"|miss(?:ed)?|beat|surpass\w*|attain\w*|f[ae]ll short of)\b"
    r"|\b(?:full-year|full year|annual|yearly|year's|target|plan|goal|quota)s?\b|\bfor the year\b"
)
_PLAN = re.compile(
    r"\b(?:ke hoach|chi tieu|muc tieu|phan dau|yeu cau|giao|du toan)\b(?! (?:so|\d+/))"
)
_NOT_REACHED = re.compile(
    r"\b(?:chua|khong) (?:dat|hoan thanh)\b|\bdat thap\b|\bthap hon ke hoach\b"
)
_REACHED = re.compile(r"\b(?:vuot|dat|hoan thanh)(?: \S+){0,3} (?:ke hoach|chi tieu|muc tieu)\b")
_MISSED = re.compile(
    r"\b(?:miss(?:ed)?|f[ae]ll(?:en)? short|fail(?:ed)? to|(?:khong|chua) (?:dat|hoan thanh))\b"
)
"""Words that ask whether a plan was not reached."""
_OF_PLAN = re.compile(r"^\W*(?:so voi |cua )?(?:ke hoach|chi tieu|muc tieu|du toan)\b")
_PLAN_COLUMN = re.compile(
    r"^\W*(?:chi tieu|ke hoach|muc tieu|du toan|kh)\b|\bke hoach (?:nam|giao)\b"
)
_COMPARES = re.compile(r"\b(?:so (?:voi|sanh)|ty le|dat|%)")
_DONE_COLUMN = re.compile(r"\b(?:thuc hien|ket qua|uoc|dat|th)\b")
_LOOKED_AT = 6


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft without its yes or no, and whether what was asked holds."""

    draft: Draft
    holds: bool


def answer_threshold(context: Context) -> Checked | None:
    """Return whether a figure is over, under or at the number that the question gives."""
    question = context.question
    text = nfc(question.text)
    readable = fold(text)
    for number in find_numbers(text):
        before = readable[: number.start].rstrip()
        relation = relation_before(before)
        if relation is None:
            continue
        asking = without_number(context, number.start, number.scale_end)
        found = _best(asking, percent=number.percent)
        if found is None:
            return None
        value = found.figure.value
        if found.figure.value != number.value and found.figure.approximate and relation is eq:
            return None
        holds = relation(value, number.value)
        return Checked(_draft(asking, found, phrase(found.view, found.figure)), holds)
    return None


def relation_before(before: str) -> Callable[[float, float], bool] | None:
    """Return how a figure is to stand to a number by the folded words before the number."""
    return next((holds for pattern, holds in _RELATIONS if pattern.search(before)), None)


def without_number(context: Context, start: int, end: int) -> Context:
    """Return the context without the number that the question gives."""
    kept = tuple(
        w
        for w in context.concepts
        if w.concept.start in context.question.inherited
        or not (w.concept.start < end and start < w.concept.end)
    )
    return without(
        replace(
            context,
            concepts=kept or context.concepts,
            question=replace(context.question, numbers=()),
        ),
        COMPARING,
    )


def _best(context: Context, *, percent: bool) -> FigureCandidate | None:
    ranked = [
        c
        for c in figure_candidates(context)[:_LOOKED_AT]
        if (c.figure.unit == "%") == percent
        and c.figure.basis is not Basis.PLANNED
        and not c.view.passage.planned
    ]
    return next((c for c in ranked if supported(context, c)), None)


def answer_target(context: Context) -> Checked | None:
    """Return whether a figure has reached the plan that stands beside it."""
    if not _TARGET.search(context.question.readable):
        return None
    asking = without(context, TARGET_WORDS)
    asking = replace(asking, question=replace(asking.question, planned=False, ask=None))
    for candidate in figure_candidates(asking)[:_LOOKED_AT]:
        if barred(asking, candidate) or not (
            supported(asking, candidate) or candidate.coverage >= FLOOR
        ):
            continue
        checked = _against_plan(asking, candidate)
        if checked is not None:
            missed = _MISSED.search(context.question.readable) is not None
            return replace(checked, holds=checked.holds is not missed)
    return None


def _against_plan(context: Context, candidate: FigureCandidate) -> Checked | None:
    """Hold a figure against the plan of its sentence, by number or by the report's words."""
    view, figure = candidate.view, candidate.figure
    start, end = candidate.sentence
    folded = fold(view.text)
    said = quote(view, start, end)
    if view.passage.planned or is_plan(view, figure, start):
        return None
    row = in_row(candidate)
    if row is not None:
        done, aim = row
        draft = _draft(context, done, said, (aim.figure.start, aim.figure.end))
        return Checked(draft, done.figure.value >= aim.figure.value)
    after = folded[figure.end : figure.end + 40].lstrip("% ")
    if figure.unit == "%" and _OF_PLAN.match(after):
        return Checked(_draft(context, candidate, said), figure.value >= 100)
    plans = [
        f
        for f in view.figures
        if start <= f.start < end
        and f is not figure
        and is_plan(view, f, start)
        and (f.unit == "%") == (figure.unit == "%")
    ]
    if plans:
        plan = plans[0]
        draft = _draft(context, candidate, said, (plan.start, max(plan.end, plan.own[1])))
        return Checked(draft, figure.value >= plan.value)
    shares = [
        f
        for f in view.figures
        if figure.end <= f.start < end
        and f.unit == "%"
        and _OF_PLAN.match(folded[f.end + 1 : f.end + 40])
    ]
    if shares:
        return Checked(_draft(context, candidate, said), shares[0].value >= 100)
    if _NOT_REACHED.search(folded, start, end):
        return Checked(_draft(context, candidate, said), False)
    if _REACHED.search(folded, start, end):
        return Checked(_draft(context, candidate, said), True)
    return None


def in_row(candidate: FigureCandidate) -> tuple[FigureCandidate, FigureCandidate] | None:
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


def is_plan(view: PassageView, figure: Figure, sentence_start: int) -> bool:
    """Tell whether the words right before a figure, after the last one, name a plan."""
    previous = max(
        (f.end for f in view.figures if f.end <= figure.start and f.start >= sentence_start),
        default=sentence_start,
    )
    return bool(_PLAN.search(fold(view.text[previous : figure.start])))


def _draft(
    context: Context, candidate: FigureCandidate, text: str, *marks: tuple[int, int]
) -> Draft:
    piece = evidence(context, candidate)
    piece = Evidence(piece.view, piece.start, piece.end, tuple(sorted({*piece.marks, *marks})))
    return Draft(
        text=text,
        evidence=(piece,),
        confidence=candidate.coverage,
        subject=subject_of(candidate.view, candidate.figure),
        decision=f"{candidate.figure.printed} {candidate.figure.label}",
        missing=candidate.missing,
    )
