"""Sample papers as DOCX, made with python-docx."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from sample.documents import Heading, Letterhead, Paper, Paragraph, Signature, Table
from sample.text import COUNTRY, MOTTO

_FONT = "Times New Roman"
_STAMP = (2023, 1, 1, 0, 0, 0)


def to_docx(paper: Paper) -> bytes:
    """Return the paper as a DOCX file; the same paper always gives the same bytes."""
    document: Any = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = paper.title, "Hỏi Báo Cáo"
    properties.created = properties.modified = datetime(*_STAMP, tzinfo=UTC)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(13)

    if paper.letterhead:
        _letterhead(document, paper.letterhead)
    if paper.kind:
        _centred(document, paper.kind, bold=True)
    _centred(document, paper.title, bold=True)
    if not paper.letterhead and paper.published:
        _centred(document, f"{paper.published:%d/%m/%Y}")
    _centred(document, f"({paper.notice})", italic=True)
    for block in paper.blocks:
        if isinstance(block, Heading):
            heading = document.add_heading(block.text, level=block.level)
            for run in heading.runs:
                run.font.name, run.font.size = _FONT, Pt(13)
        elif isinstance(block, Paragraph):
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            if block.lead:
                paragraph.add_run(f"{block.lead} ").bold = True
            paragraph.add_run(block.text)
        else:
            _table(document, block)
    for mark, body in enumerate(paper.note_bodies, 1):
        document.add_paragraph(f"[{mark}] {body}")
    if paper.signature:
        _signature(document, paper.signature)
    elif paper.byline:
        document.add_paragraph(paper.byline).alignment = WD_ALIGN_PARAGRAPH.RIGHT

    buffer = io.BytesIO()
    document.save(buffer)
    return _restamped(buffer.getvalue())


def _centred(container: Any, text: str, *, bold: bool = False, italic: bool = False) -> None:
    paragraph = container.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic


def _letterhead(document: Any, head: Letterhead) -> None:
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.paragraphs[0].text, right.paragraphs[0].text = head.agency[0], COUNTRY
    for cell in (left, right):
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in head.agency[1:]:
        _centred(left, line, bold=True)
    _centred(left, f"Số: {head.number}")
    _centred(right, MOTTO, bold=True)
    _centred(right, head.place_and_date, italic=True)


def _table(document: Any, table: Table) -> None:
    _centred(document, table.caption, italic=True)
    grid = document.add_table(rows=0, cols=len(table.header), style="Table Grid")
    for row in (table.header, *table.rows):
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    for cell in grid.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    document.add_paragraph()


def _signature(document: Any, signature: Signature) -> None:
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.paragraphs[0].text = "Nơi nhận:"
    for name in signature.recipients:
        left.add_paragraph(f"- {name}")
    right.paragraphs[0].text = signature.position[0]
    right.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in signature.position[1:]:
        _centred(right, line, bold=True)
    _centred(right, "")
    _centred(right, signature.name, bold=True)


def _restamped(archive: bytes) -> bytes:
    """Repack a ZIP file with one fixed time, as the writer stamps members with the clock."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(member))
    return buffer.getvalue()
