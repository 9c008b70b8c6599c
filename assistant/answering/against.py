"""Comparisons with a base: more than in April, up on last month, against 2019.

Where the report states the change itself, that is the answer; else the base's own figure is
looked for, and the difference is worked out in the open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.changes import (
    COMPARED,
    StatedChange,
    changes_of,
    own_period,
    period_of,
    read_change,
    row_figures,
    spoken_periods,
)
from assistant.answering.common import figure_candidates, printed, quote
from assistant.answering.number import phrase, subject_of
from assistant.answering.pairs import asked_times, best_pair, times
from assistant.answering.sides import Side, evidence, find_all, merged, plain, scale_words
from assistant.contrasts import folded_words
from assistant.draft import Context, Draft, Reason, Refusal
from assistant.facets import Ask, Dimension
from assistant.matching import PassageView
from assistant.question import Question
from assistant.ranking import FigureCandidate
from assistant.support import supported
from corpus import Basis, Figure
from corpus.periods import Period, PeriodKind, PeriodMention, find_periods, resolve
from corpus.tables import column_of
from corpus.vietnamese import fold, nfc

_BEFORE = re.compile(
    r"\b(month|quarter|year) (?:before|earlier|ago|previously)\b"
    r"|\b(?:previous|prior|preceding) (month|quarter|year)\b"
)
_COUNT = re.compile(r"\b(?:bao nhieu|may|bn) (?!phan tram|percent|so)[a-z]|\bhow many\b|\bchenh\b")
_RATE = re.compile(
    r"\b[tT][iy] (?:le|trong|suat)\b(?! (?:tang|giam))|\bdiem (?:phan tram|%)"
    r"|\b(?:rate|share|proportion)\b"
)
_ROUNDING = 0.6  # percentage points by which printed shares may be off
_SLIGHT = 0.01
_NEAR = 0.15  # of score: how much less a figure may fit that the report itself compares
_LOOKED_AT = 8  # changes looked through for one that is stated alone
_ROUND = 6  # decimals kept in arithmetic on printed numbers
_EMPTY = frozenset(
    [
        *("co", "la", "dat", "duoc", "uoc", "trong", "do", "so", "thang", "quy", "nam", "tong"),
        *("luc", "thi", "moi", "chi", "con", "va", "i", "ii", "iii", "iv", "t", "hien", "toan"),
    ]
)


@dataclass(frozen=True, slots=True)
class Base:
    """What a question compares with, as it names it: ``so với tháng trước``."""

    mention: PeriodMention
    words: str

    def period(self, asked: Period | None) -> Period | None:
        """Return the period meant, seen from the period that is asked about."""
        if self.mention.period is not None:
            return self.mention.period
        if asked is None:
            return None
        relative = (self.mention.relative or "").partition("@")[0]
        if relative == "last_year" and asked.kind is not PeriodKind.YEAR:
            return asked.year_before()  # a quarter "a year before" is that quarter
        if relative in {"last_month", "last_quarter", "last_year"}:
            return asked.previous() if relative.endswith(asked.kind.value) else None
        return resolve(self.mention, asked)

    def is_relative(self) -> bool:
        return self.mention.period is None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A draft, and whether what is asked about is more than its base (None where equal)."""

    draft: Draft
    rises: bool | None


def base_of(question: Question) -> Base | None:
    """Return the period that a question compares with, or None if it names none as a base."""
    text = nfc(question.text)
    folded = fold(text)
    for mention in find_periods(text):
        before = folded[: mention.start].rstrip()
        if mention.relative == "same_period_last_year" or (
            COMPARED.search(before) and not before.endswith(("from", "since"))
        ):
            return Base(mention, text[mention.start : mention.end])
    found = _BEFORE.search(folded)
    if found is None:
        return None
    relative = f"last_{found.group(1) or found.group(2)}"
    return Base(
        PeriodMention(found.start(), found.end(), None, relative, True), text[slice(*found.span())]
    )


