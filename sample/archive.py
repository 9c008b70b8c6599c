"""The files of the sample archive, and of larger look-alike archives made on demand."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sample.documents import Paper
from sample.model import Month, Profile
from sample.monthly import MonthlyReport, compose
from sample.portal import to_html
from sample.questions import Question, ask
from sample.series import simulate
from sample.text import to_text

FOLDER = Path(__file__).resolve().parent
AN_LOC = Profile("An Lộc", seed=2023, five_g_from=Month(2023, 9))
_CYCLE = ("txt", "txt", "html", "txt", "txt", "docx", "txt", "txt")


@dataclass(frozen=True, slots=True)
class SeriesFile:
    """A monthly report and the name of its file; the name's leading digits identify it."""

    name: str
    report: MonthlyReport

    @property
    def prefix(self) -> str:
        return self.name.partition("_")[0]


def report_folder() -> Path:
    """Folder of the sample archive's reports."""
    return FOLDER / "reports"


def gold_files() -> list[Path]:
    """Gold files on the sample archive: single questions, then conversations."""
    return [FOLDER / "gold" / "sample.jsonl", FOLDER / "gold" / "conversations.jsonl"]


def slug(name: str) -> str:
    """Fold a province's name for a file name: ``An Lộc`` -> ``an-loc``."""
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return "-".join("".join(c if c.isalnum() else " " for c in letters).split())


def series(
    profile: Profile,
    first: Month,
    months: int,
    *,
    start: int = 201,
    formats: Sequence[str] = _CYCLE,
) -> tuple[SeriesFile, ...]:
    """Compose consecutive monthly reports; file names are numbered from `start`.

    `formats` are file types taken in turn: ``txt``, ``html``, ``docx``. Reports that are
    not plain text carry their figures by level in tables.
    """
    files = []
    for index, facts in enumerate(simulate(profile, first, months)):
        suffix = formats[index % len(formats)]
        month = f"{facts.month.year}-{facts.month.month:02d}"
        name = f"{start + index}_{slug(profile.province)}-{month}.{suffix}"
        files.append(SeriesFile(name, compose(profile, facts, tables=suffix != "txt")))
    return tuple(files)


def sample_series() -> tuple[SeriesFile, ...]:
    """The 24 months of the invented province in the sample archive."""
    return series(AN_LOC, Month(2023, 1), 24)


def content(name: str, paper: Paper) -> bytes:
    """Return the file's bytes for any type but PDF, which needs fonts (see `sample.pdf`).

    Raises ValueError for an unknown type.
    """
    suffix = name.rpartition(".")[2]
    if suffix == "txt":
        return to_text(paper).encode()
    if suffix == "html":
        return to_html(paper).encode()
    if suffix == "docx":
        from sample.word import to_docx  # python-docx is slow to import

        return to_docx(paper)
    raise ValueError(f"no writer for {name!r}")


def generate(
    folder: Path,
    profile: Profile,
    first: Month,
    months: int,
    *,
    start: int = 1001,
    formats: Sequence[str] = ("txt",),
    questions_a_month: int = 4,
) -> tuple[Path, ...]:
    """Write a province's reports into `folder`, and ``gold-PROVINCE.jsonl`` beside them.

    Returns the paths of the reports. The same arguments always write the same files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = series(profile, first, months, start=start, formats=formats)
    paths = []
    for file in files:
        path = folder / file.name
        path.write_bytes(content(file.name, file.report.paper))
        paths.append(path)
    write_gold(
        folder / f"gold-{start}-{slug(profile.province)}.jsonl",
        ask(profile, [(file.prefix, file.report) for file in files], questions_a_month),
    )
    return tuple(paths)


def write_gold(path: Path, questions: Iterable[Question]) -> None:
    """Write questions one a line in the gold format."""
    lines = [json.dumps(question.to_json(), ensure_ascii=False) for question in questions]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
