"""The outline: which headings and which opener every stretch of text stands under.

A report is structured by numbered headings (``I.``, ``2.3.``, ``a)``), by headings without
a number, and inside paragraphs by openers: ``Hệ thống camera giao thông: …``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from corpus.cleaning import Block, BlockKind
from corpus.lines import Opening, ends_sentence, mostly_capitals, opening
from corpus.sentences import split_sentences
from corpus.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of one block, in one section and under one opener.

    ``start`` and ``end`` are offsets into ``block.search.text``. ``sentences`` lie between
    them. ``section`` is the heading path, outermost first; ``topic`` the opener or "".
    """

    block: Block
    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]
    section: tuple[str, ...]
    topic: str

    @property
    def text(self) -> str:
        """Return the search text of the stretch."""
        return self.block.search.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A heading on the path; a smaller rank is further out."""

    title: str
    style: str
    rank: int
    number: int
    inline: bool = False  # opens a paragraph instead of standing on its own line


_RANKS: Final = {
    "part": 1, "capital": 2, "roman": 3, "capitals": 4, "arabic1": 5, "arabic2": 6, "arabic3": 7,
    "arabic4": 8, "letter": 9, "plain": 10, "bullet": 11,
}  # fmt: skip
_CONTENT: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW})
_OUTER_WORDS: Final = 24
_INNER_WORDS: Final = 12
_NUMBERED_WORDS: Final = 16
_MIN_REST_WORDS: Final = 7
_CARRIED: Final = 3  # paragraphs without an opener that still belong to the one before

# Openers that only lead over to the next words and name no topic (folded).
_NO_TOPIC: Final = re.compile(
    r"(?:trong do|cu the|gom|bao gom|nhu sau|ket luan|ghi chu|luu y|tac gia|vi du|do la|nhin chung|"
    r"tom lai|ngoai ra|ben canh|dong thoi|tuy nhien|do do|vi vay|theo do|qua do|rieng|"
    r"(?:o |tai |theo )?cap (?:tinh|huyen|xa|thuc hien)|trong (?:thang|quy|nam|ky)|tinh den|"
    r"den nay|hien nay|hien tai|den ngay|tu ngay|dac biet|mat khac|phat bieu|tai (?:buoi|hoi|cuoc)|"
    r"kinh gui)\b|(?:ket qua|nguon|noi dung|anh|tin|bai)$"
)
_LEADS_OVER: Final = re.compile(
    r"\b(?:cu the|nhu sau|sau day|sau|gom|bao gom|trong do|la|rang|ke hoach so|quyet dinh so)$"
)
# Inside a paragraph a sentence that begins with a verb is an action, not a new topic.
_VERBS: Final = re.compile(
    r"(?:tham muu|ban hanh|trien khai|phoi hop|chi dao|thuc hien|to chuc|huong dan|xay dung|"
    r"de nghi|tiep tuc|day manh|tang cuong|theo doi|ra soat|kiem tra|cap nhat|da|co|duoc|so|"
    r"tiep nhan|trinh|gop y|cho y kien|tap trung|dang|thong bao|tuyen truyen|hoan thien|nang cap|"
    r"cap|lap|phat hien|xu ly|yeu cau|kien nghi|de xuat|phan dau|hoan thanh|tham gia|dam bao|"
    r"bao dam|duy tri|van hanh|quan ly|nhan|nang|phat dong|giao|trong|tai|tu|den|theo|neu|khi)\b"
)
_RETURNS: Final = re.compile(r"(?:ket luan|nhin chung|tom lai|ket qua chung|danh gia chung)\b")
_NEW_START: Final = re.compile(
    r"(?:nhin chung|tren day|tom lai|ngoai ra|ben canh do|(?:trong|sang|buoc vao) "
    r"(?:thang|quy|nam|thoi gian)|tu (?:ngay|dau)|thoi gian toi|ve|cong tac|linh vuc|doi voi)\b"
)
# What an opener goes on to say of its topic: "Công tác tiếp dân được thực hiện tốt: …".
_PREDICATE: Final = re.compile(
    r" (?:được (?:thực hiện|triển khai|duy trì|bảo đảm|đảm bảo|quan tâm|tăng cường|chú trọng)|"
    r"tiếp tục|luôn|cơ bản|đã (?:được )?|có nhiều)\b.*$"
)
# Paragraphs that cannot stand without the one before them.
_LEANS: Final = re.compile(
    r"(?:trong do|rieng|con lai|so con lai|tong cong|"
    r"(?:o |tai |theo |rieng )?cap (?:tinh|huyen|xa))\b"
)
_COMMON_PAIRS: Final = frozenset({"dia ban", "toan tinh", "tren dia", "ban tinh", "trong thang"})
_TABLE_TITLE: Final = re.compile(r"(?:bang|bieu|so lieu|phu luc)\b")
_TABLE_TITLE_WORDS: Final = 20
_APPENDIX: Final = re.compile(r"phu luc\b(?: (?:so )?[\divx]+\b|$|[:.–-]| kem)")
_APPENDIX_WORDS: Final = 40


def outline(blocks: Sequence[Block]) -> tuple[Unit, ...]:
    """Return the units of `blocks` in order; headings with text under them become paths.

    A heading that nothing stands under is a unit of its own, so that no words are lost. A
    footnote belongs to the section of the sentence that refers to it.
    """
    units: list[Unit] = []
    walker = _Walker()
    sections_of_marks: dict[str, tuple[tuple[str, ...], str]] = {}
    for index, block in enumerate(blocks):
        if _is_appendix(block):
            walker.leave()
            if index + 1 < len(blocks) and blocks[index + 1].kind in _CONTENT:
                walker.enter(block)
                continue
        if block.kind is BlockKind.HEADING and _has_text(blocks, index):
            walker.enter(block)
            continue
        if block.kind is BlockKind.SIGNATURE:
            walker.leave()  # an annex after it stands under none of the headings before
        if block.kind is BlockKind.TABLE_ROW:
            made = walker.row(blocks, index)
        elif block.kind in _CONTENT or block.kind is BlockKind.HEADING:
            made = list(walker.text(block))
        else:
            made = [_whole(block, walker.path, "")]
        units.extend(made)
        for mark in block.marks if made else ():
            sections_of_marks[mark] = (made[-1].section, made[-1].topic)
    return tuple(_placed_note(unit, sections_of_marks) for unit in units)


def _is_appendix(block: Block) -> bool:
    """Tell whether a block is the title of an appendix, which belongs to no section before it."""
    if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CAPTION):
        return False
    text = block.search.text
    titled = len(text.split()) <= _APPENDIX_WORDS and not text.endswith(";")
    return titled and _APPENDIX.match(fold(text)) is not None


def _placed_note(unit: Unit, sections: dict[str, tuple[tuple[str, ...], str]]) -> Unit:
    if unit.block.kind is not BlockKind.FOOTNOTE or unit.block.note not in sections:
        return unit
    section, topic = sections[unit.block.note]
    return Unit(unit.block, unit.start, unit.end, unit.sentences, section, topic)


def _has_text(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether anything stands under the heading at `index`."""
    style, _ = _style(blocks[index])
    for block in blocks[index + 1 :]:
        if block.kind is BlockKind.HEADING:
            below, number = _style(block)
            return _RANKS[below] > _RANKS[style] or (style == "plain" and number == 1)
        if block.kind in _CONTENT:
            return True
        if block.kind in (BlockKind.RECIPIENTS, BlockKind.SIGNATURE):
            return False
    return False


