"""Lists, explanations, organisations: the sentence that answers, and what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.answering.common import concept_marks, evidence_of, quote, sentence_candidates
from assistant.answering.parts import BREAKDOWN, GOES_ON
from assistant.draft import Context, Draft, Evidence, Reason, Refusal
from assistant.kinds import Kind
from assistant.matching import PassageView
from assistant.ranking import SentenceCandidate
from assistant.wordclass import WordClass
from corpus import PassageKind
from corpus.vietnamese import fold

FLOOR = 0.5
FLOOR_NAMING = 0.3  # where every name and noun of the question stands in the sentence
FLOOR_NEAR = 0.45  # where little is missing
_LITTLE = 0.25
_THINGS = frozenset({WordClass.NAME, WordClass.NOUN, WordClass.ADJECTIVE})
_FEW = 2
MISSING = 0.45
_UNKNOWN = 2.0  # a word that no report holds tells more of what is asked than one that some do
_UNKNOWN_ENGLISH = 0.5  # or it has no translation here
_LIMITS = {Kind.ORG: 260, Kind.YESNO: 480}
_LIMIT = 1_400
_TAIL = re.compile(
    r"\bnoi nhan\b|\bnhan bao cao\b|\bkinh gui\b|\bgui (?:cho|toi|den|di) (?:nhung )?(?:ai|dau)\b"
    r"|\bchu ky\b(?! so)|\brecipients?\b"
    r"|\bsent to\b|\baddressed to\b|\bluu\b"
)
RECIPIENTS = re.compile(
    r"\bnoi nhan\b(?! (?:ho so|don|thu|tra)\b)|\bkinh gui\b|\brecipients?\b"
    r"|\b(?:co quan|don vi|nhung ai|ai)(?: nao)?(?: duoc)? nhan bao cao\b"
    r"|\breport\b.*\b(?:sent|addressed|copied) to\b"
    r"|\bto whom\b.*\breport\b|\bbao cao\b.*\bgui (?:cho|toi|den|di) (?:nhung )?(?:ai|dau)\b"
)
"""Whom a report is sent to, which its last page says."""
_SENT = re.compile(r"\b(?:noi nhan|kinh gui|luu)\b")
_WHICH = re.compile(r"\b(?:nao|ai)\b")
_ACTS = 0.15  # what a sentence gains that says of somebody what is asked who did
_MANY = 4  # items from which a sentence is all list
_LISTS = 0.12  # what a sentence that names several things gains where they are asked for
_PARTED = re.compile(r"(?<!\d),\s(?!\d)|(?<=\d),\s(?=[^\d,;.]{3,40}\d)|;\s|\bva\b")
_OPENED = re.compile(r":\s|\b(?:gom|bao gom|nhu|do la|la)\b")
_PARTS = re.compile(r"\W*(?:theo|cu the|trong do|chia|phan|gom|bao gom)\b")
_REFERS_BACK = re.compile(
    r"^\W*(?:trong do|ket luan|cu the|qua do|ngoai ra|dong thoi|ben canh do|phoi hop|"
    r"thuong xuyen|cac |viec nay|nhung |do do|vi vay|tu do)\b"
)


def supported(context: Context, candidate: SentenceCandidate) -> bool:
    """Tell whether a sentence covers enough of the question to be its answer.

    What is missing weighs by its word class: a question and a report choose their verbs
    freely, but the sentence must speak of the same things. Where it names all of them, less
    coverage is enough.
    """
    lost, things = lacking(context, candidate.missing)
    if lost > MISSING:
        return False
    if _lacks_of_few(context, candidate.missing):
        return False
    if not things:
        return candidate.coverage >= FLOOR_NAMING
    return candidate.coverage >= (FLOOR_NEAR if lost <= _LITTLE else FLOOR)


def _lacks_of_few(context: Context, missing: Sequence[str]) -> bool:
    """Tell whether one of the only two things that a question names is missing."""
    telling = [
        w.concept.surface
        for w in context.concepts
        if not w.pair and not w.concept.soft and w.concept.word in _THINGS
    ]
    return len(telling) <= _FEW and any(surface in missing for surface in telling)


def lacking(context: Context, missing: Sequence[str]) -> tuple[float, float]:
    """Return which share of the question's weight is missing, in all and of names and nouns."""
    singles = [w for w in context.concepts if not w.pair and not w.concept.soft]
    total = sum(w.weight * w.concept.word.weight for w in singles) or 1.0
    lost = things = 0.0
    for weighted in singles:
        concept = weighted.concept
        if concept.surface not in missing:
            continue
        share = weighted.weight * concept.word.weight / total
        if not concept.known and context.question.english and concept.word is not WordClass.NAME:
            share *= _UNKNOWN_ENGLISH
        elif not concept.known:
            share = _UNKNOWN * weighted.weight / total
        lost += share
        if concept.word in (WordClass.NAME, WordClass.NOUN):
            things += share
    return lost, things


