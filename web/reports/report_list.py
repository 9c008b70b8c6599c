"""Which reports a list shows and in what order: the query in an address, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from corpus import vietnamese
from corpus.periods import Period

if TYPE_CHECKING:
    from index import ReportRecord

PAGE_ROWS = 40
"""Rows of one page of the list."""

MAX_TEXT = 200
SORTS = ("period", "province", "kind", "state", "title")

# What each part of a query is called in an address.
_NAMES = {
    "text": "tim",
    "province": "tinh",
    "period": "ky",
    "kind": "loai",
    "media": "dang",
    "state": "trang-thai",
    "sort": "xep",
    "order": "chieu",
    "page": "trang",
}


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """What is looked for; empty parts leave everything.

    ``period`` is a period's code and finds the reports that cover any day of it; ``kind``
    is the kind of period, ``media`` a media type, ``order`` is ``tang`` or ``giam``.
    """

    text: str = ""
    province: str = ""
    period: str = ""
    kind: str = ""
    media: str = ""
    state: str = ""
    sort: str = "period"
    order: str = ""
    page: int = 1

    @classmethod
    def of(cls, address: Mapping[str, str]) -> ReportQuery:
        """Return the query that the parameters of an address hold; nonsense is ignored."""
        parts: dict[str, Any] = {
            name: address.get(written, "")[:MAX_TEXT] for name, written in _NAMES.items()
        }
        parts["sort"] = parts["sort"] if parts["sort"] in SORTS else "period"
        parts["order"] = parts["order"] if parts["order"] in ("tang", "giam") else ""
        number = parts["page"]
        parts["page"] = max(1, int(number[:6])) if number.isascii() and number.isdigit() else 1
        try:
            Period.from_code(parts["period"])
        except ValueError:
            parts["period"] = ""
        return cls(**parts)

    def url(self, **changes: object) -> str:
        """Return the address of the list for this query, changed as asked."""
        changed = replace(self, **changes)  # type: ignore[arg-type]
        given = {
            written: str(getattr(changed, name))
            for name, written in _NAMES.items()
            if getattr(changed, name) != getattr(_EVERYTHING, name)
        }
        return f"/kho?{urlencode(given)}" if given else "/kho"

    @property
    def is_narrow(self) -> bool:
        """Whether something is left out."""
        return replace(self, sort="period", order="", page=1) != _EVERYTHING

    @property
    def descends(self) -> bool:
        """Whether the order is from high to low; periods begin with the newest."""
        return self.order == "giam" or (self.sort == "period" and self.order != "tang")


_EVERYTHING = ReportQuery()


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One page of the list: its rows, how many there are on all pages, and which page it is."""

    rows: tuple[ReportRecord, ...]
    total: int
    page: int
    pages: int


def select(records: Sequence[ReportRecord], query: ReportQuery) -> ReportPage:
    """Return the page of `records` that `query` asks for, the last one where it is too high."""
    found = [record for record in records if _matches(record, query)]
    found.sort(key=lambda record: record.id)
    found.sort(key=newest_first)
    if query.sort != "period" or not query.descends:
        found.sort(key=_KEYS[query.sort], reverse=query.descends)
    pages = max(1, -(-len(found) // PAGE_ROWS))
    page = min(query.page, pages)
    rows = found[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    return ReportPage(tuple(rows), len(found), page, pages)


def newest_first(record: ReportRecord) -> tuple[bool, int, int]:
    """Sort reports in use before others, newer periods before older ones."""
    period = record.metadata.period
    last, first = (period.last, period.first) if period else (None, None)
    return (
        str(record.state) != "current",
        -last.toordinal() if last else 0,
        -first.toordinal() if first else 0,
    )


# Where a report without a period stands.
_NEVER = (Period.of_year(1900).last, Period.of_year(1900).first)

_KEYS: dict[str, Callable[[ReportRecord], Any]] = {
    "period": lambda record: (
        (record.metadata.period.last, record.metadata.period.first)
        if record.metadata.period
        else _NEVER
    ),
    "province": lambda record: vietnamese.fold(record.metadata.province_name or "\uffff"),
    "kind": lambda record: str(record.metadata.period.kind) if record.metadata.period else "",
    "state": lambda record: str(record.state),
    "title": lambda record: vietnamese.fold(record.metadata.title),
}


def _matches(record: ReportRecord, query: ReportQuery) -> bool:
    metadata = record.metadata
    period = metadata.period
    if query.province and metadata.province != query.province:
        return False
    if query.kind and (period is None or str(period.kind) != query.kind):
        return False
    if query.media and record.media_type != query.media:
        return False
    if query.state and str(record.state) != query.state:
        return False
    if query.period and (period is None or not period.overlaps(Period.from_code(query.period))):
        return False
    return _holds(record, vietnamese.fold(vietnamese.nfc(query.text)).split())


def _holds(record: ReportRecord, words: Sequence[str]) -> bool:
    if not words:
        return True
    metadata = record.metadata
    period = metadata.period
    fields = (
        metadata.title,
        metadata.number,
        metadata.province_name,
        metadata.issuer,
        record.source,
        f"{period.label('vi')} {period.short} {period.label('en')}" if period else None,
    )
    haystack = vietnamese.fold(vietnamese.nfc(" ".join(field for field in fields if field)))
    return all(word in haystack for word in words)
