"""The search text: a repaired copy of verbatim stretches, with a map back to them.

Repairs are those that a reader makes without thinking: blanks, line ends, Markdown and
footnote marks, tone placement, well-known misreadings. The author's own words stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from corpus.model import MappedText
from corpus.vietnamese import is_syllable, normalise_tones

_INVISIBLE: Final = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]+")
_MARKDOWN: Final = re.compile(r"\*\*|__+|(?<!\S)#{1,6}(?=\s)|\[links\(\)\]")
_BLANKS: Final = re.compile(r"\s+")
_MARK: Final = re.compile(
    r"\^?\[\^?(?P<bracket>\d{1,3})\]"
    r"|(?<=[^\W\d_])\^(?P<caret>\d{1,2})(?!\d)"
    r"|(?<![\W\d_]m)(?<!\bm)(?<!\b[kdcm]m)(?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
)
_GLUED_MARK: Final = re.compile(r"(?<=[^\W\d_])(?P<glued>\d{1,2})(?=[\s.,;:)]|$)")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+$")
_COUNTED: Final = frozenset(
    {
        "tháng", "quý", "năm", "ngày", "số", "mức", "độ", "cấp", "loại", "khóa", "lần", "phần",
        "điểm", "khoản", "điều", "mục", "nhóm", "khu",
    }
)  # fmt: skip
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


class _Traced:
    """A text under repair; ``origins[i]`` is the verbatim offset of character ``i`` or -1."""

    __slots__ = ("origins", "text")

    def __init__(self, text: str, origins: list[int]) -> None:
        self.text = text
        self.origins = origins

    def edit(self, edits: Sequence[tuple[int, int, str]]) -> None:
        """Put ``new`` for the characters from ``start`` to ``end`` of every edit, in order.

        Characters that a new word shares with the old one keep their origins.
        """
        if not edits:
            return
        texts: list[str] = []
        origins: list[int] = []
        last = 0
        for start, end, new in edits:
            texts += self.text[last:start], new
            origins += self.origins[last:start]
            origins += _kept_origins(self.text[start:end], self.origins[start:end], new)
            last = end
        texts.append(self.text[last:])
        origins += self.origins[last:]
        self.text, self.origins = "".join(texts), origins

    def replace_all(self, pattern: re.Pattern[str], new: str) -> None:
        """Put `new` for every match of `pattern`."""
        self.edit([(*found.span(), new) for found in pattern.finditer(self.text)])

    def mapped(self) -> MappedText:
        """Return the text without outer blanks, with its pieces."""
        low = len(self.text) - len(self.text.lstrip())
        high = len(self.text.rstrip())
        pieces: list[tuple[int, int, int]] = []
        for index in range(low, high):
            origin = self.origins[index]
            if origin < 0:
                continue
            if pieces:
                start, source, length = pieces[-1]
                if start + length == index - low and source + length == origin:
                    pieces[-1] = (start, source, length + 1)
                    continue
            pieces.append((index - low, origin, 1))
        return MappedText(self.text[low:high], tuple(pieces))


def _kept_origins(old: str, origins: list[int], new: str) -> list[int]:
    """Return the origins of `new`, which stands for `old`: shared ends keep theirs."""
    if len(new) == len(old):
        return origins
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head].lower() == new[head].lower():
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail].lower() == new[-1 - tail].lower():
        tail += 1
    kept_tail = origins[len(origins) - tail :] if tail else []
    return [*origins[:head], *[-1] * (len(new) - head - tail), *kept_tail]


@dataclass(frozen=True, slots=True)
class Mended:
    """A repaired text and the footnote marks that were taken out of it, in order."""

    search: MappedText
    marks: tuple[str, ...]


def mend(
    verbatim: str,
    stretches: Sequence[tuple[int, int]],
    *,
    lead: re.Pattern[str] | None = None,
    drop: re.Pattern[str] | None = None,
    notes: frozenset[str] = frozenset(),
) -> Mended:
    """Return the search text of the verbatim `stretches`, joined by single blanks.

    `lead` is cut off at the very start (a bullet, a footnote's own mark), `drop` wherever it
    is found (the motto that stands beside a letterhead). `notes` are the
    marks of the document's footnotes: a bare number glued to a word is taken for a mark
    only if it is among them.
    """
    text, origins = _joined(verbatim, stretches)
    traced = _Traced(text, origins)
    traced.replace_all(_INVISIBLE, "")
    traced.replace_all(_MARKDOWN, "")
    if lead and (found := lead.match(traced.text)):
        traced.edit([(0, found.end(), "")])
    if drop:
        traced.replace_all(drop, " ")
    marks = _take_marks(traced, notes)
    _squeeze(traced)
    for pattern, new in _slips():
        slips = pattern.finditer(traced.text)
        traced.edit([(*slip.span(), _cased(new, slip.group())) for slip in slips])
    traced.text = normalise_tones(traced.text)
    return Mended(traced.mapped(), marks)


def _joined(verbatim: str, stretches: Sequence[tuple[int, int]]) -> tuple[str, list[int]]:
    """Return the stretches with one inserted blank between, and every character's origin."""
    parts: list[str] = []
    origins: list[int] = []
    for start, end in stretches:
        if parts:
            parts.append(" ")
            origins.append(-1)
        parts.append(verbatim[start:end])
        origins.extend(range(start, end))
    return "".join(parts), origins


def _squeeze(traced: _Traced) -> None:
    """Leave one blank, where the first one was, of every run of blanks and line ends."""
    edits: list[tuple[int, int, str]] = []
    kept: list[int] = []
    for found in _BLANKS.finditer(traced.text):
        if found.group() != " ":
            edits.append((*found.span(), " "))
            kept.append(traced.origins[found.start()])
    traced.edit(edits)
    shrunk = 0
    for (start, end, _), origin in zip(edits, kept, strict=True):
        traced.origins[start - shrunk] = origin
        shrunk += end - start - 1


def _take_marks(traced: _Traced, notes: frozenset[str]) -> tuple[str, ...]:
    taken: list[tuple[int, int, str]] = []
    for found in _MARK.finditer(traced.text):
        mark = found["bracket"] or found["caret"] or found["super"].translate(_SUPERSCRIPTS)
        taken.append((found.start(), found.end(), str(int(mark))))
    for found in _GLUED_MARK.finditer(traced.text) if notes else ():
        word = _LAST_WORD.search(traced.text, 0, found.start())
        if found["glued"] in notes and word and _takes_mark(word.group()):
            taken.append((found.start(), found.end(), found["glued"]))
    taken.sort()
    traced.edit([(start, end, "") for start, end, _ in taken])
    return tuple(mark for _, _, mark in taken)


def _takes_mark(word: str) -> bool:
    """Tell whether a number glued to `word` can only be a footnote mark."""
    return len(word) > 1 and word.lower() not in _COUNTED and is_syllable(word)


def _cased(new: str, old: str) -> str:
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new[0].upper() + new[1:] if old[:1].isupper() else new


@cache
def _slips() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the table of misreadings: what to find and what it should read."""
    content = (Path(__file__).parent / "data" / "slips.json").read_text(encoding="utf-8")
    return tuple(
        (re.compile(entry["pattern"], re.IGNORECASE), entry["replacement"])
        for entry in json.loads(content)["slips"]
    )


def cut(mapped: MappedText, start: int, end: int) -> MappedText:
    """Return ``text[start:end]`` of `mapped` with its pieces."""
    pieces = []
    for piece_start, source, length in mapped.pieces:
        low, high = max(start, piece_start), min(end, piece_start + length)
        if low < high:
            pieces.append((low - start, source + low - piece_start, high - low))
    return MappedText(mapped.text[start:end], tuple(pieces))


def chain(parts: Sequence[MappedText], separators: Sequence[str]) -> MappedText:
    """Return `parts` one after the other, ``separators[i]`` between part ``i`` and the next."""
    texts: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    offset = 0
    for index, part in enumerate(parts):
        texts.append(part.text)
        pieces.extend((start + offset, source, length) for start, source, length in part.pieces)
        offset += len(part.text)
        if index < len(parts) - 1:
            texts.append(separators[index])
            offset += len(separators[index])
    return MappedText("".join(texts), tuple(pieces))
