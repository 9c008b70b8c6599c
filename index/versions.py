"""Which report a new one is a later version of, if any.

Two documents that say of themselves what only different documents say (numbers, periods,
offices, kinds) are versions of each other only where most of their text is the same. A
report wrongly taken for a new version would hide another one's figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from sqlite3 import Row
from typing import Final

from corpus.model import Metadata
from corpus.vietnamese import fold
from index.schema import to_metadata

_SAME_TEXT: Final = 0.5  # share of the passages, of the report that has more
_SAME_TITLE: Final = 0.6  # share of the words of both titles, without numbers


class Kind(StrEnum):
    """What sort of document a report is, told from its title and by whom it is signed."""

    REPORT = "bao cao"
    PLAN = "ke hoach"
    NOTICE = "thong bao"
    NEWS = "news"  # about a report, or an office; by a newspaper or a portal
    OTHER = "other"

    @classmethod
    def of(cls, metadata: Metadata) -> Kind:
        """Return the kind: what nobody signed and a writer or a publication day marks is news."""
        if metadata.signer is None and (metadata.author or metadata.published):
            return cls.NEWS
        title = fold(metadata.title)
        formal = (cls.REPORT, cls.PLAN, cls.NOTICE)
        return next((kind for kind in formal if title.startswith(kind.value)), cls.OTHER)


@dataclass(frozen=True, slots=True)
class Version:
    """A report, as far as it matters to what replaces it."""

    id: int
    source: str
    origin: str
    sha256: str
    metadata: Metadata
    removed: bool

    @classmethod
    def of(cls, row: Row) -> Version:
        """Return the version of a row of `Store.headers`."""
        return cls(
            row["id"],
            row["source"],
            row["origin"],
            row["sha256"],
            to_metadata(row),
            row["removed"] is not None,
        )

    @property
    def number(self) -> str | None:
        """The document number without blanks, in capitals."""
        number = self.metadata.number
        return "".join(number.upper().split()) if number else None

    @property
    def kind(self) -> Kind:
        """The kind of document."""
        return Kind.of(self.metadata)


@dataclass(frozen=True, slots=True)
class Match:
    """The report `other` that a new one is a version of; the new one may be the ``earlier``."""

    other: Version
    earlier: bool = False


class Versions:
    """The reports that may be replaced, to be asked which of them a new one is a version of."""

    def __init__(self, reports: Iterable[Version], texts: Callable[[int], Collection[str]]) -> None:
        """Begin with the `reports`; `texts` gives the texts of a report's passages by its id."""
        self._texts = texts
        self._by_id: dict[int, Version] = {}
        self._by_key: dict[tuple[object, ...], list[int]] = {}
        for version in reports:
            self.add(version)

    def add(self, version: Version) -> None:
        """Take in a report that may be replaced from now on."""
        self._by_id[version.id] = version
        for key in _keys(version):
            self._by_key.setdefault(key, []).append(version.id)

    def remove(self, report_id: int) -> None:
        """Drop a report that has a later version."""
        self._by_id.pop(report_id, None)

    def match(self, new: Version, present: Collection[str]) -> Match | None:
        """Return which report `new` is a version of, or None.

        In this order: the one read from the same place; one of the same file name with the
        same period or number, or mostly the same text; one with the same number by the same
        office on the same period, or issued on the same day; one by the same office on the
        same period and of the same kind, with a like title or mostly the same text. The first
        two only if the other's content is not `present` (by hash) among the files of the
        build, as then both exist side by side. News is only ever a version of news, and only
        with the same text: many write about one report. Reports that were removed come after
        those that were not.
        """
        for accepts, key in (
            (self._same_place, ("at", new.origin)),
            (self._same_name, ("named", new.source)),
            (self._same_number, ("numbered", new.number)),
            (self._same_subject, ("on", new.metadata.province, new.metadata.period)),
        ):
            for other in sorted(self._among(key), key=lambda version: version.removed):
                aside = other.sha256 in present and key[0] in ("at", "named")
                if not aside and accepts(new, other):
                    return Match(other, key[0] not in ("at", "named") and _is_earlier(new, other))
        return None

    def _same_place(self, new: Version, other: Version) -> bool:
        return not _differ(new, other) or self._same_text(new, other)

    def _same_name(self, new: Version, other: Version) -> bool:
        if _differ(new, other):
            return False
        dated = new.metadata.period is not None and new.metadata.period == other.metadata.period
        numbered = new.number is not None and new.number == other.number
        return dated or numbered or self._same_text(new, other)

    def _same_number(self, new: Version, other: Version) -> bool:
        if new.number is None or _differ(new, other) or not _same_office(new, other):
            return False
        mine, its = new.metadata, other.metadata
        dated = mine.period is not None and mine.period == its.period
        issued = mine.issued is not None and mine.issued == its.issued
        if new.kind is not Kind.NEWS and (dated or issued):
            return True
        return self._same_text(new, other)

    def _same_subject(self, new: Version, other: Version) -> bool:
        if new.metadata.period is None or _differ(new, other) or not _same_office(new, other):
            return False
        like = new.kind not in (Kind.NEWS, Kind.OTHER) and _like_titles(new, other)
        return like or self._same_text(new, other)

    def _same_text(self, new: Version, other: Version) -> bool:
        mine, its = set(self._texts(new.id)), set(self._texts(other.id))
        most = max(len(mine), len(its))
        return most > 0 and len(mine & its) / most >= _SAME_TEXT

    def _among(self, key: tuple[object, ...]) -> list[Version]:
        return [self._by_id[i] for i in self._by_key.get(key, ()) if i in self._by_id]


def _keys(version: Version) -> Iterator[tuple[object, ...]]:
    yield ("at", version.origin)
    yield ("named", version.source)
    if version.number:
        yield ("numbered", version.number)
    if version.metadata.period:
        yield ("on", version.metadata.province, version.metadata.period)


def _differ(new: Version, other: Version) -> bool:
    """Tell whether the two say of themselves what only different documents say."""
    mine, its = new.metadata, other.metadata
    pairs = (
        (new.number, other.number),
        (mine.period, its.period),
        (mine.province, its.province),
        (_office(mine), _office(its)),
    )
    kinds = {new.kind, other.kind}
    mixed = len(kinds) == 2 and (Kind.NEWS in kinds or Kind.OTHER not in kinds)
    return mixed or any(a is not None and b is not None and a != b for a, b in pairs)


def _office(metadata: Metadata) -> str | None:
    return fold(metadata.issuer) if metadata.issuer else None


def _same_office(new: Version, other: Version) -> bool:
    """Tell whether a province or an office is named by both; `_differ` told that none differs."""
    mine, its = new.metadata, other.metadata
    shared = ((mine.province, its.province), (_office(mine), _office(its)))
    return any(a is not None and a == b for a, b in shared)


def _like_titles(new: Version, other: Version) -> bool:
    mine, its = (set(re.findall(r"[^\W\d_]+", fold(v.metadata.title))) for v in (new, other))
    either = mine | its
    return bool(either) and len(mine & its) / len(either) >= _SAME_TITLE


def _is_earlier(new: Version, other: Version) -> bool:
    mine, its = new.metadata.issued, other.metadata.issued
    return mine is not None and its is not None and mine < its
