"""Reporting periods: the value, finding them in text, resolving relative ones.

The parts are in `corpus.period_values`, `corpus.period_finder` and `corpus.dates`.
"""

from __future__ import annotations

from corpus.dates import DateMention, find_dates
from corpus.period_finder import find_periods, resolve
from corpus.period_values import Language, Period, PeriodKind, PeriodMention

__all__ = [
    "DateMention",
    "Language",
    "Period",
    "PeriodKind",
    "PeriodMention",
    "find_dates",
    "find_periods",
    "resolve",
]
