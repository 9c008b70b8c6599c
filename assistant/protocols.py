"""What the commands need of the assistant, so that they can be tried with any stand-in."""

from __future__ import annotations

from typing import Any, Protocol

from assistant.model import Answer


class Conversing(Protocol):
    """The turns of a conversation so far; immutable."""

    def with_turn(self, question: str, answer: Answer) -> Any:
        """Return the conversation with one more turn."""


class Asking(Protocol):
    """Something that answers questions."""

    def ask(self, question: str, *, conversation: Any = None) -> Answer:
        """Answer one question, in the light of the turns before it if any are given."""
