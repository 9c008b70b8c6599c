"""What a report itself says of a change, and of which period each of its figures is.

``Có 2.118 giao dịch (tháng 4 có 1.704 giao dịch)`` holds figures of two months, and ``doanh
thu 21,6 tỷ đồng, tăng 2,9% so với tháng 4`` answers a comparison without any arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from assistant.draft import effective_period
from assistant.matching import PassageView
from corpus import Basis, Figure
from corpus.periods import Period, PeriodKind, PeriodMention, find_periods, resolve
from corpus.tables import cells, column_of, row_label
from corpus.vietnamese import fold

COMPARED = re.compile(
    r"(?:\bso (?:voi|vs|cung|sanh voi)|\bhon(?: (?:hon|so voi))?|\bkem|\bthan|\bvs\.?|\bversus|"
    r"\bagainst|\b(?:compared?|relative) (?:with|to)|\bup on|\bdown on|\bfrom|\bsince)"
    r"(?:\s+(?:cung ky|thoi diem|muc|con so|cua|the|thi|cuoi|dau|giua|het|luc))*\s*$"
)
"""Words right before a period that make it the base of a comparison, in folded text."""

_RISES = r"tang|nhieu hon|cao hon|lon hon|vuot|hon|them|\+"
_FALLS = r"giam|it hon|thap hon|nho hon|tut|kem|[-−–](?=\s*$)"
_DIRECTION = re.compile(rf"(?:\b|(?<!\w))(?:(?P<falls>{_FALLS})|(?P<rises>{_RISES}))(?!\w)")
_AGAINST = re.compile(
    r"\bso (?:voi|vs|cung)\b|\b(?:hon|kem) (?=(?:cung ky|thang|quy|nam|t\d))|\bcung ky\b"
)
_AND = re.compile(r"\bva\b|\bcon\b|,")
_ONE = re.compile(r"(?<![^\W\d_])[lI](?=\d)")  # "tháng l2/2022", as scanners read it
_JOINED = re.compile(r"\W*(?:va|hay|hoac|den|voi|and|or|to)?\W*")
_INDEX = 60.0
_CHANGE_COLUMN = re.compile(r"\btang\b|\bgiam\b|\bchenh lech\b|\bso voi\b|\bso sanh\b")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A period named in a sentence; `compared` where it is only the base of a change."""

    start: int
    end: int
    period: Period
    compared: bool


@dataclass(frozen=True, slots=True)
class StatedChange:
    """A change as printed: the figure at `position`, its direction, the period it starts from.

    ``start`` and ``end`` are the words that say so, in the passage's search text; `base` is
    None where they name none that can be placed (``so với kế hoạch``).
    """

    position: int
    rises: bool
    base: Period | None
    start: int
    end: int


_BASE_ALONE = re.compile(r"(?:[(;,]|\btrong khi|\bcon)(?: (?:cua|so))?\s*$")
_ITS_FIGURE = re.compile(
    r"(?: nam (?:truoc|ngoai))?:?(?: (?:la|dat|co|chi|duoc|chi co|chi dat))? \d"
)


def spoken_periods(view: PassageView, start: int, end: int) -> tuple[Spoken, ...]:
    """Return the periods that a sentence names, those without a year read by its report's."""
    found = _spoken(view.text[start:end], effective_period(view))
    return tuple(Spoken(s.start + start, s.end + start, s.period, s.compared) for s in found)


@lru_cache(maxsize=4_096)
def _spoken(text: str, reference: Period | None) -> tuple[Spoken, ...]:
    text = _ONE.sub("1", text)
    folded = fold(text)
    found: list[Spoken] = []
    mentions = find_periods(text)
    for mention, following in zip_longest(mentions, mentions[1:]):
        period = mention.period
        if reference is not None and (
            period is None or (following and _lent(text, folded, mention, following))
        ):
            alone = find_periods(text[mention.start : mention.end])
            period = resolve(alone[0] if alone else mention, reference) or period
        if period is None or period.kind is PeriodKind.DAY:
            continue
        compared = bool(COMPARED.search(folded[: mention.start])) or (
            mention.relative == "same_period_last_year"
            and not _has_its_own(folded[: mention.start], folded[mention.end :])
        )
        found.append(Spoken(mention.start, mention.end, period, compared))
    return tuple(found)


