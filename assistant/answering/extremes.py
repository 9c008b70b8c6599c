"""The most and the least: of the levels of government, of a table's rows, of listed parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.asked import without_category
from assistant.answering.common import figure_candidates, quote, sentence_candidates
from assistant.answering.extreme_words import LEAST, MOST, SUPERLATIVE
from assistant.answering.number import phrase, subject_of
from assistant.answering.prose import supported as said
from assistant.answering.rivals import asked_extremes, asks_rival, gap_of, is_base, rival
from assistant.answering.rows import beside_each, is_place
from assistant.answering.series import beside, collect
from assistant.answering.sides import Side, evidence, merged, plain, without
from assistant.draft import Context, Draft, Evidence, Reason, Refusal
from assistant.facets import Dimension
from assistant.matching import PassageView
from assistant.question import Question
from assistant.ranking import FigureCandidate
from assistant.support import supported
from corpus import Level
from corpus.tables import column_of
from corpus.vietnamese import fold

LEVELS_ASKED = re.compile(
    r"\bcap nao\b|\bba cap\b|\bcac cap\b|\b(?:which|what) (?:\w+ )?level\b|\bmoi cap\b|\blevels\b"
)
"""Words that ask for one or all of the levels of government, in a readable question."""

_WHICH = re.compile(r"\bnao\b|\b(?:gi|dau|ai)\b|\b(?:which|what|who)\b")
_MONTHS = re.compile(r"\b(?:thang|quy|nam) nao\b|\b(?:which|what) (?:month|quarter|year)\b")
_MONEY = re.compile(r"\b(?:nhieu|it|lon|cao) tien\b|\bso tien\b")
_TOP = re.compile(
    r"\b(?:(hai|ba|bon|nam(?! (?:\d|nay|qua|ngoai|truoc|vua))|two|three|four|five)"
    r"|([2-9]))\b(?= (?:\S+ ){0,4}?(?:nao|co|dung|dan|cao|nhieu|thap|it|highest|most|lowest|with)"
    r"\b)|\btop ([2-9])\b"
)
_COUNTS = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "two": 2, "three": 3, "four": 4, "five": 5}
_RANK = re.compile(
    r"\b(?:xep hang|thu hang|xep thu|rank)\b"
    r"|(?<!so )\bvi tri\b(?! (?:tram|cot|dat|lap|bts|phat|ha tang))"
)
_LEVEL = re.compile(r"\bcap (tinh|huyen|xa)\b")
_OF_WORD = {"tinh": Level.PROVINCE, "huyen": Level.DISTRICT, "xa": Level.COMMUNE}
_TURN = re.compile(r"\blan luot\b")
_PLACE_ASKED = re.compile(
    r"\b(?:huyen|thi xa|thanh pho|xa|phuong|quan|dia phuong|dia ban|noi|cho)(?: \S+){0,4}? nao\b"
    r"|\bdau\b|\bwhich (?:\w+ ){0,2}(?:districts?|communes?|towns?|places?|localit\w+|cit\w+)\b"
)
_LISTED = 12  # most siblings that an answer lists beside the extremes
_LOOKED_AT = 6


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Named figures from the greatest to the least."""

    sides: tuple[Side, ...]

    @classmethod
    def of(cls, sides: Sequence[Side]) -> _Ranked:
        return cls(tuple(sorted(sides, key=lambda side: -side.value)))


def asks_extreme(question: Question) -> bool:
    """Tell whether a question asks which of several is the most or the least."""
    folded = question.readable
    extreme = MOST.search(folded) or LEAST.search(folded)
    return bool(extreme and (_WHICH.search(folded) or is_base(question)))


_TELLS = re.compile(
    r"\b(?:chu yeu|phan lon|hau het|da so|tap trung|noi len|nua|chiem)\b|\bmostly\b|\bmainly\b"
)


def tells_extreme(text: str) -> bool:
    """Tell whether a sentence says which of several is the most, or makes up most of it."""
    folded = fold(text)
    return any(pattern.search(folded) for pattern in (MOST, LEAST, _TELLS))


