"""An archive and an assistant of a few lines, with the interfaces of the real ones."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from assistant import Scope
from assistant.model import Answer, Citation
from corpus.model import Metadata
from corpus.periods import Period
from index import (
    ArchiveError,
    Correction,
    FileOutcome,
    FileStatus,
    Progress,
    ReportRecord,
    Stage,
    State,
    StoredPassage,
)

NOWHERE_ELSE = Scope()

HOSTILE = (
    "<script>alert(1)</script> ![x](http://evil.test/x.png) [y](javascript:1) ${7*7} **z** \"'"
)
"""Text that must be shown as it stands wherever it turns up."""


def without_tags(page: str | None) -> str:
    """Return what a reader sees of markup."""
    return re.sub(r"<[^>]*>", "", page or "").replace("\N{WORD JOINER}", "")


def make_record(report_id: int = 1, **changes: object) -> ReportRecord:
    """Return a current report of April 2023, changed as asked."""
    record = ReportRecord(
        id=report_id,
        source="bao-cao-thang-4.txt",
        metadata=Metadata(
            title="Báo cáo công tác tháng 4 năm 2023",
            number="12/BC-STTTT",
            province="ninh-thuan",
            province_name="Ninh Thuận",
            period=Period.month(2023, 4),
        ),
        media_type="text/plain",
        sha256="0" * 64,
        added=datetime(2024, 5, 6, 7, 8, tzinfo=UTC),
        state=State.CURRENT,
        passage_count=3,
        page_count=0,
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def make_citation(**changes: object) -> Citation:
    """Return a citation of report 1 with one highlighted word, changed as asked."""
    citation = Citation(
        report_id=1,
        source="bao-cao-thang-4.txt",
        report="Báo cáo công tác tháng 4 năm 2023",
        number="12/BC-STTTT",
        province="Ninh Thuận",
        period="04/2023",
        section="I › 2. Viễn thông",
        page=5,
        excerpt="Toàn tỉnh có 75 trạm 5G.",
        highlights=((13, 15),),
        end=24,
    )
    return replace(citation, **changes)  # type: ignore[arg-type]


def make_answer(question: str = "bao nhiêu trạm 5G?", **changes: object) -> Answer:
    """Return an answer with one citation, changed as asked."""
    answer = Answer(
        question=question,
        language="vi",
        kind="number",
        answerable=True,
        reason=None,
        answer="75 trạm 5G",
        value="75",
        unit="trạm",
        citations=(make_citation(),),
        subject="Trạm 5G · Ninh Thuận · tháng 4/2023",
        seconds=0.034,
        suggestions=("Bao nhiêu trạm 4G tháng 4/2023?",),
    )
    return replace(answer, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class FakeConversation:
    """Counts what was asked."""

    questions: tuple[str, ...] = ()

    def with_turn(self, question: str, answer: Answer) -> FakeConversation:
        """Return the conversation with one more question."""
        return FakeConversation((*self.questions, question))


@dataclass
class FakeAssistant:
    """Says what `answer` says, and remembers what it was asked with."""

    answer: Callable[[str], Answer] = make_answer
    heard: list[tuple[str, FakeConversation | None]] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)

    def ask(
        self,
        question: str,
        *,
        conversation: FakeConversation | None = None,
        scope: Scope = NOWHERE_ELSE,
    ) -> Answer:
        """Answer `question`."""
        self.scopes.append(scope)
        self.heard.append((question, conversation))
        return self.answer(question)


@dataclass
class FakeArchive:
    """Reports in memory; a build adds one report for each file, once `gate` is set."""

    folder: Path
    records: list[ReportRecord] = field(default_factory=list)
    generation: int = 1
    failure: Exception | None = None
    corrected: list[tuple[int, str, bool, dict[str, str]]] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        """Let builds through unless a test closes the gate."""
        self.gate.set()

    @property
    def passage_count(self) -> int:
        """The number of passages of all reports."""
        return sum(record.passage_count for record in self.records)

    def reports(
        self, include_superseded: bool = False, include_removed: bool = False
    ) -> tuple[ReportRecord, ...]:
        """Return the reports."""
        states = {State.CURRENT}
        states |= {State.SUPERSEDED} if include_superseded else set()
        states |= {State.REMOVED} if include_removed else set()
        return tuple(r for r in self.records if r.state in states)

    def report(self, report_id: int) -> ReportRecord:
        """Return one report."""
        for record in self.records:
            if record.id == report_id:
                return record
        raise ArchiveError("report_unknown", selector=report_id)

    def history(self, report_id: int) -> tuple[ReportRecord, ...]:
        """Return the report alone."""
        return (self.report(report_id),)

    def read_metadata(self, report_id: int) -> Metadata:
        """Return what the first report was made with."""
        return make_record().metadata

    def corrections(self, report_id: int) -> tuple[Correction, ...]:
        """Return none."""
        return ()

    def correct(
        self, report_id: int, *, by: str, reset: bool = False, **given: str
    ) -> ReportRecord:
        """Remember what was given, refuse a period that is none."""
        if given.get("period") == "bậy":
            raise ArchiveError("period_invalid", value="bậy")
        self.corrected.append((report_id, by, reset, given))
        return self.report(report_id)

    def restore(self, report_id: int) -> tuple[ReportRecord, ...]:
        """Put a report into use again."""
        self._change(report_id, State.CURRENT)
        return (self.report(report_id),)

    def _change(self, report_id: int, state: State) -> None:
        self.records[:] = [
            replace(r, state=state) if r.id == report_id else r for r in self.records
        ]

    def report_passages(self, report_id: int) -> tuple[StoredPassage, ...]:
        """Return no passages: nothing is asked of them here."""
        return ()

    def original(self, report_id: int) -> Path:
        """Return where a test has put the original."""
        path = self.folder / f"{report_id}.bin"
        if not path.is_file():
            raise ArchiveError("original_missing", source="?", path=path)
        return path

    def text(self, report_id: int) -> str:
        """Return text that must stay text."""
        return HOSTILE

    def remove(self, selectors: Iterable[str | int], *, by: str = "") -> tuple[ReportRecord, ...]:
        """Remove reports by id."""
        wanted = {str(selector) for selector in selectors}
        gone = tuple(r for r in self.records if str(r.id) in wanted)
        if not gone:
            raise ArchiveError("report_unknown", selector=wanted)
        for record in gone:
            self._change(record.id, State.REMOVED)
        return gone

    def rebuild(
        self, *, progress: Callable[[Progress], None] | None = None
    ) -> tuple[FileOutcome, ...]:
        """Read everything again, once the gate is open."""
        if progress:
            progress(Progress(Stage.READ, 1, 2, 0.5, "mot.txt"))
        self.gate.wait(60)
        self.generation += 1
        return ()

    def build(
        self, paths: Iterable[Path], *, progress: Callable[[Progress], None] | None = None
    ) -> tuple[FileOutcome, ...]:
        """Add the files, or raise `failure`."""
        if progress:
            progress(Progress(Stage.READ, 1, 2, 0.5, "mot.txt"))
        self.gate.wait(10)
        if self.failure:
            raise self.failure
        outcomes = []
        for path in paths:
            supported = path.suffix == ".txt"
            outcomes.append(
                FileOutcome(path, FileStatus.ADDED if supported else FileStatus.UNSUPPORTED)
            )
            if supported:
                self.records.append(make_record(len(self.records) + 1, source=path.name))
        self.generation += 1
        return tuple(outcomes)
