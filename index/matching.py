"""Which files there are to be read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index.errors import ArchiveError


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


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