def answer_extremes(context: Context) -> Draft | None:
    """Return which of several is the most or the least, or None if that is not asked.

    What the report says in words (``huyện Bến Lức dẫn đầu``) goes before what its figures
    show; siblings are weighed only where every one of them has a name.
    """
    folded = context.question.readable
    if not asks_extreme(context.question):
        return None
    most, least = asked_extremes(context.question)
    if _MONEY.search(folded) and context.question.dimension is None:
        context = replace(context, question=replace(context.question, dimension=Dimension.MONEY))
    context = without_category(without(context, SUPERLATIVE))
    if _MONTHS.search(folded):
        return _of_months(context, most=most, least=least)
    shown = _of_siblings(context, most=most, least=least) if asks_rival(context.question) else None
    if shown is not None and shown.computed:
        return shown
    return (
        _stated(context, most=most, least=least)
        or shown
        or _of_siblings(context, most=most, least=least)
    )


def _stated(context: Context, *, most: bool, least: bool) -> Draft | None:
    """Return the sentence that names the first or the last itself, or one for each of them."""
    whole = _stated_in_one(context, [p for p, asked in ((MOST, most), (LEAST, least)) if asked])
    if whole is not None or not (most and least):
        return whole
    first, last = (_stated_in_one(context, [pattern]) for pattern in (MOST, LEAST))
    if first is None or last is None:
        return None
    return replace(
        first, text=f"{first.text}; {last.text}", evidence=(*first.evidence, *last.evidence)
    )


def _stated_in_one(context: Context, patterns: Sequence[re.Pattern[str]]) -> Draft | None:
    """Return the sentence that says all that the patterns ask for, or None."""
    for candidate in sentence_candidates(context)[:_LOOKED_AT]:
        view, start, end = candidate.view, candidate.start, candidate.end
        text = fold(view.text[start:end])
        if not all(pattern.search(text) for pattern in patterns):
            continue
        if not said(context, candidate):
            continue
        marks = [m.span() for p in patterns for m in p.finditer(text)]
        placed = tuple(sorted((start + a, start + b) for a, b in marks))
        low, high = _clause(view, start, end, placed)
        return Draft(
            text=quote(view, low, high),
            evidence=(Evidence(view, start, end, ((low, high),)),),
            confidence=candidate.coverage,
            subject=view.passage.topic or (view.passage.section or ("",))[-1],
            decision="the report names the extreme in words",
            missing=candidate.missing,
        )
    return None


