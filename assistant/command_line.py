"""What may be written after ``python -m assistant``, in Vietnamese and in English."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from assistant.bilingual import LANGUAGES, Bilingual, BilingualError
from index.settings import data_directory

PROGRAM = "python -m assistant"
LANGUAGE_VARIABLE = "HOIBAOCAO_LANG"


class UsageError(BilingualError):
    """The command line does not say anything that can be done."""


@dataclass(frozen=True, slots=True)
class AskArguments:
    """``ask``: either one question, or a batch of them with a file for the answers."""

    data: Path
    language: str
    question: str | None
    batch: Path | None
    out: Path | None
    json: bool
    explain: bool


@dataclass(frozen=True, slots=True)
class EvaluateArguments:
    """``evaluate``: gold files, and where the results go beside the terminal."""

    data: Path
    language: str
    gold: tuple[Path, ...]
    json: Path | None
    html: Path | None
    misses: int


Arguments = AskArguments | EvaluateArguments

_DESCRIPTION = Bilingual(
    "Hỏi kho báo cáo và đánh giá câu trả lời; không cần mạng.",
    "Ask the archive of reports and evaluate the answers; needs no network.",
)
_COMMANDS = Bilingual("lệnh", "commands")
_COMMAND = Bilingual("LỆNH", "COMMAND")
_INPUTS = Bilingual("đầu vào", "inputs")
_OPTIONS = Bilingual("tuỳ chọn", "options")
_USAGE = Bilingual("Cách dùng: ", "usage: ")
_HELP = Bilingual("in hướng dẫn này rồi thoát", "show this help and exit")
_ASK = Bilingual("hỏi một câu, hoặc cả một tệp câu hỏi", "ask one question, or a file of them")
_EVALUATE = Bilingual("chấm điểm theo bộ câu hỏi chuẩn", "score the answers to gold questions")
_QUESTION = Bilingual("câu hỏi, có dấu, không dấu hoặc tiếng Anh", "the question")
_DATA = Bilingual(
    "thư mục kho báo cáo (mặc định: $HOIBAOCAO_DATA, nếu không có thì ./data)",
    "folder of the archive (default: $HOIBAOCAO_DATA, else ./data)",
)
_LANG = Bilingual(
    f"ngôn ngữ của thông báo: vi hoặc en (mặc định: ${LANGUAGE_VARIABLE}, nếu không có thì vi)",
    f"language of messages: vi or en (default: ${LANGUAGE_VARIABLE}, else vi)",
)
_ASK_JSON = Bilingual("in câu trả lời dạng JSON", "print the answer as JSON")
_EXPLAIN = Bilingual(
    "in thêm cách hiểu câu hỏi, các đoạn đã cân nhắc và lý do chọn hay từ chối",
    "also print the question as understood, what was weighed, and why it won or was refused",
)
_BATCH = Bilingual(
    "tệp JSON Lines gồm các câu hỏi hoặc hội thoại; cần có --out",
    "JSON Lines file of questions or conversations; needs --out",
)
_OUT = Bilingual("tệp JSON Lines nhận câu trả lời", "JSON Lines file for the answers")
_GOLD = Bilingual("một hoặc nhiều tệp câu hỏi chuẩn", "one or more files of gold questions")
_JSON_OUT = Bilingual("ghi bảng và từng câu vào tệp JSON", "write tables and outcomes as JSON")
_HTML = Bilingual("ghi trang HTML để đọc từng câu chưa đạt", "write an HTML page of the misses")
_MISSES = Bilingual("in N câu chưa đạt đầu tiên", "print the first N misses")

_ARGPARSE_VI = (
    (r"the following arguments are required: (.+)", r"thiếu \1"),
    (r"unrecognized arguments: (.+)", r"không hiểu “\1”"),
    (
        r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)",
        r"\1: không có \2, hãy chọn \3",
    ),
    (r"argument (.+?): invalid \w+ value: (.+)", r"\1: giá trị không hợp lệ \2"),
    (r"argument (.+?): expected (?:one|at least one) argument", r"\1: thiếu giá trị"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1: không nhận giá trị \2"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 chưa rõ là \2"),
)


def parse(argv: Sequence[str]) -> Arguments:
    """Return what `argv` asks for.

    Raises `UsageError` for what cannot be done, and `SystemExit` with code 0 after
    printing the help that was asked for.
    """
    language = message_language(argv)
    found = _parser(language).parse_args(list(argv))
    data = data_directory(found.data)
    if found.command == "evaluate":
        return EvaluateArguments(
            data, language, tuple(found.gold), found.json, found.html, found.misses
        )
    _check_ask(found)
    return AskArguments(
        data, language, found.question, found.batch, found.out, found.json, found.explain
    )


def message_language(argv: Sequence[str]) -> str:
    """Return the language of messages: ``--lang``, else the environment's, else ``vi``."""
    named = os.environ.get(LANGUAGE_VARIABLE, "")
    for i, argument in enumerate(argv):
        if argument == "--lang" and i + 1 < len(argv):
            named = argv[i + 1]
        elif argument.startswith("--lang="):
            named = argument.removeprefix("--lang=")
    return named if named in LANGUAGES else LANGUAGES[0]


