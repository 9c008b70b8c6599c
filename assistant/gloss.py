"""Key words of a Vietnamese answer in English, for those who asked in English.

Reports are quoted as printed; a reader who has no Vietnamese is helped by the words of the
field, taken from the glossary that reads English questions. It is no translation.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from assistant.phrases import Phrase, PhraseTable
from corpus.vietnamese import fold, nfc, normalise_tones, tokens

_GLOSSARY: Final = Path(__file__).resolve().parent / "data" / "glossary"
_MOST: Final = 12  # key words of one answer
_DIGIT: Final = re.compile(r"\d")


@lru_cache(maxsize=1)
def _table() -> PhraseTable[str]:
    """Map Vietnamese phrases of at least two syllables to their most usual English."""
    found: dict[Phrase, tuple[int, str]] = {}
    for path in sorted(_GLOSSARY.glob("*.json")):
        for entry in json.loads(path.read_bytes())["entries"]:
            english = entry["en"][0]
            if _DIGIT.search(english):
                continue  # a number that the report does not print has no place in an answer
            for rank, text in enumerate(entry["vi"]):
                phrase = _words(text)
                if len(phrase) > 1 and rank < found.get(phrase, (99, ""))[0]:
                    found[phrase] = (rank, english)
    return PhraseTable(
        ((phrase, english) for phrase, (_, english) in found.items()), exact=frozenset(found)
    )


def _words(text: str) -> Phrase:
    return tuple(token.text for token in tokens(normalise_tones(nfc(text)).lower()))


def key_words(text: str) -> tuple[tuple[str, str], ...]:
    """Return Vietnamese phrases of `text` as printed with their English, in order, each once."""
    found: dict[str, tuple[str, str]] = {}
    spans = tokens(text)
    written = [normalise_tones(nfc(span.text)).lower() for span in spans]
    bare = list(map(fold, written))
    table, position = _table(), 0
    while position < len(spans):
        match = table.at(written, bare, position, shortest=2)
        if match is None:
            position += 1
            continue
        end, entries = match
        printed = " ".join(text[spans[position].start : spans[end - 1].end].split())
        if not _DIGIT.search(printed):
            found.setdefault(entries[0][1], (printed, entries[0][1]))
        position = end
    return tuple(found.values())[:_MOST]


def glossed(text: str, room: int) -> str:
    """Return `text` with its key words in English behind it, in at most `room` characters."""
    shown: list[str] = []
    size = len(text) + len(" [Key words: ]")
    for printed, english in key_words(text):
        pair = f"{printed} = {english}"
        if size + len(pair) + 2 > room:
            break
        shown.append(pair)
        size += len(pair) + 2
    return f"{text} [Key words: {'; '.join(shown)}]" if shown else text
