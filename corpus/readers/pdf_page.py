"""One page of a PDF: ruled tables taken out of the lines, in reading order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from corpus.readers.pdf_content import PageContent, Piece
from corpus.readers.pdf_layout import Item, Page, Row
from corpus.readers.pdf_lines import Line, lines_by_place
from corpus.readers.pdf_tables import Grid, find_grids, middle

_FILLED = 0.2
_HEAD_ROWS = 2


def arrange(content: PageContent, to_lines: Callable[[Sequence[Piece]], list[Line]]) -> Page:
    """Return the page's lines as `to_lines` orders them, table rows where a table begins."""
    angles = Counter(piece.angle for piece in content.pieces)
    usual = angles.most_common(1)[0][0] if angles else 0
    upright = [piece for piece in content.pieces if piece.angle == usual]
    grids = [grid for grid in find_grids(content.edges, usual) if _is_filled(grid, upright)]
    loose: list[list[Piece]] = [[]]
    tables: list[int] = []
    inside: dict[int, list[Piece]] = defaultdict(list)
    for piece in content.pieces:
        number = _grid_of(piece, grids) if piece.angle == usual else None
        if number is None:
            loose[-1].append(piece)
            continue
        if number not in inside:
            tables.append(number)
            loose.append([])
        inside[number].append(piece)
    items: list[Item] = list(to_lines(loose[0]))
    for number, following in zip(tables, loose[1:], strict=True):
        items.extend(_rows(grids[number], inside[number]))
        items.extend(to_lines(following))
    return Page(tuple(items))


def _is_filled(grid: Grid, pieces: Sequence[Piece]) -> bool:
    """Return whether enough cells hold text for a table; the grid of a chart is empty."""
    squares = {grid.square(*middle(piece)) for piece in pieces} - {None}
    filled = {grid.cells[square[0]][square[1]] for square in squares if square is not None}
    return len(filled) >= _FILLED * len({cell for row in grid.cells for cell in row})


def _grid_of(piece: Piece, grids: Sequence[Grid]) -> int | None:
    for number, grid in enumerate(grids):
        if grid.square(*middle(piece)) is not None:
            return number
    return None


def _rows(grid: Grid, pieces: Sequence[Piece]) -> list[Row]:
    """Return the rows of a table, as many cells in each as there are columns.

    A cell over several squares is given once, at its top left. In the first rows, which name
    the columns, one over several columns is given over each of them.
    """
    contents: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        square = grid.square(*middle(piece))
        if square is not None:
            contents[grid.cells[square[0]][square[1]]].append(piece)
    texts = {
        cell: " ".join(line.text for line in lines_by_place(found))
        for cell, found in contents.items()
    }
    rows: list[Row] = []
    given: set[int] = set()
    for squares in reversed(grid.cells):
        names = len(rows) < _HEAD_ROWS and len(set(squares)) > 1
        row: list[str] = []
        for place, cell in enumerate(squares):
            again = place > 0 and squares[place - 1] == cell
            if cell in given and not (again and names and row[-1]):
                row.append("")
            else:
                row.append(texts.get(cell, ""))
            given.add(cell)
        if any(row):
            rows.append(Row(tuple(row)))
    return rows
