"""The web server: the page, the originals, the health route, and the guard around them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from web import administration, mcp, originals, pages, refusals, uploads
from web.accounts import pages as account_pages
from web.accounts import user_of
from web.accounts.gate import Gate
from web.api import PREFIX, create_api
from web.body_limit import BodyLimit
from web.exporting import routes as exporting_routes
from web.frame import Framed
from web.logs import RequestLog
from web.nonces import Nonces
from web.page import build_page
from web.security import LOCAL_HOSTS, Guard
from web.theme import theme
from web.viewing import Viewer
from web.viewing import routes as viewing_routes
from web.visitors import reader_of, visitor_of
from web.wording import GRADIO_TEXTS

if TYPE_CHECKING:
    from web.desk import Desk
    from web.mcp.tools import McpTools

STATIC = Path(__file__).resolve().parent / "static"


def mcp_tools(desk: Desk) -> McpTools | None:
    """Return the tools for ``/mcp``, or None where that extra is not installed."""
    if not mcp.is_installed():
        return None
    from web.mcp.tools import McpTools

    return McpTools(desk.archive, desk.asking)


def create_app(desk: Desk, *, hosts: Iterable[str] = LOCAL_HOSTS, local: bool = True) -> FastAPI:
    """Return the application that serves `desk`; it answers only under the names `hosts`.

    With `local` nobody signs in, and the server must listen to this machine only; without
    it the addresses that it is reached at are its names as well.
    """
    tools = mcp_tools(desk)
    app = FastAPI(
        title="Hỏi Báo Cáo",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=None if tools is None else lambda app: tools.running(),
    )
    # The one added last is the first to see a request.
    app.add_middleware(Framed, visitor_of=visitor_of)
    app.add_middleware(Nonces, paths=frozenset({"/"}))
    app.add_middleware(BodyLimit)
    app.add_middleware(Gate, store=desk.store, local=local)
    app.add_middleware(Guard, hosts=frozenset(hosts), own_addresses=not local)
    app.add_middleware(RequestLog)
    refusals.register(app)

    @app.get("/health")
    def health() -> dict[str, Any]:
        return {
            "status": "ok",
            "generation": desk.archive.generation,
            "reports": len(desk.archive.reports()),
            "building": desk.builds.current() is not None,
        }

    app.include_router(account_pages.router(desk.store, local=local))
    app.include_router(originals.router(desk.archive))
    viewer = Viewer(desk.archive)
    app.include_router(viewing_routes.router(viewer))
    app.include_router(pages.router(desk, visitor_of, viewer))
    app.include_router(administration.router(desk, visitor_of))
    app.include_router(exporting_routes.router(desk))
    app.mount(PREFIX, create_api(desk, viewer))
    if tools is not None:
        app.router.routes.extend(tools.routes())
    app.mount("/tinh", StaticFiles(directory=STATIC), name="static")
    gr.mount_gradio_app(
        app,
        build_page(desk, reader_of),
        path="/",
        auth_dependency=lambda request: user_of(request).name,
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
