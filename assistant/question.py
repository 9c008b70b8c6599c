"""What a question asks for: its slots, read by rules from its words.

A question is read in its folded form, so that ``bao nhiêu trạm 5G`` and ``bao nhieu tram
5G`` give the same slots. What is left after the slots (period, place, level, question
words) are its *concepts*: the words and phrases that the evidence has to hold, each with
the alternatives that reports use for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.diacritics import restore
from assistant.kinds import (
    ASKS,
    DIMENSIONS,
    EXCLUDED,
    GENERAL,
    LEVELS,
    NEGATED_TOTAL,
    NOT_LENGTH,
    NUMBER_WORDS,
    Ask,
    Dimension,
    Kind,
    first,
    kind_of,
    readable,
    segments,
)
from assistant.language import detect
from assistant.lexicon import Lexicon
from assistant.spelling import correct
from corpus import Level
from corpus.numbers import DOCUMENT_NUMBER
from corpus.periods import Period, PeriodMention, find_dates, find_periods, resolve
from corpus.provinces import find_provinces
from corpus.vietnamese import fold, nfc, normalise_tones


@dataclass(frozen=True, slots=True)
class Syllable:
    """A word to be found: accented where it must match so, folded where accents don't count."""

    text: str
    accented: bool
    folded: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Fold once what is compared often."""
        object.__setattr__(self, "folded", fold(self.text))


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that the evidence must name, in any of its alternatives.

    ``asked`` marks what is counted (``trạm`` in ``bao nhiêu trạm``); ``known`` is false for
    words that neither the archive nor the glossary has, ``soft`` marks general words and
    those that a slot already speaks for. ``start`` and ``end`` are offsets
    into the question.
    """

    surface: str
    alternatives: tuple[tuple[Syllable, ...], ...]
    start: int
    end: int
    asked: bool = False
    known: bool = True
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood; ``text`` is what was typed, ``search`` what is searched for."""

    text: str
    language: str
    kind: Kind
    concepts: tuple[Concept, ...]
    search: str
    dense: str
    periods: tuple[Period, ...] = ()
    relative: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    dimension: Dimension | None = None
    ask: Ask | None = None
    documents: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    readable: str = ""  # the words as the rules read them, see `assistant.kinds.readable`
    segments: tuple[tuple[int, int], ...] = field(default=())  # parts that each ask something
    inherited: frozenset[int] = frozenset()  # starts of the concepts taken from earlier turns

    @property
    def english(self) -> bool:
        return self.language == "en"


_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|\w+(?:[-.]\w+)*")
_COMPARED = re.compile(
    r"(?:\bso (?:voi|vs)|\bhon|\bthan|\b(?:compared|relative) (?:with|to)|\bon|\bfrom|\bsince)"
    r"(?: the)?\s*$"
)
_PARTICLES = frozenset({"vay", "nhi", "nhe", "ha", "a", "the", "roi"})  # that close a question
_SPELLED = {
    "hai": ("02", "2"),
    "ba": ("03", "3"),
    "bốn": ("04", "4"),
    "năm": ("05", "5"),
    "sáu": ("06", "6"),
    "bảy": ("07", "7"),
    "tám": ("08", "8"),
    "chín": ("09", "9"),
    "two": ("02", "2"),
    "three": ("03", "3"),
    "four": ("04", "4"),
    "five": ("05", "5"),
}


def _asked_periods(text: str, folded: str) -> list[PeriodMention]:
    """Return the periods that a question is about, not those that it compares with."""
    return [
        mention
        for mention in find_periods(text)
        if not (mention.relative and _COMPARED.search(folded[: mention.start]))
    ]


def _parts(token: str) -> list[str]:
    """Return the words of a typed token, as texts are cut into words."""
    return [part for part in re.split(r"[-.,]", token) if part]


@dataclass(frozen=True, slots=True)
class Words:
    """What question reading needs to know of the archive: its words, periods and places."""

    vocabulary: Mapping[str, int]  # accented lower-case syllables
    folded: Mapping[str, int]
    bigrams: Mapping[tuple[str, str], int]
    periods: tuple[Period, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)  # further province names to keys

    @property
    def newest(self) -> Period | None:
        """The period that ends last, which relative ones are counted from."""
        return max(self.periods, key=lambda period: period.last, default=None)


def _spellings(token: str, *, accented: bool) -> tuple[tuple[Syllable, ...], ...]:
    """Return a token's ways of being printed: itself, and digits for a number word."""
    own = _syllables(_parts(token), accented=accented)
    return (own, *(_syllables((digits,), accented=False) for digits in _SPELLED.get(token, ())))


