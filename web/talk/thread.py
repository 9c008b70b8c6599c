"""The conversation as markup: questions, answers with citation marks, refusals, the welcome."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.model import Level
from corpus.vietnamese import fold
from web.asking.scopes import ScopePart
from web.layout import markup, words
from web.layout.markup import text
from web.layout.voice import Voice
from web.talk import outdated
from web.talk.series_view import series_url

if TYPE_CHECKING:
    from assistant import Answer, Citation
    from index import ReportRecord
    from web.store import Rating, StoredTurn

SHORT_ANSWER = 90
"""An answer of at most this many characters is set large."""

_VERDICTS = {
    "empty_question": ("Chưa có câu hỏi", "No question yet"),
    "off_topic": ("Ngoài nội dung kho báo cáo", "Outside what the archive is about"),
    "no_such_province": (
        "Kho chưa có báo cáo của địa phương này",
        "The archive has no report of this province",
    ),
    "no_such_period": (
        "Kho chưa có báo cáo của kỳ này",
        "The archive has no report of this period",
    ),
    "indicator_not_reported": (
        "Báo cáo không nêu nội dung này",
        "The reports do not state this",
    ),
    "level_not_reported": (
        "Báo cáo không tách theo cấp này",
        "The reports do not give this level",
    ),
}
_NO_BASIS = ("Chưa có căn cứ để trả lời", "No basis for an answer")
_ASKED_LEVEL = re.compile(r"\bcap (tinh|huyen|xa)\b")
# Where a refusal goes over to the finding that it quotes: "… Gần nhất: “…”".
_BEFORE_QUOTED = re.compile(r"(?<=\.) (?=[^.:“]{1,30}: “)")


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as it is drawn.

    ``number`` is its id, None before the first question. ``pending`` is the question being
    answered, ``unsent`` one that was turned down for the reason ``problem``. ``verdicts``
    tells, by turn, what this reader thought of it (``up`` or ``down``); ``serial`` holds
    the turns whose figure other periods may have as well; ``earlier`` counts the turns
    before those that are drawn. ``generation`` is the archive's as it stands, ``building``
    whether reports are being added to it.
    """

    number: int | None = None
    turns: Sequence[StoredTurn] = ()
    scope: Sequence[ScopePart] = ()
    pending: str | None = None
    unsent: str | None = None
    problem: str = ""
    verdicts: Mapping[int, Rating] = field(default_factory=dict)
    serial: Collection[int] = ()
    earlier: int = 0
    generation: int | None = None
    building: bool = False


def conversation(say: Voice, talk: Talk, *, reports: int) -> str:
    """Return the turns of `talk`, the newest last; the open question waits at the end."""
    turns = [_earlier(say, talk), *(_turn(say, turn, talk) for turn in talk.turns)]
    if talk.pending is not None:
        waiting = say(
            f"Đang tìm trong {say.count(reports)} báo cáo…",
            f"Searching {say.count(reports)} reports…",
        )
        turns.append(
            f'<article class="turn">{_question(say, talk.pending)}'
            f'<p class="waiting" role="status">{text(waiting)}</p></article>'
        )
    if talk.unsent is not None:
        turns.append(
            f'<article class="turn unsent" data-question="{text(talk.unsent)}">'
            f'{_question(say, talk.unsent)}<p class="notice" role="alert">{text(talk.problem)}'
            "</p></article>"
        )
    name = say("Cuộc hỏi đáp", "Conversation")
    return (
        f'<div class="thread" role="log" aria-label="{name}" {_state(talk)}>'
        f'<h1 class="hidden-label">{name}</h1>{"".join(turns)}</div>'
    )


def _earlier(say: Voice, talk: Talk) -> str:
    if not talk.earlier:
        return ""
    name = say(
        f"Hiện {say.count(talk.earlier)} câu hỏi trước đó",
        f"Show {say.count(talk.earlier)} earlier question{'' if talk.earlier == 1 else 's'}",
    )
    return f'<p class="earlier"><button type="button" data-action="earlier">{name}</button></p>'


