"""Tables as passages hold them: one row a sentence, cells parted by ``" | "``, head row first.

What the head row says of its columns is read in `corpus.table_columns`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.labels import noun_of
from corpus.model import Basis, Figure, Level, Passage, PassageKind
from corpus.numbers import NumberMention, find_numbers
from corpus.periods import Period
from corpus.table_columns import Column, columns_of, measure_of
from corpus.vietnamese import fold

SEPARATOR = "|"
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
_TOTAL = re.compile(r"\btong\b|\btat ca\b|\btoan tinh\b|\bcong\b")
_PART = re.compile(r"\W*(?:trong do|bao gom|gom)\b|[-–+•]\s")
_NUMERIC = re.compile(r"[-–+]?[\d.,%/\s]*\d[\d.,%/\s]*")
_OVER = re.compile(r"\s?/\s?")

Cell = tuple[int, int]


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


def heads(passage: Passage) -> list[Cell]:
    """Return the cells of a table passage's head row; empty where it has none."""
    if passage.kind is not PassageKind.TABLE or len(passage.sentences) < 2:
        return []
    text = passage.search.text
    row = cells(text, *passage.sentences[0])
    numeric = sum(bool(re.fullmatch(r"[\d.,%\s]+", text[a:b])) for a, b in row if b > a)
    return row if len(row) > 1 and numeric * 2 <= len(row) else []


def column_of(passage: Passage, figure: Figure) -> Cell | None:
    """Return the head cell over a figure of a table passage, or None."""
    return column_at(passage, figure.start)


def column_at(passage: Passage, offset: int) -> Cell | None:
    """Return the head cell over the cell of a table passage that holds `offset`, or None."""
    head = heads(passage)
    if not head:
        return None
    line = next((s for s in passage.sentences[1:] if s[0] <= offset < s[1]), None)
    if line is None:
        return None
    row = cells(passage.search.text, *line)
    position = next((i for i, (a, b) in enumerate(row) if a <= offset < b), None)
    return head[position] if position is not None and position < len(head) else None


def head_columns(passage: Passage) -> list[tuple[Cell, ...]]:
    """Return for each column of a table passage its cells in the one or two rows of its head."""
    first = heads(passage)
    if not first:
        return []
    text, rows = passage.search.text, passage.sentences
    if len(rows) < 3 or not _second_head(text, rows[1], len(first)):
        return [(cell,) for cell in first]
    second = cells(text, *rows[1])
    return [
        (over, under) if under[1] > under[0] else (over,)
        for over, under in zip(first, second, strict=True)
    ]


def row_label(text: str, row: list[Cell]) -> Cell | None:
    """Return the first cell of a row that is words, not numbers."""
    return next((cell for cell in row if re.search(r"[^\W\d_]{2}", text[cell[0] : cell[1]])), None)


def table_figures(passage: Passage, reference: Period | None = None) -> tuple[Figure, ...]:
    """Return the figures of a table passage: each number is named by its row and its column.

    The head over a column also gives period and basis (``Tháng 4/2022``, ``Lũy kế``, ``Tăng,
    giảm (%)``), its brackets or a column of units the unit. A row that opens with ``Trong
    đó`` or a dash holds parts of the row before. `reference` is the report's period.
    """
    text = passage.search.text
    head = heads(passage)
    body = list(passage.sentences[1:] if head else passage.sentences)
    names = [text[a:b] for a, b in head]
    if head and len(body) > 1 and _second_head(text, body[0], len(head)):
        second = cells(text, *body.pop(0))
        names = [
            " ".join(part for part in (name, text[slice(*cell)]) if part)
            for name, cell in zip(names, second, strict=True)
        ]
    columns = columns_of(names, reference)
    shared = next((c for c in columns[:1] if c.unit), None)  # "Doanh thu (tỷ đồng)" heads rows
    bare = _bare_levels(
        [text[slice(*c)] for row in body if (c := row_label(text, cells(text, *row)))]
    )
    figures: list[Figure] = []
    above: dict[int, int] = {}  # the column's figure in the last row that was no part
    for start, end in body:
        row = cells(text, start, end)
        label = row_label(text, row)
        named = text[label[0] : label[1]] if label else ""
        part = bool(_PART.match(fold(named)))
        kept: dict[int, int] = {}
        unit = next(
            (text[slice(*c)] for c, col in zip(row, columns, strict=False) if col.units), ""
        )
        for position, (low, high) in enumerate(row):
            if (low, high) == label or position == 0 == _ordinal(text, row, label):
                continue
            column = columns[position] if position < len(columns) else Column("")
            if column.units:
                continue
            ratio = _ratio(text[low:high])
            for order, number in enumerate(ratio):
                kept.setdefault(position, len(figures))
                made = _cell_figure(text, (low, high), number, column, shared, named, unit)
                figures.append(
                    replace(
                        made,
                        level=made.level or bare.get(named),
                        clause=(start, end),
                        head=above.get(position) if part and not order else None,
                        whole=len(figures) + 1 if len(ratio) == 2 and not order else None,
                    )
                )
        if not part:
            above = kept
    return tuple(figures)


