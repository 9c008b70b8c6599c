"""The words in which Vietnamese and English speak of periods relative to another one."""

from __future__ import annotations

import re
from typing import Final

from corpus.spelling import SpelledText
from corpus.vietnamese import fold, normalise_tones

# Accented spellings of the folded words that period patterns are made of.
FORMS: Final = {
    word: frozenset(spellings.split())
    for word, spellings in {
        "thang": "tháng",
        "quy": "quý",
        "qui": "quí",
        "nam": "năm",
        "ngay": "ngày",
        "dau": "đầu",
        "giua": "giữa",
        "cuoi": "cuối",
        "nua": "nửa",
        "den": "đến",
        "toi": "tới",
        "tu": "từ tư",
        "va": "và",
        "het": "hết",
        "tron": "trọn",
        "ca": "cả",
        "gieng": "giêng",
        "mot": "một",
        "bon": "bốn",
        "sau": "sáu sau",
        "bay": "bảy bẩy",
        "tam": "tám",
        "chin": "chín",
        "muoi": "mười",
        "chap": "chạp",
        "nhat": "nhất",
        "thu": "thứ",
        "ky": "kỳ",
        "ki": "kì",
        "cung": "cùng",
        "cua": "của",
        "trong": "trong",
        "truoc": "trước",
        "ngoai": "ngoái",
        "nay": "này nay",
        "qua": "qua",
        "roi": "rồi",
        "giai": "giai",
        "doan": "đoạn",
        "nhiem": "nhiệm",
        "nien": "niên",
        "khoa": "khóa",
        "hoc": "học",
        "luy": "lũy",
        "ke": "kế",
        "cac": "các",
        "nhung": "những",
        "may": "mấy",
        "tai": "tài",
        "chinh": "chính",
        "so": "số",
        "tien": "tiên",
        "cho": "cho",
    }.items()
}
# Words that mean something else when accented text writes them without diacritics.
STRICT: Final = frozenset({"nam", "quy", "qui", "tu", "bay", "tam"})

YEAR_WORDS: Final = {
    "năm nay": "this_year",
    "năm này": "this_year",
    "năm ngoái": "last_year",
    "năm trước": "last_year",
    "năm rồi": "last_year",
    "năm qua": "last_year",
    "năm vừa qua": "last_year",
    "năm vừa rồi": "last_year",
    "năm sau": "next_year",
    "năm tới": "next_year",
    "this year": "this_year",
    "last year": "last_year",
    "the previous year": "last_year",
    "next year": "next_year",
}
FOLDED_YEAR_WORDS: Final = {fold(phrase): relative for phrase, relative in YEAR_WORDS.items()}