def _clause(
    view: PassageView, start: int, end: int, marks: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """Return the stretch between semicolons that holds all the marks."""
    low = max(view.text.rfind(";", start, marks[0][0]) + 1, start)
    close = view.text.find(";", marks[-1][1], end)
    return low, close if close >= 0 else end


def _of_siblings(context: Context, *, most: bool, least: bool) -> Draft | None:
    """Return the extremes among the figures beside the one that fits best."""
    places = _PLACE_ASKED.search(context.question.readable) is not None
    for candidate in figure_candidates(context)[:_LOOKED_AT]:
        if not supported(context, candidate):
            continue
        for sides in beside_each(context, candidate):
            if places and not all(is_place(side.name) for side in sides):
                continue
            if _RANK.search(_column_head(candidate.view, candidate.position)):
                return None  # rank 1 is the best: a number that must not be read as an amount
            return _worded(context, _Ranked.of(sides), most=most, least=least)
    return None


def _column_head(view: PassageView, position: int) -> str:
    """Return the folded head of a figure's table column, or ""."""
    column = column_of(view.passage, view.figures[position])
    return fold(view.text[slice(*column)]) if column else ""


def _of_months(context: Context, *, most: bool, least: bool) -> Draft | None:
    """Return the month, quarter or year with the greatest or least figure."""
    points = beside(context) or collect(context)
    if len(points) < 2:
        return None
    language = "en" if context.question.english else "vi"
    sides = [Side(point.period.label(language), point.candidate) for point in points]  # type: ignore[arg-type]
    return _worded(context, _Ranked.of(sides), most=most, least=least)


def _wanted(folded: str) -> int:
    """Return how many of the first or last a question asks for: ``ba huyện nào … cao nhất``."""
    found = _TOP.search(folded)
    if found is None:
        return 1
    word, digit, top = found.groups()
    return _COUNTS[word] if word else int(digit or top)


def _worded(context: Context, ranked: _Ranked, *, most: bool, least: bool) -> Draft:
    english = context.question.english
    sides = ranked.sides
    high, low = sides[0], sides[-1]
    rate = high.candidate.figure.unit == "%" or context.question.dimension is Dimension.DENSITY
    words = {
        True: (("Highest", "lowest") if english else ("Cao nhất là", "thấp nhất là")),
        False: (("Most", "fewest") if english else ("Nhiều nhất là", "ít nhất là")),
    }[rate]
    colon = ":" if english else ""
    wanted = _wanted(context.question.readable)
    tops = [s for s in sides if s.value >= sides[min(wanted, len(sides)) - 1].value]
    bottoms = [s for s in sides[::-1] if s.value <= sides[-min(wanted, len(sides))].value]
    if most and least:
        text = f"{words[0]}{colon} {_listed(tops)}; {words[1]}{colon} {_listed(bottoms)}"
        told = [*tops, *bottoms]
    else:
        told = tops if most else bottoms
        word = words[0] if most else words[1][:1].upper() + words[1][1:]
        text = f"{word}{colon} {_listed(told)}"
    other = rival(context.question, sides, told)
    if other is None and most and least and is_base(context.question):
        other = low
    gap = "" if other is None else gap_of(told[0], other, english=english)
    if gap:
        text += f", {gap}"
    rest = [s for s in sides if s not in told]
    if rest and len(rest) <= _LISTED:
        text += f"; {'others:' if english else 'còn lại:'} {_listed(rest)}"
    ordered = [*told, *rest]
    return Draft(
        text=text,
        evidence=merged([evidence(context, side.candidate) for side in ordered]),
        confidence=min(side.candidate.coverage for side in sides),
        value=(high if most or not least else low).candidate.figure.printed,
        unit=high.candidate.figure.unit or None,
        computed=bool(gap),
        subject=subject_of(high.candidate.view, high.candidate.figure),
        decision=" > ".join(f"{s.name} {s.candidate.figure.printed}" for s in sides[:_LISTED]),
    )


def _listed(sides: Sequence[Side]) -> str:
    return ", ".join(f"{side.name} ({_amount(side)})" for side in sides)


def _amount(side: Side) -> str:
    """Return a side's figure with its unit, but not with words that its name has already."""
    figure, view = side.candidate.figure, side.candidate.view
    if figure.unit == "%":
        return f"{figure.printed}%"
    said_of = phrase(view, figure)
    return figure.printed if fold(side.name) in fold(said_of) or len(said_of) > 80 else said_of


_LEVEL_NAMES = {
    Level.PROVINCE: ("cấp tỉnh", "provincial level (cấp tỉnh)"),
    Level.DISTRICT: ("cấp huyện", "district level (cấp huyện)"),
    Level.COMMUNE: ("cấp xã", "commune level (cấp xã)"),
}


def answer_levels(context: Context) -> Draft | Refusal:
    """Return an indicator's figures of the three levels of government, compared if asked."""
    folded = context.question.readable
    in_english = context.question.english
    sides: list[Side] = []
    for level, names in _LEVEL_NAMES.items():
        found = _of_level(context, level)
        if found is not None:
            sides.append(Side(names[in_english], found))
    sides = _in_turn(context) or _of_one_measure(context, _of_one_place(sides))
    if len(sides) < 2:
        return Refusal(
            Reason.NO_LEVEL,
            (),
            tuple(evidence(context, s.candidate) for s in sides),
            "no figures by level",
        )
    most, least = bool(MOST.search(folded)), bool(LEAST.search(folded))
    if most or least:
        return _worded(context, _Ranked.of(sides), most=most, least=least)
    high = max(sides, key=lambda s: s.value)
    return Draft(
        text="; ".join(phrase_of(side) for side in sides),
        evidence=merged([evidence(context, side.candidate) for side in sides]),
        confidence=min(s.candidate.coverage for s in sides),
        value=high.candidate.figure.printed,
        subject=subject_of(high.candidate.view, high.candidate.figure),
    )


def phrase_of(side: Side) -> str:
    """Return a side's figure in its printed words, its level named if they do not name it."""
    printed = phrase(side.candidate.view, side.candidate.figure)
    named = fold(side.name).split(" (")[0] in fold(printed) or "cap " in fold(printed)
    return printed if named else f"{side.name}: {printed}"


def _of_level(context: Context, level: Level) -> FigureCandidate | None:
    """Return the figure of one level: the level's whole where no part of it is asked for."""
    question = replace(plain(context.question), levels=(level,))
    ranked = figure_candidates(replace(context, question=question))[:12]
    found = next((c for c in ranked if c.figure.level is level), None)
    if found is None or "undistinguished" not in found.reasons or found.figure.head is None:
        return found
    head = found.view.figures[found.figure.head]
    return replace(found, position=found.figure.head) if head.level is level else found


def _of_one_place(sides: Sequence[Side]) -> list[Side]:
    """Return the sides as figures of one table column where one holds all of the levels.

    What another passage says of one level may be of another month, or a correction.
    """
    best: list[Side] = list(sides)
    apart = len({side.candidate.view.stored.id for side in sides})
    for anchor in sides if apart > 1 else ():
        view, position = anchor.candidate.view, anchor.candidate.position
        column = view.columns[position]
        if column is None:
            continue
        mates: dict[Level | None, FigureCandidate] = {
            f.level: replace(anchor.candidate, position=i)
            for i, f in enumerate(view.figures)
            if view.columns[i] == column and f.level is not None
        }
        levels = [side.candidate.figure.level for side in sides]
        if all(level in mates for level in levels):
            return [
                replace(side, candidate=mates[level])
                for side, level in zip(sides, levels, strict=True)
            ]
    return best


def _in_turn(context: Context) -> list[Side]:
    """Return the levels of a sentence that gives their figures in turn.

    ``Tỷ lệ của cấp tỉnh, cấp huyện, cấp xã lần lượt là 77,42%, 72,15%, 64,71%.``
    """
    for candidate in figure_candidates(context)[:_LOOKED_AT]:
        view, (start, end) = candidate.view, candidate.sentence
        folded = fold(view.text)
        turn = _TURN.search(folded, start, end)
        if turn is None or not supported(context, candidate):
            continue
        named = [_OF_WORD[m.group(1)] for m in _LEVEL.finditer(folded, start, turn.start())]
        positions = [i for i, f in enumerate(view.figures) if turn.end() <= f.start < end]
        if len(set(named)) == len(named) == len(positions) > 1:
            names = [_LEVEL_NAMES[level][context.question.english] for level in named]
            return [
                Side(name, replace(candidate, position=i))
                for name, i in zip(names, positions, strict=True)
            ]
    return []


def _of_one_measure(context: Context, sides: Sequence[Side]) -> list[Side]:
    """Return the sides as figures of one measure, as most of them or the question have it.

    ``Cấp tỉnh 12.480/13.002 (95,99%)``: a count of one level is no match for a share of
    another, so the odd one is exchanged for its level's figure of the common measure.
    """
    shares = [s.candidate.figure.unit == "%" for s in sides]
    share = context.question.dimension is Dimension.PERCENT or sum(shares) * 2 > len(sides)
    chosen: list[Side] = []
    for side, is_share in zip(sides, shares, strict=True):
        if is_share == share:
            chosen.append(side)
            continue
        figure, view = side.candidate.figure, side.candidate.view
        others = [
            i
            for i, f in enumerate(view.figures)
            if (f.unit == "%") == share
            and view.sentence_of(f.start) == view.sentence_of(figure.start)
            and (f.level is figure.level or f.head == side.candidate.position)
            and f.start > figure.start
        ]
        if others:
            chosen.append(replace(side, candidate=replace(side.candidate, position=others[0])))
    return chosen
