"""The quality gate: the sample gold's shares may not fall under the committed floors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import Assistant, Conversation
from assistant.evaluation import Outcome, run
from assistant.gold import load_gold
from sample import gold_files

BASELINE = Path(__file__).with_name("baseline.json")


def shares(outcomes: list[Outcome]) -> dict[str, float]:
    """Return the gate's figures, as shares between 0 and 1."""
    answerable = [o for o in outcomes if o.gold.answerable]
    refusals = [o for o in outcomes if not o.gold.answerable]
    return {
        "ok": sum(o.score.ok for o in outcomes) / len(outcomes),
        "cite": sum(o.score.cite for o in answerable) / len(answerable),
        "refused": sum(o.score.ok for o in refusals) / len(refusals) if refusals else 1.0,
        "answered": sum(o.answer.answerable for o in answerable) / len(answerable),
    }


def breaches(measured: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return a line for each share that fell under its floor."""
    return [
        f"{name}: {measured[name]:.3f} < {floor:.3f}"
        for name, floor in floors.items()
        if measured[name] < floor
    ]


@pytest.mark.parametrize("path", gold_files(), ids=lambda path: path.stem)
def test_sample_gold_stays_over_its_floors(sample: Assistant, path: Path) -> None:
    outcomes = list(run(sample, Conversation, [(path.name, load_gold(path))]))
    floors = json.loads(BASELINE.read_text(encoding="utf8"))[path.name]
    assert breaches(shares(outcomes), floors) == []


def test_the_gate_sees_a_fall_and_only_a_fall() -> None:
    floors = {"ok": 0.8, "cite": 0.9}
    assert breaches({"ok": 0.8, "cite": 0.95}, floors) == []
    assert breaches({"ok": 0.79, "cite": 0.95}, floors) == ["ok: 0.790 < 0.800"]
