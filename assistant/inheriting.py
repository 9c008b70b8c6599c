"""What a turn that leaves things out takes from the question before it, word by word.

Words that part one indicator into several replace each other (``trả sau`` after ``trả trước``,
see `contrasts`), a name replaces the name before it (``còn Gò Dầu?``), a turn that names an
office of its own has no level from before; other words are added.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant import contrasts
from assistant.concepts import Concept
from assistant.facets import Ask, Dimension
from assistant.kinds import WHY, Kind
from assistant.question import Question
from assistant.turn_words import TurnText
from assistant.wordclass import WordClass
from corpus.vietnamese import fold

_KIND_WORDS = re.compile(
    r"\b(?:bao nhieu|may|bn|ai|nao|gi|sao|do dau|how many|how much|who|when|which|what|why)\b"
)
_NO_KIND = re.compile(r"\bthi sao\b|\bthe nao\b|^(?:what|how) about\b")
_DOCUMENT_NOUN = re.compile(
    r"\b(?:quyet dinh|ke hoach|nghi quyet|nghi dinh|chi thi|thong tu|van ban|cong van|quy che|de an"
    r"|decision|plan|resolution|decree|directive|circular|document|letter|regulation|scheme)\b"
)
_PLAN_OF_IT = re.compile(
    r"\bwhat (?:(?:was|is|were|are|had been|has been)\b|had they|did they)(?: \S+){0,3}?"
    r" (?:plan(?:ned)?|target(?:ed)?|goal|expected|aimed(?: for)?)"
    r"(?: (?:for|in) (?:it|that|this|next year|(?:19|20)\d\d))?\W*$"
)
"""A plan for the figure that was asked about: the number that was set."""
_OF_PROVINCE = re.compile(
    r"\b(?:toan|ca|cua|chung) tinh\b|\b(?:whole|entire|of the) province\b|\bprovince-?wide\b"
)
_KEPT_KINDS = frozenset({Kind.DATE, Kind.PERSON, Kind.DOCUMENT, Kind.COMPARE, Kind.YESNO})
_OFFICE = re.compile(
    r"\bs_(?:,? (?:ban|nganh))+\b|\b(?:cac|nhung) s_\b|\bdepartments\b|\bubnd\b|\buy ban nhan dan\b"
)
"""Offices, whose level is theirs."""
_AMOUNT = re.compile(
    r"\b(?:bao nhieu|bn|may) (?:ty|trieu|dong)\b(?! (?:le|so)\b)"
    r"|\b(?:tong|so|tong so|bao nhieu|bn|het bao nhieu|may) tien\b"
    r"(?! (?:phat|dien|thuong|luong|do\b))"
    r"|\bhow much (?:money|in all|altogether|in total)\b|\bworth (?:how much|what)\b"
    r"|\b(?:how much|what) (?:(?:was|were|is|are) )?(?:(?:it|they|that|those) )?(?:all )?worth\b"
    r"|\b(?:total|what) (?:sum|amount)\b"
    r"|\b(?:sum|amount) of money\b"
)
ABOUT_PAPERS = frozenset({Kind.DATE, Kind.PERSON, Kind.DOCUMENT})


def merged(own: Question, before: Question, text: TurnText) -> Question:
    """Return an elliptical turn completed: what it lacks is taken from the turn before.

    Words that it brings replace those that they part an indicator from; the others stay, as
    words that help to choose but need not be there.
    """
    kind = _kind(own, before)
    mine = own.concepts
    # "còn Voso?", "riêng Gò Dầu?": another place or name, of which the same is asked
    telling = [c for c in mine if not c.soft and not is_name(c)]
    asks = bool(telling)
    # "bao nhiêu cái còn chạy?" says of what was counted what else is to be true of it
    counts = any(c.word is WordClass.NOUN for c in telling)
    of_paper = kind in ABOUT_PAPERS and (asks or text.report)
    shift = len(own.readable) + 2
    kept = [] if of_paper else _kept(own, before, text)
    inherited = tuple(
        replace(
            c,
            start=c.start + shift,
            end=c.end + shift,
            asked=c.asked and not counts,
            soft=c.soft or ((counts or (asks and not c.asked)) and not (text.there and is_name(c))),
        )
        for c in kept
    )
    levels = () if of_paper or text.returns or _OFFICE.search(own.readable) else before.levels
    return replace(
        own,
        kind=kind,
        concepts=(*mine, *inherited),
        search=f"{own.search} {before.search}",
        dense=f"{before.dense} {own.dense}",
        periods=own.periods or (() if own.days else before.periods),
        days=own.days if own.periods else own.days or before.days,
        loose=own.loose if own.periods else before.loose,
        as_of=own.as_of if own.periods or own.days else before.as_of,
        provinces=own.provinces or before.provinces,
        levels=own.levels or levels,
        dimension=own.dimension or (before.dimension if not asks else None),
        ask=own.ask or (before.ask if not asks else None),
        contrasts={**(before.contrasts if text.points or not asks else {}), **own.contrasts},
        planned=own.planned
        or (
            before.planned
            and not own.periods
            and (not asks or (text.parallel and not text.returns))
        ),
        segments=(),
    )


def asks_by_itself(own: Question) -> bool:
    """Tell whether a turn has a question word of its own: how many, who, when."""
    return _KIND_WORDS.search(_NO_KIND.sub("", own.readable)) is not None


def is_name(concept: Concept) -> bool:
    """Tell whether a concept is a proper name: by its class, or written so (``Ba Tri``)."""
    words = concept.surface.split()
    return concept.word is WordClass.NAME or (
        len(words) > 1 and all(word[0].isupper() and word[1:].islower() for word in words)
    )


def as_amount(own: Question) -> Question:
    """Return a turn that asks for the money of what was told as one without words of its own.

    ``tổng tiền?``, ``bán được bao nhiêu tiền?``: the sum stands beside what was counted, and
    the report calls it fines, sales or support.
    """
    spans = [match.span() for match in _AMOUNT.finditer(own.readable)]
    if not spans:
        return own

    def spoken(concept: Concept) -> bool:
        return any(low < concept.end and concept.start < high for low, high in spans)

    return replace(
        own,
        dimension=Dimension.MONEY,
        ask=None if own.ask is Ask.TOTAL else own.ask,
        concepts=tuple(
            replace(c, soft=True, asked=False) if spoken(c) else c for c in own.concepts
        ),
    )


def _kept(own: Question, before: Question, text: TurnText) -> list[Concept]:
    """Return the concepts of the turn before that the turn does not replace."""
    replaced = _replaced(own, before)
    kept = [
        rest
        for concept in before.concepts
        if (rest := _without(concept, replaced)) is not None and not _repeats(rest, own.concepts)
    ]
    names = [c for c in kept if is_name(c)]
    named = any(is_name(c) and not c.soft for c in own.concepts)
    elsewhere = own.provinces not in ((), before.provinces)
    if _OF_PROVINCE.search(own.readable) or (named and len(names) == 1) or elsewhere:
        kept = [c for c in kept if not is_name(c)]
    return kept


def at_large(question: Question, own: Question, before: Question) -> Question:
    """Return a completed turn without the names and levels that it has from the turns before.

    ``What is the year-end target?`` after a question about a district may be meant for the
    whole; only where another thing is counted, or a plan is asked for.
    """
    known = {s.folded for c in before.concepts for a in c.alternatives for s in a}
    another = any(
        c.asked and not c.soft and not known & {s.folded for s in c.alternatives[0]}
        for c in own.concepts
    )
    if not (another or own.planned):
        return question
    rest = tuple(c for c in question.concepts if not is_name(c) or c in own.concepts)
    return replace(question, concepts=rest, levels=own.levels)


def _kind(own: Question, before: Question) -> Kind:
    """Return what a turn asks for: by its own words, else what the turn before asked for."""
    folded = own.readable
    if WHY.search(folded):
        return own.kind
    asks = asks_by_itself(own)
    open_kinds = (Kind.EXPLAIN, Kind.DOCUMENT)
    if before.kind is Kind.NUMBER and own.kind in open_kinds and _PLAN_OF_IT.search(folded):
        return before.kind
    if before.kind in ABOUT_PAPERS and not asks and _DOCUMENT_NOUN.search(folded):
        return Kind.DOCUMENT
    if asks and own.concepts:
        return own.kind
    if own.kind in _KEPT_KINDS or (asks and not before.concepts):
        return own.kind
    if own.kind is Kind.NUMBER and before.kind in ABOUT_PAPERS:
        return own.kind
    return before.kind


def _replaced(own: Question, before: Question) -> frozenset[int]:
    """Return the contrast classes of which a turn names another member than the one before."""
    return frozenset(
        number
        for number, members in own.contrasts.items()
        if number in before.contrasts and not members & before.contrasts[number]
    )


def _without(concept: Concept, classes: frozenset[int]) -> Concept | None:
    """Return a concept without the words that name a member of `classes`; None if none is left."""
    if not classes:
        return concept
    known = contrasts.load()
    alternatives = []
    changed = False
    for phrase in concept.alternatives:
        taken = known.places(tuple(s.folded for s in phrase), classes)
        rest = tuple(s for i, s in enumerate(phrase) if i not in taken)
        changed = changed or bool(taken)
        if rest and rest not in alternatives:
            alternatives.append(rest)
    if not changed:
        return concept
    first = known.places(tuple(s.folded for s in concept.alternatives[0]), classes)
    if len(first) == len(concept.alternatives[0]) or not alternatives:
        return None
    surface = " ".join(s.text for s in alternatives[0])
    return replace(concept, surface=surface, alternatives=tuple(alternatives))


def _repeats(concept: Concept, own: tuple[Concept, ...]) -> bool:
    words = {fold(s.text) for s in concept.alternatives[0]}
    return any(words <= {fold(s.text) for s in c.alternatives[0]} for c in own)
