"""Answers a file of questions: JSON Lines in, JSON Lines out, one line for each.

A line that cannot be read or answered is reported with its number and left out; the
others go on. The output appears as a whole at the end, or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.atomic import atomic_writer
from assistant.bilingual import Bilingual, BilingualError, os_cause
from assistant.jsonl import read_json_lines
from assistant.protocols import Asking, Conversing


class BatchError(BilingualError):
    """A batch of which nothing can be answered, or nothing be written."""


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One line of the input: a question alone (one turn) or a conversation."""

    number: int
    id: str | int
    turns: tuple[str, ...]
    conversation: bool


@dataclass(frozen=True, slots=True)
class BatchProblem:
    """A line that was left out, and why."""

    number: int
    notice: Bilingual


@dataclass(frozen=True, slots=True)
class BatchResult:
    """How many lines were answered, and those that were not."""

    answered: int
    problems: tuple[BatchProblem, ...]


def read_batch(path: Path) -> tuple[tuple[BatchItem, ...], tuple[BatchProblem, ...]]:
    """Return the usable lines of `path` and the others; keys that are not known are ignored.

    Raises `BatchError` where the file cannot be read or holds no usable line.
    """
    items: list[BatchItem] = []
    problems: list[BatchProblem] = []
    try:
        for line in read_json_lines(path):
            content = line.content
            parsed = content if isinstance(content, Bilingual) else _item(line.number, content)
            if isinstance(parsed, Bilingual):
                problems.append(BatchProblem(line.number, parsed))
            else:
                items.append(parsed)
    except OSError as error:
        cause = os_cause(error)
        raise BatchError(
            f"không đọc được {path}: {cause.vi}", f"cannot read {path}: {cause.en}"
        ) from None
    if not items:
        first = (
            f" (dòng {problems[0].number}: {problems[0].notice.vi})" if problems else "",
            f" (line {problems[0].number}: {problems[0].notice.en})" if problems else "",
        )
        raise BatchError(
            f"{path}: không có câu hỏi nào dùng được{first[0]}",
            f"{path}: holds no usable question{first[1]}",
        )
    return tuple(items), tuple(problems)


def answer_batch(
    assistant: Asking,
    new_conversation: Callable[[], Conversing],
    items: Iterable[BatchItem],
    out: Path,
) -> BatchResult:
    """Answer `items` in order and write one line for each to `out`, atomically.

    A question whose answering fails is left out and named among the problems. Raises
    `BatchError` where `out` cannot be written.
    """
    answered = 0
    problems: list[BatchProblem] = []
    try:
        with atomic_writer(out) as file:
            for item in items:
                try:
                    line = _answer(assistant, new_conversation, item)
                except Exception as error:  # one question's fault must not cost the batch
                    problems.append(BatchProblem(item.number, _failure(error)))
                    continue
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                answered += 1
    except OSError as error:
        cause = os_cause(error)
        raise BatchError(
            f"không ghi được {out}: {cause.vi}", f"cannot write {out}: {cause.en}"
        ) from None
    return BatchResult(answered, tuple(problems))


def _item(number: int, value: Mapping[str, Any]) -> BatchItem | Bilingual:
    identifier = value.get("id")
    if isinstance(identifier, bool) or not isinstance(identifier, str | int):
        return Bilingual("thiếu “id”", 'no "id"')
    if "turns" not in value:
        if not _is_question(value):
            return Bilingual("thiếu “question” hoặc “turns”", 'no "question" nor "turns"')
        return BatchItem(number, identifier, (value["question"],), conversation=False)
    turns = value["turns"]
    if not isinstance(turns, list) or not turns or not all(map(_is_question, turns)):
        return Bilingual(
            "“turns” phải là danh sách {“question”: …}, ít nhất một",
            '"turns" must be a list of at least one {"question": …}',
        )
    questions = tuple(turn["question"] for turn in turns)
    return BatchItem(number, identifier, questions, conversation=True)


def _is_question(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    question = value.get("question")
    return isinstance(question, str) and bool(question.strip())


def _answer(
    assistant: Asking, new_conversation: Callable[[], Conversing], item: BatchItem
) -> dict[str, Any]:
    if not item.conversation:
        return {"id": item.id} | assistant.ask(item.turns[0]).to_json()
    conversation = new_conversation()
    turns: list[dict[str, Any]] = []
    for question in item.turns:
        answer = assistant.ask(question, conversation=conversation)
        conversation = conversation.with_turn(question, answer)
        turns.append(answer.to_json())
    return {"id": item.id, "turns": turns}


def _failure(error: Exception) -> Bilingual:
    detail = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Bilingual(f"lỗi khi trả lời ({detail})", f"failed to answer ({detail})")
