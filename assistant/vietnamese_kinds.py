"""Further wordings by which Vietnamese questions show what kind of answer they want.

The patterns of `assistant.kinds` know the plain forms; these are the ways around them
(``ít hay nhiều hơn``, ``mỗi nơi bao nhiêu``, ``cơ cấu …``), each a rule over the readable
question and tried before the plain ones, the first that fits deciding.
"""

from __future__ import annotations

import re
from typing import Final

_MORE: Final = (
    r"(?:nhieu|it|cao|thap|lon|nho|tot|kem|manh|yeu|nhanh|cham|dong|vuot|hay|kha|te|dai|ngan)"
)
_RUN: Final = r"(?:[^\s,;?]+ ){1,7}"  # words of one thing that is more or less
_NOT_AFTER: Final = (
    r"(?:(?<!cham nhat)(?<!tre nhat)(?<!muon nhat)"
    r"|(?! (?:la )?(?:ngay|thang|truoc|vao|den)\b))"
)  # "chậm nhất ngày 15/9"
_LOCAL: Final = (
    r"(?:huyen|xa|phuong|thi xa|thanh pho|quan|noi|cho|dia phuong|dia ban|don vi|s_|s_ nganh|nganh"
    r"|co quan|cap|linh vuc|loai|chi tieu|thang|quy|doanh nghiep|nha mang|muc|hang muc|nhom)"
)
_BOUND: Final = (
    r"(?:duoi|tren|chua (?:den|toi|dat|day)|khong (?:den|toi|dat)|vuot|qua|hon|it hon|nhieu hon"
    r"|thap hon|cao hon|tu|du)"
)
_FEW: Final = r"(?<!thang )(?<!quy )(?<!cap )(?:hai|ba|bon|bay|[2-9])"  # not "năm": a year as well
_SHORT_OF: Final = r"(?:hut|thieu|cach|vuot|kem|hon|con thieu|con cach)"
_TARGET: Final = r"(?:ke hoach|chi tieu|muc tieu|du toan)"
_NUMBERED: Final = r"(?:so (?:ky )?hieu|ky hieu|so van ban|so may|(?<!nhung )so nao|so bao nhieu)"
_NOT_NUMBERED: Final = r"(?!.*\b(?:quyet dinh|ke hoach|nghi quyet|chi thi|cong van|van ban)\b)"
_WHOM: Final = r"(?:ai|nguoi nao|ong nao|ba nao|(?<!don )vi nao)"
_EACH: Final = (
    r"moi (?:ben|noi|khoi|cap|loai|nhom|thu|don vi|huyen|xa|dia phuong|mang|linh vuc|muc|hang muc"
    r"|nganh|cai|dot|hinh thuc|cong nghe)"
)

