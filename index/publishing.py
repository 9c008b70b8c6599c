"""The commit point: the database and the search files of its next generation, together."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from index import files, generation, ledger
from index.errors import ArchiveError
from index.store import Store, set_meta


@contextlib.contextmanager
def publishing(store: Store, directory: Path, model: str) -> Iterator[sqlite3.Connection]:
    """Give a connection to change the archive; at the end publish the next generation.

    The search files are written and synced before the transaction that names them commits.
    If anything fails nothing has changed. `model` is the fingerprint of the encoder whose
    vectors the archive holds from now on. The caller holds the writer lock.
    """
    before = store.meta()
    number = int(before["generation"]) + 1
    name = ""
    try:
        with store.writing() as connection:
            yield connection
            name = generation.write(generation.build(store.index_rows()), directory, number)
            ledger.write(connection, directory, number)
            set_meta(connection, {"generation": number, "search": name, "model": model})
    except BaseException as error:
        if name:
            shutil.rmtree(directory / generation.FOLDER / name, ignore_errors=True)
        if isinstance(error, OSError):
            raise ArchiveError("archive_not_writable", path=directory, reason=error) from error
        raise
    # Readers that still search the generation before have its files for a while longer.
    generation.discard_others(directory, {name, before.get("search", "")})
    ledger.discard_others(directory, number)


def repair(store: Store, directory: Path, made: generation.Generation, found: str) -> str:
    """Put the search files `made` from the database in the place of the unusable `found`.

    Returns the name of the folder that holds them. It stays `found` where another process is
    writing, or has put that right already, or the folder cannot be written: the files are
    only derived, and the next start tries again.
    """
    with contextlib.suppress(ArchiveError, OSError), files.writer_lock(directory):
        meta = store.meta()
        if meta.get("search", "") == found:
            name = generation.write(made, directory, int(meta["generation"]))
            with store.writing() as connection:
                set_meta(connection, {"search": name})
            generation.discard_others(directory, {name})
            return name
    return found
