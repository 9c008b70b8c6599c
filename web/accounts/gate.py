"""The gate before every route: who is it, may they come here, did they mean to.

It runs before the application, so that Gradio's own routes, its queue and its uploads are
behind it as much as ours.
"""

from __future__ import annotations

import hmac
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.accounts import cookies, rules
from web.accounts.identity import LOCAL_USER, User, set_user, user_for
from web.accounts.rules import Access
from web.errors import DeskError

if TYPE_CHECKING:
    from web.store import Store

_PLAIN_FORM = "application/x-www-form-urlencoded"
_MAX_FORM = 64 * 1024
_MAX_FIELDS = 60
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
            if user is not None:
                set_user(scope, user)
            self._check(scope, user)
            if user is not None and user.csrf and scope["method"] not in SAFE_METHODS:
                receive = await _meant(scope, headers, user, receive)
        except DeskError as refusal:
            await _refused(refusal, scope, headers)(scope, receive, send)
            return
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

    def _check(self, scope: Scope, user: User | None) -> None:
        allowed = rules.access(scope["path"])
        if allowed is Access.NOBODY:
            raise DeskError("route_unknown")
        if allowed is Access.EVERYBODY:
            return
        if user is None:
            raise DeskError("not_signed_in")
        if allowed is Access.ADMINISTRATORS:
            user.require_administrator()


async def _meant(scope: Scope, headers: Headers, user: User, receive: Receive) -> Receive:
    """Return what the application receives from, once the request was surely meant.

    The token stands in the header that a script adds, or in the hidden field of a plain
    form, which is read here and given on. `web.serving.guard.Guard` has compared the origin,
    where there is one, with the host. Raises DeskError ``forged`` where a page elsewhere may
    be using the browser's cookie.
    """
    if headers.get("origin") is None:
        raise DeskError("forged")
    if scope["path"] in rules.FORMS:
        return receive
    said = headers.get(cookies.CSRF_HEADER, "")
    if not said and headers.get("content-type", "").startswith(_PLAIN_FORM):
        body = await _read(receive)
        fields = parse_qs(body.decode("latin-1"), max_num_fields=_MAX_FIELDS)
        said = fields.get("csrf", [""])[0]
        receive = _again(body, receive)
    if not hmac.compare_digest(said.encode(), user.csrf.encode()):
        raise DeskError("forged")
    return receive


async def _read(receive: Receive) -> bytes:
    """Return the body of a plain form; raises DeskError ``forged`` where it is no such form."""
    body = bytearray()
    while True:
        message = await receive()
        body.extend(message.get("body", b""))
        if len(body) > _MAX_FORM:
            raise DeskError("forged")
        if message["type"] != "http.request" or not message.get("more_body"):
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what gives `body` once more, and then goes on as `receive` does."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def give() -> Message:
        return waiting.pop() if waiting else await receive()

    return give


def _refused(refusal: DeskError, scope: Scope, headers: Headers) -> Response:
    wants_page = scope["method"] == "GET" and "text/html" in headers.get("accept", "")
    if refusal.code == "not_signed_in" and wants_page:
        query = scope.get("query_string", b"").decode("latin-1")
        target = quote(scope["path"] + (f"?{query}" if query else ""), safe="")
        return RedirectResponse(f"{rules.SIGN_IN}?tiep={target}", status_code=303)
    if "text/html" in headers.get("accept", ""):
        from web.layout.refusals import refused  # which knows users, as this package does

        return refused(Request(scope), refusal)
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
