"""Passwords: hashed with argon2id, never stored, never logged.

Parameters are argon2-cffi's defaults, the second recommended set of RFC 9106 (64 MiB,
three passes). Rules for choosing follow NIST SP 800-63B: length counts, composition rules
and forced changes do not; what everybody tries first is refused.
"""

from __future__ import annotations

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from corpus.vietnamese import fold
from web.errors import DeskError

MIN_LENGTH = 10
MAX_LENGTH = 200

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")
_PLAIN = ("password", "matkhau", "mat khau", "administrator", "qwertyuiop", "hoibaocao")
_CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"  # without letters that look like digits
_ROWS = "01234567890 qwertyuiop asdfghjkl zxcvbnm abcdefghijklmnopqrstuvwxyz"


def check_new(password: str, name: str) -> None:
    """Raise DeskError where `password` is too short, too long or too plain for `name`."""
    if len(password) < MIN_LENGTH:
        raise DeskError("password_short", limit=MIN_LENGTH)
    if len(password) > MAX_LENGTH:
        raise DeskError("password_long", limit=MAX_LENGTH)
    folded = fold(password)
    rest = folded
    for plain in (*_PLAIN, fold(name)):
        rest = rest.replace(plain, "")
    in_a_row = folded in _ROWS or folded[::-1] in _ROWS
    if len(rest) < 4 or len(set(folded)) < 4 or in_a_row:
        raise DeskError("password_plain")


def generated() -> str:
    """Return a new password that can be read out: 16 letters and digits in fours, 78 bits."""
    fours = ("".join(secrets.choice(_CLEAR) for _ in range(4)) for _ in range(4))
    return "-".join(fours)


def hashed(password: str) -> str:
    """Return the argon2id hash of `password`."""
    return _hasher.hash(_normal(password))


def verify(stored: str | None, password: str) -> bool:
    """Tell whether `password` is the one that `stored` is the hash of.

    Without a hash (no such account) it takes as long and says no.
    """
    try:
        right = _hasher.verify(stored or _NOBODY, _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and stored is not None


def is_weak(stored: str) -> bool:
    """Tell whether `stored` was made with weaker parameters than those of today."""
    return _hasher.check_needs_rehash(stored)


def _normal(password: str) -> str:
    # Keyboards differ in how they compose Vietnamese letters.
    return unicodedata.normalize("NFC", password)
