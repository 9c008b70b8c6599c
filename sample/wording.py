"""How the monthly reports say it: every topic in several wordings with the same figures.

The texts are in ``data/wording.toml``. A placeholder is an indicator key of
`sample.series`, one of ``province``, ``month`` (``4/2023``), ``next_month``, ``start`` and
``cutoff`` (days), or a key of `MonthFacts.words`. All wordings of a topic hold the same
figures, so that whichever is drawn, a month's report always says the same things.
"""

from __future__ import annotations

import string
import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Topic:
    """Sentences about one thing. `lead` opens the paragraph in bold.

    `table` names the table that stands for the topic in reports with tables.
    """

    lead: str
    wordings: tuple[str, ...]
    table: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """The placeholders of the first wording."""
        return placeholders(self.wordings[0])


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the topics under it."""

    heading: str
    level: int
    topics: tuple[Topic, ...] = ()


def placeholders(wording: str) -> frozenset[str]:
    """Names in braces of a wording."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(wording) if name)


def _sections() -> tuple[Section, ...]:
    text = (Path(__file__).parent / "data" / "wording.toml").read_text(encoding="utf-8")
    return tuple(
        Section(
            section["heading"],
            section["level"],
            tuple(
                Topic(topic.get("lead", ""), tuple(topic["wordings"]), topic.get("table", ""))
                for topic in section.get("topic", ())
            ),
        )
        for section in tomllib.loads(text)["section"]
    )


SECTIONS = _sections()
