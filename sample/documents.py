"""What a sample report is made of, whatever file it ends up in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading with its printed number; `level` counts from 1."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, after a bold opener where `lead` is given (it brings its own colon).

    A footnote mark stands in `text` as ``[1]``; `notes` are the bodies of the marks of this
    paragraph, in order.
    """

    text: str
    lead: str = ""
    notes: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The paragraph on one line, opener included."""
        return f"{self.lead} {self.text}" if self.lead else self.text


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; every row has as many cells as the header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The two columns above an administrative document; `number` as printed after "Số:"."""

    agency: tuple[str, ...]
    number: str
    place_and_date: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Recipients on the left, position and name of the signer on the right."""

    recipients: tuple[str, ...]
    position: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One report or news item before it is written to a file.

    `kind` stands above the title of an administrative document (``BÁO CÁO``), which has a
    letterhead and a signature; a news item has `published` and a `byline`. `notice` tells
    the reader that this is a demonstration.
    """

    title: str
    notice: str
    blocks: tuple[Block, ...]
    kind: str = ""
    letterhead: Letterhead | None = None
    signature: Signature | None = None
    published: date | None = None
    byline: str = ""
    source: str = ""

    @property
    def note_bodies(self) -> tuple[str, ...]:
        """All footnotes in the order of their marks; note 1 first."""
        return tuple(
            note for block in self.blocks if isinstance(block, Paragraph) for note in block.notes
        )
