"""Finding a stretch of verbatim text among the letters that a PDF page draws.

The two texts come from different programs and differ in blanks, line ends, hyphens, tone
placement and the order of footnotes. Only letters and digits are compared, without case
and marks; where a stretch occurs several times, the letters around it decide, then its
place on the page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from corpus.vietnamese import fold

Range = tuple[int, int]

_AROUND = (60, 30, 15, 6, 0)
"""Letters on either side that have to agree; fewer are tried only when more are not found."""


def bare(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of `text`, folded, with the offset that each came from."""
    letters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character):
            for letter in fold(part):
                if letter.isalnum():
                    letters.append(letter)
                    offsets.append(offset)
    return "".join(letters), offsets


def locate(verbatim: str, marks: Sequence[Range], drawn: str) -> tuple[Range, ...]:
    """Return where `marks` of the page's `verbatim` text stand in its `drawn` characters.

    Both ranges are offsets, half-open. A mark that cannot be found is left out.
    """
    wanted, sources = bare(verbatim)
    shown, targets = bare(drawn)
    found: list[Range] = []
    for low, high in marks:
        inside = [at for at, offset in enumerate(sources) if low <= offset < high]
        if not inside:
            continue
        first, last = inside[0], inside[-1] + 1
        start = _find(wanted, first, last, shown)
        if start is not None:
            found.append((targets[start], targets[start + last - first - 1] + 1))
    return tuple(found)


def _find(wanted: str, first: int, last: int, shown: str) -> int | None:
    """Return where ``wanted[first:last]`` begins in `shown`, or None."""
    for around in _AROUND:
        before = wanted[max(0, first - around) : first]
        after = wanted[last : last + around]
        # A footnote or page break may stand on one side; the other side is as good.
        for left, right in ((before, after), (before, ""), ("", after)):
            starts = _occurrences(left + wanted[first:last] + right, shown)
            if starts:
                expected = first / max(1, len(wanted))
                nearest = min(
                    starts, key=lambda at: abs((at + len(left)) / max(1, len(shown)) - expected)
                )
                return nearest + len(left)
    return None


def _occurrences(part: str, text: str) -> list[int]:
    starts = []
    at = text.find(part)
    while at >= 0:
        starts.append(at)
        at = text.find(part, at + 1)
    return starts
