"""What an administrator puts right in a report's metadata: checked, kept apart, laid over.

A correction belongs to the content of a report (by hash), not to its place in the database, so
that it holds again when the same file is read anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Final

from corpus import provinces
from corpus.dates import find_dates
from corpus.model import Metadata
from corpus.periods import Period, PeriodKind, find_periods
from corpus.vietnamese import fold, nfc
from index.errors import ArchiveError

FIELDS: Final = ("title", "number", "issuer", "province", "period", "issued")
_LONGEST: Final = {"title": 500, "number": 60, "issuer": 200, "province": 60}
_NUMBER: Final = re.compile(r"\d+[\w.\-–]*(?:\s*[/\-–]\s*[\w&.\-–]+)*", re.UNICODE)
_YEARS: Final = range(1945, 2101)


@dataclass(frozen=True, slots=True)
class Correction:
    """One field put right: ``value`` as stored (code, key, ISO day), None for "states none".

    ``at`` is in UTC; ``by`` names who did it, or is "".
    """

    field: str
    value: str | None
    by: str
    at: datetime


class Unchanged(Enum):
    """What stands for a field that is not given, where None says that there is none."""

    UNCHANGED = "unchanged"


UNCHANGED: Final = Unchanged.UNCHANGED


@dataclass(frozen=True, slots=True)
class _Place:
    key: str
    name: str


def check(values: Mapping[str, object]) -> dict[str, str | None]:
    """Return the corrected `values` by field in the form in which they are stored.

    A value of None or of blanks says that the report states none. Raises ArchiveError for
    one that cannot be: ``title_invalid``, ``number_invalid``, ``issuer_invalid``,
    ``province_invalid``, ``period_invalid``, ``issued_invalid``.
    """
    return {field: _CHECKS[field](value) for field, value in values.items()}


def apply(read: Metadata, corrections: Iterable[Correction]) -> Metadata:
    """Return the metadata `read` from a report with the `corrections` laid over it."""
    changes: dict[str, object] = {}
    for correction in corrections:
        value = correction.value
        if correction.field == "province":
            place = _place_of(value)
            changes["province"] = place.key if place else None
            changes["province_name"] = place.name if place else None
        elif correction.field == "period":
            changes["period"] = Period.from_code(value) if value else None
        elif correction.field == "issued":
            changes["issued"] = date.fromisoformat(value) if value else None
        else:
            changes[correction.field] = value
    return replace(read, **changes)  # type: ignore[arg-type]


def stated(read: Metadata) -> dict[str, str | None]:
    """Return the correctable fields of `read` in the form of `check`."""
    place = None
    if read.province:
        place = _stored_place(_Place(read.province, read.province_name or read.province))
    return {
        "title": read.title,
        "number": read.number,
        "issuer": read.issuer,
        "province": place,
        "period": read.period.code if read.period else None,
        "issued": read.issued.isoformat() if read.issued else None,
    }


def changes_passages(before: Metadata, after: Metadata) -> bool:
    """Tell whether passages read with `before` may differ from those read with `after`.

    What a passage says of time follows from the report's period and day of issue.
    """
    return (before.period, before.issued) != (after.period, after.issued)


# --- each field ---------------------------------------------------------------------


def _line(field: str, value: object) -> str | None:
    if value is None:
        return None
    text = " ".join(nfc(str(value)).split())
    odd = any(unicodedata.category(character).startswith("C") for character in text)
    if odd or len(text) > _LONGEST[field]:
        raise ArchiveError(f"{field}_invalid", value=text[:40], longest=_LONGEST[field])
    return text or None


def _title(value: object) -> str:
    text = _line("title", value)
    if not text:
        raise ArchiveError("title_invalid", value="", longest=_LONGEST["title"])
    return text


def _issuer(value: object) -> str | None:
    return _line("issuer", value)


def _number(value: object) -> str | None:
    text = _line("number", value)
    if text and not _NUMBER.fullmatch(text):
        raise ArchiveError("number_invalid", value=text, longest=_LONGEST["number"])
    return text


def _province(value: object) -> str | None:
    """Accept a key, a name in any spelling, or the name of a province that is not listed."""
    text = _line("province", value)
    if not text:
        return None
    listed = provinces.find(text.lower()) or _listed(text)
    if listed:
        return listed.key
    bare = re.sub(r"^(?:tỉnh|thành phố)\s+", "", text, flags=re.IGNORECASE)
    named = provinces.find_provinces(bare)  # "An Giang và Cà Mau" is not one that is unlisted
    if named or not re.fullmatch(r"[^\W\d_]+(?:[ \-][^\W\d_]+){0,3}", bare):
        raise ArchiveError("province_invalid", value=text)
    return _stored_place(_Place(re.sub(r"[ \-]+", "-", fold(bare)), bare))


def _listed(text: str) -> provinces.Province | None:
    folded = fold(text)
    for mention in provinces.find_provinces(text):
        before, after = text[: mention.start], text[mention.end :]
        if re.fullmatch(r"(?:(?:tinh|thanh pho|tp\.?)\s+)?", fold(before)) and not after:
            return mention.province
    for province in provinces.all_provinces():
        if folded in {fold(name) for name in (province.name, *province.aliases)}:
            return province
    return None


def _stored_place(place: _Place) -> str:
    """Return the key of a listed province; of another its key and name, parted by ``|``."""
    return place.key if provinces.find(place.key) else f"{place.key}|{place.name}"


def _place_of(stored: str | None) -> _Place | None:
    if not stored:
        return None
    key, _, name = stored.partition("|")
    return _Place(key, name or provinces.get(key).name)


def _period(value: object) -> str | None:
    """Accept a `Period`, its code, or words for one: ``tháng 4/2023``, ``Q3 2019``."""
    if isinstance(value, Period):
        period: Period | None = value
        shown = value.code
    else:
        shown = " ".join(nfc(str(value or "")).split())
        if not shown:
            return None
        period = _period_of(shown)
    if (
        period is None
        or period.kind is PeriodKind.DAY
        or not {period.first.year, period.last.year} <= set(_YEARS)
    ):
        raise ArchiveError("period_invalid", value=shown[:40])
    return period.code


def _period_of(text: str) -> Period | None:
    try:
        return Period.from_code(text.upper())
    except ValueError:
        pass
    short = re.fullmatch(r"(\d{1,2})\s*[/.-]\s*(\d{4})", text)
    if short:
        month, year = map(int, short.groups())
        return Period.month(year, month) if 1 <= month <= 12 else None
    found = find_periods(text)
    if len(found) != 1 or found[0].period is None:
        return None
    rest = fold(text[: found[0].start] + text[found[0].end :])
    return found[0].period if re.fullmatch(r"[\s.]*(?:ky|nam)?[\s.]*", rest) else None


def _issued(value: object) -> str | None:
    """Accept a day, or text that is one: ``2023-05-04``, ``04/5/2023``."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        day: date | None = value
        shown = value.isoformat()
    else:
        shown = " ".join(nfc(str(value or "")).split())
        if not shown:
            return None
        day = _day_of(shown)
    if day is None or day.year not in _YEARS:
        raise ArchiveError("issued_invalid", value=shown[:40])
    return day.isoformat()


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        found = find_dates(text)
    if len(found) != 1:
        return None
    rest = fold(text[: found[0].start] + text[found[0].end :]).strip()
    return found[0].date if rest in ("", "ngay") else None


_CHECKS: Final = {
    "title": _title,
    "number": _number,
    "issuer": _issuer,
    "province": _province,
    "period": _period,
    "issued": _issued,
}
