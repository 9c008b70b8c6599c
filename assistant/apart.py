"""What sets a figure apart from the others of its sentence, and whether that was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.locating import Found, Located
from assistant.matching import Match, PassageView, fold_word
from assistant.traits import Trait
from assistant.wordclass import WordClass
from corpus import Basis, Figure
from corpus.vietnamese import fold

COUNTERS = frozenset({"nguoi", "luot", "cai", "chiec", "people", "persons", "items"})
"""Words that count anything: they name no thing."""


def other_named(
    view: PassageView, figure: Figure, head: Figure | None, found: Found
) -> Trait | None:
    """Tell whether the question names what is said of a later figure of the sentence only.

    ``có thêm 1.756 thuê bao, trong đó cố định 492``: a question for *cố định* is not for the
    1.756, though it covers all else.
    """
    if _part_named(view, figure, found):
        return Trait.OTHER_PART
    start, end = view.sentence_of(figure.start)
    theirs = [g for g in view.figures if figure.start < g.start < end and g.own[0] >= figure.own[1]]
    if not theirs:
        return None
    asked = [
        located
        for located in found
        if located.anywhere
        and located.weighted.weight
        and not located.weighted.concept.soft
        and fold_word(located.weighted.concept.surface) not in COUNTERS
        and not _reached(located, start, figure.own[1])
    ]
    if not asked:
        return None
    mine = set(view.words.folded_in(start, extent(view, figure)[1]))
    position = view.position_of(figure)
    if head is not None:
        mine |= set(view.words.folded_in(*head.own))
    for other in theirs:
        low = other.own[0]
        high = (extent(view, other) if _is_part(other, position) else other.own)[1]

        def telling(match: Match, low: int = low, high: int = high) -> bool:
            inside = low <= match.start and match.end <= high
            return inside and not set(view.words.folded_in(match.start, match.end)) <= mine

        for located in asked:
            trait = Trait.OTHER_PART if _is_part(other, position) else Trait.OTHER
            if any(map(telling, located.matches)):
                return trait
            if located.weighted.concept.translated:
                continue
            for words in located.syllables:
                lacking = [
                    matches
                    for matches in words
                    if not any(start <= m.start and m.end <= figure.own[1] for m in matches)
                ]
                if lacking and all(any(map(telling, matches)) for matches in lacking):
                    return trait  # it has all the words of the phrase that this one lacks
    return None


def _part_named(view: PassageView, figure: Figure, found: Found) -> bool:
    """Tell whether the question names what parts one part of a figure from its other parts.

    After ``doanh thu bưu chính, viễn thông 2.874 tỷ đồng, trong đó bưu chính 412, viễn thông
    1.695`` a question for *viễn thông* is for the 1.695, though the whole names it too.
    """
    same = [f for f in view.parts_of(view.position_of(figure)) if f.unit == figure.unit]
    if len(same) < 2:
        return False
    parts = [set(view.words.folded_in(*extent(view, other))) for other in same]
    unit = set(fold(figure.unit).split())  # all of them count that: it sets no part apart
    telling = [
        {syllable.folded for syllable in located.weighted.concept.alternatives[0]}
        for located in found
        if not located.weighted.pair
        and not located.weighted.concept.soft
        and not located.weighted.concept.translated
        and located.weighted.concept.word in (WordClass.NOUN, WordClass.NAME, WordClass.ADJECTIVE)
    ]
    return any(not words <= unit and sum(words <= part for part in parts) == 1 for words in telling)


def _is_part(figure: Figure, whole: int) -> bool:
    """Tell whether a figure is part of the one at `whole`, and no change of it."""
    return figure.head == whole and figure.basis is not Basis.CHANGE


def _reached(located: Located, start: int, end: int) -> bool:
    """Tell whether a concept stands, whole or word by word, between `start` and `end`."""

    def inside(matches: Sequence[Match]) -> bool:
        return any(start <= m.start and m.end <= end for m in matches)

    return inside(located.matches) or any(
        all(map(inside, words)) for words in located.syllables if words
    )


def distinguished(view: PassageView, figure: Figure, found: Found) -> bool:
    """Tell whether the question names what sets a part apart from the other parts.

    ``(11.380 hồ sơ trực tiếp, 29.465 hồ sơ qua mạng)``: a question for *hồ sơ* alone asks
    for the whole before the bracket.
    """
    siblings = [
        set(view.words.folded_in(*extent(view, other)))
        for other in view.figures
        if other.head == figure.head and other is not figure and other.level == figure.level
    ]
    if not siblings:
        return True
    shared = set.intersection(*siblings)
    whole = view.figures[figure.head].own if figure.head is not None else (0, 0)
    matched = [
        m
        for located in found
        if not any(whole[0] <= m.start and m.end <= whole[1] for m in located.matches)
        for m in (*located.matches, *words_of(located))
    ]  # what the whole is called too sets no part apart
    low, high = extent(view, figure)
    own = [
        (start, end)
        for start, end in map(view.words.spans.__getitem__, view.words.within(low, high))
        if not figure.start <= start < figure.end and fold_word(view.text[start:end]) not in shared
    ]
    return not own or any(m.start <= a and b <= m.end for a, b in own for m in matched)


def extent(view: PassageView, figure: Figure) -> tuple[int, int]:
    """Return a figure's own words with what of its clause follows them before the next figure.

    ``1.105 sản phẩm trên sàn A và 767 sản phẩm trên sàn B``: what is counted is the same,
    what follows it tells the two apart.
    """
    return view.remembered(_extent, figure)


def _extent(view: PassageView, figure: Figure) -> tuple[int, int]:
    after = min((f.own[0] for f in view.figures if f.start > figure.start), default=len(view.text))
    return figure.own[0], max(figure.own[1], min(figure.clause[1], after))


def words_of(located: Located) -> list[Match]:
    return [m for alternative in located.syllables for matches in alternative for m in matches]
