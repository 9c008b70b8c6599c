"""Questions that ask for several numbers: a whole and its parts, or several things at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant import contrasts
from assistant.answering.common import concept_marks, figure_candidates, quote
from assistant.answering.durations import first_of_span
from assistant.answering.siblings import children, siblings
from assistant.draft import Context, Draft, Evidence
from assistant.facets import ASKING, ASKS, DIMENSIONS, Ask, Dimension, first
from assistant.matching import PassageView
from assistant.question import named_contrasts
from assistant.ranking import FigureCandidate, rank_figures
from corpus import Figure
from corpus.vietnamese import fold

_BY: Final = (
    r"(?:loai|linh vuc|nhom|cong nghe|cap|the he|hinh thuc|doi tuong|muc|khoi|nguon|dia ban|noi"
    r"|huyen|don vi|nguyen nhan|mang)"
)
_HOW: Final = r"(?:ra sao|the nao|nhu the nao|sao)"
BREAKDOWN = re.compile(
    r"\bmoi (?:loai|linh vuc|nhom|hang muc|cong nghe|cap|noi|cho|huyen|ben|thu|muc|the he|hinh thuc"
    r"|dia phuong|don vi|khoi)\b(?: (?:la |co |duoc )?(?:bao nhieu|may))?"
    rf"|\b(?:chia|phan|tach|tinh)(?: ra)?(?: theo)?(?: (?:tung|cac))? (?:{_BY}|{_HOW})"
    r"|\b(?:chia|phan|phan loai|phan bo|tach)\b(?= .*\btheo\b)|\bphan bo\b|\btap trung\b"
    rf"|\btheo (?:tung |cac )?{_BY}(?: nao)?\b"
    r"|\b(?:may|bao nhieu) (?:loai|nhom|hinh thuc|thu|kieu|dang|hang|he|the he|cap do|khoi"
    r"|linh vuc)\b"
    r"|\b(?:gom|bao gom)(?: co)?(?: nhung| cac)?(?: loai| nhom)?(?: gi| nao)?\b"
    r"|\bo (?:nhung )?(?:dau|noi nao|cho nao|huyen nao)\b|\btai dau\b|\bnam o\b"
    r"|\b(?:dat|bo tri|nam) o (?:nhung )?(?:dia phuong |dia ban |huyen |noi )?(?:nao|dau)\b"
    r"|\bco cau\b|\bbreak(?:ing)?(?: \w+)? down\b|\bbreak ?down\b"
    r"|\bbroken down\b|\b(?:in|for) each (?:group|category|type|kind|field|area)\b|\bra sao\b"
    r"|\bthe nao\b|\bhow (?:much|many)\b|\bwho\b"
)
"""Words that ask for all parts of a whole without naming them, in a readable question."""

GOES_ON = re.compile(
    r"\W*(?:(?:phan|chia|tinh|xet)? ?theo|trong do|cu the|gom|chu yeu|nhieu nhat|tap trung"
    r"|(?:cac )?(?:nhom|linh vuc|noi dung|loai|hang muc|dia ban|doi tuong|nguyen nhan))\b"
)
"""How a sentence opens that parts what the one before it counted."""

_EACH = re.compile(
    r"\bmoi (?:loai|muc|nhom|cap|linh vuc|cong nghe|thu|cai|hang muc|nha mang|doanh nghiep|don vi"
    r"|huyen|dia phuong|noi|ben)\b|\bcho tung\b"
    r"|\b(?:in|for|of) each\b|\beach (?:level|type|kind|group|category|class)\b"
)
_CUT = re.compile(r",|;|\?|\btrong do\b|\bva\b|\band\b")
_OTHER = 0.3  # what the words of an earlier part count for in a later one
_CHILD = 0.2  # how much likelier a part of the whole is than another figure of its sentence
_OF_WHOLE = 0.3  # what speaks against a figure of the whole where its part is told
_NEXT = 0.1  # how much likelier the very next figure is
_LOOKED_AT = 4
_MOST_LOOKED_AT = 16  # where many rows of a table fit alike
_NEARLY = 0.1
_NUMBER = re.compile(r"\d[\d.,]*")
_LONGEST = 1_300


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a question that asks for several numbers, as a context of its own."""

    context: Context
    low: int
    high: int


