"""The tables of ``archive.sqlite`` and how rows become values and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.model import (
    Basis,
    Document,
    Figure,
    Level,
    MappedText,
    Metadata,
    Passage,
    PassageKind,
    Span,
    SpanKind,
)
from corpus.periods import Period
from index.corrections import Correction, apply, stated
from index.records import ReportRecord, State

FORMAT_VERSION = 2

REPORTS = """
CREATE TABLE {name} (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    state TEXT NOT NULL CHECK (state IN ('staged', 'current', 'superseded', 'removed')),
    superseded_by INTEGER REFERENCES reports (id) ON DELETE SET NULL,
    removed TEXT,
    removed_by TEXT,
    source TEXT NOT NULL,
    origin TEXT NOT NULL,
    stored TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    reader TEXT NOT NULL,
    added TEXT NOT NULL,
    text TEXT NOT NULL,
    page_starts TEXT NOT NULL,
    spans TEXT NOT NULL,
    document_title TEXT,
    document_published TEXT,
    title TEXT NOT NULL,
    number TEXT,
    issuer TEXT,
    province TEXT,
    province_name TEXT,
    period TEXT,
    issued TEXT,
    published TEXT,
    signer TEXT,
    signer_position TEXT,
    author TEXT,
    passage_count INTEGER NOT NULL,
    as_read TEXT
);
"""
REPORTS_INDEX = "CREATE INDEX reports_by_sha256 ON reports (sha256);\n"
# Without it every report that is deleted costs a walk through all, for those that refer to it.
# Archives that were made before it was here get it when reports are first deleted.
LATER_INDEX = (
    "CREATE INDEX IF NOT EXISTS reports_by_later ON reports (superseded_by)"
    " WHERE superseded_by IS NOT NULL;\n"
)
ERASED = "CREATE TABLE erased (stored TEXT PRIMARY KEY) WITHOUT ROWID;\n"
CORRECTIONS = """
CREATE TABLE corrections (
    sha256 TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (sha256, field)
) WITHOUT ROWID;
"""

_META = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
"""
_PASSAGES = """
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    section TEXT NOT NULL,
    topic TEXT NOT NULL,
    text TEXT NOT NULL,
    pieces TEXT NOT NULL,
    sentences TEXT NOT NULL,
    extent_start INTEGER NOT NULL,
    extent_end INTEGER NOT NULL,
    page INTEGER,
    period TEXT,
    planned INTEGER NOT NULL,
    note TEXT NOT NULL,
    words TEXT NOT NULL,
    vector_key BLOB NOT NULL,
    vector BLOB NOT NULL
);
CREATE INDEX passages_by_report ON passages (report_id, ordinal);
CREATE INDEX passages_by_vector_key ON passages (vector_key);
CREATE TABLE figures (
    passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    extent_start INTEGER NOT NULL,
    extent_end INTEGER NOT NULL,
    printed TEXT NOT NULL,
    value REAL NOT NULL,
    unit TEXT NOT NULL,
    scale REAL NOT NULL,
    label TEXT NOT NULL,
    own_start INTEGER NOT NULL,
    own_end INTEGER NOT NULL,
    clause_start INTEGER NOT NULL,
    clause_end INTEGER NOT NULL,
    level TEXT,
    basis TEXT NOT NULL,
    head INTEGER,
    period TEXT,
    approximate INTEGER NOT NULL,
    against TEXT,
    direction INTEGER NOT NULL DEFAULT 0,
    whole INTEGER,
    PRIMARY KEY (passage_id, position)
) WITHOUT ROWID;
"""

TABLES = (
    f"{_META}{REPORTS.format(name='reports')}{REPORTS_INDEX}{LATER_INDEX}"
    f"{ERASED}{CORRECTIONS}{_PASSAGES}"
)

