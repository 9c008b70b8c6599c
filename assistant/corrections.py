"""What the slots say of a figure beyond its words: level, basis, dimension, parts and wholes.

Each is a trait with an amount; how much it counts is data (`assistant.weights`). Traits are
added to the figure's coverage under their names, so that ``ask --explain`` can tell why one
figure won over another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from assistant.apart import distinguished, other_named
from assistant.contrasting import contrast, is_partial, whole_meant
from assistant.counted import acted, by_post, counts_things, led_alike, new_as_before, scaled
from assistant.counted_thing import counted_thing
from assistant.draft import effective_period
from assistant.facets import AGAINST, IN_PERIOD, STOCK, Ask, Dimension, first
from assistant.kinds import Kind
from assistant.leaning import TIME_UNITS
from assistant.levelled import level_fit
from assistant.locating import Found
from assistant.matching import PassageView, fold_word
from assistant.question import Question
from assistant.table_traits import Rows, column_fit
from assistant.traits import Trait
from corpus import Basis, Figure
from corpus.figure_corrections import takes_back
from corpus.tables import heads
from corpus.vietnamese import fold

_IS_NEW = re.compile(
    r"\b(?:cap moi|moi cap|tao moi|them moi|phat trien moi|vua cap|moi tao|ket nap)\b"
)
_RUNS = re.compile(r"\bluy ke\b|\bcong don\b|\btu dau nam\b|\bke tu ngay 0?1/0?1\b|\b0?1/0?1/\d{4}")
_LENGTH = re.compile(r"^(?:km|m|met|ki lo met|kilomet)\b")
_COUNTS = re.compile(
    r"\b(?:how many|number of)\b(?! (?:\S+ )?(?:vnd|dong|billion|million|km|kilo))"
    r"|^\W*(?:tong )?so (?!tien|von|thu\b|km|dong)(?:luong )?\w+|\b(?:bao nhieu|may)"
    r" (?:nguoi|don vi|co so|doanh nghiep|ho so|van ban|tram|diem|tin|bai|cuoc|vu|lop|xa|huyen)\b"
)
"""What leads on to another thing than the one counted: ``02 đơn kiến nghị về trạm BTS``."""
_PER_HEAD = re.compile(r"(?:\w+ ){0,3}?\w*\s?(?:/|tren) ?100 dan\b")
_AT_LEAST = re.compile(r"\W*(?:\w+\W+){0,3}?tro (?:len|xuong)\b")
_OUT_OF = re.compile(r"(?:\btren|\btrong so|\btren tong so|/)\s*$")
_MEANT = 0.3  # share of what speaks against a whole that is left where it is meant
_RUNNING = re.compile(r"\btổng số\D*$|\btừ đầu\D*$")
_RAISED = re.compile(r"\bnâng\b\D*$")
_RAISED_WITHIN = 60
_LED_WITHIN = 14
_IN_PART = re.compile(r"\btrong do\b")
_FEW = 4.0  # rarity by which few words are taken for more, so that one alone is no whole share

# what a figure's basis says where a question asks for one, and where it asks for none
_CUMULATIVE = {
    Basis.CUMULATIVE: Trait.CUMULATIVE_MET,
    Basis.TOTAL: Trait.CUMULATIVE_TOTAL,
    Basis.SHARE: None,
}
_NEW = {Basis.NEW: Trait.NEW_MET, Basis.TOTAL: Trait.NEW_TOTAL, Basis.STATED: Trait.NEW_STATED}
_TOTAL = {
    Basis.TOTAL: Trait.TOTAL_MET,
    Basis.CUMULATIVE: Trait.TOTAL_CUMULATIVE,
    Basis.NEW: Trait.TOTAL_NEW,
}
_PASSED_ON = (Basis.NEW, Basis.CUMULATIVE)  # bases that a part has from its whole
STOOD_BEFORE = re.compile(
    r"\btruoc (?:do|day|khi)\b|\bban dau\b|\bluc dau\b|\b(?:tang|giam|nang|tu) tu\b|\bbefore\b"
    r"|\binitial(?:ly)?\b|\bpreviously\b|\bfrom what\b"
)
_COLUMN_NAMED = (Trait.COLUMN_MET, Trait.COLUMN_MISSED)
_UNASKED = {Basis.TOTAL: Trait.TOTAL_UNASKED, Basis.NEW: Trait.NEW_UNASKED}


def corrections(
    view: PassageView,
    figure: Figure,
    head: Figure | None,
    question: Question,
    found: Found,
    rarity: Callable[[str], float],
    rows: Rows | None = None,
) -> dict[Trait, float]:
    """Return the amounts of the traits that a figure has beyond its words.

    `rows` tells of a table which of its rows the question names.
    """
    total = question.ask is Ask.TOTAL
    traits: list[Trait | None] = [
        level_fit(view, figure, question),
        _dimension(view, figure, question),
        *_basis(view, head, figure, question, found),
        _against(view, figure, question),
    ]
    if figure.period in question.periods and figure.period != effective_period(view):
        right = view.remembered(_puts_right, figure)
        traits.append(Trait.PUT_RIGHT if right else Trait.STATED)
    traits.append(counted_thing(view, head, figure, question, found))
    traits.append(contrast(view, figure, head, question))
    if is_partial(view, figure, head, question, found):
        traits.append(Trait.PARTIAL)
    traits.append(other_named(view, figure, head, found))
    rate = figure.unit == "%" and question.dimension is Dimension.PERCENT
    levelled = head is not None and figure.level in question.levels and head.level != figure.level
    if head is not None and not (rate or levelled or distinguished(view, figure, found)):
        traits.append(Trait.UNDISTINGUISHED)
    if head is None and view.remembered(_in_part, figure):
        # what parts a total is a total of its own part
        traits.append(Trait.PART_TOTAL if total else Trait.PART_OTHER)
    traits += view.remembered(_told, figure)
    out_of = view.remembered(_is_out_of, figure)
    if (out_of or figure.whole is not None) and out_of != whole_meant(view, figure, question):
        traits.append(Trait.OUT_OF)
    if question.ask not in {Ask.TOTAL, Ask.CUMULATIVE} and view.remembered(_runs_on, figure):
        traits.append(Trait.RUNNING)
    if view.remembered(_leads, figure):
        traits.append(Trait.FIRST)
    traits += [judge(view, figure, question) for judge in (acted, by_post, led_alike, scaled)]
    traits.append(counts_things(view, figure, head, found))
    if any(number == figure.printed for number in question.numbers):
        traits.append(Trait.GIVEN)
    amounts = {trait: 1.0 for trait in traits if trait is not None}
    if out_of and Trait.OUT_OF not in amounts:
        amounts[Trait.OUT_OF] = _MEANT  # where the same number stands alone, that one is meant
    extra = _extra(view, figure, found, rarity)
    if extra:
        amounts[Trait.EXTRA] = 2 * extra if total else extra
    if rows is not None:
        amounts |= rows.traits(view.row_labels[view.figures.index(figure)])
    return amounts


def _told(view: PassageView, figure: Figure) -> list[Trait]:
    """Return what the words around a figure say of it, whatever is asked."""
    traits = []
    if _AT_LEAST.match(fold(view.text[figure.end : figure.end + 40])):
        traits.append(Trait.CONDITION)  # "hai doanh nghiệp trở lên" says which, not how many
    return traits


def _puts_right(view: PassageView, figure: Figure) -> bool:
    """Tell whether a figure stands in the place of one that its sentence takes back."""
    return takes_back(fold(view.text[slice(*view.sentence_of(figure.start))]))


def _is_out_of(view: PassageView, figure: Figure) -> bool:
    """Tell whether a figure is what another one is out of."""
    return _OUT_OF.search(fold(_before(view, figure))) is not None


def _leads(view: PassageView, figure: Figure) -> bool:
    """Tell whether a figure is the first of its sentence."""
    leading = view.first_figure(view.sentence_of(figure.start)[0])
    return leading is not None and figure.start == leading.start


def _before(view: PassageView, figure: Figure) -> str:
    return view.text[max(0, figure.start - _LED_WITHIN) : figure.start].lower()


def _in_part(view: PassageView, figure: Figure) -> bool:
    start, _ = view.sentence_of(figure.start)
    return bool(_IN_PART.search(fold(view.text[start : min(figure.start, start + 12)])))


def _runs_on(view: PassageView, figure: Figure) -> bool:
    """Tell whether what leads to a figure says that it counts all so far."""
    led = view.text[max(0, figure.start - _RAISED_WITHIN) : figure.start].lower()
    return bool(_RAISED.search(led) or _RUNNING.search(_before(view, figure)))


def _dimension(view: PassageView, figure: Figure, question: Question) -> Trait | None:
    after = fold(view.text[figure.end : figure.end + 24]).strip()
    percent = figure.unit == "%"
    if question.dimension is Dimension.PERCENT:
        return Trait.PERCENT if percent else Trait.NO_PERCENT
    if question.dimension is Dimension.TIME:
        return Trait.TIME if figure.unit in TIME_UNITS else Trait.NO_TIME
    if question.dimension is Dimension.MONEY:
        return Trait.MONEY if _in_money(view, figure) else Trait.NO_MONEY
    if question.dimension is Dimension.LENGTH:
        return Trait.LENGTH if _LENGTH.match(after) else Trait.NO_LENGTH
    if question.dimension is Dimension.DENSITY:
        dense = "/" in view.text[figure.end : figure.own[1] + 1]
        return Trait.DENSITY if dense else Trait.NO_DENSITY
    if question.kind is not Kind.NUMBER or question.ask is Ask.CHANGE:
        return None
    if percent:
        return Trait.PERCENT_UNASKED
    if _PER_HEAD.match(after):
        return Trait.NO_COUNT
    if _COUNTS.search(question.readable) and ("đồng" in figure.unit or _LENGTH.match(after)):
        return Trait.NO_COUNT
    return None


def _in_money(view: PassageView, figure: Figure) -> bool:
    """Tell whether a figure's unit, or what its table says of the unit, is money."""
    if "đồng" in figure.unit:
        return True
    if view.columns[view.position_of(figure)] is None or figure.unit == "%":
        return False
    said = [view.text[slice(*cell)] for cell in heads(view.passage)]
    return "đồng" in " ".join([*said, view.text[slice(*figure.clause)], *view.passage.section[-1:]])