def parts_of(context: Context) -> list[Part]:
    """Part ``A bao nhiêu, trong đó B bao nhiêu`` into its asks; a lone ask is one part.

    Each part keeps the words of the earlier ones at a part of their weight, and reads its own
    ask and dimension. One without words of its own (``đạt mấy %``) asks for another measure of
    what was named before it.
    """
    question = context.question
    asks = [
        (low, high)
        for low, high in _asks(question.readable, question.segments)
        if _named(context, low, high) or (low and _measures(question.readable[low:high]))
    ]
    if len(asks) < 2:
        return [Part(context, 0, len(question.readable))]
    asks[0] = (0, asks[0][1])
    parts: list[Part] = []
    for low, high in asks:
        words = question.readable[low:high]
        ask, dimension = first(ASKS, words), first(DIMENSIONS, words)
        kept = _OTHER if _named(context, low, high) else 1.0
        inside = tuple(
            w
            if low <= w.concept.start < high
            else replace(
                w,
                weight=kept * w.weight,
                concept=replace(w.concept, asked=False),
            )
            for w in context.concepts
            if w.concept.start < high
        )
        own = replace(
            question,
            ask=ask if isinstance(ask, Ask) else None,
            dimension=dimension if isinstance(dimension, Dimension) else None,
            contrasts=named_contrasts(
                question.readable[low:high],
                [w.concept for w in inside if not w.pair and low <= w.concept.start < high],
                english=question.english,
            ),
        )
        parts.append(Part(replace(context, question=own, concepts=inside), low, high))
    return parts


def _named(context: Context, low: int, high: int) -> bool:
    """Tell whether a stretch of the question names anything that is counted."""
    return any(low <= w.concept.start < high for w in context.concepts)


def _measures(words: str) -> bool:
    """Tell whether an ask says what kind of figure it is for: a share, money, a time."""
    return first(DIMENSIONS, words) is not None or first(ASKS, words) is not None


