"""Changing what the archive holds, by administrators only, each change in the audit log."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from index import ArchiveError
from web.store import Action

if TYPE_CHECKING:
    from index import Archive, ReportRecord
    from web.accounts.identity import User
    from web.store import Store


PATIENCE_SECONDS = 45.0
_STEP_SECONDS = 0.25

_Changed = TypeVar("_Changed")


class Curating:
    """Corrects, removes and restores reports of one archive.

    Every call raises DeskError ``not_allowed`` for staff, and ArchiveError where the
    archive turns the change down; nothing has changed then.
    """

    def __init__(
        self, archive: Archive, store: Store, *, patience: float = PATIENCE_SECONDS
    ) -> None:
        """Change `archive`, and write down in `store` who did.

        A change waits up to `patience` seconds for a build to finish writing.
        """
        self._archive = archive
        self._patience = patience
        self._store = store

    def correct(
        self, user: User, report_id: int, values: Mapping[str, str | None], *, reset: bool = False
    ) -> ReportRecord:
        """Put right what was read wrong: `values` by the fields of `index.Archive.correct`."""
        user.require_administrator()
        changed: dict[str, Any] = dict(values)
        record = self._patiently(
            lambda: self._archive.correct(report_id, **changed, reset=reset, by=user.name)
        )
        self._note(Action.CORRECT, user, record, {**changed, "reset": reset})
        return record

    def remove(self, user: User, report_id: int) -> ReportRecord:
        """Take a report out; `restore` brings it back."""
        user.require_administrator()
        (record,) = self._patiently(lambda: self._archive.remove([report_id], by=user.name))
        self._note(Action.REMOVE, user, record, {})
        return record

    def restore(self, user: User, report_id: int) -> ReportRecord:
        """Bring a removed report back."""
        user.require_administrator()
        (record,) = self._patiently(lambda: self._archive.restore(report_id))
        self._note(Action.RESTORE, user, record, {})
        return record

    def _patiently(self, change: Callable[[], _Changed]) -> _Changed:
        """Do `change`, waiting a while where a build is writing."""
        until = time.monotonic() + self._patience
        while True:
            try:
                return change()
            except ArchiveError as refusal:
                if refusal.code != "busy" or time.monotonic() >= until:
                    raise
            time.sleep(_STEP_SECONDS)

    def _note(
        self, action: Action, user: User, record: ReportRecord, detail: Mapping[str, Any]
    ) -> None:
        self._store.audit.note(
            action,
            user,
            object=record.metadata.title,
            detail={"report": record.id, "source": record.source, **detail},
        )
