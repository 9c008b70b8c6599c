"""Pages of original PDF files as images, and where words stand on them."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from web.errors import DeskError
from web.viewing.places import Range

if TYPE_CHECKING:
    from index import Archive

logger = logging.getLogger(__name__)

PDF = "application/pdf"
WIDTHS = (600, 1000, 1400, 2000)
"""Pixels across that a page is drawn with; anything asked for gets the next of these."""

_SECONDS = 30.0
_MEMORY = 1536 * 2**20
_AT_ONCE = 2
_KEPT = 48
_ROOT = Path(__file__).resolve().parents[2]
_NO_SUCH_PAGE = 4


@dataclass(frozen=True, slots=True)
class Located:
    """A page and the marked words on it.

    ``width`` and ``height`` are in points (1/72 inch), as the page is looked at. ``boxes``
    are ``(left, top, width, height)``, each a share of the page between 0 and 1; empty
    where the words cannot be found there.
    """

    page: int
    pages: int
    width: float
    height: float
    boxes: tuple[tuple[float, float, float, float], ...]


class Viewer:
    """Draws pages of the originals of `archive`, each in a process of its own."""

    def __init__(self, archive: Archive) -> None:
        """Nothing is drawn yet; the last pages drawn are kept in memory."""
        self._archive = archive
        self._images: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(_AT_ONCE)

    def image(self, report_id: int, page: int, width: int = WIDTHS[1]) -> bytes:
        """Return the page as PNG, about `width` pixels across.

        Raises ArchiveError for an unknown report or a lost original, DeskError
        ``page_unknown`` for what is no PDF or has no such page, ``page_unreadable`` where
        it cannot be drawn.
        """
        record = self._archive.report(report_id)
        if record.media_type != PDF:
            raise DeskError("page_unknown")
        pixels = next((w for w in WIDTHS if w >= width), WIDTHS[-1])
        key = (record.sha256, page, pixels)
        with self._lock:
            if key in self._images:
                self._images.move_to_end(key)
                return self._images[key]
        _, image = self._run(report_id, page, width=pixels)
        with self._lock:
            self._images[key] = image
            while len(self._images) > _KEPT:
                self._images.popitem(last=False)
        return image

    def locate(self, report_id: int, marks: Sequence[Range], page: int | None = None) -> Located:
        """Return where `marks`, offsets into the report's verbatim text, stand on its page.

        The page is that of the first mark unless another one is asked for. Raises as `image`
        does, and DeskError ``place_unknown`` where there is neither a mark nor a page.
        """
        record = self._archive.report(report_id)
        if record.media_type != PDF:
            raise DeskError("page_unknown")
        document = self._archive.document(report_id)
        if page is None:
            page = document.page_of(marks[0][0]) if marks else None
        if page is None:
            raise DeskError("place_unknown")
        starts = (*document.page_starts, len(document.text))
        if not 1 <= page < len(starts):
            raise DeskError("page_unknown")
        low, high = starts[page - 1], starts[page]
        here = [
            (max(start, low) - low, min(end, high) - low)
            for start, end in marks
            if max(start, low) < min(end, high)
        ]
        head, _ = self._run(report_id, page, verbatim=document.text[low:high], marks=here)
        boxes = tuple(tuple(box) for box in head["boxes"])
        return Located(page, head["pages"], head["width"], head["height"], boxes)

    def _run(
        self,
        report_id: int,
        page: int,
        *,
        width: int = 0,
        verbatim: str = "",
        marks: Sequence[Range] = (),
    ) -> tuple[dict[str, Any], bytes]:
        content = self._archive.original(report_id).read_bytes()
        details = json.dumps({"verbatim": verbatim, "marks": list(marks)}).encode()
        job = {
            "page": page,
            "width": width,
            "details": len(details),
            "memory_bytes": _MEMORY,
            "seconds": _SECONDS,
        }
        search_path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        with self._turns:
            try:
                done = subprocess.run(
                    [sys.executable, "-P", "-m", "web.viewing.worker", json.dumps(job)],
                    input=details + content,
                    capture_output=True,
                    timeout=_SECONDS,
                    env={**os.environ, "PYTHONPATH": search_path},
                    check=False,
                )
            except subprocess.TimeoutExpired:
                raise DeskError("page_unreadable") from None
        if done.returncode == _NO_SUCH_PAGE:
            raise DeskError("page_unknown")
        if done.returncode:
            logger.error(
                "drawing page %d of report %d ended with status %d: %s",
                page,
                report_id,
                done.returncode,
                done.stderr[-500:].decode(errors="replace"),
            )
            raise DeskError("page_unreadable")
        head, _, image = done.stdout.partition(b"\n")
        return json.loads(head), image
