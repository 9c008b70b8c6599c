"""What every line of a document is for: letterhead, title, content, recipients, furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.boilerplate import (
    BYLINE,
    Role,
    bare_words,
    drop_counters,
    drop_furniture,
    drop_page_numbers,
    drop_zones,
    is_prose,
    is_stamp,
    is_structured,
    mark_captions,
)
from corpus.lines import Line, ends_sentence, is_row, mostly_capitals, note_opening, opening
from corpus.model import Document, SpanKind
from corpus.vietnamese import fold, is_syllable

_MOTTO: Final = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|doc lap ?[-–—.] ?tu do ?[-–—.] ?hanh phuc"
)
_NUMBER_LINE: Final = re.compile(r"so\s*:?\s*[\d.…_ ]*/ ?[a-z]{2,}|v/v\b")
_PLACE_DATE: Final = re.compile(r"(?:\S+ ){0,5}\S+, ngay[\d .…_]*thang[\d .…_]*nam[\d .…_]*")
_ISSUER: Final = re.compile(
    r"(?:uy ban nhan dan|ubnd|so|bo|cuc|chi cuc|tinh uy|hoi dong nhan dan|trung tam|phong|ban)\b"
)
_KIND_OF_REPORT: Final = re.compile(
    r"(?:du thao )?(?:bao cao(?: (?:nhanh|tom tat|tong ket|so ket|ket qua|chuyen de|dinh ky))?|"
    r"ke hoach|thong bao|cong van|to trinh|chuong trinh cong tac)"
)
_INTRODUCTION: Final = re.compile(
    r"(?:thuc hien|can cu|theo|trong (?:thang|quy|nam|6|9)|ngay|"
    r"so (?:thong tin|van hoa|khoa hoc)\b.*bao cao)\b"
)
_RECIPIENTS: Final = re.compile(r"noi nhan ?:?")
_SIGNER: Final = re.compile(
    r"(?:(?:KT|TM|TL|TUQ|Q|T/M|K/T)[./]+\s*)?(?:(?:PHÓ|QUYỀN)\s+)?"
    r"(?:(?:TỔNG )?GIÁM ĐỐC|CHỦ TỊCH|CHÁNH VĂN PHÒNG|TRƯỞNG (?:BAN|PHÒNG)|CỤC TRƯỞNG|"
    r"CHI CỤC TRƯỞNG|BỘ TRƯỞNG|VIỆN TRƯỞNG|THỦ TRƯỞNG|BÍ THƯ)(?:\s[^a-zà-ỹ]*)?"
    r"|(?:KT|TM|TL|TUQ|T/M|K/T)[./]+\s*[^a-zà-ỹ]+"
)
_APPENDIX: Final = re.compile(r"(?:phu luc|bieu(?: mau)?(?: so)?|bang)\b(?: [\divx]|$|[:.–-]| kem)")
_TABLE_CELLS: Final = 2
_LATE: Final = 12  # lines into the text in which a letterhead may still come
_LABELLED: Final = re.compile(r"\w ?: ?\d")


def judge(lines: Sequence[Line], document: Document, *, wrapped: bool) -> list[Role]:
    """Return the role of every line; `wrapped` says that paragraphs run over lines."""
    roles = [Role.CONTENT] * len(lines)
    drop_furniture(lines, roles)
    drop_counters(lines, roles)
    drop_page_numbers(lines, roles, paged=bool(document.page_starts))
    official = _mark_tail(lines, roles)
    if not wrapped:
        drop_zones(lines, roles)
        mark_captions(lines, roles)
    _mark_head(lines, roles, document, wrapped=wrapped)
    if not (official or wrapped):
        _trim_web_tail(lines, roles)
    return roles


def _mark_head(
    lines: Sequence[Line], roles: list[Role], document: Document, *, wrapped: bool
) -> None:
    """Mark letterhead and title; drop the menu lines of a web page before its title."""
    body = _first_body_line(lines, roles, 0, wrapped=wrapped)
    # an editor's note or a teaser may stand before the letterhead
    late = [i for i in range(body, min(body + _LATE, len(lines))) if _is_issue_line(lines[i])]
    if late:
        body = _first_body_line(lines, roles, late[-1] + 1, wrapped=wrapped)
    head = range(body)
    letterhead = [i for i in head if roles[i] is not Role.DROPPED and _is_letterhead(lines[i])]
    for index in letterhead:
        only_motto = not bare_words(_MOTTO.sub("", lines[index].folded).replace("|", ""))
        roles[index] = Role.DROPPED if only_motto else Role.LETTERHEAD
    title = _title_lines(lines, roles, document, head, official=bool(letterhead))
    for index in title:
        roles[index] = Role.TITLE
    if not title:
        return
    said = {lines[index].folded for index in title}
    for index in head:
        repeated = lines[index].folded in said or index < title[0]
        if roles[index] is Role.CONTENT and repeated and not is_prose(lines[index]):
            roles[index] = Role.LETTERHEAD if letterhead else Role.DROPPED


def _first_body_line(
    lines: Sequence[Line], roles: Sequence[Role], start: int, *, wrapped: bool
) -> int:
    """Return the index of the first line from `start` that belongs to the report's own text."""
    after_kind = False
    for index in range(start, len(lines)):
        line = lines[index]
        if roles[index] is Role.DROPPED or _is_letterhead(line) or SpanKind.TITLE in line.kinds:
            continue
        if _KIND_OF_REPORT.fullmatch(line.folded):
            after_kind = True
            continue
        opened = opening(line.text)
        if opened and opened.style in ("part", "roman", "capital", "arabic1", "arabic2"):
            return index
        if SpanKind.HEADING in line.kinds or _has_substance(line):
            return index
        if (
            wrapped
            and line.words >= 8
            and (_INTRODUCTION.match(line.folded) or (not after_kind and line.words >= 12))
        ):
            return index
    return len(lines) if after_kind else start


