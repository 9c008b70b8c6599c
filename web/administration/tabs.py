"""The ways between the pages that only administrators see."""

from __future__ import annotations

from web.layout.voice import Voice

RATINGS = "/quan-tri/danh-gia"
ACCOUNTS = "/quan-tri/tai-khoan"
AUDIT = "/quan-tri/nhat-ky"

_TABS = (
    (RATINGS, "Đánh giá", "Ratings"),
    (ACCOUNTS, "Tài khoản", "Accounts"),
    (AUDIT, "Nhật ký", "Audit log"),
)


def tabs(say: Voice, here: str) -> str:
    """Return the ways; `here` is the path of the page that they stand on."""
    links = "".join(
        f'<li><a href="{path}"{_current(path, here)}>{say(vietnamese, english)}</a></li>'
        for path, vietnamese, english in _TABS
    )
    name = say("Quản trị", "Administration")
    return f'<nav class="subnav" aria-label="{name}"><ul>{links}</ul></nav>'


def _current(path: str, here: str) -> str:
    if path == here:
        return ' aria-current="page"'
    return ' aria-current="true"' if here.startswith(f"{path}/") else ""
