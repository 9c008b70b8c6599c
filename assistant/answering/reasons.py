"""Why: the sentence that states what a question presumes, and the one that gives its cause.

A report gives the cause in the same breath (``chậm vì …``) or right after it (``Nguyên nhân:
…``). Things and names of the question must stand in what is quoted; what happened may be told
in another word of the same kind (``dời`` for ``hoãn``), never in one of another kind: the
premise of the question may be false.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from assistant.answering.common import concept_marks, evidence_of, quote, sentence_candidates
from assistant.answering.prose import FLOOR_NAMING, lacking, told
from assistant.draft import Context, Draft, Evidence, Reason, Refusal
from assistant.matching import PassageView, Weighted
from assistant.ranking import SentenceCandidate
from assistant.wordclass import WordClass
from corpus import PassageKind
from corpus.vietnamese import fold, nfc

_DATA = Path(__file__).resolve().parents[1] / "data" / "happenings.json"
_MISSING = 0.3  # share of the question's weight that may be missing
_CAUSE = re.compile(
    r"\b(?:do|vì|nhằm|nguyên nhân|phát sinh từ|xuất phát|dẫn đến|bởi|lý do|lí do|vướng|để|nhờ|nên"
    r"|khiến)\b|:\s(?!\d)|\((?=[^\d)]{6,})",  # "mất tín hiệu 7 (đứt cáp)"
    re.IGNORECASE,
)  # with accents: "độ" and "đề" are no causes
_IN_WORDS = re.compile(
    r"\b(?:do|vì|nguyên nhân|phát sinh từ|xuất phát|bởi|lý do|lí do|vướng|nhờ|khiến)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\([^()]*\)?")
_WEAK = 0.5  # a bracket or a colon may name what is meant as well as its cause
_GIVES = re.compile(
    r"^\W*(?:(?:các |một số )?nguyên nhân\b|l[ýí] do\b|do\b(?! (?:đó|vậy)\b)"
    r"|(?:bởi )?vì\b(?! (?:vậy|thế)\b)"
    r"|(?:chủ yếu|phần lớn|là|việc này|việc đó|điều này|tình trạng này|\w+) (?:là )?(?:do|vì)\b)",
    re.IGNORECASE,
)
"""How a sentence opens that gives the cause of what was said before it."""

_RISES_FALLS = (
    re.compile(r"\btang\b|\b(?:rise|rose|risen|increased?|grew|grow|growth)\b"),
    re.compile(
        r"\bgiam\b|\bchi (?:dat|con|bang)\b|\bsut\b|\bthap hon\b"
        r"|\b(?:fall|fell|fallen|drop(?:ped)?|decreased?|declined?)\b"
    ),
)
_MOVED = frozenset({"giam", "tang"})
_TELLS_WHY = 0.1  # what a sentence that gives a cause gains on one that gives none
_EVENTS = (WordClass.VERB, WordClass.ADJECTIVE, WordClass.OTHER)
_COUNTED = re.compile(
    r"\b(?:(?:muoi|hang|may|vai) )?(?:muoi|chuc|tram|may|vai|mot so|nhung|cac)\b|\d+"
)
_MOST = 0.6  # coverage from which the thing itself may be named in the passage before
_LOOKED_AT = 4
_READ_ON = 12  # sentences of which the next one is looked at


Piece = tuple[PassageView, int, int]


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence with the ones beside it that give its cause, and what they lack together."""

    best: SentenceCandidate
    pieces: tuple[Piece, ...]
    missing: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(view.text[start:end] for view, start, end in self.pieces)


def answer_reason(context: Context) -> Draft | Refusal:
    """Return what gives the cause of what the question presumes, or a refusal."""
    ranked = _prefer_causes(context, sentence_candidates(context))
    found = (_told(context, c) for c in ranked[:_LOOKED_AT])
    best = next((t for t in found if t is not None and _supported(context, t)), None)
    if best is None:
        nearest = tuple(evidence_of(c) for c in ranked[:1])
        missing = ranked[0].missing if ranked else ()
        return Refusal(Reason.NOT_REPORTED, missing, nearest, told(ranked[:3]))
    view = best.best.view
    return Draft(
        text=" ".join(quote(*piece) + "." for piece in best.pieces),
        evidence=(
            *(
                Evidence(*piece, concept_marks(piece[0], context, *piece[1:]))
                for piece in best.pieces
            ),
            *_others(ranked, best),
        ),
        confidence=best.best.coverage,
        subject=view.passage.topic or (view.passage.section or ("",))[-1],
        decision=told(ranked[:3]),
        missing=best.missing,
    )


def gives_cause(text: str) -> bool:
    """Tell whether a sentence says why something is so."""
    return _CAUSE.search(nfc(text)) is not None


