"""The values that flow through the product: what was written, when, where and by whom.

Two texts of every report are kept apart. The *verbatim* text is what the file says, in
NFC and with ``\\n`` line ends, and is the only thing that is ever quoted. The *search*
text of a passage is a repaired copy (sentences joined across page breaks, slips
corrected) that is only ever searched; `MappedText` leads from one back to the other.

All offsets are code-point offsets, half-open: ``text[start:end]``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.periods import Period


class SpanKind(StrEnum):
    """What a file format itself says about a stretch of verbatim text."""

    TITLE = "title"
    HEADING = "heading"
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"
    BOLD = "bold"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of verbatim text that the format marks, e.g. a DOCX heading or table row."""

    start: int
    end: int
    kind: SpanKind
    level: int = 0  # heading depth from 1, or 0


@dataclass(frozen=True, slots=True)
class Document:
    """One file as a reader gives it: text in reading order, nothing interpreted yet.

    ``page_starts[i]`` is the offset of the first character of page ``i + 1``; it is empty
    where the format knows no pages (text, HTML, DOCX). Table rows stand on one line each,
    cells joined by ``" | "``. Footnote bodies stand on their own line, opened by their
    mark as ``[1] ``, and the mark in the running text reads ``[1]`` where the format
    tells that it is one.
    """

    source: str
    media_type: str
    sha256: str
    text: str
    page_starts: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    title: str | None = None  # what the format says the title is (HTML <h1>, DOCX core title)
    published: date | None = None  # what the format says (HTML meta), never the file's date

    def page_of(self, offset: int) -> int | None:
        """Return the page number, from 1, that holds `offset`; None without pages."""
        return bisect_right(self.page_starts, offset) if self.page_starts else None


@dataclass(frozen=True, slots=True)
class MappedText:
    """A repaired text and where each stretch of it came from.

    ``pieces`` are ``(start, source_start, length)``: ``text[start:start + length]`` came
    from the same number of verbatim characters at ``source_start``. Characters of ``text``
    in no piece were put in by a repair (a joining blank, say). Pieces are sorted and do
    not overlap; a repaired word of another length is a piece of each kept stretch of it.
    """

    text: str
    pieces: tuple[tuple[int, int, int], ...]

    def to_source(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the verbatim stretches behind ``text[start:end]``, adjoining ones merged.

        Stretches whose gap in the verbatim text is at most 3 characters are merged, so
        that a dropped line break does not split a quotation.
        """
        found: list[tuple[int, int]] = []
        for piece_start, source_start, length in self.pieces:
            low, high = max(start, piece_start), min(end, piece_start + length)
            if low >= high:
                continue
            source = (source_start + low - piece_start, source_start + high - piece_start)
            if found and 0 <= source[0] - found[-1][1] <= 3:
                found[-1] = (found[-1][0], source[1])
            else:
                found.append(source)
        return tuple(found)


class PassageKind(StrEnum):
    TEXT = "text"
    LIST = "list"
    TABLE = "table"
    FOOTNOTE = "footnote"
    CAPTION = "caption"
    TAIL = "tail"  # recipients, signature block, by-line


@dataclass(frozen=True, slots=True)
class Passage:
    """A few sentences of one section that read on their own.

    ``search.text`` is the repaired text; ``sentences`` are offsets into it. ``section``
    is the heading path, outermost first, without the report's title. ``topic`` is the
    opener that the sentences stand under (``Hệ thống camera giao thông``), or "".
    ``period`` is the period that the passage or its section states for itself, or None
    where the report's own period holds. ``planned`` marks tasks that are still to come.
    """

    ordinal: int
    kind: PassageKind
    section: tuple[str, ...]
    topic: str
    search: MappedText
    sentences: tuple[tuple[int, int], ...]
    start: int  # verbatim extent; what lies between may belong to another passage
    end: int
    page: int | None
    period: Period | None = None
    planned: bool = False
    note: str = ""  # the footnote's mark, for kind FOOTNOTE


class Level(StrEnum):
    PROVINCE = "tỉnh"
    DISTRICT = "huyện"
    COMMUNE = "xã"


class Basis(StrEnum):
    """What a figure is measured against."""

    STATED = "stated"  # as given: a stock or a flow of the sentence's period
    NEW = "new"  # added in the period ("phát triển 1.935 thuê bao")
    CUMULATIVE = "cumulative"  # since a date ("từ đầu năm đến nay")
    TOTAL = "total"  # a running total ("tổng số", "nâng tổng số")
    CHANGE = "change"  # difference or percent against another period
    SHARE = "share"  # a rate or share of a whole ("đạt 70,96%")
    PLANNED = "planned"
    BEFORE = "before"  # how things stood before ("giảm từ 27 thôn xuống còn 23 thôn")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a passage with what it counts; offsets are into the passage's search text.

    ``value`` is in units of ``unit`` after ``scale`` was applied: ``18,3 tỷ đồng`` has
    printed ``18,3``, scale 10**9, value 18.3e9, unit ``đồng``. ``label`` is the phrase that
    names what is counted, ``own`` its extent together with the figure; ``clause`` is the
    wider stretch between commas, semicolons or brackets, or the row of a table; ``head`` is
    the index, among the passage's figures, of the figure whose parts these are (``1.911
    trạm BTS`` for ``502 trạm 2G``).

    ``period`` is stated for the figure itself; None where the passage's or report's holds.
    A CHANGE has the period that it is measured ``against`` where the text names one, and its
    ``direction``: 1 for a rise, -1 for a fall (``value`` is the amount of either). ``whole``
    is the index of the figure that this one is out of: ``184`` in ``176/184 xã``, also for
    the share that follows (``95,7%``), whose head is the ``176``.
    """

    start: int
    end: int
    printed: str
    value: float
    unit: str
    scale: float
    label: str
    own: tuple[int, int]
    clause: tuple[int, int]
    level: Level | None = None
    basis: Basis = Basis.STATED
    head: int | None = None
    period: Period | None = None
    approximate: bool = False
    against: Period | None = None
    direction: int = 0
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a report says about itself; every field is read from its content.

    ``province`` is a key of `corpus.provinces`, or the folded slug of ``province_name``
    where a report names a province that is not on the list. ``issued`` is the date of the document,
    ``published`` the date of a web page's publication; neither is the reporting period.
    """

    title: str
    number: str | None = None
    issuer: str | None = None
    province: str | None = None
    province_name: str | None = None
    period: Period | None = None
    issued: date | None = None
    published: date | None = None
    signer: str | None = None
    signer_position: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One document, understood. ``figures[i]`` are the figures of ``passages[i]``."""

    document: Document
    metadata: Metadata
    passages: tuple[Passage, ...]
    figures: tuple[tuple[Figure, ...], ...] = field(default=())
