"""Where a question is typed, and what the conversation is limited to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from web.asking import scopes
from web.asking.service import MAX_QUESTION
from web.layout.voice import Voice

if TYPE_CHECKING:
    from index import ReportRecord


def composer(say: Voice, records: Sequence[ReportRecord]) -> str:
    """Return the form for a question; its chips are drawn by ``static/ask.js``."""
    return (
        '<form id="hoi" class="composer"><div class="limits">'
        f'<button type="button" class="open-rail" data-action="rail">'
        f"{say('Các cuộc hỏi', 'Conversations')}</button>"
        f'<ul id="pham-vi" aria-label="{say("Chỉ tìm trong", "Search only in")}"></ul>'
        f'<details id="chon-pham-vi"><summary>{say("Giới hạn phạm vi", "Limit to…")}</summary>'
        f'<div class="picker">{scopes.picker(records, say)}</div></details>'
        '<span id="loi-nhan" role="status"></span></div>'
        f'<div class="field"><textarea id="cau-hoi" rows="1" maxlength="{MAX_QUESTION}" '
        f'aria-label="{say("Câu hỏi", "Question")}" enterkeyhint="send" autocomplete="off" '
        f'placeholder="{say("Gõ câu hỏi rồi nhấn Enter", "Type a question and press Enter")}">'
        f'</textarea><button class="send">{say("Hỏi", "Ask")}</button></div></form>'
    )
