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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant import contrasts
from assistant.concepts import Concept
from assistant.conversation import Conversation
from assistant.kinds import Kind
from assistant.model import Answer, Citation
from assistant.question import Question
from assistant.turn_words import TurnText, changes_topic, tied
from assistant.wordclass import WordClass
from corpus.numbers import DOCUMENT_NUMBER
from corpus.periods import Period
from corpus.vietnamese import fold
from index import ReportRecord

_KIND_WORDS = re.compile(
    r"\b(?:bao nhieu|may|bn|ai|nao|gi|sao|do dau|how many|how much|who|when|which|what|why)\b"
)
_NO_KIND = re.compile(r"\bthi sao\b|\bthe nao\b|^(?:what|how) about\b")
_DOCUMENT_NOUN = re.compile(
    r"\b(?:quyet dinh|ke hoach|nghi quyet|nghi dinh|chi thi|thong tu|van ban|cong van|quy che|de an"
    r"|decision|plan|resolution|decree|directive|circular|document|letter|regulation|scheme)\b"
)
_SIGNING = re.compile(r"\b(?:ky|ban hanh|phat hanh|signed|issued|dated)\b(?! ket)")
_WHOLE = re.compile(
    r"\b(?:noi chung|toan nganh|tat ca|tong cong|chung|in general|overall|altogether|in all)\b"
)
_OF_PROVINCE = re.compile(
    r"\b(?:toan|ca|cua|chung) tinh\b|\b(?:whole|entire|of the) province\b|\bprovince-?wide\b"
)
_KEPT_KINDS = frozenset({Kind.DATE, Kind.PERSON, Kind.DOCUMENT, Kind.COMPARE, Kind.YESNO})
_ABOUT_PAPERS = frozenset({Kind.DATE, Kind.PERSON, Kind.DOCUMENT})
_STANDS_ALONE = 4  # telling words and slots that make a question stand on its own
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


Read = Callable[[str], Question]


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
    own = _back_again(replace(read(turn_text.text), typed=" ".join(text.split())), turn_text, state)
    return tuple(_ways(own, turn_text, state))


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
        own = _back_again(read(turn_text.text), turn_text, before)
        merged = _leans(own, turn_text, before.question)
        question = (
            _merged(own, before.question, points=turn_text.points)
            if merged
            else _with_slots(own, before.question)
        )
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
    if not _leans(own, text, before):
        return [Reading(with_slots), *([alone] if with_slots != own else [])]
    merged = _merged(own, before, points=text.points)
    ways = []
    words = tuple(c.surface for c in own.concepts if not c.soft)
    cited = answer.citations if answer.answerable else ()
    if cited and own.kind in _ABOUT_PAPERS and not own.provinces and not own.periods:
        ways += _about_paper(own, text, state, cited)
    if cited and _same_place_and_time(own, state):
        if own.dimension not in (None, before.dimension) and not words:
            # "số tiền là bao nhiêu?": another figure of what was just told
            softened = tuple(replace(c, soft=True) for c in merged.concepts)
            ways.append(Reading(replace(merged, concepts=softened), cited, words))
        ways.append(
            Reading(
                merged if _asks_again(own, text, before) else _excluding(merged, before, answer),
                cited,
                words,
            )
        )
    home = _home(merged, cited)
    if home:
        ways.append(Reading(merged, reports=home))
    ways.append(Reading(merged))
    if cited and not own.periods:  # what the report gives for its whole period
        ways.append(Reading(replace(merged, periods=()), reports=(cited[0].report_id,)))
    # a turn that points back ("của cấp này") means something else without what it points at
    if not text.points and (_telling(own) + len(own.periods) + len(own.provinces) >= _STANDS_ALONE):
        ways += [Reading(with_slots), alone]
    return ways


def _about_paper(
    own: Question, text: TurnText, state: _State, cited: Sequence[Citation]
) -> list[Reading]:
    """Return the readings of ``ngày nào?``, ``ai ký?``: of the paper last named or cited."""
    report = cited[0].report_id
    number = DOCUMENT_NUMBER.search(state.answer.answer)
    bare = _telling(own) <= 2
    ways = []
    if (
        bare
        and number
        and not text.report
        and own.kind is not Kind.DOCUMENT
        and state.question.kind in _ABOUT_PAPERS
    ):
        ways.append(Reading(replace(own, documents=(number.group(),)), reports=(report,)))
    signed = bare and number is None and _SIGNING.search(own.readable)
    if text.report or signed or (bare and number and number.group() == cited[0].number):
        of_report = "report" if own.english else "bao cao"  # the rules must see what is meant
        named = replace(own, readable=f"{of_report} {own.readable}")
        ways.insert(0, Reading(named, reports=(report,)))
    elif bare and state.question.kind in _ABOUT_PAPERS:
        ways.append(Reading(own, reports=(report,)))
    return ways


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
    return _telling(own) + slots < _STANDS_ALONE


