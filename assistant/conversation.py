"""Conversations: the turns so far, as a value that can be kept, branched and undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assistant.model import Answer

MEMORY: Final = 6
"""Turns that a follow-up may lean on; what was said before them is forgotten."""


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

    @property
    def remembered(self) -> tuple[Turn, ...]:
        """The last turns, those that a follow-up may lean on."""
        return self.turns[-MEMORY:]
