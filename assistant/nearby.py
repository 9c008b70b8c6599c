"""Where the last answer stood, in widening circles: its sentence, its passage, its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant import contrasts
from assistant.answering.common import figure_candidates
from assistant.answering.reasons import gives_cause
from assistant.concepts import Concept
from assistant.draft import Context, Draft, Stretch
from assistant.kinds import WHY, Kind
from assistant.matching import Match, PassageView
from assistant.model import Citation
from assistant.support import is_plan
from assistant.traits import Trait
from corpus import PassageKind

_NEIGHBOURS = 2  # passages of the same section to either side


def circles(context: Context, cited: Sequence[Citation]) -> Iterator[Context]:
    """Yield `context` with the passages near the first of the citations, the nearest first."""
    if not cited:
        return
    citation = cited[0]
    views = context.passages_of(citation.report_id)
    home = [v for v in views if v.passage.start < citation.end and citation.start < v.passage.end]
    said = tuple(
        (view.stored.id, start, end)
        for view in home
        for start, end in view.passage.sentences
        if _overlaps(view, start, end, citation)
    )
    if said:
        yield _narrowed(context, home, said)
        further = tuple(_next(view, said) for view in home)
        yield _narrowed(context, home, (*said, *(s for s in further if s is not None)))
    near = [v for v in views if any(_beside(v, h) for h in home)]
    if near:
        yield _narrowed(context, sorted(near, key=lambda v: v not in home), ())
    rest = [v for v in views if v.passage.kind is not PassageKind.TAIL]
    if len(rest) > len(near):
        yield _narrowed(context, sorted(rest, key=lambda v: v not in near), ())


def _next(view: PassageView, said: Sequence[Stretch]) -> Stretch | None:
    """Return the sentence after those that are said: ``Trong đó …`` parts what they count."""
    last = max((end for passage, _, end in said if passage == view.stored.id), default=None)
    following = [s for s in view.passage.sentences if last is not None and s[0] >= last]
    return (view.stored.id, *following[0]) if following else None


def holds(context: Context, draft: Draft, own: Sequence[str]) -> bool:
    """Tell whether an answer from near the last one says all that the turn itself asks for.

    ``own`` are the turn's words; all must stand there, and nothing may speak against the
    figure or sentence: another dimension or level, or another member of a contrast class.
    """
    if set(own) & set(draft.missing):
        return False
    question = context.question
    mine = [w.concept for w in context.concepts if not w.pair and w.concept.surface in own]
    if not context.within and all(w.concept.soft for w in context.concepts):
        return False  # it names nothing: only the very sentence can be meant
    if question.kind is Kind.NUMBER:
        ranked = figure_candidates(context)
        best = next((c for c in ranked if c.figure.printed == draft.value), None)
        if best is None:
            return draft.computed
        if question.planned and not is_plan(best):
            return False  # what was done is no plan, and may stand beside the last answer
        if not all(_says(best.view, best.sentence, concept) for concept in mine):
            return False
        against = ("dimension", "level", "given", "other", "undistinguished", "whole")
        shut = {Trait.CONFLICT} if context.within else {Trait.CONFLICT, Trait.UNNAMED}
        return (
            not set(own) & set(best.weak)
            and not shut & best.traits.keys()  # within, the sentence itself tells its subject
            and all(best.reasons.get(name, 0.0) >= 0 for name in against)
        )
    if not draft.evidence:
        return True
    said = draft.evidence[0]
    words = tuple(said.view.words.folded_in(said.start, said.end))
    if contrasts.conflict(question.contrasts, contrasts.load().members(words, words)):
        return False
    return not WHY.search(question.readable) or gives_cause(said.view.text[said.start : said.end])


def _says(view: PassageView, sentence: tuple[int, int], concept: Concept) -> bool:
    """Tell whether a sentence, its table or its headings hold a concept."""
    start, end = (0, len(view.text)) if view.passage.kind is PassageKind.TABLE else sentence

    def inside(matches: Sequence[Match]) -> bool:
        return any(start <= match.start < end for match in matches)

    return (
        inside(view.words.find(concept))
        or any(all(map(inside, words)) for words in view.words.find_syllables(concept))
        or bool(view.topic.find(concept))
        or any(heading.find(concept) for heading in view.sections)
    )


def _overlaps(view: PassageView, start: int, end: int, citation: Citation) -> bool:
    return any(
        low < citation.end and citation.start < high
        for low, high in view.passage.search.to_source(start, end)
    )


def _beside(view: PassageView, home: PassageView) -> bool:
    return (
        view.passage.section == home.passage.section
        and abs(view.passage.ordinal - home.passage.ordinal) <= _NEIGHBOURS
    )


def _narrowed(
    context: Context, views: Sequence[PassageView], within: tuple[Stretch, ...]
) -> Context:
    return replace(context, views=tuple(views), hits=(), within=within)
