"""Mends a mistyped word: telex residues decoded, else the nearest word that is known.

The nearest word is found among the archive's folded words by the number of letters that are
missing, added, wrong or swapped, at most one, or two in a long word.
"""

from __future__ import annotations

import math
import threading
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final

from corpus.vietnamese import fold, is_syllable, nfc, normalise_tones

_LONG: Final = 7
"""Letters from which two slips are forgiven."""
_SHORTEST: Final = 3
"""Letters below which nothing is mended: every two letters are near every other two."""

# --- telex --------------------------------------------------------------------------

_TELEX_TONES: Final = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_TELEX_PAIRS: Final = {"aa": "â", "ee": "ê", "oo": "ô", "aw": "ă", "ow": "ơ", "uw": "ư", "dd": "đ"}
_VOWELS: Final = "aăâeêioôơuưy"
_CODAS: Final = ("ng", "nh", "ch", "c", "m", "n", "p", "t", "")


@lru_cache(maxsize=4096)
def decode_telex(token: str) -> str:
    """Return the syllable that `token` spells in telex keys, or `token` unchanged.

    ``truwowcs`` gives ``trước``, ``ddang`` gives ``đang``, ``nhieeu`` gives ``nhiêu``, in
    lower case. A token that is a syllable as it stands, or decodes to none, is unchanged.
    """
    word = token.lower()
    if not word.isascii() or not word.isalpha() or is_syllable(word):
        return token
    for letters, tone in _tone_readings(word):
        for bare in _letter_readings(letters):
            syllable = _with_tone(bare, tone) if tone else bare
            if syllable is not None and syllable != word and is_syllable(syllable):
                return normalise_tones(syllable)
    return token


def _tone_readings(word: str) -> list[tuple[str, str]]:
    """Return `word` with each letter that could be a tone key taken out, and that tone."""
    readings = [(word, "")]
    for position in range(len(word) - 1, 0, -1):
        tone = _TELEX_TONES.get(word[position])
        if tone and any(letter in _VOWELS for letter in word[:position]):
            readings.append((word[:position] + word[position + 1 :], tone))
    return sorted(readings, key=lambda reading: not reading[1])


def _letter_readings(word: str) -> list[str]:
    """Return `word` with telex vowel keys applied, adjacent ones or typed at the end."""
    letters: list[str] = []
    for letter in word:
        if letter == "w" and letters[-2:] == ["u", "o"]:  # "uow" marks both vowels
            letters[-2:] = ["ư", "ơ"]
            continue
        pair = (letters[-1] if letters else "") + letter
        if pair in _TELEX_PAIRS:
            letters[-1] = _TELEX_PAIRS[pair]
        elif pair == "ươ" or (letter == "o" and letters[-1:] == ["ư"]):
            letters.append("o")
        elif letter == "w":
            letters.append("ư")
        else:
            letters.append(letter)
    applied = "".join(letters)
    readings = [applied, applied.replace("ưo", "ươ"), applied.replace("uơ", "ươ")]
    if word[-1] in "aeow" and len(word) > 2:  # the key came after the coda: "dduocw", "coto"
        for reading in _letter_readings(word[:-1]):
            readings += _late_key(reading, word[-1])
    if word[0] == "d" and word[-1] == "d":
        readings.append("đ" + word[1:-1])
    return list(dict.fromkeys(readings))


def _late_key(word: str, key: str) -> list[str]:
    """Return `word` with its last vowel changed by a `key` that was typed after the coda."""
    if key == "w" and "uo" in word:
        return [word.replace("uo", "ươ", 1)]
    for position in range(len(word) - 1, -1, -1):
        changed = _TELEX_PAIRS.get(word[position] + key)
        if changed and changed != "đ":
            return [word[:position] + changed + word[position + 1 :]]
    return []


