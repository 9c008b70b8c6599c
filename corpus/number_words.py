"""Counts that are written in words: ``hai huyện``, ``ba mươi cán bộ``."""

from __future__ import annotations

import re
from typing import Final

from corpus.numbers import NumberMention

_DIGITS: Final = {
    "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_UNITS: Final = {**_DIGITS, "một": 1, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_NOUNS: Final = (
    "huyện|xã|phường|thôn|bản|buôn|tỉnh|thành phố|địa phương|đơn vị|cơ quan|sở|phòng|doanh nghiệp"
    "|công ty|cơ sở|tổ chức|cá nhân|người|cán bộ|học viên|lớp|khóa|cuộc|đợt|buổi|hội nghị|hội thảo"
    "|văn bản|quyết định|kế hoạch|công văn|tờ trình|nghị quyết|chỉ thị|giấy phép|hồ sơ|vụ|sự cố"
    "|trường hợp|lần|điểm|trạm|tuyến|cột|đài|trường|hệ thống|phần mềm|nền tảng|dịch vụ|thủ tục"
    "|máy|thiết bị|giải pháp|tin|bài|chuyên mục|chuyên trang|dự án|đề án|mô hình|tổ|đoàn|đội"
    "|bưu cục|sản phẩm|đơn thư|đơn|tập thể|bậc|trang"
)
_NUMBER: Final = re.compile(
    rf"(?<!\w)(?:(?P<tens>mười|(?P<ten>{'|'.join(_DIGITS)}) mươi)(?: (?P<one>{'|'.join(_UNITS)}))?"
    rf"|(?P<digit>{'|'.join(_DIGITS)}))(?= (?:{_NOUNS}|phần trăm)(?!\w))",
    re.IGNORECASE,
)
# "trong năm đơn vị", "mỗi năm hai lần", "thứ hai", "cả hai bên", "hai cấp" count nothing here
_NO_COUNT: Final = re.compile(
    r"\b(?:phần|thứ|tháng|quý|ngày|lần|số|trong|cả|mỗi|hàng|hằng|từng|gấp|nửa|đầu|cuối|mức"
    r"|giai đoạn|khoá|khóa)\s$",
    re.IGNORECASE,
)

# "năm" is mostly the year; after these it is five
_PERCENT: Final = re.compile(r" phần trăm\b", re.IGNORECASE)
_FIVE: Final = re.compile(r"\b(?:có|mở|là|ở|cho|được|với)\s$", re.IGNORECASE)


def number_words(text: str) -> list[NumberMention]:
    """Return the counts of `text` that stand in words before what they count.

    Read are two to ninety-nine before a noun that reports count; ``một`` alone is the
    article more often than a number.
    """
    found: list[NumberMention] = []
    for match in _NUMBER.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        if _NO_COUNT.search(before) or re.search(r"[\d%]\s$", before):
            continue
        if match["digit"]:
            value = _DIGITS[match["digit"].lower()]
            if value == _DIGITS["năm"] and not _FIVE.search(before):
                continue
        else:
            tens = 1 if not match["ten"] else _DIGITS[match["ten"].lower()]
            value = 10 * tens + (_UNITS[match["one"].lower()] if match["one"] else 0)
        found.append(
            NumberMention(
                *match.span(),
                match.end(),
                match.group(),
                float(value),
                1.0,
                percent=_PERCENT.match(text, match.end()) is not None,
            )
        )
    return found
