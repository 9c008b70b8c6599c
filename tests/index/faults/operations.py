"""The operations that faults are put into, and the archives that they begin with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.periods import Period
from index import Archive, ArchiveError, FileStatus, SearchRequest, Settings
from tests.index.fakes import HashingEncoder, read_report, write_report
from tests.index.format_1 import take_back

Act = Callable[[Path, Path], str]  # on the archive's folder, with that of files: what is told


@dataclass(frozen=True)
class Operation:
    """One operation: ``act`` is done, and done over after a fault.

    ``spoil`` brings the archive into the state that the operation is for. ``parts`` lead to
    what may be left where single files failed and were named.
    """

    name: str
    act: Act
    spoil: Callable[[Path], None] = lambda data: None
    begins_with_nothing: bool = False
    parts: tuple[Act, ...] = ()


def opened(data: Path, *, create: bool = False) -> Archive:
    return Archive.open(data, settings=Settings(), create=create, encoder=HashingEncoder())


def built(data: Path, *paths: Path) -> str:
    """Build files; return what is told of those that failed."""
    with opened(data, create=True) as archive:
        outcomes = archive.build(paths, reader=read_report)
    return ", ".join(o.path.name for o in outcomes if o.status is FileStatus.FAILED)


def prepare(inbox: Path, base: Path) -> None:
    """Write the files, and make the archive that most operations begin with."""
    old = inbox / "old"
    write_report(old / "kept.txt", "Có 3 trạm ở đồng bằng.", "Có 2 tuyến cáp.")
    write_report(old / "edited.txt", "Có 5 trạm ở ven biển.")
    write_report(old / "out.txt", "Có 7 trạm ở hải đảo.")
    write_report(old / "misread.txt", "Có 4 trạm ở trung du.", period="2023-05")
    built(base, old)
    write_report(old / "edited.txt", "Có 6 trạm ở ven biển.")
    built(base, old)
    with opened(base) as archive:
        archive.remove(["out.txt"], by="Quản trị")
        archive.correct(max(_ids(archive, "kept.txt")), title="Tựa đề đúng", by="Quản trị")
    write_report(inbox / "new" / "first.txt", "Có 9 trạm ở miền núi.", "Có 8 trạm ở biên giới.")
    write_report(inbox / "new" / "second.txt", "Có 1 trạm ở thủ phủ.")
    write_report(old / "edited.txt", "Có 16 trạm ở ven biển.", "Có 17 cột.")
    write_report(inbox / "more" / "more.txt", "Có 99 trạm ở nơi khác.")


def state(data: Path) -> dict[str, Any]:
    """Return all that a user can see of the archive, and whether the database is sound."""
    try:
        archive = opened(data)
    except ArchiveError as error:
        return {"error": error.code}
    with archive:
        reports = archive.reports(include_superseded=True, include_removed=True)
        hits = archive.search(SearchRequest("bao nhiêu trạm"))
        store = archive._store
        with store.writing() as connection:
            damage = connection.execute("PRAGMA integrity_check").fetchall()
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        return {
            "reports": sorted(
                (r.source, r.sha256, r.state.value, r.metadata.title, *r.corrected, r.removed_by)
                for r in reports
            ),
            "chains": sorted([v.sha256 for v in archive.history(r.id)] for r in reports),
            "originals": all(archive.original(r.id).is_file() for r in reports),
            "texts": sorted(
                p.passage.search.text for r in reports for p in archive.report_passages(r.id)
            ),
            "figures": sum(len(p.figures) for r in reports for p in archive.report_passages(r.id)),
            "hits": [(hit.passage.passage.search.text, round(hit.score, 5)) for hit in hits],
            "strict": [
                hit.passage.passage.search.text
                for period in ("2023-04", "2023-05")
                for hit in archive.search(
                    SearchRequest("trạm", periods=(Period.from_code(period),), strict=True)
                )
            ],
            "rows": archive.passage_count,
            "words": sorted(archive.vocabulary().items()),
            "sound": [tuple(row) for row in damage] == [("ok",)] and not orphans,
        }


def add_more(data: Path, inbox: Path) -> str:
    """The next change, which has to work whatever went wrong before."""
    return built(data, inbox / "more")


def _ids(archive: Archive, source: str) -> list[int]:
    return [report.id for report in archive.find([source])]


def _build(data: Path, inbox: Path) -> str:
    return built(data, inbox / "new")


def _build_first(data: Path, inbox: Path) -> str:
    return built(data, inbox / "new" / "first.txt")


def _build_second(data: Path, inbox: Path) -> str:
    return built(data, inbox / "new" / "second.txt")


def _replace(data: Path, inbox: Path) -> str:
    return built(data, inbox / "old")


def _remove(data: Path, inbox: Path) -> str:
    with opened(data) as archive:
        archive.remove(["kept.txt", "edited.txt"], by="Ai đó")
    return ""


def _restore(data: Path, inbox: Path) -> str:
    with opened(data) as archive:
        archive.restore(*[r.id for r in archive.find(["out.txt"]) if r.removed])
    return ""


def _correct(data: Path, inbox: Path) -> str:
    with opened(data) as archive:
        number = max(_ids(archive, "misread.txt"))
        archive.correct(number, period="2023-04", by="Quản trị")
    return ""


def _erase(data: Path, inbox: Path) -> str:
    with opened(data) as archive:
        try:
            archive.remove(["edited.txt"], erase=True)
        except ArchiveError as error:
            if error.code != "report_unknown":  # done over, it may be gone already
                raise
    return ""


def _rebuild(data: Path, inbox: Path) -> str:
    with opened(data) as archive:
        archive.rebuild(reader=read_report)
    return ""


def _recover(data: Path, inbox: Path) -> str:
    recovery = Archive.recover(
        data, settings=Settings(), encoder=HashingEncoder(), reader=read_report
    )
    failed = [o.path.name for o in recovery.outcomes if o.status is FileStatus.FAILED]
    return ", ".join(failed)


def _open(data: Path, inbox: Path) -> str:
    opened(data).close()
    return ""


def _overwrite(data: Path) -> None:
    database = data / "archive.sqlite"
    content = bytearray(database.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    database.write_bytes(content)


def _age(data: Path) -> None:
    with opened(data) as archive:
        archive.remove(["out.txt"], erase=True)  # nothing was removed or corrected then
        archive.correct(max(_ids(archive, "kept.txt")), reset=True)
    take_back(data)


def _lose(data: Path) -> None:
    (data / "archive.sqlite").unlink()


def _spoil_search(data: Path) -> None:
    for path in (data / "search").glob("segment-*/arrays.bin"):
        path.write_bytes(path.read_bytes()[:-9])
    for path in (data / "reports").glob("ledger-*.json"):
        path.unlink()


OPERATIONS = (
    Operation("first start", _build, begins_with_nothing=True, parts=(_build_first, _build_second)),
    Operation("build", _build, parts=(_build_first, _build_second)),
    Operation("replace", _replace),
    Operation("remove", _remove),
    Operation("restore", _restore),
    Operation("correct", _correct),
    Operation("erase", _erase),
    Operation("rebuild", _rebuild),
    Operation("rebuild from damage", _recover, _overwrite),
    Operation("rebuild from loss", _recover, _lose),
    Operation("migrate", _open, _age),
    Operation("repair", _open, _spoil_search),
)
