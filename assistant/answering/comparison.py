"""Comparisons: both figures with both citations, and the difference, marked as computed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering import spans
from assistant.answering.against import Comparison, base_of, compare_with_base
from assistant.answering.asked import without_category
from assistant.answering.changes import period_of
from assistant.answering.extreme_words import SUPERLATIVE
from assistant.answering.extremes import (
    LEVELS_ASKED,
    answer_extremes,
    answer_levels,
    asks_extreme,
    tells_extreme,
)
from assistant.answering.number import phrase, subject_of
from assistant.answering.pairs import asked_times, comparable, difference, matched, times
from assistant.answering.plan_gap import answer_plan_gap
from assistant.answering.prose import answer_prose
from assistant.answering.same import asks_for_same, compare_persons
from assistant.answering.sides import (
    COMPARING,
    Side,
    evidence,
    find_all,
    merged,
    scale_words,
    without,
)
from assistant.answering.splitting import Part, by_concept, is_name, split
from assistant.draft import Context, Draft, Reason, Refusal
from assistant.facets import Ask, Dimension
from assistant.kinds import QUANTITY
from assistant.question import Question
from assistant.ranking import FigureCandidate

_PROSE = re.compile(r"\bkhac nhau (?:the nao|ra sao|nhu the nao|gi)\b|\bhow .*differ\b")
_AMOUNT = re.compile(
    r"\bbao nhieu\b|\bmay\b|\bbn\b|\bhow (?:much|many)\b|\bdifference\b|\bchenh\b|\blech\b"
)
_EITHER = re.compile(
    r"\b(?:hay|hoac|or)\b(?! (?:nhieu|it|cao|thap|lon|nho|giam|tang|khong|chua|la|fewer|less"
    r"|more|down|up|not)\b).*"
    r"\b(?:hon|nhat|more|most|higher|faster|larger|nao)\b"
)
_LETTER = re.compile(r" [A-ZĐ](?!\w)")  # "Châu Thành A" is not "Châu Thành"
_NAMED = re.compile(r"\b(?:thang|quy|nam|ky) nao\b")  # the period itself is asked for


@dataclass(frozen=True, slots=True)
class Sides:
    """The found sides of a comparison, in the question's order."""

    context: Context
    sides: tuple[Side, ...]


def answer_comparison(context: Context) -> Draft | Refusal:
    """Return the compared figures with their difference, or why one is missing."""
    question = context.question
    folded = question.readable
    if asks_for_same(question):
        return compare_persons(context)
    if LEVELS_ASKED.search(folded) and not question.levels:
        return answer_levels(without(context, COMPARING))
    extreme = answer_extremes(without(context, COMPARING))
    if extreme is not None:
        return extreme
    base = base_of(question)
    either = _EITHER.search(folded) and not _several(question)
    rivals = by_concept(context) if either else []
    if base is not None and len(question.provinces) < 2 and not rivals:
        compared = compare_with_base(without(context, COMPARING), base)
        return compared.draft if isinstance(compared, Comparison) else compared
    if asks_extreme(context.question) and not rivals and not _several(context.question):
        return _said_extreme(context)  # what is most of several, not how two of them differ
    against = answer_plan_gap(context)
    if against is not None:
        return against
    parts = rivals or split(context)
    if len(parts) >= 2:
        telling = _PROSE.search(folded) is not None
        if telling and not QUANTITY.search(folded):
            return _prose(context, parts)
        found = find_sides(context, parts)
        if isinstance(found, Refusal):
            return _prose(context, parts) if telling else found
        return worded(found)
    return answer_prose(context)


def _said_extreme(context: Context) -> Draft | Refusal:
    """Return the sentence that answers, if it says which is the most, or the least."""
    draft = answer_prose(without_category(without(context, SUPERLATIVE)))
    if isinstance(draft, Refusal) or tells_extreme(draft.text):
        return draft
    return Refusal(
        Reason.NOT_REPORTED, (), draft.evidence[:1], "no sentence says which is the most"
    )


def _several(question: Question) -> bool:
    return len(question.periods) > 1 or len(question.provinces) > 1


def find_sides(context: Context, parts: Sequence[Part]) -> Sides | Refusal:
    """Return the figure of each side, or a refusal that names the one that is missing."""
    asks_change = _asks_change(context.question)
    found: list[tuple[str, list[FigureCandidate]]] = []
    for name, part in parts:
        question = part.question
        if asks_change:
            question = replace(question, ask=Ask.CHANGE, dimension=Dimension.PERCENT)
        candidates = find_all(replace(part, question=question))
        found.append((name, [c for c in candidates if _names_side(c, name, part)]))
    sides: list[Side] = []
    missing: list[str] = []
    for name, candidate in matched(found, context.question):
        side = None if candidate is None else Side(name, candidate)
        if side is None or any(side.key == other.key for other in sides):
            missing.append(name)
        else:
            sides.append(side)
    if missing:
        pieces = merged([evidence(context, side.candidate) for side in sides])
        if not sides:
            return Refusal(Reason.NOT_REPORTED, tuple(missing), pieces, "no side was found")
        return Refusal(
            Reason.ONE_SIDE, tuple(missing), pieces, f"nothing found for {', '.join(missing)}"
        )
    return Sides(context, tuple(sides))