def _basis(
    view: PassageView, head: Figure | None, figure: Figure, question: Question, found: Found
) -> Iterable[Trait | None]:
    ask, basis = question.ask, figure.basis
    column = view.columns[view.position_of(figure)]
    worded = basis is Basis.STATED and _IS_NEW.search(fold(view.text[slice(*figure.own)]))
    if worded or (basis is Basis.STATED and new_as_before(view, figure)):
        basis = Basis.NEW
    if head is not None and head.basis in _PASSED_ON and basis in (Basis.STATED, Basis.SHARE):
        basis = head.basis  # "cấp mới 1.204 chứng thư số (208 cho tổ chức)": the 208 are new too
    if ask is Ask.CHANGE:
        return [Trait.CHANGE_MET] if basis is Basis.CHANGE else []
    if basis is Basis.CHANGE:
        return [Trait.CHANGE_UNASKED]
    if basis is Basis.BEFORE:
        return [] if STOOD_BEFORE.search(question.readable) else [Trait.BEFORE_UNASKED]
    if question.planned:
        planned = basis is Basis.PLANNED or view.passage.planned
        return [Trait.PLAN_MET if planned else Trait.PLAN_MISSED]
    if basis is Basis.PLANNED or view.passage.planned:
        return [Trait.PLAN_UNASKED]
    if ask is Ask.CUMULATIVE:
        if basis is Basis.STATED and _runs(view, figure):
            return [Trait.CUMULATIVE_RUNS]
        return [_CUMULATIVE.get(basis, Trait.CUMULATIVE_MISSED)]
    if ask is Ask.NEW:
        if IN_PERIOD.search(fold(view.text[slice(*figure.own)])):
            return [Trait.NEW_MET]  # "đã công nhận 386 xã; riêng năm 2024 công nhận 128 xã"
        if basis is Basis.STATED and any(
            f.unit == figure.unit and _of_period(view, f) for f in _beside(view, figure)
        ):
            return [Trait.NEW_TOTAL]
        position = view.figures.index(figure)
        if basis is Basis.STATED and any(
            f.head == position and f.basis is Basis.NEW for f in view.figures
        ):
            return [Trait.NEW_TOTAL]  # "214.300 thuê bao, mới 2.960"
        return [_NEW.get(basis, Trait.NEW_MISSED)]
    column = view.columns[view.position_of(figure)]
    if ask is Ask.TOTAL:
        parted = figure.whole is not None or (
            head is not None and ("đồng" in head.unit) == ("đồng" in figure.unit)
        )
        part = Trait.TOTAL_PART if parted else None  # the fines of 7 cases are no part of them
        traits = [part, _TOTAL.get(_of_row(view, figure, basis), Trait.TOTAL_MISSED)]
        heading = column_fit(view, figure, column, question, found) if column else None
        return [*traits, heading] if heading in _COLUMN_NAMED else traits
    if column is not None:
        new = _of_row(view, figure, basis) is Basis.NEW and not _IS_NEW.search(question.readable)
        unasked = Trait.NEW_UNASKED if new and basis is not Basis.NEW else None
        return [column_fit(view, figure, column, question, found), unasked]
    stood = question.kind is Kind.COMPARE or question.as_of or STOCK.search(question.readable)
    if basis is Basis.NEW and stood:
        return [Trait.NEW_STOCK]
    if question.periods and not question.as_of and not STOCK.search(question.readable):
        beside = _beside(view, figure)
        if basis is Basis.CUMULATIVE and any(_of_period(view, f) for f in beside):
            return [Trait.CUMULATIVE_UNASKED]  # "lũy kế 214.600, riêng 6 tháng 83.150"
        if _of_period(view, figure) and any(f.basis is Basis.CUMULATIVE for f in beside):
            return [Trait.IN_PERIOD]
    if IN_PERIOD.search(question.readable):
        if basis is Basis.CUMULATIVE:
            return [Trait.CUMULATIVE_UNASKED]
        if IN_PERIOD.search(fold(view.text[slice(*figure.own)])):
            return [Trait.IN_PERIOD]
    return [_UNASKED.get(basis)]


