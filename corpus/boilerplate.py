"""Furniture: what stands in a file and is no part of the report.

A web page saved as text carries menus, visitor counters, polls and related news, a report
on paper page numbers. Counters look like statistics and must never become content. Rules
on shapes are here, phrases in ``data/boilerplate.json``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from corpus.lines import Line, ends_sentence, is_row, note_opening, opening
from corpus.model import SpanKind
from corpus.vietnamese import fold


class Role(StrEnum):
    """What a line is for."""

    CONTENT = "content"
    DROPPED = "dropped"
    LETTERHEAD = "letterhead"
    TITLE = "title"
    CAPTION = "caption"
    BYLINE = "byline"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class _Phrases:
    lines: frozenset[str]
    starts: tuple[str, ...]
    contains: tuple[str, ...]
    share: tuple[str, ...]
    zones: frozenset[str]
    comments: frozenset[str]


_PUNCTUATION: Final = re.compile(r"(?:[^\w%]|_)+")
_DATE: Final = re.compile(r"(?<!\d)\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}(?!\d)")
_STAMP_WORDS: Final = re.compile(
    r"\b(?:ngay|dang|cap nhat|luc|vao|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|gmt|luot|xem|"
    r"doc|da|so|lan|views?|binh luan|phan hoi|am|pm|sa|ch|gio|phut|h|post(?:ed)?|by|admin|in|"
    r"thoi gian|xuat ban)\b"
)
_COUNTER: Final = re.compile(
    r"(?P<strong>(?:dang|nguoi|khach)? ?(?:truy cap|online|truc tuyen)|dang xem|hom (?:nay|qua)|"
    r"(?:tong|so|tong so)? ?(?:so )?luot (?:truy cap|xem|nguoi)|tong (?:so )?truy cap|"
    r"khach vieng tham|may chu tim kiem|thanh vien(?: online)?|luot truy cap|"
    r"(?:tuan|thang) (?:hien tai|truoc)|tuan nay)"
    r"|thang (?:nay|\d{1,2})|nam (?:nay|truoc|hien tai|\d{4})|tat ca|tong(?: cong| so)?|"
    r"trong (?:ngay|tuan|thang|nam)|ngay (?:nay|qua)|khach|ip"
)
_COUNT: Final = re.compile(r" ?[:=-]? ?\d[\d.,]*(?: (?:luot|nguoi|khach|truy cap))?(?![\w/])")
_CELLS: Final = re.compile(r"\s+[|•·]\s+")  # "Chia sẻ | Bình luận (0) | In bài viết"
_TALLY: Final = re.compile(r"\s\(\d{1,6}\)\s*$")
_RATING: Final = re.compile(r"\d+ (?:trong|tren|/) \d+ (?:danh gia|phieu|binh chon)")
_IMAGE_NUMBER: Final = re.compile(r"\d{1,3} \d{1,2}")
_MARKED_PAGE: Final = re.compile(r"[-–—] ?\d{1,3} ?[-–—]|(?:trang|page) \d{1,3}(?: ?/ ?\d{1,3})?")
_PAGE_NUMBER: Final = re.compile(r"[-–— ]*(?:trang |page )?\d{1,3}(?: ?/ ?\d{1,3})?[-–— ]*")
_BARE_NUMBER: Final = re.compile(r"[-–— ]*\d{1,3}[-–— ]*")
_WRAPPED: Final = 8  # words of a line that a date may be carried over from
_PAGE_LINES: Final = 12  # lines that a page has at least
BYLINE: Final = re.compile(
    r"(?:tac gia|nguon(?: tin)?|(?:tin|bai)(?: viet| goc)?(?:(?:,| va| -|/)? ?(?:bai|anh))*|anh|"
    r"nguoi (?:viet|dang|gui|thuc hien)|bien tap|theo|phong vien|pv|thuc hien|tong hop)"
    r" ?[:–] ?\S.*"
)
_CAPTION: Final = re.compile(
    r"(?:anh|hinh(?: anh)?(?: \d+)?) ?[:.] ?\S.*|.*\(anh ?:[^)]*\)\.?|.*\. anh ?: ?\S+(?: \S+){0,4}"
)


@cache
def _phrases() -> _Phrases:
    path = Path(__file__).parent / "data" / "boilerplate.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    listed = {
        key: [bare_words(fold(phrase)) for phrase in data[key]] for key in data if key != "about"
    }
    return _Phrases(
        frozenset(listed["lines"]),
        tuple(fold(phrase) for phrase in data["starts"]),
        tuple(listed["contains"]),
        tuple(listed["share"]),
        frozenset(listed["zones"]),
        frozenset(listed["comments"]),
    )


def bare_words(folded: str) -> str:
    """Return folded text with single blanks for all punctuation."""
    return _PUNCTUATION.sub(" ", folded).strip()


def drop_furniture(lines: Sequence[Line], roles: list[Role]) -> None:
    """Drop the lines that are furniture wherever they stand."""
    for index, line in enumerate(lines):
        furniture = SpanKind.BOILERPLATE in line.kinds or is_furniture(line.text)
        if furniture and not _wrapped_date(lines, index):
            roles[index] = Role.DROPPED


def _wrapped_date(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is the date that ends a sentence of the line before."""
    line, before = lines[index], lines[index - 1] if index else None
    return (
        before is not None
        and not line.gap
        and line.text[:1].islower()
        and is_stamp(line.folded)
        and before.words >= _WRAPPED
        and not ends_sentence(before.text)
        and SpanKind.BOILERPLATE not in line.kinds | before.kinds
        and not is_furniture(before.text)
    )


