"""The words by which a question or a report says which of several is the most or the least."""

from __future__ import annotations

import re
from typing import Final

_LESS: Final = r"(?:it|thap|nho|kem|yeu|cham|te|ngan)"
_GREATER: Final = r"(?:nhieu|cao|lon|tot|manh|dong|nhanh|dai|kha|hay|pho bien|thuong gap)"
_RUN: Final = r"(?:[^\s,;.?]+ ){1,7}"  # what there is most of: "nhiều hồ sơ trễ hạn nhất"
_NO_DEADLINE: Final = r"(?:(?<!cham nhat)|(?! (?:la )?(?:ngay|thang|truoc|vao|den)\b))"
LEAST = re.compile(
    rf"\b{_LESS} (?:{_RUN})?nhat\b{_NO_DEADLINE}"
    r"|\b(?:dung (?:cuoi|chot|bet)|cuoi bang|bet bang|chot bang|xep (?:cuoi|chot|bet)"
    r"|lowest|fewest|smallest|least|shortest|worst|bottom|last place)\b"
)
MOST = re.compile(
    rf"\b{_GREATER} (?:{_RUN})?nhat\b"
    r"|\b(?:dan dau|dung (?:dau|nhat)|dau bang|nhat bang|xep (?:dau|nhat)"
    r"|highest|most|largest|biggest|longest|best|top|leads?|led)\b"
)
SUPERLATIVE = re.compile(
    rf"\b(?:{_LESS}|{_GREATER})(?= (?:{_RUN})?nhat\b)|\bnhat\b"
    r"|\b(?:dung (?:cuoi|chot|bet|dau|nhat)|dan dau|(?:cuoi|bet|chot|dau|nhat) bang"
    r"|xep (?:cuoi|chot|bet|dau|nhat)|lowest|fewest|smallest|least|shortest|worst|bottom|last place"
    r"|highest|most|largest|biggest|longest|best|top|leads?|led)\b"
)
"""The words themselves by which a question asks for the most or the least."""

NEXT = re.compile(r"\b(?:ke den|tiep den|ke tiep|tiep theo|xep sau|dung sau|thu hai|thu ba)\b")
"""The words by which a report goes on to the next after the most or the least."""
