"""Reading a file in a process of its own, so that no file can stop, crash or fill this one."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import ReadError, ReadErrorCode
from corpus.model import Span, SpanKind
from corpus.readers.assembly import Assembled
from corpus.readers.detection import FileType
from corpus.readers.limits import Limits
from corpus.readers.worker import OUT_OF_MEMORY

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]


def read_apart(kind: FileType, content: bytes, source: str, limits: Limits) -> Assembled:
    """Return what the reader for `kind` makes of `content`.

    Raises `ReadError`: whatever the reader raises, TOO_LONG_TIME or TOO_MUCH_MEMORY where
    a limit stopped it, DAMAGED where the file made the process fail in another way.
    """
    job = {"type": kind, "source": source, "limits": asdict(limits)}
    search_path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "corpus.readers.worker", json.dumps(job)],
            input=content,
            capture_output=True,
            timeout=limits.seconds,
            env={**os.environ, "PYTHONPATH": search_path},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_slow(source, limits) from None
    if done.returncode != 0:
        raise _failure(done.returncode, done.stderr, source, limits)
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise ReadError(ReadErrorCode.DAMAGED, source) from None
    if "error" in answer:
        raise ReadError(
            ReadErrorCode(answer["error"]),
            source,
            detail=answer["detail"],
            detail_en=answer["detail_en"],
        )
    return Assembled(
        answer["text"],
        tuple(answer["page_starts"]),
        tuple(
            Span(start, end, SpanKind(name), depth) for start, end, name, depth in answer["spans"]
        ),
        answer["title"],
        date.fromisoformat(answer["published"]) if answer["published"] else None,
    )


def _failure(status: int, errors: bytes, source: str, limits: Limits) -> ReadError:
    """Return the error for a process that ended without an answer."""
    if -status == getattr(signal, "SIGXCPU", None):
        return _too_slow(source, limits)
    if status == OUT_OF_MEMORY or -status == getattr(signal, "SIGKILL", None):
        return ReadError(ReadErrorCode.TOO_MUCH_MEMORY, source)
    _log.error(
        "reading %s ended with status %d: %s",
        source,
        status,
        errors[-2000:].decode(errors="replace"),
    )
    if status < 0:  # a parser crashed on the file
        return ReadError(ReadErrorCode.DAMAGED, source)
    return ReadError(
        ReadErrorCode.UNREADABLE,
        source,
        detail=f"tiến trình đọc tệp dừng với mã {status}",
        detail_en=f"the reading process ended with status {status}",
    )


def _too_slow(source: str, limits: Limits) -> ReadError:
    return ReadError(
        ReadErrorCode.TOO_LONG_TIME,
        source,
        detail=f"hơn {limits.seconds:g} giây",
        detail_en=f"more than {limits.seconds:g} seconds",
    )
