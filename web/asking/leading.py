"""Questions that lead on from an answered turn, whatever became of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from index import ArchiveError
from web.asking import alternatives, followups

if TYPE_CHECKING:
    from assistant import Answer
    from web.desk import Desk
    from web.store import StoredTurn

logger = logging.getLogger(__name__)


def on(desk: Desk, turn: StoredTurn) -> tuple[str, ...]:
    """Return questions that follow the answer of `turn`, or that work where it was refused.

    Each was tried, which takes a moment; the answer itself never waits for them.
    """
    return () if turn.answer is None else after(desk, turn.answer)


def after(desk: Desk, answer: Answer) -> tuple[str, ...]:
    """Return questions that follow `answer`, or that work where it was refused, each tried."""
    if not answer.answerable and answer.suggestions:
        return ()
    try:
        with desk.asking.beside() as going:
            return _tried(desk, answer) if going else ()
    except ArchiveError as error:
        if error.code != "archive_closed":  # as when the server stops
            logger.exception("no further questions could be found")
        return ()
    except Exception:
        # The answer stands; only what could be asked next stays unknown.
        logger.exception("no further questions could be found")
        return ()


def _tried(desk: Desk, answer: Answer) -> tuple[str, ...]:
    if not answer.answerable:
        return alternatives.instead(desk.assistant, answer, desk.archive.reports())
    before = desk.new_conversation().with_turn(answer.question, answer)
    return followups.further(desk.assistant, before, answer)