_RULES: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        # "mấy ngày Tết … có nghẽn không": "mấy" counts nothing there
        ("yesno", r"^may (?:ngay|hom|tuan|thang)\b.*\b(?:co|da|bi)\b.*\b(?:khong|chua|ko|k)\W*$"),
        (
            "yesno",
            r"^(?!.*\b(?:bao nhieu|khi nao|vi sao|tai sao)\b).*\b(?:roi|da|cung|van|deu|co|duoc|la)"
            r"\b.*\b(?:chu|chu nhi|phai khong|dung khong|phai ko|dung ko|dung chua|nhi|khong nhi)"
            r"\W*$",
        ),
        ("compare", rf"\b{_MORE} (?:hon )?(?:hay|hoac) {_MORE}(?: hon)?\b"),
        (
            "compare",
            rf"^(?!.*\b(?:khong|chua)\W*$).*\b(?:hay|hoac)\b.*\b{_MORE}(?: [^\s,;?]+){{0,7}} hon\b",
        ),
        (
            "list",
            rf"\b{_LOCAL} nao\b(?!.*\bnhat\b).*\b{_BOUND} (?:\S+ ){{0,2}}"
            r"\d+(?:[.,]\d+)?(?!/)\b(?!.*\b(?:khong|chua)\W*$)",
        ),
        ("compare", rf"\b(?:nao|dau|ai) (?:[^?]*? )?{_MORE} (?:{_RUN})?nhat\b{_NOT_AFTER}"),
        ("compare", rf"\b{_MORE} (?:{_RUN})?nhat\b{_NOT_AFTER}[^?]*\b(?:nao|dau)\b"),
        (
            "compare",
            r"\b(?:nao|dau)\b.*\b(?:dung (?:dau|cuoi|chot|nhat|bet)|dan dau|cuoi bang|bet bang"
            r"|chot bang|xep (?:dau|cuoi|bet|chot))\b",
        ),
        ("compare", rf"\bnao\b.*\b{_MORE}(?: [^\s,;?]+){{1,12}} hon\W*$"),
        (
            "compare",
            r"^(?!.*\b(?:bao nhieu|may|bn)\b.*\b(?:hon|kem)\b).*"
            r"\b(?:hon|kem) (?!(?:mot|hai|ba|\d+)\b(?! thang))(?:[^\s,;?]+ ){1,14}?"
            r"(?:bao nhieu|may|bn)\b",
        ),
        ("compare", r"\bchenh\b.*\b(?:bao nhieu|may|bn|the nao|ra sao)\b|\bcach (?:biet|nhau)\b"),
        (
            "compare",
            r"\b(?:tang|giam)(?: len| xuong| di| them)? (?:hay|hoac)(?: la)? (?:tang|giam)\b"
            r"|\b(?:nhieu len|it di|di (?:len|xuong|ngang)) (?:hay|hoac)\b",
        ),
        ("compare", rf"\b{_SHORT_OF} (?:\S+ )?{_TARGET}\b.*\b(?:bao nhieu|may)\b"),
        (
            "compare",
            rf"\bso (?:voi|vs) (?:\S+ )?{_TARGET}\b.*\b(?:bao nhieu|may|the nao|ra sao)\b",
        ),
        (
            "compare",
            r"\b(?:thang|quy|nam)\b.*\b(?:voi|va|sang|den)\b.*\b(?:thang|quy|nam)\b.*"
            r"\b(?:thay doi|bien dong|khac di)\b.*\b(?:ra sao|the nao|bao nhieu)\b",
        ),
        ("compare", r"\bso (?:voi|vs)\b.*\b(?:the nao|ra sao|thi sao)\W*$"),
        (
            "list",
            r"\b(?:may|bao nhieu) (?:loai|nhom|hinh thuc|thu|kieu|dang|hang|he|the he|cap do|khoi"
            r"|linh vuc)\b"
            r".*\bmoi\b",
        ),
        ("list", r"\b(?:chia|phan|phan bo|tach|tinh|liet ke)\b.*\btheo\b.*\b(?:ra sao|the nao)\b"),
        (
            "list",
            r"\b(?:dinh|du dinh|se|du kien|phai|can|ke hoach|muc tieu|dat muc tieu)\b.*"
            r"\b(?:lam|trien khai|thuc hien|tap trung|dat|hoan thanh|la|co) (?:nhung )?(?:viec "
            r"|muc tieu |chi tieu |nhiem vu )?gi\b",
        ),
        (
            "list",
            r"\bnhung (?:viec|nhiem vu|muc tieu|chi tieu|dau viec|viec lam)\b.*\b(?:gi|nao)\b",
        ),
        ("list", r"\bo (?:nhung )?(?:dau|cho nao|noi nao)\b(?!.*\bnhat\b)"),
        ("list", r"^co cau\b(?!.*\b(?:la gi|vi sao)\b)"),
        ("list", rf"^(?!.*\b(?:bao nhieu|may)\b.*\bmoi\b).*\b{_EACH}\b.*\b(?:bao nhieu|may|bn)\b"),
        ("document", rf"\b{_NUMBERED}\b.*\bbao cao\b{_NOT_NUMBERED}"),
        ("document", rf"^{_NOT_NUMBERED}.*\bbao cao\b.*\b{_NUMBERED}\W*(?:la|gi|la gi)?\W*$"),
        ("person", rf"^(?!.*\b(?:bao nhieu|cung)\b).*\b{_WHOM}\b(?!.*\b(?:khong|chua)\W*$)"),
        ("person", r"\bchuc(?: vu| danh)? (?:gi|nao)\b"),
        ("person", r"\b(?:lanh dao|giam doc|chu tich|dai bieu|can bo)(?: \S+){0,2} nao\b"),
        (
            "compare",
            rf"\b{_FEW} (?:[^\s,]+ ){{1,3}}nao\b.*\b(?:{_MORE} (?:\S+ )?nhat|dung (?:dau|cuoi)"
            r"|dan dau)\b",
        ),
        (
            "list",
            rf"\b{_FEW} (?!thang\b|quy\b|nam\b|ngay\b|tuan\b|cap\b)(?:[^\s,]+ ){{1,3}}nao\b",
        ),
        (
            "list",
            rf"^(?!.*\b(?:nao|bao nhieu|may|vi sao|tai sao|the nao|ra sao|khi nao|ai)\b)"
            rf".*\b(?:cho biet|neu|ke|neu ra|xem|cho xem|xin|liet ke)\b.*\b(?:cac|nhung|{_FEW}) "
            r"(?!thang\b|quy\b|nam\b|ngay\b|cap\b)\w+",
        ),
        (
            "list",
            r"^\W*(?:nhung|cac) (?!thang\b|quy\b|nam\b|ngay\b|cap\b)"
            r"(?!.*\b(?:nao|bao nhieu|may|vi sao|tai sao|the nao|ra sao|khi nao|ai|gi|khong|chua"
            r"|sao|dau|bn)\b)\w+",
        ),
        ("org", r"(?<!ho )\bs_(?:, nganh| nganh| ban| ban nganh)? nao\b"),
    )
)


def kind_name(readable: str) -> str | None:
    """Return the name of the kind that a readable Vietnamese question shows, or None."""
    return next((kind for kind, pattern in _RULES if pattern.search(readable)), None)


COUNTED: Final = re.compile(
    r"\b(?:bao nhieu|may|bn) (?:nguoi|ca nhan|to chuc|don vi|co so|co quan|doanh nghiep|du an|ho\b"
    r"|truong hop|vu\b|cuoc|goi thau|quyet dinh|to\b|nha mang|trang|bai|cong ty|dai ly|tap chi)"
)
"""Things that are counted, whatever money the question speaks of: how many people were fined."""
COSTS: Final = re.compile(
    r"\b(?:tốn|ngốn|rót|tốn kém|tốn hết|trị giá|chi hết) (?:bao nhiêu|mấy|bn)\b"
    r"(?! (?:ngày|giờ|phút|tháng|công|thời|người|hồ|cái))"
)
"""What something costs, told by words that other words are spelled like without diacritics."""
