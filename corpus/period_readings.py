"""What a written period means: readings, and the builders that make them of a match.

A period whose year is not stated has an *open name* (``quarter_only:3``) until a year is
found for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from corpus.dates import ENGLISH_MONTHS
from corpus.period_phrases import FOLDED_YEAR_WORDS
from corpus.period_values import Period
from corpus.spelling import SpelledText


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form makes of a stretch of text.

    ``open_name`` says which period of a year is meant where the year is not stated:
    ``month_only:4``, ``quarter_only:3``, ``half_only:1``, ``nine_months_only``,
    ``months_only:1-4``; with ``@last_year`` and the like behind it where the text says so.
    """

    start: int
    end: int
    period: Period | None
    open_name: str | None = None
    certain: bool = True


Build = Callable[[re.Match[str], SpelledText], Iterable[Reading]]


@dataclass(frozen=True, slots=True)
class Form:
    pattern: re.Pattern[str]
    build: Build
    foreign: bool = False  # English: its words carry no diacritics in the original


_VIETNAMESE_NUMBERS: Final = {
    "mot": 1, "nhat": 1, "gieng": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6,
    "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_ENGLISH_NUMBERS: Final = {
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_ORDINALS: Final = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "last": 4, "final": 4,
}  # fmt: skip
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def number(text: str) -> int:
    """Return the value of a number as a period form writes it: ``04``, ``III``, ``tư``."""
    word = " ".join(text.split())
    if word.isdecimal():
        return int(word)
    for table in (_ROMAN, _VIETNAMESE_NUMBERS, _ENGLISH_NUMBERS, _ORDINALS, ENGLISH_MONTHS):
        if word in table:
            return table[word]
    raise ValueError(f"not a number word: {text!r}")


def name_period(name: str, year: int) -> Period:
    """Return the period of `year` that an open name such as ``quarter_only:3`` stands for."""
    kind, _, argument = name.partition(":")
    match kind:
        case "month_only":
            return Period.month(year, int(argument))
        case "quarter_only":
            return Period.quarter(year, int(argument))
        case "half_only":
            return Period.half(year, int(argument))
        case "nine_months_only":
            return Period.nine_months(year)
        case "months_only":
            first, _, last = argument.partition("-")
            return Period.months(year, int(first), int(last))
        case "day_only":
            month, _, day = argument.partition("-")
            return Period.day(date(year, int(month), int(day)))
        case _:
            raise ValueError(f"not an open period: {name!r}")


def months_name(first: int, last: int) -> str:
    """Return the open name of months `first` to `last` of a year."""
    if (first, last) in ((1, 6), (7, 12)):
        return f"half_only:{last // 6}"
    if first % 3 == 1 and last == first + 2:
        return f"quarter_only:{last // 3}"
    if (first, last) == (1, 9):
        return "nine_months_only"
    if first == last:
        return f"month_only:{first}"
    return f"months_only:{first}-{last}"


