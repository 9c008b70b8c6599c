"""Asks gold questions, scores the answers and sums them up by kind, language and form.

`run` asks, `summarise` counts; every rate comes with a bootstrap interval whose random
numbers are seeded, so that the same answers give the same page to the last digit.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.gold import GoldItem, GoldQuestion
from assistant.model import Answer
from assistant.protocols import Asking, Conversing
from assistant.scoring import Score, evidence_rank, score

RESAMPLES = 2000
CONFIDENCE = 0.95
SEED = 20230413
RECALL_AT = (1, 5, 20)

_Floats = NDArray[np.float64]
_Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One gold question, the answer given, and how it fared.

    ``turn`` counts from 1 within a conversation and is 0 for a question that stands
    alone; ``rank`` is that of the evidence among the candidates weighed, from 1, or None;
    ``seconds`` is the time that the caller waited.
    """

    id: str
    file: str
    turn: int
    gold: GoldQuestion
    answer: Answer
    score: Score
    rank: int | None
    seconds: float

    @property
    def form(self) -> str:
        """``single``, ``first turn`` or ``follow-up``."""
        return ("single", "first turn")[self.turn] if self.turn < 2 else "follow-up"

    @property
    def missed(self) -> bool:
        """Whether somebody should read this one: not ok, or a number without support."""
        return not self.score.ok or bool(self.score.unsupported_beyond_labels)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over ``n`` cases with its bootstrap interval; the value is None for n = 0."""

    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class FigureStyle:
    """How a figure is printed: its heading, what it is multiplied by, its decimals."""

    heading: str
    scale: float = 100
    digits: int = 1

    def shown(self, estimate: Estimate) -> tuple[str, str, str] | None:
        """Return value and interval as printed; None where there was nothing to count.

        The interval has one decimal less than the value: it is not known that well.
        """
        if estimate.value is None or estimate.low is None or estimate.high is None:
            return None
        around = max(self.digits - 1, 0)
        return (
            f"{self.scale * estimate.value:.{self.digits}f}",
            f"{self.scale * estimate.low:.{around}f}",
            f"{self.scale * estimate.high:.{around}f}",
        )


ANSWER_FIGURES = {
    "ok": FigureStyle("ok"),
    "answer": FigureStyle("answer"),
    "cite": FigureStyle("cite"),
    "abstention_precision": FigureStyle("refuse P"),
    "abstention_recall": FigureStyle("refuse R"),
    "wrongly_refused": FigureStyle("false refuse"),
    "unsupported": FigureStyle("unsup"),
    "unsupported_beyond_labels": FigureStyle("unsup-L"),
}
"""Figures about answers, in the order of the tables, in per cent."""

SEARCH_FIGURES = {
    "recall@1": FigureStyle("R@1"),
    "recall@5": FigureStyle("R@5"),
    "recall@20": FigureStyle("R@20"),
    "mrr": FigureStyle("MRR", 1, 3),
    "median_ms": FigureStyle("median ms", 1),
    "p95_ms": FigureStyle("p95 ms", 1),
}
"""Figures about retrieval and latency, in the order of the tables."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One row of the tables: a group of questions and its figures by name.

    ``figures`` holds one estimate for each key of `ANSWER_FIGURES` and `SEARCH_FIGURES`:
    ``ok`` over all; ``answer`` and ``cite`` over the answerable; ``abstention_precision``
    over the refused and ``abstention_recall`` over the unanswerable; ``wrongly_refused``
    over the answerable; the share of answers with an ``unsupported`` number;
    ``recall@k`` and ``mrr`` of the evidence among the candidates, over the answerable;
    the time that the caller waited.
    """

    group: str
    n: int
    figures: dict[str, Estimate]

    def to_json(self) -> dict[str, Any]:
        """Return the row as plain JSON values."""
        return {
            "n": self.n,
            "figures": {
                name: {"value": f.value, "low": f.low, "high": f.high, "n": f.n}
                for name, f in self.figures.items()
            },
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All outcomes and the tables made of them; each table maps a group to its row."""

    outcomes: tuple[Outcome, ...]
    total: Summary
    tables: dict[str, tuple[Summary, ...]]

    @property
    def misses(self) -> tuple[Outcome, ...]:
        """Outcomes to read, in the order asked."""
        return tuple(outcome for outcome in self.outcomes if outcome.missed)

    def to_json(self) -> dict[str, Any]:
        """Return tables and every single outcome as plain JSON values."""
        return {
            "total": self.total.to_json(),
            "tables": {
                name: {row.group: row.to_json() for row in rows}
                for name, rows in self.tables.items()
            },
            "questions": [_outcome_json(outcome) for outcome in self.outcomes],
        }


