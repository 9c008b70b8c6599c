"""Putting lines together into the verbatim text of a document, with spans and pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.model import Span, SpanKind
from corpus.readers import legacy
from corpus.vietnamese import nfc

# Control characters except tab and line feed, unpaired surrogates, non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufeff]")
_LINE_END = re.compile("\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")


def printable(text: str) -> str:
    """Return `text` in NFC with ``\\n`` line ends and without control characters."""
    return nfc(_UNPRINTABLE.sub("", _LINE_END.sub("\n", text)))


def one_line(text: str) -> str:
    """Return `text` on one line: line ends and tabs become blanks, the ends are trimmed."""
    return re.sub(r"[\t\n ]+", " ", printable(text)).strip()


@dataclass(frozen=True, slots=True)
class Assembled:
    """What a `TextBuilder` made; the fields are those of `corpus.model.Document`."""

    text: str
    page_starts: tuple[int, ...]
    spans: tuple[Span, ...]
    title: str | None = None
    published: date | None = None


class TextBuilder:
    """Collects the lines of a document in reading order and the spans over them."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._spans: list[tuple[int, int, SpanKind, int]] = []
        self._pages: list[int] = []

    def page(self) -> None:
        """Begin a page: the next line added is its first."""
        self._pages.append(len(self._lines))

    def line(self, text: str, *kinds: SpanKind, level: int = 0) -> None:
        """Add one line that carries `kinds`; empty lines are dropped."""
        text = one_line(text)
        if not text:
            return
        index = len(self._lines)
        self._lines.append(text)
        for kind in kinds:
            depth = level if kind is SpanKind.HEADING else 0
            self._spans.append((index, index + 1, kind, depth))

    def extend_footnote(self, text: str) -> None:
        """Add a further line to the footnote that the last line belongs to."""
        index = len(self._lines)
        self.line(text)
        if len(self._lines) > index and self._spans and self._spans[-1][1] == index:
            first, _, kind, depth = self._spans[-1]
            if kind is SpanKind.FOOTNOTE:
                self._spans[-1] = (first, index + 1, kind, depth)

    def build(self) -> Assembled:
        """Return the text, one added line a line, after conversion to Unicode."""
        lines = [nfc(line) for line in legacy.repair(self._lines)]
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        text = "\n".join(lines)
        spans = tuple(
            Span(starts[first], starts[last] - 1, kind, depth)
            for first, last, kind, depth in self._spans
        )
        return Assembled(text, tuple(min(starts[i], len(text)) for i in self._pages), spans)
