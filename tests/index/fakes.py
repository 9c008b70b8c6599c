"""A reader and an encoder that are quick and foreseeable, for tests that need no model."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.errors import ReadError, ReadErrorCode
from corpus.model import (
    Document,
    Figure,
    MappedText,
    Metadata,
    Passage,
    PassageKind,
    Report,
)
from corpus.periods import Period
from corpus.provinces import get
from corpus.vietnamese import fold

FIELDS = {"title", "number", "issuer", "province", "period"}


class HashingEncoder:
    """Words thrown into 64 bins; texts that share words have like vectors."""

    name = "hashing"
    backend = "test"
    dimension = 64

    def __init__(self, fingerprint: str = "hashing-1") -> None:
        self.fingerprint = fingerprint
        self.texts: list[str] = []

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        self.texts.extend(texts)
        if progress:
            progress(len(texts))
        return np.array([self.encode_query(text) for text in texts], np.float32)

    def encode_query(self, text: str) -> npt.NDArray[np.float32]:
        vector = np.full(self.dimension, 1e-3, np.float32)
        for word in re.findall(r"\w+", fold(text)):
            vector[hashlib.blake2b(word.encode(), digest_size=1).digest()[0] % 64] += 1
        return vector / np.linalg.norm(vector)


def read_report(path: Path) -> Report:
    """Read ``key: value`` lines, then one passage a line, each number in it a figure."""
    content = path.read_bytes()
    if path.suffix == ".bin":
        raise ReadError(ReadErrorCode.UNSUPPORTED, path.name)
    if not content:
        raise ReadError(ReadErrorCode.EMPTY, path.name)
    text = content.decode()
    if "BUG" in text:
        raise RuntimeError("a bug in a reader")
    head: dict[str, str] = {}
    passages: list[Passage] = []
    figures: list[tuple[Figure, ...]] = []
    at = 0
    for line in text.splitlines():
        start = text.index(line, at)
        at = start + len(line)
        key, _, value = line.partition(": ")
        if key in FIELDS:
            head[key] = value
        elif line:
            passages.append(
                Passage(
                    ordinal=len(passages),
                    kind=PassageKind.TEXT,
                    section=("I. Kết quả",),
                    topic="",
                    search=MappedText(line, ((0, start, len(line)),)),
                    sentences=((0, len(line)),),
                    start=start,
                    end=at,
                    page=None,
                )
            )
            figures.append(
                tuple(
                    Figure(
                        start=number.start(),
                        end=number.end(),
                        printed=number.group(),
                        value=float(number.group()),
                        unit="trạm",
                        scale=1.0,
                        label="trạm",
                        own=number.span(),
                        clause=(0, len(line)),
                    )
                    for number in re.finditer(r"\d+", line)
                )
            )
    return Report(
        document=Document(path.name, "text/plain", hashlib.sha256(content).hexdigest(), text),
        metadata=Metadata(
            title=head.get("title", path.stem),
            number=head.get("number"),
            issuer=head.get("issuer"),
            province=head.get("province"),
            province_name=get(head["province"]).name if "province" in head else None,
            period=Period.from_code(head["period"]) if "period" in head else None,
        ),
        passages=tuple(passages),
        figures=tuple(figures),
    )


def write_report(path: Path, *passages: str, **head: str) -> Path:
    """Write what `read_report` reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [*(f"{key}: {value}" for key, value in head.items()), "", *passages]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
