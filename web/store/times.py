"""Seconds since 1970 as they are stored, and as the moments that callers get."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], float]


def moment(seconds: float) -> datetime:
    """Return the stored time `seconds` in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def moment_or_none(seconds: float | None) -> datetime | None:
    """Return the stored time `seconds` in UTC, or None where there is none."""
    return None if seconds is None else moment(seconds)