def _is_issue_line(line: Line) -> bool:
    """Tell whether a line is the motto, the number or the place and date of a document."""
    if _MOTTO.search(line.folded):
        return True
    numbered = _NUMBER_LINE.match(line.folded) is not None and line.text[0].isupper()
    dated = _PLACE_DATE.fullmatch(line.folded.split(" | ")[-1]) is not None
    return (numbered or dated) and line.words <= 25


def _is_letterhead(line: Line) -> bool:
    issuer = _ISSUER.match(line.folded) is not None and mostly_capitals(line.text)
    return (
        _is_issue_line(line)
        or (issuer and line.words <= 14)
        or (line.folded.startswith("kinh gui") and line.words <= 25)
    )


def _title_lines(
    lines: Sequence[Line],
    roles: Sequence[Role],
    document: Document,
    head: range,
    *,
    official: bool,
) -> list[int]:
    spans = [i for i in range(len(lines)) if SpanKind.TITLE in lines[i].kinds]
    if spans:
        return [i for i in spans if roles[i] is not Role.DROPPED or i in head]
    free = [i for i in head if roles[i] is Role.CONTENT]
    kinds = [i for i in free if _KIND_OF_REPORT.fullmatch(lines[i].folded)]
    if kinds:
        first = kinds[0]
        title = [first]
        for index in free:
            if index <= first:
                continue
            ended = (len(title) > 1 and lines[index].gap) or len(title) > 5
            if ended or _INTRODUCTION.match(lines[index].folded):
                break
            title.append(index)
        return title
    if document.title:
        said = bare_words(fold(document.title))
        same = [i for i in free if bare_words(lines[i].folded) == said]
        if same:
            return same[-1:]
    for index in head:
        before = [i for i in free if i < index]
        if before and roles[index] is Role.DROPPED and is_stamp(lines[index].folded):
            return before[-1:]
    telling = [i for i in free if lines[i].words >= 5 and not is_prose(lines[i])]
    if official:
        return telling[:2]
    return telling[-1:]


def _mark_tail(lines: Sequence[Line], roles: list[Role]) -> bool:
    """Mark recipients and signature block; return whether there are any."""
    found = False
    role: Role | None = None
    for index, line in enumerate(lines):
        if roles[index] is Role.DROPPED or _is_note(line):
            continue
        first_cell = line.folded.split(" | ")[0]
        filed = re.search(r"\bluu ?:", line.folded) is not None and line.words <= 60
        if _RECIPIENTS.match(first_cell) and (
            line.words <= 6 or filed or SpanKind.TABLE_ROW in line.kinds
        ):
            role, found = Role.RECIPIENTS, True
        elif _SIGNER.fullmatch(line.text) and (role or index >= 0.5 * len(lines)):
            role, found = Role.SIGNATURE, True
        elif role and _ends_tail(line, role):
            role = None
        if role:
            roles[index] = role
    return found


def _is_note(line: Line) -> bool:
    """Tell whether a line opens a footnote by a mark that nothing else looks like."""
    noted = note_opening(line.text)
    return SpanKind.FOOTNOTE in line.kinds or (noted is not None and not line.text[0].isdecimal())


def _ends_tail(line: Line, role: Role) -> bool:
    if _APPENDIX.match(line.folded) or SpanKind.HEADING in line.kinds:
        return True
    opened = opening(line.text)
    if opened and opened.style in ("part", "roman"):
        return True
    if is_row(line):
        return line.text.count(" | ") >= _TABLE_CELLS
    return line.words > (30 if role is Role.RECIPIENTS else 15)


def _trim_web_tail(lines: Sequence[Line], roles: list[Role]) -> None:
    """After the last running text of a web page keep its by-lines and drop what is left."""
    content = [i for i, role in enumerate(roles) if role is Role.CONTENT]
    substance = [i for i in content if _has_substance(lines[i])]
    if not substance:
        return
    last = substance[-1]
    if opening(lines[last].text) and not ends_sentence(lines[last].text):
        last += 1  # a heading is followed by its text, however short
    after = [i for i in content if i > last]
    for position, index in enumerate(after):
        line = lines[index]
        named = BYLINE.fullmatch(line.folded) or (position < 2 and is_person_line(line.text))
        roles[index] = Role.BYLINE if named and line.words <= 15 else Role.DROPPED


def _has_substance(line: Line) -> bool:
    if is_prose(line) or is_structured(line):
        return True
    if BYLINE.fullmatch(line.folded):
        return False
    stopped = line.words >= 5 and line.text.rstrip("\"'”’)]*").endswith((".", ";", "./.", "…"))
    bulleted = line.text.startswith(("-", "–", "+")) and line.words >= 4
    return stopped or bulleted or (line.words >= 3 and _LABELLED.search(line.text) is not None)


def is_person_line(text: str) -> bool:
    """Tell whether a line is a bare signature such as ``Lê Thị Hoa`` or ``Minh Anh - TTS``."""
    name = re.split(r" [-–(]", text, maxsplit=1)[0].rstrip(". ")
    words = name.split()
    return (
        2 <= len(words) <= 5
        and len(text.split()) <= 9
        and all(word[0].isupper() and word[1:].islower() and is_syllable(word) for word in words)
    )
