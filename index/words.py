"""Terms of the two word indexes, and word segmentation by underthesea.

Passages are indexed twice: by segmented words with their accents (``bưu_chính``), and by
syllables without accents together with pairs of neighbours (``buu``, ``chinh``,
``buu_chinh``), which is what a question typed without accents can still find.
"""

from __future__ import annotations

import importlib
import os
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from corpus.vietnamese import fold, nfc, normalise_tones, syllables
from index.imports import hidden

# What `import underthesea` would load along: torch, transformers, an agent, 2 to 3 seconds.
_HEAVY = (
    "underthesea.pipeline.classification",
    "underthesea.pipeline.sentiment",
    "underthesea.pipeline.lang_detect",
    "underthesea.pipeline.dependency_parse",
    "underthesea.pipeline.translate",
    "underthesea.agent",
    "underthesea.address",
)

_loading = threading.Lock()


def indexed_text(section: Sequence[str], topic: str, text: str) -> str:
    """Return the text of a passage as it is embedded and indexed: under its nearest headings."""
    headings = [*section[-1:], topic]
    shown = [part for i, part in enumerate(headings) if part and part not in headings[:i]]
    return ". ".join([*(part.rstrip(" .:") for part in shown), text])


def segment(text: str) -> list[str]:
    """Return the words of `text` as written, the syllables of one word joined by ``_``."""
    return [word.replace(" ", "_") for word in _tokenizer()(nfc(text))]


def tagged(text: str) -> list[tuple[str, str]]:
    """Return the words of `text` as written, each with its part of speech (``N``, ``V`` …)."""
    return [(word, tag) for word, tag in _tagger()(nfc(text))]


def words(text: str) -> list[str]:
    """Return the segmented words of `text` in lower case, accents kept, punctuation left out."""
    segmented = segment(normalise_tones(nfc(text)))
    return [word.lower() for word in segmented if any(map(str.isalnum, word))]


def folded_syllables(text: str) -> list[str]:
    """Return the syllables of `text` in lower case without accents, in order."""
    folded = fold(nfc(text))
    return [folded[start:end] for start, end in syllables(folded)]


def folded_terms(text: str) -> list[str]:
    """Return the folded syllables of `text`, then every two neighbours as ``a_b``."""
    single = folded_syllables(text)
    return single + [f"{left}_{right}" for left, right in pairwise(single)]


def accented_syllables(text: str) -> list[str]:
    """Return the syllables of `text` in lower case with accents, tone marks in modern places."""
    normal = normalise_tones(nfc(text)).lower()
    return [normal[start:end] for start, end in syllables(normal)]


@lru_cache(maxsize=1)
def _tokenizer() -> Callable[[str], list[str]]:
    os.environ.setdefault("UNDERTHESEA_TRACE_DISABLED", "1")
    with _loading:
        with hidden(*_HEAVY):
            module = importlib.import_module("underthesea.pipeline.word_tokenize")
        tokenize: Callable[[str], list[str]] = module.word_tokenize
        # The first call loads the model, and a second one meanwhile would use half of it.
        tokenize("một câu")
    return tokenize


@lru_cache(maxsize=1)
def _tagger() -> Callable[[str], list[tuple[str, str]]]:
    os.environ.setdefault("UNDERTHESEA_TRACE_DISABLED", "1")
    with _loading:
        with hidden(*_HEAVY):
            module = importlib.import_module("underthesea.pipeline.pos_tag")
        tag: Callable[[str], list[tuple[str, str]]] = module.pos_tag
        tag("một câu")  # as in `_tokenizer`
    return tag
