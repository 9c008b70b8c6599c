"""From a document to its blocks: paragraphs, headings, list items, table rows, notes.

Furniture is dropped, hard-wrapped lines become paragraphs, and sentences that a page
break or a footnote cut in two are joined again. Every block knows where its text is from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus import repair
from corpus.boilerplate import Role
from corpus.drafts import (
    BlockKind,
    Draft,
    classify,
    classify_fixed,
    is_open_end,
    starts_upper,
)
from corpus.lines import (
    Line,
    bullet_level,
    ends_sentence,
    is_row,
    mostly_capitals,
    note_opening,
    opening,
    split_lines,
    starts_lower,
    wrap_width,
)
from corpus.model import Document, MappedText, SpanKind
from corpus.roles import judge

__all__ = ["Block", "BlockKind", "clean"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line with its repaired text.

    ``start`` and ``end`` bound its verbatim text (what lies between may belong to a
    footnote). ``note`` is the mark of a footnote; ``marks`` are the marks of footnotes that
    the text refers to. ``heading_level`` is the depth that the format states, or 0.
    ``list_level`` is 1 behind a ``-``, 2 behind a ``+``, 0 without a bullet.
    """

    kind: BlockKind
    search: MappedText
    start: int
    end: int
    page: int | None
    note: str = ""
    marks: tuple[str, ...] = ()
    heading_level: int = 0
    bold: bool = False
    list_level: int = 0


_ONE_BLOCK: Final = frozenset({Role.LETTERHEAD, Role.TITLE, Role.SIGNATURE})
_BULLET_LEAD: Final = re.compile(r"\s*(?:[-–—+*•·▪◦●○□■❖➢✓]\s*|o\s+)")
_NOTE_LEAD: Final = re.compile(
    r"\s*(?:\^?\[\^?\d{1,3}\]:?|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\^\d{1,3}|\d{1,2}(?=\s?[^\W\d_]))\s*"
)
_NOTE_RULE: Final = re.compile(r"[-_–—]{5,}")
_RULED_NOTE: Final = re.compile(r"(\d{1,2}) (?=[^\W\d_])")  # "1 Gồm 14 bưu cục" under a rule
_MOTTO: Final = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM"
    r"|ĐỘC\s+LẬP\s*[-–—.]\s*TỰ\s+DO\s*[-–—.]\s*HẠNH\s+PHÚC",
    re.IGNORECASE,
)
_TABLE_RULE: Final = re.compile(r"[\s|:+=_-]+")
_BROKEN_WORDS: Final = 8  # words that a sentence has at least when a line breaks it
_CLAUSE_WITHIN: Final = re.compile(r"[;.,] \S")
_NOTE_REACH: Final = 10  # paragraphs that a footnote can push between two parts of a sentence


def clean(document: Document) -> tuple[Block, ...]:
    """Return the blocks of `document` in reading order."""
    lines = split_lines(document)
    width = wrap_width(lines)
    roles = judge(lines, document, wrapped=width is not None)
    drafts = _gather(lines, roles, width)
    classify_fixed(drafts)
    drafts = _join_lower(drafts)
    classify(drafts)
    drafts = _join_open(_join_parts(drafts))
    notes = frozenset(draft.note for draft in drafts if draft.note)
    return tuple(block for draft in drafts if (block := _block(document, draft, notes)) is not None)


def _gather(lines: Sequence[Line], roles: Sequence[Role], width: int | None) -> list[Draft]:
    """Group the lines that are one paragraph as laid out on one page."""
    drafts: list[Draft] = []
    ruled = False  # whether the line before is the rule over footnotes
    for index, line in enumerate(lines):
        role = roles[index]
        if role is Role.DROPPED or _TABLE_RULE.fullmatch(line.text):
            ruled = _NOTE_RULE.fullmatch(line.text) is not None
            continue
        note = _RULED_NOTE.match(line.text) if ruled and role is Role.CONTENT else None
        ruled = False
        if note:
            drafts.append(Draft(role, [line], note=note.group(1)))
            continue
        last = drafts[-1] if drafts else None
        adjacent = index > 0 and roles[index - 1] is not Role.DROPPED
        if last and last.role is role and _belongs(last, line, role, width, adjacent):
            last.lines.append(line)
        else:
            drafts.append(Draft(role, [line]))
    return drafts


