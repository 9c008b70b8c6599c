"""Gold questions become examples: the figures found, their amounts, and which is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from assistant import Assistant, Conversation
from assistant.answering.common import figure_candidates, with_margins
from assistant.answering.parts import parts_of
from assistant.draft import Context, effective_period
from assistant.gold import GoldQuestion, load_gold
from assistant.kinds import Kind
from assistant.ranking import FigureCandidate
from assistant.scoring import numbers
from assistant.support import barred, figure_evidence
from assistant.traits import Place, Trait
from benchmarks.tuning.sets import GoldSet
from corpus.vietnamese import fold
from index import Archive

Floats = npt.NDArray[np.float64]

_SENTENCES: Final = {
    *(place for place in Place if place.value.startswith("sentence")),
    Trait.SENTENCE_FOUND,
    Trait.SENTENCE_DOCUMENT,
    Trait.SENTENCE_PLAN,
    Trait.SENTENCE_PLAN_UNASKED,
}
NAMES: Final[tuple[Place | Trait, ...]] = tuple(
    name for name in (*Place, *Trait) if name not in _SENTENCES
)
"""The weights that rank figures, in the order of the columns of `Choice.amounts`."""

_NEAR = 0.5  # share of the words that a sentence and an excerpt must have in common


@dataclass(frozen=True, slots=True)
class Choice:
    """The figures for one question, best first, of which the right ones are known.

    ``amounts`` has a row for each figure and a column for each of `NAMES`; ``newness`` (the
    last day of the figure's period) and ``report`` tell figures apart that score alike.
    """

    source: str
    question: str
    amounts: Floats
    right: npt.NDArray[np.bool_]
    newness: npt.NDArray[np.int64]
    report: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """The best figure for one question; ``right`` tells whether it is the answer."""

    source: str  # the set that the question is of
    question: str
    answerable: bool
    right: bool
    evidence: dict[str, float]


def choices(gold: GoldSet, data: Path) -> list[Choice]:
    """Return the figures for each number question with a right one among them."""
    found: list[Choice] = []
    for turn, _, ranked in _asked(gold, data):
        right = np.array([is_right(candidate, turn) for candidate in ranked])
        if not right.any():
            continue
        amounts = [{**c.places, **c.traits} for c in ranked]
        periods = [effective_period(c.view) for c in ranked]
        found.append(
            Choice(
                gold.name,
                turn.question,
                np.array([[row.get(name, 0.0) for name in NAMES] for row in amounts]),
                right,
                np.array([period.last.toordinal() if period else 0 for period in periods]),
                np.array([c.view.report.id for c in ranked]),
            )
        )
    return found


def examples(gold: GoldSet, data: Path) -> list[Example]:
    """Return whether the best figure is right, for every question for which there is one.

    Figures that a slot bars are left out: there is nothing to decide.
    """
    return [
        Example(
            gold.name,
            turn.question,
            turn.answerable,
            is_right(ranked[0], turn),
            figure_evidence(context, ranked[0]),
        )
        for turn, context, ranked in _asked(gold, data)
        if not barred(context, ranked[0])
    ]


def _asked(
    gold: GoldSet, data: Path
) -> Iterator[tuple[GoldQuestion, Context, list[FigureCandidate]]]:
    """Yield questions that are read as asking for a number, with the figures found."""
    with Archive.open(data) as archive:
        assistant = Assistant(archive)
        for item in (item for path in gold.gold for item in load_gold(path)):
            conversation = Conversation()
            for turn in item.turns:
                if turn.kind in {"number", "unanswerable"}:
                    context = assistant.context(turn.question, conversation=conversation)
                    if context.question.kind is Kind.NUMBER:
                        part = parts_of(context)[0].context
                        ranked = with_margins(figure_candidates(part))
                        if ranked:
                            yield turn, part, ranked
                if item.conversation:
                    answer = assistant.ask(turn.question, conversation=conversation)
                    conversation = conversation.with_turn(turn.question, answer)


def is_right(candidate: FigureCandidate, turn: GoldQuestion) -> bool:
    """Tell whether a figure has an accepted value and stands in or near the evidence."""
    accepted = {_value(option[0]) for option in turn.accept} - {None}
    if _value(candidate.figure.printed) not in accepted:
        return False
    source = candidate.view.report.source
    leading = re.match(r"\d+", source)
    if source not in turn.reports and (leading is None or leading.group() not in turn.reports):
        return False
    said = _words(candidate.view.text[slice(*candidate.sentence)])
    excerpts = map(_words, turn.evidence)
    return any(len(said & words) >= _NEAR * min(len(said), len(words)) for words in excerpts)


def _value(printed: str) -> Decimal | None:
    found = numbers(printed)
    return found[0][1] if found else None


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(text)))


def of_sets(found: Sequence[Choice | Example]) -> list[str]:
    """Return the names of the sets, in order."""
    return list(dict.fromkeys(one.source for one in found))