def welcome(say: Voice, talk: Talk, examples: Sequence[str], *, reports: int, holdings: str) -> str:
    """Return what a page shows before its first question, with questions that can be clicked."""
    said = say(
        f"Kho đang có {say.count(reports)} báo cáo{holdings}. Hỏi bằng tiếng Việt có dấu, không "
        "dấu hoặc tiếng Anh; mỗi câu trả lời kèm đúng đoạn văn đã nêu nó.",
        f"The archive holds {say.count(reports)} reports{holdings}. Ask in English or Vietnamese; "
        "every answer comes with the very passage that states it.",
    )
    hidden = "" if examples else " hidden"
    offered = (
        f'<div class="offers"{hidden}><h2 id="vi-du" class="chips-name">{say("Thử hỏi", "Try")}'
        f"</h2>{_chips(examples, labelled_by='vi-du')}</div>"
    )
    heading = say("Hỏi gì trong báo cáo?", "What do the reports say?")
    return (
        f'<div class="thread welcome" {_state(talk)}><h1>{heading}</h1>'
        f"<p>{text(said)}</p>{offered}</div>"
    )


def holdings(say: Voice, records: Sequence[ReportRecord]) -> str:
    """Return of how many places and which years the reports are: ``, của 4 địa phương, …``."""
    places = {record.metadata.province for record in records} - {None}
    years = sorted(
        year
        for record in records
        if (period := record.metadata.period)
        for year in (period.first.year, period.last.year)
    )
    said = ""
    if len(places) > 1:
        said += say(f" của {say.count(len(places))} địa phương", f" of {len(places)} provinces")
    if years:
        first, last = years[0], years[-1]
        span = str(last) if first == last else f"{first}–{last}"
        said += say(f", năm {span}", f", {span}")
    return said


def empty_archive(say: Voice, *, can_add: bool, building: bool) -> str:
    """Return what a page shows while the archive holds no report."""
    if building:
        heading = say("Đang dựng kho báo cáo", "The archive is being built")
        said = say(
            "Xong là hỏi được ngay, trang sẽ tự cập nhật.",
            "You can ask as soon as it is done; the page follows by itself.",
        )
        link = ""
    else:
        heading = say("Kho chưa có báo cáo nào", "The archive is empty")
        said = (
            say(
                "Hãy tải báo cáo của đơn vị lên, hoặc thử ngay với kho mẫu đi kèm.",
                "Upload your reports, or try the sample archive that comes along.",
            )
            if can_add
            else say("Quản trị viên chưa thêm báo cáo.", "No reports have been added yet.")
        )
        name = say("Thêm báo cáo", "Add reports")
        link = f'<p><a class="button" href="/quan-tri/them">{name}</a></p>' if can_add else ""
    return (
        f'<div class="thread welcome" data-empty="1" data-conversation="" data-scope="[]">'
        f"<h1>{heading}</h1><p>{said}</p>{link}</div>"
    )


def _state(talk: Talk) -> str:
    """Return what the page's script has to know of the conversation."""
    scope = json.dumps(
        [[part.kind, part.value, part.label] for part in talk.scope], ensure_ascii=False
    )
    return f'data-conversation="{talk.number or ""}" data-scope="{text(scope)}"'


def _turn(say: Voice, turn: StoredTurn, talk: Talk) -> str:
    answer = turn.answer
    if answer is None:
        failed = say(
            "Câu hỏi này chưa trả lời được vì máy gặp lỗi. Hãy thử lại, hoặc hỏi theo cách khác.",
            "An error kept this question from being answered. Try again, or ask differently.",
        )
        body = f'<div class="answer refused"><p>{failed}</p></div>'
    elif answer.answerable:
        body = _answer(say, turn.id, answer, talk)
    else:
        body = _refusal(say, turn, answer, talk)
    return (
        f'<article class="turn" data-turn="{turn.id}">{_question(say, turn.question)}{body}'
        "</article>"
    )


def _question(say: Voice, question: str) -> str:
    name = say("Câu hỏi", "Question")
    return f'<h2 class="question"><span class="hidden-label">{name}: </span>{text(question)}</h2>'


