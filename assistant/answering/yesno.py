"""Yes or no, with the words that prove it.

What a report plans is no proof that it was done, and a negation counts only where it governs
what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.against import Comparison, base_of, compare_with_base
from assistant.answering.changes import spoken_periods
from assistant.answering.common import (
    concept_marks,
    figure_candidates,
    quote,
    sentence_candidates,
)
from assistant.answering.comparison import find_sides, in_time, worded
from assistant.answering.number import phrase, subject_of
from assistant.answering.predicates import IN_TIME, is_late, of_predicate, told_done
from assistant.answering.prose import answer_prose
from assistant.answering.same import asks_for_same, compare_persons
from assistant.answering.sides import COMPARING, without
from assistant.answering.spans import MOVED
from assistant.answering.splitting import split
from assistant.answering.thresholds import answer_target, answer_threshold
from assistant.draft import Context, Draft, Evidence, Refusal
from assistant.matching import PassageView
from assistant.question import Question
from assistant.support import supported as figure_supported
from assistant.wordclass import WordClass
from corpus.vietnamese import fold

_NEGATION = re.compile(
    r"\b(?:khong (?!gian\b|giay\b|kinh doanh\b|day\b|day du\b)|chua\b(?! chay)|chang\b|het (?=han)"
    r"|khong$)"
)
_PLANNED = re.compile(
    r"\b(?:se|du kien|phan dau|dat muc tieu|chuan bi|sap|nhiem vu trong tam|doc thuc|don doc"
    r"|theo ke hoach)\b"
)
_PARTIAL = re.compile(
    r"\bmoi (?:chi )?(?:chay thu|thi diem|dang|o muc|o giai doan|duoc|trinh|hoan thanh"
    r"|dat|la|co|\d)"
    r"|\bdang (?:chay thu|thu nghiem|thi diem|trinh|xay dung|hoan thien|cho|xin|lay y kien)"
    r"|\b(?:chay thu|phat song thu|van hanh thu)\b"
)
_TRIAL_ASKED = re.compile(r"\b(?:thu|thu nghiem|thi diem|trial|pilot\w*|test\w*)\b")
_ALL = re.compile(
    r"\b(?:tat ca|toan bo|deu|moi|het|100 ?%|all|every|entire(?:ly)?|whole|fully)\b"
    r"(?! (?:thang|nam))|\b(?:nao|ai)\b.*\bcung\b"
)
_SOME_LEFT = re.compile(r"\bda\b.*\d.*,? con (?:lai )?(?:\d|mot so\b)")
"""What says that something was not done to all: ``đã làm sạch 24 máy, còn 02 máy``."""
_DONE = re.compile(r"\b(?:da|roi|xong|chua)\b|^(?:did|has|have|had|was|were)\b")
_YET = re.compile(r"\b(?:chua|hay chua)\W*$|\b(?:yet|already)\b")
_RELATION = re.compile(
    r"(?P<less>\b(?:giam|it hon|thap hon|nho hon|kem|fewer|less|lower|smaller|fall|fell|fallen"
    r"|drop(?:ped)?|decreas\w+|decline[sd]?|worse(?:n\w*)?|deteriorat\w+|shrink|shrank"
    r"|(?:go|gone|went) down"
    r"|down)\b)"
    r"|(?P<more>\b(?:tang|nhieu hon|cao hon|lon hon|hon|vuot|more|higher|larger|greater|bigger"
    r"|rise|rose|risen|grow|grew|grown|increas\w+|improv\w+|better|cai thien"
    r"|(?:go|gone|went) up|up|exceed(?:ed)?)\b)"
)
_OVER_TARGET = re.compile(
    r"\b(?:vuot|dat|hon|thap hon|cao hon) (?:\S+ )?(?:ke hoach|chi tieu|muc tieu|du toan)\b"
)  # a plan is no other period to compare with
_BETTER = re.compile(r"improv|better|cai thien|worse|deteriorat")
_BAD = re.compile(
    r"\b(?:late|overdue|errors?|faults?|broken|incidents?|complaints?|violations?|backlog|malware"
    r"|infected|attacks?|without|no signal|outages?|qua han|tre han|su co|loi|vi pham|khieu nai"
    r"|ton dong|ma doc|lom song|chua co)\b"
)
"""What is better when there is less of it."""
_EQUAL = re.compile(r"\b(?:bang nhau|nhu nhau|giong nhau|same|equal)\b")
_DAY = re.compile(
    r"\b(?:ngay|sang|trua|chieu|toi|dem|hom|den|tu|truoc|sau) \d{1,2}/\d{1,2}(?:/\d{4})?\b"
)  # a day is no share of a whole
_SUBJECT = 40  # characters from what is spoken of to its negation, at most
_TELLING = 2  # words of the question that a sentence must hold to tell of it
_CLEARLY = 0.2  # of coverage, by which a plan must say more than what was done
_BREAK = re.compile(r"[;]|,\s|\b(?:nhung|song|tuy nhien|con)\b")


@dataclass(frozen=True, slots=True)
class _Words:
    """Yes and no in the question's language and form."""

    yes: str
    no: str
    planned: str

    @classmethod
    def of(cls, question: Question) -> _Words:
        yet = bool(_YET.search(question.readable))
        if question.english:
            return cls("Yes", "No, not yet" if yet else "No", "No, this is only planned")
        return cls("Có", "Chưa" if yet else "Không", "Chưa, mới là kế hoạch")


