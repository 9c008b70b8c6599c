"""Figures: which number counts what, of which level, on which basis."""

from __future__ import annotations

import pytest

from corpus.figures import read_figures
from corpus.model import Basis, Figure, Level, MappedText, Passage, PassageKind
from corpus.periods import Period


def figures_of(
    text: str,
    *,
    planned: bool = False,
    kind: PassageKind = PassageKind.TEXT,
    reference: Period | None = None,
) -> dict[str, Figure]:
    passage = Passage(
        ordinal=0,
        kind=kind,
        section=(),
        topic="",
        search=MappedText(text, ((0, 0, len(text)),)),
        sentences=((0, len(text)),),
        start=0,
        end=len(text),
        page=None,
        planned=planned,
    )
    return {figure.printed: figure for figure in read_figures(passage, reference)}


def test_parts_in_brackets_know_their_head() -> None:
    text = "Toàn tỉnh có 1.240 trạm BTS (300 trạm 2G, 420 trạm 3G, 520 trạm 4G), 410 vị trí cột."
    found = figures_of(text)
    order = list(found)
    assert all(order[found[part].head or 0] == "1.240" for part in ("300", "420", "520"))
    assert found["410"].head is None
    assert found["300"].label.endswith("trạm 2G")


def test_level_holds_until_the_next_one() -> None:
    found = figures_of(
        "Tiếp nhận 900 hồ sơ, trong đó: cấp tỉnh 500 hồ sơ (200 hồ sơ trực tiếp, 300 hồ sơ qua "
        "mạng); cấp huyện: 250 hồ sơ; cấp xã: 150 hồ sơ."
    )
    assert found["900"].level is None
    assert found["300"].level is Level.PROVINCE
    assert found["250"].level is Level.DISTRICT
    assert found["150"].level is Level.COMMUNE


def test_change_is_not_the_count() -> None:
    found = figures_of("Sản lượng đạt 5.120 bưu gửi (tăng 3,4% so với tháng trước).")
    assert found["3,4"].basis is Basis.CHANGE
    assert found["5.120"].basis is not Basis.CHANGE
    assert found["3,4"].head == 0


def test_new_total_share_and_planned_are_told_apart() -> None:
    found = figures_of("Phát triển mới 815 thuê bao; tổng số 90.110 thuê bao, đạt 61,2%.")
    assert found["815"].basis is Basis.NEW
    assert found["90.110"].basis is Basis.TOTAL
    assert found["61,2"].basis is Basis.SHARE
    assert figures_of("Lắp đặt 12 trạm 5G.", planned=True)["12"].basis is Basis.PLANNED


def test_money_carries_its_scale() -> None:
    figure = figures_of("Doanh thu ước đạt 18,5 tỷ đồng.")["18,5"]
    assert figure.value == 18.5e9
    assert figure.unit == "đồng"
    assert figure.approximate


def test_two_numbers_of_one_clause_share_it() -> None:
    found = figures_of("40 tuyến cáp đồng dài 612 km; 530 tuyến cáp quang dài 4.480 km.")
    assert found["612"].clause == found["40"].clause
    assert found["612"].unit.startswith("km")
    assert "cáp quang" in found["530"].label


def test_signature_and_recipients_hold_no_figures() -> None:
    assert figures_of("Lưu: VT, 25 bản.", kind=PassageKind.TAIL) == {}


def test_a_bare_level_before_a_share_is_its_level() -> None:
    found = figures_of("Tỷ lệ chung là 70,5%; theo từng cấp: tỉnh 71,8%, huyện 77,2%, xã 68,1%.")
    assert found["70,5"].level is None
    assert found["71,8"].level is Level.PROVINCE
    assert found["77,2"].level is Level.DISTRICT
    assert found["68,1"].level is Level.COMMUNE


def test_a_corrected_number_replaces_the_wrong_one() -> None:
    found = figures_of(
        "Đính chính: Báo cáo tháng 3/2024 ghi số văn bản trễ hạn cấp xã là 61; số liệu đúng sau "
        "khi rà soát là 57."
    )
    assert list(found) == ["57"]
    assert found["57"].level is Level.COMMUNE
    assert found["57"].period is not None
    assert found["57"].period.code == "2024-03"
    later = figures_of("Số trạm 5G là 44 trạm (báo cáo trước ghi nhầm 40 trạm), đúng ra là 44.")
    assert "40" not in later


