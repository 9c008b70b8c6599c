"""Corrected figures: ``Báo cáo tháng 4 ghi 189 hồ sơ; số đúng sau khi rà soát là 198``.

A report that takes back a number names it beside the right one. The number taken back is no
figure; the right one is of what the wrong one counted, in the period that is corrected.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.numbers import NumberMention
from corpus.periods import Period, PeriodKind, find_periods, resolve

_ERRATUM: Final = re.compile(
    r"\b(?:dinh chinh|cai chinh|(?:ghi|in|neu|tinh|thong ke|cong bo) (?:nham|sai)|so (?:lieu )?"
    r"(?:dung|chinh xac)|(?:sua|dieu chinh|cap nhat) lai (?:la|thanh))\b"
)
_WRONG: Final = re.compile(
    r"\b(?:ghi|neu|in|cong bo|bao cao|nham|sai|khong phai|thay cho|thay vi|tu)\b"
    r"(?:[^\d;.]|\b\d{1,2}/\d{4}\b|\b(?:19|20)\d\d\b)*$"
)
_RIGHT: Final = re.compile(
    r"\b(?:so (?:lieu )?(?:dung|chinh xac)|dung(?: ra)?|chinh xac|ma|lai|thanh|ra soat|dinh chinh"
    r"|cai chinh|nay|len|xuong)\b[^\d;.]*\b(?:la|thanh|con|len|xuong|:)\s*$"
)
_PAIRS: Final = frozenset(
    {"dinh_chinh", "cai_chinh", "so_chinh", "lieu_chinh", "sua_lai", "chinh_lai", "nhat_lai"}
    | {
        f"{verb}_{how}"
        for verb in ("ghi", "in", "neu", "tinh", "ke", "bo")
        for how in ("nham", "sai")
    }
)
_RIGHT_PAIRS: Final = frozenset({"so_dung", "lieu_dung"})
_OTHER_PAIRS: Final = frozenset({"dung_chung", "dung_han", "dung_thoi", "dung_tien"})
CORRECTING: Final = ((_PAIRS, frozenset[str]()), (_RIGHT_PAIRS, _OTHER_PAIRS))
"""Pairs of neighbouring syllables of which a text that corrects holds one, and none of others.

``số liệu đúng``, but not ``dữ liệu dùng chung`` or ``hồ sơ đúng hạn``. Where it holds one and
corrects nothing, no harm is done.
"""


@dataclass(frozen=True, slots=True)
class Correction:
    """The number that a sentence takes back and the one that it puts in its place."""

    wrong: NumberMention
    right: NumberMention
    period: Period | None  # of what is corrected, where the sentence names it


def takes_back(folded: str) -> bool:
    """Tell whether a sentence, folded, says that a number was wrong."""
    return _ERRATUM.search(folded) is not None


def correction_of(
    folded: str,
    text: str,
    start: int,
    end: int,
    numbers: Sequence[NumberMention],
    reference: Period | None,
) -> Correction | None:
    """Return what the sentence ``text[start:end]`` corrects, or None.

    `reference` is the report's period; it dates a period without a year.
    """  # fmt: skip
    if len(numbers) < 2 or not _ERRATUM.search(folded, start, end):
        return None
    right = next((n for n in numbers if _leads(_RIGHT, folded, start, n, numbers)), None)
    if right is None:
        return None
    wrong = next(
        (
            n
            for n in numbers
            if n is not right
            and n.percent == right.percent
            and _leads(_WRONG, folded, start, n, numbers)
        ),
        None,
    )
    if wrong is None:
        return None
    return Correction(wrong, right, _period(text[start : max(wrong.end, right.end)], reference))


def _leads(
    pattern: re.Pattern[str],
    folded: str,
    start: int,
    number: NumberMention,
    numbers: Sequence[NumberMention],
) -> bool:
    """Tell whether `pattern` stands before a number, behind the number before it."""
    low = max((n.end for n in numbers if n.end <= number.start), default=start)
    return pattern.search(folded[low : number.start]) is not None


def _period(words: str, reference: Period | None) -> Period | None:
    for mention in find_periods(words):
        period = mention.period
        if period is None and reference is not None and mention.relative:
            period = resolve(mention, reference)
        if period is not None and period.kind is not PeriodKind.DAY:
            return period
    return None
