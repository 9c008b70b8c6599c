"""Asking, citing and uploading, without a browser."""

from __future__ import annotations

from pathlib import Path

from tests.web.fakes import FakeArchive, FakeAssistant, FakeConversation, make_answer
from web import excerpt, uploads
from web.desk import Desk
from web.handlers import MAX_QUESTION, Handlers
from web.session import Session


def test_asking_shows_the_question_first_and_the_excerpt_with_the_answer(desk: Desk) -> None:
    """Two steps: searching, then the answer with its first excerpt beside it."""
    searching, done = Handlers(desk).ask("  bao nhiêu trạm 5G?  ", Session())
    assert "Đang tìm" in searching[1]
    assert searching[2] == excerpt.NOTHING
    assert "75 trạm 5G" in done[1]
    assert "<mark>75</mark>" in done[2]
    assert done[0].pending is None


def test_a_follow_up_carries_the_conversation(desk: Desk, assistant: FakeAssistant) -> None:
    """The second question is asked in the light of the first."""
    handlers = Handlers(desk)
    *_, (session, _, _) = handlers.ask("một?", Session())
    *_, (session, _, _) = handlers.ask("hai?", session)
    assert assistant.heard == [
        ("một?", FakeConversation()),
        ("hai?", FakeConversation(("một?",))),
    ]
    assert [turn.question for turn in session.turns] == ["một?", "hai?"]


def test_blank_questions_are_not_asked(desk: Desk, assistant: FakeAssistant) -> None:
    """Nothing happens for blanks."""
    assert list(Handlers(desk).ask(" \n", Session())) == []
    assert assistant.heard == []


def test_overlong_questions_are_cut(desk: Desk, assistant: FakeAssistant) -> None:
    """No more than the limit reaches the assistant, whatever a client sends."""
    list(Handlers(desk).ask("a" * 5000, Session()))
    assert len(assistant.heard[0][0]) == MAX_QUESTION


def test_an_assistant_that_fails_leaves_the_page_usable(
    desk: Desk, assistant: FakeAssistant
) -> None:
    """The failure is told, nothing of it leaks, and the next question works."""

    def fail(question: str) -> object:
        raise RuntimeError("/secret/path")

    assistant.answer = fail  # type: ignore[assignment]
    handlers = Handlers(desk)
    *_, (session, page, _) = handlers.ask("một?", Session())
    assert "chưa trả lời được" in page
    assert "secret" not in page
    assistant.answer = make_answer
    *_, (_, page, _) = handlers.ask("hai?", session)
    assert "75 trạm 5G" in page


def test_an_empty_archive_offers_the_sample(desk: Desk, archive: FakeArchive) -> None:
    """Without reports there is nothing to ask, but two ways on."""
    archive.records.clear()
    page = Handlers(desk).thread(Session())
    assert 'data-action="sample"' in page
    assert 'data-action="upload"' in page


def test_upload_orders_a_build_under_safe_names(
    desk: Desk, archive: FakeArchive, tmp_path: Path
) -> None:
    """The files reach the archive by name, leave nothing behind, and tell their outcome."""
    sent = tmp_path / "sent"
    sent.mkdir()
    report, other = sent / "Báo cáo tháng 5.txt", sent / "anh.zip"
    report.write_text("x", "utf-8")
    other.write_bytes(b"x")
    handlers = Handlers(desk)
    assert handlers.upload([str(report), str(other)]) == ""
    build = desk.builds.wait(1, timeout=10)
    assert [o.path.name for o in build.outcomes] == ["Báo cáo tháng 5.txt", "anh.zip"]
    assert [o.status for o in build.outcomes] == ["added", "unsupported"]
    assert not any(o.path.exists() for o in build.outcomes)
    assert not report.exists()
    overview = handlers.overview(Session(), "")
    assert "Báo cáo tháng 5.txt" in overview.table
    assert not overview.building


def test_nothing_chosen_and_too_many_are_told(desk: Desk) -> None:
    """No build is ordered for none or too many."""
    handlers = Handlers(desk)
    assert "Chưa chọn tệp" in handlers.upload(None)
    assert str(uploads.MAX_FILES) in handlers.upload(["x.txt"] * (uploads.MAX_FILES + 1))
    assert desk.builds.builds() == ()


def test_the_sample_is_ordered_once(desk: Desk, archive: FakeArchive) -> None:
    """A second click while it is being built does nothing."""
    archive.gate.clear()
    handlers = Handlers(desk)
    handlers.use_sample()
    handlers.use_sample()
    assert len(desk.builds.builds()) == 1
    archive.gate.set()
    desk.builds.wait(1, timeout=10)
