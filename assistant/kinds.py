"""What kind of answer a question wants, read from its folded words.

Patterns are matched against the folded question (`readable`), so that questions with and
without diacritics, and English ones, meet the same rules.
"""

from __future__ import annotations

import re
from enum import StrEnum

from assistant import english_kinds
from assistant.facets import NUMBER_WORDS, PLANNED
from assistant.vietnamese_kinds import kind_name
from corpus.vietnamese import fold


class Kind(StrEnum):
    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    ORG = "org"
    DOCUMENT = "document"
    LIST = "list"
    EXPLAIN = "explain"
    YESNO = "yesno"
    COMPARE = "compare"
    SERIES = "series"


_KINDS: tuple[tuple[Kind, str], ...] = (
    (
        Kind.SERIES,
        r"\bqua (?:cac|tung) (?:thang|quy|nam)\b|\btheo (?:tung )?(?:thang|quy|nam)\b(?! \d| truoc)"
        r"|^(?!.*\b(?:trung binh|binh quan|mot thang)\b).*\b(?:tung|moi|cac) (?:thang|quy)\b"
        r"(?! ?\d)(?=.*\b(?:bao nhieu|may|the nao|ra sao)\b|.*\b20\d\d\b|\W*$)"
        r"(?!.*\b(?:nao|ai|gi|vi sao)\b)"
        r"|\bdien bien (?:cua |ve |qua |theo |so |luong |tram |thue bao |ho s_|doanh thu )"
        r"|\b(?:by|for each|in each|for every|in every) (?:month|quarter|year)\b(?! (?:end|of))"
        r"|\bmonth(?:ly (?:figures|numbers|counts|series|totals)| by month|-by-month| to month)\b"
        r"|\bquarter by quarter\b|\byear by year\b|\bover time\b|\btrends? (?:in|of)\b",
    ),
    (
        Kind.COMPARE,
        r"\bso sanh\b|\bchenh (?:nhau|lech)|\blech (?:nhau|bao|may)|\b(?:nhieu|it|cao"
        r"|thap|lon|manh|nho)"
        r" (?:hon|nhat)\b.*\b(?:nao|hon|may|bao nhieu)|\bnao\b.*\b(?:nhieu|it|cao|thap"
        r"|lon|nho|manh)"
        r" (?:hon|nhat)\b|\bnao\b.*\b(?:dan dau|dung (?:dau|cuoi)|xep (?:dau|cuoi))\b"
        r"|\bkhac nhau\b|\btang (?:hay |hoac |, )?giam\b|\bhon kem\b|\bgap may\b|\bhon bao nhieu\b"
        r"|\bhon (?:cung ky|(?:thang|quy|nam|t|q) ?(?:\d|truoc|ngoai|[iv]+\b))\S*(?: \S+){0,3}?"
        r" (?:bao nhieu|may)\b|\b(?:so (?:voi|vs)|kem)\b.*\b(?:hon|kem|them|tang|giam|chenh)"
        r" (?:bao nhieu|may (?!phan tram))\b"
        r"|\bso (?:voi|vs) (?:cung ky|(?:thang|quy|nam|t|q) ?(?:\d|truoc|[iv]+\b)).*"
        r"\b(?:the nao|ra sao)\b"
        r"|\bcung (?:mot )?nguoi\b|\bsame (?:person|signer|official)\b"
        r"|\b(?:tang|giam|hon|kem|them) (?:bao nhieu|may) (?!phan tram|%)"
        r"(?:\S+ ){0,4}so (?:voi|vs)\b"
        r"|\bcompare\b|\bcompared\b.*\bwhich\b|\bwhich (?:is|was|one is|has"
        r"|had) (?:larger|higher|more"
        r"|lower|smaller|greater|fewer|bigger)\b|\bdifference between\b|\bhow (?:much"
        r"|many) (?:more|fewer|less|higher|lower)\b|\bby how (?:much|many)\b"
        r"|\bwhich\b.*\b(?:most(?! of\b)|highest|lowest|fewest|least|largest|smallest|larger"
        r"|higher|more|fewer)\b"
        r"|\bwhich\b.*\b(?:leads?|led|ranked|came) (?:first|last|the|in|on)\b"
        r"|^(?!(?:did|does|do|is|are|was|were|has|have|had)\b).*\bmore\b.*\bor\b"
        r"|\bmore\b.*\bor (?:fewer|less|more|[2345]g)\b|\bversus\b|\bvs\.?\b",
    ),
    (
        Kind.YESNO,
        r"^(?!.*\b(?:bao nhieu|may|ai|gi|khi nao)\b).*\b(?:co|da|duoc|dat|con"
        r"|phai)\b.*\b(?:khong|chua)\s*\??\s*$",
    ),
    (
        Kind.LIST,
        r"^\W*(?:please |kindly )?list\b|\bhow many of each\b"
        r"|\bbreak(?:ing)?(?: \w+)? down\b|\bbreak ?down\b|\bbroken down\b"
        r"|\bin each (?:group|category|type)\b|\bchia theo\b|\bco cau\b.*\b(?:ra sao|the nao)\b",
    ),
    (
        Kind.DOCUMENT,
        r"\bnumber of\b.*\b(?:report|decision|plan|directive|resolution)\b|\b(?:so"
        r"|ma) (?:may|bao nhieu|hieu|nao)\b(?!.*\b(?:thue bao|tram|ho so)\b)|\bmang so\b"
        r"|\bso hieu\b"
        r"|\b(?:quyet dinh|ke hoach|van ban|nghi quyet|nghi dinh|chi thi|cong van|thong tu|bao cao)"
        r"(?: so)? (?:nao|may)\b|\bwhich (?:\w+ ){0,2}(?:decision|plan|document|decree"
        r"|resolution|directive"
        r"|dispatch|letter|report|circular)\b|\b(?:document|decision|plan|report|dispatch"
        r"|letter) number\b"
        r"|\bnumber of the (?:decision|plan|report|document|letter|directive|resolution)\b"
        r"|\bunder what (?:decision|plan|document)\b|\bwhat (?:decision|plan|directive|decree)\b"
        r"|\btheo (?:quyet dinh|ke hoach|van ban|nghi quyet) nao\b",
    ),
    (
        Kind.DATE,
        r"\b(?:ngay|hom|thoi diem|luc|giai doan|thoi gian|nam|thang|quy) nao\b"
        r"|\b(?:the|what) date of\b|\bdeadline\b|\b(?:by|until|till|since|from) when\b|\bdue date\b"
        r"|\b(?:han (?:chot|cuoi|chot la)|thoi han|cham nhat) (?:la )?(?:nao|gi|khi|may|bao|ngay)\b"
        r"|\bkhi nao\b|\bbao gio\b|\bngay may\b"
        r"|\btu khi nao\b|\bngay thang nam nao\b|\bwhen\b|\bwhat date\b|\bwhich (?:date"
        r"|day|month|year|period)\b"
        r"|\bon what day\b|\bngay bao nhieu\b|\bden bao gio\b|\bwhat (?:period|year|month)\b",
    ),
    (
        Kind.PERSON,
        r"\b(?:lanh dao|giam doc|chu tich|can bo) nao\b"
        r"|\bwhich (?:\w+ ){0,2}(?:chairman|director|official|leader|person|head)\b"
        r"|\bai\b|\bnguoi nao\b|\bong nao\b|\bba nao\b|\bten (?:gi|la gi|cua)\b|\bwho\b"
        r"|\bwhose\b|\bten nguoi\b",
    ),
    (
        Kind.NUMBER,
        r"\bbao (?:nhieu|lau)\b|\bmay\b(?! (?:chu|khach|tinh|moc)\b)"
        r"|\bhow (?:many|much|long|large|big)\b"
        r"|\bwhat (?:share|percentage|percent|proportion|number|total|rate|density"
        r"|length)\b|\bso luong\b"
        r"|\bwhat (?:was|is|were|are) the (?:\w+ ){0,3}(?:number|total|revenue|share|rate"
        r"|percentage|density"
        r"|length|output|volume|count|figure|ratio|amount|increase|decrease|growth)\b"
        r"|\bwhat (?:was|is|were|are)\b.*\b(?:number|total|revenue|share|rate|percentage"
        r"|density|output|volume)\b"
        r"|\bty le\b(?!.*\b(?:nao|gi)\b)",
    ),
    (
        Kind.ORG,
        r"\b(?:don vi|co quan|doanh nghiep|cong ty|bao|so|to chuc|phong|ban|trung tam|nha mang|doi"
        r"|tap doan|ngan hang|nha thau|nha cung cap|doi tac|hiep hoi|doan the|benh vien"
        r"|dia phuong|huyen|xa"
        r"|truong|dai) nao\b|\bwhich (?:\w+ ){0,2}(?:office|unit|agency|company"
        r"|department|centre|center"
        r"|organi[sz]ation|newspaper|enterprise|district|commune|province|operator)\b"
        r"|\bwhich \w+'s\b",
    ),
    (
        Kind.LIST,
        r"\bnhung\b.*\b(?:nao|gi)\b|\bcac\b.*\bnao\b|\bgom\b|\bliet ke\b|\bke ten\b"
        r"|\bmoi (?:loai|linh vuc|cap)\b"
        r"|\blist\b|\bwhich\b(?! (?:is|was|one)\b)|\bwhat are the\b|\bwhat (?:kinds"
        r"|types)\b|\bphan theo\b|\bname the\b",
    ),
    (
        Kind.YESNO,
        r"\b(?:khong|chua|phai khong|dung khong|ha|hay chua|hay khong)\s*\??\s*$"
        r"|(?:^|^[^?,:]{3,60}[,:] )"
        r"(?:did|does|do|is|are|was|were|has|have|had|can|could|will)\b|\bco phai\b",
    ),
)


