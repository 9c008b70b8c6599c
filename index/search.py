"""One search: vectors and words fused, periods and places preferred or demanded.

Each of the three searches puts up its best passages, among all and, where the question names
a period or a place, among those of it alone (in an archive of look-alike monthly reports the
right month may not be among the best of all months). The scores of all candidates are then
exact, scaled between 0 and 1, weighted and added up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.periods import Period
from index import words
from index.embedding import Encoder
from index.generation import Generation
from index.lexical import LexicalIndex, best
from index.records import SearchRequest
from index.settings import Settings
from index.vectors import Floats

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

# How much of the period boost a passage earns, by how its period relates to the one asked for.
_SAME = 1.0
_WITHIN = 0.7  # the passage's period lies in the one asked for
_AROUND = 0.5  # the other way round
_OVERLAPPING = 0.3


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage id with its score and what the score is made of."""

    passage: int
    score: float
    scores: dict[str, float]


def search(
    generation: Generation, encoder: Encoder, settings: Settings, request: SearchRequest
) -> list[Ranked]:
    """Return the best passages of `generation` for `request`, best first."""
    allowed = _allowed(generation, request)
    if generation.size == 0 or request.limit < 1 or not (allowed is None or allowed.any()):
        return []
    weights = settings.weights(request.language, request.folded)
    dense_text = request.text if request.dense_text is None else request.dense_text
    query = encoder.encode_query(dense_text) if weights.dense and dense_text.strip() else None
    lexical = {
        "words": _scores(generation.words, weights.words, words.words, request.text),
        "syllables": _scores(
            generation.syllables, weights.syllables, words.folded_terms, request.text
        ),
    }
    period = period_grades(generation, request.periods)
    province = province_grades(generation, request.provinces)
    count = max(settings.candidates, request.limit)
    rows = _candidates(
        generation, query, lexical.values(), _subsets(allowed, period, province), count
    )
    parts = {"dense": weights.dense * _dense(generation, query, rows)}
    for name, scores in lexical.items():
        parts[name] = getattr(weights, name) * _scaled_from_zero(scores, allowed, rows)
    for name, grades, boost, default in (
        ("period", period, request.period_boost, settings.period_boost),
        ("province", province, request.province_boost, settings.province_boost),
    ):
        share = default if boost is None else boost
        parts[name] = np.zeros(len(rows)) if grades is None else share * grades[rows]
    total = np.sum([*parts.values()], axis=0)
    order = np.lexsort((rows, -total))[: request.limit]
    return [
        Ranked(
            passage=int(generation.rows["passage"][rows[i]]),
            score=float(total[i]),
            scores={name: float(values[i]) for name, values in parts.items()},
        )
        for i in order
    ]


def period_grades(generation: Generation, periods: Iterable[Period]) -> Floats | None:
    """Return for each row, from 0 to 1, how well its period fits one of `periods`.

    None where no period is asked for.
    """
    grades: Floats | None = None
    first, last = generation.rows["first"], generation.rows["last"]
    known = first <= last
    for period in periods:
        start, end = period.first.toordinal(), period.last.toordinal()
        grade = np.select(
            [
                (first == start) & (last == end),
                (first >= start) & (last <= end),
                (first <= start) & (last >= end),
                (first <= end) & (last >= start),
            ],
            [_SAME, _WITHIN, _AROUND, _OVERLAPPING],
        ).astype(np.float32)
        grade *= known
        grades = grade if grades is None else np.maximum(grades, grade)
    return grades


def province_grades(generation: Generation, provinces: Iterable[str]) -> Floats | None:
    """Return 1 for each row of one of `provinces`, else 0; None where none is asked for."""
    wanted = tuple(provinces)
    if not wanted:
        return None
    numbers = [i for i, key in enumerate(generation.provinces) if key in wanted]
    return np.isin(generation.rows["province"], numbers).astype(np.float32)


def _allowed(generation: Generation, request: SearchRequest) -> Mask | None:
    """Return the rows that may be found at all; None for every row."""
    masks: list[Mask] = []
    if request.reports is not None:
        masks.append(np.isin(generation.rows["report"], list(request.reports)))
    if request.strict:
        for grades in (
            period_grades(generation, request.periods),
            province_grades(generation, request.provinces),
        ):
            if grades is not None:
                masks.append(grades > 0)
    return np.logical_and.reduce(masks) if masks else None


def _subsets(
    allowed: Mask | None, period: Floats | None, province: Floats | None
) -> list[Mask | None]:
    """Return the sets of rows among which the searches put up candidates."""
    subsets: list[Mask | None] = [allowed]
    preferred = [grades > 0 for grades in (period, province) if grades is not None]
    if preferred:
        both = np.logical_and.reduce([*preferred, *([] if allowed is None else [allowed])])
        if both.any():
            subsets.append(both)
    return subsets


def _scores(
    index: LexicalIndex, weight: float, terms: Callable[[str], list[str]], text: str
) -> Floats:
    return index.scores(terms(text)) if weight else np.zeros(index.size, np.float32)


def _candidates(
    generation: Generation,
    query: Floats | None,
    lexical: Iterable[Floats],
    subsets: Iterable[Mask | None],
    count: int,
) -> Rows:
    found: list[Rows] = [np.empty(0, np.int64)]
    for subset in subsets:
        if query is not None:
            found.append(generation.vectors.search(query, count, subset))
        for scores in lexical:
            found.append(best(scores if subset is None else scores * subset, count))
    return np.unique(np.concatenate(found))


def _dense(generation: Generation, query: Floats | None, rows: Rows) -> Floats:
    """Return the cosines of `rows` scaled between 0 for the lowest and 1 for the highest."""
    if query is None or not len(rows):
        return np.zeros(len(rows), np.float32)
    cosines = generation.vectors.scores(query, rows)
    low, high = float(cosines.min()), float(cosines.max())
    return np.asarray((cosines - low) / (high - low or 1.0), np.float32)


def _scaled_from_zero(scores: Floats, allowed: Mask | None, rows: Rows) -> Floats:
    """Return the scores of `rows` with the highest as 1; a row without any term has 0."""
    highest = float((scores if allowed is None else scores[allowed]).max(initial=0.0))
    return np.asarray(scores[rows] / (highest or 1.0), np.float32)