def answer_yesno(context: Context) -> Draft | Refusal:
    """Return yes or no with the proving words, or why that cannot be told."""
    question = context.question
    words = _Words.of(question)
    if asks_for_same(question):
        return compare_persons(context)
    compared = None if _OVER_TARGET.search(question.readable) else _compared(context, words)
    if compared is not None:
        return compared
    for answer in (answer_target, answer_threshold):
        checked = answer(context)
        if checked is not None:
            verdict = words.yes if checked.holds else words.no
            return replace(checked.draft, text=f"{verdict}: {checked.draft.text}")
    counted = _none_counted(context)
    if counted is not None:
        return replace(counted, text=f"{words.no}: {counted.text}")
    return _from_sentences(context, words)


def _compared(context: Context, words: _Words) -> Draft | Refusal | None:
    """Return the verdict on a comparison, or None if the question makes none."""
    question = context.question
    relation = _RELATION.search(question.readable)
    equal = _EQUAL.search(question.readable)
    if relation is None and equal is None:
        return None
    base = base_of(question)
    if base is not None and len(question.provinces) < 2:
        outcome = compare_with_base(without(context, COMPARING), base)
        if isinstance(outcome, Refusal):
            return outcome
        return _judged(outcome, relation, context.question, words)
    parts = split(context)
    if len(parts) != 2:
        return None
    found = find_sides(context, parts)
    if isinstance(found, Refusal):
        return found
    first, second = in_time(found) if MOVED.search(question.readable) else found.sides
    rises = None if first.value == second.value else first.value > second.value
    return _judged(Comparison(worded(found), rises), relation, question, words)


def _judged(
    outcome: Comparison, relation: re.Match[str] | None, question: Question, words: _Words
) -> Draft:
    if relation is None:
        holds = outcome.rises is None
    elif outcome.rises is None:
        holds = False
    else:
        better = _BETTER.search(relation.group()) is not None and _BAD.search(question.readable)
        holds = outcome.rises is ((relation.group("more") is not None) is not bool(better))
    draft = outcome.draft
    text = draft.text[:1].lower() + draft.text[1:] if _starts_common(draft.text) else draft.text
    return replace(draft, text=f"{words.yes if holds else words.no}: {text}")


def _starts_common(text: str) -> bool:
    return text.startswith(("Tăng", "Giảm", "Up", "Down", "Bằng nhau", "Không đổi", "Equal"))


