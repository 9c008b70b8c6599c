"""What hangs on a figure without being counted in it: changes, money, the next sentence's parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpus.clauses import Clause
from corpus.figure_kinds import MONEY, fits, is_whole, same_kind
from corpus.figure_parts import Placed
from corpus.model import Basis, Figure

_OPENS_WITH_PARTS: Final = re.compile(
    r"\W*(?:trong (?:do|so (?:nay|do))\b|(?:cu the|gom|bao gom|chia ra|(?:phan|chia)?(?: ra)? ?theo"
    r" (?:linh vuc|nhom|loai|dia ban|cap|muc do))\b\s?:)"
)
_CARRIED: Final = re.compile(
    r"\b(?:cong don|luy ke|tu dau nam|nang tong so|(?:dua|nang) (?:tong )?so)\b"
)


def with_companions(
    figures: Sequence[Figure], clauses: Sequence[Clause], placed: Placed, folded: str, base: int
) -> list[Figure]:
    """Tie a bare sum of money to the cases that it was for: ``5 trường hợp, 37,5 triệu đồng``."""
    tied = list(figures)
    for position, figure in enumerate(tied[1:], start=1):
        before = tied[position - 1]
        clause = clauses[placed[position][0]]
        if (
            figure.unit == MONEY
            and before.unit not in (MONEY, "%", "")
            and figure.head is None
            and clause.depth == clauses[placed[position - 1][0]].depth
            and folded[before.end : figure.start].count(",") == 1
            and ";" not in folded[before.end : figure.start]
            and not folded[clause.start : figure.start].strip(" ,")
        ):
            tied[position] = replace(figure, head=base + position - 1)
    return tied


# "61 làng chưa có sóng hồi cuối năm ngoái, nay còn 49": the same, as it stands later
_NOW_LEFT: Final = re.compile(
    r"^[\s,]*(?P<now>(?:den |toi |hien )?(?:nay|gio)|hien|(?:den |toi )?cuoi (?:thang|quy|nam|ky))?"
    r"(?: ?(?:chi|da|van|giam))*\s*(?:con|len|xuong)(?: lai)?(?: la)?\s*$"
)


def with_antecedents(
    figures: Sequence[Figure],
    clauses: Sequence[Clause],
    placed: Placed,
    folded: str,
    base: int,
) -> list[Figure]:
    """Tie changes to what changed: ``1.337 thuê bao, tăng 11,8% … và tăng 14% …``.

    Running totals (``cộng dồn``, ``nâng tổng số``) are tied to the figure of the period.
    """
    tied = list(figures)
    for position, figure in enumerate(tied):
        change = figure.basis is Basis.CHANGE
        if figure.head is not None or not position:
            continue
        if not figure.unit and _of_label(tied[0], figure, folded):
            tied[position] = replace(figure, head=base)
            continue
        if not figure.unit and _later(tied[position - 1], figure, folded):
            tied[position] = replace(figure, head=base + position - 1)
            continue
        if not change and not _CARRIED.search(folded, figure.own[0], figure.start):
            continue
        depth = clauses[placed[position][0]].depth
        before = position - 1
        wholes = {f.whole for f in tied}
        while before >= 0 and (
            base + before in wholes
            or clauses[placed[before][0]].depth > depth
            or (change and tied[before].basis is Basis.CHANGE)
        ):
            before -= 1
        if before < 0 or tied[before].basis is Basis.CHANGE:
            continue
        gap = folded[tied[before].end : figure.start]
        if ";" in _outside_brackets(gap):
            continue
        tied[position] = replace(figure, head=base + before)
    return tied


# "Internet cố định: 214.300 thuê bao, mới 2.960": what befell the things that the label names
_BEFELL: Final = re.compile(
    r"^\W*(?:trong (?:thang|quy|ky)\s+)?(?:(?:phat trien )?moi|them|tang them|cap moi|lap moi"
    r"|cat|huy|roi|thu hoi|hong|hu|mat|dang|da|chua|con|xong|ngung|tam|hoat dong|loi|dung|tre"
    r"|qua han|xu ly|giai quyet|kich hoat)\b(?: \w+){0,4}\W*$"
)


def _of_label(first: Figure, figure: Figure, folded: str) -> bool:
    """Tell whether a bare figure says what befell the things that a list item's label names."""
    label = folded[first.own[0] : first.start].rstrip()
    return (
        label.endswith(":")
        and first.basis not in (Basis.CHANGE, Basis.PLANNED)
        and first.unit not in ("%", MONEY)
        and figure.basis is not Basis.CHANGE
        and figure.scale == 1
        and figure.value <= first.value
        and _BEFELL.match(folded[figure.own[0] : figure.start]) is not None
    )


