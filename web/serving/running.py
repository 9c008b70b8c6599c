"""Running the application: on a socket that listens already, until it is told to stop."""

from __future__ import annotations

import signal
import socket
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn
from anyio import to_thread

if TYPE_CHECKING:
    from fastapi import FastAPI

    from web.asking.service import Asking

DRAIN_SECONDS = 30.0
"""How long a question that is being answered may take to end when the server stops."""

_CLOSE_SECONDS = 3
"""How long open pages may keep their connections after that."""


@dataclass(frozen=True, slots=True)
class Transport:
    """How the server is reached: its own certificate, or a proxy at `proxy` before it."""

    certificate: Path | None = None
    key: Path | None = None
    proxy: str | None = None

    @property
    def scheme(self) -> str:
        """The scheme of the address that the server itself answers at."""
        return "https" if self.certificate else "http"


class Server(uvicorn.Server):
    """Stops in order: no new questions, the running ones end, then connections close.

    A build goes on until the process ends; what it had not committed is done again by the
    next server.
    """

    def __init__(self, config: uvicorn.Config, asking: Asking) -> None:
        super().__init__(config)
        self._asking = asking

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let running questions end, then close."""
        await to_thread.run_sync(self._asking.stop, DRAIN_SECONDS)
        await super().shutdown(sockets)


def serve(app: FastAPI, listener: socket.socket, asking: Asking, transport: Transport) -> None:
    """Answer requests on `listener` until SIGINT or SIGTERM; raises KeyboardInterrupt then."""
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_CLOSE_SECONDS,
        proxy_headers=transport.proxy is not None,
        forwarded_allow_ips=transport.proxy or "",
        ssl_certfile=transport.certificate,
        ssl_keyfile=transport.key,
    )
    # uvicorn raises the signal again when it has stopped: by default that would end the
    # process before anything is tidied up.
    signal.signal(signal.SIGTERM, _interrupt)
    Server(config, asking).run(sockets=[listener])


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
