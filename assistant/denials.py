"""Whether a question and a sentence say the opposite of one word: done here, not done there.

``Bao nhiêu bản đã có điện?`` shares every word with ``33 bản chưa có điện`` and is not answered
by it; ``tài liệu không kinh doanh`` is another thing than ``tài liệu kinh doanh``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.concepts import Concept
from assistant.matching import PassageView
from assistant.wordclass import WordClass
from corpus.vietnamese import fold

_NO: Final = r"(?:chua|khong|chang|without|no|not|never|\w+n't)"
_LINKED: Final = r"(?:\s+(?:co|duoc|bi|phai|he|con|the|any|yet|been|be))*\s*$"
_DENIED: Final = re.compile(rf"\b{_NO}\b{_LINKED}")
_AFFIRMED: Final = re.compile(
    rf"\b(?:da|dang|co|duoc|have|has|had|with|already)\b(?<!chua co)(?<!khong co){_LINKED}"
)
_ATTAINED: Final = re.compile(r"\s+(?:duoc|xong)\b")  # "hạ ngầm được 38 km"
_BEFORE: Final = 24  # characters before a word in which it may be denied


def _said(folded: str, start: int, end: int) -> bool | None:
    """Tell whether ``folded[start:end]`` is said to be so, or not to be so; None if neither."""
    before = folded[max(0, start - _BEFORE) : start]
    if _DENIED.search(before):
        return False
    return True if _AFFIRMED.search(before) or _ATTAINED.match(folded, end) else None


def contradicts(
    readable: str, concepts: Sequence[Concept], view: PassageView, own: tuple[int, int]
) -> bool:
    """Tell whether a word is denied in the question and affirmed in ``view.text[own]``, or so.

    `readable` is the folded question that the concepts' offsets lead into. A word that is
    neither denied nor affirmed contradicts nothing.
    """
    told = fold(view.text[own[0] : own[1]])
    for concept in concepts:
        if concept.soft or concept.asked or concept.word is WordClass.NAME:
            continue
        asked = (
            _said(readable, concept.start, concept.end) if concept.start < len(readable) else None
        )
        if asked is None:
            continue
        within = [m for m in view.words.find(concept) if own[0] <= m.start and m.end <= own[1]]
        if any(
            _said(told, match.start - own[0], match.end - own[0]) is (not asked) for match in within
        ):
            return True
    return False
