"""What a follow-up takes from the turns before it, and what it drops.

A turn is read without its ties to the one before (`turn_words`). Slots that it names replace
the older ones; words that part one indicator into several replace each other (``trả sau``
after ``trả trước``, see `contrasts`); other words are added. What it means is looked for
first where the last answer stood, then everywhere with the inherited words, and a question
that stands on its own at last without them: the `Reading` values say in which order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.conversation import Conversation
from assistant.inheriting import ABOUT_PAPERS, as_amount, asks_by_itself, at_large, merged
from assistant.kinds import Kind
from assistant.model import Answer, Citation
from assistant.question import Question
from assistant.turn_words import TurnText, changes_topic, tied, turn_language
from corpus.numbers import DOCUMENT_NUMBER
from corpus.periods import Period
from corpus.vietnamese import fold
from index import ReportRecord

_SIGNING = re.compile(
    r"\b(?:ky|ban hanh|phat hanh|signed|issued|dated)\b(?! ket)|\b(?:de|ghi|lap) ngay\b"
)
_REPORTS = re.compile(r"\b(?:bao cao|report)\b")
_STANDS_ALONE = 4  # telling words and slots that make a question stand on its own
_BARE = 2  # telling words of a turn that asks for nothing but a date, a signer, a number
_LONG = 6  # concepts over which a question is no follow-up, whatever it begins with


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a turn; several are tried in order until one has an answer.

    ``near`` are the citations of the last answer where it is to be looked for alone; ``own``
    the words of the turn itself, all of which such an answer has to hold. ``reports`` are
    the only reports that it may come from; empty for all.
    """

    question: Question
    near: tuple[Citation, ...] = ()
    own: tuple[str, ...] = ()
    reports: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    """What the turns so far are about: the last question made stand-alone, and its answer."""

    question: Question
    answer: Answer
    period: Period | None  # that it named, else of the report that answered
    of_places: Mapping[tuple[str, ...], tuple[Period, ...]]  # last asked about, by provinces


class Read(Protocol):
    """Reads a question, in the language that is given or else detected."""

    def __call__(self, text: str, language: str | None = None) -> Question:
        """Return the question."""


def readings(
    read: Read, reports: Sequence[ReportRecord], text: str, conversation: Conversation | None
) -> tuple[Reading, ...]:
    """Return the ways to understand `text` after `conversation`, the first to be tried first.

    `reports` are all there are, by id.
    """
    state: _State | None = None
    for turn in conversation.remembered if conversation else ():
        state = _after(read, reports, turn.question, turn.answer, state)
    fresh = changes_topic(text)
    if state is None or fresh is not None:
        asked = read(fresh or text)
        return (Reading(replace(asked, typed=text) if fresh else asked),)
    turn_text = tied(text, state.period)
    own = replace(_own(read, text, turn_text, state), typed=" ".join(text.split()))
    measured = _measured_alike(own, turn_text, state.question)
    first = _ways(measured, turn_text, state) if measured is not None else []
    return (*first, *_ways(own, turn_text, state))


def _measured_alike(own: Question, text: TurnText, before: Question) -> Question | None:
    """Return ``còn bưu chính?`` after a sum or share as a question for the same measure.

    It may be meant otherwise: that is looked for where there is none.
    """
    alike = text.parallel and before.kind is Kind.NUMBER and before.dimension is not None
    if not alike or own.dimension is not None or asks_by_itself(own) or own.documents:
        return None
    return replace(own, dimension=before.dimension, ask=own.ask or before.ask)


def _own(read: Read, text: str, turn_text: TurnText, state: _State) -> Question:
    """Return what a turn says by itself."""
    own = as_amount(read(turn_text.text, turn_language(text, state.question.language)))
    if own.relative and all(said.startswith("to_date") for said in own.relative):
        own = replace(own, periods=())  # "từ đầu năm": up to the time that is spoken of
    return _back_again(own, turn_text, state)


