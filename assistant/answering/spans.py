"""The periods that a comparison sets beside each other where they are not named one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question import Question
from corpus.periods import Period, PeriodKind

MOVED = re.compile(
    r"\b(?:rise|rose|risen|grow|grew|grown|increas\w+|fall|fell|fallen|drop(?:ped)?|decreas\w+"
    r"|(?:go|gone|went) (?:up|down)|chang\w+)\b"
)
"""Verbs that say that something rose or fell, in an English question."""

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_QUARTERS = re.compile(
    r"\b(first|second|third|fourth) (?:quarter )?(?:and|to|or) (?:the )?(first|second|third|fourth)"
    r"(?: quarters? (?:of |in )?(20\d\d)\b)?"
)


def ends(question: Question) -> tuple[Period, ...]:
    """Return the years at the ends of the one span in which something is asked to have moved."""
    years = [(p.first.year, p.last.year) for p in question.periods if p.kind is PeriodKind.RANGE]
    whole = all((p.first.month, p.last.month) == (1, 12) for p in question.periods)
    moved = MOVED.search(question.readable) is not None
    if len(question.periods) != 1 or not (years and whole and moved):
        return ()
    return tuple(Period.of_year(year) for year in years[0]) if len(set(years[0])) > 1 else ()


def coordinated(question: Question) -> tuple[Period, ...]:
    """Return the quarters of ``the first and second quarters of 2021``.

    ``Which quarter of 2021 was better, the first or the second?`` names them too.
    """
    found = _QUARTERS.search(question.readable)
    if found is None:
        return ()
    of_year = [p.first.year for p in question.periods if p.kind is PeriodKind.YEAR]
    if not found.group(3) and not (of_year and "quarter" in question.readable):
        return ()
    year = int(found.group(3) or of_year[0])
    return tuple(Period.quarter(year, _ORDINALS[found.group(i)]) for i in (1, 2))


def apart(periods: Sequence[Period]) -> tuple[Period, ...]:
    """Return the periods without those that hold another one: the year of its quarters."""
    return tuple(p for p in periods if not any(p != o and p.contains(o) for o in periods))
