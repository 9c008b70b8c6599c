"""Comparisons: both figures with both citations, and the difference, marked as computed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.common import concept_marks, figure_candidates, printed
from assistant.answering.number import FLOOR, phrase, subject_of, supported
from assistant.answering.prose import answer_prose
from assistant.concepts import Concept
from assistant.draft import Context, Draft, Evidence, Reason, Refusal, effective_period
from assistant.kinds import Ask, Dimension
from assistant.matching import Weighted
from assistant.question import Question
from assistant.ranking import FigureCandidate
from assistant.wording import province_name
from corpus import Level, provinces
from corpus.periods import Language

_JOINT = re.compile(r"\b(?:voi|va|hay|hoac|or|and|than|vs|versus|so voi)\b|,")
_LEVELS = re.compile(
    r"\bcap nao\b|\bba cap\b|\bcac cap\b|\b(?:which|what) (?:\w+ )?level\b|\bmoi cap\b|\blevels\b"
)
_LEAST = re.compile(r"\b(?:thap nhat|it nhat|nho nhat|lowest|fewest|smallest|least)\b")
_MOST = re.compile(r"\b(?:cao nhat|nhieu nhat|lon nhat|highest|most|largest|biggest)\b")
_PROSE = re.compile(r"\bkhac nhau (?:the nao|ra sao|nhu the nao|gi)\b|\bhow .*differ\b")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: what it is called, and its figure."""

    name: str
    candidate: FigureCandidate

    @property
    def value(self) -> float:
        return self.candidate.figure.value


def answer_comparison(context: Context) -> Draft | Refusal:
    """Return the compared figures with their difference, or why one is missing."""
    question = context.question
    folded = question.readable
    if _LEVELS.search(folded) and not question.levels:
        return answer_levels(context)
    for split in (_by_period, _by_province):
        parts = split(context)
        if len(parts) >= 2:
            if _PROSE.search(folded):
                return _prose(context, parts)
            return _sides(context, parts)
    parts = _by_concept(context)
    if len(parts) == 2:
        return _sides(context, parts)
    return answer_prose(context)


def _by_period(context: Context) -> list[tuple[str, Context]]:
    question = context.question
    language: Language = "en" if question.english else "vi"
    if len(question.provinces) == len(question.periods) > 1:
        return _paired(context)
    if len(question.periods) < 2:
        return []
    return [
        (
            period.label(language),
            replace(context, question=replace(_plain(question), periods=(period,))),
        )
        for period in question.periods
    ]


def _paired(context: Context) -> list[tuple[str, Context]]:
    """Pair the n-th province with the n-th period: ``Tây Ninh năm 2020 và Ninh Thuận 4/2023``."""
    question = context.question
    pairs = zip(question.provinces, question.periods, strict=True)
    return [
        (
            _province_name(context, key),
            replace(
                context, question=replace(_plain(question), provinces=(key,), periods=(period,))
            ),
        )
        for key, period in pairs
    ]


def _by_province(context: Context) -> list[tuple[str, Context]]:
    question = context.question
    if len(question.provinces) < 2:
        return []
    return [
        (
            _province_name(context, key),
            replace(context, question=replace(_plain(question), provinces=(key,))),
        )
        for key in question.provinces
    ]


def _by_concept(context: Context) -> list[tuple[str, Context]]:
    """Part ``3G với 4G``: two questions that share all but the words beside the joint."""
    folded = context.question.readable
    singles = [w for w in context.concepts if not w.pair]
    for joint in _JOINT.finditer(folded):
        left = [w for w in singles if w.concept.end <= joint.start()]
        right = [w for w in singles if w.concept.start >= joint.end()]
        if not left or not right:
            continue
        before, after = left[-1], right[0]
        if joint.start() - before.concept.end > 3 or after.concept.start - joint.end() > 3:
            continue
        left_part = _run(left, folded, backwards=True)
        right_part = _run(right, folded, backwards=False)
        return [
            (
                _name(context, part),
                replace(
                    context,
                    question=_plain(context.question),
                    concepts=_focused(context.concepts, part, other),
                ),
            )
            for part, other in ((left_part, right_part), (right_part, left_part))
        ]
    return []


def _run(concepts: Sequence[Weighted], folded: str, *, backwards: bool) -> list[Weighted]:
    """Return the unbroken run of concepts that touches the joint, at most four."""
    ordered = list(reversed(concepts)) if backwards else list(concepts)
    run = [ordered[0]]
    for weighted in ordered[1:4]:
        last = run[-1].concept
        gap = (
            folded[weighted.concept.end : last.start]
            if backwards
            else folded[last.end : weighted.concept.start]
        )
        if gap.strip():
            break
        run.append(weighted)
    return list(reversed(run)) if backwards else run


