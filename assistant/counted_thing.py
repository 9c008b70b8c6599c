"""Where the thing that a question counts stands relative to a number."""

from __future__ import annotations

import re

from assistant.apart import COUNTERS
from assistant.facets import Dimension
from assistant.locating import Found
from assistant.matching import PassageView
from assistant.question import Question
from assistant.table_traits import in_column
from assistant.traits import Trait
from corpus import Figure
from corpus.vietnamese import fold

_ABOUT = re.compile(r"\b(?:ve|cua|cho|tai|o|do|voi|thuoc|lien quan)\b")
_COUNTED_AS = re.compile(r"\b(?:bao nhieu|may) (luot|nguoi|cai|chiec|vu|cuoc|lan|truong hop)\b")


def _lead(view: PassageView, figure: Figure) -> Figure | None:
    """Return the first figure of the sentence, where `figure` names no unit of its own."""
    start, _ = view.sentence_of(figure.start)
    leading = next((f for f in view.figures if f.start >= start), None)
    bare = figure.own[1] <= figure.end + 1
    return leading if bare and leading is not figure else None


def counted_thing(
    view: PassageView, head: Figure | None, figure: Figure, question: Question, found: Found
) -> Trait | None:
    """Tell where the counted thing stands relative to the number."""
    asked = [
        located
        for located in found
        if located.weighted.concept.asked and fold(located.weighted.concept.surface) not in COUNTERS
    ]
    if not asked or question.dimension in {Dimension.PERCENT, Dimension.MONEY}:
        return None
    inside = any(
        figure.end <= match.start
        and match.end <= figure.own[1] + 1
        and not _ABOUT.search(fold(view.text[figure.end : match.start]))
        for located in asked
        for match in located.matches
    )
    if inside or in_column(view, figure, asked):
        return Trait.ASKED_INSIDE
    partly = any(
        figure.end <= match.start and match.end <= figure.own[1] + 1
        for located in asked
        for alternative in located.syllables
        for match in alternative[0]
    )
    if partly:
        return Trait.ASKED_PARTLY
    before = any(
        figure.own[0] <= match.start < figure.start
        for located in asked
        for match in located.matches
    )
    if before:
        return Trait.ASKED_BEFORE
    lead = head or _lead(view, figure)
    if lead is not None and any(
        lead.own[0] <= match.start <= lead.own[1] for located in asked for match in located.matches
    ):
        return Trait.ASKED_LED  # a part counts what its whole counts
    counter = _COUNTED_AS.search(question.readable)
    if counter and fold(figure.unit).split()[:1] == [counter.group(1)]:
        return None  # "chặn được 21.190 lượt" of "bao nhiêu lượt tấn công"
    ratio = figure.whole is not None  # "34/63": what follows is what it is out of
    if figure.own[1] > figure.end + 1 and not question.english and not ratio:
        start, end = view.sentence_of(figure.start)
        said = any(start <= m.start < end for located in asked for m in located.matches)
        return Trait.ASKED_ELSEWHERE if said else Trait.ASKED_MISSED
    return None
