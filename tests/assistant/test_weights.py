"""The file of weights: what is read from it, what is refused, and that the ranking obeys it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, weights
from assistant.answering.common import figure_candidates, sentence_candidates
from assistant.traits import Place, Threshold, Trait
from assistant.weights import FILE, WeightsError, read


def test_a_score_is_the_sum_of_amounts_times_weights(sample: Assistant) -> None:
    used = weights.load()
    context = sample.context("Tháng 8/2023 An Lộc có bao nhiêu thuê bao di động trả trước?")
    figures, sentences = figure_candidates(context), sentence_candidates(context)
    assert len(figures) > 20
    assert len(sentences) > 20
    for candidate in (*figures, *sentences):
        expected = sum(a * used.places[p] for p, a in candidate.places.items())
        assert candidate.coverage == pytest.approx(expected)
        expected += sum(a * used.traits[t] for t, a in candidate.traits.items())
        assert candidate.score == pytest.approx(expected)
        assert candidate.score == pytest.approx(sum(candidate.reasons.values()))


def test_every_weight_has_a_prior_whose_sign_it_keeps() -> None:
    learnt, prior = read(FILE), read(FILE, "prior")
    assert set(prior.places) == set(Place)
    assert set(prior.traits) == set(Trait)
    for now, then in ((learnt.places, prior.places), (learnt.traits, prior.traits)):
        assert all(then.values())
        assert all(now[name] * value >= 0 for name, value in then.items())
    assert 0 < learnt.thresholds[Threshold.FOUND] < 1


def _without(data: dict[str, Any]) -> None:
    del data["traits"]["given"]


def _unknown(data: dict[str, Any]) -> None:
    data["places"]["cellar"] = {"weight": 1, "prior": 1}


def _no_number(data: dict[str, Any]) -> None:
    data["traits"]["given"]["weight"] = "much"


def _endless(data: dict[str, Any]) -> None:
    data["places"]["own"]["weight"] = float("inf")


def _turned(data: dict[str, Any]) -> None:
    data["traits"]["contrast.conflict"]["weight"] = 0.5


def _no_group(data: dict[str, Any]) -> None:
    del data["factors"]


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (_without, "traits.given"),
        (_unknown, "places.cellar"),
        (_no_number, "traits.given"),
        (_endless, "places.own"),
        (_turned, "traits.contrast.conflict"),
        (_no_group, "factors"),
    ],
)
def test_a_wrong_file_is_refused_by_name(
    tmp_path: Path, damage: Callable[[dict[str, Any]], None], named: str
) -> None:
    data = json.loads(FILE.read_text(encoding="utf-8"))
    damage(data)
    wrong = tmp_path / "ranking.json"
    wrong.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(WeightsError, match=re.escape(named)) as caught:
        read(wrong)
    for language in ("vi", "en"):
        line = caught.value.message(language)
        assert named in line
        assert str(wrong) in line
        assert "\n" not in line


@pytest.mark.parametrize("content", [None, "{", "[]", "\udcff"], ids=str)
def test_a_file_that_is_missing_or_no_json_is_refused(tmp_path: Path, content: str | None) -> None:
    wrong = tmp_path / "ranking.json"
    if content is not None:
        wrong.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(WeightsError, match=re.escape(str(wrong))):
        read(wrong)
