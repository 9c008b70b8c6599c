"""Citations: verbatim excerpts with the words that prove the answer highlighted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.draft import Evidence
from assistant.model import Citation
from assistant.wording import province_name
from corpus.vietnamese import fold
from index import ReportRecord

EXCERPT_LIMIT = 1_400
GAP = " […] "


def _window(start: int, end: int, marks: Sequence[tuple[int, int]], text: str) -> tuple[int, int]:
    """Shrink an over-long stretch to the limit around its first mark, at a clause boundary."""
    if end - start <= EXCERPT_LIMIT:
        return start, end
    focus = marks[0][0] if marks else start
    low = max(start, focus - EXCERPT_LIMIT // 2)
    if low > start:
        cut = max(text.rfind("; ", start, low), text.rfind(". ", start, low))
        low = cut + 2 if cut >= 0 and focus - cut < EXCERPT_LIMIT - 200 else text.find(" ", low) + 1
    high = min(end, low + EXCERPT_LIMIT)
    if high < end:
        cut = max(text.rfind("; ", focus, high), text.rfind(", ", focus, high))
        high = cut + 1 if cut > focus else high
    return low, high


def cite(evidence: Evidence, verbatim: Callable[[int], str]) -> Citation:
    """Return the citation of one piece of evidence; `verbatim` gives a report's text by id."""
    view = evidence.view
    search = view.passage.search
    start, end = _window(evidence.start, evidence.end, evidence.marks, view.text)
    stretches = search.to_source(start, end)
    text = verbatim(view.report.id)
    parts: list[str] = []
    placed: list[tuple[int, int, int]] = []  # (verbatim start, verbatim end, excerpt offset)
    offset = 0
    for low, high in stretches:
        if parts:
            parts.append(GAP)
            offset += len(GAP)
        parts.append(text[low:high])
        placed.append((low, high, offset))
        offset += high - low
    highlights: list[tuple[int, int]] = []
    for mark_start, mark_end in evidence.marks:
        for low, high in search.to_source(max(start, mark_start), min(end, mark_end)):
            for part_low, part_high, at in placed:
                first, last = max(low, part_low), min(high, part_high)
                if first < last:
                    highlights.append((first - part_low + at, last - part_low + at))
    return _citation(
        view.report,
        "".join(parts),
        tuple(_merged(highlights)),
        section=" › ".join(view.passage.section),
        page=view.passage.page,
        start=stretches[0][0] if stretches else view.passage.start,
        end=stretches[-1][1] if stretches else view.passage.end,
    )


def cite_title(report: ReportRecord, verbatim: str) -> Citation | None:
    """Return a citation of the report's title where it stands in the text, or None.

    Letterheads part the title from the words ``BÁO CÁO`` and set it in capitals, so case and
    blanks do not count, and the words before the subject may be missing.
    """
    folded = fold(verbatim)
    words = [re.escape(fold(word)) for word in report.metadata.title.split()]
    for skipped in (0, 2):
        if len(words) - skipped < 3:
            break
        found = re.search(r"\s+".join(words[skipped:]), folded)
        if found:
            start, end = found.span()
            return _citation(
                report, verbatim[start:end], (), section="", page=None, start=start, end=end
            )
    return None


def _citation(
    report: ReportRecord,
    excerpt: str,
    highlights: tuple[tuple[int, int], ...],
    *,
    section: str,
    page: int | None,
    start: int,
    end: int,
) -> Citation:
    metadata = report.metadata
    return Citation(
        report_id=report.id,
        source=report.source,
        report=metadata.title,
        number=metadata.number,
        province=province_name(metadata) or None,
        period=metadata.period.short if metadata.period else None,
        section=section,
        page=page,
        excerpt=excerpt,
        highlights=highlights,
        start=start,
        end=end,
    )


def _merged(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
