"""The pages and forms that only administrators see: adding, correcting, removing, ratings.

Every route checks the role itself, whatever stood before it; every change is written to
the audit log.
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from web import archive_view, builds_view, ratings_view, uploads
from web.accounts import administrator_of
from web.desk import Desk
from web.frame import Visitor, document
from web.report_tools import FIELDS
from web.store import Verdict

ADDING = builds_view.PATH
_MAX_FIELD = 1000


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
        request: Request, report_id: int, sent: Annotated[dict[str, str], Depends(_sent)]
    ) -> Response:
        given = {name: sent[name] for name in FIELDS if name in sent}
        user = administrator_of(request)
        desk.curating.correct(user, report_id, given, reset="reset" in sent)
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


async def _sent(request: Request) -> dict[str, str]:
    """Return the fields of a form; blanks are kept, for they say that there is nothing."""
    form = await request.form(max_files=0, max_fields=20)
    return {name: value[:_MAX_FIELD] for name, value in form.items() if isinstance(value, str)}


def _done(request: Request, location: str) -> Response:
    """Tell a script, or a browser without one, where to go on."""
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"location": location})
    return RedirectResponse(location, status_code=303)
