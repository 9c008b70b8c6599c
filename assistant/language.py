"""Which language a question is in, and the base form of an English word.

A Vietnamese clerk types with diacritics, without them, or asks in English; names with
diacritics turn up in English questions, and English words in Vietnamese ones. So the words
vote: English function words and words that no Vietnamese syllable could spell on one side,
accented words and toneless Vietnamese syllables on the other.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

from corpus.vietnamese import fold, has_diacritics, nfc, tokens

Language = Literal["vi", "vi-plain", "en"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- toneless syllables -------------------------------------------------------------

_ONSETS: Final = (
    "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
    "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
_RIMES: Final = _words(
    """
a ac ach ai am an ang anh ao ap at au ay
e ec ech em en eng enh eo ep et eu
i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oem oen oeo oet oi om on ong
oong ooc op ot
u ua uan uang uat uay uc ue uech uenh ueu ui um un ung uo uoc uoi uom uon uong uop uot uou
up ut uu uy uya uych uyen uyet uyn uynh uyp uyt uyu
y yem yen yeng yet yeu
"""
)
_AFTER_G: Final = frozenset(
    {"i", "ia", "iec", "iem", "ien", "ieng", "iet", "ieu", "im", "in", "ip", "iu"}
)


def _spells(onset: str, rime: str) -> bool:
    front = rime[0] in "eiy"
    match onset:
        case "":
            return rime[:2] != "ie"
        case "k":
            return front
        case "gh" | "ngh":
            return front and rime[0] != "y"
        case "c" | "ng":
            return not front
        case "g":
            return not front or rime in _AFTER_G
        case "gi":
            return rime[0] not in "iy"
        case "qu":
            return rime[0] in "aeoiy" and rime[:2] not in ("oa", "oe", "oi", "on", "oo")
        case _:
            return rime[0] != "y" or len(rime) == 1


@lru_cache(maxsize=1)
def toneless_syllables() -> frozenset[str]:
    """Return every lower-case Vietnamese syllable as it is spelled without diacritics."""
    return frozenset(onset + rime for onset in _ONSETS for rime in _RIMES if _spells(onset, rime))


# --- detection ----------------------------------------------------------------------

# English words that say nothing by themselves: they spell Vietnamese syllables too.
_AMBIGUOUS: Final = _words(
    """
    a am an at ban bit by can cap chat chip cut day do due go hang he hi him hit i in it kit lap
    let long lot man map may me men met my net no not on pay pin put run say set sim so song sum
    ten than that the them then thin tin tip to top up us via yen
    """
)
_ENGLISH: Final = _words(
    """
    about above across after against all also among and any are as asked average be became
    because been before being below between both but calculate compare could count did does done
    down during each either every few find for from gave get give given had has have her here
    highest his how however if into is its just last latest least less list lowest made many more
    most much name new next number of off one only or other our out over please reached recorded
    received report reported same she should show since some still such tell their there these
    they this those three through total two under until was we were what when where whether which
    while who whom whose why will with within without would year years month months quarter you
    your january february march april june july august september october november december
    """
)
# Written alike in both languages, or names of things: no evidence for either.
_SHARED: Final = _words(
    """
    ajiant android app blog bluezone bot camera cloud covid cyber cycir data email facebook fax
    google gmail hotline internet ioc ios lotus domino laptop link livestream logo malware modem
    module office online offline pdf ransomware radio robot router server sms smart smartphone
    software spam startup tablet teamviewer tiktok token trojan twitter unesco video viettel
    vinaphone mobifone vnpt virus vpn web website wifi youtube zalo usb vneid
    """
)
_VOWELS: Final = frozenset("aeiouy")

_ENGLISH_WORD: Final = 2.0
_FOREIGN_WORD: Final = 0.8
_ACCENTED_WORD: Final = 1.5
_SYLLABLE: Final = 1.0
_NAME: Final = 0.2


def detect(text: str) -> Language:
    """Return ``"vi"``, ``"vi-plain"`` (typed without diacritics) or ``"en"``.

    A Vietnamese text with any diacritic is ``"vi"``; an English one with accented names is
    ``"en"``. Text without a word of either language counts as Vietnamese.
    """
    text = nfc(text)
    english = vietnamese = 0.0
    shouting = text.isupper()
    for position, token in enumerate(tokens(text)):
        for_english, for_vietnamese = _votes(
            token.text, name=position > 0 and not shouting and token.text[:1].isupper()
        )
        english += for_english
        vietnamese += for_vietnamese
    if english > vietnamese:
        return "en"
    return "vi" if has_diacritics(text) or not vietnamese else "vi-plain"


def _votes(word: str, *, name: bool) -> tuple[float, float]:
    """Return what `word` says for English and for Vietnamese."""
    if any(letter.isdigit() for letter in word):
        return 0.0, 0.0
    folded = fold(word)
    if has_diacritics(word):
        return 0.0, _NAME if name else _ACCENTED_WORD
    if folded in _ENGLISH:
        return _ENGLISH_WORD, 0.0
    if folded in _SHARED or folded in _AMBIGUOUS:
        return 0.0, 0.0
    if folded in toneless_syllables():
        return 0.0, _NAME if name else _SYLLABLE
    if name or len(folded) < 3 or not _VOWELS.intersection(folded):
        return 0.0, 0.0
    return _FOREIGN_WORD, 0.0


# --- English base forms -------------------------------------------------------------

_IRREGULAR: Final = {
    form: base
    for base, forms in {
        "be": "am are been being is was were",
        "begin": "began begun",
        "break": "broke broken",
        "bring": "brought",
        "build": "built",
        "care": "cared cares caring",
        "code": "coded codes coding",
        "buy": "bought",
        "catch": "caught",
        "center": "centre centres centers",
        "child": "children",
        "choose": "chose chosen",
        "come": "came",
        "criterion": "criteria",
        "deal": "dealt",
        "do": "did does done",
        "draw": "drawn drew",
        "drive": "drove driven",
        "fall": "fallen fell",
        "feed": "fed",
        "fight": "fought",
        "hang": "hung",
        "hear": "heard",
        "lend": "lent",
        "light": "lit",
        "mean": "meant",
        "fiber": "fibre fibres fibers",
        "find": "found",
        "fix": "fixes",
        "get": "got gotten",
        "give": "gave given",
        "go": "goes gone went",
        "grow": "grew grown",
        "have": "had has having",
        "hold": "held",
        "index": "indexes indices",
        "keep": "kept",
        "know": "knew known",
        "lay": "laid",
        "lead": "led",
        "leave": "left",
        "license": "licence licences licenses licenced licensed licensing",
        "lose": "lost",
        "make": "made",
        "man": "men",
        "meet": "met",
        "note": "noted notes noting",
        "oversee": "oversaw overseen",
        "pay": "paid",
        "program": "programme programmes programs",
        "rise": "risen rose",
        "run": "ran",
        "see": "saw seen",
        "seek": "sought",
        "sell": "sold",
        "send": "sent",
        "show": "shown",
        "shrink": "shrank shrunk",
        "sit": "sat sits",
        "site": "sites",
        "speak": "spoke spoken",
        "spend": "spent",
        "stand": "stood",
        "steal": "stole stolen",
        "strike": "struck",
        "take": "taken took",
        "teach": "taught",
        "tear": "tore torn",
        "tell": "told",
        "think": "thought",
        "throw": "threw thrown",
        "understand": "understood",
        "unite": "united unites uniting",
        "use": "used using uses",
        "win": "won",
        "withdraw": "withdrew withdrawn",
        "woman": "women",
        "write": "written wrote",
    }.items()
    for form in forms.split()
}
# Words that are another word without their last letter.
_FINAL_E: Final = frozenset({"care", "code", "fare", "note", "pose", "site", "unite"})
# Words without an inflection, and inflected ones that mean something of their own.
_INVARIABLE: Final = _words(
    """
    always chaired evening fixed founded goods heading his hiring hosting housing hundred incoming
    its marketing measured news opening outgoing parking planned posted publishing rating scoring
    series shared speeding staffing this wine
    """
)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return the form that an English lower-case `word` shares with its inflections.

    ``stations`` and ``station``, ``issued`` and ``issue``, ``planned`` and ``plan``,
    ``digitised`` and ``digitize`` give one form each; it need not be a word itself.
    """
    if word in _INVARIABLE:
        return word
    base = _IRREGULAR.get(word) or _without_ending(word)
    if len(base) > 3 and base.endswith("e") and base not in _FINAL_E:
        base = base[:-1]
    if len(base) > 5 and base.endswith(("is", "ys")) and not base.endswith("sis"):
        base = base[:-1] + "z"
    return base.replace("isation", "ization")


def _without_ending(word: str) -> str:
    """Return `word` without a plural, past or -ing ending."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 4 and word.endswith("ied"):
        return word[:-3] + "y"
    for ending in ("ed", "ing"):
        if word.endswith(ending) and not word.endswith("eed"):
            rest = word[: -len(ending)]
            if len(rest) >= 3 and _VOWELS.intersection(rest):
                return _single(rest)
    return word


def _single(rest: str) -> str:
    """Return `rest` without the consonant that was doubled before an ending."""
    if rest[-1] == rest[-2] and rest[-1] in "bdgmnprt":
        return rest[:-1]
    return rest