def answer_prose(context: Context) -> Draft | Refusal:
    """Return the sentence, with its list or its continuation, that answers the question."""
    ranked = sentence_candidates(context, tails=bool(_TAIL.search(context.question.readable)))
    if _TAIL.search(context.question.readable):
        tails = [c for c in ranked if c.view.passage.kind is PassageKind.TAIL]
        if RECIPIENTS.search(context.question.readable):
            tails = [c for c in tails if _SENT.search(fold(c.view.text))] or tails
        ranked = tails or ranked
    if context.question.kind is Kind.LIST:
        ranked = _prefer_lists(ranked)
    elif context.question.kind is Kind.ORG:
        ranked = _prefer_acts(context, ranked)
    best = next((c for c in ranked[:3] if supported(context, c)), None)
    if best is None:
        nearest = tuple(evidence_of(c) for c in ranked[:1])
        return Refusal(
            Reason.NOT_REPORTED, ranked[0].missing if ranked else (), nearest, told(ranked[:3])
        )
    limit = _LIMITS.get(context.question.kind, _LIMIT)
    stretches = _extent(context, best, limit)
    if context.question.kind is Kind.LIST and len(stretches) == 1:
        stretches += _named_after(context, best) or _further_items(ranked, best)
    evidence = tuple(
        Evidence(view, start, end, concept_marks(view, context, start, end))
        for view, start, end in stretches
    )
    text = " ".join(quote(*_focus(piece, limit)) + "." for piece in evidence)
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
        f"{c.view.text[c.start : c.end][:60]}…: {c.score:.3f} "
        + " ".join(f"{k}={v:+.2f}" for k, v in c.reasons.items())
        for c in candidates
    )


def enumerates(text: str) -> bool:
    """Tell whether a sentence names several things: after a colon, or in a row of three."""
    folded = fold(text)
    parts = len(_PARTED.findall(folded))
    opened = _OPENED.search(folded)
    return parts > 1 or (opened is not None and bool(_PARTED.search(folded, opened.end())))


def _prefer_lists(ranked: list[SentenceCandidate]) -> list[SentenceCandidate]:
    """Return the sentences, those that name several things a little higher."""

    def scored(candidate: SentenceCandidate) -> SentenceCandidate:
        text = candidate.view.text[candidate.start : candidate.end]
        parts = min(_MANY, len(_PARTED.findall(fold(text)))) if enumerates(text) else 0
        return replace(candidate, score=candidate.score + _LISTS * parts / _MANY)

    return sorted((scored(c) for c in ranked), key=lambda c: -c.score)


def _prefer_acts(context: Context, ranked: list[SentenceCandidate]) -> list[SentenceCandidate]:
    """Return the sentences, those higher that hold what follows ``đơn vị nào``: its act.

    Who ``tài trợ chính`` is told where that stands, not where the occasion is told of.
    """
    which = _WHICH.search(context.question.readable)
    following = [
        w.concept
        for w in context.concepts
        if which is not None and not w.pair and not w.concept.soft and w.concept.start > which.end()
    ]
    if not following:
        return ranked
    act = min(following, key=lambda concept: concept.start)

    def scored(candidate: SentenceCandidate) -> SentenceCandidate:
        inside = any(
            candidate.start <= match.start < candidate.end
            for match in candidate.view.words.find(act)
        )
        return replace(candidate, score=candidate.score + _ACTS) if inside else candidate

    return sorted(map(scored, ranked), key=lambda c: -c.score)


def _others(ranked: list[SentenceCandidate], best: SentenceCandidate) -> tuple[Evidence, ...]:
    """Return up to two more sentences that say nearly as much, from elsewhere."""
    more = [
        c
        for c in ranked[1:6]
        if c.score > best.score - 0.12
        and not (c.view is best.view and abs(c.start - best.start) < 1_000)
    ]
    return tuple(evidence_of(c) for c in more[:2])