def asked_periods(question: Question, base: Base) -> tuple[Period, ...]:
    """Return the question's periods without its base."""
    return tuple(p for p in question.periods if p != base.mention.period)


def compare_with_base(context: Context, base: Base) -> Comparison | Refusal:
    """Return how the asked figure stands to its base, or why that cannot be told."""
    question = replace(plain(context.question), periods=asked_periods(context.question, base))
    rate = _RATE.search(context.question.readable)
    if question.dimension is Dimension.PERCENT and not rate:
        question = replace(question, dimension=None)  # the change is in percent, not the figure
    asking = replace(context, question=question)
    mains = [c for c in find_all(asking) if c.reasons.get("dimension", 0.0) >= 0.0]
    mains = [c for c in mains if c.score > mains[0].score - _NEAR]
    if not mains:
        wanted = base.period(question.periods[0] if question.periods else None)
        return _change_alone(asking, base, wanted) or Refusal(
            Reason.NOT_REPORTED, decision="the figure asked about was not found"
        )
    for main in mains:
        wanted = _base_period(question, base, main)
        stated = [c for c in changes_of(main.view, main.position) if _is_base(c, base, wanted)]
        if stated or (wanted is not None and _beside(main, wanted) is not None):
            break  # the report itself sets this figure against the base
    else:
        main, stated = mains[0], []
        wanted = _base_period(question, base, main)
        pair = best_pair(mains, _of_base(context, wanted), context.question)
        if pair is not None and _base_period(question, base, pair[0]) == wanted:
            main = pair[0]
    stated.sort(key=lambda c: _unasked(main.view, c, context.question))
    found = _base_figure(context, main, wanted)
    if found is not None and not _agrees(main, found, stated):
        found = None
    if stated and not (found and _unasked(main.view, stated[0], context.question)):
        return _stated(context, main, stated[0], found)
    alone = None if stated or found else _change_alone(asking, base, wanted)
    if alone is not None:
        return alone
    if found is not None:
        return _computed(context, main, found, base, wanted, stated)
    if stated:
        return _stated(context, main, stated[0], None)
    name = wanted.label("en" if question.english else "vi") if wanted else base.words
    if not all(number in question.text for number in re.findall(r"\d+", name)):
        name = f"the {base.words}" if question.english else base.words
        # no number that nobody named and no excerpt shows
    return Refusal(
        Reason.ONE_SIDE, (name,), (evidence(asking, main),), f"no figure and no change for {name}"
    )


def _base_period(question: Question, base: Base, main: FigureCandidate) -> Period | None:
    """Return the period that the base means, seen from the asked one or from the figure's."""
    return base.period(
        question.periods[0] if question.periods else period_of(main.view, main.figure)
    )


def _is_base(change: StatedChange, base: Base, wanted: Period | None) -> bool:
    """Tell whether a stated change starts from the period that the question compares with."""
    if wanted is None:
        return change.base is None and not base.is_relative()
    return change.base == wanted


def _unasked(view: PassageView, change: StatedChange, question: Question) -> bool:
    """Tell whether a change is given as a share where a count is asked for, or the reverse."""
    if view.figures[change.position].unit == "%":
        return bool(_COUNT.search(question.readable))
    return question.dimension is Dimension.PERCENT


def _agrees(main: FigureCandidate, found: FigureCandidate, stated: Sequence[StatedChange]) -> bool:
    """Tell whether two figures differ as the report says that they do.

    A base found elsewhere that the stated change contradicts is not the same thing.
    """
    for change in stated:
        figure = main.view.figures[change.position]
        gap = main.figure.value - found.figure.value
        if figure.unit == "%":
            told = figure.value if change.rises else -figure.value
            actual = 100 * gap / found.figure.value if found.figure.value else 0.0
            if abs(actual - told) > _ROUNDING:
                return False
        elif abs(abs(gap) - figure.value) > _SLIGHT * max(1.0, figure.value):
            return False
    return True


