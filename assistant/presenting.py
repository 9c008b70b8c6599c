"""A draft or a refusal becomes the answer that a person reads, with its citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.citing import cite, cite_title
from assistant.draft import Context, Draft, Evidence, Refusal, effective_period
from assistant.gloss import glossed
from assistant.kinds import Kind
from assistant.model import Answer, Candidate, Citation, Trace
from assistant.question import Question
from assistant.suggestions import suggest
from assistant.wording import nearest, periods_label, province_name, refusal
from corpus import provinces
from corpus.tables import head_columns
from index import ReportRecord

_ANSWER = 1_450  # characters of the longest answer
_QUOTE = 220  # characters of the nearest finding shown in a refusal
_GLOSSED = {Kind.EXPLAIN: 1_360, Kind.LIST: 1_360, Kind.YESNO: 420}
"""Kinds whose answers quote prose, and the characters that key words may fill them up to."""

_NUMBER = re.compile(r"(?<!\w)\d+(?:[.,]\d+)*")
_CANDIDATES = 20


class Presenter:
    """Words the answers over one generation of an archive.

    `names` are the provinces' names by key, `verbatim` gives a report's text by its id.
    """

    def __init__(self, names: Mapping[str, str], verbatim: Callable[[int], str]) -> None:
        self._names = names
        self._verbatim = verbatim

    def refused(self, question: Question, outcome: Refusal, context: Context | None) -> Answer:
        """Return an honest no, with the nearest finding where there is one."""
        text = refusal(outcome.reason, question, outcome.missing, self._places(question))
        citations = tuple(cite(evidence, self._verbatim) for evidence in outcome.nearest[:2])
        if citations:
            quoted = " ".join(citations[0].excerpt.split())
            short = quoted if len(quoted) <= _QUOTE else quoted[:_QUOTE].rsplit(" ", 1)[0] + " …"
            text = f"{text} {nearest(short, english=question.english)}"
        return Answer(
            question=question.text,
            language=question.language,
            kind=question.kind.value,
            answerable=False,
            reason=outcome.reason.value,
            answer=text,
            citations=citations,
            suggestions=suggest(question, outcome.nearest),
            trace=_trace(question, context, outcome.decision),
        )

    def answered(self, context: Context, draft: Draft) -> Answer:
        """Return the answer that a draft makes, named by its place and period."""
        question = context.question
        citations = [cite(evidence, self._verbatim) for evidence in _distinct(draft.evidence)]
        if _unproven(draft.text, question, citations):
            citations += [cite(head, self._verbatim) for head in _heads(draft.evidence)]
        report = draft.record or (draft.evidence[0].view.report if draft.evidence else None)
        text = draft.text[:1].upper() + draft.text[1:]
        if question.english and question.kind in _GLOSSED:
            text = glossed(text, _GLOSSED[question.kind])
        label = ""
        if report is not None:
            label = _label(question, draft, report)
            if label and not _across(question, draft):
                text, citations = self._labelled(question, text, label, report, citations)
        subject = " · ".join(part for part in (draft.subject.strip(" :.,"), label) if part)
        return Answer(
            question=question.text,
            language=question.language,
            kind=question.kind.value,
            answerable=True,
            reason=None,
            answer=text,
            value=draft.value,
            unit=draft.unit,
            computed=draft.computed,
            citations=tuple(citations),
            subject=subject,
            suggestions=suggest(question, draft.evidence),
            trace=_trace(question, context, draft.decision),
        )

    def _places(self, question: Question) -> str:
        names = (
            self._names.get(key) or getattr(provinces.find(key), "name", key)
            for key in question.provinces
        )
        return ", ".join(names)

    def _labelled(
        self,
        question: Question,
        text: str,
        label: str,
        report: ReportRecord,
        citations: list[Citation],
    ) -> tuple[str, list[Citation]]:
        """Add place and period to an answer, with the report's title as their proof.

        A period that neither the excerpts nor the title show is left to the subject line.
        """
        if len(text) + len(label) > _ANSWER:
            return text, citations
        labelled = f"{text} ({label})"
        if not _unproven(labelled, question, citations):
            return labelled, citations
        title = cite_title(report, self._verbatim(report.id))
        if title is not None and not _unproven(labelled, question, [*citations, title]):
            return labelled, [*citations, title]
        place = province_name(report.metadata)
        return (f"{text} ({place})" if place else text), citations


def _across(question: Question, draft: Draft) -> bool:
    """Tell whether an answer goes across periods or places, so that no one label fits."""
    several = len({piece.view.report.id for piece in draft.evidence}) > 1
    return question.kind in {Kind.COMPARE, Kind.SERIES} or (
        question.kind is Kind.YESNO and draft.computed and several
    )


def _label(question: Question, draft: Draft, report: ReportRecord) -> str:
    """Return the place and period that the answer is about."""
    period = report.metadata.period
    if draft.evidence:
        period = effective_period(draft.evidence[0].view)
    when = periods_label((period,), question.language) if period else ""
    return ", ".join(part for part in (province_name(report.metadata), when) if part)


def _trace(question: Question, context: Context | None, decision: str) -> Trace:
    slots = {
        "kind": question.kind.value,
        "language": question.language,
        "periods": [p.code for p in question.periods],
        "days": [p.code for p in question.days],
        "planned": question.planned,
        "provinces": list(question.provinces),
        "levels": [level.value for level in question.levels],
        "dimension": question.dimension,
        "ask": question.ask,
        "documents": list(question.documents),
        "concepts": [c.surface for c in question.concepts],
    }
    hits = context.hits[:_CANDIDATES] if context else ()
    candidates = tuple(
        Candidate(hit.report.source, hit.passage.passage.search.text, hit.score, hit.scores)
        for hit in hits
    )
    return Trace(slots, candidates, decision)


def _distinct(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Merge evidence of one sentence, keeping order."""
    seen: dict[tuple[int, int, int], Evidence] = {}
    for piece in evidence:
        key = (piece.view.stored.id, piece.start, piece.end)
        known = seen.get(key)
        seen[key] = (
            piece
            if known is None
            else replace(known, marks=tuple(sorted({*known.marks, *piece.marks})))
        )
    return list(seen.values())


def _heads(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the head rows of the tables that hold the evidence: they name its columns."""
    found: dict[tuple[int, int, int], Evidence] = {}
    for piece in evidence:
        cells = [cell for column in head_columns(piece.view.passage) for cell in column]
        if cells:
            start, end = min(low for low, _ in cells), max(high for _, high in cells)
            found[(piece.view.stored.id, start, end)] = Evidence(piece.view, start, end)
    return list(found.values())


def _unproven(text: str, question: Question, citations: Sequence[Citation]) -> bool:
    """Tell whether the answer holds a number that no excerpt and no question shows."""
    shown = " ".join([question.typed or question.text, *(c.excerpt for c in citations)])
    known = {number.lstrip("0") for number in _NUMBER.findall(shown)}
    return any(number.lstrip("0") not in known for number in _NUMBER.findall(text))
