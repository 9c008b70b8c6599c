"""Asking, citing, rating and looking after conversations, without a browser."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import Scope
from corpus.periods import Period
from tests.web.fakes import (
    FakeArchive,
    FakeAssistant,
    FakeConversation,
    make_answer,
    make_citation,
    without_tags,
)
from web.accounts import LOCAL_USER
from web.desk import Desk
from web.errors import DeskError
from web.layout.voice import ENGLISH, VIETNAMESE
from web.store import Role
from web.talk.composer import MAX_QUESTION
from web.talk.handlers import SHOWN_TURNS, Handlers, Reader, View

READER = Reader(LOCAL_USER, VIETNAMESE)


def ask(desk: Desk, question: str, number: int | None = None, **filters: object) -> list[View]:
    """Return all views that a question gives."""
    return list(Handlers(desk).ask(READER, number, question, filters))


def test_asking_shows_the_question_first_and_the_excerpt_with_the_answer(desk: Desk) -> None:
    """Searching; then the answer, its excerpt beside it, the conversation in the list."""
    searching, done, *_ = ask(desk, "  bao nhiêu trạm 5G?  ")
    assert "Đang tìm" in (searching.thread or "")
    assert searching.panel is None
    assert "75 trạm 5G" in without_tags(done.thread)
    assert 'data-conversation="1"' in (done.thread or "")
    assert "<mark>75</mark>" in (done.panel or "")
    assert "bao nhiêu trạm 5G?" in (done.rail or "")


def test_a_follow_up_carries_the_conversation(desk: Desk, assistant: FakeAssistant) -> None:
    """The second question is asked in the light of the first, which is kept."""
    assistant.answer = lambda question: make_answer(question, value=None)
    ask(desk, "một?")
    ask(desk, "hai?", 1)
    assert assistant.heard == [
        ("một?", FakeConversation()),
        ("hai?", FakeConversation(("một?",))),
    ]
    turns = desk.store.conversations.turns(LOCAL_USER.id, 1)
    assert [turn.question for turn in turns] == ["một?", "hai?"]


def test_what_was_asked_is_there_when_the_page_comes_back(desk: Desk) -> None:
    """A reload shows the same conversation; a foreign or wrong number none."""
    ask(desk, "một?")
    again = Handlers(desk).arrive(READER, 1)
    assert "75 trạm 5G" in without_tags(again.thread)
    assert "<mark>75</mark>" in (again.panel or "")
    fresh = Handlers(desk).arrive(READER, 99)
    assert 'data-conversation=""' in (fresh.thread or "")
    stranger = Reader(replace(LOCAL_USER, id=5), VIETNAMESE)
    assert "75 trạm" not in without_tags(Handlers(desk).arrive(stranger, 1).thread)
    assert "75" not in Handlers(desk).cite(stranger, 1, 1)


def test_filters_reach_the_assistant_and_stay_with_the_conversation(
    desk: Desk, assistant: FakeAssistant
) -> None:
    """What has the wrong form is left out; the rest narrows the search and is kept."""
    filters = {
        "provinces": ["ninh-thuan"],
        "periods": ["2023-04", "bậy"],
        "reports": ["1", "x", "-3"],
        "more": ["?"],
    }
    ask(desk, "một?", **filters)
    wanted = Scope(("ninh-thuan",), (Period.month(2023, 4),), (1,))
    assert assistant.scopes[0] == wanted
    kept = desk.store.conversations.get(LOCAL_USER.id, 1).filters
    assert kept == {"provinces": ["ninh-thuan"], "periods": ["2023-04"], "reports": ["1"]}
    again = Handlers(desk).arrive(READER, 1).thread or ""
    assert "Ninh Thuận" in again
    assert "tháng 4/2023" in again
    Handlers(desk).limit(READER, 1, {})
    assert desk.store.conversations.get(LOCAL_USER.id, 1).filters == {}


def test_blank_questions_are_not_asked(desk: Desk, assistant: FakeAssistant) -> None:
    """Nothing happens for blanks."""
    assert ask(desk, " \n") == []
    assert assistant.heard == []


def test_overlong_questions_are_cut(desk: Desk, assistant: FakeAssistant) -> None:
    """No more than the limit reaches the assistant, whatever a client sends."""
    ask(desk, "a" * 5000)
    assert len(assistant.heard[0][0]) == MAX_QUESTION


def test_an_assistant_that_fails_leaves_the_page_usable(
    desk: Desk, assistant: FakeAssistant
) -> None:
    """The failure is told, nothing of it leaks, and the next question works."""

    def fail(question: str) -> object:
        raise RuntimeError("/secret/path")

    assistant.answer = fail  # type: ignore[assignment]
    page = ask(desk, "một?")[-1].thread or ""
    assert "chưa trả lời được" in page
    assert "secret" not in page
    assistant.answer = make_answer
    assert "75 trạm 5G" in without_tags(ask(desk, "hai?", 1)[-1].thread)


def test_a_question_that_is_turned_down_is_not_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader sees why, and the question to send again."""

    def turn_down(*_: object, **__: object) -> None:
        raise DeskError("too_many_questions", limit=30, wait="5 giây", wait_en="5 s")

    monkeypatch.setattr(type(desk.asking), "ask", turn_down)
    page = ask(desk, "mấy trạm?")[-1].thread or ""
    assert "Mỗi phút chỉ nhận 30 câu hỏi" in page
    assert 'data-question="mấy trạm?"' in page


