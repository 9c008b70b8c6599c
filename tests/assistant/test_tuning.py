"""Learning the weights: what is learnt, what is held, and when the priors stay."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant, weights
from assistant.answering.common import figure_candidates, with_margins
from assistant.ranking import USUAL_MARGIN
from assistant.support import SIGNS, FigureModel
from assistant.traits import Place, Threshold, Trait
from assistant.weights import FILE, read
from benchmarks.tuning import ranking, support
from benchmarks.tuning.collecting import NAMES, Choice, Example, choices, examples
from benchmarks.tuning.sets import GoldSet, further_set
from index import Archive

PRIORS = read(FILE, "prior")
START = ranking.vector(PRIORS)
RIGHT_OWN, WRONG_OWN = 0.5, 0.55


def choice(source: str, right: dict[str, float], wrong: dict[str, float]) -> Choice:
    """Return a question with one right figure and one wrong one, both of the same report."""
    rows = [[amounts.get(name.value, 0.0) for name in NAMES] for amounts in (right, wrong)]
    same = np.zeros(2, np.int64)
    return Choice(source, "?", np.array(rows), np.array([True, False]), same, same)


def misled(source: str, count: int) -> list[Choice]:
    """Return questions in which a running total is preferred for a few words more."""
    wrong = {"own": WRONG_OWN + PRIORS.traits[Trait.RUNNING] * -1, "running": 1.0}
    return [choice(source, {"own": RIGHT_OWN}, wrong) for _ in range(count)]


def weight(vector: ranking.Floats, name: Place | Trait) -> float:
    return float(vector[NAMES.index(name)])


def test_what_misleads_is_learnt_to_count_more_against() -> None:
    found = misled("a", 20)
    learnt = ranking.fit(found, START, 0.3)
    assert not ranking.firsts(found, START, 0.0).any()
    assert ranking.firsts(found, learnt, 0.0).all()
    assert weight(learnt, Trait.RUNNING) < PRIORS.traits[Trait.RUNNING]
    assert weight(learnt, Trait.GIVEN) == pytest.approx(PRIORS.traits[Trait.GIVEN])


def test_a_weight_keeps_its_sign_and_a_high_penalty_keeps_the_prior() -> None:
    against = [choice("a", {"running": 1.0}, {}) for _ in range(200)]
    learnt = ranking.fit(against, START, 0.01)
    assert weight(learnt, Trait.RUNNING) == pytest.approx(0.0, abs=1e-9)
    assert ranking.fit(misled("a", 20), START, 1e6) == pytest.approx(START, abs=1e-3)


def test_a_gain_holds_only_beyond_chance() -> None:
    several = [c for name in ("a", "b", "c") for c in misled(name, 4)]
    outcome = ranking.left_out(several, PRIORS, 0.3)
    assert (outcome.won, outcome.lost) == (12, 0)
    assert outcome.holds
    few = ranking.Outcome(1.0, {"a": 0.9}, won=5, lost=3)
    assert few.chance == pytest.approx(0.363, abs=1e-3)
    assert not few.holds
    assert not ranking.Outcome(1.0, {"a": 0.9}, won=0, lost=0).holds


def test_the_newer_report_is_first_among_figures_that_score_alike() -> None:
    alike = choice("a", {"own": 0.5}, {"own": 0.51})
    newer = Choice("a", "?", alike.amounts, alike.right, np.array([9, 8]), np.array([1, 2]))
    tie = PRIORS.thresholds[Threshold.TIE]
    assert not ranking.firsts([alike], START, tie).any()
    assert ranking.firsts([newer], START, tie).all()


def example(source: str, right: bool, **evidence: float) -> Example:
    return Example(source, "?", True, right, {**dict.fromkeys(SIGNS, 0.0), **evidence})


def test_the_model_of_support_keeps_signs_and_pays_for_wrong_figures() -> None:
    found = [example(s, True, margin=0.4, noun=0.3) for s in "ab" for _ in range(30)]
    found += [example(s, False, margin=0.01) for s in "ab" for _ in range(30)]
    model = support.fit(found, 1.0)
    assert all(model.weights[name] * sign >= 0 for name, sign in SIGNS.items())
    assert model.weights["margin"] > 0
    assert model.weights["noun"] == 0  # a missing noun never speaks for an answer
    told = support.decisions(model, found)
    assert (told.refused_right, told.answered_wrong) == (0, 0)
    assert support.fit(found, 1.0) == model
    blind = FigureModel({**dict.fromkeys(SIGNS, 0.0), "bias": 1.0}, 0.5)
    assert support.decisions(blind, found).cost == pytest.approx(100 * support.PRICE / 2)


def test_gold_questions_become_choices_and_examples(
    sample: Assistant, sample_archive: Archive, tmp_path: Path
) -> None:
    gold = tmp_path / "gold.jsonl"
    asked = "Tháng 8/2023 An Lộc có bao nhiêu thuê bao di động trả trước?"
    answer = sample.ask(asked)
    assert answer.value is not None
    citation = answer.citations[0]
    turn = {
        "id": "a",
        "question": asked,
        "kind": "number",
        "accept": [[answer.value]],
        "reports": [citation.source.split("_")[0]],
        "evidence": [citation.excerpt],
    }
    lines = [turn, {"id": "b", "question": "Tháng 8/2023 có bao nhiêu tàu vũ trụ?"}]
    lines[1]["kind"] = "unanswerable"
    gold.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    data = sample_archive.directory
    one = further_set(f"small:{tmp_path}:{gold}")
    assert one == GoldSet("small", (gold,), tmp_path)
    (found,) = choices(one, data)
    used = ranking.vector(weights.load())
    scores = found.amounts @ used
    assert found.right[0]
    assert scores[0] > np.median(scores)
    judged = examples(one, data)
    assert [e.right for e in judged if e.answerable] == [True]
    assert all(set(e.evidence) == set(SIGNS) for e in judged)


def test_other_weights_hold_only_for_a_while(sample: Assistant) -> None:
    context = sample.context("Tháng 8/2023 An Lộc có bao nhiêu thuê bao di động trả trước?")
    before = [c.score for c in figure_candidates(context)]
    nothing = weights.Weights(
        dict.fromkeys(Place, 0.0), dict.fromkeys(Trait, 0.0), PRIORS.factors, PRIORS.thresholds
    )
    with weights.using(nothing):
        assert {c.score for c in figure_candidates(context)} == {0.0}
    assert [c.score for c in figure_candidates(context)] == before


def test_a_lead_is_over_figures_of_another_value(sample: Assistant) -> None:
    context = sample.context("Tháng 8/2023 An Lộc có bao nhiêu thuê bao di động trả trước?")
    ranked = figure_candidates(context)
    assert {c.margin for c in ranked} == {USUAL_MARGIN}
    led = with_margins(ranked)
    rival = next(c for c in led if c.figure.value != led[0].figure.value)
    assert led[0].margin == pytest.approx(min(0.5, led[0].score - rival.score))
    assert rival.margin == pytest.approx(max(-0.5, rival.score - led[0].score))
    assert [c.figure for c in led] == [c.figure for c in ranked]
