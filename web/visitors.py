"""The visitor of a page, from the request that the gate has let through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Request  # named at run time: a dependency of routes

from web.accounts import user_of
from web.frame import Visitor
from web.handlers import Reader
from web.voice import voice_of

if TYPE_CHECKING:
    import gradio as gr


def visitor_of(request: Request) -> Visitor:
    """Return who asks for a page; raises DeskError ``not_signed_in``."""
    user = user_of(request)
    return Visitor(
        name=user.name,
        is_admin=user.is_administrator,
        voice=voice_of(request.cookies),
        token=user.csrf,
        signed_in=not user.is_local,
    )


def reader_of(request: gr.Request) -> Reader:
    """Return who asks on the page for asking; raises DeskError ``not_signed_in``."""
    return Reader(user_of(request), voice_of(request.cookies))
