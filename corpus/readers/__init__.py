"""Readers that turn one file into a `corpus.model.Document`, whatever its type.

The type is told from the content, so a web page saved under the name of a PDF is read as
the web page it is. Every failure is a `corpus.errors.ReadError`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from corpus.errors import ReadError, ReadErrorCode
from corpus.model import Document
from corpus.readers.detection import SUFFIX_TYPES, SUPPORTED_SUFFIXES, FileType, detect
from corpus.readers.isolation import read_apart
from corpus.readers.limits import Limits, grouped, megabytes
from corpus.readers.text import read_text

__all__ = ["SUPPORTED_SUFFIXES", "FileType", "Limits", "detect", "read"]

_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")  # a .docx with a password
_UNSUPPORTED = {
    FileType.OLD_OFFICE: (
        "định dạng Office cũ như .doc; trong Word chọn Lưu thành .docx",
        "an old Office format such as .doc; in Word choose Save as .docx",
    ),
    FileType.RTF: ("định dạng RTF", "RTF format"),
    FileType.ZIP: ("tệp nén, không phải văn bản Word", "an archive, not a Word document"),
    FileType.IMAGE: ("tệp ảnh, cần nhận dạng chữ", "a picture, which needs text recognition"),
}


def read(path: Path, *, limits: Limits | None = None) -> Document:
    """Return the document in the file at `path`.

    Raises `corpus.errors.ReadError` for every file that cannot be read within `limits`
    (by default `Limits()`).
    """
    limits = limits or Limits()
    path = Path(path)
    source = path.name
    content = _load(path, source, limits)
    kind = detect(content, source)
    if kind is FileType.OLD_OFFICE and _ENCRYPTED_PACKAGE in content:
        raise ReadError(ReadErrorCode.ENCRYPTED, source)
    if kind in _UNSUPPORTED:
        vietnamese, english = _UNSUPPORTED[kind]
        code = ReadErrorCode.UNSUPPORTED
        if kind is FileType.ZIP and path.suffix.lower() in SUPPORTED_SUFFIXES:
            code = ReadErrorCode.WRONG_TYPE
        raise ReadError(code, source, detail=vietnamese, detail_en=english)
    document = _read_as(kind, content, source, limits)
    if len(document.text) > limits.characters:
        raise ReadError(
            ReadErrorCode.TOO_LARGE,
            source,
            detail=f"hơn {grouped(limits.characters)} ký tự",
            detail_en=f"more than {limits.characters:,} characters",
        )
    return document


def _load(path: Path, source: str, limits: Limits) -> bytes:
    try:
        if path.is_dir():
            raise ReadError(
                ReadErrorCode.UNREADABLE, source, detail="là thư mục", detail_en="it is a folder"
            )
        with path.open("rb") as file:
            content = file.read(limits.file_bytes + 1)
    except OSError as error:
        raise ReadError(
            ReadErrorCode.UNREADABLE, source, detail=error.strerror or type(error).__name__
        ) from error
    if not content:
        raise ReadError(ReadErrorCode.EMPTY, source)
    if len(content) > limits.file_bytes:
        size = megabytes(limits.file_bytes)
        raise ReadError(
            ReadErrorCode.TOO_LARGE, source, detail=f"hơn {size}", detail_en=f"more than {size}"
        )
    return content


def _read_as(kind: FileType, content: bytes, source: str, limits: Limits) -> Document:
    digest = hashlib.sha256(content).hexdigest()
    if kind is FileType.TEXT:
        return Document(source, kind.value, digest, _plain_text(content, source))
    found = read_apart(kind, content, source, limits)
    return Document(
        source,
        kind.value,
        digest,
        found.text,
        found.page_starts,
        found.spans,
        found.title,
        found.published,
    )


def _plain_text(content: bytes, source: str) -> str:
    """Read text that has no signature of its own, unless the name promises another type."""
    promised = SUFFIX_TYPES.get(Path(source).suffix.lower(), FileType.TEXT)
    if promised is FileType.PDF or promised is FileType.DOCX:
        raise ReadError(
            ReadErrorCode.DAMAGED,
            source,
            detail="không có phần đầu của tệp PDF hoặc Word",
            detail_en="the signature of a PDF or Word file is missing",
        )
    return read_text(content, source)
