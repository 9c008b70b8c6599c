"""Where a number moved from and where it came to: ``giảm từ 27 thôn xuống còn 23 thôn``.

What is counted is named before the first number; it is the second one's as well, and the
second is what the report states. The first is how things stood before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpus.model import Basis, Figure

_FROM: Final = re.compile(
    r"\b(?P<verb>(?:da |duoc |se )?(?:giam|tang|nang|rut|keo|ha|chuyen|thay doi|bien dong|len|"
    r"cai thien|di)(?: (?:ty le|so|dan|nhe|manh|nhanh|xuong|len))*) tu (?:muc |khoang |gan |hon )?$"
)
_PLAIN_FROM: Final = re.compile(r"(?P<verb>(?:,|:|\s)\s*)\btu (?:muc |khoang |gan |hon )?$")
_TO: Final = re.compile(
    r"(?:^|[\s)])(?:(?:giam |tang |nang |rut )?(?:len|xuong|con)(?: (?:con|den|toi|thanh|muc"
    r"|khoang|gan|hon|dat|duoc|chi))*|(?P<weak>den|toi|thanh)(?: (?:con|muc|khoang|gan|hon))*)\s*$"
)
_MOST: Final = 60  # characters between the two numbers


def with_moves(figures: Sequence[Figure], text: str, folded: str) -> list[Figure]:
    """Give the number that something came to the words before the number it moved from."""
    found = list(figures)
    for position, before in enumerate(found[:-1]):
        after = found[position + 1]
        gap = folded[before.end : after.start]
        lead = folded[before.own[0] : before.start]
        if len(gap) > _MOST or ";" in gap or before.basis is Basis.CHANGE:
            continue
        reached = _TO.search(gap)
        left = _FROM.search(lead) or (_PLAIN_FROM.search(lead) if reached else None)
        if reached is None or left is None or not _alike(before, after):
            continue
        if reached["weak"] and not _FROM.search(lead):
            continue  # "từ 10 đến 15 ngày" is a span
        subject = text[before.own[0] : before.own[0] + left.start("verb")].strip(" ,:")
        if not subject:
            continue
        dated = before.period is not None and before.period != after.period
        found[position] = before if dated else replace(before, basis=Basis.BEFORE)
        found[position + 1] = replace(
            after, own=(before.own[0], after.own[1]), label=_joined(subject, after.label)
        )
    return found


def _alike(before: Figure, after: Figure) -> bool:
    one, other = before.unit.split()[:1], after.unit.split()[:1]
    return not one or not other or one == other


def _joined(subject: str, label: str) -> str:
    """Return what is counted, then the words at the number that it came to."""
    return f"{subject} {label}".strip()
