"""The written forms of absolute periods, as patterns over folded text.

Each `Form` reads one shape (``tháng 4/2023``, ``quý III năm 2019``, ``H1 2022``) and builds
a `Reading` of it. Forms are tried in order; what one has read, later ones leave alone.
"""

from __future__ import annotations

import re
from typing import Final

from corpus.dates import ENGLISH_MONTH
from corpus.period_phrases import FOLDED_YEAR_WORDS
from corpus.period_readings import (
    Build,
    Form,
    read_bare_month,
    read_bare_nine_months,
    read_bare_year,
    read_each,
    read_english_month,
    read_english_year_range,
    read_first_quarters,
    read_fiscal_year,
    read_half,
    read_mid_year,
    read_month,
    read_month_count,
    read_month_range,
    read_nine_code,
    read_part_of_year,
    read_quarter,
    read_quarter_range,
    read_short_month,
    read_short_quarter,
    read_since_january,
    read_whole_year,
    read_year_range,
)

# Things that are counted: "2020 hồ sơ" is no year.
_COUNTED: Final = (
    r"(?:luot |so )?(?:ho so|thue bao|tram|xa|thon|huyen|tin|bai|van ban|doanh nghiep|nguoi"
    r"|can bo|hoc vien|luot|diem|km|m2|ty|trieu|nghin|ngan|dong|gb|mb|chung thu|tai khoan"
    r"|truong|may|thiet bi|vi tri|camera|phan anh|canh bao|buu|cuoc|lop|ha|don|giay|tuyen|cot|ho"
    r"|nha|chiec|bo|cai|records|people|subscribers|stations|dossiers|articles|documents|sites|alerts)\b"
)
_COUNTED_MONEY: Final = r"(?:ty|trieu|nghin|ngan|dong)\b(?!\s+(?:le|trong|so)\b)"
_YEAR: Final = r"(?:19[4-9]\d|20\d\d)"
# The year behind a month needs no "năm" ("9 tháng 2021 tỷ lệ ..."), unless it may be a count.
_OWN_YEAR: Final = rf"(?:20[1-3]\d\b(?!\s+(?:{_COUNTED_MONEY}))|{_YEAR}\b(?!\s+{_COUNTED}))"
_YEAR_END: Final = r"(?!\d|[.,/]\d|-\d{1,2}(?!\d)|/[a-z]|\s*%)"
_YEAR_WORD: Final = "|".join(
    phrase.replace(" ", r"\s+") for phrase in sorted(FOLDED_YEAR_WORDS, key=len, reverse=True)
)
# The year behind a month, quarter, ...: "/2023", " năm 2023", " 2023", "/23", " năm ngoái".
_OF_YEAR: Final = (
    r"(?:(?:\s*[/\-–]\s*(?:nam\s*)?|\.|[\s,]+(?:(?:cua|trong|of|in)\s+)?(?:the\s+)?(?:nam|year)\s*"
    rf"|[\s,]+(?:of|in)\s+|[\s,]+(?:fy)?(?={_OWN_YEAR}))"
    rf"(?P<y>{_YEAR}){_YEAR_END}"
    r"|/(?P<yy>[12]\d)(?![\d/.,%])"
    rf"|[\s,]+(?:(?:cua|of)\s+)?(?P<word>{_YEAR_WORD})\b)"
)
_MONTH: Final = r"(?:1[0-2]|0?[1-9])"
_MONTH_WORD: Final = (
    r"(?:muoi\s+mot|muoi\s+hai|muoi|gieng|mot|hai|ba|tu|nam|sau|bay|tam|chin|chap)\b"
)
_QUARTER: Final = r"(?:iv|iii|ii|i|[1-4])"
_QUARTER_WORD: Final = r"(?:mot|nhat|hai|ba|bon|tu)\b"
_COUNT: Final = rf"(?:{_MONTH}|muoi\s+mot|muoi\s+hai|muoi|mot|hai|ba|bon|nam|sau|bay|tam|chin)"
_TO: Final = r"\s*(?:-|–|—|\bden(?:\s+het)?\b|\btoi\b|\bto\b|\bthrough\b|\buntil\b)\s*"
_AND: Final = r"\s*(?:,|&|;|\bva\b|\band\b)\s*"
_NO_DECIMAL: Final = r"(?!\d|[.,]\d{1,3}(?!\d))"


def _form(pattern: str, build: Build, *, foreign: bool = False) -> Form:
    return Form(re.compile(pattern), build, foreign)


_EN: Final = rf"(?:{ENGLISH_MONTH})"
_ALONE: Final = r"(?<![\w./,\-–])"

