"""What things of the archive are called on a page, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.model import Basis, Level
from web.layout.voice import Voice

if TYPE_CHECKING:
    from corpus.periods import Period

_MEDIA = {
    "application/pdf": ("PDF", "PDF"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("Word", "Word"),
    "text/html": ("Trang web", "Web page"),
    "text/plain": ("Văn bản", "Text"),
}
_STATES = {
    "current": ("Đang dùng", "In use"),
    "superseded": ("Đã có bản mới", "Superseded"),
    "removed": ("Đã gỡ", "Removed"),
}
_PERIOD_KINDS = {
    "month": ("Tháng", "Month"),
    "quarter": ("Quý", "Quarter"),
    "half": ("6 tháng", "Half-year"),
    "nine_months": ("9 tháng", "Nine months"),
    "year": ("Năm", "Year"),
    "range": ("Giai đoạn", "Range"),
    "day": ("Ngày", "Day"),
}
_LEVELS = {
    Level.PROVINCE: ("tỉnh", "province"),
    Level.DISTRICT: ("huyện", "district"),
    Level.COMMUNE: ("xã", "commune"),
}
_BASES = {
    Basis.STATED: ("", ""),
    Basis.NEW: ("mới trong kỳ", "new in the period"),
    Basis.CUMULATIVE: ("lũy kế", "cumulative"),
    Basis.TOTAL: ("tổng số", "total"),
    Basis.CHANGE: ("tăng, giảm", "change"),
    Basis.SHARE: ("tỷ lệ", "share"),
    Basis.PLANNED: ("kế hoạch", "planned"),
    Basis.BEFORE: ("trước đó", "before"),
}
PERIOD_KINDS = tuple(_PERIOD_KINDS)


def media(media_type: str, say: Voice) -> str:
    """Return what a file of `media_type` is called."""
    return say(*_MEDIA.get(media_type, ("Tệp khác", "Other file")))


def state(value: str, say: Voice) -> str:
    """Return what the state of a report is called."""
    return say(*_STATES.get(value, (value, value)))


def period_kind(value: str, say: Voice) -> str:
    """Return what a kind of period is called."""
    return say(*_PERIOD_KINDS.get(value, (value, value)))


def level(value: Level | None, say: Voice) -> str:
    """Return the name of a level of government, "" for none."""
    return say(*_LEVELS[value]) if value else ""


def basis(value: Basis, say: Voice) -> str:
    """Return what a figure is measured against, "" where it is simply stated."""
    return say(*_BASES[value])


def period(value: Period | None, say: Voice) -> str:
    """Return a reporting period in words, "—" for none."""
    return value.label(say.language) if value else "—"
