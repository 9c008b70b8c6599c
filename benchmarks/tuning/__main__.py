"""Learn when a figure is an answer, and say how well that carries over to other archives.

    python -m benchmarks.tuning NAME:ARCHIVE:GOLD[,GOLD...] ... [--write]

A logistic regression over the evidence of the best figure, each weight held to the sign that
it must have (a missing word never speaks for an answer), L2-penalised, fitted with L-BFGS-B
(Byrd, Lu, Nocedal and Zhu, 1995). Each set in turn is left out of the fit and scored; with
``--write`` the fit over all sets goes to ``assistant/data/support.json``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from assistant.support import SIGNS, WEIGHTS, FigureModel, probability
from benchmarks.tuning.collecting import Example, collect

_PENALTY = 1.0
_THRESHOLDS = np.arange(0.2, 0.81, 0.05)
_LOST = 0.025  # share of right figures that may be refused for the sake of honest noes

Floats = npt.NDArray[np.float64]


def fit(examples: Sequence[Example]) -> FigureModel:
    """Return the model fitted to `examples`, with the threshold that serves them best."""
    names = list(SIGNS)
    x = np.array([[e.evidence[name] for name in names] for e in examples])
    y = np.array([e.right for e in examples], float)
    scale = x.std(axis=0) + 1e-6
    z = x / scale

    def loss(parameters: Floats) -> tuple[float, Floats]:
        weights, bias = parameters[:-1], parameters[-1]
        margin = z @ weights + bias
        value = np.logaddexp(0, margin).sum() - (y * margin).sum() + _PENALTY * (weights**2).sum()
        error = 1 / (1 + np.exp(-margin)) - y
        return float(value), np.append(z.T @ error + 2 * _PENALTY * weights, error.sum())

    bounds = [(0, None) if SIGNS[n] > 0 else (None, 0) for n in names] + [(None, None)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = dict(zip(names, (found[:-1] / scale).tolist(), strict=True))
    weights["bias"] = float(found[-1])
    return FigureModel(weights, _threshold(weights, examples))


def _threshold(weights: dict[str, float], examples: Sequence[Example]) -> float:
    """Return the highest threshold that refuses at most `_LOST` of the right figures."""
    right = sorted(probability(weights, e.evidence) for e in examples if e.right)
    allowed = right[int(_LOST * len(right))] if right else 0.5
    return round(min(0.9, max(0.1, allowed - 1e-3)), 2)


def _report(name: str, model: FigureModel, examples: Sequence[Example]) -> str:
    answers = [probability(model.weights, e.evidence) >= model.threshold for e in examples]
    rows = list(zip(examples, answers, strict=True))
    right = sum(e.right and a for e, a in rows)
    lost = sum(e.right and not a for e, a in rows)
    refused = sum(not e.answerable and not a for e, a in rows)
    unanswerable = sum(not e.answerable for e, _ in rows)
    wrong = sum(a and not e.right for e, a in rows)
    return (
        f"{name:<12} {len(examples):>4} examples: {right:>4} right, {lost:>3} right but refused, "
        f"{refused:>3} of {unanswerable} unanswerable refused, {wrong:>3} wrong or unasked figures"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, print, and write the model; return 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tuning", description=__doc__)
    parser.add_argument("sets", nargs="+", metavar="NAME:ARCHIVE:GOLD[,GOLD...]")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    options = parser.parse_args(arguments)
    examples: list[Example] = []
    for entry in options.sets:
        name, data, gold = entry.split(":")
        examples += collect(name, Path(data), [Path(path) for path in gold.split(",")])
    names = list(dict.fromkeys(e.source for e in examples))
    print("left out of the fit, then scored:")
    for name in names if len(names) > 1 else []:
        model = fit([e for e in examples if e.source != name])
        print(_report(name, model, [e for e in examples if e.source == name]))
    model = fit(examples)
    print(_report("all, fitted", model, examples))
    print(json.dumps({n: round(w, 3) for n, w in model.weights.items()}), model.threshold)
    if options.write:
        rounded = {name: round(weight, 4) for name, weight in model.weights.items()}
        text = json.dumps({"threshold": model.threshold, "weights": rounded}, indent=1)
        WEIGHTS.write_text(text + "\n", encoding="utf-8")
    for threshold in _THRESHOLDS:
        print(f"  {threshold:.2f}", _report("", FigureModel(model.weights, threshold), examples))
    return 0


if __name__ == "__main__":
    sys.exit(main())