def _has_its_own(before: str, after: str) -> bool:
    """Tell whether a figure of the base itself follows: ``9 cuộc (cùng kỳ 6 cuộc)``."""
    return _BASE_ALONE.search(before) is not None and _ITS_FIGURE.match(after) is not None


def _lent(text: str, folded: str, mention: PeriodMention, following: PeriodMention) -> bool:
    """Tell whether a period has its year from the next one, though the two are not joined.

    In ``tháng 5 đạt 21,6 tỷ, tăng 14,3% so với tháng 5/2021`` the first May is the report's.
    """
    if re.search(r"\d{4}", text[mention.start : mention.end]):
        return False
    return not _JOINED.fullmatch(folded[mention.end : following.start])


def own_period(view: PassageView, figure: Figure) -> Period | None:
    """Return the period that the words beside a figure give it, or None for its report's."""
    column = column_of(view.passage, figure)
    if column is not None:
        label = row_label(view.text, cells(view.text, *figure.clause))
        for cell in (column, label):
            periods = spoken_periods(view, *cell) if cell else ()
            if len(periods) == 1:
                return periods[0].period
        return figure.period
    start, end = view.sentence_of(figure.start)
    spoken = spoken_periods(view, start, end)
    within = [f for f in view.figures if start <= f.start < end]
    previous = max((f.end for f in within if f.end <= figure.start), default=start)
    following = min((f.start for f in within if f.start >= figure.end), default=end)
    told = [s for s in spoken if not s.compared]
    near = [s for s in told if previous <= s.start and s.end <= figure.start]
    if near:
        return near[-1].period
    limit = min(following, max(figure.clause[1], figure.own[1]))
    after = [s for s in told if figure.end <= s.start < limit]
    if after and not COMPARED.search(fold(view.text[figure.end : after[0].start])):
        return after[0].period
    named = [s for s in spoken if s.period == figure.period]
    if (
        figure.period is not None
        and figure.period.kind is not PeriodKind.DAY
        and (not named or any(not s.compared and s.end <= figure.start for s in named))
    ):
        return figure.period
    carried = [s for s in told if s.end <= figure.start and _open(view.text, s.end, figure.start)]
    return carried[-1].period if carried else None


def _open(text: str, start: int, end: int) -> bool:
    """Tell whether what stands at `start` is in no bracket that closes before `end`."""
    depth = 0
    for char in text[start:end]:
        depth += (char == "(") - (char == ")")
        if depth < 0 or char == ";":
            return False
    return True


def period_of(view: PassageView, figure: Figure) -> Period | None:
    """Return the period of a figure: its own, else its passage's or report's."""
    return own_period(view, figure) or effective_period(view)


def read_change(view: PassageView, position: int) -> StatedChange | None:
    """Return the change that a figure of a passage states, or None if it is no change."""
    figure = view.figures[position]
    if column_of(view.passage, figure) is not None:
        return _column_change(view, position)
    start, end = view.sentence_of(figure.start)
    within = [f for f in view.figures if start <= f.start < end]
    previous = max((f.end for f in within if f.end <= figure.start), default=start)
    following = min((f.start for f in within if f.start >= figure.end), default=end)
    folded = fold(view.text)
    low = max(previous, folded.rfind(";", start, figure.start) + 1)
    directions = list(_DIRECTION.finditer(folded, low, figure.start))
    # "tăng 44 tin, bài so với tháng trước": a comma of its own words ends no clause
    close = min(_clause_end(folded, max(figure.end, figure.own[1]), following), following)
    right = _AGAINST.search(folded, figure.end, close)
    left = _AGAINST.search(folded, low, figure.start)
    if left and directions and _AND.search(folded, left.end(), directions[-1].start()):
        low, left = left.end(), None  # it belongs to the change before
    opening = re.match(r"\W*so voi\b", folded[start : figure.start])
    if not directions or not (left or right or opening):
        return None
    direction = directions[-1]
    if not (left or right) and figure.start - direction.end() > 8:
        return None
    spoken = [s for s in spoken_periods(view, start, end) if s.compared]
    inside = [s for s in spoken if low <= s.start < close]
    if not inside and opening and not (left or right):
        inside = [s for s in spoken if s.end <= figure.start][:1]
    finish = max([close if right else figure.own[1], figure.end])
    if inside and inside[-1].end > figure.end:
        finish = inside[-1].end
    elif view.text[figure.end : figure.end + 1] == "%":
        finish = max(finish if right else 0, figure.end + 1)
    return StatedChange(
        position,
        direction.group("falls") is None,
        inside[-1].period if inside else None,
        direction.start() if left is None or left.start() >= direction.start() else left.start(),
        finish,
    )


