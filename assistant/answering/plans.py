"""What is to be done next: the tasks that a report sets for the period after its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.asked import without_category
from assistant.answering.common import concept_marks, quote
from assistant.concepts import Concept
from assistant.draft import Context, Draft, Evidence
from assistant.matching import PassageView
from assistant.question import Question
from assistant.slots import province_fits
from corpus import PassageKind
from corpus.periods import Period
from index import ReportRecord

_ASKED = re.compile(
    r"\b(?:dinh|du dinh|se|du kien|sap toi|toi day|sang (?:thang|quy|nam)|nhiem vu"
    r"|ke hoach (?:thang|quy|nam|\d|sap|toi|cong tac|cua s_|tiep theo)"
    r"|phuong huong|chuong trinh|muc tieu|chi tieu|dat ra|de ra|phan dau|viec can lam|can lam"
    r"|trong tam|phai lam)\b.*\b(?:gi|nao|nhung viec|ra sao|the nao)\b"
    r"|\b(?:gi|nao|nhung)\b.*\b(?:dinh lam|du dinh|se lam|du kien|sap toi|toi day|nhiem vu"
    r"|phuong huong|muc tieu|chi tieu|trong tam)\b"
)
_ABOUT_PLANS = re.compile(
    r"\b(?:dinh|du dinh|se|du kien|sap toi|toi day|sang|ke hoach|nhiem vu|phuong huong|chuong trinh"
    r"|muc tieu|chi tieu|dat ra|de ra|dat|phan dau|viec|cong viec|can|phai|lam|trien khai|thuc hien"
    r"|trong tam|tap trung|chinh|chu yeu|cu the|gi|nao|nhung|cac|s_|nganh|dau viec|tinh|moi|trong"
    r"|tiep theo|toi|sau|ky|hoan thanh|giao|liet ke|neu|ke|bon|ba|hai|nam|dieu)\b"
)
_ONE = re.compile(r"\b(?:bao nhieu|may|khi nao|bao gio|ngay nao|vi sao|tai sao|ai|o dau)\b")
_PAPERS = re.compile(
    r"\b(?:ban hanh|tham muu|phe duyet|ke hoach|chuong trinh|de an) (?:so|nao|gi)\b|\bban hanh\b"
    r"|\b(?:da|duoc) (?:lam|trien khai|hoan thanh|thuc hien)\b"
)
"""Words that ask for documents, or for what was done already."""

_TAIL = re.compile(r"\W*(?:nơi nhận|kiến nghị|đề nghị)\b", re.IGNORECASE)
_ROOM = 1_250  # characters of an answer


def asks_plans(question: Question) -> bool:
    """Tell whether a question asks which tasks are set, and for none of their details."""
    readable = question.readable
    if question.documents or _PAPERS.search(readable):
        return False
    return _ASKED.search(readable) is not None and _ONE.search(readable) is None


def answer_plans(context: Context) -> Draft | None:
    """Return the tasks of the asked period, or None where they are not asked for or not told.

    Where the question names a subject, the tasks that name it; else the whole section.
    """
    readable = context.question.readable
    if not asks_plans(context.question):
        return None
    subjects = [
        w
        for w in without_category(context).concepts
        if not w.pair and not w.concept.soft and not _about(w.concept, readable)
    ]
    views = _planned(context)
    if not views:
        return None
    if subjects:
        named = [
            (view, *sentence)
            for view in views
            for sentence in view.passage.sentences
            if any(
                sentence[0] <= m.start < sentence[1]
                for w in subjects
                for m in view.words.find(w.concept)
            )
        ]
        held = {
            w.concept.start
            for w in subjects
            for view, low, high in named
            if any(low <= m.start < high for m in view.words.find(w.concept))
        }
        if 2 * len(held) < len(subjects) or not named:
            return None
        pieces = named
    else:
        pieces = [
            (view, *sentence)
            for view in views
            for sentence in view.passage.sentences
            if not _TAIL.match(view.text[slice(*sentence)])
        ]
    return _worded(context, pieces)


def _about(concept: Concept, readable: str) -> bool:
    """Tell whether words only say that tasks are asked for."""
    rest = _ABOUT_PLANS.sub(lambda match: " " * len(match.group()), readable)
    return not rest[concept.start : concept.end].strip()


def _planned(context: Context) -> list[PassageView]:
    """Return the passages on tasks to come of the newest report that has such of the period."""
    question = context.question
    reports = [v.report for v in context.views] + list(context.reports)
    ids = dict.fromkeys(
        r.id
        for r in sorted(reports, key=_newest, reverse=True)
        if province_fits(r, question.provinces)
    )
    for number in ids:
        found = [
            view
            for view in context.passages_of(number)
            if view.passage.planned
            and view.passage.kind is not PassageKind.TAIL
            and _of_period(view.passage.period, view.report.metadata.period, question.periods)
        ]
        if found:
            return found
    return []


def _newest(report: ReportRecord) -> int:
    period = report.metadata.period
    return period.last.toordinal() if period else 0


def _of_period(own: Period | None, report: Period | None, wanted: Sequence[Period]) -> bool:
    """Tell whether tasks are those of an asked period, or set in the report of one."""
    if not wanted:
        return True
    return any(
        (own is not None and (own == period or period.contains(own) or own.contains(period)))
        or report == period
        for period in wanted
    )


def _worded(context: Context, pieces: Sequence[tuple[PassageView, int, int]]) -> Draft | None:
    chosen: list[tuple[PassageView, int, int]] = []
    room = _ROOM
    for view, start, end in pieces:
        if end - start > room:
            break
        room -= end - start
        last = chosen[-1] if chosen else None
        if last is not None and last[0] is view and last[2] <= start <= last[2] + 2:
            chosen[-1] = (view, last[1], end)
        else:
            chosen.append((view, start, end))
    if not chosen:
        return None
    view = chosen[0][0]
    return Draft(
        text=" ".join(quote(*piece) + "." for piece in chosen),
        evidence=tuple(
            Evidence(*piece, concept_marks(piece[0], context, *piece[1:])) for piece in chosen
        ),
        confidence=1.0,
        subject=(view.passage.section or (view.passage.topic,))[-1],
        decision="the tasks that the report sets",
    )