def _belongs(last: Draft, line: Line, role: Role, width: int | None, adjacent: bool) -> bool:
    if role in _ONE_BLOCK:
        return True
    if role is Role.RECIPIENTS:
        return opening(line.text) is None and starts_lower(line.text)
    if role is not Role.CONTENT or not adjacent:
        return False
    before = last.lines[-1]
    if last.note and starts_lower(line.text) and last.open:
        return not line.gap
    if SpanKind.FOOTNOTE in line.kinds & last.first.kinds:
        return note_opening(line.text) is None  # one note may run over several lines
    if line.gap or line.page != before.page or _is_marked(line) or _is_marked(before):
        return False
    if width is None or _opens(line, before):
        return False
    return _runs_on(before, line, width)


def _is_marked(line: Line) -> bool:
    """Tell whether the format or the looks of a line set it apart from running text."""
    return bool(line.kinds - {SpanKind.BOLD}) or is_row(line)


def _opens(line: Line, before: Line) -> bool:
    """Tell whether `line` opens a numbered paragraph, list item or footnote of its own."""
    if note_opening(line.text):
        return True
    opened = opening(line.text)
    if opened is None:
        return False
    rest = line.text[opened.end :]
    # "giai đoạn 2021" / "- 2025" and "ngày" / "12. ..." only look like openings
    return not (opened.style == "bullet" and rest[:1].isdigit() and not ends_sentence(before.text))


def _runs_on(before: Line, line: Line, width: int) -> bool:
    """Tell whether a hard-wrapped paragraph goes on from one line to the next."""
    if starts_lower(line.text) and not ends_sentence(before.text):
        return True
    full = len(before.text) + len(line.text.split(" ", 1)[0]) >= 0.85 * width
    if ends_sentence(before.text):
        return full and line.indent <= before.indent + 1
    if mostly_capitals(before.text) != mostly_capitals(line.text):
        return False
    return full or is_open_end(before.text, line.text) or mostly_capitals(before.text)


def _join_lower(drafts: Sequence[Draft]) -> list[Draft]:
    """Join a paragraph that breaks off with the one that goes on in lower case.

    What stands between the two and began with a footnote mark is that footnote, even
    where it has further paragraphs without a mark.
    """
    joined: list[Draft] = []
    open_draft: Draft | None = None
    for index, draft in enumerate(drafts):
        if draft.role is not Role.CONTENT:
            joined.append(draft)
            if draft.role not in (Role.CAPTION, Role.LETTERHEAD):
                open_draft = None
            continue
        if draft.fixed:
            if draft.kind is BlockKind.FOOTNOTE:
                _claim(drafts, index, open_draft)
            else:
                open_draft = None
            joined.append(draft)
            continue
        if draft.note:  # claimed by the footnote before it
            draft.kind = BlockKind.FOOTNOTE
            joined.append(draft)
            continue
        if open_draft and starts_lower(draft.text) and open_draft.open and _running(open_draft):
            open_draft.lines.extend(draft.lines)
            continue
        joined.append(draft)
        open_draft = draft
    return joined


def _running(draft: Draft) -> bool:
    """Tell whether `draft` is set like running text, not like a heading in capitals."""
    return not mostly_capitals(draft.lines[-1].text)


