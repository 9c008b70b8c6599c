"""The names of what speaks for or against a candidate; `assistant.weights` says how much.

A *place* is where a word of the question stands relative to a figure or a sentence, a
*trait* is something that the slots say of it. A candidate's score is the sum of its amounts
(shares of the question's words by place; one, or a measure, for each trait) times weights.
"""

from __future__ import annotations

from enum import StrEnum


class _Name(StrEnum):
    """A name that is looked up thousands of times a question: hashed as the string it is."""

    __hash__ = str.__hash__


class Place(_Name):
    """Where a word stands. The last three are relative to a sentence, the others to a figure."""

    OWN = "own"  # the figure's own words, or its column head and row label
    CLAUSE = "clause"
    HEAD = "head"  # the figure whose part it is
    SUBJECT = "subject"  # before the first figure of the sentence
    PART_SUBJECT = "part_subject"  # the same, of a figure that is part of another
    LEFT = "left"
    RIGHT = "right"
    SIBLING = "sibling"  # another figure's words
    ELSEWHERE = "elsewhere"  # another row or column of the table
    NEAR = "near"  # the sentence before
    PASSAGE = "passage"
    TOPIC = "topic"
    SECTION = "section"  # the nearest heading that has it
    DEPTH = "depth"  # for each heading between that one and the passage
    TITLE = "title"
    SENTENCE = "sentence"
    SENTENCE_BEFORE = "sentence_before"
    SENTENCE_PASSAGE = "sentence_passage"


class Trait(_Name):
    """What speaks for or against a candidate beyond its words; grouped by the word before a dot."""

    LEVEL_MET = "level.met"
    LEVEL_ANOTHER = "level.another"
    LEVEL_NONE = "level.none"  # a level is asked for, the figure has none
    LEVEL_UNASKED = "level.unasked"  # the figure is of a level, none is asked for
    LEVEL_WHOLE = "level.whole"  # the figure is of a level, the whole province is asked for
    PERCENT = "dimension.percent"
    NO_PERCENT = "dimension.no_percent"
    MONEY = "dimension.money"
    NO_MONEY = "dimension.no_money"
    LENGTH = "dimension.length"
    NO_LENGTH = "dimension.no_length"
    DENSITY = "dimension.density"
    NO_DENSITY = "dimension.no_density"
    TIME = "dimension.time"
    NO_TIME = "dimension.no_time"
    PERCENT_UNASKED = "dimension.percent_unasked"
    NO_COUNT = "dimension.no_count"  # a sum or a length, where things are counted
    CHANGE_MET = "basis.change_met"
    CHANGE_UNASKED = "basis.change_unasked"
    BEFORE_UNASKED = "basis.before_unasked"  # how it stood before, where it is now asked for
    PLAN_MET = "basis.plan_met"
    PLAN_UNASKED = "basis.plan_unasked"
    PLAN_MISSED = "basis.plan_missed"  # a plan is asked for, the figure is none
    CUMULATIVE_RUNS = "basis.cumulative_runs"  # what leads to it says that it counts on
    CUMULATIVE_MET = "basis.cumulative_met"
    CUMULATIVE_TOTAL = "basis.cumulative_total"
    CUMULATIVE_MISSED = "basis.cumulative_missed"
    CUMULATIVE_UNASKED = "basis.cumulative_unasked"
    NEW_MET = "basis.new_met"
    NEW_TOTAL = "basis.new_total"
    NEW_STATED = "basis.new_stated"
    NEW_MISSED = "basis.new_missed"
    NEW_UNASKED = "basis.new_unasked"
    NEW_STOCK = "basis.new_stock"  # new ones, where it is asked how many there are
    IN_PERIOD = "basis.in_period"  # question and figure both say "in the month"
    TOTAL_MET = "basis.total_met"
    TOTAL_CUMULATIVE = "basis.total_cumulative"
    TOTAL_NEW = "basis.total_new"
    TOTAL_MISSED = "basis.total_missed"
    TOTAL_PART = "basis.total_part"
    TOTAL_UNASKED = "basis.total_unasked"
    COLUMN_MET = "basis.column_met"  # its column's head has more of the question than any other
    COLUMN_MISSED = "basis.column_missed"
    COLUMN_TOTAL = "basis.column_total"
    ROW_MET = "row.met"  # how much of its row's label the question names
    ROW_UNNAMED = "row.unnamed"
    ROW_ANOTHER = "row.another"  # it is of a total, the question names another row
    AGAINST_MET = "against.met"
    AGAINST_MISSED = "against.missed"
    PUT_RIGHT = "stated.put_right"  # it takes the place of the number that was reported for then
    STATED = "stated"  # in a report of another period, it names the one asked for
    ASKED_INSIDE = "asked.inside"  # the counted thing follows the number
    ASKED_PARTLY = "asked.partly"
    ASKED_BEFORE = "asked.before"
    ASKED_LED = "asked.led"  # it stands at the figure that leads to this one
    ASKED_MISSED = "asked.missed"
    ASKED_ELSEWHERE = "asked.elsewhere"  # the sentence has it, but not at this figure
    CONFLICT = "contrast.conflict"  # it names another member of a contrast class
    UNNAMED = "contrast.unnamed"  # nothing that speaks of it names the member asked for
    PARTIAL = "partial"  # of one part, where none is named: the whole is meant
    OTHER = "other"  # the question names what is said of a later figure only
    OTHER_PART = "other.part"  # the same, of a part of this figure
    UNDISTINGUISHED = "undistinguished"  # a part; nothing asked for sets it apart from others
    EXTRA = "extra"  # share of its own words that nobody asked for
    PART_TOTAL = "part.total"
    PART_OTHER = "part.other"
    OUT_OF = "whole"  # what another figure is out of
    RUNNING = "running"
    CONDITION = "condition"  # a least number that says which are meant, not how many
    LED_ALIKE = "led"  # "còn 9 thuê bao", where it is asked how many are left
    SCALE_MISSED = "scale"  # thousands of millions, where millions are asked for
    FIRST = "first"
    ACTED = "acted"  # only those that something was done to, such as an inspection
    ACTED_TOTAL = "acted.total"  # the same, where all of them are asked for
    BY_POST = "post"  # dossiers that the post carries, where all that came in are asked for
    NO_PEOPLE = "people"  # it counts things, where people are asked for
    GIVEN = "given"  # the question states this number: it asks for another one
    SLOTS = "slots"  # how far period and place are from fitting, 0 to -1
    FOUND = "prior.figure"  # its passage's rank in the search, 1 for the first to 0
    SENTENCE_FOUND = "prior.sentence"  # the same for a sentence
    SENTENCE_DOCUMENT = "prior.document"  # it names the document asked about
    SENTENCE_PLAN = "prior.plan_met"
    SENTENCE_PLAN_UNASKED = "prior.plan_unasked"

    @property
    def reason(self) -> str:
        """The name under which its share of a score is told to people."""
        return _REASONS[self]


_REASONS = {trait: trait.value.partition(".")[0] for trait in Trait}


class Factor(_Name):
    """How much a phrase is worth of what its words are worth where they stand apart."""

    SCATTERED = "scattered"
    INCOMPLETE = "incomplete"  # one of its words is nowhere


class Threshold(_Name):
    """Values at which scores are read."""

    FOUND = "found"  # least credit of a word that counts as found
    TIE = "tie"  # scores nearer than this are told apart by the newer report
    NEARLY = "nearly"  # how far below the best a figure may score and yet be the answer
