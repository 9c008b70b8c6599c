"""Pictures of every page for the documentation: ``python -m benchmarks.screenshots``.

Builds the sample archive in a temporary folder, serves it, visits each page in Chromium at
both sizes, light and dark, and writes PNG files. Prints how soon each page was painted.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sample import report_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload, Page

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"desktop": (1366, 768), "phone": (390, 844)}
_WAIT = 120_000.0  # milliseconds
_QUESTIONS = (
    "An Lộc tháng 10/2024 có bao nhiêu trạm BTS?",
    "bao nhiêu trạm 5G của Ninh Thuận tháng 4/2023?",
)
_REFUSED = "Ninh Thuận có bao nhiêu trạm 5G tháng 3/2031?"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: a page's path and what is done there before it is taken."""

    name: str
    path: str
    prepare: Callable[[Page], None]
    english: bool = False


def main(arguments: Sequence[str] | None = None) -> int:
    """Take all pictures; return 0, or 2 without Chromium."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.screenshots", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder of the PNG files")
    parser.add_argument("--only", default="", help="take only pictures whose name holds this")
    options = parser.parse_args(arguments)
    names = ("chromium", "chromium-browser", "google-chrome")
    executable = next(filter(None, map(shutil.which, names)), None)
    if executable is None:
        print("no Chromium on this machine", file=sys.stderr)
        return 2
    from playwright.sync_api import sync_playwright

    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="hoi-bao-cao-") as folder:
        data = Path(folder) / "data"
        _run("-m", "index", "build", str(report_folder()), "--data", str(data))
        with _serving(data) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
            )
            _fill(browser, url)
            for shot in _shots():
                if options.only in shot.name:
                    _take(browser, url, shot, options.out)
            browser.close()
    return 0


def _shots() -> Iterator[Shot]:
    yield Shot("hoi-dap", "/?cuoc=1", _answer)
    yield Shot("chao", "/", lambda page: page.locator(".chip").first.wait_for(timeout=_WAIT))
    yield Shot("tu-choi", "/?cuoc=2", lambda page: page.locator(".refused").wait_for(timeout=_WAIT))
    yield Shot("trang-goc", "/?cuoc=1", _original)
    yield Shot("theo-ky", "/?cuoc=1", _series)
    yield Shot("kho-bao-cao", "/kho", _nothing)
    yield Shot("bao-cao", "/kho/bao-cao/1", _nothing)
    yield Shot("do-phu", "/kho/do-phu", _nothing)
    yield Shot("them-bao-cao", "/quan-tri/them", _nothing)
    yield Shot("danh-gia", "/quan-tri/danh-gia", _nothing)
    yield Shot("english", "/?cuoc=1", _answer, english=True)


def _fill(browser: Browser, url: str) -> None:
    """Ask, rate and upload, so that no page is empty."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    page.goto(url)
    for question in _QUESTIONS:
        _ask(page, question)
    page.locator("#cuoc-hoi").get_by_role("button", name="Đúng", exact=True).last.click()
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Cuộc hỏi mới").click()
    page.locator(".welcome").wait_for(timeout=_WAIT)
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
    page.locator(".outcomes li").first.wait_for(timeout=_WAIT)
    context.close()


def _ask(page: Page, question: str) -> None:
    page.locator("#cau-hoi").wait_for(timeout=_WAIT)
    answers = page.locator("#cuoc-hoi .answer")
    before = answers.count()
    page.locator("#cau-hoi").fill(question)
    page.locator("#cau-hoi").press("Enter")
    answers.nth(before).wait_for(timeout=_WAIT)
    page.wait_for_timeout(3000)  # what leads on from it is found after it


def _take(browser: Browser, url: str, shot: Shot, folder: Path) -> None:
    for size, (width, height) in SIZES.items():
        for look in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if look == "dark" else "light",
                reduced_motion="reduce",
                locale="vi-VN",
            )
            page = context.new_page()
            if shot.english:
                page.goto(f"{url}/ngon-ngu/en?ve=/kho")
            page.goto(url + shot.path)
            shot.prepare(page)
            page.wait_for_timeout(700)
            painted = page.evaluate(
                "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
            )
            target = folder / f"{shot.name}-{size}-{look}.png"
            page.screenshot(path=target)
            _shrink(target)
            kilobytes = target.stat().st_size / 1000
            print(f"{target.name:<36} {kilobytes:5.0f} kB  first paint {painted:5.0f} ms")
            context.close()


def _shrink(path: Path) -> None:
    """Keep 256 colours: pictures of text lose nothing that an eye could see."""
    from PIL import Image

    with Image.open(path) as picture:
        reduced = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    reduced.save(path, optimize=True)


def _nothing(page: Page) -> None:
    page.wait_for_load_state("networkidle")


def _answer(page: Page) -> None:
    page.locator("#cuoc-hoi .answer").first.wait_for(timeout=_WAIT)
    page.wait_for_timeout(600)
    if page.viewport_size and page.viewport_size["width"] > 800:
        page.locator("#cuoc-hoi .mark").last.click()


def _original(page: Page) -> None:
    page.locator("#cuoc-hoi .answer").first.wait_for(timeout=_WAIT)
    page.locator("#cuoc-hoi .mark").last.click()
    page.locator("#trich-dan a.primary").wait_for(timeout=_WAIT)
    page.wait_for_timeout(400)
    page.locator("#trich-dan a.primary").click()
    page.locator("#cho-trich, .sheet img").first.wait_for(timeout=_WAIT)
    page.wait_for_load_state("networkidle")


def _series(page: Page) -> None:
    page.locator(".over-time").first.wait_for(timeout=_WAIT)
    page.locator(".over-time").first.click()
    page.locator(".series").wait_for(timeout=_WAIT)


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)


@contextmanager
def _serving(data: Path) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "app.py", "--data", str(data), "--port", "0"],
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


if __name__ == "__main__":
    sys.exit(main())