def _change_alone(context: Context, base: Base, wanted: Period | None) -> Comparison | None:
    """Return a change that is stated apart from the figure that changed.

    ``So với quý II năm 2020, doanh thu viễn thông tăng 5,1%``: its own words name the thing.
    """
    question = replace(context.question, ask=Ask.CHANGE, dimension=None)
    asking = replace(context, question=question)
    for candidate in figure_candidates(asking)[:_LOOKED_AT]:
        view = candidate.view
        change = read_change(view, candidate.position)
        if change is None or not _is_base(change, base, wanted):
            continue
        if not supported(asking, candidate):
            continue
        figure = candidate.figure
        said = quote(view, min(change.start, figure.own[0]), max(change.end, figure.own[1]))
        rises = change.rises
        lead = f"{'Up' if rises else 'Down'}: “{said}”" if question.english else said
        return Comparison(
            Draft(
                text=lead,
                evidence=(evidence(asking, candidate),),
                confidence=candidate.coverage,
                value=figure.printed,
                unit=figure.unit or None,
                subject=subject_of(view, figure),
                decision=f"the report states the change: {said}",
            ),
            rises if figure.value else None,
        )
    return None


def _base_figure(
    context: Context, main: FigureCandidate, wanted: Period | None
) -> FigureCandidate | None:
    """Return the base's figure: beside the asked one, else from a report of that period."""
    if wanted is None:
        return None
    beside = _beside(main, wanted)
    if beside is not None:
        return beside
    pair = best_pair([main], _of_base(context, wanted), context.question)
    return None if pair is None else pair[1]


def _of_base(context: Context, wanted: Period | None) -> list[FigureCandidate]:
    """Return the figures of the base's period that may be what is compared with."""
    if wanted is None:
        return []
    question = replace(plain(context.question), periods=(wanted,))
    return find_all(replace(context, question=question))


def _beside(main: FigureCandidate, wanted: Period) -> FigureCandidate | None:
    """Return the figure of the same passage that gives the same thing for the other period.

    It stands in the same table row, or it is named by no word that the asked figure's
    sentence has not: ``(tháng 4 có 1.704 giao dịch)``, ``Năm 2019, số trạm là 4.790.``
    """
    view, figure = main.view, main.figure
    if column_of(view.passage, figure) is not None:
        row = [f for f in row_figures(view, figure) if own_period(view, f) == wanted]
        return replace(main, position=view.figures.index(row[0])) if len(row) == 1 else None
    start, end = view.sentence_of(figure.start)
    known = set(view.words.folded_in(start, end)) | _EMPTY
    fitting = [
        position
        for position, other in enumerate(view.figures)
        if other is not figure
        and own_period(view, other) == wanted
        and read_change(view, position) is None
        and other.basis is not Basis.CHANGE
        and _same_measure(figure, other)
        and set(_naming(view, other)) <= known
    ]
    heads = [p for p in fitting if view.figures[p].head == main.position]
    fitting = heads or fitting
    fitting.sort(key=lambda p: abs(view.figures[p].start - figure.start))
    return replace(main, position=fitting[0]) if fitting else None


def _naming(view: PassageView, figure: Figure) -> list[str]:
    """Return the folded words that name a figure, without numbers."""
    low, high = figure.own
    words = view.words.folded_in(low, figure.start) + view.words.folded_in(figure.end, high)
    return [word for word in words if not any(map(str.isdigit, word))]


def _same_measure(first: Figure, second: Figure) -> bool:
    if first.scale != second.scale or (first.unit == "%") != (second.unit == "%"):
        return False
    if not first.unit or not second.unit:
        return True
    return folded_words(first.unit)[:1] == folded_words(second.unit)[:1]


