"""Tables: a figure is named by its row and its column."""

from __future__ import annotations

from corpus.model import Basis, Level, MappedText, Passage, PassageKind
from corpus.periods import Period
from corpus.tables import (
    cells,
    column_of,
    head_columns,
    heads,
    labels_over,
    printed_unit,
    table_figures,
)

ROWS = [
    "Cấp | Tổng số hồ sơ | Trực tuyến | Tỷ lệ (%)",
    "Cấp tỉnh | 1.200 | 900 | 75,0",
    "Cấp xã | 800 | 500 | 62,5",
]


def table(rows: list[str]) -> Passage:
    text = "\n".join(rows)
    sentences, start = [], 0
    for row in rows:
        sentences.append((start, start + len(row)))
        start += len(row) + 1
    return Passage(
        ordinal=0,
        kind=PassageKind.TABLE,
        section=(),
        topic="",
        search=MappedText(text, ((0, 0, len(text)),)),
        sentences=tuple(sentences),
        start=0,
        end=len(text),
        page=None,
    )


def test_cells_are_cut_without_blanks() -> None:
    text = "a | bc |  d"
    assert [text[a:b] for a, b in cells(text, 0, len(text))] == ["a", "bc", "d"]


def test_each_figure_knows_row_column_level_and_share() -> None:
    passage = table(ROWS)
    found = {figure.printed: figure for figure in table_figures(passage)}
    assert found["900"].label == "Cấp tỉnh › Trực tuyến"
    assert found["500"].level is Level.COMMUNE
    assert found["62,5"].basis is Basis.SHARE
    assert found["1.200"].basis is Basis.TOTAL
    head = column_of(passage, found["500"])
    assert head is not None
    assert passage.search.text[slice(*head)] == "Trực tuyến"


def test_heads_give_period_basis_and_unit() -> None:
    rows = [
        "Chỉ tiêu | ĐVT | Tháng 4/2023 | Tháng 5/2023 | Tăng, giảm (%)",
        "Trạm BTS | trạm | 1.200 | 1.212 | 1,00",
        "Trong đó: trạm 5G | trạm | 30 | 24 | -20,0",
    ]
    figures = table_figures(table(rows), Period.month(2023, 5))
    assert [(f.printed, f.period and f.period.code) for f in figures[:2]] == [
        ("1.200", "2023-04"),
        ("1.212", "2023-05"),
    ]
    change = figures[5]
    assert change.basis is Basis.CHANGE
    assert change.against == Period.month(2023, 4)
    assert change.direction == -1
    assert [f.head for f in figures] == [None, None, None, 0, 1, 2]
    assert {f.unit for f in figures} == {"trạm", "%"}


def test_head_of_two_rows_and_money_in_brackets() -> None:
    rows = [
        "Doanh thu (tỷ đồng) | Thực hiện |  | Kế hoạch năm",
        " | Quý I/2022 | Quý II/2022 | ",
        "Bưu chính | 40,5 | 43,0 | 170",
    ]
    figures = table_figures(table(rows), Period.quarter(2022, 2))
    assert [f.value for f in figures] == [40.5e9, 43e9, 170e9]
    assert [f.period and f.period.code for f in figures] == ["2022-Q1", "2022-Q2", "2022"]
    assert figures[2].basis is Basis.PLANNED


def test_a_ratio_in_a_cell_is_part_and_whole() -> None:
    rows = ["Nội dung | Kết quả", "Xã có đài truyền thanh | 104/152", "Xã có wifi | 60/152"]
    figures = table_figures(table(rows))
    assert [(f.printed, f.whole) for f in figures] == [
        ("104", 1),
        ("152", None),
        ("60", 3),
        ("152", None),
    ]


def test_row_numbers_are_no_figures() -> None:
    rows = ["TT | Chỉ tiêu | Kết quả", "1 | Trạm 4G | 310", "2 | Trạm 5G | 12"]
    assert [figure.printed for figure in table_figures(table(rows))] == ["310", "12"]


def test_a_first_row_of_numbers_is_no_head() -> None:
    passage = table(["1 | 2 | 3", "4 | 5 | 6"])
    assert heads(passage) == []


