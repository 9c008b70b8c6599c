"""Whether a figure is of another member of a contrast class than the one asked for."""

from __future__ import annotations

import re
from typing import Final

from assistant import contrasts
from assistant.kinds import Kind
from assistant.leaning import leaning_of
from assistant.locating import Found
from assistant.matching import PassageView, fold_word
from assistant.question import Question
from assistant.table_traits import cells_over
from assistant.traits import Trait
from corpus import Figure
from corpus.tables import cells, column_at, row_label
from corpus.vietnamese import fold

_RECEIVED: Final = re.compile(
    r"(?=.*\bho s[o_]\b).*(?:\btiep nhan\b|\bnhan\b|\bnhan duoc\b|\btong so ho s[o_]\b)"
)
_SENT: Final = re.compile(r"\b(?:truc tuyen|qua mang|tren mang|dien tu)\b")


def contrast(
    view: PassageView, figure: Figure, head: Figure | None, question: Question
) -> Trait | None:
    """Tell whether a figure names another member of a contrast class than the one asked for.

    `CONFLICT` where its own words do, `UNNAMED` where nothing that speaks of it names the
    member asked for.
    """
    if not question.contrasts:
        return None
    classes = contrasts.load()
    start, end = view.sentence_of(figure.start)
    around = (*view.words.folded_in(start, end), *view.context_words)
    own = tuple(view.words.folded_in(*figure.own))
    column = view.columns[view.position_of(figure)]
    if column is not None:
        label = row_label(view.text, cells(view.text, *figure.clause))
        over = column_at(view.passage, label[0]) if label else None
        named = [*cells_over(view, figure), *(cell for cell in (label, over) if cell)]
        own += tuple(word for cell in named for word in view.words.folded_in(*cell))
    said = dict(classes.members(own, around, question.contrasts))
    if head is not None:
        above = classes.members(tuple(view.words.folded_in(*head.own)), around, question.contrasts)
        said = {**above, **said}
    if contrasts.conflict(question.contrasts, said):
        return Trait.CONFLICT
    opening = min((f.own[0] for f in view.figures if f.start >= start), default=figure.start)
    leaning = leaning_of(view, figure)
    if leaning.subject is not None:
        opening = max(opening, figure.clause[0])
    speaking = (
        *view.words.folded_in(*figure.clause),
        *(view.words.folded_in(*leaning.before) if leaning.before else ()),
        *view.words.folded_in(start, opening),
        *view.heading_words,
    )
    before = () if column is not None else view.words.folded_in(start, figure.start)
    led = classes.members(tuple(before), around, question.contrasts)
    once = {number: members for number, members in led.items() if len(members) == 1}
    near = {**once, **classes.members(speaking, around, question.contrasts)}
    following = _named_next(view, figure, around)
    unnamed = [
        number
        for number, members in question.contrasts.items()
        if not members & said.get(number, near.get(number, frozenset()))
        or (number not in said and members & following.get(number, frozenset()))
    ]
    kinds = {number for number in unnamed if classes.has_one_member(number)}
    if question.english:  # a translation may say more than was asked
        unnamed = [number for number in unnamed if number not in kinds]
    elif kinds:
        led = classes.members(
            tuple(view.words.folded_in(start, figure.own[1])), around, question.contrasts
        )
        if kinds - set(led):
            return Trait.CONFLICT  # "bưu chính công ích" is told by its name only
    return Trait.UNNAMED if unnamed else None


def is_partial(
    view: PassageView, figure: Figure, head: Figure | None, question: Question, found: Found
) -> bool:
    """Tell whether a figure is of one part where a question means the whole.

    ``số hồ sơ tiếp nhận`` are not those of ``Hồ sơ nộp qua mạng 39.386, cụ thể: cấp tỉnh 11.011``.
    What names the part is in none of the words that the question shares.
    """
    if question.kind is not Kind.NUMBER:
        return False
    classes = contrasts.load()
    open_to = classes.parting - set(question.contrasts)
    if view.columns[view.position_of(figure)] is not None:
        label = row_label(view.text, cells(view.text, *figure.clause))
        spans = [*cells_over(view, figure), *([label] if label else [])]
    else:
        start, _ = view.sentence_of(figure.start)
        opening = min((f.start for f in view.figures if f.start >= start), default=start)
        spans = [figure.own, (start, opening), *([head.own] if head is not None else [])]
    around = (
        *(word for span in spans for word in view.words.folded_in(*span)),
        *view.heading_words,
    )
    unasked = tuple(
        fold_word(view.text[slice(*word)])
        for span in spans
        for word in map(view.words.spans.__getitem__, view.words.within(*span))
        if not any(low <= word[0] and word[1] <= high for low, high in found.stretches)
    )
    named = classes.members(unasked, around, open_to)
    return any(len(members) == 1 for members in named.values())


def whole_meant(view: PassageView, figure: Figure, question: Question) -> bool:
    """Tell whether a question means what is received, not the part sent in some way.

    ``Hồ sơ trực tuyến cấp xã 36.418/44.800``: *hồ sơ tiếp nhận* are the 44.800.
    """
    if question.contrasts or question.dimension or not _RECEIVED.search(question.readable):
        return False
    start, _ = view.sentence_of(figure.start)
    before = leaning_of(view, figure).before
    low = before[0] if before else start
    return _SENT.search(fold(view.text[low : figure.start])) is not None


def _named_next(
    view: PassageView, figure: Figure, around: tuple[str, ...]
) -> dict[int, frozenset[int]]:
    """Return the members that the next figure before a semicolon names.

    ``huyện 6.718 hồ sơ, qua mạng 2.081``: the first is not of those sent by network.
    """
    position = view.position_of(figure) + 1
    if view.columns[position - 1] is not None or position == len(view.figures):
        return {}
    after = view.figures[position]
    gap = view.text[figure.end : after.start]
    if ";" in gap or after.start >= view.sentence_of(figure.start)[1] or after.unit == "%":
        return {}
    return contrasts.load().members(tuple(view.words.folded_in(*after.own)), around)
