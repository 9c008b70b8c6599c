"""Questions that lead on from an answer: another period, another level, each tried before.

A question is offered only where the assistant answers it, in the conversation, from a
report of the period or with the level that it asks for, and with a figure of the same unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.model import Level
from corpus.periods import Period, PeriodKind, find_periods
from corpus.vietnamese import fold
from web.layout import words
from web.layout.voice import ENGLISH, VIETNAMESE, Voice

if TYPE_CHECKING:
    from assistant import Answer, Assistant, Conversation

WANTED = 3

_WORD = re.compile(r"\w+")
_STEPS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)


def further(assistant: Assistant, before: Conversation, answer: Answer | None) -> tuple[str, ...]:
    """Return at most `WANTED` questions that follow `answer`, the last of `before`."""
    if answer is None or answer.value is None or answer.computed or not answer.citations:
        return ()
    found: list[str] = []
    for question, period, level in _candidates(answer):
        given = assistant.ask(question, conversation=before)
        if fits(answer, given, period) and (level is None or _is_new(answer, given, level)):
            found.append(question)
        if len(found) == WANTED:
            break
    return tuple(found)


def question_about(period: Period, answer: Answer) -> str:
    """Return the question for the figure of `answer` in another period, in its conversation."""
    say = _voice(answer)
    label = period.label(say.language)
    return say(f"Thế {label} thì sao?", f"What about {label}?")


def asked_period(answer: Answer) -> Period | None:
    """Return the period that the answer's subject line names, where it names one."""
    named = [m.period for m in find_periods(answer.subject) if m.period and m.certain]
    return named[0] if len(named) == 1 else None


def fits(answer: Answer, given: Answer, period: Period | None = None) -> bool:
    """Tell whether `given` is a figure of the same unit, of `period` if one is given."""
    if not given.answerable or given.value is None or given.computed or not given.citations:
        return False
    if not _same_unit(answer, given):
        return False
    return period is None or asked_period(given) == period


def _same_unit(answer: Answer, given: Answer) -> bool:
    """Tell whether both count the same, one perhaps in more of the question's own words."""
    shorter, longer = sorted((answer.unit or "", given.unit or ""), key=len)
    if shorter == longer:
        return True
    more = longer.removeprefix(f"{shorter} ").split()
    asked = set(_WORD.findall(fold(answer.question)))
    return bool(shorter) and longer.startswith(f"{shorter} ") and set(map(fold, more)) <= asked


def _voice(answer: Answer) -> Voice:
    return ENGLISH if answer.language.startswith("en") else VIETNAMESE


def _candidates(answer: Answer) -> Iterator[tuple[str, Period | None, Level | None]]:
    say = _voice(answer)
    period = asked_period(answer)
    if period is not None and period.kind in _STEPS:
        for other in dict.fromkeys((period.previous(), period.following(), period.year_before())):
            yield question_about(other, answer), other, None
    asked = set(answer.trace.slots.get("levels") or ())
    for level in Level:
        if level not in asked:
            name = words.level(level, say)
            yield say(f"Còn cấp {name}?", f"And at {name} level?"), None, level


def _is_new(answer: Answer, given: Answer, level: Level) -> bool:
    """Tell whether `given` is of `level` and not the same figure once more."""
    return level in set(given.trace.slots.get("levels") or ()) and given.value != answer.value
