"""Asking on somebody's behalf: the one way from a person or program to the assistant.

Limits, the conversation before, and keeping what was said are seen to here, whether the
question comes from the page, the HTTP API, a Gradio client or an MCP client.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant import Scope
from web.errors import DeskError

if TYPE_CHECKING:
    from assistant import Answer, Assistant, Conversation
    from index import Archive
    from web.accounts.identity import User
    from web.limits import QuestionLimit
    from web.store import Store, StoredTurn

logger = logging.getLogger(__name__)

MAX_QUESTION = 1000
"""Characters of a question; the rest is not read."""

ANSWERS_AT_ONCE = max(2, os.cpu_count() or 1)
"""Questions that are worked on at the same time; further ones wait their turn.

Answering keeps a processor busy: more at once would only have everybody wait for the last.
"""

_REMEMBERED = 20
"""Turns of a conversation that a further question is read in the light of."""


class Asking:
    """Puts questions to the assistant and keeps the answers in the asker's conversations."""

    def __init__(
        self,
        archive: Archive,
        assistant: Assistant,
        store: Store,
        new_conversation: Callable[[], Conversation],
        limit: QuestionLimit,
    ) -> None:
        """Ask `assistant` about `archive` and keep the answers in `store`."""
        self._archive = archive
        self._assistant = assistant
        self._store = store
        self._new_conversation = new_conversation
        self._limit = limit
        self._changed = threading.Condition()
        self._turns = threading.BoundedSemaphore(ANSWERS_AT_ONCE)
        self._running = 0
        self._stopping = False

    def ask(
        self,
        user: User,
        question: str,
        *,
        conversation: int | None = None,
        scope: Scope | None = None,
    ) -> StoredTurn:
        """Return the answered turn, kept in `conversation` or in a new one.

        Answers come from the part of the archive that `scope` leaves, all of it by default.
        Where answering failed the turn has no answer; it is kept all the same. Raises
        DeskError ``no_question``, ``too_many_questions``, ``conversation_unknown``,
        ``stopping``.
        """
        question = _checked(question)
        kept = self._store.conversations
        before: Sequence[StoredTurn] = ()
        if conversation is not None:
            before = kept.turns(user.id, conversation, last=_REMEMBERED)
        with self._taking(user):
            generation = self._archive.generation
            answer = self._answer(question, self.remembered(before), scope)
            if conversation is None:
                conversation = kept.create(user.id, question).id
            return kept.append(user.id, conversation, question, answer, generation)

    def ask_once(self, user: User, question: str, *, scope: Scope | None = None) -> Answer:
        """Return the answer to a question that stands alone; nothing is kept.

        Answers come from the part of the archive that `scope` leaves. Raises DeskError as
        `ask` does, and ``answer_failed``.
        """
        question = _checked(question)
        with self._taking(user):
            answer = self._answer(question, self._new_conversation(), scope)
        if answer is None:
            raise DeskError("answer_failed")
        return answer

    def remembered(self, turns: Sequence[StoredTurn]) -> Conversation:
        """Return stored `turns` as the conversation that the assistant reads."""
        conversation = self._new_conversation()
        for turn in turns:
            if turn.answer is not None:
                conversation = conversation.with_turn(turn.question, turn.answer)
        return conversation

    @contextmanager
    def beside(self) -> Iterator[bool]:
        """Take part in what `stop` waits for; false where the server is stopping already.

        For what is asked on nobody's behalf, such as questions that might lead on.
        """
        with self._changed:
            going = not self._stopping
            self._running += going
        try:
            yield going
        finally:
            with self._changed:
                self._running -= going
                self._changed.notify_all()

    def stop(self, seconds: float) -> bool:
        """Take no more questions; return whether the running ones ended within `seconds`."""
        with self._changed:
            self._stopping = True
            return self._changed.wait_for(lambda: self._running == 0, seconds)

    def _answer(
        self, question: str, conversation: Conversation, scope: Scope | None = None
    ) -> Answer | None:
        try:
            return self._assistant.ask(question, conversation=conversation, scope=scope or Scope())
        except Exception:
            # Whatever went wrong, the asker hears of it in words and can ask on.
            logger.exception("a question could not be answered")
            return None

    @contextmanager
    def _taking(self, user: User) -> Iterator[None]:
        self._limit.take(user)
        with self._changed:
            if self._stopping:
                raise DeskError("stopping")
            self._running += 1
        try:
            with self._turns:
                yield
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()


def _checked(question: str) -> str:
    question = question.strip()[:MAX_QUESTION]
    if not question:
        raise DeskError("no_question")
    return question
