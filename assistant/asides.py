"""Sentences of a question that ask nothing: why it is asked, thanks, what somebody has heard.

They help the search, but the answer need not hold their words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.concepts import Concept

_BREAK = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_])")
_ASKS = re.compile(
    r"\b(?:bao nhieu|bn|may|ai|gi|nao|sao|dau|khi nao|bao gio|how|what|which|who|whose|when|where"
    r"|why|liet ke|ke ten|cho (?:toi |minh |em )?(?:biet|xin|hoi)|list|tell|give|show)\b"
)


def without_asides(concepts: Sequence[Concept], text: str, folded: str) -> tuple[Concept, ...]:
    """Return the concepts, those of sentences that ask nothing marked as soft.

    `folded` is `text` as the rules read it, of the same length. Where no sentence asks, or
    all do, nothing is marked.
    """
    cuts = [0, *(m.end() for m in _BREAK.finditer(text)), len(text)]
    sentences = list(pairwise(cuts))
    asking = [
        "?" in text[low:high] or _ASKS.search(folded[low:high]) is not None
        for low, high in sentences
    ]
    if not any(asking):
        return tuple(concepts)
    aside = [span for span, asks in zip(sentences, asking, strict=True) if not asks]
    return tuple(
        replace(concept, soft=True)
        if any(low <= concept.start < high for low, high in aside)
        else concept
        for concept in concepts
    )
