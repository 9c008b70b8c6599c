"""What a question for yes or no asks of its subject, and until when: ``nghiệm thu trước 25/9``."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.common import sentence_candidates
from assistant.concepts import Concept
from assistant.draft import Context, Evidence, effective_period
from assistant.question import Question
from assistant.ranking import SentenceCandidate
from assistant.wordclass import WordClass
from corpus.periods import PeriodKind, find_periods, resolve

IN_TIME = re.compile(
    r"\b(?:nhu|theo|dung|so voi) (?:da )?(?:du kien|ke hoach|tien do|cam ket|lich|de ra|yeu cau)\b"
    r"|\b(?:dung|truoc|kip) (?:han|thoi han|ky han|tien do)\b"
    r"|\b(?:truoc|kip|cham nhat)(?= (?:la )?(?:ngay )?\d)"
    r"|\b(?:as|than) (?:planned|scheduled)\b|\bon (?:time|schedule)\b|\bby(?= \d)"
)
"""Words that ask whether something was done in time; what was done need not say them."""

_BY = re.compile(r"\b(?:truoc|kip|cham nhat|den|by|before|until)\b")
_LEADS = re.compile(r"\b(?:da|co|duoc|bi|dang|con)\b")
_NEARLY = 0.12  # of coverage, by which a sentence that holds the predicate may say less
_GOES_ON = 0.2  # the same, where it stands in the same passage
_TOLD = 0.4  # least coverage of a sentence that tells what became of a plan


def predicate(context: Context) -> Concept | None:
    """Return what is asked of the subject: the verb that the question's particle leads to."""
    readable = context.question.readable
    led = [m.end() for m in _LEADS.finditer(readable)]
    verbs = [
        w.concept
        for w in context.concepts
        if not w.pair and not w.concept.soft and w.concept.word is WordClass.VERB
    ]
    following = [c for c in verbs if any(0 <= c.start - end <= 1 for end in led)]
    return next(iter(following or verbs), None)


def of_predicate(context: Context) -> Context:
    """Return the context narrowed to sentences with the predicate, where one says as much.

    ``62 trạm mất liên lạc`` says nothing of whether they were restored.
    """
    asked = predicate(context)
    ranked = sentence_candidates(context) if asked is not None else []
    if asked is None or not ranked or _holds(ranked[0], asked):
        return context
    best = ranked[0]
    telling = [
        c
        for c in ranked
        if _holds(c, asked)
        and c.coverage >= best.coverage - (_GOES_ON if c.view is best.view else _NEARLY)
    ]
    within = tuple((c.view.stored.id, c.start, c.end) for c in telling)
    return replace(context, within=within) if within else context


def told_done(context: Context) -> bool:
    """Tell whether a sentence of the context says what became of what was to be done."""
    asked = predicate(context)
    return asked is not None and any(
        c.coverage >= _TOLD and _holds(c, asked) for c in sentence_candidates(context)
    )


def is_late(question: Question, evidence: Evidence, low: int, high: int) -> bool:
    """Tell whether a clause gives no day but later ones than the question's last."""
    if not question.days or not _BY.search(question.readable):
        return False
    view = evidence.view
    reference = effective_period(view)
    days = [
        m.period or (resolve(m, reference) if reference else None)
        for m in find_periods(view.text[low:high])
    ]
    given = [day for day in days if day is not None and day.kind is PeriodKind.DAY]
    last = max(day.last for day in question.days)
    return bool(given) and all(day.first > last for day in given)


def _holds(candidate: SentenceCandidate, concept: Concept) -> bool:
    found = candidate.view.words.find(concept)
    return any(candidate.start <= match.start < candidate.end for match in found)