def _answer(say: Voice, turn: int, answer: Answer, talk: Talk) -> str:
    said = _without_subject(answer)
    size = "short" if len(said) <= SHORT_ANSWER else "long"
    figure = ""
    if size == "long" and answer.value and not answer.computed:
        # The figure that was asked for, before the sentence that tells the rest.
        unit = f" {answer.unit}" if answer.unit and answer.unit != "%" else ""
        percent = "%" if answer.unit == "%" and not answer.value.endswith("%") else ""
        figure = f'<div class="short figure"><p>{text(answer.value)}{percent}{text(unit)}</p></div>'
    first, *others = [
        _mark(say, turn, number, citation) for number, citation in enumerate(answer.citations, 1)
    ] or [""]
    said_and_marked = markup.paragraphs(said, ending=first)
    if others:
        more = f'<span class="marks">{" ".join(others)}</span></p>'
        said_and_marked = f"{said_and_marked.removesuffix('</p>')}{more}"
    note = say(
        "Số này được tính từ các số đã trích dưới đây.",
        "This number was computed from the figures cited below.",
    )
    computed = f'<p class="note">{note}</p>' if answer.computed else ""
    name = say("Nguồn đã trích", "Sources")
    onward = say("Hỏi tiếp", "Ask further")
    further = _suggested(onward, answer.suggestions, turn, _over_time(say, turn, talk))
    return (
        f'<div class="answer">{figure}<div class="{size}" lang="{_language(answer)}">'
        f"{said_and_marked}</div>"
        f"{_subject(say, answer)}{computed}{_sources(say, turn, answer.citations, name)}"
        f"{further}{_foot(say, turn, answer, talk)}</div>"
    )


def _refusal(say: Voice, stored: StoredTurn, answer: Answer, talk: Talk) -> str:
    name = say("Điều gần nhất có trong kho", "Nearest findings in the archive")
    turn = stored.id
    nearest = _sources(say, turn, answer.citations, name, shown=True)
    not_final = outdated.note(say, stored, talk.generation, building=talk.building)
    said = _BEFORE_QUOTED.sub("\n", answer.answer, count=1)
    verdict = say(*_VERDICTS.get(answer.reason or "", _NO_BASIS))
    offered = say("Hỏi được ngay", "Questions with an answer")
    ways_on = _suggested(offered, answer.suggestions, turn)
    return (
        f'<div class="answer refused"><p class="verdict">{verdict}</p>'
        f'<div class="long" lang="{_language(answer)}">{markup.paragraphs(said)}</div>'
        f"{_subject(say, answer)}{not_final}{nearest}{ways_on}"
        f"{_foot(say, turn, answer, talk)}</div>"
    )


def _without_subject(answer: Answer) -> str:
    """Return the answer without a closing ``(place, period)`` that the subject line repeats."""
    place_and_period = answer.subject.rpartition(" · ")[2]
    shorter = answer.answer.removesuffix(f" ({place_and_period})")
    return shorter if place_and_period and shorter.strip() else answer.answer


def _language(answer: Answer) -> str:
    return "en" if answer.language.startswith("en") else "vi"


def _subject(say: Voice, answer: Answer) -> str:
    label, _, place_and_period = answer.subject.partition(" · ")
    # A label from "Số trạm đã lắp là 75 trạm" reads better without its "là trạm".
    label = label.removesuffix(f" là {answer.unit}")
    if place_and_period and answer.answer.startswith(label):
        label = ""  # such as the name of who signed, which is the answer
    parts = [part for part in (label, *place_and_period.split(" · ")) if part]
    if parts:
        parts += _levels(say, answer, " ".join(parts))
    if not parts:
        return ""
    return f'<p class="subject">{"".join(f"<span>{text(part)}</span>" for part in parts)}</p>'


def _levels(say: Voice, answer: Answer, said: str) -> list[str]:
    """Return the level of government that was asked for, unless the subject says it."""
    asked = {
        *(answer.trace.slots.get("levels") or ()),
        *_ASKED_LEVEL.findall(fold(answer.question)),
    }
    names = [words.level(level, say) for level in Level if level in asked or fold(level) in asked]
    return [f"{say('cấp', 'level:')} {name}" for name in names if f"cấp {name}" not in said]


