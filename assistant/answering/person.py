"""Who: the signer and the author from the report's metadata, others from the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.asked import folded_at, without_category
from assistant.answering.common import concept_marks, quote, sentence_candidates
from assistant.answering.names import ROLE, Name, personal_names
from assistant.answering.prose import answer_prose, supported, told
from assistant.draft import Context, Draft, Evidence, Reason, Refusal
from assistant.kinds import Kind
from assistant.matching import PassageView
from assistant.ranking import SentenceCandidate
from corpus.vietnamese import fold
from index import ReportRecord

_BODY = re.compile(
    r"\b(?:Sở|UBND|Ủy ban|Công ty|Trung tâm|Tập đoàn|Tỉnh đoàn|Hội|Đoàn|Ban|Phòng|Cục|Bộ|Viện"
    r"|doanh nghiệp|đơn vị|cơ quan|cá nhân|đại lý|công ty)\b"
)
_WHOM = re.compile(
    r"\b(?:toi|den|cho|voi|cung) (?:nhung )?ai\b|\b(?:to|with|for) whom\b|\btogether with\b"
)
_ACTS = re.compile(
    r"\b(?:chu tri|chu toa|trinh bay|phat bieu|ket luan|chi dao|phat dong|khai mac|be mac|tham du"
    r"|du hop|du hoi nghi|du giao ban|du le"
    r"|phu trach|thay mat|dai dien|bo nhiem|truong doan|lam viec|trao|cong bo|phe duyet|gioi thieu"
    r"|ky ket|dieu hanh|tiep|chuc mung|ghi nhan|bieu duong|truong ban|chu nhiem)\b"
)
"""What a person does at an occasion, in folded text."""

_OCCASIONS = (
    ("chu tri", "dieu hanh", "chu toa"),
    ("trinh bay", "bao cao tai", "thong qua bao cao"),
    ("phat bieu", "chi dao hoi nghi"),
    ("ket luan",),
    ("khai mac", "phat dong"),
    ("be mac",),
    ("tham du", "du hop", "den du", "co mat", "cung du", "du hoi nghi", "du giao ban", "du le"),
)
"""What different people do at one occasion: who did the one is no answer for the other."""

_REPORTS = 3  # reports that are read whole for who did something at an occasion
_OPENING = 4  # passages that open a report, of which
_OPENS = 900  # so many characters tell the occasion
_THERE = 0.8  # what a word of the opening counts against one of the sentence
_ACTED = 0.4  # of score: what a sentence is worth that says the same of a named person
_FAR = 160.0  # characters beyond which two words say nothing of each other
_TITLED = 200.0  # what a title before a name is worth against its distance
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
_OTHER_PAPER = re.compile(
    r"\b(?:quyet dinh|thoa thuan|bien ban|hop dong|ke hoach|giay phep|cong van|thoa uoc|ghi nho"
    r"|phu luc|ket luan|to trinh|agreement|contract|decision|memorandum|plan|licen[cs]e|minutes)\b"
)
_WHOSE_OFFICE = re.compile(r"\b(?:la ai|ten (?:la )?gi|ai (?:la|lam|giu)|who (?:is|was)|ho ten)\b")
_OFFICE_ASKED = re.compile(
    r"\bchuc(?: vu| danh)? (?:gi|nao)\b|\b(?:giu|nam|dam nhan|dam nhiem|nhan|giao|lam|phu trach)"
    r"(?: \S+){0,3} (?:gi|nao)\b|\bla ai\b|\bcuong vi (?:gi|nao)\b|\bchuc vu cua\b"
)
_WHOSE = re.compile(
    r"\b(?:ong|ba|dong chi|d/c|anh|chi)\s+((?!(?:nao|ay|do|ta|con)\b)\S+(?: \S+){1,4}?)"
    r"(?= (?:duoc|giu|nam|lam|la|nhan|hien|dang|dam|tu|co|o|cua|phu|moi|thi|va|trong)\b|[,?]|$)"
)
_SAID = 280  # characters of an answer
_ROLE_WORDS = re.compile(rf"{ROLE.pattern}|\bs_(?: thong tin va truyen thong)?\b|\bdoi t\S*")


def answer_person(context: Context) -> Draft | Refusal:
    """Return the person whom the question asks for."""
    folded = fold(context.question.text)
    if _SIGNS.search(folded) and not _OTHER_PAPER.search(folded):
        found = _from_metadata(context, "signer")
    elif _WRITES.search(folded):
        found = _from_metadata(context, "author")
    else:
        found = _held_by(context) or _of_office(context)
    return found or _from_sentences(without_category(context, people=True))


def _held_by(context: Context) -> Draft | None:
    """Answer ``Ông … giữ chức gì``: the sentence that gives the office of the named person."""
    readable = context.question.readable
    if not _OFFICE_ASKED.search(readable):
        return None
    named = _WHOSE.search(readable)
    if named is None:
        return None
    name = named.group(1)
    found: list[tuple[bool, int, PassageView, tuple[int, int], int]] = []
    for order, view in enumerate(_whole_reports(context).views):
        at = folded_at(view.text, name)
        if at >= 0:
            sentence = view.sentence_of(at)
            role = ROLE.search(fold(view.text[slice(*sentence)])) is not None
            found.append((role, -order, view, sentence, at))
    if not found:
        return None
    _, _, view, (start, end), at = max(found, key=lambda item: item[:2])
    low, high = start, end
    if end - start > _SAID:
        low = max(start, view.text.rfind("; ", start, at) + 2, view.text.rfind(". ", start, at) + 2)
        close = view.text.find(";", at, end)
        high = close if close >= 0 else end
    return Draft(
        text=quote(view, low, high)[:_SAID],
        evidence=(Evidence(view, start, end, ((at, at + len(name)),)),),
        confidence=1.0,
        subject=quote(view, at, at + len(name)),
        decision="the sentence that names the person",
    )


def _of_office(context: Context) -> Draft | None:
    """Answer ``Giám đốc Sở là ai``: who held the office when the report was signed.

    Only where nothing but the office is asked about: the director of a company, or who
    chaired a meeting, stands in a sentence.
    """
    readable = context.question.readable
    role = ROLE.search(readable)
    if role is None or not _WHOSE_OFFICE.search(readable):
        return None
    spans = [m.span() for p in (_ROLE_WORDS, _WHOSE_OFFICE) for m in p.finditer(readable)]
    further = [
        w.concept
        for w in context.concepts
        if not w.pair
        and not w.concept.soft
        and not any(low <= w.concept.start < high for low, high in spans)
    ]
    if further:
        return None
    held = tuple(
        r
        for r in context.reports
        if (found := ROLE.search(fold(r.metadata.signer_position or ""))) is not None
        and found.group() == role.group()
    )
    return _from_metadata(replace(context, reports=held), "signer")


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
        at = folded_at(view.text, name)
        if at >= 0:
            return (Evidence(view, 0, len(view.text), ((at, at + len(name)),)),)
    return ()


def _from_sentences(context: Context) -> Draft | Refusal:
    acts = frozenset(match.group() for match in _ACTS.finditer(context.question.spoken))
    ranked = sentence_candidates(_whole_reports(context) if acts else context)
    ranked = _with_acts(ranked, acts)
    role = ROLE.search(context.question.spoken)
    for candidate in ranked[:8]:
        view = candidate.view
        names = [
            name
            for name in personal_names(view.text, candidate.start, candidate.end)
            if fold(view.text[name.start : name.end]) not in fold(context.question.text)
        ]  # who is named in the question is not who is asked for
        if not names or _lacks_act(view.text[candidate.start : candidate.end], acts):
            continue
        if not supported(context, _with_occasion(context, candidate)):
            continue
        marks = concept_marks(view, context, candidate.start, candidate.end)
        chosen = _nearest(view, names, marks, role.group() if role else "")
        if chosen is None:
            continue
        start, end = chosen.start, chosen.end
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
            if supported(context, c)
            and (_BODY.search(c.view.text[c.start : c.end]) or whom)
            and not _lacks_act(c.view.text[c.start : c.end], acts)
        ),
        None,
    )
    asked = context.question.readable
    # "ai là Chánh Văn phòng chủ trì": who holds the office is asked, not which office it is
    office = role is not None and _WHOSE_OFFICE.search(asked) is not None
    if body is not None and not office and not _ASKS_NAME.search(asked):
        question = replace(context.question, kind=Kind.ORG)
        within = ((body.view.stored.id, body.start, body.end),)
        return answer_prose(replace(context, question=question, within=within))
    nearest = tuple(Evidence(c.view, c.start, c.end) for c in ranked[:1])
    return Refusal(
        Reason.NOT_REPORTED, ranked[0].missing if ranked else (), nearest, told(ranked[:3])
    )


def _alike(acts: frozenset[str]) -> frozenset[str]:
    """Return the acts with others that mean the same."""
    return acts.union(act for group in _OCCASIONS if acts.intersection(group) for act in group)


def _whole_reports(context: Context) -> Context:
    """Return the context with every passage of the reports that were found first.

    ``Báo cáo do ông … trình bày`` shares no word with the occasion that is asked about. What
    was done there is of the report's period, even in a part on tasks to come.
    """
    allowed = {report.id for report in context.reports}
    near = tuple(dict.fromkeys(v.report.id for v in context.views if v.report.id in allowed))
    near = near[:_REPORTS]
    context = replace(context, question=replace(context.question, periods=()))
    found = {view.stored.id for view in context.views}
    more = [v for r in near for v in context.passages_of(r) if v.stored.id not in found]
    views = tuple(v for v in context.views if v.report.id in near)
    return replace(context, views=(*views, *more))


def _with_acts(ranked: list[SentenceCandidate], acts: frozenset[str]) -> list[SentenceCandidate]:
    """Return the sentences, those before that say of a named person what is asked."""
    if not acts:
        return ranked

    def scored(candidate: SentenceCandidate) -> SentenceCandidate:
        text = candidate.view.text
        said = fold(text[candidate.start : candidate.end])
        acted = any(re.search(rf"\b{act}\b", said) for act in _alike(acts))
        if not acted or not personal_names(text, candidate.start, candidate.end):
            return candidate
        return replace(candidate, score=candidate.score + _ACTED)

    return sorted((scored(c) for c in ranked), key=lambda c: -c.score)


def _lacks_act(text: str, acts: frozenset[str]) -> bool:
    """Tell whether what was done at an occasion is asked, and a sentence says nothing of it."""
    wanted = [group for group in _OCCASIONS if acts.intersection(group)]
    said = fold(text)
    return bool(wanted) and not any(act in said for group in wanted for act in group)


def _with_occasion(context: Context, candidate: SentenceCandidate) -> SentenceCandidate:
    """Return a sentence, what its report's title or opening names being no longer missing.

    A report on one occasion names it there: ``Giám đốc Sở … chủ trì`` need not repeat it.
    """
    report = candidate.view.report
    opening = " ".join(v.text for v in context.passages_of(report.id)[:_OPENING])[:_OPENS]
    done = fold(candidate.view.text[candidate.start : candidate.end])
    alike = " ; ".join(_alike(frozenset(found.group() for found in _ACTS.finditer(done))))
    said = " ".join(re.findall(r"\w+", fold(f"{report.metadata.title} {opening}")))
    said += f" ; {alike} "
    gone = tuple(
        surface
        for surface in candidate.missing
        if not any(
            f" {' '.join(s.folded for s in phrase)} " in f" {said} "
            for w in context.concepts
            if w.concept.surface == surface
            for phrase in w.concept.alternatives
        )
    )
    singles = [w for w in context.concepts if not w.pair and not w.concept.soft]
    total = sum(w.weight for w in singles) or 1.0
    named = sum(w.weight for w in singles if w.concept.surface not in gone) / total
    return replace(candidate, missing=gone, coverage=max(candidate.coverage, _THERE * named))


def _nearest(
    view: PassageView, names: Sequence[Name], marks: Sequence[tuple[int, int]], role: str
) -> Name | None:
    """Return the name that the question's words stand nearest to, in the same part first.

    An office that the question names must not be another one than the person's.
    """
    fitting = [n for n in names if not role or n.role in {"", role}]
    if role and any(n.role == role for n in fitting):
        fitting = [n for n in fitting if n.role == role]
    if not fitting:
        return None

    def away(name: Name) -> float:
        far = 0.0
        for low, high in marks:
            left, right = sorted((low, name.start)), sorted((high, name.end))
            parted = any(mark in view.text[left[0] : right[1]] for mark in ";.")
            far += _FAR if parted else min(_FAR, left[1] - left[0])
        return far - (_TITLED if name.titled else 0.0)

    return min(fitting, key=away)
