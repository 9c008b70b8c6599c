"""Who asks on the page for asking, and in which language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.accounts import user_of
from web.layout.voice import Voice, voice_of

if TYPE_CHECKING:
    import gradio as gr

    from web.accounts.identity import User


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at the page, and in which language."""

    user: User
    say: Voice


def reader_of(request: gr.Request) -> Reader:
    """Return who asks on the page for asking; raises DeskError ``not_signed_in``."""
    return Reader(user_of(request), voice_of(request.cookies))
