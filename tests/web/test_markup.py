"""Foreign text in markup: shown as it stands, never run."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.fakes import HOSTILE
from web.layout import markup

ranges = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=8)


class Reader(HTMLParser):
    """Collects the text and the tags of markup, as a browser would see them."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []
        self.feed(source)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


def test_hostile_text_is_shown_as_it_stands() -> None:
    """Tags, links and templates of a report come out as the characters they are."""
    read = Reader(markup.text(HOSTILE))
    assert read.text == HOSTILE
    assert read.tags == []


def test_control_characters_and_direction_overrides_are_replaced() -> None:
    """A file name cannot reverse itself on the screen."""
    assert markup.text("a\u202etxt.exe\x00") == "a\ufffdtxt.exe\ufffd"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")), max_size=50), ranges)
def test_marking_changes_no_character(value: str, highlights: list[tuple[int, int]]) -> None:
    """Whatever the ranges, the text is whole and only ``<mark>`` stands in it."""
    read = Reader(markup.marked(value, highlights))
    assert read.text == value
    assert set(read.tags) <= {"mark"}


@pytest.mark.parametrize(
    ("highlights", "expected"),
    [
        pytest.param([(0, 2)], "<mark>ab</mark>&lt;c", id="plain"),
        pytest.param([(2, 3)], "ab<mark>&lt;</mark>c", id="an escape stays whole"),
        pytest.param([(0, 1), (1, 2)], "<mark>ab</mark>&lt;c", id="touching ones merge"),
        pytest.param([(0, 2), (1, 9)], "<mark>ab&lt;c</mark>", id="cut to the text"),
        pytest.param([(3, 1), (9, 12)], "ab&lt;c", id="empty and outside"),
    ],
)
def test_marked(highlights: list[tuple[int, int]], expected: str) -> None:
    """Marks stand around exactly the characters meant."""
    assert markup.marked("ab<c", highlights) == expected


def test_words_beside_a_figure_are_marked_more_quietly() -> None:
    """The figure that answers stands out; without one the words do."""
    assert markup.marked("trạm: 75", [(0, 4), (6, 8)]) == (
        '<mark class="word">trạm</mark>: <mark>75</mark>'
    )
    assert markup.marked("trạm: 75", [(0, 4)]) == "<mark>trạm</mark>: 75"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("dịch vụ\ncông", "dịch vụ công", id="a line that goes on"),
        pytest.param("Kết quả:\ntốt", "Kết quả:\ntốt", id="after a colon"),
        pytest.param(
            "gồm 502 trạm 2G,\n602 trạm 3G", "gồm 502 trạm 2G, 602 trạm 3G", id="a number"
        ),
        pytest.param("Kết quả\n2.1. Bưu chính", "Kết quả\n2.1. Bưu chính", id="a heading"),
        pytest.param("Kết quả\na) Bưu chính", "Kết quả\na) Bưu chính", id="an item"),
        pytest.param("một.\nhai", "một.\nhai", id="after a sentence"),
        pytest.param("Trạm 4G | 5\nTrạm 5G | 7", "Trạm 4G | 5\nTrạm 5G | 7", id="table rows"),
    ],
)
def test_flow_joins_lines_that_go_on(value: str, expected: str) -> None:
    """Only breaks inside a sentence become blanks, and the length stays."""
    assert markup.flow(value) == expected


def test_what_ends_a_text_is_bound_to_its_last_word() -> None:
    """A mark never stands on a line by itself; the words stay what they were."""
    bound = '<span class="bound">{}\N{WORD JOINER}<b>[1]</b></span>'
    mark = "<b>[1]</b>"
    one, two = markup.paragraphs("Có 75 trạm", ending=mark), markup.paragraphs("1\n2", ending=mark)
    assert one == f"<p>Có 75 {bound.format('trạm')}</p>"
    assert two == f"<p>1</p><p>{bound.format('2')}</p>"
    assert markup.paragraphs("  \n", ending=mark) == ""
