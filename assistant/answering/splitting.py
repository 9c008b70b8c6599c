"""The sides that a comparison names, each as a question of its own.

They are told by period, place, level of government, or by the words beside a joint (``3G với
4G``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from assistant.answering import spans
from assistant.answering.sides import COMPARING, plain, without
from assistant.concepts import Concept
from assistant.draft import Context
from assistant.matching import Weighted
from assistant.question import named_contrasts
from assistant.wordclass import WordClass
from assistant.wording import province_name
from corpus import provinces
from corpus.periods import Language, Period
from corpus.vietnamese import fold

_JOINT = re.compile(
    r"\b(?:nhieu|it|cao|thap|lon|nho) hon(?: hay (?:nhieu|it|cao|thap|lon|nho) hon)?(?: so voi)?\b"
    r"|\b(?:voi|va|hay|hoac|or|and|than|vs|versus|so voi)\b|,"
)

_MORE = re.compile(r"\b(?:nhieu|it|cao|thap|lon|nho|dong|manh|nhanh|cham)\b(?! (?:tien|loai)\b)")

Part = tuple[str, Context]


def split(context: Context) -> list[Part]:
    """Return the sides that a question names, each as a question of its own."""
    cleaned = without(context, COMPARING)
    for by in (_by_period, _by_province):
        parts = by(cleaned)
        if len(parts) >= 2:
            return parts
    parts = _by_level(cleaned)
    return parts if len(parts) >= 2 else by_concept(context)


def _by_period(context: Context) -> list[Part]:
    question = context.question
    language: Language = "en" if question.english else "vi"
    periods = (
        spans.coordinated(question)
        or spans.same_part(question)
        or spans.ends(question)
        or spans.apart(question.periods)
    )
    if len(question.provinces) == len(periods) > 1:
        return _paired(context, periods)
    if len(periods) < 2:
        return []
    as_of = question.as_of | spans.closed(question)
    return [
        (
            period.label(language),
            replace(context, question=replace(plain(question), periods=(period,), as_of=as_of)),
        )
        for period in periods
    ]


def _paired(context: Context, periods: Sequence[Period]) -> list[Part]:
    """Pair the n-th province with the n-th period: ``Tây Ninh năm 2020 và Ninh Thuận 4/2023``."""
    question = context.question
    return [
        (
            _province_name(context, key),
            replace(
                context, question=replace(plain(question), provinces=(key,), periods=(period,))
            ),
        )
        for key, period in zip(question.provinces, periods, strict=True)
    ]


def _by_province(context: Context) -> list[Part]:
    question = context.question
    if len(question.provinces) < 2:
        return []
    return [
        (
            _province_name(context, key),
            replace(context, question=replace(plain(question), provinces=(key,))),
        )
        for key in question.provinces
    ]


def _by_level(context: Context) -> list[Part]:
    question = context.question
    if len(question.levels) < 2:
        return []
    return [
        (f"cấp {level.value}", replace(context, question=replace(plain(question), levels=(level,))))
        for level in question.levels
    ]


def by_concept(context: Context) -> list[Part]:
    """Part ``3G với 4G``: two questions that share all but the words beside the joint."""
    folded = context.question.readable
    singles = [w for w in context.concepts if not w.pair]
    for joint in _JOINT.finditer(folded):
        left = [w for w in singles if w.concept.end <= joint.start()]
        right = [w for w in singles if w.concept.start >= joint.end()]
        if not left or not right:
            continue
        after = right[0]
        named = [w for w in left if w.concept.word is WordClass.NAME]
        if after.concept.word is WordClass.NAME and named and " hon" in joint.group():
            # "TP. Vinh tiếp nhận nhiều hơn Diễn Châu": the names are what is compared
            parts = [named[-1]], _run(right, folded, backwards=False)[:1]
            return _opposed(context, *parts)
        before = left[-1]
        if joint.start() - before.concept.end > 3 or after.concept.start - joint.end() > 5:
            continue
        left_part = _run(_after_more(left, folded), folded, backwards=True)
        right_part = _run(_before_more(right, folded), folded, backwards=False)
        if is_name(left_part[-1]) and is_name(right_part[0]):
            # "trạm 4G Rạch Giá và Phú Quốc": what both have is no part of the sides
            left_part = list(reversed(list(takewhile(is_name, reversed(left_part)))))
            right_part = list(takewhile(is_name, right_part))
        return _opposed(context, left_part, right_part)
    return []


def _after_more(concepts: Sequence[Weighted], folded: str) -> Sequence[Weighted]:
    """Return the concepts behind the last word for more or less, if there are any."""
    found = list(_MORE.finditer(folded, 0, concepts[-1].concept.end))
    behind = [w for w in concepts if not found or w.concept.start >= found[-1].end()]
    return behind or concepts


def _before_more(concepts: Sequence[Weighted], folded: str) -> Sequence[Weighted]:
    """Return the concepts before a word for more or less: ``… hay nhận về | nhiều bưu phẩm``."""
    found = _MORE.search(folded, concepts[0].concept.start)
    before = [w for w in concepts if not found or w.concept.end <= found.start()]
    return before or concepts


def is_name(weighted: Weighted) -> bool:
    return weighted.concept.word is WordClass.NAME


def _opposed(context: Context, left: Sequence[Weighted], right: Sequence[Weighted]) -> list[Part]:
    """Return the two sides, each asked for without the words of the other; none if named alike."""
    if fold(_name(context, left)) == fold(_name(context, right)):  # nothing tells them apart
        return []
    return [
        (_name(context, part), without(_one_side(context, part, other), COMPARING))
        for part, other in ((left, right), (right, left))
    ]


def _one_side(context: Context, part: Sequence[Weighted], other: Sequence[Weighted]) -> Context:
    """Return the question for one side alone: neither words nor contrasts of the other."""
    focused = _focused(context.concepts, part, other)
    own = [w.concept for w in focused if not w.pair]
    said = " ".join(syllable.text for concept in own for syllable in concept.alternatives[0])
    question = plain(context.question)
    named = named_contrasts(said, own, english=question.english)
    return replace(context, question=replace(question, contrasts=named), concepts=focused)


def _run(concepts: Sequence[Weighted], folded: str, *, backwards: bool) -> list[Weighted]:
    """Return the unbroken run of concepts that touches the joint, at most four."""
    ordered = list(reversed(concepts)) if backwards else list(concepts)
    run = [ordered[0]]
    for weighted in ordered[1:4]:
        last = run[-1].concept
        gap = (
            folded[weighted.concept.end : last.start]
            if backwards
            else folded[last.end : weighted.concept.start]
        )
        if gap.strip():
            break
        run.append(weighted)
    return list(reversed(run)) if backwards else run


def _focused(
    concepts: Sequence[Weighted], part: Sequence[Weighted], other: Sequence[Weighted]
) -> tuple[Weighted, ...]:
    """Return the concepts without the other side's, this side's counting more."""
    mine = {w.concept.start for w in part}
    theirs = {w.concept.start for w in other}
    shared_words = {w.concept.surface.lower() for w in part} & {
        w.concept.surface.lower() for w in other
    }
    chosen: list[Weighted] = []
    for weighted in concepts:
        start = weighted.concept.start
        if start in theirs and weighted.concept.surface.lower() not in shared_words:
            continue
        chosen.append(replace(weighted, weight=weighted.weight * (1.5 if start in mine else 0.7)))
    return tuple(chosen)


def _name(context: Context, part: Sequence[Weighted]) -> str:
    concepts: list[Concept] = [w.concept for w in part]
    question = context.question
    # offsets are those of the question with its abbreviations written out
    texts = (question.text, question.dense, question.readable)
    text = next(text for text in texts if len(text) == len(question.readable))
    return text[concepts[0].start : concepts[-1].end]


def _province_name(context: Context, key: str) -> str:
    own = (v.report.metadata for v in context.views if v.report.metadata.province == key)
    metadata = next(own, None)
    known = provinces.find(key)
    return province_name(metadata) if metadata else known.name if known else key
