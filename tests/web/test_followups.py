"""Questions and series that lead on from an answer, each point tried before it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant import Answer, Trace
from corpus.periods import Period
from index import ReportRecord
from tests.web.fakes import (
    FakeAssistant,
    FakeConversation,
    make_answer,
    make_citation,
    make_record,
)
from web.asking.followups import further
from web.asking.series import LONGEST, Point, periods, series
from web.layout.voice import ENGLISH, VIETNAMESE
from web.talk import series_view


def stated(question: str, month: int, value: str | None, **changes: object) -> Answer:
    """Return the answer that a month's report gives, or a refusal for no value."""
    subject = f"Trạm 5G · Ninh Thuận, tháng {month}/2023"
    given = make_answer(question, value=value, subject=subject, answerable=value is not None)
    return replace(given, **changes)  # type: ignore[arg-type]


def archive_of(values: dict[int, str]) -> Callable[[str], Answer]:
    """Return what answers "tháng N/2023" with the value of month N, and nothing else."""

    def answer(question: str) -> Answer:
        for month, value in values.items():
            if f"tháng {month}/2023" in question:
                return stated(question, month, value)
        return stated(question, 1, None)

    return answer


def month(number: int) -> ReportRecord:
    """Return the report of a month of 2023."""
    made = make_record(number)
    return replace(made, metadata=replace(made.metadata, period=Period.month(2023, number)))


def test_only_what_has_an_answer_is_offered() -> None:
    """The month before is there, the one after is not, nor is the year before."""
    assistant = FakeAssistant(answer=archive_of({3: "70", 4: "75"}))
    answer = stated("mấy trạm 5G tháng 4/2023?", 4, "75")
    assert further(assistant, FakeConversation(), answer) == ("Thế tháng 3/2023 thì sao?",)  # type: ignore[arg-type]


def test_a_figure_of_another_unit_or_period_is_not_offered() -> None:
    """It would be another figure."""
    answer = stated("mấy trạm 5G tháng 4/2023?", 4, "75")
    other_unit = FakeAssistant(answer=lambda q: stated(q, 3, "70", unit="hồ sơ"))
    assert further(other_unit, FakeConversation(), answer) == ()  # type: ignore[arg-type]
    other_period = FakeAssistant(answer=lambda q: stated(q, 1, "70"))
    assert further(other_period, FakeConversation(), answer) == ()  # type: ignore[arg-type]


def test_another_level_is_offered_where_it_gives_another_figure() -> None:
    """The level must have been understood as asked for."""

    def answer(question: str) -> Answer:
        if "cấp huyện" not in question:
            return stated(question, 4, None)
        return stated(question, 4, "12", trace=Trace(slots={"levels": ["huyện"]}))

    asked = stated("mấy trạm 5G tháng 4/2023?", 4, "75")
    assistant = FakeAssistant(answer=answer)
    assert further(assistant, FakeConversation(), asked) == ("Còn cấp huyện?",)  # type: ignore[arg-type]


def test_english_answers_lead_on_in_english() -> None:
    """The suggestion is typed for the reader, in the language that was asked in."""
    assistant = FakeAssistant(
        answer=lambda q: stated(q, 3, "70") if "March 2023" in q else stated(q, 1, None)
    )
    answer = replace(stated("how many?", 4, "75"), language="en")
    assert further(assistant, FakeConversation(), answer) == ("What about March 2023?",)  # type: ignore[arg-type]


def test_refusals_and_computed_figures_lead_nowhere() -> None:
    """Nothing is asked for them."""
    assistant = FakeAssistant()
    for answer in (None, stated("?", 4, None), stated("?", 4, "75", computed=True)):
        assert further(assistant, FakeConversation(), answer) == ()  # type: ignore[arg-type]
    assert assistant.heard == []


def test_a_series_has_a_point_for_each_report_and_gaps_stay_gaps() -> None:
    """Each figure with its own citation; where none is certain, none is shown."""
    records = [month(number) for number in (2, 3, 4, 5)]
    answer = replace(stated("mấy trạm 5G tháng 4/2023?", 4, "75"), citations=(make_citation(),))
    records[2] = replace(records[2], id=1)
    wanted = periods(answer, records)
    assert [period.code for period in wanted] == ["2023-02", "2023-03", "2023-04", "2023-05"]
    assistant = FakeAssistant(answer=archive_of({2: "70", 5: "1.080"}))
    points = series(assistant, FakeConversation(), answer, wanted)  # type: ignore[arg-type]
    assert [(point.printed, point.value) for point in points] == [
        ("70", 70.0),
        (None, None),
        ("75", 75.0),
        ("1.080", 1080.0),
    ]
    assert points[0].citation is not None
    page = series_view.page(VIETNAMESE, answer, points)
    # one drawing for the desktop, one for the phone
    assert page.count("<circle") == 2 * 3
    assert page.count("<path") == 2 * 1, "no line over the gap"
    assert "không có số chắc chắn" in page
    assert "March 2023" in series_view.page(ENGLISH, answer, points)


def test_a_series_is_offered_where_there_is_one() -> None:
    """At least three reports of the place; at most a year around the answer."""
    answer = stated("?", 4, "75")
    assert periods(answer, [replace(month(4), id=1), month(5)]) == ()
    years = [
        replace(
            make_record(100 + n),
            metadata=replace(
                make_record().metadata, period=Period.month(2022 + n // 12, n % 12 + 1)
            ),
        )
        for n in range(36)
    ]
    wanted = periods(answer, [replace(month(4), id=1), *years])
    assert len(wanted) == LONGEST
    assert Period.month(2023, 4) in wanted


def test_one_value_draws_no_line() -> None:
    """A single dot would say nothing."""
    points = [
        Point(Period.month(2023, 4), "75", 75.0, make_citation()),
        Point(Period.month(2023, 5)),
    ]
    assert "<svg" not in series_view.page(VIETNAMESE, stated("?", 4, "75"), points)
