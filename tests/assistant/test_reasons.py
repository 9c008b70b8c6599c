"""Questions for a reason, a person, a day: what a sentence must say to be the answer."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.answering.reasons import gives_cause
from assistant.kinds import Kind, kind_of, readable


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Trạm ngừng phát do mất điện.", True),
        ("7 camera mất tín hiệu (đứt cáp quang).", True),
        ("Kết quả còn thấp: hai xã chưa có người phụ trách.", True),
        ("Trạm 4G: 972.", False),
        ("Toàn tỉnh có 972 trạm (2G 438 trạm).", False),
    ],
)
def test_sentences_that_give_a_cause(text: str, cause: bool) -> None:
    assert gives_cause(text) is cause


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is the date of the half-year report?", Kind.DATE),
        ("What deadline was set for the warehouse?", Kind.DATE),
        ("Until when does the figure run?", Kind.DATE),
        ("Số liệu còn thiếu của nhà mạng nào?", Kind.ORG),
        ("What explains the low rate?", Kind.EXPLAIN),
    ],
)
def test_kinds_of_further_wordings(question: str, kind: Kind) -> None:
    assert kind_of(readable(question)) is kind


def test_a_reason_for_what_did_not_happen_is_refused(sample: Assistant) -> None:
    assert not sample.ask("Vì sao số trạm 4G của An Lộc giảm trong tháng 6/2024?").answerable
