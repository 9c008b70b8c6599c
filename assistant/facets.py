"""What a question asks of a figure: its level, dimension and reading, what it is against.

As in `assistant.kinds`, patterns are matched against the readable question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from assistant import english_kinds
from corpus import Level


class Dimension(StrEnum):
    """What kind of quantity is asked for, where the question tells."""

    PERCENT = "percent"
    MONEY = "money"
    LENGTH = "length"
    DENSITY = "density"
    TIME = "time"


class Ask(StrEnum):
    """Which reading of an indicator is asked for, where the question tells."""

    CHANGE = "change"
    TOTAL = "total"
    NEW = "new"
    CUMULATIVE = "cumulative"
    PLANNED = "planned"


LEVELS = (
    (Level.PROVINCE, rf"\bcap tinh\b|{english_kinds.PROVINCE_LEVEL}"),
    (Level.DISTRICT, rf"\bcap (?:quan |q\.)?huyen\b|{english_kinds.DISTRICT_LEVEL}"),
    (
        Level.COMMUNE,  # "trợ cấp xã hội" is of no level
        rf"\bcap (?:phuong )?xa\b(?! hoi)|\bcap phuong\b"
        r"|(?<!nhieu )(?<!may )(?<!so )(?<!cac )(?<!moi )\bxa,? phuong (?=nop|nhan|tiep|giai|xu ly)"
        rf"|{english_kinds.COMMUNE_LEVEL}",
    ),
)

COUNTING = re.compile(
    r"\bbao nhieu\b|\bmay\b(?! (?:chu|khach|tinh|moc)\b)|\bhow (?:many|much)\b"
    r"|\bnumber of (?:the )?"
)
"""Words before the thing that is counted."""
NUMBER_WORDS = re.compile(
    r"\bbao (?:nhieu|lau)\b|\bmay\b(?! (?:chu|khach|tinh|moc)\b)|\bhow many\b|\bhow much\b"
)
_NO_MONEY = (
    r"(?! (?:luot|nguoi|trang|giao dich|thue bao|ban\b|to\b|don\b|san pham|buu|tin\b|ho\b"
    r"|tai khoan|hoa don|van ban|khach|cuoc|the\b))"
)
"""What follows a million that is no money."""
DIMENSIONS = (
    (
        Dimension.TIME,
        r"\bbao lau\b|\b(?:mat|het|sau|trong|keo dai|dung) (?:may|bao nhieu)"
        r" (?:phut|gio|tieng|ngay|tuan)\b"
        r"|\bhow long\b.*\b(?:take|took|taken|last(?:ed)?|restor\w+|fix\w*|repair\w*|wait\w*"
        r"|down|off (?:the )?air|offline|out of (?:action|service|order)|disrupt\w+|interrupt\w+"
        r"|suspend\w+|stopp?\w*|clos\w+|shut|delay\w*|process\w*|handl\w+|resolv\w+|unavailable)\b"
        r"|\bhow many (?:hours|minutes)\b" + english_kinds.LASTING,
    ),
    (
        Dimension.PERCENT,
        r"\b(?:may|bao nhieu) (?:phan tram|%)|(?:may|bao nhieu) ?%|\bty (?:le|trong)\b"
        r"|\bphan tram\b"
        r"|\bchiem (?:bao nhieu|may)\b|\bper ?cent\w*|\bwhat share\b|\bthe share\b|\bshare of\b"
        r"|\b(?:rate|ratio|proportion)\b",
    ),
    (
        Dimension.DENSITY,
        r"\bmat do\b|\bdensity\b|\bper 100\b|/100 dan\b|\btren (?:100|mot tram) dan\b",
    ),
    (
        Dimension.LENGTH,
        r"\bbao nhieu (?:km|ki[- ]?lo[- ]?met|cay so)\b|\bdai bao nhieu\b|\bchieu dai\b"
        r"|\bkm\b|\bki[- ]?lo[- ]?met\b|\bhow long\b(?!.*\b(?:take|took|last(?:ed)?|wait\w*|remain"
        r"|until|before|did)\b)|\bkilomet\w+|\blength\b",
    ),
    (
        Dimension.MONEY,
        rf"\bbao nhieu (?:tien|kinh phi|(?:ty|trieu|dong|nghin ty)\b{_NO_MONEY})\b|\bdoanh thu\b"
        r"|\bkinh phi\b"
        r"|\bthu (?:ve duoc|duoc|ve)(?: tong cong| tat ca| ca thay)? (?:bao nhieu|may)\b"
        r"|(?<!tich )\bthu(?: tong cong| tat ca| ca thay)? bao nhieu\b"
        r"|\bthu may (?:ty|trieu|tien|dong)\b"
        r"|\bchi phi\b|\btien (?:phat|xu phat|thuong|nop|thu|ho tro)\b|\bnop ngan sach\b"
        r"|\bmuc phat\b|\bphat bao nhieu (?:tien|trieu|dong)\b|\bbi phat\b|\bbn tien\b"
        r"|\bso tien\b|\bvon\b|\brevenue\b|\bearn(?:ed|s)?\b" + english_kinds.MONEY,
    ),
)
NOT_LENGTH = re.compile(r"not (?:in )?kilomet|khong phai (?:km|chieu dai)|routes?, not")
ASKS = (
    (
        Ask.CHANGE,
        r"\b(?:tang|giam)(?: manh)?(?: len| them| hon)? (?:bao nhieu|may|bn)\b"
        r"|\b(?:tang|giam) (?:may|bao nhieu)? ?(?:phan tram|%)|\bmuc (?:tang|giam)\b"
        r"|\bso voi (?:thang|quy|nam|cung ky)"
        r"|\bhon thang truoc\b|\bso (?:voi|vs) thang truoc\b|\bgrow(?:th|n)?\b|\bgrew\b"
        r"|\bincreased? by\b"
        r"|\bup on\b|\bcompared (?:with|to)\b|\bchange (?:on|from|in)\b|\b(?:rise|rose"
        r"|fell|drop)\b",
    ),
    (
        Ask.NEW,
        r"\bphat trien (?:moi|them|duoc)\b|\btang them\b|\bmoi\b(?! (?:loai|cap|linh vuc"
        r"|nguoi|thang|ngay))"
        r"|\bnew(?:ly)?\b|\badded\b|\bphat trien\b.*\bthue bao\b",
    ),
    (
        Ask.CUMULATIVE,
        r"\bluy ke\b|\bcong don\b|\btu dau nam\b|\bca nam\b"
        r"|\btinh (?:den|toi) (?:nay|het)\b|\btu (?:luc|khi)\b"
        r"|\bsince january\b|\btu khi van hanh\b"
        r"|\bcumulative\b|\bsince (?:the (?:start|beginning)|(?:the |its |it )?(?:\w+ ){0,2}"
        r"(?:began|begun|start\w*|launch\w*|inception))\b|\bso far\b|\byear to date\b",
    ),
    (
        Ask.TOTAL,
        r"\btong(?: (?:so|cong|luong))?\b(?! (?:dai|giam doc|ket|hop|quan|bien tap|thanh tra|cuc))"
        r"|\bhien (?:co|nay|tai|dang|dang co)\b|\bcurrently\b"
        r"|\btat ca\b|\btoan tinh\b|\bca tinh\b|\btotal\b|\ball together\b"
        r"|\bin all\b|\boverall\b",
    ),
    (Ask.PLANNED, r"\bdu kien\b|\bke hoach (?:dat|giao)\b|\bmuc tieu\b|\bplanned\b|\btarget\b"),
)
PLANNED = re.compile(
    r"\bdu (?:kien|dinh)\b"
    r"|(?<!binh )(?<!nam )(?<!huyen )(?<!xa )(?<!phuong )\bdinh (?:lam|mo|nang|trien khai|to chuc"
    r"|lap|xay)\b|\bse\b"
    r"|\bmuc tieu\b|\bchi tieu\b|\bphan dau\b|\bdat ra\b|\bsap toi\b|\btoi day\b"
    r"|\bsang thang\b(?!.*\b(?:duoc|dat|con|tang|giam|thi|la) (?:bao nhieu|may)\b)"
    r"|(?<!voi )(?<!% )(?<!vuot )(?<!tram )\bke hoach (?:thang|quy|nam|trong|cho|toi|ca nam"
    r"|doanh thu|san luong|nop ngan sach)\b|\b(?:can|phai) lam\b"
    r"|\bphuong huong\b|\bnhiem vu trong tam\b"
    r"|(?<!voi )(?<!% )\bke hoach 20\d\d (?:la |giao )?(?:bao nhieu|may)\b"
    r"|^\W*(?:ke hoach|chi tieu)(?! (?:so|nao)\b) "
    r"(?!.*\b(?:dat|so voi|hoan thanh|van ban|ngay|so (?:bao nhieu|may|hieu|nao))\b)"
    r".*\b(?:bao nhieu|may)\b"
    r"|\bplan(?:s|ned|ning)?(?: to| for)?\b(?! (?:no|number|on|about|\d))|\btarget(?:s|ed)?\b"
    r"|\bwill\b"
    r"|\bgoing to\b|\bexpect(?:s|ed)?\b|\bintend(?:s|ed)?\b|\baims?\b|\bupcoming\b|\bgoal\b"
)
AS_PLANNED = re.compile(
    r"\b(?:nhu|theo|dung) (?:du kien|ke hoach|muc tieu|chi tieu)(?! (?:so|nao|\d))\b"
    r"|\b(?:da )?(?:de ra|dat ra)(?= cho\b|\W*(?:khong|chua)\b)"
)
"""A plan that is named only to ask whether what was done is as planned."""
AGAINST = (
    (
        "year",
        r"\bcung ky\b|\bnam (?:truoc|ngoai)\b|\byear[- ]on[- ]year\b|\blast year\b|\by/?o/?y\b"
        r"|\bsame (?:period|month|quarter|time)\b|\ba year (?:earlier|before|ago)\b",
    ),
    (
        "previous",
        r"\b(?:thang|quy|ky) (?:truoc|lien truoc)\b"
        r"|\b(?:last|previous|preceding) (?:month|quarter)\b"
        r"|\bmonth[- ]on[- ]month\b|\bthe (?:month|quarter) before\b|\bm/?o/?m\b",
    ),
)
"""What a change is asked against, where the question tells."""

NEGATED_TOTAL = re.compile(r"not the (?:running )?total|khong phai (?:la )?tong")
EXCLUDED = re.compile(
    r"\b(?:rather than|instead of|chu khong(?: phai)?|khong phai|khong tinh|khong ke)\b[^,;.?]*"
    r"|(?:(?<=[,;:(–-] )|(?<=[,;:(–-])|(?<=\band )|(?<=\bbut ))not\b(?! yet\b)[^,;.?)]*"
    r"|\bnot (?:the|counting|including|in|by|those|its|their|just)\b[^,;.?)]*"
)
"""What a question leaves out; ``not`` beside a verb is part of what it asks for."""

_SPLIT = re.compile(
    r",\s*(?:trong do\s*)?|\btrong do\b|;|\?\s+|\band (?:what|how|when|which|by)\b"
    r"|\bva (?=muc|bao|may|cua)"
)


EACH_LEVEL = re.compile(
    r"(?<!mot cua )(?<!co quan )(?<!chinh quyen )(?<!\bca )\b(?:ba|tung|cac|moi|3) cap\b"
    r"(?! (?:uy|hoi|chinh))|\b(?:each|every|all three) levels?\b|\bby level\b"
    r"|\bprovinc\w+,? (?:and )?district,? (?:and )?commune\b"
    r"|\bcommune,? (?:and )?district,? (?:and )?provinc\w+\b"
)
SEVERAL = re.compile(
    r"\b(?:so voi|hay|nao|moi tinh|both|each|versus|than)\b|\b(?:nhieu|it|cao|thap)\b.*\bhon\b"
)
"""Words that set places or periods of a question beside each other."""

STOCK = re.compile(
    r"\b(?:con|dang co|dang) (?:lai )?(?:bao nhieu|may)\b|\bstill\b|\bleft\b"
    r"|\bco (?:tong cong |tat ca |ca thay )?(?:bao nhieu|may) (?:tram|cot|vi tri|thue bao|diem|"
    r"buu cuc|doanh nghiep|dai|camera|tuyen|co quan|cong ty|sim|tai khoan|nguoi dung)\b"
    r"|\b(?:do|does|did) (?:[\w'’-]+ ){1,6}have\b(?! (?:been|to))"
    r"|\bhow many .{3,60}\b(?:are|were) there\b|\bin (?:operation|service|use)\b"
)
"""Words that ask how many there are, not how many came."""

IN_PERIOD = re.compile(
    r"\brieng\b|\bchi (?:tinh|trong)\b|\bphat sinh\b|\bthang nay\b|\bquy nay\b"
    r"|\balone\b|\bonly in\b"
)
ASKING = re.compile(
    r"\bbao (?:nhieu|lau)\b|\bmay\b(?! (?:chu|khach|tinh|moc)\b)|\bhow (?:many|much|long)\b"
    r"|\bwhat (?:was|is|were|are|share)\b|\bmuc (?:tang|giam)\b"
    r"|^\s*(?:tong|tong so|san luong|so luong|doanh thu)\b"
)


def first(patterns: Sequence[tuple[object, str]], folded: str) -> object | None:
    """Return the value of the first pattern that is found, or None."""
    return next((value for value, pattern in patterns if re.search(pattern, folded)), None)


def segments(folded: str) -> tuple[tuple[int, int], ...]:
    """Return the parts of a question that each ask for a number, if there are several."""
    bounds: list[tuple[int, int]] = []
    low = 0
    for match in _SPLIT.finditer(folded):
        bounds.append((low, match.start()))
        low = match.end() if match.group().startswith((",", ";", "?", "trong")) else match.start()
    bounds.append((low, len(folded)))
    return tuple((a, b) for a, b in bounds if folded[a:b].strip())
