"""Fixtures of the front end's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from tests.web.fakes import FakeArchive, FakeAssistant, FakeConversation, make_record
from web.desk import Desk, open_desk
from web.server import create_app
from web.store import Store


@pytest.fixture
def archive(tmp_path: Path) -> FakeArchive:
    """An archive with one report, whose original tests put at ``tmp_path/1.bin``."""
    return FakeArchive(tmp_path, [make_record()])


@pytest.fixture
def assistant() -> FakeAssistant:
    """An assistant that always knows."""
    return FakeAssistant()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a folder of its own."""
    with Store(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def desk(archive: FakeArchive, assistant: FakeAssistant, store: Store, tmp_path: Path) -> Desk:
    """A desk on the fakes, with an empty folder as the sample."""
    return open_desk(
        archive,
        tmp_path / "data",
        assistant=assistant,
        store=store,
        new_conversation=FakeConversation,
        sample=tmp_path / "sample",
    )


@pytest.fixture
def client(desk: Desk) -> Iterator[httpx.Client]:
    """A client of the application, as a browser on this machine would call it."""
    with TestClient(create_app(desk), base_url="http://127.0.0.1:7860") as found:
        yield found
