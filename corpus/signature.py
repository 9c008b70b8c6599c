"""The end of a document: who signed it, or who wrote a news item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.letterhead import Line, one_line
from corpus.provinces import find_provinces
from corpus.vietnamese import fold, is_syllable

_ROLES: Final = {
    fold(role): role
    for role in (
        "Giám đốc", "Tổng Giám đốc", "Chủ tịch", "Bí thư", "Cục trưởng", "Tổng cục trưởng",
        "Chi cục trưởng", "Chánh Văn phòng", "Chánh Thanh tra", "Trưởng phòng", "Trưởng ban",
        "Viện trưởng", "Bộ trưởng", "Thứ trưởng", "Hiệu trưởng", "Trưởng đoàn",
    )
}  # fmt: skip
_DEPUTIES: Final = {"pho": "Phó", "q": "Quyền", "quyen": "Quyền"}
_ROLE: Final = re.compile(
    r"(?:(?P<deputy>pho|quyen|q)\.?\s+)?"
    rf"(?P<role>{'|'.join(re.escape(role) for role in sorted(_ROLES, key=len, reverse=True))})\b"
)
_ON_BEHALF: Final = re.compile(r"\b(?:kt|tl|tm|tuq|q)\s*\.\s*")
_SIGNED: Final = re.compile(
    r"[(\[]?\s*(?:da\s*ky(?:\s+ten)?|ky\s+ten|ky\s*,?\s*dong\s+dau|daky|chu\s+ky\s+so)\s*[)\]]?"
)
_DEGREE: Final = re.compile(r"^(?:(?:ths|ts|cn|ks|pgs|gs|cvcc|cvc)\s*\.\s*)+")
_TAIL_LINES: Final = 60
_NAME_REACH: Final = 6  # segments between a role and the name under it


@dataclass(frozen=True, slots=True)
class Signature:
    signer: str
    position: str


def _is_name(text: str, *, fewest: int = 2) -> bool:
    """Tell whether `text` is built like a Vietnamese personal name."""
    words = text.split()
    return fewest <= len(words) <= 6 and all(
        word.isalpha() and word[0].isupper() and is_syllable(word) for word in words
    )


def _cased(name: str) -> str:
    return name.title() if name.isupper() else name


def _tail_segments(lines: Sequence[Line]) -> list[str]:
    """Return the columns of the last lines: recipients on the left, signature on the right."""
    parts: list[str] = []
    for line in lines[-_TAIL_LINES:]:
        for cell in re.split(r"\s*\|\s*|\t+|\s{3,}|(?<=[;.])\s+(?=[A-ZĐÀ-Ỹ])", line.text):
            text = cell.strip(" *_")
            if text:
                parts.extend(_unstacked(text))
    return parts


def _unstacked(text: str) -> list[str]:
    """Cut a cell that holds "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC (Đã ký) Lê Thị B" into its lines."""
    folded = fold(text)
    roles = [
        found
        for found in _ROLE.finditer(folded)
        if text[slice(*found.span())].isupper() or found.span() == (0, len(text))
    ]
    if not roles:
        return [text]
    last = roles[-1]
    rest = text[last.end() :].strip(" *_.,:")
    signed = _SIGNED.match(fold(rest))
    if signed:
        rest = rest[signed.end() :].strip(" *_.,:")
    return [part for part in (text[: last.end()], rest) if part]


def _position(part: str) -> str | None:
    """Return the role that a segment ends in, in running case, if it is a signature's."""
    folded = fold(part)
    found = None
    for candidate in _ROLE.finditer(folded):
        found = candidate
    if found is None or found.end() != len(folded.rstrip(" .,:*")):
        return None
    if _ON_BEHALF.search(folded[: found.start()] + " ") and found["deputy"] is None:
        standing_in = _ON_BEHALF.search(folded)
        if standing_in and standing_in.group().startswith("kt"):
            return None  # "KT. GIÁM ĐỐC" names whose place is taken, not who signs
    written = part[found.start() : found.end()]
    alone = not folded[: found.start()].strip(" .-")
    if not (written.isupper() or alone):
        return None
    role = _ROLES[found["role"]]
    deputy = found["deputy"]
    return f"{_DEPUTIES[deputy]} {role}" if deputy else role


def read_signature(lines: Sequence[Line]) -> Signature | None:
    """Return the signer and the position over the name, from the end of a document."""
    parts = _tail_segments(lines)
    for index in range(len(parts) - 1, -1, -1):
        position = _position(parts[index])
        if position is None:
            continue
        for part in parts[index + 1 : index + 1 + _NAME_REACH]:
            folded = fold(part)
            degree = _DEGREE.match(folded)
            name = part[degree.end() :] if degree else part
            name = one_line(name.strip(" .*_"))
            if not _SIGNED.fullmatch(folded.strip()) and _is_name(name):
                return Signature(_cased(name), position)
    return None


# --- by-lines -----------------------------------------------------------------------

_BY_LINES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?:tac\s+gia|nguoi\s+viet|author|by)\s*:\s*(?P<name>.+)$",
        r"^(?:tin|bai|bai\s+viet)(?:\s+goc)?(?:\s*(?:,|va|-|&|/)\s*(?:tin|bai|anh|video))*\s*:\s*(?P<name>.+)$",
        r"^(?:thuc\s+hien|nguoi\s+dang)\s*:\s*(?P<name>.+)$",
    )
)
_LONGEST_BY_LINE: Final = 60
_PARAGRAPH: Final = 200
_MENU: Final = frozenset(
    {
        "trang chu",
        "lien he",
        "gioi thieu",
        "tin tuc",
        "dang nhap",
        "danh muc",
        "thong bao",
        "van ban",
    }
)


def read_author(lines: Sequence[Line]) -> str | None:
    """Return the author of a news item as its by-line gives it, or None.

    A by-line is labelled (``Tác giả:``, ``Tin, ảnh:``) or a name on its own after the
    last paragraph.
    """
    for pattern in _BY_LINES:
        for line in lines:
            found = pattern.match(line.folded) if len(line.text) <= _LONGEST_BY_LINE else None
            if found:
                name = one_line(line.text[found.start("name") :]).strip(" .,;()")
                if name and name[0].isupper():
                    return name
    return _lone_name(lines)


def _lone_name(lines: Sequence[Line]) -> str | None:
    ends = [position for position, line in enumerate(lines) if len(line.text) >= _PARAGRAPH]
    if not ends:
        return None
    seen = {line.folded for line in lines[: ends[-1]]}
    for line in lines[ends[-1] + 1 :]:
        text = one_line(line.text.strip(" .()"))
        if line.folded in seen or line.folded in _MENU or text.isupper():
            continue
        first, *others = re.split(r"\s*(?:-|–|,|&|/)\s*", text)
        if (
            _is_name(first)
            and all(other.isupper() or _is_name(other) for other in others)
            and not find_provinces(text)
        ):
            return text
    return None
