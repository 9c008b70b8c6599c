"""Sample papers as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from sample.documents import Paper, Paragraph, Table

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def to_text(paper: Paper) -> str:
    """Return the paper as plain text: a paragraph a line, blank lines between them.

    Footnotes stand at the end under their marks; table rows have cells joined by ``" | "``.
    """
    return "\n\n".join(_parts(paper)) + "\n"


def _parts(paper: Paper) -> Iterator[str]:
    head = paper.letterhead
    if head:
        yield "\n".join((*head.agency, f"Số: {head.number}"))
        yield f"{COUNTRY}\n{MOTTO}"
        yield head.place_and_date
    if paper.kind:
        yield paper.kind
    yield paper.title
    if not head and paper.published:
        yield f"{paper.published:%d/%m/%Y}"
    yield f"({paper.notice})"
    for block in paper.blocks:
        if isinstance(block, Table):
            yield "\n".join(
                (block.caption, *(" | ".join(row) for row in (block.header, *block.rows)))
            )
        else:
            yield block.plain if isinstance(block, Paragraph) else block.text
    for mark, body in enumerate(paper.note_bodies, 1):
        yield f"[{mark}] {body}"
    signature = paper.signature
    if signature:
        yield "\n".join(("Nơi nhận:", *(f"- {name}" for name in signature.recipients)))
        yield "\n".join((*signature.position, "", signature.name))
    elif paper.byline:
        yield paper.byline
