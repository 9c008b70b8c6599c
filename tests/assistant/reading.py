"""A reader of questions over an archive of a few sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.concepts import Words
from assistant.diacritics import count
from assistant.lexicon import load
from assistant.question import Reader
from corpus.periods import Period
from corpus.vietnamese import fold


def reader_of(
    texts: Sequence[str],
    periods: Sequence[Period] = (),
    provinces: Mapping[str, str] | None = None,
    reported: Mapping[str, Sequence[Period]] | None = None,
) -> Reader:
    """Return a reader that knows the words of `texts`, periods and names of provinces.

    `reported` are the periods that the reports of a province are of.
    """
    vocabulary, bigrams = count(texts)
    folded: dict[str, int] = {}
    for word, number in vocabulary.items():
        folded[fold(word)] = folded.get(fold(word), 0) + number
    words = Words(vocabulary, folded, bigrams, tuple(periods), provinces or {}, reported or {})
    return Reader(load(), words)
