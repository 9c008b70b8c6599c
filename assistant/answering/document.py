"""Which document, and of which date: the number that stands with the words asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.answering.common import concept_marks, quote, sentence_candidates
from assistant.answering.days import full_day
from assistant.answering.prose import told
from assistant.draft import Context, Draft, Evidence, Reason, Refusal
from assistant.matching import PassageView, Weighted
from assistant.ranking import SentenceCandidate
from corpus.numbers import DOCUMENT_NUMBER
from corpus.periods import find_dates
from corpus.vietnamese import fold

FLOOR = 0.5
_SOFT = 0.2  # what a word counts that only says that a document is asked for
_TYPES = (
    ("quyết định", r"quyet dinh|decision"),
    ("kế hoạch", r"ke hoach|\bplan\b"),
    ("nghị quyết", r"nghi quyet|resolution"),
    ("nghị định", r"nghi dinh|decree"),
    ("chỉ thị", r"chi thi|directive"),
    ("thông tư", r"thong tu|circular"),
    ("văn bản", r"van ban|cong van|\bdocument\b|dispatch|\bletter\b"),
    ("đề án", r"de an|scheme|project"),
)
_OWN_REPORT = re.compile(
    r"\bbao cao\b(?!.*\b(?:quyet dinh|ke hoach|nghi quyet|chi thi)\b).*\b(?:so|ma)\b"
    r"|\bnumber of\b.*\breport\b|\bso (?:hieu )?(?:cua )?bao cao\b|\breport\b.*\bnumber\b"
    r"|\bnumber\b.*\breport\b|\bso (?:ky hieu|hieu|may|nao)\b.*\bbao cao\b"
    r"|\bnumber\b.*\breport\b"
)
_LEAD = re.compile(
    r"((?:Quyết định|Kế hoạch|Nghị quyết|Nghị định|Chỉ thị|Thông tư|Công văn|Văn bản|văn bản|"
    r"Đề án|Báo cáo|báo cáo|Quy định|Kết luận|Tờ trình|Thông báo|Luật)\s+(?:số\s+)?)$",
)
_JOINT = re.compile(r"[\s,;]+(?:và|cùng|với)\s+$|[\s,;]+$")
_DATE_AFTER = re.compile(r"\s*,?\s*(?:ký\s+)?ngày\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A document number in a passage with the stretch that says what it is about."""

    view: PassageView
    start: int
    end: int  # of the printed reference, with its type word and date
    low: int
    high: int  # of the clause about it
    score: float
    coverage: float


def answer_document(context: Context) -> Draft | Refusal:
    """Return the number (and date) of the document that the question describes."""
    own = _own_number(context)
    if own is not None:
        return own
    ranked = sentence_candidates(context)
    mentions = [mention for candidate in ranked[:12] for mention in _mentions(context, candidate)]
    mentions.sort(key=lambda m: -m.score)
    best = next((m for m in mentions if m.coverage >= FLOOR), None)
    if best is None or _better_without(ranked, best):
        nearest = tuple(Evidence(c.view, c.start, c.end) for c in ranked[:1])
        return Refusal(
            Reason.NOT_REPORTED, ranked[0].missing if ranked else (), nearest, told(ranked[:3])
        )
    view = best.view
    reference = quote(view, best.start, best.end)
    about = quote(view, best.low, best.high)
    text = (
        reference
        if reference in about and len(about) > 380
        else (about if reference in about else f"{reference} ({about})")
    )
    start, end = view.sentence_of(best.start)
    marks = (*concept_marks(view, context, best.low, best.high), (best.start, best.end))
    return Draft(
        text=text[:480],
        evidence=(Evidence(view, start, end, tuple(sorted(marks))),),
        confidence=best.coverage,
        subject=reference,
        decision=told(ranked[:3]),
    )


def _own_number(context: Context) -> Draft | Refusal | None:
    """Answer a question for the number of the report itself."""
    if not _OWN_REPORT.search(context.question.readable) or len(context.reports) != 1:
        return None
    report = context.reports[0]
    number = report.metadata.number
    if number is None:
        return Refusal(Reason.NOT_REPORTED, decision="the report states no number of its own")
    for view in context.passages_of(report.id):
        at = view.text.find(number)
        if at >= 0:
            start, end = view.sentence_of(at)
            return Draft(
                text=quote(view, start, end)[:480],
                evidence=(Evidence(view, start, end, ((at, at + len(number)),)),),
                confidence=1.0,
                subject=number,
            )
    return Draft(text=number, evidence=(), confidence=1.0, subject=number, record=report)