def _names_side(candidate: FigureCandidate, name: str, part: Context) -> bool:
    """Tell whether the names that a side is called by stand in the figure's sentence or row."""
    low, high = candidate.sentence
    view = candidate.view
    things = [
        w.concept.surface
        for w in part.concepts
        if not w.pair and not w.concept.soft and not is_name(w)
    ]
    if things and all(thing in candidate.missing for thing in things):
        return False  # a figure of the place that has nothing of what is compared
    return all(
        any(
            low <= m.start < high and _LETTER.match(view.text, m.end) is None
            for m in view.words.find(w.concept)
        )
        for w in part.concepts
        if not w.pair and is_name(w) and w.concept.surface in name
    )


def in_time(found: Sides) -> tuple[Side, ...]:
    """Return the sides, the latest first where each is of a period of its own."""
    dated = [(period_of(s.candidate.view, s.candidate.figure), s) for s in found.sides]
    ends = [period.last for period, _ in dated if period is not None]
    if len(set(ends)) < len(dated):
        return found.sides
    ordered = sorted(zip(ends, found.sides, strict=True), key=lambda pair: pair[0], reverse=True)
    return tuple(side for _, side in ordered)


def _asks_change(question: Question) -> bool:
    return question.dimension is Dimension.PERCENT and question.ask is Ask.CHANGE


def worded(found: Sides) -> Draft:
    """Return the draft of a comparison: which side is more, both figures, the difference."""
    context, sides = found.context, found.sides
    english = context.question.english
    said = "; ".join(
        f"{side.name}: {phrase(side.candidate.view, side.candidate.figure)}" for side in sides
    )
    text, gap, winner = said, "", ""
    if len(sides) == 2 and comparable(*sides):
        high, low = sorted(sides, key=lambda side: -side.value)
        if high.value == low.value:
            text = f"{'Equal' if english else 'Bằng nhau'}: {said}"
        else:
            gap, winner = difference(high, low), high.name
            text = f"{_lead(found, high)}: {said}"
            if gap:
                minuend, subtrahend = (s.candidate.figure.printed for s in (high, low))
                text += f" ({minuend} − {subtrahend} = {gap}{scale_words(high.candidate.figure)})"
            if asked_times(context.question):
                text += f"; {times(high, low, english=english)}"
    elif len(sides) > 2 and all(comparable(sides[0], side) for side in sides[1:]):
        ordered = sorted(sides, key=lambda side: -side.value)
        winner = ordered[0].name
        text = (
            f"{'Highest' if english else 'Cao nhất'}: {winner}; "
            f"{'lowest' if english else 'thấp nhất'}: {ordered[-1].name} ({said})"
        )
    amount = bool(_AMOUNT.search(context.question.readable))
    return Draft(
        text=text,
        evidence=merged([evidence(context, side.candidate) for side in sides]),
        confidence=min(side.candidate.coverage for side in sides),
        value=(gap if amount and gap else winner) or None,
        unit=(sides[0].candidate.figure.unit or None) if amount and gap else None,
        computed=bool(gap),
        subject=subject_of(sides[0].candidate.view, sides[0].candidate.figure),
        decision=" | ".join(
            f"{s.name}: {s.candidate.figure.printed} ({s.candidate.score:.3f})" for s in sides
        ),
    )


def _lead(found: Sides, high: Side) -> str:
    """Return the words that say which of two sides is more."""
    sides, question = found.sides, found.context.question
    percent = high.candidate.figure.unit == "%"
    places = {side.candidate.view.report.metadata.province for side in sides}
    dated = [(period_of(s.candidate.view, s.candidate.figure), s) for s in sides]
    periods = {period for period, _ in dated if period is not None}
    moved = len(periods) == 2 and len(places) == 1
    if question.english and not (moved and spans.MOVED.search(question.readable)):
        return f"{high.name} is {'higher' if percent else 'larger'}"
    if moved and (question.english or not _NAMED.search(question.readable)):
        latest = max(dated, key=lambda pair: pair[0].last.toordinal() if pair[0] else 0)[1]
        if question.english:
            return "Up" if latest is high else "Down"
        return "Tăng" if latest is high else "Giảm"
    return f"{high.name} {'cao hơn' if percent else 'nhiều hơn'}"


def _prose(context: Context, parts: Sequence[Part]) -> Draft | Refusal:
    drafts: list[tuple[str, Draft]] = []
    for name, part in parts:
        draft = answer_prose(part)
        if isinstance(draft, Refusal):
            pieces = tuple(d.evidence[0] for _, d in drafts)
            return replace(draft, missing=(name,), nearest=pieces or draft.nearest)
        drafts.append((name, draft))
    return Draft(
        text=" — ".join(f"{name}: {draft.text}" for name, draft in drafts),
        evidence=tuple(draft.evidence[0] for _, draft in drafts),
        confidence=min(draft.confidence for _, draft in drafts),
        subject=drafts[0][1].subject,
    )
