"""Signing in and looking after accounts in Chromium at both sizes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.web.browsing import SIZES, Visit, Visits, running
from tests.web.office import Office, browser, office, visits
from tests.web.people import PASSWORD, add_account
from web.server import create_app
from web.store import Role

__all__ = ["browser", "office", "visits"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def server(office: Office) -> Iterator[str]:
    """A server on which everybody signs in, with an administrator and a member of staff."""
    add_account(office.store, "chi", Role.ADMINISTRATOR)
    add_account(office.store, "lan")
    with running(create_app(office.desk, local=False)) as url:
        yield url


def sign_in(visit: Visit, name: str, password: str = PASSWORD) -> None:
    """Fill in the sign-in page that a page has led to."""
    visit.page.get_by_label("Tên tài khoản").fill(name)
    visit.page.get_by_label("Mật khẩu").fill(password)
    visit.page.get_by_role("button", name="Đăng nhập").click()


@pytest.mark.parametrize("size", SIZES)
def test_staff_sign_in_ask_and_see_nothing_of_administration(
    server: str, visits: Visits, size: str
) -> None:
    """The way in leads to the page; what is not theirs is not on it; and out again."""
    visit = visits.open(server, size, path="/kho")
    page = visit.page
    sign_in(visit, "lan", "không phải")
    expect(page.get_by_role("alert")).to_contain_text("không đúng")
    expect(page.get_by_label("Tên tài khoản")).to_have_value("lan")
    assert visit.fits()
    visit.errors.clear()  # the browser itself notes the refusal
    sign_in(visit, "lan")
    expect(page.get_by_role("heading", name="Kho báo cáo")).to_be_visible()
    visit.go("/")
    visit.ask("mấy trạm?")
    expect(page.get_by_role("link", name="Quản trị")).to_have_count(0)
    page.get_by_role("link", name="Tài khoản của bạn").click()
    page.get_by_role("button", name="Đăng xuất").last.click()
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_an_administrator_looks_after_an_account(
    server: str, visits: Visits, office: Office, size: str
) -> None:
    """Added with a password that is shown once, a token, locked, unlocked, removed."""
    name = f"minh-{size}"
    visit = visits.open(server, size, path="/quan-tri/tai-khoan")
    page = visit.page
    sign_in(visit, "chi")
    page.get_by_label("Tên tài khoản").fill(name)
    page.get_by_role("button", name="Thêm", exact=True).click()
    password = page.locator(".secret").inner_text()
    assert visit.fits()
    page.get_by_role("link", name=name).click()
    page.get_by_label("Dùng để làm gì").fill("bảng thống kê")
    page.get_by_role("button", name="Cấp mã").click()
    assert page.locator(".secret").inner_text().startswith("hbc_")
    page.get_by_role("button", name="Thu hồi: bảng thống kê").click()
    expect(page.get_by_text("Chưa có mã nào.")).to_be_visible()
    page.get_by_role("button", name="Khóa tài khoản").click()
    expect(page.locator(".state")).to_have_text("Bị khóa")
    assert visit.fits()
    page.get_by_role("button", name="Mở khóa").click()
    expect(page.locator(".state")).to_have_text("Đang dùng")

    theirs = visits.open(server, size, path="/tai-khoan")
    sign_in(theirs, name, password)
    theirs.page.get_by_label("Mật khẩu hiện tại").fill(password)
    theirs.page.get_by_label("Mật khẩu mới").first.fill("mây-trắng-2024")
    theirs.page.get_by_label("Gõ lại").fill("mây-trắng-2024")
    theirs.page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(theirs.page.get_by_role("status")).to_contain_text("Đã đổi mật khẩu")
    assert theirs.fits()

    page.reload()
    page.get_by_label("Xóa hẳn").check()
    page.get_by_role("button", name="Xóa", exact=True).click()
    expect(page.get_by_role("heading", name="Tài khoản", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name=name)).to_have_count(0)
    visit.go("/quan-tri/nhat-ky")
    page.get_by_label("Việc").select_option("account_remove")
    expect(page.locator("table.log tbody tr").first).to_contain_text(name)
    assert visit.fits()
    assert office.store.accounts.find(name) is None


@pytest.mark.parametrize("size", SIZES)
def test_an_administrator_corrects_a_report_without_a_script(
    server: str, visits: Visits, office: Office, size: str
) -> None:
    """The forms of the pages carry the session's token themselves."""
    visit = visits.open(server, size, path="/kho/bao-cao/1", script=False)
    page = visit.page
    sign_in(visit, "chi")
    page.get_by_text("Sửa thông tin").click()
    page.get_by_label("Kỳ báo cáo").fill("tháng 3/2023")
    page.get_by_role("button", name="Lưu").click()
    expect(page).to_have_url(f"{server}/kho/bao-cao/1")
    assert office.archive.corrected[-1][3]["period"] == "tháng 3/2023"
