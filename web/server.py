"""The web server: the page, the originals, the health route, and the guard around them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import gradio as gr
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from web import mcp
from web.accounts import pages as account_pages
from web.accounts import user_of
from web.accounts.gate import Gate
from web.administration import people_routes
from web.administration import routes as administration_routes
from web.api import PREFIX, create_api
from web.building import routes as building_routes
from web.building import uploads
from web.exporting import routes as exporting_routes
from web.layout import language, refusals
from web.layout.frame import STATIC, Framed
from web.layout.visitors import visitor_of
from web.reports import originals
from web.reports import routes as report_routes
from web.serving.body_limit import BodyLimit
from web.serving.guard import LOCAL_HOSTS, Guard
from web.serving.logs import RequestLog
from web.serving.nonces import Nonces
from web.talk import routes as talk_routes
from web.talk.gradio_texts import GRADIO_TEXTS
from web.talk.page import build_page
from web.talk.reader import reader_of
from web.talk.theme import theme
from web.viewing import Viewer
from web.viewing import routes as viewing_routes

if TYPE_CHECKING:
    from web.desk import Desk
    from web.mcp.tools import McpTools


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
    app.include_router(language.router())
    app.include_router(report_routes.router(desk))
    app.include_router(talk_routes.router(desk, viewer))
    app.include_router(building_routes.router(desk))
    app.include_router(administration_routes.router(desk))
    app.include_router(people_routes.router(desk))
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
