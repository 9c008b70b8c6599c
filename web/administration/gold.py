"""Rated answers as lines of a gold file, in the format that `assistant.gold` reads.

A line says what the answer was and where it stood; a person looks it over before it is
used, since a rating says that an answer was right, not that it is the only right one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from fastapi import Response

from assistant.gold import KINDS, UNANSWERABLE
from web.store import Action, Verdict

if TYPE_CHECKING:
    from assistant import Answer
    from web.accounts import User
    from web.store import Rating, Store

_KIND = {"organisation": "org", "explanation": "explain", "comparison": "compare"}
_NEAREST = "explain"
"""The kind of gold question whose rules fit an answer of a kind that gold files do not know."""


def lines(ratings: Iterable[Rating]) -> str:
    """Return one JSON object a line for each of `ratings` that has an answer.

    An answer rated as wrong keeps its line for a person to put right: ``note`` says so.
    """
    objects = (_line(rating, rating.answer) for rating in ratings if rating.answer is not None)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in objects)


def export(store: Store, user: User, ids: list[int]) -> Response:
    """Return the ratings with `ids` as a gold file, and write down who took them."""
    user.require_administrator()
    chosen = store.ratings.chosen(ids[:1_000])
    store.audit.note(
        Action.EXPORT_RATINGS, user, detail={"ratings": [rating.id for rating in chosen]}
    )
    return Response(
        lines(chosen),
        media_type="application/x-ndjson",
        headers={"Content-Disposition": 'attachment; filename="danh-gia.jsonl"'},
    )


def _line(rating: Rating, answer: Answer) -> dict[str, Any]:
    note = f"đánh giá {rating.id}: {'đúng' if rating.verdict is Verdict.UP else 'CHƯA ĐÚNG'}"
    if rating.remark:
        note = f"{note}; {' '.join(rating.remark.split())}"
    shared = {
        "id": f"danh-gia-{rating.id}",
        "question": rating.question,
        "lang": answer.language,
        "note": note,
    }
    cited = answer.citations
    if not answer.answerable or not cited:
        empty: dict[str, Any] = {"accept": [], "reports": [], "evidence": []}
        return {**shared, "kind": UNANSWERABLE, "answer": answer.answer, **empty}
    kind = _KIND.get(answer.kind, answer.kind)
    return {
        **shared,
        "kind": kind if kind in KINDS else _NEAREST,
        "answer": answer.answer,
        "accept": [[answer.value or answer.answer]],
        "reports": list(dict.fromkeys(_report(citation.source) for citation in cited)),
        "evidence": list(dict.fromkeys(citation.excerpt for citation in cited)),
    }


def _report(source: str) -> str:
    """Return the leading digits of a file name, or the name where it has none."""
    leading = re.match(r"\d+", source)
    return leading[0] if leading else source