def _asked_type(context: Context) -> str | None:
    folded = fold(context.question.text)
    return next((pattern for _, pattern in _TYPES if re.search(pattern, folded)), None)


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(m.end() for m in re.finditer(r";\s|:\s", text[start:end])), end]
    bounds = [cuts[0], *(start + c for c in cuts[1:-1]), cuts[-1]]
    return [(a, b) for a, b in pairwise(bounds) if b > a]


def _mentions(context: Context, candidate: SentenceCandidate) -> list[Mention]:
    view = candidate.view
    text = view.text
    wanted = _asked_type(context)
    found: list[Mention] = []
    numbers = list(DOCUMENT_NUMBER.finditer(text, candidate.start, candidate.end))
    for low, high in _clauses(text, candidate.start, candidate.end):
        inside = [n for n in numbers if low <= n.start() < high]
        for order, number in enumerate(inside):
            left = _after(inside[order - 1], text) if order else low
            right = _before(inside[order + 1], text, low) if order + 1 < len(inside) else high
            bracketed = text[left : number.start()].rfind("(") > text[left : number.start()].rfind(
                ")"
            )
            stretch = (
                (left, _after(number, text))
                if bracketed
                else ((left if order == 0 else _before(number, text, low)), right)
            )
            lead = _LEAD.search(text, max(low, number.start() - 30), number.start())
            start = lead.start() if lead else number.start()
            coverage = _coverage(context, candidate, stretch)
            score = coverage + 0.3 * candidate.score
            kind = fold(text[max(low, number.start() - 16) : number.start()])
            if wanted is not None and not re.search(wanted, kind):
                score -= 0.12
            if number.group() in context.question.documents:
                score -= 0.5
            found.append(Mention(view, start, _after(number, text), *stretch, score, coverage))
    return found


def _before(number: re.Match[str], text: str, low: int) -> int:
    """Return where a document's reference begins: at the word for its type, joint left out."""
    lead = _LEAD.search(text, max(low, number.start() - 30), number.start())
    start = lead.start() if lead else number.start()
    joint = _JOINT.search(text, max(low, start - 8), start)
    return joint.start() if joint else start


def _after(number: re.Match[str], text: str) -> int:
    dated = _DATE_AFTER.match(text, number.end())
    return dated.end() if dated else number.end()


def _coverage(context: Context, candidate: SentenceCandidate, stretch: tuple[int, int]) -> float:
    """Return the part of the question's weight that the stretch itself, or its context, holds."""
    # a question chooses its verbs freely: "lo an toàn thông tin" is "bảo đảm an toàn …"
    total = sum(_telling(w) for w in context.concepts) or 1.0
    earned = 0.0
    for weighted in context.concepts:
        best = 0.0
        for match in candidate.view.words.find(weighted.concept):
            inside = stretch[0] <= match.start < stretch[1]
            sentence = candidate.start <= match.start < candidate.end
            best = max(best, match.quality * (1.0 if inside else 0.35 if sentence else 0.2))
        earned += _telling(weighted) * best
    return earned / total


def _telling(weighted: Weighted) -> float:
    if weighted.concept.soft:
        return _SOFT * weighted.weight
    return weighted.weight * (1.0 if weighted.pair else weighted.concept.word.weight)


def _better_without(ranked: list[SentenceCandidate], best: Mention) -> bool:
    """Tell whether a sentence without any number fits the question far better."""
    top = ranked[0]
    same = top.view is best.view and top.start <= best.start < top.end
    return not same and top.coverage > best.coverage + 0.25


def document_date(context: Context) -> Draft | None:
    """Answer for the date of a document whose number the question names."""
    for number in context.question.documents:
        wanted = fold(number).replace(" ", "")
        for view in context.views:
            for match in DOCUMENT_NUMBER.finditer(view.text):
                if fold(match.group()).replace(" ", "") != wanted:
                    continue
                start, end = view.sentence_of(match.start())
                dates = [d for d in find_dates(view.text[start:end]) if d.date]
                if not dates:
                    continue
                after = [d for d in dates if 0 <= start + d.start - match.end() <= 8]
                chosen = after[0] if after else dates[0]
                mark = (start + chosen.start, start + chosen.end)
                return Draft(
                    text=full_day(view, *mark, english=context.question.english),
                    evidence=(Evidence(view, start, end, (mark,)),),
                    confidence=1.0,
                    subject=number,
                )
    return None
