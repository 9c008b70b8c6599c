"""What one open page remembers: its questions and answers, and the conversation behind them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant import Answer, Citation, Conversation

MAX_TURNS = 60
"""Turns kept on a page; older ones leave it, so that a page left open cannot grow for ever."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it; ``answer`` is None where answering failed."""

    key: int
    question: str
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Session:
    """The turns of one page, oldest first, and the question being answered, if any.

    ``key`` of a turn never changes, so that a citation mark drawn earlier still leads to
    its own excerpt after older turns have left.
    """

    conversation: Conversation | None = None
    turns: tuple[Turn, ...] = ()
    pending: str | None = None
    next_key: int = 1

    @property
    def is_fresh(self) -> bool:
        """Whether nothing was asked yet."""
        return not self.turns and self.pending is None

    def asking(self, question: str) -> Session:
        """Return the session while `question` is being answered."""
        return replace(self, pending=question)

    def answered(self, question: str, answer: Answer | None, following: Conversation) -> Session:
        """Return the session with one more turn; `following` is the conversation after it."""
        turn = Turn(self.next_key, question, answer)
        return Session(
            conversation=following,
            turns=(*self.turns, turn)[-MAX_TURNS:],
            next_key=self.next_key + 1,
        )

    def citation(self, key: int, number: int) -> Citation | None:
        """Return citation `number` (from 1) of turn `key`, or None where there is none."""
        for turn in self.turns:
            if turn.key == key and turn.answer is not None:
                citations = turn.answer.citations
                return citations[number - 1] if 1 <= number <= len(citations) else None
        return None
