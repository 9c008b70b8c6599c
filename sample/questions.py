"""Questions with known answers on generated series, in the gold format.

Each asks for one figure of one month and names both the province and the month, in one of
four language forms.
"""

from __future__ import annotations

import random
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sample.model import Month, Profile
from sample.monthly import MonthlyReport
from sample.numbers import figure

LANGUAGES = ("vi", "vi", "vi-plain", "vi-typo", "en")
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """One gold question; `accept` holds alternatives: lists of strings that must all occur."""

    id: str
    question: str
    lang: str
    kind: str
    answer: str
    accept: tuple[tuple[str, ...], ...]
    reports: tuple[str, ...]
    evidence: tuple[str, ...]
    note: str = ""

    def to_json(self) -> dict[str, object]:
        """As a line of a gold file."""
        return {
            "id": self.id,
            "question": self.question,
            "lang": self.lang,
            "kind": self.kind,
            "answer": self.answer,
            "accept": [list(strings) for strings in self.accept],
            "reports": list(self.reports),
            "evidence": list(self.evidence),
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """How an indicator is asked for: noun phrases, and the unit that follows the figure."""

    key: str
    vi: str
    en: str
    unit: str


def _asked() -> tuple[Asked, ...]:
    text = (Path(__file__).parent / "data" / "indicators.toml").read_text(encoding="utf-8")
    return tuple(Asked(key, **phrases) for key, phrases in tomllib.loads(text).items())


ASKED = _asked()

_FRAMES_VI = (
    "{what} của tỉnh {province} trong {month} là bao nhiêu?",
    "{month}, {what} ở {province} là bao nhiêu?",
    "Cho biết {what} {month} của {province}.",
    "Báo cáo {month} của {province} nêu {what} là bao nhiêu?",
)
_FRAMES_EN = (
    "What was the {what} in {province} in {month}?",
    "Give me the {what} of {province} province for {month}.",
    "{province}, {month}: what is the {what}?",
)
_TYPOS = (
    ("bao nhiêu", "bn"),
    ("trong tháng", "trong thang"),
    ("thuê bao", "thue bao"),
    ("của", "cua"),
    ("hồ sơ", "hs"),
    ("cảnh báo", "canh báo"),
)


def fold(text: str) -> str:
    """Vietnamese text as typed without diacritics."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def ask(
    profile: Profile, reports: Sequence[tuple[str, MonthlyReport]], a_month: int
) -> Iterator[Question]:
    """Yield `a_month` questions on each report, given with the prefix of its file name."""
    draw = random.Random(f"{profile.province}/{profile.seed}/questions")
    for prefix, report in reports:
        given = [asked for asked in ASKED if asked.key in report.evidence]
        for number in range(min(a_month, len(given))):
            asked = given.pop(int(draw.random() * len(given)))
            language = LANGUAGES[int(draw.random() * len(LANGUAGES))]
            printed = figure(asked.key, report.facts.values[asked.key])
            accept = [(printed,)]
            if language == "en":
                accept.append((printed.translate(str.maketrans(".,", ",.")),))
            yield Question(
                id=f"{prefix}-{number + 1}",
                question=phrase(asked, profile, report.facts.month, language, draw),
                lang=language,
                kind="number",
                answer=f"{printed} {asked.unit}",
                accept=tuple(dict.fromkeys(accept)),
                reports=(prefix,),
                evidence=(report.evidence[asked.key],),
                note=asked.key,
            )


def phrase(asked: Asked, profile: Profile, month: Month, language: str, draw: random.Random) -> str:
    """Ask for an indicator of a month in one of `LANGUAGES`."""

    def pick(choices: Sequence[str]) -> str:
        return choices[int(draw.random() * len(choices))]

    if language == "en":
        return pick(_FRAMES_EN).format(
            what=asked.en,
            province=fold(profile.province),
            month=f"{MONTHS_EN[month.month - 1]} {month.year}",
        )
    named = pick(
        (
            f"tháng {month.label}",
            f"tháng {month.month:02d}/{month.year}",
            f"tháng {month.month} năm {month.year}",
            f"T{month.label}",
        )
    )
    text = pick(_FRAMES_VI).format(what=asked.vi, province=profile.province, month=named)
    text = text[0].upper() + text[1:]
    if language == "vi-plain":
        return fold(text).casefold().rstrip("?.")
    if language == "vi-typo":
        for right, slip in _TYPOS:
            text = text.replace(right, slip, 1)
    return text
