"""Paragraphs in the making, and how headings and list items are told from running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from corpus.boilerplate import Role
from corpus.lines import (
    Line,
    Opening,
    ends_sentence,
    is_row,
    mostly_capitals,
    note_opening,
    opening,
    starts_lower,
    without_marks,
)
from corpus.model import SpanKind
from corpus.vietnamese import fold


class BlockKind(StrEnum):
    """What a block is; furniture never becomes one."""

    LETTERHEAD = "letterhead"
    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"
    CAPTION = "caption"
    CLOSING = "closing"
    BYLINE = "byline"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"


# Words that no sentence ends with, so that what follows belongs to it.
_OPEN_WORDS: Final = frozenset(
    {
        "và", "của", "các", "những", "với", "cho", "về", "theo", "tại", "trong", "từ", "đến",
        "hoặc", "là", "do", "bởi", "để", "được", "bị", "cùng", "trên", "dưới", "số", "bằng",
        "qua", "như", "nhằm", "giữa", "thuộc", "gồm", "mà", "vì", "nên", "nhân",
    }
)  # fmt: skip
_TAIL_LINES: Final = 4
_HEADING_WORDS: Final = 30
_SUBHEADING_WORDS: Final = 20
_BARE_HEADING_WORDS: Final = 14
_TOPIC_STARTS: Final = re.compile(
    r"(?:ve|cong tac|linh vuc|tinh hinh|ket qua|hoat dong|nhiem vu|ha tang|phuong huong|giai phap|"
    r"ton tai|han che|kho khan|thuan loi|nguyen nhan|danh gia|kien nghi|de xuat|mot so|nhung|cac|"
    r"doanh thu|dich vu|quan ly|ung dung|chuyen doi so|an toan|buu chinh|vien thong|bao chi|"
    r"xuat ban|thong tin|cong nghe|thanh tra|cai cach|to chuc|truyen thong|phat trien|xay dung|"
    r"muc tieu|chi tieu|de an|du an|nhan luc|chinh quyen|kinh te|xa hoi|uu diem|dac diem)\b"
)
_LEAD_IN: Final = re.compile(
    r"(?:nhu sau|sau|sau day|gom|bao gom|cu the|cu the la|trong do|gom co|la) ?:$"
)
_CLOSING: Final = re.compile(
    r"tren day la (?:toan bo )?(?:noi dung )?(?:bao cao|ket qua|tinh hinh)\b"
)
_TIMES: Final = re.compile(
    r"\b(?:thang|quy|nam|ngay|giai doan|6 thang|9 thang|khoa|lan thu)\s+[\divx]+"
    r"(?:\s*[/-]\s*\d+)*|\b(?:5g|4g|3g|2g)\b|\b[69] thang\b"
)
_OWN_KINDS: Final = {
    Role.LETTERHEAD: BlockKind.LETTERHEAD,
    Role.TITLE: BlockKind.TITLE,
    Role.CAPTION: BlockKind.CAPTION,
    Role.BYLINE: BlockKind.BYLINE,
    Role.RECIPIENTS: BlockKind.RECIPIENTS,
    Role.SIGNATURE: BlockKind.SIGNATURE,
}


@dataclass(slots=True)
class Draft:
    """A paragraph in the making."""

    role: Role
    lines: list[Line]
    kind: BlockKind = BlockKind.PARAGRAPH
    note: str = ""
    fixed: bool = field(default=False)  # the format itself says what it is

    @property
    def text(self) -> str:
        """Return the text as laid out, on one line."""
        return " ".join(line.text for line in self.lines)

    @property
    def tail(self) -> str:
        """Return the last few lines of the text."""
        return " ".join(line.text for line in self.lines[-_TAIL_LINES:])

    @property
    def first(self) -> Line:
        """Return the first line."""
        return self.lines[0]

    @property
    def open(self) -> bool:
        """Tell whether the text breaks off before its sentence ends."""
        return not ends_sentence(self.lines[-1].text)


def is_open_end(text: str, following: str = "") -> bool:
    """Tell whether `text` ends in a way that no sentence can end.

    A heading may end in ``cửa khẩu số``; a number must follow where ``số`` leads on.
    """
    bare = without_marks(text)
    if bare.endswith((",", "(", "“", "-", "–", "/")):
        return True
    if bare.count("(") > bare.count(")") or bare.count("“") > bare.count("”"):
        return True
    last = bare.rsplit(" ", 1)[-1].lower()
    if last == "số" and following and opening(text) and following[0].isupper():
        return False
    return last in _OPEN_WORDS


def classify_fixed(drafts: Sequence[Draft]) -> None:
    """Set the kinds that need no neighbours: roles, spans, table rows, footnote openings."""
    for draft in drafts:
        line = draft.first
        if draft.role in _OWN_KINDS:
            draft.kind, draft.fixed = _OWN_KINDS[draft.role], True
        elif is_row(line):
            draft.kind, draft.fixed = BlockKind.TABLE_ROW, True
        elif SpanKind.HEADING in line.kinds:
            draft.kind, draft.fixed = BlockKind.HEADING, True
        elif draft.note:  # under a rule
            draft.kind, draft.fixed = BlockKind.FOOTNOTE, True
        elif (noted := note_opening(draft.text)) or SpanKind.FOOTNOTE in line.kinds:
            draft.kind, draft.fixed = BlockKind.FOOTNOTE, True
            draft.note = noted[0] if noted else ""


def classify(drafts: Sequence[Draft]) -> None:
    """Tell headings and list items from paragraphs, with a look at the neighbours."""
    body = [draft for draft in drafts if draft.kind is not BlockKind.FOOTNOTE]
    for index, draft in enumerate(body):
        if draft.fixed or draft.role is not Role.CONTENT:
            continue
        before = body[index - 1] if index else None
        after = body[index + 1] if index + 1 < len(body) else None
        opened = opening(draft.text)
        if opened:
            heading = _is_numbered_heading(draft, opened, before, after)
        else:
            heading = _is_bare_heading(draft, before, after)
        if _CLOSING.match(draft.first.folded):
            draft.kind = BlockKind.CLOSING
        elif heading:
            draft.kind = BlockKind.HEADING
        elif opened:
            draft.kind = BlockKind.LIST_ITEM


def _is_numbered_heading(
    draft: Draft, opened: Opening, before: Draft | None, after: Draft | None
) -> bool:
    text = without_marks(draft.text)
    words = len(text.split())
    if words > _HEADING_WORDS or after is None or after.role is not Role.CONTENT:
        return False
    if opened.style in ("part", "roman", "capital") and not text.endswith((";", ",")):
        return words > 1 or opened.style == "part"
    lead = text[opened.end :]
    if text.endswith(":"):
        if _LEAD_IN.search(fold(text)) and opened.style == "bullet":
            return False
        return words <= _SUBHEADING_WORDS and not _counts(lead)
    if opened.style == "bullet":
        return False
    if text.endswith((";", ",", "/.")) or (text.endswith(".") and words > 12):
        return False
    if _next_in_series(opened, after) or (before and _listed_before(opened, before)):
        return False
    return starts_upper(lead) and (opened.style != "letter" or words <= _SUBHEADING_WORDS)


def starts_upper(text: str) -> bool:
    """Tell whether the first letter of `text` is a capital."""
    return text.lstrip("\"'“‘«( ")[:1].isupper()


def _next_in_series(opened: Opening, after: Draft) -> bool:
    """Tell whether the next paragraph is the next item of the same list."""
    following = opening(after.text)
    return bool(
        following and following.style == opened.style and following.number == opened.number + 1
    )


def _listed_before(opened: Opening, before: Draft) -> bool:
    if before.kind is not BlockKind.LIST_ITEM:
        return False
    previous = opening(before.text)
    return bool(
        previous and previous.style == opened.style and previous.number + 1 == opened.number
        and len(before.text.split()) <= _HEADING_WORDS
    )  # fmt: skip


def _is_bare_heading(draft: Draft, before: Draft | None, after: Draft | None) -> bool:
    """Tell whether a paragraph without a number is a heading: by its looks and its place."""
    text = without_marks(draft.text)
    words = len(text.split())
    if after is None or after.role is not Role.CONTENT or words > _HEADING_WORDS:
        return False
    if not starts_upper(text) or text.endswith((";", ",", "…")) or words < 2:
        return False
    if before and before.kind is BlockKind.PARAGRAPH and is_open_end(before.text, text):
        return False
    folded = fold(text)
    if text.endswith(":"):
        return words <= _SUBHEADING_WORDS and not _LEAD_IN.search(folded) and not _counts(text)
    if text.endswith((".", "!", "?")):
        return False
    if mostly_capitals(text):
        return True
    if after.kind is BlockKind.TABLE_ROW or starts_lower(after.text):
        return False
    bold = all(SpanKind.BOLD in line.kinds for line in draft.lines)
    if bold and words <= _SUBHEADING_WORDS:
        return True
    return (
        3 <= words <= _BARE_HEADING_WORDS
        and not _counts(text)
        and _TOPIC_STARTS.match(folded) is not None
        and len(after.text.split()) >= 8
        and (before is None or not before.open or before.kind is BlockKind.HEADING)
    )


def _counts(text: str) -> bool:
    """Tell whether `text` gives a number that is not just part of a date or a name."""
    return any(letter.isdigit() for letter in _TIMES.sub(" ", fold(text)))
