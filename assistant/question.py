"""What a question asks for: its slots, read by rules from its words.

A question is read in its folded form, so that ``bao nhiêu trạm 5G`` and ``bao nhieu tram
5G`` give the same slots. What is left after the slots (period, place, level, question
words) are its *concepts*: the words and phrases that the evidence has to hold, each with
the alternatives that reports use for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from assistant import contrasts
from assistant.asides import without_asides
from assistant.concepts import Concept, ConceptReader, Words
from assistant.diacritics import restore
from assistant.english_kinds import COUNTED, PLAN_ASIDE
from assistant.facets import (
    AS_PLANNED,
    ASKS,
    DIMENSIONS,
    EXCLUDED,
    LEVELS,
    NEGATED_TOTAL,
    NOT_LENGTH,
    NUMBER_WORDS,
    PLANNED,
    Ask,
    Dimension,
    first,
    segments,
)
from assistant.kinds import WHY, Kind, kind_of, readable
from assistant.language import detect
from assistant.lexicon import Lexicon
from assistant.marking import lettered, marked
from assistant.places import PlaceReader
from assistant.vietnamese_kinds import COSTS
from assistant.vietnamese_kinds import COUNTED as THINGS
from corpus import Level
from corpus.numbers import DOCUMENT_NUMBER
from corpus.periods import Period, PeriodKind, PeriodMention, find_dates, find_periods, resolve
from corpus.vietnamese import fold, nfc, normalise_tones


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
    contrasts: Mapping[int, frozenset[int]] = field(default_factory=dict)  # see `named_contrasts`
    days: tuple[Period, ...] = ()  # days that are named: when something was, not what is reported
    period_words: str = ""  # the periods as typed
    loose: frozenset[Period] = frozenset()  # periods named only roughly: "giữa năm 2022"
    as_of: frozenset[Period] = frozenset()  # at whose end it asks how things stood
    planned: bool = False  # whether it asks for what is still to come
    typed: str = ""  # a follow-up as typed, where `text` has its relative moments written out

    @property
    def english(self) -> bool:
        return self.language == "en"

    @property
    def spoken(self) -> str:
        """The folded words by which Vietnamese rules read it; of English ones what they mean."""
        if not self.english:
            return self.readable
        return "; ".join(" ".join(s.folded for s in c.alternatives[0]) for c in self.concepts)


_ABOUT = re.compile(
    r"(?:tu )?(?:giua|dau|cuoi|mid|early|late|(?:the )?(?:middle|start|end|beginning))\b"
)
_A_PLAN = re.compile(r"\b(?:which|what) (?:(?!(?:is|was|are|were)\b)\w+ ){0,2}plans?\b")
_TO = re.compile(r"\b(?:den|toi|to|until|through)\b")  # ends where it says
_UNTIL = re.compile(
    r"\b(?:(?:tinh |cho |ke )?(?:den|toi)|vao|luc|cuoi|het|as of|as at|by|until|up to|at)"
    r"(?: (?:nay|cuoi|het|giua|thoi diem|the|end|close|of))*\s*$"
)
_UNTIL_DAY = re.compile(
    r"\b(?:den|toi|tinh den|as of|as at|by|until|up to)"
    r"(?: (?:het|ngay|cuoi|thoi diem|luc|the|end|close|of))*\s*$"
)
_HOW_MANY = re.compile(r"\bbao nhieu\b")  # beside it, "may tram" are workstations
_GIVEN = re.compile(r"(?<![\w/.-])\d+(?:[.,]\d+)*(?![\w/-])")
_LED = re.compile(
    r"\b(?:(?:tinh|ke)(?: (?:cho )?(?:den|toi))?|(?:cho )?(?:den|toi))(?: (?:cuoi|het))* $"
    r"|\b(?:late|early|mid)[ -]$"
)
_ENDS = re.compile(r"(?:(?:den |toi )?(?:cuoi|het) |(?:the )?(?:end|close) of )")
_ONE_PLACE = re.compile(r"district|commune|districts|communes")
_NAME_BEFORE = re.compile(r"(?<=\S )(?:[^\W\d_a-z]\w+ )+(?:(?:and|or) (?:[^\W\d_a-z]\w+ )+)?$")
_NAME_AFTER = re.compile(r" of (?!the )[^\W\d_a-z]")
_DAY_OF = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?(?: of)? $")  # "10 October" is a day
_PUT_OFF = re.compile(
    r"\b(?:lui|doi|hoan|day|gia han|chuyen)(?: [^\s,;?]+){0,3} (?:sang|den|toi|qua)(?: cuoi| dau)?"
    r"\s*$|\b(?:postponed|put off|pushed back|moved|delayed) (?:to|until|till)(?: the)?\s*$"
)  # the period to which something is moved is not the one that is reported
_COMPARED = re.compile(
    r"(?:\bso (?:voi|vs)|\bhon|\bthan|\b(?:compared|relative) (?:with|to)|\bon|\bfrom|\bsince)"
    r"(?: the)?\s*$"
)


def named_contrasts(
    text: str, concepts: Sequence[Concept], *, english: bool
) -> Mapping[int, frozenset[int]]:
    """Return the members of each contrast class that a question names, see `contrasts`.

    An English word names what its translations name.
    """
    classes = contrasts.load()
    if not english:
        asked = EXCLUDED.sub(" ", readable(text))
        counting = _HOW_MANY if "bao nhieu" in asked else NUMBER_WORDS
        words = counting.sub(" ", asked).replace("m_y", "may").replace("s_", "so")
        return classes.members(contrasts.folded_words(words))
    alternatives = [
        tuple(syllable.folded for syllable in phrase)
        for concept in concepts
        for phrase in concept.alternatives[:1]
    ]
    around = tuple(word for phrase in alternatives for word in phrase)
    found: dict[int, frozenset[int]] = {}
    for phrase in alternatives:
        for number, members in classes.members(phrase, around).items():
            found[number] = found.get(number, frozenset()) | members
    return found


def _asked_periods(text: str, folded: str) -> list[PeriodMention]:
    """Return the periods that a question is about, not those that it compares with."""
    return [
        mention
        for mention in find_periods(text)
        if not (mention.relative and _COMPARED.search(folded[: mention.start]))
        and not _PUT_OFF.search(folded[: mention.start])
    ]


def _loose(mentions: Sequence[PeriodMention], folded: str) -> frozenset[Period]:
    """Return the periods that are named only roughly (``đầu năm 2023``, ``mid-2022``)."""
    return frozenset(
        mention.period
        for mention in mentions
        if mention.period is not None
        and mention.period.kind is PeriodKind.RANGE
        and _ABOUT.match(folded, mention.start)
        and not _TO.search(folded[mention.start : mention.end])
    )


def _as_of(mentions: Sequence[PeriodMention], folded: str) -> frozenset[Period]:
    """Return the periods at whose end the question asks how things stood (``đến hết 2023``).

    A day is one of them only where it says so: ``đến 20/8/2022``, not ``ngày 20/8/2022``.
    """
    return frozenset(
        mention.period
        for mention in mentions
        if mention.period is not None
        and (
            _UNTIL_DAY.search(folded[: mention.start])
            if mention.period.kind is PeriodKind.DAY
            else _UNTIL.search(folded[: mention.start]) or _ENDS.match(folded, mention.start)
        )
    )


def _reported(
    mention: PeriodMention, known: Sequence[Period], newest: Period, *, planned: bool
) -> Period | None:
    """Return the period of a relative mention: without a year, the latest that is reported.

    ``in July`` means the July of which there is a report; in a question for plans it may be
    the one after the newest report.
    """
    assert mention.relative is not None
    if mention.relative.partition(":")[0].endswith("_only"):
        years = sorted({period.last.year for period in known}, reverse=True)
        of_years = [resolve(mention, Period.of_year(year)) for year in years]
        reported = next((period for period in of_years if period in known), None)
        if planned and (coming := of_years[0]) is not None and coming.first > newest.last:
            return coming
        if reported is not None:
            return reported
    return resolve(mention, newest)


def _bare_month(mention: PeriodMention) -> bool:
    """Tell whether a mention is a month without a year, also one that is only compared with."""
    return mention.relative is not None and mention.relative.startswith("month_only")


def _in_name(text: str, start: int, end: int) -> bool:
    """Tell whether a level's word belongs to a place's name: ``Krong Pac district``."""
    return bool(
        _ONE_PLACE.fullmatch(text[start:end].lower())
        and (_NAME_BEFORE.search(text[:start]) or _NAME_AFTER.match(text[end:]))
    )


def _a_city(folded: str, start: int, end: int) -> bool:
    """Tell whether a province's name is that of its city here: ``in Ben Tre city``."""
    return folded.startswith(" city", end) or folded[:start].endswith("city of ")


