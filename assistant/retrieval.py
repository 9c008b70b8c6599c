"""The passages that a question is answered from, read once and kept for the next question."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.draft import Context
from assistant.kinds import Kind
from assistant.matching import PassageView, weigh
from assistant.question import Question
from assistant.scope import Scope
from assistant.slots import allowed_reports
from corpus.figure_corrections import CORRECTING
from corpus.periods import Period
from corpus.vietnamese import fold
from index import Archive, Hit, ReportRecord, SearchRequest, StoredPassage

PASSAGES = 40
"""Passages that are read for one search."""

_FURTHER = 24  # passages of the same places that are read beside those of the very slots
_VIEWS = 2_048  # passages that stay read; about 30 kB each
_TEXTS = 64
_REPORTS = 16
_WORDS = 16_384
_EVERYTHING = Scope()
_LEAST, _MOST = 0.4, 4.0  # bounds of a word's weight, so that one rare word cannot decide alone


class Retriever:
    """Finds and reads the passages of one generation of an archive.

    Safe to share between threads. What it has read stays read, so a new generation takes a
    new retriever.
    """

    def __init__(self, archive: Archive) -> None:
        """Read from `archive` as it is now."""
        self._archive = archive
        self.reports = archive.reports()
        self._by_id = {report.id: report for report in self.reports}
        self._correcting = frozenset[int]().union(
            *(archive.reports_saying(*pairs) for pairs in CORRECTING)
        )
        self.verbatim = lru_cache(maxsize=_TEXTS)(archive.text)
        self._views = lru_cache(maxsize=_VIEWS)(self._view)
        self._rarity = lru_cache(maxsize=_WORDS)(self._inverse_frequency)
        self._passages = lru_cache(maxsize=_REPORTS)(archive.report_passages)

    def context(
        self, question: Question, scope: Scope, *, search: bool = True, further: bool = True
    ) -> Context:
        """Return all that an answer to `question` may be made of, within `scope`.

        Without `search` it holds no passages, for a caller who knows where to look; without
        `further` only those of the periods and places that the question names, if it does and
        no other report may take back what they say.
        """
        within = frozenset(r.id for r in self.select(scope)) if scope else None
        hits = self._search(question, within, further) if search else []
        return Context(
            question=question,
            views=tuple(self._kept(hit.passage) for hit in hits),
            hits=tuple(hits),
            concepts=weigh(question.concepts, self._rarity, question.inherited),
            rarity=self._rarity,
            reports=self.allowed(question, scope),
            passages_of=self._passages_of,
        )

    def select(self, scope: Scope) -> tuple[ReportRecord, ...]:
        """Return the reports that lie within `scope`, by id."""
        if scope.reports:
            named = (self._by_id.get(number) for number in sorted(set(scope.reports)))
            return scope.select([report for report in named if report is not None])
        return self.about(scope.provinces, scope.periods)

    def allowed(self, question: Question, scope: Scope = _EVERYTHING) -> tuple[ReportRecord, ...]:
        """Return the reports within `scope` that the question's slots allow, by id."""
        if scope:
            return tuple(allowed_reports(self.select(scope), question))
        return self.about(question.provinces, question.periods)

    def about(
        self, provinces: Sequence[str], periods: Sequence[Period]
    ) -> tuple[ReportRecord, ...]:
        """Return the reports that may be of one of `provinces` and `periods`, by id.

        The same as `allowed_reports` gives, without going through all.
        """
        found = self._archive.reports_about(provinces, periods)
        return tuple(report for report in found if report.id in self._by_id)

    def _search(
        self, question: Question, reports: frozenset[int] | None, further: bool
    ) -> list[Hit]:
        """Return passages for the question: strictly of its slots first, then any of its places.

        A report of another province says nothing of the one that is asked about; one of
        another month may.
        """
        request = SearchRequest(
            text=question.search,
            dense_text=question.dense,
            limit=PASSAGES,
            periods=question.periods,
            provinces=question.provinces,
            reports=reports,
            folded=question.language == "vi-plain",
            language=question.language,
        )
        found: dict[int, Hit] = {}
        times = question.periods or (question.days if question.kind is Kind.NUMBER else ())
        if times or question.provinces:
            for period in times or (None,):
                for province in question.provinces or (None,):
                    part = replace(
                        request,
                        strict=True,
                        periods=(period,) if period else (),
                        provinces=(province,) if province else (),
                    )
                    for hit in self._archive.search(part):
                        found.setdefault(hit.passage.id, hit)
        if found and not (further or self._may_be_corrected(question)):
            return self._known(found)
        if question.provinces:
            of_places = frozenset(report.id for report in self.about(question.provinces, ()))
            within = of_places if reports is None else of_places & reports
            request = replace(request, reports=within, limit=_FURTHER)
        for hit in self._archive.search(request):
            found.setdefault(hit.passage.id, hit)
        return self._known(found)

    def _known(self, found: Mapping[int, Hit]) -> list[Hit]:
        return [hit for hit in found.values() if hit.passage.report_id in self._by_id]

    def _may_be_corrected(self, question: Question) -> bool:
        """Tell whether a report of the same places that is not of the same time corrects one."""
        if not self._correcting:
            return False
        own = {report.id for report in self.about(question.provinces, question.periods)}
        others = self.about(question.provinces, ()) if question.provinces else self.reports
        return any(r.id in self._correcting and r.id not in own for r in others)

    def _passages_of(self, report_id: int) -> Sequence[PassageView]:
        return tuple(map(self._kept, self._passages(report_id)))

    def _kept(self, stored: StoredPassage) -> PassageView:
        return self._views(_Keyed(stored))

    def _view(self, keyed: _Keyed) -> PassageView:
        stored = keyed.stored
        return PassageView(stored, self._by_id[stored.report_id], self.verbatim)

    def _inverse_frequency(self, word: str) -> float:
        """Return a word's BM25 inverse document frequency (Robertson and Zaragoza, 2009)."""
        total = self._archive.passage_count
        frequency = self._archive.document_frequency(fold(word))
        value = math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
        return min(_MOST, max(_LEAST, value))


class _Keyed:
    """A stored passage that is the same to a cache as any with its id."""

    __slots__ = ("stored",)

    def __init__(self, stored: StoredPassage) -> None:
        self.stored = stored

    def __hash__(self) -> int:
        return hash(self.stored.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and self.stored.id == other.stored.id
