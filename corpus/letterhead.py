"""The head of an administrative document: agency, number, place and date, subject.

Decree 30/2020 lays it out in two columns (agency and number; motto and place with date).
Readers give the columns one after the other, on one line, or as table cells, so all of
this works on *segments*: lines cut at cell borders, wide gaps and the motto.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from corpus.model import Document, SpanKind
from corpus.periods import find_dates
from corpus.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Line:
    """One line that says something; ``text`` is without Markdown marks and odd blanks."""

    index: int  # among all lines, empty ones counted
    start: int
    end: int
    text: str

    @property
    def folded(self) -> str:
        return fold(self.text)


_MARKUP: Final = re.compile(r"\*\*|__|^[#>\s]+|[*_]+$|^\*+")


def read_lines(document: Document) -> tuple[Line, ...]:
    """Return the lines of `document` that are neither empty nor marked as boilerplate."""
    skipped = [span for span in document.spans if span.kind is SpanKind.BOILERPLATE]
    lines = []
    position = 0
    for index, raw in enumerate(document.text.split("\n")):
        start, end = position, position + len(raw)
        position = end + 1
        text = _MARKUP.sub("", raw.replace("\u00a0", " ").strip()).strip()
        if text and not any(span.start <= start and end <= span.end for span in skipped):
            lines.append(Line(index, start, end, text))
    return tuple(lines)


def one_line(text: str) -> str:
    """Return `text` with every run of blanks as one."""
    return " ".join(text.split())


_CELL: Final = re.compile(r"\s*\|\s*|\t+|\s{3,}")
_MOTTO: Final = re.compile(
    r"cong\s+hoa\s+xa\s+hoi\s+chu\s+nghia\s+viet\s+nam|doc\s+lap\s*[-–]?\s*tu\s+do\s*[-–]?\s*hanh\s+phuc"
)
_UNIT_BELOW: Final = re.compile(  # "UBND TỈNH LAI CHÂU SỞ Y TẾ": two lines of one cell
    r"(?<=[^\W\d_] )(?:SỞ|CHI CỤC|VĂN PHÒNG|TRUNG TÂM|BAN QUẢN LÝ)(?= [A-ZĐÀ-Ỹ])"
)
_NUMBER_LABEL: Final = re.compile(r"\b(?:so|s6)\s*:?\s*\d*\s*[a-z]?\s*/")
_PLACE_DATE: Final = re.compile(
    r"(?P<place>[^\d,:;|]{2,40}),\s*(?=ngay\b)ngay\s*(?P<day>[\d.…\s]*)\s*thang\s*(?P<month>[\d.…\s]*)\s*"
    r"nam\s*(?P<year>\d{4})"
)


def segments(lines: Iterable[Line]) -> list[str]:
    """Return the columns of `lines` one by one, the motto left out."""
    found: list[str] = []
    for line in lines:
        for cell in _CELL.split(line.text):
            folded = fold(cell)
            cuts = {0, len(cell)}
            for motto in _MOTTO.finditer(folded):
                cuts |= {motto.start(), motto.end()}
            number = _NUMBER_LABEL.search(folded)
            if number and cell[: number.start()] == cell[: number.start()].upper():
                cuts.add(number.start())
            cuts |= {unit.start() for unit in _UNIT_BELOW.finditer(cell)}
            dated = _PLACE_DATE.search(folded)
            if dated:
                cuts.add(_place_start(cell, dated))
            borders = sorted(cuts)
            for start, end in pairwise(borders):
                part = cell[start:end].strip(" -–_*")
                if part and not _MOTTO.search(fold(part)):
                    found.append(part)
    return found


def _place_start(cell: str, found: re.Match[str]) -> int:
    """Return where the place of "…/BC-STTTT Bình Minh, ngày …" starts: its capitalised words."""
    start = found.end("place")
    for word in reversed(list(re.finditer(r"\S+", cell[: found.end("place")]))):
        if not (word.group()[0].isupper() or word.group() in "-–") or "/" in word.group():
            break
        start = word.start()
    return start


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the head says; None for what it leaves out or leaves blank."""

    agency: str | None = None  # as written, e.g. "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"
    parent: str | None = None  # the agency above it
    number: str | None = None
    place: str | None = None
    issued: date | None = None


_AGENCY: Final = re.compile(
    r"(?:so(?!\s*:)(?!\s*\d)|ubnd|uy ban nhan dan|cuc|tong cuc|chi cuc|van phong|trung tam|phong|bo"
    r"|vien|dai|hoi dong nhan dan|hdnd|ban quan ly|ban chi dao|ban tuyen giao|thanh tra)\b"
)
_NUMBER: Final = re.compile(
    r"(?:so|s6)\s*:?\s*(?P<number>\d+\s*[a-z]?\s*/(?:\s*\d{4}\s*/)?\s*[a-z&]+(?:\s*[-–]\s*[a-z&]+)*)"
)
_HEAD_LINES: Final = 25
_LONGEST_HEAD_LINE: Final = 240


