"""When: the date or the span of time that stands with the words asked for."""

from __future__ import annotations

import re

from assistant.answering.common import concept_marks, quote, sentence_candidates
from assistant.answering.days import day_text, full_day
from assistant.answering.document import document_date
from assistant.answering.prose import supported, told
from assistant.draft import Context, Draft, Evidence, Reason, Refusal
from assistant.ranking import SentenceCandidate
from assistant.wordclass import WordClass
from corpus.periods import find_dates, find_periods
from corpus.vietnamese import fold

_SPAN = re.compile(r"\b(?:giai doan|nhiem ky|thoi gian|what period|which period)\b")
_ISSUED = re.compile(
    r"\b(?:bao cao|bc)\b.*\b(?:de|ky|ban hanh|phat hanh|ghi|lap)\b.*\bngay\b"
    r"|\bngay (?:ky|ban hanh|phat hanh)\b.*\b(?:bao cao|bc)\b"
    r"|\b(?:ky|ban hanh|phat hanh|ra)\b.*\bbao cao\b.*\b(?:ngay|hom|khi) nao\b"
    r"|\breport\b.*\b(?:issued|signed|dated|released|carry|bear)\b|\bdate of\b.*\breport\b"
    r"|\b(?:what|which) date\b.*\breport\b"
    r"|\b(?:issued|signed)\b.*\breport\b"
)
_HAPPENS = re.compile(
    r"\bput (?:in)?to (?:use|operation|service)\b|\b(?:come|came|went|go|goes) into"
    r" (?:use|operation|service)\b|\b(?:go|goes|went|gone) live\b"
    r"|\b(?:opens?|opened|opening|inaugurat\w*"
    r"|ends?|ended|finish\w*|complet\w*|start(?:s|ed)?|beg[iau]ns?)\b|\b(?:khoi cong|bat dau)\b"
    r"|\b(?:dua vao (?:su dung|van hanh|hoat dong|khai thac)"
    r"|di vao (?:hoat dong|van hanh)|khai truong|ket thuc|hoan thanh|nghiem thu)\b"
)
"""What happens to a thing itself, which the day of a decision about it does not date."""
_OF_PAPER = re.compile(r"\d\S*/\S+ (?:ra |ky |de )?ngay $")
_STAGE = re.compile(
    r"\b(?:khoi cong|dong tho|phe duyet|tham dinh|nghiem thu|chap thuan|dau thau|trinh)\b[^;,.:(]*$"
)
_OF_STAGE = re.compile(
    r"\b(?:khoi cong|nghiem thu|complet\w*|finish\w*|hoan thanh|start\w*|beg[iau]n\w*"
    r"|bat dau|construction)\b"
)
_ENDS = re.compile(
    r"\b(?:ends?|ended|finish(?:es|ed)?|run until|ket thuc|den (?:ngay nao|bao gio))\b"
)
_FROM_ON = re.compile(r"\b(?:tu|ke tu|bat dau(?: tu)?) (?:ngay )?$")
_CLEARLY = 0.25  # of coverage, by which a sentence without a date says more of what is asked
_CUT = re.compile(r"[;,.]\s")
_COMING = re.compile(
    r"\bdu (?:kien|dinh)\b|\bse\b|\b(?:due|scheduled|expected|planned|will|supposed)\b"
)
_FORESEEN = re.compile(r"\b(?:du kien|se|truoc|cham nhat|phan dau)\b")
_SAID = 220  # characters of a sentence that are told beside its date
_NEAR = 160  # characters between a date and the words that it dates


def answer_date(context: Context) -> Draft | Refusal:
    """Return the date in the sentence that covers the question."""
    dated = document_date(context)
    if dated is not None:
        return dated
    own = _own_date(context)
    if own is not None:
        return own
    ranked = sentence_candidates(context)
    spans = bool(_SPAN.search(fold(context.question.text)))
    told_best = 0.0
    for candidate in ranked[:6]:
        if candidate.coverage < told_best - _CLEARLY or _of_another(context, candidate):
            continue
        if not supported(context, candidate):
            continue
        moment = _moment(context, candidate, spans=spans)
        told_best = max(told_best, candidate.coverage)
        if moment is None:
            continue
        start, end = moment
        view = candidate.view
        marks = (*concept_marks(view, context, candidate.start, candidate.end), (start, end))
        low, high = _clause(view.text, candidate, start, end)
        said = quote(view, low, high)
        when = day_text(view, start, end, english=context.question.english)
        beside = said if len(said) <= _SAID else quote(view, start, end)
        return Draft(
            text=when if beside in when else f"{when} ({beside})",
            evidence=(Evidence(view, candidate.start, candidate.end, tuple(sorted(marks))),),
            confidence=candidate.coverage,
            subject=view.passage.topic,
            decision=told(ranked[:3]),
            missing=candidate.missing,
        )
    nearest = tuple(Evidence(c.view, c.start, c.end) for c in ranked[:1])
    return Refusal(
        Reason.NOT_REPORTED, ranked[0].missing if ranked else (), nearest, told(ranked[:3])
    )


