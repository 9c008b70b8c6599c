"""Numbers as Vietnamese reports print them, told apart from dates, periods and references.

``1.911`` is 1911, ``18,3`` is 18.3, ``02`` is 2, ``1.100 tỷ`` is 1.1e12. What only looks
like a quantity is left out: dates and periods, document numbers (``166/QĐ-UBND``), names
with digits (``5G``, ``IPv4``), ordinals (``lần thứ 2``), numbered headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.periods import find_dates, find_periods
from corpus.vietnamese import fold, has_diacritics

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

# "(+18 so với T8)", "(−0,3%)", "thêm +18"; not the bullet "-5 tổ" nor the range "5-10"
_SIGN = re.compile(r"(?:(?<=[(|:;,] )|(?<=[(|:]))([+−-])$|(?<=\s)(\+)$")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# what a document is called by: 166/QĐ-UBND, 45/2016/QĐ-TTg, 09-NQ/TU, 06/CP
DOCUMENT_NUMBER = re.compile(
    r"\d{1,5}(?:\s?/\s?\d{4})?\s?[/-]\s?[A-ZĐÂÊƠƯ][A-ZĐÂÊƠƯa-zđ]*(?:[-/&.][A-ZĐÂÊƠƯ][\w&]*)*"
)
# What a document, its part, or a thing with a number is called. Spelled with accents: "thu 97
# triệu" collects money, "lần thứ 2" orders.
_NAMES = (
    "số|nghị quyết|quyết định|nghị định|chỉ thị|thông tư|đề án|luật|điều|khoản|phụ lục|biểu|mẫu"
    "|hình|bảng|khu vực|tiểu dự án|dự án|chương|(?<!danh )mục|mức độ|phiên|quốc lộ|tỉnh lộ"
    "|hương lộ|đầu số|tổng đài|khu số|hotline|đoàn liên ngành|lần thứ|thứ|nhiệm kỳ|nhiệm kì"
    "|version|phiên bản"
)
_REFERENCE = re.compile(rf"(?<!tổng )\b(?:{_NAMES})\s(?:số\s)?$", re.IGNORECASE)
_PLAIN_REFERENCE = re.compile(rf"(?<!tong )\b(?:{fold(_NAMES)})\s(?:so\s)?$", re.IGNORECASE)
# names only where a bare number follows: "kế hoạch 12", "khóa 15", but "khóa 12.450 SIM"
_MAYBE_REFERENCE = re.compile(r"\b(?:kế hoạch|khóa|khoá|kỳ|kì)\s(?:số\s)?$", re.IGNORECASE)
_BARE_AFTER = re.compile(r"\s*(?:[,.;:)/]|$|(?:của|về|ngày|năm|và|đã|tại|do)\b)", re.IGNORECASE)
# "bưu cục cấp 1, cấp 2", "hệ thống cấp độ 3"; not "cấp 3 giấy phép" nor "cấp độ 31/40 hệ thống"
_GRADE = re.compile(
    r"\b(?:cap do|(?:buu cuc|truong|do thi|cong trinh|thu vien|benh vien) (?:cap|hang|loai)"
    r"|(?:cap|hang|loai) \d(?:,| va) (?:cap|hang|loai)|sea ?games)\s$"
)
_GRADED_AFTER = re.compile(r"(?!\s?/\s?\d)(?![\d.,]\d)")
_RANK = re.compile(r"\b(?:xep|dung|hang|vi tri)\s(?:hang\s|vi tri\s)?thu\s$")
_AND_MORE = re.compile(
    r"\b(?:muc do|dieu|khoan|hinh|bang|(?<!danh )muc)"
    r"\s\d{1,2}(?:\s?(?:,|va|-)\s?\d{1,2})*\s?(?:,|va|-)\s?$"
)
_COUNTED_AFTER = re.compile(
    r"^\s*(?:quyet dinh|nghi quyet|ke hoach|van ban|chi thi|cong van|du an|de an)\b"
)
_DAY_OF_FEAST = re.compile(r"\b(?:ngay|le|dip|chao mung|ky niem)\b[^\d.;:(]{0,40}$")
_DAY_AND_MONTH = re.compile(r"\d{1,2}/\d{1,2}(?![\d/])")
_SCALE_AFTER = re.compile(r"^\s*(nghin|ngan|trieu|ty|ti|thousand|million|billion)\b(?!\s*le\b)")
_YEAR_BEFORE = re.compile(r"\b(?:nam|tet|nguyen dan|mua|he|xuan|dai hoi|seagame|sea games)\s+$")
_TELEPHONE = re.compile(r"(?<![\d.,])(?:0\d{2,3}|1[89]00)[ .-]\d{3,4}(?:[ .-]\d{3,4})?(?![\d.,]\d)")
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
    sign: int = 0  # -1 or 1 where a sign stands right before the digits


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
    folded = fold(text)
    taken = [(m.start, m.end) for m in find_dates(text)]
    taken += [
        (m.start, m.end)
        for m in find_periods(text)
        if m.certain
        or m.relative
        or not text[m.start : m.end].isdecimal()
        or _YEAR_BEFORE.search(folded[max(0, m.start - 20) : m.start])
    ]
    taken += [
        match.span()
        for match in _DAY_AND_MONTH.finditer(text)
        if _DAY_OF_FEAST.search(folded[max(0, match.start() - 60) : match.start()])
    ]
    taken += [match.span() for match in DOCUMENT_NUMBER.finditer(text)]
    taken += [match.span() for match in _TELEPHONE.finditer(text)]
    heading = _HEADING_NUMBER.match(text)
    if heading:
        taken.append(heading.span())
    return taken


def _is_reference(text: str, folded: str, start: int, end: int, accented: bool) -> bool:
    """Tell whether the digits ``text[start:end]`` number a document, its part or a road."""
    low = max(0, start - 24)
    if _AND_MORE.search(folded[low:start]):
        return True
    if _GRADE.search(folded[low:start]) and end - start <= 2 and _GRADED_AFTER.match(text, end):
        return True
    if _RANK.search(folded[low:start]):
        return False
    named = (_REFERENCE if accented else _PLAIN_REFERENCE).search(
        (text if accented else folded)[low:start]
    )
    if not named:
        return bool(_MAYBE_REFERENCE.search(text[low:start]) and _BARE_AFTER.match(text, end))
    if re.search(r"\d[.,]\d", text[start:end]) or _SCALE_AFTER.match(folded[end:]):
        return False
    return not (folded[max(0, start - 3) : start] == "so " and _COUNTED_AFTER.match(folded[end:]))


def find_numbers(text: str) -> list[NumberMention]:
    """Return the quantities of `text`, in order; `text` is NFC."""
    if not _NUMBER.search(text):
        return []
    folded = fold(text)
    accented = has_diacritics(text)
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
        if _is_reference(text, folded, start, end, accented):
            continue
        value = parse_number(match.group())
        if value is None:
            continue
        scale, scale_end = 1.0, end
        scaled = _SCALE_AFTER.match(folded[end:])
        if scaled:
            scale, scale_end = SCALES[scaled.group(1)], end + scaled.end()
        percent = bool(re.match(r"\s?%|\s?phan tram\b|\s?percent\b", folded[scale_end:]))
        signed = _SIGN.search(text, max(0, start - 3), start) if before in "+−-" else None
        sign = 0 if signed is None else 1 if before == "+" else -1
        found.append(
            NumberMention(start, end, scale_end, match.group(), value * scale, scale, percent, sign)
        )
    return found
