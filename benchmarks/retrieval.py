"""What the shipped encoder loses in retrieval against float32, in Vietnamese and in English.

Questions on the sample's monthly series look for the passage that holds their evidence among
those of the report that they ask about: in an archive of look-alike months vectors alone
cannot tell one month from another. Nothing but the vectors takes part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.gold import GoldQuestion
from assistant.model import Candidate
from assistant.scoring import evidence_rank
from benchmarks.embedding import torch_model
from benchmarks.measuring import Figure
from index import Archive, Settings
from index.embedding import load_encoder
from index.words import indexed_text
from sample.archive import AN_LOC, sample_series
from sample.questions import ask

Floats = npt.NDArray[np.float32]

_A_MONTH = 30  # questions
_LOSS = 0.5  # points of recall@1 that may be lost
_LANGUAGES = {"vi": "Vietnamese", "en": "English"}


def measure(archive: Archive) -> list[Figure]:
    """Return recall@1 of both encoders on the sample `archive`, and the points lost."""
    gold = _questions()
    stored = [
        (report.source, passage)
        for report in archive.reports()
        for passage in archive.report_passages(report.id)
    ]
    texts = [
        indexed_text(p.passage.section, p.passage.topic, p.passage.search.text) for _, p in stored
    ]
    excerpts = [
        (source, archive.text(p.report_id)[p.passage.start : p.passage.end]) for source, p in stored
    ]
    own, full = load_encoder(Settings()), torch_model()
    encoders: dict[str, tuple[Floats, Callable[[str], Floats]]] = {
        f"this product ({own.backend})": (own.encode_passages(texts), own.encode_query),
        "float32 (torch)": (_passages(full, texts), lambda text: _query(full, text)),
    }
    figures = []
    for language, name in _LANGUAGES.items():
        asked = [question for question in gold if question.language == language]
        recalls = {}
        for label, (vectors, encode) in encoders.items():
            found = [
                _first_holds(question, vectors @ encode(question.question), excerpts)
                for question in asked
            ]
            recalls[label] = 100 * float(np.mean(found))
            figures.append(
                Figure(f"recall@1, {name} ({len(asked)} questions), {label}", recalls[label], "%")
            )
        shipped, exact = recalls.values()
        figures.append(
            Figure(
                f"recall@1 lost, {name}", max(0.0, exact - shipped), "points", ("<", _LOSS + 1e-9)
            )
        )
    return figures


def _questions() -> list[GoldQuestion]:
    reports = [(file.prefix, file.report) for file in sample_series()]
    return [
        GoldQuestion(
            q.question, q.kind, q.lang, q.answer, q.accept, reports=q.reports, evidence=q.evidence
        )
        for q in ask(AN_LOC, reports, _A_MONTH)
    ]


def _first_holds(
    question: GoldQuestion, scores: Floats, excerpts: Sequence[tuple[str, str]]
) -> bool:
    """Tell whether the nearest passage of the reports in question holds the evidence."""
    within = [
        i for i, (source, _) in enumerate(excerpts) if source.split("_")[0] in question.reports
    ]
    if not within:
        return False
    best = max(within, key=lambda i: float(scores[i]))
    source, excerpt = excerpts[best]
    return evidence_rank(question, [Candidate(source, excerpt, 0.0, {})]) == 1


def _passages(model: Any, texts: Sequence[str]) -> Floats:
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    made = model.encode_document(
        [texts[i] for i in order], batch_size=8, normalize_embeddings=True, show_progress_bar=False
    )
    vectors = np.empty_like(made)
    vectors[order] = made
    return np.asarray(vectors, np.float32)


def _query(model: Any, text: str) -> Floats:
    return np.asarray(
        model.encode_query(text, normalize_embeddings=True, show_progress_bar=False), np.float32
    )
