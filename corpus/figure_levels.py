"""Of which level a figure is: ``cấp tỉnh … ; cấp huyện …`` holds until the next level is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.clauses import Clause
from corpus.model import Level
from corpus.numbers import NumberMention

LEVEL: Final = re.compile(r"\bcap (tinh|huyen|xa)\b")
_BARE_LEVEL: Final = re.compile(r"(?:^|[,;:(]|\bva)\s*(tinh|huyen|xa):?\s*$")
LEVELS: Final = {"tinh": Level.PROVINCE, "huyen": Level.DISTRICT, "xa": Level.COMMUNE}
# a level that opens a clause holds until the next one; "cho cán bộ cấp xã" is of its clause only
_OPENS: Final = re.compile(
    r"(?:^|[,;:(.–-]|\b(?:va|con|rieng|tai|o|trong do|doi voi|thuoc|theo|cua|thi))\s*$"
)
_WHOLE_PROVINCE: Final = re.compile(
    r"\b(?:toan tinh|tren dia ban tinh|tong so|chung ca tinh|tinh chung"
    r"|(?:ty le|dat|muc|dung han|truoc han|qua han|truc tuyen) chung)\b(?! (?:cua|cho|o) cap)"
)
# "Sở, ngành 3.904; huyện, thị xã, thành phố 1.876; xã, phường, thị trấn 791"
_GROUP: Final = re.compile(
    r"(?:^|[;.:(]\s*|,\s|\b(?:va|cac|khoi|o|ubnd)\s)"
    r"(?P<name>(?P<tinh>so,? (?:ban,? )?nganh(?: tinh)?)"
    r"|(?P<huyen>huyen(?:, thi xa)?, thanh pho)|(?P<xa>xa, phuong(?:, thi tran)?))"
    r"(?: la| dat| co| nhan|:)?\s*$"
)
_GROUP_WITHIN: Final = 50  # characters before a number in which its group may be named


def groups_of(
    folded: str, start: int, placed: Sequence[tuple[int, NumberMention]]
) -> dict[int, tuple[int, Level]]:
    """Return by a number's place where its group of offices is named, and the group's level.

    Only where a sentence goes through several groups is one of them a level.
    """
    found: dict[int, tuple[int, Level]] = {}
    for position, (_, number) in enumerate(placed):
        low = max(start, number.start - _GROUP_WITHIN)
        named = _GROUP.search(folded[low : number.start])
        if named is not None:
            level = next(level for key, level in LEVELS.items() if named[key])
            found[position] = (low + named.start("name"), level)
    return found if len({level for _, level in found.values()}) > 1 else {}


def levels_of(
    folded: str,
    start: int,
    clauses: Sequence[Clause],
    placed: Sequence[tuple[int, NumberMention]],
) -> list[Level | None]:
    """Return for each number the level that was last named for it."""
    found: list[Level | None] = []
    held: Level | None = None
    scanned = start
    for index, number in placed:
        clause = clauses[index]
        local: Level | None = None
        for match in LEVEL.finditer(folded, scanned, number.start):
            level = LEVELS[match.group(1)]
            if _OPENS.search(folded[start : match.start()]):
                held, local = level, None
            elif match.start() >= clause.start:
                local = level
        bare = _BARE_LEVEL.search(folded[clause.start : number.start])
        if bare:
            held, local = LEVELS[bare.group(1)], None
        if _WHOLE_PROVINCE.search(folded[clause.start : number.start]):
            held = local = None
        scanned = number.start
        found.append(local or held)
    return found
