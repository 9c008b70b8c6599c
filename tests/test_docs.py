"""The documentation names what exists, and everything that a user can set is documented."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from assistant.command_line import AskArguments, EvaluateArguments, parse

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
ALL_TEXT = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

COMMANDS = [
    pytest.param(["-m", "assistant", "ask"], id="assistant ask"),
    pytest.param(["-m", "assistant", "evaluate"], id="assistant evaluate"),
    pytest.param(["-m", "index", "build"], id="index build"),
    pytest.param(["-m", "index", "rebuild"], id="index rebuild"),
    pytest.param(["-m", "index", "remove"], id="index remove"),
    pytest.param(["-m", "index", "restore"], id="index restore"),
    pytest.param(["-m", "index", "status"], id="index status"),
    pytest.param(["-m", "web", "accounts", "add"], id="web accounts add"),
    pytest.param(["-m", "web", "accounts", "list"], id="web accounts list"),
    pytest.param(["-m", "web", "tokens", "add"], id="web tokens add"),
    pytest.param(["-m", "web.mcp"], id="web.mcp"),
    pytest.param(["app.py"], id="app"),
]


def shell_lines() -> list[str]:
    """Return the commands of the README's shell examples, without their comments."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    lines = (shlex.split(line, comments=True) for line in "".join(blocks).splitlines())
    return [shlex.join(line) for line in lines if line]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_documented(command: list[str]) -> None:
    """Whatever ``--help`` offers is explained or shown in the documentation."""
    done = subprocess.run(
        [sys.executable, *command, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", done.stdout))
    assert "--help" in options
    missing = {option for option in options if not re.search(rf"{option}(?![\w-])", ALL_TEXT)}
    assert missing == set()


def test_every_environment_variable_is_documented() -> None:
    """A variable that the code names in full stands in the README."""
    sources = [
        path
        for folder in ("assistant", "corpus", "index", "web")
        for path in (ROOT / folder).rglob("*.py")
    ]
    sources.append(ROOT / "app.py")
    named = {
        variable
        for path in sources
        for variable in re.findall(r"HOIBAOCAO_[A-Z]+(?:_[A-Z]+)*", path.read_text("utf-8"))
    }
    assert "HOIBAOCAO_DATA" in named
    assert {variable for variable in named if variable not in README} == set()


def test_make_targets_of_the_documents_exist() -> None:
    """Each ``make …`` that a document names is a target."""
    targets = set(re.findall(r"^([a-z][\w-]*):", MAKEFILE, re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z][\w-]*)", ALL_TEXT, re.MULTILINE))
    assert {"run", "test", "check", "eval", "bench"} <= named
    assert named <= targets


def test_make_help_names_every_public_target() -> None:
    """``make help`` lists what can be called, ``chromium`` and ``axe`` being steps of ``test``."""
    (phony,) = re.findall(r"^\.PHONY: (.+)$", MAKEFILE.replace("\\\n", " "), re.MULTILINE)
    listed = set(re.findall(r'"make ([\w-]+)', MAKEFILE))
    assert set(phony.split()) - {"help", "chromium", "axe"} == listed


def test_first_commands_of_the_readme_do_the_set_up() -> None:
    """A newcomer meets ``make run`` and ``make test`` before anything else."""
    assert shell_lines()[:2] == ["make run", "make test"]


def test_assistant_commands_of_the_readme_are_valid() -> None:
    """Every example parses as it is written."""
    examples = [shlex.split(line)[3:] for line in shell_lines() if "-m assistant" in line]
    parsed = [parse(example) for example in examples]
    assert any(isinstance(arguments, EvaluateArguments) for arguments in parsed)
    assert sum(isinstance(arguments, AskArguments) for arguments in parsed) >= 3


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files_and_headings(document: Path) -> None:
    """No relative link is dead, anchors included."""
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        name, _, anchor = target.partition("#")
        linked = document.parent / name if name else document
        assert linked.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", linked.read_text("utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}
            assert anchor in slugs, target


def test_every_dependency_is_explained() -> None:
    """Each declared dependency has its reason and licence."""

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    declared = [requirement for group in groups for requirement in group]
    names = {re.split(r"[<>=!~\[; ]", requirement)[0] for requirement in declared}
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert {name for name in names if f"`{name}`" not in explained} == set()
