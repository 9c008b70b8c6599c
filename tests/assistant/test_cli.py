"""The command line's contract: output, exit codes, one clear line for each error."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import assistant.__main__ as cli
from tests.assistant.stand_in import EXCERPT, StandIn, StandInConversation

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {"bao nhiêu trạm 5G?": "12 trạm 5G.", "đỏ?": "\x1b[31mđỏ"}


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test starts without settings of the machine that it runs on."""
    for name in ("HOIBAOCAO_LANG", "HOIBAOCAO_DATA"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Answer from a table; return the list of archive folders that were opened."""
    folders: list[Path] = []

    @contextmanager
    def open_session(data: Path) -> Iterator[cli.Session]:
        folders.append(data)
        yield cli.Session(StandIn(TEXTS), StandInConversation)

    monkeypatch.setattr(cli, "open_session", open_session)
    return folders


@pytest.fixture
def no_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail the test where a command opens the archive before it checked its arguments."""

    def refuse(data: Path) -> None:
        raise AssertionError(f"opened {data}")

    monkeypatch.setattr(cli, "open_session", refuse)


def gold_file(folder: Path) -> Path:
    path = folder / "gold.jsonl"
    question = {
        "id": "a",
        "question": "bao nhiêu trạm 5G?",
        "lang": "vi",
        "kind": "number",
        "accept": [["13"]],
        "reports": ["07"],
        "evidence": [EXCERPT],
    }
    path.write_text(json.dumps(question) + "\n", encoding="utf-8")
    return path


def test_ask_prints_answer_and_citation(
    opened: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The answer stands first, then where it was read."""
    assert cli.main(["ask", "bao nhiêu trạm 5G?", "--data", "kho"]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[0] == "12 trạm 5G."
    assert "[1] Báo cáo <i>quý II/2022</i> · 15/BC-VHTT · Hoa Sim" in printed.out
    assert f"“{EXCERPT}”" in printed.out
    assert "trang 3" in printed.out
    assert (printed.err, opened) == ("", [Path("kho")])


def test_ask_json_is_the_contract(opened: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON has no key more nor less; a trace only where it was asked for."""
    assert cli.main(["ask", "bao nhiêu trạm 5G?", "--json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert cli.main(["ask", "bao nhiêu trạm 5G?", "--json", "--explain"]) == 0
    explained = json.loads(capsys.readouterr().out)
    assert plain["answer"] == "12 trạm 5G."
    assert "trace" not in plain
    assert explained["trace"]["slots"] == {"level": "huyện"}
    assert set(explained) - set(plain) == {"trace"}


def test_explain_prints_slots_candidates_and_decision(
    opened: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A person sees how the question was understood and what was weighed."""
    assert cli.main(["ask", "bao nhiêu trạm 5G?", "--explain"]) == 0
    out = capsys.readouterr().out
    assert "level: huyện" in out
    assert "Quyết định: vì" in out
    assert "0.500  07_x.txt  dense 0.400" in out


def test_unanswerable_is_an_answer(opened: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    """A refusal is a good outcome of the command."""
    assert cli.main(["ask", "không có?"]) == 0
    assert capsys.readouterr().out.startswith("Chưa có số liệu.")


def test_text_of_reports_cannot_steer_the_terminal(
    opened: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Escape sequences are taken out."""
    assert cli.main(["ask", "đỏ?"]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_data_folder_from_the_environment(
    opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """``--data`` comes before HOIBAOCAO_DATA, which comes before ./data."""
    cli.main(["ask", "x"])
    monkeypatch.setenv("HOIBAOCAO_DATA", "kho-a")
    cli.main(["ask", "x"])
    cli.main(["ask", "x", "--data", "kho-b"])
    assert opened == [Path("data"), Path("kho-a"), Path("kho-b")]


def test_batch_names_bad_lines_and_exits_1(
    opened: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The good lines are answered, the bad ones named in the order of the file."""
    source, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    lines = ['{"id": 1, "question": "!"}', "{", '{"id": 3, "question": "bao nhiêu trạm 5G?"}']
    source.write_text("\n".join(lines), encoding="utf-8")
    assert cli.main(["ask", "--batch", str(source), "--out", str(out)]) == 1
    errors = capsys.readouterr().err.splitlines()
    assert errors[0].startswith(f"Lỗi: {source}, dòng 1: lỗi khi trả lời")
    assert errors[1].startswith(f"Lỗi: {source}, dòng 2: không phải JSON")
    assert [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()] == [3]


def test_batch_without_faults_exits_0(opened: list[Path], tmp_path: Path) -> None:
    """A gold file is a batch."""
    out = tmp_path / "a.jsonl"
    assert cli.main(["ask", "--batch", str(gold_file(tmp_path)), "--out", str(out)]) == 0
    assert json.loads(out.read_text("utf-8"))["id"] == "a"


def test_batch_of_which_nothing_is_answered_exits_2(opened: list[Path], tmp_path: Path) -> None:
    """All lines failed: there is nothing to use."""
    source = tmp_path / "q.jsonl"
    source.write_text('{"id": 1, "question": "!"}', encoding="utf-8")
    assert cli.main(["ask", "--batch", str(source), "--out", str(tmp_path / "a.jsonl")]) == 2


def test_evaluate_prints_tables_and_writes_files(
    opened: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tables on stdout, misses on request, results as JSON and as a page."""
    results, page = tmp_path / "results.json", tmp_path / "page.html"
    arguments = [str(gold_file(tmp_path)), "--json", str(results), "--html", str(page)]
    assert cli.main(["evaluate", *arguments, "--misses", "5"]) == 0
    out = capsys.readouterr().out
    assert "Theo loại câu hỏi" in out
    assert "Câu chưa đạt (1 trong 1)" in out
    assert json.loads(results.read_text("utf-8"))["total"]["n"] == 1
    assert page.read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param([], "thiếu LỆNH", id="no command"),
        pytest.param(["sing"], "LỆNH: không có 'sing'", id="unknown command"),
        pytest.param(["ask"], "thiếu câu hỏi", id="no question"),
        pytest.param(["ask", "  "], "câu hỏi trống", id="blank question"),
        pytest.param(["ask", "x", "--loud"], "không hiểu “--loud”", id="unknown option"),
        pytest.param(["ask", "x", "--data"], "--data: thiếu giá trị", id="option without value"),
        pytest.param(["ask", "x", "--out", "a"], "--out chỉ đi với", id="out alone"),
        pytest.param(["ask", "--batch", "q"], "cần có --out", id="batch without out"),
        pytest.param(["ask", "x", "--batch", "q", "--out", "a"], "một trong hai", id="both"),
        pytest.param(["ask", "--batch", "q", "--out", "q"], "trùng", id="out over the questions"),
        pytest.param(["ask", "--batch", "gone", "--out", "a"], "gone", id="batch missing"),
        pytest.param(["evaluate"], "thiếu GOLD.jsonl", id="no gold"),
        pytest.param(["evaluate", "gone.jsonl"], "gone.jsonl: không có tệp", id="gold missing"),
        pytest.param(["evaluate", "g", "--misses", "-1"], "giá trị không hợp lệ", id="misses"),
    ],
)
@pytest.mark.usefixtures("no_archive")
def test_wrong_usage_is_one_line_and_exit_2(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The error says what is wrong; the archive is not even opened."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("Lỗi: ")
    assert printed.err.count("\n") == 1
    assert said in printed.err


@pytest.mark.usefixtures("no_archive")
def test_results_in_a_missing_folder_are_refused_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody waits for an evaluation that cannot be saved."""
    page = tmp_path / "gone" / "page.html"
    assert cli.main(["evaluate", str(gold_file(tmp_path)), "--html", str(page)]) == 2
    assert "không có thư mục" in capsys.readouterr().err


@pytest.mark.parametrize("how", ["option", "environment"])
def test_errors_in_english(
    how: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--lang`` and HOIBAOCAO_LANG choose the language of messages."""
    if how == "environment":
        monkeypatch.setenv("HOIBAOCAO_LANG", "en")
    assert cli.main(["ask", *(["--lang", "en"] if how == "option" else [])]) == 2
    assert capsys.readouterr().err == "Error: no question and no --batch\n"


def test_interrupted_command_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl+C is one line, no traceback."""

    def interrupt(data: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "open_session", interrupt)
    assert cli.main(["ask", "x", "--lang", "en"]) == 2
    assert capsys.readouterr().err == "Stopped; no file was left half written.\n"


def test_help_loads_nothing_heavy() -> None:
    """``--help`` answers without the model's libraries."""
    program = (
        "import sys, assistant.__main__ as cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit as stop: code = stop.code\n"
        "heavy = {'torch', 'transformers', 'faiss', 'openvino', 'underthesea', 'gradio'}\n"
        "print(sorted(heavy & set(sys.modules)), code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[0].startswith("Cách dùng: python -m assistant")
    assert done.stdout.splitlines()[-1] == "[] 0"


def test_missing_archive_is_one_line_and_exit_2(tmp_path: Path) -> None:
    """The real command without an archive says how to make one, without a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", "x", "--data", str(tmp_path / "kho")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Lỗi: ")
    assert "python -m index build" in done.stderr
    assert done.stderr.count("\n") == 1