def _with_slots(own: Question, before: Question) -> Question:
    """Return a turn that stands on its own, with place and time kept where it names none."""
    return replace(
        own,
        periods=own.periods or before.periods,
        provinces=own.provinces or before.provinces,
    )


def _merged(own: Question, before: Question, *, points: bool) -> Question:
    """Return an elliptical turn completed: what it lacks is taken from the turn before.

    Words that it brings replace those that they part an indicator from; the others stay, as
    words that help to choose but need not be there.
    """
    kind = _kind(own, before)
    mine = own.concepts
    # "còn Voso?", "riêng Gò Dầu?": another place or name, of which the same is asked
    asks = any(not c.soft and c.word is not WordClass.NAME for c in mine)
    shift = len(own.readable) + 2
    kept: list[Concept] = []
    if not (kind in _ABOUT_PAPERS and asks):
        replaced = _replaced(own, before)
        for concept in before.concepts:
            rest = _without(concept, replaced)
            if rest is not None and not _repeats(rest, mine):
                kept.append(rest)
    if _OF_PROVINCE.search(own.readable):
        kept = [c for c in kept if c.word is not WordClass.NAME]
    if _WHOLE.search(own.readable):
        kept = [c for c in kept if c.start not in before.inherited]
    inherited = tuple(
        replace(
            c,
            start=c.start + shift,
            end=c.end + shift,
            asked=c.asked and not asks,
            soft=c.soft or asks,
        )
        for c in kept
    )
    return replace(
        own,
        kind=kind,
        concepts=(*mine, *inherited),
        search=f"{own.search} {before.search}",
        dense=f"{before.dense} {own.dense}",
        periods=own.periods or before.periods,
        provinces=own.provinces or before.provinces,
        levels=own.levels or before.levels,
        dimension=own.dimension or (before.dimension if not asks else None),
        ask=own.ask or (before.ask if not asks else None),
        contrasts={**(before.contrasts if points or not asks else {}), **own.contrasts},
        planned=own.planned or (before.planned and not own.periods),
        segments=(),
    )


def _kind(own: Question, before: Question) -> Kind:
    """Return what a turn asks for: by its own words, else what the turn before asked for."""
    folded = own.readable
    asks = _KIND_WORDS.search(_NO_KIND.sub("", folded))
    if before.kind in _ABOUT_PAPERS and not asks and _DOCUMENT_NOUN.search(folded):
        return Kind.DOCUMENT
    if asks and own.concepts:
        return own.kind
    if own.kind in _KEPT_KINDS or (asks and not before.concepts):
        return own.kind
    if own.kind is Kind.NUMBER and before.kind in _ABOUT_PAPERS:
        return own.kind
    return before.kind


def _replaced(own: Question, before: Question) -> frozenset[int]:
    """Return the contrast classes of which a turn names another member than the one before."""
    return frozenset(
        number
        for number, members in own.contrasts.items()
        if number in before.contrasts and not members & before.contrasts[number]
    )


def _without(concept: Concept, classes: frozenset[int]) -> Concept | None:
    """Return a concept without the words that name a member of `classes`; None if none is left."""
    if not classes:
        return concept
    known = contrasts.load()
    alternatives = []
    changed = False
    for phrase in concept.alternatives:
        taken = known.places(tuple(s.folded for s in phrase), classes)
        rest = tuple(s for i, s in enumerate(phrase) if i not in taken)
        changed = changed or bool(taken)
        if rest and rest not in alternatives:
            alternatives.append(rest)
    if not changed:
        return concept
    first = known.places(tuple(s.folded for s in concept.alternatives[0]), classes)
    if len(first) == len(concept.alternatives[0]) or not alternatives:
        return None
    surface = " ".join(s.text for s in alternatives[0])
    return replace(concept, surface=surface, alternatives=tuple(alternatives))


def _repeats(concept: Concept, own: tuple[Concept, ...]) -> bool:
    words = {fold(s.text) for s in concept.alternatives[0]}
    return any(words <= {fold(s.text) for s in c.alternatives[0]} for c in own)
