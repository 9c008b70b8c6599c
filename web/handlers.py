"""What happens when somebody asks, opens an excerpt, uploads, or looks at the archive.

Handlers take plain values and return markup; they know nothing of Gradio's components.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from web import archive_view, builds_view, excerpt, thread
from web.accounts import LOCAL_USER, User
from web.asking import MAX_QUESTION
from web.errors import DeskError
from web.session import Session

if TYPE_CHECKING:
    from web.desk import Desk

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the page that follows from the archive and its builds."""

    summary: str
    strip: str
    builds: str
    table: str
    thread: str
    building: bool
    generation: int


class Handlers:
    """The handlers of every page of one server; what a page remembers is its `Session`."""

    def __init__(self, desk: Desk) -> None:
        """Serve from `desk`."""
        self._desk = desk

    def thread(self, session: Session) -> str:
        """Return the conversation, or before the first question the welcome, with examples."""
        if session.is_fresh and self._desk.archive.reports():
            self._desk.examples.questions()
        return self._thread(session)

    def _thread(self, session: Session) -> str:
        archive = self._desk.archive
        reports = len(archive.reports())
        if not session.is_fresh:
            return thread.conversation(session, reports=reports)
        if not reports:
            return thread.empty_archive(
                can_use_sample=self._desk.sample is not None,
                building=self._desk.builds.current() is not None,
            )
        return thread.welcome(self._desk.examples.known(), reports=reports)

    def ask(self, question: str, session: Session) -> Iterator[tuple[Session, str, str]]:
        """Yield session, conversation and excerpt panel: first while searching, then answered."""
        question = question.strip()[:MAX_QUESTION]
        if not question:
            return
        session = session.asking(question)
        yield session, self.thread(session), excerpt.NOTHING
        session = self._answered(question, session)
        yield session, self.thread(session), self._first_excerpt(session)

    def _answered(self, question: str, session: Session) -> Session:
        conversation = session.conversation or self._desk.new_conversation()
        try:
            answer = self._desk.assistant.ask(question, conversation=conversation)
        except Exception:
            # Whatever went wrong, the reader keeps the page and hears of it in words.
            logger.exception("a question could not be answered")
            return session.answered(question, None, conversation)
        return session.answered(question, answer, conversation.with_turn(question, answer))

    def _first_excerpt(self, session: Session) -> str:
        return self.cite(session.turns[-1].key, 1, session)

    def cite(self, key: int, number: int, session: Session) -> str:
        """Return the excerpt panel of citation `number` of turn `key`."""
        citation = session.citation(key, number)
        if citation is None:
            return excerpt.NOTHING
        records = self._desk.archive.reports(include_superseded=True)
        kinds = {record.id: record.media_type for record in records}
        return excerpt.panel(citation, number, media_type=kinds.get(citation.report_id))

    def upload(self, files: Sequence[str] | None, user: User = LOCAL_USER) -> str:
        """Order a build of the uploaded `files`; return why not, or "" when it was ordered."""
        try:
            self._desk.uploads.receive(user, [Path(file) for file in files or ()])
        except DeskError as refusal:
            return builds_view.notice(refusal.message("vi"))
        return ""

    def use_sample(self, user: User = LOCAL_USER) -> None:
        """Order a build of the sample reports, unless one is under way or they are not there."""
        self._desk.order_sample(user)

    def table(self, wanted: str) -> str:
        """Return the table of the reports that hold the words `wanted`."""
        records = self._desk.archive.reports(include_superseded=True)
        return archive_view.table(records, wanted=wanted[:MAX_QUESTION])

    def overview(self, session: Session, wanted: str) -> Overview:
        """Return everything that follows from the archive and its builds as they are now.

        Never waits for example questions to be found: `thread` does.
        """
        archive, builds = self._desk.archive, self._desk.builds
        current = builds.current()
        return Overview(
            summary=archive_view.summary(len(archive.reports()), archive.passage_count),
            strip=builds_view.strip(current),
            builds=builds_view.history(builds.builds()),
            table=self.table(wanted),
            thread=self._thread(session),
            building=current is not None,
            generation=archive.generation,
        )

    def answer_json(self, question: str, user: User = LOCAL_USER) -> dict[str, Any]:
        """Return the answer to one question as the command's JSON contract has it."""
        return self._desk.asking.ask_once(user, question).to_json()
