"""The assistant's own sentences, Vietnamese and English. What reports say is only quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Reason
from assistant.question import Question
from corpus import Metadata, provinces
from corpus.periods import Period

_REFUSALS: dict[Reason, tuple[str, str]] = {
    Reason.EMPTY: (
        "Xin nhập một câu hỏi về nội dung các báo cáo.",
        "Please type a question about the reports.",
    ),
    Reason.OFF_TOPIC: (
        "Câu hỏi này nằm ngoài nội dung các báo cáo trong kho, nên không có câu trả lời.",
        "This question is outside what the reports in the archive cover.",
    ),
    Reason.INSTRUCTION: (
        "Tôi chỉ trả lời dựa trên nội dung các báo cáo trong kho.",
        "I only answer from the reports in the archive.",
    ),
    Reason.NO_PROVINCE: (
        "Kho không có báo cáo nào của {province}{merged}.",
        "The archive holds no report of {province}{merged}.",
    ),
    Reason.NO_PERIOD: (
        "Kho không có báo cáo {of}cho {period}.",
        "The archive holds no report {of}for {period}.",
    ),
    Reason.NOT_REPORTED: (
        "Các báo cáo {of}{during}không nêu nội dung này{missing}.",
        "The reports {of}{during}do not state this{missing}.",
    ),
    Reason.NO_LEVEL: (
        "Các báo cáo {of}{during}không tách số liệu này theo cấp được hỏi.",
        "The reports {of}{during}do not break this figure down by the level asked for.",
    ),
    Reason.ONE_SIDE: (
        "Không so sánh được: kho không nêu số liệu của {side}.",
        "Cannot compare: the archive gives no figure of {side}.",
    ),
    Reason.ONLY_PLANNED: (
        "Các báo cáo {of}{during}chỉ nêu đây là việc dự kiến, chưa có kết quả.",
        "The reports {of}{during}only state this as a plan, not as a result.",
    ),
    Reason.OUT_OF_SCOPE: (
        "Bộ lọc đang chọn không có báo cáo nào {of}{during}; hãy bỏ bớt bộ lọc.",
        "The filters leave no report {of}{during}; please remove some of them.",
    ),
}
_NEAREST = ("Gần nhất: “{quote}”", "Nearest finding: “{quote}”")


def province_name(metadata: Metadata) -> str:
    """Return the name of a report's province as it is to be shown, or ""."""
    known = provinces.find(metadata.province) if metadata.province else None
    return known.name if known else metadata.province_name or ""


def periods_label(periods: Sequence[Period], language: str) -> str:
    """Return the periods' labels, joined."""
    return ", ".join(p.label("en" if language == "en" else "vi") for p in periods)


def asked_period(question: Question) -> str:
    """Return the periods that a question is about, in its own words where it names them.

    A label would put numbers into the answer that nothing shows: ``nửa đầu năm 2021`` stays
    what it is. A period taken from the turns before is "that period".
    """
    if not question.periods:
        return ""
    label = periods_label(question.periods, question.language)
    typed = re.findall(r"\d+", question.typed or question.text)
    if all(
        number.lstrip("0") in {t.lstrip("0") for t in typed} for number in re.findall(r"\d+", label)
    ):
        return label
    words = "" if question.typed and question.typed != question.text else question.period_words
    return words or ("that period" if question.english else "kỳ đó")


def refusal(reason: Reason, question: Question, missing: Sequence[str], place: str) -> str:
    """Return the sentence that tells why there is no answer, in the question's language.

    `place` names the provinces that the question is about, or is ""; `missing` are words, or
    for a province without reports the keys of those merged with it that have some.
    """
    english = question.english
    period = asked_period(question)
    named = ", ".join(f"“{word}”" for word in missing[:3])
    text = _REFUSALS[reason][english]
    return " ".join(
        text.format(
            province=place,
            period=period,
            of=(f"of {place} " if english else f"của {place} ") if place else "",
            during=(f"for {period} " if english else f"{period} ") if period else "",
            missing=(f" (not found: {named})" if english else f" (không thấy: {named})")
            if named
            else "",
            side=", ".join(missing),
            merged=_merged(missing, english=english) if reason is Reason.NO_PROVINCE else "",
        ).split()
    ).replace(" ;", ";")


def _merged(keys: Sequence[str], *, english: bool) -> str:
    """Return that the archive has reports of the provinces that were merged with the one asked."""
    names = ", ".join(provinces.get(key).name for key in keys)
    if not names:
        return ""
    if english:
        return f", only of {names}, which has been merged with it"
    return f", chỉ có của {names}, nay đã hợp nhất với tỉnh, thành phố ấy"


def nearest(quote: str, *, english: bool) -> str:
    """Return the sentence that offers the nearest finding."""
    return _NEAREST[english].format(quote=quote)
