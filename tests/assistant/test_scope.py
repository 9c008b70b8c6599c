"""What a conversation is narrowed to: open slots are filled, what is shut out is told."""

from __future__ import annotations

import pytest

from assistant import Assistant, Scope
from corpus.periods import Period, find_periods
from index import Archive


def period(text: str) -> Period:
    found = find_periods(text)[0].period
    assert found is not None
    return found


BTS = "toàn tỉnh có bao nhiêu trạm BTS?"


@pytest.mark.parametrize("month", ["tháng 3/2023", "tháng 6/2024"])
def test_an_open_period_is_taken_from_the_scope(sample: Assistant, month: str) -> None:
    scope = Scope(provinces=("an-loc",), periods=(period(month),))
    answer = sample.ask(BTS, scope=scope)
    named = sample.ask(f"{month} tỉnh An Lộc {BTS}")
    assert answer.value == named.value
    assert {c.period for c in answer.citations} == {period(month).short}


def test_an_answer_comes_from_the_chosen_report_alone(
    sample: Assistant, sample_archive: Archive
) -> None:
    chosen = next(r for r in sample_archive.reports() if r.source.startswith("105_"))
    answer = sample.ask("có bao nhiêu điểm phục vụ bưu chính?", scope=Scope(reports=(chosen.id,)))
    assert answer.value == "167"
    assert {c.source for c in answer.citations} == {chosen.source}


@pytest.mark.parametrize(
    "question",
    ["tháng 3/2024 An Lộc có bao nhiêu trạm BTS?", "Tây Ninh có bao nhiêu trạm thu phát sóng?"],
    ids=["period", "province"],
)
def test_what_the_scope_shuts_out_is_refused_with_that_reason(
    sample: Assistant, question: str
) -> None:
    scope = Scope(provinces=("an-loc",), periods=(period("tháng 3/2023"),))
    answer = sample.ask(question, scope=scope)
    assert not answer.answerable
    assert answer.reason == "outside_the_filters"
    assert "Bộ lọc" in answer.answer
    assert sample.ask(question).answerable


def test_a_scope_says_whether_it_narrows() -> None:
    assert not Scope()
    assert Scope(reports=(1,))
