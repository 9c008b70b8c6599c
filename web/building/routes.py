"""Adding reports: the form for files, the queue with each file's outcome, and its progress."""

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse

from web.accounts import administrator_of
from web.building import builds_view, uploads
from web.desk import Desk
from web.layout.forms import check_meant, done
from web.layout.frame import Visitor, document
from web.layout.visitors import manager_of, visitor_of

ADDING = builds_view.PATH


def router(desk: Desk) -> APIRouter:
    """Return the routes of `desk` for administrators, and its progress for everybody."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    visiting = Annotated[Visitor, Depends(visitor_of)]
    managing = Annotated[Visitor, Depends(manager_of)]

    @routes.get(ADDING)
    def adding(visitor: managing) -> str:
        body = builds_view.page(
            visitor.voice,
            desk.builds.builds(),
            sample=desk.sample is not None and not desk.archive.reports(),
            reports=len(desk.archive.reports()),
        )
        title = visitor.voice("Thêm báo cáo", "Add reports")
        return document(visitor, title, body, here=ADDING)

    @routes.get(f"{ADDING}/cac-lan")
    def build_list(visitor: managing) -> str:
        return builds_view.history(visitor.voice, desk.builds.builds())

    @routes.post(ADDING)
    def upload(
        request: Request,
        files: list[UploadFile] | None = None,
        csrf: Annotated[str, Form(max_length=200)] = "",
    ) -> Response:
        user = administrator_of(request)
        check_meant(request, user, csrf)
        with tempfile.TemporaryDirectory(prefix="hoibaocao-nhan-") as folder:
            desk.uploads.receive(user, uploads.kept(files or (), Path(folder)))
        return done(request, ADDING)

    @routes.post(f"{ADDING}/mau")
    def use_sample(request: Request) -> Response:
        desk.order_sample(administrator_of(request))
        return done(request, ADDING)

    @routes.post(f"{ADDING}/dung-lai")
    def rebuild(request: Request) -> Response:
        desk.order_rebuild(administrator_of(request))
        return done(request, ADDING)

    @routes.get("/tien-do")
    def progress(visitor: visiting) -> Response:
        current = desk.builds.current()
        return JSONResponse(
            {
                "badge": builds_view.badge(visitor.voice, current),
                "busy": current is not None,
                "generation": desk.archive.generation,
            }
        )

    return routes
