"""The values that the index takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from corpus.model import Figure, Metadata, Passage
from corpus.periods import Period
from index.errors import Language


class State(StrEnum):
    """Whether a report answers questions, a newer version of it does, or it was taken out."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """One report of the archive; ``source`` is its file name, times are in UTC.

    ``metadata`` is what was read with all corrections laid over it, ``corrected`` names the
    fields that were. ``superseded_by`` is the next later version, if there is one.
    """

    id: int
    source: str
    metadata: Metadata
    media_type: str
    sha256: str
    added: datetime
    state: State
    passage_count: int
    page_count: int
    superseded_by: int | None = None
    corrected: tuple[str, ...] = ()
    removed: datetime | None = None
    removed_by: str = ""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage of the archive with its figures."""

    id: int
    report_id: int
    passage: Passage
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to look for.

    ``text`` feeds the word searches, ``dense_text`` (by default the same) the embedding
    model. Passages of one of the ``periods`` and ``provinces`` (keys) are preferred, or,
    with ``strict``, the only ones considered; ``reports`` leaves only those ids. ``folded``
    says that the question came without diacritics. Boosts of None are those of the settings.
    """

    text: str
    limit: int = 20
    periods: tuple[Period, ...] = ()
    provinces: tuple[str, ...] = ()
    strict: bool = False
    reports: frozenset[int] | None = None
    folded: bool = False
    language: str = "vi"
    dense_text: str | None = None
    period_boost: float | None = None
    province_boost: float | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. ``score`` is the sum of ``scores``.

    The parts are ``dense``, ``words``, ``syllables`` (each between 0 and its weight),
    ``period`` and ``province`` (each between 0 and its boost).
    """

    passage: StoredPassage
    report: ReportRecord
    score: float
    scores: Mapping[str, float]


class Stage(StrEnum):
    """What a build is doing."""

    READ = "read"
    EMBED = "embed"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: ``done`` of ``total`` files or passages of the stage.

    ``fraction`` is of the whole build, between 0 and 1, and never falls; ``item`` is the
    file in hand, or "".
    """

    stage: Stage
    done: int
    total: int
    fraction: float
    item: str = ""

    def message(self, language: Language = "vi") -> str:
        """Return one short line for a person."""
        names = {
            Stage.READ: ("Đọc báo cáo", "Reading"),
            Stage.EMBED: ("Phân tích đoạn văn", "Embedding passages"),
            Stage.WRITE: ("Ghi chỉ mục", "Writing the index"),
        }
        name = names[self.stage][language == "en"]
        count = f" {self.done}/{self.total}" if self.total else ""
        return f"{name}{count}{f': {self.item}' if self.item else ''}"


ProgressCallback = Callable[[Progress], None]


class FileStatus(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    DUPLICATE = "duplicate"
    REMOVED = "removed"
    FAILED = "failed"
    UNSUPPORTED = "unsupported"


_OUTCOMES: dict[FileStatus, tuple[str, str]] = {
    FileStatus.ADDED: ("đã thêm", "added"),
    FileStatus.UNCHANGED: ("không đổi", "unchanged"),
    FileStatus.REPLACED: ("đã thay bản cũ", "replaced an older version"),
    FileStatus.DUPLICATE: ("trùng nội dung", "duplicate"),
    FileStatus.REMOVED: ("đã gỡ khỏi kho, không nạp lại", "removed earlier, left out"),
    FileStatus.FAILED: ("lỗi", "failed"),
    FileStatus.UNSUPPORTED: ("không hỗ trợ loại tệp này", "unsupported file type"),
}


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file of a build; ``why`` says more, in Vietnamese and English."""

    path: Path
    status: FileStatus
    report_id: int | None = None
    why: tuple[str, str] = ("", "")

    def message(self, language: Language = "vi") -> str:
        """Return the outcome in words, without the file's name."""
        english = language == "en"
        text, why = _OUTCOMES[self.status][english], self.why[english]
        return f"{text}: {why}" if why else text


@dataclass(frozen=True, slots=True)
class Status:
    """The archive in numbers. ``bytes_on_disk`` counts originals, database and search files."""

    directory: Path
    format_version: int
    generation: int
    model: str
    model_matches: bool
    reports: int
    superseded: int
    removed: int
    passages: int
    figures: int
    provinces: int
    first_period: str | None
    last_period: str | None
    bytes_on_disk: int


@dataclass(frozen=True, slots=True)
class Recovery:
    """An archive made anew from its originals: ``outcomes`` of each, by its path there.

    ``kept`` is the folder that keeps the database that was replaced, if there was one.
    ``by_ledger`` is False where names, versions, removals and corrections were lost with it.
    """

    outcomes: tuple[FileOutcome, ...]
    kept: Path | None
    by_ledger: bool
