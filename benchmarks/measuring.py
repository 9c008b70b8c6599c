"""A measured figure, and how one is taken."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    name: str
    value: float
    unit: str


def seconds(action: Callable[[], object]) -> float:
    """Return how long `action` takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def median_and_p95(name: str, times: Iterable[float]) -> list[Figure]:
    """Return the median and the 95th percentile of `times`, given in seconds, in milliseconds."""
    ordered = sorted(1_000 * value for value in times)
    return [
        Figure(f"{name}, median", statistics.median(ordered), "ms"),
        Figure(f"{name}, p95", percentile(ordered, 0.95), "ms"),
    ]


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the least of the sorted values that at least `share` of them do not exceed."""
    return ordered[max(0, -(-int(share * 1_000) * len(ordered) // 1_000) - 1)]
