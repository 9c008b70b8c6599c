"""When a figure is an answer: the learnt model, plans, strange words, names of other places."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.support import SIGNS, figure_model, probability


def test_every_learnt_weight_has_the_sign_that_it_must_have() -> None:
    model = figure_model()
    assert set(model.weights) == {*SIGNS, "bias"}
    assert all(model.weights[name] * sign >= 0 for name, sign in SIGNS.items())
    assert 0 < model.threshold < 1


def test_a_missing_word_never_makes_an_answer_likelier() -> None:
    weights = figure_model().weights
    whole = {"score": 0.9, "named": 0.9, "coverage": 0.9}
    for lack in ("name", "noun", "verb", "qualifier", "unknown"):
        assert probability(weights, {**whole, lack: 0.5}) <= probability(weights, whole)
    assert probability(weights, {**whole, "name": 0.5}) < probability(weights, whole)


def test_odds_without_bounds_stay_probabilities() -> None:
    assert 0.0 < probability({"bias": -1e9}, {}) < 0.5 < probability({"bias": 1e9}, {}) <= 1.0


def test_a_plan_is_no_result(sample: Assistant) -> None:
    place = "ở thị xã Đồi Ngọc"
    done = sample.ask(f"Tháng 12/2023 An Lộc đã bổ sung bao nhiêu điểm wifi công cộng {place}?")
    assert not done.answerable
    assert done.reason == "only_planned"
    assert "dự kiến" in done.answer
    planned = sample.ask(
        f"Tháng 12/2023 An Lộc dự kiến bổ sung bao nhiêu điểm wifi công cộng {place}?"
    )
    assert planned.value == "06"


@pytest.mark.parametrize(
    "question",
    [
        "krung dzuyt thang 8/2023 co bao nhieu thue bao dien thoai",
        "Tháng 8/2023 huyện Phù Trạch Xuân ở An Lộc có bao nhiêu trạm BTS?",
        "Hệ thống Zorbix Plomtek ở An Lộc tháng 8/2023 ghi nhận bao nhiêu cảnh báo?",
    ],
    ids=["unknown province", "unknown district", "unknown system"],
)
def test_what_the_archive_has_never_heard_of_gets_no_figure(
    sample: Assistant, question: str
) -> None:
    assert not sample.ask(question).answerable
