"""The weights by which figures and sentences are ranked, from ``assistant/data/ranking.json``.

Each entry holds a weight and its prior, the value set by hand that learning starts from and
is drawn to (`benchmarks.tuning`). A weight never changes its prior's sign: what speaks
against a figure cannot be learnt to speak for it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

from assistant.bilingual import BilingualError, os_cause
from assistant.traits import Factor, Place, Threshold, Trait

FILE: Final = Path(__file__).resolve().parent / "data" / "ranking.json"

Name = TypeVar("Name", bound=StrEnum)


class WeightsError(BilingualError):
    """The file of weights cannot be used; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each place and trait is worth; see `assistant.traits` for what they are."""

    places: Mapping[Place, float]
    traits: Mapping[Trait, float]
    factors: Mapping[Factor, float]
    thresholds: Mapping[Threshold, float]


_other: Weights | None = None


def load() -> Weights:
    """Return the weights in use; the file is read once; raises `WeightsError`."""
    return _read_once() if _other is None else _other


@contextmanager
def using(weights: Weights) -> Iterator[None]:
    """Rank with other weights, in all threads: for learning and measuring, not for serving."""
    global _other
    before, _other = _other, weights
    try:
        yield
    finally:
        _other = before


@lru_cache(maxsize=1)
def _read_once() -> Weights:
    return read(FILE)


def read(path: Path, key: str = "weight") -> Weights:
    """Return the weights in the file `path`, or with the key ``"prior"`` what they start from.

    Raises `WeightsError` where the file is missing, is no JSON, lacks a name, has one that
    the ranking does not know, or a value that is no number or of another sign than its prior.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        cause = os_cause(error)
        raise _error(path, cause.vi, cause.en) from None
    except ValueError as error:
        raise _error(path, f"không phải JSON ({error})", f"is no JSON ({error})") from None
    return Weights(
        _group(path, data, "places", Place, key),
        _group(path, data, "traits", Trait, key),
        _group(path, data, "factors", Factor, key),
        _group(path, data, "thresholds", Threshold, key),
    )


def _group(path: Path, data: Any, group: str, names: type[Name], key: str) -> Mapping[Name, float]:
    entries = data.get(group) if isinstance(data, dict) else None
    if not isinstance(entries, dict):
        raise _error(path, f"thiếu nhóm “{group}”", f'has no group "{group}"')
    unknown = sorted(set(entries) - {name.value for name in names})
    if unknown:
        raise _error(path, f"tên lạ {group}.{unknown[0]}", f"unknown name {group}.{unknown[0]}")
    return {name: _value(path, group, name, entries.get(name.value), key) for name in names}


def _value(path: Path, group: str, name: StrEnum, entry: Any, key: str) -> float:
    given = [entry.get(k) for k in ("weight", "prior")] if isinstance(entry, dict) else []
    numbers = [
        float(v)
        for v in given
        if isinstance(v, (int, float)) and not isinstance(v, bool) and math.isfinite(v)
    ]
    if len(numbers) != 2:
        raise _error(
            path,
            f"{group}.{name} phải có hai số “weight” và “prior”",
            f'{group}.{name} must have two numbers, "weight" and "prior"',
        )
    weight, prior = numbers
    if weight * prior < 0:
        raise _error(
            path,
            f"{group}.{name}: {weight:g} trái dấu với {prior:g}",
            f"{group}.{name}: {weight:g} is of another sign than {prior:g}",
        )
    return weight if key == "weight" else prior


def _error(path: Path, vi: str, en: str) -> WeightsError:
    return WeightsError(f"tệp trọng số {path}: {vi}", f"file of weights {path}: {en}")
