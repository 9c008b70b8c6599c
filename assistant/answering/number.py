"""How many, how much: the figure with its unit and what it counts."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

from assistant.answering.common import (
    concept_marks,
    evidence_of,
    figure_candidates,
    printed,
    quote,
    with_margins,
)
from assistant.answering.durations import first_of_span, span_end
from assistant.answering.parts import companions, listed, parts_of
from assistant.answering.siblings import whole_of_row
from assistant.draft import Context, Draft, Evidence, Reason, Refusal, effective_period
from assistant.facets import Ask
from assistant.matching import PassageView, Weighted
from assistant.question import Question
from assistant.ranking import FigureCandidate
from assistant.support import likelihood, only_planned, supported
from assistant.traits import Threshold
from assistant.weights import load
from corpus import Basis, Figure
from corpus.periods import PeriodKind
from corpus.tables import column_of, printed_unit
from corpus.vietnamese import fold

# words that lead to a number and say nothing of it
_LINKING = re.compile(
    r"(?:\s*\b(?:là|có|đạt|ước|khoảng|gần|hơn|được|gồm|còn|chỉ bằng|mới|cùng|lên))+\s*$"
)
_FEW = 3
_LABEL = 60  # characters before a bracket that say whose figure it holds
_SURE = 0.6  # least coverage of a plan that is told as one
FLOOR = 0.5  # least coverage of the question's words for an answer


def phrase(view: PassageView, figure: Figure) -> str:
    """Return the figure with what it counts, and its parts where they follow in brackets."""
    if column_of(view.passage, figure) is not None:
        unit = "%" if figure.unit == "%" else f" {printed_unit(view.passage, figure)}".rstrip()
        return f"{figure.label}: {figure.printed}{unit}"
    before = view.text[figure.own[0] : figure.start]
    start = figure.start
    if figure.own[1] <= figure.end + 2 or (before and len(before.split()) <= 4):
        start = figure.own[0]
    end = span_end(view, figure)
    rest = view.text[end:]
    if rest.lstrip().startswith("%"):
        end += rest.index("%") + 1
        rest = view.text[end:]
    if rest.lstrip().startswith("(") and 0 < (close := rest.find(")")) < 160:
        end += close + 1
    said = view.text[start:end]
    if said.count("(") > said.count(")") and view.text[end : end + 1] == ")":
        end += 1
    return quote(view, start, end)


def _labelled(view: PassageView, figure: Figure) -> str:
    """Return the figure with what stands before the bracket that it is in: whose it is."""
    said = phrase(view, figure)
    before = view.text[: min(figure.own[0], figure.start)].rstrip()
    if not before.endswith("("):
        return said
    start = max(view.sentence_of(figure.start)[0], *(before.rfind(mark) + 1 for mark in ",;:"))
    label = quote(view, start, len(before) - 1)
    told = len(label) > _LABEL or not label or any(map(str.isdigit, label))
    return said if told else f"{label} ({said})"


def answer_number(context: Context) -> Draft | Refusal:
    """Return the figure that the question asks for, or why there is none."""
    whole, parts = context, parts_of(context)
    context = parts[0].context
    ranked = with_margins(figure_candidates(context))
    best = next((c for c in _near_best(ranked) if supported(context, c)), None)
    if best is not None and len(parts) > 1:
        best = _whole_of(context, best, ranked)
    if best is not None and any(_from_before(context, w) for w in context.concepts):
        best = _of_kept_column(context, best, ranked)
    if best is None:
        derived = _from_next_period(whole)
        if derived is not None:
            return derived
        reason, near = _reason(context, ranked)
        nearest = tuple(evidence_of(c, [(c.figure.start, c.figure.own[1])]) for c in near)
        return Refusal(
            reason, ranked[0].missing if ranked else (), nearest, _judged(context, ranked[:1])
        )
    leading = first_of_span(best.view, best.position)
    best = best if leading == best.position else replace(best, position=leading)
    figure, view = best.figure, best.view
    others = listed(whole, best) or [c.figure for c in companions(parts[1:], best)]
    text = phrase(view, figure)
    for other in others:
        addition = _labelled(view, other)
        if addition not in text:
            text += f"; {addition}"
    beside = "" if others and len(parts) > 1 else _beside(view, figure, others)
    marks = [(figure.start, figure.own[1]), *((o.start, o.own[1]) for o in others)]
    marks += concept_marks(view, whole, *best.sentence)
    return Draft(
        text=f"{text}; {beside}" if beside else text,
        evidence=(evidence_of(best, sorted(marks)), *_second(ranked, best)),
        confidence=best.coverage,
        value=figure.printed,
        unit=figure.unit or None,
        subject=subject_of(view, figure),
        decision=_judged(context, [best, *(c for c in ranked[:3] if c is not best)]),
        missing=best.missing,
    )


def _whole_of(
    context: Context, best: FigureCandidate, ranked: list[FigureCandidate]
) -> FigureCandidate:
    """Return the whole of a table's row, which what is asked for further parts, if it fits."""
    whole = whole_of_row(context, best).position
    found = next((c for c in ranked if c.view is best.view and c.position == whole), best)
    return found if supported(context, found) else best


