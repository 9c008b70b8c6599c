"""The archive for assistants that speak the Model Context Protocol; needs the extra ``mcp``.

Over HTTP at ``/mcp`` of a running server, with an access token like every program; or
``python -m web.mcp`` over standard input and output for a program on this machine.
"""

from __future__ import annotations

from importlib.util import find_spec


def is_installed() -> bool:
    """Whether the extra ``mcp`` is there."""
    return find_spec("mcp") is not None
