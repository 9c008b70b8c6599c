"""Changes to reports that are in the archive: removed, erased, restored, corrected.

The caller holds the writer lock. Each is one transaction that publishes a new generation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from index.chains import Chains
from index.corrections import FIELDS, Correction, check, stated
from index.errors import ArchiveError
from index.originals import let_go, sweep
from index.publishing import publishing
from index.records import ReportRecord
from index.store import Store, set_corrections


def find(
    reports: Iterable[ReportRecord], selectors: Iterable[str | int]
) -> tuple[ReportRecord, ...]:
    """Return those of `reports` with these ids, file names or numbers, each once.

    Raises ArchiveError ``report_unknown`` for a selector that fits none.
    """
    known = list(reports)
    chosen: dict[int, ReportRecord] = {}
    for selector in selectors:
        fitting = [report for report in known if _fits(report, selector)]
        if not fitting:
            raise ArchiveError("report_unknown", selector=selector)
        chosen.update((report.id, report) for report in fitting)
    return tuple(chosen.values())


def _fits(report: ReportRecord, selector: str | int) -> bool:
    if isinstance(selector, int):
        return selector == report.id
    return selector.strip() in {str(report.id), report.source, report.metadata.number}


def remove(
    store: Store,
    directory: Path,
    model: str,
    reports: Sequence[ReportRecord],
    *,
    erase: bool,
    by: str,
) -> None:
    """Take `reports` out; with `erase` delete all that the archive holds of them."""
    going = [report for report in reports if erase or report.removed is None]
    if not going:
        return
    now = _now().isoformat()
    with publishing(store, directory, model) as connection:
        chains = Chains(connection)
        for report in going:
            if erase:
                chains.erase(report.id)
                let_go(connection, "id = ?", report.id)
                set_corrections(connection, report.sha256, ())
            else:
                chains.remove(report.id)
                connection.execute(
                    "UPDATE reports SET removed = ?, removed_by = ? WHERE id = ?",
                    (now, by, report.id),
                )
        chains.save(connection)
    sweep(store, directory)


def restore(store: Store, directory: Path, model: str, reports: Sequence[ReportRecord]) -> None:
    """Bring removed `reports` back; raises ArchiveError for one that is not removed."""
    for report in reports:
        if report.removed is None:
            raise ArchiveError("report_not_removed", source=report.source)
    if not reports:
        return
    with publishing(store, directory, model) as connection:
        chains = Chains(connection)
        for report in reports:
            chains.remove(report.id, removed=False)
            connection.execute(
                "UPDATE reports SET removed = NULL, removed_by = NULL WHERE id = ?", (report.id,)
            )
        chains.save(connection)
    sweep(store, directory)


def corrections(
    store: Store, report_id: int, values: Mapping[str, object], *, reset: bool, by: str
) -> tuple[Correction, ...] | None:
    """Return all corrections that a report has with `values`, or None where nothing changes.

    Raises ArchiveError where a value is not valid or none is given.
    """
    read = stated(store.read_metadata(report_id))
    if not values and not reset:
        raise ArchiveError("correction_empty")
    sha = store.headers("id = ?", report_id)[0]["sha256"]
    before = {correction.field: correction for correction in store.corrections(sha)}
    wanted = {} if reset else dict(before)
    for field, value in check(values).items():
        same = field in before and before[field].value == value
        wanted[field] = before[field] if same else Correction(field, value, by, _now())
        if value == read[field]:
            del wanted[field]
    if wanted == before:
        return None
    return tuple(wanted[field] for field in FIELDS if field in wanted)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
