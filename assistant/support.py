"""Whether a figure or a sentence says enough of what was asked to be the answer.

What counts is which of the question's words stand nowhere near the candidate: the thing that
is counted, a word that qualifies it, another noun or name, or a verb, which question and
report choose freely. The shares are weighed by a logistic model (see `benchmarks.tuning`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from assistant.draft import Context
from assistant.matching import Weighted
from assistant.ranking import FigureCandidate, SentenceCandidate
from assistant.wordclass import WordClass

_NAMING = frozenset({WordClass.NAME, WordClass.NOUN})


def qualifiers(context: Context) -> frozenset[int]:
    """Return where the concepts start that run on from the counted thing, unbroken."""
    found: set[int] = set()
    singles = sorted((w.concept for w in context.concepts if not w.pair), key=lambda c: c.start)
    for position, concept in enumerate(singles):
        if not concept.asked:
            continue
        end = concept.end
        for following in singles[position + 1 :]:
            gap = context.question.readable[end : following.start]
            if len(gap) > 8 or re.search(r"[,;:?]", gap):
                break
            if not following.soft:
                found.add(following.start)
            end = following.end
    return frozenset(found)


def lacks(context: Context, missing: Sequence[str], weak: Sequence[str] = ()) -> dict[str, float]:
    """Return what a candidate lacks of the question, each a share of the question's weight.

    ``noun`` and ``verb`` are words that stand nowhere near, ``qualifier`` those of them that
    run on from the counted thing or stand only at another figure, ``counted`` the counted
    thing itself, ``unknown`` words that neither archive nor lexicon has.
    """
    singles = [w for w in context.concepts if not w.pair and not w.concept.soft]
    total = sum(_telling(w) for w in singles) or 1.0
    qualifying = qualifiers(context)
    found = dict.fromkeys(("noun", "verb", "qualifier", "counted", "unknown"), 0.0)
    for weighted in singles:
        concept = weighted.concept
        share = _telling(weighted) / total
        gone = concept.surface in missing
        if concept.start in qualifying and (gone or concept.surface in weak):
            found["qualifier"] += share
        if not gone:
            continue
        found["noun" if concept.word in _NAMING else "verb"] += share
        if concept.asked:
            found["counted"] = 1.0
        if not concept.known:
            found["unknown"] += share
    return found


def _telling(weighted: Weighted) -> float:
    return weighted.weight * weighted.concept.word.weight


def figure_evidence(context: Context, candidate: FigureCandidate) -> dict[str, float]:
    """Return the features by which a figure is judged, by name."""
    question, reasons = context.question, candidate.reasons
    return {
        "coverage": candidate.coverage,
        "score": candidate.score,
        **lacks(context, candidate.missing, candidate.weak),
        "contrast": min(0.0, reasons.get("contrast", 0.0)),
        "basis": min(0.0, reasons.get("basis", 0.0)),
        "dimension": min(0.0, reasons.get("dimension", 0.0)),
        "slots": reasons.get("slots", 0.0),
        "undistinguished": reasons.get("undistinguished", 0.0) + reasons.get("other", 0.0),
        "named": float(bool(question.periods)) + float(bool(question.provinces)),
        "english": float(question.english),
        "plain": float(question.language == "vi-plain"),
        "short": 1.0 / max(1, sum(1 for w in context.concepts if not w.pair)),
    }


def sentence_evidence(context: Context, candidate: SentenceCandidate) -> dict[str, float]:
    """Return the features by which a sentence is judged, by name."""
    return {
        "coverage": candidate.coverage,
        "score": candidate.score,
        **lacks(context, candidate.missing),
        "named": float(bool(context.question.periods)) + float(bool(context.question.provinces)),
        "english": float(context.question.english),
        "short": 1.0 / max(1, sum(1 for w in context.concepts if not w.pair)),
    }


def probability(weights: Mapping[str, float], evidence: Mapping[str, float]) -> float:
    """Return the logistic model's probability that the evidence is of an answer."""
    total = weights.get("bias", 0.0) + sum(
        weights.get(name, 0.0) * value for name, value in evidence.items()
    )
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
