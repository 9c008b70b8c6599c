"""Questions that no archive of reports can answer: instructions to the assistant itself."""

from __future__ import annotations

import re

from corpus.vietnamese import fold

_INSTRUCTIONS = re.compile(
    r"\b(?:bo qua|quen|phot lo|lo di)\b.{0,40}\b(?:huong dan|chi dan|lenh|quy tac|loi nhac)\b"
    r"|\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruction|prompt|rule|previous|above)"
    r"|\b(?:system|he thong) ?(?:prompt|loi nhac)|\bloi nhac he thong\b|\bsystem message\b"
    r"|\b(?:hay |ban hay )?dong vai\b|\bpretend (?:to be|you)\b|\bact as\b|\byou are now\b"
    r"|\bjailbreak\b|\bmat khau (?:quan tri|cua (?:ban|he thong))|\bapi key\b"
    r"|\b(?:viet|lam|sang tac) (?:mot |giup )?(?:bai tho|tho|truyen|doan code|chuong trinh)\b"
    r"|\bwrite (?:me )?(?:a |some )?(?:poem|story|code|essay|song)\b"
    r"|\b(?:xoa|delete|drop)\b.{0,20}\b(?:du lieu|kho|database|table|archive)\b"
    r"|<script|javascript:|\$\{|</"
)


def is_instruction(text: str) -> bool:
    """Tell whether a message instructs the assistant rather than asks the archive."""
    return bool(_INSTRUCTIONS.search(fold(text)))
