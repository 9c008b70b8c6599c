"""Whether a figure or a sentence says enough of what was asked to be the answer.

What counts is which of the question's words stand nowhere near the candidate: the thing that
is counted, a word that qualifies it, another noun or name, or a verb, which question and
report choose freely. The shares are weighed by a logistic model (see `benchmarks.tuning`).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from assistant import contrasts
from assistant.denials import contradicts
from assistant.draft import Context
from assistant.facets import Ask, Dimension
from assistant.kinds import Kind
from assistant.levelled import is_of_level
from assistant.matching import Weighted
from assistant.ranking import FigureCandidate
from assistant.traits import Trait
from assistant.wordclass import WordClass
from corpus import Basis, PassageKind
from corpus.tables import heads
from corpus.vietnamese import fold

_SAID_OF: Final = re.compile(
    r" (?:(?:in|of|at|across|within) [^,;:?]{2,40} )?(?:is|are|was|were|with|without|have been"
    r"|has been|had been) "
)
"""What stands in English between a thing with its place and what is said of it."""


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
            said_of = context.question.english and _SAID_OF.fullmatch(gap) is not None
            if (len(gap) > 8 and not said_of) or re.search(r"[,;:?]", gap):
                break
            if not following.soft:
                found.add(following.start)
            end = following.end
    return frozenset(found)


def lacks(context: Context, missing: Sequence[str], weak: Sequence[str] = ()) -> dict[str, float]:
    """Return what a candidate lacks of the question, each a share of the question's weight.

    ``name``, ``noun`` and ``verb`` are words that stand nowhere near, ``qualifier`` those of
    them that run on from the counted thing or stand only at another figure, ``counted`` the counted
    thing itself, ``unknown`` words that neither archive nor lexicon has.
    """
    singles = [w for w in context.concepts if not w.pair and not w.concept.soft]
    total = sum(_telling(w) for w in singles) or 1.0
    qualifying = qualifiers(context)
    heft = sum(w.weight for w in singles) or 1.0
    found = dict.fromkeys(("name", "noun", "verb", "qualifier", "counted", "unknown"), 0.0)
    for weighted in singles:
        concept = weighted.concept
        share = _telling(weighted) / total
        gone = concept.surface in missing
        if concept.start in qualifying and (gone or concept.surface in weak):
            found["qualifier"] += share
        if not gone:
            continue
        if concept.word is WordClass.NAME:
            found["name"] += share
        else:
            found["noun" if concept.word is WordClass.NOUN else "verb"] += share
        if concept.asked:
            found["counted"] = 1.0
        if not concept.known and not context.question.english:
            found["unknown"] += weighted.weight / heft
    return found


def _telling(weighted: Weighted) -> float:
    return weighted.weight * weighted.concept.word.weight


_STRANGE: Final = 2
_ITEM: Final = re.compile(r"(?:^|[;:,.]\s)\s*\($")
"""What stands before the mark of an item: ``(4) tổ chức diễn tập``."""
_COMING: Final = re.compile(
    r"\bdu (?:kien|dinh)\b"
    r"|(?<!binh )(?<!nam )(?<!huyen )(?<!xa )(?<!phuong )\bdinh (?:lam|mo|nang|trien khai|to chuc"
    r"|lap|lap dat|xay|xoa|them)\b"
    r"|\bsap toi\b|\btoi day\b|\b(?:will|going to|upcoming|is planned|are planned"
    r"|plans? to|intends? to)\b"
)
"""What is asked for is still to come: a figure of what was done is no answer."""
_SHARED: Final = re.compile(
    r"\b(?:ke hoach|chi tieu|muc tieu|du toan|diem|phan|tong so|quota|target)\b"
)
_NUMBER_OF: Final = re.compile(
    r"^\W*(?:tong )?so (?:luong |luot )?(?!tien|von|thu\b|km|dong|hoa)\w+"
)
_TELEPHONE: Final = re.compile(r"(?<![\d.,])0\d{2,4}(?:[ .-]\d{2,4}){0,3}(?!\d)")
_WHOLE: Final = re.compile(
    r"\b(?:toan|ca|chung) tinh\b|\b(?:overall|province-?wide|whole province|all levels)\b"
)

SIGNS: Final = {
    "coverage": 1,
    "named": 1,
    "score": 1,
    "name": -1,
    "noun": -1,
    "verb": -1,
    "qualifier": -1,
    "counted": -1,
    "unknown": -1,
    "contrast": 1,
    "basis": 1,
    "dimension": 1,
    "slots": 1,
    "undistinguished": 1,
    "margin": 1,
}
"""The evidence of a figure and the sign that its weight must have (penalties are negative)."""

WEIGHTS: Final = Path(__file__).resolve().parent / "data" / "support.json"


@dataclass(frozen=True, slots=True)
class FigureModel:
    """A logistic model over `figure_evidence`, and the probability from which it answers."""

    weights: Mapping[str, float]
    threshold: float


@lru_cache(maxsize=1)
def figure_model() -> FigureModel:
    """Read the fitted model (once)."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return FigureModel(data["weights"], data["threshold"])


