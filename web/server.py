"""The web server: the page, the originals, the health route, and the guard around them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.staticfiles import StaticFiles

from web import administration, originals, pages, uploads
from web.accounts.identity import user_of
from web.frame import Framed, Visitor
from web.handlers import Reader
from web.page import build_page
from web.security import LOCAL_HOSTS, Guard
from web.theme import theme
from web.voice import voice_of
from web.wording import GRADIO_TEXTS

if TYPE_CHECKING:
    from web.desk import Desk

STATIC = Path(__file__).resolve().parent / "static"


def visitor_of(request: Request) -> Visitor:
    """Return who asks."""
    return Visitor(voice=voice_of(request.cookies))


def reader_of(request: gr.Request) -> Reader:
    """Return who asks on the page, and in which language."""
    return Reader(user_of(request), voice_of(request.cookies))


def create_app(desk: Desk, *, hosts: Iterable[str] = LOCAL_HOSTS) -> FastAPI:
    """Return the application that serves `desk`; it answers only under the names `hosts`."""
    app = FastAPI(title="Hỏi Báo Cáo", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard, hosts=frozenset(hosts))

    @app.get("/health")
    def health() -> dict[str, Any]:
        return {
            "status": "ok",
            "generation": desk.archive.generation,
            "reports": len(desk.archive.reports()),
            "building": desk.builds.current() is not None,
        }

    app.include_router(originals.router(desk.archive))
    app.include_router(pages.router(desk, visitor_of))
    app.include_router(administration.router(desk, visitor_of))
    app.add_middleware(Framed, visitor_of=visitor_of)
    app.mount("/tinh", StaticFiles(directory=STATIC), name="static")
    gr.mount_gradio_app(
        app,
        build_page(desk, reader_of),
        path="/",
        run_history=False,
        footer_links=[],
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        max_file_size=uploads.MAX_FILE_BYTES,
        favicon_path=str(STATIC / "logo.svg"),
        i18n=gr.I18n(en=GRADIO_TEXTS),
        theme=theme(),
    )
    return app
