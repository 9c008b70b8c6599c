"""Sample papers as PDF in the form of an administrative document (A4, page numbers on top).

reportlab sets the lines; the pages are laid out here, because a footnote has to stand on
the page of its mark and may cut a paragraph in two.
"""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.lib.units import cm  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import Paragraph as Lines  # type: ignore[import-untyped]
from reportlab.platypus import Table as Grid
from reportlab.platypus import TableStyle

from sample.documents import Heading, Letterhead, Paper, Paragraph, Signature, Table
from sample.text import COUNTRY, MOTTO

_WIDTH, _HEIGHT = A4
_LEFT, _RIGHT, _TOP, _BOTTOM = 3 * cm, 2 * cm, 2 * cm, 2 * cm
_MEASURE = _WIDTH - _LEFT - _RIGHT
_FACES = {"regular": "", "bold": "-Bold", "italic": "-Italic"}
_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Fonts:
    """Files of a family that has every Vietnamese letter and may be embedded."""

    regular: Path
    bold: Path
    italic: Path

    @classmethod
    def find(cls, family: str = "Noto Serif") -> Fonts:
        """Ask fontconfig for the family.

        Raises FileNotFoundError where fontconfig is missing or has no such family.
        """
        found: dict[str, Path] = {}
        for face in _FACES:
            pattern = f"{family}:style={face.capitalize()}"
            output = subprocess.run(
                ["fc-match", "--format=%{family}\n%{file}", pattern],
                check=True, capture_output=True, text=True,
            ).stdout  # fmt: skip
            name, _, file = output.partition("\n")
            if family not in name.split(","):
                raise FileNotFoundError(f"no font family {family!r}: fontconfig offers {name!r}")
            found[face] = Path(file)
        return cls(**found)


def _style(name: str, **settings: Any) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        **{"fontName": "Sample", "fontSize": 13, "leading": 18.5, "spaceAfter": 5} | settings,
    )


def _kept(text: str) -> str:
    """Markup of a text whose runs of blanks are left open to be filled in by hand."""
    return re.sub(" {2,}", lambda run: "&nbsp;" * len(run[0]), escape(text))


def _register(fonts: Fonts) -> None:
    for face, suffix in _FACES.items():
        pdfmetrics.registerFont(TTFont(f"Sample{suffix}", str(getattr(fonts, face))))
    pdfmetrics.registerFontFamily(
        "Sample", normal="Sample", bold="Sample-Bold", italic="Sample-Italic",
        boldItalic="Sample-Bold",
    )  # fmt: skip


def to_pdf(paper: Paper, fonts: Fonts) -> bytes:
    """Return the paper as PDF; the same paper and fonts always give the same bytes."""
    _register(fonts)
    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setTitle(paper.title)
    canvas.setSubject(paper.notice)
    canvas.setAuthor("Hỏi Báo Cáo")
    _Pages(canvas).set(paper)
    canvas.save()
    return buffer.getvalue()


