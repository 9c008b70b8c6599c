"""Asking, conversations and ratings, each person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from web.accounts.identity import User, user_of
from web.api import models, streaming
from web.asking import scopes
from web.errors import DeskError
from web.store import Verdict

if TYPE_CHECKING:
    from assistant import Answer
    from web.desk import Desk


def asker(request: Request) -> User:
    """Return who asks; raises DeskError ``not_signed_in``."""
    return user_of(request)


Asker = Annotated[User, Depends(asker)]


def router(desk: Desk) -> APIRouter:
    """Return the routes that every signed-in person or program may call."""
    routes = APIRouter()
    kept = desk.store.conversations

    @routes.post("/ask", tags=["asking"])
    def ask(user: Asker, question: models.Question) -> models.Asked:
        """Answer a question."""
        return answered(desk, user, question)[0]

    @routes.post(
        "/ask/stream",
        tags=["asking"],
        response_class=StreamingResponse,
        responses={200: {"content": {streaming.MEDIA_TYPE: {}}, "description": "Events"}},
    )
    def stream(user: Asker, question: models.Question) -> StreamingResponse:
        """Answer a question as server-sent events.

        ``accepted`` comes at once, then ``answer`` (as of ``/ask``) or ``error``, then
        ``suggestions`` and ``done``.
        """
        if question.within is not None:
            question.within.filters()  # refused with a status, before anything is sent
        return streaming.streamed(desk, question, lambda: answered(desk, user, question))

    @routes.get("/conversations", tags=["asking"])
    def conversations(user: Asker, query: str = "") -> list[models.Talk]:
        """List the own conversations, the one used last first."""
        return [models.Talk.of(talk) for talk in kept.list(user.id, wanted=query)]

    @routes.get("/conversations/{number}", tags=["asking"])
    def turns(user: Asker, number: int) -> list[models.Turn]:
        """Return the turns of a conversation, oldest first."""
        return [models.Turn.of(turn) for turn in kept.turns(user.id, number)]

    @routes.patch("/conversations/{number}", tags=["asking"])
    def rename(user: Asker, number: int, title: models.Title) -> models.Talk:
        """Give a conversation another title."""
        return models.Talk.of(kept.rename(user.id, number, title.title))

    @routes.delete("/conversations/{number}", tags=["asking"], status_code=204)
    def delete(user: Asker, number: int) -> Response:
        """Delete a conversation with its turns."""
        kept.delete(user.id, number)
        return Response(status_code=204)

    @routes.post("/ratings", tags=["asking"], status_code=204)
    def rate(user: Asker, judgement: models.Judgement) -> Response:
        """Rate an answer of an own conversation; a second rating replaces the first."""
        turn = kept.turn(user.id, judgement.turn)
        verdict = Verdict(judgement.verdict)
        rated = desk.store.ratings.rate(turn, user.id, user.name, verdict, judgement.remark)
        if rated is None:
            raise DeskError("turn_unknown")
        return Response(status_code=204)

    return routes


def answered(desk: Desk, user: User, question: models.Question) -> tuple[models.Asked, Answer]:
    """Return what is sent on `question` of `user`, and the answer that it was made from.

    Raises DeskError as `web.asking.service.Asking.ask` does, and ``answer_failed``.
    """
    kept = desk.store.conversations
    filters = question.within.filters() if question.within else None
    if question.conversation is None:
        generation = desk.archive.generation
        scope = scopes.scope_of(filters or {})
        answer = desk.asking.ask_once(user, question.question, scope=scope)
        return models.Asked(answer=models.Answer.of(answer), generation=generation), answer
    number = None if question.conversation == "new" else question.conversation
    if filters is None:
        filters = {} if number is None else scopes.read(kept.get(user.id, number).filters)
    turn = desk.asking.ask(
        user, question.question, conversation=number, scope=scopes.scope_of(filters)
    )
    kept.set_filters(user.id, turn.conversation, filters)
    if turn.answer is None:
        raise DeskError("answer_failed")
    sent = models.Asked(
        answer=models.Answer.of(turn.answer),
        conversation=turn.conversation,
        turn=turn.id,
        generation=turn.generation,
    )
    return sent, turn.answer
