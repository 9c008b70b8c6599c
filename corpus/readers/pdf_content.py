"""Interpreting the content streams of a PDF page: which letters and rules stand where.

pypdf parses the file, decrypts, inflates and reads the fonts; what it returns as plain
text has lost the geometry that is needed to tell a footnote mark from a digit, a table
cell from a line and a word broken by a substitute font from two words. So the text and
path operators are followed here and give `Piece` and `Edge` values in upright page
coordinates: x to the right and y upwards for a reader of that text, in points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, NamedTuple

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject, StreamObject

from corpus.readers.pdf_fonts import FontCache, PdfFont

Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_BREAK_EM = 0.1  # a jump of more than this inside a TJ array ends a piece
_SKEW = math.radians(5)
_MAX_FORMS = 1_000  # form invocations of one page
_MAX_FORM_DEPTH = 12
_RULE = 3.0  # a painted rectangle up to this thick is a rule
_MIN_RULE = 5.0


class Piece(NamedTuple):
    """Letters set without a break, at most one word with the blanks after it."""

    x0: float
    x1: float
    y: float  # baseline, text rise included
    size: float  # font size as it appears on the page
    bold: bool
    angle: int  # 0, 90, 180 or 270: the direction of writing on the unrotated page
    text: str


class Edge(NamedTuple):
    """A horizontal (``y0 == y1``) or vertical (``x0 == x1``) rule, unrotated."""

    x0: float
    y0: float
    x1: float
    y1: float


class PageContent(NamedTuple):
    """What is drawn on one page, in drawing order."""

    pieces: list[Piece]
    edges: list[Edge]


class TooManyCharacters(Exception):
    """The page alone holds more characters than the whole document may."""


def read_page(page: PageObject, fonts: FontCache, max_characters: int) -> PageContent:
    """Return the letters and rules of `page`.

    Raises pypdf's own errors for a damaged page and `TooManyCharacters`.
    """
    interpreter = _Interpreter(page, fonts, max_characters)
    contents = page.get("/Contents")
    if contents is not None:
        resources = page.get("/Resources")
        interpreter.run(contents, _dictionary(resources), _State(), 0)
    return PageContent(interpreter.pieces, interpreter.edges)


def upright(x: float, y: float, angle: int) -> tuple[float, float]:
    """Return the point as seen by a reader of text written in direction `angle`."""
    if angle == 90:
        return y, -x
    if angle == 180:
        return -x, -y
    if angle == 270:
        return -y, x
    return x, y


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _multiply(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _numbers(operands: Iterable[Any], count: int) -> list[float] | None:
    """Return the last `count` operands as floats, or None where they are not numbers."""
    values = [float(o) for o in operands if isinstance(o, (int, float))]
    return values[-count:] if len(values) >= count else None


@dataclass
class _State:
    """The graphics state that ``q`` saves, as far as text needs it."""

    ctm: Matrix = _IDENTITY
    font: PdfFont | None = None
    size: float = 12.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass
class _Path:
    """Subpaths of the path under construction, as lists of page points."""

    subpaths: list[list[tuple[float, float]]] = field(default_factory=list)
    curved: bool = False


class _Interpreter:
    def __init__(self, page: PageObject, fonts: FontCache, max_characters: int) -> None:
        self.pieces: list[Piece] = []
        self.edges: list[Edge] = []
        self._pdf = page.pdf
        self._fonts = fonts
        self._room = max_characters
        self._forms = 0
        self._active: set[int] = set()

    def run(self, stream: Any, resources: DictionaryObject, state: _State, depth: int) -> None:
        """Follow the operators of one content stream."""
        fonts = self._fonts.of(resources)
        stack: list[_State] = []
        line_matrix = text_matrix = _IDENTITY
        path = _Path()
        for operands, operator in ContentStream(stream, self._pdf, "bytes").operations:
            if operator in _SHOW:
                if operator in (b"'", b'"'):
                    if operator == b'"' and (spaces := _numbers(operands[:2], 2)):
                        state.word_space, state.char_space = spaces
                    line_matrix = _multiply((1, 0, 0, 1, 0, -state.leading), line_matrix)
                    text_matrix = line_matrix
                text_matrix = self._show(operands[-1:], state, text_matrix)
            elif operator in (b"Td", b"TD"):
                if offset := _numbers(operands, 2):
                    if operator == b"TD":
                        state.leading = -offset[1]
                    line_matrix = _multiply((1, 0, 0, 1, offset[0], offset[1]), line_matrix)
                    text_matrix = line_matrix
            elif operator == b"Tm":
                if values := _numbers(operands, 6):
                    line_matrix = text_matrix = _matrix(values)
            elif operator == b"T*":
                line_matrix = _multiply((1, 0, 0, 1, 0, -state.leading), line_matrix)
                text_matrix = line_matrix
            elif operator == b"BT":
                line_matrix = text_matrix = _IDENTITY
            elif operator == b"Tf":
                if operands:
                    state.font = fonts.get(str(operands[0]))
                    size = _numbers(operands, 1)
                    state.size = size[0] if size else state.size
            elif operator in _SCALARS:
                if values := _numbers(operands, 1):
                    name, factor = _SCALARS[operator]
                    setattr(state, name, values[0] * factor)
            elif operator == b"q":
                stack.append(replace(state))
            elif operator == b"Q":
                if stack:
                    state = stack.pop()
            elif operator == b"cm":
                if values := _numbers(operands, 6):
                    state.ctm = _multiply(_matrix(values), state.ctm)
            elif operator == b"Do":
                self._form(operands, resources, state, depth)
            else:
                path = self._draw(operator, operands, state.ctm, path)

    def _show(self, operands: list[Any], state: _State, matrix: Matrix) -> Matrix:
        """Add the pieces of one Tj or TJ operand; return the text matrix after it."""
        if not operands or state.font is None:
            return matrix
        shown = operands[0] if isinstance(operands[0], ArrayObject) else [operands[0]]
        pen = 0.0
        writer = _PieceWriter(state, _multiply(matrix, state.ctm))
        for item in shown:
            if isinstance(item, (int, float)):
                move = -float(item) / 1000 * state.size * state.scale
                if abs(move) > _BREAK_EM * abs(state.size * state.scale):
                    writer.finish(pen)
                pen += move
            elif isinstance(item, (bytes, str)) and not isinstance(item, NameObject):
                for letter, width, is_blank in state.font.decode(item):
                    self._room -= 1
                    if self._room < 0:
                        raise TooManyCharacters
                    if writer.ends_in_blank and not letter.isspace():
                        writer.finish(pen)
                    writer.add(letter, pen)
                    space = state.char_space + (state.word_space if is_blank else 0.0)
                    pen += (width * state.size + space) * state.scale
        writer.finish(pen)
        self.pieces.extend(writer.pieces)
        return _multiply((1, 0, 0, 1, pen, 0), matrix)

    def _form(
        self, operands: list[Any], resources: DictionaryObject, state: _State, depth: int
    ) -> None:
        """Follow a form XObject; images, cycles and excessive nesting are passed over."""
        form = _dictionary(resources.get("/XObject")).get(operands[0] if operands else "")
        form = form.get_object() if form is not None else None
        if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form":
            return
        if id(form) in self._active or depth >= _MAX_FORM_DEPTH or self._forms >= _MAX_FORMS:
            return
        self._forms += 1
        self._active.add(id(form))
        inner = replace(state)
        values = _numbers(form.get("/Matrix", []), 6)
        if values:
            inner.ctm = _multiply(_matrix(values), inner.ctm)
        own = _dictionary(form.get("/Resources"))
        self.run(form, own or resources, inner, depth + 1)
        self._active.discard(id(form))

    def _draw(self, operator: bytes, operands: list[Any], ctm: Matrix, path: _Path) -> _Path:
        """Follow a path operator; painted thin or rectangular subpaths become edges."""
        if operator == b"re":
            if box := _numbers(operands, 4):
                x, y, width, height = box
                corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
                path.subpaths.append([_point(ctm, *corner) for corner in corners])
        elif operator == b"m":
            if point := _numbers(operands, 2):
                path.subpaths.append([_point(ctm, *point)])
        elif operator == b"l":
            if (point := _numbers(operands, 2)) and path.subpaths:
                path.subpaths[-1].append(_point(ctm, *point))
        elif operator == b"h":
            if path.subpaths and path.subpaths[-1]:
                path.subpaths[-1].append(path.subpaths[-1][0])
        elif operator in (b"c", b"v", b"y"):
            path.curved = True
        elif operator in _PAINT:
            if not path.curved:
                for subpath in path.subpaths:
                    self.edges.extend(_edges(subpath))
            return _Path()
        elif operator == b"n":
            return _Path()
        return path


_SHOW = frozenset((b"Tj", b"TJ", b"'", b'"'))
_PAINT = frozenset((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_SCALARS: dict[bytes, tuple[str, float]] = {
    b"Tc": ("char_space", 1.0),
    b"Tw": ("word_space", 1.0),
    b"Tz": ("scale", 0.01),
    b"TL": ("leading", 1.0),
    b"Ts": ("rise", 1.0),
}


def _matrix(values: list[float]) -> Matrix:
    return (values[0], values[1], values[2], values[3], values[4], values[5])


def _point(ctm: Matrix, x: float, y: float) -> tuple[float, float]:
    return ctm[0] * x + ctm[2] * y + ctm[4], ctm[1] * x + ctm[3] * y + ctm[5]


def _edges(points: list[tuple[float, float]]) -> Iterator[Edge]:
    """Yield the rules that a painted subpath draws: itself if thin, else its straight sides."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    if high - low <= _RULE:
        if right - left >= _MIN_RULE:
            middle = (low + high) / 2
            yield Edge(left, middle, right, middle)
    elif right - left <= _RULE:
        if high - low >= _MIN_RULE:
            middle = (left + right) / 2
            yield Edge(middle, low, middle, high)
    else:
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y0 - y1) < 0.5 and abs(x0 - x1) >= _MIN_RULE:
                yield Edge(min(x0, x1), y0, max(x0, x1), y0)
            elif abs(x0 - x1) < 0.5 and abs(y0 - y1) >= _MIN_RULE:
                yield Edge(x0, min(y0, y1), x0, max(y0, y1))


