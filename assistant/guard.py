"""What no archive of reports is asked for: instructions to the assistant itself, and secrets."""

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

_ONE = (
    r"(?:ong|ba|anh|chi|giam doc|pho giam doc|chu tich|pho chu tich|lanh dao|truong phong|can bo)"
)
_SECRETS = re.compile(
    r"\bmat khau\b[^,;?]*\b(?:la gi|la bao nhieu|the nao|nhu nao|gi)\W*$"
    r"|^\W*(?:cho (?:toi|minh|em|xin|biet)\s+|xin\s+|cung cap\s+)+mat khau\b"
    r"|^\W*mat khau\b(?!.*\bnao\b)"
    rf"|\b(?:so (?:dien thoai|di dong|dt)|sdt|email|dia chi nha|nha rieng)\b[^,;?]*\b{_ONE}\b"
    r"|\bso (?:can cuoc|cccd|cmnd|tai khoan ngan hang)\b|\bma otp\b"
    r"|\b(?:what|give|tell|send|know)\b.*\b(?:password|passcode|pin code)\b"
    r"|\b(?:mobile|phone|telephone|cell)(?: phone)? numbers? (?:of|for)\b"
    r"|\b(?:home|private|personal) (?:address|phone|email|number)\b|\bbank account number\b"
    r"|\bemail (?:address )?of\b"
)


def asks_secret(readable: str) -> bool:
    """Tell whether a readable question asks for a password or for how to reach a person."""
    return bool(_SECRETS.search(readable))


def is_instruction(text: str) -> bool:
    """Tell whether a message instructs the assistant rather than asks the archive."""
    return bool(_INSTRUCTIONS.search(fold(text)))
