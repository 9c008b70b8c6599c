"""Archives to ask: the sample one, and the real reports where they are beside the checkout."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from index import Archive
from sample import report_folder


def _built(folder: Path, reports: Path) -> Path:
    """Build an archive once for all test processes; the lock makes the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "done"
        if not done.exists():
            with Archive.open(folder / "archive", create=True) as archive:
                archive.build([reports])
            done.touch()
    return folder / "archive"


def _shared(factory: pytest.TempPathFactory, name: str) -> Path:
    base = factory.getbasetemp()
    return (base.parent if base.name.startswith("popen-") else base) / name


@pytest.fixture(scope="session")
def sample_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The archive of the sample reports, with the real embedding model."""
    path = _built(_shared(tmp_path_factory, "sample-archive"), report_folder())
    with Archive.open(path) as archive:
        yield archive


@pytest.fixture(scope="session")
def sample(sample_archive: Archive) -> Assistant:
    return Assistant(sample_archive)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory, real_reports: Path) -> Iterator[Assistant]:
    path = _built(_shared(tmp_path_factory, "real-archive"), real_reports)
    with Archive.open(path) as archive:
        yield Assistant(archive)