def _check_ask(found: argparse.Namespace) -> None:
    if found.batch is None:
        if found.question is None:
            raise UsageError("thiếu câu hỏi hoặc --batch", "no question and no --batch")
        if not found.question.strip():
            raise UsageError("câu hỏi trống", "the question is empty")
        if found.out is not None:
            raise UsageError("--out chỉ đi với --batch", "--out goes with --batch only")
        return
    if found.question is not None:
        raise UsageError(
            "chỉ dùng một trong hai: câu hỏi hoặc --batch", "give a question or --batch, not both"
        )
    if found.out is None:
        raise UsageError("--batch cần có --out", "--batch needs --out")
    if found.explain or found.json:
        raise UsageError(
            "--json và --explain không đi với --batch",
            "--json and --explain do not go with --batch",
        )
    if found.out.absolute() == found.batch.absolute():
        raise UsageError("--out trùng với tệp câu hỏi", "--out is the same file as the questions")


class _Parser(argparse.ArgumentParser):
    """Raises `UsageError` where argparse would print its usage and exit."""

    def error(self, message: str) -> NoReturn:
        """Raise the message, in Vietnamese as far as argparse's wording is known."""
        for pattern, vietnamese in _ARGPARSE_VI:
            match = re.fullmatch(pattern, message)
            if match:
                raise UsageError(match.expand(vietnamese), message)
        raise UsageError(message, message)


def _parser(language: str) -> _Parser:
    class Formatter(argparse.HelpFormatter):
        def add_usage(
            self,
            usage: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[argparse._MutuallyExclusiveGroup],
            prefix: str | None = None,
        ) -> None:
            shown = _USAGE.text(language) if prefix is None else prefix
            super().add_usage(usage, actions, groups, shown)

    def said(message: Bilingual) -> str:
        return message.text(language)

    parser = _Parser(
        prog=PROGRAM, description=said(_DESCRIPTION), formatter_class=Formatter, add_help=False
    )
    parser.add_argument_group(said(_OPTIONS)).add_argument(
        "-h", "--help", action="help", help=said(_HELP)
    )
    commands = parser.add_subparsers(
        title=said(_COMMANDS), dest="command", metavar=said(_COMMAND), required=True
    )

    def command(name: str, purpose: Bilingual) -> tuple[argparse._ArgumentGroup, ...]:
        """Add a command; return the groups of its inputs and of its options."""
        made = commands.add_parser(
            name,
            help=said(purpose),
            description=said(purpose),
            formatter_class=Formatter,
            add_help=False,
        )
        inputs = made.add_argument_group(said(_INPUTS))
        options = made.add_argument_group(said(_OPTIONS))
        options.add_argument("--data", metavar="DIR", type=Path, help=said(_DATA))
        options.add_argument("--lang", choices=LANGUAGES, help=said(_LANG))
        options.add_argument("-h", "--help", action="help", help=said(_HELP))
        return inputs, options

    inputs, options = command("ask", _ASK)
    inputs.add_argument("question", metavar="CÂU_HỎI", nargs="?", help=said(_QUESTION))
    options.add_argument("--json", action="store_true", help=said(_ASK_JSON))
    options.add_argument("--explain", action="store_true", help=said(_EXPLAIN))
    options.add_argument("--batch", metavar="QUESTIONS.jsonl", type=Path, help=said(_BATCH))
    options.add_argument("--out", metavar="ANSWERS.jsonl", type=Path, help=said(_OUT))

    inputs, options = command("evaluate", _EVALUATE)
    inputs.add_argument("gold", metavar="GOLD.jsonl", nargs="+", type=Path, help=said(_GOLD))
    options.add_argument("--json", metavar="OUT", type=Path, help=said(_JSON_OUT))
    options.add_argument("--html", metavar="OUT", type=Path, help=said(_HTML))
    options.add_argument("--misses", metavar="N", type=_count, default=0, help=said(_MISSES))
    return parser


def _count(text: str) -> int:
    """Return a whole number from 0; raises `ValueError` for anything else."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
