"""The lexicon's data files are sound: spelled right, said once, and not of function words."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import assistant.lexicon
from assistant.language import stem
from corpus.vietnamese import is_syllable, normalise_tones, tokens

DATA = Path(assistant.lexicon.__file__).parent / "data"

# Acronyms, names and borrowed words that reports print and no Vietnamese syllable spells.
_FOREIGN = """
adsl agribank anm anten antt api app atgt atm attt backup banking bcci bcvt bcđ bhxh bhyt
bluezone blốc botnet brandname brute bsc btc bts bđvhx cabinet call camera campuchia cbcc
cbccvc ccb cccd cchc cell center cert chatbot chip cks clip cloud cnscđ cntt cod code covid
cp cpđt cqs cqđt csdl csirt cstđ cts cv cđs dashboard data ddos dn dnnvv drone dth dti dtts
dvc dvcqg dvctt email ems esim facebook fake fanpage fb fdi festival firewall flycam fm
follower force form fpt free ftth game gdp gis gp gplx gpmb grdp gtgt hack hacker hash hcc
hs hssv httt htx hđnd ict ii iii index internet ioc ip iptv iso iuu iv j karaoke katê khmer
kiosk km kntc kstthc kt ktxh lag laptop learning leased led lgsp like line livestream log
logistics lđtt mail make malware mbps micro mn mnp mobifone mobile modem momo money moocs
mou mtqg mxh mytv ncsc ndxp net news nq nsnn ntm nđ ocop oda office offline online only open
otp page paht pakn panô papi par payment pc pccc pci pctn pctt pgđ photo photocopy pki
platform portal pos post postcode postmart pt ptth pv qlnn qlvb qppl qr qđ raglai reset ring
roaming robot router sctv sensor server ship shipper shop sipas small smartphone sme smedx
sms soc software spam speed t tb td telehealth th thcs thpt tiktok tmđt tngt tnhh token
tslcd tt ttatgt ttg tthc ttpvhcc ttth tttt ttđt tw ubmttq ubnd unesco ups upu usb usd vbqppl
vbđt vhtt viba video viet vietnam vietnamobile viettel view vinaphone virus vmap vn vneid
vnpt voice voso vov vphc vpostcode vpđd vsat vt vtv vtvcab vtđ web website wifi xdsl xh
youtube zalo zip zoom ăngten đbkk đttm kiốt
startup ctsdc deface hotline ransomware scan ttkdtm hđđt sxnn cnsct xphc pa ht
bitcoin coin face ipad pass tivi vaccine vacxin
download iptv kilomet kt1 link lte mytv nodeb radio spam taxi tv webcam gas fax m
"""
FOREIGN = frozenset(_FOREIGN.split())


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text.lower())]


def items(name: str, key: str) -> list[Any]:
    """The items of all topic files of a folder of the lexicon's data."""
    return [
        item
        for path in sorted((DATA / name).glob("*.json"))
        for item in json.loads(path.read_text(encoding="utf-8"))[key]
    ]


def synonym_groups() -> list[tuple[str, ...]]:
    """The phrases of each group; of a directed one both the broader and the narrower."""
    return [
        (*group["asked"], *group["found"]) if isinstance(group, dict) else tuple(group)
        for group in items("synonyms", "groups")
    ]


def test_glossary_and_synonyms_are_large() -> None:
    assert len(items("glossary", "entries")) >= 2200
    assert len(items("synonyms", "groups")) >= 700


def test_no_phrase_stands_twice_in_one_group_or_entry() -> None:
    for one in [*synonym_groups(), *(entry["vi"] for entry in items("glossary", "entries"))]:
        cut = [tuple(words(phrase)) for phrase in one]
        assert all(cut), one
        assert len(set(cut)) == len(cut), one


def test_everyday_words_are_many_and_each_translated() -> None:
    entries = items("everyday", "entries")
    assert len(entries) >= 900
    assert all(entry["en"] and entry["vi"] for entry in entries)
    for entry in entries:
        assert len(set(entry["vi"])) == len(entry["vi"]), entry
        assert len(set(entry["en"])) == len(entry["en"]), entry


def test_every_phrase_is_normal_and_spelled_in_vietnamese() -> None:
    """NFC, tone marks in their new places, and legal syllables, digits or known acronyms."""
    for phrase in {
        phrase
        for one in [
            *synonym_groups(),
            *(entry["vi"] for name in ("glossary", "everyday") for entry in items(name, "entries")),
        ]
        for phrase in one
    }:
        assert unicodedata.is_normalized("NFC", phrase)
        assert normalise_tones(phrase) == phrase
        for word in words(phrase):
            known = is_syllable(word) or word in FOREIGN or any(map(str.isdigit, word))
            assert known, (word, phrase)


def test_no_head_has_two_readings() -> None:
    """An English phrase, by its stems, stands in one entry only: all its readings are there."""
    seen: dict[tuple[str, ...], str] = {}
    for entry in items("glossary", "entries"):
        for key in {tuple(map(stem, words(english))) for english in entry["en"]}:
            assert key not in seen, (entry["en"], seen[key])
            seen[key] = entry["en"][0]


def test_every_group_offers_a_choice_of_its_own() -> None:
    groups = [frozenset(group) for group in synonym_groups()]
    assert all(len(group) > 1 for group in groups)
    assert len(set(groups)) == len(groups)
    for name, key in (("glossary", "entries"), ("synonyms", "groups")):
        for path in (DATA / name).glob("*.json"):
            assert json.loads(path.read_text(encoding="utf-8"))[key], path


def test_no_function_word_alone_is_in_the_glossary() -> None:
    """A lone function word would turn every question into one about its translation."""
    stops = json.loads((DATA / "stopwords.json").read_text(encoding="utf-8"))["en"]
    alone = {stem(stop) for stop in stops if " " not in stop}
    listed = {
        stem(english.lower()) for entry in items("glossary", "entries") for english in entry["en"]
    }
    assert not alone & listed
