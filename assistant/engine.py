"""The assistant: a question in, an answer with citations out, or an honest no."""

from __future__ import annotations

import gc
import os
import threading
import time
from dataclasses import dataclass, replace

from assistant.answering import answer_draft
from assistant.answering.against import asked_periods, base_of
from assistant.answering.common import evidence_of, figure_candidates, sentence_candidates
from assistant.answering.plans import asks_plans
from assistant.concepts import Words
from assistant.conversation import Conversation
from assistant.draft import Context, Draft, Evidence, Reason, Refusal
from assistant.followups import Reading, readings
from assistant.guard import is_instruction
from assistant.kinds import Kind
from assistant.lexicon import load as load_lexicon
from assistant.model import Answer
from assistant.nearby import circles, holds
from assistant.presenting import Presenter
from assistant.question import Question, Reader
from assistant.retrieval import Retriever
from assistant.scope import Scope
from assistant.turns import Turns
from assistant.weights import load as load_weights
from assistant.wording import province_name
from corpus import provinces
from corpus.vietnamese import fold
from index import Archive

_EVERYTHING = Scope()
_FIRST_READ = ("so tram phat song la bao nhieu", "how many base stations are there")
_MANY = 1_000  # reports from which on an archive is large
_COMPARING = frozenset({Kind.COMPARE, Kind.YESNO})
_NEAR = 0.5  # least coverage of a finding that a refusal quotes


@dataclass(frozen=True, slots=True)
class _Desk:
    """What answers are made with, for one generation of the archive."""

    generation: int
    reader: Reader
    retriever: Retriever
    presenter: Presenter


class Assistant:
    """Answers questions from one archive.

    Safe to share between threads. Follows the archive: a new generation is used from the
    next question on.
    """

    def __init__(self, archive: Archive) -> None:
        """Raises `WeightsError` where the weights of the ranking cannot be read."""
        load_weights()
        self._archive = archive
        self._opening = threading.Lock()
        self._turns = Turns(os.cpu_count() or 1)
        self._desk = _open(archive)

    def ask(
        self,
        question: str,
        *,
        conversation: Conversation | None = None,
        scope: Scope = _EVERYTHING,
    ) -> Answer:
        """Return the answer to `question`, read in the light of `conversation`.

        `scope` narrows the reports that the answer may come from; slots that the question
        leaves open are taken from it.
        """
        began = time.perf_counter()
        with self._turns, self._archive.pinned():  # whatever is committed meanwhile
            answer = _Asked(self._current(), scope).answer(question, conversation)
        return replace(answer, question=question, seconds=time.perf_counter() - began)

    def context(self, question: str, *, conversation: Conversation | None = None) -> Context:
        """Return what an answer to `question` would be made of, for tuning and explaining."""
        with self._archive.pinned():
            return _Asked(self._current(), _EVERYTHING).context(question, conversation)

    def _current(self) -> _Desk:
        """Return the desk of the archive's present generation."""
        if self._archive.generation != self._desk.generation:
            with self._opening:
                if self._archive.generation != self._desk.generation:
                    self._desk = _open(self._archive)
        return self._desk


def _open(archive: Archive) -> _Desk:
    generation = archive.generation
    retriever = Retriever(archive)
    named = [r.metadata for r in retriever.reports if r.metadata.province]
    names = {m.province: province_name(m) for m in named if m.province}
    vocabulary = archive.vocabulary()
    folded: dict[str, int] = {}
    for word, count in vocabulary.items():
        bare = fold(word)
        folded[bare] = folded.get(bare, 0) + count
    periods = [r.metadata.period for r in retriever.reports if r.metadata.period]
    words = Words(
        vocabulary,
        folded,
        archive.bigrams(),
        tuple(dict.fromkeys(periods)),
        {name: key for key, name in names.items() if provinces.find(key) is None},
        {
            key: tuple(m.period for m in named if m.province == key and m.period is not None)
            for key in names
        },
    )
    reader = Reader(load_lexicon(), words)
    if len(retriever.reports) > _MANY:
        for text in _FIRST_READ:  # what is loaded with the first question stays as well
            reader.read(text)
        _set_aside()
    return _Desk(generation, reader, retriever, Presenter(names, retriever.verbatim))


