"""Files that are written wholly or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def atomic_writer(path: Path) -> Iterator[TextIO]:
    """Give a UTF-8 file that takes the place of `path` when the block ends well.

    The file is written beside `path`, synced, then renamed over it. When the block
    raises, `path` is left as it was and nothing is left behind. Raises `OSError` where
    the folder is missing or cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def write_text_atomically(path: Path, text: str) -> None:
    """Write `text` to `path` in one step; raises `OSError` as `atomic_writer` does."""
    with atomic_writer(path) as file:
        file.write(text)
