"""What happens when somebody asks, opens an excerpt, or looks after their conversations.

Handlers take plain values and return markup; they know nothing of Gradio's components.
Nothing of a conversation is kept in the page: its number leads to what the store has, so
that a reload, a second window or a restart of the server shows the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index import ArchiveError
from web.asking import scopes, series
from web.asking.service import MAX_QUESTION
from web.errors import DeskError
from web.store import Verdict
from web.talk import composer, excerpt, rail, thread
from web.talk.reader import Reader
from web.talk.thread import Talk

if TYPE_CHECKING:
    from web.desk import Desk
    from web.store import StoredTurn

SHOWN_TURNS = 60
"""Turns of a conversation that a page shows at first; older ones are one click away."""


@dataclass(frozen=True, slots=True)
class View:
    """The parts of the page after something happened; None leaves a part as it is."""

    rail: str | None = None
    thread: str | None = None
    panel: str | None = None
    composer: str | None = None


class Handlers:
    """The handlers of every page of one server."""

    def __init__(self, desk: Desk) -> None:
        """Serve from `desk`."""
        self._desk = desk

    def arrive(self, reader: Reader, number: int | None, *, whole: bool = False) -> View:
        """Return the whole page with conversation `number` open, or with none.

        With `whole` all of its turns are shown.

        A number that is not the reader's own opens none. Never waits for example
        questions to be found: the page asks for those.
        """
        talk = self._talk(reader, number, whole=whole)
        return View(
            rail=self._rail(reader, talk.number),
            thread=self._thread(reader, talk),
            panel=self._last_excerpt(reader, talk),
            composer=composer.composer(reader.say, self._desk.archive.reports()),
        )

    def ask(
        self, reader: Reader, number: int | None, question: str, filters: object
    ) -> Iterator[View]:
        """Yield the page: while searching, and once answered."""
        question = question.strip()[:MAX_QUESTION]
        if not question:
            return
        wanted = scopes.read(filters)
        before = self._talk(reader, number)
        shown = scopes.parts(wanted, self._desk.archive.reports(), reader.say)
        asking = replace(before, scope=shown, pending=question)
        yield View(thread=self._thread(reader, asking))
        try:
            turn = self._desk.asking.ask(
                reader.user,
                question,
                conversation=before.number,
                scope=scopes.scope_of(wanted),
            )
            if wanted or before.number is not None:
                kept = self._desk.store.conversations
                kept.set_filters(reader.user.id, turn.conversation, wanted)
        except DeskError as error:
            problem = error.message(reader.say.language)
            unsent = replace(before, scope=shown, unsent=question, problem=problem)
            yield View(thread=self._thread(reader, unsent))
            return
        turns = (*before.turns, turn)[-SHOWN_TURNS:]
        shut = len(before.turns) + 1 - len(turns)
        after = replace(
            before,
            number=turn.conversation,
            turns=turns,
            scope=shown,
            serial=self._serial(turns),
            earlier=before.earlier + shut,
        )
        yield View(
            rail=self._rail(reader, turn.conversation),
            thread=self._thread(reader, after),
            panel=self.cite(reader, turn.id, 1),
        )

    def cite(self, reader: Reader, turn: int, number: int) -> str:
        """Return the excerpt panel of citation `number` of `turn`, or the empty panel."""
        try:
            found = self._desk.store.conversations.turn(reader.user.id, turn)
        except DeskError:
            return excerpt.nothing(reader.say)
        return self._excerpt(reader, found, number)

    def limit(self, reader: Reader, number: int | None, filters: object) -> None:
        """Remember what conversation `number` is limited to."""
        if number is not None:
            known = scopes.read(filters)
            self._desk.store.conversations.set_filters(reader.user.id, number, known)

    def rename(self, reader: Reader, number: int, title: str, current: int | None) -> View:
        """Give a conversation another title."""
        self._desk.store.conversations.rename(reader.user.id, number, title)
        return View(rail=self._rail(reader, current))

    def delete(self, reader: Reader, number: int, current: int | None) -> View:
        """Delete a conversation; the open one gives way to an empty page."""
        self._desk.store.conversations.delete(reader.user.id, number)
        if number == current:
            return self.arrive(reader, None)
        return View(rail=self._rail(reader, current))

    def rate(self, reader: Reader, turn: int, verdict: str, remark: str) -> None:
        """Store what the reader thinks of an answer; "" takes it back."""
        found = self._desk.store.conversations.turn(reader.user.id, turn)
        ratings = self._desk.store.ratings
        if verdict in set(Verdict):
            ratings.rate(found, reader.user.id, reader.user.name, Verdict(verdict), remark)
        else:
            ratings.withdraw(turn, reader.user.id)

    def _talk(self, reader: Reader, number: int | None, *, whole: bool = False) -> Talk:
        if number is None:
            return Talk()
        kept, owner = self._desk.store.conversations, reader.user.id
        try:
            found = kept.get(owner, number)
            turns = kept.turns(owner, number, last=None if whole else SHOWN_TURNS)
        except DeskError:
            return Talk()
        return Talk(
            number,
            turns,
            scopes.parts(found.filters, self._desk.archive.reports(), reader.say),
            verdicts=self._desk.store.ratings.of_turns(owner, [turn.id for turn in turns]),
            serial=self._serial(turns),
            earlier=max(0, found.turns - len(turns)),
        )

    def _serial(self, turns: Sequence[StoredTurn]) -> frozenset[int]:
        records = self._desk.archive.reports()
        return frozenset(turn.id for turn in turns if series.periods(turn.answer, records))

    def _rail(self, reader: Reader, current: int | None) -> str:
        listed = self._desk.store.conversations.list(reader.user.id)
        return rail.rail(reader.say, listed, current)

    def _thread(self, reader: Reader, talk: Talk) -> str:
        archive, say = self._desk.archive, reader.say
        records = archive.reports()
        building = self._desk.builds.current() is not None
        talk = replace(talk, generation=archive.generation, building=building)
        if talk.turns or talk.pending is not None or talk.unsent is not None:
            return thread.conversation(say, talk, reports=len(records))
        if not records:
            return thread.empty_archive(
                say,
                can_add=reader.user.is_administrator,
                building=building,
            )
        examples = self._desk.examples.known()
        holdings = thread.holdings(say, records)
        return thread.welcome(say, talk, examples, reports=len(records), holdings=holdings)

    def _last_excerpt(self, reader: Reader, talk: Talk) -> str:
        if not talk.turns:
            return excerpt.nothing(reader.say)
        return self._excerpt(reader, talk.turns[-1], 1)

    def _excerpt(self, reader: Reader, turn: StoredTurn, number: int) -> str:
        citations = turn.answer.citations if turn.answer else ()
        if not 1 <= number <= len(citations):
            return excerpt.nothing(reader.say)
        citation = citations[number - 1]
        media_type, sides = None, ("", "")
        try:
            media_type = self._desk.archive.report(citation.report_id).media_type
            verbatim = self._desk.archive.text(citation.report_id)
            sides = excerpt.around(verbatim, citation.start, citation.end)
        except ArchiveError:
            pass  # removed since; the answer keeps its excerpt
        cited = excerpt.Cited(citation, turn.id, number, len(citations), media_type, *sides)
        return excerpt.panel(reader.say, cited)