def _cause_in(context: Context, piece: Piece) -> float:
    """Return how surely a sentence gives a cause: 1 in words, less by its punctuation, or 0.

    A bracket that holds what is asked about (``02 chỉ tiêu không đạt (số lớp …)``) names it and
    gives no cause of it.
    """
    view, start, end = piece
    text = nfc(view.text[start:end])
    if _IN_WORDS.search(text):
        return 1.0
    if not gives_cause(text):
        return 0.0
    if _CAUSE.search(_BRACKET.sub(" ", text)):
        return _WEAK
    return 0.0 if _bracketed(context, piece) else _WEAK


def _bracketed(context: Context, piece: Piece) -> bool:
    """Tell whether a bracket of a sentence names what is asked about, as one of several."""
    view, start, end = piece
    brackets = [
        (start + m.start(), start + m.end()) for m in _BRACKET.finditer(view.text[start:end])
    ]
    return any(
        _within(view, w, bracket)
        for w in context.concepts
        if not w.pair and not w.concept.soft
        for bracket in brackets
    )


def _prefer_causes(
    context: Context, ranked: Sequence[SentenceCandidate]
) -> list[SentenceCandidate]:
    """Return the sentences, those a little higher that give a cause or are followed by one."""

    def scored(number: int, candidate: SentenceCandidate) -> SentenceCandidate:
        gained = _cause_in(context, (candidate.view, candidate.start, candidate.end))
        if number < _READ_ON and any(_opens(p) for p in _following(context, candidate)[:1]):
            gained = 1.0
        return replace(candidate, score=candidate.score + _TELLS_WHY * gained)

    return sorted((scored(i, c) for i, c in enumerate(ranked)), key=lambda c: -c.score)


def _opens(piece: Piece) -> bool:
    """Tell whether a sentence opens with the words that give the cause of the one before."""
    view, start, end = piece
    return _GIVES.match(nfc(view.text[start:end])) is not None


def _following(context: Context, candidate: SentenceCandidate) -> list[Piece]:
    """Return the two sentences after one, the next passage of its section included."""
    view = candidate.view
    found = [(view, *s) for s in view.passage.sentences if s[0] >= candidate.end][:2]
    if len(found) < 2 and view.passage.kind is not PassageKind.TABLE:
        for other in context.passages_of(view.report.id):
            if other.passage.ordinal == view.passage.ordinal + 1:
                same = other.passage.section == view.passage.section
                text = other.passage.kind in (PassageKind.TEXT, PassageKind.LIST)
                if same and text:
                    found += [(other, *s) for s in other.passage.sentences[: 2 - len(found)]]
    return found


def _told(context: Context, candidate: SentenceCandidate) -> _Told | None:
    """Return a sentence with its cause, or None where neither it nor its neighbours give one."""
    own = (candidate.view, candidate.start, candidate.end)
    if _opens(own):
        view = candidate.view
        before = [(view, *s) for s in view.passage.sentences if s[1] <= candidate.start]
        pieces = [*before[-2:], own]
        while len(pieces) > 1 and _lacking_in(context, candidate, pieces[1:]) == _lacking_in(
            context, candidate, pieces
        ):
            pieces = pieces[1:]
        return _Told(candidate, tuple(pieces), _lacking_in(context, candidate, pieces))
    following = _following(context, candidate)
    further = next((i for i, p in enumerate(following) if _opens(p)), None)
    if further is not None:
        pieces = [own, following[further]]
    elif _cause_in(context, own):
        pieces = [own]
    elif (
        following
        and following[0][0] is candidate.view
        and not _bracketed(context, own)
        and gives_cause(candidate.view.text[slice(*following[0][1:])])
    ):
        pieces = [own, following[0]]
    else:
        return None
    return _Told(candidate, tuple(pieces), _lacking_in(context, candidate, pieces))


def _lacking_in(
    context: Context, candidate: SentenceCandidate, pieces: Sequence[Piece]
) -> tuple[str, ...]:
    """Return the words of the question that a sentence and none of the pieces hold."""
    beside = [*pieces, *_before(context, candidate)] if _names_thing(context, candidate) else pieces
    return tuple(
        surface
        for surface in candidate.missing
        if not any(
            _within(view, w, (low, high))
            for w in context.concepts
            if w.concept.surface == surface
            for view, low, high in (beside if _is_thing(w, candidate) else pieces)
        )
    )


def _names_thing(context: Context, candidate: SentenceCandidate) -> bool:
    """Tell whether a sentence itself names something of what is asked about, not a place alone."""
    return any(
        w.concept.word is WordClass.NOUN and w.concept.surface not in candidate.missing
        for w in context.concepts
        if not w.pair and not w.concept.soft
    )


def _is_thing(weighted: Weighted, candidate: SentenceCandidate) -> bool:
    """Tell whether a word names what a section goes on about, where most else is said."""
    words = weighted.concept.surface.split()
    named = weighted.concept.word is WordClass.NAME or any(map(str.isdigit, "".join(words)))
    return len(words) > 1 and not named and candidate.coverage >= _MOST