def _later(before: Figure, figure: Figure, folded: str) -> bool:
    """Tell whether a bare figure is the one before it, as it stands later (``nay còn 49``)."""
    led = folded[max(before.own[1], figure.clause[0]) : figure.start]
    found = _NOW_LEFT.match(led)
    return (
        found is not None
        and (found["now"] is not None or before.period != figure.period)
        and before.basis is not Basis.CHANGE
        and before.unit not in ("%", MONEY)
    )


def _outside_brackets(text: str) -> str:
    return re.sub(r"\([^)]*\)?", " ", text)


def with_plausible_heads(figures: Sequence[Figure], base: int) -> list[Figure]:
    """Move parts that a bracket gives to a change, a share or too small a whole one up.

    ``tăng 4,8% (569 … và 1.366 …)`` parts what grew, not the percentage.
    """
    found = list(figures)
    for position, figure in enumerate(found):
        if figure.head is None or figure.head < base or figure.unit == "%":
            continue
        head = found[figure.head - base]
        same = head.unit.split()[:1] == figure.unit.split()[:1]
        if (
            head.unit == "%"
            or head.basis is Basis.CHANGE
            or (same and figure.value > head.value and figure.basis is head.basis)
        ):
            found[position] = replace(figure, head=head.head)
    return found


def with_lead(
    figures: Sequence[Figure], before: Sequence[Figure], sentence: tuple[int, int], folded: str
) -> list[Figure]:
    """Tie a sentence that opens with ``Trong đó`` to the whole that opened the one before."""
    if not before or not _OPENS_WITH_PARTS.match(folded, sentence[0], sentence[1]):
        return list(figures)
    last = max((f.head if f.head is not None else i for i, f in enumerate(before)), default=0)
    start = len(before) - 1
    while start > 0 and folded[before[start - 1].end : before[start].start].count(". ") == 0:
        start -= 1
    candidates = [i for i in range(start, len(before)) if before[i].head is None] or [last]
    found = list(figures)
    told: dict[int, float] = {}  # what the parts of each whole add up to so far
    for position, figure in enumerate(found):
        if figure.head is not None or figure.basis is Basis.CHANGE or is_whole(found, position):
            continue
        bare = not folded[figure.end : figure.own[1]].strip(" .;")  # "thủ tục hành chính 13"
        running = next((i for i in told if told[i] + figure.value <= before[i].value), None)
        if running is not None and bare:
            whole: int | None = running
        elif ";" in folded[sentence[0] : figure.start]:
            break
        else:
            whole = next((i for i in candidates if fits(before[i], figure) and (
                not figure.unit or same_kind(before[i], figure) or figure.unit == "%"
            )), None)  # fmt: skip
        if whole is None:
            break
        found[position] = replace(figure, head=whole)
        told[whole] = told.get(whole, 0.0) + figure.value
    return found


def with_units(figures: Sequence[Figure], before: Sequence[Figure], noun: str) -> list[Figure]:
    """Give figures without a noun of their own the unit of their whole, else `noun`.

    ``Số trạm BTS: 4.286 trạm (2G: 1.087; …)`` counts stations throughout. `before` are the
    passage's figures before this sentence's, `noun` is what opens the sentence or topic.
    """
    known = [*before, *figures]
    for position in range(len(before), len(known)):
        figure = known[position]
        if figure.unit or figure.scale > 1:
            continue
        unit = noun
        if figure.head is not None and figure.head < len(known):
            whole = known[figure.head]
            unit = whole.unit if whole.unit and whole.unit != "%" else noun
        known[position] = replace(figure, unit=unit)
    return known[len(before) :]