def _of_kept_column(
    context: Context, best: FigureCandidate, ranked: list[FigureCandidate]
) -> FigureCandidate:
    """Return the figure of a table's row in the column that the turn before asked about.

    ``còn Tràng Định?`` after the villages without signal of Đình Lập names another row alone.
    """
    view = best.view
    if column_of(view.passage, best.figure) is None:
        return best
    words = [w for w in context.concepts if not w.pair]

    def heading(candidate: FigureCandidate) -> list[Weighted]:
        cells = view.column_cells[candidate.position]
        return [
            w
            for w in words
            if any(a <= m.start < b for m in view.words.find(w.concept) for a, b in cells)
        ]

    if not all(_from_before(context, w) for w in heading(best)):
        return best  # it asks for a column itself

    def kept(candidate: FigureCandidate) -> tuple[int, float, float]:
        named = heading(candidate)
        latest = min((w.concept.start for w in named), default=sys.maxsize)  # nearer turns first
        return -latest, sum(w.weight for w in named), candidate.score

    row = [c for c in ranked if c.view is view and c.figure.clause == best.figure.clause]
    found = max(row, key=kept, default=best)
    return found if heading(found) and supported(context, found) else best


def _from_before(context: Context, weighted: Weighted) -> bool:
    """Tell whether a concept comes from an earlier turn: those start after the turn's own text."""
    return weighted.concept.start > len(context.question.readable)


def _near_best(ranked: list[FigureCandidate]) -> list[FigureCandidate]:
    """Return the candidates that score nearly as well as the best, few."""
    nearly = load().thresholds[Threshold.NEARLY]
    return [c for c in ranked[:_FEW] if c.score > ranked[0].score - nearly]


def _second(ranked: list[FigureCandidate], best: FigureCandidate) -> tuple[Evidence, ...]:
    """Return one more sentence that may be meant, if another one scores nearly as well."""
    for candidate in ranked[:8]:
        if candidate.view is best.view and candidate.sentence == best.sentence:
            continue
        if candidate.score > best.score - 0.1:
            return (evidence_of(candidate, [(candidate.figure.start, candidate.figure.own[1])]),)
        break
    return ()


def _beside(view: PassageView, figure: Figure, told: list[Figure]) -> str:
    """Return the other figure of a short sentence, so that two readings are told apart."""
    start, end = view.sentence_of(figure.start)
    others = [
        f
        for f in view.figures
        if start <= f.start < end and f is not figure and f not in told and f.head is None
    ]
    if end - start > 200 or len(others) != 1 or figure.head is not None:
        return ""
    return quote(view, others[0].clause[0], others[0].clause[1])


