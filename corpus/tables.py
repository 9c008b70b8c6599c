"""Tables as passages hold them: one row a sentence, cells parted by ``" | "``, head rows first.

What the head says of its columns is read in `corpus.table_columns`, what stands under what in
`corpus.table_layout`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.labels import noun_of
from corpus.model import Basis, Figure, Level, Passage
from corpus.numbers import NumberMention, find_numbers
from corpus.periods import Period
from corpus.table_columns import SUMS, Column, columns_of, measure_of, only_period
from corpus.table_layout import Cell, Layout, Row, cells, layout_of, row_label
from corpus.vietnamese import fold

__all__ = [
    "Cell",
    "cells",
    "column_at",
    "column_of",
    "head_columns",
    "heads",
    "labels_over",
    "printed_unit",
    "row_label",
    "table_figures",
]

_LEVEL = re.compile(r"\bcap (tinh|huyen|xa)\b")
_LEVELS = {"tinh": Level.PROVINCE, "huyen": Level.DISTRICT, "xa": Level.COMMUNE}
# A row or column may name the level alone, where others name the other levels.
_BARE_LEVELS = (
    (Level.PROVINCE, re.compile(r"tinh|(?:cac |khoi |cap )?so(?:,? ban)?(?:,? nganh)?(?: tinh)?")),
    (
        Level.DISTRICT,
        re.compile(r"(?:cac |khoi |ubnd )*(?:quan, )?huyen(?:, thi xa)?(?:, thanh pho)?"),
    ),
    (
        Level.COMMUNE,
        re.compile(r"(?:cac |khoi |ubnd )*(?:xa(?:, phuong)?|phuong, xa)(?:, thi tran)?"),
    ),
)
_SHARE = re.compile(r"%|\bty le\b|\bti le\b")
_MARK = re.compile(r"(?:\d{1,3}(?:\.\d{1,2}){0,2}[.)]|[-–+*•])\s+")
_RATE = re.compile(r"(?=.)(?:đạt |chiếm )?(?:tỷ lệ|tỉ lệ)?\W*%?\W*$")
_COLUMN_PART = re.compile(r"(?:trong đó|trđ|trong số đó)\b|(?:gồm|bao gồm)\b")
_OVER = re.compile(r"\s?/\s?")
_BRACKET = re.compile(r"\(([^()\d]{1,25})\)\s*$")
_UNIT_LINE = re.compile(r"(?:đvt|đơn vị(?: tính)?)\s?:\s*(?P<unit>[^()\d.,;]{1,25})", re.I)


def heads(passage: Passage) -> list[Cell]:
    """Return the cells of the first row of a table passage's head; empty where it has none."""
    head = layout_of(passage).head
    return list(head[0]) if head else []


def column_of(passage: Passage, figure: Figure) -> Cell | None:
    """Return the innermost head cell over a figure of a table passage, or None."""
    return column_at(passage, figure.start)


def column_at(passage: Passage, offset: int) -> Cell | None:
    """Return the innermost head cell over the cell that holds `offset`, or None."""
    layout = layout_of(passage)
    found = layout.at(offset) if layout.head else None
    return layout.column(found[1]) if found else None


def head_columns(passage: Passage) -> list[tuple[Cell, ...]]:
    """Return for each column of a table passage the cells over it, the innermost first.

    A column that is headed ``Tỷ lệ (%)`` alone is of the one at its left.
    """
    layout = layout_of(passage)
    if not layout.head:
        return []
    width = max(len(row) for row in layout.head)
    found: list[tuple[Cell, ...]] = []
    for position in range(width):
        column = layout.column(position)
        if column is not None:
            whole = layout.beside(passage.search.text, position, _RATE)
            over = (*layout.over(position), *((whole,) if whole else ()))
            found.append((column, *(cell for cell in over if cell != column)))
    return found


def labels_over(passage: Passage, figure: Figure) -> tuple[Cell, ...]:
    """Return the labels of the rows that a table figure's row stands under.

    These are the groups that it is in (``II | Viễn thông | |``) and the row whose part it is;
    and over a column of parts (``Trong đó: nữ``) the head of the column at its left.
    """
    layout = layout_of(passage)
    found = layout.at(figure.start)
    if found is None:
        return ()
    row, position = found
    text = passage.search.text
    tops = [text[slice(*cell)].lower() for cell in layout.over(position)]
    whole = None
    if any(map(_COLUMN_PART.match, tops)):
        at = position
        while at > 0 and any(
            _COLUMN_PART.match(text[slice(*cell)].lower()) for cell in layout.over(at)
        ):
            at -= 1
        whole = layout.column(at)
    return (*_above(layout, row), *((whole,) if whole else ()))


