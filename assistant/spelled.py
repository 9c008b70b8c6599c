"""Numbers that a question writes in words, and the digits that reports print for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_VIETNAMESE: Final = {
    "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_ONES: Final = {**_VIETNAMESE, "một": 1, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_ENGLISH: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ORDINAL: Final = re.compile(r"(\d+)(?:st|nd|rd|th)")
_SINGLE: Final = {**_VIETNAMESE, **_ENGLISH}


def digits(value: int) -> tuple[str, ...]:
    """Return the ways in which reports print a count: ``02`` and ``2``."""
    return (f"{value:02d}", str(value)) if value < 10 else (str(value),)


def spelled(token: str) -> tuple[str, ...]:
    """Return the digits that the number word `token` stands for; nothing for other words."""
    ordinal = _ORDINAL.fullmatch(token)
    value = int(ordinal.group(1)) if ordinal else _SINGLE.get(token)
    return () if value is None else digits(value)


def compound(tokens: Sequence[str]) -> tuple[int, int]:
    """Return how many of the first `tokens` make up a number over ten, and its value.

    ``mười sáu`` is two tokens and 16, ``ba mươi`` two and 30, ``hai mươi lăm`` three and 25;
    (0, 0) where they are no such number.
    """
    if not tokens:
        return 0, 0
    if tokens[0] == "mười":
        taken, value = 1, 10
    elif len(tokens) > 1 and tokens[0] in _VIETNAMESE and tokens[1] == "mươi":
        taken, value = 2, 10 * _VIETNAMESE[tokens[0]]
    else:
        return 0, 0
    if len(tokens) > taken and tokens[taken] in _ONES:
        return taken + 1, value + _ONES[tokens[taken]]
    return taken, value
