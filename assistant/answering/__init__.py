"""One module for each kind of question; `answer_draft` chooses among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from assistant.answering.asked import without_category, without_counts
from assistant.answering.comparison import answer_comparison
from assistant.answering.date import answer_date
from assistant.answering.document import answer_document
from assistant.answering.extremes import answer_levels
from assistant.answering.filters import answer_filter
from assistant.answering.naming import holds_name, named_thing
from assistant.answering.number import answer_number
from assistant.answering.parts import answer_breakdown
from assistant.answering.person import answer_person
from assistant.answering.plans import answer_plans
from assistant.answering.prose import RECIPIENTS, answer_prose
from assistant.answering.reasons import answer_reason
from assistant.answering.series import answer_series
from assistant.answering.sides import without
from assistant.answering.spans import ends, tells_change
from assistant.answering.yesno import answer_yesno
from assistant.draft import Context, Draft, Reason, Refusal
from assistant.facets import EACH_LEVEL, SEVERAL, Ask
from assistant.guard import asks_secret
from assistant.kinds import WHY, Kind, is_bare
from assistant.question import Question
from assistant.support import supported

__all__ = ["answer_draft"]

_BY_KIND: Mapping[Kind, Callable[[Context], Draft | Refusal]] = {
    Kind.NUMBER: answer_number,
    Kind.DATE: answer_date,
    Kind.PERSON: answer_person,
    Kind.ORG: answer_prose,
    Kind.DOCUMENT: answer_document,
    Kind.LIST: answer_prose,
    Kind.EXPLAIN: answer_prose,
    Kind.YESNO: answer_yesno,
    Kind.COMPARE: answer_comparison,
    Kind.SERIES: answer_series,
}

_BY_MEMBERS = frozenset({Kind.LIST, Kind.ORG, Kind.DATE, Kind.DOCUMENT})
"""Kinds whose questions name only the category of what they ask for."""


def _of_several(question: Question) -> bool:
    """Tell whether a question for a figure names several places: each is to be given."""
    asks = question.kind is Kind.NUMBER or (
        question.kind is Kind.EXPLAIN and SEVERAL.search(question.readable) is not None
    )
    return asks and len(question.provinces) > 1


_TOGETHER = re.compile(
    r"\b(?:chung )?(?:cua |cho )?(?:chung )?ca (?:ba|3) cap\b(?! (?:uy|hoi|chinh))"
)
_APART = re.compile(r"\b(?:moi|tung|lan luot)\b")
"""The three levels of government added up, and words that ask for each of them."""


def _together(context: Context) -> Draft | None:
    """Return the figure of all levels together that ``cả ba cấp`` asks for, if there is one."""
    readable = context.question.readable
    if context.question.kind is not Kind.NUMBER or not _TOGETHER.search(readable):
        return None
    if _APART.search(readable):
        return None
    found = answer_number(without(context, _TOGETHER))
    return found if isinstance(found, Draft) else None


def answer_draft(context: Context) -> Draft | Refusal:
    """Return the draft answer of the question's kind, or a refusal with its reason."""
    if asks_secret(context.question.readable):
        return Refusal(Reason.NOT_REPORTED, decision="asks for a private or secret detail")
    outcome = _of_kind(context)
    thing = named_thing(context)
    if thing is None or not isinstance(outcome, Draft) or holds_name(context, outcome, thing):
        return outcome
    return Refusal(
        Reason.NOT_REPORTED,
        outcome.missing,
        outcome.evidence[:1],
        decision=f"no name of {thing.surface} is given",
    )


def _of_kind(context: Context) -> Draft | Refusal:
    question = context.question
    if question.kind in _BY_MEMBERS or question.kind is Kind.EXPLAIN:
        context = without_category(context)
    if question.kind is Kind.LIST:
        context = without_counts(context)
    together = _together(context)
    if together is not None:
        return together
    if question.kind in {Kind.NUMBER, Kind.LIST} and EACH_LEVEL.search(question.readable):
        return answer_levels(context)
    if RECIPIENTS.search(question.readable) and question.kind is not Kind.YESNO:
        return answer_prose(context)
    if _of_several(question):
        compared = answer_comparison(context)
        if isinstance(compared, Draft):
            return compared
    if question.kind is Kind.NUMBER and question.ask is Ask.CHANGE and ends(question):
        compared = answer_comparison(context)  # "từ tháng 9 đến tháng 10 tăng thêm bao nhiêu"
        if isinstance(compared, Draft) and compared.computed:
            return compared
        told = answer_number(context)
        stated = isinstance(told, Draft) and tells_change(told.text)
        return told if stated or not isinstance(compared, Refusal) else compared
    if question.kind in {Kind.LIST, Kind.EXPLAIN, Kind.ORG} and not question.english:
        tasks = answer_plans(context)
        if tasks is not None:
            return tasks
    if question.kind in {Kind.LIST, Kind.ORG, Kind.NUMBER}:
        filtered = answer_filter(context)
        if filtered is not None:
            return filtered
    if question.kind is Kind.LIST:
        whole = answer_breakdown(context, supported)
        if whole is not None:
            return whole
    if question.kind is Kind.EXPLAIN and is_bare(question.readable):
        # "Digital addresses assigned in Van Trach?" names a thing: its figure, if there is one
        figure = answer_number(context)
        if isinstance(figure, Draft):
            return figure
    if question.kind is Kind.EXPLAIN and WHY.search(question.readable):
        return answer_reason(context)
    return _BY_KIND[question.kind](context)