def _asks(readable: str, segments: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches that each ask for a number.

    Those that the question was cut into are cut once more where several numbers are asked
    for in one (``trả trước bao nhiêu và trả sau bao nhiêu``).
    """
    asks: list[tuple[int, int]] = []
    for low, high in segments:
        pieces: list[tuple[int, int]] = []
        start = low
        for cut in [*(m.end() for m in _CUT.finditer(readable, low, high)), high]:
            if ASKING.search(readable[start:cut]):
                pieces.append((start, cut))
                start = cut
        if pieces:
            pieces[-1] = (pieces[-1][0], high)
        asks += pieces
    return asks


def companions(parts: Sequence[Part], best: FigureCandidate) -> list[FigureCandidate]:
    """Return the figures of the same sentence that the further parts ask for, none twice.

    Where two parts fit one figure, it is that of the part which it fits better.
    """
    start, end = best.sentence
    fitting = [
        (_worth(c, best), number, c)
        for number, part in enumerate(parts)
        for c in rank_figures(
            best.view, part.context.question, part.context.concepts, part.context.rarity
        )
        if start <= c.figure.start < end
        and c.position != best.position
        and c.figure.level in {None, best.figure.level, *part.context.question.levels}
    ]
    chosen: dict[int, FigureCandidate] = {}
    for _, number, candidate in sorted(fitting, key=lambda fit: -fit[0]):
        taken = {c.position for c in chosen.values()}
        if number not in chosen and candidate.position not in taken:
            first_one = first_of_span(candidate.view, candidate.position)
            chosen[number] = replace(candidate, position=first_one)
    return [chosen[number] for number in sorted(chosen)]


def listed(context: Context, best: FigureCandidate) -> list[Figure]:
    """Return the figures beside `best` that the question names together, in order.

    ``mỗi loại bao nhiêu`` asks for every part or sibling, ``2G, 3G, 4G`` and other members of
    one contrast class for those of the same sentence that the members name.
    """
    question, view = context.question, best.view
    start, end = best.sentence
    if _EACH.search(question.readable):
        beside = children(view, best.position) or siblings(view, best.position)
        return [view.figures[i] for i in beside if i != best.position]
    wanted = {n: members for n, members in question.contrasts.items() if len(members) > 1}
    classes = contrasts.load()
    around = tuple(view.words.folded_in(start, end))
    found: list[Figure] = []
    for figure in view.figures:
        if not start <= figure.start < end or figure is best.figure or not wanted:
            continue
        said = classes.members(tuple(view.words.folded_in(*figure.own)), around)
        if any(members & said.get(number, frozenset()) for number, members in wanted.items()):
            found.append(figure)
    return found


def _worth(candidate: FigureCandidate, best: FigureCandidate) -> float:
    if best.figure.head is not None and candidate.figure.start < best.figure.start:
        return candidate.score - _OF_WHOLE  # "1.946 lượt, trong đó 09 lớp cho xã (1.105 lượt)"
    close = 0.15 if candidate.figure.clause == best.figure.clause else 0.0
    between = candidate.view.text[best.figure.end : candidate.figure.start]
    if candidate.position == best.position + 1 and ";" not in between:
        close += _NEXT
    return candidate.score + close + (_CHILD if candidate.figure.head == best.position else 0.0)


def answer_breakdown(
    context: Context, supported: Callable[[Context, FigureCandidate], bool]
) -> Draft | None:
    """Return a whole with all its parts, or None where no report breaks it down.

    The answer is the sentence that holds them, so every part is as printed and of that whole;
    `supported` tells whether a figure may be that whole.
    """
    question = context.question
    if not BREAKDOWN.search(question.readable):
        return None
    spans = [m.span() for p in (BREAKDOWN, _NUMBER) for m in p.finditer(question.readable)]
    kept = tuple(
        w
        for w in context.concepts
        if w.concept.start in question.inherited
        or not any(low < w.concept.end and w.concept.start < high for low, high in spans)
    )
    if not any(not w.pair for w in kept):
        return None
    asking = replace(context, concepts=kept, question=replace(question, numbers=()))
    ranked = figure_candidates(asking)
    near = [
        c
        for i, c in enumerate(ranked[:_MOST_LOOKED_AT])
        if (i < _LOOKED_AT or c.score > ranked[0].score - _NEARLY) and supported(asking, c)
    ]
    given = [c for c in near if c.figure.printed in question.numbers]
    near = given or near  # "3.418 trạm chia theo công nghệ": the very figure is named
    first = sorted(near[:_LOOKED_AT], key=lambda c: -len(children(c.view, c.position)))
    for candidate in (*first, *near[_LOOKED_AT:]):
        view, (start, end) = candidate.view, candidate.sentence
        own = children(view, candidate.position)
        # the parts may follow in a sentence of their own: "Trong đó: …"
        end = max((end, *(view.sentence_of(view.figures[i].start)[1] for i in own)))
        if len(own) < 2 or end - start > _LONGEST:
            continue
        further = None if _named_among(asking, candidate, own) else _parted_after(view, end)
        end = further or end
        marks = [(view.figures[i].start, view.figures[i].own[1]) for i in own]
        figure = candidate.figure
        marks += [(figure.start, figure.own[1]), *concept_marks(view, asking, start, end)]
        return Draft(
            text=quote(view, start, end),
            evidence=(Evidence(view, start, end, tuple(sorted(marks))),),
            confidence=candidate.coverage,
            value=figure.printed,
            unit=figure.unit or None,
            subject=figure.label,
            decision=f"{figure.printed} with {len(own)} parts",
            missing=candidate.missing,
        )
    return None


def _named_among(context: Context, candidate: FigureCandidate, parts: Sequence[int]) -> bool:
    """Tell whether the question names one of the parts of a whole."""
    view = candidate.view
    extents = [view.figures[i].own for i in parts]
    return any(
        low <= match.start < high
        for w in context.concepts
        if not w.pair and not w.concept.soft
        for match in view.words.find(w.concept)
        for low, high in extents
    )


def _parted_after(view: PassageView, end: int) -> int | None:
    """Return where the next sentence ends, if that goes on to part the whole by kinds.

    ``182 phản ánh, đã xử lý 167. Nhóm nhiều nhất là giao thông (64), …``
    """
    after = next((s for s in view.passage.sentences if s[0] >= end), None)
    if after is None or after[1] - after[0] > _LONGEST // 2:
        return None
    inside = [f for f in view.figures if after[0] <= f.start < after[1]]
    opens = GOES_ON.match(fold(view.text[slice(*after)]))
    return after[1] if opens and len(inside) > 1 else None
