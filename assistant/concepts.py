"""The words of a question that its evidence has to name, each with what reports call it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.diacritics import restore
from assistant.facets import NUMBER_WORDS
from assistant.lexicon import Lexicon
from assistant.phrases import Match
from assistant.respelling import SURE, Respeller
from assistant.spelled import compound, digits, spelled
from assistant.spelling import correct
from assistant.tokens import large_inside, parts_of, rewritten, runs, token_spans
from assistant.wordclass import WordClass, classify, classify_phrase
from corpus.periods import Period
from corpus.vietnamese import fold, has_diacritics

_PARTICLES = frozenset(
    {"vay", "v", "z", "nha", "nhi", "nhe", "ha", "a", "the", "roi"}
)  # that close a question


@dataclass(frozen=True, slots=True)
class Syllable:
    """A word to be found: accented where it must match so, folded where accents don't count."""

    text: str
    accented: bool
    folded: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Fold once what is compared often."""
        object.__setattr__(self, "folded", fold(self.text))


Phrase = tuple[Syllable, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that the evidence must name, in any of its alternatives.

    ``asked`` marks what is counted (``trạm`` in ``bao nhiêu trạm``); ``known`` is false for
    words that neither the archive nor the glossary has, ``soft`` marks general words and
    those that a slot already speaks for; ``word`` is its word class. ``start`` and ``end``
    are offsets into the question. The alternatives of a ``translated`` concept are readings of
    an English phrase; ``parts`` are those of its words, where it has several.
    """

    surface: str
    alternatives: tuple[Phrase, ...]
    start: int
    end: int
    asked: bool = False
    known: bool = True
    soft: bool = False
    word: WordClass = WordClass.NOUN
    translated: bool = False
    parts: tuple[tuple[Phrase, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """What question reading needs to know of the archive: its words, periods and places."""

    vocabulary: Mapping[str, int]  # accented lower-case syllables
    folded: Mapping[str, int]
    bigrams: Mapping[tuple[str, str], int]
    periods: tuple[Period, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)  # further province names to keys
    reported: Mapping[str, tuple[Period, ...]] = field(default_factory=dict)  # by province

    @property
    def newest(self) -> Period | None:
        """The period that ends last, which relative ones are counted from."""
        return max(self.periods, key=lambda period: period.last, default=None)


class _Folded(dict[str, str]):
    """Words to what `fold` makes of them, each folded once."""

    def __missing__(self, word: str) -> str:
        self[word] = folded = fold(word)
        return folded


class ConceptReader:
    """Reads concepts against one archive's words; safe to share."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self._lexicon = lexicon
        self._words = words
        folded = _Folded()  # an archive has few syllables and many pairs of them
        self._pairs = {(folded[a], folded[b]) for a, b in words.bigrams}
        self._respeller = Respeller(words.vocabulary, words.bigrams, folded)

    def read(
        self, text: str, folded: str, language: str, taken: Sequence[tuple[int, int]]
    ) -> tuple[Concept, ...]:
        """Return the concepts of `text` outside the stretches `taken` by slots, in order.

        `folded` is the text as the rules read it (`assistant.kinds.readable`).
        """
        if language == "vi-plain":  # "may ban" counts villages, it is no word of two syllables
            taken = [*taken, *(m.span() for m in NUMBER_WORDS.finditer(folded))]
        spans = token_spans(text, taken)
        if language == "en":
            concepts = self._english(text, spans)
        else:
            concepts = self._vietnamese(text, spans, plain=language == "vi-plain")
        return tuple(concepts)

    def _english(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Concept]:
        tokens = [text[a:b].lower() for a, b in spans]
        matches = {
            m.start + first: m.moved(first)
            for first, last in runs(text, spans)  # "sites in Bac Giang were used": no "in use"
            for m in self._lexicon.gloss(tokens[first:last])
        }
        content = self._lexicon.strip_stops(tokens, "en", folded=False)
        concepts: list[Concept] = []
        index = 0
        while index < len(tokens):
            named_until = self._name_end(text, spans, index)
            if named_until:
                start, end = spans[index][0], spans[named_until - 1][1]
                name = _syllables(tokens[index:named_until], accented=False)
                concepts.append(Concept(text[start:end], (name,), start, end, word=WordClass.NAME))
                index = named_until
                continue
            match = matches.get(index)
            if match is not None:
                start, end = spans[match.start][0], spans[match.end - 1][1]
                concepts.append(
                    Concept(
                        text[start:end],
                        (
                            *(_syllables(a, accented=True) for a in match.alternatives),
                            *_as_name(text, start, tokens[match.start : match.end]),
                        ),
                        start,
                        end,
                        word=classify_phrase(" ".join(match.alternatives[0])),
                        translated=True,
                        parts=tuple(
                            tuple(_syllables(a, accented=True) for a in part)
                            for part in match.parts
                        ),
                    )
                )
                index = match.end
                continue
            if content[index] and not tokens[index].endswith("'s"):
                token = tokens[index]
                start, end = spans[index]
                named = text[start : start + 1].isupper() or any(map(str.isdigit, token))
                concepts.append(
                    Concept(
                        text[start:end],
                        _spellings(token, accented=has_diacritics(token)),
                        start,
                        end,
                        known=fold(token) in self._words.folded,
                        word=WordClass.NAME if named else WordClass.OTHER,
                    )
                )
            index += 1
        return concepts

    def _name_end(self, text: str, spans: Sequence[tuple[int, int]], first: int) -> int:
        """Return where a Vietnamese name of several words ends that starts at `first`, else 0.

        ``Long Xuyen`` in an English question: written large, side by side, and all of them
        syllables that the archive holds next to each other.
        """
        last = first
        while (
            last < len(spans)
            and text[spans[last][0]].isupper()
            and (last == first or text[spans[last - 1][1] : spans[last][0]] == " ")
            and fold(text[slice(*spans[last])].lower()) in self._words.folded
        ):
            last += 1
        if last - first < 2:
            return 0
        words = [fold(text[a:b].lower()) for a, b in spans[first:last]]
        beside = all(pair in self._pairs for pair in pairwise(words))
        return last if beside else 0

    def _vietnamese(
        self, text: str, spans: Sequence[tuple[int, int]], *, plain: bool
    ) -> list[Concept]:
        typed = [text[a:b].lower() for a, b in spans]
        tokens = typed if plain else self._respelled(typed)
        beside = runs(text, spans)
        content = [
            kept
            for first, last in beside
            for kept in self._lexicon.strip_stops(tokens[first:last], "vi", folded=plain)
        ]
        if len(tokens) > 1 and fold(tokens[-1]) in _PARTICLES and tokens[-1] not in {"thế"}:
            content = [*content[:-1], False]
        repaired = [self._repair(token, plain=plain) for token in tokens]
        matches = {
            m.start: m
            for first, last in beside
            for m in self._synonyms(tokens, [r.text for r in repaired], first, last, plain=plain)
            if any(content[m.start : m.end])
        }
        classes = self._classes(rewritten(text, spans, tokens), spans, plain=plain)
        concepts: list[Concept] = []
        index = 0
        while index < len(tokens):
            match = matches.get(index)
            if match is not None:
                start, end = spans[match.start][0], spans[match.end - 1][1]
                own = tuple(repaired[match.start : match.end])
                if not plain and match.alternatives[0] == tuple(tokens[match.start : match.end]):
                    own = _syllables(match.alternatives[0], accented=True)
                others = tuple(_syllables(a, accented=not plain) for a in match.alternatives[1:])
                word = _class_of_phrase(classes[match.start : match.end])
                alternatives = _without_qua((own, *others))
                concepts.append(Concept(text[start:end], alternatives, start, end, word=word))
                index = match.end
                continue
            size, value = compound(tokens[index : index + 3])
            if size:
                start, end = spans[index][0], spans[index + size - 1][1]
                ways = (tuple(repaired[index : index + size]), *_printed(value))
                concepts.append(Concept(text[start:end], ways, start, end, word=WordClass.OTHER))
                index += size
                continue
            if content[index]:
                last = index + 1
                while (
                    last < len(tokens)
                    and content[last]
                    and last not in matches
                    and classes[last][0] == classes[index][0]
                ):
                    last += 1
                concepts.append(self._word(text, spans, tokens, repaired, index, last, classes))
                index = last
                continue
            index += 1
        return concepts

    def _synonyms(
        self, typed: Sequence[str], repaired: Sequence[str], first: int, last: int, *, plain: bool
    ) -> list[Match]:
        """Return the known phrases in ``first:last``, as typed or with their slips repaired.

        Repairs go by the archive's words, and everyday ones (``tiệm``, ``xài``) are not among
        them: what the lexicon knows as typed, and the repairs don't, is no slip.
        """
        typed, repaired = typed[first:last], repaired[first:last]
        found = self._lexicon.synonyms(repaired, folded=plain)
        if list(typed) == list(repaired):
            return [match.moved(first) for match in found]
        for match in self._lexicon.synonyms(typed, folded=plain):
            beside = [m for m in found if m.start < match.end and match.start < m.end]
            if sum(m.end - m.start for m in beside) <= match.end - match.start:
                found = [m for m in found if m not in beside]
                found.append(match)
        return [match.moved(first) for match in sorted(found, key=lambda match: match.start)]

    def _word(
        self,
        text: str,
        spans: Sequence[tuple[int, int]],
        tokens: Sequence[str],
        repaired: Sequence[Syllable],
        first: int,
        last: int,
        classes: Sequence[tuple[int, WordClass]],
    ) -> Concept:
        """Return the concept of the one word that the tokens ``first:last`` are."""
        start, end = spans[first][0], spans[last - 1][1]
        word = classes[first][1]
        typed = [text[low:high] for low, high in spans[first:last]]
        if len(typed) > 1 and all(t[0].isupper() and not t.isupper() for t in typed):
            word = WordClass.NAME  # "Gò Dầu", whatever the tagger makes of it
        if last == first + 1:
            token = tokens[first]
            several = len(parts_of(token)) > 1 or bool(spelled(token))
            alternatives = _spellings(token, accented=False) if several else ((repaired[first],),)
            known = several or self._known(repaired[first])
            return Concept(text[start:end], alternatives, start, end, known=known, word=word)
        phrase = tuple(repaired[first:last])
        known = all(map(self._known, phrase))
        return Concept(text[start:end], (phrase,), start, end, known=known, word=word)

    def _classes(
        self, text: str, spans: Sequence[tuple[int, int]], *, plain: bool
    ) -> list[tuple[int, WordClass]]:
        """Return for each token the number of its word in the text, and that word's class."""
        accented = restore(text, self._words.vocabulary, self._words.bigrams) if plain else text
        words = classify(accented)
        found: list[tuple[int, WordClass]] = []
        for start, end in spans:
            number = next((i for i, w in enumerate(words) if w.start <= start < w.end), None)
            if any(map(str.isdigit, text[start:end])):
                number = None  # "5G" stands for itself, whatever the tagger joins it with
            found.append(
                (-1 - start, WordClass.NOUN) if number is None else (number, words[number].word)
            )
        return self._joined(found, [accented[a:b].lower() for a, b in spans])

    def _joined(
        self, classes: Sequence[tuple[int, WordClass]], tokens: Sequence[str]
    ) -> list[tuple[int, WordClass]]:
        """Return the classes, syllables that the archive hardly has apart as one word.

        A slip beside it can make the tagger cut ``thuê bao`` in two.
        """
        joined = list(classes)
        counts = Counter(number for number, _ in classes)
        vocabulary = self._words.vocabulary
        for position, (left, right) in enumerate(pairwise(tokens)):
            (one, first), (other, second) = joined[position], joined[position + 1]
            beside = self._words.bigrams.get((left, right), 0)
            alone = one == other or counts[one] > 1 or counts[other] > 1
            if alone or beside < SURE:
                continue
            if 2 * beside > max(vocabulary.get(left, 0), vocabulary.get(right, 0)):
                word = max(first, second, key=lambda kind: kind.weight)
                joined[position] = joined[position + 1] = (one, word)
        return joined

    def _respelled(self, typed: Sequence[str]) -> list[str]:
        """Return the words as meant; what the lexicon knows as typed is no slip."""
        found = self._lexicon.synonyms(typed, folded=False)
        kept = {
            position
            for match in found
            if match.end - match.start > 1
            and any(way == tuple(typed[match.start : match.end]) for way in match.alternatives)
            for position in range(match.start, match.end)
        }
        return self._respeller.respelled(
            typed, kept, lambda token: self._lexicon.is_stop(token, "vi")
        )

    def _known(self, syllable: Syllable) -> bool:
        return syllable.folded in self._words.folded or self._lexicon.knows(syllable.text)

    def _repair(self, token: str, *, plain: bool) -> Syllable:
        """Return how a typed syllable is to be matched: exactly, folded, or as its correction."""
        bare = fold(token)
        if not plain and token != bare and token in self._words.vocabulary:
            return Syllable(token, True)
        if bare in self._words.folded or not bare.isalpha() or len(bare) < 4:
            return Syllable(bare, False)
        if self._lexicon.knows(token):
            return Syllable(bare, False)  # a word that the archive does not have is no slip
        return Syllable(correct(bare, self._words.folded) or bare, False)


def _as_name(text: str, start: int, tokens: Sequence[str]) -> tuple[Phrase, ...]:
    """Return a word written large inside a sentence as itself: the *Smart* of an app's name."""
    named = len(tokens) == 1 and large_inside(text, start)
    return (_syllables(tokens, accented=False),) if named else ()


def _class_of_phrase(classes: Sequence[tuple[int, WordClass]]) -> WordClass:
    """Return the class of a phrase: that of its most telling word."""
    return min((word for _, word in classes), key=lambda word: -word.weight)


def _spellings(token: str, *, accented: bool) -> tuple[Phrase, ...]:
    """Return a token's ways of being printed: itself, and digits for a number word."""
    own = _syllables(parts_of(token), accented=accented)
    return (own, *(_syllables((printed,), accented=False) for printed in spelled(token)))


def _printed(value: int) -> tuple[Phrase, ...]:
    return tuple(_syllables((way,), accented=False) for way in digits(value))


def _syllables(phrase: Sequence[str], *, accented: bool) -> Phrase:
    return tuple(Syllable(word if accented else fold(word), accented) for word in phrase)


def _without_qua(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Return the phrases, ``qua bưu điện`` also as ``bưu điện``: tables leave the "by" out."""
    bare = [p[1:] for p in phrases if len(p) > 1 and p[0].text == "qua"]
    return (*phrases, *bare)
