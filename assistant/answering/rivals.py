"""The most or the least of several set against a named one: ``nhiều hơn Quy Nhơn bao nhiêu``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.extreme_words import LEAST, MOST
from assistant.answering.pairs import difference
from assistant.answering.rows import bare_name
from assistant.answering.sides import Side, scale_words
from assistant.question import Question

_AGAINST = re.compile(r"\b(?:hon|kem|than|so (?:voi|vs)|cach|voi|from|above|below|over) $")
_KIND = re.compile(
    r"(?:(?:huyen|thi xa|thanh pho|tp\.?|tx\.?|xa|phuong|thi tran|quan|tinh|cap|khoi|nhom"
    r"|district|the) )+$"
)
_EXTREME_AS_BASE = re.compile(
    r"\b(?:hon|kem|than|so (?:voi|vs)|cach) (?:\S+ ){0,4}?(?:(?:nhieu|cao|lon|it|thap|nho)(?: \S+)?"
    r" nhat|dan dau|dung (?:dau|cuoi|thu hai|nhi)|cuoi bang|dau bang)\b"
)
"""The most or the least as what a named one is set against: ``kém huyện dẫn đầu bao nhiêu``."""


def is_base(question: Question) -> bool:
    """Tell whether a question sets something named against the most or the least of several."""
    return _EXTREME_AS_BASE.search(question.readable) is not None


def asked_extremes(question: Question) -> tuple[bool, bool]:
    """Tell whether the most and whether the least of several is asked for.

    In ``kém huyện dẫn đầu`` the word for less is said of the named one.
    """
    apart = _EXTREME_AS_BASE.sub(lambda m: m.group().partition(" ")[2], question.readable)
    return MOST.search(apart) is not None, LEAST.search(apart) is not None


def rival(question: Question, sides: Sequence[Side], extreme: Sequence[Side]) -> Side | None:
    """Return the one of several that the most or the least is set against, or None."""
    named = [side for side in sides if side not in extreme and _named(question, side)]
    return named[0] if len(named) == 1 else None


def asks_rival(question: Question) -> bool:
    """Tell whether a question may set the most or the least against a named one."""
    return (
        is_base(question)
        or re.search(
            r"\b(?:hon|kem|than|so voi|cach)\b.*\b(?:bao nhieu|may|bn|how)\b"
            r"|\bby how\b|\bhow many more\b",
            question.readable,
        )
        is not None
    )


def _named(question: Question, side: Side) -> bool:
    readable, name = question.readable, bare_name(side.name)
    for found in re.finditer(rf"\b{re.escape(name)}\b", readable):
        before = _KIND.sub("", readable[: found.start()])
        if _AGAINST.search(before) or is_base(question):
            return True
    return False


def gap_of(extreme: Side, other: Side, *, english: bool) -> str:
    """Return how far the most or the least is from a named one, with the sum in the open."""
    high, low = sorted((extreme, other), key=lambda side: -side.value)
    gap = difference(high, low)
    if not gap:
        return ""
    percent = high.candidate.figure.unit == "%"
    points = (" percentage points" if english else " điểm phần trăm") if percent else ""
    points = points or scale_words(high.candidate.figure)
    more = extreme is high
    word = ("more than" if more else "less than") if english else ("hơn" if more else "kém")
    printed = [side.candidate.figure.printed for side in (high, low)]
    return f"{word} {other.name} {gap}{points} ({printed[0]} − {printed[1]} = {gap}{points})"
