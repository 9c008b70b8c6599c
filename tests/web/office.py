"""An office on stand-ins, to be looked at in a browser: three months of one province."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from corpus.periods import Period, find_periods
from tests.web.browsing import SIZES, Visit, Visits, chromium, running
from tests.web.fakes import (
    FakeArchive,
    FakeAssistant,
    FakeConversation,
    make_answer,
    make_citation,
    make_record,
)
from web.accounts import LOCAL_USER
from web.desk import Desk, open_desk
from web.server import create_app
from web.store import Store

_BTS = {1: "2.015", 2: "2.020", 4: "2.034"}


class Office:
    """A desk on fakes with a server of its own, and a new store for each test's person."""

    def __init__(self, folder: Path) -> None:
        periods = [Period.month(2023, month) for month in (1, 2, 4)]
        records = [self._report(number, period) for number, period in enumerate(periods, 1)]
        self.archive = FakeArchive(folder, records)
        self.assistant = FakeAssistant(answer=self._answer)
        self.store = Store(folder / "data")
        self.desk: Desk = open_desk(
            self.archive,  # type: ignore[arg-type]
            folder / "data",
            assistant=self.assistant,  # type: ignore[arg-type]
            store=self.store,
            new_conversation=FakeConversation,  # type: ignore[arg-type]
        )

    @staticmethod
    def _report(number: int, period: Period) -> object:
        made = make_record(number, source=f"bao-cao-{number}.txt")
        title = f"Báo cáo công tác {period.label('vi')}"
        return replace(made, metadata=replace(made.metadata, title=title, period=period))

    @staticmethod
    def _answer(question: str) -> object:
        if "dân số" in question:
            return make_answer(
                question,
                answerable=False,
                reason="indicator_not_reported",
                answer="Báo cáo không nêu.",
                value=None,
            )
        if "BTS" in question or "thì sao" in question:
            return _in_a_month(question)
        cited = tuple(make_citation(section=f"Mục {number}", end=0) for number in (1, 2))
        return make_answer(question, citations=cited, value=None)


def _in_a_month(question: str) -> object:
    """Answer for the month that is asked about, April without one."""
    named = [mention.period for mention in find_periods(question) if mention.period]
    month = named[0].first.month if named else 4
    value = _BTS.get(month)
    subject = f"Trạm BTS · Ninh Thuận, tháng {month}/2023"
    if value is None:
        return make_answer(question, answerable=False, value=None, citations=(), subject=subject)
    excerpt = f"Toàn tỉnh có {value} trạm BTS."
    cited = make_citation(excerpt=excerpt, highlights=((13, 13 + len(value)),), end=len(excerpt))
    return make_answer(
        question, answer=f"{value} trạm", value=value, citations=(cited,), subject=subject
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all tests of a module."""
    found = Office(tmp_path_factory.mktemp("office"))
    yield found
    found.store.close()


@pytest.fixture(scope="module")
def server(office: Office) -> Iterator[str]:
    """Its server, for the person at this machine."""
    with running(create_app(office.desk)) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    with chromium() as found:
        yield found


@pytest.fixture
def visits(browser: Browser, office: Office) -> Iterator[Visits]:
    """Pages to open; afterwards the conversations are gone, and nothing went wrong."""
    opened = Visits(browser)
    yield opened
    opened.close()
    for conversation in office.store.conversations.list(LOCAL_USER.id):
        office.store.conversations.delete(LOCAL_USER.id, conversation.id)


@pytest.fixture(params=list(SIZES))
def visit(server: str, visits: Visits, request: pytest.FixtureRequest) -> Visit:
    """The page for asking at each of the two sizes."""
    opened = visits.open(server, request.param)
    opened.ready()
    return opened


VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
