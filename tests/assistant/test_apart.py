"""Which of several figures of one sentence is meant, by what follows each of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answering.common import figure_candidates
from assistant.traits import Trait
from index import Archive
from tests.index.fakes import HashingEncoder

REPORT = """UBND TỈNH AN GIANG
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 15/BC-STTTT

BÁO CÁO
Tình hình thực hiện nhiệm vụ tháng 6/2022

I. KẾT QUẢ

1. Thương mại điện tử

Có 912 mặt hàng đặc sản được rao bán, gồm 540 mặt hàng trên sàn Chợ Quê và 372 mặt hàng trên \
sàn Hương Đồng.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("apart")
    (folder / "bao-cao.txt").write_text(REPORT, encoding="utf-8")
    with Archive.open(folder / "data", create=True, encoder=HashingEncoder()) as archive:
        archive.build([folder / "bao-cao.txt"])
        yield Assistant(archive)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Tháng 6/2022 An Giang có bao nhiêu mặt hàng đặc sản được rao bán?", "912"),
        ("Tháng 6/2022 An Giang có bao nhiêu mặt hàng trên sàn Chợ Quê?", "540"),
        ("Tháng 6/2022 An Giang có bao nhiêu mặt hàng trên sàn Hương Đồng?", "372"),
    ],
)
def test_parts_are_told_apart_by_what_follows_them(
    assistant: Assistant, question: str, value: str
) -> None:
    best = figure_candidates(assistant.context(question))[0]
    assert best.figure.printed == value
    assert not {Trait.OTHER, Trait.UNDISTINGUISHED} & best.traits.keys()
