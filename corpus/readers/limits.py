"""How much a single file may cost before reading it is given up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file; crossing any of them raises `corpus.errors.ReadError`.

    ``seconds`` and ``memory_bytes`` bind the process that reads a PDF;
    ``unpacked_bytes`` and ``unpacked_ratio`` bind what a DOCX archive may unpack to.
    """

    file_bytes: int = 50 * 2**20
    pages: int = 2_000
    characters: int = 5_000_000
    seconds: float = 120.0
    memory_bytes: int = 1536 * 2**20
    unpacked_bytes: int = 300 * 2**20
    unpacked_ratio: float = 200.0


def grouped(number: int) -> str:
    """Return `number` with dots between groups of three digits, the Vietnamese way."""
    return f"{number:,}".replace(",", ".")


def megabytes(size: int) -> str:
    """Return a size in bytes as whole megabytes, rounded up, for messages."""
    return f"{-(-size // 2**20)} MB"
