"""What a figure is measured against: a period's own, a running total, a change, a plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from corpus.model import Basis
from corpus.numbers import NumberMention

_TIME: Final = (
    r"(?:ke hoach|cung ky(?: nam)?(?: truoc| ngoai)?|thang truoc|quy truoc|nam truoc"
    r"|(?:thang|quy|nam)?\s?[\dt/ivx]+(?:\s?/\s?\d+)?|nam \d{4}|thang \d+)"
)
_CHANGE: Final = re.compile(
    r"(?P<way>\btang|\bgiam|\bvuot|\btut|(?<!thu )\bhut|\bsut|\bcao hon|\bthap hon"
    r"|\bit hon|\bnhieu hon|\bkem|\bhon)(?: hon)?(?: (?:so voi|voi))?"
    rf"(?P<ref> {_TIME})?"
    r"(?P<link>(?: (?:nhe|manh|dang ke|nhanh|them|la|khoang|gan|hon|duoc|tuong ung|den|toi"
    r"|binh quan))*)\s*\+?$"
)
_LEVEL_AFTER_CHANGE: Final = re.compile(
    r"(?:nang|tang|dua|vot|giam|rut|ha)\b[^,;.\d]{0,60}?\b(?:tong so|len|xuong|con)"
    r"\s*(?:la |thanh |den )?$"
)
_COMPARED: Final = re.compile(r"^\W*(?:\w+[\s,]+){0,4}?so (?:voi|cung)\b")
_DOWN: Final = frozenset({"giam", "tut", "hut", "sut", "thap hon", "it hon", "kem"})
_NEW: Final = re.compile(
    r"\b(?:phat trien(?: moi| them)?|(?:cap|lap|lap dat|thanh lap|dang ky|xay|xay dung|mo|trang bi"
    r"|dau tu|tuyen|phat sinh|hoa mang|dua vao) moi|them|tang them|bo sung)\b"
)
_NEW_ALONE: Final = re.compile(r"(?:^|[:,;(])\s*moi\s*$")
# ... but not the switchboard, conference, department, company, editor that share the syllable
_NO_TOTAL: Final = "dai|hop|ket|cuc|cong ty|bien|giam|bi|lien|thanh tra|thu"
_TOTAL: Final = re.compile(
    rf"\b(?:tong so|tong cong|tong(?! (?:{_NO_TOTAL})\b)|nang tong so"
    r"|(?:toan|ca) tinh (?:hien )?co|hien co|luy ke thue bao|tat ca)\b"
)
_BROUGHT_TO: Final = re.compile(r"\b(?:dua|nang)\b[^;]*\blen\s*(?:la |thanh )?(?:con so )?$")
_CUMULATIVE: Final = re.compile(
    r"\b(?:luy ke|cong don|tu dau nam|tu ngay \S+ (?:den|toi)|ke tu|(?:tinh )?den nay"
    r"|tu \d\S* den)\b"
)
_PERIODS_OWN: Final = re.compile(
    r"\b(?:trong (?:thang|quy|ky)|rieng (?:trong )?(?:\d+ )?(?:thang|quy|nam|ky)"
    r"|thang nay|quy nay)\b"
)
_GOAL: Final = re.compile(
    r"\b(?:phan dau|muc tieu|du kien|(?<!chia )se"
    r"|chi tieu (?:giao|de ra|duoc giao)|ke hoach (?:giao|de ra|dat ra))\b"
)
_STRIVEN: Final = re.compile(r"phan dau|du kien|se")
_GOAL_DIRECT: Final = re.compile(
    r"\b(?:ke hoach|chi tieu|muc tieu)(?: (?:duoc giao|giao|de ra|dat ra|ca|nam|quy|thang|cua|tinh"
    r"|trong|den|het|cuoi|[\dt/ivx]+))*(?: (?:la|can|phai|dat|tu|it nhat|tren))*\s*[:(]?\s*$"
)
_DONE: Final = re.compile(r"\b(?:da|dat duoc|thuc hien duoc|hoan thanh|dat)\b")
_ALREADY: Final = re.compile(r"\b(?:da|vuot|hoan thanh|dat)\b")


@dataclass(frozen=True, slots=True)
class Words:
    """The folded words around a number; ``sentence`` and ``own`` end where the number begins."""

    sentence: str
    own: str
    lead: str  # `own` with some words before it
    after: str


def direction_of(words: Words, number: NumberMention) -> int:
    """Return 1 for a rise, -1 for a fall, 0 where the words say neither."""
    if number.sign:
        return number.sign
    found = _CHANGE.search(words.own.rstrip())
    if found is None:
        return 0
    return -1 if found["way"] in _DOWN else 1


def basis_of(words: Words, number: NumberMention, *, planned: bool, ratio: bool) -> Basis:
    """Return what the number is measured against, from the words around it.

    `planned` tells that its passage is about tasks to come, `ratio` that a whole follows
    (``mới 96/184 xã`` is "only", not "new").
    """
    if planned or _is_goal(words):
        return Basis.PLANNED
    if _is_change(words, number):
        return Basis.CHANGE
    if number.percent:
        return Basis.SHARE
    if _BROUGHT_TO.search(words.own) or _TOTAL.search(words.lead):
        return Basis.TOTAL
    new = _NEW.search(words.own)
    if new or (not ratio and _NEW_ALONE.search(words.sentence)):
        return Basis.NEW
    return Basis.CUMULATIVE if _adds_up(words.sentence) else Basis.STATED


def _is_goal(words: Words) -> bool:
    sentence = words.sentence
    direct = _GOAL_DIRECT.search(sentence)
    if direct and not re.search(r"\b(?:dat|vuot|so voi)\s*$", sentence[: direct.start()]):
        return not sentence[direct.start() :].rstrip(" :").endswith(" dat")
    found = None
    for match in _GOAL.finditer(sentence):
        found = match
    if found is None:
        return False
    between = sentence[found.end() :]
    if _STRIVEN.fullmatch(found.group()) and not re.search(r"[,;\d]", between):
        return not re.search(r"\bda\b", between)  # "phấn đấu hoàn thành", "phấn đấu đạt 70%"
    return ";" not in between and not _ALREADY.search(between)


def _is_change(words: Words, number: NumberMention) -> bool:
    before = words.own.rstrip()
    if number.sign and _COMPARED.match(words.after):
        return True
    if _LEVEL_AFTER_CHANGE.search(before):
        return False
    found = _CHANGE.search(before)
    if found is None:
        return False
    compared = (
        bool(_COMPARED.match(words.after))
        or found["ref"] is not None
        or ("so voi" in before or "so cung" in before)
    )
    if found["way"] == "hon" and not compared:
        return False  # "hơn 9.000 gói" is about nine thousand
    if found["way"] != "tang" and found["way"] != "giam":
        return True
    return number.percent or compared or not found["link"].strip()


def _adds_up(sentence: str) -> bool:
    """Tell whether a running total is still being told when the number comes."""
    found = None
    for match in _CUMULATIVE.finditer(sentence):
        found = match
    if found is None:
        return False
    between = sentence[found.end() :]
    opens = not re.search(r"\d", sentence[: found.start()])
    if _PERIODS_OWN.search(between):
        return False
    return opens or ";" not in between
