"""What the slots say of a figure beyond its words: level, basis, dimension, parts and wholes.

Each correction is added to the figure's coverage under its own name, so that ``ask
--explain`` can tell why one figure won over another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant import contrasts
from assistant.draft import effective_period
from assistant.kinds import AGAINST, IN_PERIOD, STOCK, Ask, Dimension, Kind, first
from assistant.locating import Found, Located
from assistant.matching import Match, PassageView
from assistant.question import Question
from corpus import Basis, Figure
from corpus.tables import cells, column_at, column_of, heads, row_label
from corpus.vietnamese import fold

CONFLICT = -0.5
"""The correction of a figure that names another member of a contrast class than asked for."""

UNNAMED = -0.2
"""The correction of a figure of which nothing says the member that is asked for."""

_WHOLE = re.compile(r"\b(?:toan|ca) tinh\b|\bchung\b|\b(?:overall|province-wide|all levels)\b")
_COUNTERS = frozenset({"nguoi", "luot", "cai", "chiec", "people", "persons", "items"})
_IS_NEW = re.compile(r"\b(?:cap moi|moi cap|tao moi|them moi|phat trien moi|vua cap|moi tao)\b")
_RUNS = re.compile(r"\bluy ke\b|\bcong don\b|\btu dau nam\b|\bke tu ngay 0?1/0?1\b|\b0?1/0?1/\d{4}")
_LENGTH = re.compile(r"^(?:km|m|met|ki lo met|kilomet)\b")
_OUT_OF = re.compile(r"(?:\btren|\btrong so|\btren tong so|/)\s*$")
_RUNNING = re.compile(r"\btong so\D*$|\btu dau\D*$|\bnang\D*$")
_ACTED = re.compile(
    r"\b(?:kiem tra|thanh tra|ra soat|xu phat|nhac nho|tham dinh|do kiem|kiem dinh|thu hoi|thao do"
    r"|inspect\w*|check\w*|fined?|examined?)\b"
)
_ASKS_PEOPLE = frozenset({"nguoi", "people", "persons"})
_PEOPLE = re.compile(
    r"\b(?:nguoi|can bo|cong chuc|vien chuc|hoc vien|lao dong|dai bieu|nhan su|nhan luc|hoi vien"
    r"|thanh vien|chuyen gia|nhan vien|ho|hoc sinh|sinh vien|giao vien|doan vien|thi sinh|nha bao"
    r"|phong vien|luot|ca nhan|tinh nguyen vien|bien che|ky su|ung vien|khach|dong chi|can bo)\b"
)
_IN_PART = re.compile(r"\btrong do\b")


def corrections(
    view: PassageView,
    figure: Figure,
    head: Figure | None,
    question: Question,
    found: Found,
    rarity: Callable[[str], float],
) -> dict[str, float]:
    """Return what is added to a figure's coverage, by the name of the reason."""
    reasons: dict[str, float] = {}
    sentence = view.sentence_of(figure.start)

    def add(name: str, value: float) -> None:
        if value:
            reasons[name] = round(value, 4)

    add("level", _level(figure, question))
    add("dimension", _dimension(view, figure, question))
    add("basis", _basis(view, figure, question, found))
    add("against", _against(view, figure, question))
    if figure.period in question.periods and figure.period != effective_period(view):
        add("stated", 0.12)  # in a report of another period, the figure names the one asked for
    add("asked", _asked(view, head, figure, question, found))
    add("contrast", _contrast(view, figure, head, question))
    if _other_named(view, figure, head, found):
        add("other", -0.15)
    rate = figure.unit == "%" and question.dimension is Dimension.PERCENT
    if head is not None and not rate and not _distinguished(view, figure, found):
        add("undistinguished", -0.2)
    extra = _extra(view, figure, found, rarity)
    add("extra", 2 * extra if question.ask is Ask.TOTAL else extra)
    if head is None and _IN_PART.search(
        fold(view.text[view.sentence_of(figure.start)[0] : figure.start][:12])
    ):
        # what parts a total is a total of its own part
        add("part", 0.1 if question.ask is Ask.TOTAL else -0.12)
    before = fold(view.text[max(0, figure.start - 14) : figure.start])
    if _OUT_OF.search(before):
        add("whole", -0.15)
    if _RUNNING.search(before) and question.ask not in {Ask.TOTAL, Ask.CUMULATIVE}:
        add("running", -0.08)
    if figure.start == min((f.start for f in view.figures if f.start >= sentence[0]), default=-1):
        add("first", 0.03)
    add("acted", _acted(view, figure, question))
    add("people", _people(view, figure, found))
    if any(number == figure.printed for number in question.numbers):
        add("given", -0.5)  # the question states this number: it asks for another one
    return reasons