def _style(block: Block) -> tuple[str, int]:
    """Return the heading style of `block` and its number within the style."""
    text = block.search.text
    if block.list_level:
        return "bullet", 0
    opened = opening(text)
    if opened and opened.style != "bullet":
        return opened.style, opened.number
    if block.heading_level:
        return ("roman", "arabic1", "arabic2", "arabic3")[min(block.heading_level, 4) - 1], 0
    return ("capitals" if mostly_capitals(text) else "plain"), 0


def _whole(block: Block, section: tuple[str, ...], topic: str) -> Unit:
    text = block.search.text
    return Unit(block, 0, len(text), split_sentences(text), section, topic)


class _Walker:
    """Goes through the blocks and keeps the headings and the opener in force."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._topic = ""
        self._topic_level = 0
        self._carried = 0
        self._table_topic = ""

    @property
    def path(self) -> tuple[str, ...]:
        """Return the titles of the headings in force, outermost first."""
        return tuple(entry.title for entry in self._entries)

    def leave(self) -> None:
        """Come out from under every heading."""
        self._entries.clear()
        self._topic, self._topic_level, self._carried, self._table_topic = "", 0, 0, ""

    def enter(self, block: Block) -> None:
        """Go under the heading `block`."""
        style, number = _style(block)
        self._push(_title(block.search.text), style, number)

    def _push(self, title: str, style: str, number: int, *, inline: bool = False) -> None:
        del self._entries[self._kept(style, number) :]
        self._entries.append(_Entry(title, style, _RANKS[style], number, inline))
        self._topic, self._carried, self._table_topic = "", 0, ""

    def _kept(self, style: str, number: int) -> int:
        """Return how many headings on the path a new one stands under."""
        entries, rank = self._entries, _RANKS[style]
        same = [index for index, entry in enumerate(entries) if entry.style == style]
        for index in reversed(same):
            if number and entries[index].number + 1 == number:
                return index  # the next of its series
        if style == "plain":
            return same[0] if same else len(entries)
        if number == 1 and rank >= _RANKS["arabic1"] and entries and entries[-1].style == "plain":
            return len(entries)  # a series that begins under a heading without a number
        if same and number != 1:
            return same[-1]  # misnumbered
        return next((i for i, entry in enumerate(entries) if entry.rank >= rank), len(entries))

    def row(self, blocks: Sequence[Block], index: int) -> list[Unit]:
        """Return the unit of a table row; the line before the table names its topic."""
        first = index == 0 or blocks[index - 1].kind is not BlockKind.TABLE_ROW
        if first:
            before = blocks[index - 1] if index else None
            self._table_topic = ""
            if before and before.kind in (BlockKind.PARAGRAPH, BlockKind.CAPTION):
                text = before.search.text
                words = len(text.split())
                titled = text.endswith(":") or _TABLE_TITLE.match(fold(text)) is not None
                if words <= _TABLE_TITLE_WORDS and (titled or not ends_sentence(text)):
                    self._table_topic = _title(text)
        block = blocks[index]
        whole = (0, len(block.search.text))
        return [Unit(block, *whole, (whole,), self.path, self._table_topic or self._topic)]

    def text(self, block: Block) -> Iterator[Unit]:
        """Return the units of a paragraph or list item, one for each opener in it."""
        text = block.search.text
        item = block.kind is BlockKind.LIST_ITEM
        sentences = split_sentences(text, list_item=item)
        opened = opening(text)
        numbered = opened is not None and opened.style != "bullet"
        start = opened.end if opened and numbered else 0
        words = _NUMBERED_WORDS if numbered else _OUTER_WORDS
        outer_end = find_opener(text, start, words)
        if opened and numbered and outer_end:
            self._push(text[:outer_end].strip(), opened.style, opened.number, inline=True)
            yield from self._parts(block, sentences, outer_end, "")
            return
        if outer_end:
            self._topic = _topic(text[:outer_end])
            self._topic_level = block.list_level
            self._carried = _CARRIED
            yield from self._parts(block, sentences, outer_end, self._topic)
            return
        if opened and numbered:
            self._leave(opened)
        self._let_go(block)
        yield from self._parts(block, sentences, 0, self._topic)

    def _leave(self, opened: Opening) -> None:
        """Leave the section that an item opened when the next item of its series comes."""
        for index, entry in enumerate(self._entries):
            follows = (entry.style, entry.number + 1) == (opened.style, opened.number)
            if entry.inline and follows:
                del self._entries[index:]
                return

    def _let_go(self, block: Block) -> None:
        """Forget the opener of earlier paragraphs where `block` no longer belongs to it."""
        if not self._topic or block.list_level > self._topic_level:
            return
        self._carried -= 1
        folded = fold(block.search.text)
        item = block.kind is BlockKind.LIST_ITEM
        related = _LEANS.match(folded) or _share_words(self._topic, folded)
        if self._carried < 0 or item or _NEW_START.match(folded) or not related:
            self._topic, self._topic_level = "", 0

    def _parts(
        self,
        block: Block,
        sentences: Sequence[tuple[int, int]],
        outer_end: int,
        topic: str,
    ) -> Iterator[Unit]:
        """Split a block where one of its sentences opens a topic of its own."""
        text = block.search.text
        section = self.path
        outer_section, outer_topic = section, topic
        nested = False
        if outer_end:
            inner_start = outer_end + 1
            while inner_start < len(text) and text[inner_start] == " ":
                inner_start += 1
            inner_end = find_opener(text, inner_start, _INNER_WORDS, inner=True)
            if inner_end:
                nested = bool(topic)
                section = (*section, topic) if nested else section
                topic = _topic(text[inner_start:inner_end])
        group: list[tuple[int, int]] = []
        for low, high in sentences:
            opener_end = find_opener(text, low, _INNER_WORDS, inner=True) if group else 0
            returns = bool(group) and _RETURNS.match(fold(text[low : low + 40])) is not None
            if opener_end or (returns and topic != outer_topic):
                yield _unit(block, group, section, topic)
                group = []
                if opener_end:
                    topic = _topic(text[low:opener_end])
                    section = (*outer_section, outer_topic) if nested else outer_section
                else:
                    topic, section = outer_topic, outer_section
            group.append((low, high))
        if group:
            yield _unit(block, group, section, topic)


def _unit(
    block: Block, group: Sequence[tuple[int, int]], section: tuple[str, ...], topic: str
) -> Unit:
    return Unit(block, group[0][0], group[-1][1], tuple(group), section, topic)


def _share_words(topic: str, folded: str) -> bool:
    """Tell whether a paragraph speaks of its would-be topic: two syllables running of it."""
    words = re.findall(r"\w+", fold(topic))
    pairs = {f"{one} {two}" for one, two in pairwise(words)} - _COMMON_PAIRS
    text = " " + " ".join(re.findall(r"\w+", folded)) + " "
    return any(f" {pair} " in text for pair in pairs)


def _title(text: str) -> str:
    return text.strip().rstrip(":").rstrip()


def _topic(opener: str) -> str:
    """Return what `opener` names, without what it goes on to say of it."""
    bare = opener.strip()
    named = _PREDICATE.sub("", bare).rstrip(" ,")
    return named if len(named.split()) > 1 else bare


def find_opener(text: str, start: int, most_words: int, *, inner: bool = False) -> int:
    """Return where the opener that begins at `start` ends (at its colon), or 0 for none.

    An opener is a phrase of at most `most_words` words that names what the sentences after
    it are about. `inner` asks more of it: it stands in the middle of a paragraph.
    """
    colon = _colon(text, start)
    if colon < 0:
        return 0
    phrase = text[start:colon].strip()
    rest = text[colon + 1 : colon + 200].split(None, _MIN_REST_WORDS)
    if not phrase or not phrase[0].isupper() or len(rest) < _MIN_REST_WORDS:
        return 0
    if not 1 < len(phrase.split()) <= most_words:
        return 0
    folded = fold(phrase)
    outside = re.sub(r"\([^)]*\)", " ", phrase)
    if re.search(r"[;!?…“”]|\.\s|(?<![\w])\d[\d.,/%]*(?![\w])", outside):
        return 0
    if phrase.count("(") != phrase.count(")") or _NO_TOPIC.match(folded):
        return 0
    if _LEADS_OVER.search(folded) or (inner and _VERBS.match(folded)):
        return 0
    return colon


def _colon(text: str, start: int) -> int:
    """Return the first colon from `start` that is outside brackets and before a blank, or -1."""
    depth = 0
    for index in range(start, min(len(text), start + 250)):
        letter = text[index]
        if letter == "(":
            depth += 1
        elif letter == ")":
            depth -= 1
        elif letter == ":" and depth == 0 and text[index + 1 : index + 2].isspace():
            return index
    return -1
