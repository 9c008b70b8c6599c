"""Gold questions become examples: the best figure found, its evidence, whether it is right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import Answer, Assistant, Conversation
from assistant.answering.common import figure_candidates
from assistant.answering.parts import parts_of
from assistant.kinds import Kind
from assistant.ranking import FigureCandidate
from assistant.support import figure_evidence
from index import Archive

_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Example:
    """The best figure for one gold question; ``right`` tells whether it is the answer."""

    source: str  # the set that the question is of
    question: str
    answerable: bool
    right: bool
    evidence: dict[str, float]


def collect(name: str, data: Path, gold: Sequence[Path]) -> list[Example]:
    """Return the examples of the questions in `gold` on the archive in `data`.

    Questions that are not read as asking for a number, and those for which no figure fits the
    period and place, are left out: there is nothing to decide.
    """
    with Archive.open(data) as archive:
        assistant = Assistant(archive)
        return [
            example
            for path in gold
            for line in path.read_text(encoding="utf-8").splitlines()
            for example in _examples(name, assistant, json.loads(line))
        ]


def _examples(name: str, assistant: Assistant, entry: dict[str, object]) -> Iterator[Example]:
    turns = entry.get("turns", [entry])
    assert isinstance(turns, list)
    conversation = Conversation()
    for turn in turns:
        question = str(turn["question"])
        if turn["kind"] in {"number", "unanswerable"}:
            best = _best(assistant, question, conversation)
            if best is not None:
                candidate, evidence = best
                yield Example(
                    name,
                    question,
                    turn["kind"] != "unanswerable",
                    _is_right(candidate, turn),
                    evidence,
                )
        answer: Answer = assistant.ask(question, conversation=conversation)
        conversation = conversation.with_turn(question, answer)


def _best(
    assistant: Assistant, question: str, conversation: Conversation
) -> tuple[FigureCandidate, dict[str, float]] | None:
    context = assistant.context(question, conversation=conversation)
    if context.question.kind is not Kind.NUMBER:
        return None
    part = parts_of(context)[0].context
    ranked = figure_candidates(part)
    return (ranked[0], figure_evidence(part, ranked[0])) if ranked else None


def _is_right(candidate: FigureCandidate, turn: dict[str, list[list[str]]]) -> bool:
    wanted = {_digits(alternative[0]) for alternative in turn.get("accept", ()) if alternative}
    source = candidate.view.report.source
    return _digits(candidate.figure.printed) in wanted - {""} and any(
        source.startswith(prefix) for prefix in map(str, turn.get("reports", ()))
    )


def _digits(text: str) -> str:
    found = _NUMBER.search(text)
    return found.group().rstrip(".,").lstrip("0") if found else ""
