"""Calendar days in running text, Vietnamese and English, with or without the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from corpus.spelling import SpelledText

ENGLISH_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
ENGLISH_MONTH: Final = "|".join(sorted(ENGLISH_MONTHS, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day as a text names it; ``date`` is None where the text leaves the year out."""

    start: int
    end: int
    date: date | None
    day: int
    month: int
    year: int | None


_FORMS: Final = {
    word: frozenset(spellings.split())
    for word, spellings in {
        "ngay": "ngày",
        "thang": "tháng",
        "nam": "năm",
        "sang": "sáng",
        "trua": "trưa",
        "chieu": "chiều",
        "toi": "tối tới",
        "dem": "đêm",
        "hom": "hôm",
        "mung": "mùng mồng",
        "mong": "mồng",
        "den": "đến",
        "tu": "từ",
        "truoc": "trước",
        "sau": "sau",
        "tinh": "tính",
        "het": "hết",
    }.items()
}
_STRICT: Final = frozenset({"nam"})

_DAY: Final = r"(?P<d>[12]\d|3[01]|0?[1-9])"
_MONTH: Final = r"(?P<m>1[0-2]|0?[1-9])"
_YEAR: Final = r"(?P<y>(?:19|20)\d\d)"
_NO_NUMBER_BEFORE: Final = r"(?<![\w./,-])"
_NO_NUMBER_AFTER: Final = r"(?!\d|[./,-]\d|/[a-z])"
_DAY_CUE: Final = r"\b(?:ngay|sang|trua|chieu|toi|dem|hom|mung|mong)"
_CUE: Final = rf"(?:{_DAY_CUE}|\b(?:den|tu|truoc|sau|from|on|to|until|by))"

_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # ngày 12 tháng 4 năm 2023, 12 tháng 4 năm 2023
        rf"(?:\bngay\s*(?:mung\s*|mong\s*)?)?\b{_DAY}\s*thang\s*{_MONTH}\s*,?\s*(?:nam\s*|/\s*|-\s*)"
        rf"{_YEAR}(?!\d)",
        # 22/02/2021, 3.3.2021, 03-04-2023, also with blanks around the slash
        rf"{_NO_NUMBER_BEFORE}{_DAY}(?P<sep>\s?[/.-]\s?){_MONTH}(?P=sep){_YEAR}{_NO_NUMBER_AFTER}",
        # 22/02 năm 2021
        rf"{_NO_NUMBER_BEFORE}{_DAY}[/.]{_MONTH}\s*,?\s*nam\s*{_YEAR}(?!\d)",
        # 2021-03-03
        rf"(?<![\w/,-]){_YEAR}-(?P<m>1[0-2]|0[1-9])-(?P<d>[12]\d|3[01]|0[1-9])(?![\d-])",
        # 13/4/23
        rf"{_NO_NUMBER_BEFORE}{_DAY}/{_MONTH}/(?P<yy>[12]\d){_NO_NUMBER_AFTER}",
        # 3 March 2021, 3rd of March, 2021
        rf"{_NO_NUMBER_BEFORE}{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>{ENGLISH_MONTH})\b\.?,?\s+"
        rf"{_YEAR}(?!\d)",
        # March 3, 2021
        rf"\b(?P<name>{ENGLISH_MONTH})\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
        # on March 3, on 3 March
        rf"\bon\s+(?:the\s+)?(?:(?P<name>{ENGLISH_MONTH})\.?\s+{_DAY}(?:st|nd|rd|th)?\b(?![.,]\d))",
        rf"\bon\s+(?:the\s+)?{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>{ENGLISH_MONTH})\b",
        # ngày 12 tháng 4
        rf"\bngay\s*(?:mung\s*|mong\s*)?{_DAY}\s*thang\s*{_MONTH}(?!\d|[.,]\d)",
        # ngày 12/4, đến 12/4, sáng 3.3
        rf"{_CUE}\s*{_DAY}/{_MONTH}(?!\d|[./,-]\d|/[a-z]|\s*(?:%|so\b|tong\b))",
        rf"{_DAY_CUE}\s*{_DAY}\.{_MONTH}(?!\d|[./,-]\d|/[a-z]|\s*%)",
        # 01/01 before "đến 13/4/2023"
        rf"{_NO_NUMBER_BEFORE}{_DAY}/{_MONTH}(?=\s*(?:-|–|—|den|toi|to)\s*(?:het\s*)?(?:ngay\s*)?"
        r"\d{1,2}/\d{1,2}/(?:19|20)\d\d)",
        # (01/5)
        rf"(?<=\(){_DAY}/{_MONTH}(?=\))",
    )
)  # fmt: skip


def _mention(found: re.Match[str]) -> DateMention | None:
    groups = found.groupdict()
    month = ENGLISH_MONTHS[groups["name"]] if groups.get("name") else int(groups["m"])
    day = int(groups["d"])
    year = int(groups["y"]) if groups.get("y") else None
    if groups.get("yy"):
        year = 2000 + int(groups["yy"])
    try:
        whole = date(2000 if year is None else year, month, day)
    except ValueError:
        return None
    start = min(found.start(name) for name, value in groups.items() if value and name != "sep")
    return DateMention(start, found.end(), None if year is None else whole, day, month, year)


def _spoken(text: SpelledText, found: re.Match[str]) -> bool:
    if found.groupdict().get("name"):
        return found.group().isascii() and text.original[found.start() : found.end()].isascii()
    return text.agrees(found.start(), found.end(), _FORMS, _STRICT)


def _all(text: SpelledText) -> Iterator[DateMention]:
    for pattern in _PATTERNS:
        for found in pattern.finditer(text.folded):
            if _spoken(text, found):
                mention = _mention(found)
                if mention:
                    yield mention


def find_dates_in(text: SpelledText) -> list[DateMention]:
    """Do as `find_dates` for a text that is folded already."""
    kept: list[DateMention] = []
    taken = bytearray(len(text.folded))
    for mention in _all(text):
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)


def find_dates(text: str) -> list[DateMention]:
    """Return the days that `text` (NFC) names, in order, without overlaps.

    Reads ``22/02/2021``, ``ngày 12 tháng 4 năm 2023``, ``sáng 3.3`` (no year: ``date`` is
    None), ``2021-03-03``, ``3 March 2021``, ``March 3, 2021``, and the Vietnamese ones
    without diacritics. Fractions and document numbers (``12/2019/QĐ-UBND``) are no dates.
    """
    return find_dates_in(SpelledText(text))
