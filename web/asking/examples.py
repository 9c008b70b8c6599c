"""Example questions made from what the archive holds, each tried before it is offered."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterable, Iterator
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING

from corpus import vietnamese
from corpus.model import Basis, Figure, Level

if TYPE_CHECKING:
    from assistant import Assistant
    from index import Archive, ReportRecord, StoredPassage

logger = logging.getLogger(__name__)

_FIGURE_QUESTIONS = 4
_SIGNER_QUESTIONS = 1
_REPORTS = 5
"""Reports that questions are made from: the newest of each place first."""

_TRIES = 20
"""Questions of one sort tried at most for one generation of the archive."""

_PLAIN_BASES = (Basis.STATED, Basis.TOTAL)
# Two plain syllables ("văn bản") name too many things; "trạm BTS" or three syllables do not.
_COUNTED = re.compile(r"\s+(\w+ [A-Z0-9]\w+|\w+(?: \w+){2,3})\s*(?=[.,;:]|$)")
_MONEY = re.compile(r"\b(?:đồng|tỷ|triệu|nghìn)\b")

Candidate = tuple[str, str | None]
"""A question, and the figure as printed that has to answer it."""


class Examples:
    """Example questions of one archive, found anew whenever its generation changes."""

    def __init__(self, archive: Archive, assistant: Assistant) -> None:
        """Remember where to look; nothing is asked yet."""
        self._archive = archive
        self._assistant = assistant
        self._lock = threading.Lock()
        self._found: tuple[int, tuple[str, ...]] = (-1, ())

    def questions(self) -> tuple[str, ...]:
        """Return a few questions that the archive answers; slow when the archive is new."""
        with self._lock:
            generation = self._archive.generation
            if self._found[0] != generation:
                self._found = generation, self._search()
            return self._found[1]

    def known(self) -> tuple[str, ...]:
        """Return what `questions` found last, at once."""
        return self._found[1]

    def _search(self) -> tuple[str, ...]:
        records = _one_of_each_place(self._archive.reports())[:_REPORTS]
        figures = self._answered(self._about_figures(records), _FIGURE_QUESTIONS)
        signers = self._answered(_about_signers(records), _SIGNER_QUESTIONS)
        chosen = [*figures[:2], *signers, *figures[2:]]
        if len(figures) > 1:
            # Shows that diacritics may be left out.
            chosen[-1] = vietnamese.fold(chosen[-1])
        return tuple(chosen)

    def _answered(self, candidates: Iterable[Candidate], wanted: int) -> list[str]:
        tried = islice(candidates, _TRIES)
        return list(
            islice((question for question, value in tried if self._is(question, value)), wanted)
        )

    def _is(self, question: str, value: str | None) -> bool:
        try:
            answer = self._assistant.ask(question)
        except Exception:
            # A question that breaks something is not offered; the page goes on without it.
            logger.exception("an example question could not be tried")
            return False
        return answer.answerable and (value is None or answer.value == value)

    def _about_figures(self, records: Iterable[ReportRecord]) -> Iterator[Candidate]:
        """Yield questions on figures, the reports taking turns, no thing counted twice."""
        seen: set[str] = set()
        turns = zip_longest(*(self._about_report(record, seen) for record in records))
        return (candidate for candidate in chain.from_iterable(turns) if candidate is not None)

    def _about_report(self, record: ReportRecord, seen: set[str]) -> Iterator[Candidate]:
        period = record.metadata.period
        if period is None:
            return
        place = record.metadata.province_name or ""
        for stored in self._archive.report_passages(record.id):
            for figure, counted in _countable(stored):
                if vietnamese.fold(counted) in seen:
                    continue
                seen.add(vietnamese.fold(counted))
                question = f"{place} có bao nhiêu {counted} {period.label('vi')}?".strip()
                yield question[:1].upper() + question[1:], figure.printed
                break  # one of a passage at most, so that subjects vary


def _about_signers(records: Iterable[ReportRecord]) -> Iterator[Candidate]:
    for record in records:
        period = record.metadata.period
        if record.metadata.signer and period is not None:
            yield f"Ai ký báo cáo {period.label('vi')}?", None


def _one_of_each_place(records: Iterable[ReportRecord]) -> list[ReportRecord]:
    """Return `records` newest first, the newest one of each place before all others."""
    ordered = sorted(records, key=_newest_first)
    first = {record.metadata.province: record for record in reversed(ordered)}
    leaders = {record.id for record in first.values()}
    return sorted(ordered, key=lambda record: record.id not in leaders)


def _newest_first(record: ReportRecord) -> tuple[int, int]:
    period = record.metadata.period
    return (-period.last.toordinal() if period else 0, record.id)


def _countable(stored: StoredPassage) -> Iterator[tuple[Figure, str]]:
    """Yield the figures of the report's own place and period with the words that they count."""
    text = stored.passage.search.text
    for figure in stored.figures:
        plain = (
            figure.unit
            and figure.basis in _PLAIN_BASES
            and figure.level in (None, Level.PROVINCE)
            and figure.period is None
        )
        found = _COUNTED.match(text, figure.end, figure.clause[1])
        if plain and found and not _MONEY.search(found[1]):
            yield figure, found[1]
