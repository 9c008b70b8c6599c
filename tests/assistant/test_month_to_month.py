"""Turns and spans that leave a year, a column or an end of a change unsaid: two written reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant import Assistant, Conversation
from assistant.kinds import Kind, kind_of, readable
from assistant.model import Answer
from assistant.turn_words import tied
from corpus.periods import Period
from index import Archive

NINE = """SỞ THÔNG TIN VÀ TRUYỀN THÔNG TỈNH YÊN BÁI
Số: 512/BC-STTTT
Yên Bái, ngày 20 tháng 9 năm 2022

BÁO CÁO
Kết quả công tác 9 tháng đầu năm 2022

1. Viễn thông
Cuối tháng 9 mạng di động có 3.020 trạm (3G: 1.110; 4G: 1.402; 5G: 08). Từ đầu năm các nhà mạng dựng mới 58 cột, trong đó Viettel 31, VNPT 18, MobiFone 9.
Doanh thu viễn thông quý III ước 310 tỷ đồng; chín tháng ước 905 tỷ đồng.

2. Một cửa
Đến 15/9/2022, cấp xã tiếp nhận 20.115 hồ sơ.
"""  # noqa: E501
OCTOBER = """<html><body><p>SỞ THÔNG TIN VÀ TRUYỀN THÔNG TỈNH YÊN BÁI</p><p>Số: 560/BC-STTTT</p>
<p>Yên Bái, ngày 22 tháng 10 năm 2022</p><h1>BÁO CÁO Kết quả công tác tháng 10 năm 2022</h1>
<h2>1. Viễn thông</h2>
<p>Mạng di động có 3.061 trạm (3G: 1.108; 4G: 1.437; 5G: 11). Số bản chưa có sóng giảm còn 12 bản.
Việc dựng cột ở Mù Cang Chải bị chậm vì đường vào sạt lở.</p>
<p>Doanh thu viễn thông tháng 10 ước 101 tỷ đồng, tăng 1,2% so với tháng trước.</p>
<h2>2. Một cửa</h2><p>Đến 15/10/2022, cấp xã tiếp nhận 22.640 hồ sơ.</p>
<h2>3. Theo huyện</h2>
<table><tr><th>Huyện</th><th>Số tổ công nghệ số</th><th>Bản chưa có sóng</th></tr>
<tr><td>Mù Cang Chải</td><td>104</td><td>7</td></tr>
<tr><td>Trạm Tấu</td><td>87</td><td>5</td></tr>
<tr><td>Văn Yên</td><td>210</td><td>0</td></tr></table>
</body></html>"""


@pytest.fixture(scope="module")
def yen_bai(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("month-to-month")
    reports = folder / "reports"
    reports.mkdir()
    Path(reports, "chin-thang.txt").write_text(NINE, encoding="utf-8")
    Path(reports, "thang-10.html").write_text(OCTOBER, encoding="utf-8")
    with Archive.open(folder / "data", create=True) as archive:
        archive.build([reports])
        yield Assistant(archive)


def _last(assistant: Assistant, turns: Sequence[str]) -> Answer:
    conversation = Conversation()
    for turn in turns:
        answer = assistant.ask(turn, conversation=conversation)
        conversation = conversation.with_turn(turn, answer)
    return answer


def test_a_day_without_a_year_is_of_the_year_that_is_spoken_of() -> None:
    assert tied("thế đến 20/6 thì sao?", Period.month(2022, 5)).text == "đến 20/6/2022?"


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("6 tháng thì sao?", "6 tháng đầu năm 2024?"),
        ("còn bưu chính 9 tháng?", "bưu chính 9 tháng năm 2024?"),
        ("thời hạn là trong vòng 6 tháng?", "thời hạn là trong vòng 6 tháng?"),
        ("6 tháng trước?", None),
    ],
)
def test_months_from_january_are_of_the_year_that_is_spoken_of(
    text: str, stands: str | None
) -> None:
    found = tied(text, Period.quarter(2024, 2)).text
    if stands is None:
        assert "2024" not in found
    else:
        assert found == stands


def test_the_longer_time_stands_beside_the_quarter(yen_bai: Assistant) -> None:
    asked = ("Doanh thu viễn thông quý III/2022 của Yên Bái ước bao nhiêu?", "9 tháng thì sao?")
    assert _last(yen_bai, asked).value == "905"


def test_another_row_is_asked_for_in_the_same_column(yen_bai: Assistant) -> None:
    asked = ("thang 10/2022 huyen mu cang chai con may ban chua co song", "con tram tau?")
    assert _last(yen_bai, asked).value == "5"
    other = (*asked, "con so to cong nghe so?")
    assert _last(yen_bai, other).value == "87"
    assert _last(yen_bai, (*other, "con van yen?")).value == "210"


@pytest.mark.parametrize(
    "question",
    [
        "Từ cuối tháng 9 đến tháng 10/2022, số trạm 4G của Yên Bái tăng thêm bao nhiêu?",
        "tu cuoi thang 9 den thang 10/2022 so tram 4g cua yen bai tang bao nhieu",
    ],
)
def test_what_a_stock_rose_by_is_no_stock(yen_bai: Assistant, question: str) -> None:
    answer = yen_bai.ask(question)
    assert answer.computed
    assert answer.answer.startswith("Tăng")
    assert "1.437 − 1.402 = 35" in answer.answer


def test_a_stock_is_not_told_as_its_rise(yen_bai: Assistant) -> None:
    """Nothing tells how many there were in July."""
    asked = "Từ tháng 8 đến tháng 10/2022, số trạm 4G của Yên Bái tăng thêm bao nhiêu?"
    assert not yen_bai.ask(asked).answerable


def test_each_operator_is_told_of(yen_bai: Assistant) -> None:
    answer = yen_bai.ask("9 tháng năm 2022 ở Yên Bái mỗi nhà mạng dựng mới mấy cột?").answer
    assert all(part in answer for part in ("Viettel 31", "VNPT 18", "MobiFone 9"))


def test_the_fall_of_another_thing_is_no_premise(yen_bai: Assistant) -> None:
    asked = yen_bai.ask("Lý do doanh thu viễn thông Yên Bái tháng 10/2022 sụt giảm?")
    assert not asked.answerable, asked.answer


def test_how_far_two_are_apart_is_a_comparison() -> None:
    asked = "tháng 5 và tháng 6/2022 đạt mấy phần trăm, hơn nhau bao nhiêu"
    assert kind_of(readable(asked)) is Kind.COMPARE
