"""Which of a question's concepts are counted, and which say little.

The thing that is counted has to be named by the answer; general words, and those that a slot
already speaks for, need not be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from assistant import english_kinds
from assistant.concepts import Concept, Syllable
from assistant.facets import ASKS, COUNTING, DIMENSIONS, PLANNED, Dimension
from assistant.wordclass import WordClass
from corpus.vietnamese import fold

_IN_UNIT: Final = frozenset({Dimension.PERCENT, Dimension.LENGTH})  # dimensions that a unit proves
_UNITS: Final = frozenset(
    {
        "tien",
        "so tien",
        "phan tram",
        "noi",
        "cho",
        "lan",
        "luot",
        "truong hop",
        "trieu",
        "nghin",
        "money",
        "percent",
    }
)
_COUNTERS: Final = frozenset({"cuốn", "quyển", "tờ", "chiếc", "đợt", "phát"})
_GENERAL: Final = re.compile(
    r"phai|bi|can cu|dua vao|dua theo|phan bo|chuc vu|chuc danh|giao chuc vu"
    r"|khien|gay|gay ra|bao|cao|bao cao|lanh dao|len|du|he|thong|he thong"
    r"|tren 100 dan|ghi|nhan|ghi nhan|tinh|trang|tinh trang|noi|dung"
    r"|nganh|linh vuc|mot|cuoi|sau"
    r"|noi dung|thuc|hien|cong|tac|nguoi|viec|cu|the"
    r"|muc|cuoc|hoi|lan|cai|loai|so|ly do|nguyen nhan|vu|yeu cau|lam|lanh|dao|dat|hoat"
    r"|dong|trien khai"
    r"|recorded|registered|attended|people|reached|date|level|the department|logged"
    r"|reported|counted"
    r"|gui|nop|cung|cap|phat|viet|chung|toan|nguoi dan|dua|duoc|mo|quan ly|phan|tram"
    r"|phan tram|nhieu|ca|het|tien|so tien|dong|thoi diem|so lieu|du lieu|tong|tong so|chung"
    r"|toan tinh|ca tinh|doi|doi voi|ky|ky bao cao|neu|con so|tuc|khac|sang"
    r"|chu yeu|ki-lo-met|items|pieces|please|provincial|kinds?|types?"
    r"|money|cost|costs|vnd|billion|million|came|come|back|rest|the rest|put|go|take|took"
    r"|written|earn(?:ed)?|handled|issued|offered|gain(?:ed)?"
    r"|learn(?:ed)?|had|run"
    r"|use|using|serve[ds]?|given|sent|sit|stand|stood|reach|there|total|overall|province-wide|new|newly"
    r"|explain(?:s|ed)?|intend(?:s|ed)?|deadline|put|putting|set|belong(?:s|ing)?|to chuc"
    r"|organi[sz](?:ed|ing|es?)|event|together with|what is behind|how come|sao lai|sao ma"
    r"|thong tin(?: va)? truyen thong|so thong tin va truyen thong"
    r"|number|ten|ho ten|caused|handled|received|province|department"
    r"|report|were there|used|made|currently|nhat|vua|chiu"
    "|" + english_kinds.SOFT
)
_NO_COUNT: Final = re.compile(r"[,;:?]|\b(?:did|does|do|have|has|had|will|can)\b")
"""What parts a counting word from what is not counted: ``how much did people pay``."""
_TELLING: Final = frozenset({"phạt", "cổng", "thẻ", "đất", "đảo", "nhãn", "sổ", "mỏ"})
"""Words that tell something, though without their accents they read like general ones."""
_ISSUES: Final = re.compile(r"ra (?=(?:quyet dinh|cong van|van ban|chi thi|ke hoach)\b)")
"""The verb that says no more than its object: ``ra quyết định``."""
_LETTER: Final = re.compile(r" ([A-ZĐ])(?=\s*(?:[,.;:?!]|$)|\s+[^\W\dA-ZĐ])(?!\w)")
_MOSTLY: Final = 0.6
_FRAMES: Final = (
    r"\bhow (?:long|far|big|large|high|fast|old|soon|often|well|good|quickly)\b"
    r"|\b(?:which|what|the|those|these|all|its|their) (?:two|three|four|five|six|seven|eight"
    r"|nine|ten)\b"
    r"|\bbreak(?:ing)?(?: \w+){0,3} down\b|\bbroken down\b(?= (?:by|into|as))",
    # people who are counted are counted where they work
    r"(?:(?<=people )|(?<=persons )|(?<=staff ))(?:are |is )?"
    r"(?:work(?:s|ing)?|employed)(?: (?:at|in|for|there))?\b|(?<!to )\bemploy\b"
    r"|(?:(?<=nguoi )|(?<=can bo )|(?<=nhan su ))(?:dang |hien )?(?:lam viec|cong tac)\b",
)
"""Words that ask and name nothing."""
_PLURAL: Final = re.compile(r"(?:[^s]s|ies|people|staff|children|personnel|data|equipment)$")


def marked(
    concepts: Sequence[Concept], folded: str, general: Callable[[str], bool] | None = None
) -> tuple[Concept, ...]:
    """Return the concepts with ``asked`` and ``soft`` set; `folded` is the readable question.

    `general` tells which further words carry no meaning of their own.
    """
    return _mark_soft(_mark_asked(concepts, folded), folded, general)


@lru_cache(maxsize=256)
def _spoken(folded: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches that an ask, a dimension or a plan already speaks for."""
    return tuple(
        match.span()
        for pattern in (
            *(p for _, p in ASKS),
            *(p for dimension, p in DIMENSIONS if dimension in _IN_UNIT),
            PLANNED.pattern,
            r"\b(?:mat|het|ton|keo dai|trong|sau) bao lau\b",
            *_FRAMES,
        )
        for match in re.finditer(pattern, folded)
    )


