"""From units to passages: a few sentences of one topic, with the time they speak of.

A passage aims at 60 to 130 words. It is cut at the ends of sentences and never runs over
the end of a section or topic. A passage of a table repeats the table's head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Final

from corpus import repair
from corpus.cleaning import BlockKind
from corpus.model import MappedText, Metadata, Passage, PassageKind
from corpus.outline import Unit
from corpus.periods import Period, PeriodKind, find_periods
from corpus.table_cutting import cut_tables
from corpus.table_rows import row_cells
from corpus.vietnamese import fold

_TARGET_WORDS: Final = 130
_ENOUGH_WORDS: Final = 60
_STRETCHED_WORDS: Final = 165  # what a passage may reach rather than leave a scrap
_SCRAP_WORDS: Final = 30
_LEAD_IN_WORDS: Final = 220  # a lead-in takes the first item along up to this many words
_SENTENCES: Final = 5
_ITEMS: Final = 12

_TAIL: Final = frozenset(
    {
        BlockKind.LETTERHEAD,
        BlockKind.TITLE,
        BlockKind.BYLINE,
        BlockKind.RECIPIENTS,
        BlockKind.SIGNATURE,
        BlockKind.CLOSING,
    }
)
_HEAD_OF_REPORT: Final = frozenset({BlockKind.LETTERHEAD, BlockKind.TITLE})

_COMING: Final = re.compile(
    r"phuong huong|(?:nhiem vu|cong tac)(?: cong tac)? (?:trong tam|chu yeu)|thoi gian toi|"
    r"\b(?:thang|quy|nam) (?:toi|tiep theo|sau|den)\b|thoi gian tiep theo|du kien|"
    r"ke hoach (?:cong tac|thuc hien|nhiem vu|hoat dong|trien khai)|chuong trinh cong tac|"
    r"(?:nhiem vu|muc tieu),? (?:va )?(?:giai phap|phuong huong)|dinh huong|"
    r"(?:cong )?viec (?:trong tam|can lam)|^\W*(?:[ivx\d]+[.)]? )*(?:cac |nhung )?nhiem vu\W*$"
)
_DONE: Final = re.compile(
    r"ket qua|tinh hinh|danh gia|\bda (?:thuc hien|dat)|tong ket|so ket|ton tai|han che|kiem diem"
)
_APPENDED: Final = re.compile(r"\W*(?:phu luc|phu bieu|bieu (?:so )?\d)\b")  # of the whole report
_OPENS_WITH_TIME: Final = re.compile(
    r"\W*(?:\d{1,2}[.)] )?(?:trong|sang|buoc vao|den|tu|tinh|quy|thang|nam|ke|6|9|sau|chin|nua|"
    r"luy)\b"
)
_NEXT_CLAUSE: Final = re.compile(r"(?:;|\.)\s+(?:(?:trong|sang|riêng) )?$", re.IGNORECASE)
_LISTED_WITHIN: Final = 600  # characters in which the next period of a list must begin
_STATED_WITHIN: Final = 30  # characters in which an opening names its period
_OPENS_COMING: Final = re.compile(
    r"\W*(?:\d{1,2}[.)] )?(?:trong )?(?:thoi gian (?:toi|tiep theo)|sap toi|(?:thang|quy|nam) "
    r"(?:toi|tiep theo)|du kien (?:trong )?(?:thang|quy|nam))\b"
)
_WILL: Final = re.compile(
    r"\b(?:tap trung|trien khai|se|phan dau|muc tieu|du kien|tiep tuc|thuc hien"
    r"|nhiem vu trong tam)\b"
)
_HAS: Final = re.compile(r"\bda (?!ra\b|de ra\b|giao\b)")


@dataclass(frozen=True, slots=True)
class _Time:
    """What a stretch says about its own time."""

    period: Period | None
    planned: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence on its way into a passage."""

    unit: Unit
    span: tuple[int, int]

    @property
    def words(self) -> int:
        return len(self.unit.block.search.text[slice(*self.span)].split())


@dataclass(frozen=True, slots=True)
class _Content:
    """A passage without what only its place in the report gives it."""

    kind: PassageKind
    section: tuple[str, ...]
    topic: str
    time: _Time
    page: int | None
    note: str
    parts: tuple[MappedText, ...]
    separators: tuple[str, ...]


def split(units: Sequence[Unit], metadata: Metadata) -> tuple[Passage, ...]:
    """Return the passages of `units` in order; `metadata` says what the report's time is."""
    clock = _Clock(metadata)
    contents: list[_Content] = []
    for _, run in groupby(units, key=lambda unit: _group_key(unit, clock)):
        contents.extend(_contents(list(run), clock))
    return tuple(_passage(ordinal, content) for ordinal, content in enumerate(contents))


