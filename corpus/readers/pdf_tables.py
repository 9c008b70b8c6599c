"""Ruled tables of a PDF page, rebuilt from the rules that are drawn around the cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.readers.pdf_content import Edge, Piece, upright

_NEAR = 3.0  # rules this close, in points, are one
_MAX_EDGES = 20_000  # more are a drawing, not a table
_MAX_RULES = 400


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: squares between its rules, and which squares make one cell.

    ``xs`` ascend and ``ys`` ascend; square ``(row, column)`` lies between neighbouring
    rules, row 0 at the bottom. ``cells[row][column]`` names the cell of a square.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    def square(self, x: float, y: float) -> tuple[int, int] | None:
        """Return row and column of the square that holds the point, or None outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return row, column
        return None


def find_grids(edges: Iterable[Edge], angle: int) -> list[Grid]:
    """Return the tables, of at least two rows and two columns, among the rules of a page."""
    horizontal: list[Edge] = []
    vertical: list[Edge] = []
    for edge in edges:
        x0, y0 = upright(edge.x0, edge.y0, angle)
        x1, y1 = upright(edge.x1, edge.y1, angle)
        turned = Edge(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        (horizontal if turned.y1 - turned.y0 < 0.5 else vertical).append(turned)
    if len(horizontal) + len(vertical) > _MAX_EDGES:
        return []
    rules = _merged(horizontal, True), _merged(vertical, False)
    if len(rules[0]) + len(rules[1]) > _MAX_RULES:
        return []
    return [
        grid for rows, columns in _components(*rules) if (grid := _grid(rows, columns)) is not None
    ]


def _merged(edges: list[Edge], flat: bool) -> list[Edge]:
    """Join collinear rules that touch; many producers draw each cell's border by itself."""
    bands: dict[int, list[Edge]] = defaultdict(list)
    levels: list[float] = []
    for edge in sorted(edges, key=lambda e: e.y0 if flat else e.x0):
        level = edge.y0 if flat else edge.x0
        if not levels or level - levels[-1] > _NEAR:
            levels.append(level)
        bands[len(levels) - 1].append(edge)
    merged: list[Edge] = []
    for band in bands.values():
        spans = sorted((e.x0, e.x1) if flat else (e.y0, e.y1) for e in band)
        level = band[0].y0 if flat else band[0].x0
        start, end = spans[0]
        for low, high in [*spans[1:], (float("inf"), float("inf"))]:
            if low > end + _NEAR:
                merged.append(
                    Edge(start, level, end, level) if flat else Edge(level, start, level, end)
                )
                start, end = low, high
            end = max(end, high)
    return merged


def _crosses(row: Edge, column: Edge) -> bool:
    return (
        row.x0 - _NEAR <= column.x0 <= row.x1 + _NEAR
        and column.y0 - _NEAR <= row.y0 <= column.y1 + _NEAR
    )


def _components(rows: list[Edge], columns: list[Edge]) -> Iterable[tuple[list[Edge], list[Edge]]]:
    """Yield the rules of each table: those that cross one another, directly or not."""
    touching = [[j for j, column in enumerate(columns) if _crosses(row, column)] for row in rows]
    rows_of: dict[int, list[int]] = defaultdict(list)
    for i, found in enumerate(touching):
        for j in found:
            rows_of[j].append(i)
    seen: set[int] = set()
    for first in range(len(rows)):
        if first in seen:
            continue
        members, reached, queue = [first], set(touching[first]), list(touching[first])
        seen.add(first)
        while queue:
            for i in rows_of[queue.pop()]:
                if i not in seen:
                    seen.add(i)
                    members.append(i)
                    fresh = set(touching[i]) - reached
                    reached |= fresh
                    queue.extend(fresh)
        yield [rows[i] for i in members], [columns[j] for j in reached]


def _levels(values: Iterable[float]) -> tuple[float, ...]:
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > _NEAR:
            levels.append(value)
    return tuple(levels)


def _grid(rows: Sequence[Edge], columns: Sequence[Edge]) -> Grid | None:
    xs, ys = _levels(e.x0 for e in columns), _levels(e.y0 for e in rows)
    if len(xs) < 3 or len(ys) < 3:
        return None
    width, height = len(xs) - 1, len(ys) - 1
    parent = list(range(width * height))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for row in range(height):
        y = (ys[row] + ys[row + 1]) / 2
        for column in range(width):
            x = (xs[column] + xs[column + 1]) / 2
            here = row * width + column
            if column + 1 < width and not any(
                abs(e.x0 - xs[column + 1]) <= _NEAR and e.y0 <= y <= e.y1 for e in columns
            ):
                parent[root(here)] = root(here + 1)
            if row + 1 < height and not any(
                abs(e.y0 - ys[row + 1]) <= _NEAR and e.x0 <= x <= e.x1 for e in rows
            ):
                parent[root(here)] = root(here + width)
    cells = tuple(tuple(root(r * width + c) for c in range(width)) for r in range(height))
    if len({cell for line in cells for cell in line}) < 4:
        return None
    return Grid(xs, ys, cells)


def middle(piece: Piece) -> tuple[float, float]:
    """Return a point inside the letters of `piece`, to look up its square."""
    return (piece.x0 + piece.x1) / 2, piece.y + piece.size * 0.25
