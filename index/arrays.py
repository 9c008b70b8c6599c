"""Many arrays in one file that is mapped, not read: one write, one sync, one checksum.

The file opens with eight bytes of magic and the length of a JSON directory, which names each
array's type, shape and place; every array begins at a multiple of 64 bytes.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_MAGIC = b"HBCARR1\n"
_ALIGNMENT = 64


def write(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write `arrays` by name to `path`, which must not be mapped; raises OSError."""
    directory: dict[str, tuple[str, list[int], int]] = {}
    at = 0
    for name, values in arrays.items():
        directory[name] = (values.dtype.str, list(values.shape), at)
        at += values.nbytes + -values.nbytes % _ALIGNMENT
    head = json.dumps(directory, separators=(",", ":")).encode()
    head += b" " * (-(len(_MAGIC) + 8 + len(head)) % _ALIGNMENT)
    with path.open("wb") as file:
        file.write(_MAGIC + struct.pack("<Q", len(head)) + head)
        for values in arrays.values():
            file.write(np.ascontiguousarray(values).reshape(-1).view(np.uint8).data)
            file.write(bytes(-values.nbytes % _ALIGNMENT))


def read(path: Path) -> dict[str, Array]:
    """Map the arrays that `write` wrote; raises OSError or ValueError where that fails."""
    content = np.memmap(path, np.uint8, mode="r")
    opening = len(_MAGIC) + 8
    if bytes(content[: len(_MAGIC)]) != _MAGIC:
        raise ValueError(f"{path.name} is of an unknown format")
    (length,) = struct.unpack("<Q", content[len(_MAGIC) : opening].tobytes())
    directory = json.loads(content[opening : opening + length].tobytes())
    plain = np.asarray(content)  # slices of a plain array cost less than those of a mapped one
    found: dict[str, Array] = {}
    for name, (kind, shape, at) in directory.items():
        dtype = np.dtype(kind)
        start = opening + length + at
        size = dtype.itemsize * int(np.prod(shape, dtype=np.int64))
        if start + size > len(content):
            raise ValueError(f"{path.name} is cut short")
        found[name] = plain[start : start + size].view(dtype).reshape(shape)
    return found
