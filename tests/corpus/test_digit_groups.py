"""Thousands parted by commas: told by the document, not by the number."""

from __future__ import annotations

from pathlib import Path

from corpus import read_report
from corpus.digit_groups import parts_by_comma

HEAD = "SỞ THÔNG TIN VÀ TRUYỀN THÔNG KIÊN GIANG\nBÁO CÁO\nKết quả công tác tháng 6/2022\n\n"


def _values(folder: Path, text: str) -> dict[str, float]:
    path = folder / "report.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    return {f.printed: f.value for figures in read_report(path).figures for f in figures}


def test_a_lone_comma_is_read_as_the_document_prints_its_numbers(tmp_path: Path) -> None:
    values = _values(tmp_path, "Tiếp nhận 1,250,300 hồ sơ, đạt 61.5%. Trễ hạn 12,480 hồ sơ.\n")
    assert values["12,480"] == 12_480
    values = _values(tmp_path, "Tiếp nhận 1.250.300 hồ sơ, đạt 61,5%. Bán được 12,480 tấn.\n")
    assert values["12,480"] == 12.48


def test_one_number_does_not_tell() -> None:
    assert not parts_by_comma("Doanh thu 2,147 tỷ đồng, tăng 6.5%.")
