"""Whether two reports have the same signer or author."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.asked import folded_at
from assistant.draft import Context, Draft, Evidence, Reason, Refusal
from assistant.question import Question
from assistant.slots import allowed_reports
from assistant.wording import province_name
from corpus.periods import Language
from corpus.vietnamese import fold
from index import ReportRecord

_SAME = re.compile(
    r"\bcung (?:la )?(?:mot |1 )?(?:nguoi|ong|ba|lanh dao|can bo|giam doc|pho giam doc)\b"
    r"|\bsame (?:person|signer|official|man|woman|director|leader|author)\b"
    r"|\b(?:nguoi|ai) ky (?:khac|giong) nhau\b"
)
_WROTE = re.compile(r"\b(?:viet|tac gia|author|wrote|written)\b")


def asks_for_same(question: Question) -> bool:
    """Tell whether a question asks if two reports share their signer or author."""
    return bool(_SAME.search(question.readable))


def compare_persons(context: Context) -> Draft | Refusal:
    """Return yes or no with both names, or which report names nobody."""
    question = context.question
    english = question.english
    field = "author" if _WROTE.search(question.readable) else "signer"
    named: list[tuple[str, str, Evidence | None, ReportRecord]] = []
    for side in _sides(question):
        label, report = _report_of(context, side, english=english)
        name = getattr(report.metadata, field) if report else None
        if report is None or not name:
            found = tuple(piece for _, _, piece, _ in named if piece)
            return Refusal(
                Reason.ONE_SIDE if found else Reason.NOT_REPORTED,
                (label,),
                found,
                f"no {field} of {label}",
            )
        named.append((label, name, _line_with(context, report.id, name), report))
    if len(named) < 2:
        return Refusal(Reason.NOT_REPORTED, (), (), "fewer than two reports are named")
    same = len({fold(name) for _, name, _, _ in named}) == 1
    verdict = ("Yes" if same else "No") if english else ("Có" if same else "Không")
    said = "; ".join(f"{label}: {name}" for label, name, _, _ in named)
    return Draft(
        text=f"{verdict}: {said}",
        evidence=tuple(piece for _, _, piece, _ in named if piece),
        confidence=1.0,
        record=named[0][3],
        subject=named[0][1],
        decision=f"read from the reports' metadata: {field}",
    )


def _sides(question: Question) -> list[Question]:
    if len(question.periods) > 1:
        keys = question.provinces
        if len(keys) == len(question.periods):
            return [
                replace(question, periods=(period,), provinces=(key,))
                for key, period in zip(keys, question.periods, strict=True)
            ]
        return [replace(question, periods=(period,)) for period in question.periods]
    return [replace(question, provinces=(key,)) for key in question.provinces]


def _report_of(
    context: Context, side: Question, *, english: bool
) -> tuple[str, ReportRecord | None]:
    """Return what one side is called, and its report, the one of the very period first."""
    language: Language = "en" if english else "vi"
    reports = allowed_reports(context.reports, side)
    reports.sort(key=lambda report: report.metadata.period not in side.periods)
    when = ", ".join(period.label(language) for period in side.periods)
    place = province_name(reports[0].metadata) if reports else ""
    several = len(context.question.provinces) > 1
    label = ", ".join(part for part in (place if several else "", when) if part) or place
    return label, reports[0] if reports else None


def _line_with(context: Context, report: int, name: str) -> Evidence | None:
    """Return the last passage of a report that names a person: its signature."""
    for view in reversed(context.passages_of(report)):
        at = folded_at(view.text, name)
        if at >= 0:
            return Evidence(view, 0, len(view.text), ((at, at + len(name)),))
    return None