def _extent(
    context: Context, best: SentenceCandidate, limit: int
) -> list[tuple[PassageView, int, int]]:
    """Return the best sentence and what belongs to it: its note, its list, its continuation."""
    view = best.view
    chosen = [(view, best.start, best.end)]
    if view.passage.kind is PassageKind.TAIL:
        return [(view, 0, len(view.text))]
    if context.question.kind in _LIMITS:
        return chosen
    if view.passage.planned and context.question.planned and context.question.kind is Kind.LIST:
        return _planned_section(context, view, limit)
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
    elif context.question.kind is Kind.LIST:
        for start, end in sentences[index + 1 :]:  # items of a list, each a line
            open_ended = view.text[: chosen[-1][2]].rstrip().endswith((";", ","))
            if not open_ended or size + end - start > limit:
                break
            chosen[-1] = (view, chosen[-1][1], end)
            size += end - start
    return chosen


def _planned_section(
    context: Context, view: PassageView, room: int
) -> list[tuple[PassageView, int, int]]:
    """Return the passages of a section of tasks to come, as many as there is room for."""
    found: list[tuple[PassageView, int, int]] = []
    for other in context.passages_of(view.report.id):
        same = other.passage.section == view.passage.section and other.passage.planned
        if same and other.passage.kind is not PassageKind.TAIL and room >= len(other.text):
            found.append((other, 0, len(other.text)))
            room -= len(other.text)
    return found or [(view, 0, len(view.text))]


def _list_after(
    context: Context, view: PassageView, room: int
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


def _named_after(context: Context, best: SentenceCandidate) -> list[tuple[PassageView, int, int]]:
    """Return the next sentence where it names the several things that the best one does not."""
    view = best.view
    after = next((s for s in view.passage.sentences if s[0] >= best.end), None)
    if after is None:
        return _parts_after(context, view)
    said = view.text[slice(*after)]
    if (_PARTS.match(fold(said)) or GOES_ON.match(fold(said))) and (
        BREAKDOWN.search(context.question.readable) or enumerates(said)
    ):
        return [(view, *after)]
    if enumerates(view.text[best.start : best.end]):
        return []
    named = enumerates(view.text[slice(*after)]) and any(
        after[0] <= m.start < after[1]
        for w in context.concepts
        if not w.pair and w.concept.surface in best.missing
        for m in view.words.find(w.concept)
    )
    return [(view, *after)] if named else []


def _parts_after(context: Context, view: PassageView) -> list[tuple[PassageView, int, int]]:
    """Return the opening sentence of the next passage where it goes on with the parts."""
    for other in context.passages_of(view.report.id):
        if other.passage.ordinal == view.passage.ordinal + 1:
            same = other.passage.section == view.passage.section
            start, end = other.passage.sentences[0] if other.passage.sentences else (0, 0)
            said = other.text[start:end]
            if same and _PARTS.match(fold(said)) and enumerates(said):
                return [(other, start, end)]
    return []


def _further_items(
    ranked: list[SentenceCandidate], best: SentenceCandidate
) -> list[tuple[PassageView, int, int]]:
    """Return up to three neighbouring sentences that fit a list question nearly as well."""
    return [
        (c.view, c.start, c.end)
        for c in ranked[1:6]
        if c.score > best.score - 0.14
        and c.view.report.id == best.view.report.id
        and c.view.passage.section == best.view.passage.section
        and abs(c.view.passage.ordinal - best.view.passage.ordinal) <= 2
    ][:3]


def _focus(piece: Evidence, limit: int) -> tuple[PassageView, int, int]:
    """Return the part of a stretch, cut at semicolons, that holds most of its marks.

    Neighbouring parts are kept while they fit into `limit` characters.
    """
    view, text = piece.view, piece.view.text
    if piece.end - piece.start <= limit:
        return view, piece.start, piece.end
    cuts = [m.end() for m in re.finditer(r"[;:]\s", text[piece.start : piece.end])]
    bounds = [piece.start, *(piece.start + cut for cut in cuts), piece.end]
    parts = list(pairwise(bounds))
    best = max(
        range(len(parts)),
        key=lambda i: sum(parts[i][0] <= start < parts[i][1] for start, _ in piece.marks),
    )
    low, high = parts[best]
    for _start, end in parts[best + 1 :]:
        if end - low > limit:
            break
        high = end
    for start, _end in reversed(parts[:best]):
        if high - start > limit:
            break
        low = start
    return view, low, high


def _shortened(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    cut = max(text.rfind("; ", 0, limit), text.rfind(", ", 0, limit), text.rfind(". ", 0, limit))
    return text[: cut if cut > limit // 2 else limit].rstrip(" ;,") + " …"
