"""Mending mistyped text by its neighbours, and real-life phrases put right as a whole."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.diacritics import restore
from assistant.lexicon import load
from assistant.mending import Mender
from assistant.spelling import correct, decode_vni, without_residue
from corpus.vietnamese import fold, is_syllable, nfc, normalise_tones, tokens

PHRASES = Path(__file__).parent / "phrases"


@pytest.fixture(scope="module")
def mender() -> Mender:
    return Mender(load().phrases())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thuêbao trả sau", "thuê bao trả sau"),
        ("baonhieu tram", "bao nhieu tram"),
        ("hồsơ quá hạn", "hồ sơ quá hạn"),
        ("th uê bao", "thuê bao"),
        ("trạ m 5G", "trạm 5G"),
        ("thue6 bao", "thuê bao"),
        ("vien6 thong6", "viên thông"),
        ("ho sow", "ho sơ"),
        ("dịch vuj công", "dịch vụ công"),
        ("mật khẩuu", "mật khẩu"),
        ("tỷ lệẹ", "tỷ lệ"),
        ("cáp qang", "cáp quang"),
        ("cap qang", "cap quang"),
        ("ngiêm trọng", "nghiêm trọng"),
        ("chữ kí số", "chữ ký số"),
    ],
)
def test_mends_by_the_neighbours(mender: Mender, typed: str, meant: str) -> None:
    assert mender.mend(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "server bị lỗi", "test nhanh covid", "max bao nhiêu", "upload video", "post bài facebook",
        "chatgpt có dùng không", "Pleiku, Krông, Đắk Lắk, Bắc Kạn", "số 12/KH-STTTT ngày 3/4/2023",
        "quy1 2022", "cap1", "muc4", "so1 ho so", "lop1 tap huan", "q3/2022", "t4 co tram 5g",
        "email abc@xyz.vn", "sotttt.abcdef.gov.vn", "km 5 m", "1 k hồ sơ", "PC-Covid", "covid19",
        "Nxqwz báo cáo", "he thong vcs cua tinh", "", "ABCDXYZ",
    ],
)  # fmt: skip
def test_leaves_right_words_names_and_numbers_alone(mender: Mender, text: str) -> None:
    assert mender.mend(text) == text


@given(st.text(max_size=60))
def test_any_text_survives(text: str) -> None:
    mended = Mender([("thuê", "bao"), ("hồ", "sơ")]).mend(nfc(text))
    assert bool(mended.strip()) == bool(nfc(text).strip())


def test_phrases_that_are_right_stay(mender: Mender) -> None:
    for phrase in load().phrases():
        text = " ".join(phrase)
        mended = mender.mend(text)  # "tỉ lệ" may become "tỷ lệ", which is right as well
        assert fold(mended).replace("y", "i") == fold(text).replace("y", "i")


def test_reports_are_hardly_touched(mender: Mender, real_reports: Path) -> None:
    """Printed text is right: at most one word in a thousand is taken for a slip."""
    touched = total = 0
    for path in real_reports.glob("*.txt"):
        text = normalise_tones(nfc(path.read_text(encoding="utf-8")))
        before, after = (text.split(), mender.mend(text).split())
        total += len(before)
        touched += sum((Counter(before) - Counter(after)).values())
    assert touched <= total / 1000


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thue6", "thuê"), ("truong72", "trường"), ("d9o6i3", "đổi"), ("ba1o", "báo"),
        ("nuoc71", "nước"), ("tram5", "trạm"), ("5g", None), ("t4", None), ("cap3", None),
        ("covid19", None), ("tram", None),
    ],
)  # fmt: skip
def test_decodes_vni(typed: str, meant: str | None) -> None:
    assert decode_vni(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tửr", "tử"),
        ("tiêps", "tiếp"),
        ("trạmm", "trạm"),
        ("lệẹ", "lệ"),
        ("trạm", "trạm"),
        ("qzx", "qzx"),
    ],
)
def test_takes_out_residues(typed: str, meant: str) -> None:
    assert without_residue(typed) == meant


@given(st.text(alphabet="abcdeghiklmnopqrstuvxyđâêôơưáàạ123456789", max_size=9))
def test_decoding_gives_a_syllable_or_nothing_new(token: str) -> None:
    decoded = decode_vni(token)
    assert decoded is None or is_syllable(decoded)
    cleaned = without_residue(token)
    assert cleaned == token or is_syllable(cleaned)


# --- real-life phrases, typed badly ---------------------------------------------------


def pairs(name: str) -> list[list[str]]:
    lines = (PHRASES / name).read_text(encoding="utf-8").splitlines()
    return [line.split(" = ") for line in lines]


def test_mistyped_phrases_come_out_right() -> None:
    """Of 230 mistyped phrases at least 92 % are read as meant, as question reading does it."""
    lexicon = load()
    known = Counter(fold(word) for phrase in lexicon.phrases() for word in phrase)
    accented = {word for phrase in lexicon.phrases() for word in phrase}

    def read(typed: str) -> list[str]:
        words = []
        for word in re.findall(r"\w+", normalise_tones(lexicon.expand(typed)).lower()):
            bare = fold(word)
            if word not in accented and bare not in known and bare.isalpha() and len(bare) > 3:
                bare = correct(bare, known) or bare
            words.append(bare)
        return words

    phrases = pairs("mistyped.txt")
    wrong = [typed for typed, meant in phrases if read(typed) != fold(meant).split()]
    assert len(phrases) >= 200
    assert len(wrong) <= 0.08 * len(phrases), wrong


def test_unaccented_phrases_get_their_diacritics_back() -> None:
    """Without any archive at least 98 % of the syllables of 202 phrases are restored."""
    right = total = 0
    for (phrase,) in pairs("unaccented.txt"):
        found = zip(tokens(phrase), tokens(restore(fold(phrase), {}, {})), strict=True)
        outcome = [meant.text == given_back.text for meant, given_back in found]
        right += sum(outcome)
        total += len(outcome)
    assert right >= 0.98 * total


def test_words_that_the_archive_holds_are_left_alone() -> None:
    assert "dak" not in load().expand("so tram cua dak lak")
    assert load().expand("so tram cua dak lak", {"dak": 4, "lak": 4}) == "so tram cua dak lak"
    assert "dak" not in load().expand("so tram cua dak lak", {"dak": 1})