def _clause_end(folded: str, start: int, limit: int) -> int:
    """Return where the clause ends that runs on from `start`: at a comma, bracket or stop."""
    found = re.compile(r"[;)(]|,\s|\.(?:\s|$)|\bva (?:tang|giam)\b|\bcon\b").search(
        folded, start, limit
    )
    return found.start() if found else limit


def _column_change(view: PassageView, position: int) -> StatedChange | None:
    """Return the change that a table's column of changes gives for its row."""
    figure = view.figures[position]
    column = column_of(view.passage, figure)
    if column is None:
        return None
    if figure.basis is not Basis.CHANGE and not _CHANGE_COLUMN.search(
        fold(view.text[slice(*column)])
    ):
        return None
    if figure.basis is Basis.SHARE and figure.value > _INDEX:
        return None  # "So với cùng kỳ (%) | 108,3" is what it is of the base, not the rise
    before = view.text[max(0, figure.start - 2) : figure.start]
    falls = bool(re.search(r"[-−–(]\s?$", before))
    if "tang" not in fold(view.text[slice(*column)]):
        falls = falls or "giam" in fold(view.text[slice(*column)])
    bases = [s.period for s in spoken_periods(view, *column)]
    others = sorted(
        {p for f in row_figures(view, figure) if (p := own_period(view, f)) is not None}
    )
    base = bases[0] if bases else others[0] if len(others) > 1 else None
    base = figure.against or base
    return StatedChange(position, not falls, base, figure.start, figure.end)


def row_figures(view: PassageView, figure: Figure) -> list[Figure]:
    """Return the figures of a table row, that of `figure` left out."""
    return [f for f in view.figures if f.clause == figure.clause and f is not figure]


def changes_of(view: PassageView, position: int) -> list[StatedChange]:
    """Return the changes that the sentence, or the table row, states of one of its figures."""
    figure = view.figures[position]
    if column_of(view.passage, figure) is not None:
        indexes: Sequence[int] = [
            i for i, f in enumerate(view.figures) if f.clause == figure.clause and i != position
        ]
        return [c for i in indexes if (c := _column_change(view, i)) is not None]
    found: list[StatedChange] = []
    end = view.sentence_of(figure.start)[1]
    for index in range(position + 1, len(view.figures)):
        other = view.figures[index]
        if other.start >= end:
            break
        change = read_change(view, index)
        parted = view.text.rfind(";", figure.end, other.start)
        if parted >= 0 and not (change and not view.text[parted + 1 : change.start].strip()):
            break  # "…: trả trước 2.590, trả sau 818; giảm 2,9%" still speaks of the whole
        if change is not None:
            if other.head in {None, position} or _is_change(view, other.head, position):
                found.append(change)
        elif other.basis is not Basis.CHANGE and other.head != position:
            break
    return found


def _is_change(view: PassageView, head: int | None, position: int) -> bool:
    """Tell whether a figure's head is itself a change of the figure at `position`."""
    return head is not None and head > position and read_change(view, head) is not None
