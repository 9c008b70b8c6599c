"""The encoder as an OpenVINO graph with 8-bit weights, built straight from the packed file.

No converter and no torch take part: the graph is a BERT encoder with mean pooling and
normalisation, token ids and mask in, one unit vector a text out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.imports import import_openvino
from index.weights import PackedModel

_MASKED = np.float32(-1e9)


def build(model: PackedModel) -> Any:
    """Return the `openvino.Model` of the packed `model`.

    Inputs ``ids`` and ``mask`` are int64 of shape (texts, tokens); the output ``vectors``
    is float32 of shape (texts, hidden), each row of length 1.
    """
    openvino = import_openvino()
    ops = openvino.opset13

    shape = model.shape
    hidden, heads = shape.hidden, shape.heads
    ids = ops.parameter([-1, -1], np.int64, name="ids")
    mask = ops.parameter([-1, -1], np.int64, name="mask")
    ids.output(0).set_names({"ids"})
    mask.output(0).set_names({"mask"})

    def constant(values: npt.NDArray[Any] | np.generic) -> Any:
        return ops.constant(np.asarray(values))

    def integers(*values: int) -> Any:
        return ops.constant(np.array(values, np.int64))

    def compressed(weights: npt.NDArray[np.float32]) -> Any:
        """One scale a row: the plug-in keeps the 8-bit form in memory."""
        scale = np.abs(weights).max(axis=1, keepdims=True) / 127.0
        scale[scale == 0] = 1.0
        packed = np.rint(weights / scale).astype(np.int8)
        return ops.multiply(
            ops.convert(constant(packed), np.float32), constant(scale.astype(np.float32))
        )

    def normalise(node: Any, name: str) -> Any:
        mean_free = ops.mvn(node, integers(-1), True, shape.epsilon, "inside_sqrt")
        scaled = ops.multiply(mean_free, constant(model.tensor(f"{name}.w", 1, 1, hidden)))
        return ops.add(scaled, constant(model.tensor(f"{name}.b", 1, 1, hidden)))

    def linear(node: Any, name: str, rows: int, columns: int) -> Any:
        weights = compressed(model.tensor(f"{name}.w", rows, columns))
        product = ops.matmul(node, weights, False, True)
        return ops.add(product, constant(model.tensor(f"{name}.b", 1, 1, rows)))

    def split(node: Any) -> Any:
        parts = ops.reshape(node, integers(0, 0, heads, hidden // heads), True)
        return ops.transpose(parts, integers(0, 2, 1, 3))

    words = compressed(model.tensor("emb.word", shape.vocabulary, hidden))
    length = ops.squeeze(ops.gather(ops.shape_of(ids), integers(1), integers(0)), integers(0))
    places = model.tensor("emb.pos", shape.positions, hidden)
    places = places + model.tensor("emb.type", shape.types, hidden)[0]
    position = ops.range(constant(np.int64(0)), length, constant(np.int64(1)), output_type="i64")
    state = ops.add(
        ops.gather(words, ids, constant(np.int64(0))),
        ops.unsqueeze(ops.gather(constant(places), position, constant(np.int64(0))), integers(0)),
    )
    state = normalise(state, "emb.ln")
    weight = ops.convert(mask, np.float32)
    hide = ops.multiply(ops.subtract(constant(np.float32(1)), weight), constant(_MASKED))
    hide = ops.unsqueeze(hide, integers(1, 2))
    for layer in range(shape.layers):
        name = f"l{layer}"
        query, key, value = (
            split(linear(state, f"{name}.{part}", hidden, hidden)) for part in ("q", "k", "v")
        )
        seen = ops.scaled_dot_product_attention(query, key, value, hide)
        seen = ops.reshape(ops.transpose(seen, integers(0, 2, 1, 3)), integers(0, 0, hidden), True)
        seen = linear(seen, f"{name}.ao", hidden, hidden)
        state = normalise(ops.add(state, seen), f"{name}.aln")
        inner = ops.gelu(linear(state, f"{name}.fi", shape.feed_forward, hidden), "erf")
        inner = linear(inner, f"{name}.fo", hidden, shape.feed_forward)
        state = normalise(ops.add(state, inner), f"{name}.oln")
    weight = ops.unsqueeze(weight, integers(2))
    total = ops.reduce_sum(ops.multiply(state, weight), integers(1), False)
    vectors = ops.normalize_l2(total, integers(1), 1e-12, "max")
    vectors.output(0).set_names({"vectors"})
    return openvino.Model([vectors], [ids, mask], "encoder")


def save(model: PackedModel, path: Path) -> None:
    """Write the graph of `model` to `path` (``.xml``) and its weights beside (``.bin``)."""
    import_openvino().serialize(build(model), str(path))
