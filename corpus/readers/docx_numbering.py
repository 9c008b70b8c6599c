"""Automatic numbers of Word paragraphs, as Word would print them in simple cases."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_MAX_STYLES = 8
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
          (1, "I"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    template: str  # "%1.%2." with the number of level n for %n


def _roman(number: int) -> str:
    letters = ""
    for value, letter in _ROMAN:
        while number >= value:
            letters += letter
            number -= value
    return letters


def _render(number: int, form: str) -> str | None:
    if form == "decimal":
        return str(number)
    if form == "decimalZero":
        return f"{number:02d}"
    if form in ("upperRoman", "lowerRoman") and 0 < number < 200:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr(ord("A" if form == "upperLetter" else "a") + number - 1)
    return None


def _value(element: Any, path: str) -> str | None:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    value = found.get(qn("w:val")) if found is not None else None
    return value if isinstance(value, str) else None


class Numbering:
    """Counts the numbered paragraphs of a document; ask for each paragraph once, in order."""

    def __init__(self, document: DocxDocument) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._abstract: dict[str, str] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for definition in root.findall(qn("w:abstractNum")):
            identity = definition.get(qn("w:abstractNumId")) or ""
            self._levels[identity] = {
                int(level.get(qn("w:ilvl"), "0")): _Level(
                    int(_value(level, "w:start") or 1),
                    _value(level, "w:numFmt") or "decimal",
                    _value(level, "w:lvlText") or "",
                )
                for level in definition.findall(qn("w:lvl"))
            }
        for number in root.findall(qn("w:num")):
            abstract = _value(number, "w:abstractNumId")
            if abstract is not None:
                self._abstract[number.get(qn("w:numId")) or ""] = abstract

    def label(self, paragraph: Paragraph) -> str:
        """Return the printed number or dash of `paragraph`, "" where it has none."""
        found = _number_of(paragraph)
        if found is None:
            return ""
        identity, depth = found
        abstract = self._abstract.get(identity)
        levels = self._levels.get(abstract or "", {})
        level = levels.get(depth)
        if abstract is None or level is None:
            return ""
        if level.form == "bullet":
            return "-"
        counts = self._counts[abstract]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return self._fill(level, levels, counts)

    @staticmethod
    def _fill(level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
        def number(match: re.Match[str]) -> str:
            depth = int(match.group(1)) - 1
            at = levels.get(depth)
            value = counts.get(depth, at.start if at else 1)
            return _render(value, at.form if at else "decimal") or ""

        return re.sub(r"%(\d)", number, level.template).strip()


def _number_of(paragraph: Paragraph) -> tuple[str, int] | None:
    """Return the list and the depth that a paragraph or its style belongs to."""
    properties = [paragraph._p.find(qn("w:pPr"))]
    style: Any = paragraph.style
    for _ in range(_MAX_STYLES):
        if style is None:
            break
        properties.append(style.element.find(qn("w:pPr")))
        style = style.base_style
    depth: str | None = None
    for element in properties:
        if element is None:
            continue
        depth = depth or _value(element, "w:numPr/w:ilvl")
        identity = _value(element, "w:numPr/w:numId")
        if identity is not None:
            return None if identity == "0" else (identity, int(depth or 0))
    return None
