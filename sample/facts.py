"""What a series of look-alike reports states, found by ``PROVINCE/YYYY-MM/KEY``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from sample.lookalikes import LookAlike
from sample.numbers import figure, stated

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that one report states.

    `printed` is the figure or the words, `stated` the same with the direction of a change,
    `accept` what an answer may say instead; `evidence` the sentence, row or line with it.
    """

    key: str
    report: str
    printed: str
    stated: str
    accept: tuple[str, ...]
    evidence: str
    value: int | Decimal | None = None

    def __str__(self) -> str:
        return self.printed


class Facts:
    """The facts of a series by name; see `Fact`.

    Keys are those of `sample.series`, the words of `MonthFacts.words`, and ``number``,
    ``issued``, ``signer`` and ``cutoff`` of the report itself.
    """

    def __init__(self, reports: Iterable[LookAlike]) -> None:
        self._reports = {report.key: report for report in reports}
        self._sentences: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for report in self._reports.values():
            for key, sentence in report.file.report.evidence.items():
                self._sentences[key].append((report.file.prefix, sentence))
            self._sentences["number"].append((report.file.prefix, report.file.report.facts.number))

    def reports(self) -> Iterator[LookAlike]:
        """The reports in the order of their files."""
        yield from self._reports.values()

    def find(self, name: str) -> Fact | None:
        """The fact of ``PROVINCE/YYYY-MM/KEY``; None where no report states it."""
        key, _, indicator = name.rpartition("/")
        report = self._reports.get(key)
        return None if report is None else _fact(report, indicator)

    def sole(self, fact: Fact) -> bool:
        """Whether no other report has the figure where it states this indicator."""
        figures = set(_DIGITS.findall(fact.printed))
        return not any(
            figures & set(_DIGITS.findall(sentence))
            for report, sentence in self._sentences[fact.key]
            if report != fact.report
        )


def _fact(look_alike: LookAlike, key: str) -> Fact | None:
    report, profile = look_alike.file.report, look_alike.profile
    facts, paper, prefix = report.facts, report.paper, look_alike.file.prefix
    if key == "number":
        return Fact(key, prefix, facts.number, facts.number, (facts.number,), f"Số: {facts.number}")
    if key == "issued":
        day = facts.issued
        long = f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
        return Fact(key, prefix, long, long, _day(day.day, day.month, day.year),
                    f"{profile.province}, {long}")  # fmt: skip
    if key == "cutoff":
        day = facts.cutoff
        printed = f"{day:%d/%m/%Y}"
        return Fact(key, prefix, printed, printed, _day(day.day, day.month, day.year),
                    report.evidence["dossiers"])  # fmt: skip
    if key == "signer" and paper.signature is not None:
        name = paper.signature.name
        return Fact(key, prefix, name, name, (name,), " ".join((*paper.signature.position, name)))
    if key not in report.evidence:
        return None
    if key in facts.words:
        words = facts.words[key]
        name = re.sub(r"^(thành phố|thị xã|huyện) ", "", words)
        return Fact(key, prefix, words, words, (name,), report.evidence[key])
    value = facts.values[key]
    printed = figure(key, value)
    return Fact(key, prefix, printed, stated(key, value), (printed,), report.evidence[key], value)


def _day(day: int, month: int, year: int) -> tuple[str, ...]:
    english = (
        "January", "February", "March", "April", "May", "June", "July", "August",
        "September", "October", "November", "December",
    )[month - 1]  # fmt: skip
    return tuple(
        dict.fromkeys(
            (
                f"{day} tháng {month:02d} năm {year}", f"{day} tháng {month} năm {year}",
                f"{day:02d}/{month:02d}/{year}", f"{day}/{month}/{year}",
                f"{day} {english} {year}", f"{english} {day}, {year}",
            )
        )
    )  # fmt: skip
