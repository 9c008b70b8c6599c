"""The archive in numbers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from index.records import State, Status
from index.schema import FORMAT_VERSION
from index.snapshots import Snapshot
from index.store import Store


def status(snapshot: Snapshot, store: Store, directory: Path, fingerprint: str) -> Status:
    """Return the numbers of a generation; `fingerprint` is of the model that is set."""
    states = Counter(report.state for report in snapshot.reports.values())
    current = [r.metadata for r in snapshot.reports.values() if r.state is State.CURRENT]
    periods = sorted(
        (metadata.period for metadata in current if metadata.period),
        key=lambda period: (period.last, period.first),
    )
    sizes = (path.stat().st_size for path in directory.rglob("*") if path.is_file())
    return Status(
        directory=directory,
        format_version=FORMAT_VERSION,
        generation=snapshot.number,
        model=snapshot.model or fingerprint,
        model_matches=snapshot.model in (None, fingerprint),
        reports=states[State.CURRENT],
        superseded=states[State.SUPERSEDED],
        removed=states[State.REMOVED],
        passages=snapshot.search.size,
        figures=store.count(
            "figures",
            "passage_id IN (SELECT p.id FROM passages p JOIN reports r"
            " ON r.id = p.report_id WHERE r.state = 'current')",
        ),
        provinces=len({metadata.province for metadata in current if metadata.province}),
        first_period=periods[0].code if periods else None,
        last_period=periods[-1].code if periods else None,
        bytes_on_disk=sum(sizes),
    )