def _of_another(context: Context, candidate: SentenceCandidate) -> bool:
    """Tell whether a sentence does not name who or what is named in several words."""
    return any(
        not any(
            candidate.start <= match.start < candidate.end
            for match in candidate.view.words.find(weighted.concept)
        )
        for weighted in context.concepts
        if not weighted.pair
        and not weighted.concept.soft
        and weighted.concept.word is WordClass.NAME
        and len(weighted.concept.alternatives[0]) > 1
    )


def _own_date(context: Context) -> Draft | None:
    """Answer for the day on which the report itself was issued, from its letterhead."""
    if not _ISSUED.search(context.question.readable) or len(context.reports) != 1:
        return None
    report = context.reports[0]
    issued = report.metadata.issued
    if issued is None:
        return None
    for view in context.passages_of(report.id):
        for mention in find_dates(view.text):
            if mention.date != issued:
                continue
            start, end = view.sentence_of(mention.start)
            return Draft(
                text=full_day(view, mention.start, mention.end, english=context.question.english),
                evidence=(Evidence(view, start, end, ((mention.start, mention.end),)),),
                confidence=1.0,
                subject=report.metadata.number or report.metadata.title,
                decision="read from the report's letterhead",
            )
    return None


def _moment(
    context: Context, candidate: SentenceCandidate, *, spans: bool
) -> tuple[int, int] | None:
    """Return the date or period nearest to the question's words in the sentence."""
    text = candidate.view.text[candidate.start : candidate.end]
    moments = [(d.start, d.end) for d in find_dates(text)]
    periods = [(p.start, p.end) for p in find_periods(text) if p.period is not None]
    if spans or not moments:
        moments = [p for p in periods if not spans or len(text[p[0] : p[1]]) > 8] or moments
    moments = [m for m in moments if not _dates_another(context, text[: m[0]])]
    if not moments:
        return None
    marks = concept_marks(candidate.view, context, candidate.start, candidate.end)
    places = [start - candidate.start for start, _ in marks] or [0]

    def distance(moment: tuple[int, int]) -> float:
        return sum(min(abs(place - moment[0]), _NEAR) for place in places)

    coming = _COMING.search(context.question.readable) is not None

    def apart(moment: tuple[int, int]) -> int:
        """How many of the words stand outside the moment's own clause, a plan's set before."""
        low = max((m.end() for m in _CUT.finditer(text, 0, moment[0])), default=0)
        cut = _CUT.search(text, moment[1])
        high = cut.start() if cut else len(text)
        foreseen = coming and _FORESEEN.search(fold(text[low : moment[0]])) is not None
        return sum(not low <= place < high for place in places) - foreseen

    best = min(moments, key=lambda moment: (apart(moment), distance(moment)))
    return candidate.start + best[0], candidate.start + best[1]


def _dates_another(context: Context, before: str) -> bool:
    """Tell whether a date, by the words before it, is of a paper, or of the start and not the end.

    ``Quyết định số 388/QĐ-UBND ngày 22/3/2021`` does not say when a centre was put into use,
    nor does ``khởi công vào tháng 9/2021``.
    """
    asked = context.question.readable
    said = fold(before)
    if _HAPPENS.search(asked):
        if _OF_PAPER.search(said):
            return True
        if _STAGE.search(said) and not _OF_STAGE.search(asked):
            return True
    return bool(_ENDS.search(asked) and _FROM_ON.search(said))


def _clause(text: str, candidate: SentenceCandidate, start: int, end: int) -> tuple[int, int]:
    low = max(text.rfind(";", candidate.start, start) + 1, candidate.start)
    high = text.find(";", end, candidate.end)
    return low, high if high >= 0 else candidate.end
