"""Word files (.docx): paragraphs and tables in order, footnotes after the text.

python-docx gives the structure. What it leaves out is read from the XML: footnotes, the
marks that refer to them, and automatic numbers of headings and lists.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml import etree

from corpus.errors import ReadError, ReadErrorCode
from corpus.model import SpanKind
from corpus.readers.assembly import Assembled, TextBuilder, one_line
from corpus.readers.docx_numbering import Numbering
from corpus.readers.limits import Limits
from corpus.readers.quality import is_garbled

_MAX_ENTRIES = 10_000
_SMALL_ENTRY = 2**20  # entries up to this size may have any ratio
_HEAD_ROWS = 2
_MAX_NESTING = 8
_HEADING = re.compile(r"(?:heading|tiêu đề|đề mục)\s*(\d)$", re.IGNORECASE)
_TITLE_STYLES = frozenset(("title", "tiêu đề", "tên"))
_NUMERIC = re.compile(r"[\d.,%\s/-]*\d[\d.,%\s/-]*")
_LAYOUT_ROWS = 6
_LAYOUT_COLUMNS = 2
_MERGED_ABOVE = "continue"
_FOOTNOTES_PART = "/word/footnotes.xml"


def read_docx(content: bytes, source: str, limits: Limits) -> Assembled:
    """Return the text of a Word file, titled as its properties say.

    Raises `ReadError`: DAMAGED, WRONG_TYPE (no Word document inside), ENCRYPTED,
    TOO_LARGE (an archive that unpacks to too much), NO_TEXT, GARBLED.
    """
    _check_archive(content, source, limits)
    try:
        document = docx.Document(BytesIO(content))
        body = _Reader(document).read()
        title = one_line(document.core_properties.title or "") or None
    except (zipfile.BadZipFile, zlib.error, EOFError, etree.LxmlError) as error:
        raise ReadError(ReadErrorCode.DAMAGED, source) from error
    except (KeyError, ValueError, AttributeError, LookupError, TypeError) as error:
        raise ReadError(ReadErrorCode.DAMAGED, source) from error
    except RecursionError as error:
        raise ReadError(ReadErrorCode.TOO_LARGE, source) from error
    if not body.text.strip():
        raise ReadError(ReadErrorCode.NO_TEXT, source)
    if is_garbled(body.text):
        raise ReadError(ReadErrorCode.GARBLED, source)
    return replace(body, title=title)


def _check_archive(content: bytes, source: str, limits: Limits) -> None:
    """Refuse archives that are damaged, encrypted, no Word document, or bombs."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise ReadError(ReadErrorCode.DAMAGED, source) from error
    if "[Content_Types].xml" not in {entry.filename for entry in entries}:
        raise ReadError(
            ReadErrorCode.WRONG_TYPE,
            source,
            detail="không phải văn bản Word",
            detail_en="not a Word document",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise ReadError(ReadErrorCode.ENCRYPTED, source)
    # zipfile reads no more of an entry than its declared size, so the declarations bind.
    bomb = (
        len(entries) > _MAX_ENTRIES
        or sum(entry.file_size for entry in entries) > limits.unpacked_bytes
        or any(
            entry.file_size > _SMALL_ENTRY
            and entry.file_size > limits.unpacked_ratio * max(1, entry.compress_size)
            for entry in entries
        )
    )
    if bomb:
        raise ReadError(
            ReadErrorCode.TOO_LARGE,
            source,
            detail="nội dung sau khi giải nén quá lớn",
            detail_en="its content unpacks to too much",
        )


class _Reader:
    def __init__(self, document: DocxDocument) -> None:
        self._document = document
        self._builder = TextBuilder()
        self._numbering = Numbering(document)
        self._notes: dict[str, int] = {}  # XML id to printed number, in order of reference

    def read(self) -> Assembled:
        self._blocks(self._document, 0)
        self._footnotes()
        return self._builder.build()

    def _blocks(self, container: DocxDocument | _Cell, depth: int) -> None:
        for block in _inner(container):
            if isinstance(block, Table):
                self._table(block, depth)
            else:
                self._paragraph(block)

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = self._paragraph_text(paragraph)
        if not text.strip():
            return
        kinds, level = _style_of(paragraph)
        if _is_bold(paragraph):
            kinds.append(SpanKind.BOLD)
        for line in text.split("\n"):
            self._builder.line(line, *kinds, level=level)

    def _paragraph_text(self, paragraph: Paragraph) -> str:
        text = self._inline_text(paragraph._p)
        number = self._numbering.label(paragraph) if text.strip() else ""
        return f"{number} {text}" if number else text

    def _inline_text(self, element: Any) -> str:
        """Return the text of a paragraph with footnote marks; deletions and drawings left out."""
        parts: list[str] = []
        for node in _visible(element):
            tag = node.tag
            if tag == qn("w:t"):
                parts.append(node.text or "")
            elif tag == qn("w:tab"):
                parts.append("\t")
            elif tag in (qn("w:br"), qn("w:cr")):
                parts.append("\n" if node.get(qn("w:type")) in (None, "textWrapping") else " ")
            elif tag == qn("w:noBreakHyphen"):
                parts.append("-")
            elif tag == qn("w:footnoteReference"):
                identity = node.get(qn("w:id")) or ""
                number = self._notes.setdefault(identity, len(self._notes) + 1)
                parts.append(f"[{number}]")
        return "".join(parts)

    def _table(self, table: Table, depth: int) -> None:
        """Add a table row by row; one that only sets text side by side, cell by cell."""
        # Cells are read from the XML: python-docx repeats a merged cell for every column
        # that it spans, however many the file says these are.
        rows = [[_Cell(tc, table) for tc in row._tr.tc_lst] for row in table.rows]
        if _is_layout(table, rows) and depth < _MAX_NESTING:
            for cells in rows:
                for cell in cells:
                    self._blocks(cell, depth + 1)
            return
        width = max(map(len, rows), default=0)  # a span may claim more columns than there are
        for number, cells in enumerate(rows):
            texts: list[str] = []
            room = max(0, width - len(cells))
            for cell in cells:
                above = cell._tc.vMerge == _MERGED_ABOVE
                text = "" if above else self._cell_text(cell, depth + 1)
                # a head over several columns names each of them
                repeated = text if number < _HEAD_ROWS and len(cells) > 1 else ""
                more = min(cell.grid_span - 1, room)
                room -= more
                texts += [text, *[repeated] * more]
            if any(texts):
                self._builder.line(" | ".join(texts), SpanKind.TABLE_ROW)

    def _cell_text(self, cell: _Cell, depth: int) -> str:
        parts: list[str] = []
        for block in _inner(cell):
            if isinstance(block, Paragraph):
                parts.append(one_line(self._paragraph_text(block)))
            elif depth < _MAX_NESTING:
                inner = (_Cell(tc, block) for row in block.rows for tc in row._tr.tc_lst)
                parts.extend(self._cell_text(cell, depth + 1) for cell in inner)
        return " ".join(part for part in parts if part)

    def _footnotes(self) -> None:
        """Add the footnotes that are referred to, each on its own line, in printed order."""
        part = next(
            (p for p in self._document.part.package.iter_parts()
             if str(p.partname) == _FOOTNOTES_PART),
            None,
        )  # fmt: skip
        if part is None or not self._notes:
            return
        root = parse_xml(part.blob)
        bodies = {note.get(qn("w:id")): note for note in root.findall(qn("w:footnote"))}
        for identity, number in sorted(self._notes.items(), key=lambda item: item[1]):
            note = bodies.get(identity)
            if note is None:
                continue
            paragraphs = [one_line(self._inline_text(p)) for p in note.iter(qn("w:p"))]
            first, *others = [text for text in paragraphs if text] or [""]
            self._builder.line(f"[{number}] {first}", SpanKind.FOOTNOTE)
            for text in others:
                self._builder.extend_footnote(text)


def _is_layout(table: Table, rows: list[list[_Cell]]) -> bool:
    """Return whether a table has no rules and no figures: a letterhead, a signature block."""
    if max(map(len, rows), default=0) == 1:
        return True
    if len(rows) > _LAYOUT_ROWS or max(map(len, rows), default=0) > _LAYOUT_COLUMNS:
        return False
    styled = table._tbl.tblPr.find(qn("w:tblStyle"))
    if styled is not None and styled.get(qn("w:val")) != "TableNormal":
        return False
    for borders in table._tbl.iter(qn("w:tblBorders"), qn("w:tcBorders")):
        if any(side.get(qn("w:val")) not in ("none", "nil", None) for side in borders):
            return False
    return not any(_NUMERIC.fullmatch(cell.text.strip()) for cells in rows for cell in cells)


_SKIPPED = frozenset(
    qn(name)
    for name in ("w:del", "w:moveFrom", "w:drawing", "w:pict", "w:object", "w:pPr", "w:rPr",
                 "w:instrText", "w:footnoteRef")
)  # fmt: skip
_WRAPPERS = frozenset(
    qn(name) for name in ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins")
)
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


def _visible(element: Any) -> Iterator[Any]:
    """Yield the descendants of `element` in order, without what is not running text."""
    stack = list(reversed(element))
    while stack:
        node = stack.pop()
        if node.tag in _SKIPPED or node.tag == _ALTERNATE or not isinstance(node.tag, str):
            continue
        yield node
        stack.extend(reversed(node))


def _inner(container: DocxDocument | _Cell) -> Iterator[Paragraph | Table]:
    """Yield paragraphs and tables in order, also those inside content controls."""
    body = container._tc if isinstance(container, _Cell) else container.element.body
    stack = list(reversed(body))
    while stack:
        node = stack.pop()
        if node.tag == qn("w:p"):
            yield Paragraph(node, container)
        elif node.tag == qn("w:tbl"):
            yield Table(node, container)
        elif node.tag in _WRAPPERS:
            stack.extend(reversed(node))


def _style_of(paragraph: Paragraph) -> tuple[list[SpanKind], int]:
    """Return the span kind that the paragraph's style stands for, and the heading level."""
    style: Any = paragraph.style
    for _ in range(_MAX_NESTING):
        if style is None:
            break
        name = (style.name or "").strip()
        if found := _HEADING.match(name):
            return [SpanKind.HEADING], int(found.group(1))
        if name.lower() in _TITLE_STYLES:
            return [SpanKind.TITLE], 0
        style = style.base_style
    outline = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    if outline is not None:
        depth = outline.get(qn("w:val"), "9")
        if depth.isdigit() and int(depth) < 9:
            return [SpanKind.HEADING], int(depth) + 1
    return [], 0


def _is_bold(paragraph: Paragraph) -> bool:
    """Return whether all letters of a paragraph are bold, by themselves or by its style."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    by_style = bool(paragraph.style is not None and paragraph.style.font.bold)
    return bool(runs) and all(by_style if run.bold is None else run.bold for run in runs)
