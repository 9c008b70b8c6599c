"""Whatever was done in whatever order, the archive answers like one built from scratch."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.periods import Period
from index import Archive, ReportRecord, SearchRequest, State
from tests.index.fakes import HashingEncoder, read_report, write_report

NAMES = st.sampled_from(["a.txt", "b.txt", "xa/a.txt", "xa/c.txt"])
LINES = (
    "Có 3 trạm ở ven biển.",
    "Có 14 trạm và 9 tuyến cáp.",
    "Có 2 sự cố ở trung du.",
    "Có 71 thuê bao.",
    "Có 5 trạm ở ven biển, 6 tuyến cáp.",
    "Có 8 cột ở hải đảo.",
)
TEXTS = st.lists(st.sampled_from(LINES), min_size=1, max_size=3, unique=True)
PLACES = st.integers(0, 6)
FIELDS = st.sampled_from(
    [
        {"period": "2023-04"},
        {"period": "2023-05", "province": "an-giang"},
        {"title": "Tựa đề đúng"},
        {"province": None, "period": None},
        {"reset": True},
    ]
)
STEPS = st.one_of(
    st.tuples(st.just("write"), NAMES, TEXTS),
    st.tuples(st.just("build")),
    st.tuples(st.just("rename"), NAMES, NAMES),
    st.tuples(st.just("delete"), NAMES),
    st.tuples(st.just("remove"), PLACES),
    st.tuples(st.just("restore"), PLACES),
    st.tuples(st.just("correct"), PLACES, FIELDS),
    st.tuples(st.just("erase"), PLACES),
    st.tuples(st.just("rebuild")),
    st.tuples(st.just("reopen")),
)


class Desk:
    """An archive, the folder that it is built from, and what has to be in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.archive = opened(folder / "data")
        self.met: set[str] = set()  # hashes of all contents that were built and not erased

    def files(self) -> list[Path]:
        return sorted(path for path in self.inbox.rglob("*") if path.is_file())

    def reports(self) -> tuple[ReportRecord, ...]:
        return self.archive.reports(include_superseded=True, include_removed=True)

    def do(self, what: str, *values: Any) -> None:
        getattr(self, what)(*values)

    def write(self, name: str, lines: list[str]) -> None:
        write_report(self.inbox / name, *lines)

    def rename(self, name: str, other: str) -> None:
        if (self.inbox / name).exists():
            (self.inbox / other).parent.mkdir(exist_ok=True)
            (self.inbox / name).rename(self.inbox / other)

    def delete(self, name: str) -> None:
        (self.inbox / name).unlink(missing_ok=True)

    def build(self) -> None:
        if not self.files():
            return
        self.archive.build([self.inbox], reader=read_report)
        present = {hashlib.sha256(path.read_bytes()).hexdigest() for path in self.files()}
        self.met |= present
        states = {report.sha256: report.state for report in self.reports()}
        assert {states[sha] for sha in present} <= {State.CURRENT, State.REMOVED}

    def _pick(self, place: int) -> ReportRecord | None:
        reports = self.reports()
        return reports[place % len(reports)] if reports else None

    def remove(self, place: int) -> None:
        if chosen := self._pick(place):
            self.archive.remove([chosen.id])

    def restore(self, place: int) -> None:
        chosen = self._pick(place)
        if chosen and chosen.removed:
            self.archive.restore(chosen.id)

    def correct(self, place: int, values: dict[str, Any]) -> None:
        if chosen := self._pick(place):
            self.archive.correct(chosen.id, **values)

    def erase(self, place: int) -> None:
        if chosen := self._pick(place):
            self.archive.remove([chosen.id], erase=True)
            self.met.discard(chosen.sha256)

    def rebuild(self) -> None:
        self.archive.rebuild(reader=read_report)

    def reopen(self) -> None:
        self.archive.close()
        self.archive = opened(self.folder / "data")


def opened(data: Path) -> Archive:
    return Archive.open(data, create=True, encoder=HashingEncoder())


def answers(archive: Archive) -> dict[str, Any]:
    """What searches find, with their scores, and what the words of the archive are."""
    april, may = Period.month(2023, 4), Period.month(2023, 5)
    requests = (
        SearchRequest("bao nhiêu trạm ở ven biển", limit=50),
        SearchRequest("tuyến cáp", limit=50, periods=(april,)),
        SearchRequest("tram", limit=50, folded=True, periods=(may,), strict=True),
        SearchRequest("sự cố", limit=50, provinces=("an-giang",), periods=(may,)),
    )
    return {
        "hits": [
            sorted(
                (
                    round(hit.score, 4),
                    hit.passage.passage.search.text,
                    hit.report.sha256,
                    hit.report.metadata.title,
                )
                for hit in archive.search(request)
            )
            for request in requests
        ],
        "rows": archive.passage_count,
        "figures": archive.status().figures,
        "words": dict(archive.vocabulary()),
        "pairs": dict(archive.bigrams()),
        "frequency": [archive.document_frequency(term) for term in ("tram", "ven_bien", "cap")],
    }


def everything(archive: Archive) -> list[Any]:
    reports = archive.reports(include_superseded=True, include_removed=True)
    return [
        (r, archive.read_metadata(r.id), [v.id for v in archive.history(r.id)]) for r in reports
    ]


def from_scratch(desk: Desk, folder: Path) -> dict[str, Any]:
    """Build what answers in `desk`, and nothing else, in one go."""
    with opened(folder / "data") as scratch:
        for report in desk.archive.reports():
            copy = folder / "inbox" / report.sha256 / report.source
            copy.parent.mkdir(parents=True)
            copy.write_bytes(desk.archive.original(report.id).read_bytes())
        if desk.archive.reports():
            scratch.build([folder / "inbox"], reader=read_report)
        ids = {report.sha256: report.id for report in scratch.reports()}
        for report in desk.archive.reports():
            values = {c.field: c.value for c in desk.archive.corrections(report.id)}
            if values:
                scratch.correct(ids[report.sha256], **values)  # type: ignore[arg-type]
        return answers(scratch)


@given(st.lists(STEPS, min_size=4, max_size=16))
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_any_sequence_of_changes_gives_what_a_build_from_scratch_gives(
    steps: list[tuple[Any, ...]],
) -> None:
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        desk = Desk(Path(folder))
        for step in [*steps, ("build",)]:
            desk.do(*step)
            assert {report.sha256 for report in desk.reports()} == desk.met
        (Path(folder) / "scratch").mkdir()
        found, all_of_it = answers(desk.archive), everything(desk.archive)
        assert found == from_scratch(desk, Path(folder) / "scratch")
        desk.reopen()
        assert (answers(desk.archive), everything(desk.archive)) == (found, all_of_it)
        desk.archive.close()
        if not all_of_it:
            return
        (Path(folder) / "data" / "archive.sqlite").unlink()
        Archive.recover(Path(folder) / "data", encoder=HashingEncoder(), reader=read_report)
        desk.archive = opened(Path(folder) / "data")
        assert (answers(desk.archive), everything(desk.archive)) == (found, all_of_it)
        desk.archive.close()