def test_head_over_several_columns_numbers_of_columns_and_what_a_change_is_against() -> None:
    rows = [
        "TT | Chỉ tiêu | Đơn vị tính | Kết quả | Kết quả | Kết quả | Tháng 7 so tháng 6 (%)",
        "| | | Tháng 6 | Ước tháng 7 | Lũy kế 7 tháng |",
        "A | B | 1 | 2 | 3 | 4 | 5=3/2",
        "1 | Doanh thu bưu chính | tỷ đồng | 11,5 | 12,0 | 80,1 | +4,3",
    ]
    passage = table(rows)
    found = {figure.printed: figure for figure in table_figures(passage, Period.month(2023, 7))}
    assert set(found) == {"11,5", "12,0", "80,1", "4,3"}
    assert found["11,5"].period == Period.month(2023, 6)
    assert found["12,0"].value == 12e9
    assert found["80,1"].basis is Basis.CUMULATIVE
    assert found["4,3"].basis is Basis.CHANGE
    assert found["4,3"].against == Period.month(2023, 6)
    assert printed_unit(passage, found["12,0"]) == "tỷ đồng"


def test_second_row_of_a_head_may_hold_short_names() -> None:
    rows = [
        "Doanh nghiệp | Vị trí | Số trạm | Số trạm | Tổng số",
        "| | 3G | 4G |",
        "Nhà mạng thứ nhất | 41 | 39 | 52 | 91",
        "Nhà mạng thứ hai | 32 | 30 | 38 | 68",
    ]
    passage = table(rows)
    found = {figure.printed: figure for figure in table_figures(passage)}
    assert [len(head) for head in head_columns(passage)] == [1, 1, 2, 2, 1]
    cell = column_of(passage, found["52"])
    assert cell and passage.search.text[slice(*cell)] == "4G"
    assert found["91"].basis is Basis.TOTAL
    assert "4" not in found


def test_rows_of_a_group_and_numbered_parts() -> None:
    rows = [
        "TT | Nội dung | Số lượng | Tỷ lệ (%)",
        "I | Bưu chính | |",
        "1 | Bưu cục | 40 | ",
        "1.1 | Bưu cục cấp 1 | 2 | 5",
        "II | Viễn thông | |",
        "1 | Trạm phát sóng | 900 | ",
        "Cộng | | 940 | ",
    ]
    passage = table(rows)
    figures = table_figures(passage)
    assert [f.label.split(" › ")[:-1] for f in figures] == [
        ["Bưu chính", "Bưu cục"],
        ["Bưu chính", "Bưu cục", "Bưu cục cấp 1"],
        ["Bưu chính", "Bưu cục", "Bưu cục cấp 1"],
        ["Viễn thông", "Trạm phát sóng"],
        ["Cộng"],
    ]
    assert figures[1].head == 0
    assert [passage.search.text[a:b] for a, b in labels_over(passage, figures[3])] == ["Viễn thông"]


def test_levels_in_row_labels() -> None:
    rows = [
        "Khối | Hồ sơ | Quá hạn",
        "Sở, ban, ngành | 120 | 3",
        "UBND các huyện, thành phố | 90 | 2",
        "Xã | 300 | 7",
        "Huyện Đông | 11 | 1",
    ]
    levels = [figure.level for figure in table_figures(table(rows))][::2]
    assert levels == [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, None]


def test_rows_of_months_and_offices_under_don_vi() -> None:
    rows = ["Thời gian | Số vụ", "Tháng 1 | 4", "Tháng 2/2023 | 6"]
    figures = table_figures(table(rows), Period.quarter(2023, 1))
    assert [f.period for f in figures] == [Period.month(2023, 1), Period.month(2023, 2)]
    offices = table_figures(table(["Đơn vị | Văn bản", "Sở Y tế | 40", "Sở Nội vụ | 51"]))
    assert [f.label for f in offices] == ["Sở Y tế › Văn bản", "Sở Nội vụ › Văn bản"]


def test_rows_may_name_the_level_alone() -> None:
    passage = table(
        [
            "Cấp | Hồ sơ nhận | Trễ hạn",
            "Tỉnh | 410 | 3",
            "Huyện | 305 | 9",
            "Xã | 770 | 12",
            "Cộng | 1.485 | 24",
        ]
    )
    found = {figure.printed: figure for figure in table_figures(passage)}
    assert found["3"].level is Level.PROVINCE
    assert found["9"].level is Level.DISTRICT
    assert found["770"].level is Level.COMMUNE
    assert found["770"].unit == "hồ sơ"
    assert found["24"].level is None
    offices = table(["Đơn vị | Hồ sơ", "Sở, ban, ngành | 61", "UBND cấp huyện | 52"])
    assert [figure.level for figure in table_figures(offices)] == [Level.PROVINCE, Level.DISTRICT]


def test_a_label_that_only_looks_like_a_level_is_none() -> None:
    passage = table(["Nơi đặt | Camera", "Xã | 14", "Chợ | 6"])
    assert [figure.level for figure in table_figures(passage)] == [None, None]
