"""The agencies that issue reports, and how their names are written."""

from __future__ import annotations

import re
from typing import Final

from corpus.provinces import Province, find_provinces
from corpus.vietnamese import fold, normalise_tones

_INFORMATION: Final = "Sở Thông tin và Truyền thông"
_SCIENCE: Final = "Sở Khoa học và Công nghệ"  # took over from the former in 2025

_KNOWN: Final = (
    (
        _INFORMATION,
        r"(?:so|nganh)\s+(?:thong\s+tin\s+(?:va|&|-)\s+truyen\s+thong|tt\s*&\s*tt|tttt)",
        "STTTT",
    ),
    (
        _SCIENCE,
        r"(?:so|nganh)\s+(?:khoa\s+hoc\s+(?:va|&|-)\s+cong\s+nghe|kh\s*&\s*cn|khcn)",
        "SKHCN",
    ),
    ("Sở Nội vụ", r"so\s+noi\s+vu", "SNV"),
    ("Sở Tài chính", r"so\s+tai\s+chinh", "STC"),
    ("Sở Kế hoạch và Đầu tư", r"so\s+(?:ke\s+hoach\s+(?:va|&)\s+dau\s+tu|kh\s*&\s*dt)", "SKHĐT"),
    (
        "Sở Văn hóa, Thể thao và Du lịch",
        r"so\s+(?:van\s+hoa,?\s*the\s+thao\s+va\s+du\s+lich|vhtt\s*&\s*dl|vhttdl)",
        "SVHTTDL",
    ),
    ("Sở Công Thương", r"so\s+cong\s+thuong", "SCT"),
    ("Sở Giáo dục và Đào tạo", r"so\s+(?:giao\s+duc\s+va\s+dao\s+tao|gd\s*&\s*dt)", "SGDĐT"),
    ("Sở Y tế", r"so\s+y\s+te", "SYT"),
    ("Văn phòng Ủy ban nhân dân", r"van\s+phong\s+(?:uy\s+ban\s+nhan\s+dan|ubnd)", "VPUBND"),
    ("Ủy ban nhân dân", r"uy\s+ban\s+nhan\s+dan|ubnd", "UBND"),
)  # fmt: skip
_PATTERNS: Final = tuple((name, re.compile(rf"\b{pattern}\b")) for name, pattern, _ in _KNOWN)
_SUFFIXES: Final = {fold(suffix): name for name, _, suffix in _KNOWN}
_WITHOUT_PLACE: Final = re.compile(r"^(?:bo|tong cuc|chinh phu)\b")
_SPEAKERS: Final = frozenset({_INFORMATION, _SCIENCE})


def known_agency(text: str) -> str | None:
    """Return the name, in running case, of the first known agency that `text` names."""
    folded = fold(text)
    found = [
        (match.start(), -match.end(), name)
        for name, pattern in _PATTERNS
        if (match := pattern.search(folded))
    ]
    return min(found)[2] if found else None


def agency_of_number(number: str) -> str | None:
    """Return the agency that the tail of a document number stands for (``12/BC-STTTT``)."""
    return _SUFFIXES.get(fold(re.split(r"[-–]", number)[-1]).replace("&", ""))


def speaking_agency(text: str) -> str | None:
    """Return the department that a text is most likely by: the one that it names most."""
    folded = fold(text)
    counts = {
        name: len(pattern.findall(folded)) for name, pattern in _PATTERNS if name in _SPEAKERS
    }
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None


def running_case(name: str) -> str:
    """Return an agency's name from a letterhead in running case, without its province."""
    known = known_agency(name)
    if known and _covers(name, known):
        return known
    text = normalise_tones(name)
    if not text.isupper():
        return text
    cased = text.capitalize()
    for mention in find_provinces(text):
        cased = cased[: mention.start] + mention.province.name + cased[mention.end :]
    return cased


def _covers(written: str, known: str) -> bool:
    """Tell whether a letterhead line is the known agency itself, not a unit under it."""
    first = fold(known).split()[0]
    return fold(written).split()[0] in (first, "ubnd", "uy")


def with_place(name: str, province: Province | None) -> str:
    """Return ``Sở Y tế tỉnh Lai Châu`` for the agency and its province."""
    if province is None or _WITHOUT_PLACE.match(fold(name)):
        return name
    if fold(province.name) in fold(name):
        return name
    bare = re.sub(r"\s+(?:tỉnh|thành phố)$", "", name)
    return f"{bare} {province.kind} {province.name}"
