"""What the server writes about itself: one line an event, each with its request's id.

As JSON (one object a line) for programs that collect logs, with a line for every request;
as text for a person at the terminal, who only wants to hear of trouble. Neither holds
questions, answers, passwords, tokens or query strings.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import secrets
import sys
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Literal

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.accounts.identity import User, user_in

Format = Literal["text", "json"]

REQUEST_ID = "X-Request-Id"

_request: ContextVar[str] = ContextVar("request", default="")
_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_FIELDS = ("method", "path", "status", "ms", "user", "address")
_log = logging.getLogger("web.requests")


def set_up(form: Format) -> None:
    """Send what is logged to standard error in the format `form`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines() if form == "json" else logging.Formatter("%(message)s"))
    handler.addFilter(_is_worth_telling)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO if form == "json" else logging.WARNING)
    for noisy in (
        "httpx",
        "httpx2",
        "httpcore",
        "openvino",
        "sentence_transformers",
        "transformers",
    ):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True


class RequestLog:
    """Gives every request an id, tells it to the caller, and logs how the request ended.

    An id that the caller sends is kept where it is a plain word, so that a program can
    find its own requests in the log.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(REQUEST_ID, "")
        number = given if _GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        _request.set(number)
        began = time.perf_counter()
        status = 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = number
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        finally:
            user: User | None = user_in(scope)
            _log.info(
                "request",
                extra={
                    "method": scope["method"],
                    "path": scope["path"],
                    "status": status,
                    "ms": round((time.perf_counter() - began) * 1000, 1),
                    "user": user.name if user else "",
                    "address": scope["client"][0] if scope.get("client") else "",
                },
            )


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request := _request.get():
            line["request"] = request
        line |= {name: record.__dict__[name] for name in _FIELDS if name in record.__dict__}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _is_worth_telling(record: logging.LogRecord) -> bool:
    """Tell everything but the open pages whose connections end because the server stops."""
    stopping = record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError)
    return not stopping and "graceful shutdown exceeded" not in record.getMessage()
