"""Gold questions: what was asked, what a right answer holds, and where the evidence stands.

The format is that of ``docs/evaluation.md``: one JSON object a line, either a question or
a conversation with ``turns``. A gold file is refused as a whole when one line of it is
wrong, because figures over the rest could not be compared with anybody else's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.bilingual import Bilingual, BilingualError, os_cause
from assistant.jsonl import read_json_lines

KINDS = (
    "number",
    "date",
    "person",
    "org",
    "document",
    "list",
    "explain",
    "yesno",
    "compare",
    "unanswerable",
)
UNANSWERABLE = "unanswerable"
NO_LANGUAGE = "-"


class GoldError(BilingualError):
    """A gold file that cannot be used; the message names file, line and cause."""


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """One question, or one turn of a conversation.

    ``accept`` holds alternatives; all strings of one alternative must be in the answer.
    ``reports`` are leading digits of file names, ``evidence`` excerpts of those files.
    ``language`` is ``vi``, ``vi-plain``, ``vi-typo``, ``en`` or `NO_LANGUAGE`.
    """

    question: str
    kind: str
    language: str = NO_LANGUAGE
    answer: str = ""
    accept: tuple[tuple[str, ...], ...] = ()
    reports: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    note: str = ""

    @property
    def answerable(self) -> bool:
        """Whether the archive holds an answer."""
        return self.kind != UNANSWERABLE


@dataclass(frozen=True, slots=True)
class GoldItem:
    """One line of a gold file: a question alone (one turn) or a conversation."""

    id: str
    turns: tuple[GoldQuestion, ...]
    conversation: bool


def load_gold(path: Path) -> tuple[GoldItem, ...]:
    """Read a gold file; raises `GoldError` for an unreadable, empty or faulty one."""
    items: list[GoldItem] = []
    seen: set[str] = set()
    try:
        for line in read_json_lines(path):
            if isinstance(line.content, Bilingual):
                raise _error(path, line.number, line.content.vi, line.content.en)
            item = _item(path, line.number, line.content)
            if item.id in seen:
                raise _error(path, line.number, f"trùng id {item.id}", f"duplicate id {item.id}")
            seen.add(item.id)
            items.append(item)
    except OSError as error:
        cause = os_cause(error)
        raise GoldError(
            f"không đọc được {path}: {cause.vi}", f"cannot read {path}: {cause.en}"
        ) from None
    if not items:
        raise GoldError(f"{path}: không có câu hỏi nào", f"{path}: holds no question")
    return tuple(items)


def _item(path: Path, number: int, value: Mapping[str, Any]) -> GoldItem:
    identifier = value.get("id")
    if not isinstance(identifier, str) or not identifier:
        raise _error(path, number, "thiếu “id”", 'no "id"')
    if "turns" not in value:
        return GoldItem(identifier, (_question(path, number, value),), conversation=False)
    turns = value["turns"]
    if not isinstance(turns, list) or not turns or not all(isinstance(t, dict) for t in turns):
        raise _error(
            path,
            number,
            "“turns” phải là danh sách câu hỏi, ít nhất một",
            '"turns" must be a list of at least one question',
        )
    inherited = {"lang": value.get("lang", NO_LANGUAGE)}
    questions = tuple(_question(path, number, inherited | turn) for turn in turns)
    return GoldItem(identifier, questions, conversation=True)


def _question(path: Path, number: int, value: Mapping[str, Any]) -> GoldQuestion:
    question, kind = value.get("question"), value.get("kind")
    if not isinstance(question, str) or not question.strip():
        raise _error(path, number, "thiếu “question”", 'no "question"')
    if kind not in KINDS:
        raise _error(
            path, number, f"“kind” không hợp lệ: {kind!r}", f'"kind" is not a known one: {kind!r}'
        )
    accept = value.get("accept", [])
    if not isinstance(accept, list) or not all(_is_strings(option) and option for option in accept):
        raise _error(
            path,
            number,
            "“accept” phải là danh sách các danh sách chuỗi",
            '"accept" must be a list of lists of strings',
        )
    for key in ("reports", "evidence"):
        if not _is_strings(value.get(key, [])):
            raise _error(
                path,
                number,
                f"“{key}” phải là danh sách chuỗi",
                f'"{key}" must be a list of strings',
            )
    gold = GoldQuestion(
        question=question,
        kind=kind,
        language=str(value.get("lang", NO_LANGUAGE)),
        answer=str(value.get("answer", "")),
        accept=tuple(tuple(option) for option in accept),
        reports=tuple(value.get("reports", [])),
        evidence=tuple(value.get("evidence", [])),
        note=str(value.get("note", "")),
    )
    if gold.answerable and not (gold.accept and gold.reports and gold.evidence):
        raise _error(
            path,
            number,
            "câu trả lời được phải có “accept”, “reports” và “evidence”",
            'an answerable question needs "accept", "reports" and "evidence"',
        )
    return gold


def _is_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _error(path: Path, number: int, vi: str, en: str) -> GoldError:
    return GoldError(f"{path}, dòng {number}: {vi}", f"{path}, line {number}: {en}")
