"""Accounts and access tokens, for an administrator to look through and to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.accounts.passwords import MIN_LENGTH
from web.administration.tabs import ACCOUNTS, tabs
from web.layout.markup import text
from web.layout.voice import Voice
from web.store import Role
from web.store.tokens import DAYS

if TYPE_CHECKING:
    from datetime import datetime

    from web.store import Account, Token

_MAX_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a form: a ``secret`` is shown this once, a ``problem`` is why nothing did."""

    problem: str = ""
    done: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One account with what its page shows; ``waiting`` are seconds that sign-in is shut."""

    account: Account
    tokens: Sequence[Token]
    waiting: float
    is_own: bool


NOTHING = Said()


def person_url(account: int, action: str = "") -> str:
    """Return the path of an account's page, or of an `action` on it."""
    return f"{ACCOUNTS}/{int(account)}{f'/{action}' if action else ''}"


def people(
    say: Voice,
    accounts: Sequence[Account],
    tokens: Mapping[int, int],
    *,
    said: Said = NOTHING,
    kept: Mapping[str, str] | None = None,
) -> str:
    """Return the list; `tokens` counts those of each account, `kept` is what was typed."""
    heading = f"{tabs(say, ACCOUNTS)}<h1>{say('Tài khoản', 'Accounts')}</h1>"
    if not accounts:
        none = say(
            "Chưa có tài khoản nào. Máy này không cần đăng nhập; ai dùng máy khác thì cần.",
            "There are no accounts yet. This machine needs none; people on other machines do.",
        )
        listed = f'<p class="empty">{none}</p>'
    else:
        heads = "".join(
            f'<th scope="col">{name}</th>'
            for name in (
                say("Tên", "Name"),
                say("Vai trò", "Role"),
                say("Trạng thái", "State"),
                say("Đăng nhập gần nhất", "Last sign-in"),
                say("Mã truy cập", "Tokens"),
            )
        )
        rows = "".join(_row(say, account, tokens.get(account.id, 0)) for account in accounts)
        listed = (
            f'<table class="reports people"><caption class="hidden-label">'
            f"{say('Các tài khoản', 'Accounts')}</caption><thead><tr>{heads}</tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )
    return f"{heading}{_said(say, said)}{listed}{_adding(say, kept or {})}"


def person(say: Voice, card: Card, said: Said = NOTHING) -> str:
    """Return the page of one account."""
    account = card.account
    back = f'<p class="back"><a href="{ACCOUNTS}">← {say("Tài khoản", "Accounts")}</a></p>'
    facts = (
        (say("Vai trò", "Role"), role(say, account.role)),
        (say("Trạng thái", "State"), _state(say, account)),
        (say("Đăng nhập gần nhất", "Last sign-in"), text(_when(say, account.signed_in))),
        (say("Ngày lập", "Created"), text(say.moment(account.created))),
    )
    listed = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts)
    return (
        f'{tabs(say, person_url(account.id))}{back}<h1 class="name">{text(account.name)}</h1>'
        f'{_said(say, said)}<dl class="facts across">{listed}</dl>'
        f'<div class="cards">{_password(say, account)}{_tokens(say, card)}{_role(say, card)}'
        f"{_locking(say, card)}{_removal(say, card)}</div>"
    )


def role(say: Voice, value: Role) -> str:
    """Return what a role is called."""
    names = {
        Role.ADMINISTRATOR: say("Quản trị viên", "Administrator"),
        Role.STAFF: say("Nhân viên", "Staff"),
    }
    return names[value]


def _row(say: Voice, account: Account, tokens: int) -> str:
    cells = (
        (say("Tên", "Name"), f'<a href="{person_url(account.id)}">{text(account.name)}</a>'),
        (say("Vai trò", "Role"), role(say, account.role)),
        (say("Trạng thái", "State"), _state(say, account)),
        (say("Đăng nhập", "Signed in"), text(_when(say, account.signed_in))),
        (say("Mã", "Tokens"), say.count(tokens) if tokens else "—"),
    )
    return "<tr>" + "".join(f'<td data-name="{name}">{cell}</td>' for name, cell in cells) + "</tr>"


