"""The provinces that a question names: in full, with a slip, or shortened."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from corpus import provinces
from corpus.provinces import ProvinceMention, find_provinces
from corpus.vietnamese import fold

_AT = re.compile(
    r"\b(?:o|tai|ve|tu|den|toi|di|sang|ra|vao|in|at|from|to)(?: (?:tp|thanh pho))?\s*$"
)
_WITH_SLOT = re.compile(r"\W*(?:$|(?:thang|quy|nam|sau thang|chin thang|t|q)\b|\d)")
"""What follows a place that is named at a question's start: its time, or nothing."""
_BESIDE = re.compile(r"\b(?:so (?:voi|sanh|vs)|hay|hoac|hon|kem|versus|vs|compared?|than|or)\b")


class Place(NamedTuple):
    """A province named in a text, with where it stands."""

    start: int
    end: int
    key: str


class PlaceReader:
    """Finds the provinces of a question; make one for an archive, safe to share."""

    def __init__(
        self, named: Mapping[str, str], reported: Collection[str], words: Collection[str]
    ) -> None:
        """Take names that are on no list of provinces with their keys, and the archive's keys.

        Initials that are among the archive's (folded) `words` mean something else there.
        """
        self._named = dict(named)
        self._held = frozenset((*named.values(), *reported))
        self._short = _shortened(self._held, words)

    def find(self, text: str, folded: str) -> list[Place]:
        """Return the provinces of `text` in order; `folded` is as long as `text`."""
        found = [Place(m.start, m.end, m.province.key) for m in find_provinces(text)]
        taken = {place.start for place in found}
        for mention in find_provinces(fold(text)):  # "Ninh Thuân": a slip in the accents
            if mention.start not in taken and self._named_so(text, folded, mention):
                found.append(Place(mention.start, mention.end, mention.province.key))
        for name, key in self._named.items():
            for match in re.finditer(rf"\b{re.escape(fold(name))}\b", folded):
                typed = text[match.start() : match.end()]
                if typed[:1].isupper() or typed.casefold() in {name.casefold(), match.group()}:
                    found.append(Place(match.start(), match.end(), key))
        for pattern, key in () if found else self._short:
            for match in pattern.finditer(text):
                if not any(p.start < match.end() and match.start() < p.end for p in found):
                    found.append(Place(match.start(), match.end(), key))
        return self._without_venues(sorted(found), folded)

    def _named_so(self, text: str, folded: str, mention: ProvinceMention) -> bool:
        """Tell whether a name without its accents is meant as one: written large, or in place.

        ``gia lai quý 1/2024 …``: a held province before the time that is asked about.
        """
        written = text[mention.start : mention.end]
        if all(word[:1].isupper() for word in written.split()):
            return True
        plain = written == folded[mention.start : mention.end] and " " in written
        beside = mention.start == 0 and _WITH_SLOT.match(folded[mention.end :]) is not None
        return plain and beside and mention.province.key in self._held

    def _without_venues(self, found: list[Place], folded: str) -> list[Place]:
        """Leave out where something of a held province took place (``họp ở Hà Nội``)."""
        held = {place.key for place in found if place.key in self._held}
        if not held or _BESIDE.search(folded):
            return found
        return [p for p in found if p.key in held or not _AT.search(folded[: p.start])]


def _shortened(keys: Iterable[str], known: Collection[str]) -> list[tuple[re.Pattern[str], str]]:
    """Return how provinces are shortened: ``BG``, ``B.Giang``; nothing that two share."""
    ways: dict[str, set[str]] = {}
    for key in keys:
        province = provinces.find(key)
        words = (province.name if province else key.replace("-", " ").title()).split()
        if len(words) < 2:
            continue
        initials = "".join(word[0] for word in words)
        for letters in {initials, fold(initials).upper()}:
            if fold(letters) in known:
                continue
            ways.setdefault(re.escape(letters), set()).add(key)
        for first in {words[0][0], fold(words[0][0]).upper()}:
            for last in {words[-1], fold(words[-1]).title()}:
                ways.setdefault(rf"{first}\.? ?{re.escape(last)}", set()).add(key)
                ways.setdefault(rf"(?i:{first}\. ?{re.escape(last)})", set()).add(key)
    return [
        (re.compile(rf"(?<![\w.]){way}(?![\w&])"), next(iter(owners)))
        for way, owners in ways.items()
        if len(owners) == 1
    ]