def printed_unit(passage: Passage, figure: Figure) -> str:
    """Return the unit that a table prints for a figure elsewhere than beside it, or "".

    It stands in a column of units, in brackets behind the label or the column's head, or in
    the line over the table (``Đơn vị tính: tỷ đồng``).
    """
    layout = layout_of(passage)
    found = layout.at(figure.start)
    if found is None or figure.unit == "%":
        return ""
    text, (row, position) = passage.search.text, found
    unit = _row_unit(text, row, _columns(text, layout, None))
    if unit:
        return unit
    for cell in (row.label, *reversed(layout.over(position)), *layout.over(0)):
        bracket = _BRACKET.search(text[slice(*cell)]) if cell else None
        if bracket and measure_of(bracket.group(1))[1] > 1:
            return bracket.group(1).strip()
    return _line_unit(passage)


def _line_unit(passage: Passage) -> str:
    """Return the unit that the line over a table gives for all of it, or ""."""
    found = _UNIT_LINE.search(passage.topic)
    return found["unit"].strip() if found else ""


def _names(text: str, layout: Layout) -> list[str]:
    """Return what the head says of each column, from the top down."""
    width = max((len(row) for row in layout.head), default=0)
    names: list[str] = []
    for position in range(width):
        beside = layout.beside(text, position, _RATE)
        over = (*layout.over(position), *((beside,) if beside else ()))
        names.append(" ".join(dict.fromkeys(text[slice(*cell)] for cell in over)))
    return names


def _row_unit(text: str, row: Row, columns: list[Column]) -> str:
    return next(
        (text[slice(*c)] for c, col in zip(row.cells, columns, strict=False) if col.units), ""
    )


def table_figures(passage: Passage, reference: Period | None = None) -> tuple[Figure, ...]:
    """Return the figures of a table passage: each number is named by its row and its column.

    The head over a column also gives period and basis (``Tháng 4/2022``, ``Lũy kế``, ``Tăng,
    giảm (%)``), its brackets or a column of units the unit. A row that opens with ``Trong
    đó`` or a dash holds parts of the row before. `reference` is the report's period.
    """
    text = passage.search.text
    layout = layout_of(passage)
    columns = _columns(text, layout, reference)
    # "Doanh thu (tỷ đồng)" over the labels, or a line over the table, is of every row
    shared = next((c for c in columns[:1] if c.unit), None)
    if shared is None and (line := _line_unit(passage)):
        unit, scale = measure_of(line)
        shared = Column("", unit=unit, scale=scale)
    levels = _row_levels([text[slice(*row.label)] for row in layout.rows if row.label])
    figures: list[Figure] = []
    placed: list[dict[int, int]] = []  # for each row, its figures by column
    for row in layout.rows:
        named = text[slice(*row.label)] if row.label else ""
        unit = _row_unit(text, row, columns)
        context = _Context(
            text,
            named,
            unit,
            shared,
            levels.get(named),
            only_period(named, reference),
            tuple(text[slice(*cell)] for cell in _above(layout, row)),
        )
        above = placed[row.whole] if row.whole is not None else {}
        kept: dict[int, int] = {}
        for position, cell in enumerate(row.cells):
            if cell == row.label or (position == 0 and row.ordinal):
                continue
            column = columns[position] if position < len(columns) else Column("")
            if column.units:
                continue
            numbers = _ratio(text[slice(*cell)])
            for order, number in enumerate(numbers):
                kept.setdefault(position, len(figures))
                figures.append(
                    replace(
                        context.figure(cell, number, column, part=len(numbers) > order + 1),
                        clause=(row.start, row.end),
                        head=above.get(position) if not order else None,
                        whole=len(figures) + 1 if len(numbers) == 2 and not order else None,
                    )
                )
        placed.append(kept)
    return tuple(figures)


def _above(layout: Layout, row: Row) -> tuple[Cell, ...]:
    """Return the labels of the rows that a row stands under, outermost first."""
    whole = layout.rows[row.whole].label if row.whole is not None else None
    return (*row.groups, *((whole,) if whole else ()))