def _from_sentences(context: Context, words: _Words) -> Draft | Refusal:
    """Return the verdict of the best sentence: done ones first, planned ones as plans."""
    context = _of_the_named(without(context, IN_TIME))
    asks_plan = context.question.planned or not _DONE.search(context.question.readable)
    done = tuple(view for view in context.views if not view.passage.planned)
    first = answer_prose(of_predicate(context if asks_plan else replace(context, views=done)))
    if not asks_plan and _better_planned(context, done):
        planned = tuple(view for view in context.views if view.passage.planned)
        first = answer_prose(replace(context, views=planned))
    if isinstance(first, Refusal) and not asks_plan:
        first = answer_prose(_set_then(context)) if context.question.periods else first
    if isinstance(first, Refusal):
        return first
    first = _with_predicate(context, first)
    verdict = _verdict(context, first.evidence[0], words, asks_plan=asks_plan)
    return replace(first, text=f"{verdict}: {first.text}")


def _set_then(context: Context) -> Context:
    """Return the context of the tasks that the reports of the asked period set for later."""
    periods = context.question.periods
    views = tuple(
        view
        for view in context.views
        if view.passage.planned
        and view.report.metadata.period is not None
        and any(view.report.metadata.period.overlaps(wanted) for wanted in periods)
    )
    return replace(context, views=views, question=replace(context.question, periods=()))


def _of_the_named(context: Context) -> Context:
    """Return the context narrowed to the sentences that hold every name of the question."""
    names = [w for w in context.concepts if not w.pair and w.concept.word is WordClass.NAME]
    if not names:
        return context
    within = tuple(
        (c.view.stored.id, c.start, c.end)
        for c in sentence_candidates(context)
        if all(any(c.start <= m.start < c.end for m in c.view.words.find(w.concept)) for w in names)
    )
    return replace(context, within=within) if within else context


def _with_predicate(context: Context, draft: Draft) -> Draft:
    """Return the draft with the sentence near by that says what is asked, where its own does not.

    ``Đề án … được giao Sở. Vốn của Đề án chưa được phê duyệt.`` The first names the thing, the
    second tells of it.
    """
    piece = draft.evidence[0]
    view = piece.view
    telling = [w.concept for w in context.concepts if not w.pair and not w.concept.soft]
    if not telling:
        return draft
    asked = max(telling, key=lambda concept: concept.start)  # what is said stands last
    if any(piece.start <= m.start < piece.end for m in view.words.find(asked)):
        return draft
    said = [
        (start, end)
        for start, end in view.passage.sentences
        if piece.end <= start and any(start <= m.start < end for m in view.words.find(asked))
    ]
    if not said:
        return draft
    start, end = said[0]
    marks = concept_marks(view, context, start, end)
    if len({m[0] for m in marks}) < _TELLING:
        return draft
    evidence = (Evidence(view, start, end, marks), *draft.evidence)
    return replace(draft, text=quote(view, start, end) + ".", evidence=evidence)


def _better_planned(context: Context, done: Sequence[PassageView]) -> bool:
    """Tell whether a plan says far better what is asked than anything that was done."""
    if told_done(replace(context, views=tuple(done))):
        return False
    best = {
        planned: max(
            (c.coverage for c in sentence_candidates(replace(context, views=views))), default=0.0
        )
        for planned, views in (
            (False, tuple(done)),
            (True, tuple(view for view in context.views if view.passage.planned)),
        )
    }
    return best[True] > best[False] + _CLEARLY


def _verdict(context: Context, evidence: Evidence, words: _Words, *, asks_plan: bool) -> str:
    """Return yes, no or planned, as the evidence has it."""
    low, high = _clause_of(context, evidence)
    said = fold(evidence.view.text[low:high])
    question = context.question
    if not asks_plan and (evidence.view.passage.planned or _PLANNED.search(said)):
        return words.planned
    if _denied(context, evidence, low, high) or is_late(question, evidence, low, high):
        return words.no
    if _PARTIAL.search(said) and not _TRIAL_ASKED.search(question.readable):
        return words.no
    if _ALL.search(question.readable) and _incomplete(evidence, low, high):
        return words.no
    return words.yes


