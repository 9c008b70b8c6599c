"""What the answering modules share: choosing among candidates, quoting, numbers in print."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from assistant.draft import Context, Evidence, effective_period
from assistant.matching import PassageView
from assistant.ranking import (
    CoveredFigure,
    FigureCandidate,
    SentenceCandidate,
    cover_figures,
    judge,
    rank_sentences,
    reasons_of,
)
from assistant.slots import figure_fits, fits
from assistant.traits import Threshold, Trait
from assistant.weights import load
from corpus import PassageKind
from corpus.tables import heads
from corpus.vietnamese import fold

Candidate = TypeVar("Candidate", FigureCandidate, SentenceCandidate)

_LEADING = re.compile(r"^(?:của|và|có|là|với|gồm|trong đó|tại)\b:?\s+(?=\S)")
_DIGIT = re.compile(r"\d")
_SHORT = 80  # characters under which a sentence is cited with the one before
_CONTEXT = 700
_APART = 0.5  # a lead beyond which it does not matter how far two figures score apart
_CLOSELY = 12  # figures that are looked at closely whatever speaks for them
_HARDLY = 0.15  # coverage under which no figure has ever been the right one
_JUDGED = 20  # figures of which it is told by how much they lead


def figure_candidates(context: Context) -> list[FigureCandidate]:
    """Return the figures that the slots allow, best first.

    Of those that hardly a word of the question speaks for, only as many are looked at closely
    as make up a few with the others: what else is said of a figure cannot make up for that.
    """
    covered: list[CoveredFigure] = []
    for order, view in enumerate(context.views):
        rank = 1 - order / max(1, len(context.views))
        fits = (
            (position, figure_fits(view, figure, context.question))
            for position, figure in enumerate(view.figures)
            if context.admits(view, figure.start)
        )
        chosen = {
            position: {Trait.SLOTS: fit - 1, Trait.FOUND: rank} for position, fit in fits if fit
        }
        covered += cover_figures(view, context.question, context.concepts, context.rarity, chosen)
    return _ordered(map(judge, _promising(covered)))


def _promising(covered: list[CoveredFigure]) -> list[CoveredFigure]:
    """Return the figures that most words speak for, `_CLOSELY` at least."""
    ranked = sorted(covered, key=lambda c: -c.coverage)
    few = bisect_right(ranked, -_HARDLY, key=lambda c: -c.coverage)
    return ranked[: max(few, _CLOSELY)]


def with_margins(ranked: Sequence[FigureCandidate]) -> list[FigureCandidate]:
    """Return the candidates, the first few with how far they score above other values.

    For questions that have one figure for an answer: where several are meant, each is near
    the others.
    """
    best: dict[float, float] = {}
    for candidate in ranked:
        value = candidate.figure.value
        best[value] = max(best.get(value, candidate.score), candidate.score)
    leading = sorted(best, key=lambda value: -best[value])[:2]

    def margin(candidate: FigureCandidate) -> float:
        rival = next((best[v] for v in leading if v != candidate.figure.value), None)
        apart = _APART if rival is None else candidate.score - rival
        return max(-_APART, min(_APART, apart))

    few = [replace(candidate, margin=margin(candidate)) for candidate in ranked[:_JUDGED]]
    return [*few, *ranked[_JUDGED:]]


def sentence_candidates(context: Context, *, tails: bool = False) -> list[SentenceCandidate]:
    """Return every sentence that the slots allow, best first."""
    found: list[SentenceCandidate] = []
    for order, view in enumerate(context.views):
        if view.passage.kind is PassageKind.TAIL and not tails:
            continue
        rank = 1 - order / max(1, len(context.views))
        for candidate in rank_sentences(view, context.question, context.concepts):
            fit = fits(view, candidate.start, candidate.end, context.question, strict=False)
            named = _names_document(candidate, context.question.documents)
            if _is_head(view, candidate.start, candidate.end):
                continue
            if fit and named is not False and context.admits(view, candidate.start):
                traits = {Trait.SLOTS: fit - 1, Trait.SENTENCE_FOUND: rank}
                if named:
                    traits[Trait.SENTENCE_DOCUMENT] = 1.0
                if view.passage.planned:
                    asked = context.question.planned
                    traits[Trait.SENTENCE_PLAN if asked else Trait.SENTENCE_PLAN_UNASKED] = 1.0
                found.append(_adjusted(candidate, traits))
    return _ordered(found)


def _is_head(view: PassageView, start: int, end: int) -> bool:
    """Tell whether a table's row only says what stands under it."""
    row = heads(view.passage)
    if not row:
        return False
    first = view.passage.sentences[0][0] == start
    return first or (view.text[start] == "|" and not _DIGIT.search(view.text, start, end))