def test_what_is_left_counts_what_there_was() -> None:
    found = figures_of("Đầu năm 2024 còn 80 thôn chưa có sóng, đến nay chỉ còn 31.")
    order = list(found)
    assert order[found["31"].head or 0] == "80"
    assert found["31"].unit == "thôn"


def test_things_strung_on_a_rise_are_a_rise_too() -> None:
    found = figures_of("Toàn tỉnh có 900 cột, 2.100 trạm, so với đầu năm tăng 40 cột và 118 trạm.")
    assert found["118"].basis is Basis.CHANGE
    assert found["118"].direction == 1


def test_a_plan_in_brackets_is_no_result() -> None:
    found = figures_of("Doanh thu 52,5 tỷ đồng, bằng 35% kế hoạch năm (150 tỷ đồng).")
    assert found["150"].basis is Basis.PLANNED
    assert found["52,5"].basis is not Basis.PLANNED


def test_a_part_in_words_is_no_count() -> None:
    found = figures_of("Lắp 40 trạm, bằng một phần ba kế hoạch; doanh thu tăng hai mươi phần trăm.")
    assert "ba" not in found
    assert found["hai mươi"].unit == "%"


def test_what_something_came_to_is_named_by_what_stood_before_it() -> None:
    """The number that it moved from is how things stood before."""
    found = figures_of("Số thôn chưa có điện thoại giảm từ 31 thôn xuống còn 26 thôn.")
    assert found["31"].basis is Basis.BEFORE
    assert found["26"].basis is Basis.STATED
    assert found["26"].label == "Số thôn chưa có điện thoại còn thôn"
    found = figures_of("Tỷ lệ ký số nâng từ 84,5% lên 91,2%; ngày công từ 10 đến 15 ngày.")
    assert found["84,5"].basis is Basis.BEFORE
    assert found["91,2"].label.startswith("Tỷ lệ ký số")
    assert found["10"].basis is Basis.STATED


def test_a_month_in_brackets_is_the_month_of_the_number_before_it() -> None:
    reported = Period.month(2024, 6)
    found = figures_of("Số máy hỏng giảm từ 31 máy (tháng 5) còn 26 máy.", reference=reported)
    assert found["31"].period == Period.month(2024, 5)
    assert found["31"].basis is Basis.STATED
    assert found["26"].period is None


def test_a_share_is_of_the_count_before_it() -> None:
    """And out of an earlier count of which it is that share; one of a plan is neither."""
    found = figures_of("Trong 4.000 đơn đã nhận, có 1.000 đơn gửi qua mạng, chiếm 25%.")
    order = list(found)
    assert order[found["25"].head or 0] == "1.000"
    assert order[found["25"].whole or 0] == "4.000"
    found = figures_of("Doanh thu 87 tỷ đồng, đạt 51,7% kế hoạch năm.")
    assert found["51,7"].head is None
    found = figures_of("Có 300 thủ tục mới, chiếm 25% số thủ tục của Sở.")
    assert found["25"].head is None


def test_what_follows_a_but_is_said_of_the_next_number() -> None:
    found = figures_of("Các nhà mạng dựng thêm 9 trạm 4G nhưng tháo dỡ 3 trạm 2G đã cũ.")
    assert found["9"].label == "Các nhà mạng dựng thêm trạm 4G"
    assert found["3"].label == "nhưng tháo dỡ trạm 2G"
    assert found["3"].basis is Basis.STATED


def test_groups_of_offices_are_levels_where_a_sentence_goes_through_them() -> None:
    found = figures_of(
        "Sở, ngành 410 hồ sơ; huyện, thị xã, thành phố 305 hồ sơ; xã, phường, thị trấn 122 hồ sơ."
    )
    assert found["410"].level is Level.PROVINCE
    assert found["305"].level is Level.DISTRICT
    assert found["122"].level is Level.COMMUNE
    assert figures_of("Có 24 sở, ngành 30 phòng họp.")["30"].level is None


