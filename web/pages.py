"""The pages beside the one for asking: reports, coverage, adding, each written on the server."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from index import ArchiveError, ReportRecord
from web import (
    archive_view,
    builds_view,
    coverage_view,
    leading,
    place,
    report_tools,
    report_view,
    scopes,
    series,
    series_view,
)
from web.accounts import user_of
from web.coverage import coverage
from web.desk import Desk
from web.frame import Visitor, document
from web.report_list import MAX_TEXT, ReportQuery, select
from web.report_view import ReportCase
from web.viewing import Viewer, marks_of
from web.viewing.routes import page_url
from web.viewing.viewer import PDF
from web.voice import COOKIE

_PAGE_PIXELS = 1400
"""Pixels across that a page of an original is drawn with: legible when a reader zooms in."""

_YEAR_SECONDS = 365 * 24 * 3600


def router(desk: Desk, visitor_of: Callable[[Request], Visitor], viewer: Viewer) -> APIRouter:
    """Return the routes of all pages of `desk`; `visitor_of` tells who asks.

    `viewer` draws the pages of originals.
    """
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    visiting = Annotated[Visitor, Depends(visitor_of)]

    @routes.get("/ngon-ngu/{language}")
    def choose_language(language: str, ve: str = "/") -> Response:
        answer = RedirectResponse(_own_path(ve), status_code=303)
        chosen = "en" if language == "en" else "vi"
        answer.set_cookie(COOKIE, chosen, max_age=_YEAR_SECONDS, samesite="strict", path="/")
        return answer

    @routes.get("/kho")
    def reports(request: Request, visitor: visiting) -> str:
        query = ReportQuery.of(request.query_params)
        body = archive_view.page(visitor.voice, _records(desk, visitor), query)
        return document(visitor, visitor.voice("Kho báo cáo", "Reports"), body, here="/kho")

    @routes.get("/kho/goi-y")
    def suggest(visitor: visiting, tim: str = "") -> Response:
        query = ReportQuery(text=tim[:MAX_TEXT])
        found = select(desk.archive.reports(), query).rows[: scopes.SUGGESTED_REPORTS]
        return JSONResponse(
            [
                {
                    "id": record.id,
                    "title": record.metadata.title,
                    "details": archive_view.details(visitor.voice, record),
                }
                for record in found
            ]
        )

    @routes.get("/kho/do-phu")
    def covered(visitor: visiting) -> str:
        records = desk.archive.reports()
        undated = sum(not r.metadata.province or r.metadata.period is None for r in records)
        body = coverage_view.page(visitor.voice, coverage(records), undated=undated)
        return document(visitor, visitor.voice("Độ phủ", "Coverage"), body, here="/kho/do-phu")

    @routes.get("/kho/bao-cao/{report_id}")
    def report(request: Request, visitor: visiting, report_id: int) -> str:
        case = _case(desk, report_id)
        if str(case.record.state) == "removed" and not visitor.is_admin:
            raise ArchiveError("report_unknown", selector=report_id)
        everything = request.query_params.get("so-lieu") == "het"
        tools = ""
        if visitor.is_admin:
            corrections = desk.archive.corrections(report_id)
            tools = report_tools.tools(visitor.voice, case.record, corrections)
        body = report_view.page(visitor.voice, case, tools=tools, all_figures=everything)
        here = archive_view.report_url(report_id)
        return document(visitor, case.record.metadata.title, body, here=here)

    @routes.get("/cho-trich/{turn}/{number}")
    def place_of(
        request: Request, visitor: visiting, turn: int, number: int, trang: int | None = None
    ) -> str:
        found = desk.store.conversations.turn(user_of(request).id, turn)
        citations = found.answer.citations if found.answer else ()
        if not 1 <= number <= len(citations):
            raise HTTPException(404)
        citation = citations[number - 1]
        verbatim = desk.archive.text(citation.report_id)
        marks = marks_of(citation, verbatim)
        body = place.passage(visitor.voice, citation, verbatim, marks)
        if desk.archive.report(citation.report_id).media_type == PDF:
            located = viewer.locate(citation.report_id, marks, trang or citation.page)
            image = page_url(citation.report_id, located.page, _PAGE_PIXELS)
            sheet = place.Sheet.of(image, located)
            body = place.paper(visitor.voice, citation, sheet, turn=turn, number=number)
        return document(visitor, citation.report, body, here="")

    @routes.get("/theo-ky/{turn}")
    def over_time(request: Request, visitor: visiting, turn: int) -> str:
        found = desk.store.conversations.turn(user_of(request).id, turn)
        wanted = series.periods(found.answer, desk.archive.reports())
        if found.answer is None or not wanted:
            raise HTTPException(404)
        before = desk.asking.remembered([found])
        points = series.series(desk.assistant, before, found.answer, wanted)
        body = series_view.page(visitor.voice, found.answer, points)
        return document(visitor, found.question, body, here="")

    @routes.get("/vi-du")
    def examples(visitor: visiting) -> Response:
        return JSONResponse(desk.examples.questions())

    @routes.get("/hoi-tiep/{turn}")
    def lead_on(request: Request, turn: int) -> Response:
        found = desk.store.conversations.turn(user_of(request).id, turn)
        return JSONResponse(leading.on(desk, found))

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


def _records(desk: Desk, visitor: Visitor) -> tuple[ReportRecord, ...]:
    """Return what the visitor may see: removed reports are for administrators."""
    return desk.archive.reports(include_superseded=True, include_removed=visitor.is_admin)


def _case(desk: Desk, report_id: int) -> ReportCase:
    archive = desk.archive
    record = archive.report(report_id)
    return ReportCase(
        record=record,
        verbatim=archive.text(report_id),
        passages=archive.report_passages(report_id),
        read=archive.read_metadata(report_id),
        versions=archive.history(report_id),
    )


def _own_path(path: str) -> str:
    """Return `path` where it leads into this server, else its root."""
    parts = urlsplit(path)
    inside = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if inside and not parts.scheme and not parts.netloc else "/"