def _names_document(candidate: SentenceCandidate, documents: Sequence[str]) -> bool | None:
    """Tell whether a sentence names one of the documents asked about; None if none is."""
    if not documents:
        return None
    text = fold(candidate.view.text[candidate.start : candidate.end]).replace(" ", "")
    return any(fold(number).replace(" ", "") in text for number in documents)


def _adjusted(candidate: Candidate, traits: Mapping[Trait, float]) -> Candidate:
    reasons = reasons_of(traits, load())
    return replace(
        candidate,
        score=candidate.score + sum(reasons.values()),
        reasons={**candidate.reasons, **reasons},
        traits={**candidate.traits, **traits},
    )


def _ordered(candidates: Iterable[Candidate]) -> list[Candidate]:
    ranked: list[Candidate] = sorted(candidates, key=lambda c: -c.score)
    if not ranked:
        return ranked
    best = ranked[0].score
    tie = load().thresholds[Threshold.TIE]
    level: list[Candidate] = [c for c in ranked if c.score > best - tie]

    def newness(candidate: Candidate) -> tuple[int, float]:
        period = effective_period(candidate.view)
        return (period.last.toordinal() if period else 0, candidate.score)

    reports = {c.view.report.id for c in level}
    if len(reports) > 1:
        level.sort(key=newness, reverse=True)
    return level + ranked[len(level) :]


def evidence_of(
    candidate: FigureCandidate | SentenceCandidate, marks: Sequence[tuple[int, int]] = ()
) -> Evidence:
    """Return the candidate's sentence as evidence, with the one before where it is short.

    ``Doanh thu ước đạt 18,3 tỷ đồng.`` proves nothing without the sentence that it goes on from.
    """
    start, end = candidate.sentence
    if end - start < _SHORT and candidate.view.passage.kind is not PassageKind.TABLE:
        before = [s for s in candidate.view.passage.sentences if s[1] <= start]
        start = before[-1][0] if before and end - before[-1][0] <= _CONTEXT else start
    return Evidence(candidate.view, start, end, tuple(marks))


def quote(view: PassageView, start: int, end: int) -> str:
    """Return the words of a stretch, tidied for an answer: no stray punctuation around it."""
    text = " ".join(view.text[start:end].split())
    text = _LEADING.sub("", text.strip(" ;,:–-").removesuffix("./."))
    text = text.rstrip(" ;,.") if text.endswith((".", ";")) else text
    if text.count("(") > text.count(")"):
        text += ")"
    return text


def concept_marks(
    view: PassageView, context: Context, start: int, end: int
) -> tuple[tuple[int, int], ...]:
    """Return where the question's concepts stand in ``text[start:end]``, for highlighting."""
    marks = [
        (match.start, match.end)
        for weighted in context.concepts
        if not weighted.pair
        for match in view.words.find(weighted.concept)
        if start <= match.start and match.end <= end
    ]
    return tuple(sorted(set(marks)))


def printed(value: float) -> str:
    """Return a number in Vietnamese form: ``1.234``, ``4,5``."""
    if abs(value - round(value)) < 1e-9:
        return f"{round(value):,}".replace(",", ".")
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def number_pattern(number: str) -> re.Pattern[str]:
    """Return a pattern for a number as a whole token."""
    return re.compile(rf"(?<![\d.,/]){re.escape(number)}(?![\d]|[.,]\d)")
