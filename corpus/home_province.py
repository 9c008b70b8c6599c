"""Which province a report is from, told from those that it only mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from corpus.letterhead import Letterhead
from corpus.provinces import Province, find_provinces, get, province_of_host
from corpus.vietnamese import fold, is_syllable

_TITLE_WEIGHT: Final = 4
_HOST_WEIGHT: Final = 3
_OWN_WEIGHT: Final = 3  # "tỉnh X", "Sở … X": the writer's own province rather than another
_OWN: Final = re.compile(r"\b(?:tinh|ubnd tinh|so\s+[\w&\s]{2,40}|dia ban)\s+$")
_LEAD: Final = 48
_HOST: Final = re.compile(r"(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.vn\b", re.IGNORECASE)
_UNLISTED: Final = re.compile(
    r"(?<!chủ tịch ubnd )(?<!bí thư )\btỉnh\s+(?P<name>\w+\s+\w+)(?P<third>\s+\w+)?", re.IGNORECASE
)
_FEWEST_UNLISTED: Final = 2  # mentions that make "tỉnh X" a name rather than a slip


def home_province(text: str, letterhead: Letterhead, title: str) -> Province | None:
    """Return the province that a document is from, or None where it tells of none.

    The letterhead decides; else the province named most, where the title, "tỉnh X" and the
    portal's host count for more. A province that is not on the list comes back with its
    name as written and the folded slug of it as its key.
    """
    for stated in (letterhead.agency, letterhead.parent):
        if stated:
            named = _listed(stated) or next(_unlisted(stated), None)
            if named:
                return named
    if letterhead.place and (placed := _listed(letterhead.place)):
        return placed
    return _most_named(text, title) or _unlisted_place(text, letterhead.place)


def _listed(text: str) -> Province | None:
    return next((mention.province for mention in find_provinces(text)), None)


def _unlisted(text: str) -> Iterator[Province]:
    """Yield the provinces that "tỉnh X Y" names in `text` and that are not on the list."""
    for found in _UNLISTED.finditer(text):
        words = found["name"].split()
        third = (found["third"] or "").strip()
        if third and third.istitle():  # three names are a person's: "UBND tỉnh Lê Văn A"
            continue
        if (
            all(word[0].isupper() and is_syllable(word) for word in words)
            and fold(words[0]) not in ("uy", "doan", "doi")
            and not find_provinces(found["name"])
        ):
            yield _named(" ".join(words))


def _named(name: str) -> Province:
    cased = name.title() if name.isupper() else name
    return Province(key=fold(cased).replace(" ", "-"), name=cased, kind="tỉnh")


def _unlisted_place(text: str, place: str | None) -> Province | None:
    return _named(place) if place and f"tỉnh {place}".lower() in text.lower() else None


def _most_named(text: str, title: str) -> Province | None:
    votes: Counter[str] = Counter()
    _count(votes, title, _TITLE_WEIGHT)
    _count(votes, text, 1)
    for host in {found.group().lower() for found in _HOST.finditer(text)}:
        speaker = province_of_host(host)
        if speaker:
            votes[speaker.key] += _HOST_WEIGHT
    unlisted = list(_unlisted(text))
    counts = Counter(province.key for province in unlisted)
    for province in unlisted:
        if counts[province.key] >= _FEWEST_UNLISTED:
            votes[province.key] += _OWN_WEIGHT
    if not votes:
        return None
    best = votes.most_common(1)[0][0]
    return next((province for province in unlisted if province.key == best), None) or get(best)


def _count(votes: Counter[str], text: str, weight: int) -> None:
    folded = fold(text)
    for mention in find_provinces(text):
        if mention.certain:
            own = _OWN.search(folded, max(0, mention.start - _LEAD), mention.start)
            votes[mention.province.key] += weight * (_OWN_WEIGHT if own else 1)
