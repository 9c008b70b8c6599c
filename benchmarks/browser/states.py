"""Every page of the product in the states that a reader meets, and how to get there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from benchmarks.browser.office import WAIT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, StorageState

SIZES = {"desktop": (1366, 768), "phone": (390, 844)}
LOOKS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class State:
    """A page's path and what is done there, with what it is called in a report.

    ``pictured`` ones are in the documentation, ``only`` is the one size that has it, and
    ``signed_in`` is False for pages before signing in.
    """

    name: str
    title: str
    path: str
    prepare: Callable[[Page], None]
    pictured: bool = True
    only: str = ""
    signed_in: bool = True


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the Chromium of this machine; raises RuntimeError where there is none."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    executable = next(filter(None, map(shutil.which, names)), None)
    if executable is None:
        raise RuntimeError("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def states() -> tuple[State, ...]:
    """Return all of them; conversations 1 and 2 are those of `office.fill`."""
    return (
        State("chao", "Welcome", "/", _welcome),
        State("hoi-dap", "Answer with its excerpt", "/?cuoc=1", _answer),
        State("tu-choi", "Refusal", "/?cuoc=2", _refusal),
        State("trang-goc", "Page of the original", "/?cuoc=1", _original),
        State("trong-van-ban", "Place in a text", "/?cuoc=1", _in_text, pictured=False),
        State("theo-ky", "Over time", "/?cuoc=1", _series),
        State("gioi-han", "Filters open", "/", _filters, pictured=False),
        State("ghi-chu", "Rating with its remark", "/?cuoc=1", _remark, pictured=False),
        State("cac-cuoc", "Conversations and a menu", "/?cuoc=1", _menu, pictured=False),
        State("hoi-lai", "Question before deleting", "/?cuoc=1", _sure),
        State("kho-bao-cao", "Reports", "/kho", _settled),
        State("khong-khop", "Reports, none found", "/kho?tim=xyzzy", _settled, pictured=False),
        State("bao-cao", "One report", "/kho/bao-cao/1", _settled),
        State("sua", "One report, all unfolded", "/kho/bao-cao/1", _unfolded, pictured=False),
        State("sua-nhieu", "Correcting several", "/quan-tri/sua-nhieu?id=2&id=3", _settled, False),
        State("do-phu", "Coverage", "/kho/do-phu", _settled),
        State("them-bao-cao", "Adding", "/quan-tri/them", _settled),
        State("da-chon", "Adding, files chosen", "/quan-tri/them", _chosen, pictured=False),
        State("danh-gia", "Ratings", "/quan-tri/danh-gia", _settled),
        State("tai-khoan", "Accounts", "/quan-tri/tai-khoan", _settled),
        State("nguoi-dung", "One account", "/quan-tri/tai-khoan/2", _settled),
        State("nhat-ky", "Audit log", "/quan-tri/nhat-ky", _settled),
        State("cua-ban", "Own account", "/tai-khoan", _settled),
        State("khong-co", "No such page", "/kho/bao-cao/99999", _settled, pictured=False),
        State("dang-nhap", "Signing in", "/dang-nhap", _settled, signed_in=False),
        State("dang-nhap-sai", "Signing in, refused", "/dang-nhap", _wrong, False, signed_in=False),
    )


@contextmanager
def reader(
    browser: Browser,
    url: str,
    size: str,
    look: Literal["light", "dark"],
    language: str,
    kept: StorageState | None,
) -> Iterator[BrowserContext]:
    """Give a browser of somebody's own; `kept` are the cookies of who has signed in."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=look,
        reduced_motion="reduce",
        locale="vi-VN",
        storage_state=kept,
    )
    context.add_cookies([{"name": "hbc_lang", "value": language, "url": url}])
    yield context
    context.close()


@contextmanager
def visiting(context: BrowserContext, url: str, state: State) -> Iterator[Page]:
    """Give a page of `state`, ready to be looked at."""
    page = context.new_page()
    page.goto(url + state.path)
    state.prepare(page)
    page.wait_for_timeout(300)
    yield page
    page.close()


def _settled(page: Page) -> None:
    page.wait_for_load_state("networkidle")


def _welcome(page: Page) -> None:
    page.locator(".welcome .chip").first.wait_for(timeout=WAIT)


def _answered(page: Page) -> None:
    page.locator("#cuoc-hoi .answer").first.wait_for(timeout=WAIT)
    page.wait_for_timeout(600)


def _is_wide(page: Page) -> bool:
    return page.viewport_size is not None and page.viewport_size["width"] > 800


def _answer(page: Page) -> None:
    _answered(page)
    if _is_wide(page):
        page.locator("#cuoc-hoi .mark").last.click()


def _refusal(page: Page) -> None:
    page.locator(".refused").wait_for(timeout=WAIT)
    page.wait_for_timeout(600)


def _cited(page: Page, which: str) -> None:
    _answered(page)
    marks = page.locator("#cuoc-hoi .mark")
    (marks.first if which == "first" else marks.last).click()
    page.locator("#trich-dan a.primary").wait_for(timeout=WAIT)
    page.wait_for_timeout(400)
    page.locator("#trich-dan .more button").click()
    page.locator("#trich-dan a.primary").click()


def _original(page: Page) -> None:
    _cited(page, "last")
    page.locator("dialog .sheet img").wait_for(timeout=WAIT)
    page.wait_for_load_state("networkidle")


def _in_text(page: Page) -> None:
    _cited(page, "first")
    page.locator("dialog .leaf").wait_for(timeout=WAIT)


def _series(page: Page) -> None:
    page.locator(".over-time").first.wait_for(timeout=WAIT)
    page.locator(".over-time").first.click()
    page.locator(".series").wait_for(timeout=WAIT)


def _filters(page: Page) -> None:
    _welcome(page)
    page.locator("#chon-pham-vi > summary").click()
    page.locator('select[data-kind="provinces"]').select_option(index=1)
    page.locator("#chon-pham-vi > summary").click()
    page.locator("#tim-bao-cao").fill("thang 4")
    page.locator("#bao-cao-tim-thay button").first.wait_for(timeout=WAIT)


def _remark(page: Page) -> None:
    _answered(page)
    page.locator('[data-verdict="down"]').last.click()
    page.locator("form.remark:not([hidden])").last.wait_for(timeout=WAIT)
    page.wait_for_timeout(300)
    page.locator('[data-verdict="up"]').last.click()


def _menu(page: Page) -> None:
    _answered(page)
    if not _is_wide(page):
        page.locator('[data-action="rail"]').click()
    page.locator(".menu summary").first.click()


def _sure(page: Page) -> None:
    _menu(page)
    page.locator('[data-action="delete"]').first.click()
    page.locator("dialog.sure").wait_for(timeout=WAIT)


def _unfolded(page: Page) -> None:
    _settled(page)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


def _chosen(page: Page) -> None:
    _settled(page)
    files: list[FilePayload] = [
        {"name": "Báo cáo tháng 5.docx", "mimeType": "application/msword", "buffer": b"x"},
        {"name": "ảnh chụp.zip", "mimeType": "application/zip", "buffer": b"x"},
    ]
    page.set_input_files("#tep", files)


def _wrong(page: Page) -> None:
    page.locator("#ten").fill("ai đó")
    page.locator("#mat-khau").fill("không phải")
    page.locator("button[type=submit]").click()
    page.locator(".bad").wait_for(timeout=WAIT)
