"""What the assistant says: an answer, where it stands, and how it was found.

`Answer.to_json` and `Citation.to_json` give exactly the dictionaries that
``python -m assistant ask --json`` and ``ask --batch`` promise; whatever else an answer
carries (subject line, suggestions, trace) is for the browser and for evaluation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SECONDS_DIGITS = 4
"""Decimals of ``seconds`` in JSON: tenths of a millisecond."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim excerpt of one report and where it stands.

    ``excerpt`` is ``text[start:end]`` of the report's verbatim text, or several such
    stretches joined, in which case ``start`` and ``end`` are the whole extent.
    ``highlights`` are half-open offsets into ``excerpt``, sorted, not overlapping.
    ``report`` is the report's title, ``province`` its name as printed, ``period`` the
    short label (``04/2023``), ``section`` the heading path joined by ``" › "``.
    """

    report_id: int
    source: str
    report: str
    number: str | None
    province: str | None
    period: str | None
    section: str
    page: int | None
    excerpt: str
    highlights: tuple[tuple[int, int], ...] = ()
    start: int = 0
    end: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the citation as the commands' JSON contract has it."""
        return {
            "source": self.source,
            "report": self.report,
            "number": self.number,
            "province": self.province,
            "period": self.period,
            "section": self.section,
            "page": self.page,
            "excerpt": self.excerpt,
            "highlights": [[start, end] for start, end in self.highlights],
        }


@dataclass(frozen=True, slots=True)
class Candidate:
    """One passage or figure that was weighed as the answer; `scores` explain `score`."""

    source: str
    excerpt: str
    score: float
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer came about: the question's slots, what was weighed, what decided.

    ``slots`` maps a slot's name (``periods``, ``provinces``, ``level`` …) to plain values
    that JSON can hold. ``candidates`` stand best first. ``decision`` is one sentence: why
    the winner won, or why the assistant refused.
    """

    slots: Mapping[str, Any] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    decision: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the trace as plain JSON values."""
        return {
            "slots": dict(self.slots),
            "candidates": [
                {
                    "source": candidate.source,
                    "excerpt": candidate.excerpt,
                    "score": candidate.score,
                    "scores": dict(candidate.scores),
                }
                for candidate in self.candidates
            ],
            "decision": self.decision,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, or an honest no.

    ``value`` is the figure as printed in the report (number questions only), or the
    result of the stated arithmetic where ``computed``. When ``answerable`` is false,
    ``reason`` says what is missing and ``answer`` says so in the question's language.
    ``subject`` is one line that tells what was understood, e.g.
    ``"Trạm 5G · Ninh Thuận · tháng 4/2023"``; ``seconds`` is the time it took.
    """

    question: str
    language: str
    kind: str
    answerable: bool
    reason: str | None
    answer: str
    value: str | None = None
    unit: str | None = None
    computed: bool = False
    citations: tuple[Citation, ...] = ()
    subject: str = ""
    seconds: float = 0.0
    suggestions: tuple[str, ...] = ()
    trace: Trace = field(default_factory=Trace)

    def to_json(self) -> dict[str, Any]:
        """Return the answer as the commands' JSON contract has it (without an ``id``)."""
        return {
            "question": self.question,
            "language": self.language,
            "kind": self.kind,
            "answerable": self.answerable,
            "reason": self.reason,
            "answer": self.answer,
            "value": self.value,
            "unit": self.unit,
            "computed": self.computed,
            "citations": [citation.to_json() for citation in self.citations],
            "seconds": round(self.seconds, SECONDS_DIGITS),
        }
