"""Vectors that stand in for the model's where only the speed of searching is measured."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from index.embedding import Encoder
from index.words import folded_syllables

Floats = npt.NDArray[np.float32]

DIMENSION = 384
_COMMON = 2.2  # weight of what all vectors share: two texts then have a cosine of 0.7 to 1
_NOISE = 0.05  # length of what tells equal bags of words apart


class StandInEncoder:
    """Random projections of a text's syllables, with the spread of the real model's vectors.

    Texts that share words have like vectors, as those of the model do; what they mean plays
    no part, so that nothing but speed and the agreement of two searches can be told by them.
    With the `real` encoder at hand every text is embedded by that one too, for the time that
    it takes, which ``seconds`` adds up.
    """

    name = "stand-in"
    backend = "random projections"
    dimension = DIMENSION
    fingerprint = "stand-in:1"

    def __init__(self, real: Encoder | None = None) -> None:
        """Take the time of `real`, if there is one."""
        self.seconds = 0.0
        self._real = real
        self._terms: dict[str, Floats] = {}
        self._common = _direction("") * np.float32(_COMMON)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Floats:
        """Return one row a text; `progress` is told how many texts are done."""
        if self._real is not None:
            began = time.perf_counter()
            self._real.encode_passages(texts)
            self.seconds += time.perf_counter() - began
        vectors = np.array([self._vector(text) for text in texts], np.float32)
        if progress:
            progress(len(texts))
        return vectors.reshape(len(texts), DIMENSION)

    def encode_query(self, text: str) -> Floats:
        """Return the vector of a question, of shape (dimension,)."""
        if self._real is not None:
            self._real.encode_query(text)
        return self._vector(text)

    def _vector(self, text: str) -> Floats:
        total = np.zeros(DIMENSION, np.float32)
        for syllable in folded_syllables(text):
            if (term := self._terms.get(syllable)) is None:
                term = self._terms[syllable] = _direction(syllable)
            total += term
        length = float(np.linalg.norm(total)) or 1.0
        vector = total / length + self._common + _direction(text) * np.float32(_NOISE)
        return np.asarray(vector / np.linalg.norm(vector), np.float32)


def _direction(text: str) -> Floats:
    seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")
    vector = np.random.Generator(np.random.SFC64(seed)).standard_normal(DIMENSION, np.float32)
    return np.asarray(vector / np.linalg.norm(vector), np.float32)
