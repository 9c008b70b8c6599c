"""The audit log as a page: who changed what, when, from where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from web.administration.tabs import AUDIT, tabs
from web.layout.markup import text
from web.layout.voice import Voice
from web.store import Action

if TYPE_CHECKING:
    from web.store import AuditEntry

SHOWN = 300
"""Lines on the page, the newest ones; the API gives more."""

_NAMES: Mapping[Action, tuple[str, str]] = {
    Action.UPLOAD: ("Thêm báo cáo", "Added reports"),
    Action.SAMPLE: ("Dựng kho mẫu", "Built the sample"),
    Action.REBUILD: ("Dựng lại kho", "Rebuilt the archive"),
    Action.REMOVE: ("Gỡ báo cáo", "Removed a report"),
    Action.RESTORE: ("Khôi phục báo cáo", "Restored a report"),
    Action.CORRECT: ("Sửa thông tin", "Corrected metadata"),
    Action.EXPORT_RATINGS: ("Xuất đánh giá", "Exported ratings"),
    Action.SIGN_IN: ("Đăng nhập", "Signed in"),
    Action.SIGN_IN_FAILED: ("Đăng nhập không được", "Failed to sign in"),
    Action.SIGN_OUT: ("Đăng xuất", "Signed out"),
    Action.ACCOUNT_ADD: ("Thêm tài khoản", "Added an account"),
    Action.ACCOUNT_REMOVE: ("Xóa tài khoản", "Removed an account"),
    Action.ACCOUNT_ROLE: ("Đổi vai trò", "Changed a role"),
    Action.ACCOUNT_LOCK: ("Khóa tài khoản", "Locked an account"),
    Action.ACCOUNT_UNLOCK: ("Mở khóa tài khoản", "Unlocked an account"),
    Action.PASSWORD: ("Đặt mật khẩu", "Set a password"),
    Action.TOKEN_ADD: ("Cấp mã truy cập", "Issued a token"),
    Action.TOKEN_REMOVE: ("Thu hồi mã truy cập", "Revoked a token"),
}

_DETAILS: Mapping[str, tuple[str, str]] = {
    "report": ("báo cáo", "report"),
    "source": ("tệp", "file"),
    "files": ("số tệp", "files"),
    "build": ("lần dựng", "build"),
    "title": ("tên", "title"),
    "number": ("số hiệu", "number"),
    "issuer": ("cơ quan", "issuer"),
    "province": ("địa phương", "province"),
    "period": ("kỳ", "period"),
    "issued": ("ngày ký", "issued"),
    "reset": ("bỏ bản sửa", "corrections dropped"),
    "ratings": ("các đánh giá", "ratings"),
    "role": ("vai trò", "role"),
    "token": ("mã số", "token"),
    "label": ("dùng để", "for"),
    "locked": ("đang bị khóa", "locked"),
}

_VALUES: Mapping[str, tuple[str, str]] = {
    "administrator": ("quản trị viên", "administrator"),
    "staff": ("nhân viên", "staff"),
    "True": ("có", "yes"),
}


def page(say: Voice, entries: Sequence[AuditEntry], *, action: Action | None) -> str:
    """Return the whole page; `action` is the one that is listed, None for all."""
    options = "".join(
        f'<option value="{one.value}"{" selected" if one is action else ""}>{say(*_NAMES[one])}'
        "</option>"
        for one in Action
    )
    filters = (
        f'<form method="get" action="{AUDIT}" class="inline" data-live="#ket-qua">'
        f'<label><span>{say("Việc", "Action")}</span><select name="viec">'
        f'<option value="">{say("Tất cả", "All")}</option>{options}</select></label>'
        f'<button class="primary">{say("Lọc", "Filter")}</button></form>'
    )
    lead = say(
        f"Ai đã đổi gì, khi nào, từ đâu; {SHOWN} dòng mới nhất. Không sửa hay xóa được.",
        f"Who changed what, when, from where; the newest {SHOWN} lines. None can be changed.",
    )
    return (
        f"{tabs(say, AUDIT)}<h1>{say('Nhật ký', 'Audit log')}</h1>"
        f'<p class="lead">{lead}</p>{filters}<div id="ket-qua">{_table(say, entries)}</div>'
    )


def _table(say: Voice, entries: Sequence[AuditEntry]) -> str:
    if not entries:
        return f'<p class="empty" role="status">{say("Chưa có dòng nào.", "Nothing yet.")}</p>'
    names = (
        say("Khi nào", "When"),
        say("Việc", "Action"),
        say("Ai", "Who"),
        say("Đối tượng", "What"),
    )
    heads = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "".join(_row(say, entry, names) for entry in entries)
    return (
        f'<table class="reports log"><caption class="hidden-label">{say("Nhật ký", "Audit log")}'
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(say: Voice, entry: AuditEntry, names: Sequence[str]) -> str:
    who = f'{text(entry.who or "—")}<span class="file">{text(entry.address)}</span>'
    about = (
        f'{text(entry.object or "—")}<span class="file">{text(_detail(say, entry.detail))}</span>'
    )
    cells = (text(say.moment(entry.at)), say(*_NAMES[entry.action]), who, about)
    named = zip(names, cells, strict=True)
    return "<tr>" + "".join(f'<td data-name="{name}">{cell}</td>' for name, cell in named) + "</tr>"


def _detail(say: Voice, detail: Mapping[str, Any]) -> str:
    """Return what else was written down, in one line: ``báo cáo: 3 · kỳ: tháng 4/2023``."""
    said = (
        f"{say(*_DETAILS[name])}: {say(*_VALUES.get(value, (value, value)))}"
        for name, value in ((name, str(value)) for name, value in detail.items() if value)
        if name in _DETAILS
    )
    return " · ".join(said)[:300]
