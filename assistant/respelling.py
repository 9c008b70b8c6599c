"""Accents that never stand where they were typed, mended by the archive's own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

from corpus.vietnamese import fold

SURE = 3
"""Sightings of two words side by side that outweigh the accents as typed."""


class Respeller:
    """Mends accents against one archive's words; safe to share."""

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        bigrams: Mapping[tuple[str, str], int],
        folded: Mapping[str, str],
    ) -> None:
        """Take accented syllables and their pairs, each with its count; `folded` folds them."""
        self._vocabulary = vocabulary
        self._bigrams = bigrams
        self._spellings: dict[str, list[str]] = {}
        for syllable in vocabulary:
            self._spellings.setdefault(folded[syllable], []).append(syllable)

    def respelled(
        self, tokens: Sequence[str], kept: Set[int], is_stop: Callable[[str], bool]
    ) -> list[str]:
        """Return the tokens with accents that never stand there in the archive mended.

        ``bưu diện`` becomes ``bưu điện`` where reports often print that and never the other.
        Positions in `kept` and accented function words stay: ``gửi có`` is no slip for
        ``gửi cơ``, however often reports go on with ``quan``.
        """
        mended = list(tokens)
        for position, token in enumerate(tokens):
            bare = fold(token)
            others = self._spellings.get(bare, ())
            known = token in self._vocabulary
            if len(others) < (2 if known else 1) or not (known or token == bare):
                continue
            if position in kept or (token != bare and is_stop(token)):
                continue
            left = mended[position - 1] if position else ""
            right = tokens[position + 1] if position + 1 < len(tokens) else ""
            if self._beside(left, token, right):
                continue
            best = max(others, key=lambda other: self._beside(left, other, right))
            if self._beside(left, best, right) >= SURE:
                mended[position] = best
        return mended

    def _beside(self, left: str, word: str, right: str) -> int:
        pairs = self._bigrams
        return pairs.get((left, word), 0) + pairs.get((word, right), 0)
