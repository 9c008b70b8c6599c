"""Answers as text in a database: everything a page shows, and nothing that would not fit.

The whole `assistant.Answer` is kept but its trace (what was weighed), which can be had
again by asking. What a later version adds to answers is written as it is; what an older
version did not know yet gets its default on reading.
"""

from __future__ import annotations

import logging
from functools import cache

from pydantic import TypeAdapter, ValidationError

from assistant import Answer

logger = logging.getLogger(__name__)


@cache
def _adapter() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


def to_text(answer: Answer) -> str:
    """Return `answer` as JSON."""
    return _adapter().dump_json(answer, exclude={"trace"}).decode()


def from_text(text: str | None) -> Answer | None:
    """Return the answer that `to_text` wrote, or None where there is none.

    Text of a version whose answers cannot be read any more gives None as well, with a
    line in the log; it stays in the database.
    """
    if text is None:
        return None
    try:
        return _adapter().validate_json(text)
    except ValidationError as error:
        logger.warning("a stored answer cannot be read: %s", error.errors()[0]["type"])
        return None
