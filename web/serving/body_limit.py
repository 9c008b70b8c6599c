"""No request is larger than its route needs."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.building.uploads import MAX_FILE_BYTES, MAX_FILES
from web.errors import DeskError

SMALL = 2 * 2**20
"""Bytes of a question, a form, or what the page sends of its own state."""

LARGE = min(MAX_FILES * MAX_FILE_BYTES, 2**30)
"""Bytes of one upload of files."""

_UPLOADS = ("/gradio_api/upload", "/quan-tri/them", "/api/v1/admin/reports")


class BodyLimit:
    """Answers 413 to a request that says it is too large; cuts off one that only turns out so."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let at most the route's bytes through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = LARGE if scope["path"] in _UPLOADS else SMALL
        said = Headers(scope=scope).get("content-length", "0")
        if not said.isascii() or not said.isdigit() or int(said) > limit:
            await _too_large(limit)(scope, receive, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                # The rest is not read: to whoever reads the body the sender has gone.
                return {"type": "http.disconnect"}
            return message

        await self._app(scope, counted, send)


def _too_large(limit: int) -> JSONResponse:
    refusal = DeskError("body_too_large", limit=limit // 2**20)
    said = {
        "error": refusal.code,
        "message": refusal.message("vi"),
        "message_en": refusal.message("en"),
    }
    return JSONResponse(said, status_code=refusal.status, headers={"Connection": "close"})
