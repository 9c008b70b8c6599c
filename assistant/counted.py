"""What a figure counts, where people are asked for or only those that something was done to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.facets import Ask
from assistant.locating import Found
from assistant.matching import PassageView
from assistant.question import Question
from assistant.traits import Trait
from corpus import Basis, Figure
from corpus.vietnamese import fold

_ACTED = re.compile(
    r"\b(?:kiem tra|thanh tra|ra soat|xu phat|nhac nho|tham dinh|do kiem|kiem dinh|thu hoi|thao do"
    r"|inspect\w*|check\w*|fined?|examined?)\b"
)
_POST = re.compile(r"\b(?:buu (?:dien|chinh|ta|cuc)|bcci|post(?:al)?|couriers?)\b")
_FILES = re.compile(r"\bho s[o_]\b|\b(?:dossiers?|applications?)\b")
_LED_ALIKE = (
    (
        re.compile(r"\bcon (?:lai )?(?:bao nhieu|may|bn)\b|\b(?:left|remain\w*|still)\b"),
        re.compile(r"\bcon(?: lai| khoang| hon| gan| toi)*\s*$"),
    ),
    (
        re.compile(r"\b(?:da|moi|thuc) nop\b|\bnop duoc\b"),
        re.compile(r"\bnop(?: duoc| ngan sach| vao ngan sach)*\s*$"),
    ),
)
"""What a question asks, and what leads to a number that is just that."""
_PERIOD_ALONE = re.compile(r"\W*rieng (?:trong )?(?:thang|quy|nam|ky|\d{1,2} thang)\b")
_SCALE_ASKED = re.compile(r"\b(?:bao nhieu|may|bn) (ty|trieu|nghin)\b(?! (?:luot|ban|thue bao))")
_SCALE = re.compile(r"\s*(ty|trieu|nghin)\b")
_ASKS_PEOPLE = frozenset({"nguoi", "people", "persons"})
_PEOPLE = re.compile(
    r"\b(?:nguoi|can bo|cong chuc|vien chuc|hoc vien|lao dong|dai bieu|nhan su|nhan luc|hoi vien"
    r"|thanh vien|chuyen gia|nhan vien|ho|hoc sinh|sinh vien|giao vien|doan vien|thi sinh|nha bao"
    r"|phong vien|luot|ca nhan|tinh nguyen vien|bien che|ky su|ung vien|khach|dong chi|can bo)\b"
)


def acted(view: PassageView, figure: Figure, question: Question) -> Trait | None:
    """Tell whether a figure counts only those that something was done to (``kiểm tra 93 trạm``).

    A question for all of them is not answered by how many were inspected.
    """
    before = fold(view.text[figure.own[0] : figure.start])
    if not _ACTED.search(before) or _ACTED.search(question.readable):
        return None
    return Trait.ACTED_TOTAL if question.ask is Ask.TOTAL else Trait.ACTED


def by_post(view: PassageView, figure: Figure, question: Question) -> Trait | None:
    """Tell whether a figure counts the dossiers that the post carries, where all are asked for."""
    readable = question.readable
    if not _FILES.search(readable) or _POST.search(readable):
        return None
    low, high = min(figure.clause[0], figure.own[0]), max(figure.end, figure.own[1])
    said = fold(view.text[low:high])
    if not _FILES.search(said):
        return None
    post = _POST.search(" ".join((said, *view.heading_words)))
    return Trait.BY_POST if post and view.columns[view.position_of(figure)] is None else None


def led_alike(view: PassageView, figure: Figure, question: Question) -> Trait | None:
    """Tell whether a figure is said to be what is left, or paid, where that is asked for."""
    led = fold(view.text[figure.own[0] : figure.start])
    alike = any(a.search(question.readable) and b.search(led) for a, b in _LED_ALIKE)
    return Trait.LED_ALIKE if alike else None


def scaled(view: PassageView, figure: Figure, question: Question) -> Trait | None:
    """Tell whether a sum is not in the scale that it is asked in: ``bao nhiêu triệu``."""
    asked = _SCALE_ASKED.search(question.readable)
    if asked is None or "đồng" not in figure.unit:
        return None
    said = _SCALE.match(fold(view.text[figure.end : figure.end + 12]))
    return Trait.SCALE_MISSED if said and said.group(1) != asked.group(1) else None


def new_as_before(view: PassageView, figure: Figure) -> bool:
    """Tell whether a figure is the period's share of new ones that the clause before counts.

    ``Ba tháng phát sóng thêm 47 trạm 4G; riêng tháng 3 là 19 trạm 4G``: the 19 are new too.
    """
    if not _PERIOD_ALONE.match(fold(view.text[slice(*figure.clause)])):
        return False
    start, _ = view.sentence_of(figure.start)
    before = [f for f in view.figures if start <= f.start < figure.clause[0]]
    return any(f.unit == figure.unit and f.basis is Basis.NEW for f in before)


def counts_things(
    view: PassageView, figure: Figure, head: Figure | None, found: Found
) -> Trait | None:
    """Tell whether a figure counts things where people are asked for."""
    asked = [
        fold(located.weighted.concept.surface)
        for located in found
        if located.weighted.concept.asked
    ]
    people = any(word in _ASKS_PEOPLE or word.startswith("nguoi ") for word in asked)
    if not people or not figure.unit or _says((figure, head or figure), found):
        return None
    counted = fold(f"{view.text[slice(*figure.own)]} {figure.unit}")
    return None if _PEOPLE.search(counted) else Trait.NO_PEOPLE


def _says(figures: Sequence[Figure], found: Found) -> bool:
    """Tell whether the figures' own words say what is counted, in whatever words: ``cuộc gọi``."""
    return any(
        figure.own[0] <= match.start and match.end <= figure.own[1]
        for figure in figures
        for located in found
        if located.weighted.concept.asked and not located.weighted.pair
        for match in located.matches
    )