def _of_row(view: PassageView, figure: Figure, basis: Basis) -> Basis:
    """Return the basis of a figure: of a table it is new where its row says so."""
    label = view.row_labels[view.position_of(figure)]
    new = label is not None and _IS_NEW.search(fold(view.text[slice(*label)]))
    return Basis.NEW if new else basis


def _beside(view: PassageView, figure: Figure) -> list[Figure]:
    """Return the other figures of a sentence that are no shares and no money unless it is."""
    start, end = view.sentence_of(figure.start)
    return [
        other
        for other in view.figures
        if start <= other.start < end
        and other is not figure
        and (other.unit in ("%", "đồng")) == (figure.unit in ("%", "đồng"))
    ]


def _of_period(view: PassageView, figure: Figure) -> bool:
    """Tell whether a figure says itself that it is the period's alone."""
    return IN_PERIOD.search(fold(view.text[slice(*figure.own)])) is not None


def _runs(view: PassageView, figure: Figure) -> bool:
    """Tell whether what leads to a figure says that it counts from the start of the year."""
    start, _ = view.sentence_of(figure.start)
    before = next((a for a, b in reversed(view.passage.sentences) if b <= start), start)
    led = " ".join((view.text[before : figure.start], view.passage.topic, *view.passage.section))
    return bool(_RUNS.search(fold(led)))


