"""Personal names in a report's text, and the office that each holds.

A Vietnamese personal name opens with one of few family names; a title before it (``ông``,
``Giám đốc Sở``) or an office after it (``, Phó Giám đốc Sở``) makes a shorter or rarer one
sure. Words of offices and bodies written large (``Chánh Văn phòng Sở Lưu …``) are no part
of the name.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.vietnamese import fold

_DATA = Path(__file__).resolve().parents[1] / "data" / "personal_names.json"
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_TITLED = re.compile(
    r"(?:\b(?:ong|ba|dong chi|d/c|anh|chi|co|thay|nha bao|phong vien|bac si|ky su|tac gia"
    r"|chuyen vien|tien si|ts|ths|thac si|nghe nhan|nghe si|luat su)\.?"
    r"|\b(?:pho )?(?:chu tich|giam doc|tong giam doc|bi thu|truong phong|chanh van phong"
    r"|thu truong|bo truong|cuc truong|vu truong|truong ban|chanh thanh tra|chu nhiem"
    r"|vien truong|tong bien tap|hieu truong|doi truong|to truong|truong doan|chi cuc truong"
    r"|thanh tra vien)\b[^,.;:()]{0,60}?)\s*$"
)
_PLACE = re.compile(
    r"\b(?:huyen|xa|tinh|thanh pho|tp\.?|thi xa|thi tran|phuong|quan|song|cho|duong|khu|tai|o|lang"
    r"|thon|ban|nui|deo|cau|cang|ben)\s+$"
)
ROLE = re.compile(
    r"\b(?:pho )?(?:tong giam doc|giam doc|chu tich|bi thu|chanh van phong|van phong truong"
    r"|truong phong|chanh thanh tra|thu truong|bo truong|cuc truong|vu truong|truong ban"
    r"|chu nhiem|vien truong|tong bien tap|hieu truong|chi cuc truong|truong doan|to truong)\b"
)
"""An office that a person holds, in folded text; ``phó`` belongs to it."""

_MOST = 5  # syllables of a personal name


@dataclass(frozen=True, slots=True)
class Name:
    """A personal name at ``text[start:end]``, whether titled, and the office (folded) or ""."""

    start: int
    end: int
    titled: bool
    role: str


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    """Read the family names, the words of bodies and those of offices (once)."""
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


def personal_names(text: str, start: int, end: int) -> list[Name]:
    """Return the personal names of ``text[start:end]``, in order."""
    found: list[Name] = []
    folded, words = fold(text), _words()
    for run in _runs(text, start, end):
        for first in range(len(run)):
            size = len(run) - first
            low, high = run[first][0], run[min(len(run), first + _MOST) - 1][1]
            before = folded[max(start, low - 90) : low]
            titled = bool(_TITLED.search(before))
            word = fold(text[slice(*run[first])])
            if size < 2:
                break
            if text[slice(*run[first])].casefold() in words["offices"]:
                continue
            family = word in words["family"]
            if word in words["bodies"] and not (family and size >= 3 and titled):
                continue
            if not family and not (titled and first == 0):
                continue
            if _PLACE.search(before) and not (titled and family):
                break
            if size == 2 and not titled and not ROLE.match(folded[high:].lstrip(" ,(")):
                break
            found.append(Name(low, high, titled, _role(folded, start, low, high)))
            break
    return found


def _runs(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """Return the runs of words written large that stand side by side."""
    runs: list[list[tuple[int, int]]] = []
    for match in _WORD.finditer(text, start, end):
        if not match.group()[0].isupper():
            continue
        if runs and text[runs[-1][-1][1] : match.start()] == " ":
            runs[-1].append(match.span())
        else:
            runs.append([match.span()])
    return runs


def _role(folded: str, start: int, low: int, high: int) -> str:
    """Return the office that stands right before a name, or after a comma behind it."""
    before = folded[max(start, low - 90) : low]
    cut = max(before.rfind(mark) for mark in (",", ";", ".", ":", " va "))
    held = list(ROLE.finditer(before[cut + 1 :]))
    if held:
        return held[-1].group()
    after = re.match(r"\s*[,(–-]\s*", folded[high:])
    role = ROLE.match(folded, high + after.end()) if after else None
    return role.group() if role else ""