def _syllables(phrase: Sequence[str], *, accented: bool) -> tuple[Syllable, ...]:
    return tuple(Syllable(word if accented else fold(word), accented) for word in phrase)


def _without_qua(phrases: Sequence[tuple[Syllable, ...]]) -> tuple[tuple[Syllable, ...], ...]:
    """Return the phrases, ``qua bưu điện`` also as ``bưu điện``: tables leave the "by" out."""
    bare = [p[1:] for p in phrases if len(p) > 1 and p[0].text == "qua"]
    return (*phrases, *bare)


class Reader:
    """Reads questions against one archive's words; cheap to make, safe to share."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self._lexicon = lexicon
        self._words = words

    def read(self, text: str) -> Question:
        """Return `text` with its slots; never raises for odd input."""
        typed = " ".join(nfc(text).split())
        language = detect(typed)
        expanded = typed if language == "en" else self._lexicon.expand(typed)
        expanded = normalise_tones(expanded)
        folded = readable(expanded)
        mentions = _asked_periods(expanded, folded)
        places = self._places(expanded, folded)
        taken = [(m.start, m.end) for m in mentions if m.period or m.relative]
        taken += [(m.start, m.end) for m in find_dates(expanded)]
        taken += [(start, end) for start, end, _ in places]
        periods = self._periods(mentions)
        levels = tuple(level for level, pattern in LEVELS if re.search(pattern, folded))
        for _level, pattern in LEVELS:
            taken += [m.span() for m in re.finditer(pattern, folded)]
        documents = tuple(m.group() for m in DOCUMENT_NUMBER.finditer(expanded))
        taken += [m.span() for m in DOCUMENT_NUMBER.finditer(expanded)]
        taken += [m.span() for m in EXCLUDED.finditer(folded)]
        kind = kind_of(folded)
        dimension = first(DIMENSIONS, folded)
        if dimension is Dimension.LENGTH and NOT_LENGTH.search(folded):
            dimension = None
        ask = first(ASKS, folded)
        if ask is Ask.TOTAL and NEGATED_TOTAL.search(folded):
            ask = None
        concepts = self._concepts(expanded, folded, language, taken)
        if language == "vi-plain":
            dense = restore(expanded, self._words.vocabulary, self._words.bigrams)
        else:
            dense = expanded
        return Question(
            text=typed,
            language=language,
            kind=kind,
            concepts=concepts,
            search=self._search_text(concepts, documents, language, expanded),
            dense=dense,
            periods=periods,
            relative=tuple(m.relative for m in mentions if m.relative),
            provinces=tuple(dict.fromkeys(key for _, _, key in places)),
            levels=levels,
            dimension=dimension if isinstance(dimension, Dimension) else None,
            ask=ask if isinstance(ask, Ask) else None,
            documents=documents,
            numbers=tuple(
                t for t in re.findall(r"(?<![\w/.-])\d+(?:[.,]\d+)*(?![\w/-])", expanded)
            ),
            readable=folded,
            segments=segments(folded),
        )

    def _places(self, text: str, folded: str) -> list[tuple[int, int, str]]:
        """Return the provinces named: those on the list, and those of the archive's reports."""
        found = [(m.start, m.end, m.province.key) for m in find_provinces(text)]
        for name, key in self._words.places.items():
            for match in re.finditer(rf"\b{re.escape(fold(name))}\b", folded):
                typed = text[match.start() : match.end()]
                if typed[:1].isupper() or typed.casefold() in {name.casefold(), match.group()}:
                    found.append((match.start(), match.end(), key))
        return sorted(found)

    def _periods(self, mentions: Sequence[PeriodMention]) -> tuple[Period, ...]:
        found: list[Period] = []
        named = any(mention.period for mention in mentions)
        for mention in mentions:
            if named and mention.period is None:
                continue  # "trong tháng 4/2023": the named period is the one that counts
            period = mention.period
            if period is None and mention.relative and self._words.newest:
                resolved = resolve(mention, self._words.newest)
                if resolved and any(resolved.overlaps(known) for known in self._words.periods):
                    period = resolved
            if period is not None and period not in found:
                found.append(period)
        return tuple(found)

    def _concepts(
        self, text: str, folded: str, language: str, taken: Sequence[tuple[int, int]]
    ) -> tuple[Concept, ...]:
        spans = [
            m.span()
            for m in _TOKEN.finditer(text)
            if not any(m.start() < high and low < m.end() for low, high in taken)
        ]
        if language == "en":
            concepts = self._english(text, spans)
        else:
            concepts = self._vietnamese(text, spans, plain=language == "vi-plain")
        return _mark_soft(_mark_asked(concepts, folded), folded)

    def _english(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Concept]:
        tokens = [text[a:b].lower() for a, b in spans]
        matches = {m.start: m for m in self._lexicon.gloss(tokens)}
        content = self._lexicon.strip_stops(tokens, "en", folded=False)
        concepts: list[Concept] = []
        index = 0
        while index < len(tokens):
            match = matches.get(index)
            if match is not None:
                start, end = spans[match.start][0], spans[match.end - 1][1]
                concepts.append(
                    Concept(
                        text[start:end],
                        tuple(_syllables(a, accented=True) for a in match.alternatives),
                        start,
                        end,
                    )
                )
                index = match.end
                continue
            if content[index] and not tokens[index].endswith("'s"):
                token = tokens[index]
                accented = fold(token) != token
                known = fold(token) in self._words.folded
                concepts.append(
                    Concept(
                        text[spans[index][0] : spans[index][1]],
                        _spellings(token, accented=accented),
                        *spans[index],
                        known=known,
                    )
                )
            index += 1
        return concepts

    def _vietnamese(
        self, text: str, spans: Sequence[tuple[int, int]], *, plain: bool
    ) -> list[Concept]:
        tokens = [text[a:b].lower() for a, b in spans]
        content = self._lexicon.strip_stops(tokens, "vi", folded=plain)
        if len(tokens) > 1 and fold(tokens[-1]) in _PARTICLES and tokens[-1] not in {"thế"}:
            content = [*content[:-1], False]
        repaired = [self._repair(token, plain=plain) for token in tokens]
        matches = {
            m.start: m
            for m in self._lexicon.synonyms([r.text for r in repaired], folded=plain)
            if any(content[m.start : m.end])
        }
        concepts: list[Concept] = []
        index = 0
        while index < len(tokens):
            match = matches.get(index)
            if match is not None:
                start, end = spans[match.start][0], spans[match.end - 1][1]
                typed = tuple(repaired[match.start : match.end])
                others = tuple(_syllables(a, accented=not plain) for a in match.alternatives[1:])
                alternatives = _without_qua((typed, *others))
                concepts.append(Concept(text[start:end], alternatives, start, end))
                index = match.end
                continue
            if content[index]:
                syllable = repaired[index]
                several = len(_parts(tokens[index])) > 1 or tokens[index] in _SPELLED
                concepts.append(
                    Concept(
                        text[spans[index][0] : spans[index][1]],
                        _spellings(tokens[index], accented=False) if several else ((syllable,),),
                        *spans[index],
                        known=several or fold(syllable.text) in self._words.folded,
                    )
                )
            index += 1
        return concepts

    def _repair(self, token: str, *, plain: bool) -> Syllable:
        """Return how a typed syllable is to be matched: exactly, folded, or as its correction."""
        bare = fold(token)
        if not plain and token != bare and token in self._words.vocabulary:
            return Syllable(token, True)
        if bare in self._words.folded or not bare.isalpha() or len(bare) < 4:
            return Syllable(bare, False)
        return Syllable(correct(bare, self._words.folded) or bare, False)

    @staticmethod
    def _search_text(
        concepts: Sequence[Concept], documents: Sequence[str], language: str, text: str
    ) -> str:
        if language != "en":
            return text
        words = [" ".join(s.text for s in c.alternatives[0]) for c in concepts]
        return " ".join([*words, *documents])


def _mark_soft(concepts: Sequence[Concept], folded: str) -> tuple[Concept, ...]:
    """Mark general words, and words that the ask already speaks for."""
    spoken = [
        match.span()
        for _, pattern in (*ASKS, *DIMENSIONS[:1])
        for match in re.finditer(pattern, folded)
    ]
    return tuple(
        replace(concept, soft=True)
        if (GENERAL.fullmatch(fold(concept.surface)) and not concept.asked)
        or any(low <= concept.start < high for low, high in spoken)
        else concept
        for concept in concepts
    )


def _mark_asked(concepts: Sequence[Concept], folded: str) -> tuple[Concept, ...]:
    """Mark the concept right after a counting word as the thing that is counted."""
    marked = list(concepts)
    for match in NUMBER_WORDS.finditer(folded):
        for position, concept in enumerate(marked):
            gap = folded[match.end() : concept.start]
            if 0 <= concept.start - match.end() <= 6 and not re.search(r"[,;:?]", gap):
                marked[position] = replace(concept, asked=True)
                break
    return tuple(marked)
