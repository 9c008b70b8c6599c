"""Letters, tones and syllables."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese import (
    fold,
    has_diacritics,
    is_syllable,
    nfc,
    normalise_tones,
    syllable_ratio,
    syllables,
    tokens,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đắk Lắk", "dak lak"),
        ("ƯỚC THỰC HIỆN", "uoc thuc hien"),
        ("quý III/2019", "quy iii/2019"),
        ("trạm BTS 5G", "tram bts 5g"),
        ("100\u00a0dân", "100\u00a0dan"),
        ("Ðiện Biên", "dien bien"),  # eth in place of Đ
        ("", ""),
    ],
)
def test_folding_drops_case_and_diacritics(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_folding_reads_decomposed_text() -> None:
    assert fold(unicodedata.normalize("NFD", "Thuê bao điện thoại")) == "thue bao dien thoai"


@given(st.text())
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    assert len(fold(text)) == len(nfc(text))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "expected"), [("tháng", True), ("Đ", True), ("thang 4", False), ("µ№", False)]
)
def test_diacritics_are_told_from_plain_letters(written: str, expected: bool) -> None:
    assert has_diacritics(written) is expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("uỷ", "ủy"),
        ("Uỷ ban", "Ủy ban"),
        ("THUỶ", "THỦY"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("qúy", "quý"),
        ("qủa", "quả"),
        ("gìa", "già"),
        ("gíao", "giáo"),
    ],
)
def test_tones_move_to_the_new_place(old: str, new: str) -> None:
    assert normalise_tones(old) == new


@pytest.mark.parametrize(
    "word", ["quý", "quà", "quỷ", "hoàng", "toàn", "ngoèo", "hòa", "gì", "giữ", "thuyền", "huýt"]
)
def test_well_placed_tones_stay(word: str) -> None:
    assert normalise_tones(word) == word


@given(st.text())
def test_tone_normalising_keeps_offsets(text: str) -> None:
    assert len(normalise_tones(nfc(text))) == len(nfc(text))


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "quốc",
        "khuya",
        "khuỷu",
        "giếng",
        "gì",
        "gìn",
        "xoong",
        "yêu",
        "kẻ",
        "thuở",
        "quỳnh",
        "hoà",
        "hòa",
        "uỷ",
        "Đắk",
        "Kạn",
        "chuyển",
        "BƯU",
        "ước",
        "được",
        "trường",
        "nghệ",
        "ghế",
        "quyết",
        "quên",
        "tuyến",
        "uống",
        "ỉa",
        "oanh",
        "quýt",
        "giặt",
    ],
)
def test_legal_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        "buru",
        "thuơng",
        "ngiêng",
        "iêu",
        "cac",
        "tóan",
        "wifi",
        "camera",
        "facebook",
        "Ajiant",
        "kánh",
        "cế",
        "ngề",
        "ghà",
        "băo",
        "UBND",
        "tiêng1",
        "quoc",
        "trưong",
    ],
)
def test_illegal_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_clean_text_is_told_from_broken_extraction() -> None:
    clean = "Sở đã kiểm tra bảy trạm phát sóng và cấp giấy phép cho hai đơn vị trên địa bàn tỉnh"
    broken = "S đã ki m tra b y tr m phát sóng và c p gi y phép ở ể ả ạ ấ ấ cho hai đ n v ơ ị trên"
    assert syllable_ratio(clean) == 1.0
    assert syllable_ratio(broken) < 0.8


def test_legacy_encoded_text_has_a_low_ratio() -> None:
    tcvn3 = "C«ng t¸c qu¶n lý nhµ n­íc vÒ b­u chÝnh viÔn th«ng trªn ®Þa bµn tØnh ®¹t kÕt qu¶ tèt"
    assert syllable_ratio(tcvn3) < 0.5


def test_abbreviations_in_running_text_do_not_count_against_it() -> None:
    text = "UBND tỉnh giao Sở TTTT ban hành QĐ về ứng dụng CNTT và CSDL dùng chung năm nay"
    assert syllable_ratio(text) == 1.0


def test_a_few_words_say_nothing() -> None:
    assert syllable_ratio("wifi camera") == 1.0


def test_real_reports_read_as_vietnamese(real_reports: Path) -> None:
    ratios = [syllable_ratio(path.read_text("utf-8")) for path in real_reports.glob("*.txt")]
    assert len(ratios) == 5
    assert min(ratios) > 0.97


def test_tokens_keep_names_of_technologies_whole() -> None:
    text = "Có 75 trạm 5G, 1022 và DVCTT."
    assert [token.text for token in tokens(text)] == [
        "Có", "75", "trạm", "5G", "1022", "và", "DVCTT",
    ]  # fmt: skip
    assert [text[start:end] for start, end in syllables(text)] == [t.text for t in tokens(text)]