REPORT_COLUMNS = (
    "id, state, superseded_by, removed, removed_by, source, media_type, sha256, added, page_starts,"
    " title, number, issuer, province, province_name, period, issued, published, signer,"
    " signer_position, author, passage_count, as_read"
)
HEADER_COLUMNS = f"{REPORT_COLUMNS}, origin, stored, reader"
PASSAGE_COLUMNS = (
    "id, report_id, ordinal, kind, section, topic, text, pieces, sentences, extent_start,"
    " extent_end, page, period, planned, note"
)
FIGURE_COLUMNS = (
    "passage_id, position, extent_start, extent_end, printed, value, unit, scale, label,"
    " own_start, own_end, clause_start, clause_end, level, basis, head, period, approximate,"
    " against, direction, whole"
)
# that archives of format 1 lack, unless they were made late
ADDED_TO_FIGURES = {
    "against": "TEXT",
    "direction": "INTEGER NOT NULL DEFAULT 0",
    "whole": "INTEGER",
}


def report_row(
    document: Document,
    read: Metadata,
    corrections: Sequence[Correction],
    *,
    origin: str,
    stored: str,
    reader: str,
    added: datetime,
    passages: int,
) -> dict[str, Any]:
    """Return the columns of a report that is being staged."""
    return {
        "state": "staged",
        "source": document.source,
        "origin": origin,
        "stored": stored,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "reader": reader,
        "added": added.isoformat(),
        "text": document.text,
        "page_starts": _json(document.page_starts),
        "spans": _json([(s.start, s.end, s.kind.value, s.level) for s in document.spans]),
        "document_title": document.title,
        "document_published": _iso(document.published),
        "passage_count": passages,
        **metadata_row(read, corrections),
    }


def metadata_row(read: Metadata, corrections: Sequence[Correction]) -> dict[str, Any]:
    """Return the columns of the metadata `read` with `corrections` laid over it.

    They hold what is true of the report; what was read instead is kept in ``as_read``,
    which is NULL where nothing is corrected.
    """
    metadata = apply(read, corrections)
    return {
        "title": metadata.title,
        "number": metadata.number,
        "issuer": metadata.issuer,
        "province": metadata.province,
        "province_name": metadata.province_name,
        "period": _code(metadata.period),
        "issued": _iso(metadata.issued),
        "published": _iso(metadata.published),
        "signer": metadata.signer,
        "signer_position": metadata.signer_position,
        "author": metadata.author,
        "as_read": _json({c.field: stated(read)[c.field] for c in corrections})
        if corrections
        else None,
    }


def passage_row(
    passage: Passage, words: Sequence[str], key: bytes, vector: npt.NDArray[np.float32]
) -> dict[str, Any]:
    """Return the columns of a passage but for its report; the vector is kept in 16 bits."""
    return {
        "ordinal": passage.ordinal,
        "kind": passage.kind.value,
        "section": _json(passage.section),
        "topic": passage.topic,
        "text": passage.search.text,
        "pieces": _json(passage.search.pieces),
        "sentences": _json(passage.sentences),
        "extent_start": passage.start,
        "extent_end": passage.end,
        "page": passage.page,
        "period": _code(passage.period),
        "planned": int(passage.planned),
        "note": passage.note,
        "words": " ".join(words),
        "vector_key": key,
        "vector": vector.astype("<f2").tobytes(),
    }


def figure_row(passage_id: int, position: int, figure: Figure) -> tuple[Any, ...]:
    """Return a row of the table of figures."""
    return (
        passage_id,
        position,
        figure.start,
        figure.end,
        figure.printed,
        figure.value,
        figure.unit,
        figure.scale,
        figure.label,
        *figure.own,
        *figure.clause,
        figure.level.value if figure.level else None,
        figure.basis.value,
        figure.head,
        _code(figure.period),
        int(figure.approximate),
        _code(figure.against),
        figure.direction,
        figure.whole,
    )


