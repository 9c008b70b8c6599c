"""What is offered instead of a question that was refused."""

from __future__ import annotations

from dataclasses import replace

from assistant import Answer
from corpus.periods import Period
from index import ReportRecord
from tests.web.fakes import FakeAssistant, make_answer, make_record
from web.asking.alternatives import TRIES, WANTED, instead


def report(number: int, period: Period, province: str = "ninh-thuan") -> ReportRecord:
    """Return a report of a period and a province."""
    made = make_record(number)
    name = {"ninh-thuan": "Ninh Thuận", "an-loc": "An Lộc"}[province]
    metadata = replace(made.metadata, period=period, province=province, province_name=name)
    return replace(made, metadata=metadata)


def refused(question: str) -> Answer:
    """Return a refusal of a question."""
    return make_answer(question, answerable=False, value=None, suggestions=())


ARCHIVE = [
    report(1, Period.month(2023, 2)),
    report(2, Period.month(2023, 4)),
    report(3, Period.of_year(2023)),
    report(4, Period.month(2023, 3), "an-loc"),
]


def test_the_nearest_periods_of_the_place_come_first() -> None:
    """A month gives way to a month, of the same place only."""
    assistant = FakeAssistant()
    found = instead(assistant, refused("Ninh Thuận mấy trạm tháng 3/2031 vậy?"), ARCHIVE)  # type: ignore[arg-type]
    assert found == (
        "Ninh Thuận mấy trạm tháng 4/2023 vậy?",
        "Ninh Thuận mấy trạm tháng 2/2023 vậy?",
        "Ninh Thuận mấy trạm năm 2023 vậy?",
    )


def test_only_what_is_answered_is_offered_and_trying_has_an_end() -> None:
    """A question that is refused as well is no help."""
    assistant = FakeAssistant(
        answer=lambda q: make_answer(q, answerable="2/2023" in q and "12/2023" not in q)
    )
    many = [*ARCHIVE, *(report(10 + m, Period.month(2022, m)) for m in range(1, 13))]
    assert instead(assistant, refused("Ninh Thuận mấy trạm tháng 5/2023?"), many) == (  # type: ignore[arg-type]
        "Ninh Thuận mấy trạm tháng 2/2023?",
    )
    assert len(assistant.heard) <= TRIES
    assert WANTED < TRIES


def test_an_unknown_place_gives_way_to_those_that_report_on_the_period() -> None:
    """The words of the question stay, only the name changes."""
    found = instead(
        FakeAssistant(),  # type: ignore[arg-type]
        refused("Cà Mau có mấy trạm tháng 3/2023?"),
        ARCHIVE,
    )
    assert sorted(found) == [
        "An Lộc có mấy trạm tháng 3/2023?",
        "Ninh Thuận có mấy trạm tháng 3/2023?",
    ]


def test_without_period_or_place_nothing_is_made_up() -> None:
    """There is nothing to put in its place."""
    assistant = FakeAssistant()
    assert instead(assistant, refused("dân số bao nhiêu?"), ARCHIVE) == ()  # type: ignore[arg-type]
    assert assistant.heard == []