def _named(found: FigureCandidate, name: str) -> str:
    """Return the base's figure in its printed words, with its period where they lack it."""
    view, figure = found.view, found.figure
    if column_of(view.passage, figure) is not None:
        return f"{name}: {figure.printed}{'%' * (figure.unit == '%')}"
    words = phrase(view, figure)
    spoken = spoken_periods(view, figure.own[0], figure.own[1])
    return words if spoken else f"{name}: {words}"


def _stated(
    context: Context, main: FigureCandidate, change: StatedChange, found: FigureCandidate | None
) -> Comparison:
    """Word a change that the report states itself."""
    view, english = main.view, context.question.english
    figure = view.figures[change.position]
    inside = column_of(view.passage, figure) is not None
    said = (
        f"{'tăng' if change.rises else 'giảm'} {figure.printed}{'%' * (figure.unit == '%')}"
        if inside
        else quote(view, change.start, change.end)
    )
    if said[:1] in "+-−–":
        said = f"{'tăng' if change.rises else 'giảm'} {said[1:].strip()}"
    lead = f"{'Up' if change.rises else 'Down'} (“{said}”)" if english else said
    pieces = [evidence(context, main)]
    pieces[0] = replace(
        pieces[0], marks=tuple(sorted({*pieces[0].marks, (change.start, change.end)}))
    )
    text = f"{lead}: {phrase(view, main.figure)}"
    if found is not None:
        text += f"; {phrase(found.view, found.figure)}"
        pieces.append(evidence(context, found))
    return Comparison(
        Draft(
            text=text,
            evidence=merged(pieces),
            confidence=main.coverage,
            value=figure.printed,
            unit=figure.unit or main.figure.unit or None,
            subject=subject_of(view, main.figure),
            decision=f"the report states the change: {said}",
        ),
        change.rises if figure.value else None,
    )


def _computed(
    context: Context,
    main: FigureCandidate,
    found: FigureCandidate,
    base: Base,
    wanted: Period | None,
    stated: list[StatedChange],
) -> Comparison:
    """Word a difference that is worked out from two printed figures."""
    english = context.question.english
    first, second = Side("", main), Side("", found)
    gap = round((first.value - second.value) / main.figure.scale, _ROUND)
    label = wanted.label("en" if english else "vi") if wanted else base.words
    name = base.words if base.is_relative() else label
    pieces = [evidence(context, main), evidence(context, found)]
    said = f"{phrase(main.view, main.figure)}; {_named(found, name)}"
    unit = "%" if main.figure.unit == "%" else ""
    points = (" percentage points" if english else " điểm phần trăm") if unit else ""
    points = points or scale_words(main.figure)
    value: str | None = printed(abs(gap))
    if not gap:
        text = f"{'Unchanged' if english else 'Không đổi'}: {said}"
    else:
        high, low = (first, second) if gap > 0 else (second, first)
        sum_text = (
            f"{high.candidate.figure.printed} − {low.candidate.figure.printed} = {value}{points}"
        )
        lead = ("Up" if gap > 0 else "Down") if english else ("Tăng" if gap > 0 else "Giảm")
        text = f"{lead} {value}{points}: {said} ({sum_text})"
        if asked_times(context.question):
            text += f"; {times(high, low, english=english)}"
    if stated:
        change = main.view.figures[stated[0].position]
        percent = "%" if change.unit == "%" else ""
        text += f"; {change.printed}{percent}"
        mark = (change.start, max(change.own[1], change.end))
        pieces[0] = replace(pieces[0], marks=tuple(sorted({*pieces[0].marks, mark})))
    return Comparison(
        Draft(
            text=text,
            evidence=merged(pieces),
            confidence=min(main.coverage, found.coverage),
            value=value,
            unit=main.figure.unit or None,
            computed=bool(gap),
            subject=subject_of(main.view, main.figure),
            decision=f"computed: {main.figure.printed} against {found.figure.printed}",
        ),
        gap > 0 if gap else None,
    )
