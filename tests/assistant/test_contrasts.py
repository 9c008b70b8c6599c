"""Words that part one indicator into several: looked up, held against each other, in answers."""

from __future__ import annotations

import pytest

from assistant import Assistant, contrasts
from assistant.contrasts import conflict, folded_words


def members(text: str, around: str = "") -> dict[int, frozenset[int]]:
    return contrasts.load().members(folded_words(text), folded_words(around))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("thuê bao trả trước", "thuê bao trả sau"),
        ("trạm 3G", "trạm 4G"),
        ("dịch vụ công toàn trình", "dịch vụ công một phần"),
        ("băng rộng cố định", "băng rộng di động"),
        ("cảnh báo mức cao", "cảnh báo trung bình"),
        ("văn bản đến", "văn bản đi"),
        ("hồ sơ nộp trực tiếp", "hồ sơ nộp qua mạng"),
    ],
)
def test_members_of_one_class_contradict_each_other(one: str, other: str) -> None:
    assert members(one)
    assert conflict(members(one), members(other)) == 1
    assert conflict(members(one), members(one)) == 0
    assert conflict(members(one), members(f"{one}, {other}")) == 0


def test_words_that_mean_other_things_elsewhere_need_their_surroundings() -> None:
    assert not members("tòa nhà cao")
    assert members("cao", around="cảnh báo trên máy trạm theo mức")


def test_ways_of_saying_one_member_agree() -> None:
    assert members("hồ sơ trực tuyến") == members("hồ sơ nộp qua mạng")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Tháng 6/2024 An Lộc có bao nhiêu trạm 2G?", "438"),
        ("Tháng 6/2024 An Lộc có bao nhiêu trạm 4G?", "972"),
        ("thang 2/2024 cap xa an loc co may dich vu cong mot phan", "65"),
        ("How many fully online services did An Loc communes have in February 2024?", "60"),
    ],
)
def test_the_member_asked_for_answers(sample: Assistant, question: str, value: str) -> None:
    assert sample.ask(question).value == value


def test_a_member_that_no_report_has_is_refused(sample: Assistant) -> None:
    answer = sample.ask("Tháng 6/2024 An Lộc có bao nhiêu trạm 6G?")
    assert not answer.answerable
    assert "6G" in answer.answer
