"""Batches: lines in, lines out, faults named, the output whole or absent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.atomic import atomic_writer
from assistant.batch import BatchError, answer_batch, read_batch
from tests.assistant.stand_in import StandIn, StandInConversation


def batch_file(folder: Path, *lines: object) -> Path:
    path = folder / "questions.jsonl"
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines),
        encoding="utf-8",
    )
    return path


def answers(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_questions_and_conversations_are_answered_in_order(tmp_path: Path) -> None:
    """Gold files can be fed as they are: other keys are ignored."""
    source = batch_file(
        tmp_path,
        {"id": "a", "question": "một?", "accept": [["1"]], "kind": 7},
        {"id": 2, "turns": [{"question": "hai?", "note": ""}, {"question": "ba?"}]},
    )
    items, problems = read_batch(source)
    assistant = StandIn({"một?": "Một.", "hai?": "Hai."})
    out = tmp_path / "answers.jsonl"
    result = answer_batch(assistant, StandInConversation, items, out)
    assert (problems, result.problems, result.answered) == ((), (), 2)
    single, conversation = answers(out)
    assert list(single) == [
        "id",
        "question",
        "language",
        "kind",
        "answerable",
        "reason",
        "answer",
        "value",
        "unit",
        "computed",
        "citations",
        "seconds",
    ]
    assert (single["id"], single["answer"], single["seconds"]) == ("a", "Một.", 0.0123)
    assert list(single["citations"][0]) == [
        "source",
        "report",
        "number",
        "province",
        "period",
        "section",
        "page",
        "excerpt",
        "highlights",
    ]
    assert single["citations"][0]["highlights"] == [[19, 21]]
    assert list(conversation) == ["id", "turns"]
    assert conversation["id"] == 2
    assert [turn["answerable"] for turn in conversation["turns"]] == [True, False]
    assert assistant.asked == [("một?", None), ("hai?", 0), ("ba?", 1)]


def test_bad_lines_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Line numbers count blank lines, as an editor does."""
    good = {"id": "a", "question": "một?"}
    source = batch_file(
        tmp_path,
        good,
        "",
        "{oops",
        '"text"',
        {"question": "không id"},
        {"id": True, "question": "x"},
        {"id": "b"},
        {"id": "c", "question": "  "},
        {"id": "d", "turns": [{"question": "x"}, "y"]},
        good,
    )
    items, problems = read_batch(source)
    assert [item.number for item in items] == [1, 10]
    assert [problem.number for problem in problems] == [3, 4, 5, 6, 7, 8, 9]
    assert problems[0].notice.vi.startswith("không phải JSON")


def test_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    """One line in another encoding does not hide the others."""
    path = tmp_path / "questions.jsonl"
    path.write_bytes('{"id": 1, "question": "một?"}\n'.encode() + b'{"id": 2, "question": "\xe9"}')
    items, (problem,) = read_batch(path)
    assert (len(items), problem.number, problem.notice.en) == (1, 2, "not UTF-8")


def test_line_separator_inside_a_question_does_not_split_it(tmp_path: Path) -> None:
    """U+2028 is a character of a string, not a line end."""
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": 1, "question": "một\u2028hai?"}', encoding="utf-8")
    (item,), problems = read_batch(path)
    assert (item.turns, problems) == (("một\u2028hai?",), ())


def test_failing_question_is_left_out(tmp_path: Path) -> None:
    """A fault of the product costs one line and is named."""
    items, _ = read_batch(
        batch_file(tmp_path, {"id": 1, "question": "!"}, {"id": 2, "question": "một?"})
    )
    out = tmp_path / "answers.jsonl"
    result = answer_batch(StandIn(), StandInConversation, items, out)
    assert [line["id"] for line in answers(out)] == [2]
    (problem,) = result.problems
    assert (problem.number, problem.notice.en) == (1, "failed to answer (ValueError: hỏng)")


@pytest.mark.parametrize("lines", [[], ["nonsense"]], ids=["empty", "no usable line"])
def test_nothing_usable_is_an_error(tmp_path: Path, lines: list[str]) -> None:
    """There is nothing to answer, so nothing is written."""
    with pytest.raises(BatchError, match="không có câu hỏi nào dùng được"):
        read_batch(batch_file(tmp_path, *lines))


def test_output_in_a_missing_folder_is_one_clear_error(tmp_path: Path) -> None:
    """The message names the output file."""
    items, _ = read_batch(batch_file(tmp_path, {"id": 1, "question": "một?"}))
    with pytest.raises(BatchError, match=r"không ghi được .*gone.*không có tệp này"):
        answer_batch(StandIn(), StandInConversation, items, tmp_path / "gone" / "answers.jsonl")


def test_interrupted_batch_leaves_the_old_output(tmp_path: Path) -> None:
    """The output is as before or as after, and no draft stays behind."""
    items, _ = read_batch(batch_file(tmp_path, {"id": 1, "question": "một?"}))
    out = tmp_path / "answers.jsonl"
    out.write_text("cũ\n", encoding="utf-8")

    class Interrupted(StandIn):
        def ask(self, question: str, *, conversation: object = None) -> None:  # type: ignore[override]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        answer_batch(Interrupted(), StandInConversation, items, out)
    assert out.read_text(encoding="utf-8") == "cũ\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.jsonl", "questions.jsonl"]


def test_atomic_writer_shows_nothing_before_the_end(tmp_path: Path) -> None:
    """A reader never sees half a file."""
    path = tmp_path / "out.txt"
    with atomic_writer(path) as file:
        file.write("nửa")
        file.flush()
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "nửa"
