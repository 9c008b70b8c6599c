"""A real browser for tests: pages at two sizes, and servers for it to visit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
AXE = Path(os.environ.get("HOIBAOCAO_AXE", ROOT / "build/axe/node_modules/axe-core/axe.min.js"))
SIZES = {"desktop": (1366, 768), "phone": (390, 844)}
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS = 1000.0  # Playwright counts in milliseconds
expect.set_options(timeout=20 * SECONDS)  # the machine may be busy
ANSWERS = 60 * SECONDS
BUILDS = 180 * SECONDS


@dataclass
class Visit:
    """A page of the product, and what went on behind it.

    ``requests`` are all that the browser sent; ``errors`` what scripts and the console said.
    """

    page: Page
    url: str
    phone: bool
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open another page of the server."""
        self.page.goto(self.url + path)

    def ready(self) -> Page:
        """Return the page for asking once a question can be typed."""
        expect(self.page.locator("#cau-hoi")).to_be_visible(timeout=ANSWERS)
        expect(self.page.locator("#cuoc-hoi .thread")).to_be_attached(timeout=ANSWERS)
        return self.page

    def ask(self, question: str) -> Locator:
        """Type a question, wait for its answer, and return it."""
        answers = self.ready().locator("#cuoc-hoi .answer")
        before = answers.count()
        self.page.locator("#cau-hoi").fill(question)
        self.page.locator("#cau-hoi").press("Enter")
        expect(answers).to_have_count(before + 1, timeout=ANSWERS)
        return answers.last

    def fits(self) -> bool:
        """Whether nothing sticks out of the page sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def serious(page: Page) -> list[str]:
    """Return what axe-core finds serious or critical on `page` as it stands.

    Skips where axe-core is not here.
    """
    if not AXE.is_file():
        pytest.skip("axe-core is not here: `make test` fetches it where npm can")
    page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{item['id']}: {item['nodes'][0]['html'][:120]}"
        for item in result["violations"]
        if item["impact"] in ("serious", "critical")
    ]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the Chromium of this machine; skips where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    executable = next(filter(None, map(shutil.which, names)), None)
    if executable is None:
        pytest.skip("no Chromium on this machine: `make test` installs it where it can")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
        yield found
        found.close()


class Visits:
    """Opens pages in `browser`; `close` checks that nothing left the machine or went wrong."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._visits: list[Visit] = []

    def open(
        self,
        url: str,
        size: str = "desktop",
        *,
        path: str = "/",
        dark: bool = False,
        script: bool = True,
    ) -> Visit:
        """Open `path` of the server at `url` in a browser of its own."""
        width, height = SIZES[size]
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            locale="vi-VN",
            reduced_motion="reduce",
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
            java_script_enabled=script,
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        visit = Visit(context.new_page(), url, phone=size == "phone")
        context.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
        visit.page.on(
            "console",
            lambda message: visit.errors.append(message.text) if message.type == "error" else None,
        )
        visit.page.on("dialog", lambda dialog: visit.errors.append(f"dialog {dialog.message}"))
        self._visits.append(visit)
        visit.go(path)
        return visit

    def close(self) -> None:
        """Close all pages; every request must have gone to the server, none may have failed."""
        for visit in self._visits:
            visit.page.context.close()
            elsewhere = {
                url
                for url in visit.requests
                if not url.startswith((f"{visit.url}/", "data:", "blob:"))
            }
            assert elsewhere == set(), elsewhere
            errors = without_leaving(visit.errors)
            assert errors == [], errors


def without_leaving(errors: list[str]) -> list[str]:
    """Return `errors` less the pairs that Gradio's own client reports of a page being left.

    On ``beforeunload`` it aborts its stream of events. Where the last of them has not arrived
    yet, which a busy machine makes likely, the abort is reported as an error of the page and
    as a lost connection, on a page that nobody sees any more. A lost connection without that
    abort stays an error.
    """
    kept: list[str] = []
    for error in errors:
        aborted = kept and kept[-1].startswith("AbortError") and ".close (" in kept[-1]
        if aborted and error.strip() == "Unexpected error Connection errored out.":
            kept.pop()
        else:
            kept.append(error)
    return kept


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
            process.wait(timeout=40)
    said = log.read_text()
    assert "Traceback" not in said, said


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """Serve `app` from this very process, and give its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        server.force_exit = True
        thread.join(10)


def host_of(url: str) -> str:
    """Return the host and port of an address."""
    return urlsplit(url).netloc
