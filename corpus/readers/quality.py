"""Whether extracted characters are text at all, or the debris of a broken font."""

from __future__ import annotations

import re

from corpus.vietnamese import syllable_ratio

GOOD_RATIO = 0.85
GARBLED_RATIO = 0.6
MIN_TOKENS = 20

_TOKEN = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)
_VOWELLED_SHARE = 0.8
_WORD_LENGTHS = (2.5, 9.0)


def enough_words(text: str) -> bool:
    """Return whether `text` has enough words for its syllable ratio to mean anything."""
    return sum(1 for _ in zip(_TOKEN.finditer(text), range(MIN_TOKENS), strict=False)) == MIN_TOKENS


def is_garbled(text: str) -> bool:
    """Return whether `text` is neither Vietnamese nor anything else that can be read.

    Plain Latin text (an English annex, a list of names) is legible although few of its
    words are Vietnamese syllables; too little text is given the benefit of the doubt.
    """
    if not enough_words(text) or syllable_ratio(text) >= GARBLED_RATIO:
        return False
    words = _TOKEN.findall(text)
    plain = [word for word in words if word.isascii()]
    if len(plain) < 0.95 * len(words):
        return True
    vowelled = sum(1 for word in plain if len(word) == 1 or _VOWEL.search(word))
    shortest, longest = _WORD_LENGTHS
    mean = sum(map(len, plain)) / len(plain)
    return vowelled < _VOWELLED_SHARE * len(plain) or not shortest <= mean <= longest
