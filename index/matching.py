"""Which files there are, and which of them are versions of a report already there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Row

from corpus.model import Metadata
from index.errors import ArchiveError
from index.schema import to_metadata


def discover(paths: Iterable[Path]) -> list[Path]:
    """Return the files at `paths`, folders walked to the bottom, in a fixed order, each once.

    Hidden files and folders inside a folder are passed over. Raises ArchiveError where a
    path does not exist or no file is found.
    """
    given = list(paths)
    found: dict[Path, Path] = {}
    for path in given:
        if path.is_dir():
            inside = (file for file in path.rglob("*") if not _hidden(file.relative_to(path)))
            files = sorted(file for file in inside if file.is_file())
        elif path.exists():
            files = [path]
        else:
            raise ArchiveError("path_missing", path=path)
        for file in files:
            found.setdefault(file.resolve(), file)
    if not found:
        raise ArchiveError("nothing_to_build", path=", ".join(map(str, given)))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Version:
    """A current report, as far as it matters to what replaces it."""

    id: int
    source: str
    origin: str
    sha256: str
    metadata: Metadata

    @classmethod
    def of(cls, row: Row) -> Version:
        """Return the version of a row of `Store.headers`."""
        return cls(row["id"], row["source"], row["origin"], row["sha256"], to_metadata(row))

    @property
    def identity(self) -> tuple[object, ...] | None:
        """What two copies of one document share; None for a report without a number.

        A number alone does not do: every office starts again at 1 each year.
        """
        metadata = self.metadata
        if not metadata.number or not metadata.province:
            return None
        number = "".join(metadata.number.upper().split())
        return number, metadata.province, metadata.period or metadata.issued


class Versions:
    """The current reports, to be asked which of them a new one replaces."""

    def __init__(self, current: Iterable[Version]) -> None:
        """Begin with the `current` reports."""
        self._by_id: dict[int, Version] = {}
        self._by_key: dict[tuple[object, ...], list[int]] = {}
        for version in current:
            self.add(version)

    def add(self, version: Version) -> None:
        """Take in a report that has become current."""
        self._by_id[version.id] = version
        for key in self._keys(version):
            self._by_key.setdefault(key, []).append(version.id)

    def remove(self, report_id: int) -> None:
        """Drop a report that is current no longer."""
        self._by_id.pop(report_id, None)

    def replaced_by(self, new: Version, present: Collection[str]) -> Version | None:
        """Return the report that `new` is a later version of, or None.

        It is the one read from the same place; else one of the same file name, unless the
        two name different periods or provinces, or that one's content is `present` (by hash)
        among the files being built, so that both exist side by side; else one with the same
        number, province and period.
        """
        place, name, *identity = self._keys(new)
        for old in self._among(place):
            if old.sha256 not in present:
                return old
        for old in self._among(name):
            if old.sha256 not in present and not _differ(new.metadata, old.metadata):
                return old
        for key in identity:
            for old in self._among(key):
                return old
        return None

    def _among(self, key: tuple[object, ...]) -> list[Version]:
        return [self._by_id[i] for i in self._by_key.get(key, ()) if i in self._by_id]

    @staticmethod
    def _keys(version: Version) -> list[tuple[object, ...]]:
        keys: list[tuple[object, ...]] = [("at", version.origin), ("named", version.source)]
        if version.identity:
            keys.append(("same", *version.identity))
        return keys


def _differ(left: Metadata, right: Metadata) -> bool:
    pairs = ((left.period, right.period), (left.province, right.province))
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
