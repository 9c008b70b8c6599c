"""Words that tie a turn to the one before: openers, pointing words, moments relative to it.

They are read in the folded text and then taken out of it, or replaced by what they stand for
(``thế tháng trước đó?`` after June 2021 reads ``tháng 5/2021?``), so that a follow-up is
understood by the same rules as any question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.language import detect
from corpus.periods import Period, PeriodKind, find_periods
from corpus.vietnamese import fold, has_diacritics, nfc

_NEW_TOPIC: Final = re.compile(
    r"^\W*(?:(?:a|o|u|ok|oke|thoi|the|gio|bay gio|well|so|and|now)\b[\s,]*)?(?:"
    r"(?:(?:chuyen|doi|nhay)?\s*(?:sang|qua)?\s*|cho hoi\s+)"
    r"(?:mot\s+)?(?:chuyen|cau hoi|cau|chu de|viec|van de|noi dung|de tai)\s+khac\b"
    r"(?:\s+(?:nhe|di|nha|nao|nua|a))?"
    r"|(?:nhan|tien) (?:tien|the|day)\b(?:\s+cho hoi)?"
    r"|(?:on\s+)?(?:an)?other\s+(?:question|topic|thing|matter|subject|note)\b"
    r"|(?:a|on a)?\s*(?:new|different|separate)\s+(?:question|topic|subject|matter)\b"
    r"|by the way\b|btw\b|next question\b|moving on\b|something else\b"
    r"|(?:let'?s\s+)?(?:chang(?:e|ing)|switch(?:ing)?)\s+(?:the\s+|to\s+(?:another\s+)?)?"
    r"(?:subject|topic|something else)s?\b"
    r")\s*[:,.;!–-]*\s*"
)
_OPENER: Final = re.compile(
    r"^\W*(?:(?:the con|the thi|vay con|vay thi|con ve|con|the|vay|va|roi|rieng|trong do"
    r"|trong so do|cu the|what about|how about|and what about|and how about|and|also|then|of which"
    r"|chuyen sang|chuyen qua|quay lai|quay ve|tro lai|back to|turning to"
    r"|of those|of them|of these|among them|among those"
    r"|(?:the |ask the )?same (?:question|thing)(?: again)?(?:,? but)?(?: for| about| with)?"
    r"|(?:van |cung )?cau hoi (?:do|nay|tren|tuong tu|nhu vay)(?: (?:cho|voi|nhung))*"
    r"|(?:hoi )?tuong tu (?:nhu vay )?(?:cho|voi))\b[\s,]*)+"
)
_RETURNS: Final = re.compile(
    r"^\W*(?:(?:the|vay|roi|gio|ok|now|and)\b[\s,]*)?"
    r"(?:quay lai|quay ve|tro lai|tro ve|back to|returning to)\b"
)
_CLOSER: Final = re.compile(r"[\s,]*\b(?:thi sao|thi the nao)\s*[?.!]*\s*$")
_CONTINUES: Final = re.compile(
    r"\b(?:thi sao|thi the nao|con nua)\b|\bcung (?:the|vay|thang|quy|nam|ky|cap)\b"
    r"|\btuong tu\b|\bsame\b"
)
_POINTER: Final = re.compile(r"\bchung\b|\btrong (?:so )?do\b")
_POINTER_ENGLISH: Final = re.compile(r"\b(?:those|these|that|it|its|them|they|of which)\b")
_POINTING: Final = re.compile(
    r"\b(?:(?:cua|o|tai|cho|trong|tu|theo)\s+)?(?:(?:may|nhung|cac|so|cai)\s+)*"
    r"(?:(?:cap|muc do|muc|loai|so|viec|cai|nhom|mang|khoan|don vi|linh vuc|dia phuong|tinh|noi|cho"
    r"|thang|quy|nam|ky|dot|ho|chung|bao cao|van ban|ke hoach|quyet dinh|cong van)\s+)"
    r"(?P<that>do|nay|ay|kia|tren|vua neu|noi tren|vua roi)\b"
    r"|\b(?:(?:in|of|for|at|from) )?(?P<english>this|that|the same|those) "
    r"(?:months?|quarter|years?|period|levels?|report|documents?|group|category|one|ones)\b"
)
_BARE_LEVEL: Final = re.compile(r"^\W*(?:o |cua |voi )?(?P<level>tinh|huyen|xa)(?: thi)?\W*$")
_SLOT: Final = re.compile(
    r"\b(?:bao cao|thang|quy|nam|ky|dot|tinh)\b|\b(?:report|months?|quarter|years?|period)\b"
)
_THERE: Final = re.compile(
    r"\b(?:o|tai) (?:do|day|noi do|cho do|cho nay)\b(?! thi\b)"
    r"|\b(?:huyen|xa|phuong|thi xa|thanh pho|dia phuong|dia ban|noi) (?:do|nay|ay)\b(?! thi\b)"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )\bthere\W*$"
    r"|\bthat (?:district|town|city|commune|place)\b"
)
_REPORT: Final = re.compile(
    r"\bbao cao (?:(?:cua )?(?:thang|quy|nam|ky|dot|tinh) )?"
    r"(?:do|nay|ay|kia|tren|noi tren|vua neu)\b"
    r"|\b(?:that|this|the|same) (?:(?:month|quarter|year|period)(?:'s|s)? )?report\b"
)
_AGAINST: Final = re.compile(
    r"(?:\bso (?:voi|vs)|\bhon|\bthan|\bbang|\b(?:compared|relative) (?:with|to)|\bon|\bfrom"
    r"|\bsince|\bversus|\bvs\.?)(?: the| cua| cung ky)?\s*$"
)
_AHEAD: Final = re.compile(r"(?:\bsang|\bden|\btoi|\bnext|\bcoming)\s*$")
_NUMBERS: Final = (
    ("mot", "one", "a", "an"),
    ("hai", "two"),
    ("ba", "three"),
    ("bon", "four"),
    ("nam", "five"),
    ("sau", "six"),
    ("bay", "seven"),
    ("tam", "eight"),
    ("chin", "nine"),
    ("muoi", "ten"),
)
_MONTHS_OF_YEAR: Final = re.compile(
    r"(?<!\bmoi )(?<!\bvong )(?<!\bsau )(?<!\btruoc )(?<!\bhon )(?<!\bgan )(?<!\bthem )(?<!\d)"
    r"\b(?P<n>[369]|1[01]) thang(?=\W*$| (?:thi|la|duoc|dat|bao nhieu|may)\b)"
)
"""``còn 6 tháng?`` after a figure of the second quarter: the first six of that year."""
_COUNT: Final = {word: n for n, words in enumerate(_NUMBERS, 1) for word in words}
_N: Final = r"(?:(?P<n>\d{1,2}|" + "|".join(sorted(_COUNT, key=len, reverse=True)) + r")\s+)"


def _stepped(period: Period, unit: str, steps: int) -> Period:
    """Return the period `steps` months, quarters or years on, of the kind that was spoken of."""
    if unit == "year" or (unit == "same" and period.kind is PeriodKind.YEAR):
        while steps:
            period = period.year_before() if steps < 0 else _year_after(period)
            steps += 1 if steps < 0 else -1
        return period
    current = period
    if unit == "month" and period.kind is not PeriodKind.MONTH:
        current = Period.month(period.last.year, period.last.month)
    if unit == "quarter" and period.kind is not PeriodKind.QUARTER:
        current = Period.quarter(period.last.year, (period.last.month + 2) // 3)
    for _ in range(abs(steps)):
        current = current.previous() if steps < 0 else current.following()
    return current


def _year_after(period: Period) -> Period:
    if period.kind in (PeriodKind.YEAR, PeriodKind.NINE_MONTHS):
        return period.following()
    first = date(period.first.year + 1, period.first.month, 1)
    match period.kind:
        case PeriodKind.MONTH:
            return Period.month(first.year, first.month)
        case PeriodKind.QUARTER:
            return Period.quarter(first.year, (first.month + 2) // 3)
        case PeriodKind.HALF:
            return Period.half(first.year, 1 if first.month == 1 else 2)
    return period.following()


def _step(unit: str, sign: int) -> Callable[[Period, re.Match[str]], Period]:
    def move(base: Period, found: re.Match[str]) -> Period:
        said = found.groupdict().get("n")
        count = 1 if not said else _COUNT.get(said) or int(said)
        return _stepped(base, unit, sign * min(count, 36))

    return move


def _whole_quarter(base: Period, _found: re.Match[str]) -> Period:
    return Period.quarter(base.last.year, (base.last.month + 2) // 3)


def _whole_year(base: Period, _found: re.Match[str]) -> Period:
    return Period.of_year(base.last.year)


_BEFORE = r"(?:lien |ke |ngay )?(?:truoc(?: do| day| nua)?|lien truoc|ke truoc)"
_AFTER = r"(?:sau(?: do| nua)?|ke tiep|tiep theo|lien sau|toi|ke)"
_MOVES: Final = tuple(
    (re.compile(pattern), move)
    for unit, vietnamese, english in (
        ("month", "thang", "month"),
        ("quarter", "quy", "quarter"),
        ("year", "nam", "year"),
    )
    for pattern, move in (
        (rf"\b(?:cung ky )?{_N}?{vietnamese} (?:{_BEFORE}{'|ngoai' if unit == 'year' else ''})\b",
         _step(unit, -1)),
        (rf"\b(?<!den )(?<!cho ){_N}?{vietnamese} {_AFTER}\b(?! (?:dau|cuoi))", _step(unit, 1)),
        (rf"\b{_N}{english}s? (?:earlier|before(?: that)?|ago|prior)\b", _step(unit, -1)),
        (rf"\bthe {english} (?:before|prior)(?: that)?\b"
         rf"|\b(?:the )?(?:last|previous|preceding|prior) {english}\b", _step(unit, -1)),
        (rf"\b{_N}{english}s? (?:later|after(?:wards| that)?|on)\b", _step(unit, 1)),
        (rf"\bthe {english} after(?: that)?\b"
         rf"|\b(?:the )?(?:next|following) {english}\b", _step(unit, 1)),
    )
)  # fmt: skip
_YEAR_BEFORE: Final = re.compile(
    r"\bcung ky(?: nam)?(?: (?:truoc|ngoai)(?: do)?)?\b(?!.*\btang\b)"
    r"|\b(?:the )?same (?:period|month|quarter)"
    r" (?:a year earlier|(?:of )?(?:the )?(?:last|previous) year)\b"
)
_FIRST_MONTHS: Final = re.compile(
    r"(?<![\d.,/])\b(?P<n>[3-9]|1[01]|sau|chin) thang\b"
    r"(?=\W*$| (?:qua )?(?:thi|duoc|dat|la|co|ra sao|the nao|bao nhieu|may)\b)"
)
"""``6 tháng thì sao?``: those from January on, of the year that is spoken of."""
_LASTING: Final = re.compile(
    r"\b(?:moi|sau|hon|truoc|them|mat|keo dai|cham|han|het han|vong|duoi|tren|gan)\s+$"
)
_WHOLES: Final = (
    (re.compile(r"\b(?:ca|toan|nguyen) quy\b(?! (?:[ivx\d]))"
                r"|\bthe (?:whole|entire|full) quarter\b"), _whole_quarter),
    (re.compile(r"\b(?:ca|toan|nguyen) nam\b(?! \d)"
                r"|\bthe (?:whole|entire|full) year\b"), _whole_year),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TurnText:
    """A turn's text made ready to be read beside the turn before.

    ``text`` is without what only ties it to that turn; ``leans`` tells whether anything did;
    ``points`` whether a word points back at what was asked (``mức đó``, ``of those``),
    ``report`` whether one points at the report of the last answer, ``there`` whether one points
    at the place that was named, ``parallel`` whether the turn only puts something else in the
    place of what was asked (``còn Gò Dầu?``), ``returns`` whether it goes back to something
    asked about earlier.
    """

    text: str
    leans: bool = False
    points: bool = False
    report: bool = False
    returns: bool = False
    there: bool = False
    parallel: bool = False


def changes_topic(text: str) -> str | None:
    """Return the text after words that announce a new subject, or None where there are none."""
    typed = nfc(text)
    found = _NEW_TOPIC.match(fold(typed))
    return typed[found.end() :] if found and found.group().strip() else None


def turn_language(text: str, before: str) -> str:
    """Return what a turn is written in, after a question in the language `before`.

    ``Ha Tien?`` and ``4G?`` alone are of either language: that of the question before.
    """
    language = detect(text)
    if language == "en" or before != "en" or has_diacritics(text):
        return language
    words = re.findall(r"[^\W\d_]+", text)
    undecided = language == "vi" or all(word[0].isupper() for word in words)
    return before if undecided else language


def tied(text: str, base: Period | None) -> TurnText:
    """Return `text` without its ties to the turn before, moments made absolute by `base`.

    `base` is the period that the turn before was about, where it is known.
    """
    typed = " ".join(nfc(text).split())
    report = bool(_REPORT.search(fold(typed)))
    moved = typed if base is None else _absolute(typed, base)
    folded = fold(moved)
    bare, points = _unpointed(moved)
    points = points or _points(bare)
    leans = points or bare != moved or moved != typed or bool(_CONTINUES.search(folded))
    parallel = False
    opener = _OPENER.match(fold(bare))
    if opener and fold(bare)[opener.end() :].strip(" ?.!"):
        bare, parallel = bare[opener.end() :], True
    closer = _CLOSER.search(fold(bare))
    if closer and bare[: closer.start()].strip():
        bare, parallel = bare[: closer.start()] + "?", True
    level = _BARE_LEVEL.match(fold(bare))
    if level:  # "thế huyện?"
        cap = "cấp" if has_diacritics(bare) else "cap"
        bare = f"{cap} {bare[slice(*level.span('level'))]}?"
    there = _THERE.search(fold(typed)) is not None
    returns = _RETURNS.match(fold(typed)) is not None
    said = bare if bare.strip(" ?.!,") else moved
    return TurnText(said, leans or parallel or there, points, report, returns, there, parallel)


def _points(text: str) -> bool:
    """Tell whether a pronoun points back; "them" and "it" are other words in Vietnamese."""
    if detect(text) == "en":
        return _POINTER_ENGLISH.search(fold(text)) is not None
    found = _POINTER.search(fold(text))
    return found is not None and text[slice(*found.span())].lower() != "chung"


def _unpointed(text: str) -> tuple[str, bool]:
    """Return `text` without phrases that only point back: ``cấp đó``, ``that month``.

    The second value tells whether one points at what was asked, not only at its time or report.
    """
    accented = has_diacritics(text)
    points = False

    def drop(found: re.Match[str]) -> str:
        nonlocal points
        if found.group("that") is not None:
            that = text[found.start("that") : found.end("that")].lower()
            if accented and that == "do":  # that is "because" in a text that has accents
                return found.group()
        points = points or _SLOT.search(found.group()) is None
        return " "

    return _sub(text, _POINTING, drop), points


def _sub(text: str, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]) -> str:
    """Replace in `text` what `pattern` finds in its folded form."""
    parts, last = [], 0
    for found in pattern.finditer(fold(text)):
        instead = replacement(found)
        if instead != found.group():
            parts += [text[last : found.start()], instead]
            last = found.end()
    return " ".join("".join([*parts, text[last:]]).split())


def _absolute(text: str, base: Period) -> str:
    """Return `text` with periods that are relative to `base`, or lack the year, written out."""
    english = detect(text) == "en"
    accented = has_diacritics(text)

    def written(period: Period) -> str:
        label = period.label("en" if english else "vi")
        return label if accented or english else fold(label)

    folded = fold(text)
    for pattern, move in (*_MOVES, (_YEAR_BEFORE, _step("year", -1)), *_WHOLES):
        found = pattern.search(folded)
        if found and _spelled(text, found) and not _AGAINST.search(folded[: found.start()]):
            stands = written(move(base, found))
            return f"{text[: found.start()]}{stands}{text[found.end() :]}"
    months = _FIRST_MONTHS.search(folded)
    if months and not _LASTING.search(folded[: months.start()]) and not _said_of_months(text):
        count = _COUNT.get(months["n"]) or int(months["n"])
        stands = written(Period.months(base.last.year, 1, count))
        return f"{text[: months.start()]}{stands}{text[months.end() :]}"
    return _with_years(text, base, written)


def _said_of_months(text: str) -> bool:
    """Tell whether a text names a time in full, or by "sau" says what comes after."""
    accented = has_diacritics(text)
    return bool(find_periods(text)) or (accented and " sau tháng" in f" {text.lower()}")


def _spelled(text: str, found: re.Match[str]) -> bool:
    """Tell whether an accented text means the words found: ``tháng sáu`` is June, not next."""
    said = text[found.start() : found.end()].lower()
    if not has_diacritics(text):
        return True
    return "sáu" not in said and not ("nam" in said.split() and "năm" not in said)


def _with_years(text: str, base: Period, written: Callable[[Period], str]) -> str:
    """Return `text` with the year of `base` after months, quarters and the like without one."""
    folded = fold(text)
    parts, last = [], 0
    for mention in find_periods(text, default_year=base.last.year):
        period, said = mention.period, mention.relative
        if period is None or said is None or "@" in said:
            continue
        if _AGAINST.search(folded[: mention.start]):
            continue
        if period.kind is PeriodKind.DAY:  # "đến 20/6" of the year that is spoken of
            day = period.first
            stands = f"{day.day}/{day.month}/{day.year}"
            parts += [text[last : mention.start], stands]
            last = mention.end
            continue
        if _AHEAD.search(folded[: mention.start]) and period.last < base.first:
            period = _year_after(period)
        parts += [text[last : mention.start], written(period)]
        last = mention.end
    return _since_january("".join([*parts, text[last:]]), base, written)


def _since_january(text: str, base: Period, written: Callable[[Period], str]) -> str:
    """Return `text` with ``6 tháng`` at the end of what it asks as those of the year of `base`."""

    def absolute(found: re.Match[str]) -> str:
        return written(Period.months(base.last.year, 1, int(found["n"])))

    return _sub(text, _MONTHS_OF_YEAR, absolute)