def test_what_a_bracket_holds_is_of_the_level_before_it() -> None:
    found = figures_of("Phân theo cấp thì cấp tỉnh 60 hồ sơ (trực tuyến 44), cấp xã 96 hồ sơ.")
    assert found["44"].level is Level.PROVINCE
    assert found["96"].level is Level.COMMUNE


def test_a_place_before_its_bracket_names_the_number() -> None:
    found = figures_of("Có 112 trạm 5G, đặt ở Vĩnh Yên (70 trạm), thị xã Phúc Yên (42 trạm).")
    assert "Phúc Yên" in found["42"].label
    assert list(found)[found["42"].head or 0] == "112"


def test_a_bare_number_counts_what_its_label_names() -> None:
    found = figures_of("Internet cáp quang: 24.300 thuê bao, mới 960, cắt 41.")
    assert found["960"].basis is Basis.NEW
    assert found["960"].unit == "thuê bao"
    assert found["41"].head == 0


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Có 61 văn bản trễ hạn ở cấp xã, 14 văn bản trễ hạn ở cấp huyện.", "xã huyện"),
        ("Tiếp nhận 61 hồ sơ tại cấp xã và 14 hồ sơ tại cấp huyện.", "xã huyện"),
        ("Có 320 hồ sơ ở bộ phận một cửa cấp xã; 40 hồ sơ ở cấp tỉnh.", "xã tỉnh"),
        ("Đạt 61 hồ sơ ở cấp xã, trực tuyến 40, trực tiếp 21.", "xã xã xã"),
        ("Cấp tỉnh tiếp nhận 61 hồ sơ, tại cấp huyện 14 hồ sơ.", "tỉnh huyện"),
        ("Toàn tỉnh nhận 75 hồ sơ: cấp tỉnh 61 hồ sơ, cấp xã 14 hồ sơ.", " tỉnh xã"),
    ],
)
def test_level_named_behind_its_number(text: str, levels: str) -> None:
    found = [figure.level.value if figure.level else "" for figure in figures_of(text).values()]
    assert " ".join(found) == levels


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Doanh thu đạt 142,6 tỷ đồng, tăng 11,4% so với cùng kỳ (128 tỷ đồng).", "128"),
        ("Có 61 vụ, giảm 3 vụ so với cùng kỳ năm 2021 (64 vụ).", "64"),
        ("Tiếp 61 đoàn, tăng so với cùng kỳ năm trước (chỉ 58 đoàn).", "58"),
    ],
)
def test_base_of_a_change_in_brackets_is_of_the_period_before(text: str, base: str) -> None:
    found = figures_of(text, reference=Period.months(2022, 1, 6))
    assert found[base].period == Period.months(2021, 1, 6)
    others = [figure.period for printed, figure in found.items() if printed != base]
    assert Period.months(2021, 1, 6) not in others


def test_what_else_stands_in_brackets_is_no_base() -> None:
    text = "Có 61 vụ, giảm 3% so với cùng kỳ (phạt 64 triệu đồng)."
    assert figures_of(text, reference=Period.months(2022, 1, 6))["64"].period is None


def test_months_behind_another_years_quarter_are_of_the_report() -> None:
    text = "Quý II đạt 61,4 tỷ đồng, tăng 10% so với quý II/2021; lũy kế 6 tháng 118,9 tỷ đồng."
    found = figures_of(text, reference=Period.quarter(2022, 2))
    assert found["118,9"].period == Period.months(2022, 1, 6)
    assert found["10"].against == Period.quarter(2021, 2)


def test_a_correction_may_name_the_report_before_the_number() -> None:
    text = "Tỷ lệ cấp xã nêu tại báo cáo tháng 9/2021 là 67,2%; nay điều chỉnh lại là 59,8%."
    found = figures_of(text, reference=Period.month(2021, 10))
    assert list(found) == ["59,8"]
    assert found["59,8"].period == Period.month(2021, 9)
    assert found["59,8"].level is Level.COMMUNE


def test_a_name_with_an_apostrophe_before_its_bracket() -> None:
    text = "Còn 19 thôn lõm sóng, tập trung ở huyện Ea H'leo (08 thôn) và Krông Búk (11 thôn)."
    assert "Ea H'leo" in figures_of(text)["08"].label
