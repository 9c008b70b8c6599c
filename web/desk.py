"""What the handlers of a page need, made once for the server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant import Assistant, Conversation
    from index import Archive
    from web.builds import BuildDesk
    from web.examples import Examples


@dataclass(frozen=True, slots=True)
class Desk:
    """The archive, who answers from it, and who builds it.

    ``sample`` is the folder of the sample reports, or None where it is not installed.
    """

    archive: Archive
    assistant: Assistant
    builds: BuildDesk
    examples: Examples
    new_conversation: Callable[[], Conversation]
    sample: Path | None
