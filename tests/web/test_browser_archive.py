"""The pages of the archive in Chromium at both sizes: looking, correcting, adding, rebuilding."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.web.browsing import SIZES, Visits
from tests.web.office import Office, browser, office, server, visits

__all__ = ["browser", "office", "server", "visits"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("size", SIZES)
def test_the_list_of_reports_follows_what_is_typed_and_the_picture_leads_to_it(
    server: str, visits: Visits, size: str
) -> None:
    """Search, sort, and from a month of the coverage to its reports; gaps are told."""
    visit = visits.open(server, size, path="/kho")
    page = visit.page
    rows = page.locator("table.reports tbody tr")
    expect(rows).to_have_count(3)
    page.get_by_label("Tìm").fill("thang 2/2023")
    expect(rows).to_have_count(1)
    expect(page).to_have_url(re.compile("tim="))
    page.get_by_role("link", name="bỏ lọc").click()
    expect(rows).to_have_count(3)
    if not visit.phone:  # where a phone has cards, the filters narrow down instead
        page.get_by_role("columnheader", name="Kỳ báo cáo").get_by_role("link").click()
        expect(rows.first).to_contain_text("tháng 1/2023")
    elif not page.get_by_label("Loại kỳ").is_visible():
        page.get_by_text("Lọc thêm").click()
    page.get_by_label("Loại kỳ").select_option("month")
    expect(page).to_have_url(re.compile("loai=month"))
    expect(rows).to_have_count(3)
    visit.go("/kho/do-phu")
    expect(page.get_by_role("img", name="Ninh Thuận, tháng 3/2023: thiếu")).to_be_visible()
    page.get_by_role("link", name="Ninh Thuận, tháng 4/2023: 1 báo cáo").click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("tháng 4/2023")


@pytest.mark.parametrize("size", SIZES)
def test_metadata_are_corrected_and_a_report_goes_and_comes_back(
    server: str, visits: Visits, office: Office, size: str
) -> None:
    """What cannot be is told beside the form, and nothing of what was typed is lost."""
    visit = visits.open(server, size, path="/kho/bao-cao/2")
    page = visit.page
    page.get_by_text("Sửa thông tin").click()
    page.get_by_label("Kỳ báo cáo").fill("bậy")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("alert")).to_contain_text("bậy")
    visit.errors.clear()  # the browser itself notes the refused request
    page.get_by_label("Kỳ báo cáo").fill("tháng 3/2023")
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu").click()
    page.get_by_role("button", name="Gỡ khỏi kho").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Gỡ khỏi kho").click()
    expect(page.get_by_role("button", name="Khôi phục")).to_be_visible()
    assert office.archive.corrected[-1][3]["period"] == "tháng 3/2023"
    page.get_by_role("button", name="Khôi phục").click()
    expect(page.get_by_role("button", name="Gỡ khỏi kho")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_several_reports_are_corrected_at_once(
    server: str, visits: Visits, office: Office, size: str
) -> None:
    """Ticked in the list, put right in one form."""
    visit = visits.open(server, size, path="/kho")
    page = visit.page
    for number in (1, 3):
        page.locator(f'input[name="id"][value="{number}"]').check()
    page.get_by_role("button", name="Sửa các báo cáo đã chọn").click()
    page.get_by_label("Địa phương").fill("Lâm Đồng")
    assert visit.fits()
    page.get_by_role("button", name="Lưu vào 2 báo cáo").click()
    expect(page.get_by_role("status")).to_have_text("Đã sửa 2 báo cáo.")
    assert {made[0] for made in office.archive.corrected[-2:]} == {1, 3}


@pytest.mark.parametrize("size", SIZES)
def test_files_are_dropped_and_what_will_not_do_is_told_before_sending(
    server: str, visits: Visits, office: Office, size: str
) -> None:
    """By type and by size; one can be taken back; the rest goes into the archive."""
    visit = visits.open(server, size, path="/quan-tri/them")
    page = visit.page
    dropped = page.evaluate_handle(
        """() => { const files = new DataTransfer();
          files.items.add(new File(['x'], 'tháng 5.txt'));
          files.items.add(new File(['x'], 'ảnh.zip'));
          files.items.add(new File(['x'], 'thừa.txt')); return files; }"""
    )
    page.dispatch_event(".drop", "drop", {"dataTransfer": dropped})
    chosen = page.locator("#da-chon li")
    expect(chosen).to_have_count(3)
    expect(chosen.filter(has_text="ảnh.zip")).to_contain_text("không nhận loại tệp này")
    page.get_by_role("button", name="Bỏ thừa.txt").click()
    expect(chosen).to_have_count(2)
    page.get_by_role("button", name="Đưa vào kho").click()
    expect(page.locator(".builds > li").first).to_contain_text("tháng 5.txt")
    for _ in range(400):  # the list may still show the same file of an earlier build
        if office.archive.records[3:]:
            break
        page.wait_for_timeout(50)
    assert [record.source for record in office.archive.records[3:]] == ["tháng 5.txt"]
    del office.archive.records[3:]


@pytest.mark.parametrize("size", SIZES)
def test_the_archive_is_rebuilt_while_others_ask(
    server: str, visits: Visits, office: Office, size: str
) -> None:
    """Asked about first; its bar survives a reload, and a question is answered meanwhile."""
    office.archive.gate.clear()
    try:
        visit = visits.open(server, size, path="/quan-tri/them")
        page = visit.page
        page.get_by_role("button", name="Dựng lại cả kho").click()
        page.get_by_role("alertdialog").get_by_role("button", name="Dựng lại cả kho").click()
        bar = page.get_by_role("progressbar", name="Dựng lại")
        expect(bar).to_be_visible()
        page.reload()
        expect(bar).to_be_visible()
        visit.go("/")
        expect(visit.ask("mấy trạm?").locator(".short").first).to_contain_text("75")
        expect(page.locator("#tien-do-nho")).to_contain_text("Đang dựng")
        visit.go("/quan-tri/them")
    finally:
        office.archive.gate.set()
    expect(bar).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
def test_long_names_wrap_and_nothing_sticks_out(
    server: str, visits: Visits, office: Office, size: str
) -> None:
    """A title, a file name and a question without a single blank."""
    endless = "bao-cao-" * 40
    known = office.archive.records[0]
    office.archive.records[0] = replace(
        known, source=f"{endless}.txt", metadata=replace(known.metadata, title=endless)
    )
    try:
        visit = visits.open(server, size)
        visit.ask(f"{'a' * 300} trạm?")
        assert visit.fits()
        for path in ("/kho", "/kho/bao-cao/1", f"/kho?tim={'x' * 190}"):
            visit.go(path)
            assert visit.fits(), path
    finally:
        office.archive.records[0] = known
