"""The rules by which an answer is scored against a gold question.

They are written down in ``docs/evaluation.md``. Nothing here is shared with the code
that answers: an examiner that folded text or read numbers with the candidate's own
functions would not see their mistakes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.gold import GoldQuestion
from assistant.model import Answer, Candidate, Citation

CITATIONS_READ = 3
EXCERPT_LIMIT = 1500
EVIDENCE_SHARE = 0.7
NUMBER_LIMIT = 220
OTHER_NUMBERS = 3
DEFAULT_LIMIT = 1500
LIMITS = {"date": 300, "person": 300, "org": 300, "document": 500, "yesno": 500}
"""Longest answer, in characters, by kind; `DEFAULT_LIMIT` for the others."""

_WHOLE_WORD_UP_TO = 3
"""Accepted words this short must stand whole; longer ones may be a stem (``provinc``)."""

# A number stands alone or has a unit of two letters or more stuck to it ("7.312km", "18tỷ");
# one letter makes it a name ("5G", "5g") and letters before it do too ("T4", "CV03").
_NUMBER = re.compile(r"(?<!\w)(?<!\d[.,])\d+(?:[.,]\d+)*(?![.,]?\d)(?!_|[^\W\d_](?![^\W\d_]))")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(?P<sep>[.,])\d{3})(?:(?P=sep)\d{3})*")
_GROUPED_DECIMAL = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+,\d+|[1-9]\d{0,2}(?:,\d{3})+\.\d+")
_PLAIN_DECIMAL = re.compile(r"\d+[.,]\d+")
_PERIOD_LETTER = re.compile(r"\b[tqh](?=\d)")
_WORD = re.compile(r"\w+")

_ROUNDING = Decimal("0.05")
"""How far a computed ratio or percentage may be from what is printed, at most."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one answer fared.

    ``unsupported`` are numbers of the answer that are in no cited excerpt, nor in the
    question, nor the result of stated arithmetic; ``unsupported_beyond_labels`` leaves
    out those that stand in a citation's own labels (report, number, province, period),
    which are shown beside the excerpt. ``faults`` say in English why `ok` is false.
    """

    ok: bool
    answer: bool
    cite: bool
    refused: bool
    unsupported: tuple[str, ...]
    unsupported_beyond_labels: tuple[str, ...]
    faults: tuple[str, ...]


def score(gold: GoldQuestion, answer: Answer) -> Score:
    """Score `answer` by the rules; pure, depends on nothing else."""
    refused = not answer.answerable
    unsupported = unsupported_numbers(answer, labels=False)
    beyond = unsupported_numbers(answer, labels=True)
    if not gold.answerable:
        faults: tuple[str, ...] = ()
        if not refused:
            faults = ("answered although the reports do not say",)
        return Score(refused, refused, refused, refused, unsupported, beyond, faults)
    answer_fault = "refused" if refused else _answer_fault(gold, answer)
    cite_fault = _cite_fault(gold, answer.citations)
    faults = tuple(fault for fault in (answer_fault, cite_fault) if fault)
    return Score(not faults, not answer_fault, not cite_fault, refused, unsupported, beyond, faults)


def evidence_rank(gold: GoldQuestion, candidates: Iterable[Candidate]) -> int | None:
    """Return the rank, from 1, of the first candidate that holds the evidence, or None."""
    for rank, candidate in enumerate(candidates, start=1):
        if _of_reports(candidate.source, gold.reports) and _holds_evidence(
            candidate.excerpt, gold.evidence
        ):
            return rank
    return None


def numbers(text: str) -> tuple[tuple[str, Decimal], ...]:
    """Return the numbers of `text` as printed with their values, in order.

    ``1.911`` and ``1,911`` are 1911, ``18,3`` and ``18.3`` are 18.3, ``1.234,5`` is
    1234.5, ``07`` is 7; of dates such as ``12.4.2023`` each part is a number. ``5G`` and
    ``T4`` are names, not numbers.
    """
    found: list[tuple[str, Decimal]] = []
    for match in _NUMBER.finditer(unicodedata.normalize("NFC", text)):
        printed = match.group()
        value = _value(printed)
        if value is not None:
            found.append((printed, value))
        else:
            found += [(part, Decimal(part)) for part in re.split("[.,]", printed)]
    return tuple(found)


def contains(text: str, wanted: str) -> bool:
    """Return whether `wanted` is in `text`, both folded, numbers compared by value."""
    needle, haystack = _canonical(wanted), _canonical(text)
    if not needle:
        return False
    left = r"(?<!\w)" if needle[0].isalnum() else ""
    last_word = re.search(r"\w+$", needle)
    whole = last_word is not None and len(last_word.group()) <= _WHOLE_WORD_UP_TO
    right = r"(?!\w)" if whole else ""
    return re.search(left + re.escape(needle) + right, haystack) is not None


def unsupported_numbers(answer: Answer, *, labels: bool) -> tuple[str, ...]:
    """Return the numbers of the answer, as printed, that nothing shown bears out.

    A number is borne out by any cited excerpt or by the question, and with `labels` also
    by what is printed beside an excerpt. Where the answer is marked as computed, its
    ``value`` and what follows from two cited numbers by one sum, difference, ratio or
    percentage is borne out as well.
    """
    excerpts = [citation.excerpt for citation in answer.citations]
    shown = [*excerpts, answer.question]
    if labels:
        for citation in answer.citations:
            shown += [citation.report, citation.number or "", citation.period or ""]
            shown += [citation.province or ""]
    borne_out = {value for text in shown for _, value in _support(text)}
    missing = [(printed, v) for printed, v in numbers(answer.answer) if v not in borne_out]
    if answer.computed and missing:
        results = {value for _, value in numbers(answer.value or "")}
        operands = {value for text in excerpts for _, value in numbers(text)}
        missing = [
            (printed, value)
            for printed, value in missing
            if value not in results and not _follows(value, operands)
        ]
    return tuple(printed for printed, _ in missing)


def _answer_fault(gold: GoldQuestion, answer: Answer) -> str:
    """Return why the answer's text is wrong, or ``""`` where one alternative is met."""
    faults = [_alternative_fault(gold.kind, option, answer) for option in gold.accept]
    return "" if "" in faults else faults[0]


