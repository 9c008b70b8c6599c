"""Figures that stand beside each other: the rows of a table, the parts of a whole, a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.changes import read_change, row_figures
from assistant.answering.common import quote
from assistant.contrasts import folded_words
from assistant.draft import Context
from assistant.matching import PassageView
from assistant.ranking import FigureCandidate
from corpus import Basis, Figure
from corpus.tables import cells, column_of, row_label
from corpus.vietnamese import fold

_WHOLE = re.compile(r"^\W*(?:tong(?: (?:so|cong))?|cong|toan tinh|ca tinh|ca nuoc|chung)\b")
_LINKING = re.compile(
    r"^(?:(?:có|là|đạt|được|gồm|với|và|trong đó|trong|riêng|còn|về|tại|ở|của|thì|cụ thể"
    r"|số)\b[\s:]*)+"
    r"|(?:[\s:,–-]*\b(?:có|là|đạt|được|với|và|còn|ước|gồm|chỉ|mới|lên|vọt lên))+[\s:]*$"
)


def children(view: PassageView, position: int) -> list[int]:
    """Return the figures that part the one at `position`, in order; changes are no parts.

    Beside a list of kinds, what only says how many of all were dealt with is none either:
    ``61 phản ánh, 48 phản ánh đã có trả lời: giao thông 05; môi trường 13``.
    """
    head = view.figures[position]
    found = [
        index
        for index, figure in enumerate(view.figures)
        if figure.head == position and not _is_change(view, index)
    ]
    parts = [index for index in found if _same_kind(head, view.figures[index])]
    kinds = [index for index in parts if not _says_again(view, head, view.figures[index])]
    return kinds if len(kinds) > 1 else parts


def _says_again(view: PassageView, head: Figure, part: Figure) -> bool:
    """Tell whether the noun of the whole is said again behind the number of a part."""
    noun = folded_words(head.unit)
    return bool(noun) and folded_words(view.text[part.end : part.own[1]])[: len(noun)] == noun


def siblings(view: PassageView, position: int) -> list[int]:
    """Return the figures on a level with the one at `position`, itself among them, in order.

    In a table these are its column's, totals left out; else the parts of the same whole, or
    the figures of the same sentence that count the same.
    """
    figure = view.figures[position]
    column = column_of(view.passage, figure)
    if column is not None:
        return [
            index
            for index, other in enumerate(view.figures)
            if view.columns[index] == column and not _WHOLE.match(fold(name_of(view, index)))
        ]
    start, end = view.sentence_of(figure.start)
    return [
        index
        for index, other in enumerate(view.figures)
        if start <= other.start < end
        and other.head == figure.head
        and not _is_change(view, index)
        and (index == position or _alike(figure, other))
    ]


def same_unit(view: PassageView, position: int) -> list[int]:
    """Return the figures of a sentence that count the same as the one at `position`, in order."""
    figure = view.figures[position]
    start, end = view.sentence_of(figure.start)
    return [
        index
        for index, other in enumerate(view.figures)
        if start <= other.start < end
        and _same_kind(figure, other)
        and folded_words(figure.unit)[:1] == folded_words(other.unit)[:1]
        and not _is_change(view, index)
    ]


def _is_change(view: PassageView, position: int) -> bool:
    return view.figures[position].basis is Basis.CHANGE or read_change(view, position) is not None


def _same_kind(first: Figure, second: Figure) -> bool:
    """Tell whether both are shares, both money, or neither."""
    return (first.unit == "%") == (second.unit == "%") and (
        ("đồng" in first.unit) == ("đồng" in second.unit)
    )


def _alike(first: Figure, second: Figure) -> bool:
    """Tell whether two figures of a sentence count the same, so far as their units tell."""
    if not _same_kind(first, second):
        return False
    if first.head is not None:
        return True
    if all(f.own[0] < f.start and f.own[1] <= f.end + 1 for f in (first, second)):
        return True  # "môi trường 13; thủ tục hành chính 13": the words name, they do not count
    if not first.unit or not second.unit:
        return first.unit == second.unit
    return folded_words(first.unit)[:1] == folded_words(second.unit)[:1]


def name_of(view: PassageView, position: int) -> str:
    """Return what a figure is called, without its number: ``cấp huyện``, ``trạm 4G``."""
    figure = view.figures[position]
    if column_of(view.passage, figure) is not None:
        row = cells(view.text, *figure.clause)
        label = row_label(view.text, row)
        return view.text[slice(*label)] if label else ""
    before = _LINKING.sub("", quote(view, figure.own[0], figure.start)).strip(" :,–-(")
    after = _LINKING.sub("", quote(view, figure.end, figure.own[1]).lstrip("%")).strip(" :,–-)")
    if fold(after) in fold(before):
        after = ""
    return " ".join(part for part in (before, after) if part)


def distinct_names(view: PassageView, positions: Sequence[int]) -> dict[int, str]:
    """Return the names of figures, or nothing where they do not tell them all apart."""
    names = {position: name_of(view, position) for position in positions}
    folded = {fold(name) for name in names.values()}
    return names if len(folded) == len(names) and "" not in folded else {}


def whole_of_row(context: Context, candidate: FigureCandidate) -> FigureCandidate:
    """Return a row's whole in place of its part where the question names no part.

    ``hồ sơ cấp xã`` is what was received, not what came in online.
    """
    view, figure = candidate.view, candidate.figure
    column = column_of(view.passage, figure)
    if column is None or context.question.dimension is not None:
        return candidate
    row = row_figures(view, figure)
    others = [column_of(view.passage, f) for f in row]
    heads = [fold(view.text[slice(*other)]) for other in others if other and other != column]
    named = any(
        column[0] <= match.start < column[1]
        and not any(fold(view.text[match.start : match.end]) in head for head in heads)
        for w in context.concepts
        for match in view.words.find(w.concept)
    )  # what stands over several columns tells none of them: "Nộp trực tuyến | Nộp trực tiếp"
    if named and figure.unit != "%":
        return candidate
    wholes = [f for f in (figure, *row) if f.basis is Basis.TOTAL and f.unit != "%"]
    return replace(candidate, position=view.figures.index(wholes[0])) if wholes else candidate
