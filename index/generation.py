"""One generation of the archive as the searches see it: segments, and which rows count.

Row numbers run through all segments. Rows whose report no longer answers are still in their
segments but not ``alive``; the place and the period of a row are those that the database
holds for its report now, unless the passage states a period of its own.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from index.embedding import Encoder
from index.language import Language, Part
from index.lexical import Bm25, Floats, Mask, Rows, ranges
from index.records import ReportRecord
from index.segment import NO_DAY, Segment
from index.slots import UNKNOWN, RowSlots
from index.vectors import VectorSearch
from index.words import folded_terms, words

# Questions of which each is remembered; word scores take four bytes a row each.
_KEPT = {"vectors": 256, "segmented": 256, "words": 24, "syllables": 24, "candidates": 256}
_SELECTIVE = 16  # a filter that leaves less than one row in so many is looked up row by row

_Made = TypeVar("_Made")

Live = tuple[Segment, Mask | None]


class Generation:
    """Everything that a search reads. Immutable but for what it remembers of past questions."""

    def __init__(
        self,
        live: Sequence[Live],
        reports: Mapping[int, ReportRecord],
        before: Generation | None = None,
    ) -> None:
        """View the segments with the masks of their live rows (None: all).

        `reports` hold place and period of every report that has a live row; `before` is an
        earlier generation of the same archive, whose counts of syllables are then corrected
        rather than counted anew.
        """
        self.segments = tuple(live)
        self.passages: Rows = _joined([s.passage for s, _ in live], np.int64)
        self.reports: Rows = _joined([s.report for s, _ in live], np.int64)
        masks = [np.ones(s.size, bool) if alive is None else alive for s, alive in live]
        self.alive: Mask | None = (
            _joined(masks, np.bool_) if any(alive is not None for _, alive in live) else None
        )
        self.size = len(self.passages) if self.alive is None else int(np.count_nonzero(self.alive))
        self._place(reports)
        self.vectors = VectorSearch([s.vectors for s, _ in live])
        self.words = Bm25([(s.words, alive) for s, alive in live])
        self.syllables = Bm25([(s.syllables, alive) for s, alive in live])
        parts = [Part(s.usage, alive, _live_spans(s, alive)) for s, alive in live]
        self.language: Language = Language(parts, before.language if before else None)
        self._memory: OrderedDict[tuple[str, Hashable], Any] = OrderedDict()
        self._lock = threading.Lock()

    def remembered(self, kind: str, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """Return what `make` gave for this `kind` and `key` before, or gives now.

        Of each kind as many as `_KEPT` says are remembered: one question is searched for
        several times, with and without its period and place.
        """
        place = (kind, key)
        with self._lock:
            if place in self._memory:
                self._memory.move_to_end(place)
                found: _Made = self._memory[place]
                return found
        made = make()
        with self._lock:
            self._memory[place] = made
            same = [other for other in self._memory if other[0] == kind]
            for other in same[: len(same) - _KEPT[kind]]:
                del self._memory[other]
        return made

    def query_vector(self, encoder: Encoder, text: str) -> Floats:
        """Return the vector of a question, of shape (dimension,)."""
        return self.remembered("vectors", text, lambda: encoder.encode_query(text))

    def word_scores(self, text: str, among: Rows | None = None) -> Floats:
        """Return the BM25 score of every row for the segmented words of `text`.

        With `among`, rows in ascending order, those of others may be 0.
        """
        terms = self.remembered("segmented", text, lambda: words(text))
        return self._scores("words", self.words, text, terms, among)

    def syllable_scores(self, text: str, among: Rows | None = None) -> Floats:
        """Return the same for the folded syllables of `text`, and pairs of them."""
        return self._scores("syllables", self.syllables, text, folded_terms(text), among)

    def _scores(
        self, kind: str, index: Bm25, text: str, terms: Sequence[str], among: Rows | None
    ) -> Floats:
        if among is not None and len(among) * _SELECTIVE < len(self.passages):
            return index.scores(terms, among)
        return self.remembered(kind, text, lambda: index.scores(terms))

    def reports_saying(self, terms: Iterable[str], unless: Iterable[str]) -> frozenset[int]:
        """Return the reports of which a row holds one of `terms` and none of `unless`."""

        def rows(wanted: Iterable[str]) -> Rows:
            found = [self.syllables.rows_holding(term) for term in wanted]
            return np.concatenate([np.empty(0, np.int64), *found])

        return frozenset(self.reports[np.setdiff1d(rows(terms), rows(unless))].tolist())

    def rows_of(self, reports: Collection[int]) -> Rows:
        """Return the rows of `reports`, live or not, ascending."""
        wanted = np.fromiter(reports, np.int64, len(reports))
        first = np.searchsorted(self._span_reports, wanted)
        spans = ranges(first, np.searchsorted(self._span_reports, wanted, "right"))
        return ranges(*np.sort(self._spans[:, spans], axis=1))

    def _place(self, reports: Mapping[int, ReportRecord]) -> None:
        """Find period and province of each row."""
        numbers: dict[str, int] = {}
        firsts, lasts, places, counts = [], [], [], []
        spans: list[tuple[int, int, int]] = []  # report, first row and row after the last
        at = 0
        for segment, _ in self.segments:
            for (report, _, _), (start, end) in segment.spans.items():
                spans.append((report, at + start, at + end))
                record = reports.get(report)
                period = record.metadata.period if record else None
                province = record.metadata.province if record else None
                firsts.append(period.first.toordinal() if period else NO_DAY)
                lasts.append(period.last.toordinal() if period else 0)
                places.append(
                    numbers.setdefault(province, len(numbers) + 1) if province else UNKNOWN
                )
                counts.append(end - start)
            at += segment.size
        self._span_reports, *bounds = np.array(sorted(spans), np.int64).reshape(-1, 3).T
        self._spans = np.stack(bounds)
        first = _joined([s.first for s, _ in self.segments], np.int64)
        last = _joined([s.last for s, _ in self.segments], np.int64)
        stated = first <= last
        first = np.where(stated, first, np.repeat(np.array(firsts, np.int64), counts))
        last = np.where(stated, last, np.repeat(np.array(lasts, np.int64), counts))
        province_of = np.repeat(np.array(places, np.int32), counts)
        self.slots = RowSlots(first, last, tuple(numbers), province_of)


def _joined(columns: Sequence[npt.NDArray[Any]], kind: type[np.generic]) -> npt.NDArray[Any]:
    return np.concatenate([np.empty(0, kind), *columns]).astype(kind)


def _live_spans(segment: Segment, alive: Mask | None) -> Mapping[Any, tuple[int, int]]:
    if alive is None:
        return segment.spans
    return {span: rows for span, rows in segment.spans.items() if alive[rows[0]]}
