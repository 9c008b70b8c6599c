"""The process that draws a page: ``python -m web.viewing.worker JOB < PDF``.

The PDF comes from a stranger and pdfium is native code, so a page is drawn apart from the
server, under limits on memory and processor time that the process sets for itself. JOB is
a JSON object: ``page`` (from 1), ``width`` (pixels, 0 to draw nothing), ``verbatim`` (the
page's text) and ``marks`` (offsets into it), and the limits. The answer is one line of
JSON (``pages``, ``width`` and ``height`` in points, ``boxes`` as shares of the page), then
the PNG.
"""

from __future__ import annotations

import ctypes
import io
import json
import math
import sys
from typing import Any

import pypdfium2
from pypdfium2 import raw

from web.viewing.locating import locate

OUT_OF_MEMORY = 3
NO_SUCH_PAGE = 4
UNREADABLE = 5

MAX_HEIGHT = 6_000  # pixels
_GRID = 100_000  # steps across the page in which positions are asked for
_LINE_OVERLAP = 0.5  # share of a letter's height that lies on the line so far


def main() -> int:
    """Draw and locate as the job says; return the exit status."""
    job: dict[str, Any] = json.loads(sys.argv[1])
    content = sys.stdin.buffer.read()
    job |= json.loads(content[: job["details"]])
    _restrict(job["memory_bytes"], job["seconds"])
    try:
        head, image = _answer(job, content[job["details"] :])
    except MemoryError:
        return OUT_OF_MEMORY
    except pypdfium2.PdfiumError:
        return UNREADABLE
    if head is None:
        return NO_SUCH_PAGE
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + image)
    return 0


def _answer(job: dict[str, Any], content: bytes) -> tuple[dict[str, Any] | None, bytes]:
    document = pypdfium2.PdfDocument(content)
    number = job["page"]
    if not 1 <= number <= len(document):
        return None, b""
    page = document[number - 1]
    width, height = page.get_size()
    head = {"pages": len(document), "width": width, "height": height, "boxes": []}
    if job["marks"]:
        head["boxes"] = _boxes(page, job["verbatim"], [tuple(mark) for mark in job["marks"]])
    return head, _png(page, job["width"]) if job["width"] else b""


def _png(page: pypdfium2.PdfPage, pixels: int) -> bytes:
    width, height = page.get_size()
    scale = min(pixels / width, MAX_HEIGHT / height)
    image = page.render(scale=scale).to_pil()
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=False, compress_level=6)
    return buffer.getvalue()


def _boxes(
    page: pypdfium2.PdfPage, verbatim: str, marks: list[tuple[int, int]]
) -> list[tuple[float, float, float, float]]:
    """Return the rectangles ``(left, top, width, height)`` of `marks`, a share of the page each.

    One for each line that a mark touches.
    """
    text = page.get_textpage()
    count = text.count_chars()
    drawn = "".join(chr(raw.FPDFText_GetUnicode(text, index) or 32) for index in range(count))
    boxes = []
    for low, high in locate(verbatim, marks, drawn):
        letters = [
            _on_page(page, text.get_charbox(index, loose=True))
            for index in range(low, high)
            if not drawn[index].isspace()
        ]
        boxes.extend(_lines(letters))
    return boxes


def _on_page(
    page: pypdfium2.PdfPage, box: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """Return a box in the PDF's own units as left, top, right, bottom in shares of the page.

    pdfium itself sees to cropped and turned pages.
    """
    left, bottom, right, top = box
    xs, ys = zip(_device(page, left, bottom), _device(page, right, top), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _device(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, across, down)
    return across.value / _GRID, down.value / _GRID


def _lines(
    letters: list[tuple[float, float, float, float]],
) -> list[tuple[float, float, float, float]]:
    """Return one rectangle for each run of `letters` that stand on one line."""
    lines: list[list[float]] = []
    for left, top, right, bottom in letters:
        if right <= left or bottom <= top:
            continue
        if lines:
            line = lines[-1]
            shared = min(line[3], bottom) - max(line[1], top)
            if shared > _LINE_OVERLAP * (bottom - top) and left >= line[0] - (right - left):
                line[0], line[1] = min(line[0], left), min(line[1], top)
                line[2], line[3] = max(line[2], right), max(line[3], bottom)
                continue
        lines.append([left, top, right, bottom])
    return [(round(a, 5), round(b, 5), round(c - a, 5), round(d - b, 5)) for a, b, c, d in lines]


def _restrict(memory_bytes: int, seconds: float) -> None:
    try:
        import resource
    except ImportError:
        return  # a platform without such limits: the time limit of the parent still holds
    for kind, wanted in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, math.ceil(seconds) + 1),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        ceiling = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (ceiling, hard))


if __name__ == "__main__":
    sys.exit(main())
