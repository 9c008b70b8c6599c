"""One search: vectors and words fused, periods and places preferred or demanded.

Each of the three searches puts up its best passages, among all and, where the question names
a period or a place, among those of it alone (in an archive of look-alike monthly reports the
right month may not be among the best of all months). The scores of all candidates are then
exact, scaled between 0 and 1, weighted and added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.periods import Period
from index.embedding import Encoder
from index.generation import Generation
from index.lexical import Floats, Mask, Rows, best
from index.records import SearchRequest
from index.settings import Settings

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


@dataclass(frozen=True, slots=True)
class _Subset:
    """Rows, ascending, among which candidates are sought; None for every row that is live."""

    rows: Rows | None = None

    def mask(self, generation: Generation) -> Mask | None:
        """Return which rows these are, None for all."""
        if self.rows is None:
            return generation.alive
        mask = np.zeros(len(generation.passages), bool)
        mask[self.rows] = True
        return mask


def search(
    generation: Generation, encoder: Encoder, settings: Settings, request: SearchRequest
) -> list[Ranked]:
    """Return the best passages of `generation` for `request`, best first."""
    if generation.size == 0 or request.limit < 1:
        return []
    period = _period_table(generation, request.periods)
    province = _province_table(generation, request.provinces)
    among, preferred = _subsets(generation, request, period, province)
    if among.rows is not None and not len(among.rows):
        return []
    weights = settings.weights(request.language, request.folded)
    dense_text = request.text if request.dense_text is None else request.dense_text
    query = None
    if weights.dense and dense_text.strip():
        query = generation.query_vector(encoder, dense_text)
    lexical: dict[str, Floats | None] = {
        "words": generation.word_scores(request.text, among.rows) if weights.words else None,
        "syllables": (
            generation.syllable_scores(request.text, among.rows) if weights.syllables else None
        ),
    }
    count = max(settings.candidates, request.limit)

    def put_up(subset: _Subset) -> Rows:
        return _candidates(generation, query, lexical, subset, count)

    if among.rows is not None:
        rows = put_up(among)
    else:  # the same for one question, whatever period and place are preferred
        asked = (request.text, dense_text, weights, count)
        rows = generation.remembered("candidates", asked, lambda: put_up(among))
    if preferred is not None:
        rows = np.union1d(rows, put_up(preferred))
    parts = {"dense": weights.dense * _dense(generation, query, rows)}
    for name, scores in lexical.items():
        parts[name] = getattr(weights, name) * _scaled_from_zero(scores, among, rows)
    slots = generation.slots
    for name, table, grades, boost, default in (
        ("period", period, slots.period_grades, request.period_boost, settings.period_boost),
        (
            "province",
            province,
            slots.province_grades,
            request.province_boost,
            settings.province_boost,
        ),
    ):
        share = default if boost is None else boost
        parts[name] = np.zeros(len(rows)) if table is None else share * grades(table, rows)
    total = np.sum([*parts.values()], axis=0)
    ids = generation.passages[rows]
    order = np.lexsort((ids, -total))[: request.limit]
    return [
        Ranked(
            passage=int(ids[i]),
            score=float(total[i]),
            scores={name: float(values[i]) for name, values in parts.items()},
        )
        for i in order
    ]


def _period_table(generation: Generation, periods: Iterable[Period]) -> Floats | None:
    """Return for each distinct period, from 0 to 1, how well it fits one of `periods`.

    None where no period is asked for.
    """
    wanted = [(p.first.toordinal(), p.last.toordinal()) for p in periods]
    if not wanted:
        return None

    def grade(first: npt.NDArray[Any], last: npt.NDArray[Any]) -> npt.NDArray[Any]:
        grades = [
            np.select(
                [
                    (first == start) & (last == end),
                    (first >= start) & (last <= end),
                    (first <= start) & (last >= end),
                    (first <= end) & (last >= start),
                ],
                [_SAME, _WITHIN, _AROUND, _OVERLAPPING],
            )
            for start, end in wanted
        ]
        return np.asarray(np.max(grades, axis=0))

    return generation.slots.period_table(grade)


def _province_table(generation: Generation, provinces: Iterable[str]) -> Floats | None:
    """Return 1 for each of `provinces`, 0 for others; None where none is asked for."""
    wanted = frozenset(provinces)
    return generation.slots.province_table(wanted.__contains__) if wanted else None


def _subsets(
    generation: Generation,
    request: SearchRequest,
    period: Floats | None,
    province: Floats | None,
) -> tuple[_Subset, _Subset | None]:
    """Return the rows that may be found at all, and those of them that are preferred.

    The second is None where nothing is preferred, or the first are no others.
    """
    alive = generation.alive

    def live(rows: Rows) -> Rows:
        return rows if alive is None else rows[alive[rows]]

    within = None if request.reports is None else live(generation.rows_of(request.reports))
    if period is None and province is None:
        return _Subset(within), None
    fitting = live(generation.slots.fitting(period, province))
    if within is not None:
        fitting = np.intersect1d(within, fitting, assume_unique=True)
    if request.strict:
        return _Subset(fitting), None
    return _Subset(within), _Subset(fitting) if len(fitting) else None


def _candidates(
    generation: Generation,
    query: Floats | None,
    lexical: Mapping[str, Floats | None],
    subset: _Subset,
    count: int,
) -> Rows:
    """Return the best rows of `subset` by vectors and by words, ascending."""
    ids = generation.passages
    found: list[Rows] = [np.empty(0, np.int64)]
    if query is not None and subset.rows is not None and len(subset.rows) <= count:
        return subset.rows  # every vector is among the nearest
    if query is not None:
        found.append(generation.vectors.search(query, count, ids, subset.mask(generation)))
    for scores in lexical.values():
        if scores is not None:  # rows that are not live have a score of 0
            found.append(best(scores, count, ids, subset.rows))
    return np.unique(np.concatenate(found))


def _dense(generation: Generation, query: Floats | None, rows: Rows) -> Floats:
    """Return the cosines of `rows` scaled between 0 for the lowest and 1 for the highest."""
    if query is None or not len(rows):
        return np.zeros(len(rows), np.float32)
    cosines = generation.vectors.scores(query, rows)
    low, high = float(cosines.min()), float(cosines.max())
    return np.asarray((cosines - low) / (high - low or 1.0), np.float32)


def _scaled_from_zero(scores: Floats | None, among: _Subset, rows: Rows) -> Floats:
    """Return the scores of `rows` with the highest as 1; a row without any term has 0."""
    if scores is None:
        return np.zeros(len(rows), np.float32)
    highest = float((scores if among.rows is None else scores[among.rows]).max(initial=0.0))
    return np.asarray(scores[rows] / (highest or 1.0), np.float32)
