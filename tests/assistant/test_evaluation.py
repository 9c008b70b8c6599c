"""Running gold questions, the tables made of the outcomes, and the page of misses."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from assistant.evaluation import Evaluation, Outcome, run, summarise
from assistant.evaluation_html import render_html
from assistant.evaluation_text import render_evaluation, render_misses
from assistant.gold import GoldItem, GoldQuestion
from tests.assistant.stand_in import StandIn, StandInConversation


def question(text: str, kind: str = "number", language: str = "vi") -> GoldQuestion:
    if kind == "unanswerable":
        return GoldQuestion(text, kind, language)
    return GoldQuestion(
        text, kind, language, "12 trạm.", (("12",),), ("07",), ("lắp đặt 12 trạm 5G",)
    )


GOLD = (
    GoldItem("a", (question("đúng?"),), conversation=False),
    GoldItem("b", (question("<script>sai</script>?", language="en"),), conversation=False),
    GoldItem("c", (question("không có?", "unanswerable"),), conversation=False),
    GoldItem("d", (question("bịa?", "unanswerable", "en"),), conversation=False),
    GoldItem("e", (question("đúng?"), question("từ chối?")), conversation=True),
)
TEXTS = {"đúng?": "12 trạm 5G.", "<script>sai</script>?": "<b>13</b> trạm.", "bịa?": "12 trạm."}


@pytest.fixture
def evaluation() -> Evaluation:
    return summarise(run(StandIn(TEXTS), StandInConversation, [("gold.jsonl", GOLD)]))


def test_conversations_carry_the_turns_before() -> None:
    """A single question has no conversation, a follow-up has the product's own turns."""
    assistant = StandIn(TEXTS)
    outcomes = list(run(assistant, StandInConversation, [("gold.jsonl", GOLD[-2:])]))
    assert assistant.asked == [("bịa?", None), ("đúng?", 0), ("từ chối?", 1)]
    assert [outcome.form for outcome in outcomes] == ["single", "first turn", "follow-up"]


def test_rates_over_their_own_questions(evaluation: Evaluation) -> None:
    """ok is over all, cite over the answerable, abstention over refused or unanswerable."""
    figures = evaluation.total.figures
    assert evaluation.total.n == 6
    assert figures["ok"].value == pytest.approx(3 / 6)
    assert (figures["answer"].value, figures["answer"].n) == (pytest.approx(2 / 4), 4)
    assert figures["cite"].value == 1
    assert (figures["abstention_precision"].value, figures["abstention_precision"].n) == (0.5, 2)
    assert (figures["abstention_recall"].value, figures["abstention_recall"].n) == (0.5, 2)
    assert figures["wrongly_refused"].value == pytest.approx(1 / 4)
    assert figures["unsupported"].value == pytest.approx(1 / 6)
    assert (figures["recall@1"].value, figures["mrr"].value) == (1, 1)


def test_tables_by_kind_language_and_form(evaluation: Evaluation) -> None:
    """Each table splits the same questions; one file needs no table of files."""
    sizes = {name: {row.group: row.n for row in rows} for name, rows in evaluation.tables.items()}
    assert sizes == {
        "kind": {"number": 4, "unanswerable": 2},
        "language": {"vi": 4, "en": 2},
        "form": {"single": 4, "first turn": 1, "follow-up": 1},
    }


def test_figure_without_cases_is_none(evaluation: Evaluation) -> None:
    """There is no citation rate over unanswerable questions."""
    row = next(row for row in evaluation.tables["kind"] if row.group == "unanswerable")
    assert (row.figures["cite"].value, row.figures["cite"].n) == (None, 0)


def test_intervals_hold_the_value_and_repeat(evaluation: Evaluation) -> None:
    """The bootstrap is seeded and brackets what it estimates."""
    again = summarise(evaluation.outcomes)
    assert again.total == evaluation.total
    ok = evaluation.total.figures["ok"]
    assert ok.value is not None
    assert ok.low is not None
    assert ok.high is not None
    assert 0 <= ok.low < ok.value < ok.high <= 1


