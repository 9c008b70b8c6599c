"""Vietnamese text written for the fonts that came before Unicode: TCVN3 (ABC) and VNI.

Such text is ordinary Latin-1 whose fonts draw Vietnamese letters, so nothing but the
words tells it from real Latin-1: a line is converted where that makes clearly more of
its words legal Vietnamese syllables. Lines are judged one by one, since old documents
mix fonts; lines too short to judge follow the rest of the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from corpus.vietnamese import nfc, syllable_ratio

_LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_TCVN3_LOWER = bytes.fromhex(
    "b5b8b6b7b9a8bbbebcbdc6a9c7cac8c9cbccd0cecfd1aad2d5d3d4d6d7dd"
    "d8dcdedfe3e1e2e4abe5e8e6e7e9aceaedebeceeeff3f1f2f4adf5f8f6f7f9fafdfbfcfeae"
).decode("latin-1")
_TCVN3_UPPER = {"ĂÂÊÔƠƯĐ"[i]: chr(0xA1 + i) for i in range(7)}

# VNI writes the bare or modified vowel first and its marks as a second character.
_VNI_MARKS = {
    "a": "ø:à ù:á û:ả õ:ã ï:ạ â:â á:ấ à:ầ å:ẩ ã:ẫ ä:ậ ê:ă é:ắ è:ằ ú:ẳ ü:ẵ ë:ặ",
    "e": "ø:è ù:é û:ẻ õ:ẽ ï:ẹ â:ê á:ế à:ề å:ể ã:ễ ä:ệ",
    "o": "ø:ò ù:ó û:ỏ õ:õ ï:ọ â:ô á:ố à:ồ å:ổ ã:ỗ ä:ộ",
    "u": "ø:ù ù:ú û:ủ õ:ũ ï:ụ",
    "y": "ø:ỳ ù:ý û:ỷ õ:ỹ",
    "ô": "ø:ờ ù:ớ û:ở õ:ỡ ï:ợ",
    "ö": "ø:ừ ù:ứ û:ử õ:ữ ï:ự",
}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

_MIN_GAIN = 0.15
_MIN_RATIO = 0.8
_MIN_LETTERS = 12
_CAPITALS_SHARE = 0.8


def _tcvn3_table() -> dict[int, str]:
    table = {ord(code): letter for code, letter in zip(_TCVN3_LOWER, _LETTERS, strict=True)}
    table.update({ord(code): letter for letter, code in _TCVN3_UPPER.items()})
    table[0x2212] = "ư"  # how PDF producers render the soft hyphen that stands for it
    return table


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for base, marks in _VNI_MARKS.items():
        for pair in marks.split():
            mark, letter = pair.split(":")
            table[base + mark] = letter
    for sequence, letter in list(table.items()):
        table[sequence.upper()] = letter.upper()
        if len(sequence) == 2:
            table[sequence[0].upper() + sequence[1]] = letter.upper()
    return table


_TCVN3 = _tcvn3_table()
_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
# Latin-1 characters that modern Vietnamese does not use but that the old fonts need.
_SUSPECT = re.compile("[¡-¬\u00ad®¯µ¶·¸¹»¼½¾ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþ\u2212]")


def from_tcvn3(text: str) -> str:
    """Return `text`, Latin-1 written for a TCVN3 font, as Unicode; length is kept."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Return `text`, Latin-1 written for a VNI font, as Unicode."""
    return _VNI_PATTERN.sub(lambda found: _VNI[found.group()], nfc(text))


_CONVERTERS: dict[str, Callable[[str], str]] = {"TCVN3": from_tcvn3, "VNI": from_vni}


def _raise_capitals(text: str) -> str:
    """Upper-case a line of a capitals-only font, whose accented letters came out small."""
    plain = [c for c in text if c.isascii() and c.isalpha()]
    if not plain or sum(c.isupper() for c in plain) < _CAPITALS_SHARE * len(plain):
        return text
    words = re.findall(r"[^\W\d_]+", text)
    mixed = [w for w in words if w[1:] != w[1:].upper() and not w.isascii()]
    return text.upper() if mixed else text


def _verdict(line: str) -> str | None:
    """Return the encoding `line` was written in, "" for Unicode, None where unclear."""
    if sum(c.isalpha() or bool(_SUSPECT.match(c)) for c in line) < _MIN_LETTERS:
        return None
    raw = syllable_ratio(line)
    ratios = {name: syllable_ratio(convert(line)) for name, convert in _CONVERTERS.items()}
    best = max(ratios, key=ratios.__getitem__)
    return best if ratios[best] > max(_MIN_RATIO, raw + _MIN_GAIN) else ""


def repair(lines: Sequence[str]) -> list[str]:
    """Return `lines` with every line of a pre-Unicode font converted, the others as given."""
    verdicts = [_verdict(line) if _SUSPECT.search(line) else "" for line in lines]
    votes = Counter(verdict for verdict in verdicts if verdict)
    if not votes:
        return list(lines)
    usual = votes.most_common(1)[0][0]
    repaired: list[str] = []
    for line, verdict in zip(lines, verdicts, strict=True):
        name = usual if verdict is None else verdict
        repaired.append(_raise_capitals(_CONVERTERS[name](line)) if name else line)
    return repaired
