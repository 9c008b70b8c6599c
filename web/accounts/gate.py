"""The gate before every route: who is it, may they come here, did they mean to.

It runs before the application, so that Gradio's own routes, its queue and its uploads are
behind it as much as ours.
"""

from __future__ import annotations

import hmac
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from web.accounts import cookies, rules
from web.accounts.identity import LOCAL_USER, User, set_user, user_for
from web.accounts.rules import Access
from web.errors import DeskError

if TYPE_CHECKING:
    from web.store import Store

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate:
    """Lets a request through with its user, or answers it: 401, 403, 404, or to the sign-in.

    A program proves itself with ``Authorization: Bearer``. A browser has a session cookie;
    its changing requests must carry the session's token as well, and say that they come
    from this very page (``Origin``). With `local` everybody is the person at this machine.
    """

    def __init__(self, app: ASGIApp, *, store: Store, local: bool) -> None:
        self._app = app
        self._store = store
        self._local = local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here speaks over a web socket
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = Headers(scope=scope)
        try:
            user = await to_thread.run_sync(self._identify, scope, headers)
            self._check(scope, headers, user)
        except DeskError as refusal:
            await _refused(refusal, scope, headers)(scope, receive, send)
            return
        if user is not None:
            set_user(scope, user)
        await self._app(scope, receive, send)

    def _identify(self, scope: Scope, headers: Headers) -> User | None:
        """Return who sends the request, or None; raises DeskError for a wrong token."""
        if rules.access(scope["path"]) is Access.NOBODY or scope["path"].startswith(rules.STATIC):
            return None
        address = scope["client"][0] if scope.get("client") else ""
        text = cookies.bearer(headers)
        if text is not None:
            token = self._store.tokens.find(text)
            if token is None:
                raise DeskError("wrong_token")
            return user_for(token.account, address)
        if self._local:
            return replace(LOCAL_USER, address=address)
        key = cookies.session_key(headers, scope["scheme"] == "https")
        sign_in = self._store.sessions.find(key) if key else None
        if sign_in is None:
            return None
        return user_for(sign_in.account, address, csrf=sign_in.csrf, session=sign_in.id)

    def _check(self, scope: Scope, headers: Headers, user: User | None) -> None:
        allowed = rules.access(scope["path"])
        if allowed is Access.NOBODY:
            raise DeskError("route_unknown")
        if allowed is Access.EVERYBODY:
            return
        if user is None:
            raise DeskError("not_signed_in")
        if allowed is Access.ADMINISTRATORS:
            user.require_administrator()
        if user.csrf and scope["method"] not in SAFE_METHODS:
            _check_meant(scope["path"], headers, user)


def _check_meant(path: str, headers: Headers, user: User) -> None:
    """Raise DeskError ``forged`` where a page elsewhere may be using the browser's cookie.

    `web.security.Guard` has compared the origin, where there is one, with the host.
    """
    said = headers.get(cookies.CSRF_HEADER, "")
    if path not in rules.FORMS and not hmac.compare_digest(said.encode(), user.csrf.encode()):
        raise DeskError("forged")
    if headers.get("origin") is None:
        raise DeskError("forged")


def _refused(refusal: DeskError, scope: Scope, headers: Headers) -> Response:
    wants_page = scope["method"] == "GET" and "text/html" in headers.get("accept", "")
    if refusal.code == "not_signed_in" and wants_page:
        query = scope.get("query_string", b"").decode("latin-1")
        target = quote(scope["path"] + (f"?{query}" if query else ""), safe="")
        return RedirectResponse(f"{rules.SIGN_IN}?tiep={target}", status_code=303)
    extra = {"WWW-Authenticate": "Bearer"} if refusal.status == 401 else None
    return JSONResponse(
        {
            "error": refusal.code,
            "message": refusal.message("vi"),
            "message_en": refusal.message("en"),
        },
        status_code=refusal.status,
        headers=extra,
    )
