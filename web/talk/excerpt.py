"""The excerpt panel: one citation, its words highlighted, and the way to the original."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.layout import markup
from web.layout.markup import text
from web.layout.voice import Voice
from web.reports.archive_view import report_url
from web.reports.originals import original_url
from web.talk.place import place_url

if TYPE_CHECKING:
    from assistant import Citation

AROUND = 600
"""Characters shown on each side of an excerpt when a reader wants more of it."""

_SENTENCE_START = re.compile(r"(?<=[.!?;:])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Cited:
    """Citation ``number`` of ``total`` of turn ``turn``, with what stands around it.

    ``media_type`` is that of the stored original, or None where the report has left the
    archive, in which case nothing is linked. ``before`` and ``after`` are verbatim.
    """

    citation: Citation
    turn: int
    number: int
    total: int
    media_type: str | None
    before: str = ""
    after: str = ""


def nothing(say: Voice) -> str:
    """Return the panel before anything was cited."""
    said = say(
        'Bấm vào số <span class="number">[1]</span> bên cạnh câu trả lời để đọc nguyên văn đoạn '
        "báo cáo đã nêu nó.",
        'Click a number <span class="number">[1]</span> beside an answer to read the very '
        "passage that states it.",
    )
    return f'<div class="excerpt empty"><h2>{say("Đoạn trích", "Excerpt")}</h2><p>{said}</p></div>'


def around(verbatim: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after ``verbatim[start:end]``, cut between sentences."""
    if not 0 <= start < end <= len(verbatim):
        return "", ""
    before = verbatim[max(0, start - AROUND) : start]
    if start > AROUND:
        cut = _SENTENCE_START.search(before)
        before = before[cut.end() :] if cut else before[before.find(" ") + 1 :]
    after = verbatim[end : end + AROUND]
    if end + AROUND < len(verbatim):
        ends = [found.start() for found in _SENTENCE_START.finditer(after)]
        after = after[: ends[-1]] if ends else after[: after.rfind(" ")]
    return before.lstrip("\n"), after.rstrip()


def panel(say: Voice, cited: Cited) -> str:
    """Return the panel of `cited`."""
    citation = cited.citation
    quoted = markup.marked(markup.flow(citation.excerpt), _with_units(citation))
    return (
        '<section class="excerpt" aria-labelledby="trich-tieu-de">'
        f"<header>{_counter(say, cited)}"
        f'<button type="button" class="close" data-action="close" '
        f'aria-label="{say("Đóng đoạn trích", "Close excerpt")}">×</button></header>'
        f'<h2 id="trich-tieu-de" tabindex="-1" lang="vi">{text(citation.report)}</h2>'
        f'<p class="path" lang="vi">{text(citation.section)}</p>'
        f'<blockquote lang="vi">{_side(cited.before, "before")}{quoted}'
        f"{_side(cited.after, 'after')}</blockquote>{_more(say, cited)}{_links(say, cited)}"
        f"<dl>{_facts(say, citation)}</dl></section>"
    )


def _counter(say: Voice, cited: Cited) -> str:
    name = say("Đoạn trích nguyên văn", "Verbatim excerpt")
    here = f'<span class="number">[{cited.number}]</span> {name}'
    if cited.total < 2:
        return f'<p class="eyebrow">{here}</p>'

    def step(number: int, sign: str, label: str) -> str:
        off = "" if 1 <= number <= cited.total else " disabled"
        return (
            f'<button type="button" class="step" data-action="cite" data-turn="{cited.turn}" '
            f'data-number="{number}" aria-label="{label}"{off}>{sign}</button>'
        )

    return (
        f'<p class="eyebrow">{here} · {cited.number}/{cited.total} '
        f"{step(cited.number - 1, '‹', say('Đoạn trước', 'Previous excerpt'))}"
        f"{step(cited.number + 1, '›', say('Đoạn sau', 'Next excerpt'))}</p>"
    )


def _with_units(citation: Citation) -> list[tuple[int, int]]:
    """Return the highlights, a percent sign right after a figure taken in."""
    said = citation.excerpt
    return [(start, end + said.startswith("%", end)) for start, end in citation.highlights]


def _side(verbatim: str, name: str) -> str:
    if not verbatim:
        return ""
    return f'<span class="around {name}" hidden>{text(markup.flow(verbatim))}</span>'


def _more(say: Voice, cited: Cited) -> str:
    if not (cited.before or cited.after):
        return ""
    more, less = say("Xem câu trước và sau", "Show around"), say("Thu gọn", "Show less")
    return (
        f'<p class="more"><button type="button" data-action="around" aria-expanded="false" '
        f'data-other="{less}">{more}</button></p>'
    )


def _facts(say: Voice, citation: Citation) -> str:
    facts = (
        (say("Số hiệu", "Number"), citation.number),
        (say("Địa phương", "Province"), citation.province),
        (say("Kỳ báo cáo", "Period"), citation.period),
        (say("Trang", "Page"), citation.page),
        (say("Tệp", "File"), citation.source),
    )
    return "".join(
        f"<div><dt>{name}</dt><dd>{text(value)}</dd></div>" for name, value in facts if value
    )


def _links(say: Voice, cited: Cited) -> str:
    citation = cited.citation
    if cited.media_type is None:
        gone = say("Báo cáo này không còn trong kho.", "This report has left the archive.")
        return f'<p class="note">{gone}</p>'
    paged = citation.page is not None and cited.media_type == "application/pdf"
    name = (
        say(f"Mở trang {citation.page}", f"Open page {citation.page}")
        if paged
        else say("Mở chỗ này", "Open in place")
    )
    place = text(place_url(cited.turn, cited.number))
    return (
        f'<p class="links"><a class="primary" href="{place}" target="_blank" rel="noopener" '
        f'data-action="place">{name}</a>'
        f'<a href="{report_url(citation.report_id)}" target="_blank" rel="noopener">'
        f"{say('Về báo cáo', 'The report')}</a>"
        f'<a href="{original_url(citation.report_id)}" target="_blank" rel="noopener">'
        f"{say('Bản gốc', 'Original')}</a></p>"
    )
