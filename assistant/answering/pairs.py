"""The two figures of a comparison, chosen together: both must count the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from math import log10

from assistant.answering.common import printed
from assistant.answering.extreme_words import LEAST, MOST, NEXT
from assistant.answering.sides import Side
from assistant.contrasts import folded_words
from assistant.question import Question
from assistant.ranking import FigureCandidate
from corpus.tables import column_of
from corpus.vietnamese import fold

_SAME = 0.2  # what standing in one sentence is worth to the two sides of a comparison
_ALIKE = 0.2  # what being named by the same words is worth
_ONE_OF = 0.2  # what is said to be the most is one of several, not all of them
_FAR = 0.1  # what each power of ten costs by which two figures differ
_MOVES = 0.5  # powers of ten that an indicator may well move
_TIMES = re.compile(
    r"\b(?:gap|may|bao nhieu) (?:may |bao nhieu )?lan\b|\bgap (?:doi|may|bao nhieu)\b"
    r"|\bhow many times\b|\btimes as (?:many|much|high|large)\b"
)
_EMPTY = frozenset(
    [
        *("co", "la", "dat", "duoc", "uoc", "khoang", "gan", "hon", "con", "chi", "moi", "cung"),
        *("len", "xuong", "trong", "do", "so", "tong", "cong", "luong", "va", "voi", "gom", "tai"),
        *("o", "den", "tu", "ve", "cua", "cho", "cac", "nhung", "da", "dang", "tinh", "toan"),
        *("ca", "tren", "dia", "ban", "hien", "nay", "ky", "thang", "quy", "nam", "bang", "tang"),
        *("giam", "the", "of", "in", "and", "was", "were", "has", "had", "have", "number"),
    ]
)
"""Words beside a figure that do not say what it counts."""


def matched(
    found: Sequence[tuple[str, list[FigureCandidate]]], question: Question
) -> list[tuple[str, FigureCandidate | None]]:
    """Return one figure for each of the named sides, those of two sides chosen together.

    Two figures of one sentence, or named by the same words, are likelier to be what is
    compared than the two that fit best each for itself.
    """
    if len(found) != 2 or not all(candidates for _, candidates in found):
        return [(name, candidates[0] if candidates else None) for name, candidates in found]
    (one, firsts), (other, seconds) = found
    pair = best_pair(firsts, seconds, question)
    if pair is None:  # figures of two things: one of them at most is what is asked for
        surer = firsts[0].score >= seconds[0].score
        return [(one, firsts[0] if surer else None), (other, None if surer else seconds[0])]
    return [(one, pair[0]), (other, pair[1])]


def best_pair(
    firsts: Sequence[FigureCandidate], seconds: Sequence[FigureCandidate], question: Question
) -> tuple[FigureCandidate, FigureCandidate] | None:
    """Return the two figures that go best together, or None where no two count the same."""
    pairs = [
        (a, b)
        for a, b in product(firsts, seconds)
        if Side("", a).key != Side("", b).key and comparable(Side("", a), Side("", b))
    ]
    extreme = bool(MOST.search(question.readable) or LEAST.search(question.readable))
    return max(pairs, key=lambda pair: _together(*pair, extreme=extreme), default=None)


def _together(first: FigureCandidate, second: FigureCandidate, *, extreme: bool) -> float:
    """Return what two figures are worth as the sides of one comparison."""
    same = first.view is second.view and first.sentence == second.sentence
    alike = set(_label(Side("", first))), set(_label(Side("", second)))
    overlap = len(alike[0] & alike[1]) / (len(alike[0] | alike[1]) or 1)
    apart = first.figure.level is not second.figure.level
    one_of = 0 if extreme else _is_extreme(first) + _is_extreme(second)
    worth = first.score + second.score + _SAME * same + _ALIKE * overlap
    return worth - _SAME * apart - _ONE_OF * one_of - _FAR * _far_apart(first, second)


def _far_apart(first: FigureCandidate, second: FigureCandidate) -> float:
    """Return by how many powers of ten two figures differ, beyond what one indicator may move."""
    low, high = sorted((abs(first.figure.value), abs(second.figure.value)))
    return min(2.0, max(0.0, log10(high / low) - _MOVES)) if low else 0.0


def _is_extreme(candidate: FigureCandidate) -> bool:
    """Tell whether a figure is said to be that of the most or the least of several."""
    view, figure = candidate.view, candidate.figure
    start, _ = candidate.sentence
    before = max((f.end for f in view.figures if start <= f.end <= figure.start), default=start)
    said = fold(view.text[min(before, figure.own[0]) : figure.start])
    return any(pattern.search(said) for pattern in (MOST, LEAST, NEXT))


def comparable(first: Side, second: Side) -> bool:
    """Tell whether both figures count in the same measure, so far as their words tell."""
    a, b = first.candidate.figure, second.candidate.figure
    if (a.unit == "%") != (b.unit == "%") or ("đồng" in a.unit) != ("đồng" in b.unit):
        return False
    if a.unit == "%" or "đồng" in a.unit:
        return True
    one, other = first.candidate, second.candidate
    if one.view is other.view and a.head is not None and a.head == b.head:
        return True  # parts of one whole count the same
    names = [_label(side) for side in (first, second)]
    if names[0] and names[0] == names[1]:
        return True  # the same words, whatever unit was made out
    nouns = [folded_words(side.candidate.figure.unit) for side in (first, second)]
    if all(nouns):
        if set(nouns[0]) & set(nouns[1]) or _alike(names[0], names[1]):
            return True
        return _opened_with(first, second) or _opened_with(second, first)
    return any(
        column_of(c.view.passage, c.figure) is not None and not c.figure.unit for c in (one, other)
    ) or bool(_counted(first) & _counted(second))


def _label(side: Side) -> list[str]:
    """Return the folded words beside a side's figure, without numbers."""
    view, figure = side.candidate.view, side.candidate.figure
    words = view.words.folded_in(figure.own[0], figure.start)
    words += view.words.folded_in(figure.end, figure.own[1])
    return [word for word in words if word.isalpha()]


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether the words of two figures say the same but for a few."""
    a, b = set(one) - _EMPTY, set(other) - _EMPTY
    return 2 * len(a & b) > len(a | b)


def _opened_with(first: Side, second: Side) -> bool:
    """Tell whether what one figure counts opens the sentence of the other, as its heading.

    ``tiếp nhận 317 phản ánh`` and ``Phản ánh trong quý: tiếp nhận 452 tin``: what was done is the
    same.
    """
    view, figure = second.candidate.view, second.candidate.figure
    start, _ = second.candidate.sentence
    colon = view.text.find(":", start, figure.start)
    opener = set(view.words.folded_in(start, colon)) if colon >= 0 else set()
    noun = set(folded_words(first.candidate.figure.unit)) - _EMPTY
    shared = (set(_label(first)) & set(_label(second))) - _EMPTY
    return bool(noun) and noun <= opener and bool(shared)


def _counted(side: Side) -> set[str]:
    """Return the words that may say what a figure counts: its own, else those that lead to it.

    ``Tổng số phản ánh nhận qua 1022 là 512``: 512 has no words of its own.
    """
    view, figure = side.candidate.view, side.candidate.figure
    own = {*_label(side), *folded_words(figure.unit)} - _EMPTY
    if own:
        return own
    start, _ = side.candidate.sentence
    return {w for w in view.words.folded_in(start, figure.start) if w.isalpha()} - _EMPTY


def difference(high: Side, low: Side) -> str:
    """Return the difference in the printed scale, or "" where the scales differ.

    ``170 nghìn`` is rounded: taking 85.149 from it would feign a precision that it lacks.
    """
    scale = high.candidate.figure.scale
    if scale != low.candidate.figure.scale or not comparable(high, low):
        return ""
    return printed(round((high.value - low.value) / scale, 6))


def asked_times(question: Question) -> bool:
    """Tell whether a question asks how many times one figure is the other."""
    return _TIMES.search(question.readable) is not None


def times(high: Side, low: Side, *, english: bool) -> str:
    """Return how many times the lower figure the higher one is, with the sum in the open, or ""."""
    if not low.value or not comparable(high, low):
        return ""
    ratio = printed(round(high.value / low.value, 2))
    word = "times as many" if english else "lần"
    shown = [side.candidate.figure.printed for side in (high, low)]
    same = high.candidate.figure.scale == low.candidate.figure.scale
    sum_text = f" ({shown[0]} : {shown[1]} = {ratio})" if same else ""
    return f"{ratio} {word}{sum_text}"
