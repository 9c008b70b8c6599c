"""What the page for asking leads to: a citation in its place, a figure over time, questions."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from web.accounts import user_of
from web.asking import leading, series
from web.desk import Desk
from web.layout.frame import Visitor, document
from web.layout.visitors import visitor_of
from web.talk import place, series_view
from web.viewing import Viewer, marks_of
from web.viewing.routes import page_url
from web.viewing.viewer import PDF

_PAGE_PIXELS = 1400
"""Pixels across that a page of an original is drawn with: legible when a reader zooms in."""


def router(desk: Desk, viewer: Viewer) -> APIRouter:
    """Return the routes on the conversations of `desk`; `viewer` draws the pages of originals."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    visiting = Annotated[Visitor, Depends(visitor_of)]

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

    return routes
