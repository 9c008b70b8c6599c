"""The commit point: the database and the search files of its next generation, together."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from weakref import WeakKeyDictionary

from index import files, ledger, segment
from index.errors import ArchiveError
from index.generation import Generation
from index.lexical import MOST_ROWS
from index.library import Library
from index.records import ReportRecord
from index.store import Store, set_meta

_libraries: WeakKeyDictionary[Store, Library] = WeakKeyDictionary()


def library(store: Store, directory: Path) -> Library:
    """Return the search files of the archive that `store` is the database of."""
    return _libraries.setdefault(store, Library(directory))


@contextlib.contextmanager
def publishing(store: Store, directory: Path, model: str) -> Iterator[sqlite3.Connection]:
    """Give a connection to change the archive; at the end publish the next generation.

    The search files are written and synced before the transaction that names them commits.
    If anything fails nothing has changed. `model` is the fingerprint of the encoder whose
    vectors the archive holds from now on. The caller holds the writer lock.
    """
    before = store.meta()
    number = int(before["generation"]) + 1
    shelf = library(store, directory)
    made: list[Path] = []
    try:
        with store.writing() as connection:
            yield connection
            opened = shelf.open(before.get("search", ""), store.passage_spans())
            name = shelf.advance(opened, number, store.index_rows, made)
            ledger.write(connection, directory, number)
            set_meta(connection, {"generation": number, "search": name, "model": model})
    except BaseException as error:
        shelf.discard(made)
        if isinstance(error, OSError):
            raise ArchiveError("archive_not_writable", path=directory, reason=error) from error
        raise
    # Readers that still search the generation before have its files for a while longer.
    shelf.discard_others({name, before.get("search", "")})
    ledger.discard_others(directory, number)


def load(
    store: Store,
    directory: Path,
    name: str,
    reports: Mapping[int, ReportRecord],
    before: Generation | None,
    *,
    in_memory: bool,
) -> tuple[Generation | None, str]:
    """Open the generation whose manifest is `name`, inside `Store.reading`.

    Where search files are missing or damaged, they are made anew `in_memory`, or None comes
    back with what is wrong, so that `repair` can put it right.
    """
    opened = library(store, directory).open(name, store.passage_spans())
    damage = opened.damage or f"{len(opened.missing)} reports are missing"
    if opened.missing and not in_memory:
        return None, damage
    missing = store.index_rows(opened.missing) if opened.missing else ()
    live = [*opened.live, *((part, None) for part in segment.build(missing, MOST_ROWS))]
    return Generation(live, reports, before), damage if opened.missing else ""


def repair(store: Store, directory: Path, found: str) -> bool:
    """Make what is missing or damaged of the search files `found` anew from the database.

    Returns False where another process is writing or the folder cannot be written: the files
    are only derived, and the next start tries again.
    """
    shelf = library(store, directory)
    made: list[Path] = []
    try:
        with files.writer_lock(directory):
            meta = store.meta()
            if meta.get("search", "") != found:
                return True  # another process was quicker
            with store.writing() as connection:
                opened = shelf.open(found, store.passage_spans())
                name = shelf.advance(opened, int(meta["generation"]), store.index_rows, made)
                set_meta(connection, {"search": name})
            shelf.discard_others({name})
    except (ArchiveError, OSError):
        shelf.discard(made)
        return False
    return True