def _year(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    if groups.get("y"):
        return int(groups["y"])
    if groups.get("yy"):
        return 2000 + int(groups["yy"])
    return None


def _named(
    found: re.Match[str], name: str, *, certain: bool = True, span: tuple[int, int] | None = None
) -> Reading:
    """Read an open name with whatever year the match states for it."""
    start, end = span or found.span()
    year = _year(found)
    if year is not None:
        return Reading(start, end, name_period(name, year), None, certain)
    word = found.groupdict().get("word")
    if word:
        relative = FOLDED_YEAR_WORDS[" ".join(word.split())]
        return Reading(start, end, None, f"{name}@{relative}", certain)
    return Reading(start, end, None, name, False)


def _has_year(found: re.Match[str]) -> bool:
    groups = found.groupdict()
    return any(groups.get(name) for name in ("y", "yy", "word"))


# --- builders -----------------------------------------------------------------------


def read_month(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    written = found["m"]
    stated = _has_year(found)
    before = text.folded[max(0, found.start() - 12) : found.start()]
    if before.endswith("cach mang "):  # the August Revolution
        return
    if not stated:
        if re.search(r"(?<!\d)\d{1,2}\s+$", before):  # "6 tháng 1 lần"
            return
        plain = found.group("m") == text.original[slice(*found.span("m"))].lower()
        if plain and written in ("mot", "tu", "nam", "sau", "bay", "tam"):
            return
        if written == "nam":  # "mỗi tháng năm lượt"
            return
        if written == "sau" and text.original[slice(*found.span("m"))].lower() != "sáu":
            return
    yield _named(found, f"month_only:{number(written)}")


def read_short_month(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    if _has_year(found) or "." not in found.group():
        yield _named(found, f"month_only:{number(found['m'])}")


def read_english_month(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    name = found["m"]
    if not _has_year(found):
        before = text.folded[max(0, found.start() - 8) : found.start()]
        introduced = re.search(
            r"\b(?:in|of|for|during|since|by|until|to|from|vs|than|between)\s+$", before
        )
        if len(name) < 4 and not (name == "may" and introduced):
            return
        if name in ("may", "march") and not (introduced and text.original[found.start()].isupper()):
            return
    yield _named(found, f"month_only:{number(name)}")


def read_bare_month(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    yield _named(found, f"month_only:{number(found['m'])}", certain="." not in found.group())


def read_quarter(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    spelled = text.original[found.start() : found.start() + 3]
    if spelled.isascii() and text.accented and not _has_year(found):  # quy, "regulation"
        return
    spelled_out = not found["q"].isdecimal() and found["q"] not in _ROMAN
    if spelled.isascii() and spelled_out and not _has_year(found):  # "quy ba" may be anything
        return
    yield _named(found, f"quarter_only:{number(found['q'])}")


def read_short_quarter(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    if _has_year(found) or "." not in found.group():  # Q.1 is a city district
        yield _named(found, f"quarter_only:{number(found['q'])}")


def read_each(kind: str, item: str) -> Build:
    """Build a reading for each item of a list that shares one year."""
    single = re.compile(item)

    def build(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
        for part in single.finditer(text.folded, *found.span("list")):
            yield _named(found, f"{kind}:{number(part.group())}", span=part.span())

    return build


def read_month_range(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    year = _year(found)
    if year is None:
        return
    groups = found.groupdict()
    first_year = int(groups["y1"]) if groups.get("y1") else year
    first, last = number(found["a"]), number(found["b"])
    if (first_year, first) >= (year, last):
        return
    begin = Period.month(first_year, first)
    yield Reading(*found.span(), Period.span(begin.first, Period.month(year, last).last))


def read_quarter_range(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    year = _year(found)
    first, last = number(found["a"]), number(found["b"])
    if year is not None and first < last:
        begin = Period.quarter(year, first)
        yield Reading(*found.span(), Period.span(begin.first, Period.quarter(year, last).last))


def read_month_count(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    groups = found.groupdict()
    count = number(found["n"])
    part = groups.get("part")
    if count > 12 or (not part and not _has_year(found)):
        return
    if count == 12:
        year = _year(found)
        if year is not None:
            yield Reading(*found.span(), Period.of_year(year))
        return
    if count == 1 and not part:
        return
    first, last = (13 - count, 12) if part in ("cuoi", "last") else (1, count)
    yield _named(found, months_name(first, last))


def read_bare_nine_months(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    yield _named(found, months_name(1, number(found["n"])), span=found.span("phrase"))


def read_half(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    part = found["part"]
    half = 1 if part in ("dau", "first", "1st", "opening", "1") else 2
    yield _named(found, f"half_only:{half}")


def read_first_quarters(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    yield _named(found, months_name(1, 6 if found["quarters"] in ("two", "2") else 9))


def read_mid_year(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    yield _named(found, "half_only:1")


def read_year_range(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    first = int(found["a"])
    last = int(found["b"])
    if last < 100:
        last += first - first % 100
    if first < last <= first + 40:
        begin, end = Period.of_year(first), Period.of_year(last)
        yield Reading(*found.span(), Period.span(begin.first, end.last))


def read_part_of_year(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    """Read "early 2021" as its first four months, "mid" as the next; the rest as the year."""
    part = found["part"]
    if part in ("dau", "early", "beginning", "start"):
        yield _named(found, "months_only:1-4")
    elif part in ("giua", "mid", "middle"):
        yield _named(found, "months_only:5-8")
    else:
        year = _year(found)
        if year is not None:
            yield Reading(*found.span(), Period.of_year(year))


def read_whole_year(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    yield Reading(*found.span(), Period.of_year(int(found["y"])))


def read_bare_year(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    yield Reading(*found.span(), Period.of_year(int(found["y"])), None, False)


def read_fiscal_year(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    year = int(found["y"])
    yield Reading(*found.span(), Period.of_year(year + 2000 if year < 100 else year))


def read_since_january(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    groups = found.groupdict()
    if groups.get("m"):
        year = _year(found) or (int(groups["y1"]) if groups.get("y1") else None)
        month = number(groups["m"])
        if year is None:
            yield _named(found, months_name(1, month))
            return
        yield Reading(*found.span(), Period.months(year, 1, month))
    else:
        year_said = groups.get("y1")
        yield Reading(*found.span(), None, f"to_date:{year_said}" if year_said else "to_date")


def read_english_year_range(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    first, last = int(found["a"] or found["a2"]), int(found["b"] or found["b2"])
    if first < last:
        begin, end = Period.of_year(first), Period.of_year(last)
        yield Reading(*found.span(), Period.span(begin.first, end.last))


def read_nine_code(found: re.Match[str], text: SpelledText) -> Iterable[Reading]:
    yield Reading(*found.span(), Period.nine_months(int(found["y"] or found["y2"])))
