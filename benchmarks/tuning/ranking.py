"""The weights of the ranking, learnt as a choice among figures.

Which figure is meant is a conditional logit (McFadden, "Conditional logit analysis of
qualitative choice behavior", 1974): a figure is chosen in proportion to the exponential of
its score. The penalty draws each weight to its prior, and no weight changes its sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize, minimize_scalar
from scipy.special import logsumexp
from scipy.stats import binomtest

from assistant.traits import Place, Threshold
from assistant.weights import Weights
from benchmarks.tuning.collecting import NAMES, Choice, Floats, of_sets

PENALTIES = (0.3, 1.0, 3.0, 10.0, 30.0)
_SCALE = 0.15  # the change of a weight that costs one penalty
_SURE = 0.05  # probability of as many more questions won by chance, at most


@dataclass(frozen=True, slots=True)
class Outcome:
    """How weights learnt without a set do on it: first places by set, and against the priors."""

    penalty: float
    first: dict[str, float]
    won: int
    lost: int

    @property
    def mean(self) -> float:
        """The mean over the sets of the share of first places."""
        return float(np.mean(list(self.first.values())))

    @property
    def chance(self) -> float:
        """The probability of at least so many won among those changed, by chance (sign test)."""
        changed = self.won + self.lost
        if not changed:
            return 1.0
        return float(binomtest(self.won, changed, alternative="greater").pvalue)

    @property
    def holds(self) -> bool:
        """Whether the gain is more than chance."""
        return self.won > self.lost and self.chance <= _SURE


def vector(weights: Weights) -> Floats:
    """Return the weights that rank figures, in the order of `NAMES`."""
    return np.array(
        [weights.places[n] if isinstance(n, Place) else weights.traits[n] for n in NAMES]
    )


def firsts(choices: Sequence[Choice], weights: Floats, tie: float) -> npt.NDArray[np.bool_]:
    """Return for each question whether the figure that would be put first is right."""
    return np.array([choice.right[_first(choice, weights, tie)] for choice in choices], bool)


def _first(choice: Choice, weights: Floats, tie: float) -> int:
    """Return the first place, as `assistant.answering.common` orders: the newer among equals."""
    scores = choice.amounts @ weights
    level = np.flatnonzero(scores > scores.max() - tie)
    if len(set(choice.report[level])) < 2:
        return int(scores.argmax())
    return int(max(level, key=lambda i: (choice.newness[i], scores[i])))


def temperature(choices: Sequence[Choice], prior: Floats) -> float:
    """Return by what scores are multiplied to be log odds, the likeliest with the priors."""

    def loss(scale: float) -> float:
        return sum(
            float(logsumexp(s) - logsumexp(s[c.right]))
            for c in choices
            for s in (scale * (c.amounts @ prior),)
        )

    return float(minimize_scalar(loss, bounds=(1.0, 60.0), method="bounded").x)


def fit(choices: Sequence[Choice], prior: Floats, penalty: float) -> Floats:
    """Return the weights that make the right figures likeliest, drawn to the priors."""
    scale = temperature(choices, prior)

    def loss(change: Floats) -> tuple[float, Floats]:
        weights = prior + _SCALE * change
        value, slope = 0.0, np.zeros_like(weights)
        for choice in choices:
            scores = scale * (choice.amounts @ weights)
            every, right = logsumexp(scores), logsumexp(scores[choice.right])
            value += float(every - right)
            pull = np.exp(scores - every)
            pull[choice.right] -= np.exp(scores[choice.right] - right)
            slope += scale * (choice.amounts.T @ pull)
        return value + penalty * float(change @ change), _SCALE * slope + 2 * penalty * change

    limit = -prior / _SCALE  # where a weight becomes nothing
    bounds = [(x, None) if p > 0 else (None, x) for p, x in zip(prior, limit, strict=True)]
    found = minimize(loss, np.zeros_like(prior), jac=True, method="L-BFGS-B", bounds=bounds)
    learnt: Floats = prior + _SCALE * found.x
    return learnt


def left_out(choices: Sequence[Choice], prior: Weights, penalty: float) -> Outcome:
    """Leave each set out of the fit in turn and look at the first places on it."""
    tie, start = prior.thresholds[Threshold.TIE], vector(prior)
    first: dict[str, float] = {}
    won = lost = 0
    for name in of_sets(choices):
        weights = fit([c for c in choices if c.source != name], start, penalty)
        own = [c for c in choices if c.source == name]
        before, after = firsts(own, start, tie), firsts(own, weights, tie)
        first[name] = float(after.mean())
        won += int((after & ~before).sum())
        lost += int((before & ~after).sum())
    return Outcome(penalty, first, won, lost)


def with_priors(choices: Sequence[Choice], prior: Weights) -> Outcome:
    """Return how the priors do."""
    right = firsts(choices, vector(prior), prior.thresholds[Threshold.TIE])
    source = np.array([c.source for c in choices])
    shares = {name: float(right[source == name].mean()) for name in of_sets(choices)}
    return Outcome(float("inf"), shares, 0, 0)
