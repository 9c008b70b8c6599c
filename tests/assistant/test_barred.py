"""What a slot forbids is forbidden to a comparison's sides too, however well the words fit."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.answering.common import figure_candidates
from assistant.answering.sides import find_all
from assistant.support import barred


@pytest.mark.parametrize(
    "question",
    [
        "Tháng 8/2023 cấp xã An Lộc có bao nhiêu trạm BTS?",
        "Tháng 3/2024 cấp huyện An Lộc có bao nhiêu trạm BTS?",
    ],
    ids=["commune", "district"],
)
def test_a_barred_figure_is_no_side_of_a_comparison(sample: Assistant, question: str) -> None:
    context = sample.context(question)
    best = figure_candidates(context)[0]
    assert barred(context, best)
    assert best.coverage > 0.4, "without its slots it would do"
    assert all(not barred(context, side) for side in find_all(context))


@pytest.mark.parametrize(
    "sent", ["bưu gửi", "bưu gởi"], ids=["as printed", "as spelled in the south"]
)
def test_a_side_is_not_barred_by_the_word_of_the_other_side(sample: Assistant, sent: str) -> None:
    answer = sample.ask(f"Ninh Thuận tháng 4/2023: {sent} với bưu phát cái nào nhiều hơn?")
    assert answer.answerable
    assert "346.791" in answer.answer
    assert "351.292" in answer.answer
