"""Whether a figure is of the level of government that a question asks for."""

from __future__ import annotations

import re

from assistant.matching import PassageView
from assistant.question import Question
from assistant.traits import Trait
from corpus import Figure, Level
from corpus.figure_levels import LEVEL, LEVELS
from corpus.vietnamese import fold

_WHOLE = re.compile(r"\b(?:toan|ca) tinh\b|\bchung\b|\b(?:overall|province-wide|all levels)\b")
# the offices of a level, where a question names them and no level
_GROUPS = {
    Level.PROVINCE: re.compile(r"\bs[o_],? (?:ban,? )?nganh\b"),
    Level.DISTRICT: re.compile(r"\bhuyen,? (?:va )?(?:thi xa|thanh pho)\b"),
    Level.COMMUNE: re.compile(r"\bxa,? (?:va )?phuong\b|\bphuong,? (?:va )?xa\b"),
}


def level_fit(view: PassageView, figure: Figure, question: Question) -> Trait | None:
    """Tell whether a figure is of the level that is asked for, or of one that is not."""
    if question.levels:
        if figure.level in question.levels:
            return Trait.LEVEL_MET
        if is_of_level(view, figure, question):
            return None
        return Trait.LEVEL_NONE if figure.level is None else Trait.LEVEL_ANOTHER
    if figure.level is None:
        return None
    if _GROUPS[figure.level].search(question.readable):
        return Trait.LEVEL_MET
    return Trait.LEVEL_WHOLE if _WHOLE.search(question.readable) else Trait.LEVEL_UNASKED


def is_of_level(view: PassageView, figure: Figure, question: Question) -> bool:
    """Tell whether a figure, or else its sentence, is of the level that is asked for, if one is."""
    if not question.levels or figure.level in question.levels:
        return True
    return figure.level is None and view.remembered(_level_said, figure) in question.levels


def _level_said(view: PassageView, figure: Figure) -> Level | None:
    """Return the level that a figure's sentence names before it, where no figure is of one.

    ``Chỉ số chuyển đổi số cấp tỉnh (DTI) năm 2021 xếp hạng 34/63``
    """
    start, end = view.sentence_of(figure.start)
    if any(start <= other.start < end and other.level for other in view.figures):
        return None
    named = LEVEL.findall(fold(view.text[start : figure.start]))
    return LEVELS[named[-1]] if named else None
