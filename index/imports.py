"""Importing a library without the parts of it that are not wanted."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterator
from typing import Any


def import_openvino() -> Any:
    """Return the module `openvino`, imported without the part that reports each import.

    With `openvino_telemetry` at hand the import itself sends an event to the network, from a
    process of its own; without it the library falls back on a stand-in that does nothing.
    Raises ImportError where OpenVINO is not installed.
    """
    with hidden("openvino_telemetry"):
        return importlib.import_module("openvino")


@contextlib.contextmanager
def hidden(*names: str) -> Iterator[None]:
    """Let the import of the modules `names` fail inside, unless they are loaded already."""
    absent = [name for name in names if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]  # None makes an import fail at once
    try:
        yield
    finally:
        for name in absent:
            sys.modules.pop(name, None)
