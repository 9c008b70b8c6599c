"""Chance that comes out the same on every machine and Python version."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws that depend on the seed and on nothing else, not even the Python version.

    Only `random.Random.random` is promised to give the same numbers everywhere, so every
    draw is made of it.
    """

    def __init__(self, *seed: object) -> None:
        self._random = random.Random("/".join(str(part) for part in seed))

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def near(self, value: float, spread: float) -> int:
        """A whole number at most `spread` (a fraction) away from `value`, at least 1."""
        return max(1, round(value * (1 + spread * (2 * self._random.random() - 1))))

    def pick(self, choices: Sequence[T]) -> T:
        """One of `choices`."""
        return choices[self.between(0, len(choices) - 1)]

    def take(self, choices: Sequence[T], count: int) -> tuple[T, ...]:
        """`count` different ones of `choices`, in the order of their drawing; all if fewer."""
        left = list(choices)
        return tuple(left.pop(self.between(0, len(left) - 1)) for _ in range(min(count, len(left))))
