"""Cutting tables into passages: which rows stand together, and behind which others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from corpus.table_rows import (
    groups_over,
    has_numbers,
    head_rows,
    is_head,
    is_part,
    numbers_columns,
)

_ROWS: Final = 30
_WORDS: Final = 300  # a table that is told as a whole stays in one passage

Rows = Sequence[Sequence[str]]


def cut_tables(rows: Rows, words: Sequence[int]) -> list[list[int]]:
    """Return the places of the rows of each passage, some rows at a time behind their head.

    With them stand the table's head and the rows that name their group (``II | Viễn thông |
    |``). A head that is printed again on the next page is left out, and so are the columns'
    numbers. `rows` are cells, `words` says how long each row is.
    """
    found: list[list[int]] = []
    for places in _tables(rows):
        texts = [rows[place] for place in places]
        sizes = [words[place] for place in places]
        height, groups = head_rows(texts), groups_over(texts)
        low = height
        while low < len(places):
            high = low + 1
            while high < len(places) and _goes_in(texts, sizes, low, high):
                high += 1
            over = [number for number in groups[low] if number >= height]
            found.append([places[i] for i in (*range(height), *over, *range(low, high))])
            low = high
    return found


def _goes_in(rows: Rows, words: Sequence[int], low: int, high: int) -> bool:
    """Tell whether the row at `high` goes into the passage that the one at `low` begins."""
    few = high - low < _ROWS and sum(words[low : high + 1]) <= _WORDS
    return few or (is_part(rows[high]) and high - low < 2 * _ROWS)


def _tables(rows: Rows) -> list[list[int]]:
    """Return the rows of each of the tables that follow each other, without repeated heads."""
    tables: list[list[int]] = [[]]
    texts: list[Sequence[str]] = []
    for place, row in enumerate(rows):
        if numbers_columns(row):
            continue
        if any(map(has_numbers, texts)):
            if row in texts[: head_rows(texts)]:
                continue
            below = rows[place + 1] if place + 1 < len(rows) else ()
            if is_head(row) and len(texts[-1]) != len(row) == len(below):
                tables.append([])
                texts = []
        tables[-1].append(place)
        texts.append(row)
    return [table for table in tables if table]
