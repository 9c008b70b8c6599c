"""When a figure is an answer, learnt from how gold questions fared.

A logistic regression over the evidence of the best figure, each weight held to the sign that
it must have (a missing word never speaks for an answer), L2-penalised, fitted with L-BFGS-B
(Byrd, Lu, Nocedal and Zhu, 1995). Every set counts the same, however many questions it has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from assistant.support import SIGNS, FigureModel, probability
from benchmarks.tuning.collecting import Example, Floats, of_sets

PENALTIES = (0.3, 1.0, 3.0)
PRICE = 3.0
"""What a wrong figure costs, in right figures refused."""

_THRESHOLDS = np.arange(0.3, 0.86, 0.01)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a model makes of one set's best figures."""

    examples: int
    right: int
    refused_right: int
    answered_wrong: int
    unanswerable: int
    refused_unanswerable: int

    @property
    def cost(self) -> float:
        """The cost of a hundred questions."""
        paid = self.refused_right + PRICE * self.answered_wrong
        return 100 * paid / max(1, self.examples)


def decisions(model: FigureModel, examples: Sequence[Example]) -> Decisions:
    """Return how often a model answers and refuses, rightly and wrongly."""
    rows = [(e, probability(model.weights, e.evidence) >= model.threshold) for e in examples]
    return Decisions(
        len(rows),
        sum(e.right for e, _ in rows),
        sum(e.right and not answered for e, answered in rows),
        sum(answered and not e.right for e, answered in rows),
        sum(not e.answerable for e, _ in rows),
        sum(not e.answerable and not answered for e, answered in rows),
    )


def fit(
    examples: Sequence[Example], penalty: float, names: Sequence[str] = tuple(SIGNS)
) -> FigureModel:
    """Return the model over the evidence `names`, with the threshold that costs least."""
    sizes = Counter(e.source for e in examples)
    share = np.array([len(examples) / len(sizes) / sizes[e.source] for e in examples])
    x = np.array([[e.evidence[name] for name in names] for e in examples])
    y = np.array([e.right for e in examples], float)
    scale = x.std(axis=0) + 1e-6
    z = x / scale

    def loss(parameters: Floats) -> tuple[float, Floats]:
        weights, bias = parameters[:-1], parameters[-1]
        margin = z @ weights + bias
        value = (share * (np.logaddexp(0, margin) - y * margin)).sum()
        error = share * (1 / (1 + np.exp(-margin)) - y)
        slope = np.append(z.T @ error + 2 * penalty * weights, error.sum())
        return float(value + penalty * (weights @ weights)), slope

    bounds = [(0, None) if SIGNS[n] > 0 else (None, 0) for n in names] + [(None, None)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = dict.fromkeys(SIGNS, 0.0)
    weights |= dict(zip(names, (found[:-1] / scale).tolist(), strict=True))
    weights["bias"] = float(found[-1])
    return FigureModel(weights, _threshold(weights, examples, share))


def _threshold(weights: Mapping[str, float], examples: Sequence[Example], share: Floats) -> float:
    """Return the least threshold at which wrong and refused figures cost least."""
    likely = np.array([probability(weights, e.evidence) for e in examples])
    right = np.array([e.right for e in examples])
    costs = [
        (share * np.where(right, likely < at, PRICE * (likely >= at))).sum() for at in _THRESHOLDS
    ]
    return round(float(_THRESHOLDS[int(np.argmin(costs))]), 2)


def left_out(
    examples: Sequence[Example], penalty: float, names: Sequence[str] = tuple(SIGNS)
) -> dict[str, Decisions]:
    """Leave each set out of the fit in turn and return what the model makes of it."""
    return {
        name: decisions(
            fit([e for e in examples if e.source != name], penalty, names),
            [e for e in examples if e.source == name],
        )
        for name in of_sets(examples)
    }


def mean_cost(by_set: Mapping[str, Decisions]) -> float:
    """Return the mean over the sets of the cost of a hundred questions."""
    return float(np.mean([d.cost for d in by_set.values()]))
