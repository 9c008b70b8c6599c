"""Pages of originals over HTTP, as images."""

from __future__ import annotations

from fastapi import APIRouter, Response

from web.viewing.viewer import WIDTHS, Viewer


def router(viewer: Viewer) -> APIRouter:
    """Return ``/reports/{id}/pages/{n}.png``."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/reports/{report_id}/pages/{page}.png")
    def image(report_id: int, page: int, width: int = WIDTHS[1]) -> Response:
        return page_image(viewer, report_id, page, width)

    return routes


def page_url(report_id: int, page: int, width: int = WIDTHS[1]) -> str:
    """Return the path of a page's image."""
    return f"/reports/{int(report_id)}/pages/{int(page)}.png?width={int(width)}"


def page_image(viewer: Viewer, report_id: int, page: int, width: int) -> Response:
    """Return a page of an original as PNG.

    A report's id never gets another original, so that the browser may keep the image.
    """
    return Response(
        viewer.image(report_id, page, width),
        media_type="image/png",
        headers={"Cache-Control": "private, max-age=86400"},
    )
