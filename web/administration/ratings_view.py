"""What people thought of answers, for an administrator to look through and to export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from web.administration.tabs import RATINGS, tabs
from web.layout.markup import text
from web.layout.voice import Voice

if TYPE_CHECKING:
    from web.store import Rating

PATH = RATINGS
EXPORT = f"{PATH}.jsonl"


def page(say: Voice, ratings: Sequence[Rating], *, verdict: str) -> str:
    """Return the whole page; `verdict` is the one that is listed, "" for both."""
    explained = say(
        "Chọn những câu đáng giữ rồi xuất thành dòng câu hỏi chuẩn để chấm điểm lần sau.",
        "Choose what is worth keeping and export it as gold lines for the next evaluation.",
    )
    heading = f"{tabs(say, PATH)}<h1>{say('Đánh giá', 'Ratings')}</h1>"
    choices = (
        ("", say("Tất cả", "All")),
        ("down", say("Chưa đúng", "Wrong")),
        ("up", say("Đúng", "Right")),
    )
    kinds = "".join(_tab(key, name, key == verdict) for key, name in choices)
    switch = f'<nav class="tabs" aria-label="{say("Lọc", "Filter")}">{kinds}</nav>'
    if not ratings:
        nothing = say("Chưa có đánh giá nào.", "No ratings yet.")
        return f'{heading}{switch}<p class="empty">{nothing}</p>'
    rows = "".join(_row(say, rating) for rating in ratings)
    export = say("Xuất câu đã chọn", "Export chosen")
    return (
        f'{heading}<p class="lead">{explained}</p>{switch}'
        f'<form method="get" action="{EXPORT}"><ul class="rated">{rows}</ul>'
        f'<div class="actions sticky"><button class="primary">{export}</button></div></form>'
    )


def _tab(key: str, name: str, is_current: bool) -> str:
    current = ' aria-current="page"' if is_current else ""
    return f'<a href="{PATH}{f"?loai={key}" if key else ""}"{current}>{name}</a>'


def _row(say: Voice, rating: Rating) -> str:
    answer = rating.answer
    said = answer.answer if answer else "—"
    cited = answer.citations[0] if answer and answer.citations else None
    source = f"{cited.source} · {cited.section}" if cited else ""
    names = {"up": say("Đúng", "Right"), "down": say("Chưa đúng", "Wrong")}
    verdict = str(rating.verdict)
    remark = f'<p class="remark">“{text(rating.remark)}”</p>' if rating.remark else ""
    details = " · ".join(
        part
        for part in (
            names.get(verdict, ""),
            rating.who,
            say.moment(rating.rated),
            say(f"bản kho {rating.generation}", f"archive state {rating.generation}"),
        )
        if part
    )
    key = f"dg-{rating.id}"
    return (
        f'<li class="{text(verdict)}"><input type="checkbox" name="id" value="{rating.id}" '
        f'id="{key}"><label for="{key}">{text(rating.question)}</label>'
        f'<p class="said">{text(said)}</p>{remark}'
        f'<p class="said quiet">{text(details)}</p>'
        f'<p class="said quiet" lang="vi">{text(source)}</p></li>'
    )
