"""Which routes are open to whom, before any of them runs.

Gradio brings many more routes than this product uses, some of which hand out files, act as
a proxy, or write program code; of its ``/gradio_api`` only what is named here is reachable.
Handlers check roles again: a rule forgotten here must not open a door.
"""

from __future__ import annotations

from enum import Enum

SIGN_IN = "/dang-nhap"
SIGN_OUT = "/dang-xuat"
ACCOUNT = "/tai-khoan"
STATIC = "/tinh/"

ADDING = "/quan-tri/them"

FORMS = frozenset({SIGN_IN, SIGN_OUT, ACCOUNT, ADDING})
"""Routes that check the token themselves: they tell a refusal in their own way, or take files."""


class Access(Enum):
    """Who may call a route."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    ADMINISTRATORS = "administrators"
    NOBODY = "nobody"


_EVERYBODY = frozenset({"/health", SIGN_IN, "/favicon.ico", "/robots.txt"})
_FONTS = "/static/fonts/IBMPlexSans/"  # which the sign-in page is set in
_GRADIO = "/gradio_api/"
_GRADIO_USED = (
    "info",
    "queue/join",
    "queue/data",
    "queue/status",
    "call/",
    "run/",
    "cancel",
    "reset",
    "heartbeat/",
    "startup-events",
    "theme.css",
    "login_check",
    "user",
    "app_id",
)
_GRADIO_ADMINISTRATORS = ("upload", "upload_progress", "file=")
_GRADIO_UNUSED = ("/monitoring", "/login", "/logout", "/pwa_icon", "/gradio_api")
_ADMINISTRATION = ("/quan-tri", "/api/v1/admin")


def access(path: str) -> Access:
    """Return who may call `path`."""
    if path in _EVERYBODY or path.startswith((STATIC, _FONTS)):
        return Access.EVERYBODY
    if path.startswith(_GRADIO):
        return _gradio(path.removeprefix(_GRADIO))
    if _is_under(path, _GRADIO_UNUSED):
        return Access.NOBODY
    if _is_under(path, _ADMINISTRATION):
        return Access.ADMINISTRATORS
    return Access.SIGNED_IN


def _gradio(name: str) -> Access:
    # "call/" takes whatever follows; "info" only itself, with or without a last slash.
    if any(name.startswith(u) if u.endswith("/") else name.rstrip("/") == u for u in _GRADIO_USED):
        return Access.SIGNED_IN
    if name.startswith("file=") or name.rstrip("/") in _GRADIO_ADMINISTRATORS:
        return Access.ADMINISTRATORS
    return Access.NOBODY


def _is_under(path: str, roots: tuple[str, ...]) -> bool:
    return any(path == root or path.startswith(f"{root}/") for root in roots)
