"""The lines of a document and the marks that open them: numbers, letters, bullets, notes.

A `Line` is one non-empty line of the verbatim text with what its looks tell about it.
Everything that reads the layout (boilerplate, paragraphs, headings) works on these.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from corpus.model import Document, SpanKind
from corpus.vietnamese import fold

_INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_DECORATION: Final = re.compile(rf"\*\*|__|^\s*#{{1,6}}\s+|[{_INVISIBLE}]")
_FOOTNOTE_MARKS: Final = re.compile(r"(?:\^?\[\^?\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)+$")
_CLOSERS: Final = "\"'”’»)]* "
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``start`` and ``end`` bound its verbatim text without outer blanks.

    ``text`` is that text with single blanks and without Markdown decoration; ``folded`` is
    ``text`` folded. ``gap`` says that an empty line stands before. ``kinds`` are the spans
    that cover most of the line and ``level`` is the depth of its HEADING span, or 0.
    """

    start: int
    end: int
    text: str
    folded: str
    indent: int
    gap: bool
    page: int | None
    kinds: frozenset[SpanKind] = frozenset()
    level: int = 0

    @property
    def words(self) -> int:
        """Return how many words, parted by blanks, the line has."""
        return self.text.count(" ") + 1


@dataclass(frozen=True, slots=True)
class Opening:
    """The number, letter or bullet that opens a paragraph.

    ``style`` is ``part``, ``capital``, ``roman``, ``arabic1`` to ``arabic4``, ``letter`` or
    ``bullet``; ``number`` counts within the style (0 for a bullet); ``end`` is the offset of
    the words after it.
    """

    style: str
    number: int
    end: int


def split_lines(document: Document) -> list[Line]:
    """Return the lines of `document` that are not empty, in order."""
    raw: list[tuple[int, int, int, bool]] = []
    offset, gap = 0, True
    for full in document.text.split("\n"):
        bare = full.strip().strip(_INVISIBLE).strip()
        if bare:
            start = offset + full.index(bare)
            raw.append((start, start + len(bare), start - offset, gap))
        gap = not bare
        offset += len(full) + 1
    marks = _span_marks(document, raw)
    lines = []
    for index, (start, end, indent, gap) in enumerate(raw):
        text = " ".join(_DECORATION.sub("", document.text[start:end]).split())
        kinds, level = marks.get(index, (frozenset(), 0))
        bold = document.text.startswith("**", start) and document.text.endswith("**", start, end)
        if bold or document.text.startswith("# ", start) or document.text.startswith("##", start):
            kinds |= {SpanKind.BOLD}
        page = document.page_of(start)
        lines.append(Line(start, end, text, fold(text), indent, gap, page, kinds, level))
    return lines


def _span_marks(
    document: Document, raw: Sequence[tuple[int, int, int, bool]]
) -> dict[int, tuple[frozenset[SpanKind], int]]:
    """Return, for each line that spans cover for the most part, their kinds and depth."""
    starts = [start for start, *_ in raw]
    covered: dict[tuple[int, SpanKind], int] = {}
    levels: dict[int, int] = {}
    for span in document.spans:
        index = max(0, bisect_right(starts, span.start) - 1)
        while index < len(raw) and raw[index][0] < span.end:
            start, end = raw[index][:2]
            shared = min(end, span.end) - max(start, span.start)
            if shared > 0:
                key = (index, span.kind)
                covered[key] = covered.get(key, 0) + shared
                if span.kind is SpanKind.HEADING:
                    levels[index] = span.level
            index += 1
    marks: dict[int, tuple[frozenset[SpanKind], int]] = {}
    for (index, kind), length in covered.items():
        start, end = raw[index][:2]
        needed = 0.5 if kind is SpanKind.BOILERPLATE else 0.9
        if length >= needed * (end - start):
            kinds = marks.get(index, (frozenset(), 0))[0] | {kind}
            marks[index] = (kinds, levels.get(index, 0))
    return marks


def wrap_width(lines: Sequence[Line]) -> int | None:
    """Return the usual length of a full line where paragraphs run over lines, else None.

    The sure sign of hard-wrapped text is a line without a stop whose very next line goes
    on in lower case.
    """
    lengths = sorted(len(line.text) for line in lines if SpanKind.TABLE_ROW not in line.kinds)
    if len(lengths) < 3:
        return None
    usual = lengths[int(0.95 * (len(lengths) - 1))]
    run_on = sum(
        not after.gap and 40 <= len(before.text) <= 160
        and not ends_sentence(before.text) and starts_lower(after.text)
        for before, after in pairwise(lines)
    )  # fmt: skip
    return usual if usual <= 160 and run_on >= max(2, 0.1 * len(lines)) else None


_PART: Final = re.compile(
    r"(?:phần|chương)\s+(?:thứ\s+)?(?P<label>[ivxlc]+|\d+|nhất|một|hai|ba|bốn|tư|năm|sáu)"
    r"\b[\s.:)–-]*",
    re.IGNORECASE,
)
_ROMAN: Final = re.compile(r"(?P<label>[IVX]{1,5})(?:\s*[.)/:]\s*|\s*[-–]\s+|\s+(?=[^\W\d_]{2}))")
_MISREAD_ROMAN: Final = re.compile(r"(?P<label>[IVXl|1]{1,5})\s*[.)/:]\s*(?=[^\W\d_]{2})")
_ARABIC: Final = re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2}){0,3})(?P<stop>\s*[.)/]|)\s*(?=\S)")
_CAPITAL: Final = re.compile(r"(?P<label>[A-HĐ])\s*[.)/]\s+")
_LETTER: Final = re.compile(r"(?P<label>[a-zđ])\s*[.)]\s*(?=[^\W\d_])")
_BULLET: Final = re.compile(r"(?P<mark>[-–—+*•·▪◦●○□■❖➢✓]|o(?=\s))\s*(?=[^\s.,;])")
_ORDINALS: Final = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6,
}  # fmt: skip
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _roman(label: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in label.upper()]
    following = [*values[1:], 0]
    return sum(-v if v < n else v for v, n in zip(values, following, strict=True))