_PHRASES: Final = {
    **YEAR_WORDS,
    **{
        f"{vietnamese} {tail}": f"{when}_{english}"
        for vietnamese, english in (("tháng", "month"), ("quý", "quarter"), ("quí", "quarter"))
        for when, tails in (
            ("this", ("này",)),
            (
                "last",
                ("trước", "trước đó", "liền trước", "vừa qua", "vừa rồi", "rồi", "qua", "ngoái"),
            ),
            ("next", ("sau", "tới", "tiếp theo")),
        )
        for tail in tails
    },
    **{
        f"{word} {english}": f"{when}_{english}"
        for english in ("month", "quarter", "year")
        for when, words in (
            ("this", ("this", "the current")),
            ("last", ("last", "previous", "the previous", "past", "the past", "prior")),
            ("next", ("next", "the next", "the coming", "the following")),
        )
        for word in words
    },
    **dict.fromkeys(
        (
            "cùng kỳ", "cùng kì", "cùng kỳ năm trước", "cùng kỳ năm ngoái", "cùng kì năm trước",
            "cùng kì năm ngoái", "cùng kỳ năm rồi", "tháng cùng kỳ năm trước",
            "cùng thời kỳ năm trước",
            "cùng thời điểm năm trước", "cùng thời điểm năm ngoái", "tháng này năm ngoái",
            "tháng này năm trước", "quý này năm ngoái", "quý này năm trước",
            "the same period last year", "same period last year", "same period of last year",
            "same period of the previous year", "same month last year", "same quarter last year",
            "this month last year", "this quarter last year", "a year ago", "a year earlier",
            "year-on-year", "year on year",
        ),
        "same_period_last_year",
    ),
    **dict.fromkeys(("cùng kỳ tháng trước", "month-on-month"), "last_month"),
    **dict.fromkeys(("cùng kỳ quý trước",), "last_quarter"),
    **dict.fromkeys(
        (
            "mới nhất", "gần nhất", "gần đây nhất", "hiện nay", "hiện tại", "hiện giờ", "bây giờ",
            "lúc này", "latest", "newest", "most recent", "current", "currently", "at present",
            "nowadays", "right now", "now", "today",
        ),
        "latest",
    ),
    **dict.fromkeys(
        (
            "từ đầu năm", "từ đầu năm đến nay", "từ đầu năm tới nay", "từ đầu năm nay đến nay",
            "đến nay", "tới nay", "cho đến nay", "tính đến nay", "lũy kế đến nay",
            "to date", "so far", "so far this year", "year to date", "year-to-date",
            "since the beginning of the year", "since the start of the year",
            "from the beginning of the year", "since january", "since 1 january",
            "since the year began", "since the turn of the year", "this year so far",
            "year till now", "this year to date",
        ),
        "to_date",
    ),
}  # fmt: skip


def _folded_phrases() -> dict[str, list[tuple[str, ...]]]:
    """Return, for each folded phrase, the accented words it may stand for."""
    spellings: dict[str, list[tuple[str, ...]]] = {}
    for phrase in _PHRASES:
        spellings.setdefault(fold(phrase), []).append(tuple(phrase.split()))
    return spellings


_SPELLINGS: Final = _folded_phrases()
_RELATIVE: Final = {fold(phrase): relative for phrase, relative in _PHRASES.items()}
_PATTERN: Final = re.compile(
    r"\b(?:"
    + "|".join(
        r"\s+".join(map(re.escape, phrase.split()))
        for phrase in sorted(_RELATIVE, key=len, reverse=True)
    )
    + r")\b"
)
# "những năm qua", "5 năm qua", "hằng năm": several, not the last one
_COUNTED: Final = re.compile(
    r"(?:\b(?:nhung|cac|nhieu|may|hai|ba|bon|hang|moi|tung|vai|trong vong|many|several)|\d)\s+$"
)
_COUNTABLE: Final = ("thang", "quy", "qui", "nam")
_VIETNAMESE_STRICT: Final = frozenset({"nam", "quy", "qui", "nay", "tu", "roi", "sau", "toi"})


def _spelled_as(words: list[str], spelling: tuple[str, ...], accented: bool) -> bool:
    return len(words) == len(spelling) and all(
        word == expected
        or (word == fold(expected) and not (accented and word in _VIETNAMESE_STRICT))
        for word, expected in zip(words, spelling, strict=True)
    )


def relative_phrases(text: SpelledText) -> list[tuple[int, int, str]]:
    """Return ``(start, end, relative)`` of every relative phrase: ``tháng trước``, ``latest``."""
    mentions = []
    for found in _PATTERN.finditer(text.folded):
        phrase = " ".join(found.group().split())
        words = normalise_tones(text.original[found.start() : found.end()].lower()).split()
        if not any(_spelled_as(words, known, text.accented) for known in _SPELLINGS[phrase]):
            continue
        before = text.folded[max(0, found.start() - 12) : found.start()]
        if phrase.startswith(_COUNTABLE) and _COUNTED.search(before):
            continue
        if before.endswith("tu truoc "):  # "từ trước đến nay", ever
            continue
        mentions.append((found.start(), found.end(), _RELATIVE[phrase]))
    return mentions
