"""Restoring diacritics by the counts of an archive."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.diacritics import Restorer, count, restore
from corpus.vietnamese import fold, nfc, normalise_tones, tokens

REPORTS = (
    "Toàn tỉnh hiện có 210 trạm phát sóng, gồm 80 trạm 3G và 90 trạm 4G.",
    "Các xã đã tiếp nhận hồ sơ trực tuyến của người dân tại huyện Mường Khương.",
    "Sở đã cấp chứng thư số cho cán bộ của các đơn vị trong tháng.",
)


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return Restorer(*count(REPORTS))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("toan tinh co bao nhieu tram phat song", "toàn tỉnh có bao nhiêu trạm phát sóng"),
        ("Huyen Muong Khuong tiep nhan may ho so?", "Huyện Mường Khương tiếp nhận mấy hồ sơ?"),
        ("da cap may chung thu so", "đã cấp mấy chứng thư số"),
        ("SO TRAM 4G LA BAO NHIEU", "SỐ TRẠM 4G LÀ BAO NHIÊU"),
        ("tai sao so voi thang truoc giam", "tại sao so với tháng trước giảm"),
        ("so tram BTS 2023", "số trạm BTS 2023"),
        ("ai ky", "ai ký"),
    ],
)
def test_restores_by_context(restorer: Restorer, typed: str, meant: str) -> None:
    assert restorer.restore(typed) == meant


@pytest.mark.parametrize("text", ["trạm 5G", "UBND", "Vinaphone Zxq", "VNPT 12/2022 %", ""])
def test_leaves_accented_words_acronyms_numbers_and_strangers(
    restorer: Restorer, text: str
) -> None:
    assert restorer.restore(text) == text


def test_context_decides_between_two_readings() -> None:
    """The archive's neighbours decide: số (of stations) or sở (the department)."""
    vocabulary = Counter({"sở": 30, "số": 30, "đã": 5, "họp": 20, "hợp": 20, "trạm": 5})
    pairs = Counter({("sở", "họp"): 20, ("số", "hợp"): 1, ("số", "trạm"): 20})
    assert restore("so hop", vocabulary, pairs) == "sở họp"
    assert restore("so tram", vocabulary, pairs) == "số trạm"


def test_an_archive_that_grew_is_read_again() -> None:
    vocabulary = Counter({"bưu": 3})
    pairs: Counter[tuple[str, str]] = Counter()
    assert restore("qzxa", vocabulary, pairs) == "qzxa"
    vocabulary["krông"] = 50
    assert restore("krong", vocabulary, pairs) == "krông"


def test_counting_skips_plain_text_and_punctuation() -> None:
    vocabulary, pairs = count(["Tổng số, trạm", "khong dau nao ca"])
    assert vocabulary == {"tổng": 1, "số": 1, "trạm": 1}
    assert pairs == {("tổng", "số"): 1}


@given(st.text(max_size=60))
def test_only_diacritics_change(text: str) -> None:
    restored = restore(text, Counter(), Counter())
    assert len(restored) == len(nfc(text))
    assert fold(restored) == fold(text)


def test_stripped_questions_are_restored(gold_folder: Path, real_reports: Path) -> None:
    """With the real reports' words at least 97 % of the questions' syllables come back."""
    texts = [path.read_text(encoding="utf-8") for path in real_reports.glob("*.txt")]
    restorer = Restorer(*count(line for text in texts for line in text.splitlines()))
    right = total = 0
    for line in (gold_folder / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if item["lang"] != "vi":
            continue
        meant = normalise_tones(nfc(item["question"])).lower()
        pairs = zip(tokens(meant), tokens(restorer.restore(fold(meant))), strict=True)
        outcome = [one.text == other.text for one, other in pairs]
        right += sum(outcome)
        total += len(outcome)
    assert right >= 0.97 * total
