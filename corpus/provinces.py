"""The provinces of Viet Nam, before and after the mergers of 1 July 2025, and their names.

A province that others were merged into keeps its key: ``khanh-hoa`` is Khánh Hòa on either
side of the reform. The list is in ``data/provinces.json``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Final

from corpus.spelling import SpelledText
from corpus.vietnamese import fold, normalise_tones


@dataclass(frozen=True, slots=True)
class Province:
    """A province or centrally run city.

    ``until`` is the last day of one that was merged into another (``merged_into``, a key);
    ``since`` is the first day of the present extent of one that others were merged into.
    ``hosts`` are spellings in web addresses besides the key without hyphens.
    """

    key: str
    name: str
    kind: str  # "tỉnh" or "thành phố"
    aliases: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    merged_into: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def plain_name(self) -> str:
        """The name without diacritics, as English texts write it."""
        return fold(self.name).title()


@dataclass(frozen=True, slots=True)
class ProvinceMention:
    """Where a text names a province; not `certain` where the words may mean something else."""

    start: int
    end: int
    province: Province
    certain: bool


@cache
def _provinces() -> dict[str, Province]:
    text = files("corpus").joinpath("data/provinces.json").read_text(encoding="utf-8")
    data = json.loads(text)
    merged_on = date.fromisoformat(data["merged_on"])
    rows = data["provinces"]
    enlarged = {row["merged_into"] for row in rows if "merged_into" in row}
    return {
        row["key"]: Province(
            key=row["key"],
            name=row["name"],
            kind=row["kind"],
            aliases=tuple(row.get("aliases", ())),
            hosts=tuple(row.get("hosts", ())),
            merged_into=row.get("merged_into"),
            since=merged_on if row["key"] in enlarged else None,
            until=merged_on - timedelta(days=1) if "merged_into" in row else None,
        )
        for row in rows
    }


def all_provinces() -> tuple[Province, ...]:
    """Return the 63 provinces of before July 2025, 34 of which go on, by key."""
    return tuple(_provinces().values())


def get(key: str) -> Province:
    """Return the province with `key`; raises KeyError if there is none."""
    return _provinces()[key]


def find(key: str) -> Province | None:
    """Return the province with `key`, or None for one that is not on the list."""
    return _provinces().get(key)


def successors(key: str) -> set[str]:
    """Return the key of the province that now holds the area of province `key`, as a set."""
    return {get(key).merged_into or key}


def related(key: str) -> set[str]:
    """Return `key`, what it was merged into, and what was merged into it."""
    if find(key) is None:
        return {key}
    merged = {province.key for province in all_provinces() if province.merged_into == key}
    return {key} | successors(key) | merged


# --- finding names ------------------------------------------------------------------


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", normalise_tones(name.lower())))


def _name_pattern(name: str) -> str:
    parts = re.split(r"(\s*[-.]\s*|\s+)", fold(name))
    joints = {"-": r"\s*[-–]?\s*", ".": r"\.?\s*", "": r"\s+"}
    return "".join(
        joints[part.strip()] if index % 2 else re.escape(part) for index, part in enumerate(parts)
    )


@cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, list[tuple[Province, tuple[str, ...]]]]]:
    """Return the pattern of all names and, by folded letters, what each may stand for."""
    meanings: dict[str, list[tuple[Province, tuple[str, ...]]]] = {}
    patterns: set[str] = set()
    for province in all_provinces():
        for name in (province.name, *province.aliases):
            meanings.setdefault(_letters(fold(name)), []).append((province, _words(name)))
            patterns.add(_name_pattern(name))
    names = "|".join(sorted(patterns, key=len, reverse=True))
    return re.compile(rf"(?<![\w@./])(?:{names})(?!\w)(?!\.\w)"), meanings


def _letters(folded: str) -> str:
    return re.sub(r"\W+", "", folded)


# Names that are also everyday words: "hòa bình" is peace, "hải dương" the ocean; the folded
# ones may be any of several words.
_EVERYDAY: Final = frozenset({"hòa bình", "hải dương", "gia lai", "long an", "an giang", "bà rịa"})
_EVERYDAY_FOLDED: Final = frozenset(
    {"hue", "hoa binh", "gia lai", "son la", "ben tre", "ca mau", "can tho", "long an", "tth"}
)
_PROVINCE_CUE: Final = re.compile(r"\b(?:tinh|thanh pho|tp|ubnd|so|o|tai|cua|province of)\.?\s+$")
# Smaller places, roads and rivers that carry a province's name.
_OTHER_PLACE: Final = re.compile(
    r"(?:^|[^\w])(?<!cấp )(?<!các )(?:xã|phường|thôn|ấp|huyện|thị trấn|đường|quảng trường|cầu|chợ"
    r"|sông|(?<!thành )phố)\s+$"
)
_SURNAME: Final = re.compile(
    r"\b(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Lý|Đinh|Thị|Văn)\s+$"
)
_HO_CHI_MINH_CITY_CUE: Final = re.compile(r"\b(?:tp|thanh pho|t\.p)\.?\s*$")
_HO_CHI_MINH_THE_MAN: Final = re.compile(
    r"\b(?:dao duc|phong cach|tu tuong|chu tich|tncs|cong san|duong|lang|bao tang|guong|bac|doan"
    r"|thieu nien tien phong|di chuc|hoc vien)[\s,]+$"
)
_HO_CHI_MINH: Final = frozenset({"ho chi minh", "hcm"})
_CONTEXT: Final = 32  # characters before a name that tell what it is


def _reading(text: SpelledText, start: int, end: int, spelling: tuple[str, ...]) -> bool | None:
    """Tell whether ``[start:end]`` is the name `spelling`: True, False (perhaps), None (no)."""
    written = text.original[start:end]
    words = re.findall(r"\w+", written)
    lowered = _words(written)
    if len(lowered) != len(spelling):
        return None
    plain = tuple(fold(word) for word in spelling)
    if any(
        word not in (expected, bare)
        for word, expected, bare in zip(lowered, spelling, plain, strict=True)
    ):
        return None
    before = text.folded[max(0, start - _CONTEXT) : start]
    cued = _PROVINCE_CUE.search(before) is not None
    capitals = all(word[0].isupper() for word in words)
    if lowered == spelling and lowered != plain:
        return True if capitals or cued or " ".join(spelling) not in _EVERYDAY else None
    if text.accented and not capitals:  # a slip in a question, or no name at all
        if any(word[0].isupper() for word in words):  # "cáp quang Ninh Thuận"
            return None
        if cued:
            return True
        return None if spelling == plain and " ".join(plain) in _EVERYDAY else False
    if " ".join(plain) in _EVERYDAY_FOLDED:
        return capitals or cued
    return True


def _is_the_city(text: SpelledText, start: int) -> bool | None:
    """Tell a mention of Hồ Chí Minh City from one of the man it is named after."""
    before = text.folded[max(0, start - _CONTEXT) : start]
    if _HO_CHI_MINH_CITY_CUE.search(before):
        return True
    return None if _HO_CHI_MINH_THE_MAN.search(before) else False


def _excluded(text: SpelledText, start: int, end: int) -> bool:
    before = text.original[max(0, start - _CONTEXT) : start]
    if _OTHER_PLACE.search(before.lower()) or _SURNAME.search(before):
        return True
    name = text.folded[start:end]
    after = text.folded[end : end + 8]
    pacific = (name == "thai binh" and re.match(r"\s+duong\b", after)) or (
        name == "binh duong" and text.folded[max(0, start - 5) : start] == "thai "
    )
    return bool(pacific)


def find_provinces(text: str) -> list[ProvinceMention]:
    """Return the provinces that `text` (NFC) names, in order, without overlaps.

    In accented text a name has to be accented right, or capitalised (``Quang Ngai``, ``NINH
    THUAN``); in text without any diacritics the folded form counts in any case. A district
    town that carries its province's name yields the province.
    """
    spelled = SpelledText(text)
    pattern, meanings = _lexicon()
    mentions = []
    position = 0
    while found := pattern.search(spelled.folded, position):
        position = found.end()
        mention = None if _excluded(spelled, *found.span()) else _mention(spelled, found, meanings)
        if mention and _ends_a_word(spelled, found, pattern):
            mention = None
        if mention:
            mentions.append(mention)
        else:  # "Nam Định" may still stand where "Hà Nam" does not
            position = found.start() + 1
    return mentions


_ENDING = {"quang": re.compile(r"\bcap\s+$"), "tuyen": re.compile(r"\btruc\s+$")}
"""First syllables of names that end another word: ``cáp quang``, ``trực tuyến``."""


def _ends_a_word(text: SpelledText, found: re.Match[str], names: re.Pattern[str]) -> bool:
    """Tell "cáp quang" before "Ninh Thuận" from "Quảng Ninh", "trực tuyến" before "Quảng Bình"."""
    written = text.original[found.start() : found.end()]
    word = re.match(r"(\w+)\s+", found.group())
    before = _ENDING.get(word[1]) if word else None
    if word is None or before is None or written[0].isupper():
        return False
    if not before.search(text.folded[max(0, found.start() - 8) : found.start()]):
        return False
    after = names.match(text.folded, found.start() + word.end())
    return after is not None and after.end() > found.end()


def _mention(
    text: SpelledText,
    found: re.Match[str],
    meanings: dict[str, list[tuple[Province, tuple[str, ...]]]],
) -> ProvinceMention | None:
    start, end = found.span()
    for province, spelling in meanings[_letters(found.group())]:
        certain = _reading(text, start, end, spelling)
        if certain is not None and " ".join(found.group().split()) in _HO_CHI_MINH:
            certain = _is_the_city(text, start)
        if certain is not None:
            return ProvinceMention(start, end, province, certain)
    return None


@cache
def _host_names() -> tuple[tuple[str, Province], ...]:
    names = [
        (spelling, province)
        for province in all_provinces()
        for spelling in (province.key.replace("-", ""), *province.hosts)
    ]
    return tuple(sorted(names, key=lambda pair: len(pair[0]), reverse=True))


_SHORT_HOST: Final = 4  # "hue" and "brvt" have to be a whole label


def province_of_host(host: str) -> Province | None:
    """Return the province that a web host speaks for (``sotttt.thaibinh.gov.vn``), if any."""
    labels = host.lower().split(".")
    for name, province in _host_names():
        if name in labels or (len(name) > _SHORT_HOST and any(name in label for label in labels)):
            return province
    return None
