"""Whether a document parts thousands by commas: ``98,420`` is then no 98.42.

Most Vietnamese reports print ``98.420`` and ``18,3``; some print the other way round
throughout. A lone comma before three digits tells neither way by itself: the rest of the
document does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpus.model import Figure

_MEASURE: Final = r"\s?(?:%|tỷ|tỉ|triệu|nghìn|điểm|km)"
_BY_COMMA: Final = re.compile(
    rf"(?<![\d.,])\d{{1,3}}(?:,\d{{3}}){{2,}}(?![\d,])|(?<![\d.,])\d+\.\d{{1,2}}(?=(?!\d){_MEASURE})"
)
_BY_DOT: Final = re.compile(
    rf"(?<![\d.,])\d{{1,3}}(?:\.\d{{3}})+(?![\d.,])|(?<![\d.,])\d+,\d{{1,2}}(?=(?!\d){_MEASURE})"
)
_AMBIGUOUS: Final = re.compile(r"[1-9]\d{0,2},\d{3}")
_LEAST: Final = 2  # numbers that show the way they are printed
_CLEARLY: Final = 4  # times as many as show the other way


def parts_by_comma(text: str) -> bool:
    """Tell whether the numbers of a document have commas between thousands."""
    by_comma, by_dot = (len(pattern.findall(text)) for pattern in (_BY_COMMA, _BY_DOT))
    return by_comma >= _LEAST and by_comma > _CLEARLY * by_dot


def with_commas(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures of a document that parts thousands by commas, read that way."""
    return tuple(
        replace(figure, value=figure.value * 1_000)
        if figure.unit != "%" and _AMBIGUOUS.fullmatch(figure.printed)
        else figure
        for figure in figures
    )
