"""Text to vectors: what an encoder promises, and the two that there are."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from corpus.vietnamese import nfc
from index import local_model
from index.errors import ArchiveError
from index.imports import import_openvino
from index.settings import EMBEDDED_MODEL, Settings
from index.words import segment

Floats = npt.NDArray[np.float32]
Counter = Callable[[int], None]

_log = logging.getLogger(__name__)
_BATCH = 8  # longer batches were slower on two cores: more padding, less cache
_BATCH_BF16 = 16
_QUANTISED = {"INFERENCE_PRECISION_HINT": "f32", "DYNAMIC_QUANTIZATION_GROUP_SIZE": 32}
_BF16 = {"INFERENCE_PRECISION_HINT": "bf16"}
_FAITHFUL = 0.999


class Encoder(Protocol):
    """Turns texts into float32 vectors of length 1."""

    @property
    def name(self) -> str:
        """The model, for a person."""

    @property
    def backend(self) -> str:
        """What computes."""

    @property
    def fingerprint(self) -> str:
        """Equal for two encoders exactly if their vectors may be compared."""

    @property
    def dimension(self) -> int:
        """The number of components of a vector."""

    def encode_passages(self, texts: Sequence[str], progress: Counter | None = None) -> Floats:
        """Return one row a text; `progress` is told how many texts are done."""

    def encode_query(self, text: str) -> Floats:
        """Return the vector of a question, of shape (dimension,)."""


def fingerprint(settings: Settings) -> str:
    """Return the fingerprint of the encoder that `settings` name, without loading it."""
    if settings.model == EMBEDDED_MODEL:
        return local_model.fingerprint()
    parts = [settings.model, settings.query_prompt, settings.passage_prompt]
    shown = "|".join("" if part is None else part for part in parts)
    return f"{shown}{'|segmented' if settings.segment_words else ''}"


def load_encoder(settings: Settings) -> Encoder:
    """Load the encoder that `settings` name; raises ArchiveError where that fails.

    The embedded model runs in OpenVINO with 8-bit weights, or in torch with float32 where
    OpenVINO cannot be imported or does not agree with the model's reference vectors.
    """
    stay_offline()
    if settings.model != EMBEDDED_MODEL:
        return SentenceTransformerEncoder(settings)
    folder = local_model.ensure()
    try:
        encoder: Encoder = OpenVinoEncoder(folder, settings.threads)
        agreement = local_model.agreement(folder, encoder)
        if agreement > _FAITHFUL:
            return encoder
        reason: object = f"cosine {agreement:.4f}"
    except (ImportError, RuntimeError) as error:
        reason = error
    _log.warning("OpenVINO không dùng được (%s); dùng torch, chậm hơn.", reason)
    encoder = SentenceTransformerEncoder(settings, folder)
    agreement = local_model.agreement(folder, encoder)
    if agreement <= _FAITHFUL:
        raise ArchiveError(
            "model_unfaithful", model=settings.model, cosine=f"{agreement:.4f}", path=folder
        )
    return encoder


def stay_offline() -> None:
    """Forbid the libraries to look for anything on the network; call before importing them."""
    for variable, value in (
        ("HF_HUB_OFFLINE", "1"),
        ("TRANSFORMERS_OFFLINE", "1"),
        ("HF_HUB_DISABLE_TELEMETRY", "1"),
        ("TOKENIZERS_PARALLELISM", "false"),
        ("UNDERTHESEA_TRACE_DISABLED", "1"),
    ):
        os.environ[variable] = value


class OpenVinoEncoder:
    """The embedded model in OpenVINO: a second to load, no torch.

    Passages are computed with bfloat16 components where the processor has instructions for
    them: more of them a second, and nearer to float32, than with activations quantised to 8
    bits. A question alone is done sooner with the latter. The two share the weights, and a
    question need not wait for a batch of passages.
    """

    name = EMBEDDED_MODEL

    def __init__(self, folder: Path, threads: int = 0) -> None:
        """Load the model in `folder`; raises ImportError or RuntimeError where it cannot run."""
        from tokenizers import Tokenizer

        self.fingerprint = local_model.fingerprint()
        self._prompts = local_model.PROMPTS
        self._tokenizer = Tokenizer.from_file(str(folder / local_model.TOKENIZER))
        core = import_openvino().Core()
        model = core.read_model(folder / local_model.GRAPH)
        common = {
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_NUM_THREADS": threads or os.cpu_count() or 1,
        }
        single = core.compile_model(model, "CPU", common | _QUANTISED)
        if "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
            self.backend = "openvino-int8-bf16"
            self._batch = _BATCH_BF16
            batched = core.compile_model(model, "CPU", common | _BF16)
        else:
            self.backend = "openvino-int8"
            self._batch = _BATCH
            batched = single
        self.dimension = int(single.output(0).partial_shape[1].get_length())
        self._query = _Request(single)
        self._passages = _Request(batched)

    def encode_passages(self, texts: Sequence[str], progress: Counter | None = None) -> Floats:
        """Return one row a text, computed in batches of texts of like length."""
        prompt = self._prompts["passage"]
        tokens = [
            encoding.ids
            for encoding in self._tokenizer.encode_batch([prompt + nfc(text) for text in texts])
        ]
        vectors = np.empty((len(texts), self.dimension), np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(tokens[i]), reverse=True)
        for start in range(0, len(order), self._batch):
            batch = order[start : start + self._batch]
            vectors[batch] = self._passages.infer([tokens[i] for i in batch])
            if progress:
                progress(min(start + self._batch, len(order)))
        return vectors

    def encode_query(self, text: str) -> Floats:
        """Return the vector of a question, of shape (dimension,)."""
        encoding = self._tokenizer.encode(self._prompts["query"] + nfc(text))
        return np.asarray(self._query.infer([encoding.ids])[0])


class _Request:
    """A compiled model that computes for one thread at a time."""

    def __init__(self, compiled: Any) -> None:
        self._request = compiled.create_infer_request()
        self._lock = threading.Lock()

    def infer(self, tokens: Sequence[Sequence[int]]) -> Floats:
        """Return one row for each list of token ids."""
        width = max(map(len, tokens))
        ids = np.full((len(tokens), width), local_model.PADDING, np.int64)
        mask = np.zeros_like(ids)
        for row, some in enumerate(tokens):
            ids[row, : len(some)] = some
            mask[row, : len(some)] = 1
        with self._lock:
            return np.array(self._request.infer([ids, mask])[0], np.float32)


class SentenceTransformerEncoder:
    """Any sentence-transformers model, in torch on the CPU."""

    backend = "torch"

    def __init__(self, settings: Settings, folder: Path | None = None) -> None:
        """Load the model that `settings` name, or the embedded one from `folder`."""
        stay_offline()
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]

        if settings.threads:
            torch.set_num_threads(settings.threads)
        self.name = settings.model
        self.fingerprint = fingerprint(settings)
        self._segmented = settings.segment_words
        self._prompts = (settings.query_prompt, settings.passage_prompt)
        try:
            model: Any = SentenceTransformer(
                str(folder or settings.model), device="cpu", local_files_only=True
            )
        except Exception as error:  # the library raises whatever its parts raise
            raise ArchiveError(
                "model_unreadable", model=settings.model, reason=_first_line(error)
            ) from error
        self._model = model
        self.dimension: int = model.get_embedding_dimension()

    def encode_passages(self, texts: Sequence[str], progress: Counter | None = None) -> Floats:
        """Return one row a text, computed in batches of texts of like length."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]), reverse=True)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors[batch] = self._model.encode_document(
                [self._prepared(texts[i]) for i in batch], **self._options(self._prompts[1])
            )
            if progress:
                progress(min(start + _BATCH, len(order)))
        return vectors

    def encode_query(self, text: str) -> Floats:
        """Return the vector of a question, of shape (dimension,)."""
        vector = self._model.encode_query(self._prepared(text), **self._options(self._prompts[0]))
        return np.asarray(vector, np.float32)

    def _prepared(self, text: str) -> str:
        return " ".join(segment(text)) if self._segmented else nfc(text)

    def _options(self, prompt: str | None) -> dict[str, Any]:
        given = {} if prompt is None else {"prompt": prompt}
        return {"normalize_embeddings": True, "show_progress_bar": False, **given}


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