def _clause_of(context: Context, evidence: Evidence) -> tuple[int, int]:
    """Return the part of the evidence that speaks of what is asked.

    Where the sentence goes through several periods it is the clause of the one asked for,
    else the part between semicolons that holds most of the marks.
    """
    view = evidence.view
    spoken = spoken_periods(view, evidence.start, evidence.end)
    if len({s.period for s in spoken if not s.compared}) > 1:
        bounds = _pieces(view.text, evidence.start, evidence.end, re.compile(r"[;,]\s"))
        for low, high in bounds:
            if any(low <= s.start < high and s.period in context.question.periods for s in spoken):
                return low, high
    best, most = (evidence.start, evidence.end), -1
    for low, high in _pieces(view.text, evidence.start, evidence.end, re.compile(r";")):
        held = sum(low <= start < high for start, _ in evidence.marks)
        if held > most:
            best, most = (low, high), held
    return best


def _pieces(text: str, start: int, end: int, at: re.Pattern[str]) -> list[tuple[int, int]]:
    cuts = [m.end() for m in at.finditer(text, start, end)]
    return list(zip([start, *cuts], [*cuts, end], strict=True))


def _denied(context: Context, evidence: Evidence, low: int, high: int) -> bool:
    """Tell whether a negation of the clause governs what is asked.

    It does where the words after it, up to the next break, hold the question's last telling
    concept or half the weight of those that the clause holds, or nothing but themselves.
    """
    view = evidence.view
    folded = fold(view.text)
    singles = [w for w in context.concepts if not w.pair and w.weight > 0]
    telling = [w for w in singles if not w.concept.soft] or singles
    places = {
        position: [m.start for m in view.words.find(w.concept) if low <= m.start and m.end <= high]
        for position, w in enumerate(telling)
    }
    held = sum(telling[p].weight for p, starts in places.items() if starts)
    last = max((p for p, starts in places.items() if starts), default=None)
    for negation in _NEGATION.finditer(folded, low, high):
        stop = _BREAK.search(folded, negation.end(), high)
        close = stop.start() if stop else high
        inside = [
            p for p, starts in places.items() if any(negation.start() <= s < close for s in starts)
        ]
        weight = sum(telling[p].weight for p in inside)
        if last in inside or weight * 2 >= held:
            return True
        # "Vốn của Đề án chưa được phê duyệt": what is asked is what the "chưa" is said of
        before = (
            [s for s in places.get(last, ()) if s < negation.start()] if last is not None else []
        )
        if before and negation.group().startswith("chua"):
            between = folded[before[-1] : negation.start()]
            if len(between) <= _SUBJECT and not _BREAK.search(between):
                return True
    return False


def _incomplete(evidence: Evidence, low: int, high: int) -> bool:
    """Tell whether a clause says of a whole that only a part is meant: ``mới 13 trong 19``."""
    said = _DAY.sub(" ", fold(evidence.view.text[low:high]))
    if re.search(r"\b(?:moi|chi) (?:\w+ ){0,3}\d", said):
        return True
    if _SOME_LEFT.search(fold(evidence.view.text[low : evidence.end])):
        return True
    ratio = re.search(r"(\d[\d.]*)\s*(?:/|tren|trong(?: so| tong so)?)\s*(\d[\d.]*)", said)
    if ratio:
        part, whole = (float(g.replace(".", "")) for g in ratio.groups())
        return part < whole
    percent = re.search(r"(\d+(?:,\d+)?) ?%", said)
    return percent is not None and float(percent.group(1).replace(",", ".")) < 100


def _none_counted(context: Context) -> Draft | None:
    """Return a draft where the report counts none of what is asked: ``0 hồ sơ``."""
    ranked = [c for c in figure_candidates(context)[:3] if figure_supported(context, c)]
    if not ranked or ranked[0].figure.value != 0:
        return None
    zeros = [c for c in ranked if c.figure.value == 0 and c.sentence == ranked[0].sentence]
    zeros.sort(key=lambda c: c.figure.start)
    best = ranked[0]
    start, end = best.sentence
    marks: Sequence[tuple[int, int]] = [(c.figure.start, c.figure.own[1]) for c in zeros]
    named = [
        f"cấp {c.figure.level.value} {phrase(c.view, c.figure)}"
        if c.figure.level
        else phrase(c.view, c.figure)
        for c in zeros
    ]
    return Draft(
        text="; ".join(named),
        evidence=(Evidence(best.view, start, end, tuple(marks)),),
        confidence=best.coverage,
        subject=subject_of(best.view, best.figure),
    )
