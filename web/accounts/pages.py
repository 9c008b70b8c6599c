"""Signing in, the own account, signing out: plain pages that need no script and no Gradio."""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from web.accounts import cookies, forms
from web.accounts.identity import user_of
from web.accounts.rules import ACCOUNT, SIGN_IN, SIGN_OUT
from web.accounts.signing_in import SigningIn
from web.errors import DeskError, Language
from web.layout.forms import check_meant
from web.layout.frame import document
from web.layout.language import own_path, remember
from web.layout.visitors import visitor_of
from web.layout.voice import voice_of

if TYPE_CHECKING:
    from web.store import Store

_Text = Annotated[str, Form(max_length=2_000)]

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}


def router(store: Store, *, local: bool) -> APIRouter:
    """Return the routes; with `local` nobody signs in, and they lead to the page."""
    routes = APIRouter(include_in_schema=False)
    signing_in = SigningIn(store)

    @routes.get(SIGN_IN)
    def ask(request: Request, tiep: str = "/", lang: str = "") -> Response:
        if local or _is_signed_in(request, store):
            return RedirectResponse(own_path(tiep), status_code=303)
        chosen = lang or voice_of(request.cookies).language
        page = _sign_in_page(request, _language(chosen), own_path(tiep))
        if lang:
            remember(page, _language(lang))
        return page

    @routes.post(SIGN_IN)
    def sign_in(
        request: Request,
        name: _Text = "",
        password: _Text = "",
        csrf: _Text = "",
        tiep: _Text = "/",
        lang: _Text = "vi",
    ) -> Response:
        if local:
            return RedirectResponse("/", status_code=303)
        language, target = _language(lang), own_path(tiep)
        try:
            expected = request.cookies.get(cookies.LOGIN_COOKIE, "")
            if not expected or not hmac.compare_digest(expected.encode(), csrf.encode()):
                raise DeskError("forged")
            begun = signing_in.sign_in(name, password, _address(request))
        except DeskError as refusal:
            return _sign_in_page(request, language, target, name=name, refusal=refusal)
        response = RedirectResponse(target, status_code=303, headers=_HEADERS)
        cookies.set_session(response, begun.key, begun.sign_in.csrf, secure=_secure(request))
        return response

    @routes.get(ACCOUNT)
    def account(request: Request) -> Response:
        return _account_page(request)

    @routes.post(ACCOUNT)
    def change_password(
        request: Request, old: _Text = "", new: _Text = "", again: _Text = "", csrf: _Text = ""
    ) -> Response:
        user = user_of(request)
        if user.is_local:
            return RedirectResponse("/", status_code=303)
        try:
            check_meant(request, user, csrf)
            if new != again:
                raise DeskError("passwords_differ")
            signing_in.change_password(user, old, new)
        except DeskError as refusal:
            return _account_page(request, refusal)
        return _account_page(request, changed=True)

    @routes.post(SIGN_OUT)
    def sign_out(request: Request, csrf: _Text = "") -> Response:
        user = user_of(request)
        if user.is_local:
            return RedirectResponse("/", status_code=303)
        try:
            check_meant(request, user, csrf)
        except DeskError as refusal:
            return _account_page(request, refusal)
        secure = _secure(request)
        signing_in.sign_out(cookies.session_key(request.headers, secure), user)
        response = RedirectResponse(SIGN_IN, status_code=303, headers=_HEADERS)
        cookies.clear_session(response, secure=secure)
        # What the browser kept of the pages is not for the next person at this desk.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return routes


def _sign_in_page(
    request: Request,
    language: Language,
    target: str,
    *,
    name: str = "",
    refusal: DeskError | None = None,
) -> Response:
    token = secrets.token_urlsafe(24)
    body = forms.sign_in(language, token, target, name=name, refusal=refusal)
    response = _page(body, refusal.status if refusal else 200)
    response.set_cookie(
        cookies.LOGIN_COOKIE,
        token,
        max_age=cookies.LOGIN_SECONDS,
        path="/",
        secure=_secure(request),
        httponly=True,
        samesite="strict",
    )
    return response


def _page(body: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(body, status, headers=_HEADERS)


def _account_page(
    request: Request, refusal: DeskError | None = None, *, changed: bool = False
) -> Response:
    visitor = visitor_of(request)
    say = visitor.voice
    problem = refusal.message(say.language) if refusal else ""
    body = forms.account(say, user_of(request), problem=problem, changed=changed)
    page = document(visitor, say("Tài khoản của bạn", "Your account"), body, here=ACCOUNT)
    status = refusal.status if refusal else 200
    return HTMLResponse(page, status, headers={"Cache-Control": "no-store"})


def _is_signed_in(request: Request, store: Store) -> bool:
    key = cookies.session_key(request.headers, _secure(request))
    return bool(key) and store.sessions.find(key) is not None


def _language(said: str) -> Language:
    return "en" if said == "en" else "vi"


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _secure(request: Request) -> bool:
    return request.url.scheme == "https"
