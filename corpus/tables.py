"""Tables as passages hold them: one row a sentence, cells parted by ``" | "``, head row first."""

from __future__ import annotations

import re

from corpus.model import Basis, Figure, Level, Passage, PassageKind
from corpus.numbers import find_numbers
from corpus.vietnamese import fold

SEPARATOR = "|"
_LEVEL = re.compile(r"\bcap (tinh|huyen|xa)\b")
_LEVELS = {"tinh": Level.PROVINCE, "huyen": Level.DISTRICT, "xa": Level.COMMUNE}
_SHARE = re.compile(r"%|\bty le\b|\bti le\b")
_TOTAL = re.compile(r"\btong\b|\btat ca\b|\btoan tinh\b|\bcong\b")

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


def row_label(text: str, row: list[Cell]) -> Cell | None:
    """Return the first cell of a row that is words, not numbers."""
    return next((cell for cell in row if re.search(r"[^\W\d_]{2}", text[cell[0] : cell[1]])), None)


def table_figures(passage: Passage) -> tuple[Figure, ...]:
    """Return the figures of a table passage: each number is named by its row and its column."""
    text = passage.search.text
    head = heads(passage)
    figures: list[Figure] = []
    for start, end in passage.sentences[1:] if head else passage.sentences:
        row = cells(text, start, end)
        label = row_label(text, row)
        named = text[label[0] : label[1]] if label else ""
        found = _LEVEL.search(fold(named))
        for position, (low, high) in enumerate(row):
            if (low, high) == label or position == 0 == _ordinal(text, row, label):
                continue
            for number in find_numbers(text[low:high])[:1]:
                column = text[slice(*head[position])] if position < len(head) else ""
                share = bool(_SHARE.search(fold(column))) or number.percent
                total = bool(_TOTAL.search(fold(f"{named} {column}")))
                figures.append(
                    Figure(
                        start=low + number.start,
                        end=low + number.end,
                        printed=number.printed,
                        value=number.value,
                        unit="%" if share else column,
                        scale=number.scale,
                        label=" › ".join(part for part in (named, column) if part),
                        own=(low, high),
                        clause=(start, end),
                        level=_LEVELS[found.group(1)] if found else None,
                        basis=Basis.SHARE if share else Basis.TOTAL if total else Basis.STATED,
                    )
                )
    return tuple(figures)


def _ordinal(text: str, row: list[Cell], label: Cell | None) -> int:
    """Return 0 where the first cell only numbers the row (``1 | Thuê bao | …``), else -1."""
    first = text[row[0][0] : row[0][1]]
    return 0 if label != row[0] and re.fullmatch(r"\d{1,3}\.?", first) else -1
