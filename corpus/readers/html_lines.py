"""From the tree of a web page to its visible lines, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_INVISIBLE = frozenset(
    ("script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "embed",
     "canvas", "audio", "video", "map", "select", "option", "datalist", "textarea", "input",
     "button", "colgroup")
)  # fmt: skip
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
     "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
     "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol",
     "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset(("b", "strong", "th", *_HEADINGS))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARK = re.compile(r"\s*[\[(]?(\d{1,3})[\])]?\s*")
_MEASURE = re.compile(r"(?:^|[\d\s/(])(?:k|h|d|c|m)?m\s*$", re.IGNORECASE)
_MAX_SPAN = 60
_MAX_CELL = 400
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class HtmlLine:
    """A visible line: a paragraph, heading, list item, or row of a table."""

    text: str
    element: Any  # the innermost block around it
    level: int = 0  # of a heading, or 0
    bold: bool = False
    row: bool = False
    linked: float = 0.0  # share of the text that is links


def is_visible(element: Any) -> bool:
    """Return whether a browser would show `element`, as far as its own markup tells."""
    if not isinstance(element.tag, str) or element.tag.lower() in _INVISIBLE:
        return False
    return element.get("hidden") is None and not _HIDDEN.search(element.get("style") or "")


@dataclass(slots=True)
class _Run:
    """The line that is being gathered."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    bold: int = 0

    def add(self, text: str, linked: bool, bold: bool) -> None:
        self.parts.append(text)
        length = len(text.strip())
        self.linked += length * linked
        self.bold += length * bold


@dataclass(frozen=True, slots=True)
class _Context:
    block: Any
    level: int = 0
    linked: bool = False
    bold: bool = False
    raised: bool = False


def visible_lines(root: Any) -> list[HtmlLine]:
    """Return the visible lines under `root` in document order.

    The walk keeps its own stack: a page may be nested deeper than Python recurses.
    """
    lines: list[HtmlLine] = []
    run = _Run()
    stack: list[tuple[str, Any, _Context]] = [("open", root, _Context(root))]

    def end_line(context: _Context) -> None:
        nonlocal run
        text = _BLANKS.sub(" ", "".join(run.parts)).strip()
        if text:
            size = max(1, sum(len(part.strip()) for part in run.parts))
            lines.append(
                HtmlLine(
                    text,
                    context.block,
                    context.level,
                    run.bold > 0.9 * size,
                    linked=run.linked / size,
                )
            )
        run = _Run()

    while stack:
        step, node, context = stack.pop()
        if step == "text":
            _add_text(run, node, context)
            continue
        if step == "break":
            end_line(context)
            continue
        if not is_visible(node):
            continue
        tag = node.tag.lower()
        if tag == "br":
            end_line(context)
            continue
        if tag == "table" and _is_data_table(node):
            end_line(context)
            lines.extend(_rows(node))
            continue
        inner = _Context(
            node if tag in _BLOCKS else context.block,
            _HEADINGS.get(tag, 0 if tag in ("td", "table") else context.level),
            context.linked or tag == "a",
            context.bold or tag in _BOLD,
            context.raised or tag == "sup",
        )
        following: list[tuple[str, Any, _Context]] = []
        if tag in _BLOCKS:
            end_line(context)
        if node.text:
            following.append(("text", node.text, inner))
        for child in node:
            following.append(("open", child, inner))
            if child.tail:
                following.append(("text", child.tail, inner))
        if tag in _BLOCKS:
            following.append(("break", None, inner))
        stack.extend(reversed(following))
    end_line(_Context(root))
    return lines


def _add_text(run: _Run, text: str, context: _Context) -> None:
    if context.raised and (found := _MARK.fullmatch(text)):
        before = "".join(run.parts[-2:])
        if found.group(1) not in "23" or not _MEASURE.search(before):
            text = f"[{found.group(1)}]" if before.strip() else f"[{found.group(1)}] "
    run.add(text, context.linked, context.bold)


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if isinstance(cell.tag, str) and cell.tag in ("td", "th")]


def _text_of(element: Any) -> str:
    return " ".join(line.text for line in visible_lines(element))


def _is_data_table(table: Any) -> bool:
    """Return whether `table` holds data in rows rather than the layout of the page."""
    if next(table.iter("h1", "h2", "h3", "ul", "ol", "form"), None) is not None:
        return False
    if sum(1 for _ in table.iter("table")) > 1:
        return False
    rows = [_cells(row) for row in table.iter("tr")]
    if sum(len(cells) >= 2 for cells in rows) < 2:
        return False
    lengths = (len("".join(cell.itertext())) for cells in rows for cell in cells)
    return max(lengths, default=0) <= _MAX_CELL


def _span(cell: Any, name: str) -> int:
    """Return over how many rows or columns a cell goes; 1 where the page says nothing usable."""
    said = (cell.get(name) or "").strip()
    return min(int(said), _MAX_SPAN) if said.isdecimal() and int(said) else 1


def _leave_free(texts: list[str], taken: dict[int, int]) -> None:
    """Leave the next columns of a row empty that a cell from above covers."""
    while taken.get(len(texts), 0):
        taken[len(texts)] -= 1
        texts.append("")


def _rows(table: Any) -> Iterator[HtmlLine]:
    """Yield the rows, each cell in its column.

    A head cell over several columns is repeated over each of them, so that what stands below
    keeps its whole name; where a cell reaches down from above, its column is left empty.
    """
    begun = False
    taken: dict[int, int] = {}  # column: rows that a cell from above still covers
    for row in table.iter("tr"):
        if not is_visible(row):
            continue
        texts: list[str] = []
        heading = not begun
        begun = True
        cells = [cell for cell in _cells(row) if is_visible(cell)]
        for cell in cells:
            _leave_free(texts, taken)
            text, columns, rows = _text_of(cell), _span(cell, "colspan"), _span(cell, "rowspan")
            if rows > 1:
                taken.update({len(texts) + step: rows - 1 for step in range(columns)})
            repeated = text if len(cells) > 1 and (cell.tag == "th" or heading) else ""
            texts += [text, *[repeated] * (columns - 1)]
        if cells:
            _leave_free(texts, taken)
        if any(texts):
            linked = sum(len("".join(a.itertext())) for a in row.iter("a"))
            length = max(1, sum(map(len, texts)))
            header = all(cell.tag == "th" for cell in _cells(row))
            yield HtmlLine(" | ".join(texts), row, 0, header, True, min(1.0, linked / length))
