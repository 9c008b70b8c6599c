"""Where a question's concepts stand in a passage.

A passage is read once into a `PassageView`; each concept is then looked up as the spans of
its alternatives, so that ranking only has to compare positions.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeVar, cast

from assistant.concepts import Concept, Phrase, Syllable
from assistant.contrasts import folded_words
from corpus import Basis, Figure, PassageKind
from corpus.periods import Period, find_periods
from corpus.provinces import find_provinces
from corpus.tables import (
    cells,
    column_at,
    column_of,
    head_columns,
    heads,
    labels_over,
    row_label,
)
from corpus.vietnamese import fold, normalise_tones, syllables
from index import ReportRecord, StoredPassage

_GAPPED = 0.8  # quality of a phrase whose words stand near each other, not side by side
_SYNONYM = 0.95  # quality of another wording than the one typed
_FOLDED = 0.98  # quality of a match that ignores accents
_YEAR = re.compile(r"\d{4}|[/.–-]\s?\d\d(?!\d)")  # a period that is named has its year
_NOTE_MARK = re.compile(r"\^?\[(\d{1,2})\]|([¹²³⁴⁵⁶⁷⁸⁹])")
_SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")
_GAP = 1  # words that may stand between two syllables of a longer phrase


fold_word = lru_cache(maxsize=1 << 16)(fold)
"""`fold` for single words: the same few thousand come again and again."""


Made = TypeVar("Made")


class Match(NamedTuple):
    """One place where a concept stands: offsets into the text, quality in (0, 1]."""

    start: int
    end: int
    quality: float


class Words:
    """A text's words with their places, ready for concept look-up."""

    def __init__(self, text: str) -> None:
        lowered = normalise_tones(text.lower())
        self.spans = syllables(lowered)
        self._starts = [start for start, _ in self.spans]
        self._ends = [end for _, end in self.spans]
        self._accented = [lowered[start:end] for start, end in self.spans]
        self._folded = [fold_word(word) for word in self._accented]
        self._places: dict[str, list[int]] = {}
        for position, folded in enumerate(self._folded):
            self._places.setdefault(folded, []).append(position)

    def folded_in(self, start: int, end: int) -> list[str]:
        """Return the folded words that lie within ``text[start:end]``."""
        within = self.within(start, end)
        return self._folded[within.start : within.stop]

    def within(self, start: int, end: int) -> range:
        """Return the positions of the words that lie within ``text[start:end]``."""
        first = bisect_left(self._starts, start)
        return range(first, max(first, bisect_right(self._ends, end)))

    def find(self, concept: Concept) -> list[Match]:
        """Return every place of `concept`, the best reading of each place."""
        best: dict[tuple[int, int], float] = {}
        for rank, alternative in enumerate(concept.alternatives):
            if not alternative or alternative[0].folded not in self._places:
                continue
            ceiling = 1.0 if rank == 0 else _SYNONYM
            for match in self._phrase(alternative):
                key = (match.start, match.end)
                best[key] = max(best.get(key, 0.0), match.quality * ceiling)
        return [Match(start, end, quality) for (start, end), quality in sorted(best.items())]

    def find_syllables(self, concept: Concept) -> tuple[tuple[tuple[Match, ...], ...], ...]:
        """Return, for each alternative of several words, the places of each of its words."""
        return tuple(
            tuple(
                self._word(syllable) if syllable.folded in self._places else ()
                for syllable in alternative
            )
            for alternative in concept.alternatives[: 3 if concept.translated else 4]
            if len(alternative) > 1
        )

    def find_parts(self, concept: Concept) -> tuple[tuple[Match, ...], ...]:
        """Return, for each word of a translated phrase, the places of its translations."""
        return tuple(
            tuple(match for phrase in part for match in self._phrase(phrase))
            for part in concept.parts
        )

    def _word(self, syllable: Syllable) -> tuple[Match, ...]:
        return tuple(
            Match(*self.spans[position], quality)
            for position in self._places.get(syllable.folded, ())
            if (quality := self._same(position, syllable))
        )

    def _phrase(self, phrase: Sequence[Syllable]) -> Iterable[Match]:
        if not phrase:
            return
        gap = _GAP if len(phrase) > 2 else 0  # "bưu … phát" is not "bưu phát"
        for first in self._places.get(phrase[0].folded, ()):
            quality = self._same(first, phrase[0])
            position = first
            for syllable in phrase[1:]:
                if not quality:
                    break
                nearest = next(
                    (
                        p
                        for p in range(position + 1, position + 2 + gap)
                        if p < len(self._folded) and self._same(p, syllable)
                    ),
                    None,
                )
                if nearest is None:
                    quality = 0.0
                    break
                quality = min(quality, self._same(nearest, syllable))
                quality *= 1.0 if nearest == position + 1 else _GAPPED
                position = nearest
            if quality:
                yield Match(self.spans[first][0], self.spans[position][1], quality)

    def _same(self, position: int, syllable: Syllable) -> float:
        if syllable.accented:
            return 1.0 if self._accented[position] == syllable.text else 0.0
        return _FOLDED if self._folded[position] == syllable.folded else 0.0