def _contrast(view: PassageView, figure: Figure, head: Figure | None, question: Question) -> float:
    """Return the price of naming another member of a contrast class than the one asked for.

    `CONFLICT` where the figure's own words do, `UNNAMED` where nothing that speaks of the
    figure names the member asked for.
    """
    if not question.contrasts:
        return 0.0
    classes = contrasts.load()
    start, end = view.sentence_of(figure.start)
    around = (*view.words.folded_in(start, end), *view.context_words)
    own = tuple(view.words.folded_in(*figure.own))
    column = column_of(view.passage, figure)
    if column is not None:
        label = row_label(view.text, cells(view.text, *figure.clause))
        over = column_at(view.passage, label[0]) if label else None
        named = [cell for cell in (column, label, over) if cell]
        own += tuple(word for cell in named for word in view.words.folded_in(*cell))
    said = dict(classes.members(own, around))
    if head is not None:
        above = classes.members(tuple(view.words.folded_in(*head.own)), around)
        said = {**above, **said}
    if contrasts.conflict(question.contrasts, said):
        return CONFLICT
    opening = min((f.own[0] for f in view.figures if f.start >= start), default=figure.start)
    speaking = (
        *view.words.folded_in(*figure.clause),
        *view.words.folded_in(start, opening),
        *view.heading_words,
    )
    near = classes.members(speaking, around)
    unnamed = [
        number
        for number, members in question.contrasts.items()
        if not members & said.get(number, near.get(number, frozenset()))
    ]
    return UNNAMED if unnamed else 0.0


def _acted(view: PassageView, figure: Figure, question: Question) -> float:
    """Return the price of counting only those that something was done to (``kiểm tra 93 trạm``).

    A question for all of them is not answered by how many were inspected.
    """
    before = fold(view.text[figure.own[0] : figure.start])
    if not _ACTED.search(before) or _ACTED.search(question.readable):
        return 0.0
    return -0.4 if question.ask is Ask.TOTAL else -0.05


def _people(view: PassageView, figure: Figure, found: Found) -> float:
    """Return the price of counting things where people are asked for."""
    asked = [
        fold(located.weighted.concept.surface)
        for located in found
        if located.weighted.concept.asked
    ]
    if not _ASKS_PEOPLE.intersection(asked) or not figure.unit:
        return 0.0
    counted = fold(f"{view.text[slice(*figure.own)]} {figure.unit}")
    return 0.0 if _PEOPLE.search(counted) else -0.35


def _level(figure: Figure, question: Question) -> float:
    if question.levels:
        if figure.level in question.levels:
            return 0.15
        return -0.7 if figure.level is not None else -0.6
    if figure.level is None:
        return 0.0
    return -0.4 if _WHOLE.search(question.readable) else -0.15


def _dimension(view: PassageView, figure: Figure, question: Question) -> float:
    after = fold(view.text[figure.end : figure.end + 24]).strip()
    percent = figure.unit == "%"
    if question.dimension is Dimension.PERCENT:
        return 0.12 if percent else -0.6
    if question.dimension is Dimension.MONEY:
        return 0.08 if _in_money(view, figure) else -0.4
    if question.dimension is Dimension.LENGTH:
        return 0.15 if _LENGTH.match(after) else -0.3
    if question.dimension is Dimension.DENSITY:
        return 0.1 if "/" in view.text[figure.end : figure.own[1] + 1] else -0.25
    if question.kind is Kind.NUMBER and question.ask is not Ask.CHANGE and percent:
        return -0.2
    return 0.0


def _in_money(view: PassageView, figure: Figure) -> bool:
    """Tell whether a figure's unit, or what its table says of the unit, is money."""
    if "đồng" in figure.unit:
        return True
    if column_of(view.passage, figure) is None or figure.unit == "%":
        return False
    said = [view.text[slice(*cell)] for cell in heads(view.passage)]
    return "đồng" in " ".join([*said, view.text[slice(*figure.clause)], *view.passage.section[-1:]])


