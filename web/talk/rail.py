"""The list of a person's conversations, beside the one that is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from web.layout.markup import text
from web.layout.voice import Voice

if TYPE_CHECKING:
    from web.store import Conversation


def export_url(conversation: int, form: str) -> str:
    """Return the path of a conversation as a file; `form` is ``md`` or ``docx``."""
    return f"/cuoc-hoi/{int(conversation)}.{form}"


def rail(say: Voice, conversations: Sequence[Conversation], current: int | None) -> str:
    """Return the list, the conversation used last first; `current` is the open one."""
    rows = "".join(_row(say, item, item.id == current) for item in conversations)
    none = say("Các cuộc hỏi sẽ được giữ ở đây.", "Your conversations are kept here.")
    listed = f'<ul class="talks">{rows}</ul>' if rows else f'<p class="quiet">{none}</p>'
    new = say("Cuộc hỏi mới", "New conversation")
    name = say("Các cuộc hỏi", "Conversations")
    return (
        f'<nav class="rail" aria-label="{name}"><div class="rail-head"><h2>{name}</h2>'
        f'<button type="button" class="close" data-action="close-rail" '
        f'aria-label="{say("Đóng", "Close")}">×</button></div>'
        '<button type="button" class="new" data-action="fresh"><svg viewBox="0 0 16 16" '
        'width="15" height="15" aria-hidden="true"><path d="M8 2.5v11M2.5 8h11" '
        'stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>'
        f"{new}</button>{listed}</nav>"
    )


def _row(say: Voice, item: Conversation, is_current: bool) -> str:
    title = text(item.title)
    more = say("Tùy chọn", "Options")
    current = ' aria-current="true"' if is_current else ""
    key = item.id
    updated = say.moment(item.updated)
    return (
        f'<li data-conversation="{key}"{current}><a href="/?cuoc={key}" data-action="open" '
        f'data-conversation="{key}" title="{title}"><span class="talk">{title}</span>'
        f'<span class="when">{updated}</span></a>'
        f'<details class="menu"><summary aria-label="{more}: {title}">⋯</summary><div>'
        f'<button type="button" data-action="rename" data-conversation="{key}" '
        f'data-title="{title}">{say("Đổi tên", "Rename")}</button>'
        f'<a href="{export_url(key, "docx")}" download>{say("Tải Word", "Download Word")}</a>'
        f'<a href="{export_url(key, "md")}" download>'
        f"{say('Tải Markdown', 'Download Markdown')}</a>"
        f'<button type="button" class="danger" data-action="delete" data-conversation="{key}">'
        f"{say('Xóa', 'Delete')}</button></div></details></li>"
    )