def _state(say: Voice, account: Account) -> str:
    if account.locked is not None:
        return f'<span class="state removed">{say("Bị khóa", "Locked")}</span>'
    return f'<span class="state">{say("Đang dùng", "In use")}</span>'


def _when(say: Voice, moment: datetime | None) -> str:
    return say.moment(moment) if moment else say("chưa lần nào", "never")


def _said(say: Voice, said: Said) -> str:
    if said.problem:
        return f'<p class="notice" role="alert">{text(said.problem)}</p>'
    if not said.done:
        return ""
    secret = ""
    if said.secret:
        once = say(
            "Chỉ hiện lần này. Hãy chép lại rồi đưa cho người dùng.",
            "It is shown only now. Copy it and hand it over.",
        )
        secret = f'<code class="secret">{text(said.secret)}</code><span>{once}</span>'
    return f'<div class="done" role="status"><p>{text(said.done)}</p>{secret}</div>'


def _adding(say: Voice, kept: Mapping[str, str]) -> str:
    options = "".join(
        f'<option value="{value.value}"{" selected" if kept.get("role") == value.value else ""}>'
        f"{role(say, value)}</option>"
        for value in (Role.STAFF, Role.ADMINISTRATOR)
    )
    name = kept.get("name", "")
    rights = say(
        "Nhân viên hỏi và đánh giá; quản trị viên còn sửa kho, xem đánh giá và quản lý tài khoản.",
        "Staff ask and rate; administrators also change the archive and look after accounts.",
    )
    return (
        f'<section class="card wide" aria-labelledby="them-nguoi"><h2 id="them-nguoi">'
        f"{say('Thêm tài khoản', 'Add an account')}</h2>"
        f'<form method="post" action="{ACCOUNTS}" class="inline" autocomplete="off">'
        f'<label><span>{say("Tên tài khoản", "Account name")}</span><input name="name" required '
        f'maxlength="64" autocapitalize="none" spellcheck="false" value="{text(name)}"></label>'
        f'<label><span>{say("Vai trò", "Role")}</span><select name="role">{options}</select>'
        f"</label>{_new_password(say)}"
        f'<button class="primary">{say("Thêm", "Add")}</button></form>'
        f'<p class="quiet">{rights}</p></section>'
    )


def _new_password(say: Voice) -> str:
    hint = say("để trống: máy tự đặt", "empty: one is made up")
    name = say(f"Mật khẩu (từ {MIN_LENGTH} ký tự)", f"Password ({MIN_LENGTH} characters or more)")
    return (
        f'<label><span>{name}</span><input name="password" type="password" maxlength="200" '
        f'autocomplete="new-password" placeholder="{hint}"></label>'
    )


def _card(key: str, title: str, body: str) -> str:
    return (
        f'<section class="card" aria-labelledby="{key}"><h2 id="{key}">{title}</h2>{body}</section>'
    )


def _form(account: Account, action: str, fields: str, button: str, kind: str = "secondary") -> str:
    return (
        f'<form method="post" action="{person_url(account.id, action)}">{fields}'
        f'<button class="{kind}">{button}</button></form>'
    )


def _password(say: Voice, account: Account) -> str:
    note = say(
        "Các phiên đăng nhập của tài khoản này kết thúc ngay.",
        "The sessions of this account end at once.",
    )
    form = _form(account, "mat-khau", _new_password(say), say("Đặt lại mật khẩu", "Reset password"))
    return _card("dat-mat-khau", say("Mật khẩu", "Password"), f'{form}<p class="quiet">{note}</p>')


def _role(say: Voice, card: Card) -> str:
    account = card.account
    title = say("Vai trò", "Role")
    if card.is_own:
        return _card("doi-vai-tro", title, _own(say))
    other = Role.STAFF if account.role is Role.ADMINISTRATOR else Role.ADMINISTRATOR
    hidden = f'<input type="hidden" name="role" value="{other.value}">'
    button = {
        Role.STAFF: say("Chuyển thành nhân viên", "Make staff"),
        Role.ADMINISTRATOR: say("Chuyển thành quản trị viên", "Make an administrator"),
    }[other]
    note = say("Người này phải đăng nhập lại.", "This person has to sign in again.")
    return _card(
        "doi-vai-tro",
        title,
        f'{_form(account, "vai-tro", hidden, button)}<p class="quiet">{note}</p>',
    )