def _group_key(unit: Unit, clock: _Clock) -> tuple[object, ...]:
    """Return what the units of one passage have in common."""
    kind = unit.block.kind
    if kind in _HEAD_OF_REPORT:
        return ("head",)
    if kind in _TAIL:
        return (kind,)
    if kind is BlockKind.CAPTION:
        return (kind, unit.start, unit.block.start)
    if kind is BlockKind.FOOTNOTE:
        return (kind, unit.block.note)
    table = kind is BlockKind.TABLE_ROW
    return (table, unit.section, unit.topic, clock.time_of(unit))


def _contents(units: Sequence[Unit], clock: _Clock) -> Iterator[_Content]:
    first = units[0]
    kind = first.block.kind
    if kind is BlockKind.TABLE_ROW:
        groups = _row_groups(units)
        passage_kind = PassageKind.TABLE
    elif kind in _TAIL:
        groups = [_sentences(units)]
        passage_kind = PassageKind.TAIL
    else:
        groups = _packed(_sentences(units))
        passage_kind = {
            BlockKind.CAPTION: PassageKind.CAPTION,
            BlockKind.FOOTNOTE: PassageKind.FOOTNOTE,
        }.get(kind, PassageKind.TEXT)
    tail = kind in _TAIL
    time = _Time(None, False) if tail else clock.time_of(first)
    for group in groups:
        own_kind = passage_kind
        if own_kind is PassageKind.TEXT and _is_list(group):
            own_kind = PassageKind.LIST
        yield _Content(
            own_kind,
            () if tail else first.section,
            "" if tail else first.topic,
            time,
            group[0].unit.block.page,
            first.block.note,
            tuple(_cut(sentence) for sentence in group),
            tuple(_separator(one, two) for one, two in pairwise(group)),
        )


def _sentences(units: Iterable[Unit]) -> list[_Sentence]:
    return [_Sentence(unit, span) for unit in units for span in unit.sentences]


def _cut(sentence: _Sentence) -> MappedText:
    return repair.cut(sentence.unit.block.search, *sentence.span)


def _separator(one: _Sentence, two: _Sentence) -> str:
    return " " if one.unit.block is two.unit.block else "\n"


def _is_list(group: Sequence[_Sentence]) -> bool:
    units = {id(sentence.unit.block): sentence.unit for sentence in group}.values()
    items = sum(_is_item(unit) for unit in units)
    return 2 * items >= len(units) and items > 0


def _is_item(unit: Unit) -> bool:
    """Tell whether `unit` is an item of a list, not a paragraph with its heading in front."""
    if unit.block.kind is not BlockKind.LIST_ITEM:
        return False
    return not (unit.section and unit.block.search.text.startswith(unit.section[-1]))


def _row_groups(units: Sequence[Unit]) -> list[list[_Sentence]]:
    """Return the rows of a table, some at a time, each time behind what they stand under."""
    rows = _sentences(units)
    cut = cut_tables([row_cells(_text(row)) for row in rows], [row.words for row in rows])
    return [[rows[place] for place in places] for places in cut]


def _packed(sentences: Sequence[_Sentence]) -> list[list[_Sentence]]:
    """Return groups of following sentences, each of a good size for one passage."""
    groups: list[list[_Sentence]] = []
    size = 0
    for sentence in sentences:
        if groups and _fits(groups[-1], size, sentence):
            groups[-1].append(sentence)
            size += sentence.words
        else:
            groups.append([sentence])
            size = sentence.words
    return _without_scraps(groups)


def _fits(group: Sequence[_Sentence], size: int, sentence: _Sentence) -> bool:
    """Tell whether `sentence` still goes into `group`, which has `size` words."""
    total = size + sentence.words
    last = group[-1]
    fresh = last.unit.block is not sentence.unit.block
    item = sentence.unit.block.kind is BlockKind.LIST_ITEM
    if _text(last).endswith(":") and fresh:
        return total <= _LEAD_IN_WORDS
    if len(group) >= (_ITEMS if item else _SENTENCES):
        return False
    if fresh and not _joins(size, len(sentence.unit.text.split()), item=item):
        return False
    return total <= (_STRETCHED_WORDS if size < _ENOUGH_WORDS and not fresh else _TARGET_WORDS)


def _joins(size: int, block: int, *, item: bool) -> bool:
    """Tell whether a block of `block` words may follow `size` words in one passage."""
    if item:
        return size < _ENOUGH_WORDS or size + block <= _TARGET_WORDS
    return size + block <= (_TARGET_WORDS if block < _SCRAP_WORDS else _ENOUGH_WORDS)


def _text(sentence: _Sentence) -> str:
    return sentence.unit.block.search.text[slice(*sentence.span)]


def _without_scraps(groups: list[list[_Sentence]]) -> list[list[_Sentence]]:
    """Put a scrap at the end of a paragraph into the passage before it."""
    kept: list[list[_Sentence]] = []
    for group in groups:
        size = sum(sentence.words for sentence in group)
        if kept and size < _SCRAP_WORDS and group[0].unit.block is kept[-1][-1].unit.block:
            before = sum(sentence.words for sentence in kept[-1])
            if before + size <= _STRETCHED_WORDS:
                kept[-1].extend(group)
                continue
        kept.append(group)
    return kept


