"""Text into HTML: the only place where strings from reports and people become markup.

Every function takes plain text and returns markup that is safe between tags and inside
double-quoted attributes. Nothing else in `web` may put foreign text into a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from itertools import pairwise

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ENDS = re.compile(r"(?:[.:;!?]|^)\s*$")
_ITEM = re.compile(r"(?:\w{1,4}[.)])+\s")


def text(value: object) -> str:
    """Return `value` escaped, without control characters and bidirectional overrides."""
    return escape(_CONTROLS.sub("\N{REPLACEMENT CHARACTER}", str(value)), quote=True)


def paragraphs(value: str, *, ending: str = "") -> str:
    """Return `value` as one ``<p>`` for each of its non-empty lines.

    `ending` is markup that goes to the end of the last one, bound to its last word: it
    never begins a line by itself.
    """
    lines = [text(line.strip()) for line in value.splitlines() if line.strip()]
    if ending and lines:
        before, blank, last = lines[-1].rpartition(" ")
        lines[-1] = f'{before}{blank}<span class="bound">{last}\N{WORD JOINER}{ending}</span>'
    return "".join(f"<p>{line}</p>" for line in lines)


def flow(value: str) -> str:
    """Return `value` with the line breaks that only end a printed line as blanks.

    The length stays, so that offsets into `value` hold. Breaks after the end of a sentence,
    between table rows, and before headings and list items are kept.
    """
    lines = value.split("\n")
    joined = [lines[0]]
    for before, line in pairwise(lines):
        joined.append(" " if _goes_on(before, line) else "\n")
        joined.append(line)
    return "".join(joined)


def _goes_on(before: str, line: str) -> bool:
    if _ENDS.search(before) or _ITEM.match(line) or " | " in before or " | " in line:
        return False
    return line[:1].islower() or line[:1].isdigit() or before.endswith(",")


def marked(value: str, highlights: Iterable[tuple[int, int]]) -> str:
    """Return `value` escaped, with a ``<mark>`` around each of the half-open `highlights`.

    Where some open with a digit, they hold the figure, and the others get the class ``word``.
    Ranges are sorted, merged where they touch, and cut to the text, so that no range can
    split an escape or nest a mark.
    """
    pieces: list[str] = []
    position = 0
    ranges = merged(highlights, len(value))
    has_figure = any(value[start].isdigit() for start, _ in ranges)
    for start, end in ranges:
        is_word = has_figure and not value[start].isdigit()
        opening = '<mark class="word">' if is_word else "<mark>"
        pieces.append(f"{text(value[position:start])}{opening}{text(value[start:end])}</mark>")
        position = end
    pieces.append(text(value[position:]))
    return "".join(pieces)


def merged(ranges: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Return `ranges` cut to ``0..length``, sorted, touching ones merged, empty ones left out."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(length, end)) for start, end in ranges):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