def run(
    assistant: Asking,
    new_conversation: Callable[[], Conversing],
    gold: Iterable[tuple[str, Sequence[GoldItem]]],
) -> Iterator[Outcome]:
    """Ask every question of ``(file name, items)`` in order and yield the outcomes.

    The turns of one conversation are asked one after the other, each with the product's
    own earlier answers before it, right or wrong.
    """
    for file, items in gold:
        for item in items:
            conversation = new_conversation() if item.conversation else None
            for number, question in enumerate(item.turns, start=1):
                started = perf_counter()
                answer = assistant.ask(question.question, conversation=conversation)
                seconds = perf_counter() - started
                if conversation is not None:
                    conversation = conversation.with_turn(question.question, answer)
                yield Outcome(
                    id=item.id,
                    file=file,
                    turn=number if item.conversation else 0,
                    gold=question,
                    answer=answer,
                    score=score(question, answer),
                    rank=evidence_rank(question, answer.trace.candidates),
                    seconds=seconds,
                )


def summarise(outcomes: Iterable[Outcome]) -> Evaluation:
    """Return the tables over `outcomes`: by kind, language and form, and by file if several."""
    asked = tuple(outcomes)
    tables = {
        "kind": _table(asked, lambda outcome: outcome.gold.kind),
        "language": _table(asked, lambda outcome: outcome.gold.language),
    }
    if len({outcome.form for outcome in asked}) > 1:
        tables["form"] = _table(asked, lambda outcome: outcome.form)
    if len({outcome.file for outcome in asked}) > 1:
        tables["file"] = _table(asked, lambda outcome: outcome.file)
    return Evaluation(asked, _summary("all", asked), tables)


def _table(outcomes: Sequence[Outcome], group_of: Callable[[Outcome], str]) -> tuple[Summary, ...]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(group_of(outcome), []).append(outcome)
    rows = [_summary(group, members) for group, members in groups.items()]
    return tuple(sorted(rows, key=lambda row: (-row.n, row.group)))


def _summary(group: str, outcomes: Sequence[Outcome]) -> Summary:
    n = len(outcomes)
    scores = [outcome.score for outcome in outcomes]
    answerable = np.array([outcome.gold.answerable for outcome in outcomes], dtype=bool)
    refused = np.array([s.refused for s in scores], dtype=bool)
    everyone = np.ones(n, dtype=bool)
    ranks = np.array([outcome.rank or np.inf for outcome in outcomes], dtype=float)
    milliseconds = np.array([outcome.seconds * 1000 for outcome in outcomes], dtype=float)
    resamples = np.random.default_rng([SEED, zlib.crc32(group.encode())]).integers(
        0, max(n, 1), size=(RESAMPLES, n)
    )

    def mean(values: Sequence[bool] | _Floats | _Bools, among: _Bools) -> Estimate:
        """Estimate the mean of `values` over the questions `among`."""
        kept = np.where(among, np.asarray(values, dtype=float), 0.0)
        size = int(among.sum())
        if not size:
            return Estimate(None, None, None, 0)
        sizes = among[resamples].sum(axis=1)
        sums = kept[resamples].sum(axis=1)
        low, high = _interval(sums[sizes > 0] / sizes[sizes > 0])
        return Estimate(float(kept.sum() / size), low, high, size)

    def quantile(share: float) -> Estimate:
        if not n:
            return Estimate(None, None, None, 0)
        low, high = _interval(np.quantile(milliseconds[resamples], share, axis=1))
        return Estimate(float(np.quantile(milliseconds, share)), low, high, n)

    figures = {
        "ok": mean([s.ok for s in scores], everyone),
        "answer": mean([s.answer for s in scores], answerable),
        "cite": mean([s.cite for s in scores], answerable),
        "abstention_precision": mean(~answerable, refused),
        "abstention_recall": mean(refused, ~answerable),
        "wrongly_refused": mean(refused, answerable),
        "unsupported": mean([bool(s.unsupported) for s in scores], everyone),
        "unsupported_beyond_labels": mean(
            [bool(s.unsupported_beyond_labels) for s in scores], everyone
        ),
        **{f"recall@{k}": mean(ranks <= k, answerable) for k in RECALL_AT},
        "mrr": mean(1 / ranks, answerable),
        "median_ms": quantile(0.5),
        "p95_ms": quantile(0.95),
    }
    return Summary(group, n, figures)


def _interval(resampled: _Floats) -> tuple[float, float]:
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(resampled, [tail, 1 - tail])
    return float(low), float(high)


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    scored = outcome.score
    return {
        "id": outcome.id,
        "file": outcome.file,
        "turn": outcome.turn,
        "kind": outcome.gold.kind,
        "lang": outcome.gold.language,
        "question": outcome.gold.question,
        "expected": outcome.gold.answer,
        "accept": [list(option) for option in outcome.gold.accept],
        "ok": scored.ok,
        "answer_ok": scored.answer,
        "cite_ok": scored.cite,
        "refused": scored.refused,
        "unsupported": list(scored.unsupported),
        "unsupported_beyond_labels": list(scored.unsupported_beyond_labels),
        "faults": list(scored.faults),
        "rank": outcome.rank,
        "seconds": round(outcome.seconds, 4),
        "given": outcome.answer.to_json(),
    }
