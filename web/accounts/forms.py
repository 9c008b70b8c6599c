"""The markup of the sign-in page and of a person's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from web.accounts.passwords import MIN_LENGTH
from web.accounts.rules import ACCOUNT, SIGN_IN, SIGN_OUT
from web.layout.markup import text
from web.store.accounts import Role

if TYPE_CHECKING:
    from web.accounts.identity import User
    from web.errors import DeskError, Language
    from web.layout.voice import Voice

_WORDS: dict[str, tuple[str, str]] = {
    "sign_in": ("Đăng nhập", "Sign in"),
    "name": ("Tên tài khoản", "Account name"),
    "password": ("Mật khẩu", "Password"),
    "other": ("English", "Tiếng Việt"),
    "about": (
        "Hỏi đáp trên báo cáo của Sở Thông tin và Truyền thông",
        "Questions and answers on provincial reports",
    ),
    "help": (
        "Chưa có tài khoản hoặc quên mật khẩu? Hãy hỏi quản trị viên của đơn vị.",
        "No account, or a forgotten password? Ask your office's administrator.",
    ),
}


def sign_in(
    language: Language, token: str, target: str, *, name: str = "", refusal: DeskError | None
) -> str:
    """Return the sign-in page; `target` is where it leads, `refusal` why it was shown again."""
    word = _words(language)
    other = "vi" if language == "en" else "en"
    body = (
        f"<p>{word['about']}</p>{_notice(refusal, language)}"
        f'<form method="post" action="{SIGN_IN}">{_hidden(csrf=token, tiep=target, lang=language)}'
        f'<label for="ten">{word["name"]}</label>'
        f'<input id="ten" name="name" value="{text(name)}" autocomplete="username" required '
        f'autocapitalize="none" spellcheck="false" maxlength="64"{"" if name else " autofocus"}>'
        f"{_password('mat-khau', 'password', word['password'], 'current-password', bool(name))}"
        f'<button type="submit">{word["sign_in"]}</button></form>'
        f'<p class="small">{word["help"]}</p>'
        f'<p class="small"><a href="{SIGN_IN}?lang={other}&amp;tiep={quote(target, safe="")}" '
        f'lang="{other}" hreflang="{other}">{word["other"]}</a></p>'
    )
    return _document(language, word["sign_in"], body)


def account(say: Voice, user: User, *, problem: str = "", changed: bool = False) -> str:
    """Return the body of the page of the user's own account."""
    title = f"<h1>{say('Tài khoản của bạn', 'Your account')}</h1>"
    if user.is_local:
        local = say(
            "Phần mềm chỉ phục vụ máy này nên không cần đăng nhập.",
            "Only this machine is served, so nobody signs in.",
        )
        return f'{title}<p class="lead">{local}</p>'
    roles = {
        Role.ADMINISTRATOR: say("Quản trị viên", "Administrator"),
        Role.STAFF: say("Nhân viên", "Staff"),
    }
    said = f'<p class="notice" role="alert">{text(problem)}</p>' if problem else ""
    if changed:
        done = say(
            "Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.",
            "The password was changed. Other sessions have ended.",
        )
        said = f'<p class="done" role="status">{done}</p>'
    new = say(
        f"Mật khẩu mới (ít nhất {MIN_LENGTH} ký tự)",
        f"New password (at least {MIN_LENGTH} characters)",
    )
    fields = (
        _field("old", say("Mật khẩu hiện tại", "Present password"), "current-password")
        + _field("new", new, "new-password")
        + _field("again", say("Gõ lại mật khẩu mới", "New password again"), "new-password")
    )
    change, out = say("Đổi mật khẩu", "Change password"), say("Đăng xuất", "Sign out")
    return (
        f'{title}<p class="lead"><strong>{text(user.name)}</strong> · {roles[user.role]}</p>{said}'
        f'<div class="cards"><section class="card" aria-labelledby="doi-mat-khau">'
        f'<h2 id="doi-mat-khau">{change}</h2><form method="post" action="{ACCOUNT}">{fields}'
        f'<button class="primary">{change}</button></form></section>'
        f'<section class="card" aria-labelledby="ra"><h2 id="ra">{out}</h2><p class="quiet">'
        f"{say('Trên máy dùng chung, hãy đăng xuất khi xong.', 'Sign out on shared machines.')}</p>"
        f'<form method="post" action="{SIGN_OUT}"><button class="secondary">{out}</button></form>'
        "</section></div>"
    )


def _field(name: str, label: str, autocomplete: str) -> str:
    return (
        f'<label><span>{label}</span><input name="{name}" type="password" required '
        f'maxlength="200" autocomplete="{autocomplete}"></label>'
    )


def _document(language: Language, title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{title} · Hỏi Báo Cáo</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<link rel="icon" href="/tinh/logo.svg" type="image/svg+xml">'
        '<link rel="stylesheet" href="/tinh/sign-in.css"></head>'
        '<body><main><header><img src="/tinh/logo.svg" alt="" width="48" height="48">'
        f"<h1>Hỏi Báo Cáo</h1></header><h2>{title}</h2>{body}</main></body></html>"
    )


def _password(field: str, name: str, label: str, autocomplete: str, autofocus: bool = False) -> str:
    return (
        f'<label for="{field}">{label}</label>'
        f'<input id="{field}" name="{name}" type="password" autocomplete="{autocomplete}" '
        f'required maxlength="200"{" autofocus" if autofocus else ""}>'
    )


def _hidden(**fields: str) -> str:
    return "".join(
        f'<input type="hidden" name="{name}" value="{text(value)}">'
        for name, value in fields.items()
    )


def _notice(refusal: DeskError | None, language: Language) -> str:
    if refusal is None:
        return ""
    return f'<p class="bad" role="alert">{text(refusal.message(language))}</p>'


def _words(language: Language) -> dict[str, str]:
    return {key: pair[language == "en"] for key, pair in _WORDS.items()}