# Headings, topics and titles are the same in many passages.
_words = lru_cache(maxsize=4_096)(Words)
_folded_words = lru_cache(maxsize=4_096)(folded_words)


class PassageView:
    """A found passage, read for matching; ``sentences`` are offsets into ``text``."""

    def __init__(
        self, stored: StoredPassage, report: ReportRecord, verbatim: Callable[[int], str]
    ) -> None:
        self._verbatim = verbatim
        self.report = report
        self.stored = stored
        self.passage = stored.passage
        self.figures = stored.figures
        self.text = self.passage.search.text
        self._remembered: dict[tuple[Callable[..., object], int], object] = {}
        self._sentences: dict[int, tuple[int, int]] = {}
        self._first: dict[int, Figure | None] = {}
        self._stated: dict[tuple[int, int], tuple[Period, ...]] = {}
        self._named: dict[tuple[int, int], frozenset[str]] = {}

    @cached_property
    def words(self) -> Words:
        """The words of the text; many passages are found whose figures are of other months."""
        return Words(self.text)

    def stated_periods(self, start: int, end: int) -> tuple[Period, ...]:
        """Return the periods that ``text[start:end]`` names for itself."""
        found = self._stated.get((start, end))
        if found is None:
            said = self.text[start:end]
            mentions = find_periods(said) if _YEAR.search(said) else ()
            found = tuple(m.period for m in mentions if m.period is not None)
            self._stated[start, end] = found
        return found

    def named_provinces(self, start: int, end: int) -> frozenset[str]:
        """Return the keys of the provinces that ``text[start:end]`` names."""
        found = self._named.get((start, end))
        if found is None:
            mentions = find_provinces(self.text[start:end])
            found = self._named[start, end] = frozenset(m.province.key for m in mentions)
        return found

    @cached_property
    def columns(self) -> tuple[tuple[int, int] | None, ...]:
        """For each figure, the head cell of its table column, or None outside tables."""
        return tuple(column_of(self.passage, figure) for figure in self.figures)

    @cached_property
    def column_cells(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each figure, the one or two head cells of its column; empty outside tables."""
        by_head = {column[0]: column for column in head_columns(self.passage)}
        return tuple(() if head is None else by_head.get(head, (head,)) for head in self.columns)

    @cached_property
    def row_labels(self) -> tuple[tuple[int, int] | None, ...]:
        """For each figure of a table, the label of its row; None outside tables."""
        if self.passage.kind is not PassageKind.TABLE:
            return (None,) * len(self.figures)
        return tuple(row_label(self.text, cells(self.text, *f.clause)) for f in self.figures)

    @cached_property
    def label_columns(self) -> tuple[tuple[int, int] | None, ...]:
        """For each figure of a table, the head cell over its row label; None outside tables."""
        return tuple(
            None if column is None or label is None else column_at(self.passage, label[0])
            for label, column in zip(self.row_labels, self.columns, strict=True)
        )

    @cached_property
    def labels_over(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each figure of a table, the labels of the rows that its row stands under."""
        return tuple(labels_over(self.passage, figure) for figure in self.figures)

    @cached_property
    def topic(self) -> Words:
        return _words(self.passage.topic)

    @cached_property
    def sections(self) -> tuple[Words, ...]:
        return tuple(map(_words, self.passage.section))

    @cached_property
    def context_words(self) -> tuple[str, ...]:
        """The folded words that every sentence stands under: head row, topic, headings."""
        rows = heads(self.passage)
        over = self.words.folded_in(rows[0][0], rows[-1][1]) if rows else []
        return (*over, *self.heading_words)

    @cached_property
    def heading_words(self) -> tuple[str, ...]:
        """The folded words of the topic and the headings over the passage."""
        texts = (self.passage.topic, *self.passage.section)
        return tuple(word for text in texts for word in _folded_words(text))

    @cached_property
    def title(self) -> Words:
        return _words(self.report.metadata.title)

    def opening(self, length: int) -> str:
        """Return the first `length` characters of the passage's report."""
        return self._verbatim(self.report.id)[:length]

    def note_marks(self, start: int, end: int) -> list[str]:
        """Return the footnote marks in a verbatim stretch, such as ``[1]`` or ``¹``."""
        stretch = self._verbatim(self.report.id)[start:end]
        return [
            (match.group(1) or match.group(2).translate(_SUPERSCRIPTS))
            for match in _NOTE_MARK.finditer(stretch)
        ]

    def sentence_of(self, offset: int) -> tuple[int, int]:
        """Return the sentence that holds `offset`."""
        found = self._sentences.get(offset)
        if found is None:
            found = self._sentences[offset] = next(
                ((start, end) for start, end in self.passage.sentences if start <= offset < end),
                (0, len(self.text)),
            )
        return found

    def first_figure(self, start: int) -> Figure | None:
        """Return the first figure that stands at `start` or after it."""
        if start not in self._first:
            after = (figure for figure in self.figures if figure.start >= start)
            self._first[start] = min(after, key=lambda figure: figure.start, default=None)
        return self._first[start]

    def position_of(self, figure: Figure) -> int:
        """Return the place of one of the passage's figures among them."""
        return self._positions[id(figure)]

    def remembered(self, make: Callable[[PassageView, Figure], Made], figure: Figure) -> Made:
        """Return what `make` says of one of the figures, whatever is asked; made once."""
        key = (make, id(figure))
        if key not in self._remembered:
            self._remembered[key] = make(self, figure)
        return cast("Made", self._remembered[key])

    def parts_of(self, position: int) -> Sequence[Figure]:
        """Return the parts of the figure at `position`: not what says how it changed."""
        return self._parts.get(position, ())

    @cached_property
    def _positions(self) -> Mapping[int, int]:
        return {id(figure): position for position, figure in enumerate(self.figures)}

    @cached_property
    def _parts(self) -> Mapping[int, Sequence[Figure]]:
        parts: dict[int, list[Figure]] = {}
        for figure in self.figures:
            if figure.head is not None and figure.basis is not Basis.CHANGE:
                parts.setdefault(figure.head, []).append(figure)
        return parts


@dataclass(frozen=True, slots=True)
class Weighted:
    """A concept and how much it tells: its summed inverse document frequency."""

    concept: Concept
    weight: float
    pair: bool = False  # two neighbouring words of the question, looked for side by side


def weigh(
    concepts: Sequence[Concept],
    rarity: Callable[[str], float],
    inherited: frozenset[int] = frozenset(),
) -> tuple[Weighted, ...]:
    """Return the concepts with weights, and with a concept for each neighbouring pair.

    `rarity` gives the weight of one word. Concepts that start at a place in `inherited`
    come from earlier turns and count less.
    """

    def heft(phrase: Phrase) -> float:
        rarities = [rarity(syllable.text) for syllable in phrase]
        return rarities[0] + 0.6 * sum(rarities[1:])

    def weight(concept: Concept) -> float:
        total = heft(concept.alternatives[0])
        if concept.translated:  # any of its readings may be the one that is printed
            total = (total + min(map(heft, concept.alternatives))) / 2
        own = 0.4 if concept.start in inherited else 1.0
        own *= 0.3 if concept.soft else 1.0
        return min(6.0, total) * own * (1.3 if concept.asked else 1.0)

    singles = [Weighted(concept, weight(concept)) for concept in concepts]
    pairs: list[Weighted] = []
    for left, right in pairwise(singles):
        a, b = left.concept, right.concept
        if not (0 < b.start - a.end <= 1):
            continue
        joined = tuple(x + y for x in a.alternatives[:2] for y in b.alternatives[:2])
        concept = replace(
            a,
            surface=f"{a.surface} {b.surface}",
            alternatives=joined,
            end=b.end,
            known=a.known and b.known,
        )
        pairs.append(Weighted(concept, 0.35 * (left.weight + right.weight), pair=True))
    return (*singles, *pairs)
