"""Which of several are over or under a number: the rows of a table, or listed parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import eq, ge, le

from assistant.answering.common import figure_candidates
from assistant.answering.number import phrase, subject_of
from assistant.answering.rows import beside_each, is_place
from assistant.answering.sides import COMPARING, Side, evidence, merged, without
from assistant.answering.thresholds import relation_before, without_number
from assistant.draft import Context, Draft
from assistant.facets import Dimension
from assistant.support import supported
from corpus.numbers import find_numbers
from corpus.vietnamese import fold, nfc

_WHICH = re.compile(r"\bnao\b|\bwhich\b|\bliet ke\b|\bdau\b")
_CEILING = re.compile(r"^\W*(?:%|phan tram)?\W*tro xuong\b")
_FLOOR = re.compile(r"^\W*(?:%|phan tram)?\W*(?:\S+ ){0,2}tro len\b")
_PLACES = re.compile(
    r"\b(?:huyen|thi xa|thanh pho|xa|phuong|quan|dia phuong|dia ban|noi|cho)(?: \S+){0,3}? nao\b"
)
_LOOKED_AT = 4
_LISTED = 15


def answer_filter(context: Context) -> Draft | None:
    """Return the named figures that are over or under the question's number, or None.

    A draft says so where none of them is.
    """
    question = context.question
    text = nfc(question.text)
    if not _WHICH.search(question.readable):
        return None
    for number in find_numbers(text):
        holds = _relation(fold(text), number.start, number.scale_end)
        if holds is None:
            continue
        asking = without(without_number(context, number.start, number.scale_end), COMPARING)
        if number.percent:
            asking = replace(asking, question=replace(asking.question, dimension=Dimension.PERCENT))
        places = _PLACES.search(question.readable) is not None
        for candidate in figure_candidates(asking)[:_LOOKED_AT]:
            if candidate.view.passage.planned or (candidate.figure.unit == "%") != number.percent:
                continue
            if not supported(asking, candidate):
                continue
            for sides in beside_each(asking, candidate):
                if len(sides) > 1 and (not places or all(is_place(s.name) for s in sides)):
                    return _worded(
                        asking, [s for s in sides if holds(s.value, number.value)], sides
                    )
    return None


def _relation(folded: str, start: int, end: int) -> Callable[[float, float], bool] | None:
    """Return how the figures are to stand to the number at ``folded[start:end]``."""
    if _CEILING.match(folded[end:]):
        return le
    if _FLOOR.match(folded[end:]):
        return ge
    holds = relation_before(folded[:start].rstrip())
    return None if holds is eq else holds


def _worded(context: Context, chosen: Sequence[Side], every: Sequence[Side]) -> Draft:
    english = context.question.english
    listed = list(chosen)[:_LISTED]
    none = "None of them" if english else "Không có nơi nào"
    text = ", ".join(f"{side.name} ({_amount(side)})" for side in listed) or none
    return Draft(
        text=text,
        evidence=merged([evidence(context, side.candidate) for side in listed or every]),
        confidence=min(side.candidate.coverage for side in every),
        subject=subject_of(every[0].candidate.view, every[0].candidate.figure),
        decision=f"{len(chosen)} of {len(every)} figures",
    )


def _amount(side: Side) -> str:
    view, figure = side.candidate.view, side.candidate.figure
    if figure.unit == "%":
        return f"{figure.printed}%"
    said = phrase(view, figure)
    return figure.printed if fold(side.name) in fold(said) else said
