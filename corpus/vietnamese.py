"""Vietnamese letters, tones and syllables.

Everything here keeps offsets: folding and tone normalising map each NFC character to
exactly one character, so an offset into the result is an offset into the (NFC) input.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_TONE_MARKS: Final = "\u0300\u0301\u0309\u0303\u0323"  # grave, acute, hook, tilde, dot below
_STOP_TONES: Final = "\u0301\u0323"  # the only tones that a syllable in -c -ch -p -t can carry


class Token(NamedTuple):
    """One run of word characters; ``text`` is as written."""

    start: int
    end: int
    text: str


def nfc(text: str) -> str:
    """Return `text` in Unicode normalization form C."""
    return unicodedata.normalize("NFC", text)


def _fold_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0x250, 0x2C00):
        _add_folded(table, code)
    for code in range(0x41, 0x250):
        _add_folded(table, code)
    for letter in "đĐðÐ":  # a stroke is no combining mark; eth is a common slip for đ
        table[ord(letter)] = "d"
    return table


def _add_folded(table: dict[int, str], code: int) -> None:
    letter = chr(code)
    if not letter.isalpha():
        return
    bare = "".join(
        part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part)
    )
    folded = bare.lower()
    if len(folded) == 1 and folded != letter:
        table[code] = folded


_FOLD: Final = _fold_table()


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics (``Đắk Lắk`` gives ``dak lak``).

    The result has the length of ``nfc(text)``, character for character.
    """
    if text.isascii():
        return text.lower()
    return nfc(text).translate(_FOLD)


def has_diacritics(text: str) -> bool:
    """Tell whether `text` holds a letter that only accented spelling has."""
    if text.isascii():
        return False
    lowered = nfc(text).lower()
    return any(letter.isalpha() and ord(letter) in _FOLD for letter in lowered)


_WORD: Final = re.compile(r"\w+")


def tokens(text: str) -> list[Token]:
    """Return the word tokens of `text` (NFC): maximal runs of letters, digits and ``_``."""
    return [Token(found.start(), found.end(), found.group()) for found in _WORD.finditer(text)]