def figure_evidence(context: Context, candidate: FigureCandidate) -> dict[str, float]:
    """Return the features by which a figure is judged, by name, see `SIGNS`."""
    reasons = candidate.reasons
    return {
        "coverage": candidate.coverage,
        "named": candidate.named,
        "score": candidate.score,
        **lacks(context, candidate.missing, candidate.weak),
        "contrast": min(0.0, reasons.get("contrast", 0.0)),
        "basis": min(0.0, reasons.get("basis", 0.0)),
        "dimension": min(0.0, reasons.get("dimension", 0.0)),
        "slots": reasons.get("slots", 0.0),
        "undistinguished": reasons.get("undistinguished", 0.0) + reasons.get("other", 0.0),
        "margin": candidate.margin,
    }


def supported(context: Context, candidate: FigureCandidate) -> bool:
    """Tell whether a figure is an answer to the question: not barred, and likely enough."""
    if barred(context, candidate):
        return False
    probable, least = likelihood(context, candidate)
    return probable >= least or _only_sum(context, candidate)


def _only_sum(context: Context, candidate: FigureCandidate) -> bool:
    """Tell whether a figure is the only sum of money in the sentence that a follow-up is about.

    ``số tiền là bao nhiêu?`` has no word that the report need share.
    """
    if not context.within or context.question.dimension is not Dimension.MONEY:
        return False
    if Trait.MONEY not in candidate.traits or any(not w.concept.soft for w in context.concepts):
        return False
    view = candidate.view
    sums = {
        figure.value
        for figure in view.figures
        if context.admits(view, figure.start) and "đồng" in figure.unit
    }
    return sums == {candidate.figure.value}


def barred(context: Context, candidate: FigureCandidate) -> bool:
    """Tell whether a slot forbids a figure, however well its words fit.

    Slots are met or not: an asked level, the member of a contrast class, something done
    rather than planned, a name or several words that the archive has never heard of.
    """
    question = context.question
    return (
        not is_of_level(candidate.view, candidate.figure, question)
        or _of_one_level(context, candidate)
        or Trait.CONFLICT in candidate.traits
        or _of_another_member(candidate)
        or only_planned(context, candidate)
        or _beside_the_plan(context, candidate)
        or (not is_plan(candidate) and _COMING.search(question.readable) is not None)
        or _strange(context, candidate.missing) >= _STRANGE
        or _lacks_name(candidate.missing)
        or any(map(_GENERATION.fullmatch, candidate.missing))
        or _lacks_place(context, candidate.missing)
        or _no_count(candidate)
        or _of_unknown_column(candidate)
        or _named_later(context, candidate)
        or _no_share(context, candidate)
        or contradicts(
            question.readable,
            [w.concept for w in context.concepts if not w.pair],
            candidate.view,
            _speaking(candidate),
        )
    )


def _speaking(candidate: FigureCandidate) -> tuple[int, int]:
    """Return the stretch that speaks of a figure: to the end of its clause or the next figure."""
    figure, view = candidate.figure, candidate.view
    end = max(figure.clause[1], figure.own[1])
    following = [f.own[0] for f in view.figures if figure.end < f.own[0] < end]
    return figure.own[0], min(following, default=end)


def _of_unknown_column(candidate: FigureCandidate) -> bool:
    """Tell whether a table's row gives several numbers alike, and no head tells them apart.

    A PDF may have lost it; which of ``1.690 | 1.742 | 1.751`` is meant cannot be told.
    """
    view, figure = candidate.view, candidate.figure
    if view.passage.kind is not PassageKind.TABLE or heads(view.passage):
        return False
    alike = [f for f in view.figures if f.clause == figure.clause and f.unit == figure.unit]
    return len({f.value for f in alike}) > 1


def _named_later(context: Context, candidate: FigureCandidate) -> bool:
    """Tell whether a name of the question stands only after the figure's sentence.

    What a sentence says is of the places and people told before it or in it.
    """
    view = candidate.view
    if view.passage.kind is PassageKind.TABLE:
        return False
    _, end = candidate.sentence
    for weighted in context.concepts:
        concept = weighted.concept
        if weighted.pair or concept.soft or concept.word is not WordClass.NAME:
            continue
        places = view.words.find(concept)
        headed = view.topic.find(concept) or any(h.find(concept) for h in view.sections)
        if places and not headed and min(match.start for match in places) >= end:
            return True
    return False


