"""What a conversation is limited to: between a page's filters, the store and `Scope`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant import Scope
from corpus import vietnamese
from corpus.periods import Period, find_periods
from web.errors import DeskError
from web.layout.markup import text
from web.layout.voice import Voice

if TYPE_CHECKING:
    from index import ReportRecord

KINDS = ("provinces", "periods", "reports")
MAX_PARTS = 12
"""Filters of one kind that are read; nobody needs more."""

SUGGESTED_REPORTS = 8


@dataclass(frozen=True, slots=True)
class ScopePart:
    """One filter: ``kind`` is one of `KINDS`, ``label`` what its chip says."""

    kind: str
    value: str
    label: str


def read(filters: object) -> dict[str, list[str]]:
    """Return the filters that a page sent, as far as they have the right form."""
    given = filters if isinstance(filters, Mapping) else {}
    found: dict[str, list[str]] = {}
    for kind in KINDS:
        values = given.get(kind)
        if isinstance(values, list):
            plain = [str(value)[:80] for value in values[:MAX_PARTS] if _fits(kind, value)]
            if plain:
                found[kind] = list(dict.fromkeys(plain))
    return found


def _fits(kind: str, value: object) -> bool:
    if kind == "reports":
        written = str(value)
        return written.isascii() and written.isdigit() and len(written) < 12
    if kind == "periods":
        try:
            Period.from_code(str(value))
        except ValueError:
            return False
    return isinstance(value, str) and bool(value)


def given(
    provinces: Sequence[str] = (), periods: Sequence[str] = (), reports: Sequence[int] = ()
) -> dict[str, list[str]]:
    """Return what a program limits a question to, as filters that can be kept.

    Provinces are keys (``ninh-thuan``) or names in any spelling, periods codes (``2023-04``)
    or words (``tháng 4/2023``), reports ids. Raises DeskError ``period_unclear`` or
    ``scope_wide``.
    """
    found = {
        "provinces": [_key(name) for name in provinces if name.strip()],
        "periods": [_code(period) for period in periods if period.strip()],
        "reports": [str(number) for number in reports],
    }
    if any(len(values) > MAX_PARTS for values in found.values()):
        raise DeskError("scope_wide", limit=MAX_PARTS)
    return read(found)


def _key(name: str) -> str:
    """Return the key of a province: what a name in any spelling comes down to."""
    return "-".join(vietnamese.fold(vietnamese.nfc(name)).replace("-", " ").split())


def _code(period: str) -> str:
    try:
        return Period.from_code(period.strip()).code
    except ValueError:
        named = [found.period for found in find_periods(period) if found.period and found.certain]
        if len(named) != 1 or named[0] is None:
            raise DeskError("period_unclear", name=period.strip()[:80]) from None
        return named[0].code


def scope_of(filters: Mapping[str, Any]) -> Scope:
    """Return the scope that stored or sent `filters` stand for."""
    known = read(filters)
    return Scope(
        provinces=tuple(known.get("provinces", ())),
        periods=tuple(Period.from_code(code) for code in known.get("periods", ())),
        reports=tuple(int(number) for number in known.get("reports", ())),
    )


def parts(
    filters: Mapping[str, Any], records: Sequence[ReportRecord], say: Voice
) -> tuple[ScopePart, ...]:
    """Return `filters` with what their chips say; what has left the archive keeps its key."""
    names = {record.metadata.province: record.metadata.province_name for record in records}
    titles = {str(record.id): record.metadata.title for record in records}
    found = []
    for kind, values in read(filters).items():
        for value in values:
            label: str | None = None
            if kind == "provinces":
                label = names.get(value)
            elif kind == "periods":
                label = Period.from_code(value).label(say.language)
            else:
                label = titles.get(value)
            found.append(ScopePart(kind, value, label or value))
    return tuple(found)


def picker(records: Sequence[ReportRecord], say: Voice) -> str:
    """Return the small form that adds a filter; its script is in ``static/ask.js``."""
    places = {
        record.metadata.province: record.metadata.province_name or record.metadata.province
        for record in records
        if record.metadata.province
    }
    listed = sorted(places.items(), key=lambda place: vietnamese.fold(place[1]))
    periods = {r.metadata.period for r in records if r.metadata.period}
    years: dict[int, list[Period]] = {}
    for period in sorted(periods, reverse=True):
        years.setdefault(period.last.year, []).append(period)
    whole = say("cả năm", "whole year")
    groups = "".join(
        f'<optgroup label="{year}">'
        f'<option value="{year}" data-label="{Period.of_year(year).label(say.language)}">'
        f"{year} ({whole})</option>"
        + "".join(
            f'<option value="{text(p.code)}">{text(p.label(say.language))}</option>'
            for p in of_year
            if p.code != str(year)
        )
        + "</optgroup>"
        for year, of_year in years.items()
    )
    options = "".join(f'<option value="{text(k)}">{text(name)}</option>' for k, name in listed)
    anything = say("Chọn…", "Choose…")
    find = say("Gõ tên, số hiệu hoặc tên tệp", "Type a title, number or file")
    return (
        f'<label><span>{say("Địa phương", "Province")}</span><select data-kind="provinces">'
        f'<option value="">{anything}</option>{options}</select></label>'
        f'<label><span>{say("Kỳ báo cáo", "Period")}</span><select data-kind="periods">'
        f'<option value="">{anything}</option>{groups}</select></label>'
        f"<label><span>{say('Một báo cáo', 'One report')}</span>"
        f'<input type="search" id="tim-bao-cao" autocomplete="off" maxlength="100" '
        f'placeholder="{find}"></label><ul class="found" id="bao-cao-tim-thay"></ul>'
    )