def syllables(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the word tokens of `text` (NFC); ``5G`` and ``1022`` stay whole."""
    return [found.span() for found in _WORD.finditer(text)]


# --- tone placement -----------------------------------------------------------------


def _with_tone(vowel: str, mark: str) -> str:
    return unicodedata.normalize("NFC", vowel + mark)


def _tone_moves() -> tuple[re.Pattern[str], dict[str, str]]:
    """Build the misplaced pairs of letters and what each becomes, in every case."""
    moves: dict[str, str] = {}
    final: list[str] = []
    inner: list[str] = []

    def add(pairs: list[str], wrong: str, right: str) -> None:
        for cased_wrong, cased_right in (
            (wrong, right),
            (wrong.upper(), right.upper()),
            (wrong.capitalize(), right.capitalize()),
        ):
            moves[cased_wrong] = cased_right
            pairs.append(cased_wrong)

    for mark in _TONE_MARKS:
        for first, second in ("oa", "oe", "uy"):
            add(final, first + _with_tone(second, mark), _with_tone(first, mark) + second)
        for onset, glide, nuclei in (("q", "u", "aăâeêiơy"), ("g", "i", "aăâeêoôơuư")):
            for nucleus in nuclei:
                add(
                    inner,
                    onset + _with_tone(glide, mark) + nucleus,
                    onset + glide + _with_tone(nucleus, mark),
                )
    pattern = rf"(?<![qQ])(?:{'|'.join(final)})(?!\w)|(?<!\w)(?:{'|'.join(inner)})"
    return re.compile(pattern), moves


_MISPLACED, _MOVES = _tone_moves()


def normalise_tones(text: str) -> str:
    """Return `text` (NFC) with every tone mark where the new rule puts it, length unchanged.

    ``hoà`` gives ``hòa`` and ``uỷ`` gives ``ủy``; ``quý``, ``quà``, ``hoàng`` stay; the
    slips ``qúy`` and ``gìa`` give ``quý`` and ``già``.
    """
    if text.isascii():
        return text
    return _MISPLACED.sub(lambda found: _MOVES[found.group()], text)


# --- legal syllables ----------------------------------------------------------------

_RIME_TABLE: Final = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êng êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu
o oc oi om on ong op ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay
oăc oăm oăn oăng oăt oe oem oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uân uâng uât uây uê uêch uênh uêu uơ
uy uya uych uyên uyêt uyn uynh uyp uyt uyu
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
_RIMES: Final = tuple(_RIME_TABLE.split())
_AFTER_QU: Final = frozenset({"ych", "yên", "yêt", "yn", "ynh", "yt", "y", "ôc"})
_AFTER_G: Final = frozenset({"i", "im", "in", "ip", "iêc", "iêng", "iêt", "iêm"})
_ONSETS: Final = (
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
# Syllables of province names that keep the spelling of another language.
_PLACE_SYLLABLES: Final = frozenset({"kạn", "đắk", "đăk", "lắk", "lăk", "krông", "kông"})


def _tone_positions(rime: str) -> tuple[int, ...]:
    """Return where a tone mark may stand in a toneless rime."""
    marked = [index for index, letter in enumerate(rime) if letter in "ăâêôơ"]
    if marked:
        return (marked[-1],)
    if "ư" in rime:
        return (rime.index("ư"),)
    if rime in ("oa", "oe", "uy"):
        return (0, 1)
    if rime[:2] in ("oa", "oe", "uy", "oo"):
        return (1,)
    return (0,)


def _toned(rime: str) -> set[tuple[str, str]]:
    """Return the pairs (rime with its tone, rime without) that can be written."""
    forms = set()
    stopped = rime.endswith(("c", "ch", "p", "t"))
    if not stopped:
        forms.add((rime, rime))
    for mark in _STOP_TONES if stopped else _TONE_MARKS:
        for position in _tone_positions(rime):
            letter = _with_tone(rime[position], mark)
            forms.add((rime[:position] + letter + rime[position + 1 :], rime))
    return forms


_TONED_RIMES: Final = {
    toned: bare for rime in (*_RIMES, *_AFTER_QU) for toned, bare in _toned(rime)
}
_OWN_RIMES: Final = frozenset(_RIMES)


def _fits(onset: str, rime: str) -> bool:
    """Tell whether spelling lets a toneless `rime` follow `onset`."""
    front = rime[0] in "eêiy"
    match onset:
        case "qu":
            return rime in _AFTER_QU or (rime[0] in "aăâeêiơ" and rime[:2] != "ia")
        case "gi":
            return rime[0] not in "iy"
        case "g":
            return rime in _AFTER_G or not front
        case "c" | "ng":
            return rime in _OWN_RIMES and not front
        case "k" | "gh" | "ngh":
            return front and (rime in _OWN_RIMES and (rime[0] != "y" or onset == "k"))
        case "":
            return rime in _OWN_RIMES and not rime.startswith("iê")
        case _:
            return rime in _OWN_RIMES and not rime.startswith("yê")


@lru_cache(maxsize=32768)
def is_syllable(token: str) -> bool:
    """Tell whether `token` (NFC, any case) is spelled as a Vietnamese syllable can be.

    Both tone placements count (``hoà``, ``hòa``). Loan words and abbreviations do not.
    """
    word = token.lower()
    if word in _PLACE_SYLLABLES:
        return True
    for onset in _ONSETS:
        if word.startswith(onset):
            rime = word[len(onset) :]
            bare = _TONED_RIMES.get(rime)
            if bare is not None and _fits(onset, bare):
                return True
    return False


_LETTERS: Final = re.compile(r"[^\W\d_]+")
_ENOUGH_TOKENS: Final = 8


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isupper() and word.replace("Đ", "D").isascii()


def syllable_ratio(text: str) -> float:
    """Return the share of the words of `text` that are legal Vietnamese syllables, 0 to 1.

    Abbreviations in capitals without a vowel mark (``UBND``, ``CNTT``) inside running text
    say nothing about its health and are not counted. Fewer than 8 words give 1.0.
    """
    words = _LETTERS.findall(nfc(text))
    running = sum(not word.isupper() for word in words) * 2 > len(words)
    if running:
        words = [word for word in words if not _is_abbreviation(word)]
    if len(words) < _ENOUGH_TOKENS:
        return 1.0
    return sum(map(is_syllable, words)) / len(words)
