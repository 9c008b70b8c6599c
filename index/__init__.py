"""The archive of reports: stored safely, found again by meaning, word, period and place.

Importing this package loads no model and no search library; they come when first needed.
"""

from index.archive import Archive
from index.corrections import Correction
from index.errors import ArchiveError
from index.records import (
    FileOutcome,
    FileStatus,
    Hit,
    Progress,
    Recovery,
    ReportRecord,
    SearchRequest,
    Stage,
    State,
    Status,
    StoredPassage,
)
from index.settings import Settings, Weights, data_directory

__all__ = [
    "Archive",
    "ArchiveError",
    "Correction",
    "FileOutcome",
    "FileStatus",
    "Hit",
    "Progress",
    "Recovery",
    "ReportRecord",
    "SearchRequest",
    "Settings",
    "Stage",
    "State",
    "Status",
    "StoredPassage",
    "Weights",
    "data_directory",
]
