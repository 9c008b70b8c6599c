"""A policy for scripts that names each one that the server itself wrote into a page.

Gradio starts its page from inline scripts. Rather than allowing all of them, every script
element of the page gets a random number that is good for this one response (CSP level 3,
nonce sources); what anybody managed to put into the page later has none and does not run.
"""

from __future__ import annotations

import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.serving.guard import page_policy

_OPENING = re.compile(rb"<script\b", re.IGNORECASE)
_CLOSING = re.compile(rb"</script", re.IGNORECASE)


class Nonces:
    """Gives the scripts of HTML responses their number, and the response the policy for it."""

    def __init__(self, app: ASGIApp, *, paths: frozenset[str]) -> None:
        """Wrap `app`; only the pages at `paths` have inline scripts."""
        self._app = app
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; a page is held back until it is whole."""
        if scope["type"] != "http" or scope["path"] not in self._paths:
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(18)
        start: Message | None = None
        body = bytearray()

        async def rewritten(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    start = message
                    return
            if start is None or message["type"] != "http.response.body":
                await send(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            page = with_nonces(bytes(body), nonce)
            headers = MutableHeaders(scope=start)
            headers["content-length"] = str(len(page))
            headers["content-security-policy"] = page_policy(nonce)
            headers["cache-control"] = "no-store"
            await send(start)
            await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, rewritten)


def with_nonces(page: bytes, nonce: str) -> bytes:
    """Return `page` with the number in each script element, but not in what scripts hold.

    A script's text ends at the first ``</script``, as in a browser: data inside that
    mentions a script element gets no number.
    """
    pieces: list[bytes] = []
    position = 0
    while opening := _OPENING.search(page, position):
        pieces += [page[position : opening.end()], f' nonce="{nonce}"'.encode()]
        closing = _CLOSING.search(page, opening.end())
        position = closing.start() if closing else len(page)
        pieces.append(page[opening.end() : position])
    pieces.append(page[position:])
    return b"".join(pieces)
