"""Versions of one report, linked each to the next later one, and which of them answers.

A version answers while it is not removed and every later one is. The links stay when a
version is removed, so that it can come back to its place.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from index.records import State


@dataclass(slots=True)
class _Link:
    """One version: the next later one, if any, whether it was removed, and its stored state."""

    later: int | None
    removed: bool
    state: str


class Chains:
    """The links between all reports that are not staged; changes are kept until `save`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read the links that the database holds."""
        rows = connection.execute(
            "SELECT id, superseded_by, removed, state FROM reports WHERE state <> 'staged'"
        )
        self._links = {
            row["id"]: _Link(row["superseded_by"], row["removed"] is not None, row["state"])
            for row in rows
        }

    def add(self, report_id: int, later: int | None = None, *, removed: bool = False) -> None:
        """Take in a report that was staged until now."""
        self._links[report_id] = _Link(later, removed, "staged")

    def supersede(self, earlier: int, later: int) -> None:
        """Put the version `later` at the end of the chain that `earlier` belongs to.

        A `later` that stood in that chain already (a file edited back) leaves its old place.
        """
        self._links[later].later = None
        head = self._newest(earlier)
        if head != later:
            self._links[head].later = later

    def remove(self, report_id: int, *, removed: bool = True) -> None:
        """Take a version out, or back in; its place in the chain stays."""
        self._links[report_id].removed = removed

    def erase(self, report_id: int) -> None:
        """Forget a version; those before it are linked to the one after it."""
        gone = self._links.pop(report_id)
        for link in self._links.values():
            if link.later == report_id:
                link.later = gone.later

    def state(self, report_id: int) -> State:
        """Return the state of a report that follows from its chain."""
        link = self._links[report_id]
        if link.removed:
            return State.REMOVED
        while link.later in self._links:
            link = self._links[link.later]
            if not link.removed:
                return State.SUPERSEDED
        return State.CURRENT

    def versions(self, report_id: int) -> tuple[int, ...]:
        """Return the ids of all versions of a report, the newest first."""
        earlier: dict[int, list[int]] = {}
        for number, link in self._links.items():
            if link.later is not None:
                earlier.setdefault(link.later, []).append(number)
        level = [self._newest(report_id)]
        found = [*level]
        while level:
            level = sorted((e for number in level for e in earlier.get(number, ())), reverse=True)
            found += level
        return tuple(found)

    def save(self, connection: sqlite3.Connection) -> None:
        """Write the links, and to every report the state that follows from them."""
        connection.executemany(
            "UPDATE reports SET superseded_by = ? WHERE id = ? AND superseded_by IS NOT ?",
            [(link.later, number, link.later) for number, link in self._links.items()],
        )
        for number, link in self._links.items():
            state = self.state(number)
            if state != link.state:
                connection.execute(
                    "UPDATE reports SET state = ? WHERE id = ?", (state.value, number)
                )
                link.state = state.value

    def _newest(self, report_id: int) -> int:
        while (later := self._links[report_id].later) in self._links:
            assert later is not None
            report_id = later
        return report_id
