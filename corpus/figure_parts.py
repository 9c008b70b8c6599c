"""Wholes and parts: which figure a figure is a part of.

Brackets hold the parts of the figure before them; ``trong đó``, ``gồm``, ``chia ra`` and a
colon are followed by parts; bare figures that add up to the one before them are its parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpus.clauses import Clause
from corpus.figure_kinds import MONEY, fits, is_rate, is_whole, same_kind
from corpus.model import Basis, Figure
from corpus.numbers import NumberMention
from corpus.vietnamese import fold

Placed = Sequence[tuple[int, NumberMention]]

_PARTS: Final = re.compile(
    r"\btrong (?:do|so (?:nay|do))\b|\bbao gom\b|\bgom\b|\bchia (?:ra|theo)\b|\bcu the\b"
)
_OF_WHICH: Final = re.compile(
    r"\btrong (?:do|so (?:nay|do))\b|\btrong so\s+[\w ]{1,25}\b(?:nay|do|tren)\b"
)
_RIVAL: Final = re.compile(r"\brieng\b(?! (?:trong )?(?:thang|quy|nam)\b)")
_HAS_VERB: Final = re.compile(r"\b(?:da|duoc|chua|dang|con|bi|moi)\b")
_BARE_START: Final = re.compile(r"^[\s,;]*(?:(?:con|rieng|co)\s*)*$")
_GENERATION: Final = re.compile(r"^[\s,;]*(?:(?:va|tram|rieng)\s)*[2-6]g(?: la| co)?\s*:?\s*$")


def bracket_heads(
    text: str, clauses: Sequence[Clause], placed: Placed, base: int
) -> list[int | None]:
    """Return for each placed number the figure whose bracket holds it, or None.

    Figures are counted from `base`.
    """
    heads: list[int | None] = []
    for position, (index, _number) in enumerate(placed):
        depth = clauses[index].depth
        head: int | None = None
        if depth:
            for earlier in range(position - 1, -1, -1):
                if clauses[placed[earlier][0]].depth < depth:
                    opened = text.find("(", placed[earlier][1].end, placed[position][1].start)
                    head = base + earlier if opened >= 0 else None
                    break
        heads.append(head)
    return heads


def with_parts(
    figures: Sequence[Figure],
    clauses: Sequence[Clause],
    placed: Placed,
    folded: str,
    base: int,
) -> list[Figure]:
    """Give the parts of an enumeration without brackets their head."""
    tied = list(figures)
    head: int | None = None  # the whole whose parts are being read, by its place
    told = 0.0  # what its parts add up to so far
    for position, figure in enumerate(tied):
        depth = clauses[placed[position][0]].depth
        if depth or position == 0:
            continue
        gap = folded[tied[position - 1].end : figure.start]
        opened = _opener(gap)
        if opened is None and ";" in gap and not _runs_on(tied, head, told, position):
            head = None
        if opened is not None:
            told = 0.0
            head = _whole_before(tied, clauses, placed, position, opened == ":", folded)
        elif head is None and _RIVAL.search(gap) and ";" not in gap:
            candidate = _whole_before(tied, clauses, placed, position, False, folded)
            if candidate is not None and same_kind(tied[candidate], figure):
                tied[position] = replace(figure, head=base + candidate)
            continue
        if head is None or figure.head is not None or is_rate(figure) or is_whole(tied, position):
            continue
        whole = tied[head]
        if fits(whole, figure):
            tied[position] = replace(figure, head=base + head)
            told += figure.value
    return _with_sums(_with_remainders(tied, clauses, placed, folded, base), clauses, placed, base)


def _opener(gap: str) -> str | None:
    """Return how the words between two figures open parts: by a colon, by a phrase, or not."""
    if re.match(r"[^:,;.)]*:[^:]*$", gap):
        return ":"
    return "word" if _PARTS.search(gap) or _OF_WHICH.search(gap) else None


def _runs_on(tied: Sequence[Figure], head: int | None, told: float, position: int) -> bool:
    """Tell whether a list of parts runs on over a semicolon: it has not reached its whole."""
    if head is None or not told:
        return False
    whole, figure = tied[head], tied[position]
    return told + figure.value <= whole.value * 1.0001 and (
        figure.level is not None or figure.unit in ("", whole.unit) or not whole.unit
    )


def _whole_before(
    tied: Sequence[Figure],
    clauses: Sequence[Clause],
    placed: Placed,
    position: int,
    colon: bool,
    folded: str,
) -> int | None:
    """Return the place of the whole that the parts from `position` on are of."""
    candidates = [
        p
        for p in range(position - 1, -1, -1)
        if not clauses[placed[p][0]].depth and not is_rate(tied[p]) and not is_whole(tied, p)
    ]
    run: list[int] = []
    for candidate in candidates:  # back to the last semicolon
        if ";" in folded[tied[candidate].end : tied[position].start]:
            break
        run.append(candidate)
    fitting = [p for p in run if fits(tied[p], tied[position])]
    if not fitting:
        return None
    same = [p for p in fitting if same_kind(tied[p], tied[position])]
    chosen = same or fitting
    return chosen[0]


def _with_remainders(
    tied: list[Figure],
    clauses: Sequence[Clause],
    placed: Placed,
    folded: str,
    base: int,
) -> list[Figure]:
    """Tie ``64 điểm, 3 điểm hỏng``: the same noun again, with what sets some of them apart.

    So are ``131 điểm trong số này`` and ``4G: 2.390`` after the stations of all kinds.
    """
    for position in range(1, len(tied)):
        figure, own = tied[position], clauses[placed[position][0]]
        if figure.head is not None or own.depth or figure.basis is Basis.CHANGE:
            continue
        before = folded[own.start : figure.start]
        behind = folded[figure.end : own.end]
        if _OF_WHICH.search(behind):
            whole = _whole_of_these(tied, clauses, placed, position)
        elif _GENERATION.match(before):
            whole = next((p for p in range(position) if _stations(tied[p], folded)), None)
        elif _BARE_START.match(before) and len(behind.split()) > 1:
            whole = _same_noun_before(tied, clauses, placed, position, folded)
        else:
            continue
        if whole is not None:
            tied[position] = replace(figure, head=base + whole)
    return tied


def _whole_of_these(
    tied: Sequence[Figure], clauses: Sequence[Clause], placed: Placed, position: int
) -> int | None:
    """Return the place of the figure that ``trong số này`` points back to."""
    flat = [
        p
        for p in range(position)
        if not clauses[placed[p][0]].depth
        and fits(tied[p], tied[position])
        and not is_whole(tied, p)
    ]
    same = [p for p in flat if same_kind(tied[p], tied[position]) and tied[p].head is None]
    return next(iter(reversed(same or flat)), None)


def _stations(figure: Figure, folded: str) -> bool:
    return figure.unit == "trạm" or "bts" in folded[figure.own[0] : figure.own[1]]


def _same_noun_before(
    tied: Sequence[Figure],
    clauses: Sequence[Clause],
    placed: Placed,
    position: int,
    folded: str,
) -> int | None:
    """Return the place of the figure just before if it counts the same noun in general."""
    figure, place = tied[position], position - 1
    while place > 0 and (tied[place].basis is Basis.CHANGE or clauses[placed[place][0]].depth):
        place -= 1
    lead = tied[place]
    clause = clauses[placed[place][0]]
    general = folded[lead.end : lead.own[1]].split() == folded_words(lead.unit)
    if (
        clause.depth
        or lead.basis is Basis.CHANGE
        or lead.unit in ("", "%", MONEY)
        or lead.whole is not None
        or not same_kind(lead, figure)
        or figure.value > lead.value
    ):
        return None
    rest = lead.value + figure.value  # "nhận 47 hồ sơ, trả 45 hồ sơ; 2 hồ sơ còn trong hạn"
    for earlier in range(place):
        if tied[earlier].value == rest and same_kind(tied[earlier], figure):
            return earlier
    if ";" in folded[lead.end : figure.start]:
        return place if general else None
    first = not place or ";" in folded[tied[place - 1].end : lead.start]
    own = clauses[placed[position][0]]
    apart = _HAS_VERB.search(folded[figure.end : own.end]) is not None
    plain = first and apart and not _HAS_VERB.search(folded[lead.end : clause.end])
    return place if general or plain else None


def folded_words(unit: str) -> list[str]:
    """Return the folded words of a unit."""
    return fold(unit).split()


def _with_sums(
    tied: list[Figure], clauses: Sequence[Clause], placed: Placed, base: int
) -> list[Figure]:
    """Tie bare figures that add up to the one before them: ``1.118, hoạt động 1.041, hỏng 77``."""
    flat = [
        p
        for p in range(len(tied))
        if not clauses[placed[p][0]].depth
        and tied[p].unit not in ("%", MONEY)
        and tied[p].basis is not Basis.CHANGE
    ]
    for order, place in enumerate(flat):
        members: list[int] = []
        running = 0.0
        for follower in flat[order + 1 :]:
            figure = tied[follower]
            if figure.head is not None or figure.whole is not None:
                break
            if figure.unit not in ("", tied[place].unit) and tied[place].unit:
                break
            members.append(follower)
            running += figure.value
            if running >= tied[place].value:
                break
        if len(members) > 1 and running == tied[place].value > 0:
            for member in members:
                tied[member] = replace(tied[member], head=base + place)
    return tied
