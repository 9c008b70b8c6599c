"""The layout of a table passage: head, rows, and what each row stands under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.model import Passage, PassageKind
from corpus.table_rows import (
    groups_over,
    head_rows,
    is_part,
    is_total,
    numbers_columns,
    ordinal_style,
)

Cell = tuple[int, int]
"""Offsets into the passage's search text, without the blanks around the cell."""

_WORDS = re.compile(r"[^\W\d_]{2}")
_ORDINAL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,2}|[IVXL]{1,5}|[a-zđA-HĐ])\)?[.)/]?|[-–+*•]")
_UNDER = {"arabic2": "arabic1", "arabic3": "arabic2"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of figures; ``groups`` are the labels of the rows that say what it is of.

    ``whole`` is the place, among the layout's rows, of the row that this one is a part of.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    label: Cell | None
    ordinal: bool  # whether the first cell only numbers the row
    groups: tuple[Cell, ...]
    whole: int | None
    total: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of a table's head, each as wide as the table, and the rows below it."""

    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[Row, ...]

    def over(self, position: int) -> tuple[Cell, ...]:
        """Return the cells of the head over a column, from the top down, empty ones left out.

        A cell that is empty over one that is not belongs to the cell at its left.
        """
        found: list[Cell] = []
        for depth, row in enumerate(self.head):
            if position >= len(row):
                continue
            at = position
            if depth + 1 < len(self.head) and _is_empty(row[at]):
                below = self.head[depth + 1]
                while at and _is_empty(row[at]) and at < len(below) and not _is_empty(below[at]):
                    at -= 1
            if not _is_empty(row[at]):
                found.append(row[at])
        return tuple(found)

    def column(self, position: int) -> Cell | None:
        """Return the innermost cell of the head over a column; an empty one where it has none."""
        over = self.over(position)
        if over:
            return over[-1]
        return self.head[0][position] if self.head and position < len(self.head[0]) else None

    def beside(self, text: str, position: int, pattern: re.Pattern[str]) -> Cell | None:
        """Return the head cell left of a column whose own matches `pattern`, or None.

        Columns further left that match it are passed over.
        """
        at = position
        while at > 0 and (cell := self.column(at)) and pattern.match(text[slice(*cell)].lower()):
            at -= 1
        return None if at in (position, 0) else self.column(at)

    def at(self, offset: int) -> tuple[Row, int] | None:
        """Return the row that holds `offset` and the place of its cell in it."""
        row = next((row for row in self.rows if row.start <= offset < row.end), None)
        if row is None:
            return None
        place = next((i for i, (a, b) in enumerate(row.cells) if a <= offset < b), None)
        return None if place is None else (row, place)


def _is_empty(cell: Cell) -> bool:
    return cell[0] == cell[1]


def cells(text: str, start: int, end: int) -> list[Cell]:
    """Return the cells of the row ``text[start:end]``, without the blanks around them."""
    found: list[Cell] = []
    low = start
    for position in [*(start + m.start() for m in re.finditer(r"\|", text[start:end])), end]:
        stretch = text[low:position]
        left = len(stretch) - len(stretch.lstrip())
        found.append((low + left, low + max(left, len(stretch.rstrip()))))
        low = position + 1
    return found


def row_label(text: str, row: list[Cell]) -> Cell | None:
    """Return the first cell of a row that is words, not numbers."""
    return next(
        (
            cell
            for cell in row
            if _WORDS.search(text[slice(*cell)]) and not _ORDINAL.fullmatch(text[slice(*cell)])
        ),
        None,
    )


def layout_of(passage: Passage) -> Layout:
    """Return the layout of a table passage; of any other, one without rows."""
    if passage.kind is not PassageKind.TABLE:
        return Layout((), ())
    return _layout(passage.search.text, passage.sentences)


@lru_cache(maxsize=512)
def _layout(text: str, sentences: tuple[tuple[int, int], ...]) -> Layout:
    found = [cells(text, *span) for span in sentences]
    said = [[text[slice(*cell)] for cell in row] for row in found]
    height = head_rows(said)
    groups = groups_over(said)
    rows: list[Row] = []
    marks: list[str] = []  # how each of the rows is numbered, or "part"
    for index, (start, end) in enumerate(sentences[height:], height):
        if numbers_columns(said[index]):
            continue
        row = found[index]
        label = row_label(text, row)
        named = text[slice(*label)] if label else ""
        style = ordinal_style(said[index])
        mark = "part" if is_part(said[index]) else style
        over = [row_label(text, found[number]) for number in groups[index] if number >= height]
        rows.append(
            Row(
                start,
                end,
                tuple(row),
                label,
                label != row[0] and _ORDINAL.fullmatch(said[index][0]) is not None,
                tuple(cell for cell in over if cell),
                _whole(marks, mark),
                is_total(named),
            )
        )
        marks.append(mark)
    return Layout(tuple(map(tuple, found[:height])), tuple(rows))


def _whole(marks: Sequence[str], mark: str) -> int | None:
    """Return the place of the row that one marked so is a part of, or None.

    A part opens with ``Trong đó`` or a dash, or is numbered 1.1 below 1.
    """
    if mark == "part":
        return next((i for i in range(len(marks) - 1, -1, -1) if marks[i] != mark), None)
    under = _UNDER.get(mark)
    for place in range(len(marks) - 1, -1, -1):
        if under is None or marks[place] not in (mark, under, "part", "arabic3"):
            return None
        if marks[place] == under:
            return place
    return None
