"""The whole product in Chromium: the real archive, the real assistant, a real server."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, expect

from sample import report_folder
from tests.web.browsing import ANSWERS, BUILDS, ROOT, SIZES, Visits, chromium, host_of, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUESTION = "bao nhiêu trạm 5G tháng 4/2023?"
MARKUP = '<img src=x onerror="window.ran=1"><script>window.ran=1</script> ${window.ran=1} **đậm**'
NEW_REPORT = f"""UBND TỈNH LÂM ĐỒNG
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 86/BC-STTTT
Lâm Đồng, ngày 25 tháng 6 năm 2024

BÁO CÁO
Kết quả công tác thông tin và truyền thông tháng 6 năm 2024

I. KẾT QUẢ THỰC HIỆN
1. Lĩnh vực viễn thông
Đến cuối tháng, trên địa bàn tỉnh có 2.468 trạm BTS, trong đó có 137 trạm 5G {MARKUP}.
2. Lĩnh vực bưu chính
Mạng bưu chính có 214 điểm phục vụ, doanh thu trong tháng đạt 9,4 tỷ đồng.
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    with chromium() as found:
        yield found


@pytest.fixture
def visits(browser: Browser) -> Iterator[Visits]:
    """Pages to open; afterwards nothing may have gone elsewhere or gone wrong."""
    opened = Visits(browser)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of three reports of the sample, in three formats."""
    folder = tmp_path_factory.mktemp("kho") / "data"
    reports = sorted(report_folder().glob("10[123]_*"))
    assert len(reports) == 3
    subprocess.run(
        [sys.executable, "-m", "index", "build", *map(str, reports), "--data", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[str]:
    """A server on that archive."""
    with serving(data) as url:
        yield url


@pytest.mark.parametrize("size", SIZES)
def test_from_a_question_to_the_words_on_the_page_of_the_original(
    server: str, visits: Visits, size: str
) -> None:
    """The figure, what it is of, its excerpt, the sentences around, the page, the original."""
    visit = visits.open(server, size)
    page = visit.ready()
    answer = visit.ask(QUESTION)
    expect(answer.locator(".short").first).to_contain_text("75")
    expect(answer.locator(".subject")).to_contain_text("4/2023")
    excerpt = page.locator("#trich-dan")
    assert excerpt.is_visible() is not visit.phone
    mark = answer.get_by_role("button", name="Xem đoạn trích 1").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(excerpt.locator("mark", has_text="75")).to_be_visible()
    around = excerpt.get_by_role("button", name="Xem câu trước và sau")
    around.click()
    expect(excerpt.locator(".around.before")).to_be_visible()
    assert visit.fits()

    excerpt.get_by_role("link", name="Mở trang 3").click()
    place = page.get_by_role("dialog")
    expect(place.locator(".sheet img")).to_be_visible(timeout=ANSWERS)
    assert place.locator(".sheet rect").count() >= 1
    drawn = place.locator(".sheet img").get_attribute("src")
    assert drawn is not None
    image = page.request.get(urljoin(server, drawn))
    assert image.body().startswith(b"\x89PNG")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    original = excerpt.get_by_role("link", name="Bản gốc").get_attribute("href")
    assert original is not None
    assert page.request.get(urljoin(server, original)).body().startswith(b"%PDF-")
    if visit.phone:
        page.keyboard.press("Escape")
        expect(excerpt).to_be_hidden()
        expect(mark).to_be_focused()


def test_without_diacritics_in_english_and_refused(server: str, visits: Visits) -> None:
    """The same figure in three spellings; what no report tells is refused with ways on."""
    visit = visits.open(server)
    for question in ("bao nhieu tram 5G thang 4/2023", "how many 5G stations in April 2023"):
        visit.ready()
        expect(visit.ask(question).locator(".short").first).to_contain_text("75")
        expect(visit.page.locator("#trich-dan mark", has_text="75")).to_be_visible()
        visit.page.get_by_role("button", name="Cuộc hỏi mới").click()
        expect(visit.page.locator("#cuoc-hoi .answer")).to_have_count(0)
    refusal = visit.ask("Ninh Thuận có bao nhiêu trạm 5G tháng 3/2035?")
    expect(refusal.locator(".verdict")).to_be_visible()
    expect(refusal.locator(".short")).to_have_count(0)
    refusal.get_by_role("button", name="Ninh Thuận có bao nhiêu trạm 5G tháng 4/2023?").click()
    expect(visit.page.locator("#cuoc-hoi .answer:not(.refused)")).to_have_count(1, timeout=ANSWERS)


def test_example_questions_are_answered(server: str, visits: Visits) -> None:
    """What the page offers to ask, it can answer."""
    page = visits.open(server, "phone").ready()
    chip = page.locator(".welcome .chip").first
    expect(chip).to_be_visible(timeout=ANSWERS)
    offered = chip.inner_text()
    chip.click()
    expect(page.locator("#cuoc-hoi .question")).to_contain_text(offered)
    expect(page.locator("#cuoc-hoi .answer:not(.refused)")).to_have_count(1, timeout=ANSWERS)


def test_a_report_has_a_page_of_its_own(server: str, visits: Visits) -> None:
    """Found by words, with its text by section and its figures, each one step from its words."""
    visit = visits.open(server, path="/kho")
    page = visit.page
    page.get_by_label("Tìm").fill("ninh thuan thang 4/2023")
    rows = page.locator("table.reports tbody tr")
    expect(rows).to_have_count(1)
    rows.get_by_role("link").click()
    expect(page.locator("dl.facts")).to_contain_text("tháng 4/2023")
    figure = page.locator("table.figures td.value", has_text=re.compile("^75$"))
    words = figure.locator("xpath=following-sibling::td[1]/a")
    words.click()
    shown = page.locator(".verbatim p:target")
    expect(shown).to_be_visible()
    expect(shown).to_contain_text("75 trạm")


@pytest.mark.parametrize("size", SIZES)
def test_uploaded_reports_answer_and_stay_text(
    data: Path, server: str, visits: Visits, size: str, tmp_path: Path
) -> None:
    """A bar, an outcome for each file that is there after a reload, and the new figure."""
    visit = visits.open(server, size, path="/quan-tri/them")
    page = visit.page
    report, broken = tmp_path / f"Lâm Đồng {size}.txt", tmp_path / "hong.pdf"
    report.write_text(NEW_REPORT.replace("2.468", "2.468" if visit.phone else "2.469"), "utf-8")
    broken.write_bytes(b"not a PDF")
    expect(page.locator("#gioi-han")).to_contain_text("tối đa")
    page.set_input_files("#tep", [report, broken])
    expect(page.locator("#da-chon li")).to_have_count(2)
    page.get_by_role("button", name="Đưa vào kho").click()
    outcomes = page.locator(".builds > li").first.locator(".outcomes li")
    expect(outcomes).to_have_count(2, timeout=BUILDS)
    page.reload()
    expect(outcomes.filter(has_text="Lâm Đồng")).to_have_class("good")
    expect(outcomes.filter(has_text="hong.pdf")).to_have_class("bad")

    visit.go("/")
    answer = visit.ask("Lâm Đồng tháng 6/2024 có bao nhiêu trạm 5G?")
    expect(answer.locator(".short").first).to_contain_text("137")
    expect(page.locator("#trich-dan")).to_contain_text("${window.ran=1} **đậm**")
    visit.ask(f"{MARKUP} là gì?")
    expect(page.locator("#cuoc-hoi .question").last).to_contain_text(MARKUP)
    assert page.evaluate("window.ran === undefined")
    assert visit.fits()


def test_an_empty_archive_offers_the_sample_and_its_bar_survives_a_reload(
    visits: Visits, tmp_path: Path
) -> None:
    """One click orders the build; the server may be stopped in the middle of it."""
    with serving(tmp_path / "data") as url:
        visit = visits.open(url)
        visit.page.get_by_role("link", name="Thêm báo cáo").last.click()
        visit.page.get_by_role("button", name=re.compile("mẫu")).click()
        bar = visit.page.get_by_role("progressbar").first
        expect(bar).to_be_visible()
        visit.page.reload()
        expect(bar).to_be_visible()
        visit.page.close()


def test_a_conversation_outlives_the_server(data: Path, visits: Visits, tmp_path: Path) -> None:
    """After a restart it is where it was, under the same address."""
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    with serving(copy) as url:
        visit = visits.open(url)
        visit.ask(QUESTION)
        visit.page.wait_for_url(re.compile(r"\?cuoc=\d+"))
        address = visit.page.url.removeprefix(url)
        visit.page.close()
    with serving(copy) as url:
        again = visits.open(url, path=address)
        expect(again.ready().locator(".answer .short").last).to_contain_text("75")
        expect(again.page.locator(".talks li[aria-current] .talk")).to_have_text(QUESTION)


def test_a_whole_session_asks_nobody_but_the_server(server: str, visits: Visits) -> None:
    """Every page, an answer, a page of an original, a download: all from one host."""
    visit = visits.open(server)
    visit.ask(QUESTION)
    visit.page.get_by_role("link", name="Mở trang 3").click()
    expect(visit.page.locator(".sheet img")).to_be_visible(timeout=ANSWERS)
    visit.page.keyboard.press("Escape")
    for path in ("/kho", "/kho/do-phu", "/kho/bao-cao/1", "/quan-tri/them", "/quan-tri/danh-gia"):
        visit.go(path)
    asked = [url for url in visit.requests if not url.startswith(("data:", "blob:"))]
    assert len(asked) > 30
    assert {host_of(url) for url in asked} == {host_of(server)}
