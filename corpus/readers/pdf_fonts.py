"""Fonts of a PDF: from the bytes of a show operator to letters and their widths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject, IndirectObject

# pypdf has no public class for fonts; the dependency is pinned to its major version.
from pypdf.generic._font import Font

_BOLD = re.compile(r"bold|black|heavy|semibd|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600


class PdfFont:
    """One font: decodes shown bytes and knows whether it is bold."""

    def __init__(self, resource: DictionaryObject) -> None:
        self._font = Font.from_font_resource(resource)
        self._glyphs: dict[str, tuple[str, float]] = {}
        descriptor = self._font.font_descriptor
        weight = re.search(r"\d+", str(descriptor.weight))
        flags = descriptor.flags if isinstance(descriptor.flags, int) else 0
        self.bold = bool(
            _BOLD.search(self._font.name)
            or (weight and int(weight.group()) >= _BOLD_WEIGHT)
            or flags & _FORCE_BOLD
        )

    def decode(self, shown: bytes | str) -> Iterator[tuple[str, float, bool]]:
        """Yield letter(s), width in em and "is the one-byte blank" of each code in `shown`."""
        encoding = self._font.encoding
        if isinstance(shown, str):
            shown = getattr(shown, "original_bytes", None) or shown.encode("latin-1", "replace")
        if isinstance(encoding, str):
            try:
                codes = shown.decode(encoding, "surrogatepass")
            except (UnicodeDecodeError, LookupError):
                codes = shown.decode("utf-16-be", "replace")
            for code in codes:
                yield *self._glyph(code, code), False
        else:
            for byte in shown:
                yield *self._glyph(chr(byte), encoding.get(byte, chr(byte))), byte == 32

    def _glyph(self, code: str, name: str) -> tuple[str, float]:
        found = self._glyphs.get(code)
        if found is None:
            font = self._font
            letter = str(font.character_map.get(name, name))
            blank = code == font.space_char
            width = float(font.space_width if blank else font.get_text_width(code))
            found = self._glyphs[code] = (letter, width / 1000)
        return found


class FontCache:
    """Fonts of a document by resource, each read once."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, int] | int, PdfFont | None] = {}
        self._kept: list[Any] = []  # keeps direct objects alive, whose id() is their key

    def of(self, resources: DictionaryObject) -> dict[str, PdfFont | None]:
        """Return the fonts named in `resources`; None for one that cannot be read."""
        table = resources.get("/Font")
        table = table.get_object() if table is not None else None
        if not isinstance(table, DictionaryObject):
            return {}
        return {str(name): self._font(table.raw_get(name)) for name in table}

    def _font(self, reference: Any) -> PdfFont | None:
        key: tuple[int, int] | int
        if isinstance(reference, IndirectObject):
            key = (reference.idnum, reference.generation)
        else:
            key = id(reference)
            self._kept.append(reference)
        if key not in self._fonts:
            resource = reference.get_object()
            try:
                readable = isinstance(resource, DictionaryObject)
                self._fonts[key] = PdfFont(resource) if readable else None
            except LimitReachedError:
                raise
            except (AttributeError, KeyError, TypeError, ValueError):
                self._fonts[key] = None
        return self._fonts[key]
