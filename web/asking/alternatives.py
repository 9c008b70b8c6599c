"""Questions near a refused one that do have an answer: a nearby period, another place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.periods import Period, find_periods
from corpus.provinces import find_provinces
from corpus.vietnamese import fold

if TYPE_CHECKING:
    from assistant import Answer, Assistant
    from index import ReportRecord

WANTED = 3
TRIES = 8
"""Questions that are tried at most; a refusal should not keep the machine busy."""


def instead(
    assistant: Assistant, answer: Answer, records: Sequence[ReportRecord]
) -> tuple[str, ...]:
    """Return at most `WANTED` questions like the refused one of `answer`, each tried.

    The period gives way to the nearest periods of the asked place's reports, or where the
    archive does not know the place, the place to those that report on the asked period.
    """
    found: list[str] = []
    for tried, question in enumerate(_candidates(answer, records)):
        if tried == TRIES or len(found) == WANTED:
            break
        if assistant.ask(question).answerable:
            found.append(question)
    return tuple(found)


def _candidates(answer: Answer, records: Sequence[ReportRecord]) -> Iterator[str]:
    question = fold(answer.question)
    asked: set[str | None] = {m.province.key for m in find_provinces(answer.question)}
    asked |= {
        record.metadata.province
        for record in records
        if record.metadata.province_name and fold(record.metadata.province_name) in question
    }
    here = [record for record in records if not asked or record.metadata.province in asked]
    mentions = [m for m in find_periods(answer.question) if m.period is not None]
    if here and len(mentions) == 1 and mentions[0].period is not None:
        mention, wanted = mentions[0], mentions[0].period
        for period in _nearest(wanted, here):
            label = period.label("en" if answer.language.startswith("en") else "vi")
            yield answer.question[: mention.start] + label + answer.question[mention.end :]
    named = find_provinces(answer.question)
    if not here and len(named) == 1:
        periods = [m.period for m in mentions if m.period is not None]
        for name in _places(records, periods):
            yield answer.question[: named[0].start] + name + answer.question[named[0].end :]


def _nearest(wanted: Period, records: Sequence[ReportRecord]) -> list[Period]:
    """Return the periods of `records`, those of the same kind and near `wanted` first."""
    known = {r.metadata.period for r in records if r.metadata.period} - {wanted}
    return sorted(
        known,
        key=lambda period: (
            period.kind is not wanted.kind,
            abs(period.last.toordinal() - wanted.last.toordinal()),
        ),
    )


def _places(records: Sequence[ReportRecord], periods: Sequence[Period]) -> list[str]:
    """Return the names of the places with reports of all `periods`, newest report first."""
    newest = sorted(
        (r for r in records if r.metadata.province_name and r.metadata.period),
        key=lambda record: (record.metadata.period is None, record.metadata.period),
        reverse=True,
    )
    names = [
        record.metadata.province_name
        for record in newest
        if record.metadata.province_name
        and record.metadata.period
        and all(record.metadata.period.overlaps(period) for period in periods)
    ]
    return list(dict.fromkeys(names))