def _bare_level(label: str) -> Level | None:
    """Return the level that `label` is nothing but the name of."""
    bare = fold(label).strip(" .:")
    return next((level for level, pattern in _BARE_LEVELS if pattern.fullmatch(bare)), None)


def _bare_levels(labels: list[str]) -> dict[str, Level]:
    """Return the levels that row labels name alone (``Tỉnh``, ``Huyện``), if several do."""
    found = {label: level for label in labels if (level := _bare_level(label))}
    named = {_LEVELS[m.group(1)] for label in labels for m in _LEVEL.finditer(fold(label))}
    return found if len({*found.values(), *named}) > 1 else {}


def _ratio(cell: str) -> list[NumberMention]:
    """Return the number of a cell, or both of ``104/152``."""
    numbers = find_numbers(cell)[:2]
    if len(numbers) == 2 and not _OVER.fullmatch(cell, numbers[0].end, numbers[1].start):
        return numbers[:1]
    return numbers


def _cell_figure(
    text: str,
    cell: Cell,
    number: NumberMention,
    column: Column,
    shared: Column | None,
    named: str,
    row_unit: str,
) -> Figure:
    """Return the figure of one number of a cell, but for its place among the others."""
    low = cell[0]
    folded = fold(named)
    share = column.percent or number.percent or bool(_SHARE.search(folded)) or row_unit == "%"
    unit, scale = _measure(column, shared, named, row_unit)
    basis = column.basis or (
        Basis.SHARE if share else Basis.TOTAL if _TOTAL.search(folded) else Basis.STATED
    )
    if share and basis in (Basis.STATED, Basis.TOTAL, Basis.NEW):
        basis = Basis.SHARE
    elif basis in (Basis.NEW, Basis.STATED) and _TOTAL.search(folded):
        basis = Basis.TOTAL
    before = text[low : low + number.start].rstrip()[-1:]
    sign = -1 if before in ("-", "−", "–") else 1
    down = "giam" in fold(column.words) and "tang" not in fold(column.words)
    change = basis is Basis.CHANGE
    level = _LEVEL.search(folded) or _LEVEL.search(fold(column.words))
    scale = 1.0 if share or number.scale != 1 else scale
    value = number.value * scale
    return Figure(
        start=low + number.start,
        end=low + number.end,
        printed=number.printed,
        value=value if change else sign * value,
        unit="%" if share else unit,
        scale=number.scale * scale,
        label=" › ".join(part for part in (named, column.words) if part),
        own=cell,
        clause=cell,
        level=_LEVELS[level.group(1)] if level else None,
        basis=basis,
        period=column.period,
        against=column.against,
        direction=(-1 if down else sign) if change else 0,
    )


def _measure(column: Column, shared: Column | None, named: str, row_unit: str) -> tuple[str, float]:
    """Return unit and scale: of the row's unit cell, its label, its column, or all columns."""
    bracket = re.search(r"\(([^()\d]{1,25})\)\s*$", named)
    if row_unit:
        return measure_of(row_unit)
    if (
        bracket
        and fold(bracket.group(1)).split()[-1:] != []
        and measure_of(bracket.group(1))[1] > 1
    ):
        return measure_of(bracket.group(1))
    if column.unit:
        return column.unit, column.scale
    if shared:
        return shared.unit, shared.scale
    noun = "" if _bare_level(named) else noun_of(named)
    return noun or noun_of(column.words) or column.words, 1.0


def _second_head(text: str, row: tuple[int, int], width: int) -> bool:
    """Tell whether the row below the head goes on with it: as wide, and without numbers."""
    found = [text[a:b] for a, b in cells(text, *row)]
    return (
        len(found) == width
        and sum(map(bool, found)) > 1
        and not any(map(_NUMERIC.fullmatch, found))
    )


def _ordinal(text: str, row: list[Cell], label: Cell | None) -> int:
    """Return 0 where the first cell only numbers the row (``1 | Thuê bao | …``), else -1."""
    first = text[row[0][0] : row[0][1]]
    return 0 if label != row[0] and re.fullmatch(r"\d{1,3}\.?", first) else -1
