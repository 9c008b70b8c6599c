"""Conversations: what a follow-up takes from the turns before it, and what it drops."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.concepts import Concept
from assistant.kinds import Kind
from assistant.model import Answer
from assistant.question import Question
from corpus.vietnamese import fold

_CONTINUES = re.compile(
    r"^(?:con|the|vay|va|nhu vay|tuong tu|cung|what about|how about|and|also|then)\b"
    r"|\b(?:do|nay|kia|ay|tren|vua neu|noi tren)\s*\??$|\b(?:cap|muc|thang|nam|tinh|so"
    r"|bao cao|viec|loai) (?:do|nay|ay)\b"
    r"|\b(?:those|these|that|it|them|they|of those|same)\b|\b(?:thi sao|con nua)\b|\bchung\b"
)
_KIND_WORDS = re.compile(
    r"\b(?:bao nhieu|may|bn|ai|nao|gi|sao|how many|how much|who|when|which|what|why|do dau)\b"
)
_NO_KIND = re.compile(r"\bthi sao\b|^(?:what|how) about\b")
_SELF_SUFFICIENT = 4  # telling words that make a question stand on its own
_LONG = 6  # concepts over which a question is no follow-up, whatever it begins with


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as typed, and what was answered."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far; immutable, so that a turn can be undone or branched."""

    turns: tuple[Turn, ...] = ()

    def with_turn(self, question: str, answer: Answer) -> Conversation:
        """Return the conversation with one more turn."""
        return Conversation((*self.turns, Turn(question, answer)))


def is_follow_up(question: Question, before: Question) -> bool:
    """Tell whether a question leans on the one before."""
    folded = fold(question.text).strip(" ?.!")
    if _CONTINUES.search(folded) and len(question.concepts) <= _LONG:
        return True
    words = sum(len(c.alternatives[0]) for c in question.concepts if not c.soft)
    slots = bool(question.periods) + bool(question.provinces)
    return words + slots < _SELF_SUFFICIENT


def merge(question: Question, before: Question) -> Question:
    """Return `question` made stand-alone: what it lacks is taken from `before`.

    Slots that it names replace the older ones. Its own words come first; the older ones
    follow as inherited words, unless it changes the subject altogether.
    """
    if not is_follow_up(question, before):
        return question
    own = question.concepts
    folded = fold(question.text)
    kind = question.kind
    if not _KIND_WORDS.search(_NO_KIND.sub("", folded)) or not own:
        keep = question.kind in {Kind.DATE, Kind.PERSON, Kind.DOCUMENT}
        kind = question.kind if keep else before.kind
    shift = len(question.text) + 2
    inherited = tuple(
        replace(c, start=c.start + shift, end=c.end + shift, asked=c.asked and not own)
        for c in before.concepts
        if not _repeats(c, own)
    )
    return replace(
        question,
        kind=kind,
        concepts=(*own, *inherited),
        search=f"{question.search} {before.search}",
        dense=f"{before.dense} {question.dense}",
        periods=question.periods or before.periods,
        provinces=question.provinces or before.provinces,
        levels=question.levels or before.levels,
        dimension=question.dimension or (before.dimension if not own else None),
        ask=question.ask or (before.ask if not own else None),
        inherited=frozenset(c.start for c in inherited) if own else frozenset(),
        segments=(),
    )


def _repeats(concept: Concept, own: tuple[Concept, ...]) -> bool:
    words = {fold(s.text) for s in concept.alternatives[0]}
    return any(words == {fold(s.text) for s in c.alternatives[0]} for c in own)
