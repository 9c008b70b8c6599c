"""The cookies of a session, and where a request's credentials stand."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response

from web.store.sessions import ABSOLUTE_SECONDS

CSRF_HEADER = "x-csrf-token"
CSRF_COOKIE = "hbc_csrf"
"""Readable by the page's script, which repeats it in the header of every changing request."""

LOGIN_COOKIE = "hbc_login"
"""Ties the sign-in form to the browser that it was sent to."""

LOGIN_SECONDS = 3600


def session_cookie(secure: bool) -> str:
    """Return the name of the session's cookie.

    Over HTTPS the prefix has the browser refuse one that was not set by this very host.
    """
    return "__Host-hbc" if secure else "hbc"


def session_key(headers: Headers, secure: bool) -> str:
    """Return the session's key in the cookies of a request, or ""."""
    return cookie_parser(headers.get("cookie", "")).get(session_cookie(secure), "")


def bearer(headers: Headers) -> str | None:
    """Return the access token of a program's request, "" where malformed, None without one."""
    said = headers.get("authorization")
    if said is None:
        return None
    scheme, _, token = said.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def set_session(response: Response, key: str, csrf: str, *, secure: bool) -> None:
    """Have `response` start the session `key` in the browser."""
    response.set_cookie(
        session_cookie(secure),
        key,
        max_age=ABSOLUTE_SECONDS,
        path="/",
        secure=secure,
        httponly=True,
        samesite="strict",
    )
    response.set_cookie(
        CSRF_COOKIE, csrf, max_age=ABSOLUTE_SECONDS, path="/", secure=secure, samesite="strict"
    )
    response.delete_cookie(LOGIN_COOKIE, path="/")


def clear_session(response: Response, *, secure: bool) -> None:
    """Have `response` remove the session's cookies."""
    response.delete_cookie(
        session_cookie(secure), path="/", secure=secure, httponly=True, samesite="strict"
    )
    response.delete_cookie(CSRF_COOKIE, path="/", secure=secure, samesite="strict")