def _mark(say: Voice, turn: int, number: int, citation: Citation) -> str:
    name = say("Xem đoạn trích", "Show excerpt")
    return (
        f'<button type="button" class="mark" data-action="cite" data-turn="{turn}" '
        f'data-number="{number}" aria-label="{name} {number}: {text(citation.report)}" '
        f'title="{name}">[{number}]</button>'
    )


def _sources(
    say: Voice, turn: int, citations: Sequence[Citation], name: str, *, shown: bool = False
) -> str:
    if not citations:
        return ""
    rows = "".join(
        f'<li><button type="button" data-action="cite" data-turn="{turn}" data-number="{number}">'
        f'<span class="number" aria-hidden="true">[{number}]</span>'
        f'<span><span class="title" lang="vi">{text(citation.report)}</span>'
        f"{_whereabouts(say, citation)}</span></button></li>"
        for number, citation in enumerate(citations, 1)
    )
    heading = f'<p class="chips-name">{name}</p>' if shown else ""
    return f'{heading}<ol class="sources" aria-label="{name}">{rows}</ol>'


def _whereabouts(say: Voice, citation: Citation) -> str:
    parts = [citation.province, citation.period, citation.number, citation.section]
    if citation.page is not None:
        parts.append(f"{say('trang', 'page')}\N{NO-BREAK SPACE}{citation.page}")
    said = " · ".join(part for part in parts if part)
    return f'<span class="where">{text(said)}</span>' if said else ""


def _over_time(say: Voice, turn: int, talk: Talk) -> str:
    if turn not in talk.serial:
        return ""
    name = say("Xem theo từng kỳ", "Show over time")
    return (
        f'<li><a class="chip over-time" href="{series_url(turn)}" data-action="place">'
        f'<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M2 13 6 7.5 '
        f'9 10l5-7" fill="none" stroke="currentColor" stroke-width="1.8"/></svg>{name}</a></li>'
    )


def _suggested(name: str, questions: Sequence[str], turn: int, first: str = "") -> str:
    """Return the questions that lead on; those that take a moment are put in by the script."""
    key = f"hoi-tiep-{turn}"
    hidden = "" if questions or first else " hidden"
    chips = _chips(questions, labelled_by=key, first=first)
    return f'<div class="further"{hidden}><p class="chips-name" id="{key}">{name}</p>{chips}</div>'


def _chips(questions: Sequence[str], *, labelled_by: str, first: str = "") -> str:
    chips = "".join(
        '<li><button type="button" class="chip" data-action="ask" '
        f'data-question="{text(question)}">{text(question)}</button></li>'
        for question in questions
    )
    return f'<ul class="chips" aria-labelledby="{labelled_by}">{first}{chips}</ul>'


def _foot(say: Voice, turn: int, answer: Answer, talk: Talk) -> str:
    rating = talk.verdicts.get(turn)
    verdict = str(rating.verdict) if rating else ""
    seconds = say.decimal(max(answer.seconds, 0.01), 2)
    remark = text(rating.remark) if rating else ""
    names = (("up", say("Đúng", "Right")), ("down", say("Chưa đúng", "Wrong")))
    buttons = "".join(
        f'<button type="button" data-action="rate" data-turn="{turn}" data-verdict="{key}" '
        f'aria-pressed="{"true" if verdict == key else "false"}">{_THUMB[key]}{name}</button>'
        for key, name in names
    )
    asked = say("Ghi chú (không bắt buộc)", "Remark (optional)")
    return (
        f'<div class="foot"><span role="group" aria-label="{say("Đánh giá", "Rate")}">{buttons}'
        f'</span><button type="button" data-action="copy">{say("Chép", "Copy")}</button>'
        f'<span class="seconds">{seconds} {say("giây", "s")}</span></div>'
        f'<form class="remark" data-turn="{turn}" hidden><label><span>{asked}</span>'
        f'<textarea name="remark" rows="2" maxlength="2000">{remark}</textarea></label>'
        f'<button class="small">{say("Gửi ghi chú", "Send")}</button></form>'
    )


_THUMB = {
    "up": '<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M3 8.6 6.4 '
    '12 13 4.4" fill="none" stroke="currentColor" stroke-width="2"/></svg>',
    "down": '<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="m4 4 8 '
    '8m0-8-8 8" fill="none" stroke="currentColor" stroke-width="2"/></svg>',
}