def _with_english() -> tuple[tuple[Kind, str], ...]:
    """Return the patterns with the English wordings, each at the last of its kind."""
    last = {kind: position for position, (kind, _) in enumerate(_KINDS)}
    return tuple(
        (kind, f"{pattern}|{english_kinds.KINDS[kind]}")
        if kind in english_kinds.KINDS and position == last[kind]
        else (kind, pattern)
        for position, (kind, pattern) in enumerate(_KINDS)
    )


_PATTERNS = _with_english()
_NO_VERDICT = frozenset({Kind.NUMBER, Kind.LIST, Kind.ORG, Kind.EXPLAIN})
_COURTESY = re.compile(
    r"^\W*(?:(?:hi|hello|please)\W+)?(?:(?:could|can|would|will) you (?:please )?"
    r"(?:tell|give|show|let|find|look up)(?: me| us)?(?: know)?"
    r"|i (?:need|want)(?: to know)?)\b[\s,:]*"
)
"""Polite openings, which ask for nothing by themselves."""

LIST_PLURAL = re.compile(
    r"\b(?:nhung|cac)\b[^,;?]*\b(?:nao|gi)\b|\bgom\b|\bmoi (?:loai|linh vuc)\b"
)
WHY = re.compile(
    r"\b(?:vi sao|tai sao|do dau|nguyen nhan|ly do|vi dau"
    r"|nho dau|nho gi|boi dau|tu dau ma|co gi ma|why|what caused|the reason|reasons?"
    r"|what (?:explains|is behind|led to)|how come|sao lai|sao ma)\b" + english_kinds.WHY
)
# a number is asked for first, and how it compares only then: "có mấy trạm, hơn tháng trước mấy"
_COUNT_FIRST = re.compile(
    r"(?=[^,;?]*\b(?:bao nhieu|may)\b)(?![^,;?]*\b(?:hon|kem|tang|giam|chenh|lech"
    r"|so (?:voi|vs|sanh)|nhat)\b)[^,;?]*[,;?] *\S"
)
QUANTITY = re.compile(
    r"\b(?:tong (?:so|cong|doanh thu|thue bao)|so (?:luong |luot )?(?!voi\b|hoa\b)\w+"
    r"|san luong|doanh thu|mat do"
    r"|[tT][iy] le|thue bao|ho s_|luong|muc (?:tang|giam)|the (?:total|number)|number of|total)\b"
)
_OPEN = re.compile(
    r"\b(?:gi|sao|the nao|nao|what|how|which|who|when|where"
    r"|explain|trinh bay|tinh hinh|neu|mo ta)\b"
)
_ORDERS = re.compile(r"\b(?:ve viec|noi dung|tom tat|danh gia|nhan xet|summar\w+|describe|about)\b")