def _focused(
    concepts: Sequence[Weighted], part: Sequence[Weighted], other: Sequence[Weighted]
) -> tuple[Weighted, ...]:
    """Return the concepts without the other side's, this side's counting more."""
    mine = {w.concept.start for w in part}
    theirs = {w.concept.start for w in other}
    shared_words = {w.concept.surface.lower() for w in part} & {
        w.concept.surface.lower() for w in other
    }
    chosen: list[Weighted] = []
    for weighted in concepts:
        start = weighted.concept.start
        if start in theirs and weighted.concept.surface.lower() not in shared_words:
            continue
        chosen.append(replace(weighted, weight=weighted.weight * (1.5 if start in mine else 0.7)))
    return tuple(chosen)


def _name(context: Context, part: Sequence[Weighted]) -> str:
    concepts: list[Concept] = [w.concept for w in part]
    return context.question.text[concepts[0].start : concepts[-1].end]


def _plain(question: Question) -> Question:
    """Return the question without the ask for a change: each side is a figure of its own."""
    return replace(question, ask=None if question.ask is Ask.CHANGE else question.ask)


def _province_name(context: Context, key: str) -> str:
    own = (v.report.metadata for v in context.views if v.report.metadata.province == key)
    metadata = next(own, None)
    known = provinces.find(key)
    return province_name(metadata) if metadata else known.name if known else key


def _find(context: Context) -> FigureCandidate | None:
    views = context.views
    if len(context.question.provinces) == 1:
        views = (
            tuple(
                v
                for v in views
                if v.report.metadata.province in {None, *context.question.provinces}
            )
            or views
        )
    ranked = figure_candidates(replace(context, views=views))
    return next(
        (
            c
            for c in ranked[:5]
            if supported(context, c) or (c is ranked[0] and c.coverage >= FLOOR - 0.1)
        ),
        None,
    )


def _sides(context: Context, parts: Sequence[tuple[str, Context]]) -> Draft | Refusal:
    sides: list[Side] = []
    if _asks_change(context.question):
        parts = [
            (
                name,
                replace(
                    part,
                    question=replace(part.question, ask=Ask.CHANGE, dimension=Dimension.PERCENT),
                ),
            )
            for name, part in parts
        ]
    for name, part in parts:
        found = _find(part)
        if found is None:
            evidence = tuple(_evidence(context, side) for side in sides)
            return Refusal(Reason.NOT_REPORTED, (name,), evidence, f"nothing found for {name}")
        sides.append(Side(name, found))
    if len({(s.candidate.view.stored.id, s.candidate.position) for s in sides}) < len(sides):
        return Refusal(
            Reason.NOT_REPORTED,
            (sides[-1].name,),
            (_evidence(context, sides[0]),),
            "both sides lead to one figure",
        )
    return _worded(context, sides)


def _asks_change(question: Question) -> bool:
    return question.dimension is Dimension.PERCENT and question.ask is Ask.CHANGE


def _evidence(context: Context, side: Side) -> Evidence:
    view, figure = side.candidate.view, side.candidate.figure
    start, end = side.candidate.sentence
    marks = (
        (figure.start, max(figure.own[1], figure.end)),
        *concept_marks(view, context, *figure.clause),
    )
    return Evidence(view, start, end, tuple(sorted(marks)))


def _worded(context: Context, sides: Sequence[Side]) -> Draft:
    english = context.question.english
    said = "; ".join(
        f"{side.name}: {phrase(side.candidate.view, side.candidate.figure)}" for side in sides
    )
    text, computed = said, False
    if len(sides) == 2 and _comparable(*sides):
        first, second = sides
        difference = abs(first.value - second.value)
        if difference == 0:
            text = f"{'Equal' if english else 'Bằng nhau'}: {said}"
        else:
            high, low = (first, second) if first.value > second.value else (second, first)
            sum_text = _difference(high, low, difference)
            if english:
                lead = f"{high.name} is larger"
            elif len(context.question.periods) == 2 and _same_place(sides):
                lead = _trend(sides)
            else:
                lead = (
                    f"{high.name} nhiều hơn"
                    if high.candidate.figure.unit != "%"
                    else (f"{high.name} cao hơn")
                )
            text = f"{lead}: {said} ({sum_text})" if sum_text else f"{lead}: {said}"
            computed = bool(sum_text)
    return Draft(
        text=text,
        evidence=tuple(_evidence(context, side) for side in sides),
        confidence=min(side.candidate.coverage for side in sides),
        computed=computed,
        subject=subject_of(sides[0].candidate.view, sides[0].candidate.figure),
        decision=" | ".join(
            f"{s.name}: {s.candidate.figure.printed} ({s.candidate.score:.3f})" for s in sides
        ),
    )