def head_lines(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines above the document's kind and subject ("BÁO CÁO") or its first paragraph."""
    for position, line in enumerate(lines[:_HEAD_LINES]):
        if is_document_kind(line.text) or len(line.text) > _LONGEST_HEAD_LINE:
            return lines[:position]
    return lines[: _HEAD_LINES // 2]


def read_letterhead(lines: Sequence[Line]) -> Letterhead:
    """Read the head of a document; all None where it has none (a news item)."""
    head = head_lines(lines)
    kind_follows = len(head) < len(lines) and is_document_kind(lines[len(head)].text)
    has_motto = any(_MOTTO.search(line.folded) for line in head)
    parts = segments(head)
    numbered = any(_NUMBER_LABEL.match(fold(part)) for part in parts)
    if not (has_motto or kind_follows or numbered):
        return Letterhead()
    agencies = _agencies(parts)
    place, issued = _place_and_date(parts)
    if issued is None and kind_follows:  # some agencies date the signature instead
        place_below, issued = _place_and_date(segments(lines[-_HEAD_LINES:]))
        place = place or place_below
    return Letterhead(
        agency=agencies[-1] if agencies else None,
        parent=agencies[0] if len(agencies) > 1 else None,
        number=_number(parts),
        place=place,
        issued=issued,
    )


def _number(parts: Iterable[str]) -> str | None:
    for part in parts:
        found = _NUMBER.match(fold(part))
        if found:
            return re.sub(r"\s+", "", part[slice(*found.span("number"))])
    return None


def _agencies(parts: Sequence[str]) -> list[str]:
    """Return the agencies of the left column, a name that wraps made whole."""
    agencies: list[str] = []
    open_name = False
    for part in parts:
        folded = fold(part)
        if _NUMBER_LABEL.match(folded) or _PLACE_DATE.search(folded):
            open_name = False
        elif _AGENCY.match(folded) and len(part) <= 90:
            agencies.append(one_line(part))
            open_name = True
        elif open_name and part.isupper() and len(part) <= 60:
            agencies[-1] = one_line(f"{agencies[-1]} {part}")
        else:
            open_name = False
    return agencies


def _place_and_date(parts: Iterable[str]) -> tuple[str | None, date | None]:
    for part in parts:
        found = _PLACE_DATE.search(fold(part))
        if found:
            place = one_line(part[_place_start(part, found) : found.end("place")])
            days = [day.date for day in find_dates(part) if day.date]
            return place or None, days[0] if days else None
    return None, None


# --- kind and subject ---------------------------------------------------------------

_KINDS: Final = frozenset({"bao cao", "bao cao tom tat", "bao cao nhanh", "thong bao", "ke hoach"})
_SUBJECT_ENDS: Final = re.compile(
    r"(?:[ivxl]+|[a-d]|\d+(?:\.\d+)*)\s*[.)/\-]\s|phan\s+(?:thu\s+)?[\divx]|kinh\s+gui|can\s+cu\b|thuc\s+hien\b"
    r"|[-_–—*=.]{3,}|trong\s+(?:thang|quy|nam)\b|\(?kem\s+theo"
)
_UNFINISHED: Final = re.compile(
    r"(?:,|[-–]|\b(?:va|cua|ve|trong|thang|quy|nam|nhiem vu|thuc hien))$"
)
_LONGEST_SUBJECT: Final = 400
_LONGEST_BRACKET: Final = 80  # "(từ ngày … đến ngày …)" belongs to the subject, a note does not


def is_document_kind(text: str) -> bool:
    """Tell whether a line is only the document's kind: ``BÁO CÁO``, also spaced out."""
    letters = one_line(re.sub(r"[^\w\s]", " ", fold(text)))
    return text.upper() == text and (
        letters in _KINDS or letters.replace(" ", "") in {kind.replace(" ", "") for kind in _KINDS}
    )


def read_subject(lines: Sequence[Line]) -> str | None:
    """Return kind and subject of an administrative document as one sentence, or None.

    ``BÁO CÁO`` over ``Kết quả công tác quý I/2022`` gives ``Báo cáo kết quả công tác quý
    I/2022``; the words stay as written.
    """
    for position, line in enumerate(lines[:_HEAD_LINES]):
        if is_document_kind(line.text):
            subject = _subject(lines[position + 1 : position + 8])
            if subject:
                return _joined(line.text, subject)
        elif line.folded.startswith("bao cao ") and line.text.isupper():
            return one_line(" ".join([line.text, *_continued(line, lines[position + 1 :])]))
    return None


def _subject(lines: Sequence[Line]) -> str | None:
    if not lines or (_SUBJECT_ENDS.match(lines[0].folded) and not _names_result(lines[0].folded)):
        return None
    first = lines[0]
    subject = one_line(" ".join([first.text, *_continued(first, lines[1:])]))
    return subject if len(subject.split()) > 2 and len(subject) <= _LONGEST_SUBJECT else None


def _names_result(folded: str) -> bool:
    """Tell the subject "Thực hiện nhiệm vụ …" from the opening "Thực hiện Công văn số …"."""
    return folded.startswith("thuc hien") and not re.search(r"\bso\s*\d", folded)


def _continued(first: Line, following: Sequence[Line]) -> list[str]:
    parts: list[str] = []
    previous = first
    for line in following:
        if _SUBJECT_ENDS.match(line.folded) and not _UNFINISHED.search(previous.folded):
            break
        capitals = first.text.isupper() and line.text.isupper() and line.index == previous.index + 1
        bracketed = line.text[0] == "(" and len(line.text) <= _LONGEST_BRACKET
        begins_low = line.text[0].islower() or bracketed
        if not (begins_low or capitals or _UNFINISHED.search(previous.folded)):
            break
        parts.append(line.text)
        previous = line
    return parts


def _joined(kind: str, subject: str) -> str:
    if subject.isupper():
        return f"{one_line(kind)} {subject}"
    if subject[:2] != subject[:2].upper():  # not an abbreviation
        subject = subject[0].lower() + subject[1:]
    return f"{one_line(kind).capitalize()} {subject}"
