"""Yes or no, with the sentence that proves it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.common import figure_candidates
from assistant.answering.number import phrase, subject_of
from assistant.answering.number import supported as figure_supported
from assistant.answering.prose import answer_prose
from assistant.draft import Context, Draft, Evidence, Refusal
from corpus.vietnamese import fold

_NO = re.compile(
    r"\b(?:khong (?!gian|giay)|chua|khong$)|\bkhong (?:co|phat hien|xay ra|dat|bi|de)\b"
    r"|\bkhong co\b"
)


def answer_yesno(context: Context) -> Draft | Refusal:
    """Return yes or no by whether the evidence denies what is asked, with its words."""
    english = context.question.english
    yes, no = ("Yes", "No") if english else ("Có", "Không")
    counted = _none_counted(context)
    if counted is not None:
        return replace(counted, text=f"{no}: {counted.text}")
    prose = answer_prose(context)
    if isinstance(prose, Refusal):
        return prose
    said = fold(_nearest_clause(prose.evidence[0]))
    return replace(prose, text=f"{no if _NO.search(said) else yes}: {prose.text}")


def _nearest_clause(evidence: Evidence) -> str:
    """Return the part of the evidence, between semicolons, that holds most of its marks."""
    text = evidence.view.text
    best, most = (evidence.start, evidence.end), -1
    low = evidence.start
    bounds = [m.start() for m in re.finditer(r";", text[evidence.start : evidence.end])]
    for bound in [*(evidence.start + b for b in bounds), evidence.end]:
        held = sum(low <= start < bound for start, _ in evidence.marks)
        if held > most:
            best, most = (low, bound), held
        low = bound + 1
    return text[best[0] : best[1]]


def _none_counted(context: Context) -> Draft | None:
    """Return a draft where the report counts none of what is asked: ``0 hồ sơ``."""
    ranked = [c for c in figure_candidates(context)[:3] if figure_supported(context, c)]
    if not ranked or ranked[0].figure.value != 0:
        return None
    zeros = [c for c in ranked if c.figure.value == 0 and c.sentence == ranked[0].sentence]
    zeros.sort(key=lambda c: c.figure.start)
    best = ranked[0]
    start, end = best.sentence
    marks = tuple((c.figure.start, c.figure.own[1]) for c in zeros)
    named = [
        f"cấp {c.figure.level.value} {phrase(c.view, c.figure)}"
        if c.figure.level
        else phrase(c.view, c.figure)
        for c in zeros
    ]
    return Draft(
        text="; ".join(named),
        evidence=(Evidence(best.view, start, end, marks),),
        confidence=best.coverage,
        subject=subject_of(best.view, best.figure),
    )