def _locking(say: Voice, card: Card) -> str:
    account = card.account
    title = say("Khóa", "Lock")
    if account.locked is not None:
        since = say("Bị khóa từ", "Locked since")
        said = f'<p class="quiet">{since} {text(say.moment(account.locked))}.</p>'
        return _card("khoa", title, said + _form(account, "mo-khoa", "", say("Mở khóa", "Unlock")))
    body = ""
    if card.waiting:
        minutes = say.count(max(1, round(card.waiting / 60)))
        wait = say(
            f"Gõ sai mật khẩu nhiều lần, phải đợi khoảng {minutes} phút.",
            f"Too many wrong passwords; about {minutes} min to wait.",
        )
        end = say("Cho thử lại ngay", "Let them try again")
        body = f'<p class="quiet">{wait}</p>{_form(account, "mo-khoa", "", end)}'
    if card.is_own:
        return _card("khoa", title, body or _own(say))
    note = say(
        "Không ai vào được bằng tài khoản này, cả bằng mã truy cập; có thể mở lại.",
        "Nobody gets in with this account, not by token either; it can be unlocked.",
    )
    lock = _form(account, "khoa", "", say("Khóa tài khoản", "Lock account"), "danger")
    return _card("khoa", title, f'{body}{lock}<p class="quiet">{note}</p>')


def _tokens(say: Voice, card: Card) -> str:
    rows = "".join(_token(say, card.account, token) for token in card.tokens)
    none = say("Chưa có mã nào.", "There are none.")
    listed = f'<ul class="tokens">{rows}</ul>' if rows else f'<p class="quiet">{none}</p>'
    fields = (
        f"<label><span>{say('Dùng để làm gì', 'What it is for')}</span>"
        f'<input name="label" maxlength="100" required></label>'
        f'<label><span>{say("Số ngày", "Days")}</span><input name="days" type="number" min="1" '
        f'max="{_MAX_DAYS}" value="{DAYS}" required></label>'
    )
    form = _form(card.account, "ma", fields, say("Cấp mã", "Issue a token"))
    about = say(
        "Để chương trình hỏi thay người này, với đúng quyền của tài khoản.",
        "For programs that ask on this person's behalf, with this account's rights.",
    )
    return _card(
        "ma-truy-cap",
        say("Mã truy cập", "Access tokens"),
        f'<p class="quiet">{about}</p>{listed}{form}',
    )


def _token(say: Voice, account: Account, token: Token) -> str:
    until = f"{say('dùng được đến', 'valid until')} {say.day(token.expires.astimezone().date())}"
    used = f"{say('dùng gần nhất', 'last used')} {_when(say, token.used)}"
    revoke = say("Thu hồi", "Revoke")
    return (
        f"<li><span><strong>{text(token.label or '—')}</strong>"
        f'<span class="quiet">{text(until)} · {text(used)}</span></span>'
        f'<form method="post" action="{person_url(account.id, f"ma/{token.id}/thu-hoi")}">'
        f'<button class="secondary" aria-label="{revoke}: {text(token.label)}">{revoke}</button>'
        "</form></li>"
    )


def _removal(say: Voice, card: Card) -> str:
    title = say("Xóa tài khoản", "Remove account")
    if card.is_own:
        return ""
    sure = say(
        "Xóa hẳn tài khoản, mã truy cập và các cuộc hỏi của người này",
        "Delete the account, its tokens and this person's conversations for good",
    )
    box = (
        '<label class="check"><input type="checkbox" name="sure" value="1" required> '
        f"{sure}</label>"
    )
    note = say(
        "Đánh giá và dòng nhật ký của người này vẫn còn.",
        "Ratings and lines of the audit log stay.",
    )
    form = _form(card.account, "xoa", box, say("Xóa", "Remove"), "danger")
    return _card("xoa-nguoi", title, f'{form}<p class="quiet">{note}</p>')


def _own(say: Voice) -> str:
    said = say(
        "Đây là tài khoản của chính bạn; một quản trị viên khác mới đổi được.",
        "This is your own account; only another administrator can change this.",
    )
    return f'<p class="quiet">{said}</p>'
