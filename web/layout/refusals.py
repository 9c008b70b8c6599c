"""What a browser or a script gets to see where something was turned down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException

from index import ArchiveError
from web.errors import DeskError
from web.layout.frame import Visitor, document
from web.layout.markup import text
from web.layout.visitors import visitor_of
from web.layout.voice import voice_of

if TYPE_CHECKING:
    from fastapi import FastAPI, Request, Response

_NOT_FOUND = frozenset({"report_unknown", "original_missing"})


def register(app: FastAPI) -> None:
    """Have `app` answer each refusal in one clear sentence, never with a traceback."""

    async def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, DeskError | ArchiveError | HTTPException)
        return refused(request, error)

    for kind in (DeskError, ArchiveError, HTTPException):
        app.add_exception_handler(kind, answer)


def refused(request: Request, error: DeskError | ArchiveError | HTTPException) -> Response:
    """Return the page, or for a script the JSON, that tells of `error`."""
    status, code, message, english = _said(error)
    if "text/html" not in request.headers.get("accept", ""):
        said = {"error": code, "message": message, "message_en": english}
        return JSONResponse(said, status_code=status)
    try:
        visitor = visitor_of(request)
    except DeskError:
        visitor = Visitor(is_admin=False, voice=voice_of(request.cookies))
    say = visitor.voice
    body = (
        f"<h1>{say('Chưa làm được', 'Not done')}</h1>"
        f'<p class="notice" role="alert">{text(say(message, english))}</p>'
        f'<p><a href="/">{say("Về trang hỏi đáp", "Back to the questions")}</a></p>'
    )
    page = document(visitor, say("Chưa làm được", "Not done"), body, here="")
    return HTMLResponse(page, status_code=status)


def _said(error: DeskError | ArchiveError | HTTPException) -> tuple[int, str, str, str]:
    """Return HTTP status, code, and the sentence in Vietnamese and in English."""
    if isinstance(error, DeskError):
        return error.status, error.code, error.message("vi"), error.message("en")
    if isinstance(error, ArchiveError):
        status = 404 if error.code in _NOT_FOUND else 409
        return status, error.code, error.message("vi"), error.message("en")
    if error.status_code == 404:
        return 404, "route_unknown", "Không có trang này.", "There is no such page."
    said = str(error.detail)
    return error.status_code, "refused", said, said
