"""Arrays in one file: what goes in comes out, mapped; anything else is refused."""

from __future__ import annotations

import mmap
from pathlib import Path

import numpy as np
import pytest

from index import arrays

EXAMPLES = {
    "keys": np.array([1, 2**63], np.uint64),
    "none": np.empty(0, np.int32),
    "table": np.arange(6, dtype=np.float32).reshape(2, 3),
    "bytes": np.array([255], np.uint8),
    "every other": np.arange(10)[::2],
}


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "arrays.bin"
    arrays.write(path, EXAMPLES)
    found = arrays.read(path)
    assert list(found) == list(EXAMPLES)
    for name, values in EXAMPLES.items():
        assert found[name].dtype == values.dtype
        assert found[name].tolist() == values.tolist()
        assert not found[name].flags.writeable or not values.size
    owner: object = found["table"]
    while isinstance(owner, np.ndarray):
        owner = owner.base
    assert isinstance(owner, mmap.mmap)


@pytest.mark.parametrize("kept", [0, 5, 100, -1])
def test_a_file_cut_short_is_refused(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "arrays.bin"
    arrays.write(path, {"values": np.arange(64)})
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises((ValueError, OSError)):
        arrays.read(path)


def test_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "arrays.bin"
    path.write_bytes(b"\x93NUMPY" + bytes(200))
    with pytest.raises(ValueError, match="unknown format"):
        arrays.read(path)