def _passage(ordinal: int, content: _Content) -> Passage:
    search = repair.chain(content.parts, content.separators)
    sentences: list[tuple[int, int]] = []
    offset = 0
    for index, part in enumerate(content.parts):
        sentences.append((offset, offset + len(part.text)))
        offset += len(part.text)
        if index < len(content.separators):
            offset += len(content.separators[index])
    return Passage(
        ordinal,
        content.kind,
        content.section,
        content.topic,
        search,
        tuple(sentences),
        min(source for _, source, _ in search.pieces),
        max(source + length for _, source, length in search.pieces),
        content.page,
        period=content.time.period,
        planned=content.time.planned,
        note=content.note,
    )


class _Clock:
    """Tells what time a unit speaks of, against the time of the report."""

    def __init__(self, metadata: Metadata) -> None:
        self._own = metadata.period
        self._written: date | None = metadata.issued or metadata.published
        year = metadata.period.last.year if metadata.period else None
        if year is None and self._written:
            year = self._written.year
        self._year = year
        self._times: dict[tuple[int, tuple[str, ...], str], _Time] = {}

    def time_of(self, unit: Unit) -> _Time:
        """Return the period that `unit` states for itself and whether its tasks are to come."""
        key = (id(unit.block), unit.section, unit.topic)
        if key not in self._times:
            self._times[key] = self._read(unit)
        return self._times[key]

    def _read(self, unit: Unit) -> _Time:
        if unit.block.kind is BlockKind.FOOTNOTE:
            return _Time(None, False)
        of_section, planned = self._of_headings((*unit.section, unit.topic))
        if unit.block.kind is BlockKind.TABLE_ROW:  # "Tháng 4 | 21" is of its row alone
            return _Time(None if of_section == self._own else of_section, planned)
        stated = self._opening_period(unit.block.search.text)
        opening = fold(unit.block.search.text[:250])
        if stated and self._is_ahead(stated):
            first_clause = re.split(r"[;:.] ", opening, maxsplit=1)[0]
            planned = planned or bool(_WILL.search(opening) and not _HAS.search(first_clause))
        elif _OPENS_COMING.match(opening):
            planned = True
        period = stated or of_section
        return _Time(None if period == self._own else period, planned)

    def _opening_period(self, text: str) -> Period | None:
        """Return the period that the first words of a paragraph name."""
        if not _OPENS_WITH_TIME.match(fold(text[:20])):
            return None
        for mention in find_periods(text[:120], default_year=self._year):
            if mention.start > _STATED_WITHIN:
                break
            if mention.period and mention.period.kind is not PeriodKind.DAY:
                return None if self._parts_with(mention.period, text) else mention.period
        return None

    def _parts_with(self, period: Period, text: str) -> bool:
        """Tell whether a paragraph goes through several periods: ``tháng 1 …; tháng 2 …``.

        Then the first of them is of its own clause only.
        """
        return any(
            mention.period is not None
            and mention.period.kind is period.kind
            and mention.period != period
            and _NEXT_CLAUSE.search(text[: mention.start])
            for mention in find_periods(text[:_LISTED_WITHIN], default_year=self._year)
        )

    def _of_headings(self, headings: Iterable[str]) -> tuple[Period | None, bool]:
        """Return the period that the innermost telling heading names, and whether it is ahead."""
        period: Period | None = None
        planned = False
        for heading in headings:
            folded = fold(heading)
            coming = _COMING.search(folded) is not None
            done = _DONE.search(folded) is not None
            named = self._named(heading, coming=coming and not done)
            if named:
                period = named
            ahead = named is not None and self._is_ahead(named)
            if done or (_APPENDED.match(folded) and not coming and not ahead):
                planned = False
            elif (coming and (named is None or ahead)) or ahead:
                planned = True
        return period, planned

    def _named(self, heading: str, *, coming: bool) -> Period | None:
        """Return the one period that `heading` names, or None for none or several."""
        found = {
            mention.period
            for mention in find_periods(heading, default_year=self._year)
            if mention.period and mention.period.kind is not PeriodKind.DAY
        }
        if len(found) != 1:
            return None
        period = found.pop()
        early = self._own is not None and period.last < self._own.first
        if coming and early and self._year and str(self._year) not in heading:
            later = find_periods(heading, default_year=self._year + 1)
            return later[0].period if later else period
        return period

    def _is_ahead(self, period: Period) -> bool:
        """Tell whether `period` lies after the report's own, or has hardly begun on its date."""
        if self._own and period != self._own and period.first > self._own.last:
            return True
        if self._written is None:
            return False
        if period.first > self._written:
            return period != self._own
        length = (period.last - period.first).days
        return length > 80 and (self._written - period.first).days * 4 < length
