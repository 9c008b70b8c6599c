"""The labelled sentences of ``data/figures.jsonl``, and how many of their labels are read right.

Each line has a ``text`` of one or more sentences (rows, where ``kind`` is ``table``), the
code of the ``report``'s period, and its ``figures`` in order: printed form, value, unit (its
first words), basis, and where they are not empty level, period, against, direction, head and
whole (by their printed forms), ``words`` that name the figure, ``not`` those that name a
neighbour.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from corpus.figures import read_figures
from corpus.model import Figure, MappedText, Passage, PassageKind
from corpus.periods import Period
from corpus.sentences import split_sentences

DATA: Final = Path(__file__).parent / "data" / "figures.jsonl"
FIELDS: Final = (
    *("value", "unit", "basis", "level", "period", "against", "direction"),
    *("head", "whole", "words"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether one field of one labelled figure was read right."""

    text: str
    printed: str
    field: str
    right: bool
    wanted: object
    given: object


def passage_of(line: dict[str, Any]) -> Passage:
    """Return the passage that a labelled line stands for."""
    text, table = line["text"], line.get("kind") == "table"
    sentences = split_sentences(text)
    return Passage(
        ordinal=0,
        kind=PassageKind.TABLE if table else PassageKind.TEXT,
        section=(),
        topic=line.get("topic", ""),
        search=MappedText(text, ((0, 0, len(text)),)),
        sentences=sentences,
        start=0,
        end=len(text),
        page=None,
        planned=line.get("planned", False),
    )


def lines() -> list[dict[str, Any]]:
    """Return the labelled lines."""
    return [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]


def outcomes() -> Iterator[Outcome]:
    """Yield what became of every label."""
    for line in lines():
        passage = passage_of(line)
        given = read_figures(passage, Period.from_code(line["report"]))
        left = list(enumerate(given))
        for label in line["figures"]:
            found = next((pair for pair in left if pair[1].printed == label["printed"]), None)
            if found is not None:
                left.remove(found)
            for field in FIELDS:
                if field == "words" and not {"words", "not"} & set(label):
                    continue
                yield _outcome(line["text"], label, field, found and found[1], given)


def _outcome(
    text: str, label: dict[str, Any], field: str, figure: Figure | None, given: tuple[Figure, ...]
) -> Outcome:
    wanted: object = label.get(field)
    if figure is None:
        return Outcome(text, label["printed"], field, False, wanted, "not found")
    got: object
    match field:
        case "value":
            got, right = figure.value, abs(figure.value - label["value"]) < 1e-6 * label["value"]
        case "unit":
            got, right = figure.unit, _same_unit(label["unit"], figure.unit)
        case "words":
            got = f"{text[slice(*figure.own)]} | {figure.label}"
            right = _names(label, text[slice(*figure.own)], figure.label)
        case _:
            got = _plain(figure, field, given)
            right = got == (wanted if wanted is not None else _EMPTY.get(field))
    return Outcome(text, label["printed"], field, right, wanted, got)


_EMPTY: Final = {"direction": 0}


def _plain(figure: Figure, field: str, given: tuple[Figure, ...]) -> object:
    """Return a field as the labels write it."""
    value = getattr(figure, field, _EMPTY.get(field))
    if field in ("head", "whole"):
        return None if value is None else given[value].printed
    if isinstance(value, Period):
        return value.code
    return getattr(value, "value", value)


def _same_unit(wanted: str, given: str) -> bool:
    return given.lower() == wanted.lower() or (
        bool(wanted) and given.lower().startswith(f"{wanted.lower()} ")
    )


def _names(label: dict[str, Any], own: str, named: str) -> bool:
    """Tell whether own words or label hold the words wanted, and the label none of the others."""
    said = f"{own} {named}".lower()
    return all(word.lower() in said for word in label.get("words", ())) and not any(
        word.lower() in named.lower() for word in label.get("not", ())
    )


def shares() -> dict[str, float]:
    """Return for each field the share of labels that are read right, and for ``all`` of them."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for outcome in outcomes():
        for name in (outcome.field, "all"):
            total[name] += 1
            right[name] += outcome.right
    return {name: right[name] / total[name] for name in (*FIELDS, "all")}


if __name__ == "__main__":
    for outcome in outcomes():
        if not outcome.right:
            print(f"{outcome.printed} {outcome.field}: {outcome.wanted!r}, read {outcome.given!r}")
            print(f"    {outcome.text}")
    for name, share in shares().items():
        print(f"{name:10} {100 * share:.1f}")
