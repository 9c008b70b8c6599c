"""Figures of tables in the answers: the right row, the right column, the unit beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from index import Archive

REPORT = """<html><body><div>
<h1>Báo cáo công tác thông tin và truyền thông tháng 4 năm 2023 của tỉnh Hòa Bình</h1>
<p>Sở Thông tin và Truyền thông tỉnh Hòa Bình báo cáo kết quả tháng 4 năm 2023.</p>
<h2>1. Bưu chính, viễn thông</h2>
<p>Hạ tầng: toàn tỉnh có 1.502 trạm phát sóng, trong đó có 21 trạm 5G.</p>
<table><tr><th rowspan="2">TT</th><th rowspan="2">Chỉ tiêu</th><th rowspan="2">ĐVT</th>
<th colspan="3">Kết quả</th><th rowspan="2">Tháng 4 so tháng 3 (%)</th></tr>
<tr><th>Tháng 3</th><th>Tháng 4</th><th>4 tháng</th></tr>
<tr><td>I</td><td>Bưu chính</td><td></td><td></td><td></td><td></td><td></td></tr>
<tr><td>1</td><td>Doanh thu</td><td>tỷ đồng</td><td>8,1</td><td>8,6</td>
<td>33,0</td><td>+6,2</td></tr>
<tr><td>II</td><td>Viễn thông</td><td></td><td></td><td></td><td></td><td></td></tr>
<tr><td>1</td><td>Doanh thu</td><td>tỷ đồng</td><td>52,4</td><td>51,9</td>
<td>207,3</td><td>-1,0</td></tr>
</table>
<h2>2. Dịch vụ công</h2>
<table><tr><th>Cấp</th><th>Tiếp nhận</th><th>Trực tuyến</th><th>Tỷ lệ</th><th>Trễ hẹn</th></tr>
<tr><td>Sở, ngành</td><td>4.120</td><td>3.405</td><td>82,6%</td><td>17</td></tr>
<tr><td>Huyện</td><td>2.980</td><td>1.811</td><td>60,8%</td><td>33</td></tr>
<tr><td>Xã</td><td>6.044</td><td>3.902</td><td>64,6%</td><td>25</td></tr>
<tr><td>Cộng</td><td>13.144</td><td>9.118</td><td>69,4%</td><td>75</td></tr></table>
<h2>3. Hạ tầng theo địa bàn</h2>
<table><tr><th>Địa bàn</th><th>Trạm 5G</th><th>Đài truyền thanh</th>
<th>Trong đó: đài thông minh</th></tr>
<tr><td>TP Hòa Bình</td><td>14</td><td>19</td><td>7</td></tr>
<tr><td>Lương Sơn</td><td>5</td><td>11</td><td>4</td></tr>
<tr><td>Mai Châu</td><td>2</td><td>16</td><td>3</td></tr></table>
</div></body></html>"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("tables")
    reports = folder / "reports"
    reports.mkdir()
    Path(reports, "1201_hoa-binh-thang-4-2023.html").write_text(REPORT, encoding="utf-8")
    with Archive.open(folder / "data", create=True) as archive:
        archive.build([reports])
        yield Assistant(archive)


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        ("Doanh thu bưu chính Hòa Bình tháng 4/2023 là bao nhiêu?", "8,6", "tỷ đồng"),
        ("4 tháng năm 2023 doanh thu viễn thông Hòa Bình được bao nhiêu?", "207,3", "tỷ đồng"),
        ("Tháng 3/2023 doanh thu viễn thông Hòa Bình bao nhiêu?", "52,4", "Tháng 3"),
        ("Hòa Bình có bao nhiêu trạm 5G?", "21", "5G"),
        ("Lương Sơn có bao nhiêu trạm 5G?", "5", "Lương Sơn"),
        ("Cấp huyện ở Hòa Bình trễ hẹn bao nhiêu hồ sơ?", "33", "Huyện"),
        ("What share of commune-level dossiers was online in Hoa Binh?", "64,6", "Xã"),
        ("Mai Châu có mấy đài truyền thanh thông minh?", "3", "thông minh"),
    ],
)
def test_row_and_column_are_those_asked_for(
    office: Assistant, question: str, value: str, said: str
) -> None:
    answer = office.ask(question)
    assert answer.value == value
    assert said in answer.answer


def test_another_generation_is_not_answered_with_all_stations(office: Assistant) -> None:
    assert not office.ask("Mai Châu có bao nhiêu trạm 4G?").answerable
