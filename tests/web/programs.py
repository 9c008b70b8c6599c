"""Programs of an administrator and of staff, on a real archive with a stand-in assistant."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from index import Archive
from sample import report_folder
from tests.index.fakes import HashingEncoder
from tests.web import people
from tests.web.fakes import FakeAssistant, FakeConversation
from tests.web.people import program
from web.desk import Desk, open_desk
from web.server import create_app
from web.store import Role, Store

API = "/api/v1"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with an administrator, a member of staff, a PDF and a text report."""
    data = tmp_path_factory.mktemp("kho")
    paths = [next(report_folder().glob(pattern)) for pattern in ("101_*", "105_*")]
    with Archive.open(data, create=True, encoder=HashingEncoder()) as archive, Store(data) as store:
        archive.build(paths)
        people.add_account(store, "chi", Role.ADMINISTRATOR)
        people.add_account(store, "an")
        yield open_desk(
            archive,
            data,
            assistant=FakeAssistant(),
            store=store,
            new_conversation=FakeConversation,
        )


@pytest.fixture(scope="module")
def app(office: Desk) -> FastAPI:
    """The server of that desk."""
    return create_app(office, hosts={"bao-cao.test"}, local=False)


def caller(app: FastAPI, office: Desk, name: str) -> httpx.Client:
    """Return a program of `name`."""
    text, _ = office.store.tokens.add(office.store.accounts.get(name).id, "thử")
    return program(app, text)


@pytest.fixture(scope="module")
def staff(app: FastAPI, office: Desk) -> httpx.Client:
    """A program of a member of staff."""
    return caller(app, office, "an")


@pytest.fixture(scope="module")
def administrator(app: FastAPI, office: Desk) -> httpx.Client:
    """A program of the administrator."""
    return caller(app, office, "chi")
