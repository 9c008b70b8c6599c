"""Reports: files read, cleaned and understood as passages with figures.

`read_report` goes from a file to a `Report`; `parse` from a `Document` that a reader gave.
"""

from __future__ import annotations

from pathlib import Path

from corpus.errors import ReadError
from corpus.model import (
    Basis,
    Document,
    Figure,
    Level,
    MappedText,
    Metadata,
    Passage,
    PassageKind,
    Report,
    Span,
    SpanKind,
)
from corpus.periods import Period, PeriodKind

__all__ = [
    "Basis",
    "Document",
    "Figure",
    "Level",
    "MappedText",
    "Metadata",
    "Passage",
    "PassageKind",
    "Period",
    "PeriodKind",
    "ReadError",
    "Report",
    "Span",
    "SpanKind",
    "parse",
    "read_report",
]


def read_report(path: Path) -> Report:
    """Return the report in the file at `path`.

    Raises `ReadError` for every file that cannot be read: of an unknown type, damaged,
    locked, empty, without text, or too large.
    """
    # Imported here and below so that using one small module does not load all the others.
    from corpus.readers import read

    return parse(read(path))


def parse(document: Document, metadata: Metadata | None = None) -> Report:
    """Return what `document` says about itself, its passages, and their figures.

    The same document always gives the same report. `metadata`, where a person knows better,
    stands in for what would be read: the time that a passage speaks of follows from it.
    """
    from corpus.cleaning import clean
    from corpus.digit_groups import parts_by_comma, with_commas
    from corpus.figures import read_figures
    from corpus.metadata import read_metadata
    from corpus.outline import outline
    from corpus.passages import split

    metadata = metadata or read_metadata(document)
    passages = split(outline(clean(document)), metadata)
    figures = tuple(read_figures(passage, metadata.period) for passage in passages)
    if parts_by_comma(document.text):
        figures = tuple(map(with_commas, figures))
    return Report(document, metadata, passages, figures)