def is_furniture(text: str) -> bool:
    """Tell whether a line on its own can be nothing but furniture, whatever is around it."""
    cells = [_TALLY.sub("", cell) for cell in _CELLS.split(text)]
    if len(cells) > 1 and any(map(str.isalpha, text)) and all(map(_is_button, cells)):
        return True
    folded = fold(text)
    bare = bare_words(folded)
    phrases = _phrases()
    if not bare or bare in phrases.lines or folded == "[links()]":
        return True
    if folded.lstrip("•-* ").startswith(phrases.starts) or _RATING.search(folded):
        return True
    if len(bare) <= 300 and any(phrase in bare for phrase in phrases.contains):
        return True
    if not ends_sentence(text) and sum(phrase in bare for phrase in phrases.share) >= 3:
        return True
    return is_stamp(folded)


def _is_button(cell: str) -> bool:
    """Tell whether a part of a bar is a button, or the name of the comments."""
    return is_furniture(cell) or bare_words(fold(cell)) in _phrases().comments


def is_stamp(folded: str) -> bool:
    """Tell whether a line holds only a date, with or without time, views and comments."""
    if len(folded) > 100 or not _DATE.search(folded):
        return False
    rest = _STAMP_WORDS.sub(" ", _DATE.sub(" ", folded))
    return not any(letter.isalpha() for letter in rest)


def drop_counters(lines: Sequence[Line], roles: list[Role]) -> None:
    """Drop runs of visitor counters that have at least one unmistakable label."""
    index = 0
    while index < len(lines):
        strength = _counter(lines[index].folded)
        if strength is None:
            index += 1
            continue
        end, strong = index, False
        while end < len(lines) and (strength := _counter(lines[end].folded)) is not None:
            strong |= strength
            end += 1
        headed = index > 0 and "truy cap" in lines[index - 1].folded and lines[index - 1].words <= 5
        if strong or headed:
            roles[index:end] = [Role.DROPPED] * (end - index)
        index = end


def _counter(folded: str) -> bool | None:
    """Return None where a line is no visitor counter, else whether its label is certain."""
    text = folded.replace("thong ke truy cap", "").lstrip(" •-*+·|:")
    strong, found_any, position = False, False, 0
    while position < len(text):
        label = _COUNTER.match(text, position)
        count = _COUNT.match(text, label.end()) if label and label.group() else None
        if not label or not count:
            return None
        strong |= bool(label["strong"])
        found_any = True
        position = count.end()
        while position < len(text) and text[position] in " |;,•-*·.":
            position += 1
    return strong if found_any else None