def subject_of(view: PassageView, figure: Figure) -> str:
    """Return what the figure counts, as a short phrase to be shown over the answer."""
    if column_of(view.passage, figure) is not None:
        return figure.label
    before = _LINKING.sub("", quote(view, figure.own[0], figure.start)).strip(" :,")
    after = quote(view, figure.end, figure.own[1]).lstrip("%").strip()
    repeated = bool(after) and fold(after) in fold(before)
    label = " ".join(part for part in (before, "" if repeated else after) if part)
    if figure.head is not None and len(label.split()) < 3:
        head = view.figures[figure.head]
        label = f"{quote(view, head.end, head.own[1])} › {label}".strip(" ›")
    return label[:1].upper() + label[1:]


def _reason(
    context: Context, ranked: list[FigureCandidate]
) -> tuple[Reason, list[FigureCandidate]]:
    """Return why no figure answers, and the figure that comes nearest, if there is one."""
    question = context.question
    for candidate in ranked[:_FEW]:
        if only_planned(context, candidate) and candidate.coverage > _SURE:
            return Reason.ONLY_PLANNED, [candidate]
    if question.levels and ranked and ranked[0].figure.level not in question.levels:
        return Reason.NO_LEVEL, ranked[:1]
    return Reason.NOT_REPORTED, ranked[:1]


def _judged(context: Context, candidates: list[FigureCandidate]) -> str:
    """Return how likely the first candidate is the answer, and how all of them scored."""
    if not candidates:
        return "no figure of the asked period and place"
    probable, least = likelihood(context, candidates[0])
    return f"likelihood {probable:.2f}, at least {least:.2f} is wanted: {_told(candidates)}"


def _told(candidates: list[FigureCandidate]) -> str:
    return " | ".join(
        f"{c.figure.printed} {c.figure.label}: {c.score:.3f} "
        + " ".join(f"{k}={v:+.2f}" for k, v in c.reasons.items())
        for c in candidates
    )


def _from_next_period(context: Context) -> Draft | None:
    """Work out a month's figure from the next month's report, where that states the change."""
    question = context.question
    if len(question.periods) != 1 or question.periods[0].kind not in {
        PeriodKind.MONTH,
        PeriodKind.QUARTER,
    }:
        return None
    wanted = question.periods[0]
    following = [
        view
        for view in context.views
        if (period := effective_period(view))
        and period.kind is wanted.kind
        and period.previous() == wanted
    ]
    relaxed = replace(context, question=_without_period(question), views=tuple(following))
    for candidate in figure_candidates(relaxed)[:3]:
        if not supported(relaxed, candidate) or candidate.figure.basis is Basis.CHANGE:
            continue
        figures = candidate.view.figures
        for figure in figures:
            words = fold(candidate.view.text[figure.own[0] : figure.clause[1]])
            if (
                figure.head == candidate.position
                and figure.basis is Basis.CHANGE
                and figure.unit != "%"
                and ("thang truoc" in words or "quy truoc" in words)
            ):
                sign = -1 if "tang" in words or "hon" in words else 1
                value = candidate.figure.value + sign * figure.value
                mark = "−" if sign < 0 else "+"
                sum_text = f"{candidate.figure.printed} {mark} {figure.printed} = {printed(value)}"
                label = quote(candidate.view, candidate.figure.end, candidate.figure.own[1])
                return Draft(
                    text=f"{printed(value)} {label} ({sum_text})",
                    evidence=(evidence_of(candidate, [(candidate.figure.start, figure.own[1])]),),
                    confidence=candidate.coverage,
                    value=printed(value),
                    unit=candidate.figure.unit or None,
                    computed=True,
                    subject=subject_of(candidate.view, candidate.figure),
                    decision=f"computed from the following period: {sum_text}",
                )
    return None


def _without_period(question: Question) -> Question:
    return replace(question, periods=(), ask=None if question.ask is Ask.CHANGE else question.ask)
