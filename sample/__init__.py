"""The sample archive: retold and invented reports, and questions with known answers.

`report_folder` and `gold_files` name the committed files; `generate` makes larger
look-alike archives of invented provinces.
"""

from __future__ import annotations

from sample.archive import generate, gold_files, report_folder
from sample.model import Month, Profile

__all__ = ["Month", "Profile", "generate", "gold_files", "report_folder"]