def _against(view: PassageView, figure: Figure, question: Question) -> Trait | None:
    """Return the trait of a change against another period than the one asked for."""
    if question.ask is not Ask.CHANGE or figure.basis is not Basis.CHANGE:
        return None
    wanted = first(AGAINST, question.readable)
    if wanted is None:
        return None
    own = effective_period(view)
    if figure.against is not None and own is not None:
        known = {"year": own.year_before(), "previous": own.previous()}
        met = figure.against == known[str(wanted)]
        return Trait.AGAINST_MET if met else Trait.AGAINST_MISSED
    start, end = figure.own[0], max(figure.clause[1], figure.own[1])
    said = first(AGAINST, fold(view.text[start : min(end, figure.end + 60)]))
    if said is None:
        return None
    return Trait.AGAINST_MET if said == wanted else Trait.AGAINST_MISSED


def _extra(
    view: PassageView, figure: Figure, found: Found, rarity: Callable[[str], float]
) -> float:
    """Return the share of the figure's own words that nobody asked for, by rarity."""
    unasked = weight = 0.0
    for position in view.words.within(*figure.own):
        start, end = view.words.spans[position]
        if figure.start <= start < figure.end:
            continue
        word = fold_word(view.text[start:end])
        if word.isdigit():
            continue  # part of a date: the slots speak for it
        value = rarity(word)
        weight += value
        if not any(low <= start and end <= high for low, high in found.stretches):
            unasked += value
    return unasked / (weight + _FEW) if weight else 0.0
