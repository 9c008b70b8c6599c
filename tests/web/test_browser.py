"""The whole product in Chromium: the real archive, the real assistant, a real server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from sample import report_folder

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
SIZES = {"desktop": (1366, 768), "phone": (390, 844)}
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS = 1000.0  # Playwright counts in milliseconds
ANSWERS = 60 * SECONDS
BUILDS = 180 * SECONDS

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


@dataclass
class Visit:
    """A page of the product, and what went on behind it."""

    page: Page
    phone: bool
    hosts: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        """Type a question and wait for its answer."""
        answers = self.page.locator("#cuoc-hoi .answer")
        before = answers.count()
        self.page.locator("#cau-hoi textarea").fill(question)
        self.page.keyboard.press("Enter")
        expect(answers).to_have_count(before + 1, timeout=ANSWERS)

    def open_tab(self, name: str) -> None:
        """Go to one of the three tabs."""
        self.page.get_by_role("tab", name=name).click()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine; skips where there is none."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    executable = executable or shutil.which("google-chrome")
    if executable is None:
        pytest.skip("no Chromium on this machine: `make test` installs it where it can")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
        yield found
        found.close()


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """Run app.py on the archive in `data`, and give its address."""
    log = data.parent / f"{data.name}.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "app.py", "--data", str(data), "--port", "0"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://\S+", line)
            assert found, f"the server did not start: {line}{log.read_text()}"
            yield found.group()
        finally:
            process.terminate()
            process.wait(timeout=20)
    assert "Traceback" not in log.read_text()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on three reports of the sample, in three formats."""
    data = tmp_path_factory.mktemp("kho") / "data"
    reports = sorted(report_folder().glob("10[123]_*"))
    assert len(reports) == 3
    subprocess.run(
        [sys.executable, "-m", "index", "build", *map(str, reports), "--data", str(data)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with serving(data) as url:
        yield url


@pytest.fixture
def visit_at(browser: Browser) -> Iterator[Callable[[str, str], Visit]]:
    """Open a page at a size; afterwards nothing may have gone elsewhere or gone wrong."""
    visits: list[Visit] = []

    def open_page(url: str, size: str) -> Visit:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", reduced_motion="reduce"
        )
        visit = Visit(context.new_page(), phone=size == "phone")
        context.on("request", lambda request: visit.hosts.add(urlsplit(request.url).netloc))
        visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
        visit.page.on(
            "console",
            lambda message: visit.errors.append(message.text) if message.type == "error" else None,
        )
        visits.append(visit)
        visit.page.goto(url)
        expect(visit.page.locator("#cuoc-hoi .welcome")).to_be_visible(timeout=ANSWERS)
        return visit

    yield open_page
    for visit in visits:
        served = urlsplit(visit.page.url).netloc
        visit.page.context.close()
        assert visit.hosts <= {served, ""}, "a request left the machine"
        assert visit.errors == []


@pytest.fixture(params=list(SIZES))
def visit(
    server: str, request: pytest.FixtureRequest, visit_at: Callable[[str, str], Visit]
) -> Visit:
    """The page at each of the two sizes."""
    return visit_at(server, request.param)


def test_ask_read_and_open_the_excerpt(visit: Visit) -> None:
    """The figure, what it is about, and with Enter on its mark the words that say so."""
    page = visit.page
    visit.ask(QUESTION)
    expect(page.locator("#cuoc-hoi .short")).to_contain_text("75")
    expect(page.locator("#cuoc-hoi .subject")).to_contain_text("4/2023")
    excerpt = page.locator("#trich-dan")
    assert excerpt.is_visible() is not visit.phone
    mark = page.get_by_role("button", name="Xem đoạn trích 1").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(excerpt.locator("mark", has_text="75")).to_be_visible()
    expect(excerpt).to_contain_text("Kỳ báo cáo")
    expect(excerpt.get_by_role("link", name="Mở bản gốc")).to_have_attribute(
        "href", re.compile(r"^/nguyen-ban/\d+")
    )
    if visit.phone:
        page.keyboard.press("Escape")
        expect(excerpt).to_be_hidden()
        expect(mark).to_be_focused()


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("bao nhieu tram 5G thang 4/2023", id="without diacritics"),
        pytest.param("how many 5G stations in April 2023", id="English"),
    ],
)
def test_other_ways_of_asking(
    server: str, visit_at: Callable[[str, str], Visit], question: str
) -> None:
    """The same figure without diacritics and in English."""
    visit = visit_at(server, "desktop")
    visit.ask(question)
    expect(visit.page.locator("#cuoc-hoi .short")).to_contain_text("75")
    expect(visit.page.locator("#trich-dan mark", has_text="75")).to_be_visible()