FORMS_IN_ORDER: Final = (
    # từ đầu năm 2023 đến tháng 4/2023; từ đầu năm 2023 đến nay
    _form(
        rf"\btu\s+dau\s+nam(?:\s+(?P<y1>{_YEAR}))?\s+(?:cho\s+)?(?:den|toi)\s+(?:het\s+)?"
        rf"(?:thang\s*|t)(?P<m>{_MONTH}){_NO_DECIMAL}{_OF_YEAR}?",
        read_since_january,
    ),
    _form(
        rf"\btu\s+dau\s+nam\s+(?P<y1>{_YEAR})(?:\s+(?:cho\s+)?(?:den|toi)\s+nay)?\b",
        read_since_january,
    ),
    _form(
        rf"\b(?:since|from)\s+the\s+(?:start|beginning)\s+of\s+(?P<y1>{_YEAR})\b(?:\s+to\s+date)?",
        read_since_january,
        foreign=True,
    ),
    # since January 2023; the year to September 2023
    _form(
        rf"\b(?:since|from)\s+(?:1\s+)?jan(?:uary|\.)?(?:\s+(?P<y1>{_YEAR})\b|\b(?!\s+\d))(?!{_TO})",
        read_since_january,
        foreign=True,
    ),
    _form(
        rf"\b(?:the\s+)?year\s+to\s+(?:the\s+end\s+of\s+|end[\s-])?(?P<m>{_EN})\b\.?{_OF_YEAR}",
        read_since_january,
        foreign=True,
    ),
    # giai đoạn 2021 - 2025, nhiệm kỳ 2021–2026, từ năm 2019 đến năm 2021, from 2019 to 2021
    _form(
        r"(?:\b(?:giai\s+doan|nhiem\s+k[yi]|nien\s+khoa|nam\s+hoc|tu\s+nam|tu|nam)\s*)?"
        rf"(?<![\w./,])(?P<a>{_YEAR})\s*(?:-|–|—|\bden(?:\s+het)?(?:\s+nam)?\b|\btoi(?:\s+nam)?\b)\s*"
        rf"(?P<b>{_YEAR}){_YEAR_END}",
        read_year_range,
    ),
    _form(
        rf"\b(?:from|between)\s+(?P<a>{_YEAR})\s*(?:to|and|until|through|-|–)\s*(?P<b>{_YEAR})\b"
        rf"|{_ALONE}(?P<a2>{_YEAR})\s+to\s+(?P<b2>{_YEAR})\b",
        read_english_year_range,
        foreign=True,
    ),
    _form(rf"{_ALONE}(?P<a>{_YEAR})[-–](?P<b>1[3-9]|[2-9]\d)(?![\d/.-])", read_year_range),
    # từ tháng 1 đến tháng 3/2023, tháng 1-3/2023, T1-T3/2023
    _form(
        rf"\b(?:tu\s+)?(?:thang\s*|t\.?\s?)(?P<a>{_MONTH})(?:\s*(?:/|-|\bnam\b)\s*(?P<y1>{_YEAR}))?{_TO}"
        rf"(?:thang\s*|t\.?)?(?P<b>{_MONTH}){_NO_DECIMAL}{_OF_YEAR}",
        read_month_range,
    ),
    _form(
        rf"\b(?:from\s+)?(?P<a>{_EN})\.?(?:\s+(?P<y1>{_YEAR}))?{_TO}(?P<b>{_EN})\b\.?{_OF_YEAR}",
        read_month_range,
        foreign=True,
    ),
    # quý I-III/2023, từ quý I đến quý III năm 2023
    _form(
        rf"\b(?:tu\s+)?qu[yi]\s*(?P<a>{_QUARTER}){_TO}(?:qu[yi]\s*)?(?P<b>{_QUARTER})\b{_OF_YEAR}",
        read_quarter_range,
    ),
    # tháng 4, 5 và 6/2023; quý I, II/2023
    _form(
        rf"\b(?:cac\s+)?thang\s*(?P<list>{_MONTH}\b(?:{_AND}{_MONTH}(?!\d))+){_OF_YEAR}",
        read_each("month_only", _MONTH + r"\b"),
    ),
    _form(
        rf"\b(?:cac\s+)?qu[yi]\s*(?P<list>{_QUARTER}\b(?:{_AND}{_QUARTER}\b)+){_OF_YEAR}",
        read_each("quarter_only", rf"\b{_QUARTER}\b"),
    ),
    # 6 tháng đầu năm 2022, chín tháng năm 2022, 3 tháng cuối năm, 9 tháng/2022
    _form(
        rf"(?<![\w./,])(?P<n>{_COUNT})\s+thang\s+(?P<part>dau|cuoi)(?:\s+tien)?"
        rf"(?:(?:\s+cua)?{_OF_YEAR}|(?:\s+cua)?\s+nam\b)?",
        read_month_count,
    ),
    _form(rf"(?<![\w./,])(?P<n>{_COUNT})\s+thang(?:\s+cua)?{_OF_YEAR}", read_month_count),
    _form(
        r"\b(?:bao\s+cao|cong\s+tac|ket\s+qua|hoat\s+dong|tinh\s+hinh|nhiem\s+vu|luy\s+ke|so\s+voi)\s+"
        r"(?P<phrase>(?P<n>0?[69]|sau|chin)\s+thang)\b(?!\s+(?:tuoi|mot|lan|qua|toi|lien))",
        read_bare_nine_months,
    ),
    # "Kết quả hoạt động … 9 tháng, nhiệm vụ quý IV năm 2021": the rest of the year is planned
    _form(
        rf"(?<![\w./,])(?P<phrase>(?P<n>{_COUNT})\s+thang)\b(?=\s*(?:,|;|-|–|va\b)?\s*"
        r"(?:nhiem\s+vu|phuong\s+huong|ke\s+hoach|trong\s+tam|du\s+kien)\b)",
        read_bare_nine_months,
    ),
    _form(
        r"\b(?:the\s+)?(?:(?P<part>first|last)\s+)?(?P<n>\d{1,2}|three|four|five|six|seven|eight|nine|ten"
        rf"|eleven|twelve)[\s-]months?(?:\s+period|\s+report)?(?:{_OF_YEAR}|\s+of\s+the\s+year)?",
        read_month_count,
        foreign=True,
    ),
    _form(rf"{_ALONE}(?P<n>9)m\s?[/-]?\s?(?P<y>{_YEAR})\b|{_ALONE}(?P<y2>{_YEAR})[\s-]9m\b",
          read_nine_code),
    # 6T2022, 9T/2021
    _form(rf"{_ALONE}(?P<n>{_MONTH})t\s?[/.-]?\s?(?P<y>{_YEAR}){_YEAR_END}", read_month_count),
    # the first three quarters of 2023; the nine-month report; by mid-year
    _form(
        rf"\b(?:the\s+)?first\s+(?P<quarters>two|three|[23])\s+quarters"
        rf"(?:{_OF_YEAR}|\s+of\s+the\s+year)?",
        read_first_quarters,
        foreign=True,
    ),
    _form(
        r"\b(?P<phrase>(?P<n>three|six|nine)[\s-]month)(?=\s+(?:report|period|figures?|totals?"
        r"|results?|review|revenue)\b)",
        read_bare_nine_months,
        foreign=True,
    ),
    _form(r"\bmid[\s-]year\b(?!\s*\d)", read_mid_year, foreign=True),
    # nửa đầu năm 2022, first half of 2022, H1 2022
    _form(
        rf"\bnua\s+(?P<part>dau|cuoi|sau)(?:{_OF_YEAR}|\s+nam\b)", read_half
    ),
    _form(
        r"\b(?:the\s+)?(?P<part>first|second|1st|2nd|last|latter|opening)\s+half(?:\s+year)?"
        rf"(?:{_OF_YEAR}|\s+of\s+the\s+year)?",
        read_half,
        foreign=True,
    ),
    _form(rf"\bh(?P<part>[12]){_OF_YEAR}", read_half, foreign=True),
    _form(rf"{_ALONE}(?P<y>{_YEAR})[\s/-]?h(?P<part>[12])\b", read_half, foreign=True),
    _form(rf"{_ALONE}(?P<part>[12])h[\s/-]?(?P<y>{_YEAR})\b", read_half, foreign=True),
    # những tháng đầu năm 2023
    _form(rf"\b(?:nhung|cac|may)\s+thang\s+(?P<part>dau|cuoi){_OF_YEAR}", read_part_of_year),
    # quý III/2019, quí 3 năm 2019, quý ba năm ngoái, Q3/2019, third quarter of 2019
    _form(
        rf"\bqu[yi]\s*(?:thu\s+)?(?P<q>{_QUARTER}|{_QUARTER_WORD})\b{_NO_DECIMAL}{_OF_YEAR}?",
        read_quarter,
    ),
    _form(rf"{_ALONE}(?P<y>{_YEAR})[\s/-]?q(?P<q>[1-4])\b", read_short_quarter, foreign=True),
    _form(
        rf"\bq\.?\s?(?P<q>{_QUARTER})\b{_NO_DECIMAL}{_OF_YEAR}", read_short_quarter, foreign=True
    ),
    _form(rf"\bq(?P<q>[1-4])\b{_NO_DECIMAL}", read_short_quarter, foreign=True),
    _form(
        r"\b(?:the\s+)?(?P<q>first|second|third|fourth|1st|2nd|3rd|4th|final)[\s-]quarter"
        rf"{_OF_YEAR}?",
        read_short_quarter,
        foreign=True,
    ),
    _form(rf"\b(?:the\s+)?(?P<q>last)\s+quarter{_OF_YEAR}", read_short_quarter, foreign=True),
    _form(rf"\bquarter\s+(?P<q>{_QUARTER})\b{_OF_YEAR}?", read_short_quarter, foreign=True),
    # tháng 4/2023, tháng tư năm 2023, T4/2023, April 2023
    _form(
        rf"\bthang\s*(?:so\s+)?(?P<m>{_MONTH}|{_MONTH_WORD}){_NO_DECIMAL}{_OF_YEAR}?", read_month
    ),
    _form(rf"\bt\.?\s?(?P<m>{_MONTH}){_NO_DECIMAL}{_OF_YEAR}", read_short_month),
    _form(rf"\bt(?P<m>{_MONTH})\b{_NO_DECIMAL}", read_short_month),
    _form(rf"\bmonth\s+(?P<m>{_MONTH}){_NO_DECIMAL}{_OF_YEAR}?", read_short_month, foreign=True),
    _form(rf"\b(?P<m>{_EN})\b\.?{_OF_YEAR}?", read_english_month, foreign=True),
    # 4/2023, 04-2023, 4.2023; 2023-04
    _form(
        rf"{_ALONE}(?P<m>{_MONTH})(?:/|-|\.|\s/\s|\s-\s)(?P<y>20[0-4]\d){_YEAR_END}(?!\s+{_COUNTED})",
        read_bare_month,
    ),
    _form(rf"{_ALONE}(?P<y>20[0-4]\d)[-/](?P<m>1[0-2]|0[1-9])(?![\d/.,-])", read_bare_month),
    # cuối năm 2021, đầu năm nay, early 2021, end of 2021
    _form(
        rf"\b(?P<part>dau|giua|cuoi|het|ca|tron)\s+(?:nam\s*(?P<y>{_YEAR}){_YEAR_END}|(?P<word>{_YEAR_WORD})\b)",
        read_part_of_year,
    ),
    _form(
        r"\b(?:the\s+)?(?:(?P<part>early|late|mid|beginning|start|middle|end|whole|year[\s-]end|full[\s-]year"
        rf"|calendar\s+year)(?:\s+of)?(?:\s+the)?(?:\s+year)?[\s-]+)(?P<y>{_YEAR}){_YEAR_END}",
        read_part_of_year,
        foreign=True,
    ),
    _form(r"\bfy\s?'?(?P<y>20\d\d|[12]\d)\b", read_fiscal_year, foreign=True),
    # năm 2020, in 2020, 2020
    _form(rf"\bnam\s*(?:tai\s+chinh\s+)?(?P<y>{_YEAR}){_YEAR_END}", read_whole_year),
    _form(
        rf"\b(?:in|during|for|of|by|since|year|throughout)\s+(?P<y>{_YEAR}){_YEAR_END}(?!\s+{_COUNTED})",
        read_whole_year,
        foreign=True,
    ),
    _form(
        rf"{_ALONE}(?P<y>20[0-3]\d|199\d|2045|2050){_YEAR_END}(?!-(?!nay))(?!\s+{_COUNTED})",
        read_bare_year,
    ),
)  # fmt: skip


