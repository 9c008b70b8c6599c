"""What every response carries, and which requests are turned away before any handler runs."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def policy(*, scripts: str = "'self'", styles: str = "'self'", images: str = "'self' data:") -> str:
    """Return a policy that lets nothing in from elsewhere, with these sources for each kind."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            f"style-src {styles}",
            f"img-src {images}",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
            "base-uri 'self'",
        )
    )


def page_policy(nonce: str) -> str:
    """Return the policy of the page that Gradio writes, whose scripts carry `nonce`.

    gr.HTML builds its templates with Function(), components style themselves with
    attributes, and files to upload are shown as blobs.
    """
    return policy(
        scripts=f"'self' 'nonce-{nonce}' 'unsafe-eval'",
        styles="'self' 'unsafe-inline'",
        images="'self' data: blob:",
    )


HEADERS = {
    "Content-Security-Policy": policy(styles="'self' 'unsafe-inline'"),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_HTTPS_ONLY = "max-age=31536000"
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Adds the security headers, and answers only for the hosts that the server is.

    A request for another host name is a page elsewhere that had its name point here; a
    changing request whose origin is another site is a page elsewhere that uses the
    reader's browser. Both get 403. With `own_addresses` the address at which a connection
    arrived is one of the server's names as well.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: frozenset[str] = LOCAL_HOSTS,
        own_addresses: bool = False,
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._own_addresses = own_addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if scope["scheme"] == "https":
                    headers.setdefault("Strict-Transport-Security", _HTTPS_ONLY)
            await send(message)

        headers = Headers(scope=scope)
        if not self._is_ours(scope, headers):
            refusal = PlainTextResponse("Yêu cầu không đến từ trang này.", status_code=403)
            await refusal(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)

    def _is_ours(self, scope: Scope, headers: Headers) -> bool:
        host = headers.get("host", "")
        if not self._is_our_name(scope, _hostname(f"//{host}")):
            return False
        origin = headers.get("origin")
        if origin is None or scope["method"] in _SAFE_METHODS:
            return True
        return origin == f"{scope['scheme']}://{host}"

    def _is_our_name(self, scope: Scope, name: str | None) -> bool:
        if name in self._hosts:
            return True
        server = scope.get("server")
        return self._own_addresses and server is not None and name == server[0]


def _hostname(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