def _claim(drafts: Sequence[Draft], index: int, broken: Draft | None) -> None:
    """Give the footnote at `index` the unmarked paragraphs before the sentence goes on."""
    if broken is None or not broken.open:
        return
    for position in range(index + 1, min(len(drafts), index + 1 + _NOTE_REACH)):
        draft = drafts[position]
        if draft.role is not Role.CONTENT or (draft.fixed and draft.kind is not BlockKind.FOOTNOTE):
            return
        if draft.kind is BlockKind.FOOTNOTE:
            return  # that note claims what comes after it
        opened = opening(draft.text)
        if opened and opened.style != "bullet":
            return
        if starts_lower(draft.text):
            for claimed in drafts[index + 1 : position]:
                claimed.note = drafts[index].note
            return


def _join_parts(drafts: Sequence[Draft]) -> list[Draft]:
    """Join a heading that is only a number (``Phần thứ nhất``) with the heading it numbers."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if last and last.kind is draft.kind is BlockKind.HEADING and not opening(draft.text):
            opened = opening(last.text)
            if opened and opened.end >= len(last.text):
                last.lines.extend(draft.lines)
                continue
        joined.append(draft)
    return joined


def _join_open(drafts: Sequence[Draft]) -> list[Draft]:
    """Join a paragraph that cannot end where it ends with the next one, whatever its case."""
    joined: list[Draft] = []
    last: Draft | None = None  # the last running text; captions and footnotes do not count
    for draft in drafts:
        running = draft.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        if (
            last
            and draft.kind is BlockKind.PARAGRAPH
            and last.open
            and (
                is_open_end(last.tail, draft.text)
                or _over_page(last, draft)
                or _goes_on(last, draft)
            )
        ):
            last.lines.extend(draft.lines)
            continue
        joined.append(draft)
        if running:
            last = draft
        elif draft.kind not in (BlockKind.FOOTNOTE, BlockKind.CAPTION):
            last = None
    return joined


def _goes_on(last: Draft, draft: Draft) -> bool:
    """Tell whether a line that opens with a number or capital is the rest of a broken sentence.

    ``… cảnh báo 318 địa chỉ`` / ``IP nằm trong …``; ``… Doanh thu`` / ``6 tháng đạt …``. What
    breaks off has a sentence or clause before the break, as no heading has.
    """
    if opening(draft.text) or len(last.tail.split()) < _BROKEN_WORDS:
        return False
    within = _CLAUSE_WITHIN.search(last.text) is not None
    if draft.text[0].isdigit():
        return within or not starts_upper(last.text)
    return within and not draft.first.gap and ends_sentence(draft.text)


def _over_page(last: Draft, draft: Draft) -> bool:
    """Tell whether a page ends in the middle of a paragraph that goes on with a capital."""
    pages = (last.lines[-1].page, draft.first.page)
    return pages[0] != pages[1] and len(last.tail.split()) >= 8


def _block(document: Document, draft: Draft, notes: frozenset[str]) -> Block | None:
    stretches = [(line.start, line.end) for line in draft.lines]
    lead = None
    ruled = _RULED_NOTE.match(draft.text) if draft.note else None
    if draft.kind is BlockKind.FOOTNOTE and (note_opening(draft.text) or ruled):
        lead = _NOTE_LEAD
    elif bullet_level(draft.text) and draft.kind in (
        BlockKind.LIST_ITEM,
        BlockKind.HEADING,
        BlockKind.RECIPIENTS,
    ):
        lead = _BULLET_LEAD
    drop = _MOTTO if draft.kind is BlockKind.LETTERHEAD else None
    mended = repair.mend(document.text, stretches, lead=lead, drop=drop, notes=notes)
    if not any(letter.isalnum() for letter in mended.search.text):
        return None
    return Block(
        draft.kind,
        mended.search,
        draft.first.start,
        max(line.end for line in draft.lines),
        draft.first.page,
        note=draft.note,
        marks=mended.marks,
        heading_level=draft.first.level if draft.kind is BlockKind.HEADING else 0,
        bold=all(SpanKind.BOLD in line.kinds for line in draft.lines),
        list_level=bullet_level(draft.text) if lead is _BULLET_LEAD else 0,
    )
