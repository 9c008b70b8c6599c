"""The words of the field: abbreviations, synonyms, a bilingual glossary, function words.

Everything is data (``assistant/data``; the glossary and the synonyms have a file for each
topic); this module only looks phrases up. Vietnamese tokens are lower-case syllables (NFC,
tone marks in their new places) as `corpus.vietnamese.tokens` cuts them, or the same folded;
English ones are lower-case words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from assistant.collecting import uncollected
from assistant.glosses import Glossary, Translation
from assistant.mending import Mender
from assistant.phrases import Match, Phrase, PhraseTable, cover, cut, matches
from corpus.vietnamese import fold, has_diacritics, is_syllable, nfc

_DATA: Final = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True, slots=True)
class _Abbreviation:
    """One reading of an abbreviation, and the neighbours that it needs or shuns.

    ``after``, ``before`` and ``not_before`` are folded tokens; ``"#"`` stands for a token
    with a digit, ``""`` for the edge of the text. Either of ``after`` and ``before`` suffices.
    """

    full: str
    short: str
    exact: bool
    after: frozenset[str]
    before: frozenset[str]
    not_before: frozenset[str]

    def fits(self, written: str, previous: str, following: str) -> bool:
        """Tell whether this reading holds for what is `written` between its neighbours."""
        if (self.exact and written != self.short) or following in self.not_before:
            return False
        if not self.after and not self.before:
            return True
        return previous in self.after or following in self.before


@dataclass(frozen=True, slots=True)
class _StopWords:
    """Function words and the phrases in which the same words carry meaning.

    ``unsafe`` are toneless spellings of function words that more often are other words.
    ``counting`` are those that are function words only before a unit (``may tram``).
    """

    stops: PhraseTable[None]
    content: PhraseTable[None]
    known: PhraseTable[None]
    unsafe: frozenset[str] = frozenset()
    counting: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    def mask(self, tokens: Sequence[str]) -> list[bool]:
        """Tell for each token whether it carries content."""
        bare = list(map(fold, tokens))
        mask = [True] * len(tokens)
        start = 0
        while start < len(tokens):
            kept, known = (table.at(tokens, bare, start) for table in (self.content, self.known))
            kept_end, known_end = (found[0] if found else start for found in (kept, known))
            stop = self._stop_phrase(tokens, bare, start)
            if stop is None or stop[0] <= kept_end or stop[0] < known_end:
                if known and known_end > kept_end:
                    for inner in _linking(known[1][0][0]):
                        mask[start + inner] = False
                start = max(kept_end, known_end, start + 1)
                continue
            end, phrase = stop
            certain = phrase == tuple(tokens[start:end]) and has_diacritics(tokens[start])
            if end > start + 1 or certain or self._stops_alone(bare, start):
                mask[start:end] = [False] * (end - start)
            start = end
        return mask

    def _stop_phrase(
        self, tokens: Sequence[str], bare: Sequence[str], start: int
    ) -> tuple[int, Phrase] | None:
        """Return the longest stop phrase at `start` that cuts no meaningful phrase in two."""
        last = len(tokens)
        while found := self.stops.at(tokens, bare, start, last=last):
            end, entries = found
            cut = next(
                (
                    inner
                    for inner in range(start + 1, end)
                    for table in (self.content, self.known)
                    if (longer := table.at(tokens, bare, inner)) and longer[0] > end
                ),
                None,
            )
            if cut is None:
                return end, entries[0][0]
            last = cut
        return None

    def _stops_alone(self, bare: Sequence[str], position: int) -> bool:
        """Tell whether the toneless spelling of a stop word is one here."""
        if bare[position] in self.unsafe:
            return False
        if bare[position] in self.counting:
            return position + 1 == len(bare) or bare[position + 1] in self.units
        return True


_LINKING: Final = frozenset(
    ["các", "cho", "của", "do", "những", "tại", "theo", "trên", "trong", "và", "về", "với", "được"]
)


def _linking(phrase: Phrase) -> list[int]:
    """Return which inner words of a phrase only link the others: ``đơn của khách hàng``."""
    return [position for position, word in enumerate(phrase[:-1]) if position and word in _LINKING]


# Runs without white space, less the punctuation around them.
_RUN: Final = re.compile(r"\w(?:\S*[\w%])?")
_PART: Final = re.compile(r"\w+(?:&\w+)*%?")
_NUMBERED: Final = re.compile(
    r"\d[^\s/]*[/-][^\W\d_]|[^\W\d_]/\d|(?<![^\W\d_])[A-ZĐ]{1,8}-[A-ZĐ]{2,}"
)


# "9T/2022", the first nine months of a year, is no document's number.
_MONTHS_OF_YEAR: Final = re.compile(r"\d{1,2}T/(?:20)?\d\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The field's words, ready to look up; get it from `load`."""

    _abbreviations: Mapping[str, tuple[_Abbreviation, ...]]
    _synonyms: PhraseTable[tuple[Phrase, ...]]
    _glossary: Glossary
    _vietnamese: _StopWords
    _english: _StopWords
    _phrases: tuple[Phrase, ...]
    _general: frozenset[str]
    _filling: frozenset[str]
    _words: frozenset[str]

    def expand(self, text: str, held: Mapping[str, int] | None = None) -> str:
        """Return the Vietnamese `text` (made NFC), abbreviations written out, typing mended.

        Whole tokens only; document numbers (``166/QĐ-UBND``) and periods (``T4/2023``) stay
        as they are. Ambiguous abbreviations are expanded where their neighbours settle them.
        Words that are `held`, folded with their counts, are not taken for mistyped.
        """
        return _mender().mend(self._expanded(nfc(text)), held)

    def _expanded(self, text: str) -> str:
        parts = self._parts_to_expand(text)
        neighbours = [
            "#" if any(letter.isdigit() for letter in text[start:end]) else fold(text[start:end])
            for start, end, _ in parts
        ]
        pieces: list[str] = []
        done = 0
        for position, (start, end, written) in enumerate(parts):
            short = written.rstrip("%")
            previous = neighbours[position - 1] if position else ""
            following = neighbours[position + 1] if position + 1 < len(parts) else ""
            for reading in self._abbreviations.get(short.lower(), ()):
                if reading.fits(short, previous, following):
                    pieces += (text[done:start], reading.full, " %" if short != written else "")
                    done = end
                    break
        return "".join((*pieces, text[done:]))

    def _parts_to_expand(self, text: str) -> list[tuple[int, int, str]]:
        """Return the offsets of the words of `text`, and their text unless it must stay."""
        parts: list[tuple[int, int, str]] = []
        for run in _RUN.finditer(text):
            if run.group().lower() in self._abbreviations:  # CNTT-TT, VH,TT&DL
                parts.append((*run.span(), run.group()))
                continue
            months = _MONTHS_OF_YEAR.fullmatch(run.group())
            stays = months is None and _NUMBERED.search(run.group()) is not None
            for part in _PART.finditer(text, *run.span()):
                parts.append((*part.span(), "" if stays else part.group()))
        return parts

    def synonyms(self, tokens: Sequence[str], *, folded: bool) -> list[Match]:
        """Return the phrases among `tokens` that have synonyms, longest first, in order.

        A lone syllable counts only outside longer known phrases (``tin`` in ``số tin``, not
        in ``thông tin``) and only spelled with its diacritics. Syllables of longer phrases
        may lack theirs, in text that is not `folded` too.
        """
        parts, owners = cut(list(map(fold, tokens)) if folded else tokens)
        bare = list(map(fold, parts))
        words = self._vietnamese
        covered = cover(parts, bare, (words.known, words.content, words.stops))
        return matches(self._synonyms, parts, bare, owners, covered, _OPENING)

    def gloss(self, tokens: Sequence[str]) -> list[Match]:
        """Return the English phrases among `tokens` with their Vietnamese translations.

        Phrases of nothing but function words (``it``, not ``IT system``) are left out.
        """
        return self._glossary.find(tokens, self._english.mask(tokens))

    def is_stop(self, token: str, language: str, *, folded: bool = False) -> bool:
        """Tell whether the lower-case `token` is a function word when it stands alone."""
        return not self.strip_stops((token,), language, folded=folded)[0]

    def strip_stops(
        self, tokens: Sequence[str], language: str, *, folded: bool = False
    ) -> list[bool]:
        """Return for each token whether it carries content (True) or only asks (False).

        Phrases decide before single words: ``bao nhiêu`` is dropped, ``thuê bao`` is kept.
        """
        if language == "en":
            return self._english.mask(tokens)
        return self._vietnamese.mask(list(map(fold, tokens)) if folded else tokens)

    def is_general(self, phrase: str, language: str = "vi") -> bool:
        """Tell whether a phrase fills a sentence and names nothing of its own.

        ``đưa ra``, ``vừa rồi``, ``xài``: a lone syllable only spelled with its diacritics,
        which the toneless spelling shares with words that do name something. In English
        ``alone``, ``turned out``: as they stand, for other forms may name something (``calls``).
        """
        return phrase.lower() in (self._filling if language == "en" else self._general)

    def knows(self, word: str) -> bool:
        """Tell whether a phrase of the lexicon holds the lower-case `word`, spelled so."""
        return word in self._words

    def phrases(self) -> Iterator[Phrase]:
        """Yield the accented Vietnamese phrases that the lexicon knows, each once."""
        return iter(self._phrases)


