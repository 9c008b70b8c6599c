"""``python -m web.mcp [--data DIR]``: the tools over standard input and output."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from web.mcp import is_installed

if TYPE_CHECKING:
    from index import Archive

_USELESS = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until the pipe closes; return 0, or 2 with one line on stderr."""
    from app import OFFLINE
    from index import Archive, ArchiveError, data_directory

    os.environ.update(OFFLINE)
    parser = argparse.ArgumentParser(
        prog="python -m web.mcp", description="Kho báo cáo qua MCP / the archive over MCP"
    )
    parser.add_argument("--data", metavar="DIR", help="thư mục dữ liệu / data folder (./data)")
    options = parser.parse_args(arguments)
    if not is_installed():
        print(
            'Chưa cài phần MCP / the extra is not installed: pip install ".[mcp]"',
            file=sys.stderr,
        )
        return _USELESS
    # Standard output belongs to the protocol.
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    data = data_directory(options.data)
    try:
        archive = Archive.open(data)
    except ArchiveError as error:
        print(error.message("vi"), file=sys.stderr)
        return _USELESS
    with archive:
        return _serve(archive)


def _serve(archive: Archive) -> int:
    from assistant import Assistant, Conversation
    from web.asking.service import Asking
    from web.errors import DeskError
    from web.limits import Limits, QuestionLimit
    from web.mcp.tools import McpTools
    from web.store import Store

    limit = QuestionLimit(Limits().questions_per_minute)
    try:
        with Store(archive.directory) as store:
            asking = Asking(archive, Assistant(archive), store, Conversation, limit)
            McpTools(archive, asking).serve_pipe()
    except DeskError as error:
        print(error.message("vi"), file=sys.stderr)
        return _USELESS
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
