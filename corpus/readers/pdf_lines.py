"""From letters with positions to lines of text, footnote marks told from digits."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.readers.pdf_content import Piece

_SAME_LINE = 0.35  # baselines this close, in em, are one line
_RAISED_REACH = 0.6  # how far above the line a superscript may sit
_RAISED_LEAST = 0.15
_RAISED_CLEARLY = 0.25  # digits this far up are a superscript even in full size
_SMALLER = 0.8
_WORD_GAP = 0.15
_CELL_GAP = 1.8  # wider than any justified gap between words
_CELL_GAP_UNSPACED = 1.0  # the same where no blank was set
_BULLET_LENGTH = 5
_MARK = re.compile(r"[\[(]?(\d{1,3}(?:\s?,\s?\d{1,3})*)[\])]?")
# A raised 2 or 3 after these is an exponent: km², m³.
_MEASURE = re.compile(r"(?:^|[\d\s/(])(?:k|h|d|c|m)?m\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a line without a wide gap."""

    x0: float
    x1: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Letters on one baseline. ``mark`` is the raised number that opens it, or ""."""

    x0: float
    x1: float
    y: float
    size: float  # of most of its letters
    bold: bool
    cells: tuple[Cell, ...]
    mark: str
    first_word: float  # width of the first word, in points
    marks: tuple[str, ...] = ()  # footnotes that the line refers to

    @property
    def text(self) -> str:
        """The line's text, cells apart by a blank."""
        return " ".join(cell.text for cell in self.cells)


def lines_as_drawn(pieces: Iterable[Piece]) -> list[Line]:
    """Return the lines of a page in drawing order.

    Letters drawn one after the other on about the same baseline make a line and are put
    in order of x: substitute fonts draw their letters after the rest of the line.
    """
    lines: list[Line] = []
    group = _Group()
    for piece in pieces:
        if not group.takes(piece):
            lines.extend(group.lines())
            group = _Group()
        group.add(piece)
    lines.extend(group.lines())
    return lines


def lines_by_place(pieces: Sequence[Piece]) -> list[Line]:
    """Return the lines of a page from the top down, whatever order they were drawn in."""
    groups: list[_Group] = []
    for piece in sorted(pieces, key=lambda p: (p.angle, -p.size, -p.y)):
        nearest = min(
            (g for g in groups if g.takes(piece, anywhere=True)),
            key=lambda g: abs(g.y - piece.y),
            default=None,
        )
        if nearest is None:
            nearest = _Group()
            groups.append(nearest)
        nearest.add(piece)
    groups.sort(key=lambda g: (g.angle, -g.y))
    return [line for group in groups for line in group.lines()]


class _Group:
    """Pieces of one line while it is being gathered."""

    def __init__(self) -> None:
        self.y = 0.0
        self.angle = 0
        self._size = 0.0
        self._x0 = self._x1 = 0.0
        self._pieces: list[Piece] = []
        self._drawn: dict[str, list[float]] = defaultdict(list)
        self._doubled = False

    def takes(self, piece: Piece, *, anywhere: bool = False) -> bool:
        """Return whether `piece` stands on this line."""
        if not self._pieces or piece.angle != self.angle:
            return not self._pieces
        size = max(self._size, piece.size)
        distance = abs(piece.y - self.y)
        if distance <= _SAME_LINE * min(self._size, piece.size):
            return True
        small, large = sorted((self._size, piece.size))
        if distance > _RAISED_REACH * size:
            return False
        if small > _SMALLER * large:
            marks = _is_mark(piece.text) or self._only_mark()
            return marks and -size <= piece.x0 - self._x1 <= _WORD_GAP * size
        return anywhere or self._x0 - size <= piece.x0 <= self._x1 + size

    def _only_mark(self) -> bool:
        return len(self._pieces) == 1 and _is_mark(self._pieces[0].text)

    def add(self, piece: Piece) -> None:
        """Add a piece; one drawn twice at the same place, to look bold, counts once."""
        if not piece.text.isspace():
            if any(abs(x - piece.x0) < 0.1 * piece.size for x in self._drawn[piece.text]):
                self._doubled = True
                return
            self._drawn[piece.text].append(piece.x0)
        if piece.size > self._size or (self._only_mark() and piece.size > _SMALLER * self._size):
            self._size, self.y, self.angle = piece.size, piece.y, piece.angle
        self._x0 = min(self._x0, piece.x0) if self._pieces else piece.x0
        self._x1 = max(self._x1, piece.x1) if self._pieces else piece.x1
        self._pieces.append(piece)

    def lines(self) -> list[Line]:
        """Return the line, if any letter is on it."""
        shown = [p for p in self._pieces if not p.text.isspace()]
        if not shown:
            return []
        letters: Counter[float] = Counter()
        levels: defaultdict[float, float] = defaultdict(float)
        bold = 0
        for piece in shown:
            count = len(piece.text.strip())
            letters[round(piece.size, 1)] += count
            levels[piece.y] += count * piece.size  # what is large and long sets the baseline
            bold += count * piece.bold
        size = letters.most_common(1)[0][0]
        y = max(levels, key=levels.__getitem__)
        pieces = sorted(self._pieces, key=lambda p: p.x0)
        cells, mark, marks = _set_line(pieces, size, y)
        if not cells:
            return []
        heavy = self._doubled or bold > 0.9 * sum(letters.values())
        start, end = cells[0].x0, cells[-1].x1
        first = _first_word(pieces, size)
        return [Line(start, end, y, size, heavy, tuple(cells), mark, first, tuple(marks))]


