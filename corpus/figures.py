"""Figures: every number of a passage with what it counts.

A report states most of its figures in enumerations: ``1.911 trạm BTS (502 trạm 2G, 718
trạm 3G, 691 trạm 4G)``. Which number belongs to which words is read from the punctuation
(`corpus.clauses`, `corpus.labels`), what it is a part of from brackets and from words like
``trong đó`` (`corpus.figure_parts`), its time from the periods around it
(`corpus.figure_periods`), and what it is measured against from verbs (`corpus.figure_basis`).
``cấp tỉnh … ; cấp huyện …`` holds until the next level is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpus.clauses import Clause, clauses_of
from corpus.figure_basis import Words, basis_of, direction_of
from corpus.figure_corrections import Correction, correction_of
from corpus.figure_levels import LEVEL, LEVELS, groups_of, levels_of
from corpus.figure_moves import with_moves
from corpus.figure_parts import bracket_heads, with_parts
from corpus.figure_periods import Times, stated_periods, times_of
from corpus.figure_ratios import parted, with_ratios, with_shares
from corpus.figure_ties import (
    with_antecedents,
    with_companions,
    with_lead,
    with_plausible_heads,
    with_units,
)
from corpus.labels import label_end, noun_of, own_start, predicate_end, unit_of
from corpus.model import Basis, Figure, Passage, PassageKind
from corpus.number_words import number_words
from corpus.numbers import NumberMention, find_numbers
from corpus.periods import Period
from corpus.tables import table_figures
from corpus.vietnamese import fold

_BUT: Final = re.compile(r"\s(?:nhưng|song|trong khi)\b")  # "thêm 19 trạm nhưng bỏ 11 trạm"
_NAME: Final = re.compile(
    r"\b[^\W\d_a-zà-ỹ]\w+(?: [^\W\d_a-zà-ỹ](?:['’]?\w)*)+\s*\(?$"
)  # "ở Phúc Yên (58 trạm"
_UNIT_WORDS: Final = 2
_TURN: Final = re.compile(r"\b(?:nhung|song|con|trong khi)\b")
_APPROXIMATE: Final = re.compile(
    r"\b(?:khoang|gan|hon|uoc(?: dat| thuc hien| duoc| tinh)?|xap xi"
    r"|(?:dat|co|duoc|voi|den|la|them|cho) tren)\s*$"
)
_RATIO_BEHIND: Final = re.compile(r"^\s?/\s?\d")
_PER_BASE: Final = re.compile(r"[^\W\d_]\s?/\s?$")
_BASE_BEFORE: Final = re.compile(r"\b(?:binh quan|trung binh|cu|moi|tinh tren|tren)\s+$")
_BASE_AFTER: Final = re.compile(r"\s(?:nguoi )?dan\b")
_LEAD: Final = 25  # characters before a figure's own words in which "tổng số" may stand


def read_figures(passage: Passage, reference: Period | None = None) -> tuple[Figure, ...]:
    """Return the figures of `passage` in order; offsets are into ``passage.search.text``.

    `reference` is the report's period. It dates what is said without a year (``tháng 4``,
    ``9 tháng``, ``cùng kỳ``) where the passage states no period of its own.
    """
    if passage.kind is PassageKind.TAIL:
        return ()
    reference = passage.period or reference
    if passage.kind is PassageKind.TABLE:
        return table_figures(passage, reference)
    text = passage.search.text
    folded = fold(text)
    figures: list[Figure] = []
    for start, end in passage.sentences:
        figures += _sentence_figures(passage, text, folded, start, end, reference, figures)
    return tuple(figures)


def _sentence_figures(
    passage: Passage,
    text: str,
    folded: str,
    start: int,
    end: int,
    reference: Period | None,
    before: Sequence[Figure],
) -> list[Figure]:
    """Return the figures of one sentence; those `before` it keep their places in the passage."""
    numbers = _numbers(text, folded, start, end)
    if not numbers:
        return []
    stated = stated_periods(text, folded, start, end, reference)
    numbers = [n for n in numbers if not any(s.start < n.end and n.start < s.end for s in stated)]
    if not numbers:
        return []
    corrected = correction_of(folded, text, start, end, numbers, reference)
    if corrected:
        numbers = [n for n in numbers if n is not corrected.wrong]
    base = len(before)
    clauses = clauses_of(text, folded, start, end, numbers)
    placed = [
        (next(i for i, c in enumerate(clauses) if c.start <= n.start <= c.end), n) for n in numbers
    ]
    times = times_of(text, folded, clauses, placed, stated)
    heads = bracket_heads(text, clauses, placed, base)
    figures: list[Figure] = []
    levels = levels_of(folded, start, clauses, placed)
    groups = groups_of(folded, start, placed)
    previous_end = start
    for position, (index, number) in enumerate(placed):
        clause = clauses[index]
        following = placed[position + 1][1].start if position + 1 < len(placed) else end
        turn = _BUT.search(text, number.scale_end, min(clause.end, following))
        limit = turn.start() if turn else min(clause.end, following)
        stop = label_end(text, folded, number, limit)
        if figures and clause.start <= previous_end <= number.start:
            previous_end = _turned(figures, folded, previous_end, number.start)
        own = (
            _reached_back(text, clauses, index, number, previous_end)
            if _stands_alone(text, clauses, placed, position)
            else own_start(folded, clause, number, previous_end),
            predicate_end(text, clause, number, stop, limit),
        )
        if position in groups:
            own = (groups[position][0], own[1])
        named = LEVEL.search(folded, number.end, stop)
        level = LEVELS[named.group(1)] if named else levels[position]
        whole = heads[position]
        if level is None and whole is not None and whole >= base and clause.depth:
            level = figures[whole - base].level  # "cấp tỉnh 60 hồ sơ (trực tuyến 44)"
        figures.append(
            replace(
                _figure(
                    passage,
                    text,
                    folded,
                    start,
                    own,
                    clause,
                    number,
                    times[position],
                    placed[position - 1][1].end if position else start,
                    stop,
                ),
                level=groups[position][1] if position in groups else level,
                head=heads[position],
                label=_label(text, own[0], number, stop),
            )
        )
        previous_end = max(stop, own[1])
    figures = with_ratios(figures, folded, text, base, parted(passage.topic))
    figures = with_parts(figures, clauses, placed, folded, base)
    figures = with_companions(figures, clauses, placed, folded, base)
    figures = with_antecedents(figures, clauses, placed, folded, base)
    figures = with_plausible_heads(figures, base)
    figures = with_lead(figures, before, (start, end), folded)
    figures = with_shares(figures, folded, base)
    figures = with_moves(figures, text, folded)
    figures = with_units(figures, before, noun_of(text[start:end]) or noun_of(passage.topic))
    figures = _inherited(figures, folded, base)
    return _corrected(figures, text, folded, start, corrected) if corrected else figures


def _corrected(
    figures: Sequence[Figure], text: str, folded: str, start: int, correction: Correction
) -> list[Figure]:
    """Return the figures, the one put right with the words of the one that was wrong."""
    named = list(LEVEL.finditer(folded, start, correction.right.start))
    return [
        replace(
            figure,
            own=(start, figure.own[1]),
            clause=(start, figure.clause[1]),
            label=text[start : figure.own[1]],
            level=figure.level or (LEVELS[named[-1].group(1)] if named else None),
            basis=Basis.SHARE if figure.unit == "%" else Basis.STATED,
            period=correction.period or figure.period,
            head=None,
            against=None,
            direction=0,
        )
        if figure.start == correction.right.start
        else figure
        for figure in figures
    ]


def _figure(
    passage: Passage,
    text: str,
    folded: str,
    sentence_start: int,
    own: tuple[int, int],
    clause: Clause,
    number: NumberMention,
    times: Times,
    before: int,
    stop: int,
) -> Figure:
    """Return the figure of `number`; the one before it ends at `before`, its noun at `stop`."""
    words = Words(
        sentence=folded[sentence_start : number.start],
        own=folded[own[0] : number.start],
        lead=folded[max(before, own[0] - _LEAD) : number.start],
        after=folded[number.scale_end : max(own[1], number.scale_end) + 60],
    )
    ratio = bool(_RATIO_BEHIND.match(text[number.end : number.end + 3]))
    basis = basis_of(words, number, planned=passage.planned, ratio=ratio)
    if times.running and basis in (Basis.STATED, Basis.TOTAL):
        basis = Basis.CUMULATIVE
    change = basis is Basis.CHANGE
    return Figure(
        start=number.start,
        end=number.end,
        printed=number.printed,
        value=number.value if change else -number.value if number.sign < 0 else number.value,
        unit=unit_of(text, folded, (own[0], stop), number, sentence_start),
        scale=number.scale,
        label="",
        own=own,
        clause=(clause.start, clause.end),
        basis=basis,
        period=times.period,
        approximate=bool(_APPROXIMATE.search(words.own)),
        against=times.against if change else None,
        direction=direction_of(words, number) if change else 0,
    )


def _stands_alone(
    text: str,
    clauses: Sequence[Clause],
    placed: Sequence[tuple[int, NumberMention]],
    position: int,
) -> bool:
    """Tell whether what a number counts stands before its bracket: ``môi trường (402)``.

    Or before the bracket that has just closed: ``Thủ tục trọn vẹn (toàn trình): 812``.
    """
    index, number = placed[position]
    clause = clauses[index]
    if not index or text[clause.start : number.start].strip(" :"):
        return False
    if any(i == index - 1 for i, _ in placed):
        return False
    before = text[clause.start - 1 : clause.start]
    if before == "(":
        rest = text[number.scale_end : clause.end].split()
        named = _NAME.search(text, clauses[index - 1].start, clauses[index - 1].end)
        return not rest or (len(rest) <= _UNIT_WORDS and named is not None)
    return before == ")" and ":" in text[clause.start : number.start]


def _reached_back(
    text: str, clauses: Sequence[Clause], index: int, number: NumberMention, previous_end: int
) -> int:
    """Return where the words begin that stand before the bracket in front of `number`."""
    depth = clauses[index].depth
    outer = depth - 1 if text[clauses[index].start - 1] == "(" else depth
    for earlier in range(index - 1, -1, -1):
        if clauses[earlier].depth <= outer:
            start = max(clauses[earlier].start, previous_end)
            while start < number.start and text[start] in " ,;:":
                start += 1
            return start
    return number.start


def _numbers(text: str, folded: str, start: int, end: int) -> list[NumberMention]:
    """Return the quantities of a sentence, in digits and in words, without bases of rates."""
    sentence = text[start:end]
    found = find_numbers(sentence)
    found += [
        word
        for word in number_words(sentence)
        if not any(word.start < n.end and n.start < word.end for n in found)
    ]
    kept: list[NumberMention] = []
    for number in sorted(found, key=lambda n: n.start):
        before = folded[start : start + number.start]
        if _PER_BASE.search(before) or (
            _BASE_AFTER.match(folded, start + number.end) and _BASE_BEFORE.search(before)
        ):
            continue  # "3,6 km/1 điểm", "106,8 thuê bao/100 dân", "bình quân 100 dân có"
        kept.append(
            replace(
                number,
                start=number.start + start,
                end=number.end + start,
                scale_end=number.scale_end + start,
            )
        )
    return kept


def _label(text: str, own_start: int, number: NumberMention, stop: int) -> str:
    before = text[own_start : number.start].strip(" :–-(")
    after = text[number.scale_end : stop].strip()
    return " ".join(part for part in (before, after) if part)


def _turned(figures: list[Figure], folded: str, previous_end: int, start: int) -> int:
    """Give the words before a "but" to the figure before it; return where the next begins.

    ``có 6 trạm đã lắp đặt nhưng mới 5 trạm phát sóng``: *đã lắp đặt* is said of the 6.
    """
    turn = _TURN.search(folded, previous_end, start)
    if turn is None:
        return previous_end
    last = figures[-1]
    figures[-1] = replace(last, own=(last.own[0], max(last.own[1], turn.start())))
    return turn.start()


def _is_total(figures: Sequence[Figure], head: int | None, base: int) -> bool:
    return head is not None and head >= base and figures[head - base].basis is Basis.TOTAL


def _inherited(figures: Sequence[Figure], folded: str, base: int) -> list[Figure]:
    """Return a sentence's figures, its parts on the basis of the figure that they part.

    Figures that are only strung on (``cấp mới 12 tổ và 5 điểm``) share the first one's basis
    and period too.
    """
    found = list(figures)
    for position, figure in enumerate(found):
        if not position:
            continue
        if figure.basis is Basis.CUMULATIVE and _is_total(found, figure.head, base):
            found[position] = replace(figure, basis=Basis.TOTAL)
        if figure.basis is not Basis.STATED:
            continue
        lead = found[position - 1]
        if figure.head is not None:
            if figure.head < base:
                continue
            lead = found[figure.head - base]
        elif (
            ";" in folded[lead.end : figure.start]
            or folded[figure.own[0] : figure.start].strip(" ,") not in ("", "va", "cung")
            or figure.period != lead.period
            or not (
                figure.unit.split()[:1] == lead.unit.split()[:1]
                or "va" in folded[lead.end : figure.start].split()
            )
        ):
            continue
        if lead.basis in (Basis.NEW, Basis.TOTAL, Basis.CUMULATIVE):
            found[position] = replace(figure, basis=lead.basis)
        elif lead.basis is Basis.CHANGE and figure.head is None and figure.unit != "%":
            found[position] = replace(  # "tăng 96 cột và 274 trạm"
                figure, basis=Basis.CHANGE, against=lead.against, direction=lead.direction
            )
    return found
