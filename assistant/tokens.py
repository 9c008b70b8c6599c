"""The words of a question as stretches of its text, and which of them stand side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from corpus.vietnamese import fold

_ASKED: Final = re.compile(r"\b(?:bao nhieu|may|how (?:many|much))\b")
_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)+|\w+(?:[-.]\w+)*")


def token_spans(text: str, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the extents of the words of `text` that do not touch what is `taken`."""
    return [
        match.span()
        for match in _TOKEN.finditer(text)
        if not any(match.start() < high and low < match.end() for low, high in taken)
    ]


def runs(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the runs of tokens that nothing taken by a slot stands between.

    ``có bao nhiêu phần trăm`` holds no ``cổ phần`` once its ``bao nhiêu`` is taken out. Nor is
    a phrase joined over the comma between two asks: ``nhận bao nhiêu hồ sơ, trực tuyến bao nhiêu``.
    """
    folded = fold(text)
    asked = [m.start() for m in _ASKED.finditer(folded)]

    def parted(low: int, high: int) -> bool:
        if any(map(str.isalnum, text[low:high])):
            return True
        return ("," in text[low:high]) and any(a < low for a in asked) and asked[-1] >= high

    cuts = [
        position
        for position in range(1, len(spans))
        if parted(spans[position - 1][1], spans[position][0])
    ]
    return list(pairwise([0, *cuts, len(spans)]))


def rewritten(text: str, spans: Sequence[tuple[int, int]], tokens: Sequence[str]) -> str:
    """Return `text` with the `tokens` in place of what was typed, where they are as long."""
    for (start, end), token in zip(spans, tokens, strict=True):
        if len(token) == end - start and token != text[start:end].lower():
            text = text[:start] + token + text[end:]
    return text


def large_inside(text: str, start: int) -> bool:
    """Tell whether the word at `start` is written large though no sentence begins there."""
    before = text[:start].rstrip()
    return bool(before) and text[start].isupper() and before[-1] not in ".?!:"


def parts_of(token: str) -> list[str]:
    """Return the words of a typed token, as texts are cut into words."""
    return [part for part in re.split(r"[-.,]", token) if part]
