"""Whether one figure can be a part of another: what both measure, and how much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from corpus.model import Basis, Figure

MONEY: Final = "đồng"
_MEASURES: Final = frozenset({"km", "m", "ha", "m2", "km2", "giờ", "phút", "ngày", "tháng", "năm"})


def is_whole(tied: Sequence[Figure], place: int) -> bool:
    """Tell whether the figure at `place` is what the one before it is out of."""
    return (
        bool(place)
        and tied[place - 1].whole is not None
        and (tied[place].whole is None and tied[place].unit != "%")
    )


def is_rate(figure: Figure) -> bool:
    return figure.basis in (Basis.CHANGE, Basis.PLANNED) and figure.unit == "%"


def fits(whole: Figure, part: Figure) -> bool:
    """Tell whether `part` can be a part of `whole`: a share, or no more of the same measure."""
    if part.basis is Basis.CHANGE:
        return False
    if part.unit == "%":
        return whole.unit != "%"
    money = (whole.unit == MONEY, part.unit == MONEY)
    if whole.unit in _MEASURES and part.unit not in ("", whole.unit):
        return False
    return whole.unit != "%" and money[0] == money[1] and part.value <= whole.value


def same_kind(whole: Figure, part: Figure) -> bool:
    """Tell whether two figures count the same thing, by the first word of their unit."""
    if not part.unit or not whole.unit:
        return part.unit == whole.unit
    return whole.unit.split()[0].lower() == part.unit.split()[0].lower()
