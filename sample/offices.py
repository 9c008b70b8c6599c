"""Offices of invented provinces that report the same things, each in its own manner.

An office keeps to its manner: title, outline, order of the fields, two or three wordings
for each topic, file types, the topics that it leaves out and the month from which it knows
of 5G. The texts are in ``data/offices.toml`` and ``data/variants.toml``; who draws what
follows from the seed and the office's place in the series alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sample.dice import Dice
from sample.model import Month, Profile
from sample.monthly import Style
from sample.wording import SECTIONS, Section, Topic

_DATA = Path(__file__).parent / "data"
_FIRST_5G = Month(2023, 3)
_OPENING, _PLANS = 1, -1  # places in SECTIONS of the topics before and after the fields


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


_OFFICES = _read("offices.toml")
_VARIANTS = _read("variants.toml")
MOST_PROVINCES = len(_OFFICES["names_first"]) * len(_OFFICES["names_second"])


@dataclass(frozen=True, slots=True)
class Office:
    """An invented province's office: its figures, its style, the types of its files in turn."""

    profile: Profile
    style: Style
    formats: tuple[str, ...]


def province_name(index: int) -> str:
    """The name of the series' province `index`, counted from 0; neighbours share no word.

    Raises ValueError from `MOST_PROVINCES` on.
    """
    if not 0 <= index < MOST_PROVINCES:
        raise ValueError(f"nhiều nhất {MOST_PROVINCES} tỉnh / at most {MOST_PROVINCES} provinces")
    first, second = _OFFICES["names_first"], _OFFICES["names_second"]
    # The one count plus 1 and the other share no divisor, so that no pair comes twice.
    return f"{first[index % len(first)]} {second[(index + index // len(first)) % len(second)]}"


def office(index: int, seed: int) -> Office:
    """The office of province `index` in the series of `seed`."""
    name = province_name(index)
    dice = Dice("office", seed, index)
    director, deputy = _people(dice)
    outline = _OFFICES["outlines"][(seed + index) % len(_OFFICES["outlines"])]
    profile = Profile(
        name,
        seed,
        _FIRST_5G.plus(dice.between(0, 12)),
        director,
        deputy,
        dice.pick(_OFFICES["cutoff_days"]),
        dice.pick(_OFFICES["number_marks"]),
    )
    style = Style(
        title=_OFFICES["titles"][(seed + index) % len(_OFFICES["titles"])],
        sections=tuple(_sections(dice, outline)),
        two_digit_months=dice.between(0, 1) == 1,
    )
    return Office(profile, style, tuple(_OFFICES["formats"][index % len(_OFFICES["formats"])]))


def variants(topic: Topic) -> Topic:
    """`topic` with all its wordings, those for series of several offices included."""
    more = _variants_of(topic).get("more", [])
    return replace(topic, wordings=(*topic.wordings, *more))


def _variants_of(topic: Topic) -> dict[str, list[str]]:
    return next((found for key, found in _VARIANTS.items() if key in topic.keys), {})


def _people(dice: Dice) -> tuple[str, str]:
    surnames = dice.take(_OFFICES["surnames"], 2)
    middles = dice.take(_OFFICES["middle_names"], 2)
    given = dice.take(_OFFICES["given_names"], 2)
    director, deputy = (" ".join(name) for name in zip(surnames, middles, given, strict=True))
    return director, deputy


def _sections(dice: Dice, outline: dict[str, Any]) -> list[Section]:
    fields = SECTIONS[_OPENING + 2 : _PLANS]  # after "2. Kết quả …", which has no topics
    left_out = frozenset(dice.take(_OFFICES["optional"], 2))
    opening = [Section(text, level) for text, level in outline["opening"]]
    opening[-1] = replace(opening[-1], topics=_topics(dice, SECTIONS[_OPENING].topics, left_out))
    text, level = outline["before_areas"]
    sections = [*opening, Section(text, level)]
    heading, level = outline["area"]
    for number, field in enumerate(dice.take(fields, len(fields)), 1):
        name = dice.pick(_OFFICES["areas"][field.heading])
        groups = dice.take(_groups(field.topics), len(field.topics))
        topics = tuple(topic for group in groups for topic in group)
        sections.append(
            Section(
                heading.format(number=number, name=name), level, _topics(dice, topics, left_out)
            )
        )
    text, level = outline["plans"]
    sections.append(Section(text, level, _topics(dice, SECTIONS[_PLANS].topics, left_out)))
    return sections


def _groups(topics: Sequence[Topic]) -> list[list[Topic]]:
    """Topics that go together: one with an opener and those after it that lean on it."""
    groups: list[list[Topic]] = []
    for topic in topics:
        if topic.lead or not groups:
            groups.append([])
        groups[-1].append(topic)
    return groups


def _topics(dice: Dice, topics: Sequence[Topic], left_out: frozenset[str]) -> tuple[Topic, ...]:
    """The office's own wordings and openers of the topics that it reports."""
    kept = []
    for topic in topics:
        mine = dice.take(variants(topic).wordings, dice.between(2, 3))
        leads = [topic.lead, *_variants_of(topic).get("leads", [])]
        lead = dice.pick(leads)
        if not topic.keys & left_out:
            kept.append(replace(topic, lead=lead, wordings=mine))
    return tuple(kept)
