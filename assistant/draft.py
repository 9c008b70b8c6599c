"""What the answering modules hand to the engine: words, and the evidence under them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.matching import PassageView, Weighted
from assistant.question import Question
from corpus.periods import Period
from index import Hit, ReportRecord


class Reason(StrEnum):
    """Why a question gets no answer."""

    EMPTY = "empty_question"
    OFF_TOPIC = "off_topic"
    INSTRUCTION = "instruction"
    NO_PROVINCE = "no_such_province"
    NO_PERIOD = "no_such_period"
    NOT_REPORTED = "indicator_not_reported"
    NO_LEVEL = "level_not_reported"
    OUT_OF_SCOPE = "outside_the_filters"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a passage's search text that proves something; marks are within it."""

    view: PassageView
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is worded for the reader; `confidence` is the winner's coverage."""

    text: str
    evidence: tuple[Evidence, ...]
    confidence: float
    value: str | None = None
    unit: str | None = None
    computed: bool = False
    subject: str = ""
    decision: str = ""
    missing: tuple[str, ...] = ()
    record: ReportRecord | None = None  # for answers from metadata without a passage


@dataclass(frozen=True, slots=True)
class Refusal:
    """An honest no, with the nearest thing that was found."""

    reason: Reason
    missing: tuple[str, ...] = ()
    nearest: tuple[Evidence, ...] = ()
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What every answering module works on: the question and the passages found for it."""

    question: Question
    views: tuple[PassageView, ...]
    hits: tuple[Hit, ...]  # as found, one a view
    concepts: tuple[Weighted, ...]
    rarity: Callable[[str], float]
    reports: tuple[ReportRecord, ...]  # that the question's slots allow
    passages_of: Callable[[int], Sequence[PassageView]]  # all passages of a report, in order


def effective_period(view: PassageView) -> Period | None:
    """Return the period that a passage speaks of: its own, else its report's."""
    return view.passage.period or view.report.metadata.period