def to_report(row: sqlite3.Row) -> ReportRecord:
    """Return the report of a row of `REPORT_COLUMNS`."""
    return ReportRecord(
        id=row["id"],
        source=row["source"],
        metadata=to_metadata(row),
        media_type=row["media_type"],
        sha256=row["sha256"],
        added=datetime.fromisoformat(row["added"]),
        state=State(row["state"]),
        passage_count=row["passage_count"],
        page_count=len(json.loads(row["page_starts"])),
        superseded_by=row["superseded_by"],
        corrected=tuple(json.loads(row["as_read"])) if row["as_read"] else (),
        removed=datetime.fromisoformat(row["removed"]) if row["removed"] else None,
        removed_by=row["removed_by"] or "",
    )


def to_metadata(row: sqlite3.Row) -> Metadata:
    """Return what the report of a row says about itself, as corrected."""
    return Metadata(
        title=row["title"],
        number=row["number"],
        issuer=row["issuer"],
        province=row["province"],
        province_name=row["province_name"],
        period=to_period(row["period"]),
        issued=_date(row["issued"]),
        published=_date(row["published"]),
        signer=row["signer"],
        signer_position=row["signer_position"],
        author=row["author"],
    )


def to_read_metadata(row: sqlite3.Row) -> Metadata:
    """Return what was read in the report of a row, without any correction."""
    if not row["as_read"]:
        return to_metadata(row)
    at = datetime.fromisoformat(row["added"])
    read = json.loads(row["as_read"])
    return apply(to_metadata(row), [Correction(f, value, "", at) for f, value in read.items()])


def to_correction(row: sqlite3.Row) -> Correction:
    """Return the correction of a row of the table."""
    at = datetime.fromisoformat(row["at"])
    return Correction(row["field"], row["value"], row["by"], at)


def to_document(row: sqlite3.Row) -> Document:
    """Return the document of a whole row of reports."""
    return Document(
        source=row["source"],
        media_type=row["media_type"],
        sha256=row["sha256"],
        text=row["text"],
        page_starts=tuple(json.loads(row["page_starts"])),
        spans=tuple(Span(s, e, SpanKind(k), level) for s, e, k, level in json.loads(row["spans"])),
        title=row["document_title"],
        published=_date(row["document_published"]),
    )


def to_passage(row: sqlite3.Row) -> Passage:
    """Return the passage of a row of `PASSAGE_COLUMNS`."""
    return Passage(
        ordinal=row["ordinal"],
        kind=PassageKind(row["kind"]),
        section=tuple(json.loads(row["section"])),
        topic=row["topic"],
        search=MappedText(row["text"], tuple((a, b, c) for a, b, c in json.loads(row["pieces"]))),
        sentences=tuple((a, b) for a, b in json.loads(row["sentences"])),
        start=row["extent_start"],
        end=row["extent_end"],
        page=row["page"],
        period=to_period(row["period"]),
        planned=bool(row["planned"]),
        note=row["note"],
    )


def to_figure(row: sqlite3.Row) -> Figure:
    """Return the figure of a row of `FIGURE_COLUMNS`."""
    return Figure(
        start=row["extent_start"],
        end=row["extent_end"],
        printed=row["printed"],
        value=row["value"],
        unit=row["unit"],
        scale=row["scale"],
        label=row["label"],
        own=(row["own_start"], row["own_end"]),
        clause=(row["clause_start"], row["clause_end"]),
        level=Level(row["level"]) if row["level"] else None,
        basis=Basis(row["basis"]),
        head=row["head"],
        period=to_period(row["period"]),
        approximate=bool(row["approximate"]),
        against=to_period(row["against"]),
        direction=row["direction"],
        whole=row["whole"],
    )


@lru_cache(maxsize=4_096)
def to_period(code: str | None) -> Period | None:
    """Return the period written as `code`."""
    return Period.from_code(code) if code else None


def to_vector(blob: bytes) -> npt.NDArray[np.float32]:
    """Return a stored vector, of length 1 again after rounding."""
    vector = np.frombuffer(blob, "<f2").astype(np.float32)
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _code(period: Period | None) -> str | None:
    return period.code if period else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
