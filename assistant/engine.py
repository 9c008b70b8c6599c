"""The assistant: a question in, an answer with citations out, or an honest no."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.answering import answer_draft
from assistant.answering.common import evidence_of, figure_candidates, sentence_candidates
from assistant.citing import cite, cite_title
from assistant.conversation import Conversation, merge
from assistant.draft import Context, Draft, Evidence, Reason, Refusal, effective_period
from assistant.guard import is_instruction
from assistant.kinds import Kind
from assistant.lexicon import load as load_lexicon
from assistant.matching import PassageView, weigh
from assistant.model import Answer, Candidate, Citation, Trace
from assistant.question import Question, Reader, Words
from assistant.slots import allowed_reports, province_fits
from assistant.suggestions import suggest
from assistant.wording import nearest, periods_label, province_name, refusal
from corpus import provinces
from corpus.vietnamese import fold
from index import Archive, Hit, ReportRecord, SearchRequest

PASSAGES = 40  # passages that are read for one question
_SMALL = 60  # an archive or a selection of at most this many passages is read whole
_ANSWER = 1_450  # characters of the longest answer
_QUOTE = 220  # characters of the nearest finding shown in a refusal


class Assistant:
    """Answers questions from one archive.

    Safe to share between threads. Follows the archive: a new generation is used from the
    next question on.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._generation = -1
        self._reader: Reader
        self._reports: tuple[ReportRecord, ...] = ()
        self._refresh()

    def ask(self, question: str, *, conversation: Conversation | None = None) -> Answer:
        """Return the answer to `question`, read in the light of `conversation`."""
        began = time.perf_counter()
        self._refresh()
        understood = self._understand(question, conversation)
        answer = self._answer(understood)
        return replace(answer, question=question, seconds=time.perf_counter() - began)

    def _refresh(self) -> None:
        self._archive.refresh()
        if self._archive.generation == self._generation:
            return
        self._reports = self._archive.reports()
        vocabulary = self._archive.vocabulary()
        folded: dict[str, int] = {}
        for word, count in vocabulary.items():
            bare = fold(word)
            folded[bare] = folded.get(bare, 0) + count
        periods = [r.metadata.period for r in self._reports if r.metadata.period]
        self._names = {
            r.metadata.province: province_name(r.metadata)
            for r in self._reports
            if r.metadata.province
        }
        words = Words(
            vocabulary,
            folded,
            self._archive.bigrams(),
            tuple(dict.fromkeys(periods)),
            {name: key for key, name in self._names.items() if provinces.find(key) is None},
        )
        self._reader = Reader(load_lexicon(), words)
        self._generation = self._archive.generation
        self._verbatim = lru_cache(maxsize=64)(self._archive.text)

    def _understand(self, question: str, conversation: Conversation | None) -> Question:
        understood = self._reader.read(question)
        if conversation is None or not conversation.turns:
            return understood
        before = self._reader.read(conversation.turns[0].question)
        for turn in conversation.turns[1:]:
            before = merge(self._reader.read(turn.question), before)
        return merge(understood, before)

    def _answer(self, question: Question) -> Answer:
        if not question.text:
            return self._refuse(question, Refusal(Reason.EMPTY), None)
        if is_instruction(question.text):
            return self._refuse(question, Refusal(Reason.INSTRUCTION), None)
        missing = self._missing_slot(question)
        context = self._context(question)
        if missing is not None and not self._stated_elsewhere(context, missing):
            return self._refuse(question, replace(missing, nearest=self._near(question)), context)
        outcome = answer_draft(context)
        if isinstance(outcome, Refusal):
            if missing is not None:
                outcome = replace(missing, nearest=outcome.nearest)
            return self._refuse(question, self._sharpened(context, outcome), context)
        return self._worded(context, outcome)

    # -- slots ---------------------------------------------------------------------------

    def _missing_slot(self, question: Question) -> Refusal | None:
        """Return a refusal where no report has the asked province, or the asked period."""
        for key in question.provinces:
            if not any(
                r.metadata.province is not None and province_fits(r, (key,)) for r in self._reports
            ):
                return Refusal(Reason.NO_PROVINCE, decision=f"no report of {key}")
        for period in question.periods:
            one = replace(question, periods=(period,))
            if not allowed_reports(self._reports, one):
                return Refusal(Reason.NO_PERIOD, decision=f"no report for {period.code}")
        return None

    def _stated_elsewhere(self, context: Context, missing: Refusal) -> bool:
        """Tell whether another report's sentence states the asked period or place itself."""
        if missing.reason is Reason.NO_PROVINCE:
            return False
        return bool(sentence_candidates(context)) or context.question.kind is Kind.NUMBER

    # -- retrieval -----------------------------------------------------------------------

    def _context(self, question: Question) -> Context:
        hits = self._search(question)
        views = tuple(PassageView(hit, self._verbatim) for hit in hits)
        concepts = weigh(
            question.concepts,
            self._archive.document_frequency,
            self._archive.passage_count,
            question.inherited,
        )
        return Context(
            question=question,
            views=views,
            concepts=concepts,
            rarity=self._rarity(),
            reports=tuple(allowed_reports(self._reports, question)),
            passages_of=self._passages_of(),
        )

    def _search(self, question: Question) -> list[Hit]:
        """Return passages for the question: strictly of its slots first, then any."""
        request = SearchRequest(
            text=question.search,
            dense_text=question.dense,
            limit=PASSAGES,
            periods=question.periods,
            provinces=question.provinces,
            folded=question.language == "vi-plain",
            language=question.language,
        )
        found: dict[int, Hit] = {}
        if question.periods or question.provinces:
            for period in question.periods or (None,):
                for province in question.provinces or (None,):
                    part = replace(
                        request,
                        strict=True,
                        periods=(period,) if period else (),
                        provinces=(province,) if province else (),
                    )
                    for hit in self._archive.search(part):
                        found.setdefault(hit.passage.id, hit)
        for hit in self._archive.search(request):
            found.setdefault(hit.passage.id, hit)
        return list(found.values())

    def _rarity(self) -> Callable[[str], float]:
        total = self._archive.passage_count

        @lru_cache(maxsize=4_096)
        def rarity(word: str) -> float:
            frequency = self._archive.document_frequency(word)
            return min(4.0, max(0.4, math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))))

        return rarity

    def _passages_of(self) -> Callable[[int], Sequence[PassageView]]:
        @lru_cache(maxsize=8)
        def passages_of(report_id: int) -> Sequence[PassageView]:
            report = self._archive.report(report_id)
            return tuple(
                PassageView(Hit(passage, report, 0.0, {}), self._verbatim)
                for passage in self._archive.report_passages(report_id)
            )

        return passages_of

    def _near(self, question: Question) -> tuple[Evidence, ...]:
        """Return the nearest sentence without regard to period and place."""
        relaxed = self._context(replace(question, periods=(), provinces=()))
        if question.kind in {Kind.NUMBER, Kind.COMPARE}:
            figures = figure_candidates(relaxed)
            if figures and figures[0].coverage > 0.5:
                best = figures[0]
                return (evidence_of(best, [(best.figure.start, best.figure.own[1])]),)
        sentences = sentence_candidates(relaxed)
        return (evidence_of(sentences[0]),) if sentences and sentences[0].coverage > 0.5 else ()

    # -- wording -------------------------------------------------------------------------

    def _sharpened(self, context: Context, outcome: Refusal) -> Refusal:
        """Name the reason more exactly: a question that shares no word is off topic."""
        known = [w for w in context.concepts if not w.pair]
        lost = [w for w in known if w.concept.surface in outcome.missing]
        if outcome.reason is Reason.NOT_REPORTED and known and len(lost) == len(known):
            return replace(outcome, reason=Reason.OFF_TOPIC, nearest=())
        return outcome

    def _refuse(self, question: Question, outcome: Refusal, context: Context | None) -> Answer:
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
            trace=self._trace(question, context, outcome.decision),
        )

    def _worded(self, context: Context, draft: Draft) -> Answer:
        question = context.question
        citations = [cite(evidence, self._verbatim) for evidence in _distinct(draft.evidence)]
        report = draft.record or (draft.evidence[0].view.report if draft.evidence else None)
        text = draft.text[:1].upper() + draft.text[1:]
        label = ""
        if report is not None:
            label = self._label(question, draft, report)
            if question.kind is not Kind.COMPARE and label:
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
            trace=self._trace(question, context, draft.decision),
        )

    def _places(self, question: Question) -> str:
        names = (
            self._names.get(key) or getattr(provinces.find(key), "name", key)
            for key in question.provinces
        )
        return ", ".join(names)

    def _label(self, question: Question, draft: Draft, report: ReportRecord) -> str:
        """Return the place and period that the answer is about."""
        language = "en" if question.english else "vi"
        metadata = report.metadata
        period = metadata.period
        if draft.evidence:
            period = effective_period(draft.evidence[0].view)
        parts = [
            province_name(metadata),
            periods_label((period,), language) if period else "",
        ]
        return ", ".join(part for part in parts if part)

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

    def _trace(self, question: Question, context: Context | None, decision: str) -> Trace:
        slots = {
            "kind": question.kind.value,
            "language": question.language,
            "periods": [p.code for p in question.periods],
            "provinces": list(question.provinces),
            "levels": [level.value for level in question.levels],
            "dimension": question.dimension,
            "ask": question.ask,
            "documents": list(question.documents),
            "concepts": [c.surface for c in question.concepts],
        }
        views = context.views if context else ()
        candidates = tuple(
            Candidate(view.report.source, view.text, view.hit.score, view.hit.scores)
            for view in views[:20]
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


def _unproven(text: str, question: Question, citations: Sequence[Citation]) -> bool:
    """Tell whether the answer holds a number that no excerpt and no question shows."""
    shown = " ".join([question.text, *(c.excerpt for c in citations)])
    known = {number.lstrip("0") for number in re.findall(r"\d+", shown)}
    return any(number.lstrip("0") not in known for number in re.findall(r"\d+", text))
