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
_BEHIND: Final = re.compile(r"\b(?:o|tai|cua|thuoc)\s+(?:\w+\s+){0,4}?cap (tinh|huyen|xa)\b")
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
    """Return for each number the level that was last named for it.

    ``61 hồ sơ ở cấp xã, 14 ở cấp huyện``: a level may also be named behind its number.
    """
    found: list[Level | None] = []
    held: Level | None = None
    scanned = start
    behind = [_named_behind(folded, clauses, placed, i) for i in range(len(placed))]
    in_turn = sum(named is not None for named in behind) > 1
    for (index, number), named in zip(placed, behind, strict=True):
        clause = clauses[index]
        local: Level | None = None
        since = clause.start  # "toàn tỉnh có 74.218 hồ sơ: cấp tỉnh 21.540": what comes last counts
        for match in LEVEL.finditer(folded, scanned, number.start):
            level, since = LEVELS[match.group(1)], max(since, match.start())
            if _OPENS.search(folded[start : match.start()]):
                held, local = level, None
            elif match.start() >= clause.start:
                local = level
        bare = _BARE_LEVEL.search(folded[clause.start : number.start])
        if bare:
            held, local = LEVELS[bare.group(1)], None
        if _WHOLE_PROVINCE.search(folded[since : number.start]):
            held = local = None
        scanned = number.start
        if named is not None and local is None and (in_turn or held is None):
            held, scanned = None if in_turn else LEVELS[named[1]], named.end()
            local = LEVELS[named[1]]
        found.append(local or held)
    return found


def _named_behind(
    folded: str,
    clauses: Sequence[Clause],
    placed: Sequence[tuple[int, NumberMention]],
    position: int,
) -> re.Match[str] | None:
    """Return where the clause of a number names its level behind it, before the next number."""
    index, number = placed[position]
    following = placed[position + 1][1].start if position + 1 < len(placed) else len(folded)
    return _BEHIND.search(folded, number.end, min(clauses[index].end, following))
