"""The place of a citation in its report: the page itself, or the text around the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.layout import markup
from web.layout.markup import text
from web.layout.voice import Voice

if TYPE_CHECKING:
    from assistant import Citation
    from web.viewing import Located
    from web.viewing.places import Range

TEXT_AROUND = 2500
"""Characters of a report's text shown on each side of the cited ones."""


def place_url(turn: int, number: int, page: int | None = None) -> str:
    """Return the path that shows citation `number` of `turn` in its report.

    `page` is another page of the same original to look at.
    """
    turned = f"?trang={int(page)}" if page is not None else ""
    return f"/cho-trich/{int(turn)}/{int(number)}{turned}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of an original as an image.

    ``boxes`` are the marked words as ``(left, top, width, height)``, each a share of the
    page between 0 and 1.
    """

    image: str
    page: int
    pages: int
    width: int
    height: int
    boxes: tuple[tuple[float, float, float, float], ...] = ()

    @classmethod
    def of(cls, image: str, located: Located) -> Sheet:
        """Return the sheet of a page whose words were `located`, drawn at the path `image`."""
        size = round(located.width * 2), round(located.height * 2)
        return cls(image, located.page, located.pages, *size, located.boxes)


def paper(say: Voice, citation: Citation, sheet: Sheet, *, turn: int, number: int) -> str:
    """Return the page of the original with the cited words marked."""
    rectangles = "".join(
        f'<rect x="{left * sheet.width:.1f}" y="{top * sheet.height:.1f}" '
        f'width="{width * sheet.width:.1f}" height="{height * sheet.height:.1f}" rx="2"'
        f"{' data-first' if position == 0 else ''}/>"
        for position, (left, top, width, height) in enumerate(sheet.boxes)
    )
    described = say(
        f"Trang {sheet.page} của {citation.source}", f"Page {sheet.page} of {citation.source}"
    )
    missing = ""
    if sheet.page == citation.page and not sheet.boxes:
        unmarked = say(
            "Không tìm được vị trí các từ trên trang này; đoạn trích vẫn đúng nguyên văn.",
            "The words could not be located on this page; the excerpt is verbatim all the same.",
        )
        missing = f'<p class="quiet">{unmarked}</p>'
    return _frame(
        say,
        citation,
        f'{missing}<div class="sheet"><img src="{text(sheet.image)}" alt="{text(described)}" '
        f'width="{sheet.width}" height="{sheet.height}">'
        f'<svg viewBox="0 0 {sheet.width} {sheet.height}" aria-hidden="true">{rectangles}</svg>'
        "</div>",
        turning=_turning(say, sheet, turn, number),
    )


def passage(say: Voice, citation: Citation, verbatim: str, marks: Sequence[Range]) -> str:
    """Return the report's text around the cited words; `marks` are offsets into `verbatim`.

    Without marks the text is not the one that was cited, and the excerpt stands alone.
    """
    if not marks:
        body = markup.marked(markup.flow(citation.excerpt), citation.highlights)
        return _frame(say, citation, f'<div class="leaf" lang="vi">{body}</div>')
    start = min(citation.start, marks[0][0])
    end = max(citation.end, marks[-1][1])
    low, high = max(0, start - TEXT_AROUND), min(len(verbatim), end + TEXT_AROUND)
    before, after = verbatim[low:start], verbatim[end:high]
    if low:
        before = "…" + before[before.find("\n") + 1 :]
    if high < len(verbatim):
        after = after[: max(after.rfind("\n"), 0) or None] + "\n…"
    here = [(first - start, last - start) for first, last in marks]
    body = markup.marked(markup.flow(verbatim[start:end]), here)
    return _frame(
        say,
        citation,
        f'<div class="leaf" lang="vi">{text(markup.flow(before))}<span class="cited" data-first>'
        f"{body}</span>{text(markup.flow(after))}</div>",
    )


def _turning(say: Voice, sheet: Sheet, turn: int, number: int) -> str:
    def link(page: int, name: str) -> str:
        if not 1 <= page <= sheet.pages:
            return f'<span class="off">{name}</span>'
        return f'<a href="{place_url(turn, number, page)}" data-action="turn-page">{name}</a>'

    here = say(f"Trang {sheet.page}/{sheet.pages}", f"Page {sheet.page} of {sheet.pages}")
    return (
        f'<nav class="turning" aria-label="{say("Lật trang", "Turn pages")}">'
        f'<button type="button" class="fit" data-action="fit" aria-pressed="false">'
        f"{say('Cả trang', 'Whole page')}</button>"
        f"{link(sheet.page - 1, say('← Trước', '← Previous'))}<span>{here}</span>"
        f"{link(sheet.page + 1, say('Sau →', 'Next →'))}</nav>"
    )


def _frame(say: Voice, citation: Citation, body: str, *, turning: str = "") -> str:
    close = say("Đóng", "Close")
    return (
        f'<div id="cho-trich"><header class="place-head"><h1 lang="vi">{text(citation.report)}'
        f"</h1>{turning}"
        f'<button type="button" class="close" data-action="close-place" aria-label="{close}">×'
        f"</button></header>{body}</div>"
    )
