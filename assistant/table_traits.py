"""What speaks for or against a figure of a table: whether its row and its column are asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.apart import words_of
from assistant.facets import STOCK
from assistant.locating import Found, Located
from assistant.matching import PassageView
from assistant.question import Question
from assistant.traits import Trait
from corpus import Basis, Figure
from corpus.table_rows import is_total
from corpus.tables import Cell, head_columns
from corpus.vietnamese import fold

_WHOLLY = 0.99
_WHICH_ROW = re.compile(
    r"\b(?:huyen|thi xa|dia ban|dia phuong|noi|don vi|co quan|xa|phuong|so|nganh|linh vuc|loai)"
    r" nao\b"
    r"|\b(?:which|what) (?:\S+ ){0,2}(?:districts?|localit\w+|communes?|units?|places?|agenc\w+)\b"
)
_SUM = re.compile(r"\W*tong(?: (?:so|cong))?\W*$")
_LABEL_PREFIXES = {"tp": "thanh pho", "tx": "thi xa", "h": "huyen", "tt": "thi tran"}


@dataclass(frozen=True, slots=True)
class Rows:
    """How much of each row's label a question names, from 0 to 1, by where the label starts."""

    named: dict[int, float]
    totals: frozenset[int]
    across: bool = False  # which of the rows is itself asked for

    def traits(self, label: Cell | None) -> dict[Trait, float]:
        """Return what the label of its row says for or against a figure."""
        if label is None or label[0] not in self.named or len(self.named) < 2:
            return {}
        share = self.named[label[0]]
        if label[0] in self.totals:
            another = any(
                s >= _WHOLLY for start, s in self.named.items() if start not in self.totals
            )
            return {Trait.ROW_ANOTHER: 1.0} if another and share < _WHOLLY else {}
        if not share:
            return {} if self.across else {Trait.ROW_UNNAMED: 1.0}
        return {Trait.ROW_MET: share}


def rows_of(
    view: PassageView, question: Question, found: Found, rarity: Callable[[str], float]
) -> Rows:
    """Return how much of the rows' labels the question names, of a table passage."""
    matched = [
        (m.start, m.end)
        for located in found
        if not located.weighted.pair
        for m in (*located.matches, *words_of(located))
    ]
    named: dict[int, float] = {}
    totals: set[int] = set()
    for position, label in enumerate(view.row_labels):
        if label is None or label[0] in named:
            continue
        figure, text = view.figures[position], view.text[slice(*label)]
        if is_total(text):
            totals.add(label[0])
        if (
            _said(text, question)
            or (figure.level and figure.level in question.levels)
            or (figure.period and figure.period in question.periods and any(map(str.isdigit, text)))
        ):
            named[label[0]] = 1.0
        else:
            named[label[0]] = _share(view, label, matched, rarity)
    return Rows(named, frozenset(totals), _WHICH_ROW.search(question.readable) is not None)


def _said(label: str, question: Question) -> bool:
    """Tell whether a question has a label as it stands, short forms of offices written out."""
    words = fold(label).replace(".", " ").split()
    words[:1] = [_LABEL_PREFIXES.get(words[0], words[0])] if len(words) > 1 else words[:1]
    return len(words) > 1 and f" {' '.join(words)} " in f" {question.readable} "


def _share(
    view: PassageView,
    label: Cell,
    matched: Sequence[tuple[int, int]],
    rarity: Callable[[str], float],
) -> float:
    met = total = 0.0
    for position in view.words.within(*label):
        start, end = view.words.spans[position]
        word = fold(view.text[start:end])
        if word.isdigit():
            continue
        weight = rarity(word)
        total += weight
        met += weight * any(low <= start and end <= high for low, high in matched)
    return met / total if total else 0.0


def cells_over(view: PassageView, figure: Figure) -> tuple[Cell, ...]:
    """Return the head cells of a figure's table column, none outside tables."""
    return view.column_cells[view.position_of(figure)]


def in_column(view: PassageView, figure: Figure, asked: Sequence[Located]) -> bool:
    """Tell whether the counted thing heads the figure's table column."""
    return any(
        low <= match.start < high
        for low, high in cells_over(view, figure)
        for located in asked
        for match in located.matches
    )


def _reached(places: Iterable[int], over: Sequence[Cell]) -> bool:
    return any(low <= place < high for place in places for low, high in over)


