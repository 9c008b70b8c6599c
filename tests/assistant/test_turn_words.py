"""Ties between turns: moments beside the last period, pointing words, announced new subjects."""

from __future__ import annotations

import pytest

from assistant.turn_words import changes_topic, tied, turn_language
from corpus.periods import Period

JUNE = Period.month(2021, 6)


@pytest.mark.parametrize(
    ("text", "base", "stands"),
    [
        ("thế tháng trước đó?", JUNE, "tháng 5/2021?"),
        ("thang truoc bao nhieu", JUNE, "thang 5/2021 bao nhieu"),
        ("the month before?", JUNE, "May 2021?"),
        ("tháng sau thì sao?", JUNE, "tháng 7/2021?"),
        ("hai tháng sau đó thì sao", JUNE, "tháng 8/2021?"),
        ("three months later?", JUNE, "September 2021?"),
        ("and a year later?", JUNE, "June 2022?"),
        ("cùng kỳ năm ngoái?", JUNE, "tháng 6/2020?"),
        ("cả quý thì sao?", JUNE, "quý II/2021?"),
        ("còn cả năm?", JUNE, "năm 2021?"),
        ("quý trước?", Period.quarter(2022, 1), "quý IV/2021?"),
        ("năm sau?", Period.of_year(2020), "năm 2021?"),
        ("còn tháng 3?", JUNE, "tháng 3/2021?"),
        ("And in September?", JUNE, "in September 2021?"),
        ("còn quý I?", JUNE, "quý I/2021?"),
        ("sang tháng 1?", Period.month(2021, 12), "sang tháng 1/2022?"),
        ("và tháng sáu?", Period.month(2021, 4), "tháng 6/2021?"),
    ],
)
def test_moments_are_told_beside_the_last_period(text: str, base: Period, stands: str) -> None:
    found = tied(text, base)
    assert found.text == stands
    assert found.leans


@pytest.mark.parametrize(
    "text",
    [
        "so với tháng trước tăng mấy phần trăm?",
        "tăng bao nhiêu so với cùng kỳ năm trước?",
        "compared with the month before?",
    ],
)
def test_what_is_compared_with_is_not_what_is_asked_for(text: str) -> None:
    assert tied(text, JUNE).text == text


@pytest.mark.parametrize(
    ("text", "stands", "report"),
    [
        ("cấp đó đạt mấy phần trăm?", "đạt mấy phần trăm?", False),
        ("mấy cái kia hỏng do đâu?", "hỏng do đâu?", False),
        ("ai ký báo cáo đó?", "ai ký ?", True),
        ("trong đó cấp mới?", "cấp mới?", False),
    ],
)
def test_pointing_words_are_taken_out(text: str, stands: str, report: bool) -> None:
    found = tied(text, JUNE)
    assert (found.text, found.points, found.report) == (stands, not report, report)


def test_a_cause_is_not_a_pointing_word() -> None:
    assert tied("mức thấp do đâu?", JUNE).text == "mức thấp do đâu?"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Chuyển sang chuyện khác: doanh thu bưu chính?", "doanh thu bưu chính?"),
        ("câu khác, ai ký?", "ai ký?"),
        ("doi chu de khac nhe: so tram 4g", "so tram 4g"),
        ("Another question: who signed?", "who signed?"),
        ("By the way, how many stations?", "how many stations?"),
        ("nhân tiện cho hỏi số trạm 4G", "số trạm 4G"),
    ],
)
def test_announced_new_subjects(text: str, rest: str) -> None:
    assert changes_topic(text) == rest


@pytest.mark.parametrize("text", ["có gì khác không?", "còn trạm khác?", "which other stations?"])
def test_other_things_are_no_new_subject(text: str) -> None:
    assert changes_topic(text) is None


@pytest.mark.parametrize(
    ("text", "points", "there", "parallel"),
    [
        ("doanh thu trong tháng đó?", False, False, False),
        ("how much was fined that month?", False, False, False),
        ("how many 4G stations there?", False, True, False),
        ("are there any fines?", False, False, False),
        ("ở đó có mấy trạm?", False, True, False),
        ("huyện đó có mấy trạm?", False, True, False),
        ("khu đô thị có mấy trạm?", False, False, False),
        ("còn Gò Dầu?", False, False, True),
        ("Gò Dầu thì sao?", False, False, True),
    ],
)
def test_what_a_turn_points_at(text: str, points: bool, there: bool, parallel: bool) -> None:
    found = tied(text, JUNE)
    assert (found.points, found.there, found.parallel) == (points, there, parallel)


@pytest.mark.parametrize(
    ("text", "before", "language"),
    [
        ("Ha Tien?", "en", "en"),
        ("Ha Tien?", "vi", "vi-plain"),
        ("on Voso?", "en", "en"),
        ("4G?", "en", "en"),
        ("4G?", "vi-plain", "vi"),
        ("con cap xa?", "en", "vi-plain"),
        ("Hà Tiên?", "en", "vi"),
        ("and the district level?", "vi", "en"),
    ],
)
def test_a_short_turn_is_in_the_language_of_the_turn_before(
    text: str, before: str, language: str
) -> None:
    assert turn_language(text, before) == language
