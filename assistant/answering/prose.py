"""Lists, explanations, organisations: the sentence that answers, and what belongs to it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.common import concept_marks, evidence_of, quote, sentence_candidates
from assistant.answering.number import missing_share
from assistant.draft import Context, Draft, Evidence, Reason, Refusal
from assistant.matching import PassageView
from assistant.kinds import Kind
from assistant.ranking import SentenceCandidate
from corpus import PassageKind
from corpus.vietnamese import fold

FLOOR = 0.5
MISSING = 0.4
_LIMITS = {Kind.ORG: 300, Kind.YESNO: 480}
_LIMIT = 1_400
_WHY = re.compile(r"\b(?:vi sao|tai sao|do dau|nguyen nhan|ly do|vi dau|why|what caused|reasons?)\b")
_CAUSE = re.compile(r"\b(?:do|vi|nham|nguyen nhan|phat sinh tu|xuat phat|dan den|boi|ly do|de)\b")
_REFERS_BACK = re.compile(
    r"^\W*(?:trong do|ket luan|cu the|qua do|ngoai ra|dong thoi|ben canh do|phoi hop|"
    r"thuong xuyen|cac |viec nay|nhung |do do|vi vay|tu do)\b"
)


def supported(context: Context, candidate: SentenceCandidate) -> bool:
    """Tell whether a sentence covers enough of the question to be its answer."""
    return (
        candidate.coverage >= FLOOR
        and missing_share(context, candidate.missing) <= MISSING
    )


def answer_prose(context: Context) -> Draft | Refusal:
    """Return the sentence, with its list or its continuation, that answers the question."""
    ranked = sentence_candidates(context)
    if _WHY.search(fold(context.question.text)):
        ranked = _prefer_causes(ranked)
    best = next((c for c in ranked[:3] if supported(context, c)), None)
    if best is None:
        nearest = tuple(evidence_of(c) for c in ranked[:1])
        return Refusal(Reason.NOT_REPORTED, ranked[0].missing if ranked else (), nearest,
                       told(ranked[:3]))
    limit = _LIMITS.get(context.question.kind, _LIMIT)
    stretches = _extent(context, best, limit)
    text = " ".join(quote(view, start, end) + "." for view, start, end in stretches)
    evidence = tuple(
        Evidence(view, start, end, concept_marks(view, context, start, end))
        for view, start, end in stretches
    )
    return Draft(
        text=_shortened(text, limit),
        evidence=(*evidence, *_others(ranked, best)),
        confidence=best.coverage,
        subject=best.view.passage.topic or (best.view.passage.section or ("",))[-1],
        decision=told(ranked[:3]),
        missing=best.missing,
    )


def told(candidates: list[SentenceCandidate]) -> str:
    """Return the candidates and the parts of their scores in one line."""
    return " | ".join(
        f"{c.view.text[c.start:c.end][:60]}…: {c.score:.3f} "
        + " ".join(f"{k}={v:+.2f}" for k, v in c.reasons.items())
        for c in candidates
    )


def _prefer_causes(ranked: list[SentenceCandidate]) -> list[SentenceCandidate]:
    def scored(candidate: SentenceCandidate) -> SentenceCandidate:
        cause = _CAUSE.search(fold(candidate.view.text[candidate.start : candidate.end]))
        return replace(candidate, score=candidate.score + (0.04 if cause else 0.0))

    return sorted((scored(c) for c in ranked), key=lambda c: -c.score)


def _others(ranked: list[SentenceCandidate], best: SentenceCandidate) -> tuple[Evidence, ...]:
    """Return up to two more sentences that say nearly as much, from elsewhere."""
    more = [
        c for c in ranked[1:6]
        if c.score > best.score - 0.12
        and not (c.view is best.view and abs(c.start - best.start) < 1_000)
    ]
    return tuple(evidence_of(c) for c in more[:2])


def _extent(context: Context, best: SentenceCandidate, limit: int
            ) -> list[tuple[PassageView, int, int]]:
    """Return the best sentence and what belongs to it: its note, its list, its continuation."""
    view = best.view
    chosen = [(view, best.start, best.end)]
    if context.question.kind in _LIMITS:
        return chosen
    note = _note_of(context, view, best.start, best.end)
    if note is not None and context.question.kind is Kind.LIST:
        chosen += [(note, 0, len(note.text))]
        return chosen
    sentences = list(view.passage.sentences)
    index = sentences.index((best.start, best.end))
    size = best.end - best.start
    following = sentences[index + 1 : index + 3]
    if context.question.kind is Kind.EXPLAIN:
        for start, end in following:
            opener = fold(view.text[start : start + 40])
            if size + end - start > min(limit, 600) or not _REFERS_BACK.match(opener):
                break
            chosen[-1] = (view, chosen[-1][1], end)
            size += end - start
    elif view.text[: best.end].rstrip().endswith(":"):
        for start, end in sentences[index + 1 :]:
            if size + end - start > limit:
                break
            chosen[-1] = (view, chosen[-1][1], end)
            size += end - start
        if index + 1 == len(sentences):
            chosen += _list_after(context, view, limit - size)
    return chosen


def _list_after(context: Context, view: PassageView, room: int
                ) -> list[tuple[PassageView, int, int]]:
    """Return the list passages that directly follow a passage which ends with a colon."""
    found: list[tuple[PassageView, int, int]] = []
    passages = context.passages_of(view.report.id)
    for following in passages:
        ordinal = following.passage.ordinal - view.passage.ordinal
        if ordinal == len(found) + 1 and following.passage.kind is PassageKind.LIST:
            room -= len(following.text)
            if room < 0:
                break
            found.append((following, 0, len(following.text)))
    return found


def _note_of(context: Context, view: PassageView, start: int, end: int) -> PassageView | None:
    """Return the footnote passage that a mark in the sentence leads to."""
    stretches = view.passage.search.to_source(start, end)
    if not stretches:
        return None
    passages = context.passages_of(view.report.id)
    notes = {p.passage.note: p for p in passages if p.passage.kind is PassageKind.FOOTNOTE}
    if not notes:
        return None
    marks = view.note_marks(stretches[0][0], stretches[-1][1] + 6)
    return next((notes[mark] for mark in marks if mark in notes), None)


def _shortened(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    cut = max(text.rfind("; ", 0, limit), text.rfind(", ", 0, limit), text.rfind(". ", 0, limit))
    return text[: cut if cut > limit // 2 else limit].rstrip(" ;,") + " …"