def _month_within(mention: PeriodMention, mentions: Sequence[PeriodMention]) -> Period | None:
    """Return the month or quarter without a year that a named year or part of it holds."""
    if mention.relative is None or not mention.relative.partition(":")[0].endswith("_only"):
        return None
    for other in mentions:
        if other.period is not None and other.period.kind in (PeriodKind.YEAR, PeriodKind.RANGE):
            found = resolve(mention, Period.of_year(other.period.last.year))
            if found is not None and other.period.contains(found):
                return found
    return None


def _same_part(year: Period, known: Sequence[Period]) -> Period:
    """Return the part of a year that ``cùng kỳ năm 2023`` means: that of the report after it."""
    after = [p for p in known if p.last.year == year.last.year + 1 and p.kind is not year.kind]
    newest = max(after, key=lambda period: period.last, default=None)
    return year if newest is None or year.kind is not PeriodKind.YEAR else newest.year_before()


class Reader:
    """Reads questions against one archive's words; cheap to make, safe to share."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self._lexicon = lexicon
        self._words = words
        self._concepts = ConceptReader(lexicon, words)
        self._places = PlaceReader(words.places, words.reported, words.folded)

    def read(self, text: str, language: str | None = None) -> Question:
        """Return `text` with its slots; never raises for odd input.

        `language` is what it is written in, where that is known from more than `text`.
        """
        typed = " ".join(nfc(text).split())
        language = language or detect(typed)
        expanded = typed if language == "en" else self._lexicon.expand(typed, self._words.folded)
        expanded = normalise_tones(expanded)
        folded = readable(expanded, english=language == "en")
        timed = fold(expanded) if language == "vi-plain" else expanded  # "TP" has become accented
        mentions = _asked_periods(timed, folded)
        places = self._places.find(expanded, folded)
        taken = [(m.start, m.end) for m in mentions if m.period or m.relative]
        taken += [(m.start, m.end) for m in find_periods(timed) if _bare_month(m)]
        taken += [m.span() for low, _ in taken if (m := _LED.search(folded, 0, low))]
        taken += [(m.start, m.end) for m in find_dates(expanded)]
        taken += [(start, end) for start, end, _ in places if not _a_city(folded, start, end)]
        # without the plan that it is only set against
        done = AS_PLANNED.sub(" ", PLAN_ASIDE.sub(" ", folded))
        kind = kind_of(folded)
        if kind is Kind.DOCUMENT:
            done = _A_PLAN.sub(" ", done)  # "which plan" is a paper, and may be an old one
        planned = bool(PLANNED.search(done))
        provinces = tuple(dict.fromkeys(key for _, _, key in places))
        months = [m for m in mentions if not (m.relative and _DAY_OF.search(folded[: m.start]))]
        periods = self._periods(months, provinces, planned=planned)
        loose = _loose(mentions, folded)
        if any(p not in loose and any(p.overlaps(q) for q in loose) for p in periods):
            periods = tuple(p for p in periods if p not in loose)  # "cuối năm, tức tháng 12"
        if len(periods) > 1:  # "cuối năm 2024, cụ thể là tháng 12/2024": the month counts
            ends = {p for p in _as_of(mentions, folded) if p.kind is PeriodKind.YEAR}
            periods = tuple(
                p
                for p in periods
                if p not in ends or not any(p.contains(q) for q in periods if q != p)
            )
        spoken = [
            (level, found.span())
            for level, pattern in LEVELS
            for found in re.finditer(pattern, folded)
            if not _in_name(expanded, *found.span())
        ]
        levels = tuple(dict.fromkeys(level for level, _ in spoken))
        taken += [span for _, span in spoken]
        documents = tuple(m.group() for m in DOCUMENT_NUMBER.finditer(expanded))
        taken += [m.span() for m in DOCUMENT_NUMBER.finditer(expanded)]
        taken += [m.span() for m in EXCLUDED.finditer(folded)]
        taken += [m.span() for m in WHY.finditer(folded)]
        dimension = first(DIMENSIONS, folded)
        if dimension is Dimension.LENGTH and NOT_LENGTH.search(folded):
            dimension = None
        if dimension is None and COSTS.search(expanded.lower()):
            dimension = Dimension.MONEY
        if dimension is Dimension.MONEY and (COUNTED.search(folded) or THINGS.search(folded)):
            dimension = None  # "how many people were fined"
        ask = first(ASKS, EXCLUDED.sub(" ", done))
        if ask is Ask.TOTAL and NEGATED_TOTAL.search(folded):
            ask = None
        general = partial(self._lexicon.is_general, language=language)
        read = lettered(self._concepts.read(expanded, folded, language, taken), expanded)
        concepts = marked(read, folded, general)
        concepts = without_asides(concepts, expanded, folded)
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
            periods=tuple(p for p in periods if p.kind is not PeriodKind.DAY),
            days=tuple(p for p in periods if p.kind is PeriodKind.DAY),
            loose=loose,
            as_of=_as_of(mentions, folded),
            period_words=", ".join(expanded[m.start : m.end] for m in mentions if m.period),
            planned=planned,
            relative=tuple(m.relative for m in mentions if m.relative),
            provinces=provinces,
            levels=levels,
            dimension=dimension if isinstance(dimension, Dimension) else None,
            ask=ask if isinstance(ask, Ask) else None,
            documents=documents,
            numbers=tuple(
                m.group()
                for m in _GIVEN.finditer(expanded)
                if not any(low <= m.start() < high for low, high in taken)
            ),
            readable=folded,
            segments=segments(folded),
            contrasts=named_contrasts(expanded, concepts, english=language == "en"),
        )

    def _periods(
        self, mentions: Sequence[PeriodMention], provinces: Sequence[str], *, planned: bool
    ) -> tuple[Period, ...]:
        """Return the periods meant; relative ones are those of the named provinces' reports."""
        of_them = [p for key in provinces for p in self._words.reported.get(key, ())]
        known = of_them or self._words.periods
        newest = max(known, key=lambda period: period.last, default=None)
        found: list[Period] = []
        named = any(mention.period for mention in mentions)
        for position, mention in enumerate(mentions):
            if named and mention.period is None:
                # "trong tháng 4/2023": the named period counts; "cuối năm 2024, tức tháng 12"
                # names its month by the year
                within = _month_within(mention, mentions)
                if within is not None and within not in found:
                    found.append(within)
                continue
            period = mention.period
            if period is None and mention.relative and newest:
                resolved = _reported(mention, known, newest, planned=planned)
                if resolved and (
                    any(resolved.overlaps(other) for other in known)
                    or (planned and resolved.first > newest.last)
                ):
                    period = resolved
            if period is None:
                continue
            if position and mentions[position - 1].relative == "same_period_last_year":
                period = _same_part(period, known)
            if period not in found:
                found.append(period)
        return tuple(found)

    @staticmethod
    def _search_text(
        concepts: Sequence[Concept], documents: Sequence[str], language: str, text: str
    ) -> str:
        if language != "en":
            return text
        words = [" ".join(s.text for s in c.alternatives[0]) for c in concepts]
        return " ".join([*words, *documents])
