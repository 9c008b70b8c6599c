"""A figure over several periods as a line and a table, each value with the words it is from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from web.asking.series import Point
from web.layout import markup
from web.layout.markup import text
from web.layout.voice import Voice
from web.reports.archive_view import report_url

if TYPE_CHECKING:
    from assistant import Answer

_SIZES = {"wide": (720, 220), "narrow": (360, 210)}
"""The chart is drawn for a desk and for a phone, in units of about one pixel."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 34, 34, 56
_NAME_WIDTH = 54


def series_url(turn: int) -> str:
    """Return the path of the series that leads on from the answer of `turn`."""
    return f"/theo-ky/{int(turn)}"


def page(say: Voice, answer: Answer, points: Sequence[Point]) -> str:
    """Return the series that `answer` belongs to."""
    label = answer.subject.partition(" · ")[0] or answer.question
    unit = f" ({text(answer.unit)})" if answer.unit else ""
    note = say(
        "Mỗi số được hỏi riêng trong báo cáo của kỳ đó; kỳ nào không chắc thì để trống.",
        "Each figure was asked of that period's own report; where none is certain, none is shown.",
    )
    close = say("Đóng", "Close")
    heads = (say("Kỳ", "Period"), say("Số liệu", "Figure"), say("Nguyên văn", "Verbatim"))
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    rows = "".join(_row(say, point) for point in points)
    lines = "".join(_line(say, points, name) for name in _SIZES)
    return (
        f'<div id="cho-trich"><header class="place-head"><h1>{text(label)}{unit}</h1>'
        f'<button type="button" class="close" data-action="close-place" aria-label="{close}">×'
        f'</button></header><div class="series">{lines}<p class="quiet">{note}</p>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></div>"
    )


def _row(say: Voice, point: Point) -> str:
    period = text(point.period.label(say.language))
    if point.citation is None or point.printed is None:
        nothing = say("không có số chắc chắn", "no certain figure")
        return (
            f'<tr><th scope="row">{period}</th><td class="value">—</td>'
            f'<td class="quiet">{nothing}</td></tr>'
        )
    citation = point.citation
    said = markup.marked(markup.flow(citation.excerpt), citation.highlights)
    source = f'<a href="{report_url(citation.report_id)}">{text(citation.source)}</a>'
    return (
        f'<tr><th scope="row">{period}</th><td class="value">{text(point.printed)}</td>'
        f'<td><span class="said" lang="vi">{said}</span>{source}</td></tr>'
    )


def _line(say: Voice, points: Sequence[Point], size: str) -> str:
    """Return the line; its lowest value stands above the ground, so no share can be read off."""
    values = [point.value for point in points if point.value is not None]
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    width, height = _SIZES[size]
    step = (width - _LEFT - _RIGHT) / max(1, len(points) - 1)
    inner = height - _TOP - _BOTTOM

    def place(position: int, value: float) -> tuple[float, float]:
        return _LEFT + position * step, _TOP + inner * (1 - (value - low) / span)

    strokes, dots = [], []
    previous: tuple[float, float] | None = None
    for position, point in enumerate(points):
        if point.value is None:
            previous = None  # a gap stays a gap
            continue
        x, y = place(position, point.value)
        if previous is not None:
            strokes.append(f'<path d="M{previous[0]:.1f} {previous[1]:.1f}L{x:.1f} {y:.1f}"/>')
        previous = (x, y)
        # The lowest stands under its dot, all others above.
        under = y + (20 if point.value == low else -11)
        outermost = position in (0, len(points) - 1) or point.value in (low, high)
        shown = step >= _NAME_WIDTH or outermost
        number = f'<text x="{x:.1f}" y="{under:.1f}">{text(point.printed)}</text>' if shown else ""
        dots.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>{number}')
    every = max(1, math.ceil(_NAME_WIDTH / step))
    names = "".join(
        f'<text class="name" x="{_LEFT + position * step:.1f}" y="{height - 8}">'
        f"{text(_short(point))}</text>"
        for position, point in enumerate(points)
        if position % every == 0
    )
    described = say("Đường biểu diễn; số liệu ở bảng dưới", "Line chart; figures in the table")
    return (
        f'<svg class="line {size}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{described}">'
        f"{''.join(strokes)}{''.join(dots)}{names}</svg>"
    )


def _short(point: Point) -> str:
    period = point.period
    if period.kind == "month":
        return f"{period.first.month}/{period.first.year % 100:02d}"
    return period.code