def _no_share(context: Context, candidate: FigureCandidate) -> bool:
    """Tell whether a figure is a share where things are counted: ``bao nhiêu hồ sơ``."""
    question = context.question
    if candidate.figure.unit != "%" or question.dimension is not None or question.ask is Ask.CHANGE:
        return False
    if _NUMBER_OF.search(question.readable):
        return True
    return question.kind is Kind.NUMBER and any(
        w.concept.asked
        and not w.concept.soft
        and w.concept.word is WordClass.NOUN
        and not _SHARED.search(fold(w.concept.surface))
        for w in context.concepts
        if not w.pair
    )


def _of_another_member(candidate: FigureCandidate) -> bool:
    """Tell whether the member of a class that is asked for is said of other figures only.

    ``cấp xã 9.791 hồ sơ`` is no answer to how many there were late, if the ones said to be
    late (``quá hạn 378``) are others.
    """
    classes = contrasts.load()
    return Trait.UNNAMED in candidate.traits and any(
        classes.members(contrasts.folded_words(surface)) for surface in candidate.weak
    )


def _no_count(candidate: FigureCandidate) -> bool:
    """Tell whether a figure is part of a telephone number, the mark of a note or of an item."""
    start, end = candidate.sentence
    text, figure = candidate.view.text, candidate.figure
    if text[: figure.start].endswith("^"):
        return True
    if text[figure.end : figure.end + 1] == ")" and _ITEM.search(text[start : figure.start]):
        return True
    return any(
        found.start() <= candidate.figure.start < found.end()
        for found in _TELEPHONE.finditer(candidate.view.text, start, end)
    )


def _of_one_level(context: Context, candidate: FigureCandidate) -> bool:
    """Tell whether a figure is of one level where the whole province is asked for."""
    whole = _WHOLE.search(context.question.readable) is not None
    return whole and not context.question.levels and candidate.figure.level is not None


def likelihood(context: Context, candidate: FigureCandidate) -> tuple[float, float]:
    """Return how likely a figure is the answer by the model, and how likely it has to be."""
    model = figure_model()
    evidence = figure_evidence(context, candidate)
    return probability(model.weights, evidence), model.threshold


def _strange(context: Context, missing: Sequence[str]) -> int:
    """Return how many missing words of a Vietnamese question no report and no lexicon has.

    One may be a slip of the keyboard; several name something that the archive does not know.
    """
    if context.question.english:
        return 0
    return sum(
        len(w.concept.surface.split())
        for w in context.concepts
        if not (w.pair or w.concept.soft or w.concept.known) and w.concept.surface in missing
    )


def _lacks_name(missing: Sequence[str]) -> bool:
    """Tell whether a proper name of several words is missing: the figure is of another place."""
    return any(
        len(words := surface.split()) > 1 and all(word[0].isupper() for word in words)
        for surface in missing
    )


_GENERATION: Final = re.compile(r"[2-6]G", re.IGNORECASE)
"""The name of a network that nothing else is called: all stations are not those of 5G."""
_PLACE_KIND: Final = re.compile(
    r"\b(?:tai|o|cua|thuoc|cho|tren dia ban) (?:huyen|thi xa|thi tran|phuong|quan|thanh pho|tp) $"
)


def _lacks_place(context: Context, missing: Sequence[str]) -> bool:
    """Tell whether the name of a place is missing, however it was typed: ``ở huyện vàm ngọc``."""
    readable = context.question.readable
    return not context.question.english and any(
        w.concept.surface in missing
        and " " in w.concept.surface
        and _PLACE_KIND.search(readable[: w.concept.start]) is not None
        for w in context.concepts
        if not w.pair
    )


def only_planned(context: Context, candidate: FigureCandidate) -> bool:
    """Tell whether a figure is a plan where what was done is asked for."""
    return is_plan(candidate) and not context.question.planned


def _beside_the_plan(context: Context, candidate: FigureCandidate) -> bool:
    """Tell whether the row of a table gives a plan, which is asked for, beside a figure."""
    if not context.question.planned or is_plan(candidate) or candidate.figure.unit == "%":
        return False
    view, figure = candidate.view, candidate.figure
    if view.columns[candidate.position] is None:
        return False
    return any(f.basis is Basis.PLANNED and f.clause == figure.clause for f in view.figures)


def is_plan(candidate: FigureCandidate) -> bool:
    """Tell whether a figure is of something that is still to come."""
    return candidate.figure.basis is Basis.PLANNED or candidate.view.passage.planned


def probability(weights: Mapping[str, float], evidence: Mapping[str, float]) -> float:
    """Return the logistic model's probability that the evidence is of an answer."""
    total = weights.get("bias", 0.0) + sum(
        weights.get(name, 0.0) * value for name, value in evidence.items()
    )
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