def test_the_page_fits_and_speaks_vietnamese(visit: Visit) -> None:
    """Nothing sticks out sideways, every control has a name, no English of Gradio is left."""
    page = visit.page
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    visit.ask(QUESTION)
    for tab in ("Kho báo cáo", "Thêm báo cáo", "Hỏi đáp"):
        visit.open_tab(tab)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        shown = page.locator("body").inner_text()
        assert not re.search(r"\b(Upload|Drop|Submit|Loading|Settings|Error|Clear)\b", shown)
        for control in page.locator("button:visible, a:visible").all():
            name = (control.get_attribute("aria-label") or control.inner_text()).strip()
            assert name or control.get_attribute("title"), control.evaluate("e => e.outerHTML")
    expect(page.get_by_role("textbox", name="Câu hỏi")).to_be_visible()


def test_example_questions_are_answered(visit: Visit) -> None:
    """What the page offers to ask, it can answer."""
    page = visit.page
    chip = page.locator(".welcome .chip").first
    expect(chip).to_be_visible(timeout=ANSWERS)
    offered = chip.inner_text()
    chip.click()
    expect(page.locator("#cuoc-hoi .question")).to_contain_text(offered)
    expect(page.locator("#cuoc-hoi .answer:not(.refused)")).to_have_count(1, timeout=ANSWERS)


def test_a_refusal_looks_like_one(visit: Visit) -> None:
    """A period that no report covers gets a reason, not a figure."""
    visit.ask("Ninh Thuận có bao nhiêu trạm 5G tháng 3/2035?")
    expect(visit.page.locator("#cuoc-hoi .answer.refused .verdict")).to_be_visible()
    expect(visit.page.locator("#cuoc-hoi .short")).to_have_count(0)


def test_a_new_conversation_starts_empty(visit: Visit) -> None:
    """One click clears the page for the next person's question."""
    visit.ask(QUESTION)
    visit.page.get_by_role("button", name="Cuộc hỏi mới").click()
    expect(visit.page.locator("#cuoc-hoi .welcome")).to_be_visible()
    expect(visit.page.locator("#cuoc-hoi .turn")).to_have_count(0)


def test_the_archive_is_listed_filtered_and_opened(visit: Visit) -> None:
    """Each report with what it says about itself, found by words, its original one click away."""
    page = visit.page
    visit.open_tab("Kho báo cáo")
    rows = page.locator("table.reports tbody tr")
    expect(rows.filter(has_text="Ninh Thuận").first).to_be_visible()
    page.get_by_label("Lọc theo").fill("thai binh quy III/2019")
    expect(rows).to_have_count(1)
    page.get_by_label("Lọc theo").fill("101_")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("PDF")
    link = rows.locator("a").get_attribute("href")
    assert link is not None
    original = page.request.get(urljoin(page.url, link))
    assert original.status == 200
    assert original.body().startswith(b"%PDF")


def test_upload_rebuild_and_ask_about_the_new_report(
    server: str, visit_at: Callable[[str, str], Visit], tmp_path: Path
) -> None:
    """A report comes in while the page is open, and its figure is answered; markup stays text."""
    visit = visit_at(server, "desktop")
    page = visit.page
    report = tmp_path / "Báo cáo tháng 6 Lâm Đồng.txt"
    report.write_text(NEW_REPORT, "utf-8")
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7\nkhong phai PDF")
    visit.open_tab("Thêm báo cáo")
    expect(page.get_by_text("mỗi tệp tối đa")).to_be_visible()
    page.locator("#chon-tep input[type=file]").set_input_files([report, broken])
    expect(page.locator("#chon-tep").get_by_text(".pdf").first).to_be_visible()
    page.get_by_role("button", name="Đưa vào kho").click()
    expect(page.get_by_role("progressbar").or_(page.locator(".outcomes")).first).to_be_visible()
    page.reload()
    visit.open_tab("Thêm báo cáo")
    outcomes = page.locator(".outcomes li")
    expect(outcomes).to_have_count(2, timeout=BUILDS)
    expect(outcomes.filter(has_text="Lâm Đồng")).to_contain_text("Đã thêm")
    expect(outcomes.filter(has_text="hong.pdf")).to_have_class("bad")

    visit.open_tab("Hỏi đáp")
    visit.ask("Lâm Đồng tháng 6/2024 có bao nhiêu trạm 5G?")
    expect(page.locator("#cuoc-hoi .short")).to_contain_text("137")
    expect(page.locator("#trich-dan mark", has_text="137")).to_be_visible()
    expect(page.locator("#trich-dan")).to_contain_text("${window.ran=1} **đậm**")
    visit.ask(f"{MARKUP} là gì?")
    expect(page.locator("#cuoc-hoi .question").last).to_contain_text(MARKUP)
    assert page.evaluate("window.ran === undefined")


def test_an_empty_archive_builds_the_sample_in_view(
    visit_at: Callable[[str, str], Visit], tmp_path: Path
) -> None:
    """One click, a bar that survives a reload, and the first question is answered."""
    with serving(tmp_path / "data") as url:
        visit = visit_at(url, "desktop")
        page = visit.page
        page.get_by_role("button", name="Dùng kho báo cáo mẫu").click()
        expect(page.get_by_role("progressbar").first).to_be_visible()
        page.reload()
        expect(page.locator(".welcome .chip").first).to_be_visible(timeout=BUILDS)
        visit.ask(QUESTION)
        expect(page.locator("#cuoc-hoi .short")).to_contain_text("75")