# Numbers that look like periods and are none: document numbers, telephone numbers, weekdays.
NOT_PERIODS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # 45/2016/QĐ-TTg, 357/BC-STTTT, also in lower case; not "4/quý" nor "1/tháng"
        r"\b\d+[a-z]?(?:/\d{4})?\s?/(?!(?:thang|quy|nam|ngay|tuan|t\d|q\d))[a-z]{2,}[a-z0-9]*(?:[-/][a-z]\w*)*",
        # Nghị định 72/2013, văn bản số 17/2019
        r"\b(?:nghi dinh|quyet dinh|thong tu|luat|nghi quyet|chi thi|cong van|so)\s*(?:so)?\s*:?\s*"
        r"\d+/\d{4}(?![\d/])",
        r"\b0\d{2,3}[ .-]?\d{3,4}[ .-]?\d{3,4}\b",
        r"\b1[89]00[ .-]?\d{4,6}\b",
        # the months of a year, not its May: "các tháng năm 2023"
        r"\b(?:cac|tung|moi|nhung) thang(?= (?:trong )?nam \d{4})",
        r"\bt[2-7]\s*(?:-|–|den)\s*(?:t[2-7]|cn)\b(?!\s*(?:[/-]|nam)\s*\d)",
    )
)
# 09-NQ/TU, 234-QĐ/TW: only capitals tell these from "2021-nay" (unfolded text).
NOT_PERIODS_CASED: Final = re.compile(r"\b\d+-[A-ZĐ]{2,}(?:[-/][A-ZĐ]\w*)*")
