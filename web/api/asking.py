"""Asking, conversations and ratings, each person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request, Response

from web.accounts.identity import User, user_of
from web.api import models
from web.errors import DeskError
from web.store import Verdict

if TYPE_CHECKING:
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
        if question.conversation is None:
            generation = desk.archive.generation
            answer = desk.asking.ask_once(user, question.question)
            return models.Asked(answer=models.Answer.of(answer), generation=generation)
        number = None if question.conversation == "new" else question.conversation
        turn = desk.asking.ask(user, question.question, conversation=number)
        if turn.answer is None:
            raise DeskError("answer_failed")
        return models.Asked(
            answer=models.Answer.of(turn.answer),
            conversation=turn.conversation,
            turn=turn.id,
            generation=turn.generation,
        )

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