def _with_tone(syllable: str, tone: str) -> str | None:
    """Return `syllable` with `tone` on the vowel that carries it; None where it has none."""
    vowels = [position for position, letter in enumerate(syllable) if letter in _VOWELS]
    if len(vowels) > 1 and (syllable.startswith(("qu", "gi"))) and vowels[0] == 1:
        vowels = vowels[1:]
    if not vowels:
        return None
    marked = [position for position in vowels if syllable[position] in "ăâêôơư"]
    if marked:
        place = marked[-1]
    elif len(vowels) == 1:
        place = vowels[0]
    elif syllable[vowels[-1] + 1 :] or len(vowels) == 3:
        place = vowels[1]
    else:
        place = vowels[0]
    return nfc(syllable[: place + 1] + tone + syllable[place + 1 :])


_VNI_TONES: Final = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_VNI_MARKS: Final = {
    "6": {"a": "â", "e": "ê", "o": "ô"},
    "7": {"u": "ư", "o": "ơ"},
    "8": {"a": "ă"},
    "9": {"d": "đ"},
}


def decode_vni(token: str) -> str | None:
    """Return the syllable that `token` spells with VNI's digits, or None.

    ``thue6`` gives ``thuê``, ``truong72`` gives ``trường``, ``d9o6i3`` gives ``đổi``, in lower
    case. Digits must follow letters; ``5g`` and ``t4`` spell nothing.
    """
    word = token.lower()
    if not word.isascii() or not word[:1].isalpha() or not any(map(str.isdigit, word)):
        return None
    letters: list[str] = []
    tone = ""
    for letter in word:
        if letter in _VNI_TONES and not tone:
            tone = _VNI_TONES[letter]
        elif letter in _VNI_MARKS:
            marks = _VNI_MARKS[letter]
            places = [place for place, typed in enumerate(letters) if typed in marks]
            if not places:
                return None
            if letter == "7" and "".join(letters[places[0] : places[0] + 2]) == "uo":
                letters[places[0]] = "ư"
            letters[places[-1]] = marks[letters[places[-1]]]
        elif letter.isdigit():
            return None
        else:
            letters.append(letter)
    bare = "".join(letters)
    syllable = _with_tone(bare, tone) if tone else bare
    return normalise_tones(syllable) if syllable and is_syllable(syllable) else None


def without_residue(token: str) -> str:
    """Return an accented `token` without a tone key or a doubled letter that stayed in it.

    ``tửr`` gives ``tử``, ``tiêps`` gives ``tiếp``, ``trạmm`` gives ``trạm``, ``lệẹ`` gives
    ``lệ``; a token that is a syllable, or becomes none, is unchanged. Lower case only.
    """
    if is_syllable(token):
        return token
    for place in range(len(token) - 1, 0, -1):
        rest = token[:place] + token[place + 1 :]
        if token[place] in _TELEX_TONES:
            toned = _toned(rest, _TELEX_TONES[token[place]])
            if toned is not None and is_syllable(toned):
                return normalise_tones(toned)
        if fold(token[place]) == fold(token[place - 1]):
            for shorter in (rest, token[: place - 1] + token[place:]):
                if is_syllable(shorter):
                    return normalise_tones(shorter)
    return token


def _toned(syllable: str, tone: str) -> str | None:
    """Return `syllable`, with `tone` where it has none yet."""
    marks = unicodedata.normalize("NFD", syllable)
    if any(mark in marks for mark in _TELEX_TONES.values()):
        return syllable
    return _with_tone(syllable, tone)


# --- nearest known word -------------------------------------------------------------

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbouring_keys() -> frozenset[frozenset[str]]:
    pairs = {frozenset(pair) for row in _ROWS for pair in pairwise(row)}
    for upper, lower in pairwise(_ROWS):
        for column, letter in enumerate(lower):
            pairs.update(frozenset((letter, near)) for near in upper[column : column + 2])
    return frozenset(pairs)


_NEAR_KEYS: Final = _neighbouring_keys()


