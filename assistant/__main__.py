"""The assistant's command line: ``python -m assistant ask`` and ``evaluate``.

Exit codes: 0 done; 1 done with failures in some lines (each named on stderr); 2 wrong
usage or nothing usable. What is heavy (the index with its model, numpy) is imported only
once there is something to ask, so that ``--help`` and wrong usage answer at once.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assistant.atomic import write_text_atomically
from assistant.batch import BatchProblem, answer_batch, read_batch
from assistant.bilingual import Bilingual, BilingualError, os_cause
from assistant.command_line import AskArguments, EvaluateArguments, message_language, parse
from assistant.console import render_answer, render_trace
from assistant.gold import load_gold

if TYPE_CHECKING:
    from assistant.protocols import Asking, Conversing

DONE, SOME_FAILED, UNUSABLE = 0, 1, 2

_ERROR = Bilingual("Lỗi", "Error")
_LINE = Bilingual("dòng", "line")
_STOPPED = Bilingual("Đã dừng; không tệp nào bị ghi dở.", "Stopped; no file was left half written.")
_ANSWERED = Bilingual(
    "Đã trả lời {answered} dòng, bỏ qua {failed}: {out}",
    "{answered} lines answered, {failed} left out: {out}",
)

T = TypeVar("T")


class CommandError(BilingualError):
    """Something outside the command line is missing: the archive, a folder, a library."""


@dataclass(frozen=True, slots=True)
class Session:
    """An assistant over one archive, and how to start a conversation with it."""

    assistant: Asking
    new_conversation: Callable[[], Conversing]


@contextmanager
def open_session(data: Path) -> Iterator[Session]:
    """Open the archive in `data`; raises `CommandError` where it is missing or empty."""
    try:
        from assistant import Assistant, Conversation
        from index import Archive, ArchiveError
    except ModuleNotFoundError as error:
        raise CommandError(
            f"thiếu thư viện {error.name}; hãy cài đặt lại bằng make run",
            f"the library {error.name} is missing; install again with make run",
        ) from error
    try:
        with Archive.open(data) as archive:
            if not archive.passage_count:
                raise CommandError(
                    f"kho báo cáo {data} chưa có báo cáo nào; hãy chạy python -m index build",
                    f"the archive {data} holds no report; run python -m index build",
                )
            yield Session(Assistant(archive), Conversation)
    except ArchiveError as error:
        raise CommandError(error.message("vi"), error.message("en")) from error


def ask(arguments: AskArguments) -> int:
    """Answer one question on stdout."""
    with open_session(arguments.data) as session:
        answer = session.assistant.ask(arguments.question or "")
    if arguments.json:
        shown = answer.to_json()
        if arguments.explain:
            shown["trace"] = answer.trace.to_json()
        print(json.dumps(shown, ensure_ascii=False, indent=2, default=str))
        return DONE
    bold = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    print(render_answer(answer, arguments.language, bold=bold))
    if arguments.explain:
        print()
        print(render_trace(answer.trace, arguments.language))
    return DONE


def ask_batch(batch: Path, out: Path, arguments: AskArguments) -> int:
    """Answer a file of questions; name every line that was left out."""
    items, unread = read_batch(batch)
    with open_session(arguments.data) as session:
        result = answer_batch(session.assistant, session.new_conversation, _progress(items), out)
    problems = sorted((*unread, *result.problems), key=lambda problem: problem.number)
    for problem in problems:
        print(_line_problem(batch, problem, arguments.language), file=sys.stderr)
    summary = _ANSWERED.text(arguments.language)
    counts = summary.format(answered=result.answered, failed=len(problems), out=out)
    print(counts, file=sys.stderr)
    if not result.answered:
        return UNUSABLE
    return SOME_FAILED if problems else DONE


def evaluate(arguments: EvaluateArguments) -> int:
    """Score the answers to gold files; print the tables, write what else was asked for."""
    gold = [(path.name, load_gold(path)) for path in arguments.gold]
    for path in (arguments.json, arguments.html):
        if path is not None and not path.absolute().parent.is_dir():
            raise CommandError(
                f"không có thư mục {path.absolute().parent}",
                f"there is no folder {path.absolute().parent}",
            )
    from assistant.evaluation import run, summarise
    from assistant.evaluation_html import render_html
    from assistant.evaluation_text import render_evaluation, render_misses

    asked = [(file, [item]) for file, items in gold for item in items]
    with open_session(arguments.data) as session:
        session.assistant.ask(gold[0][1][0].turns[0].question)  # loads the model, untimed
        outcomes = tuple(run(session.assistant, session.new_conversation, _progress(asked)))
    evaluation = summarise(outcomes)
    print(render_evaluation(evaluation, arguments.language))
    if arguments.misses:
        print()
        print(render_misses(evaluation, arguments.misses, arguments.language))
    if arguments.json is not None:
        written = json.dumps(evaluation.to_json(), ensure_ascii=False, indent=1)
        _write(arguments.json, written + "\n")
    if arguments.html is not None:
        _write(arguments.html, render_html(evaluation))
    return DONE


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (default: the process's own); return the exit code."""
    arguments_given = sys.argv[1:] if argv is None else argv
    language = message_language(arguments_given)
    try:
        arguments = parse(arguments_given)
        if isinstance(arguments, EvaluateArguments):
            return evaluate(arguments)
        if arguments.batch is not None and arguments.out is not None:
            return ask_batch(arguments.batch, arguments.out, arguments)
        return ask(arguments)
    except BilingualError as error:
        print(f"{_ERROR.text(language)}: {error.message(language)}", file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 (so that exit can flush)
        return DONE
    except KeyboardInterrupt:
        print(_STOPPED.text(language), file=sys.stderr)
        return UNUSABLE


def _progress(items: Sequence[T]) -> Iterable[T]:
    """Show a progress bar on stderr where that is a terminal."""
    from tqdm import tqdm

    bar: Iterable[T] = tqdm(items, disable=None, leave=False)
    return bar


def _line_problem(path: Path, problem: BatchProblem, language: str) -> str:
    place = f"{path}, {_LINE.text(language)} {problem.number}"
    return f"{_ERROR.text(language)}: {place}: {problem.notice.text(language)}"


def _write(path: Path, text: str) -> None:
    try:
        write_text_atomically(path, text)
    except OSError as error:
        cause = os_cause(error)
        raise CommandError(
            f"không ghi được {path}: {cause.vi}", f"cannot write {path}: {cause.en}"
        ) from None


if __name__ == "__main__":
    sys.exit(main())