def opening(text: str) -> Opening | None:
    """Return the number, letter or bullet that opens `text` (single blanks), or None."""
    if (found := _PART.match(text)) and not text[found.end() : found.end() + 1].islower():
        label = found["label"].lower()
        if label in _ORDINALS:
            number = _ORDINALS[label]
        else:
            number = int(label) if label.isdigit() else _roman(label)
        return Opening("part", number, found.end())
    if (found := _ROMAN.match(text)) and _plausible_roman(text, found):
        return Opening("roman", _roman(found["label"]), found.end())
    if (found := _MISREAD_ROMAN.match(text)) and (misread := _misread_roman(text, found)):
        return Opening("roman", misread, found.end())
    if (found := _ARABIC.match(text)) and _plausible_number(text, found):
        parts = found["label"].split(".")
        return Opening(f"arabic{len(parts)}", int(parts[-1]), found.end())
    if found := _CAPITAL.match(text):
        return Opening("capital", ord(found["label"]) - 64, found.end())
    if found := _LETTER.match(text):
        label = found["label"]
        order = "abcdđefghijklmnopqrstuvwxyz"
        return Opening("letter", order.index(label) + 1, found.end())
    if found := _BULLET.match(text):
        return Opening("bullet", 0, found.end())
    return None


def _plausible_roman(text: str, found: re.Match[str]) -> bool:
    rest = text[found.end() :]
    if text[found.end("label") :].lstrip()[:1] in (".", ")", "/", ":", "-", "–"):
        return rest[:1].isalpha() and len(rest) > 1 and rest[1] != "."
    return rest.isupper()  # "II NHIỆM VỤ", but not "V đã" nor "I want"


def _misread_roman(text: str, found: re.Match[str]) -> int:
    """Return the number of a Roman numeral that a scan shows as ``ll.``, or 0 for none.

    Only a heading in capitals is one: ``l) mua sắm`` is the letter of a list.
    """
    label = found["label"]
    if not {"l", "|"} & set(label) or not mostly_capitals(text[found.end() :]):
        return 0
    return _roman(re.sub(r"[l|1]", "I", label))


def _plausible_number(text: str, found: re.Match[str]) -> bool:
    parts = found["label"].split(".")
    rest = text[found.end() :]
    if found["stop"]:
        # "1. Công tác", "1.Công tác"; "3.3" or "12.345" are numbers, "1/2023" is a date
        return not rest[0].isdigit()
    blank = text[found.end("label") : found.end()]
    return len(parts) > 1 and bool(blank) and rest[0].isupper() and int(parts[0]) > 0


def bullet_level(text: str) -> int:
    """Return the nesting of the bullet that opens `text`: 1 for a dash, 2 for a plus, 0 none."""
    found = _BULLET.match(text)
    if not found:
        return 0
    return {"+": 2, "o": 2, "◦": 2, "○": 2, "▪": 2}.get(found["mark"], 1)


_NOTE: Final = re.compile(
    r"(?:\^?\[\^?(?P<bracket>\d{1,3})\]:?|(?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\^(?P<caret>\d{1,3}))\s*(?=\S)"
    r"|(?P<glued>\d{1,2})(?=[^\W\d_][^\W\d_])"
)


def note_opening(text: str) -> tuple[str, int] | None:
    """Return the footnote mark that opens `text` and the offset after it, or None.

    ``[1] Quyết định``, ``¹ Quyết định`` and ``1Quyết định`` open a footnote; ``5G`` and
    ``2 năm`` do not.
    """
    found = _NOTE.match(text)
    if not found:
        return None
    if glued := found["glued"]:
        word = text[found.end() : found.end() + 2]
        return (glued, found.end()) if word[0].isupper() and word[1].islower() else None
    mark = found["bracket"] or found["caret"] or found["super"].translate(_SUPERSCRIPTS)
    return str(int(mark)), found.end()


_PAIR = re.compile(r"[^|]*[^\W\d_][^|]* \| [-+]?\d[\d.,]*\s?%?")  # "Na Hang | 120"


def is_row(line: Line) -> bool:
    """Tell whether a line is a row of a table, its cells parted by bars."""
    return (
        SpanKind.TABLE_ROW in line.kinds
        or line.text.count(" | ") >= 2
        or _PAIR.fullmatch(line.text) is not None
        or (line.text.startswith("|") and line.text.count("|") >= 2)
    )


def without_marks(text: str) -> str:
    """Return `text` without the footnote marks at its end."""
    return _FOOTNOTE_MARKS.sub("", text.rstrip()).rstrip()


def ends_sentence(text: str) -> bool:
    """Tell whether `text` ends where a sentence, clause or lead-in ends."""
    bare = without_marks(text).rstrip(_CLOSERS)
    return bare.endswith((".", "!", "?", "…", ";", ":"))


def starts_lower(text: str) -> bool:
    """Tell whether the first letter of `text` is a small one and nothing opens the text."""
    first = text.lstrip("\"'“”‘’«([ ")[:1]
    return first.islower() and opening(text) is None


def mostly_capitals(text: str) -> bool:
    """Tell whether `text` is set in capitals (at least two words, four letters of five)."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < 4 or " " not in text.strip():
        return False
    return sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)
