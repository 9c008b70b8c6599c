"""What a file is, told from its content first and its name second."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath


class FileType(StrEnum):
    """The file types that are told apart; the values are media types."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    HTML = "text/html"
    TEXT = "text/plain"
    OLD_OFFICE = "application/x-ole-storage"
    ZIP = "application/zip"
    RTF = "application/rtf"
    IMAGE = "image/*"


SUFFIX_TYPES = {
    ".pdf": FileType.PDF,
    ".docx": FileType.DOCX,
    ".docm": FileType.DOCX,
    ".html": FileType.HTML,
    ".htm": FileType.HTML,
    ".xhtml": FileType.HTML,
    ".txt": FileType.TEXT,
    ".md": FileType.TEXT,
}
SUPPORTED_SUFFIXES = frozenset(SUFFIX_TYPES)

_HEAD_BYTES = 4096
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ZIP_END = b"PK\x05\x06"
_WORD_PART = b"word/document"
_PROLOGUE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    rb"</?(?:div|p|table|tr|td|span|br|h[1-6]|ul|li|a|script|style|meta|title|article|section)"
    rb"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_MIN_TAGS = 3


def _looks_like_html(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf")
    return bool(_PROLOGUE.match(head)) or (
        head.lstrip().startswith(b"<") and len(_TAG.findall(head)) >= _MIN_TAGS
    )


def detect(content: bytes, name: str = "") -> FileType:
    """Return the type of a file from its `content` (whole, or at least its head) and name.

    The name decides only where the content has no signature: between plain text and
    HTML without a prologue, and for content that could be anything.
    """
    head = content[:_HEAD_BYTES]
    named = SUFFIX_TYPES.get(PurePath(name).suffix.lower())
    if b"%PDF-" in head[:1024]:
        return FileType.PDF
    if head.startswith(_OLE):
        return FileType.OLD_OFFICE
    if head.startswith(_ZIPS):
        cut_short = named is FileType.DOCX and _ZIP_END not in content
        return FileType.DOCX if _WORD_PART in content or cut_short else FileType.ZIP
    if head.startswith(b"{\\rtf"):
        return FileType.RTF
    if head.startswith(_IMAGES):
        return FileType.IMAGE
    if _looks_like_html(head):
        return FileType.HTML
    if named is FileType.HTML and _TAG.search(content):
        return FileType.HTML
    return FileType.TEXT