class Speller:
    """Finds the nearest of many known folded words by the words' deletions (SymSpell)."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        """Take folded words and how often each occurs."""
        self._counts = vocabulary
        self._by_deletion: dict[str, list[str]] = {}
        for word in vocabulary:
            if len(word) >= _SHORTEST - 1 and word.isalpha():
                for form in _deletions(word, _allowed(len(word))):
                    self._by_deletion.setdefault(form, []).append(word)

    def nearest(self, word: str) -> str | None:
        """Return the nearest known word within the slips allowed, the likeliest of several."""
        return next(iter(self.ranked(word)), None)

    def ranked(self, word: str) -> list[str]:
        """Return the known words within the slips allowed, the likeliest first."""
        most = _allowed(len(word))
        found = {
            known for form in _deletions(word, most) for known in self._by_deletion.get(form, ())
        }
        ranked = sorted(
            (cost - _FREQUENCY * math.log1p(self._counts[known]), known)
            for known in found
            if (cost := _cost(word, known)) <= most
        )
        return [known for _, known in ranked]


_FREQUENCY: Final = 0.08  # what a word's log count weighs against a slip
_LIKELY: Final = 0.6  # cost of the slips that fingers make most


def _allowed(length: int) -> int:
    return 2 if length >= _LONG else 1


def _deletions(word: str, depth: int) -> set[str]:
    """Return `word` and all it becomes by leaving out up to `depth` letters."""
    forms = latest = {word}
    for _ in range(depth):
        latest = {
            form[:position] + form[position + 1 :]
            for form in latest
            for position in range(len(form))
        }
        forms = forms | latest
    return forms


def _cost(typed: str, meant: str) -> float:
    """Return the Damerau-Levenshtein cost (adjacent swaps), likely slips at a discount."""
    earlier: list[float] = []
    before = [float(column) for column in range(len(meant) + 1)]
    for row, letter in enumerate(typed, start=1):
        current = [float(row)]
        for column, wanted in enumerate(meant, start=1):
            if letter == wanted:
                substitution = before[column - 1]
            else:
                near = frozenset((letter, wanted)) in _NEAR_KEYS
                substitution = before[column - 1] + (_LIKELY if near else 1)
            doubled = row > 1 and typed[row - 2] == letter
            best = min(
                substitution,
                before[column] + (_LIKELY if doubled else 1),
                current[column - 1] + 1,
            )
            if row > 1 and column > 1 and typed[row - 2] == wanted and meant[column - 2] == letter:
                best = min(best, earlier[column - 2] + _LIKELY)
            current.append(best)
        earlier, before = before, current
    return before[-1]


_lock = threading.Lock()
_latest: list[tuple[Mapping[str, int], int, Speller]] = []


def _speller(vocabulary: Mapping[str, int]) -> Speller:
    """Return the speller of `vocabulary`, kept for as long as the same one is asked for."""
    with _lock:
        if _latest and _latest[0][0] is vocabulary and _latest[0][1] == len(vocabulary):
            return _latest[0][2]
        speller = Speller(vocabulary)
        _latest[:] = [(vocabulary, len(vocabulary), speller)]
        return speller


def correct(token: str, vocabulary_folded: Mapping[str, int]) -> str | None:
    """Return the folded word that a mistyped `token` most likely means, or None.

    None where the token is known, holds a digit, is shorter than 3 letters, or is near
    nothing in `vocabulary_folded` (folded words and their counts). The index over the
    vocabulary is built at its first use and kept while the same mapping is passed.
    """
    folded = fold(token)
    if folded in vocabulary_folded or not folded.isalpha() or len(folded) < _SHORTEST:
        return None
    nearest = _speller(vocabulary_folded).nearest(folded)
    decoded = fold(decode_telex(token))
    if decoded == folded or decoded not in vocabulary_folded:
        return nearest
    # A tone key in mid-word may as well be two swapped letters: "tarm" for "tram".
    if nearest is None or sorted(nearest) != sorted(folded):
        return decoded
    return max((decoded, nearest), key=vocabulary_folded.__getitem__)
