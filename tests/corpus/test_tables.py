"""Tables: a figure is named by its row and its column."""

from __future__ import annotations

from corpus.model import Basis, Level, MappedText, Passage, PassageKind
from corpus.periods import Period
from corpus.tables import cells, column_of, heads, table_figures

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
