"""A measured figure, how one is taken, and how it is printed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Goal = tuple[Literal["<", "≥"], float]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; ``goal`` is what it should be, where there is a goal."""

    name: str
    value: float
    unit: str
    goal: Goal | None = None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without one."""
        if self.goal is None:
            return None
        sign, bound = self.goal
        return self.value < bound if sign == "<" else self.value >= bound

    def line(self) -> str:
        """Return the figure as a line of the printed table."""
        shown = f"{self.name:<76} {printed(self.value):>9} {self.unit:<11}"
        if self.goal is None:
            return shown.rstrip()
        return f"{shown} {self.goal[0]} {printed(self.goal[1]):<5} {'yes' if self.met else 'NO'}"


def printed(value: float) -> str:
    """Return `value` with about three digits."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.3g}"


def seconds(action: Callable[[], object]) -> float:
    """Return how long `action` takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def median_and_p95(
    name: str,
    times: Iterable[float],
    goals: tuple[float, float] | None = None,
) -> list[Figure]:
    """Return the median and the 95th percentile of `times`, given in seconds, in milliseconds.

    Both should be under their `goals`, where there are any.
    """
    ordered = sorted(1_000 * value for value in times)
    middle: Goal | None = ("<", goals[0]) if goals else None
    late: Goal | None = ("<", goals[1]) if goals else None
    return [
        Figure(f"{name}, median", statistics.median(ordered), "ms", middle),
        Figure(f"{name}, p95", percentile(ordered, 0.95), "ms", late),
    ]


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the least of the sorted values that at least `share` of them do not exceed."""
    return ordered[max(0, -(-int(share * 1_000) * len(ordered) // 1_000) - 1)]


def resident() -> tuple[float, float]:
    """Return what this process holds in memory, and how much of it is mapped files, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    total, mapped = (int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "RssFile"))
    return total, mapped
