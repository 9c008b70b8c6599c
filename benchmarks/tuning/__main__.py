"""Learn the ranking's weights and when a figure is an answer; say how well that carries over.

    python -m benchmarks.tuning [--write] [--work DIR] [--also NAME:REPORTS:GOLD[,GOLD...]]

Builds an archive of each set of the repository, and of each further one, asks its gold
questions, and leaves each set out of the fit in turn. Learnt weights are adopted only where
they win more first places on the sets left out than chance would (a sign test over the
questions that change); else the priors stay. Further sets are only looked at, never learnt
from, so that anybody can make the same files again. Nothing is drawn at random.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant import support as answering
from assistant import weights as ranked
from assistant.atomic import write_text_atomically
from assistant.support import SIGNS, FigureModel, figure_model
from assistant.traits import Threshold
from assistant.weights import Weights
from benchmarks.tuning import ranking, support
from benchmarks.tuning.collecting import NAMES, Choice, Example, Floats, choices, examples
from benchmarks.tuning.sets import GoldSet, archives, further_set, repository_sets


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn, print the tables, write the files if asked to; return 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tuning", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write what was learnt")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep the archives here")
    parser.add_argument(
        "--also", type=further_set, action="append", default=[], metavar="NAME:REPORTS:GOLD"
    )
    options = parser.parse_args(arguments)
    learnt_from, also = repository_sets(), options.also
    with ExitStack() as stack:
        work = options.work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folders = archives([*learnt_from, *also], work)
        priors = ranked.read(ranked.FILE, "prior")
        weights = _rank(learnt_from, also, folders, priors)
        model = _judge(learnt_from, also, folders, weights)
    if options.write:
        _write(priors, weights, model)
    return 0


def _rank(
    learnt_from: Sequence[GoldSet],
    also: Sequence[GoldSet],
    folders: Mapping[str, Path],
    priors: Weights,
) -> Weights:
    """Learn the weights of the ranking, print how they do, and return those to be used."""
    with ranked.using(priors):
        own = [c for one in learnt_from for c in choices(one, folders[one.name])]
        others = [c for one in also for c in choices(one, folders[one.name])]
    start = ranking.with_priors(own, priors)
    names = list(start.first)
    print("Share of questions whose first figure is right, each set left out of the fit:")
    print(f"{'':<16}" + "".join(f"{name:>18}" for name in names) + "   mean  won lost chance")
    print(f"{'priors':<16}{_shares(start)}")
    tried = [ranking.left_out(own, priors, penalty) for penalty in ranking.PENALTIES]
    for outcome in tried:
        label = f"penalty {outcome.penalty:g}"
        changes = f"{outcome.won:>5}{outcome.lost:>5}{outcome.chance:>7.2f}"
        print(f"{label:<16}{_shares(outcome)}{changes}")
    best = max(tried, key=lambda outcome: outcome.mean)
    if not (best.holds and best.mean > start.mean):
        print("No gain beyond chance: the priors stay.")
        return priors
    learnt = ranking.fit(own, ranking.vector(priors), best.penalty)
    print(f"Adopted, with penalty {best.penalty:g}:")
    _print_changes(ranking.vector(priors), learnt)
    _print_others(others, priors, learnt)
    return _weights(priors, learnt)


def _shares(outcome: ranking.Outcome) -> str:
    cells = "".join(f"{100 * share:>18.1f}" for share in outcome.first.values())
    return f"{cells}{100 * outcome.mean:>7.1f}"


def _print_changes(prior: Floats, learnt: Floats) -> None:
    for name, before, after in zip(NAMES, prior, learnt, strict=True):
        if abs(after - before) >= 0.01:
            print(f"  {name.value:<28}{before:>7.2f} ->{after:>6.2f}")


def _print_others(others: Sequence[Choice], priors: Weights, learnt: Floats) -> None:
    tie = priors.thresholds[Threshold.TIE]
    for name in dict.fromkeys(c.source for c in others):
        own = [c for c in others if c.source == name]
        before = ranking.firsts(own, ranking.vector(priors), tie)
        after = ranking.firsts(own, learnt, tie)
        print(f"never learnt from, {name}: {before.sum()} -> {after.sum()} of {len(own)}")


def _weights(priors: Weights, learnt: Floats) -> Weights:
    values = {name: round(float(value), 3) for name, value in zip(NAMES, learnt, strict=True)}
    return replace(
        priors,
        places={name: values.get(name, value) for name, value in priors.places.items()},
        traits={name: values.get(name, value) for name, value in priors.traits.items()},
    )


def _judge(
    learnt_from: Sequence[GoldSet],
    also: Sequence[GoldSet],
    folders: Mapping[str, Path],
    weights: Weights,
) -> FigureModel:
    """Learn when a figure is an answer, print how that does, and return the model."""
    with ranked.using(weights):
        own = [e for one in learnt_from for e in examples(one, folders[one.name])]
        others = [e for one in also for e in examples(one, folders[one.name])]
    print(f"\nFigures given and refused; a wrong one costs {support.PRICE:g} right ones refused:")
    used = figure_model()
    sources = list(dict.fromkeys(e.source for e in own))
    now = {s: support.decisions(used, [e for e in own if e.source == s]) for s in sources}
    _print_decisions(f"the model in use (threshold {used.threshold:g})", now)
    without = tuple(name for name in SIGNS if name != "margin")
    tried: dict[float, float] = {}
    for penalty in support.PENALTIES:
        by_set = support.left_out(own, penalty)
        tried[penalty] = support.mean_cost(by_set)
        _print_decisions(f"left out in turn, penalty {penalty:g}", by_set)
        _print_decisions("  the same without margin", support.left_out(own, penalty, without))
    model = support.fit(own, min(tried, key=lambda penalty: tried[penalty]))
    print(json.dumps({n: round(w, 3) for n, w in model.weights.items()}), model.threshold)
    for name in dict.fromkeys(e.source for e in others):
        mine: list[Example] = [e for e in others if e.source == name]
        before, after = support.decisions(used, mine), support.decisions(model, mine)
        _print_decisions("never learnt from, the model in use", {name: before})
        _print_decisions("never learnt from, the new model", {name: after})
    return model


def _print_decisions(label: str, by_set: Mapping[str, support.Decisions]) -> None:
    print(f"{label}: cost {support.mean_cost(by_set):.1f} a hundred questions")
    for name, d in by_set.items():
        print(
            f"    {name:<18}{d.right:>4} right, {d.refused_right:>3} of them refused;"
            f"{d.answered_wrong:>4} wrong given;"
            f"{d.refused_unanswerable:>4} of {d.unanswerable} unanswerable refused"
        )


def _write(priors: Weights, weights: Weights, model: FigureModel) -> None:
    groups: dict[str, tuple[Mapping[Any, float], Mapping[Any, float]]] = {
        "places": (priors.places, weights.places),
        "traits": (priors.traits, weights.traits),
        "factors": (priors.factors, weights.factors),
        "thresholds": (priors.thresholds, weights.thresholds),
    }
    parts = []
    for group, (before, after) in groups.items():
        lines = ",\n".join(
            f'  "{name}": {{"weight": {after[name]}, "prior": {before[name]}}}' for name in before
        )
        parts.append(f' "{group}": {{\n{lines}\n }}')
    write_text_atomically(ranked.FILE, "{\n" + ",\n".join(parts) + "\n}\n")
    rounded = {name: round(weight, 4) for name, weight in model.weights.items()}
    text = json.dumps({"threshold": model.threshold, "weights": rounded}, indent=1)
    write_text_atomically(answering.WEIGHTS, text + "\n")


if __name__ == "__main__":
    sys.exit(main())