def test_a_removed_report_leaves_its_excerpt(desk: Desk, archive: FakeArchive) -> None:
    """What was answered stays readable when its report is gone."""
    ask(desk, "một?")
    archive.records.clear()
    panel = Handlers(desk).cite(READER, 1, 1)
    assert "<mark>75</mark>" in panel
    assert "không còn trong kho" in panel


def test_marks_lead_to_their_own_excerpt(desk: Desk, assistant: FakeAssistant) -> None:
    """A number that is none leads to the empty panel."""
    cited = tuple(make_citation(excerpt=f"đoạn {number}", highlights=()) for number in (1, 2))
    assistant.answer = lambda question: make_answer(question, citations=cited)
    ask(desk, "một?")
    assert "đoạn 2" in Handlers(desk).cite(READER, 1, 2)
    for number in (0, 3):
        assert "đoạn" not in Handlers(desk).cite(READER, 1, number).replace("đoạn báo cáo", "")


def test_conversations_are_renamed_and_deleted(desk: Desk) -> None:
    """Another conversation goes without the open one; the open one gives way to a new page."""
    ask(desk, "một?")
    ask(desk, "hai?")
    handlers = Handlers(desk)
    assert "Số trạm" in (handlers.rename(READER, 1, "Số trạm", 2).rail or "")
    assert handlers.delete(READER, 1, 2).thread is None
    fresh = handlers.delete(READER, 2, 2)
    assert "Hỏi gì trong báo cáo" in (fresh.thread or "")
    assert desk.store.conversations.list(LOCAL_USER.id) == ()


def test_ratings_are_kept_changed_and_taken_back(desk: Desk) -> None:
    """One rating a person and answer, with what it was about."""
    ask(desk, "một?")
    handlers = Handlers(desk)
    handlers.rate(READER, 1, "down", " thiếu cấp xã ")
    (rating,) = desk.store.ratings.all()
    assert (rating.verdict, rating.remark, rating.question) == ("down", "thiếu cấp xã", "một?")
    handlers.rate(READER, 1, "up", "")
    assert [r.verdict for r in desk.store.ratings.all()] == ["up"]
    handlers.rate(READER, 1, "", "")
    assert desk.store.ratings.all() == ()


def test_an_empty_archive_offers_to_add_reports_to_those_who_may(
    desk: Desk, archive: FakeArchive
) -> None:
    """Without reports there is nothing to ask."""
    archive.records.clear()
    assert "/quan-tri/them" in (Handlers(desk).arrive(READER, None).thread or "")
    staff = Reader(replace(LOCAL_USER, role=Role.STAFF), VIETNAMESE)
    assert "/quan-tri/them" not in (Handlers(desk).arrive(staff, None).thread or "")


def test_the_page_speaks_english_when_asked_to(desk: Desk) -> None:
    """Every part of it."""
    view = Handlers(desk).arrive(Reader(LOCAL_USER, ENGLISH), None)
    assert "New conversation" in (view.rail or "")
    assert "What do the reports say?" in (view.thread or "")
    assert "Type a question" in (view.composer or "")
    assert "Excerpt" in (view.panel or "")


def test_a_long_conversation_shows_its_end_and_the_rest_on_demand(desk: Desk) -> None:
    """The button counts what is not drawn; a further question keeps the count right."""
    handlers = Handlers(desk)
    number = desk.asking.ask(LOCAL_USER, "câu 1?").conversation
    for position in range(2, SHOWN_TURNS + 3):
        desk.asking.ask(LOCAL_USER, f"câu {position}?", conversation=number)
    short = handlers.arrive(READER, number).thread or ""
    assert "Hiện 2 câu hỏi trước đó" in short
    assert "câu 2?" not in without_tags(short)
    whole = handlers.arrive(READER, number, whole=True).thread or ""
    assert "câu 1?" in without_tags(whole)
    assert 'data-action="earlier"' not in whole
    *_, after = handlers.ask(READER, number, "câu cuối?", {})
    assert "Hiện 3 câu hỏi trước đó" in (after.thread or "")
