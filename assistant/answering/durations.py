"""Lengths of time told by two figures, which answer together: ``3 giờ 40 phút``."""

from __future__ import annotations

from typing import Final

from assistant.matching import PassageView
from corpus import Figure

_UNITS: Final = ("tháng", "tuần", "ngày", "giờ", "phút", "giây")
"""Units of time from the longest on."""


def first_of_span(view: PassageView, position: int) -> int:
    """Return the position of the figure that begins the length of time which `position` ends."""
    while position and _goes_on(view, view.figures[position - 1], view.figures[position]):
        position -= 1
    return position


def span_end(view: PassageView, figure: Figure) -> int:
    """Return where what a figure counts ends, smaller units of one length of time included."""
    end = max(figure.own[1], figure.end)
    position = view.position_of(figure)
    while position + 1 < len(view.figures) and _goes_on(
        view, view.figures[position], view.figures[position + 1]
    ):
        position += 1
        end = max(view.figures[position].own[1], view.figures[position].end)
    return end


def _goes_on(view: PassageView, figure: Figure, after: Figure) -> bool:
    """Tell whether the figure after one tells the rest of the same length of time."""
    if figure.unit not in _UNITS or after.unit not in _UNITS:
        return False
    if _UNITS.index(after.unit) <= _UNITS.index(figure.unit):
        return False
    between = view.text[figure.end : after.start].split()
    return between == figure.unit.split()
