"""The pages in Chromium at both sizes, on an archive and an assistant of a few lines."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from corpus.periods import Period
from tests.web.browsing import ROOT, SIZES, Visit, Visits, chromium, running
from tests.web.fakes import (
    FakeArchive,
    FakeAssistant,
    FakeConversation,
    make_answer,
    make_citation,
    make_record,
)
from tests.web.people import PASSWORD, add_account
from web.accounts import LOCAL_USER
from web.desk import Desk, open_desk
from web.server import create_app
from web.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLACES = {
    "asking": "/",
    "reports": "/kho",
    "coverage": "/kho/do-phu",
    "report": "/kho/bao-cao/1",
    "adding": "/quan-tri/them",
    "ratings": "/quan-tri/danh-gia",
}
AXE = Path(os.environ.get("HOIBAOCAO_AXE", ROOT / "build/axe/node_modules/axe-core/axe.min.js"))


class Office:
    """A desk on fakes with a server of its own, and a new store for each test's person."""

    def __init__(self, folder: Path) -> None:
        periods = [Period.month(2023, month) for month in (1, 2, 4)]
        records = [self._report(number, period) for number, period in enumerate(periods, 1)]
        self.archive = FakeArchive(folder, records)
        self.assistant = FakeAssistant(answer=self._answer)
        self.store = Store(folder / "data")
        self.desk: Desk = open_desk(
            self.archive,  # type: ignore[arg-type]
            folder / "data",
            assistant=self.assistant,  # type: ignore[arg-type]
            store=self.store,
            new_conversation=FakeConversation,  # type: ignore[arg-type]
        )

    @staticmethod
    def _report(number: int, period: Period) -> object:
        made = make_record(number, source=f"bao-cao-{number}.txt")
        title = f"Báo cáo công tác {period.label('vi')}"
        return replace(made, metadata=replace(made.metadata, title=title, period=period))

    @staticmethod
    def _answer(question: str) -> object:
        if "dân số" in question:
            return make_answer(
                question,
                answerable=False,
                reason="indicator_not_reported",
                answer="Báo cáo không nêu.",
                value=None,
            )
        cited = tuple(make_citation(section=f"Mục {number}", end=0) for number in (1, 2))
        return make_answer(question, citations=cited, value=None)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all tests of this module."""
    found = Office(tmp_path_factory.mktemp("office"))
    yield found
    found.store.close()


@pytest.fixture(scope="module")
def server(office: Office) -> Iterator[str]:
    """Its server, for the person at this machine."""
    with running(create_app(office.desk)) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    with chromium() as found:
        yield found


@pytest.fixture
def visits(browser: Browser, office: Office) -> Iterator[Visits]:
    """Pages to open; afterwards the conversations are gone, and nothing went wrong."""
    opened = Visits(browser)
    yield opened
    opened.close()
    for conversation in office.store.conversations.list(LOCAL_USER.id):
        office.store.conversations.delete(LOCAL_USER.id, conversation.id)


@pytest.fixture(params=list(SIZES))
def visit(server: str, visits: Visits, request: pytest.FixtureRequest) -> Visit:
    """The page for asking at each of the two sizes."""
    opened = visits.open(server, request.param)
    opened.ready()
    return opened


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
    expect(page.locator("#cuoc-hoi .welcome")).to_be_visible()
    expect(page.locator(".talks .talk")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/$"))


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
    page.reload()
    visit.ready()
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


def test_everything_can_be_done_with_the_keyboard(server: str, visits: Visits) -> None:
    """Skip to the question, ask, open the excerpt, close it, without a pointer."""
    visit = visits.open(server, "phone")
    page = visit.ready()
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


def test_the_list_of_reports_follows_what_is_typed_and_the_picture_leads_to_it(
    server: str, visits: Visits
) -> None:
    """Search, sort, and from a month of the coverage to its reports; gaps are told."""
    visit = visits.open(server, path="/kho")
    page = visit.page
    rows = page.locator("table.reports tbody tr")
    expect(rows).to_have_count(3)
    page.get_by_label("Tìm").fill("thang 2/2023")
    expect(rows).to_have_count(1)
    expect(page).to_have_url(re.compile("tim="))
    page.get_by_role("link", name="bỏ lọc").click()
    expect(rows).to_have_count(3)
    page.get_by_role("columnheader", name="Kỳ báo cáo").get_by_role("link").click()
    expect(rows.first).to_contain_text("tháng 1/2023")
    visit.go("/kho/do-phu")
    expect(page.get_by_role("img", name="Ninh Thuận, tháng 3/2023: thiếu")).to_be_visible()
    page.get_by_role("link", name="Ninh Thuận, tháng 4/2023: 1 báo cáo").click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("tháng 4/2023")


def test_metadata_are_corrected_and_a_report_goes_and_comes_back(
    server: str, visits: Visits, office: Office
) -> None:
    """What cannot be is told beside the form, and nothing of what was typed is lost."""
    visit = visits.open(server, path="/kho/bao-cao/2")
    page = visit.page
    page.get_by_text("Sửa thông tin").click()
    page.get_by_label("Kỳ báo cáo").fill("bậy")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("alert")).to_contain_text("bậy")
    visit.errors.clear()  # the browser itself notes the refused request
    page.get_by_label("Kỳ báo cáo").fill("tháng 3/2023")
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_load_state("load")
    page.get_by_role("button", name="Gỡ khỏi kho").click()
    expect(page.get_by_role("button", name="Khôi phục")).to_be_visible()
    assert office.archive.corrected[-1][3]["period"] == "tháng 3/2023"
    page.get_by_role("button", name="Khôi phục").click()
    expect(page.get_by_role("button", name="Gỡ khỏi kho")).to_be_visible()


_VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
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
    left = _VIETNAMESE.search(page.evaluate(_OWN_WORDS))
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


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_serious(server: str, visits: Visits, size: str, dark: bool) -> None:
    """On any page, in any state that a reader meets."""
    if not AXE.is_file():
        pytest.skip("axe-core is not here: `make test` fetches it where npm can")
    script = AXE.read_text("utf-8")
    visit = visits.open(server, size, dark=dark)
    page = visit.ready()
    found = {"welcome": _violations(page, script)}
    visit.ask("dân số bao nhiêu?")
    answer = visit.ask("mấy trạm?")
    answer.get_by_role("button", name="Xem đoạn trích 1").first.click()
    expect(page.locator("#trich-dan mark").first).to_be_visible()
    found["answer"] = _violations(page, script)
    for name, path in PLACES.items():
        if path != "/":
            visit.go(path)
            found[name] = _violations(page, script)
    assert {name: serious for name, serious in found.items() if serious} == {}


def _violations(page: Page, script: str) -> list[str]:
    page.evaluate(script)
    result = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{item['id']}: {item['nodes'][0]['html'][:120]}"
        for item in result["violations"]
        if item["impact"] in ("serious", "critical")
    ]


def test_staff_sign_in_ask_and_see_nothing_of_administration(
    office: Office, visits: Visits
) -> None:
    """The way in leads to the page; what is not theirs is not on it."""
    add_account(office.store, "lan")
    with running(create_app(office.desk, local=False)) as url:
        visit = visits.open(url, path="/kho")
        page = visit.page
        page.get_by_label("Tên tài khoản").fill("lan")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_role("heading", name="Kho báo cáo")).to_be_visible()
        visit.go("/")
        visit.ask("mấy trạm?")
        expect(page.get_by_role("link", name="Quản trị")).to_have_count(0)
        page.get_by_role("button", name="Đăng xuất").click()
        expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