def _after(
    read: Read,
    reports: Sequence[ReportRecord],
    text: str,
    answer: Answer,
    before: _State | None,
) -> _State:
    """Return what the conversation is about after one more turn."""
    fresh = changes_topic(text)
    if before is None or fresh is not None:
        question = read(fresh or text)
    else:
        turn_text = tied(text, before.period)
        own = _own(read, text, turn_text, before)
        leans = _leans(own, turn_text, before.question)
        question = (
            merged(own, before.question, turn_text) if leans else _with_slots(own, before.question)
        )
        of_report = _same_of_another(own, before.question)
        if of_report is not None:
            question = of_report
        elif question.kind in ABOUT_PAPERS and (
            turn_text.report or (_of_report(before.question) and _telling(own) <= _BARE)
        ):
            question = _named(question)
        if own.planned and own.periods:  # the plan for a time to come is told by the time before
            question = replace(question, periods=before.question.periods)
    period = question.periods[-1] if question.periods else _cited_period(answer, reports)
    of_places = dict(before.of_places) if before else {}
    if question.provinces and period is not None:
        of_places[question.provinces] = (period,)
    return _State(question, answer, period, of_places)


def _back_again(own: Question, text: TurnText, state: _State) -> Question:
    """Return a turn that goes back to a province with the period that was asked about there."""
    returns = text.points or text.returns
    known = state.of_places.get(own.provinces, ())
    if own.periods or not returns or own.provinces in ((), state.question.provinces):
        return own
    return replace(own, periods=known)


def _cited_period(answer: Answer, reports: Sequence[ReportRecord]) -> Period | None:
    if not answer.answerable or not answer.citations:
        return None
    cited = answer.citations[0].report_id
    place = bisect_left(reports, cited, key=lambda report: report.id)
    found = reports[place : place + 1]
    return found[0].metadata.period if found and found[0].id == cited else None


def _ways(own: Question, text: TurnText, state: _State) -> list[Reading]:
    before, answer = state.question, state.answer
    alone = Reading(own)
    with_slots = _with_slots(own, before)
    # what is not told of the place that is spoken of is not to be told of another one
    elsewhere = bool(own.provinces) or not before.provinces
    if not _leans(own, text, before):
        return [Reading(with_slots), *([alone] if elsewhere and with_slots != own else [])]
    whole = merged(own, before, text)
    ways = []
    of_report = _same_of_another(own, before)
    if of_report is not None:
        ways.append(Reading(of_report))
    words = tuple(c.surface for c in own.concepts if not c.soft)
    cited = answer.citations if answer.answerable else ()
    if own.kind in ABOUT_PAPERS and not own.provinces and not own.periods:
        ways += _about_paper(own, text, state, cited)
    if cited and _same_place_and_time(own, state):
        if own.dimension not in (None, before.dimension) and not words:
            # "số tiền là bao nhiêu?": another figure of what was just told
            softened = tuple(replace(c, soft=True) for c in whole.concepts)
            ways.append(Reading(replace(whole, concepts=softened), cited, words))
        another = whole if _asks_again(own, text, before) else _excluding(whole, before, answer)
        ways.append(Reading(another, cited, words))
        if not own.periods:
            whole = another
    wide = [whole]
    if not (text.parallel or text.points or text.there) and (words or own.planned):
        general = at_large(whole, own, before)
        wide += [general] if general != whole else []
    for question in wide:
        home = _home(question, cited)
        ways += [Reading(question, reports=home)] if home else []
        ways.append(Reading(question))
        if cited and (not own.periods or own.planned):  # what the report gives for its period
            reports = (cited[0].report_id,)
            ways.append(Reading(replace(question, periods=()), reports=reports))
    # a turn that points back ("của cấp này") means something else without what it points at
    if not text.points and (_telling(own) + len(own.periods) + len(own.provinces) >= _STANDS_ALONE):
        ways += [Reading(with_slots), *([alone] if elsewhere else [])]
    return ways


