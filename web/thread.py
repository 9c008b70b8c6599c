"""The conversation as markup: questions, answers with citation marks, refusals, the welcome."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from web import markup
from web.markup import text
from web.session import Session, Turn

if TYPE_CHECKING:
    from assistant import Answer, Citation

SHORT_ANSWER = 90
"""An answer of at most this many characters is set large."""

_VERDICTS = {
    "empty_question": "Chưa có câu hỏi",
    "off_topic": "Ngoài nội dung kho báo cáo",
    "no_such_province": "Kho chưa có báo cáo của địa phương này",
    "no_such_period": "Kho chưa có báo cáo của kỳ này",
    "indicator_not_reported": "Báo cáo không nêu nội dung này",
    "level_not_reported": "Báo cáo không tách theo cấp này",
}
# Where a refusal goes over to the finding that it quotes: "… Gần nhất: “…”".
_BEFORE_QUOTED = re.compile(r"(?<=\.) (?=[^.:“]{1,30}: “)")
_NO_BASIS = "Chưa có căn cứ để trả lời"
_FAILED = "Câu hỏi này chưa trả lời được vì máy gặp lỗi. Hãy thử lại, hoặc hỏi theo cách khác."


def conversation(session: Session, *, reports: int) -> str:
    """Return the turns of `session`, the newest last; the open question waits at the end."""
    turns = [_turn(turn) for turn in session.turns]
    if session.pending is not None:
        waiting = f"Đang tìm trong {markup.count(reports)} báo cáo…"
        turns.append(
            f'<article class="turn">{_question(session.pending)}'
            f'<p class="waiting" role="status">{text(waiting)}</p></article>'
        )
    return f'<div class="thread" role="log" aria-label="Cuộc hỏi đáp">{"".join(turns)}</div>'


def welcome(examples: Sequence[str], *, reports: int) -> str:
    """Return what a page shows before its first question, with questions that can be clicked."""
    said = (
        f"Kho đang có {markup.count(reports)} báo cáo. Gõ câu hỏi có dấu, không dấu hoặc "
        "bằng tiếng Anh; mỗi câu trả lời kèm đúng đoạn văn đã nêu nó."
    )
    offered = (
        f'<h3 id="vi-du">Thử hỏi</h3>{_chips(examples, labelled_by="vi-du")}' if examples else ""
    )
    return f'<div class="welcome"><h2>Hỏi gì trong báo cáo?</h2><p>{text(said)}</p>{offered}</div>'


def empty_archive(*, can_use_sample: bool, building: bool) -> str:
    """Return what a page shows while the archive holds no report."""
    if building:
        return (
            '<div class="welcome"><h2>Đang dựng kho báo cáo</h2><p>Xong là hỏi được ngay, '
            "trang sẽ tự cập nhật.</p></div>"
        )
    sample = (
        '<button type="button" class="primary" data-action="sample">Dùng kho báo cáo mẫu</button>'
        if can_use_sample
        else ""
    )
    return (
        '<div class="welcome"><h2>Kho chưa có báo cáo nào</h2>'
        "<p>Hãy tải báo cáo của đơn vị lên, hoặc thử ngay với kho mẫu đi kèm.</p>"
        f'<div class="choices">{sample}<button type="button" class="secondary" '
        'data-action="upload">Thêm báo cáo</button></div></div>'
    )


def _turn(turn: Turn) -> str:
    answer = turn.answer
    if answer is None:
        body = f'<div class="answer refused"><p>{text(_FAILED)}</p></div>'
    elif answer.answerable:
        body = _answer(turn.key, answer)
    else:
        body = _refusal(turn.key, answer)
    return f'<article class="turn">{_question(turn.question)}{body}</article>'


def _question(question: str) -> str:
    return f'<p class="question"><span class="hidden-label">Câu hỏi: </span>{text(question)}</p>'


def _answer(key: int, answer: Answer) -> str:
    said = _without_subject(answer)
    size = "short" if len(said) <= SHORT_ANSWER else "long"
    marks = "".join(
        _mark(key, number, citation) for number, citation in enumerate(answer.citations, 1)
    )
    computed = (
        '<p class="note">Số này được tính từ các số đã trích dưới đây.</p>'
        if answer.computed
        else ""
    )
    return (
        f'<div class="answer"><div class="{size}" lang="{_language(answer)}">'
        f'{markup.paragraphs(said)}<span class="marks">{marks}</span></div>'
        f"{_subject(answer)}{computed}{_sources(key, answer.citations)}"
        f"{_chips(answer.suggestions)}{_seconds(answer)}</div>"
    )


def _refusal(key: int, answer: Answer) -> str:
    nearest = _sources(key, answer.citations, name="Điều gần nhất có trong kho")
    said = _BEFORE_QUOTED.sub("\n", answer.answer, count=1)
    verdict = _VERDICTS.get(answer.reason or "", _NO_BASIS)
    return (
        f'<div class="answer refused"><p class="verdict">{verdict}</p>'
        f'<div class="long" lang="{_language(answer)}">{markup.paragraphs(said)}</div>'
        f"{_subject(answer)}{nearest}{_chips(answer.suggestions)}{_seconds(answer)}</div>"
    )


def _without_subject(answer: Answer) -> str:
    """Return the answer without a closing ``(place, period)`` that the subject line repeats."""
    place_and_period = answer.subject.rpartition(" · ")[2]
    shorter = answer.answer.removesuffix(f" ({place_and_period})")
    return shorter if place_and_period and shorter.strip() else answer.answer


def _language(answer: Answer) -> str:
    return "en" if answer.language.startswith("en") else "vi"


def _subject(answer: Answer) -> str:
    label, _, place_and_period = answer.subject.partition(" · ")
    # A label from "Số trạm đã lắp là 75 trạm" reads better without its "là trạm".
    label = label.removesuffix(f" là {answer.unit}")
    if place_and_period and answer.answer.startswith(label):
        label = ""  # such as the name of who signed, which is the answer
    subject = " · ".join(part for part in (label, place_and_period) if part)
    return f'<p class="subject">{text(subject)}</p>' if subject else ""


def _seconds(answer: Answer) -> str:
    return f'<p class="seconds">{markup.decimal(max(answer.seconds, 0.01), 2)} giây</p>'


def _mark(key: int, number: int, citation: Citation) -> str:
    return (
        f'<button type="button" class="mark" data-action="cite" data-turn="{key}" '
        f'data-number="{number}" aria-label="Xem đoạn trích {number}: {text(citation.report)}" '
        f'title="Xem đoạn trích">[{number}]</button>'
    )


def _sources(key: int, citations: Sequence[Citation], *, name: str = "Nguồn đã trích") -> str:
    if not citations:
        return ""
    rows = "".join(
        f'<li><button type="button" data-action="cite" data-turn="{key}" data-number="{number}">'
        f'<span class="number" aria-hidden="true">[{number}]</span>'
        f'<span><span class="title">{text(citation.report)}</span>{_whereabouts(citation)}</span>'
        "</button></li>"
        for number, citation in enumerate(citations, 1)
    )
    return f'<ol class="sources" aria-label="{name}">{rows}</ol>'


def _whereabouts(citation: Citation) -> str:
    parts = [citation.province, citation.period, citation.number, citation.section]
    if citation.page is not None:
        parts.append(f"trang\N{NO-BREAK SPACE}{citation.page}")
    said = " · ".join(part for part in parts if part)
    return f'<span class="where">{text(said)}</span>' if said else ""


def _chips(questions: Sequence[str], *, labelled_by: str = "") -> str:
    if not questions:
        return ""
    name = f'aria-labelledby="{labelled_by}"' if labelled_by else 'aria-label="Câu hỏi gợi ý"'
    chips = "".join(
        '<li><button type="button" class="chip" data-action="ask" '
        f'data-question="{text(question)}">{text(question)}</button></li>'
        for question in questions
    )
    return f'<ul class="chips" {name}>{chips}</ul>'
