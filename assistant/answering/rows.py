"""Figures that stand side by side, each with its name: a table's column, parts, a list.

A long table is several passages; its column is read through all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.siblings import children, distinct_names, siblings
from assistant.answering.sides import Side
from assistant.draft import Context
from assistant.matching import PassageView
from assistant.ranking import FigureCandidate
from corpus import PassageKind
from corpus.tables import column_of, heads
from corpus.vietnamese import fold

_KIND_OF_PLACE = re.compile(
    r"^(?:(?:huyen|thi xa|thanh pho|tp|tx|xa|phuong|thi tran|quan|tinh|h|x|p)\b\.?\s*)(?=\S)"
)
_KIND_OF_GROUP = re.compile(r"^(?:cap|khoi|nhom|linh vuc)\s+(?=\S)")
_NAME = re.compile(r"[^\W\d_][\w’'-]*")


def beside_each(context: Context, candidate: FigureCandidate) -> Iterator[list[Side]]:
    """Yield the groups of named figures that the candidate parts or stands among."""
    view, position = candidate.view, candidate.position
    if column_of(view.passage, view.figures[position]) is not None:
        column = column_sides(context, candidate)
        if len(column) > 1:
            yield column
        return
    for group in (children(view, position), siblings(view, position)):
        names = distinct_names(view, group)
        if len(names) > 1:
            yield [Side(name, replace(candidate, position=i)) for i, name in names.items()]


def column_sides(context: Context, candidate: FigureCandidate) -> list[Side]:
    """Return the figures of a table's column, those of its further passages among them."""
    view = candidate.view
    head = _head_text(view)
    place = _column_index(view, candidate.position)
    found: dict[str, Side] = {}
    for other in _passages_of_table(context, view):
        if _head_text(other) != head:
            continue
        first = next(
            (i for i in range(len(other.figures)) if _column_index(other, i) == place), None
        )
        if first is None:
            continue
        for i, name in distinct_names(other, siblings(other, first)).items():
            side = Side(name, replace(candidate, view=other, position=i))
            found.setdefault(fold(name), side)
    return list(found.values())


def _passages_of_table(context: Context, view: PassageView) -> Sequence[PassageView]:
    """Return the passages of the table that one of them belongs to, in order."""
    tables = [
        other if other.stored.id != view.stored.id else view
        for other in context.passages_of(view.report.id)
        if other.passage.kind is PassageKind.TABLE
    ]
    if all(other is not view for other in tables):
        return [view]
    index = next(i for i, other in enumerate(tables) if other is view)
    run = [view]
    for step in (-1, 1):
        at = index + step
        while (
            0 <= at < len(tables)
            and abs(tables[at].passage.ordinal - tables[at - step].passage.ordinal) == 1
        ):
            run.insert(0 if step < 0 else len(run), tables[at])
            at += step
    return run


def _head_text(view: PassageView) -> str:
    return " | ".join(view.text[a:b] for a, b in heads(view.passage))


def _column_index(view: PassageView, position: int) -> int | None:
    """Return the number of a figure's column, from 0, or None outside tables."""
    column = view.columns[position]
    row = heads(view.passage)
    return row.index(column) if column is not None and column in row else None


def bare_name(name: str) -> str:
    """Return a folded name without the kind of place or group before it."""
    folded = fold(name)
    bare = _KIND_OF_GROUP.sub("", _KIND_OF_PLACE.sub("", folded))
    return bare or folded


def is_place(name: str) -> bool:
    """Tell whether a name is one of a place: ``huyện Ba Tri``, ``Ninh Hòa``."""
    bare = name[len(found.group()) :] if (found := _KIND_OF_PLACE.match(fold(name))) else name
    words = bare.split()
    return (
        bool(words)
        and len(words) <= 4
        and all(
            _NAME.fullmatch(word) is not None and word[0].isupper() and not word[1:].isupper()
            for word in words
        )
    )
