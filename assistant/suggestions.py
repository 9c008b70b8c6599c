"""Questions that would work: made from the evidence at hand, so that they have an answer."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.changes import changes_of
from assistant.draft import Evidence, effective_period
from assistant.kinds import Kind
from assistant.question import Question
from assistant.wording import province_name

_LIMIT = 3


def suggest(question: Question, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Return up to three questions on the figures that stand in, or beside, the evidence."""
    english = question.english
    found: list[str] = [] if question.kind is Kind.COMPARE else _on_changes(question, evidence)
    for piece in evidence[:1]:
        period = effective_period(piece.view)
        place = province_name(piece.view.report.metadata)
        when = period.label("en" if english else "vi") if period else ""
        marked = {start for start, _ in piece.marks}
        for figure in piece.view.figures:
            if not piece.start <= figure.start < piece.end or figure.start in marked:
                continue
            label = piece.view.text[figure.end : figure.own[1]].strip(" %")
            if len(label.split()) < 2 or "(" in label:
                continue
            level = f" cấp {figure.level.value}" if figure.level else ""
            if english:
                text = f"How many “{label}{level}” in {place}, {when}?"
            else:
                text = f"{place} {when} có bao nhiêu {label}{level}?"
            if text not in found and len(found) < _LIMIT:
                found.append(text)
    return tuple(found)


def _on_changes(question: Question, evidence: Sequence[Evidence]) -> list[str]:
    """Return a question on the change that the evidence states of its marked figure, if any."""
    for piece in evidence[:1]:
        view, period = piece.view, effective_period(piece.view)
        marked = {start for start, _ in piece.marks}
        for position, figure in enumerate(view.figures):
            if figure.start not in marked or period is None:
                continue
            bases = [c.base for c in changes_of(view, position) if c.base is not None]
            label = view.text[figure.end : figure.own[1]].strip(" %")
            if not bases or len(label.split()) < 2 or "(" in label:
                continue
            place = province_name(view.report.metadata)
            if question.english:
                when, base = period.label("en"), bases[0].label("en")
                return [
                    f"By how much did “{label}” in {place} change in {when} compared with {base}?"
                ]
            when, base = period.label(), bases[0].label()
            return [f"{place} {when} {label} tăng hay giảm so với {base}?"]
    return []
