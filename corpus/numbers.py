"""Numbers as Vietnamese reports print them, told apart from dates, periods and references.

``1.911`` is 1911, ``18,3`` is 18.3, ``02`` is 2, ``1.100 tỷ`` is 1.1e12. What only looks
like a quantity is left out: dates and periods, document numbers (``166/QĐ-UBND``), names
with digits (``5G``, ``IPv4``), ordinals (``lần thứ 2``), numbered headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.periods import find_dates, find_periods
from corpus.vietnamese import fold

SCALES = {
    "nghin": 1e3,
    "ngan": 1e3,
    "trieu": 1e6,
    "ty": 1e9,
    "ti": 1e9,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
}

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# what a document is called by: 166/QĐ-UBND, 45/2016/QĐ-TTg, 09-NQ/TU, 06/CP
DOCUMENT_NUMBER = re.compile(
    r"\d{1,5}(?:\s?/\s?\d{4})?\s?[/-]\s?[A-ZĐÂÊƠƯ][A-ZĐÂÊƠƯa-zđ]*(?:[-/&.][A-ZĐÂÊƠƯ][\w&]*)*"
)
_REFERENCE = re.compile(
    r"(?:(?<!tong )\b(?:so|nghi quyet|quyet dinh|nghi dinh|chi thi|thong tu|de an"
    r"|ke hoach|luat|dieu|khoan"
    r"|phu luc|bieu|mau|hinh|bang|khu vuc|tieu du an|du an|chuong|muc|muc do|phien|khoa|quoc lo"
    r"|dau so|tong dai|khu so|hotline|doan lien nganh|lan thu|thu|ky|nhiem ky|version|phien ban)"
    r"\s(?:so\s)?)$"
)
_COUNTED_AFTER = re.compile(
    r"^\s*(?:quyet dinh|nghi quyet|ke hoach|van ban|chi thi|cong van|du an|de an)\b"
)
_SCALE_AFTER = re.compile(r"^\s*(nghin|ngan|trieu|ty|ti|thousand|million|billion)\b(?!\s*le\b)")
_HEADING_NUMBER = re.compile(r"^\s*\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s+(?=\D)")


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A quantity in a text: ``text[start:end]`` is its digits, ``scale_end`` follows its scale.

    ``value`` has the scale applied. ``percent`` tells that a percent sign follows.
    """

    start: int
    end: int
    scale_end: int
    printed: str
    value: float
    scale: float
    percent: bool


def parse_number(printed: str) -> float | None:
    """Return the value of digits printed in Vietnamese or English form, or None.

    Dots with groups of three are thousands (``1.911``), a lone comma is a decimal comma
    (``18,3``) unless several groups of three follow (``15,021,661``). With both marks the
    last one is the decimal mark.
    """
    text = printed.strip().rstrip(".,")
    if not re.fullmatch(r"\d+(?:[.,]\d+)*", text):
        return None
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        decimal = max(text.rfind("."), text.rfind(","))
        whole, fraction = re.sub(r"[.,]", "", text[:decimal]), text[decimal + 1 :]
        return float(f"{whole}.{fraction}")
    if dots:
        groups = text.split(".")
        if all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3:
            return float("".join(groups))
        return float(text) if dots == 1 else None
    if commas > 1:
        return float(text.replace(",", ""))
    return float(text.replace(",", "."))


def _taken(text: str) -> list[tuple[int, int]]:
    """Return the stretches in which digits are no quantities."""
    taken = [(m.start, m.end) for m in find_dates(text)]
    taken += [(m.start, m.end) for m in find_periods(text) if m.certain or m.relative]
    taken += [match.span() for match in DOCUMENT_NUMBER.finditer(text)]
    heading = _HEADING_NUMBER.match(text)
    if heading:
        taken.append(heading.span())
    return taken


def find_numbers(text: str) -> list[NumberMention]:
    """Return the quantities of `text`, in order; `text` is NFC."""
    folded = fold(text)
    taken = _taken(text)
    found: list[NumberMention] = []
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if any(start < high and low < end for low, high in taken):
            continue
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        if (
            before.isalpha()
            or before in "_"
            or (before == "-" and start > 1 and text[start - 2].isalpha())
        ):
            continue
        if (
            after.isalpha()
            and folded[end : end + 2] not in {"km", "ha", "kg", "m "}
            and not (
                folded[end : end + 2].startswith("m") and not folded[end + 1 : end + 2].isalpha()
            )
        ):
            continue
        if _REFERENCE.search(folded[max(0, start - 24) : start]) and not (
            folded[max(0, start - 3) : start] == "so " and _COUNTED_AFTER.match(folded[end:])
        ):
            continue
        value = parse_number(match.group())
        if value is None:
            continue
        scale, scale_end = 1.0, end
        scaled = _SCALE_AFTER.match(folded[end:])
        if scaled:
            scale, scale_end = SCALES[scaled.group(1)], end + scaled.end()
        percent = bool(re.match(r"\s?%|\s?phan tram\b|\s?percent\b", folded[scale_end:]))
        found.append(
            NumberMention(start, end, scale_end, match.group(), value * scale, scale, percent)
        )
    return found
