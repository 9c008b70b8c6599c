"""What the shipped encoder loses in retrieval against float32, in Vietnamese and in English.

Questions look for the passage that holds their evidence among those of the reports that they
ask about: in an archive of look-alike months vectors alone cannot tell one month from another.
Nothing but the vectors takes part. The questions are made ones on monthly reports of all
provinces, each figure asked for in both languages, and the gold questions in this project on
the reports that they were written for.
"""

from __future__ import annotations

import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.gold import GoldQuestion, load_gold
from assistant.model import Candidate
from assistant.scoring import evidence_rank
from benchmarks import large_reports
from benchmarks.embedding import torch_model
from benchmarks.measuring import Figure
from corpus import Report, read_report
from index import Settings
from index.embedding import load_encoder
from index.words import indexed_text
from sample import gold_files, report_folder
from sample.archive import content
from sample.questions import ASKED, phrase

Floats = npt.NDArray[np.float32]

_LOSS = 0.5  # points of recall@1 that may be lost
_LANGUAGES = {"vi": "Vietnamese", "en": "English"}
_REPORTS = 32  # with some 60 questions in each language
_SETS = ("second_set/open", "second_set/kept", "third_set/open", "third_set/kept")
_BATCH = 16
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class _Question:
    """A question with the passages to choose from and those that hold the evidence.

    Both are rows of the texts. Questions of one ``kind`` are alike, so that their outcomes
    are not independent of each other.
    """

    text: str
    language: str
    kind: str
    rows: tuple[int, ...]
    right: frozenset[int]


class _Texts:
    """The texts of all passages, each once."""

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}

    def of(self, report: Report) -> list[tuple[int, str]]:
        """Return the row of each passage of `report` with its verbatim text."""
        found = []
        for passage in report.passages:
            text = indexed_text(passage.section, passage.topic, passage.search.text)
            row = self.rows.setdefault(text, len(self.rows))
            found.append((row, report.document.text[passage.start : passage.end]))
        return found


def measure() -> list[Figure]:
    """Return recall@1 of both encoders, and the points lost with their standard error."""
    texts = _Texts()
    asked = [*_made(texts), *_gold(texts)]
    passages = list(texts.rows)
    questions = [question.text for question in asked]
    own, full = load_encoder(Settings()), torch_model()
    found = {
        f"this product ({own.backend})": _first_right(
            asked,
            own.encode_passages(passages),
            np.array([own.encode_query(text) for text in questions]),
        ),
        "float32 (torch)": _first_right(
            asked, _exact(full.encode_document, passages), _exact(full.encode_query, questions)
        ),
    }
    figures = []
    for language, name in _LANGUAGES.items():
        chosen = [i for i, question in enumerate(asked) if question.language == language]
        for label, right in found.items():
            recall = 100 * float(np.mean(right[chosen]))
            figures.append(
                Figure(f"recall@1, {name} ({len(chosen)} questions), {label}", recall, "%")
            )
        shipped, exact = found.values()
        lost = 100 * (exact[chosen] - shipped[chosen])
        kinds = [asked[i].kind for i in chosen]
        figures += [
            Figure(f"recall@1 lost, {name}", float(np.mean(lost)), "points", ("<", _LOSS + 1e-9)),
            Figure(f"recall@1 lost, {name}, standard error", _error(lost, kinds), "points"),
        ]
    return figures


def _made(texts: _Texts) -> Iterator[_Question]:
    """Yield questions for every figure of some monthly reports."""
    with tempfile.TemporaryDirectory(prefix="hoi-bao-cao-") as folder:
        for profile, file in large_reports.scattered(_REPORTS):
            path = Path(folder) / file.name
            path.write_bytes(content(path.name, file.report.paper))
            passages = {path.name: texts.of(read_report(path))}
            draw = random.Random(file.name)
            for indicator in ASKED:
                if indicator.key not in file.report.evidence:
                    continue
                for language in _LANGUAGES:
                    gold = GoldQuestion(
                        phrase(indicator, profile, file.report.facts.month, language, draw),
                        "number",
                        language,
                        reports=(file.prefix,),
                        evidence=(file.report.evidence[indicator.key],),
                    )
                    yield from _question(gold, indicator.key, passages)


def _gold(texts: _Texts) -> Iterator[_Question]:
    """Yield the gold questions of the sample and of the evaluation sets that need an answer."""
    sets = [(report_folder(), gold_files())]
    sets += [(_HERE / name / "reports", [_HERE / name / "gold.jsonl"]) for name in _SETS]
    for folder, files in sets:
        passages = {
            path.name: texts.of(read_report(path))
            for path in sorted(folder.iterdir())
            if path.name[0].isdigit()
        }
        for path in files:
            for item in load_gold(path):
                if not item.conversation:
                    yield from _question(item.turns[0], item.turns[0].question, passages)


def _question(
    gold: GoldQuestion, kind: str, passages: Mapping[str, Sequence[tuple[int, str]]]
) -> Iterator[_Question]:
    """Yield `gold` with what it may find, if it has an answer that a single passage holds."""
    rows: set[int] = set()
    right: set[int] = set()
    for source, those in passages.items():
        if source.split("_")[0] in gold.reports:
            rows.update(row for row, _ in those)
            right.update(
                row
                for row, excerpt in those
                if evidence_rank(gold, [Candidate(source, excerpt, 0.0, {})]) == 1
            )
    if right:
        yield _Question(gold.question, gold.language, kind, tuple(sorted(rows)), frozenset(right))


def _first_right(asked: Sequence[_Question], passages: Floats, questions: Floats) -> Floats:
    """Return 1 for each question whose nearest passage holds the evidence, else 0."""
    return np.array(
        [
            question.rows[int(np.argmax(passages[list(question.rows)] @ vector))] in question.right
            for question, vector in zip(asked, questions, strict=True)
        ],
        np.float32,
    )


def _error(values: Floats, kinds: Sequence[str]) -> float:
    """Return the standard error of the mean of `values`, those of one kind taken together.

    The sandwich estimator for clusters (Liang and Zeger, 1986).
    """
    sums: defaultdict[str, float] = defaultdict(float)
    for value, kind in zip(values - values.mean(), kinds, strict=True):
        sums[kind] += float(value)
    return float(np.sqrt(sum(total**2 for total in sums.values()))) / len(values)


def _exact(encode: Any, texts: Sequence[str]) -> Floats:
    made = encode(
        list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
    )
    return np.asarray(made, np.float32)
