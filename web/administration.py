"""The pages and forms that only administrators see: adding, correcting, removing, ratings.

Every route checks the role itself, whatever stood before it; every change is written to
the audit log.
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from web import archive_view, builds_view, ratings_view, uploads
from web.accounts import administrator_of
from web.desk import Desk
from web.frame import Visitor, document
from web.report_tools import FIELDS
from web.store import Verdict

ADDING = builds_view.PATH


def router(desk: Desk, visitor_of: Callable[[Request], Visitor]) -> APIRouter:
    """Return the routes; `visitor_of` tells who asks."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    def admin(request: Request) -> Visitor:
        administrator_of(request)
        return visitor_of(request)

    managing = Annotated[Visitor, Depends(admin)]

    @routes.get(ADDING)
    def adding(visitor: managing) -> str:
        body = builds_view.page(
            visitor.voice,
            desk.builds.builds(),
            sample=desk.sample is not None and not desk.archive.reports(),
        )
        title = visitor.voice("Thêm báo cáo", "Add reports")
        return document(visitor, title, body, here=ADDING)

    @routes.get(f"{ADDING}/cac-lan")
    def build_list(visitor: managing) -> str:
        return builds_view.history(visitor.voice, desk.builds.builds())

    @routes.post(ADDING)
    def upload(request: Request, files: list[UploadFile] | None = None) -> Response:
        user = administrator_of(request)
        with tempfile.TemporaryDirectory(prefix="hoibaocao-nhan-") as folder:
            received = []
            for position, file in enumerate(files or ()):
                if not file.filename:
                    continue  # what a browser sends for an empty field
                path = Path(folder, str(position), uploads.safe_name(file.filename))
                path.parent.mkdir()
                with path.open("wb") as target:
                    shutil.copyfileobj(file.file, target)
                received.append(path)
            desk.uploads.receive(user, received)
        return _done(request, ADDING)

    @routes.post(f"{ADDING}/mau")
    def use_sample(request: Request) -> Response:
        desk.order_sample(administrator_of(request))
        return _done(request, ADDING)

    @routes.post("/quan-tri/bao-cao/{report_id}/sua")
    def correct(
        request: Request,
        report_id: int,
        title: Annotated[str | None, Form(max_length=1000)] = None,
        number: Annotated[str | None, Form(max_length=300)] = None,
        issuer: Annotated[str | None, Form(max_length=300)] = None,
        province: Annotated[str | None, Form(max_length=300)] = None,
        period: Annotated[str | None, Form(max_length=300)] = None,
        issued: Annotated[str | None, Form(max_length=300)] = None,
        reset: Annotated[str, Form(max_length=1)] = "",
    ) -> Response:
        user = administrator_of(request)
        sent = (title, number, issuer, province, period, issued)
        given = {name: value for name, value in zip(FIELDS, sent, strict=True) if value is not None}
        desk.curating.correct(user, report_id, given, reset=bool(reset))
        return _done(request, archive_view.report_url(report_id))

    @routes.post("/quan-tri/bao-cao/{report_id}/go")
    def remove(request: Request, report_id: int) -> Response:
        desk.curating.remove(administrator_of(request), report_id)
        return _done(request, archive_view.report_url(report_id))

    @routes.post("/quan-tri/bao-cao/{report_id}/khoi-phuc")
    def restore(request: Request, report_id: int) -> Response:
        desk.curating.restore(administrator_of(request), report_id)
        return _done(request, archive_view.report_url(report_id))

    @routes.get(ratings_view.PATH)
    def ratings(visitor: managing, loai: str = "") -> str:
        verdict = Verdict(loai) if loai in set(Verdict) else None
        listed = desk.store.ratings.all(verdict=verdict)
        body = ratings_view.page(visitor.voice, listed, verdict=verdict.value if verdict else "")
        title = visitor.voice("Đánh giá", "Ratings")
        return document(visitor, title, body, here=ratings_view.PATH)

    return routes


def _done(request: Request, location: str) -> Response:
    """Tell a script, or a browser without one, where to go on."""
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"location": location})
    return RedirectResponse(location, status_code=303)
