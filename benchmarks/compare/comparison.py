"""Runs the product and a LlamaIndex pipeline over FAISS on the sample, one after the other.

The pipeline gets its own virtual environment, installed here and never a dependency of the
project; torch and sentence-transformers are those of the present one, so that both embed the
same model with the same libraries. It is given the verbatim text that the product reads from
the files, which spares it the reading.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.gold import GoldQuestion, load_gold
from assistant.model import Candidate
from assistant.scoring import evidence_rank
from benchmarks.measuring import Figure, seconds
from corpus import read_report
from index import Archive, SearchRequest, Settings, local_model
from sample import gold_files, report_folder

_PACKAGES = ("llama-index-core", "llama-index-vector-stores-faiss")
_CHUNKS = {"LlamaIndex, its default chunks": 1024, "LlamaIndex, small chunks": 256}
_MORE = 3  # reports that are added one at a time
_TOP = (1, 5, 20)
_READ = 4_000  # characters
_OWN = "this product"


def measure(work: Path) -> Iterator[tuple[str, list[Figure]]]:
    """Yield the figures of both, and the ratios; the environment is made in `work`."""
    python = _environment(work / "compare-environment")
    files = sorted(path for path in report_folder().iterdir() if path.is_file())
    gold = [
        turn
        for path in gold_files()
        for item in load_gold(path)
        if not item.conversation
        for turn in item.turns
        if turn.answerable
    ]
    shutil.rmtree(work / "compare-archive", ignore_errors=True)
    results = {_OWN: _product(work / "compare-archive", files, gold)}
    for name, chunk in _CHUNKS.items():
        results[name] = _pipeline(python, files, gold, chunk)
    for name, result in results.items():
        yield name, _figures(result, gold)
    for name in _CHUNKS:
        yield f"{_OWN} against {name}", _ratios(results[_OWN], results[name], gold)


def _environment(folder: Path) -> Path:
    """Return the Python of the pipeline's environment, made where it is missing."""
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([python, "-m", "pip", "install", "-qq", *_PACKAGES], check=True)
        # What the environment lacks (torch, sentence-transformers) it finds in this one.
        found = subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            check=True,
            capture_output=True,
            text=True,
        )
        beside = Path(found.stdout.strip()) / "beside.pth"
        beside.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
        (folder / "complete").touch()
    return python


def _product(data: Path, files: Sequence[Path], gold: Sequence[GoldQuestion]) -> dict[str, Any]:
    with Archive.open(data, settings=Settings(), create=True) as archive:
        archive.encoder  # noqa: B018 (neither side's time counts the loading of the model)
        built = seconds(lambda: archive.build(files[:-_MORE]))
        added = [seconds(partial(archive.build, [path])) for path in files[-_MORE:]]
        archive.search(SearchRequest("khởi động"))
        searched, times = [], []
        for question in gold:
            request = SearchRequest(question.question, limit=max(_TOP))
            times.append(seconds(partial(archive.search, request)))
            hits = archive.search(request)
            searched.append(
                [
                    (
                        hit.report.source,
                        archive.text(hit.report.id)[
                            hit.passage.passage.start : hit.passage.passage.end
                        ],
                    )
                    for hit in hits
                ]
            )
        assistant = Assistant(archive)
        weighed, cited, answered = [], [], []
        for question in gold:
            began = time.perf_counter()
            answer = assistant.ask(question.question)
            answered.append(time.perf_counter() - began)
            candidates = answer.trace.candidates if answer.trace else ()
            weighed.append([(c.source, c.excerpt) for c in candidates])
            cited.append([(c.source, c.excerpt) for c in answer.citations])
        chunks = archive.passage_count
    return {
        "built": built,
        "added": added,
        "times": times,
        "answered": answered,
        "found": weighed,
        "searched": searched,
        "cited": cited,
        "chunks": chunks,
    }


def _pipeline(
    python: Path, files: Sequence[Path], gold: Sequence[GoldQuestion], chunk: int
) -> dict[str, Any]:
    texts = [{"source": path.name, "text": read_report(path).document.text} for path in files]
    job = {
        "reports": texts[:-_MORE],
        "more": texts[-_MORE:],
        "questions": [question.question for question in gold],
        "model": str(local_model.ensure()),
        "chunk": chunk,
    }
    done = subprocess.run(
        [python, str(Path(__file__).with_name("pipeline.py"))],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=True,
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _figures(result: dict[str, Any], gold: Sequence[GoldQuestion]) -> list[Figure]:
    figures = [
        Figure("passages or chunks", result["chunks"], ""),
        Figure("build", result["built"], "s"),
        Figure("one more report, median", statistics.median(result["added"]), "s"),
        Figure("search, median", 1_000 * statistics.median(result["times"]), "ms"),
    ]
    if "answered" in result:
        taken = 1_000 * statistics.median(result["answered"])
        figures.append(Figure("answer with its citations, median", taken, "ms"))
    shown = [(name, 100 * share, "%") for name, share in _recalls(result["found"], gold).items()]
    figures += [Figure(*figure) for figure in shown]
    if "cited" in result:
        first = [some[:1] for some in result["cited"]]
        cited = next(iter(_recalls(first, gold).values()))
        figures.append(Figure("evidence in the first citation of the answer", 100 * cited, "%"))
        plain = _recalls(result["searched"], gold)
        figures += [
            Figure(f"{name}, by Archive.search alone", 100 * share, "%")
            for name, share in plain.items()
        ]
    return figures


def _ratios(
    own: dict[str, Any], other: dict[str, Any], gold: Sequence[GoldQuestion]
) -> list[Figure]:
    """Return how many times quicker the product is, and how many times more it finds."""
    names = {"built": "build", "added": "one more report", "times": "search"}
    figures = []
    for key, name in names.items():
        ours, theirs = (
            statistics.median(value if isinstance(value, list) else [value])
            for value in (own[key], other[key])
        )
        figures.append(Figure(f"{name}, times quicker", theirs / ours, "×"))
    found = _recalls(other["found"], gold)
    figures += [
        Figure(f"{name}, times as often", share / (found[name] or float("nan")), "×")
        for name, share in _recalls(own["found"], gold).items()
    ]
    return figures


def _recalls(
    found: Sequence[Sequence[tuple[str, str]]], gold: Sequence[GoldQuestion]
) -> dict[str, float]:
    """Return how often the evidence is among the first few texts, and the first characters.

    The texts of the two differ in length: what a reader, or a language model, would have to
    read is what can be compared.
    """
    ranks = [
        evidence_rank(question, [Candidate(source, text, 0.0, {}) for source, text in some])
        for question, some in zip(gold, found, strict=True)
    ]
    lengths = [
        sum(len(text) for _, text in some[:rank]) if rank else float("inf")
        for rank, some in zip(ranks, found, strict=True)
    ]
    return {
        **{
            f"evidence among the first {top}": sum(bool(r and r <= top) for r in ranks) / len(ranks)
            for top in _TOP
        },
        f"evidence among the first {_READ:,} characters": sum(n <= _READ for n in lengths)
        / len(ranks),
    }
