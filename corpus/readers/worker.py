"""The process that opens a file: ``python -m corpus.readers.worker JOB < FILE``.

Documents come from strangers and their libraries were not written for malice, so a file is
opened apart from the product, under a memory and a processor limit that the process sets
for itself. JOB is a JSON object: ``type`` (a `FileType`), ``source`` (the file's name),
``limits`` (fields of `Limits`). The result is one JSON object on standard output, see
`corpus.readers.isolation`.
"""

from __future__ import annotations

import json
import logging
import math
import sys
import warnings
from collections.abc import Callable
from typing import Any

from corpus.errors import ReadError, ReadErrorCode
from corpus.readers.assembly import Assembled
from corpus.readers.detection import FileType
from corpus.readers.limits import Limits

OUT_OF_MEMORY = 3  # exit status where not even the answer could be written

Reader = Callable[[bytes, str, Limits], Assembled]


def _reader(kind: FileType) -> Reader:
    """Return the reader for `kind`; only its own libraries are imported."""
    if kind is FileType.PDF:
        from corpus.readers.pdf import read_pdf

        return read_pdf
    if kind is FileType.DOCX:
        from corpus.readers.docx import read_docx

        return read_docx
    from corpus.readers.html import read_html

    return read_html


def _restrict(limits: Limits) -> None:
    try:
        import resource
    except ImportError:
        return  # a platform without such limits: the time limit of the parent still holds
    for kind, wanted in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, math.ceil(limits.seconds) + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        ceiling = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (ceiling, hard))


def _answer(read: Reader, content: bytes, source: str, limits: Limits) -> dict[str, Any]:
    try:
        done = read(content, source, limits)
    except ReadError as error:
        return {"error": error.code, "detail": error.detail, "detail_en": error.detail_en}
    except MemoryError:
        return {"error": ReadErrorCode.TOO_MUCH_MEMORY, "detail": "", "detail_en": ""}
    except Exception as error:  # a malformed file can make a parser fail in any way at all
        name = type(error).__name__
        return {"error": ReadErrorCode.DAMAGED, "detail": name, "detail_en": name}
    return {
        "text": done.text,
        "page_starts": done.page_starts,
        "spans": [(span.start, span.end, span.kind, span.level) for span in done.spans],
        "title": done.title,
        "published": done.published.isoformat() if done.published else None,
    }


def main() -> int:
    """Read the file on standard input, write the result, return the exit status."""
    job = json.loads(sys.argv[1])
    limits = Limits(**job["limits"])
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    read = _reader(FileType(job["type"]))
    content = sys.stdin.buffer.read()
    _restrict(limits)
    try:
        answer = json.dumps(_answer(read, content, job["source"], limits)).encode()
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
