"""The pages and forms that only administrators see: correcting, removing, ratings.

Every route checks the role itself, whatever stood before it; every change is written to
the audit log.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from web.accounts import administrator_of
from web.administration import audit_view, gold, ratings_view
from web.administration.report_tools import FIELDS
from web.administration.tabs import AUDIT
from web.desk import Desk
from web.layout.forms import done, sent
from web.layout.frame import Visitor, document
from web.layout.visitors import manager_of
from web.reports import archive_view
from web.store import Action, Verdict


def router(desk: Desk) -> APIRouter:
    """Return the routes for administrators of `desk`."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    managing = Annotated[Visitor, Depends(manager_of)]

    @routes.post("/quan-tri/bao-cao/{report_id}/sua")
    def correct(
        request: Request, report_id: int, fields: Annotated[dict[str, str], Depends(sent)]
    ) -> Response:
        given = {name: fields[name] for name in FIELDS if name in fields}
        user = administrator_of(request)
        desk.curating.correct(user, report_id, given, reset="reset" in fields)
        return done(request, archive_view.report_url(report_id))

    @routes.post("/quan-tri/bao-cao/{report_id}/go")
    def remove(request: Request, report_id: int) -> Response:
        desk.curating.remove(administrator_of(request), report_id)
        return done(request, archive_view.report_url(report_id))

    @routes.post("/quan-tri/bao-cao/{report_id}/khoi-phuc")
    def restore(request: Request, report_id: int) -> Response:
        desk.curating.restore(administrator_of(request), report_id)
        return done(request, archive_view.report_url(report_id))

    @routes.get(ratings_view.PATH)
    def ratings(visitor: managing, loai: str = "") -> str:
        verdict = Verdict(loai) if loai in set(Verdict) else None
        listed = desk.store.ratings.all(verdict=verdict)
        body = ratings_view.page(visitor.voice, listed, verdict=verdict.value if verdict else "")
        title = visitor.voice("Đánh giá", "Ratings")
        return document(visitor, title, body, here=ratings_view.PATH)

    @routes.get(ratings_view.EXPORT)
    def export_ratings(
        request: Request, rating: Annotated[list[int] | None, Query(alias="id")] = None
    ) -> Response:
        return gold.export(desk.store, administrator_of(request), rating or [])

    @routes.get(AUDIT)
    def audit(visitor: managing, viec: str = "") -> str:
        action = Action(viec) if viec in set(Action) else None
        entries = desk.store.audit.entries(action=action, limit=audit_view.SHOWN)
        body = audit_view.page(visitor.voice, entries, action=action)
        return document(visitor, visitor.voice("Nhật ký", "Audit log"), body, here=AUDIT)

    @routes.get("/quan-tri")
    def administration(visitor: managing) -> Response:
        return RedirectResponse(ratings_view.PATH, status_code=303)

    return routes