class _Pages:
    """Fills page after page from the top; footnotes of a page grow from its bottom."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self.number = 1
        self.y = _HEIGHT - _TOP
        self.notes: list[Lines] = []
        self.body = _style("body", alignment=TA_JUSTIFY, firstLineIndent=1 * cm)
        self.note = _style("note", fontSize=9.5, leading=12.5, alignment=TA_JUSTIFY, spaceAfter=2)
        self.centre = _style("centre", alignment=TA_CENTER)
        self.heads = {
            1: _style("h1", fontName="Sample-Bold", spaceBefore=4),
            2: _style("h2", fontName="Sample-Bold", leftIndent=0.5 * cm),
            3: _style("h3", fontName="Sample-Bold", leftIndent=1 * cm),
        }

    def set(self, paper: Paper) -> None:
        if paper.letterhead:
            self._letterhead(paper.letterhead)
        if paper.kind:
            self._place(Lines(f"<b>{escape(paper.kind)}</b>", self.centre))
        self._place(Lines(f"<b>{escape(paper.title)}</b>", self.centre))
        self._place(Lines(f"<i>({escape(paper.notice)})</i>", self.centre))
        for block in paper.blocks:
            if isinstance(block, Heading):
                self._heading(Lines(escape(block.text), self.heads[block.level]))
            elif isinstance(block, Paragraph):
                lead = f"<b>{escape(block.lead)}</b> " if block.lead else ""
                text = _MARK.sub(r"<super>\1</super>", escape(block.text))
                notes = [
                    Lines(f"<super>{mark}</super> {escape(body)}", self.note)
                    for mark, body in zip(_MARK.findall(block.text), block.notes, strict=True)
                ]
                self._paragraph(Lines(lead + text, self.body), notes, block.plain.find("["))
            else:
                self._table(block)
        if paper.signature:
            self._signature(paper.signature)
        self._finish()

    @property
    def _floor(self) -> float:
        heights: float = sum(self._height(note) + note.style.spaceAfter for note in self.notes)
        return float(_BOTTOM) + (heights + 10 if self.notes else 0)

    @staticmethod
    def _height(flowable: Any) -> float:
        return float(flowable.wrap(_MEASURE, _HEIGHT)[1])

    def _place(self, flowable: Any, space: float = 5) -> None:
        """Draw a flowable, on the next page where it does not fit."""
        height = self._height(flowable)
        if self.y - height < self._floor:
            self._turn()
        self.y -= height
        flowable.drawOn(self.canvas, _LEFT, self.y)
        self.y -= space

    def _heading(self, lines: Lines) -> None:
        if self.y - self._height(lines) - 3 * self.body.leading < self._floor:
            self._turn()
        self._place(lines)

    def _paragraph(self, lines: Lines, notes: list[Lines], mark_at: int) -> None:
        """Draw a paragraph, over two pages if it must; its notes stand where their mark does.

        `mark_at` is the offset of the paragraph's first mark in its plain text.
        """
        parts = self._split(lines, self.y - self._floor)
        if notes and parts and mark_at < len(parts[0].getPlainText()):
            kept = len(self.notes)
            self.notes += notes
            parts = self._split(lines, self.y - self._floor)
            if parts and mark_at < len(parts[0].getPlainText()):
                notes = []
            else:  # the mark slipped to the next page when its note took room from this one
                del self.notes[kept:]
                parts = []
        if parts:
            self._place(parts[0], 0 if len(parts) > 1 else self.body.spaceAfter)
        if len(parts) != 1:
            self._turn()
            self.notes += notes
            self._place(parts[1] if parts else lines, self.body.spaceAfter)
        else:
            self.notes += notes

    def _split(self, lines: Lines, room: float) -> list[Lines]:
        """What of a paragraph fits into `room`, and the rest: one, two or no parts."""
        if self._height(lines) <= room:
            return [lines]
        if room < 2 * self.body.leading:
            return []
        return list(lines.split(_MEASURE, room))

    def _turn(self) -> None:
        self._finish()
        self.number += 1
        self.y = _HEIGHT - _TOP
        self.canvas.setFont("Sample", 12)
        self.canvas.drawCentredString(_WIDTH / 2, _HEIGHT - 1.4 * cm, str(self.number))

    def _finish(self) -> None:
        """Set the page's footnotes and close it."""
        y = self._floor
        if self.notes:
            self.canvas.line(_LEFT, y - 4, _LEFT + 5 * cm, y - 4)
            y -= 9
        for note in self.notes:
            y -= self._height(note)
            note.drawOn(self.canvas, _LEFT, y)
            y -= note.style.spaceAfter
        self.notes = []
        self.canvas.showPage()

    def _letterhead(self, head: Letterhead) -> None:
        small = _style("small", fontSize=10, leading=13.5, alignment=TA_CENTER)
        *upper, agency = (escape(line) for line in head.agency)
        left = "<br/>".join((*upper, f"<b>{agency}</b>", f"Số: {_kept(head.number)}"))
        right = "<br/>".join(
            (f"<b>{COUNTRY}</b>", f"<b>{MOTTO}</b>", f"<i>{_kept(head.place_and_date)}</i>")
        )
        grid = Grid([[Lines(left, small), Lines(right, small)]], colWidths=[7.4 * cm, 8.6 * cm])
        grid.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))
        self._place(grid, 14)

    def _table(self, table: Table) -> None:
        self._place(Lines(f"<i>{escape(table.caption)}</i>", self.centre))
        cell = _style("cell", fontSize=11, leading=14, spaceAfter=0)
        rows = [[Lines(f"<b>{escape(text)}</b>", cell) for text in table.header]]
        rows += [[Lines(escape(text), cell) for text in row] for row in table.rows]
        grid = Grid(rows, colWidths=[_MEASURE / len(table.header)] * len(table.header))
        grid.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
        self._place(grid, 10)

    def _signature(self, signature: Signature) -> None:
        small = _style("recipients", fontSize=10, leading=13, alignment=TA_LEFT)
        left = "<br/>".join(
            ("<b><i>Nơi nhận:</i></b>", *(f"- {escape(name)}" for name in signature.recipients))
        )
        right = "<br/>".join(
            (
                *(f"<b>{escape(line)}</b>" for line in signature.position),
                *("",) * 3,
                f"<b>{escape(signature.name)}</b>",
            )
        )
        grid = Grid([[Lines(left, small), Lines(right, self.centre)]], colWidths=[9 * cm, 7 * cm])
        grid.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))
        self._place(grid)