def _column_fit(view: PassageView, figure: Figure, column: tuple[int, int], found: Found) -> float:
    """Return how a table column compares with the others by the words of its head."""

    def named(cell: tuple[int, int]) -> int:
        return len(
            {
                m.start
                for located in found
                for m in (*located.matches, *_words_of(located))
                if cell[0] <= m.start < cell[1]
            }
        )

    own = named(column)
    best = max((named(cell) for cell in heads(view.passage) if cell != column), default=0)
    if own == best:
        return -0.1 if figure.basis is Basis.TOTAL else 0.0
    return 0.05 if own > best else -0.12


def _basis(view: PassageView, figure: Figure, question: Question, found: Found) -> float:
    ask, basis = question.ask, figure.basis
    if basis is Basis.STATED and _IS_NEW.search(fold(view.text[slice(*figure.own)])):
        basis = Basis.NEW
    if ask is Ask.CHANGE:
        return 0.1 if basis is Basis.CHANGE else 0.0
    if basis is Basis.CHANGE:
        return -0.25
    if question.planned:
        return 0.2 if basis is Basis.PLANNED or view.passage.planned else -0.15
    if basis is Basis.PLANNED or view.passage.planned:
        return -0.5
    if ask is Ask.CUMULATIVE:
        if basis is Basis.STATED and _runs(view, figure):
            return 0.1
        return {Basis.CUMULATIVE: 0.18, Basis.TOTAL: 0.1, Basis.SHARE: 0.0}.get(basis, -0.12)
    if ask is Ask.NEW:
        return {Basis.NEW: 0.12, Basis.TOTAL: -0.2, Basis.STATED: -0.03}.get(basis, -0.1)
    if ask is Ask.TOTAL:
        part = -0.06 if figure.head is not None else 0.0
        return part + {Basis.TOTAL: 0.08, Basis.CUMULATIVE: 0.08, Basis.NEW: -0.15}.get(
            basis, -0.06
        )
    column = column_of(view.passage, figure)
    if column is not None:
        return _column_fit(view, figure, column, found)
    if basis is Basis.NEW and STOCK.search(question.readable):
        return -0.25
    if IN_PERIOD.search(question.readable):
        if basis is Basis.CUMULATIVE:
            return -0.2
        if IN_PERIOD.search(fold(view.text[slice(*figure.own)])):
            return 0.12
    return {Basis.TOTAL: -0.02, Basis.NEW: -0.1}.get(basis, 0.0)


def _runs(view: PassageView, figure: Figure) -> bool:
    """Tell whether what leads to a figure says that it counts from the start of the year."""
    start, _ = view.sentence_of(figure.start)
    before = next((a for a, b in reversed(view.passage.sentences) if b <= start), start)
    led = " ".join((view.text[before : figure.start], view.passage.topic, *view.passage.section))
    return bool(_RUNS.search(fold(led)))


def _against(view: PassageView, figure: Figure, question: Question) -> float:
    """Return a correction for a change against another period than the one asked for."""
    wanted = first(AGAINST, question.readable)
    if question.ask is not Ask.CHANGE or wanted is None or figure.basis is not Basis.CHANGE:
        return 0.0
    own = effective_period(view)
    if figure.against is not None and own is not None:
        known = {"year": own.year_before(), "previous": own.previous()}
        return 0.2 if figure.against == known[str(wanted)] else -0.2
    start, end = figure.own[0], max(figure.clause[1], figure.own[1])
    said = first(AGAINST, fold(view.text[start : min(end, figure.end + 60)]))
    return 0.0 if said is None else 0.2 if said == wanted else -0.2


def _in_column(view: PassageView, figure: Figure, asked: Sequence[Located]) -> bool:
    """Tell whether the counted thing heads the figure's table column."""
    column = column_of(view.passage, figure)
    return column is not None and any(
        column[0] <= match.start < column[1] for located in asked for match in located.matches
    )


def _lead(view: PassageView, figure: Figure) -> Figure | None:
    """Return the first figure of the sentence, where `figure` names no unit of its own."""
    start, _ = view.sentence_of(figure.start)
    leading = next((f for f in view.figures if f.start >= start), None)
    bare = figure.own[1] <= figure.end + 1
    return leading if bare and leading is not figure else None