def _first_word(pieces: Sequence[Piece], size: float) -> float:
    """Return the width of the first word of a line, whose letters may be several pieces."""
    shown = [p for p in pieces if not p.text.isspace()]
    start = end = shown[0].x0
    for piece in shown:
        if piece.x0 - end > _WORD_GAP * size:
            break
        blanks = len(piece.text) - len(piece.text.rstrip())
        end = piece.x1 - blanks * 0.25 * size
        if blanks:
            break
    return end - start


def _is_mark(text: str) -> bool:
    return _MARK.fullmatch(text.strip()) is not None


def _mark_of(piece: Piece, size: float, y: float) -> str | None:
    """Return the number(s) of a piece that is set as a superscript, or None."""
    if piece.y - y < (_RAISED_LEAST if piece.size <= _SMALLER * size else _RAISED_CLEARLY) * size:
        return None
    found = _MARK.fullmatch(piece.text.strip())
    return found.group(1) if found else None


def _set_line(pieces: Sequence[Piece], size: float, y: float) -> tuple[list[Cell], str, list[str]]:
    """Join pieces in order of x into cells; return them, the opening mark and all others."""
    cells: list[Cell] = []
    text, x0, x1 = "", 0.0, 0.0
    opening, marks = "", []
    for piece, mark in _joined_marks(pieces, size, y):
        if piece.text.isspace() and not text:
            continue
        gap = piece.x0 - x1
        wide = _CELL_GAP if text.endswith(" ") or piece.text[:1].isspace() else _CELL_GAP_UNSPACED
        if text and gap > wide * size and len(text.strip()) > _BULLET_LENGTH:
            cells.append(Cell(x0, x1, text.strip()))
            text = ""
        if not text:
            x0 = piece.x0
        elif gap > _WORD_GAP * size and not text.endswith(" ") and not piece.text[:1].isspace():
            text += " "
        if mark is None or (mark in "23" and _MEASURE.search(text)):
            text += piece.text
        else:
            numbers = re.findall(r"\d+", mark)
            if text or cells:
                text = text.rstrip() + "".join(f"[{number}]" for number in numbers)
                marks.extend(numbers)
                if piece.text[-1:].isspace():
                    text += " "
            else:
                opening = numbers[0]
                text = f"[{opening}] "
        if not piece.text.isspace():
            blanks = len(piece.text) - len(piece.text.rstrip())
            x1 = max(x1, piece.x1 - blanks * 0.25 * size) if text else piece.x1
    if text.strip():
        cells.append(Cell(x0, x1, text.strip()))
    return cells, opening, marks


def _joined_marks(pieces: Sequence[Piece], size: float, y: float) -> list[tuple[Piece, str | None]]:
    """Pair each piece with its mark; the digits of one superscript become one piece."""
    joined: list[tuple[Piece, str | None]] = []
    for piece in pieces:
        if joined and piece.size <= _SMALLER * size and piece.y - y >= _RAISED_LEAST * size:
            last, last_mark = joined[-1]
            touching = piece.x0 - last.x1 <= _WORD_GAP * size
            if last_mark is not None and touching and not last.text[-1:].isspace():
                both = last._replace(x1=piece.x1, text=last.text + piece.text)
                if (mark := _mark_of(both, size, y)) is not None:
                    joined[-1] = (both, mark)
                    continue
        joined.append((piece, _mark_of(piece, size, y)))
    return joined