def _columns(text: str, layout: Layout, reference: Period | None) -> list[Column]:
    """Return what the head says of each column; a column of signed per cents is of changes."""
    columns = columns_of(_names(text, layout), reference)
    for position, column in enumerate(columns):
        if column.units and any(
            row.label in row.cells[position : position + 1] for row in layout.rows
        ):
            columns[position] = Column(column.words)  # "Đơn vị" over the names of offices
        if column.basis is not Basis.SHARE or column.against is None:
            continue
        said = [
            text[slice(*row.cells[position])] for row in layout.rows if position < len(row.cells)
        ]
        if any(re.match(r"[-–−+]\s?\d", cell) for cell in said):
            columns[position] = replace(column, basis=Basis.CHANGE)
    return columns


def _bare_level(label: str) -> Level | None:
    """Return the level that `label` is nothing but the name of."""
    bare = fold(label).strip(" .:")
    return next((level for level, pattern in _BARE_LEVELS if pattern.fullmatch(bare)), None)


def _row_levels(labels: list[str]) -> dict[str, Level]:
    """Return the levels that row labels name, those named alone (``Tỉnh``) if several are."""
    named = {
        label: _LEVELS[found.group(1)] for label in labels if (found := _LEVEL.search(fold(label)))
    }
    bare = {label: level for label in labels if (level := _bare_level(label))}
    return {**bare, **named} if len({*bare.values(), *named.values()}) > 1 else named


def _ratio(cell: str) -> list[NumberMention]:
    """Return the number of a cell, or both of ``104/152``."""
    numbers = find_numbers(cell)[:2]
    if len(numbers) == 2 and not _OVER.fullmatch(cell, numbers[0].end, numbers[1].start):
        return numbers[:1]
    return numbers


@dataclass(frozen=True, slots=True)
class _Context:
    """What a row gives to each of its figures."""

    text: str
    named: str
    row_unit: str
    shared: Column | None
    level: Level | None
    period: Period | None
    above: tuple[str, ...]

    def figure(
        self, cell: Cell, number: NumberMention, column: Column, *, part: bool = False
    ) -> Figure:
        """Return the figure of one number of a cell, but for its place among the others.

        `part` tells that it is out of the cell's next number.
        """
        low, named = cell[0], self.named
        folded = fold(named)
        share = (
            column.percent or number.percent or bool(_SHARE.search(folded)) or self.row_unit == "%"
        )
        unit, scale = self._measure(column)
        basis = column.basis or (
            Basis.SHARE if share else Basis.TOTAL if SUMS.search(folded) else Basis.STATED
        )
        if share and basis in (Basis.STATED, Basis.TOTAL, Basis.NEW):
            basis = Basis.SHARE
        elif basis in (Basis.NEW, Basis.STATED) and SUMS.search(folded):
            basis = Basis.TOTAL
        if part and basis is Basis.TOTAL:
            basis = Basis.STATED
        before = self.text[low : low + number.start].rstrip()[-1:]
        sign = -1 if before in ("-", "−", "–") else 1
        down = "giam" in fold(column.words) and "tang" not in fold(column.words)
        change = basis is Basis.CHANGE
        level = _LEVEL.search(fold(column.words))
        scale = 1.0 if share or number.scale != 1 else scale
        value = number.value * scale
        return Figure(
            start=low + number.start,
            end=low + number.end,
            printed=number.printed,
            value=value if change else sign * value,
            unit="%" if share else unit,
            scale=number.scale * scale,
            label=" › ".join(
                _MARK.sub("", said, count=1) for said in (*self.above, named, column.words) if said
            ),
            own=cell,
            clause=cell,
            level=self.level or (_LEVELS[level.group(1)] if level else None),
            basis=basis,
            period=column.period or self.period,
            against=column.against,
            direction=(-1 if down else sign) if change else 0,
        )

    def _measure(self, column: Column) -> tuple[str, float]:
        """Return unit and scale: of the row's unit cell, its label, its column, or all rows."""
        if self.row_unit:
            return measure_of(self.row_unit)
        bracket = _BRACKET.search(self.named)
        if bracket and measure_of(bracket.group(1))[1] > 1:
            return measure_of(bracket.group(1))
        if column.unit:
            return column.unit, column.scale
        if self.shared:
            return self.shared.unit, self.shared.scale
        noun = "" if _bare_level(self.named) else noun_of(self.named)
        return noun or noun_of(column.words), 1.0
