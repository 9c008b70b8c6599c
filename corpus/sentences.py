"""Where sentences end in the prose of Vietnamese reports, by rules that keep offsets."""

from __future__ import annotations

import re
from typing import Final

from corpus.lines import opening
from corpus.vietnamese import fold, is_syllable

_STOP: Final = re.compile(r"(?:\./\.|\.{2,}|…|[.!?])+")
_CLOSING: Final = frozenset("\"'”’»)]")
_OPENING: Final = "\"'“‘«([-–+•* "
_PAIRS: Final = {"(": ")", "“": "”", "«": "»", "[": "]"}
_PAIRED_WITHIN: Final = 400  # a bracket that closes no sooner was never meant to be closed
# Short forms that a stop belongs to; compared in lower case.
_ABBREVIATIONS: Final = frozenset(
    {
        "tr", "tp", "tx", "tt", "kt", "tm", "tl", "tuq", "q", "p", "gs", "ts", "ths", "pgs", "bs",
        "cn", "ks", "cv", "nxb", "vd", "st", "mr", "mrs", "ms", "dr", "đ", "đc", "bt", "th",
    }
)  # fmt: skip
_LABEL: Final = re.compile(
    r"(?:bảng|biểu|hình|ảnh|phụ lục|mẫu|điều|mục|chương|phần)(?: số)? [\dIVX]{1,4}", re.IGNORECASE
)
_WORD_BEFORE: Final = re.compile(r"[^\W_]+$")
_MIN_CLAUSE_WORDS: Final = 6
_OPENING_WITHIN: Final = 40  # characters in which a number or label opens a sentence


def split_sentences(text: str, *, list_item: bool = False) -> tuple[tuple[int, int], ...]:
    """Return the offsets of the sentences of `text` (single blanks), without outer blanks.

    Semicolons part clauses, not sentences; but where a paragraph is a list in disguise
    (several clauses that each begin anew with a capital, or `list_item`), each of those
    clauses counts as a sentence. Line feeds always end a sentence.
    """
    depths = _inside_pairs(text)
    semicolons = _list_semicolons(text, depths, list_item)
    ends = sorted({*_stops(text, depths), *semicolons, *_line_ends(text), len(text)})
    sentences = []
    start = 0
    for end in ends:
        low, high = start, end
        while low < high and text[low].isspace():
            low += 1
        while high > low and text[high - 1].isspace():
            high -= 1
        if low < high:
            sentences.append((low, high))
        start = end
    return tuple(sentences)


def _line_ends(text: str) -> list[int]:
    return [index + 1 for index, letter in enumerate(text) if letter == "\n"]


def _inside_pairs(text: str) -> bytearray:
    """Return, for every character, 1 where it stands inside brackets or quotation marks."""
    inside = bytearray(len(text))
    index = 0
    while index < len(text):
        closer = _PAIRS.get(text[index])
        if closer:
            end = _closing(text, index, closer)
            if end > 0:
                inside[index:end] = b"\x01" * (end - index)
                index = end
        index += 1
    return inside


def _closing(text: str, start: int, closer: str) -> int:
    """Return where the bracket opened at `start` closes, or -1."""
    opener, depth = text[start], 0
    for index in range(start, min(len(text), start + _PAIRED_WITHIN)):
        if text[index] == opener:
            depth += 1
        elif text[index] == closer:
            depth -= 1
            if depth == 0:
                return index
    return -1


def _stops(text: str, inside: bytearray) -> list[int]:
    ends = []
    last = 0
    for found in _STOP.finditer(text):
        end = found.end()
        while end < len(text) and text[end] in _CLOSING:
            end += 1
        if inside[found.start()] or not _is_end(text, last, found, end):
            continue
        ends.append(end)
        last = end
    return ends


def _is_end(text: str, last: int, found: re.Match[str], end: int) -> bool:
    """Tell whether the stop `found` ends the sentence that began at `last`."""
    rest = text[end:].lstrip(_OPENING)
    if not rest:
        return True
    before = _WORD_BEFORE.search(text, last, found.start())
    word = before.group() if before else ""
    if end == len(text) or not text[end].isspace():
        return _glued_end(word, found.group(), rest)
    if not (rest[0].isupper() or rest[0].isdigit()):
        return False
    if found.group() != ".":
        return True
    first = last
    while text[first].isspace():
        first += 1
    opened = opening(text[first : first + _OPENING_WITHIN])
    if opened and opened.style != "bullet" and found.start() < first + opened.end:
        return False  # the stop of "1." or "a."
    before_stop = text[max(last, found.start() - _OPENING_WITHIN) : found.start()]
    if _LABEL.fullmatch(before_stop.strip()):
        return False  # "Bảng 1. Thuê bao theo loại"
    if word.lower() in _ABBREVIATIONS:
        return False
    if len(word) == 1 and word.isupper():
        return False  # an initial
    return not (rest[0].isdigit() and fold(word) in ("so", "dieu", "khoan", "muc"))


def _glued_end(word: str, stop: str, rest: str) -> bool:
    """Tell whether a stop without a blank after it ends a sentence (``toàn tỉnh.Sở đã``)."""
    return (
        stop == "."
        and len(word) > 1
        and word.islower()
        and is_syllable(word)
        and len(rest) > 1
        and rest[0].isupper()
        and rest[1].islower()
    )


def _list_semicolons(text: str, inside: bytearray, list_item: bool) -> list[int]:
    """Return the ends of clauses that count as sentences of their own."""
    ends = []
    for index, letter in enumerate(text):
        if letter != ";" or inside[index]:
            continue
        clause = text[index + 1 : index + _PAIRED_WITHIN].lstrip(_OPENING)
        limit = clause.find(";")
        words = (clause if limit < 0 else clause[:limit]).split()
        if not words or not words[0][0].isupper() or len(words) < _MIN_CLAUSE_WORDS:
            continue
        if any(word.endswith(":") for word in words[:_MIN_CLAUSE_WORDS]):
            continue  # "Cấp xã: 12 hồ sơ" goes with the total before it
        ends.append(index + 1)
    return ends if list_item or len(ends) > 1 else []
