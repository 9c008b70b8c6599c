"""Questions for the name of something: an answer has to hold one.

``Bệnh viện nào bị tấn công?`` is not answered by a sentence about *một bệnh viện huyện*.
"""

from __future__ import annotations

import re
from typing import Final

from assistant.concepts import Concept
from assistant.draft import Context, Draft
from assistant.matching import PassageView
from corpus.vietnamese import fold

_NAME_OF: Final = re.compile(
    r"^\W*ten (?:day du |cu the )?(?:cua )?(?!mien\b|lua\b)"
    r"|\bten (?:cua )?(?=[^,;?]*\b(?:la gi|gi|la sao)\W*$)"
    r"|\b(?:what|which) (?:is|was|were|are) the (?:full |exact )?names? of (?:the |that )?"
    r"|\bname (?:the|of the) "
)
_WHICH: Final = re.compile(
    r"\b(?P<vi>benh vien|truong|cong ty|nha thau|hop tac xa|ngan hang|khach san|to bao|nha may"
    r"|khu cong nghiep|kenh|trang) nao\b"
    r"|\bwhich (?:\w+ ){0,2}?(?P<en>hospital|school|company|contractor|cooperative|bank|hotel"
    r"|factory|channel|website|supplier)\b"
)
_QUOTED: Final = re.compile(r"\s*(?:[\"“‘]|:)")
_AFTER: Final = 5  # words after the thing among which its name stands


def named_thing(context: Context) -> Concept | None:
    """Return the thing whose name a question asks for, or None where it asks for no name."""
    readable = context.question.readable
    asking = _NAME_OF.search(readable)
    which = _WHICH.search(readable)
    if asking is None and which is None:
        return None
    start = asking.end() if asking else which.start(which.lastgroup or 0) if which else 0
    things = [
        w.concept
        for w in context.concepts
        if not w.pair and w.concept.end > start and w.concept.start < len(readable)
    ]
    if asking is not None:
        things = [c for c in things if not c.soft]
    return things[0] if things else None


def holds_name(context: Context, draft: Draft, thing: Concept) -> bool:
    """Tell whether the evidence gives the name of `thing`, or does not call it what it is."""
    pieces = draft.evidence[:1]
    asked = context.question.readable
    return all(_named(piece.view, piece.start, piece.end, thing, asked) for piece in pieces)


def _named(view: PassageView, start: int, end: int, thing: Concept, asked: str) -> bool:
    matches = [m for m in view.words.find(thing) if start <= m.start < end]
    if not matches:
        return _large_within(view.text[start:end])
    known = set(re.findall(r"\w+", asked))
    return any(
        _QUOTED.match(view.text, match.end) is not None
        or any(
            word[0].isupper() and fold(word) not in known
            for word in re.findall(r"[^\W\d_]+|[,;.()]", view.text[match.end : end])[:_AFTER]
        )
        for match in matches
    )


def _large_within(text: str) -> bool:
    """Tell whether a word inside a text, not at its start, is written large."""
    words = re.findall(r"[^\W\d_]+", text)
    return any(word[0].isupper() and fold(word) not in {"so", "tinh"} for word in words[1:])
