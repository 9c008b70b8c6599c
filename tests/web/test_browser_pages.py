"""The pages in Chromium at both sizes, on an archive and an assistant of a few lines."""

from __future__ import annotations

import json
import re
import threading
import time

import pytest
from playwright.sync_api import Page, expect

from corpus.periods import Period
from tests.web.browsing import SIZES, Visit, Visits
from tests.web.office import VIETNAMESE, Office, browser, office, server, visit, visits
from web.accounts import LOCAL_USER

__all__ = ["browser", "office", "server", "visit", "visits"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLACES = {
    "asking": "/",
    "reports": "/kho",
    "coverage": "/kho/do-phu",
    "report": "/kho/bao-cao/1",
    "adding": "/quan-tri/them",
    "ratings": "/quan-tri/danh-gia",
    "accounts": "/quan-tri/tai-khoan",
    "audit": "/quan-tri/nhat-ky",
    "own account": "/tai-khoan",
}


def open_rail(visit: Visit) -> None:
    """Bring the list of conversations into view."""
    if visit.phone:
        visit.page.get_by_role("button", name="Các cuộc hỏi").click()
    expect(visit.page.locator(".rail")).to_be_visible()


def test_conversations_are_kept_renamed_exported_and_deleted(visit: Visit) -> None:
    """Each with its own address; the open one is told apart."""
    page = visit.page
    visit.ask("mấy trạm 5G?")
    expect(page).to_have_url(re.compile(r"\?cuoc=\d+$"))
    page.reload()
    visit.ready()
    expect(page.locator("#cuoc-hoi .answer")).to_have_count(1)
    visit.ask("còn 4G?")
    open_rail(visit)
    expect(page.locator(".talks li[aria-current]")).to_contain_text("mấy trạm 5G?")
    page.locator(".menu summary").click()
    for form in ("md", "docx"):
        link = page.locator(f'.menu a[href$=".{form}"]').get_attribute("href")
        assert page.request.get(visit.url + str(link)).ok
    page.get_by_role("button", name="Đổi tên").click()
    page.get_by_label("Tên mới").fill("Số trạm")
    page.keyboard.press("Enter")
    expect(page.locator(".talks .talk")).to_have_text("Số trạm")
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Xóa").click()
    asked = page.get_by_role("alertdialog")
    expect(asked.get_by_role("button", name="Không")).to_be_focused()
    page.keyboard.press("Escape")
    expect(asked).to_have_count(0)
    expect(page.locator(".talks .talk")).to_have_count(1)
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Xóa").click()
    asked.get_by_role("button", name="Xóa").click()
    expect(page.locator("#cuoc-hoi .welcome")).to_be_visible()
    expect(page.locator(".talks .talk")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/$"))


def test_a_page_left_before_the_answer_loses_nothing(visit: Visit, office: Office) -> None:
    """The question is answered all the same, and stands in its conversation on coming back."""
    begun, going, answer = threading.Event(), threading.Event(), office.assistant.answer

    def later(question: str) -> object:
        begun.set()
        going.wait(30)
        return answer(question)

    office.assistant.answer = later
    try:
        with visit.page.expect_request(re.compile("/queue/data")):
            visit.page.locator("#cau-hoi").fill("mấy trạm 5G?")
            visit.page.locator("#cau-hoi").press("Enter")
        assert begun.wait(30)
        visit.go("/kho")
    finally:
        going.set()
        office.assistant.answer = answer
    until = time.monotonic() + 30
    while not office.store.conversations.list(LOCAL_USER.id) and time.monotonic() < until:
        time.sleep(0.05)
    visit.go("/")
    visit.ready()
    open_rail(visit)
    visit.page.locator(".talks .talk").click()
    expect(visit.page.locator("#cuoc-hoi .answer")).to_have_count(1)


def test_what_was_refused_can_be_asked_again_of_a_changed_archive(
    visit: Visit, office: Office
) -> None:
    """With one click, in the same conversation."""
    visit.ask("dân số bao nhiêu?")
    again = visit.page.get_by_role("button", name="Hỏi lại")
    expect(again).to_have_count(0)
    office.archive.generation += 1
    visit.page.reload()
    visit.ready()
    again.click()
    expect(visit.page.locator("#cuoc-hoi .answer.refused")).to_have_count(2)
    expect(again).to_have_count(1)


def test_filters_are_chips_that_reach_the_assistant(visit: Visit, office: Office) -> None:
    """By place, period and report; kept over a reload, taken off one by one."""
    page = visit.page
    more = page.locator("#chon-pham-vi > summary")
    chips = page.locator("#pham-vi li")
    for kind, value in (("provinces", "ninh-thuan"), ("periods", "2023-04")):
        more.click()
        page.locator(f'select[data-kind="{kind}"]').select_option(value)
    more.click()
    page.locator("#tim-bao-cao").fill("thang 4/2023")
    page.locator("#bao-cao-tim-thay button").first.click()
    expect(chips).to_have_count(3)
    expect(chips.nth(1)).to_contain_text("tháng 4/2023")
    visit.ask("mấy trạm?")
    scope = office.assistant.scopes[-1]
    assert (scope.provinces, scope.periods, scope.reports) == (
        ("ninh-thuan",),
        (Period.month(2023, 4),),
        (3,),
    )
    page.locator("#cau-hoi").fill("chưa gửi")
    page.reload()
    visit.ready()
    expect(page.locator("#cau-hoi")).to_have_value("chưa gửi")
    expect(chips).to_have_count(3)
    chips.first.get_by_role("button").click()
    expect(chips).to_have_count(2)
    visit.ask("mấy trạm nữa?")
    assert office.assistant.scopes[-1].provinces == ()
    assert visit.fits()


def test_answers_are_rated_with_a_remark(visit: Visit, office: Office) -> None:
    """Stored at once, the remark when it is sent, and seen by the administrator."""
    page = visit.page
    answer = visit.ask("mấy trạm?")
    wrong = answer.get_by_role("button", name="Chưa đúng")
    wrong.click()
    expect(wrong).to_have_attribute("aria-pressed", "true")
    remark = f"thiếu cấp xã, {'điện thoại' if visit.phone else 'máy bàn'}"
    answer.get_by_label("Ghi chú").fill(remark)
    answer.get_by_role("button", name="Gửi ghi chú").click()
    expect(page.locator("#loi-nhan")).to_contain_text("Đã ghi nhận")
    # "Đã ghi nhận" may still be of the rating itself: the remark is on its way
    for _ in range(100):
        if any(rating.remark == remark for rating in office.store.ratings.all()):
            break
        page.wait_for_timeout(50)
    visit.go("/quan-tri/danh-gia?loai=down")
    expect(page.locator(".rated .remark").first).to_contain_text(remark)
    page.locator(".rated input").first.check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Xuất câu đã chọn").click()
    (line,) = download.value.path().read_text("utf-8").splitlines()
    assert remark in json.loads(line)["note"]


def test_excerpts_suggestions_and_refusals_are_one_click_apart(visit: Visit) -> None:
    """From mark to mark, from a suggestion to its answer, from a refusal to what works."""
    page = visit.page
    answer = visit.ask("mấy trạm?")
    answer.locator(".sources button").nth(1).click()
    excerpt = page.locator("#trich-dan")
    expect(excerpt.locator(".path")).to_have_text("Mục 2")
    excerpt.get_by_role("button", name="Đoạn trước").click()
    expect(excerpt.locator(".path")).to_have_text("Mục 1")
    page.keyboard.press("Escape")
    refusal = visit.ask("dân số bao nhiêu?")
    expect(refusal.locator(".verdict")).to_have_text("Báo cáo không nêu nội dung này")
    refusal.locator(".chip").first.click()
    expect(page.locator("#cuoc-hoi .answer")).to_have_count(3)
    expect(page.locator("#cuoc-hoi .question").last).to_contain_text("trạm 4G")
    page.locator("#cuoc-hoi .answer").first.get_by_role("button", name="Chép").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("75 trạm 5G\nTrạm 5G · Ninh Thuận")
    assert "[1] Báo cáo công tác" in copied


@pytest.mark.parametrize("size", SIZES)
def test_everything_can_be_done_with_the_keyboard(server: str, visits: Visits, size: str) -> None:
    """Skip to the question, ask, open the excerpt, close it, without a pointer."""
    visit = visits.open(server, size)
    page = visit.ready()
    if size == "phone":  # a desktop's cursor stands in the question from the start
        page.locator("body").press("Tab")
        skip = page.get_by_role("link", name="Đến nội dung chính")
        expect(skip).to_be_focused()
        page.keyboard.press("Enter")
    expect(page.locator("#cau-hoi")).to_be_focused()
    page.keyboard.type("mấy trạm?")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#cuoc-hoi .answer")).to_have_count(0)
    page.keyboard.press("Enter")
    mark = page.get_by_role("button", name="Xem đoạn trích 1").first
    expect(mark).to_be_visible()
    mark.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page.locator("#trich-dan mark").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(mark).to_be_focused()


_ENGLISH = re.compile(
    r"\b(Upload|Drop|Submit|Loading|Settings|Error|Clear|Search|Add|Period|Report)\b"
)
# What is the archive's or a person's own words keeps its language.
_OWN_WORDS = """() => {
  const page = document.body.cloneNode(true);
  const foreign = "script, style, [lang=vi], select, .file, dd, .talk, .sources, .subject, .chip," +
    " .short, .said, .brand, td, th, textarea, .rated, .question, .field, .builds, .versions," +
    " .remark, .tool";
  for (const part of page.querySelectorAll(foreign)) part.remove();
  return page.textContent;
}"""


@pytest.mark.parametrize("place", PLACES)
def test_the_interface_speaks_one_language(server: str, visits: Visits, place: str) -> None:
    """Vietnamese by default; English as a whole once it was chosen, and kept."""
    visit = visits.open(server, path=PLACES[place])
    page = visit.page
    if place == "asking":
        visit.ask("mấy trạm?")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    assert not _ENGLISH.search(page.evaluate(_OWN_WORDS))
    page.get_by_role("link", name="English").click()
    if place == "asking":
        visit.ready()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    left = VIETNAMESE.search(page.evaluate(_OWN_WORDS))
    assert left is None, left.string[max(0, left.start() - 40) : left.end() + 40]
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("size", SIZES)
def test_pages_fit_name_their_controls_and_keep_the_chosen_look(
    server: str, visits: Visits, size: str
) -> None:
    """Nothing sticks out, every control has a name, dark stays dark from page to page."""
    visit = visits.open(server, size)
    page = visit.ready()
    paper = _paper(page)
    page.get_by_role("button", name="Đổi giao diện sáng hoặc tối").click()
    dark = _paper(page)
    assert dark != paper
    for path in PLACES.values():
        visit.go(path)
        if path == "/":
            visit.ready()
        assert _paper(page) == dark, path
        assert visit.fits(), path
        for control in page.locator("button:visible, a:visible, summary:visible").all():
            name = (control.get_attribute("aria-label") or control.inner_text()).strip()
            assert name, control.evaluate("e => e.outerHTML")


def _paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_place_of_a_citation_stands_over_the_page(visit: Visit) -> None:
    """The text of the report with the same words marked, and back to where one was."""
    page = visit.page
    answer = visit.ask("trạm BTS tháng 4/2023?")
    answer.get_by_role("button", name="Xem đoạn trích 1").first.click()
    page.get_by_role("link", name="Mở chỗ này").click()
    place = page.get_by_role("dialog")
    expect(place.locator("mark")).to_have_text("2.034")
    assert visit.fits()
    place.get_by_role("button", name="Đóng").click()
    expect(place).to_have_count(0)


def test_a_figure_over_time_leads_on_from_an_answer(visit: Visit) -> None:
    """The month before is offered; the series has a line, a table and its excerpts."""
    page = visit.page
    answer = visit.ask("trạm BTS tháng 4/2023?")
    answer.get_by_role("link", name="Xem theo từng kỳ").click()
    series = page.get_by_role("dialog")
    expect(series.locator("tbody tr")).to_have_count(3)
    expect(series.locator("tbody td.value")).to_have_text(["2.015", "2.020", "2.034"])
    drawn = series.locator("svg.line:visible")
    expect(drawn).to_have_count(1)
    expect(drawn.locator("circle")).to_have_count(3)
    assert visit.fits()
    page.keyboard.press("Escape")
    visit.ask("trạm BTS tháng 2/2023?")
    last = page.locator("#cuoc-hoi .answer").last
    last.get_by_role("button", name="Thế tháng 1/2023 thì sao?").click()
    expect(page.locator("#cuoc-hoi .answer").last.locator(".short")).to_contain_text("2.015")


def test_a_mark_never_stands_on_a_line_by_itself(visit: Visit) -> None:
    """Whatever the width, it keeps the last word with it."""
    page = visit.page
    answer = visit.ask("mấy trạm?")
    page.evaluate(
        """() => { const said = document.querySelector('#cuoc-hoi .answer p');
          said.prepend('trạm thu phát sóng di động '); }"""
    )
    for width in range(200, 420, 20):
        page.evaluate(
            "width => { document.querySelector('#cuoc-hoi .answer').style.width = width + 'px'; }",
            width,
        )
        word, mark = (answer.locator(part).first.bounding_box() for part in (".bound", ".mark"))
        assert word and mark
        assert word["height"] < 60, "the word and its mark are on two lines"
        assert mark["x"] > word["x"]
