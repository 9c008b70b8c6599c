"""Whether a figure is of another member of a contrast class than the one asked for."""

from __future__ import annotations

from assistant import contrasts
from assistant.leaning import leaning_of
from assistant.matching import PassageView
from assistant.question import Question
from assistant.table_traits import cells_over
from assistant.traits import Trait
from corpus import Figure
from corpus.tables import cells, column_at, row_label


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
    unnamed = [
        number
        for number, members in question.contrasts.items()
        if not members & said.get(number, near.get(number, frozenset()))
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
