"""Mends what fingers and typing programs leave in a Vietnamese question, before it is read.

Works on the whole text, because what was meant shows in the neighbours: words joined
(``thuêbao``) or torn apart (``th uê bao``), tone digits and tone keys that stayed (VNI
``thue6``, telex ``sow``), doubled letters (``trạmm``), and slips that leave no syllable
(``cáp qang``). A word that is a syllable, a known word, a name or an acronym is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.language import toneless_syllables
from assistant.phrases import Phrase
from assistant.spelling import Speller, decode_telex, decode_vni, without_residue
from corpus.vietnamese import fold, has_diacritics, is_syllable, normalise_tones

_WORD: Final = re.compile(r"(?<![\w.@/-])\w+(?![.@/-]?\w)")  # not parts of addresses
_LONGEST: Final = 4  # syllables of a phrase that may be typed as one word
_SHORTEST: Final = 4  # letters of such a word
_STRONG: Final = re.compile(r"aa|ee|oo|dd|w")  # telex keys that few words of other languages have
_TONE_KEY: Final = re.compile(r"[sfrxj]$")
_I_FINAL: Final = re.compile(r"(?:[hklmst]|qu)[iíìỉĩị]")
_I_TO_Y: Final = dict(zip("iíìỉĩị", "yýỳỷỹỵ", strict=True))
_VOWELS: Final = frozenset("aeiouy")
# Borrowed words that telex would read as syllables.
_BORROWED: Final = frozenset(
    {"max", "min", "mix", "box", "fax", "tax", "bus", "gas", "test", "post", "pos", "cost", "host"}
)


@dataclass(slots=True)
class _Typed:
    """One word of the text: where it stands and what it is to be replaced by."""

    start: int
    end: int
    text: str
    held: bool = False  # whether the archive has it as it is typed

    @property
    def lower(self) -> str:
        return normalise_tones(self.text.lower())


class Mender:
    """Mends texts by the words and neighbours of known phrases; make once, use for many."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Take the accented lower-case phrases whose words are known."""
        self._words: set[str] = set()
        self._spellings: dict[str, list[str]] = {}
        self._after: dict[str, set[str]] = {}
        self._before: dict[str, set[str]] = {}
        self._joined: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            bare = tuple(map(fold, phrase))
            for position, word in enumerate(phrase):
                if word not in self._words:
                    self._words.add(word)
                    self._spellings.setdefault(bare[position], []).append(word)
                if position:
                    self._before.setdefault(word, set()).add(bare[position - 1])
                    self._after.setdefault(phrase[position - 1], set()).add(bare[position])
            if len(phrase) > 1:
                self._join(phrase[:_LONGEST], bare[:_LONGEST])
            for position in range(len(phrase) - 1):
                self._join(phrase[position : position + 2], bare[position : position + 2])
        self._speller = Speller({bare: len(found) for bare, found in self._spellings.items()})

    def _join(self, phrase: Phrase, bare: Sequence[str]) -> None:
        joined = "".join(bare)
        if joined.isalpha() and len(joined) >= _SHORTEST:
            found = self._joined.setdefault(joined, [])
            if phrase not in found:
                found.append(phrase)

    def mend(self, text: str, held: Mapping[str, int] | None = None) -> str:
        """Return `text` (NFC) with what was mistyped mended; all else stays as it is.

        So do words that are among the `held` ones, folded with their counts, more than once:
        ``Đắk``, ``Plei``.
        """
        typed = [_Typed(*found.span(), found.group()) for found in _WORD.finditer(text)]
        for word in typed:
            word.held = held is not None and held.get(fold(word.lower), 0) > 1
        if not any(self._suspect(word) for word in typed):
            return text
        accented = has_diacritics(text)
        typed = self._put_together(text, typed)
        for position, word in enumerate(typed):
            left = self._bare(typed[position - 1]) if position else ""
            right = self._bare(typed[position + 1]) if position + 1 < len(typed) else ""
            if not self._right(word, first=position == 0):
                word.text = self._mended(word.lower, left, right, accented=accented) or word.text
            elif (other := _with_y(word.lower)) and self._fits(other, left, right):
                word.text = other
        pieces: list[str] = []
        done = 0
        for word in typed:
            pieces += (text[done : word.start], word.text)
            done = word.end
        return "".join((*pieces, text[done:]))

    def _suspect(self, word: _Typed) -> bool:
        torn = word.text.islower() and not _VOWELS.intersection(fold(word.text))
        return torn or not self._right(word, first=True) or _with_y(word.lower) is not None

    def _bare(self, word: _Typed) -> str:
        """Return a neighbour's letters, without what a typing program left in it."""
        if self._right(word, first=True):
            return fold(word.text)
        return fold(decode_vni(word.text) or decode_telex(without_residue(word.lower)))

    def _right(self, word: _Typed, *, first: bool) -> bool:
        """Tell whether a word is to be left alone."""
        text, lower = word.text, word.lower
        name = text[:1].isupper() and not first
        return (
            name
            or word.held
            or text.isdigit()
            or (text.isupper() and len(text) > 1)
            or is_syllable(lower)
            or lower in toneless_syllables()
            or lower in self._words
            or lower in self._spellings
            or lower in _BORROWED
        )

    def _fits(self, word: str, left: str, right: str) -> bool:
        """Tell whether a known phrase has `word` beside one of its folded neighbours."""
        return left in self._before.get(word, ()) or right in self._after.get(word, ())

    def _put_together(self, text: str, typed: Sequence[_Typed]) -> list[_Typed]:
        """Join the halves of syllables that were torn apart: ``th uê bao``, ``trạ m``."""
        whole: list[_Typed] = []
        for position, word in enumerate(typed):
            if whole and text[whole[-1].end : word.start] == " ":
                torn = any(
                    not _VOWELS.intersection(fold(half)) for half in (whole[-1].text, word.text)
                )
                joined = _Typed(whole[-1].start, word.end, whole[-1].text + word.text)
                left = fold(whole[-2].text) if len(whole) > 1 else ""
                right = fold(typed[position + 1].text) if position + 1 < len(typed) else ""
                if torn and any(
                    self._fits(word, left, right) for word in self._readings(joined.lower)
                ):
                    whole[-1] = joined
                    continue
            whole.append(_Typed(word.start, word.end, word.text))
        return whole

    def _readings(self, word: str) -> list[str]:
        """Return the known syllables that `word` may spell: itself, or with its diacritics."""
        known = [word] if has_diacritics(word) else self._spellings.get(word, [])
        return [spelled for spelled in known if spelled in self._words and is_syllable(spelled)]

    def _mended(self, word: str, left: str, right: str, *, accented: bool) -> str | None:
        """Return what a `word` that is no syllable was meant to be, or None."""
        if any(letter.isdigit() for letter in word):
            decoded = decode_vni(word)
            if decoded is None:
                return None
            marked = fold(decoded) != fold(without_residue(decoded)) or re.search("[6-9]", word)
            return decoded if marked or self._fits(decoded, left, right) else None
        return (
            self._decoded(word, left, right)
            or self._parted(word)
            or self._nearest(word, left, right, accented=accented)
        )

    def _decoded(self, word: str, left: str, right: str) -> str | None:
        """Return the syllable that telex keys or a doubled letter left unfinished."""
        cleaned = without_residue(word)
        if cleaned != word and cleaned in self._words:
            return cleaned
        decoded = decode_telex(word)
        if decoded == word:
            return None
        strong = _STRONG.search(word) and decoded in self._words
        return decoded if strong or self._fits(decoded, left, right) else None

    def _parted(self, word: str) -> str | None:
        """Return the known phrase that was typed as one word, in the letters that were typed."""
        for phrase in self._joined.get(fold(word), ()):
            pieces: list[str] = []
            done = 0
            for syllable in phrase:
                pieces.append(word[done : done + len(syllable)])
                done += len(syllable)
            if all(
                piece in (syllable, fold(syllable)) or fold(piece) == fold(syllable) == piece
                for piece, syllable in zip(pieces, phrase, strict=True)
            ):
                return " ".join(pieces)
        return None

    def _nearest(self, word: str, left: str, right: str, *, accented: bool) -> str | None:
        """Return the nearest known syllable that belongs beside one of its neighbours."""
        if not _VOWELS.intersection(fold(word)):
            return None  # an acronym in small letters
        own = [spelled for spelled in self._spellings.get(fold(word), ()) if is_syllable(spelled)]
        if own:  # only its tone is missing: "thâp"
            return next((s for s in own if self._fits(s, left, right)), fold(word))
        for letters in dict.fromkeys((word, _TONE_KEY.sub("", word))):
            for bare in self._speller.ranked(fold(letters)):
                for spelled in self._spellings[bare]:
                    if is_syllable(spelled) and self._fits(spelled, left, right):
                        return spelled if accented else bare
        return None


def _with_y(word: str) -> str | None:
    """Return ``ký`` for ``kí``: both are right, reports print the first."""
    return word[:-1] + _I_TO_Y[word[-1]] if _I_FINAL.fullmatch(word) else None
