"""A conversation as a Word document."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Cm, Pt

from web.exporting.wording import asked, merged, sources_title, whereabouts, word

if TYPE_CHECKING:
    from docx.document import Document as DocumentObject

    from assistant import Answer, Citation
    from web.errors import Language
    from web.store import StoredTurn

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# What XML 1.0 cannot hold, and what would turn the reading direction.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_FONT = "Times New Roman"  # what Vietnamese offices write in (Decree 30/2020/NĐ-CP, annex I)


def as_docx(title: str, turns: Sequence[StoredTurn], language: Language = "vi") -> bytes:
    """Return the conversation `turns` as a DOCX file."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(13)
    document.core_properties.title = _plain(title)[:250]
    document.core_properties.author = "Hỏi Báo Cáo"
    document.add_heading(_plain(title), level=0)
    document.add_paragraph().add_run(word("about", language)).italic = True
    for turn in turns:
        document.add_heading(_plain(turn.question), level=1)
        document.add_paragraph().add_run(asked(turn, language)).italic = True
        if turn.answer is None:
            document.add_paragraph(word("failed", language))
        else:
            _answer(document, turn.answer, language)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _answer(document: DocumentObject, answer: Answer, language: Language) -> None:
    if not answer.answerable:
        document.add_paragraph().add_run(word("refused", language)).bold = True
    marks = " ".join(f"[{number}]" for number, _ in enumerate(answer.citations, 1))
    lines = [line for line in answer.answer.splitlines() if line.strip()]
    for at, line in enumerate(lines):
        paragraph = document.add_paragraph()
        paragraph.add_run(_plain(line)).bold = answer.answerable and answer.value is not None
        if marks and at == len(lines) - 1:
            paragraph.add_run(f" {marks}")
    if answer.subject:
        document.add_paragraph(_plain(answer.subject))
    if answer.computed:
        document.add_paragraph().add_run(word("computed", language)).italic = True
    if answer.citations:
        document.add_heading(sources_title(answer, language), level=2)
        for number, citation in enumerate(answer.citations, 1):
            _citation(document, number, citation, language)


def _citation(
    document: DocumentObject, number: int, citation: Citation, language: Language
) -> None:
    source = document.add_paragraph()
    source.add_run(f"[{number}] {_plain(citation.report)}").bold = True
    source.add_run().add_break()
    source.add_run(_plain(whereabouts(citation, language)))
    quoted = document.add_paragraph()
    quoted.paragraph_format.left_indent = Cm(1)
    position = 0
    for low, high in merged(citation):
        quoted.add_run(_plain(citation.excerpt[position:low]))
        marked = quoted.add_run(_plain(citation.excerpt[low:high]))
        marked.bold = True
        marked.font.highlight_color = WD_COLOR_INDEX.YELLOW
        position = high
    quoted.add_run(_plain(citation.excerpt[position:]))


def _plain(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
