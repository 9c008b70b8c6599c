"""The application behind ``/api/v1``: routes for everybody who may ask, then for administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import Depends, FastAPI
from fastapi.security import HTTPBearer

from web.api import administration, asking, reports
from web.api.models import Problem
from web.layout import refusals

if TYPE_CHECKING:
    from web.desk import Desk
    from web.viewing import Viewer

PREFIX = "/api/v1"

_ABOUT = """Questions and answers on the archive of reports, and its administration.

Send an access token as `Authorization: Bearer hbc_…`; `python -m web tokens add NAME`
makes one. On a server for this machine only none is needed. A request that is turned down
gets `error` (a stable code), `message` (Vietnamese) and `message_en`.
"""
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem} for status in (400, 401, 403, 404, 409, 429, 503)
}


def create_api(desk: Desk, viewer: Viewer) -> FastAPI:
    """Return the interface on `desk`, to be mounted behind the gate at `PREFIX`."""
    # The scheme only describes: who asks is settled by the gate before this runs.
    bearer = Depends(HTTPBearer(auto_error=False, description="hbc_…"))
    api = FastAPI(
        title="Hỏi Báo Cáo",
        version="1",
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        dependencies=[bearer],
        responses=_PROBLEMS,
    )
    refusals.register(api)
    api.include_router(asking.router(desk))
    api.include_router(reports.router(desk, viewer))
    api.include_router(administration.router(desk))
    return api