def _is_general(concept: Concept) -> bool:
    written = concept.surface.lower()
    if written in _TELLING:
        return False
    surface = fold(written)
    # a unit is no thing that is counted: "bao nhiêu tiền", "bao nhiêu phần trăm"
    if surface in _UNITS or written in _COUNTERS:
        return True
    return not concept.asked and _GENERAL.fullmatch(surface) is not None


def _mark_soft(
    concepts: Sequence[Concept], folded: str, general: Callable[[str], bool] | None
) -> tuple[Concept, ...]:
    """Mark general words, and words that the ask already speaks for."""
    return tuple(
        replace(concept, soft=True)
        if _is_general(concept)
        or (not concept.asked and general is not None and general(concept.surface))
        or any(_lies(concept, low, high) for low, high in _spoken(folded))
        or _ISSUES.match(folded, concept.start)
        else concept
        for concept in concepts
    )


def _lies(concept: Concept, low: int, high: int) -> bool:
    """Tell whether a concept begins in ``low:high`` and says little beyond it.

    ``tổng số người`` counts people, though *tổng số* is spoken for.
    """
    within = min(concept.end, high) - concept.start
    return low <= concept.start < high and within >= _MOSTLY * (concept.end - concept.start)


def _head(concepts: Sequence[Concept], position: int, folded: str) -> int:
    """Return which concept is counted: in ``public postal items`` the last, as it is plural."""
    while concepts[position].translated and not _PLURAL.search(fold(concepts[position].surface)):
        following = position + 1
        if following == len(concepts):
            break
        low, high = concepts[position].end, concepts[following].start
        if folded[low:high] != " " or not _PLURAL.search(fold(concepts[following].surface)):
            break
        position = following
    return position


def _mark_asked(concepts: Sequence[Concept], folded: str) -> tuple[Concept, ...]:
    """Mark the concept right after a counting word as the thing that is counted."""
    marked = list(concepts)
    for match in COUNTING.finditer(folded):
        for position, concept in enumerate(marked):
            gap = folded[match.end() : concept.start]
            if 0 <= concept.start - match.end() <= 6 and not _NO_COUNT.search(gap):
                counted = _head(marked, position, folded)
                marked[counted] = replace(marked[counted], asked=True)
                break
    return tuple(marked)


def lettered(concepts: Sequence[Concept], text: str) -> tuple[Concept, ...]:
    """Return the concepts, a name with the letter behind it as one: ``Châu Thành A``."""
    found: list[Concept] = []
    for concept in concepts:
        letter = _LETTER.match(text, concept.end)
        if concept.word is not WordClass.NAME or concept.translated or letter is None:
            found.append(concept)
            continue
        last = Syllable(letter.group(1).lower(), accented=False)
        found.append(
            replace(
                concept,
                surface=text[concept.start : letter.end()],
                alternatives=tuple((*phrase, last) for phrase in concept.alternatives),
                end=letter.end(),
            )
        )
    return tuple(found)
