"""What a row of a table is: part of the head, the numbers of the columns, a group, or data.

A row is the text of its cells, parted by bars; the same rules cut tables into passages
(`corpus.passages`) and read them (`corpus.table_layout`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from corpus.vietnamese import fold

HEAD_ROWS: Final = 3
_NUMERIC: Final = re.compile(r"[-–−+]?\(?[\d.,%()/\s]*\d[\d.,%()/\s]*")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_SHORT: Final = re.compile(r"\d?[^\W\d_]\d*\+?|[^\W\d_]{1,3}[\s.]?\d{0,4}")  # "4G", "Q1", "T12"
_COLUMN_NUMBER: Final = re.compile(r"\(?(?:\d{1,2}|[A-ZĐa-dđ])\)?(?:\s?[=:]\s?[\d()+/x*×%–\s-]+)?")
_STYLES: Final = (
    ("roman", re.compile(r"\(?[IVXL]{1,5}\)?[.)/]?")),
    ("capital", re.compile(r"\(?[A-HĐ]\)?[.)/]?")),
    ("arabic1", re.compile(r"\(?\d{1,3}\)?[.)/]?")),
    ("arabic2", re.compile(r"\d{1,3}\.\d{1,2}\.?")),
    ("arabic3", re.compile(r"\d{1,3}\.\d{1,2}\.\d{1,2}\.?")),
    ("letter", re.compile(r"\(?[a-zđ]\)?[.)/]?")),
    ("bullet", re.compile(r"[-–—+*•]")),
)
_OPENING: Final = re.compile(
    r"(?P<mark>\d{1,3}(?:\.\d{1,2}){0,2}|[IVXL]{1,5}|[a-zđA-HĐ])[.)]\s|[-–—+*•]\s?"
)
_PART: Final = re.compile(r"\W*(?:trong do|trong so do|bao gom|gom)\b|[-–+•]\s")
_TOTAL: Final = re.compile(
    r"(?:tong(?: cong| so)?|cong|(?:toan|ca) (?:tinh|nganh|vung|thanh pho|quy|nam|ky)|chung)"
    r"\b(?! \w+ \w+)"
)


def row_cells(text: str) -> list[str]:
    """Return the cells of a row's text, without the blanks around them."""
    return [cell.strip() for cell in text.split("|")]


def is_head(row: Sequence[str]) -> bool:
    """Tell whether a row may name columns: several words, and no number but years."""
    filled = [cell for cell in row if cell]
    return (
        len(filled) > 1
        and not any(_NUMERIC.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in filled)
        and any(map(_WORD.search, filled))
    )


def goes_on(above: Sequence[str], row: Sequence[str]) -> bool:
    """Tell whether a row is one more row of the head that ends with `above`.

    It is as wide, and where it says nothing the row above does (or the other way round), or
    the row above says one thing of neighbouring columns that this one tells apart.
    """
    filled = [cell for cell in row if cell]
    short = len(filled) > 1 and all(_YEAR.fullmatch(c) or _SHORT.fullmatch(c) for c in filled)
    if len(row) != len(above) or is_group(row) or not (short or is_head(row)):
        return False
    left_out = any(not cell for cell in (*row, *above))
    return left_out or any(a == b for a, b in pairwise(above))


def head_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return how many of the first rows are the table's head; the last row never is."""
    count = 0
    while count < min(HEAD_ROWS, len(rows) - 1) and (
        goes_on(rows[count - 1], rows[count]) if count else is_head(rows[count])
    ):
        count += 1
    return count


def numbers_columns(row: Sequence[str]) -> bool:
    """Tell whether a row only numbers the columns: ``A | B | 1 | 2 | 3=2/1``."""
    filled = [cell for cell in row if cell]
    if len(filled) < 3 or not all(map(_COLUMN_NUMBER.fullmatch, filled)):
        return False
    firsts = [int(found[0]) for cell in filled if (found := re.findall(r"\d+", cell))]
    return (
        len(firsts) > 1
        and firsts[0] < 3
        and firsts == list(range(firsts[0], firsts[0] + len(firsts)))
    )


def has_numbers(row: Sequence[str]) -> bool:
    """Tell whether a row gives numbers, its own ordinal aside."""
    return any(_NUMERIC.fullmatch(cell) for cell in row[1:])


def is_group(row: Sequence[str]) -> bool:
    """Tell whether a row only names what the rows below it are of: ``II | Viễn thông | | ``."""
    if len(row) < 3 or any(row[2:]):
        return False
    first, second = row[0], row[1]
    if second:
        return bool(_style(first) and _is_label(second))
    return _is_label(first)


def _is_label(cell: str) -> bool:
    return _WORD.search(cell) is not None and not _style(cell)


def _style(cell: str) -> str:
    """Return how a cell that only numbers its row does so, or ""."""
    return next((name for name, pattern in _STYLES if pattern.fullmatch(cell)), "")


def ordinal_style(row: Sequence[str]) -> str:
    """Return how a row is numbered, in a cell of its own or before its label; "" if it is not."""
    filled = [cell for cell in row if cell]
    if not filled:
        return ""
    if len(filled) > 1 and (style := _style(filled[0])):
        return style
    if found := _OPENING.match(filled[0]):
        return _style(found["mark"]) if found["mark"] else "bullet"
    return ""


def is_part(row: Sequence[str]) -> bool:
    """Tell whether a row opens with ``Trong đó`` or a dash: it parts the row before it."""
    return ordinal_style(row) == "bullet" or _PART.match(fold(_label(row))) is not None


def _label(row: Sequence[str]) -> str:
    return next(filter(_is_label, row), "")


def groups_over(rows: Sequence[Sequence[str]]) -> list[tuple[int, ...]]:
    """Return for each row the group rows that it stands under, outermost first.

    A group ends with the next row that is numbered like it, and with a total.
    """
    open_groups: list[tuple[str, int]] = []
    found: list[tuple[int, ...]] = []
    for index, row in enumerate(rows):
        style, group = ordinal_style(row), is_group(row)
        if is_total(_label(row)):
            open_groups.clear()
        elif style or group:
            same = next((i for i, (s, _) in enumerate(open_groups) if s == style), None)
            if same is not None:
                del open_groups[same:]
        found.append(tuple(number for _, number in open_groups))
        if group:
            open_groups.append((style, index))
    return found


def is_total(label: str) -> bool:
    """Tell whether a row's label says that it sums up the others: ``Toàn tỉnh``, ``Cộng``."""
    return _TOTAL.match(fold(label).strip(" .:")) is not None
