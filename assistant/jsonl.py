"""JSON Lines files, read one line at a time so that a bad line does not hide the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class JsonLine:
    """One line that is not blank: its JSON object, or what is wrong with it.

    ``number`` counts from 1, blank lines included, as an editor shows it.
    """

    number: int
    content: dict[str, Any] | Bilingual


def read_json_lines(path: Path) -> Iterator[JsonLine]:
    """Yield the lines of `path` that are not blank.

    Lines end at ``\\n`` only (JSON strings may hold U+2028); a byte order mark is
    dropped. Raises `OSError` where the file cannot be read.
    """
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            if line.strip():
                yield _parse(number, line)


def _parse(number: int, line: bytes) -> JsonLine:
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return JsonLine(number, Bilingual("không phải UTF-8", "not UTF-8"))
    except (ValueError, RecursionError) as error:
        cause = getattr(error, "msg", type(error).__name__)
        return JsonLine(number, Bilingual(f"không phải JSON ({cause})", f"not JSON ({cause})"))
    if not isinstance(value, dict):
        problem = Bilingual("không phải đối tượng JSON {…}", "not a JSON object {…}")
        return JsonLine(number, problem)
    return JsonLine(number, value)
