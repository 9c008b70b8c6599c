"""Where the words of a citation stand in the verbatim text of their report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant import Citation

Range = tuple[int, int]

_WINDOW = 4_000
"""Characters on either side in which the sentences around are looked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a report's text with what stands around it.

    ``before`` and ``after`` are whole sentences; ``marks`` are offsets into ``text``, which
    begins at ``start`` of the verbatim text. ``page`` is None where the format has no pages.
    """

    before: str
    text: str
    after: str
    marks: tuple[Range, ...]
    start: int
    page: int | None


def place(
    verbatim: str, marks: Sequence[Range], *, page: int | None, sentences: int = 2
) -> Place | None:
    """Return the sentences that hold `marks`, and so many `sentences` on either side.

    `marks` are offsets into `verbatim`; None where none of them is inside it.
    """
    # Imported here: the process that draws pages has no use for it.
    from corpus.sentences import split_sentences

    inside = sorted((low, high) for low, high in marks if 0 <= low < high <= len(verbatim))
    if not inside:
        return None
    first, last = inside[0][0], inside[-1][1]
    low, high = max(0, first - _WINDOW), min(len(verbatim), last + _WINDOW)
    found = [(low + start, low + end) for start, end in split_sentences(verbatim[low:high])]
    holding = [i for i, (start, end) in enumerate(found) if start < last and end > first]
    if not holding:
        return None
    begin, end = found[holding[0]][0], found[holding[-1]][1]
    begin, end = min(begin, first), max(end, last)
    earliest = found[max(0, holding[0] - sentences)][0]
    latest = found[min(len(found) - 1, holding[-1] + sentences)][1]
    return Place(
        before=verbatim[min(earliest, begin) : begin],
        text=verbatim[begin:end],
        after=verbatim[end : max(latest, end)],
        marks=tuple((start - begin, stop - begin) for start, stop in inside),
        start=begin,
        page=page,
    )


def marks_of(citation: Citation, verbatim: str) -> tuple[Range, ...]:
    """Return the highlights of `citation` as offsets into its report's `verbatim` text.

    An excerpt may be several stretches joined; each is found again in its turn. Where the
    citation highlights nothing, the whole excerpt is the mark. Empty where the text is not
    the one that was cited.
    """
    from assistant.citing import GAP

    stretches: list[tuple[int, int, int]] = []  # offset in the excerpt, in the text, length
    position, offset = citation.start, 0
    for part in citation.excerpt.split(GAP):
        found = verbatim.find(part, position, max(citation.end, position + len(part)))
        if found < 0:
            return ()
        stretches.append((offset, found, len(part)))
        position, offset = found + len(part), offset + len(part) + len(GAP)
    marks = citation.highlights or ((0, len(citation.excerpt)),)
    return tuple(
        (source + max(low, at) - at, source + min(high, at + length) - at)
        for low, high in marks
        for at, source, length in stretches
        if max(low, at) < min(high, at + length)
    )
