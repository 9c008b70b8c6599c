"""Of which period a figure is: its own words decide, then its passage's and its report's."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.concepts import Words
from assistant.lexicon import load
from assistant.matching import PassageView
from assistant.question import Question, Reader
from assistant.slots import figure_fits
from corpus import read_report
from corpus.periods import Period
from index import ReportRecord, State, StoredPassage

TEXT = """UBND TỈNH AN GIANG
SỞ THÔNG TIN VÀ TRUYỀN THÔNG

BÁO CÁO
Kết quả công tác quý II/2022

I. KẾT QUẢ

1. Viễn thông

Tổng đài tiếp 900 cuộc gọi: tháng 4 có 250 cuộc, tháng 5 có 300 cuộc, tháng 6 có 350 cuộc.

Lũy kế 6 tháng tiếp nhận 1.700 cuộc gọi.
"""


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> list[PassageView]:
    path: Path = tmp_path_factory.mktemp("slots") / "bao-cao.txt"
    path.write_text(TEXT, encoding="utf-8")
    report = read_report(path)
    record = ReportRecord(
        1, path.name, report.metadata, "text/plain", "0", datetime.now(UTC), State.CURRENT, 1, 0
    )
    pairs = zip(report.passages, report.figures, strict=True)
    return [
        PassageView(StoredPassage(i, 1, passage, figures), record, lambda _: report.document.text)
        for i, (passage, figures) in enumerate(pairs)
    ]


def best(views: list[PassageView], question: Question) -> str | None:
    """Return the figure of the asked period, if just one has the best fit."""
    fits = [
        (figure_fits(view, figure, question), figure.printed)
        for view in views
        for figure in view.figures
    ]
    top = max(fit for fit, _ in fits)
    found = [printed for fit, printed in fits if fit == top]
    return found[0] if top and len(found) == 1 else None


def question(text: str) -> Question:
    words = Words({}, {}, {}, (Period.quarter(2022, 2),), {})
    return Reader(load(), words).read(text)


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("tháng 4/2022 có mấy cuộc gọi?", "250"),
        ("thang 5/2022 co may cuoc goi", "300"),
        ("How many calls in June 2022?", "350"),
        ("quý II/2022 có mấy cuộc gọi?", "900"),
        ("tháng 3/2022 có mấy cuộc gọi?", None),
        ("quý II/2021 có mấy cuộc gọi?", None),
    ],
)
def test_each_figure_is_of_its_own_period(
    views: list[PassageView], asked: str, printed: str | None
) -> None:
    assert best(views, question(asked)) == printed


def test_another_province_fits_nothing(views: list[PassageView]) -> None:
    assert best(views, question("Bến Tre quý II/2022 có mấy cuộc gọi?")) is None


def test_a_rough_period_takes_what_ends_in_it(views: list[PassageView]) -> None:
    asked = question("giữa năm 2022 có mấy cuộc gọi?")
    assert asked.loose
    assert any(figure_fits(view, f, asked) == 1.0 for view in views for f in view.figures)
