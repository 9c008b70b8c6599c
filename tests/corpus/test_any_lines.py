"""Whatever order the lines of a report come in, it is read: lost lines are no crash."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import parse
from corpus.model import Document, Span, SpanKind

LINES = [
    "",
    " ",
    "\x0c",
    "12",
    "- 3 -",
    "Trang 2/5",
    "ngày 20 tháng 6 năm 2021",
    "Tính đến",
    "Tính đến hết ngày làm việc cuối cùng của kỳ, tức là",
    "tháng 6/2021.",
    "I. BƯU CHÍNH",
    "1. Doanh thu đạt 12,5 tỷ đồng, tăng 4% so với cùng kỳ (12 tỷ đồng)",
    "Chỉ tiêu | Tháng 5 | Tháng 6",
    "| | 4G |",
    "Trạm | 12 | 14",
    "[1] Số liệu do doanh nghiệp báo cáo.",
    "Đính chính: báo cáo tháng 5 ghi 41 là sai, số đúng là 14.",
    "Nơi nhận:",
    "- Lưu: VT.",
    "GIÁM ĐỐC",
    "(Đã ký)",
    "/.",
    "|",
    "—",
    "__________",
    "----------",
    "* * *",
    "…",
    "2021",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(LINES), max_size=24),
    st.sampled_from(["", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG\nSố: 4/BC-STTTT\n\n"]),
    st.sampled_from(["\n", "\n\n"]),
    st.sampled_from([None, SpanKind.BOILERPLATE, SpanKind.HEADING]),
)
def test_lines_in_any_order_are_read(
    lines: list[str], letterhead: str, parting: str, kind: SpanKind | None
) -> None:
    text = letterhead + parting.join(lines)
    spans = (Span(len(letterhead), len(text), kind),) if kind and lines else ()
    report = parse(Document("a.txt", "text/plain", "0" * 64, text, spans=spans))
    for passage, figures in zip(report.passages, report.figures, strict=True):
        assert passage.search.text.strip()
        for figure in figures:
            assert figure.printed in passage.search.text[figure.start : figure.end + 1]
