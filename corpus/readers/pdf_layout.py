"""From the lines of all pages to the text of the document.

Wrapped lines of a paragraph are joined to one line; what the geometry says for certain is
used for it: a line was wrapped where the first word of the next one would not have fitted.
Footnotes follow the text of their page, page numbers and running headers are kept and
marked as boilerplate, ruled tables become rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import SpanKind
from corpus.readers.assembly import Assembled, TextBuilder
from corpus.readers.pdf_lines import Line

_SMALL = 0.93
_LARGE = 1.15
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_NOTE_START = re.compile(r"[\[(]?(\d{1,3})[\])]?[.:]?\s?(?=[^\W\d]|[“\"(])")
_NEW_ITEM = re.compile(r"\s*(?:[-–—+*•●▪]|\d{1,2}(?:\.\d{1,2})*[.)]\s|[IVXL]+\.\s|[a-zđ][.)]\s)")
_NUMERIC = re.compile(r"[\d.,%/\-– ]*\d[\d.,%/\-– ]*")
_RUNNING_SHARE = 0.5
_RUNNING_LEAST = 3
_ORPHAN = 0.4
_TALL = 3  # lines that a block needs to show where its right margin is


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a ruled table, cells from left to right."""

    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        """The cells on one line."""
        return " | ".join(self.cells)


Item = Line | Row


@dataclass(frozen=True, slots=True)
class Page:
    """The lines and table rows of a page in reading order."""

    items: tuple[Item, ...]

    @property
    def lines(self) -> list[Line]:
        """The page's lines, without table rows."""
        return [item for item in self.items if isinstance(item, Line)]

    @property
    def text(self) -> str:
        """All text of the page, one item a line."""
        return "\n".join(item.text for item in self.items)


def compose(pages: Sequence[Page]) -> Assembled:
    """Return the text of the document with page starts and spans."""
    builder = TextBuilder()
    body_size = _body_size(pages)
    running = _running_lines(pages)
    for page in pages:
        builder.page()
        _compose_page(page, builder, body_size, running)
    return builder.build()


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _outer_lines(page: Page) -> list[Line]:
    """Return the highest and the lowest line of a page."""
    lines = page.lines
    if not lines:
        return []
    return [max(lines, key=lambda line: line.y), min(lines, key=lambda line: line.y)]


def _running_lines(pages: Sequence[Page]) -> frozenset[str]:
    """Return the headers and footers, digits masked, that most pages repeat."""
    seen = Counter(_masked(line) for page in pages for line in {*_outer_lines(page)})
    least = max(_RUNNING_LEAST, _RUNNING_SHARE * len(pages))
    return frozenset(text for text, count in seen.items() if count >= least)


def _compose_page(
    page: Page, builder: TextBuilder, body_size: float, running: frozenset[str]
) -> None:
    outer = [
        line
        for line in _outer_lines(page)
        if _PAGE_NUMBER.fullmatch(line.text) or _masked(line) in running
    ]
    inner = [item for item in page.items if item not in outer]
    notes = _footnotes([i for i in inner if isinstance(i, Line)], body_size)
    in_notes = {id(line) for note in notes for line in note[1]}
    body = [item for item in inner if id(item) not in in_notes]
    top = max((line.y for line in page.lines), default=0.0)
    for line in outer:
        if line.y == top:
            builder.line(line.text, SpanKind.BOILERPLATE)
    _compose_body(body, builder, body_size)
    for mark, lines in notes:
        paragraphs = _paragraphs(lines)
        opening = _joined(paragraphs[0])
        builder.line(f"[{mark}] {_without_mark(opening, mark)}", SpanKind.FOOTNOTE)
        for paragraph in paragraphs[1:]:
            builder.extend_footnote(_joined(paragraph))
    for line in outer:
        if line.y != top:
            builder.line(line.text, SpanKind.BOILERPLATE)


def _without_mark(text: str, mark: str) -> str:
    return re.sub(rf"^[\[(]?{mark}[\])]?[.:]?\s*", "", text)