def readable(text: str, *, english: bool = False) -> str:
    """Return the folded question, same length, with words that fold alike kept apart.

    ``máy`` (machine) must not read as ``mấy`` (how many), ``hồ sơ`` and ``Sở`` not as ``số``,
    nor ``Hòn`` (islet) as ``hơn`` (more), the month of May as the one and AI as ``ai`` (who).
    """
    apart = re.sub(r"\bmay\b" if english else r"máy", "m_y", text, flags=re.IGNORECASE)
    if not apart.isupper():
        apart = re.sub(r"\bAI\b", "A_I", apart)
    apart = re.sub(r"\bhòn\b", "h_n", apart, flags=re.IGNORECASE)
    apart = re.sub(r"s[ơở]\b", "s_", apart, flags=re.IGNORECASE)
    return re.sub(r"\bho so\b", "ho s_", fold(apart))


def kind_of(folded: str) -> Kind:
    """Return the kind of a readable question."""
    folded = _COURTESY.sub("", folded)
    if folded.startswith("which "):
        folded = english_kinds.BESIDE.sub("", folded)
    if WHY.search(folded):
        return Kind.EXPLAIN
    named = kind_name(folded)
    if named is not None:
        return Kind(named)
    found = next((kind for kind, pattern in _PATTERNS if re.search(pattern, folded)), Kind.EXPLAIN)
    if found in {*_NO_VERDICT, Kind.PERSON} and english_kinds.ASKS_WHETHER.search(folded):
        return Kind.YESNO
    if found is Kind.COMPARE and (_COUNT_FIRST.match(folded) or _still_more(folded)):
        return Kind.NUMBER
    if (
        found in {Kind.NUMBER, Kind.ORG, Kind.EXPLAIN, Kind.DOCUMENT}
        and LIST_PLURAL.search(folded)
        and not (
            found is Kind.NUMBER
            and (
                len(NUMBER_WORDS.findall(folded)) > 1
                or not re.search(r"\bmoi (?:\w+ ){1,4}(?:bao nhieu|may)|\bba cap\b", folded)
            )
        )
    ):
        return Kind.LIST
    if found is Kind.ORG and re.search(
        r"\bnhung (?:don vi|co quan|doanh nghiep|cong ty|noi)", folded
    ):
        return Kind.LIST
    if found is Kind.EXPLAIN and QUANTITY.search(folded) and not _OPEN.search(folded):
        return Kind.NUMBER
    if (
        found is Kind.DATE
        and NUMBER_WORDS.search(folded)
        and re.search(r"\bnam nao\b|\bngay (?:bao nhieu|may)\b", folded) is None
    ):
        return Kind.NUMBER
    return found


def _still_more(folded: str) -> bool:
    """Tell whether ``how many more`` asks what is to come, not what is more than another."""
    return (
        re.search(r"\bhow (?:many|much) more\b", folded) is not None
        and PLANNED.search(folded) is not None
        and re.search(r"\bthan\b|\bversus\b|\bcompared\b|\bor\b", folded) is None
    )


def is_bare(folded: str) -> bool:
    """Tell whether a readable question asks by nothing but naming a thing."""
    return not (_OPEN.search(folded) or WHY.search(folded) or _ORDERS.search(folded))
