"""Telling Vietnamese, Vietnamese without diacritics and English apart."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import detect, stem, toneless_syllables


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Toàn huyện có bao nhiêu thuê bao trả sau?", "vi"),
        ("toan huyen co bao nhieu thue bao tra sau", "vi-plain"),
        ("TOAN HUYEN CO BAO NHIEU TRAM", "vi-plain"),
        ("How many postpaid subscribers does the district have?", "en"),
        ("HOW MANY TOWERS WERE BUILT", "en"),
        ("tra sau may thue bao", "vi-plain"),
        ("the thang 6 thi sao", "vi-plain"),
        ("con cap phuong", "vi-plain"),
        ("in total?", "en"),
        ("and the commune level?", "en"),
        ("what about 3G?", "en"),
        ("BTS Lào Cai 7/2024", "vi"),
        ("Who signed the Bắc Kạn report (Sở TT&TT tỉnh Bắc Kạn)?", "en"),
        ("and Hà Giang?", "en"),
        ("so ho so online cua cap xa la bao nhieu", "vi-plain"),
        ("email spam bi chan bao nhieu", "vi-plain"),
        ("server nào bị lỗi?", "vi"),
        ("co bn tram 2g", "vi-plain"),
        ("4G?", "vi"),
        ("", "vi"),
    ],
)
def test_detects_the_language(text: str, language: str) -> None:
    assert detect(text) == language


def test_decomposed_text_is_detected_like_composed() -> None:
    """Text in NFD, as some systems paste it, is still Vietnamese."""
    assert detect(unicodedata.normalize("NFD", "Số trạm phát sóng là mấy?")) == "vi"


def test_development_questions(gold_folder: Path) -> None:
    """At least 98 % of the development questions are told apart; slips are never English."""
    lines = (gold_folder / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    wrong = []
    for item in map(json.loads, lines):
        found = detect(item["question"])
        slips = item["lang"] == "vi-typo" and found != "en"
        if found != item["lang"] and not slips:
            wrong.append((item["lang"], found, item["question"]))
    assert len(wrong) <= 0.02 * len(lines), wrong


def test_toneless_syllables() -> None:
    syllables = toneless_syllables()
    assert {"thue", "bao", "nghiem", "trong", "truyen", "quyet", "gia", "yen", "uong"} <= syllables
    assert not syllables & {"what", "how", "post", "dvc", "kang", "cinh", "nghong", "qung"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("stations", "station"),
        ("issued", "issue"),
        ("issuing", "issue"),
        ("planning", "plan"),
        ("applied", "apply"),
        ("companies", "company"),
        ("services", "service"),
        ("processes", "process"),
        ("digitised", "digitize"),
        ("organisation", "organization"),
        ("sent", "send"),
        ("fibre", "fiber"),
        ("licences", "license"),
        ("held", "holding"),
    ],
)
def test_inflections_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("news", "new"),
        ("incoming", "income"),
        ("fixed", "fix"),
        ("status", "state"),
        ("posted", "post"),
        ("hundred", "hunt"),
    ],
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text(max_size=80))
def test_any_text_gets_a_language(text: str) -> None:
    assert detect(text) in {"vi", "vi-plain", "en"}
