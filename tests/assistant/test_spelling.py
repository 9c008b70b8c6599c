"""Mending mistyped words."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.spelling import Speller, correct, decode_telex
from corpus.vietnamese import is_syllable

KNOWN = Counter(
    {
        "tram": 90, "thue": 80, "bao": 80, "truoc": 60, "dang": 40, "nhieu": 40, "tinh": 70,
        "quang": 20, "nghiem": 10, "facebook": 6, "portal": 2, "giam": 9, "tam": 3, "phuong": 12,
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("truwowcs", "trước"),
        ("truocws", "trước"),
        ("trwowcs", "trước"),
        ("ddang", "đang"),
        ("nhieeu", "nhiêu"),
        ("nhieeuf", "nhiều"),
        ("tieengs", "tiếng"),
        ("dduwowcj", "được"),
        ("tramj", "trạm"),
        ("quyeets", "quyết"),
        ("hoaf", "hòa"),
        ("nguwowif", "người"),
        ("Kyf", "kỳ"),
    ],
)
def test_decodes_telex(typed: str, meant: str) -> None:
    assert decode_telex(typed) == meant


@pytest.mark.parametrize("word", ["tram", "server", "trạm", "5g", "tests", "facebook", "x", ""])
def test_leaves_other_words_undecoded(word: str) -> None:
    assert decode_telex(word) == word


@given(st.text(alphabet="abcdeghiklmnopqrstuvwxyfj", max_size=9))
def test_decoding_gives_a_syllable_or_the_token(token: str) -> None:
    decoded = decode_telex(token)
    assert decoded == token or is_syllable(decoded)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("trma", "tram"),  # swapped
        ("ttram", "tram"),  # doubled
        ("trm", "tram"),  # missing
        ("thus", "thue"),  # wrong
        ("facebok", "facebook"),
        ("facebuk", "facebook"),  # two slips in a long word
        ("truwowcs", "truoc"),  # telex
        ("ddang", "dang"),
        ("qunag", "quang"),
        ("phwong", "phuong"),
        ("Trma", "tram"),
    ],
)
def test_corrects_slips(typed: str, meant: str) -> None:
    assert correct(typed, KNOWN) == meant


@pytest.mark.parametrize("token", ["tram", "Trạm", "4g", "qd", "zzzzz", "", "12", "nghxxm"])
def test_leaves_known_short_and_strange_words(token: str) -> None:
    assert correct(token, KNOWN) is None


def test_prefers_the_likelier_of_two_near_words() -> None:
    assert Speller({"tinh": 500, "tanh": 1}).nearest("tnnh") == "tinh"


def test_the_index_follows_the_vocabulary() -> None:
    vocabulary = Counter({"nghiem": 3})
    assert correct("buru", vocabulary) is None
    vocabulary["buu"] = 5
    assert correct("buru", vocabulary) == "buu"
    assert correct("buru", Counter({"nghiem": 3})) is None