def _set_aside() -> None:
    """Keep the collector of cyclic garbage from going through what a large archive holds.

    It stays as long as the generation does; walking through it takes a tenth of a second,
    again and again while questions are answered.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class _Asked:
    """One question on its way to an answer."""

    def __init__(self, desk: _Desk, scope: Scope) -> None:
        self._reader = desk.reader
        self._retriever = desk.retriever
        self._presenter = desk.presenter
        self._scope = scope

    def answer(self, text: str, conversation: Conversation | None) -> Answer:
        """Return the answer, or why there is none: that of the first reading that has one."""
        refused: Answer | None = None
        for reading in readings(self._reader.read, self._retriever.reports, text, conversation):
            answer = self._near_by(reading) if reading.near else self._read(reading)
            if answer is not None and answer.answerable:
                return answer
            if not reading.reports:
                refused = refused or answer
        assert refused is not None, "the last reading is not bound to a place"
        return refused

    def _near_by(self, reading: Reading) -> Answer | None:
        """Return an answer from around the last one, or None where it does not stand there."""
        question, shut = self._narrowed(reading.question)
        if shut is not None or is_instruction(question.typed):
            return None
        around = self._retriever.context(question, self._scope, search=False)
        for context in circles(around, reading.near):
            outcome = answer_draft(context)
            if isinstance(outcome, Draft) and holds(context, outcome, reading.own):
                return self._presenter.answered(context, outcome)
        return None

    def _read(self, reading: Reading) -> Answer:
        question, scope = reading.question, self._scope
        if reading.reports:
            scope = replace(scope, reports=reading.reports)
        if not question.text:
            return self._presenter.refused(question, Refusal(Reason.EMPTY), None)
        if is_instruction(question.typed or question.text):
            return self._presenter.refused(question, Refusal(Reason.INSTRUCTION), None)
        question = _without_base(self._retriever, question)
        missing = _missing_slot(self._retriever, question)
        question, shut = self._narrowed(question)
        missing = missing or shut
        if missing is None and question.periods:
            context = self._retriever.context(question, scope, further=False)
            outcome = answer_draft(context)
            if isinstance(outcome, Draft):
                return self._presenter.answered(context, outcome)
        context = self._retriever.context(question, scope)
        if missing is not None and not _stated_elsewhere(context, missing):
            refused = replace(missing, nearest=self._near(question))
            return self._presenter.refused(question, refused, context)
        outcome = answer_draft(context)
        if isinstance(outcome, Refusal):
            if missing is not None and outcome.reason is not Reason.ONE_SIDE:
                outcome = replace(missing, nearest=outcome.nearest)
            return self._presenter.refused(question, _sharpened(context, outcome), context)
        return self._presenter.answered(context, outcome)

    def context(self, text: str, conversation: Conversation | None) -> Context:
        """Return the question in its least bound reading, with the passages found for it."""
        bound = readings(self._reader.read, self._retriever.reports, text, conversation)
        return self._retriever.context(list(bound)[-1].question, self._scope)

    def _narrowed(self, question: Question) -> tuple[Question, Refusal | None]:
        """Return the question with what it leaves open taken from the scope.

        Where it names what the scope shuts out, a refusal comes with it.
        """
        scope = self._scope
        if not scope:
            return question, None
        if not self._retriever.allowed(question, scope):
            return question, Refusal(Reason.OUT_OF_SCOPE, decision="the filters leave nothing")
        return (
            replace(
                question,
                periods=question.periods or scope.periods,
                provinces=question.provinces or scope.provinces,
            ),
            None,
        )

    def _near(self, question: Question) -> tuple[Evidence, ...]:
        """Return the nearest sentence without regard to period and place."""
        relaxed = self._retriever.context(replace(question, periods=(), provinces=()), self._scope)
        if question.kind in {Kind.NUMBER, Kind.COMPARE}:
            figures = figure_candidates(relaxed)
            if figures and figures[0].coverage > _NEAR:
                best = figures[0]
                return (evidence_of(best, [(best.figure.start, best.figure.own[1])]),)
        sentences = sentence_candidates(relaxed)
        return (evidence_of(sentences[0]),) if sentences and sentences[0].coverage > _NEAR else ()


def _without_base(retriever: Retriever, question: Question) -> Question:
    """Return a comparison without its base's period, where no report is of that one.

    ``giảm bao nhiêu so với tháng 9?``: the report of October says it.
    """
    base = base_of(question) if question.kind in _COMPARING else None
    if base is None or base.mention.period is None:
        return question
    if retriever.about(question.provinces, (base.mention.period,)):
        return question
    return replace(question, periods=asked_periods(question, base))


def _missing_slot(retriever: Retriever, question: Question) -> Refusal | None:
    """Return a refusal where no report has the asked province, or the asked period."""
    for key in question.provinces:
        if not _reports(retriever, key):
            merged = sorted(k for k in provinces.related(key) - {key} if _reports(retriever, k))
            return Refusal(Reason.NO_PROVINCE, tuple(merged), decision=f"no report of {key}")
    for period in question.periods:
        if not retriever.about(question.provinces, (period,)):
            return Refusal(Reason.NO_PERIOD, decision=f"no report for {period.code}")
    return None


def _reports(retriever: Retriever, province: str) -> bool:
    return any(r.metadata.province == province for r in retriever.about((province,), ()))


def _stated_elsewhere(context: Context, missing: Refusal) -> bool:
    """Tell whether another report's sentence states the asked period itself."""
    if missing.reason is not Reason.NO_PERIOD:
        return False
    question = context.question
    if question.kind in {Kind.NUMBER, Kind.COMPARE} or asks_plans(question):
        return True  # a report may set tasks for the month after its own, or give last month's
    return bool(sentence_candidates(context))


def _sharpened(context: Context, outcome: Refusal) -> Refusal:
    """Name the reason more exactly: a question that shares no word is off topic."""
    known = [w for w in context.concepts if not w.pair]
    lost = [w for w in known if w.concept.surface in outcome.missing]
    if outcome.reason is Reason.NOT_REPORTED and known and len(lost) == len(known):
        return replace(outcome, reason=Reason.OFF_TOPIC, nearest=())
    return outcome
