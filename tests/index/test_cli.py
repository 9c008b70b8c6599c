"""The commands as a user runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.__main__ import main
from tests.index.fakes import HashingEncoder, read_report, write_report

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in this process read and embed quickly."""
    monkeypatch.delenv("HOIBAOCAO_LANG", raising=False)
    monkeypatch.setattr("corpus.read_report", read_report, raising=False)
    monkeypatch.setattr("index.archive.load_encoder", lambda settings: HashingEncoder())
    monkeypatch.setattr("index.archive.fingerprint", lambda settings: "hashing-1")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("HOIBAOCAO_DATA", str(folder))
    return folder


def test_build_status_remove(data: Path, inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_report(inbox / "a.txt", "Có 3 trạm.", period="2023-04", province="an-giang")
    assert main(["build", str(inbox)]) == 0
    printed = capsys.readouterr()
    assert f"{path}: đã thêm" in printed.out
    assert printed.err == ""
    assert main(["build", str(inbox), "--lang", "en"]) == 0
    assert f"{path}: unchanged" in capsys.readouterr().out
    assert main(["status", "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert (status["reports"], status["passages"], status["figures"]) == (1, 1, 1)
    assert (status["generation"], status["first_period"]) == (1, "2023-04")
    assert status["bytes_on_disk"] > 0
    (file,) = status["files"]
    assert (file["source"], file["state"], file["period"]) == ("a.txt", "current", "2023-04")
    assert main(["status"]) == 0
    assert "a.txt" in capsys.readouterr().out
    assert main(["rebuild"]) == 0
    assert main(["remove", "a.txt"]) == 0
    assert "a.txt: đã gỡ" in capsys.readouterr().out
    assert main(["status", "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert (status["reports"], status["passages"], status["removed"]) == (0, 0, 1)
    assert [file["state"] for file in status["files"]] == ["removed"]


def test_remove_restore_erase(data: Path, inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_report(inbox / "a.txt", "Có 3 trạm.")
    assert main(["build", str(inbox)]) == 0
    assert main(["restore", "a.txt"]) == 2
    assert "a.txt" in capsys.readouterr().err
    assert main(["remove", "a.txt"]) == 0
    assert main(["status", "--lang", "en"]) == 0
    assert "a.txt  (–) – removed" in capsys.readouterr().out
    assert main(["build", str(inbox)]) == 0
    assert f"{path}: đã gỡ khỏi kho, không nạp lại" in capsys.readouterr().out
    assert main(["restore", "a.txt"]) == 0
    assert capsys.readouterr().out == "a.txt: đã khôi phục\n"
    assert main(["restore", "z.txt"]) == 2
    assert main(["remove", "a.txt", "--erase"]) == 0
    assert "a.txt: đã xóa hẳn" in capsys.readouterr().out
    assert main(["status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == []
    assert list((data / "reports").glob("*a.txt*")) == []
    assert main(["build", str(inbox)]) == 0
    assert f"{path}: đã thêm" in capsys.readouterr().out


def test_failures_in_some_files_end_with_1(
    data: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_report(inbox / "good.txt", "Có 3 trạm.")
    (inbox / "empty.txt").touch()
    (inbox / "picture.bin").write_bytes(b"\x89PNG")
    assert main(["build", str(inbox)]) == 1
    printed = capsys.readouterr()
    assert "empty.txt" in printed.err
    assert "picture.bin" in printed.err
    assert "good.txt" in printed.out


@pytest.mark.parametrize(
    ("command", "named"),
    [
        (["build", "nowhere"], "nowhere"),
        (["remove", "a.txt"], "build"),
        (["status"], "build"),
        (["rebuild"], "build"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_nothing_usable_ends_with_2_and_one_line(
    data: Path, capsys: pytest.CaptureFixture[str], command: list[str], named: str
) -> None:
    assert main(command) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert named in printed.err


def test_only_bad_files_end_with_2(data: Path, inbox: Path) -> None:
    (inbox / "empty.txt").touch()
    assert main(["build", str(inbox)]) == 2


def test_unknown_report_ends_with_2(
    data: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_report(inbox / "a.txt", "Có 3 trạm.")
    main(["build", str(inbox)])
    capsys.readouterr()
    assert main(["remove", "z.txt", "--lang", "en"]) == 2
    assert capsys.readouterr().err == "The archive has no report z.txt.\n"


@pytest.mark.parametrize(
    ("named", "options", "printed"),
    [
        (None, [], "Chưa có kho"),
        ("vi", [], "Chưa có kho"),
        ("en", [], "There is no archive"),
        ("", [], "Chưa có kho"),
        ("fr", [], "Chưa có kho"),
        ("en", ["--lang", "vi"], "Chưa có kho"),
        ("vi", ["--lang", "en"], "There is no archive"),
    ],
)
def test_language_by_option_else_by_environment(
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    named: str | None,
    options: list[str],
    printed: str,
) -> None:
    if named is not None:
        monkeypatch.setenv("HOIBAOCAO_LANG", named)
    assert main(["status", *options]) == 2
    assert capsys.readouterr().err.startswith(printed)


def test_data_folder_by_option(data: Path, inbox: Path, tmp_path: Path) -> None:
    write_report(inbox / "a.txt", "Có 3 trạm.")
    assert main(["build", str(inbox), "--data", str(tmp_path / "other")]) == 0
    assert (tmp_path / "other" / "archive.sqlite").is_file()
    assert not data.exists()


@pytest.mark.parametrize("arguments", [[], ["sing"], ["build"], ["status", "--colour"]], ids=str)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


def test_the_real_program_reads_embeds_and_reports(tmp_path: Path) -> None:
    """The whole way in a process of its own, with the real reader and model."""
    pytest.importorskip("corpus.metadata")
    (tmp_path / "bao-cao.txt").write_text(
        "UBND TỈNH AN GIANG\nSỞ THÔNG TIN VÀ TRUYỀN THÔNG\nSố: 15/BC-STTTT\n\n"
        "BÁO CÁO\nTình hình thực hiện nhiệm vụ tháng 6/2022\n\n"
        "I. KẾT QUẢ\n\n1. Viễn thông\n\nToàn tỉnh có 812 trạm phát sóng, tăng 4 trạm.\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "HOIBAOCAO_DATA": str(tmp_path / "data")}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "index", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    built = run("build", str(tmp_path / "bao-cao.txt"))
    assert (built.returncode, built.stderr) == (0, "")
    assert "đã thêm" in built.stdout
    status = json.loads(run("status", "--json").stdout)
    assert (status["reports"], status["first_period"]) == (1, "2022-06")
    assert status["passages"] >= 1
    assert status["model"].startswith("e5-small:")


def test_importing_the_package_loads_no_heavy_library() -> None:
    code = (
        "import sys, index;"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'openvino', 'faiss',"
        " 'underthesea', 'tokenizers'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
