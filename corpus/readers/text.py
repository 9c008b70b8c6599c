"""Plain text in any encoding that Vietnamese offices have used."""

from __future__ import annotations

import codecs
import re

from corpus.errors import ReadError, ReadErrorCode
from corpus.readers import legacy
from corpus.readers.assembly import printable
from corpus.readers.quality import is_garbled
from corpus.vietnamese import syllable_ratio

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BINARY_SHARE = 0.01
_SAMPLE = 200_000


def decode(content: bytes, source: str) -> str:
    """Return `content` as Unicode text, control characters and line ends untouched.

    Raises `ReadError` WRONG_TYPE where the bytes are no text in any known encoding.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, "replace")
    wide = _wide_encoding(content)
    if wide:
        return content.decode(wide, "replace")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode_single_byte(content)
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _BINARY_SHARE * len(sample):
        raise ReadError(
            ReadErrorCode.WRONG_TYPE, source, detail="dữ liệu nhị phân", detail_en="binary data"
        )
    return text


def _wide_encoding(content: bytes) -> str | None:
    """Return the UTF-16 flavour of `content` without a byte order mark, or None."""
    sample = content[:_SAMPLE]
    half = len(sample) // 2
    if half < 8:
        return None
    # Vietnamese text has mostly high bytes 00, 01 and 1E; its low bytes are hardly ever 00.
    for encoding, high, low in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if high.count(0) > 0.4 * half and low.count(0) < 0.02 * half:
            return encoding
    return None


def _decode_single_byte(content: bytes) -> str:
    """Decode bytes that are not UTF-8: Windows 1258, or Latin-1 of a pre-Unicode font."""
    mostly = content.decode("utf-8", "replace")
    if mostly.count("\ufffd") <= max(2, len(mostly) // 1000):
        return mostly  # UTF-8 with a few damaged bytes
    latin = content.decode("latin-1")
    windows = content.decode("cp1258", "replace")
    converted = "\n".join(legacy.repair(latin.split("\n")))
    candidates = (converted, windows, content.decode("cp1252", "replace"))
    return max(candidates, key=lambda text: syllable_ratio(printable(text[:_SAMPLE])))


def read_text(content: bytes, source: str) -> str:
    """Return the verbatim text of a plain-text file; odd blanks such as U+00A0 are kept.

    Raises `ReadError`: WRONG_TYPE for binary content, EMPTY where nothing but white space
    is in it, GARBLED where the letters make no words.
    """
    text = printable(decode(content, source))
    if not text.strip():
        raise ReadError(ReadErrorCode.EMPTY, source)
    text = printable("\n".join(legacy.repair(text.split("\n"))))
    if is_garbled(text):
        raise ReadError(ReadErrorCode.GARBLED, source)
    return text