def _before(context: Context, candidate: SentenceCandidate) -> list[Piece]:
    """Return the sentences of the passage before one, if it is of the same section."""
    view = candidate.view
    return [
        (other, 0, len(other.text))
        for other in context.passages_of(view.report.id)
        if other.passage.ordinal == view.passage.ordinal - 1
        and other.passage.section == view.passage.section
        and other.passage.kind in (PassageKind.TEXT, PassageKind.LIST)
    ]


def _supported(context: Context, told_of: _Told) -> bool:
    """Tell whether what is quoted states what the question presumes, and its cause."""
    said = fold(told_of.text)
    missing = tuple(m for m in told_of.missing if not _in_other_words(context, m, said))
    lost, nouns = lacking(context, missing)
    if lost > _MISSING or told_of.best.coverage < FLOOR_NAMING:
        return False
    if nouns and told_of.best.coverage < 0.5 - _MISSING / 2:
        return False
    if any(
        w.concept.word is WordClass.VERB and w.concept.surface in missing
        for w in context.concepts
        if not w.pair and not w.concept.soft
    ):
        return False  # what is said to have happened is the premise
    things = [
        w.concept.surface
        for w in context.concepts
        if not w.pair and not w.concept.soft and w.concept.word is WordClass.NOUN
    ]
    if not context.question.english and things and all(thing in missing for thing in things):
        return False  # it speaks of the place, and of nothing that is asked about
    clause = fold(_clause_about(context, told_of.best))
    asked = context.question.readable
    for one, other in (_RISES_FALLS, _RISES_FALLS[::-1]):
        if one.search(asked) and not other.search(asked) and not one.search(clause):
            return False
        moved = None if context.question.english else one.search(asked)
        if moved is not None and not _of_moved(context, told_of, moved.start()):
            return False
    return True


def _of_moved(context: Context, told_of: _Told, verb: int) -> bool:
    """Tell whether what is said to rise or fall, the first thing named, is told of there.

    It is named before the verb, which starts at `verb` in the question. It may stand in what is
    quoted, in the sentence before, or over it.
    """
    moved = next(
        (
            w
            for w in context.concepts
            if not w.pair
            and not w.concept.soft
            and w.concept.word is WordClass.NOUN
            and w.concept.start < verb
        ),
        None,
    )
    if moved is None:
        return True
    view, start, end = told_of.pieces[0]
    before = max((s for s, e in view.passage.sentences if e <= start), default=start)
    return (
        _within(view, moved, (before, end))
        or any(_within(v, moved, (a, b)) for v, a, b in told_of.pieces[1:])
        or any(text.find(moved.concept) for text in (view.topic, *view.sections))
    )


def _in_other_words(context: Context, surface: str, said: str) -> bool:
    """Tell whether a missing word is a number of things, or a happening told in another word."""
    folded = fold(surface)
    if _COUNTED.fullmatch(folded):
        return True
    if any(
        w.concept.word not in _EVENTS
        for w in context.concepts
        if not w.pair and w.concept.surface == surface
    ):
        return False
    ways = {folded}
    if context.question.english:  # "few" tells what "ít" tells
        firsts = (
            (w.concept.word, " ".join(s.folded for s in w.concept.alternatives[0]))
            for w in context.concepts
            if w.concept.surface == surface
        )
        ways |= {way for word, way in firsts if word is WordClass.ADJECTIVE or way in _MOVED}
    groups = [words for words in _happenings().values() if not ways.isdisjoint(words)]
    return any(
        re.search(rf"(?<!\bkhong )(?<!\bchua )\b{word}\b", said)
        for words in groups
        for word in words
    )


@lru_cache(maxsize=1)
def _happenings() -> Mapping[str, frozenset[str]]:
    """Read the words for happenings by their group (once)."""
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in data["groups"].items()}


def _clause_about(context: Context, candidate: SentenceCandidate) -> str:
    """Return the part of a sentence between semicolons that names most of what is asked about."""
    view = candidate.view
    text = view.text[candidate.start : candidate.end]
    cuts = [0, *(m.end() for m in re.finditer(r";\s", text)), len(text)]
    parts = [(candidate.start + a, candidate.start + b) for a, b in pairwise(cuts)]
    things = [
        w
        for w in context.concepts
        if not w.pair and not w.concept.soft and w.concept.word is not WordClass.VERB
    ]

    def named(part: tuple[int, int]) -> float:
        return sum(w.weight for w in things if _within(view, w, part))

    return view.text[slice(*max(parts, key=named))]


def _within(view: PassageView, weighted: Weighted, part: tuple[int, int]) -> bool:
    return any(part[0] <= m.start < part[1] for m in view.words.find(weighted.concept))


def _others(ranked: Sequence[SentenceCandidate], best: _Told) -> tuple[Evidence, ...]:
    """Return one more sentence that says nearly as much, from elsewhere."""
    more = [
        c
        for c in ranked[1:6]
        if c.score > best.best.score - 0.12
        and not (c.view is best.best.view and abs(c.start - best.best.start) < 1_000)
    ]
    return tuple(evidence_of(c) for c in more[:1])