def test_interval_narrows_with_more_questions() -> None:
    """Forty times the questions give an interval several times narrower."""

    def width(copies: int) -> float:
        items = [item for _ in range(copies) for item in GOLD[:2]]
        total = summarise(run(StandIn(TEXTS), StandInConversation, [("g", items)])).total
        ok = total.figures["ok"]
        assert ok.low is not None
        assert ok.high is not None
        return ok.high - ok.low

    assert width(80) < width(2) / 3


def test_several_files_have_a_table() -> None:
    """Two gold files are told apart."""
    files = [("one.jsonl", GOLD[:1]), ("two.jsonl", GOLD[1:2])]
    tables = summarise(run(StandIn(TEXTS), StandInConversation, files)).tables
    assert {row.group: row.figures["ok"].value for row in tables["file"]} == {
        "one.jsonl": 1,
        "two.jsonl": 0,
    }


def test_json_holds_tables_and_every_outcome(evaluation: Evaluation) -> None:
    """What is written can be read back and compared with another run."""
    read = json.loads(json.dumps(evaluation.to_json()))
    assert read["total"]["figures"]["ok"]["value"] == pytest.approx(0.5)
    assert read["tables"]["language"]["en"]["n"] == 2
    assert [entry["id"] for entry in read["questions"]] == ["a", "b", "c", "d", "e", "e"]
    assert read["questions"][1]["faults"] == ["answer lacks '12'"]
    assert read["questions"][1]["given"]["answer"] == "<b>13</b> trạm."


@pytest.mark.parametrize(("language", "heading"), [("vi", "tất cả"), ("en", "all")])
def test_tables_as_text(evaluation: Evaluation, language: str, heading: str) -> None:
    """Every group has its row, a figure without cases is a dash."""
    lines = render_evaluation(evaluation, language).splitlines()
    answers, search = (
        line.removeprefix(heading).split() for line in lines if line.startswith(heading)
    )
    assert answers[:2] == ["6", "50.0"]
    assert search[:3] == ["6", "100.0", "[100–100]"]
    unanswerable = next(line for line in lines if line.startswith("unanswerable"))
    assert unanswerable.split()[1:6] == ["2", "50.0", "[0–100]", "–", "–"]


def test_misses_as_text_are_limited(evaluation: Evaluation) -> None:
    """Question, expected, given and reason of the first misses only."""
    text = render_misses(evaluation, 1, "vi")
    assert text.startswith("Câu chưa đạt (1 trong 3)")
    assert "b · number · en: <script>sai</script>?" in text
    assert "mong đợi: 12 trạm." in text
    assert "trả lời: <b>13</b> trạm." in text
    assert "unsupported: 13" in text
    assert "bịa?" not in text


class _Page(HTMLParser):
    """Collects tags, text and misses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_page_shows_each_miss_and_escapes_everything(evaluation: Evaluation) -> None:
    """Strings of questions, answers and reports never become markup; nothing is loaded."""
    page = _Page()
    page.feed(render_html(evaluation))
    assert page.tags.count("article") == len(evaluation.misses) == 3
    assert not {"script", "b", "i", "img", "link", "iframe"} & set(page.tags)
    assert not {"src", "href", "onclick"} & {name for name, _ in page.attributes}
    for shown in (
        "<script>sai</script>?",
        "<b>13</b> trạm.",
        "answer lacks '12'",
        "huyện",
        "dense",
    ):
        assert shown in page.text


def test_page_marks_the_highlighted_words(evaluation: Evaluation) -> None:
    """The highlight is where the citation says."""
    assert "lắp đặt <mark>12</mark> trạm" in render_html(evaluation)


def test_unsupported_number_makes_a_miss() -> None:
    """An answer that is ok but invents a number is listed for reading."""
    texts = {"đúng?": "12 trạm 5G, 99."}
    (outcome,) = run(StandIn(texts), StandInConversation, [("g", GOLD[:1])])
    assert isinstance(outcome, Outcome)
    assert outcome.score.ok
    assert outcome.missed
