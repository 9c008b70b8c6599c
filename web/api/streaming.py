"""Asking as a stream of server-sent events: that it was heard, the answer, what leads on.

The form is that of the HTML standard, section 9.2 (Server-sent events): each event has a
name and one line of JSON; a comment every few seconds keeps proxies from closing an idle
connection.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, TypeVar

from anyio import to_thread
from starlette.responses import StreamingResponse

from index import ArchiveError
from web.api import models
from web.asking import leading
from web.errors import DeskError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from assistant import Answer
    from web.desk import Desk

MEDIA_TYPE = "text/event-stream"
QUIET_SECONDS = 10.0
"""After so long without an event a comment is sent."""

_Found = TypeVar("_Found")


def streamed(
    desk: Desk, question: models.Question, ask: Callable[[], tuple[models.Asked, Answer]]
) -> StreamingResponse:
    """Return the events of one question.

    `ask` returns what is sent, and the answer that it was made from.

    ``accepted`` at once, ``answer`` or ``error``, then ``suggestions`` and ``done``. What is
    refused before anything is sent has its own status instead.
    """
    return StreamingResponse(
        _events(desk, question, ask),
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(
    desk: Desk, question: models.Question, ask: Callable[[], tuple[models.Asked, Answer]]
) -> AsyncIterator[str]:
    yield _event("accepted", models.Accepted(question=question.question.strip()))
    work = asyncio.ensure_future(to_thread.run_sync(ask))
    async for comment in _meanwhile(work):
        yield comment
    try:
        asked, answer = work.result()
    except (DeskError, ArchiveError) as refusal:
        yield _event("error", models.Problem.of(refusal))
        yield _event("done", models.Done())
        return
    yield _event("answer", asked)
    further = asyncio.ensure_future(to_thread.run_sync(lambda: leading.after(desk, answer)))
    async for comment in _meanwhile(further):
        yield comment
    yield _event("suggestions", models.Suggestions(questions=list(further.result())))
    yield _event("done", models.Done())


async def _meanwhile(work: asyncio.Future[_Found]) -> AsyncIterator[str]:
    """Yield a comment now and then until `work` is over, whatever became of it."""
    while True:
        done, _ = await asyncio.wait({work}, timeout=QUIET_SECONDS)
        if done:
            return
        yield ": …\n\n"


def _event(name: str, data: BaseModel) -> str:
    return f"event: {name}\ndata: {data.model_dump_json()}\n\n"
