"""Who: the signer and the author from the report's metadata, others from the sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.common import concept_marks, quote, sentence_candidates
from assistant.answering.prose import answer_prose, supported, told
from assistant.draft import Context, Draft, Evidence, Reason, Refusal
from assistant.kinds import Kind
from assistant.matching import PassageView
from corpus.vietnamese import fold
from index import ReportRecord

_UPPER = "A-ZĐÀ-ÖØ-ÝĂÂÊÔƠƯẠ-Ỹ"
_NAME = re.compile(rf"(?:[{_UPPER}][a-zà-ỹđ]+\s){{1,3}}[{_UPPER}][a-zà-ỹđ]+")
_TITLE = re.compile(
    r"(?:\b(?:ông|bà|Ông|Bà|đồng chí|Đồng chí|đ/c|Chủ tịch|Giám đốc|Phó Giám đốc|Phó giám đốc|"
    r"Bí thư|Trưởng phòng|Chánh Văn phòng|Thứ trưởng|Bộ trưởng|Cục trưởng|Trưởng ban)"
    r"|\b(?:UBND|Ủy ban nhân dân)(?: tỉnh| huyện| xã| thành phố)?)[^,.;:]{0,40}?$"
)
_PLACE = re.compile(
    r"(?:huyện|xã|tỉnh|thành phố|TP\.?|thị xã|thị trấn|phường|quận|sông|chợ|đường|khu|tại|ở)\s+$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:Sở|UBND|Ủy ban|Công ty|Trung tâm|Tập đoàn|Tỉnh đoàn|Hội|Đoàn|Ban|Phòng|Cục|Bộ|Viện"
    r"|doanh nghiệp|đơn vị|cơ quan|cá nhân|đại lý|công ty)\b"
)
_WHOM = re.compile(
    r"\b(?:toi|den|cho|voi|cung) (?:nhung )?ai\b|\b(?:to|with|for) whom\b|\btogether with\b"
)
_ASKS_NAME = re.compile(r"\bten\b|\bname[ds]?\b")
_SIGNS = re.compile(
    r"\b(?:ai|nguoi)\b.*\bky\b|\bky (?:bao cao|ten|boi)\b|\bsign(?:ed|s|er)?\b"
    r"|\bput (?:his|her|their|its|a) (?:name|signature)\b|\bsignator\w+\b"
    r"|\bsignatures?\b.*\breport\b|\breport\b.*\bsignatures?\b"
)
_WRITES = re.compile(
    r"\b(?:tac gia|dua tin|viet bai|chup anh|nguoi viet|author|wrote|written by|reporter"
    r"|photo(?:graph)?(?:ed|s)?|byline)\b"
)
_NOT_NAMES = frozenset(
    [
        "so",
        "ban",
        "thong",
        "truyen",
        "uy",
        "nhan",
        "tinh",
        "huyen",
        "hoi",
        "trung",
        "cong",
        "phong",
        "quyet",
        "nghi",
        "ke",
        "chi",
        "van",
        "du",
        "de",
        "dang",
        "nha",
        "quoc",
        "dai",
        "bao",
        "cuc",
        "bo",
        "vien",
        "nganh",
        "le",
        "ngay",
        "thang",
        "he",
        "chuong",
        "phan",
        "pho",
    ]
)


def answer_person(context: Context) -> Draft | Refusal:
    """Return the person whom the question asks for."""
    folded = fold(context.question.text)
    if _SIGNS.search(folded):
        found = _from_metadata(context, "signer")
    elif _WRITES.search(folded):
        found = _from_metadata(context, "author")
    else:
        found = None
    return found or _from_sentences(context)


def _newest(reports: tuple[ReportRecord, ...], field: str) -> list[ReportRecord]:
    named = [r for r in reports if getattr(r.metadata, field)]
    return sorted(
        named,
        reverse=True,
        key=lambda r: r.metadata.period.last.toordinal() if r.metadata.period else 0,
    )


def _from_metadata(context: Context, field: str) -> Draft | None:
    for report in _newest(context.reports, field):
        name: str = getattr(report.metadata, field)
        position = report.metadata.signer_position if field == "signer" else None
        text = f"{name} ({position})" if position else name
        evidence = _line_with(context.passages_of(report.id), name)
        return Draft(
            text=text,
            evidence=evidence,
            confidence=1.0,
            record=report,
            subject=name,
            decision=f"read from the report's metadata: {field}",
        )
    return None


def _line_with(views: object, name: str) -> tuple[Evidence, ...]:
    for view in reversed(list(views)):  # type: ignore[call-overload]
        at = view.text.find(name)
        if at >= 0:
            return (Evidence(view, 0, len(view.text), ((at, at + len(name)),)),)
    return ()


def _from_sentences(context: Context) -> Draft | Refusal:
    ranked = sentence_candidates(context)
    for candidate in ranked[:8]:
        if not supported(context, candidate):
            continue
        view = candidate.view
        names = [
            name
            for name in _names(view, candidate.start, candidate.end)
            if fold(view.text[name[0] : name[1]]) not in fold(context.question.text)
        ]  # who is named in the question is not who is asked for
        if not names:
            continue
        marks = concept_marks(view, context, candidate.start, candidate.end)
        place = marks[0][0] if marks else candidate.start
        start, end, _ = max(names, key=lambda n: (n[2], -abs(n[0] - place)))
        low = max(candidate.start, view.text.rfind(". ", candidate.start, start) + 1)
        said = quote(view, low, candidate.end)
        name = quote(view, start, end)
        return Draft(
            text=name if len(said) > 240 else f"{name} ({said})",
            evidence=(
                Evidence(
                    view, candidate.start, candidate.end, tuple(sorted((*marks, (start, end))))
                ),
            ),
            confidence=candidate.coverage,
            subject=name,
            decision=told(ranked[:3]),
            missing=candidate.missing,
        )
    whom = bool(_WHOM.search(context.question.readable))
    body = next(
        (
            c
            for c in ranked[:3]
            if supported(context, c) and (_BODY.search(c.view.text[c.start : c.end]) or whom)
        ),
        None,
    )
    asked = context.question.readable
    if body is not None and not _ASKS_NAME.search(asked):
        return answer_prose(replace(context, question=replace(context.question, kind=Kind.ORG)))
    nearest = tuple(Evidence(c.view, c.start, c.end) for c in ranked[:1])
    return Refusal(
        Reason.NOT_REPORTED, ranked[0].missing if ranked else (), nearest, told(ranked[:3])
    )


def _names(view: PassageView, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Return the personal names of a stretch, and whether a title stands before each."""
    found: list[tuple[int, int, bool]] = []
    for match in _NAME.finditer(view.text, start, end):
        if not all(word[0].isupper() for word in match.group().split()):
            continue  # the ranges of accented letters hold small ones as well
        if _PLACE.search(view.text[max(start, match.start() - 14) : match.start()]):
            continue
        words = [fold(word) for word in match.group().split()]
        titled = bool(_TITLE.search(view.text[max(start, match.start() - 60) : match.start()]))
        if words[0] in _NOT_NAMES or (not titled and any(w in _NOT_NAMES for w in words)):
            continue
        found.append((match.start(), match.end(), titled))
    return found
