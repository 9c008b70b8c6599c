"""Conversations as files: every answer with its source, nothing in them is markup."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from urllib.parse import unquote

import httpx
import pytest
from docx import Document

from tests.web.fakes import HOSTILE, make_answer, make_citation
from web.exporting import as_docx, as_markdown
from web.store import Store, StoredTurn


def turn(question: str = "bao nhiêu trạm 5G?", **changes: object) -> StoredTurn:
    """Return a stored turn whose answer is changed as asked."""
    return StoredTurn(1, 1, datetime(2024, 5, 6, tzinfo=UTC), question, make_answer(**changes), 7)


def words(content: bytes) -> str:
    """Return all text of a DOCX file."""
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def test_markdown_has_question_answer_and_source() -> None:
    """In this order, the cited words in bold inside the quotation."""
    text = as_markdown("Trạm 5G", [turn()])
    for part in (
        "# Trạm 5G",
        "## bao nhiêu trạm 5G?",
        "**75 trạm 5G \\[1\\]**",
        "Trạm 5G · Ninh Thuận · tháng 4/2023",
        "\\[1\\] **Báo cáo công tác tháng 4 năm 2023**",
        "12/BC\\-STTTT · Ninh Thuận · 04/2023 · I › 2. Viễn thông · trang 5",
        "> Toàn tỉnh có **75** trạm 5G.",
    ):
        assert part in text
    assert text.index("## bao") < text.index("75 trạm") < text.index("> Toàn")


def test_a_refusal_is_told_as_one() -> None:
    """Its citation is the nearest finding, not a source of the answer."""
    refused = turn(answerable=False, reason="no_period", value=None, answer="Không có kỳ này.")
    text = as_markdown("x", [refused], "en")
    assert "**The archive has no answer**" in text
    assert "### The nearest that the archive says" in text
    failed = StoredTurn(2, 1, datetime(2024, 5, 6, tzinfo=UTC), "x?", None, 7)
    assert "chưa trả lời được" in as_markdown("x", [failed])
    assert "chưa trả lời được" in words(as_docx("x", [failed]))


@pytest.mark.parametrize("where", ["question", "answer", "excerpt", "report", "section"])
def test_nothing_that_was_written_is_markup(where: str) -> None:
    """Links, images, HTML and headings of reports and people come out as characters."""
    hostile = f"{HOSTILE}\n# tiêu đề\n1. mục\n> trích\n```\n| a |"
    if where in ("excerpt", "report", "section"):
        citation = make_citation(**{where: hostile, "highlights": ((0, 9),)})
        asked = turn(citations=(citation,))
    elif where == "question":
        asked = turn(hostile)
    else:
        asked = turn(answer=hostile, value=None)
    # What a backslash stands before is a character, whatever it would mean without.
    live = re.sub(r"\\[!-/:-@\[-`{-~]", "", as_markdown("x", [asked]))
    for markup in ("<", "[", "`", "|", "~", "$", "javascript:1)\n", "\n# tiêu", "\n1."):
        assert markup not in live
    assert "lert(1)" in live
    lines = [line for line in live.splitlines() if line.startswith(("#", ">"))]
    assert all(line.startswith(("# x", "## ", "### Nguồn", ">")) for line in lines)
    assert "alert" in words(as_docx("x", [asked]))


def test_a_word_file_marks_the_cited_words() -> None:
    """Bold and highlighted in the excerpt; characters that XML cannot hold do no harm."""
    content = as_docx("Trạm \x00\x0b 5G \ud800", [turn("câu \x01?")])
    document = Document(io.BytesIO(content))
    marked = [run for p in document.paragraphs for run in p.runs if run.font.highlight_color]
    assert [run.text for run in marked] == ["75"]
    text = words(content)
    assert "[1] Báo cáo công tác tháng 4 năm 2023" in text
    assert "Toàn tỉnh có 75 trạm 5G." in text
    assert "câu \N{REPLACEMENT CHARACTER}?" in text


@pytest.mark.parametrize("form", ["md", "docx"])
def test_a_conversation_is_downloaded(client: httpx.Client, store: Store, form: str) -> None:
    """Under its title as a plain file name; a foreign or unknown one is not there."""
    conversation = store.conversations.create(0, '../Trạm "5G".html\r\nX: y')
    store.conversations.append(0, conversation.id, "một?", make_answer(), 1)
    response = client.get(f"/cuoc-hoi/{conversation.id}.{form}")
    assert response.status_code == 200
    name = unquote(response.headers["content-disposition"].split("''")[1])
    assert name.endswith(f".{form}")
    assert not set(name) & set('/\\"\r\n')
    assert "x" not in response.headers
    assert client.get(f"/cuoc-hoi/{conversation.id}.exe").status_code == 422
    assert client.get(f"/cuoc-hoi/99.{form}").status_code == 404


def test_ratings_are_downloaded_as_gold_lines(client: httpx.Client) -> None:
    """Nothing chosen gives an empty file."""
    response = client.get("/quan-tri/danh-gia.jsonl")
    assert (response.status_code, response.text) == (200, "")
