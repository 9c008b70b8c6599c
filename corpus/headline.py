"""The headline of a web page kept as text, and its publication date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from corpus.letterhead import Line, one_line
from corpus.periods import find_dates
from corpus.vietnamese import fold

_PORTAL_TITLE: Final = re.compile(
    r"^(?:cong|trang)\s+(?:thong\s+tin|tin\s+tuc|dien\s+tu|chu)\b|^(?:trang\s+chu|untitled|microsoft\s+word"
    r"|document\d*|van\s+ban)\b|\.(?:docx?|pdf|html?)$"
)
_CHROME: Final = re.compile(
    r"\bchia\s+se\b|\btang\s+tuong\s+phan\b|\bdang\s+nhap\b|\bban\s+do\s+site\b|\btim\s+kiem\b|a-\s*a\s*a\+"
    r"|^\W*(?:trang\s+chu|tin\s+hoat\s+dong|tin\s+tuc|gioi\s+thieu|lien\s+he)\b.{0,20}$|[»>]|\bcookie"
)
_FEWEST_WORDS: Final = 5
_LONGEST_HEADLINE: Final = 300
_SEARCHED_LINES: Final = 15
_DATE_LABELS: Final = re.compile(
    r"\b(?:ngay|dang|cap\s+nhat|luc|xuat\s+ban|luot|xem|doc|views?|gmt|am|pm|thu|hai|ba|tu|nam|sau|bay"
    r"|chu\s+nhat|thoi\s+gian|published|posted|on|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday|print|in|bai)\b"
)


def real_title(title: str | None) -> str | None:
    """Return `title` unless it is empty or names the portal or the word processor's file."""
    if title is None:
        return None
    text = one_line(title)
    return text if len(text.split()) > 2 and not _PORTAL_TITLE.search(fold(text)) else None


def date_line(line: Line) -> date | None:
    """Return the day that a line states and says nothing beside (time, weekday, counters)."""
    if len(line.text) > 80:
        return None
    days = [mention for mention in find_dates(line.text) if mention.date]
    if len(days) != 1:
        return None
    folded = line.folded
    rest = folded[: days[0].start] + " " + folded[days[0].end :]
    letters = re.sub(r"[\W\d_]+", "", _DATE_LABELS.sub(" ", rest))
    return days[0].date if len(letters) <= 2 else None


def find_headline(lines: Sequence[Line]) -> Line | None:
    """Return the headline: the first line that is a heading's length and no menu.

    Where a publication date stands near the top, the headline is looked for above it.
    """
    repeats = Counter(line.folded for line in lines)
    dated = next(
        (index for index, line in enumerate(lines[:_SEARCHED_LINES]) if date_line(line)), None
    )
    above = [
        line
        for line in lines[: _SEARCHED_LINES if dated is None else dated]
        if _could_be_headline(line, repeats)
    ]
    if above:
        return above[0]
    below = [line for line in lines[:_SEARCHED_LINES] if _could_be_headline(line, repeats)]
    return below[0] if below else None


def _could_be_headline(line: Line, repeats: Counter[str]) -> bool:
    return (
        len(line.text.split()) >= _FEWEST_WORDS
        and len(line.text) <= _LONGEST_HEADLINE
        and repeats[line.folded] == 1
        and "|" not in line.text
        and not _CHROME.search(line.folded)
        and date_line(line) is None
    )


def find_published(lines: Sequence[Line], headline: Line | None) -> date | None:
    """Return the date that stands on a line of its own near the headline, or None."""
    position = lines.index(headline) if headline in lines else 0
    for line in lines[max(0, position - 3) : position + 6]:
        day = date_line(line)
        if day:
            return day
    return None