def _comparable(first: Side, second: Side) -> bool:
    """Tell whether both figures count in the same measure."""
    a, b = first.candidate.figure, second.candidate.figure
    return (a.unit == "%") == (b.unit == "%") and ("đồng" in a.unit) == ("đồng" in b.unit)


def _difference(high: Side, low: Side, difference: float) -> str:
    """Return the sum, in the printed scale, or "" where the scales differ.

    ``170 nghìn`` is rounded: taking 85.149 from it would feign a precision that it lacks.
    """
    scale = high.candidate.figure.scale
    if scale != low.candidate.figure.scale:
        return ""
    return (
        f"{high.candidate.figure.printed} − {low.candidate.figure.printed} = "
        f"{printed(round(difference / scale, 6))}"
    )


def _same_place(sides: Sequence[Side]) -> bool:
    return len({s.candidate.view.report.metadata.province for s in sides}) == 1


def _trend(sides: Sequence[Side]) -> str:
    ordered = sorted(
        sides,
        key=lambda s: p.last.toordinal() if (p := effective_period(s.candidate.view)) else 0,
    )
    return "Tăng" if ordered[-1].value > ordered[0].value else "Giảm"


def answer_levels(context: Context) -> Draft | Refusal:
    """Return an indicator's figures of the three levels of government, compared if asked."""
    folded = context.question.readable
    sides: list[Side] = []
    names = {
        Level.PROVINCE: ("cấp tỉnh", "provincial level (cấp tỉnh)"),
        Level.DISTRICT: ("cấp huyện", "district level (cấp huyện)"),
        Level.COMMUNE: ("cấp xã", "commune level (cấp xã)"),
    }
    for level, (vietnamese, english) in names.items():
        question = replace(_plain(context.question), levels=(level,))
        ranked = [
            c
            for c in figure_candidates(replace(context, question=question))[:12]
            if c.figure.level is level
        ]
        if ranked:
            sides.append(Side(english if context.question.english else vietnamese, ranked[0]))
    if len(sides) < 2:
        return Refusal(
            Reason.NO_LEVEL, (), tuple(_evidence(context, s) for s in sides), "no figures by level"
        )
    ordered = sorted(sides, key=lambda s: -s.value)
    high, low = ordered[0], ordered[-1]

    def said(side: Side) -> str:
        return f"{side.name} ({phrase(side.candidate.view, side.candidate.figure)})"

    in_english = context.question.english
    most, least = bool(_MOST.search(folded)), bool(_LEAST.search(folded))
    if most and least:
        text = (
            f"Highest: {said(high)}; lowest: {said(low)}"
            if in_english
            else f"Cao nhất là {said(high)}, thấp nhất là {said(low)}"
        )
    elif most or least:
        chosen = high if most else low
        rest = ", ".join(said(s) for s in ordered if s is not chosen)
        if in_english:
            text = f"{'Highest' if most else 'Lowest'}: {said(chosen)}; others: {rest}"
        else:
            text = f"{'Cao nhất' if most else 'Thấp nhất'} là {said(chosen)}; còn lại: {rest}"
    else:
        text = "; ".join(said(side) for side in sides)
    seen: dict[tuple[int, tuple[int, int]], Evidence] = {}
    for side in ordered:
        evidence = _evidence(context, side)
        key = (side.candidate.view.stored.id, side.candidate.sentence)
        known = seen.get(key)
        seen[key] = (
            replace(evidence, marks=tuple(sorted({*known.marks, *evidence.marks})))
            if known
            else evidence
        )
    return Draft(
        text=text,
        evidence=tuple(seen.values()),
        confidence=min(s.candidate.coverage for s in sides),
        value=(high if most or not least else low).candidate.figure.printed,
        subject=subject_of(high.candidate.view, high.candidate.figure),
    )


def _prose(context: Context, parts: Sequence[tuple[str, Context]]) -> Draft | Refusal:
    drafts: list[tuple[str, Draft]] = []
    for name, part in parts:
        draft = answer_prose(part)
        if isinstance(draft, Refusal):
            return replace(draft, missing=(name, *draft.missing))
        drafts.append((name, draft))
    return Draft(
        text=" — ".join(f"{name}: {draft.text}" for name, draft in drafts),
        evidence=tuple(draft.evidence[0] for _, draft in drafts),
        confidence=min(draft.confidence for _, draft in drafts),
        subject=drafts[0][1].subject,
    )