def drop_page_numbers(lines: Sequence[Line], roles: list[Role], *, paged: bool) -> None:
    """Drop lone page numbers and lines that head or end most pages."""
    for index in () if paged else _counted_pages(lines):
        roles[index] = Role.DROPPED
    edges = Counter(
        re.sub(r"\d+", "0", lines[index].folded) for index in _page_edges(lines) if paged
    )
    pages = len({line.page for line in lines})
    for index, line in enumerate(lines):
        lone = _PAGE_NUMBER.fullmatch(line.folded) is not None
        following = lines[index + 1] if index + 1 < len(lines) else None
        edge = (index == 0 or lines[index - 1].page != line.page) or (
            following is None or following.page != line.page
        )
        if paged:
            repeated = edges[re.sub(r"\d+", "0", line.folded)] >= max(3, pages // 2)
            if edge and (lone or (repeated and pages > 2 and line.words <= 20)):
                roles[index] = Role.DROPPED
        else:
            apart = line.gap and (following is None or following.gap)
            image = _IMAGE_NUMBER.fullmatch(line.text) is not None
            marked = _MARKED_PAGE.fullmatch(line.folded) is not None
            if (lone and (apart or marked)) or (image and (line.gap or _after_image(lines, index))):
                roles[index] = Role.DROPPED


def _counted_pages(lines: Sequence[Line]) -> list[int]:
    """Return the lines of a text without pages that count them: ``1``, a page later ``2`` ….

    Of a scan that was saved as text they stand in the middle of sentences.
    """
    counted: list[int] = []
    expected = 0
    for index, line in enumerate(lines):
        if not _BARE_NUMBER.fullmatch(line.text) or index - (counted or [0])[-1] < _PAGE_LINES:
            continue
        number = int(line.text.strip("-–— "))
        if number == expected or (not counted and number in (1, 2)):
            counted.append(index)
            expected = number + 1
    return counted if len(counted) > 1 else []


def _after_image(lines: Sequence[Line], index: int) -> bool:
    return index > 0 and _IMAGE_NUMBER.fullmatch(lines[index - 1].text) is not None


def _page_edges(lines: Sequence[Line]) -> Iterable[int]:
    for index, line in enumerate(lines):
        before, after = lines[max(0, index - 1)], lines[min(index + 1, len(lines) - 1)]
        if index in (0, len(lines) - 1) or before.page != line.page or after.page != line.page:
            yield index


def is_prose(line: Line) -> bool:
    """Tell whether a line is running text, not a heading, link or label."""
    if line.words >= 40:
        return True
    return line.words >= 12 and line.text.rstrip("\"'”’)]*").endswith((".", ";", ":", "/"))


def is_structured(line: Line) -> bool:
    """Tell whether a line is a table row, a footnote or opened by a number or letter."""
    opened = opening(line.text)
    return (
        is_row(line)
        or SpanKind.FOOTNOTE in line.kinds
        or bool(opened and opened.style != "bullet")
        or note_opening(line.text) is not None
    )


def drop_zones(lines: Sequence[Line], roles: list[Role]) -> None:
    """Drop related news, polls and reader comments: a known line and the short ones after."""
    phrases = _phrases()
    prose = [index for index, line in enumerate(lines) if is_prose(line)]
    index = 0
    while index < len(lines):
        bare = bare_words(lines[index].folded)
        comments = bare in phrases.comments
        if roles[index] is not Role.CONTENT or not (comments or bare in phrases.zones):
            index += 1
            continue
        to_end = comments and bool(prose) and sum(p < index for p in prose) >= 0.6 * len(prose)
        roles[index] = Role.DROPPED
        index += 1
        while index < len(lines) and (to_end or _in_zone(lines[index])):
            if roles[index] is Role.CONTENT:
                roles[index] = Role.DROPPED
            index += 1


def _in_zone(line: Line) -> bool:
    return not (is_prose(line) or is_structured(line) or BYLINE.fullmatch(line.folded))


def mark_captions(lines: Sequence[Line], roles: list[Role]) -> None:
    """Mark the captions of pictures; of one that stands there twice, keep one."""
    for index, line in enumerate(lines):
        if roles[index] is not Role.CONTENT or len(line.text) > 400 or is_structured(line):
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following and following.folded == line.folded and line.words >= 4 and index > 2:
            roles[index], roles[index + 1] = Role.CAPTION, Role.DROPPED
        elif _CAPTION.fullmatch(line.folded) or (_after_image(lines, index) and line.words >= 3):
            roles[index] = Role.CAPTION
