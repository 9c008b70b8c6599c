"""Downloads: a conversation as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from web.accounts.identity import user_of
from web.building.uploads import safe_name
from web.exporting.docx import MEDIA_TYPE, as_docx
from web.exporting.markdown import as_markdown
from web.layout.voice import voice_of

if TYPE_CHECKING:
    from web.desk import Desk
    from web.errors import Language


def router(desk: Desk) -> APIRouter:
    """Return ``/cuoc-hoi/{number}.md`` and ``.docx``."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/cuoc-hoi/{number}.{form}")
    def conversation(request: Request, number: int, form: Literal["md", "docx"]) -> Response:
        owner, kept = user_of(request).id, desk.store.conversations
        title = kept.get(owner, number).title
        turns = kept.turns(owner, number)
        language: Language = "en" if voice_of(request.cookies).language == "en" else "vi"
        if form == "docx":
            return _file(as_docx(title, turns, language), MEDIA_TYPE, f"{title}.docx")
        text = as_markdown(title, turns, language).encode()
        return _file(text, "text/markdown; charset=utf-8", f"{title}.md")

    return routes


def _file(content: bytes, media_type: str, name: str) -> Response:
    # A title may end in something that looks like a suffix; the real one stays.
    stem, _, suffix = name.rpartition(".")
    named = f"{safe_name(stem.replace('.', ' ')[:80])}.{suffix}"
    return Response(
        content,
        media_type=media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(named, safe='')}",
            "Cache-Control": "no-store",
        },
    )