_WORD: Final = re.compile(r"\w+")
_OPENING: Final = frozenset({"được", "bị", "có", "đã", "duoc", "bi", "da"})
"""Particles before a verb; a phrase may begin with one that another phrase does not need."""


# --- reading the data ---------------------------------------------------------------


def _read(name: str) -> Any:
    return json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))


def _read_topics(name: str, key: str) -> list[Any]:
    """Return the items under `key` of all files of the folder `name`, one file a topic."""
    files = sorted((_DATA / name).glob("*.json"))
    return [item for path in files for item in json.loads(path.read_bytes())[key]]


@cache
def _phrase(text: str) -> Phrase:
    """Cut a phrase of the data, which is in NFC with its tone marks in their new places."""
    return tuple(_WORD.findall(text.lower()))


def _table(phrases: Iterable[Phrase], exact: Set[Phrase] = frozenset()) -> PhraseTable[None]:
    return PhraseTable(((phrase, None) for phrase in phrases), exact=exact)


def _abbreviations(entries: Iterable[dict[str, Any]]) -> dict[str, tuple[_Abbreviation, ...]]:
    readings: dict[str, list[_Abbreviation]] = {}
    for entry in entries:
        after, before, not_before = (
            frozenset(map(fold, entry.get(key, ()))) for key in ("after", "before", "not_before")
        )
        for short in map(nfc, entry["short"]):
            reading = _Abbreviation(
                nfc(entry["full"]), short, entry.get("exact", False), after, before, not_before
            )
            readings.setdefault(short.lower(), []).append(reading)
    return {short: tuple(found) for short, found in readings.items()}


