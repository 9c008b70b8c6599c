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
    """Rows among which candidates are sought: as a mask for vectors, as numbers for words."""

    mask: Mask
    rows: Rows


def search(
    generation: Generation, encoder: Encoder, settings: Settings, request: SearchRequest
) -> list[Ranked]:
    """Return the best passages of `generation` for `request`, best first."""
    if generation.size == 0 or request.limit < 1:
        return []
    period = period_grades(generation, request.periods)
    province = province_grades(generation, request.provinces)
    preferred = [grades > 0 for grades in (period, province) if grades is not None]
    allowed = _allowed(generation, request, preferred)
    subsets = _subsets(generation, allowed, preferred, strict=request.strict)
    if subsets and not len(subsets[0].rows):
        return []
    among = subsets[0] if allowed is not None else None
    weights = settings.weights(request.language, request.folded)
    dense_text = request.text if request.dense_text is None else request.dense_text
    query = None
    if weights.dense and dense_text.strip():
        query = generation.query_vector(encoder, dense_text)
    lexical: dict[str, Floats | None] = {
        "words": generation.word_scores(request.text) if weights.words else None,
        "syllables": generation.syllable_scores(request.text) if weights.syllables else None,
    }
    count = max(settings.candidates, request.limit)

    def put_up(some: Iterable[_Subset | None]) -> Rows:
        return _candidates(generation, query, lexical, some, count)

    if request.reports is not None or (request.strict and preferred):
        rows = put_up([among])
    else:  # the same for one question, whatever period and place are preferred
        asked = (request.text, dense_text, weights, count)
        rows = generation.remembered("candidates", asked, lambda: put_up([among]))
    rows = np.union1d(rows, put_up(subsets if among is None else subsets[1:]))
    parts = {"dense": weights.dense * _dense(generation, query, rows)}
    for name, scores in lexical.items():
        parts[name] = getattr(weights, name) * _scaled_from_zero(scores, among, rows)
    for name, grades, boost, default in (
        ("period", period, request.period_boost, settings.period_boost),
        ("province", province, request.province_boost, settings.province_boost),
    ):
        share = default if boost is None else boost
        parts[name] = np.zeros(len(rows)) if grades is None else share * grades[rows]
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


def period_grades(generation: Generation, periods: Iterable[Period]) -> Floats | None:
    """Return for each row, from 0 to 1, how well its period fits one of `periods`.

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

    return generation.period_table(grade)


def province_grades(generation: Generation, provinces: Iterable[str]) -> Floats | None:
    """Return 1 for each row of one of `provinces`, else 0; None where none is asked for."""
    wanted = frozenset(provinces)
    return generation.province_table(wanted.__contains__) if wanted else None


def _allowed(
    generation: Generation, request: SearchRequest, preferred: Iterable[Mask]
) -> Mask | None:
    """Return the rows that may be found at all; None for every row."""
    masks = [] if generation.alive is None else [generation.alive]
    if request.reports is not None:
        masks.append(np.isin(generation.reports, list(request.reports)))
    if request.strict:
        masks += preferred
    return np.logical_and.reduce(masks) if masks else None


def _subsets(
    generation: Generation, allowed: Mask | None, preferred: list[Mask], *, strict: bool
) -> list[_Subset]:
    """Return the sets of rows among which the searches put up candidates: the allowed first."""
    subsets = [] if allowed is None else [_Subset(allowed, np.flatnonzero(allowed))]
    if preferred and not strict:
        both = np.logical_and.reduce([*preferred, *([] if allowed is None else [allowed])])
        rows = np.flatnonzero(both)
        if len(rows):
            subsets.append(_Subset(both, rows))
    return subsets


def _candidates(
    generation: Generation,
    query: Floats | None,
    lexical: Mapping[str, Floats | None],
    subsets: Iterable[_Subset | None],
    count: int,
) -> Rows:
    ids = generation.passages
    found: list[Rows] = [np.empty(0, np.int64)]
    for subset in subsets:
        if query is not None:
            mask = None if subset is None else subset.mask
            found.append(generation.vectors.search(query, count, ids, mask))
        for scores in lexical.values():
            if scores is not None:
                found.append(best(scores, count, ids, None if subset is None else subset.rows))
    return np.unique(np.concatenate(found))


def _dense(generation: Generation, query: Floats | None, rows: Rows) -> Floats:
    """Return the cosines of `rows` scaled between 0 for the lowest and 1 for the highest."""
    if query is None or not len(rows):
        return np.zeros(len(rows), np.float32)
    cosines = generation.vectors.scores(query, rows)
    low, high = float(cosines.min()), float(cosines.max())
    return np.asarray((cosines - low) / (high - low or 1.0), np.float32)


def _scaled_from_zero(scores: Floats | None, among: _Subset | None, rows: Rows) -> Floats:
    """Return the scores of `rows` with the highest as 1; a row without any term has 0."""
    if scores is None:
        return np.zeros(len(rows), np.float32)
    highest = float((scores if among is None else scores[among.rows]).max(initial=0.0))
    return np.asarray(scores[rows] / (highest or 1.0), np.float32)
