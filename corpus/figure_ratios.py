"""Ratios: ``12.480/13.002 (95,99%)`` is a part, the whole that it is out of, and their rate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpus.model import Basis, Figure

_OVER: Final = re.compile(r"^\s?/\s?$")
_OUT_OF: Final = re.compile(
    r"^[^,;:.()]{0,40}?(?:\btren|\btrong(?: tong)? so|\btren tong so|\btrong)"
    r"(?: tong so)?(?: (?:hon|gan|khoang))?\s*$"
)
_RATE: Final = re.compile(
    r"^[^;.]{0,70}?(?:\(|\b(?:dat(?: ty le)?|tuong duong|bang|chiem(?: ty le)?|ty le|tuc"
    r"|tuong ung)\b)"
    r"(?: (?:la|dat|khoang|gan|hon|dat))*\s*$"
)


def with_ratios(
    figures: Sequence[Figure],
    folded: str,
    text: str,
    base: int,
    labels_before: tuple[str, str] | None = None,
) -> list[Figure]:
    """Tie numerators and shares to their whole: ``176/184 xã``, ``29.465/40.992 … 71,88%``.

    The words behind the whole are the numerator's as well; of ``trực tuyến/tổng: a/b`` each
    gets its own words. `labels_before` are such words said earlier, of which the sentence
    only gives the levels: ``Cấp tỉnh 12.480/13.002``.
    """
    tied = list(figures)
    position = 1
    known = labels_before
    while position < len(tied):
        part, whole = tied[position - 1], tied[position]
        gap = folded[part.end : whole.start]
        slash = bool(_OVER.match(gap))
        if (slash or (_OUT_OF.match(gap) and whole.head is part.head)) and (
            0 < part.value <= whole.value and part.scale <= whole.scale
            and part.unit != "%" and whole.unit != "%"
        ):  # fmt: skip
            labels = _parted_labels(text, part, known) if slash else None
            unit = part.unit or whole.unit
            stated = (
                Basis.STATED if part.basis in (Basis.TOTAL, Basis.NEW) and slash else part.basis
            )
            tied[position - 1] = replace(
                part,
                whole=base + position,
                basis=stated,
                unit=unit,
                own=(part.own[0], max(part.own[1], whole.own[1])) if slash else part.own,
                label=labels[0] if labels else _joined(part, whole) if slash else part.label,
            )
            tied[position] = replace(
                whole,
                own=(part.own[0] if labels else whole.own[0], whole.own[1]),
                unit=whole.unit or unit,
                label=labels[1] if labels else whole.label,
                basis=Basis.TOTAL if labels and _total(labels[1]) else _of_whole(whole, slash),
                level=whole.level or part.level,
                head=part.head,
                approximate=whole.approximate and "tren" not in gap,
            )
            position = _with_share(tied, position, folded, base)
        position += 1
    return tied


_SHARE_OF_IT: Final = re.compile(
    r"^[^;.()]{0,60}?[,(]?\s*\b(?:dat|chiem|tuong duong|tuong ung|bang)"
    r"(?: (?:ty le|ti le))?(?: (?:la|khoang|gan|hon|xap xi))*\s*$"
)
_OF_A_PLAN: Final = re.compile(
    r"^\s*%?\)?\s*(?:(?:so )?voi )?(?:ke hoach|chi tieu|muc tieu|du toan"
    r"|cung ky|nam|thang|quy|kh\b)"
)


def with_shares(figures: Sequence[Figure], folded: str, base: int) -> list[Figure]:
    """Tie a share to the count before it: ``214 hồ sơ nộp qua mạng, đạt tỷ lệ 44,1%``.

    Shares of a plan or of another period's figure are none. An earlier count of which the
    number is that share is the whole.
    """
    tied = list(figures)
    for position, share in enumerate(tied):
        if not position or share.unit != "%" or share.basis is not Basis.SHARE:
            continue
        count = tied[position - 1]
        gap = folded[count.end : share.start]
        if (
            share.head is not None
            or count.unit in ("%", "")
            or count.basis in (Basis.CHANGE, Basis.PLANNED)
            or not _SHARE_OF_IT.match(gap)
            or _OF_A_PLAN.match(folded, share.end)
            or any(map(str.isalpha, folded[share.end : share.own[1]]))  # "82,7% số thủ tục"
        ):
            continue
        whole = next(
            (
                base + before
                for before in range(position - 2, -1, -1)
                if tied[before].value >= count.value > 0
                and tied[before].unit.split()[:1] == count.unit.split()[:1]
                and abs(100 * count.value / tied[before].value - share.value) < 1.01
            ),
            None,
        )
        tied[position] = replace(
            share, head=base + position - 1, whole=whole, level=share.level or count.level
        )
    return tied


def parted(words: str) -> tuple[str, str] | None:
    """Return the two things that ``A/B`` names, or None where `words` do not name two."""
    one, slash, other = words.strip(" :–-").partition("/")
    if not slash or "/" in other or len(one.split()) < 2 or len(other.split()) < 2:
        return None
    return one.strip(), other.strip()


def _parted_labels(
    text: str, part: Figure, known: tuple[str, str] | None
) -> tuple[str, str] | None:
    """Return the labels of ``A/B: a/b``, or None where the words before name one thing."""
    before = text[part.own[0] : part.start].strip(" :–-")
    labels = parted(before)
    if labels is None and known is not None and part.level and len(before.split()) < 3:
        return f"{known[0]} {before}", f"{known[1]} {before}"
    return labels


def _joined(part: Figure, whole: Figure) -> str:
    tail = whole.label.lstrip("/ ")
    return f"{part.label} {tail}".strip()


def _total(label: str) -> bool:
    return label.lower().startswith(("tổng", "toàn bộ"))


def _of_whole(whole: Figure, slash: bool) -> Basis:
    return Basis.STATED if slash and whole.basis in (Basis.NEW, Basis.CUMULATIVE) else whole.basis


def _with_share(tied: list[Figure], position: int, folded: str, base: int) -> int:
    """Tie the percentage after a ratio to it; return the last place that belongs to it."""
    if position + 1 >= len(tied):
        return position
    share, whole, part = tied[position + 1], tied[position], tied[position - 1]
    if share.unit != "%" or share.basis is Basis.CHANGE:
        return position
    near = _RATE.match(folded[whole.end : share.start])
    fits = whole.value and abs(100 * part.value / whole.value - share.value) < 1.01
    if near or fits:
        tied[position + 1] = replace(
            share,
            head=base + position - 1,
            whole=base + position,
            level=share.level or part.level,
            basis=Basis.SHARE if share.basis is not Basis.PLANNED else share.basis,
        )
        return position + 1
    return position
