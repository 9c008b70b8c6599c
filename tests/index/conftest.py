"""An archive with a quick encoder and reader, and the real encoder loaded once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import Archive, FileOutcome, Settings
from index.embedding import Encoder, load_encoder
from tests.index.fakes import HashingEncoder, read_report

Build = Callable[..., dict[str, FileOutcome]]


@pytest.fixture
def encoder() -> HashingEncoder:
    """A quick encoder that remembers which passages it was given."""
    return HashingEncoder()


@pytest.fixture
def archive(tmp_path: Path, encoder: HashingEncoder) -> Iterator[Archive]:
    """An empty archive in ``tmp_path/data``."""
    settings = Settings()
    with Archive.open(tmp_path / "data", settings=settings, create=True, encoder=encoder) as opened:
        yield opened


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder to write reports into."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def build(archive: Archive) -> Build:
    """Build paths with the quick reader; give the outcomes by file name."""

    def run(*paths: Path) -> dict[str, FileOutcome]:
        outcomes = archive.build(paths, reader=read_report)
        return {outcome.path.name: outcome for outcome in outcomes}

    return run


@pytest.fixture(scope="session")
def real_encoder() -> Encoder:
    """The embedded model, as the product loads it."""
    return load_encoder(Settings())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes many minutes unless it is asked for."""
    if "faults" not in str(config.getoption("-m")):
        skip = pytest.mark.skip(reason="runs with -m faults, or make test-faults")
        for item in items:
            if item.get_closest_marker("faults"):
                item.add_marker(skip)
