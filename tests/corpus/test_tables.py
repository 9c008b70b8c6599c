"""Tables: a figure is named by its row and its column."""

from __future__ import annotations

from corpus.model import Basis, Level, MappedText, Passage, PassageKind
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


def test_row_numbers_are_no_figures() -> None:
    rows = ["TT | Chỉ tiêu | Kết quả", "1 | Trạm 4G | 310", "2 | Trạm 5G | 12"]
    assert [figure.printed for figure in table_figures(table(rows))] == ["310", "12"]


def test_a_first_row_of_numbers_is_no_head() -> None:
    passage = table(["1 | 2 | 3", "4 | 5 | 6"])
    assert heads(passage) == []