def _alternative_fault(kind: str, option: tuple[str, ...], answer: Answer) -> str:
    lacking = [wanted for wanted in option if not contains(answer.answer, wanted)]
    if lacking:
        return "answer lacks " + ", ".join(repr(wanted) for wanted in lacking)
    limit = LIMITS.get(kind, DEFAULT_LIMIT)
    if kind == "number":
        if answer.value is not None:
            if not _same(answer.value, option[0]):
                return f"value is {answer.value!r}, not {option[0]!r}"
        else:
            limit = NUMBER_LIMIT
            expected = {value for wanted in option for _, value in numbers(wanted)}
            others = [v for _, v in numbers(answer.answer) if v not in expected]
            if len(others) > OTHER_NUMBERS:
                return f"answer holds {len(others)} other numbers"
    if len(answer.answer) > limit:
        return f"answer has {len(answer.answer)} characters, over {limit}"
    return ""


def _same(value: str, wanted: str) -> bool:
    given, expected = numbers(value), numbers(wanted)
    if given and expected:
        return given[0][1] == expected[0][1]
    return _canonical(value) == _canonical(wanted)


def _cite_fault(gold: GoldQuestion, citations: tuple[Citation, ...]) -> str:
    if not citations:
        return "no citation"
    of_report = [c for c in citations[:CITATIONS_READ] if _of_reports(c.source, gold.reports)]
    if not of_report:
        return "cites none of the reports " + ", ".join(gold.reports)
    for citation in of_report:
        if len(citation.excerpt) <= EXCERPT_LIMIT and _holds_evidence(
            citation.excerpt, gold.evidence
        ):
            return ""
    return "cited excerpts do not hold the evidence"


def _of_reports(source: str, reports: tuple[str, ...]) -> bool:
    leading = re.match(r"\d+", source)
    return source in reports or (leading is not None and leading.group() in reports)


def _holds_evidence(excerpt: str, evidence: tuple[str, ...]) -> bool:
    held = Counter(_words(excerpt))
    for wanted in evidence:
        words = Counter(_words(wanted))
        if words and (held & words).total() >= EVIDENCE_SHARE * words.total():
            return True
    return False


def _words(text: str) -> list[str]:
    return _WORD.findall(_fold(text))


def _fold(text: str) -> str:
    """Return `text` without case, diacritics and differences of white space."""
    bare = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(bare.replace("đ", "d").split())


def _canonical(text: str) -> str:
    """Return `text` folded, with every number written as its value in brackets."""
    folded = _fold(text)

    def written(match: re.Match[str]) -> str:
        value = _value(match.group())
        if value is not None:
            return f"⟨{_plain(value)}⟩"
        return re.sub(r"\d+", lambda part: f"⟨{int(part.group())}⟩", match.group())

    return _NUMBER.sub(written, folded).replace("⟩ %", "⟩%")


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _value(printed: str) -> Decimal | None:
    """Return what a run of digits and separators is worth, or None if it is no one number."""
    if printed.isdecimal():
        return Decimal(printed)
    if _GROUPED.fullmatch(printed):
        return Decimal(re.sub("[.,]", "", printed))
    if _GROUPED_DECIMAL.fullmatch(printed):
        whole, decimals = re.split(r"[.,](?=\d+$)", printed)
        return Decimal(re.sub("[.,]", "", whole) + "." + decimals)
    if _PLAIN_DECIMAL.fullmatch(printed):
        return Decimal(printed.replace(",", "."))
    return None


def _support(text: str) -> tuple[tuple[str, Decimal], ...]:
    """Return the numbers that `text` bears out: its own, and 4 and 3 of ``T4``, ``Q3``."""
    return numbers(_PERIOD_LETTER.sub(" ", text.casefold()))


def _follows(value: Decimal, operands: set[Decimal]) -> bool:
    """Return whether one operation on two operands gives `value`, as precisely as printed."""
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    tolerance = min(step / 2, _ROUNDING)
    for a in operands:
        for b in operands:
            if value in (a + b, a - b):
                return True
            ratios = (a / b, a / b * 100, abs(a - b) / b * 100) if b else ()
            if any(abs(ratio - value) <= tolerance for ratio in ratios):
                return True
    return False
