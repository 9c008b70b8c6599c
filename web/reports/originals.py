"""Handing out stored originals without ever letting one run in the reader's browser.

A PDF opens in the browser's own viewer and a text file as text; everything else is
downloaded. The kind is taken from the archive's record, never from the file's name, and
the browser is told not to guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Response
from fastapi.responses import FileResponse, PlainTextResponse

from index import ArchiveError

if TYPE_CHECKING:
    from index import Archive, ReportRecord

PREFIX = "/nguyen-ban"

_PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'"
_TEXT_POLICY = "default-src 'none'; sandbox; base-uri 'none'"


def original_url(report_id: int) -> str:
    """Return the path of a report's original on this server."""
    return f"{PREFIX}/{int(report_id)}"


def text_url(report_id: int) -> str:
    """Return the path of a report's verbatim text on this server."""
    return f"{PREFIX}/{int(report_id)}/toan-van"


def router(archive: Archive) -> APIRouter:
    """Return the routes that serve originals and verbatim texts of `archive`."""
    routes = APIRouter()

    @routes.get(PREFIX + "/{report_id}", include_in_schema=False)
    def original(report_id: int) -> Response:
        with _known():
            return _file(archive.original(report_id), archive.report(report_id))

    @routes.get(PREFIX + "/{report_id}/toan-van", include_in_schema=False)
    def full_text(report_id: int) -> Response:
        with _known():
            archive.report(report_id)
            text = archive.text(report_id)
        return PlainTextResponse(text, headers={"Content-Security-Policy": _TEXT_POLICY})

    return routes


@contextmanager
def _known() -> Iterator[None]:
    """Answer 404, in the archive's words, for a report or an original that is not there."""
    try:
        yield
    except ArchiveError as error:
        raise HTTPException(404, error.message("vi")) from error


def _file(path: Path, record: ReportRecord) -> Response:
    if record.media_type == "application/pdf":
        return _response(path, "application/pdf", "inline", record.source, _PDF_POLICY)
    if record.media_type == "text/plain" and _is_utf8(path):
        return _response(path, "text/plain; charset=utf-8", "inline", record.source, _TEXT_POLICY)
    return _response(path, "application/octet-stream", "attachment", record.source, _TEXT_POLICY)


def _response(path: Path, media_type: str, disposition: str, name: str, policy: str) -> Response:
    # The name goes out percent-encoded only: it is the uploader's, and may hold anything.
    return FileResponse(
        path,
        media_type=media_type,
        headers={
            "Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(name, safe='')}",
            "Content-Security-Policy": policy,
        },
    )


def _is_utf8(path: Path) -> bool:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