class _PieceWriter:
    """Gathers the letters of one show operator into pieces."""

    def __init__(self, state: _State, matrix: Matrix) -> None:
        self.pieces: list[Piece] = []
        self.ends_in_blank = False
        self._letters: list[str] = []
        self._start = 0.0
        self._matrix = matrix
        self._rise = state.rise
        self._bold = state.font is not None and state.font.bold
        self._size = abs(state.size) * math.hypot(matrix[2], matrix[3])
        direction = math.atan2(matrix[1], matrix[0])
        quarter = round(direction / (math.pi / 2))
        # Slanted text is a watermark or a stamp and belongs to no line.
        self._skewed = abs(direction - quarter * math.pi / 2) > _SKEW
        self._angle = quarter % 4 * 90

    def add(self, letter: str, pen: float) -> None:
        """Add a letter that begins `pen` text units behind the start of the operator."""
        if not self._letters:
            self._start = pen
        self._letters.append(letter)
        self.ends_in_blank = letter.isspace()

    def finish(self, pen: float) -> None:
        """End the current piece at `pen`."""
        if self._letters and not self._skewed and math.isfinite(pen) and self._size > 0:
            x0, y = self._place(self._start)
            x1, _ = self._place(pen)
            text = "".join(self._letters)
            piece = Piece(x0, max(x0, x1), y, self._size, self._bold, self._angle, text)
            self.pieces.append(piece)
        self._letters = []
        self.ends_in_blank = False

    def _place(self, pen: float) -> tuple[float, float]:
        return upright(*_point(self._matrix, pen, self._rise), self._angle)
