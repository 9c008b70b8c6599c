"""A refusal holds for the archive as it was: what to tell once that is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.layout.markup import text
from web.layout.voice import Voice

if TYPE_CHECKING:
    from web.store import StoredTurn


def note(say: Voice, turn: StoredTurn, generation: int | None, *, building: bool) -> str:
    """Return the line under a refused `turn` whose archive is not, or will not be, the same.

    `generation` is the archive's now (None where nobody knows), `building` whether it is
    being changed. Empty where the refusal holds.
    """
    if generation is not None and turn.generation != generation:
        said = say(
            "Kho đã thay đổi sau câu trả lời này.", "The archive has changed since this answer."
        )
        again = (
            '<button type="button" class="chip" data-action="ask" '
            f'data-question="{text(turn.question)}">{say("Hỏi lại", "Ask again")}</button>'
        )
        return f'<p class="note again">{said} {again}</p>'
    if building:
        said = say(
            "Kho đang được cập nhật; xong rồi hãy hỏi lại.",
            "The archive is being updated; ask again when that is done.",
        )
        return f'<p class="note">{said}</p>'
    return ""
