"""What stands on the page for answers, refusals, excerpts, reports and builds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index import FileOutcome, FileStatus, State
from tests.web.fakes import HOSTILE, FakeConversation, make_answer, make_citation, make_record
from web import archive_view, builds_view, excerpt, thread
from web.builds import Build, Phase
from web.markup import text
from web.session import MAX_TURNS, Session

EXECUTABLE = re.compile(r"<(script|img|iframe|a\s+href=.?javascript)|<[^>]*\son\w+=", re.IGNORECASE)


def answered(**changes: object) -> Session:
    """Return a session with one answer, changed as asked."""
    answer = make_answer(**changes)
    return Session().answered(answer.question, answer, FakeConversation())


def test_an_answer_shows_figure_subject_marks_and_sources() -> None:
    """The short answer, what it is about, and a numbered way to each excerpt."""
    page = thread.conversation(answered(), reports=1)
    assert "75 trạm 5G" in page
    assert "Trạm 5G · Ninh Thuận · tháng 4/2023" in page
    assert page.count('data-action="cite" data-turn="1" data-number="1"') == 2
    assert "trang\N{NO-BREAK SPACE}5" in page
    assert 'data-question="Bao nhiêu trạm 4G tháng 4/2023?"' in page


def test_a_refusal_names_its_reason_and_the_nearest_finding() -> None:
    """A refusal never looks like an answer."""
    session = answered(
        answerable=False, reason="no_such_period", answer="Kho không có báo cáo cho 2031."
    )
    page = thread.conversation(session, reports=1)
    assert 'class="answer refused"' in page
    assert "Kho chưa có báo cáo của kỳ này" in page
    assert "Điều gần nhất có trong kho" in page
    assert 'class="short"' not in page


def test_place_and_period_stand_once() -> None:
    """What the subject line says is not said again in the answer above it."""
    subject = "Số trạm 5G đã lắp đặt là trạm · Ninh Thuận, tháng 4/2023"
    said = "75 trạm (Ninh Thuận, tháng 4/2023)"
    page = thread.conversation(answered(answer=said, unit="trạm", subject=subject), reports=1)
    assert "<p>75 trạm</p>" in page
    assert ">Số trạm 5G đã lắp đặt · Ninh Thuận, tháng 4/2023<" in page
    name = thread.conversation(
        answered(answer="Nguyễn Lượm (Phó Giám đốc)", subject="Nguyễn Lượm · tháng 4/2023"),
        reports=1,
    )
    assert '<p class="subject">tháng 4/2023</p>' in name
    whole = thread.conversation(answered(answer=said, subject=""), reports=1)
    assert f"<p>{said}</p>" in whole


def test_a_refusal_quotes_on_a_line_of_its_own() -> None:
    """The finding nearest to the question is not taken for the reason."""
    said = "Kho không có báo cáo nào của Bến Tre. Gần nhất: “Có 84 trạm. Mới: “5”.”"
    page = thread.conversation(answered(answerable=False, answer=said), reports=1)
    assert "<p>Kho không có báo cáo nào của Bến Tre.</p><p>Gần nhất: “Có 84 trạm. Mới" in page


def test_a_source_says_whose_report_it_is() -> None:
    """Two places report on the same month under the same title."""
    page = thread.conversation(answered(citations=(make_citation(province="An Lộc"),)), reports=1)
    assert '<span class="where">An Lộc · ' in page


def test_a_failure_is_told_in_words() -> None:
    """A question that broke something leaves a sentence, not a trace."""
    page = thread.conversation(Session().answered("?", None, FakeConversation()), reports=1)
    assert "chưa trả lời được" in page


def test_an_open_question_says_what_is_searched() -> None:
    """While searching, the question and the size of the archive are on view."""
    page = thread.conversation(Session().asking("mấy trạm?"), reports=1204)
    assert "mấy trạm?" in page
    assert "Đang tìm trong 1.204 báo cáo" in page


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            lambda: thread.conversation(
                answered(
                    question=HOSTILE,
                    answer=HOSTILE,
                    subject=HOSTILE,
                    suggestions=(HOSTILE,),
                    citations=(make_citation(report=HOSTILE, section=HOSTILE),),
                ),
                reports=1,
            ),
            id="answer",
        ),
        pytest.param(
            lambda: thread.conversation(
                answered(answerable=False, reason=HOSTILE, answer=HOSTILE), reports=1
            ),
            id="refusal",
        ),
        pytest.param(lambda: thread.welcome([HOSTILE], reports=1), id="welcome"),
        pytest.param(
            lambda: excerpt.panel(
                make_citation(
                    excerpt=HOSTILE, highlights=((3, 9),), source=HOSTILE, report=HOSTILE
                ),
                1,
                media_type="text/html",
            ),
            id="excerpt",
        ),
        pytest.param(lambda: archive_view.table([make_record(source=HOSTILE)]), id="table"),
        pytest.param(
            lambda: builds_view.history(
                [
                    Build(
                        1,
                        HOSTILE,
                        Phase.RUNNING,
                        0.5,
                        HOSTILE,
                    )
                ]
            ),
            id="build",
        ),
        pytest.param(lambda: builds_view.notice(HOSTILE), id="notice"),
    ],
)
def test_foreign_text_never_becomes_markup(page: object) -> None:
    """Report text, file names and questions stay text on every part of the page."""
    assert callable(page)
    markup = page()
    assert not EXECUTABLE.search(markup)
    assert "alert(1)" in markup


def test_the_excerpt_marks_its_words_and_links_the_page_of_a_pdf() -> None:
    """The cited figure is marked, and the original opens at the cited page."""
    panel = excerpt.panel(make_citation(), 1, media_type="application/pdf")
    assert "<mark>75</mark>" in panel
    assert 'href="/nguyen-ban/1#page=5"' in panel
    assert "12/BC-STTTT" in panel


def test_the_percent_sign_of_a_figure_is_marked_with_it() -> None:
    """A rate is not cut before its sign."""
    cited = make_citation(excerpt="Tỷ lệ 70,96% hồ sơ", highlights=((6, 11), (13, 18)))
    panel = excerpt.panel(cited, 1, media_type=None)
    assert '<mark>70,96%</mark> <mark class="word">hồ sơ</mark>' in panel


def test_an_excerpt_of_a_removed_report_links_nothing() -> None:
    """The answer keeps its excerpt even when the report has left the archive."""
    panel = excerpt.panel(make_citation(), 1, media_type=None)
    assert "<mark>75</mark>" in panel
    assert "href" not in panel


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param("", True, id="nothing"),
        pytest.param("NINH thuan", True, id="place without diacritics"),
        pytest.param("12/bc", True, id="number"),
        pytest.param("thang 4/2023", True, id="period"),
        pytest.param("ninh thuan 2021", False, id="one word misses"),
    ],
)
def test_the_table_is_filtered_by_words(wanted: str, found: bool) -> None:
    """Every word must stand in the title, number, place, period or file."""
    assert ("12/BC-STTTT" in archive_view.table([make_record()], wanted=wanted)) is found


def test_the_table_tells_superseded_reports() -> None:
    """An older version is listed after the current one, and says so."""
    old = make_record(2, state=State.SUPERSEDED, source="cu.txt")
    table = archive_view.table([old, make_record()])
    assert table.index("bao-cao-thang-4.txt") < table.index("cu.txt")
    assert "Đã có bản mới" in table


def test_a_finished_build_lists_each_file() -> None:
    """Each file has its outcome in words, and the build its tally."""
    build = Build(1, "Thêm 2 tệp").__class__(
        number=1,
        title="Thêm 2 tệp",
        phase=Phase.DONE,
        fraction=1.0,
        outcomes=(
            FileOutcome(Path("/x/mot.txt"), FileStatus.ADDED, 1),
            FileOutcome(Path("/x/<b>.zip"), FileStatus.FAILED, None, ("tệp hỏng", "damaged")),
        ),
        finished=make_record().added,
    )
    page = builds_view.history([build])
    assert "1 báo cáo vào kho · 1 không đưa vào được" in page
    assert text("<b>.zip") in page
    assert "Lỗi: tệp hỏng" in page
    assert "/x/" not in page


def test_a_running_build_is_a_progress_bar() -> None:
    """The bar carries its value for screen readers."""
    page = builds_view.strip(Build(1, "Thêm 2 tệp", Phase.RUNNING, 0.42, "Đọc báo cáo 1/2"))
    assert 'role="progressbar"' in page
    assert 'aria-valuenow="42"' in page


def test_a_session_keeps_citations_apart_and_bounded() -> None:
    """A mark leads to its own excerpt; turns that have left lead nowhere."""
    session = Session()
    for number in range(MAX_TURNS + 1):
        answer = make_answer(citations=(make_citation(excerpt=f"đoạn {number}"),))
        session = session.answered("?", answer, FakeConversation())
    newest = session.citation(MAX_TURNS + 1, 1)
    assert newest is not None
    assert newest.excerpt == f"đoạn {MAX_TURNS}"
    assert len(session.turns) == MAX_TURNS
    assert session.citation(1, 1) is None
    assert session.citation(MAX_TURNS + 1, 2) is None
    assert session.citation(MAX_TURNS + 1, 0) is None
