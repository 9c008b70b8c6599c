"""An office to look at: the sample archive on a real server, two accounts, and some use."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sample import report_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload, Page, StorageState

ROOT = Path(__file__).resolve().parents[2]
WAIT = 120_000.0
"""Milliseconds that anything may take: the machine may be busy."""

ADMINISTRATOR, STAFF = "chi", "an"
_PASSWORD = "trời-xanh-2023"
_QUESTIONS = (
    "An Lộc tháng 10/2024 có bao nhiêu trạm BTS?",
    "bao nhiêu trạm 5G của Ninh Thuận tháng 4/2023?",
)
_REFUSED = "Ninh Thuận có bao nhiêu trạm 5G tháng 3/2031?"


@contextmanager
def office(folder: Path) -> Iterator[str]:
    """Build the sample archive in `folder`, add accounts, serve it, and give its address."""
    data = folder / "data"
    _run("-m", "index", "build", str(report_folder()), "--data", str(data))
    for name, role in ((ADMINISTRATOR, "administrator"), (STAFF, "staff")):
        arguments = ("-m", "web", "accounts", "add", name, "--role", role, "--data", str(data))
        _run(*arguments, typed=f"{_PASSWORD}\n")
    _run("-m", "web", "tokens", "add", STAFF, "--label", "bảng thống kê", "--data", str(data))
    process = subprocess.Popen(
        [sys.executable, "app.py", "--data", str(data), "--port", "0", "--require-login"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found, "the server did not start"
        yield found.group()
    finally:
        process.terminate()
        process.wait(timeout=60)


def sign_in(page: Page, url: str) -> None:
    """Sign in as the administrator, as a person does."""
    page.goto(f"{url}/dang-nhap?lang=vi")
    page.locator("#ten").fill(ADMINISTRATOR)
    page.locator("#mat-khau").fill(_PASSWORD)
    page.locator("button[type=submit]").click()
    page.locator("#cau-hoi").wait_for(timeout=WAIT)


def fill(browser: Browser, url: str) -> StorageState:
    """Ask, rate and upload, so that no page is empty; return the cookies of who did."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    sign_in(page, url)
    for question in _QUESTIONS:
        _ask(page, question)
    page.locator("#cuoc-hoi").get_by_role("button", name="Đúng", exact=True).last.click()
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Cuộc hỏi mới").click()
    page.locator(".welcome").wait_for(timeout=WAIT)
    _ask(page, _REFUSED)
    page.locator("#cuoc-hoi").get_by_role("button", name="Chưa đúng").last.click()
    page.locator("form.remark textarea").fill("Nên gợi ý kỳ gần nhất có số liệu")
    page.get_by_role("button", name="Gửi ghi chú").click()
    page.wait_for_timeout(500)
    page.goto(f"{url}/quan-tri/them")
    broken: FilePayload = {
        "name": "bản quét.pdf",
        "mimeType": "application/pdf",
        "buffer": b"%PDF-1.4 ...",
    }
    known = report_folder() / "201_an-loc-2023-01.txt"
    page.set_input_files("#tep", [broken])
    page.set_input_files("#tep", [known])
    page.get_by_role("button", name="Đưa vào kho").click()
    page.locator(".outcomes li").first.wait_for(timeout=WAIT)
    kept = context.storage_state()
    context.close()
    return kept


def _ask(page: Page, question: str) -> None:
    page.locator("#cau-hoi").wait_for(timeout=WAIT)
    answers = page.locator("#cuoc-hoi .answer")
    before = answers.count()
    page.locator("#cau-hoi").fill(question)
    page.locator("#cau-hoi").press("Enter")
    answers.nth(before).wait_for(timeout=WAIT)
    page.wait_for_timeout(3000)  # what leads on from it is found after it


def _run(*arguments: str, typed: str = "") -> None:
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        input=typed,
        text=True,
    )