@dataclass(frozen=True, slots=True)
class _Group:
    """Phrases of one meaning in `asked`; `found` are narrower ones that may answer them.

    Who asks for praise (khen) is told of certificates of merit (bằng khen); who asks for
    certificates of merit is not told of praise.
    """

    asked: tuple[Phrase, ...]
    found: tuple[Phrase, ...] = ()


def _group(item: Sequence[str] | Mapping[str, Sequence[str]]) -> _Group:
    if isinstance(item, Mapping):
        return _Group(tuple(map(_phrase, item["asked"])), tuple(map(_phrase, item["found"])))
    return _Group(tuple(map(_phrase, item)))


def _synonym_table(groups: Sequence[_Group], rare: Set[Phrase]) -> PhraseTable[tuple[Phrase, ...]]:
    """Map each phrase to itself and the phrases of its groups that it may be answered by."""
    found: dict[Phrase, dict[Phrase, None]] = {}
    for group in groups:
        answers = dict.fromkeys((*group.found, *group.asked))  # as printed before as asked
        for phrase in group.asked:
            found.setdefault(phrase, {phrase: None}).update(answers)
    lone = {phrase for phrase in found if len(phrase) == 1 and is_syllable(phrase[0])}
    return PhraseTable(
        ((phrase, tuple(alternatives)) for phrase, alternatives in found.items()),
        exact=rare | lone,
    )


def _translations(entries: Iterable[dict[str, list[str]]]) -> tuple[Translation, ...]:
    return tuple(
        (tuple(map(_phrase, entry["en"])), tuple(map(_phrase, entry["vi"]))) for entry in entries
    )


def _vietnamese_words(words: Mapping[str, Sequence[str]], known: Iterable[Phrase]) -> _StopWords:
    stops, content, rare = (
        frozenset(map(_phrase, words[key])) for key in ("vi", "vi_content", "folded_rare")
    )
    lone = {phrase[0] for phrase in stops if len(phrase) == 1}
    keeping = (
        phrase
        for phrase in known
        if len(phrase) > 1
        and phrase not in stops
        and phrase[0] not in lone
        and phrase[-1] not in lone
    )
    return _StopWords(
        stops=_table(stops),
        content=_table(content, exact=rare),
        known=_table(keeping, exact=rare),
        unsafe=frozenset(words["folded_unsafe"]),
        counting=frozenset(words["folded_counting"]),
        units=frozenset(map(fold, words["units"])),
    )


def _spelled_both_ways(phrases: Sequence[str]) -> frozenset[str]:
    """Return the phrases, those of several syllables also without their diacritics."""
    return frozenset(phrases) | frozenset(fold(phrase) for phrase in phrases if " " in phrase)


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """Read the data files (once) and return the lexicon."""
    with uncollected():
        return _load()


def _load() -> Lexicon:
    groups = list(map(_group, _read_topics("synonyms", "groups")))
    entries = _read_topics("glossary", "entries")
    words = _read("stopwords")
    known = dict.fromkeys(phrase for group in groups for phrase in (*group.asked, *group.found))
    known.update(dict.fromkeys(_phrase(text) for entry in entries for text in entry["vi"]))
    others = [_phrase(text) for key in ("vi_content", "vi") for text in words[key]]
    syllables = {word for phrase in (*known, *others) for word in phrase}
    return Lexicon(
        _abbreviations=_abbreviations(_read("abbreviations")["entries"]),
        _synonyms=_synonym_table(groups, frozenset(map(_phrase, words["folded_rare"]))),
        _glossary=Glossary(
            _translations(entries),
            _translations(_read_topics("everyday", "entries")),
            _read("alike")["classes"],
        ),
        _vietnamese=_vietnamese_words(words, known),
        _english=_StopWords(
            stops=_table(map(_phrase, words["en"])),
            content=_table(map(_phrase, words["en_content"])),
            known=_table(()),
        ),
        _general=_spelled_both_ways(words["vi_general"]),
        _filling=frozenset(words["en_general"]),
        _words=frozenset(syllables | set(map(fold, syllables))),
        _phrases=tuple(known | dict.fromkeys(phrase for phrase in others if len(phrase) > 1)),
    )


@lru_cache(maxsize=1)
def _mender() -> Mender:
    return Mender(load().phrases())
