"""Short retellings, in our own words, of five real reports of Vietnamese provinces.

They carry the facts and figures of the originals for demonstration, not their text. The
texts are in ``data/retellings.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sample.documents import (
    Block,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    Table,
)


def retellings() -> tuple[tuple[str, Paper], ...]:
    """Return every retelling with the name of its file, in the files' order."""
    text = (Path(__file__).parent / "data" / "retellings.toml").read_text(encoding="utf-8")
    return tuple((entry["file"], _paper(entry)) for entry in tomllib.loads(text)["report"])


def _paper(entry: Mapping[str, Any]) -> Paper:
    head, signature = entry.get("letterhead"), entry.get("signature")
    return Paper(
        kind=entry.get("kind", ""),
        title=entry["title"],
        notice=entry["notice"],
        blocks=tuple(_block(block) for block in entry["block"]),
        letterhead=head
        and Letterhead(tuple(head["agency"]), head["number"], head["place_and_date"]),
        signature=signature
        and Signature(
            tuple(signature["recipients"]), tuple(signature["position"]), signature["name"]
        ),
        published=entry.get("published"),
        byline=entry.get("byline", ""),
        source=entry.get("source", ""),
    )


def _block(entry: Mapping[str, Any]) -> Block:
    if "heading" in entry:
        return Heading(entry["heading"], entry["level"])
    if "rows" in entry:
        rows = tuple(tuple(row) for row in entry["rows"])
        return Table(entry["caption"], tuple(entry["header"]), rows)
    return Paragraph(entry["text"], entry.get("lead", ""), tuple(entry.get("notes", ())))
