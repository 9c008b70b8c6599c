"""Figures that a later report takes back, in reports in our own words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from corpus.figure_corrections import CORRECTING
from index import Archive

APRIL = """SỞ THÔNG TIN VÀ TRUYỀN THÔNG LAI CHÂU
Số: 41/BC-STTTT
Lai Châu, ngày 25 tháng 4 năm 2023

BÁO CÁO
Công tác tháng 4 năm 2023

Trong tháng có 61 văn bản trễ hạn ở cấp xã, 14 văn bản trễ hạn ở cấp huyện.
Sở phối hợp dùng chung dữ liệu dân cư; hồ sơ đúng hạn đạt 97%.
"""
MAY = """SỞ THÔNG TIN VÀ TRUYỀN THÔNG LAI CHÂU
Số: 52/BC-STTTT
Lai Châu, ngày 25 tháng 5 năm 2023

BÁO CÁO
Công tác tháng 5 năm 2023

Trong tháng có 44 văn bản trễ hạn ở cấp xã, 9 văn bản trễ hạn ở cấp huyện.
{said} Báo cáo tháng 4/2023 ghi số văn bản trễ hạn cấp xã là 61; số đúng sau khi rà soát là 66.
"""
WAYS = ("Đính chính:", "Số liệu nêu nhầm được sửa lại:", "")


@pytest.fixture(scope="module", params=WAYS)
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Assistant]:
    """An archive of the two reports, the second taking back a figure of the first."""
    folder = tmp_path_factory.mktemp("taken-back")
    (folder / "reports").mkdir()
    (folder / "reports" / "thang-4.txt").write_text(APRIL, encoding="utf-8")
    may = MAY.format(said=request.param)
    (folder / "reports" / "thang-5.txt").write_text(may, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        archive.build([folder / "reports"])
        yield Assistant(archive)


def test_later_report_is_found_to_correct(told: Assistant) -> None:
    archive = told._archive
    saying = [archive.reports_saying(*pairs) for pairs in CORRECTING]
    (may,) = (r.id for r in archive.reports() if r.source == "thang-5.txt")
    assert frozenset().union(*saying) == {may}  # not the one of "dùng chung" and "đúng hạn"


def test_number_that_was_taken_back_is_not_the_answer(told: Assistant) -> None:
    answer = told.ask("Tháng 4/2023 Lai Châu có bao nhiêu văn bản trễ hạn cấp xã?").answer
    assert "66" in answer
    assert not answer.startswith("61")


def test_other_number_of_the_earlier_report_stands(told: Assistant) -> None:
    answer = told.ask("Tháng 4/2023 Lai Châu có bao nhiêu văn bản trễ hạn cấp huyện?").answer
    assert answer.startswith("14")
