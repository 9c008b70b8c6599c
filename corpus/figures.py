"""Figures: every number of a passage with what it counts.

A report states most of its figures in enumerations: ``1.911 trạm BTS (502 trạm 2G, 718
trạm 3G, 691 trạm 4G)``. Which number belongs to which words is read from the punctuation:
brackets hold the parts of the figure before them, commas and semicolons part the members,
``cấp tỉnh … ; cấp huyện …`` holds until the next level is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.model import Basis, Figure, Level, Passage, PassageKind
from corpus.numbers import NumberMention, find_numbers
from corpus.periods import Period, find_periods
from corpus.tables import table_figures
from corpus.vietnamese import fold

# words that end the noun phrase after a number: what follows tells something else about it
_STOPS = frozenset(
    [
        *("đạt", "tăng", "giảm", "so", "trong", "của", "với", "và", "là", "có", "được", "tại"),
        *("trên", "do", "để", "cho", "đến", "từ", "theo", "nhằm", "bao", "gồm", "chiếm", "bằng"),
        *("ước", "nâng", "đang", "đã", "sẽ", "không", "chỉ", "còn", "khi", "mà", "hoặc", "hay"),
        *("qua", "phục", "vụ", "về", "thuộc", "ở", "vào", "gửi", "hiện", "lũy", "kế", "tính"),
        *("nên", "làm", "cũng", "nếu", "vì", "bị", "ra"),
    ]
)
# ... unless they belong to the thing counted itself
_KEPT = re.compile(
    r"thiet bi|don vi|dia chi|bo phan|van ban (?:den|di)\b|(?:ho so|tiep nhan) qua \w+"
    r"|tiep nhan (?:truc tiep|qua \w+)|"
    r"phuc vu(?: thuoc)?|thue bao|mat khau|di dong tra|tra (?:truoc|sau)|dich vu|"
    r"tin, bai|thuong tru|dang hoat dong|hoat dong tot|\bgui\b"
)
_LEVEL = re.compile(r"\bcap (tinh|huyen|xa)\b")
_BARE_LEVEL = re.compile(r"(?:^|[,;:(]|\bva)\s*(tinh|huyen|xa):?\s*$")
_LEVELS = {"tinh": Level.PROVINCE, "huyen": Level.DISTRICT, "xa": Level.COMMUNE}
_CHANGE_BEFORE = re.compile(
    r"(?:tang|giam|vuot|hon|cao hon|thap hon|it hon|nhieu hon)(?: hon)?(?: so)?(?: voi)?"
    r"(?: (?:ke hoach|cung ky|thang truoc|quy truoc|nam truoc|cung ky nam truoc))?"
    r"(?: (?:them|la|khoang|gan|duoc|tuong ung|den|len))*\s*\+?$"
)
_CHANGE_AFTER = re.compile(r"^\W*(?:\w+\s){0,3}?so (?:voi|cung)\b")
_NOT_CHANGE = re.compile(r"(?:nang|tang) (?:tong so|len)")
_NEW = re.compile(
    r"\b(?:phat trien(?: moi| them)?|cap moi|lap dat moi|tang them|them|dang ky moi|moi|"
    r"thanh lap moi|bo sung)\b"
)
_TOTAL = re.compile(
    r"\b(?:tong so|tong cong|tong|nang tong so|(?:toan|ca) tinh (?:hien )?co|hien co"
    r"|luy ke thue bao)\b"
)
_CUMULATIVE = re.compile(
    r"\b(?:luy ke|cong don|tu dau nam|tu ngay \S+ (?:den|toi)|ke tu|(?:tinh )?den nay"
    r"|tu \d\S* den)\b"
)
_PLANNED = re.compile(
    r"\b(?:phan dau|muc tieu|du kien|chi tieu (?:giao|de ra)|ke hoach giao|"
    r"se (?:to chuc|trien khai|lap dat))\b"
)
_TURN = re.compile(r"\b(?:nhung|song|con|trong khi)\b")
_CARRIED = re.compile(r"\b(?:cong don|luy ke|tu dau nam|nang tong so)\b")
_APPROXIMATE = re.compile(
    r"\b(?:khoang|gan|hon|tren|uoc(?: dat| thuc hien| duoc| tinh)?|xap xi)\s*$"
)
_EMPTY_WORDS = frozenset(
    ("co", "la", "dat", "duoc", "uoc", "trong", "do", "gom", "voi", "va", "hien", "tong", "so")
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    depth: int


def _clauses(
    text: str, folded: str, start: int, end: int, numbers: Sequence[NumberMention]
) -> list[_Clause]:
    """Part a sentence at brackets, commas and semicolons, and at ``và`` between two numbers."""
    cuts: list[tuple[int, int]] = []  # (position, change of depth)
    for index in range(start, end):
        char = text[index]
        if char == "(":
            cuts.append((index, 1))
        elif char == ")":
            cuts.append((index, -1))
        elif char == ";" or (char == "," and not (index + 1 < end and text[index + 1].isdigit())):
            cuts.append((index, 0))
    for match in re.finditer(r"\bva\b", folded[start:end]):
        position = start + match.start()
        before = [n for n in numbers if n.end <= position]
        after = [n for n in numbers if n.start >= position]
        if (
            before
            and after
            and after[0].start - position <= 40
            and not any(before[-1].end <= cut < position for cut, _ in cuts)
        ):
            cuts.append((position - 1, 0))
    clauses, depth, low = [], 0, start
    for position, change in sorted(cuts):
        if position > low:
            clauses.append(_Clause(low, position, depth))
        depth = max(0, depth + change)
        low = position + 1
    clauses.append(_Clause(low, end, depth))
    return clauses


def _label_end(text: str, folded: str, number: NumberMention, limit: int) -> int:
    """Return where the noun phrase after `number` ends, at most `limit`."""
    kept = [
        (m.start() + number.scale_end, m.end() + number.scale_end)
        for m in _KEPT.finditer(folded[number.scale_end : limit])
    ]
    end = number.scale_end
    for count, match in enumerate(_WORD.finditer(folded, number.scale_end, limit)):
        word = text[match.start() : match.end()].lower()
        inside = any(low <= match.start() < high for low, high in kept)
        if (word in _STOPS and not inside) or count >= 9:
            break
        if folded[end : match.start()].strip(" %/-–&.*“”\"'"):
            break
        end = match.end()
    return end


def _own_start(folded: str, clause: _Clause, number: NumberMention, previous_end: int) -> int:
    """Return where the words that lead to `number` begin, inside its clause."""
    start = max(clause.start, previous_end)
    colon = folded.rfind(":", start, number.start)
    if colon >= 0:
        between = _WORD.findall(folded[colon + 1 : number.start])
        if any(word not in _EMPTY_WORDS for word in between):
            start = colon + 1
    while start < number.start and folded[start].isspace():
        start += 1
    return start


def _unit(text: str, folded: str, number: NumberMention, label_end: int) -> str:
    """Return the counted unit: ``%``, ``đồng``, ``thuê bao/100 dân``, or the leading noun."""
    if number.percent:
        return "%"
    rest = text[number.scale_end : label_end].strip()
    if not rest:
        return ""
    if fold(rest).startswith("dong") or (number.scale >= 1e6 and not rest):
        return "đồng"
    words = rest.split()
    return " ".join(words[:2]) if len(words) > 1 else rest


def _basis(
    folded: str,
    sentence_start: int,
    own: tuple[int, int],
    number: NumberMention,
    label_end: int,
    passage: Passage,
) -> Basis:
    """Return what the figure is measured against, from the words around it."""
    before = folded[own[0] : number.start].rstrip()
    after = folded[number.scale_end : label_end + 60]
    if passage.planned or _PLANNED.search(folded[sentence_start : number.start]):
        return Basis.PLANNED
    changed = _CHANGE_BEFORE.search(before) and not _NOT_CHANGE.search(before)
    if changed and (
        number.percent
        or _CHANGE_AFTER.match(after)
        or "so voi" in before
        or re.search(r"(?:tang|giam)(?: hon)?$", before)
    ):
        return Basis.CHANGE
    if number.percent:
        return Basis.SHARE
    if _TOTAL.search(folded[max(sentence_start, own[0] - 25) : number.start]):
        return Basis.TOTAL
    if _NEW.search(folded[own[0] : number.start]):
        return Basis.NEW
    if _CUMULATIVE.search(folded[sentence_start : number.start]):
        return Basis.CUMULATIVE
    return Basis.STATED


def _heads(
    text: str, clauses: Sequence[_Clause], placed: Sequence[tuple[int, NumberMention]]
) -> list[int | None]:
    """Return for each placed number the index of the one whose bracket holds it, or None."""
    heads: list[int | None] = []
    for position, (clause_index, _number) in enumerate(placed):
        depth = clauses[clause_index].depth
        head: int | None = None
        if depth:
            for earlier in range(position - 1, -1, -1):
                if clauses[placed[earlier][0]].depth < depth:
                    opened = text.find("(", placed[earlier][1].end, placed[position][1].start)
                    head = earlier if opened >= 0 else None
                    break
        heads.append(head)
    return heads


def _stated_period(text: str, start: int, end: int) -> Period | None:
    periods = {m.period for m in find_periods(text[start:end]) if m.period and m.certain}
    return periods.pop() if len(periods) == 1 else None


def read_figures(passage: Passage) -> tuple[Figure, ...]:
    """Return the figures of `passage` in order; offsets are into ``passage.search.text``."""
    if passage.kind is PassageKind.TAIL:
        return ()
    if passage.kind is PassageKind.TABLE:
        return table_figures(passage)
    text = passage.search.text
    folded = fold(text)
    figures: list[Figure] = []
    for start, end in passage.sentences:
        numbers = [_shift(number, start) for number in find_numbers(text[start:end])]
        if not numbers:
            continue
        base = len(figures)
        clauses = _clauses(text, folded, start, end, numbers)
        placed = [
            (next(i for i, c in enumerate(clauses) if c.start <= n.start <= c.end), n)
            for n in numbers
        ]
        heads = _heads(text, clauses, placed)
        period = _stated_period(text, start, end)
        previous_end = start
        level: Level | None = None
        scanned = start
        for (clause_index, number), head in zip(placed, heads, strict=True):
            clause = clauses[clause_index]
            for match in _LEVEL.finditer(folded[scanned : number.start]):
                level = _LEVELS[match.group(1)]
            scanned = number.start
            if level and re.search(
                r"\b(?:toan tinh|tren dia ban tinh|tong so)\b", folded[clause.start : number.start]
            ):
                level = None
            following = min((n.start for n in numbers if n.start > number.start), default=end)
            label_end = _label_end(text, folded, number, min(clause.end, following))
            named = _LEVEL.search(folded, number.end, label_end) or _BARE_LEVEL.search(
                folded[clause.start : number.start]
            )
            if figures and clause.start <= previous_end <= number.start:
                previous_end = _turned(figures, folded, previous_end, number.start)
            own = (_own_start(folded, clause, number, previous_end), label_end)
            before = text[own[0] : number.start].strip(" :–-")
            after = text[number.scale_end : label_end].strip()
            figures.append(
                Figure(
                    start=number.start,
                    end=number.end,
                    printed=number.printed,
                    value=number.value,
                    unit=_unit(text, folded, number, label_end),
                    scale=number.scale,
                    label=" ".join(part for part in (before, after) if part),
                    own=own,
                    clause=(clause.start, clause.end),
                    level=_LEVELS[named.group(1)] if named else level,
                    basis=_basis(folded, start, own, number, label_end, passage),
                    head=None if head is None else base + head,
                    period=period,
                    approximate=bool(_APPROXIMATE.search(folded[own[0] : number.start])),
                )
            )
            previous_end = label_end
        figures[base:] = _inherited(_with_antecedents(figures[base:], folded, base))
    return tuple(figures)


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


def _with_antecedents(figures: Sequence[Figure], folded: str, base: int) -> list[Figure]:
    """Return the figures with changes tied to what changed: ``1.337 thuê bao, tăng 11,8%``."""
    tied = list(figures)
    for position, figure in enumerate(tied[1:], start=1):
        before = tied[position - 1]
        if (
            (figure.basis is Basis.CHANGE or _CARRIED.search(folded, figure.own[0], figure.start))
            and figure.head is None
            and before.basis is not Basis.CHANGE
            and ";" not in folded[before.end : figure.start]
        ):
            tied[position] = replace(figure, head=base + position - 1)
    return tied


def _inherited(figures: Sequence[Figure]) -> list[Figure]:
    """Return a sentence's figures, its parts on the basis of the figure that they part."""
    lead = next((f.basis for f in figures if f.basis in {Basis.NEW, Basis.TOTAL}), None)
    if lead is None or not figures or figures[0].basis is not lead:
        return list(figures)
    return [replace(f, basis=lead) if f.basis is Basis.STATED else f for f in figures]


def _shift(number: NumberMention, by: int) -> NumberMention:
    return NumberMention(
        number.start + by,
        number.end + by,
        number.scale_end + by,
        number.printed,
        number.value,
        number.scale,
        number.percent,
    )
