"""The pages and forms that only administrators see: correcting, removing, ratings.

Every route checks the role itself, whatever stood before it; every change is written to
the audit log.
"""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from index import ArchiveError, ReportRecord
from web.accounts import administrator_of
from web.administration import audit_view, gold, many_view, ratings_view
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

    @routes.get(many_view.PATH)
    def choose_several(
        visitor: managing, chosen: Annotated[list[int] | None, Query(alias="id")] = None
    ) -> str:
        records = _known(desk, chosen or [])
        body = many_view.page(visitor.voice, records)
        title = visitor.voice("Sửa nhiều báo cáo", "Correct several reports")
        return document(visitor, title, body, here=many_view.PATH)

    @routes.post(many_view.PATH)
    def correct_several(
        request: Request, visitor: managing, fields: Annotated[dict[str, str], Depends(sent)]
    ) -> Response:
        ids = [int(number) for number in fields.get("ids", "").split(",") if number.isdigit()]
        given = {name: fields[name] for name in many_view.FIELDS if fields.get(name, "").strip()}
        say, changed, problem, status = visitor.voice, 0, "", 200
        try:
            for record in _known(desk, ids if given else []):
                desk.curating.correct(administrator_of(request), record.id, given)
                changed += 1
        except ArchiveError as refusal:
            problem, status = refusal.message(say.language), 409
        count = say.count(changed)
        done = say(f"Đã sửa {count} báo cáo.", f"Corrected {count}.") if changed else ""
        kept = given if problem else None
        body = many_view.page(say, _known(desk, ids), kept=kept, problem=problem, done=done)
        title = say("Sửa nhiều báo cáo", "Correct several reports")
        return HTMLResponse(document(visitor, title, body, here=many_view.PATH), status_code=status)

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


def _known(desk: Desk, ids: Sequence[int]) -> list[ReportRecord]:
    """Return the reports with `ids` that are still there, in that order."""
    everything = desk.archive.reports(include_superseded=True, include_removed=True)
    records = {record.id: record for record in everything}
    chosen = dict.fromkeys(ids[: many_view.MAX_REPORTS])
    return [records[number] for number in chosen if number in records]