def _asked(
    view: PassageView, head: Figure | None, figure: Figure, question: Question, found: Found
) -> float:
    """Return a correction for whether the counted thing follows the number."""
    asked = [
        located
        for located in found
        if located.weighted.concept.asked
        and fold(located.weighted.concept.surface) not in _COUNTERS
    ]
    if not asked or question.dimension in {Dimension.PERCENT, Dimension.MONEY}:
        return 0.0
    inside = any(
        figure.end <= match.start and match.end <= figure.own[1] + 1
        for located in asked
        for match in located.matches
    )
    if inside or _in_column(view, figure, asked):
        return 0.1
    partly = any(
        figure.end <= match.start and match.end <= figure.own[1] + 1
        for located in asked
        for alternative in located.syllables
        for match in alternative[0]
    )
    if partly:
        return 0.07
    before = any(
        figure.own[0] <= match.start < figure.start
        for located in asked
        for match in located.matches
    )
    if before:
        return 0.06
    lead = head or _lead(view, figure)
    if lead is not None and any(
        lead.own[0] <= match.start <= lead.own[1] for located in asked for match in located.matches
    ):
        return 0.06  # a part counts what its whole counts
    if figure.own[1] > figure.end + 1 and not question.english:
        return -0.1  # it counts something else
    return 0.0


def _other_named(view: PassageView, figure: Figure, head: Figure | None, found: Found) -> bool:
    """Tell whether the question names what is said of a later figure of the sentence only.

    ``có thêm 1.756 thuê bao, trong đó cố định 492``: a question for *cố định* is not for the
    1.756, though it covers all else.
    """
    start, end = view.sentence_of(figure.start)
    mine = set(view.words.folded_in(start, figure.own[1]))
    if head is not None:
        mine |= set(view.words.folded_in(*head.own))
    theirs = [g for g in view.figures if figure.start < g.start < end and g.own[0] >= figure.own[1]]
    matched = [
        m
        for located in found
        if located.weighted.weight
        and not located.weighted.concept.soft
        and fold(located.weighted.concept.surface) not in _COUNTERS
        and not _reached(located, start, figure.own[1])
        for m in (*located.matches, *_words_of(located))
    ]
    return any(
        other.own[0] <= m.start
        and m.end <= other.own[1]
        and not set(view.words.folded_in(m.start, m.end)) <= mine
        for other in theirs
        for m in matched
    )


def _reached(located: Located, start: int, end: int) -> bool:
    """Tell whether a concept stands, whole or word by word, between `start` and `end`."""

    def inside(matches: Sequence[Match]) -> bool:
        return any(start <= m.start and m.end <= end for m in matches)

    return inside(located.matches) or any(
        all(map(inside, words)) for words in located.syllables if words
    )


def _distinguished(view: PassageView, figure: Figure, found: Found) -> bool:
    """Tell whether the question names what sets a part apart from the other parts.

    ``(11.380 hồ sơ trực tiếp, 29.465 hồ sơ qua mạng)``: a question for *hồ sơ* alone asks
    for the whole before the bracket.
    """
    siblings = [
        set(view.words.folded_in(*other.own))
        for other in view.figures
        if other.head == figure.head and other is not figure and other.level == figure.level
    ]
    if not siblings:
        return True
    shared = set.intersection(*siblings)
    matched = [m for located in found for m in (*located.matches, *_words_of(located))]
    own = [
        (start, end)
        for start, end in view.words.spans
        if figure.own[0] <= start
        and end <= figure.own[1]
        and not figure.start <= start < figure.end
        and fold(view.text[start:end]) not in shared
    ]
    return not own or any(m.start <= a and b <= m.end for a, b in own for m in matched)


def _words_of(located: Located) -> list[Match]:
    return [m for alternative in located.syllables for matches in alternative for m in matches]


def _extra(
    view: PassageView, figure: Figure, found: Found, rarity: Callable[[str], float]
) -> float:
    """Return the price of restrictions in the figure's own words that nobody asked for."""
    matched = [m for located in found for m in (*located.matches, *_words_of(located))]
    unasked = weight = 0.0
    for start, end in view.words.spans:
        if (
            not (figure.own[0] <= start and end <= figure.own[1])
            or figure.start <= start < figure.end
        ):
            continue
        word = fold(view.text[start:end])
        value = rarity(word)
        weight += value
        if not any(m.start <= start and end <= m.end for m in matched):
            unasked += value
    return -0.15 * unasked / (weight + 4.0) if weight else 0.0