def _footnotes(lines: Sequence[Line], body_size: float) -> list[tuple[str, list[Line]]]:
    """Return the footnotes of a page, each with its mark and its lines from the top down.

    They stand below the text in smaller letters and open with a raised number, or with a
    number that a mark on the page refers to.
    """
    floor = min((line.y for line in lines if line.size > _SMALL * body_size), default=None)
    below = [
        line
        for line in lines
        if line.size <= _SMALL * body_size and (floor is None or line.y < floor)
    ]
    below.sort(key=lambda line: -line.y)
    referred = {mark for line in lines for mark in line.marks}
    notes: list[tuple[str, list[Line]]] = []
    for line in below:
        mark = line.mark
        if not mark and (found := _NOTE_START.match(line.text)) and found.group(1) in referred:
            mark = found.group(1)
        if mark:
            notes.append((mark, [line]))
        elif notes:
            notes[-1][1].append(line)
    return notes


def _compose_body(items: Sequence[Item], builder: TextBuilder, body_size: float) -> None:
    position = 0
    while position < len(items):
        item = items[position]
        if isinstance(item, Row):
            builder.line(item.text, SpanKind.TABLE_ROW)
            position += 1
            continue
        end = position
        while end < len(items) and isinstance(items[end], Line):
            end += 1
        block = [i for i in items[position:end] if isinstance(i, Line)]
        for paragraph in _paragraphs(block):
            _add_paragraph(paragraph, builder, body_size)
        position = end


def _add_paragraph(lines: Sequence[Line], builder: TextBuilder, body_size: float) -> None:
    first = lines[0]
    if len(lines) == 1 and len(first.cells) > 1:
        texts = [cell.text for cell in first.cells]
        if len(texts) > 2 or any(_NUMERIC.fullmatch(text) for text in texts):
            builder.line(" | ".join(texts), SpanKind.TABLE_ROW)
        else:
            for text in texts:  # two columns, as in a letterhead
                builder.line(text, *((SpanKind.BOLD,) if first.bold else ()))
        return
    kinds: list[SpanKind] = []
    if all(line.size >= _LARGE * body_size for line in lines):
        kinds.append(SpanKind.HEADING)
    if all(line.bold for line in lines):
        kinds.append(SpanKind.BOLD)
    builder.line(_joined(lines), *kinds)


def _joined(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Group consecutive lines into paragraphs."""
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and _aligned(blocks[-1], line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    tall = [max(line.x1 for line in block) for block in blocks if len(block) >= _TALL]
    margin = max(tall or [line.x1 for line in lines], default=0.0)
    left = min((line.x0 for block in blocks if len(block) >= _TALL for line in block), default=0.0)
    paragraphs: list[list[Line]] = []
    for block in blocks:
        right = max(line.x1 for line in block)
        if len(block) < _TALL:
            right = max(right, margin)
        above = paragraphs[-1] if paragraphs else []
        if above and _centred_on(above[-1], block[0], margin - left):
            above.append(block[0])
        else:
            paragraphs.append([block[0]])
        for last, line in pairwise(block):
            wrapped = last.x1 + line.first_word > right - 0.3 * last.size
            if wrapped and not _NEW_ITEM.match(line.text):
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
    return paragraphs


def _centred_on(last: Line, line: Line, width: float) -> bool:
    """Return whether `line` goes on with a centred line: that filled the width of the text,
    or of capitals that left only a word or two for the next line, as in a letterhead.
    """
    size = last.size
    if max(len(last.cells), len(line.cells)) > 1 or last.bold != line.bold or line.mark:
        return False
    orphan = last.text.isupper() and line.text.isupper()
    orphan = orphan and line.x1 - line.x0 < _ORPHAN * (last.x1 - last.x0)
    return (
        abs(line.size - size) <= 0.1 * size
        and 0.5 * size < last.y - line.y < 2.6 * size
        and abs(last.x0 - line.x0) > 0.5 * size
        and abs((last.x0 + last.x1) - (line.x0 + line.x1)) < size
        and (orphan or last.x1 - last.x0 + line.first_word > width - 0.3 * size > 0)
    )


def _aligned(block: Sequence[Line], line: Line) -> bool:
    """Return whether `line` stands under the block like the next line of a paragraph."""
    last = block[-1]
    size = last.size
    if len(last.cells) > 1 or len(line.cells) > 1 or line.mark:
        return False
    if abs(line.size - size) > 0.1 * size or (last.bold and not line.bold):
        return False
    step = last.y - line.y
    if not 0.5 * size < step < 2.6 * size:
        return False
    if len(block) > 1 and step > 1.25 * (block[-2].y - last.y):
        return False
    indent = line.x0 - last.x0
    if len(block) > 1:
        return abs(indent) <= 0.3 * size
    hanging = _NEW_ITEM.match(last.text) is not None
    return -6 * size <= indent <= (4 * size if hanging else 0.3 * size)
