"""Checks that a phrase found in folded text is spelled as it should be in the original.

Patterns run over folded text so that they also read questions typed without diacritics.
Folding merges words, though (``năm``, ``Nam``, ``nấm``): an accented word has to be the
expected one, and an unaccented look-alike does not count inside accented text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from corpus.vietnamese import fold, has_diacritics, nfc, normalise_tones

_LETTERS: Final = re.compile(r"[^\W\d_]+")


class SpelledText:
    """A text beside its folded form; offsets are the same in both."""

    __slots__ = ("accented", "folded", "original")

    def __init__(self, text: str) -> None:
        self.original: Final = nfc(text)
        self.folded: Final = fold(self.original)
        self.accented: Final = has_diacritics(self.original)

    def agrees(
        self,
        start: int,
        end: int,
        forms: Mapping[str, frozenset[str]],
        strict: frozenset[str],
    ) -> bool:
        """Tell whether the words of ``[start:end]`` are ones that `forms` lists.

        `forms` leads from a folded word to its accented spellings. A word without
        diacritics agrees too, unless it is in `strict` and the text is accented.
        """
        for found in _LETTERS.finditer(self.original, start, end):
            word = normalise_tones(found.group().lower())
            folded = self.folded[found.start() : found.end()]
            if word == folded:
                if self.accented and folded in strict and folded not in forms.get(folded, ()):
                    return False
            elif word not in forms.get(folded, ()):
                return False
        return True
