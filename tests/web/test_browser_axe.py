"""axe-core on every page, in every state that a reader meets: nothing serious or critical."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsing import SIZES, Visit, Visits, running, serious
from tests.web.office import Office, browser, office, visits
from tests.web.people import PASSWORD, add_account
from web.server import create_app
from web.store import Role

__all__ = ["browser", "office", "visits"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLACES = (
    "/kho",
    "/kho?tim=xyzzy",
    "/kho/do-phu",
    "/quan-tri/sua-nhieu?id=1&id=2",
    "/kho/bao-cao/1",
    "/quan-tri/them",
    "/quan-tri/danh-gia",
    "/quan-tri/tai-khoan",
    "/quan-tri/tai-khoan/1",
    "/quan-tri/nhat-ky",
    "/tai-khoan",
)


@pytest.fixture(scope="module")
def server(office: Office) -> Iterator[str]:
    """A server on which everybody signs in."""
    add_account(office.store, "chi", Role.ADMINISTRATOR)
    with running(create_app(office.desk, local=False)) as url:
        yield url


@pytest.mark.parametrize(
    ("dark", "language"), [(False, "vi"), (True, "en")], ids=["light-vi", "dark-en"]
)
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_serious(
    server: str, visits: Visits, size: str, dark: bool, language: str
) -> None:
    """Signing in, asking, what opens over the page, and each of the other pages."""
    visit = visits.open(server, size, path=f"/dang-nhap?lang={language}", dark=dark)
    page = visit.page
    found = {"signing in": serious(page)}
    _sign_in(page, "sai")
    found["refused"] = serious(page)
    visit.errors.clear()
    _sign_in(page, PASSWORD)
    visit.ready()
    found["welcome"] = serious(page)
    page.locator("#chon-pham-vi > summary").click()
    page.locator("#tim-bao-cao").fill("thang 4")
    expect(page.locator("#bao-cao-tim-thay button").first).to_be_visible()
    found["filters"] = serious(page)
    page.keyboard.press("Escape")
    visit.ask("dân số bao nhiêu?")
    found["refusal"] = serious(page)
    answer = visit.ask("trạm BTS tháng 4/2023?")
    answer.locator(".mark").first.click()
    expect(page.locator("#trich-dan mark").first).to_be_visible()
    found["excerpt"] = serious(page)
    page.locator("#trich-dan a.primary").click()
    found["place"] = _over(page, "dialog .leaf")
    if visit.phone:
        page.keyboard.press("Escape")
    answer.locator(".over-time").click()
    found["series"] = _over(page, "dialog svg.line:visible")
    found["menu and dialog"] = _asked_again(visit)
    for path in PLACES:
        visit.go(path)
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        found[path] = serious(page)
    assert {name: rules for name, rules in found.items() if rules} == {}


def _sign_in(page: Page, password: str) -> None:
    page.locator("#ten").fill("chi")
    page.locator("#mat-khau").fill(password)
    page.locator("button[type=submit]").click()


def _over(page: Page, part: str) -> list[str]:
    """Check what opened over the page, and close it."""
    expect(page.locator(part).first).to_be_visible()
    found = serious(page)
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    return found


def _asked_again(visit: Visit) -> list[str]:
    page = visit.page
    if visit.phone:
        page.locator('[data-action="rail"]').click()
    page.locator(".menu summary").first.click()
    found = serious(page)
    page.locator('[data-action="delete"]').first.click()
    return found + _over(page, "dialog.sure")
