"""Looking at the archive: reports, passages, coverage, pages of originals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from corpus import vietnamese
from index import SearchRequest
from web.api import models
from web.errors import DeskError
from web.reports.coverage import coverage
from web.reports.report_list import newest_first
from web.viewing.places import Range
from web.viewing.places import place as place_in
from web.viewing.routes import page_image

if TYPE_CHECKING:
    from index import Archive, ReportRecord
    from web.desk import Desk
    from web.viewing import Viewer

Marks = Annotated[list[str], Query(max_length=50)]
"""Stretches of a report's verbatim text as they stand in an address: ``120-130``."""

_MARK = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)
_Limit = Annotated[int, Query(ge=1, le=500)]
_Offset = Annotated[int, Query(ge=0)]
_Text = Annotated[str, Query(max_length=1_000)]


def router(desk: Desk, viewer: Viewer) -> APIRouter:
    """Return the routes that read the archive of `desk`."""
    routes = APIRouter(tags=["reports"])
    archive = desk.archive

    @routes.get("/reports")
    def reports(
        query: _Text = "",
        province: _Text = "",
        period: _Text = "",
        state: str = "current",
        limit: _Limit = 50,
        offset: _Offset = 0,
    ) -> models.Reports:
        """List reports, newest period first.

        `query` are words of title, number, place, period or file name, with or without
        diacritics; `province` is a key such as `ninh-thuan`, `period` a code such as
        `2023-04`; `state` is `current`, `superseded`, `removed` or `all`.
        """
        found = select(archive, query, province=province, period=period, state=state)
        return models.Reports(
            total=len(found),
            reports=[models.Report.of(record) for record in found[offset : offset + limit]],
        )

    @routes.get("/reports/{report_id}")
    def report(report_id: int) -> models.ReportDetail:
        """Return one report with its versions and sections."""
        return detail(archive, report_id)

    @routes.get("/search")
    def search(
        query: Annotated[str, Query(min_length=1, max_length=1_000)],
        limit: Annotated[int, Query(ge=1, le=50)] = 10,
    ) -> list[models.Found]:
        """Find passages by meaning and by word, best first."""
        hits = archive.search(
            SearchRequest(query, limit=limit, folded=not vietnamese.has_diacritics(query))
        )
        return [
            models.Found(
                report=models.Report.of(hit.report),
                section=" › ".join(hit.passage.passage.section),
                page=hit.passage.passage.page,
                text=hit.passage.passage.search.text,
                score=round(hit.score, 4),
            )
            for hit in hits
        ]

    @routes.get("/coverage")
    def coverage_rows() -> list[models.CoverageRow]:
        """Return which months of which province the archive has reports of."""
        return covered(archive)

    @routes.get("/reports/{report_id}/pages/{page}.png", response_class=Response)
    def image(report_id: int, page: int, width: int = 1000) -> Response:
        """Draw a page of the original PDF."""
        return page_image(viewer, report_id, page, width)

    @routes.get("/reports/{report_id}/marks")
    def marks(report_id: int, mark: Marks, page: int | None = None) -> models.Located:
        """Locate stretches of the text (`mark=120-130`, repeatable) on a page of the PDF."""
        found = viewer.locate(report_id, _ranges(mark), page)
        return models.Located(
            page=found.page,
            pages=found.pages,
            width=found.width,
            height=found.height,
            boxes=list(found.boxes),
        )

    @routes.get("/reports/{report_id}/place")
    def place(
        report_id: int, mark: Marks, sentences: Annotated[int, Query(ge=0, le=20)] = 2
    ) -> models.Place:
        """Return the sentences that hold stretches of the text, and those around them."""
        archive.report(report_id)
        document = archive.document(report_id)
        wanted = _ranges(mark)
        page = document.page_of(wanted[0][0]) if wanted else None
        found = place_in(document.text, wanted, page=page, sentences=sentences)
        if found is None:
            raise DeskError("place_unknown")
        return models.Place(
            before=found.before,
            text=found.text,
            after=found.after,
            marks=list(found.marks),
            start=found.start,
            page=found.page,
        )

    return routes


def select(
    archive: Archive, query: str, *, province: str = "", period: str = "", state: str = "current"
) -> list[ReportRecord]:
    """Return the reports that fit, newest period first, as `router` explains."""
    words = vietnamese.fold(query).split()
    found = [
        record
        for record in archive.reports(include_superseded=True, include_removed=True)
        if state in ("all", str(record.state))
        and province in ("", record.metadata.province)
        and period in ("", record.metadata.period.code if record.metadata.period else None)
        and all(word in _haystack(record) for word in words)
    ]
    return sorted(found, key=newest_first)


def detail(archive: Archive, report_id: int) -> models.ReportDetail:
    """Return a report with its versions and sections; raises ArchiveError for none."""
    report = models.Report.of(archive.report(report_id))
    sections = dict.fromkeys(
        " › ".join(stored.passage.section) for stored in archive.report_passages(report_id)
    )
    return models.ReportDetail(
        report=report,
        versions=[models.Report.of(record) for record in archive.history(report_id)],
        sections=[section for section in sections if section],
    )


def covered(archive: Archive) -> list[models.CoverageRow]:
    """Return the months that the reports in use cover, a row for each year and province."""
    return [
        models.CoverageRow(
            year=year.year,
            province=row.province,
            province_name=row.name,
            months=[cell.own for cell in row.cells],
            wider=[cell.wider for cell in row.cells],
            missing=[month for month, cell in enumerate(row.cells, 1) if cell.gap],
        )
        for year in coverage(archive.reports())
        for row in year.rows
    ]


def _haystack(record: ReportRecord) -> str:
    metadata = record.metadata
    period = metadata.period
    fields = (
        metadata.title,
        metadata.number,
        metadata.province_name,
        record.source,
        period.label("vi") if period else None,
        period.short if period else None,
    )
    return vietnamese.fold(" ".join(field for field in fields if field))


def _ranges(marks: list[str]) -> list[Range]:
    """Return ``120-130`` and the like as offsets; raises DeskError for anything else."""
    found = [_MARK.fullmatch(mark) for mark in marks]
    if not all(found):
        raise DeskError("place_unknown")
    return [(int(match[1]), int(match[2])) for match in found if match]
