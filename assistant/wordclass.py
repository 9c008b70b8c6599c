"""Words and their classes, by underthesea's tagger (a conditional random field).

What is counted and what it is called are nouns and names; the verbs around them vary freely
between a question and a report, and say less about whether a sentence answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from corpus.vietnamese import fold
from index import tagged


class WordClass(StrEnum):
    """A word's class, as far as it matters for how much the word tells."""

    NAME = "name"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    VERB = "verb"
    OTHER = "other"

    @property
    def weight(self) -> float:
        """How much it tells against a candidate that a word of this class is missing there."""
        return _WEIGHTS[self]


_WEIGHTS = {
    WordClass.NAME: 1.0,
    WordClass.NOUN: 1.0,
    WordClass.ADJECTIVE: 0.7,
    WordClass.VERB: 0.5,
    WordClass.OTHER: 0.35,
}
_TAGS = {
    "Np": WordClass.NAME,
    "Ny": WordClass.NAME,
    "N": WordClass.NOUN,
    "Nc": WordClass.NOUN,
    "Nu": WordClass.NOUN,
    "A": WordClass.ADJECTIVE,
    "V": WordClass.VERB,
    "M": WordClass.NOUN,
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, of one or more syllables; offsets into the text."""

    start: int
    end: int
    word: WordClass


def classify(text: str) -> tuple[Word, ...]:
    """Return the words of a Vietnamese `text` in order, punctuation left out."""
    lowered = fold(text)
    words: list[Word] = []
    position = 0
    for written, tag in tagged(text):
        bare = fold(written)
        start = lowered.find(bare, position)
        if start < 0 or start > position + 4 + len(bare):
            continue
        position = start + len(bare)
        if any(map(str.isalnum, bare)):
            words.append(Word(start, position, _TAGS.get(tag, WordClass.OTHER)))
    return tuple(words)


@lru_cache(maxsize=4_096)
def classify_phrase(phrase: str) -> WordClass:
    """Return the class of a short Vietnamese phrase: a noun where any of its words is one."""
    classes = [word.word for word in classify(phrase)]
    return max(classes, key=lambda word: word.weight, default=WordClass.NOUN)
