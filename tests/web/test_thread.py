"""What stands on the page for questions, answers, refusals and excerpts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from index import ReportRecord
from tests.web.fakes import HOSTILE, make_answer, make_citation, make_record, without_tags
from web.administration import ratings_view
from web.asking.scopes import ScopePart
from web.layout.voice import ENGLISH, VIETNAMESE
from web.store import Conversation, Rating, StoredTurn, Verdict
from web.talk import composer, excerpt, place, rail, thread
from web.talk.excerpt import Cited
from web.talk.place import Sheet
from web.talk.thread import Talk
from web.viewing import marks_of

EXECUTABLE = re.compile(r"<(script|iframe|img\s+src=x|a\s+href=.?javascript)|<[^>]*\son\w+=", re.I)
NOW = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)


def turn(**changes: object) -> StoredTurn:
    """Return an answered turn, its answer changed as asked."""
    answer = make_answer(**changes)
    return StoredTurn(7, 3, NOW, answer.question, answer, 1)


def talk(**changes: object) -> Talk:
    """Return a conversation of one answered turn."""
    return Talk(3, (turn(**changes),))


def drawn(**changes: object) -> str:
    """Return the markup of one answer in Vietnamese."""
    return thread.conversation(VIETNAMESE, talk(**changes), reports=1)


def cited(**changes: object) -> Cited:
    """Return the first citation of turn 7, it or its place changed as asked."""
    of_place = {"turn": 7, "number": 1, "total": 1, "media_type": "text/plain"}
    of_place |= {k: changes.pop(k) for k in list(changes) if k in _OF_PLACE}
    return Cited(make_citation(**changes), **of_place)


_OF_PLACE = set(Cited.__dataclass_fields__) - {"citation"}


def test_an_answer_shows_figure_subject_marks_and_sources() -> None:
    """The short answer, what it is about, and a numbered way to each excerpt."""
    page = drawn()
    assert "75 trạm 5G[1]" in without_tags(page)
    for part in ("Trạm 5G", "Ninh Thuận", "tháng 4/2023"):
        assert f"<span>{part}</span>" in page
    assert page.count('data-action="cite" data-turn="7" data-number="1"') == 2
    assert "trang\N{NO-BREAK SPACE}5" in page
    assert 'data-question="Bao nhiêu trạm 4G tháng 4/2023?"' in page


def test_a_long_answer_begins_with_its_figure() -> None:
    """The figure that was asked for is set large, whatever else the sentence tells."""
    page = drawn(answer="Có 787 vị trí đặt trạm " * 6 + "với 2.018 trạm BTS", value="2.018")
    assert '<div class="short figure"><p>2.018 trạm</p></div>' in page
    computed = drawn(answer="Tăng " * 40, value="12", computed=True)
    assert "short figure" not in computed


def test_the_level_that_was_asked_for_is_named() -> None:
    """Also after a reload, when only the question is left to tell it."""
    assert "<span>cấp huyện</span>" in drawn(question="bao nhiêu hồ sơ cấp huyện?")
    assert "cấp xã" not in drawn(question="thị xã có bao nhiêu trạm?")


def test_a_refusal_names_its_reason_and_the_nearest_finding() -> None:
    """A refusal never looks like an answer, and leads on to questions that work."""
    page = drawn(answerable=False, reason="no_such_period", answer="Kho không có báo cáo 2031.")
    assert 'class="answer refused"' in page
    assert "Kho chưa có báo cáo của kỳ này" in page
    assert "Điều gần nhất có trong kho" in page
    assert "Hỏi được ngay" in page
    assert 'class="short"' not in page


def test_a_refusal_tells_when_it_may_not_be_the_last_word() -> None:
    """While reports are added, and once the archive is another: then it can be asked again."""
    refused = talk(answerable=False, answer="Kho không có báo cáo nào.")

    def shown(**changes: object) -> str:
        return thread.conversation(VIETNAMESE, replace(refused, **changes), reports=1)

    assert "Kho đang được cập nhật" in shown(generation=1, building=True)
    assert "Kho đã thay đổi" in shown(generation=2, building=True)
    assert "Hỏi lại</button>" in shown(generation=2)
    for same in (shown(), shown(generation=1)):
        assert "Kho đ" not in without_tags(same)
        assert "Hỏi lại" not in same
    answered = thread.conversation(VIETNAMESE, replace(talk(), generation=2), reports=1)
    assert "Hỏi lại" not in answered


def test_place_and_period_stand_once() -> None:
    """What the subject line says is not said again in the answer above it."""
    subject = "Số trạm 5G đã lắp đặt là trạm · Ninh Thuận, tháng 4/2023"
    said = "75 trạm (Ninh Thuận, tháng 4/2023)"
    page = drawn(answer=said, unit="trạm", subject=subject)
    assert "75 trạm[1]Số trạm 5G" in without_tags(page)
    assert "<span>Số trạm 5G đã lắp đặt</span><span>Ninh Thuận, tháng 4/2023</span>" in page
    name = drawn(answer="Nguyễn Lượm (Phó Giám đốc)", subject="Nguyễn Lượm · tháng 4/2023")
    assert '<p class="subject"><span>tháng 4/2023</span></p>' in name
    assert f"{said}[1]" in without_tags(drawn(answer=said, subject=""))


def test_a_refusal_quotes_on_a_line_of_its_own() -> None:
    """The finding nearest to the question is not taken for the reason."""
    said = "Kho không có báo cáo nào của Bến Tre. Gần nhất: “Có 84 trạm. Mới: “5”.”"
    page = drawn(answerable=False, answer=said)
    assert "<p>Kho không có báo cáo nào của Bến Tre.</p><p>Gần nhất: “Có 84 trạm. Mới" in page


def test_failures_and_refused_questions_are_told_and_nothing_is_lost() -> None:
    """A question that broke something leaves a sentence; one turned down can be sent again."""
    failed = Talk(3, (StoredTurn(8, 3, NOW, "?", None, 1),))
    assert "máy gặp lỗi" in thread.conversation(VIETNAMESE, failed, reports=1)
    unsent = Talk(3, unsent="mấy trạm?", problem="Hãy đợi 5 giây.")
    page = thread.conversation(VIETNAMESE, unsent, reports=1)
    assert 'data-question="mấy trạm?"' in page
    assert "Hãy đợi 5 giây." in page


def test_an_open_question_says_what_is_searched() -> None:
    """While searching, the question and the size of the archive are on view."""
    page = thread.conversation(VIETNAMESE, Talk(pending="mấy trạm?"), reports=1204)
    assert "mấy trạm?" in page
    assert "Đang tìm trong 1.204 báo cáo" in page
    english = thread.conversation(ENGLISH, Talk(pending="?"), reports=1204)
    assert "Searching 1,204 reports" in english


def test_a_given_rating_is_shown() -> None:
    """What this reader thought of an answer is there again after a reload."""
    rating = Rating(1, 7, 0, "", Verdict.DOWN, "thiếu số", "?", None, 1, NOW)
    page = thread.conversation(VIETNAMESE, Talk(3, (turn(),), verdicts={7: rating}), reports=1)
    assert 'data-verdict="down" aria-pressed="true"' in page
    assert 'data-verdict="up" aria-pressed="false"' in page
    assert "thiếu số" in page


def test_the_welcome_says_what_the_archive_holds() -> None:
    """How many reports, of how many places and which years."""
    records = [make_record(), make_record(2)]
    assert thread.holdings(VIETNAMESE, records) == ", năm 2023"
    assert thread.holdings(VIETNAMESE, []) == ""
    page = thread.welcome(ENGLISH, Talk(), ["mấy trạm?"], reports=2, holdings=", 2023")
    assert "The archive holds 2 reports, 2023." in page
    assert 'data-question="mấy trạm?"' in page


def test_an_empty_archive_leads_to_adding_only_those_who_may() -> None:
    """Staff are not sent to a page that is closed to them."""
    assert "/quan-tri/them" in thread.empty_archive(VIETNAMESE, can_add=True, building=False)
    assert "/quan-tri/them" not in thread.empty_archive(VIETNAMESE, can_add=False, building=False)


def test_the_excerpt_marks_its_words_and_leads_to_page_and_report() -> None:
    """The cited figure is marked; place, report and original are one click away."""
    panel = excerpt.panel(VIETNAMESE, cited(media_type="application/pdf"))
    assert "<mark>75</mark>" in panel
    assert 'href="/cho-trich/7/1"' in panel
    assert "Mở trang 5" in panel
    assert 'href="/kho/bao-cao/1"' in panel
    assert 'href="/nguyen-ban/1"' in panel
    assert "12/BC-STTTT" in panel
    assert "Mở chỗ này" in excerpt.panel(VIETNAMESE, cited(page=None))


def test_the_percent_sign_of_a_figure_is_marked_with_it() -> None:
    """A rate is not cut before its sign."""
    panel = excerpt.panel(
        VIETNAMESE, cited(excerpt="Tỷ lệ 70,96% hồ sơ", highlights=((6, 11), (13, 18)))
    )
    assert '<mark>70,96%</mark> <mark class="word">hồ sơ</mark>' in panel


def test_an_excerpt_of_a_removed_report_links_nothing() -> None:
    """The answer keeps its excerpt even when the report has left the archive."""
    panel = excerpt.panel(VIETNAMESE, cited(media_type=None))
    assert "<mark>75</mark>" in panel
    assert "href" not in panel


def test_sentences_around_an_excerpt_begin_and_end_whole() -> None:
    """One step to either side, verbatim, cut between sentences."""
    verbatim = "Một câu dài. " * 80 + "ĐÂY LÀ CHỖ. " + "Câu sau nữa. " * 80
    start = verbatim.index("ĐÂY")
    before, after = excerpt.around(verbatim, start, start + len("ĐÂY LÀ CHỖ."))
    assert before.startswith("Một câu dài.")
    assert 0 < len(before) <= excerpt.AROUND
    assert verbatim[:start].endswith(before)
    assert after.endswith("Câu sau nữa.")
    assert excerpt.around("ngắn", 0, 0) == ("", "")
    assert excerpt.around("ngắn", 2, 99) == ("", "")
    panel = excerpt.panel(VIETNAMESE, cited(before=before, after=after))
    assert 'data-action="around" aria-expanded="false"' in panel
    assert panel.count('class="around') == 2


def test_several_excerpts_can_be_stepped_through() -> None:
    """The second of three has one before and one after."""
    panel = excerpt.panel(VIETNAMESE, cited(number=2, total=3))
    assert "2/3" in panel
    assert 'data-number="1" aria-label="Đoạn trước"' in panel
    assert 'data-number="3" aria-label="Đoạn sau"' in panel
    assert "disabled" in excerpt.panel(VIETNAMESE, cited(number=1, total=3))


def test_the_place_in_a_text_keeps_the_words_marked() -> None:
    """The excerpt stands in its surroundings, its figure still marked."""
    citation = make_citation()
    verbatim = f"Mở đầu.\n{citation.excerpt}\nKết thúc."
    start = verbatim.index(citation.excerpt)
    placed = make_citation(start=start, end=start + len(citation.excerpt))
    shown = place.passage(VIETNAMESE, placed, verbatim, marks_of(placed, verbatim))
    assert "Mở đầu." in shown
    assert "Kết thúc." in shown
    assert 'class="cited" data-first>Toàn tỉnh có <mark>75</mark> trạm 5G.' in shown


def test_the_place_on_a_page_is_marked_where_the_words_stand() -> None:
    """Shares of the page become places on its image; other pages can be turned to."""
    sheet = Sheet("/trang.png", 5, 9, 1000, 1400, ((0.1, 0.5, 0.2, 0.01),))
    shown = place.paper(VIETNAMESE, make_citation(), sheet, turn=7, number=1)
    assert '<rect x="100.0" y="700.0" width="200.0" height="14.0" rx="2" data-first/>' in shown
    assert 'href="/cho-trich/7/1?trang=4"' in shown
    assert "Trang 5/9" in shown
    unmarked = place.paper(
        VIETNAMESE, make_citation(), Sheet("/t.png", 5, 9, 10, 10), turn=7, number=1
    )
    assert "Không tìm được vị trí" in unmarked


def test_conversations_are_listed_with_what_can_be_done() -> None:
    """Open, rename, export, delete; the open one is told apart."""
    items = [Conversation(4, "Số trạm", {}, NOW, NOW, 2), Conversation(3, "Cũ", {}, NOW, NOW, 1)]
    listed = rail.rail(VIETNAMESE, items, 3)
    assert listed.index("Số trạm") < listed.index("Cũ")
    assert '<li data-conversation="3" aria-current="true">' in listed
    for action in ("open", "rename", "delete"):
        assert f'data-action="{action}" data-conversation="4"' in listed
    assert rail.export_url(4, "docx") in listed


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(
            lambda: drawn(
                question=HOSTILE,
                answer=HOSTILE,
                subject=HOSTILE,
                suggestions=(HOSTILE,),
                citations=(make_citation(report=HOSTILE, section=HOSTILE),),
            ),
            id="answer",
        ),
        pytest.param(lambda: drawn(answerable=False, reason=HOSTILE, answer=HOSTILE), id="refusal"),
        pytest.param(
            lambda: thread.conversation(
                VIETNAMESE,
                Talk(scope=[ScopePart("reports", HOSTILE, HOSTILE)], pending=HOSTILE),
                reports=1,
            ),
            id="filters",
        ),
        pytest.param(
            lambda: thread.welcome(VIETNAMESE, Talk(), [HOSTILE], reports=1, holdings=HOSTILE),
            id="welcome",
        ),
        pytest.param(
            lambda: excerpt.panel(
                VIETNAMESE,
                cited(
                    excerpt=HOSTILE,
                    highlights=((3, 9),),
                    source=HOSTILE,
                    report=HOSTILE,
                    before=HOSTILE,
                    after=HOSTILE,
                ),
            ),
            id="excerpt",
        ),
        pytest.param(
            lambda: place.passage(VIETNAMESE, make_citation(report=HOSTILE), HOSTILE * 3, [(5, 9)]),
            id="place",
        ),
        pytest.param(
            lambda: rail.rail(VIETNAMESE, [Conversation(1, HOSTILE, {}, NOW, NOW, 1)], 1),
            id="conversations",
        ),
        pytest.param(lambda: composer.composer(VIETNAMESE, [_hostile_record()]), id="composer"),
        pytest.param(
            lambda: ratings_view.page(
                VIETNAMESE,
                [
                    Rating(
                        1,
                        7,
                        0,
                        HOSTILE,
                        Verdict.UP,
                        HOSTILE,
                        HOSTILE,
                        make_answer(answer=HOSTILE),
                        1,
                        NOW,
                    )
                ],
                verdict="",
            ),
            id="ratings",
        ),
    ],
)
def test_foreign_text_never_becomes_markup(draw: Callable[[], str]) -> None:
    """Report text, file names and questions stay text on every part of the page."""
    markup = draw()
    assert not EXECUTABLE.search(markup)
    assert "alert(1)" in markup


def _hostile_record() -> ReportRecord:
    made = make_record()
    return replace(made, metadata=replace(made.metadata, province_name=HOSTILE, province=HOSTILE))