def _about_paper(
    own: Question, text: TurnText, state: _State, cited: Sequence[Citation]
) -> list[Reading]:
    """Return the readings of ``ngày nào?``, ``ai ký?``: of the paper last named or cited."""
    bare = _telling(own) <= _BARE
    if not cited:  # the last answer was a refusal: the report of the time and place asked about
        named = replace(_named(own), periods=state.question.periods)
        named = replace(named, provinces=state.question.provinces)
        return [Reading(named)] if text.report and bare and named.provinces else []
    report = cited[0].report_id
    number = DOCUMENT_NUMBER.search(state.answer.answer)
    ways = []
    if (
        bare
        and number
        and not text.report
        and own.kind is not Kind.DOCUMENT
        and state.question.kind in ABOUT_PAPERS
    ):
        ways.append(Reading(replace(own, documents=(number.group(),)), reports=(report,)))
    signed = bare and number is None and _SIGNING.search(own.readable)
    if text.report or signed or (bare and number and number.group() == cited[0].number):
        ways.insert(0, Reading(_named(own), reports=(report,)))
    elif bare and state.question.kind in ABOUT_PAPERS:
        ways.append(Reading(own, reports=(report,)))
    return ways


def _same_of_another(own: Question, before: Question) -> Question | None:
    """Return ``còn quý I/2023?`` after a question about a report itself: the same of that one."""
    asks = own.kind in ABOUT_PAPERS and own.kind is not before.kind
    bare = all(c.soft or _REPORTS.fullmatch(fold(c.surface)) for c in own.concepts)
    if (
        not _of_report(before)
        or asks
        or not bare
        or own.documents
        or not (own.periods or own.provinces)
    ):
        return None
    return replace(
        before,
        periods=own.periods or before.periods,
        loose=own.loose,
        as_of=own.as_of,
        provinces=own.provinces or before.provinces,
        documents=(),
        typed=own.typed,
    )


def _of_report(question: Question) -> bool:
    """Tell whether a question is for the number, date or signer of a report."""
    return question.kind in ABOUT_PAPERS and _REPORTS.search(question.readable) is not None


def _named(own: Question) -> Question:
    """Return a turn as one about a report: the rules must see what is meant."""
    return replace(own, readable=f"{'report' if own.english else 'bao cao'} {own.readable}")


def _same_place_and_time(own: Question, state: _State) -> bool:
    """Tell whether a turn names no other province or period than the turn before."""
    if own.provinces and own.provinces != state.question.provinces:
        return False
    # a sentence may give the same figure for several periods
    return not own.periods or own.periods == (state.period,) or own.kind is Kind.NUMBER


def _home(merged: Question, cited: Sequence[Citation]) -> tuple[int, ...]:
    """Return the report of the last answer where neither place nor time is named at all."""
    return (cited[0].report_id,) if cited and not merged.provinces and not merged.periods else ()


def _asks_again(own: Question, text: TurnText, before: Question) -> bool:
    """Tell whether a turn brings no word of its own: it asks for the same figure once more."""
    known = {syllable.folded for c in before.concepts for a in c.alternatives for syllable in a}
    brought = {syllable.folded for c in own.concepts for syllable in c.alternatives[0]}
    return not text.leans and bool(brought) and brought <= known


def _excluding(merged: Question, before: Question, answer: Answer) -> Question:
    """Return the question as one for another figure than the one that was just given."""
    if merged.kind is not Kind.NUMBER or before.kind is not Kind.NUMBER or not answer.value:
        return merged
    return replace(merged, numbers=(*merged.numbers, answer.value))


def _telling(question: Question) -> int:
    return sum(len(c.alternatives[0]) for c in question.concepts if not c.soft)


def _leans(own: Question, text: TurnText, before: Question) -> bool:
    """Tell whether a turn is to be completed by the words of the turn before."""
    if own.documents:
        return False
    if text.leans and len(own.concepts) <= _LONG:
        return True
    slots = bool(own.periods) + bool(own.provinces)
    if slots and _telling(own) > 1 and any(concept.asked for concept in own.concepts):
        return False  # "bao nhiêu trạm 5G tháng 4/2023" says all that it needs
    one = sum(not concept.soft for concept in own.concepts) <= 1
    return _telling(own) + slots < _STANDS_ALONE or (one and not slots)


def _with_slots(own: Question, before: Question) -> Question:
    """Return a turn that stands on its own, with place and time kept where it names none."""
    return replace(
        own,
        periods=own.periods or (() if own.days else before.periods),
        days=own.days if own.periods else own.days or before.days,
        loose=own.loose if own.periods else before.loose,
        as_of=own.as_of if own.periods or own.days else before.as_of,
        provinces=own.provinces or before.provinces,
    )
