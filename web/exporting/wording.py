"""The words that both kinds of file share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant import Answer, Citation
    from web.errors import Language
    from web.store import StoredTurn

_WORDS: dict[str, tuple[str, str]] = {
    "question": ("Câu hỏi", "Question"),
    "answer": ("Trả lời", "Answer"),
    "refused": ("Kho không có câu trả lời", "The archive has no answer"),
    "nearest": ("Điều gần nhất có trong kho", "The nearest that the archive says"),
    "sources": ("Nguồn đã trích", "Sources cited"),
    "failed": ("Câu này chưa trả lời được.", "This question could not be answered."),
    "computed": (
        "Số này được tính từ các số đã trích.",
        "This number is calculated from the figures cited.",
    ),
    "page": ("trang", "page"),
    "asked": ("hỏi lúc", "asked on"),
    "generation": ("kho thế hệ", "archive generation"),
    "about": (
        "Xuất từ Hỏi Báo Cáo. Đoạn trích là nguyên văn báo cáo.",
        "Exported from Hỏi Báo Cáo. Excerpts are verbatim.",
    ),
}


def word(key: str, language: Language) -> str:
    """Return the word `key` in `language`."""
    return _WORDS[key][language == "en"]


def whereabouts(citation: Citation, language: Language) -> str:
    """Return where an excerpt stands, in one line."""
    page = f"{word('page', language)} {citation.page}" if citation.page is not None else None
    parts = (
        citation.number,
        citation.province,
        citation.period,
        citation.section,
        page,
        citation.source,
    )
    return " · ".join(part for part in parts if part)


def asked(turn: StoredTurn, language: Language) -> str:
    """Return when a question was asked and of which state of the archive."""
    return (
        f"{word('asked', language)} {moment(turn.asked)} · "
        f"{word('generation', language)} {turn.generation}"
    )


def moment(when: datetime) -> str:
    """Return a moment in this machine's time, the Vietnamese way."""
    return when.astimezone().strftime("%H:%M %d/%m/%Y")


def sources_title(answer: Answer, language: Language) -> str:
    """Return what stands over the citations of `answer`."""
    return word("sources" if answer.answerable else "nearest", language)


def merged(citation: Citation) -> Sequence[tuple[int, int]]:
    """Return the highlights of `citation`, sorted, cut to its excerpt, none overlapping."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(citation.highlights):
        low, high = max(0, low), min(len(citation.excerpt), high)
        if low >= high:
            continue
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found
