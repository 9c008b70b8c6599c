"""What stands around every page: head, skip link, masthead with the ways through the desk.

Pages of our own are put into `document`. Gradio writes the page for asking itself, into
which `Framed` puts the same masthead on its way out, so that something is painted before
any script has run and every page looks alike.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.layout.forms import with_token
from web.layout.markup import text
from web.layout.voice import VIETNAMESE, Voice

STATIC = Path(__file__).resolve().parents[1] / "static"
TITLE = "Hỏi Báo Cáo"

_PLACES = (
    ("/", "Hỏi đáp", "Ask", False),
    ("/kho", "Kho báo cáo", "Reports", False),
    ("/kho/do-phu", "Độ phủ", "Coverage", False),
    ("/quan-tri/them", "Thêm báo cáo", "Add reports", True),
    ("/quan-tri", "Quản trị", "Admin", True),
)

_WITHIN: dict[str, tuple[str, ...]] = {
    "/kho": ("/kho/bao-cao/", "/quan-tri/sua-nhieu"),
    "/quan-tri": ("/quan-tri/danh-gia", "/quan-tri/tai-khoan", "/quan-tri/nhat-ky"),
}
"""Pages below a way that have none of their own."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page; ``token`` is what changing requests must carry.

    ``signed_in`` is False for the one person at this machine, who needs no account.
    """

    name: str = ""
    is_admin: bool = True
    voice: Voice = VIETNAMESE
    token: str = ""
    signed_in: bool = False


@cache
def static_url(name: str) -> str:
    """Return the path of a static file, which changes with its content."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/tinh/{name}?v={digest}"


def head(*styles: str) -> str:
    """Return what belongs into the head of every page; `styles` are static files."""
    sheets = "".join(
        f'<link rel="stylesheet" href="{static_url(name)}">' for name in ("base.css", *styles)
    )
    return (
        '<meta name="color-scheme" content="light dark">'
        '<link rel="icon" href="/tinh/logo.svg" type="image/svg+xml">'
        '<link rel="preload" href="/static/fonts/IBMPlexSans/IBMPlexSans-Regular.woff2" '
        'as="font" type="font/woff2" crossorigin>'
        f'{sheets}<script src="{static_url("csrf.js")}"></script>'
        f'<script src="{static_url("theme.js")}"></script>'
        f'<script src="{static_url("dialog.js")}"></script>'
    )


def masthead(visitor: Visitor, here: str) -> str:
    """Return skip link, name and ways; `here` is the path of the page that it stands on."""
    say = visitor.voice
    places = [place for place in _PLACES if visitor.is_admin or not place[3]]
    links = "".join(
        f'<li><a href="{path}"{_current(path, here)}>'
        f"{_shortened(say(vietnamese, english))}</a></li>"
        for path, vietnamese, english, _ in places
    )
    target = "cau-hoi" if here == "/" else "noi-dung"
    return (
        f'<a class="skip" href="#{target}">{say("Đến nội dung chính", "Skip to content")}</a>'
        '<header class="masthead"><a class="brand" href="/">'
        '<img src="/tinh/logo.svg" alt="" width="34" height="34">'
        f"<span>{TITLE}</span></a>"
        f'<nav aria-label="{say("Các trang", "Pages")}"><ul>{links}</ul></nav>'
        f'<div class="tools"><span id="tien-do-nho" aria-live="polite"></span>'
        f"{_switches(say)}{_account(visitor)}</div></header>"
    )


def document(
    visitor: Visitor, title: str, body: str, *, here: str, scripts: tuple[str, ...] = ()
) -> str:
    """Return a whole page with `body` in its main part."""
    sources = "".join(
        f'<script src="{static_url(name)}" defer></script>' for name in ("desk.js", *scripts)
    )
    return (
        f'<!doctype html><html lang="{visitor.voice.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)} · {TITLE}</title>{head('rooms.css')}{sources}</head>"
        f'<body>{masthead(visitor, here)}<main id="noi-dung" tabindex="-1">'
        f"{with_token(body, visitor.token)}</main>"
        "</body></html>"
    )


def _shortened(name: str) -> str:
    """Return `name`, what follows its first word being left out where there is little room."""
    first, _, rest = name.partition(" ")
    dispensable = rest in ("báo cáo", "reports")
    return f'{first}<span class="roomy"> {rest}</span>' if dispensable else name


def _current(path: str, here: str) -> str:
    if path == here:
        return ' aria-current="page"'
    within = _WITHIN.get(path)
    return ' aria-current="true"' if within and here.startswith(within) else ""


def _switches(say: Voice) -> str:
    other = say.other.language
    name = say("English", "Tiếng Việt")
    return (
        f'<a class="tool" href="/ngon-ngu/{other}" hreflang="{other}" lang="{other}" '
        f'data-action="language">{name}</a>'
        '<button type="button" class="tool" data-action="theme" '
        f'aria-label="{say("Đổi giao diện sáng hoặc tối", "Switch between light and dark")}">'
        '<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">'
        '<circle cx="10" cy="10" r="7.2" fill="none" stroke="currentColor" stroke-width="1.8"/>'
        '<path d="M10 2.8a7.2 7.2 0 0 1 0 14.4Z" fill="currentColor"/></svg></button>'
    )


def _account(visitor: Visitor) -> str:
    if not visitor.signed_in:
        return ""
    say = visitor.voice
    own = say("Tài khoản của bạn", "Your account")
    return (
        '<form class="leave" method="post" action="/dang-xuat">'
        f'<input type="hidden" name="csrf" value="{text(visitor.token)}">'
        f'<a class="tool who" href="/tai-khoan" aria-label="{own}: {text(visitor.name)}" '
        f'title="{own}"><svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><g '
        'fill="none" stroke="currentColor" stroke-width="1.7"><circle cx="10" cy="7" r="3.4"/>'
        '<path d="M3.6 17.2c.6-3.6 3-5.4 6.4-5.4s5.8 1.8 6.4 5.4" stroke-linecap="round"/></g>'
        f"</svg><span>{text(visitor.name)}</span></a>"
        f'<button class="tool">{say("Đăng xuất", "Sign out")}</button></form>'
    )


_HTML_LANG = re.compile(rb'<html\s+lang="en"')
_BODY = re.compile(rb"<body[^>]*>")


class Framed:
    """Puts language, token and masthead into the page that Gradio writes at ``/``."""

    def __init__(self, app: ASGIApp, *, visitor_of: Callable[[Request], Visitor]) -> None:
        """Wrap `app`; `visitor_of` tells who asks."""
        self._app = app
        self._visitor_of = visitor_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, rewriting the page at ``/`` only."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        visitor = self._visitor_of(Request(scope))
        started: list[Message] = []
        body = bytearray()

        async def rewritten(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
                return
            if message["type"] != "http.response.body" or not started:
                await send(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            headers = MutableHeaders(scope=started[0])
            page = bytes(body)
            if headers.get("content-type", "").startswith("text/html"):
                page = put_in(page, visitor)
                headers["content-length"] = str(len(page))
                headers["cache-control"] = "no-store"
            await send(started[0])
            await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, rewritten)


def put_in(page: bytes, visitor: Visitor) -> bytes:
    """Return Gradio's `page` in the visitor's language, with the masthead and our styles."""
    language = visitor.voice.language
    page = _HTML_LANG.sub(f'<html lang="{language}"'.encode(), page, count=1)
    page = page.replace(b"</head>", head("ask.css").encode() + b"</head>", 1)
    above = masthead(visitor, "/").encode()
    return _BODY.sub(lambda found: found[0] + above, page, count=1)
