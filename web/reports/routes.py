"""The pages of the archive: the reports, one report, and how far they cover the months."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from index import ArchiveError, ReportRecord
from web.administration import report_tools
from web.asking import scopes
from web.desk import Desk
from web.layout.frame import Visitor, document
from web.layout.visitors import visitor_of
from web.reports import archive_view, coverage_view, report_view
from web.reports.coverage import coverage
from web.reports.report_list import MAX_TEXT, ReportQuery, select
from web.reports.report_view import ReportCase


def router(desk: Desk) -> APIRouter:
    """Return the routes on the archive of `desk`."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    visiting = Annotated[Visitor, Depends(visitor_of)]

    @routes.get("/kho")
    def reports(request: Request, visitor: visiting) -> str:
        query = ReportQuery.of(request.query_params)
        body = archive_view.page(
            visitor.voice, _records(desk, visitor), query, choosing=visitor.is_admin
        )
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