def _parts_a_group(view: PassageView, figure: Figure) -> bool:
    """Tell whether a column stands under a head of its own beside the total of that head."""
    over = cells_over(view, figure)
    if len(over) < 2 or figure.unit == "%" or _is_whole(view, over):
        return False
    group = fold(view.text[slice(*over[-1])])
    return any(
        len(other) > 1
        and _is_whole(view, other)
        and fold(view.text[slice(*other[-1])]) == group
        and view.figures[position].clause == figure.clause
        for position, other in enumerate(view.column_cells)
    )


def _is_whole(view: PassageView, over: Sequence[Cell]) -> bool:
    return is_total(view.text[slice(*over[0])])


def _within_another(located: Located, found: Found) -> bool:
    """Tell whether a concept is a pair of others, or part of a longer one: *hồ sơ*."""
    if located.weighted.pair:
        return True
    words = [syllable.folded for syllable in located.weighted.concept.alternatives[0]]
    for other in found:
        longer = [syllable.folded for syllable in other.weighted.concept.alternatives[0]]
        if not other.weighted.pair and len(longer) > len(words) and set(words) <= set(longer):
            return True
    return False


def _under_same(view: PassageView, over: Sequence[Cell], other: Sequence[Cell]) -> bool:
    """Tell whether two columns have the same upper head: ``Tiếp nhận`` over both."""
    return len(other) > 1 and view.text[slice(*over[1])] == view.text[slice(*other[1])]


def _sums(view: PassageView, over: Sequence[Cell]) -> bool:
    """Tell whether a column's lower head says that it is the sum of those beside it."""
    return _SUM.match(fold(view.text[slice(*over[0])])) is not None


def _counted(found: Found) -> list[int]:
    """Return where what is counted stands, or the first word of it: *trạm* of *trạm BTS*."""
    return [
        match.start
        for located in found
        if located.weighted.concept.asked and not located.weighted.pair
        for match in (
            *located.matches,
            *(m for way in located.syllables for matches in way[:1] for m in matches),
        )
    ]


def misses_column(view: PassageView, figure: Figure, column: Cell, found: Found) -> bool:
    """Tell whether other columns have what is counted in their heads, and the figure's has not.

    Of ``Vị trí`` and ``Tổng số trạm`` the first is no number of *trạm BTS*. A head that another
    word of the question names may leave it out: ``Trực tuyến`` beside ``Tổng số hồ sơ``.
    """
    counted = _counted(found)
    own = cells_over(view, figure)
    asked = [start for start, _ in found.stretches]
    return not _reached([*counted, *asked], own) and any(
        _reached(counted, over) for over in head_columns(view.passage) if over[0] != column
    )


def column_fit(
    view: PassageView, figure: Figure, column: Cell, question: Question, found: Found
) -> Trait | None:
    """Tell how a table column compares with the others by the words of its head.

    Of heads with as many, the one that has them as asked: *tiếp nhận* is no ``Nộp trực tiếp``.
    """
    places = {start for start, _ in found.stretches}
    whole = [
        match for located in found if not _within_another(located, found)
        for match in located.matches
    ]  # fmt: skip

    def named(over: Sequence[Cell]) -> tuple[int, float]:
        return (
            sum(low <= place < high for place in places for low, high in over),
            sum(m.quality for m in whole if any(low <= m.start < high for low, high in over)),
        )

    over = cells_over(view, figure)
    own = named(over)
    others = [over for over in head_columns(view.passage) if over[0] != column]
    best = max(map(named, others), default=(0, 0.0))
    if own == best:
        if len(over) > 1 and named(over[1:])[0] and not named(over[:1])[0]:  # "Tiếp nhận" alone
            sums = [_sums(view, other) for other in others if _under_same(view, over, other)]
            if any(sums):
                return Trait.COLUMN_MISSED
            if sums and _sums(view, over):
                return None
        if figure.basis is Basis.NEW and STOCK.search(question.readable):
            return Trait.NEW_STOCK
        over = cells_over(view, figure)
        if _parts_a_group(view, figure) and not _reached(places, over[:1]):
            return Trait.COLUMN_MISSED  # "Tiếp nhận › Trực tuyến" beside "Tiếp nhận › Tổng số"
        if misses_column(view, figure, column, found):
            return Trait.COLUMN_MISSED
        of_group = len(over) > 1 and _is_whole(view, over) and _reached(places, over[1:])
        # "Tổng số trạm" is the number of stations, but not of "trạm 4G"
        of_counted = not question.contrasts and _reached(_counted(found), over)
        total = figure.basis is Basis.TOTAL and not of_group and not of_counted
        return Trait.COLUMN_TOTAL if total else None
    return Trait.COLUMN_MET if own > best else Trait.COLUMN_MISSED
