"""The clauses of a sentence: where punctuation parts one figure's words from the next one's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.numbers import NumberMention

# Names of one thing that are written with a comma: it parts nothing.
_ONE_THING: Final = re.compile(
    r"\b(?:tin, bai(?:, phong su)?|thon, (?:buon|ban|ap|to|khu|lang|xom)(?:, to dan pho)?"
    r"|(?:ban|buon|ap|khom|khu), (?:lang|ap|thon|pho|khu)"
    r"|huyen, (?:thi xa|thi|thanh pho|quan)(?:,? (?:va )?(?:thanh pho|thi xa|thi tran))*"
    r"|xa, (?:phuong|thi tran)(?:,? (?:va )?thi tran)*|so, (?:ban|nganh)(?:,? (?:va )?nganh)*"
    r"|bo, nganh|quan, huyen|bao, dai|sach, bao|co quan, (?:don vi|to chuc)|to chuc, ca nhan"
    r"|can bo, cong chuc(?:, vien chuc)?|cong chuc, vien chuc|vien thong, internet"
    r"|tap the, ca nhan|phi, le phi)\b"
)
_AND_WITHIN: Final = 40  # characters in which the number after "và" must follow


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence between two marks; ``depth`` counts the brackets around it."""

    start: int
    end: int
    depth: int


def clauses_of(
    text: str, folded: str, start: int, end: int, numbers: Sequence[NumberMention]
) -> list[Clause]:
    """Part a sentence at brackets, commas and semicolons, and at ``và`` between two numbers."""
    whole = [(start + m.start(), start + m.end()) for m in _ONE_THING.finditer(folded[start:end])]
    cuts: list[tuple[int, int]] = []  # (position, change of depth)
    for index in range(start, end):
        char = text[index]
        if char == "(":
            cuts.append((index, 1))
        elif char == ")":
            cuts.append((index, -1))
        elif char == ";" or (
            char == ","
            and not (index + 1 < end and text[index + 1].isdigit())
            and not any(low <= index < high for low, high in whole)
        ):
            cuts.append((index, 0))
    cuts += _conjunctions(folded, start, end, numbers, [position for position, _ in cuts])
    clauses, depth, low = [], 0, start
    for position, change in sorted(cuts):
        if position > low:
            clauses.append(Clause(low, position, depth))
        depth = max(0, depth + change)
        low = position + 1
    clauses.append(Clause(low, end, depth))
    return clauses


def _conjunctions(
    folded: str, start: int, end: int, numbers: Sequence[NumberMention], cuts: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the cuts at ``và`` (``thì``) that stand between two numbers of one clause."""
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"\b(?:va|thi)\b", folded[start:end]):
        position = start + match.start()
        before = [n for n in numbers if n.end <= position]
        after = [n for n in numbers if n.start >= position]
        if (
            before
            and after
            and after[0].start - position <= _AND_WITHIN
            and not any(before[-1].end <= cut < position for cut in cuts)
        ):
            found.append((position - 1, 0))
    return found
