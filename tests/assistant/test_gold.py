"""Reading gold files: what is taken, and how faults are named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.gold import NO_LANGUAGE, GoldError, load_gold

QUESTION: dict[str, Any] = {
    "id": "q1",
    "question": "Có bao nhiêu trạm 5G?",
    "lang": "vi",
    "kind": "number",
    "answer": "12 trạm.",
    "accept": [["12"]],
    "reports": ["07"],
    "evidence": ["đã lắp đặt 12 trạm 5G"],
    "note": "",
}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "gold.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def test_question_keeps_every_key(tmp_path: Path) -> None:
    """A line becomes one item of one turn with all that the line says."""
    (item,) = load_gold(written(tmp_path, QUESTION))
    (turn,) = item.turns
    assert (item.id, item.conversation) == ("q1", False)
    assert (turn.kind, turn.language, turn.answer) == ("number", "vi", "12 trạm.")
    assert (turn.accept, turn.reports) == ((("12",),), ("07",))
    assert turn.evidence == ("đã lắp đặt 12 trạm 5G",)
    assert turn.answerable


def test_conversation_keeps_its_turns_in_order(tmp_path: Path) -> None:
    """Turns without a language of their own take the conversation's, or none."""
    turns = [QUESTION | {"question": f"Câu {n}?"} for n in (1, 2)]
    for turn in turns:
        del turn["lang"]
    first, second = load_gold(
        written(
            tmp_path,
            {"id": "c1", "turns": turns},
            {"id": "c2", "lang": "en", "turns": turns},
        )
    )
    assert first.conversation
    assert [turn.question for turn in first.turns] == ["Câu 1?", "Câu 2?"]
    assert {turn.language for turn in first.turns} == {NO_LANGUAGE}
    assert {turn.language for turn in second.turns} == {"en"}


def test_unanswerable_needs_no_evidence(tmp_path: Path) -> None:
    """An unanswerable question stands without accepted answers."""
    line = QUESTION | {"kind": "unanswerable", "accept": [], "reports": [], "evidence": []}
    (item,) = load_gold(written(tmp_path, line))
    assert not item.turns[0].answerable


def test_blank_lines_and_byte_order_mark_are_no_fault(tmp_path: Path) -> None:
    """A file saved by a Windows editor reads like any other."""
    path = written(tmp_path, QUESTION, "", "")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(load_gold(path)) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("{", "not JSON", id="no JSON"),
        pytest.param("[1]", "not a JSON object", id="no object"),
        pytest.param({"question": "x"}, '"id"', id="no id"),
        pytest.param(QUESTION | {"question": " "}, '"question"', id="blank question"),
        pytest.param(QUESTION | {"kind": "poem"}, "'poem'", id="unknown kind"),
        pytest.param(QUESTION | {"accept": ["12"]}, '"accept"', id="accept not nested"),
        pytest.param(QUESTION | {"accept": [[]]}, '"accept"', id="empty alternative"),
        pytest.param(QUESTION | {"evidence": "text"}, '"evidence"', id="evidence not a list"),
        pytest.param(QUESTION | {"reports": []}, '"reports"', id="no report"),
        pytest.param({"id": "q2", "turns": []}, '"turns"', id="no turns"),
        pytest.param(QUESTION, "duplicate id q1", id="same id twice"),
    ],
)
def test_fault_names_file_line_and_cause(tmp_path: Path, line: object, said: str) -> None:
    """One bad line refuses the file, in both languages."""
    path = written(tmp_path, QUESTION, line)
    with pytest.raises(GoldError) as caught:
        load_gold(path)
    assert f"{path}, line 2: " in caught.value.message("en")
    assert said in caught.value.message("en")
    assert f"{path}, dòng 2: " in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\n\n"], ids=["empty", "blank"])
def test_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """A gold file without questions would score 0 of 0."""
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(GoldError, match="không có câu hỏi nào"):
        load_gold(path)


def test_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(GoldError, match=r"gone\.jsonl: không có tệp này"):
        load_gold(tmp_path / "gone.jsonl")


def test_development_questions_load(gold_folder: Path) -> None:
    """The real gold files are of the format that is documented."""
    loaded = {path.name: load_gold(path) for path in sorted(gold_folder.glob("*.jsonl"))}
    assert len(loaded["dev.jsonl"]) == 137
    assert all(item.conversation for item in loaded["dev_conversations.jsonl"])
