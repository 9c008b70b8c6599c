"""The pages beside the one for asking, over HTTP as a browser sees them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from index import ArchiveError, State
from tests.web.fakes import (
    HOSTILE,
    FakeArchive,
    FakeAssistant,
    make_answer,
    make_citation,
    make_record,
)
from tests.web.people import add_account, signed_in
from web.accounts import LOCAL_USER
from web.administration.curating import Curating
from web.desk import Desk
from web.server import create_app
from web.store import Action, Store, Verdict

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
PAGES = ("/kho", "/kho/do-phu", "/kho/bao-cao/1", "/quan-tri/them", "/quan-tri/danh-gia")


@pytest.mark.parametrize("path", [*PAGES, "/"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_speaks_the_chosen_language(
    client: httpx.Client, path: str, language: str
) -> None:
    """Its ``lang`` says so, and it offers the other one."""
    client.get(f"/ngon-ngu/{language}")
    page = client.get(path, headers=HTML).text
    assert f'<html lang="{language}"' in " ".join(page.split())[:200] or path == "/"
    assert re.search(rf'<html\s+lang="{language}"', page)
    other = "vi" if language == "en" else "en"
    assert f'href="/ngon-ngu/{other}"' in page
    assert ("Kho báo cáo" if language == "vi" else "Reports").split()[0] in page


@pytest.mark.parametrize("target", ["https://evil.test/", "//evil.test", "/\\evil.test", "x"])
def test_the_switch_of_language_leads_nowhere_else(client: httpx.Client, target: str) -> None:
    """Back to a page of this server only."""
    answer = client.get("/ngon-ngu/en", params={"ve": target}, follow_redirects=False)
    assert answer.headers["location"] == "/"
    back = client.get("/ngon-ngu/en", params={"ve": "/kho?tim=5G"}, follow_redirects=False)
    assert back.headers["location"] == "/kho?tim=5G"


def test_own_pages_run_no_script_of_a_report(client: httpx.Client, archive: FakeArchive) -> None:
    """Whatever a report says of itself stays text on each of them."""
    metadata = replace(
        make_record().metadata, title=HOSTILE, province_name=HOSTILE, issuer=HOSTILE, signer=HOSTILE
    )
    archive.records[:] = [make_record(source=HOSTILE, metadata=metadata)]
    for path in PAGES[:3]:
        page = client.get(path, headers=HTML).text
        assert "<script>alert" not in page
        assert "alert(1)" in page


def test_reports_are_suggested_by_what_is_typed(client: httpx.Client) -> None:
    """For the filter by report: few, with what tells them apart."""
    (found,) = client.get("/kho/goi-y", params={"tim": "thang 4"}).json()
    assert found["id"] == 1
    assert "12/BC-STTTT" in found["details"]
    assert client.get("/kho/goi-y", params={"tim": "xyzzy"}).json() == []


def test_what_is_not_there_is_told_in_one_sentence(client: httpx.Client) -> None:
    """As a page to a browser, as JSON to a script, in the reader's language."""
    page = client.get("/kho/bao-cao/99", headers=HTML)
    assert page.status_code == 404
    assert 'class="notice"' in page.text
    said = client.get("/kho/bao-cao/99", headers=JSON)
    assert said.status_code == 404
    assert {"message", "message_en"} <= set(said.json())
    assert client.get("/cho-trich/5/1", headers=HTML).status_code == 404


def test_a_citation_is_shown_in_its_place(
    client: httpx.Client, desk: Desk, assistant: FakeAssistant
) -> None:
    """On a page of its own as well."""
    assistant.answer = lambda question: make_answer(question, citations=(make_citation(end=0),))
    desk.asking.ask(LOCAL_USER, "bao nhiêu trạm 5G?")
    page = client.get("/cho-trich/1/1", headers=HTML).text
    assert 'id="cho-trich"' in page
    assert "<mark>75</mark>" in page
    assert client.get("/cho-trich/1/2", headers=HTML).status_code == 404


def test_metadata_are_corrected_and_refusals_told(
    client: httpx.Client, archive: FakeArchive, desk: Desk
) -> None:
    """What was sent reaches the archive with the name of who sent it, and the audit log."""
    sent = {"period": "tháng 5/2023", "number": ""}
    done = client.post("/quan-tri/bao-cao/1/sua", data=sent, headers=JSON)
    assert done.json() == {"location": "/kho/bao-cao/1"}
    assert archive.corrected == [(1, LOCAL_USER.name, False, sent)]
    refused = client.post("/quan-tri/bao-cao/1/sua", data={"period": "bậy"}, headers=JSON)
    assert refused.status_code == 409
    assert "bậy" in refused.json()["message"]
    assert [entry.action for entry in desk.store.audit.entries()] == [Action.CORRECT]


def test_reports_are_removed_and_restored(
    client: httpx.Client, archive: FakeArchive, desk: Desk
) -> None:
    """Without a script the browser is sent back to the report."""
    done = client.post("/quan-tri/bao-cao/1/go", follow_redirects=False)
    assert (done.status_code, done.headers["location"]) == (303, "/kho/bao-cao/1")
    assert archive.report(1).state is State.REMOVED
    assert "Khôi phục" in client.get("/kho/bao-cao/1", headers=HTML).text
    client.post("/quan-tri/bao-cao/1/khoi-phuc")
    assert archive.report(1).state is State.CURRENT
    logged = [entry.action for entry in desk.store.audit.entries()]
    assert sorted(logged) == sorted([Action.REMOVE, Action.RESTORE])


def test_uploaded_files_become_a_build(client: httpx.Client, desk: Desk) -> None:
    """Under plain names, with an outcome for each that is there after a reload."""
    files = [
        ("files", ("../Báo cáo tháng 5.txt", b"x", "text/plain")),
        ("files", ("anh.zip", b"x", "application/zip")),
    ]
    done = client.post("/quan-tri/them", files=files, headers=JSON)
    assert done.json() == {"location": "/quan-tri/them"}
    desk.builds.wait(1, timeout=10)
    page = client.get("/quan-tri/them", headers=HTML).text
    assert "1 báo cáo vào kho · 1 không đưa vào được" in page
    assert "Báo cáo tháng 5.txt" in page
    assert "../" not in page
    nothing = client.post("/quan-tri/them", headers=JSON)
    assert nothing.status_code == 400
    assert nothing.json()["message"] == "Chưa chọn tệp nào."


def test_a_build_at_work_is_told_on_every_page(
    client: httpx.Client, desk: Desk, archive: FakeArchive
) -> None:
    """A bar with its value on the page for adding, a word in the masthead of all."""
    archive.gate.clear()
    client.post("/quan-tri/them", files=[("files", ("mot.txt", b"x", "text/plain"))])
    try:
        state = client.get("/tien-do").json()
        assert state["busy"] is True
        assert state["badge"]
        assert "<progress max=" in client.get("/quan-tri/them/cac-lan").text
    finally:
        archive.gate.set()
    desk.builds.wait(1, timeout=10)
    assert client.get("/tien-do").json()["busy"] is False


def test_ratings_are_listed_by_verdict(client: httpx.Client, desk: Desk) -> None:
    """With question, answer, remark and who it came from."""
    turn = desk.asking.ask(LOCAL_USER, "bao nhiêu trạm 5G?")
    desk.store.ratings.rate(turn, LOCAL_USER.id, "Lan", Verdict.DOWN, "thiếu cấp xã")
    page = client.get("/quan-tri/danh-gia", headers=HTML).text
    for said in ("bao nhiêu trạm 5G?", "75 trạm 5G", "thiếu cấp xã", "Lan"):
        assert said in page
    assert "thiếu cấp xã" not in client.get("/quan-tri/danh-gia?loai=up", headers=HTML).text


def test_staff_neither_see_nor_reach_what_administrators_do(
    desk: Desk, archive: FakeArchive, tmp_path: Path
) -> None:
    """No link, no form, no route; a removed report is not there for them."""
    add_account(desk.store, "lan")
    archive.records.append(make_record(2, state=State.REMOVED, source="da-go.txt"))
    with signed_in(create_app(desk, local=False), "lan") as client:
        page = client.get("/kho/bao-cao/1", headers=HTML)
        assert page.status_code == 200
        assert "/quan-tri/" not in page.text
        assert "Đăng xuất" in page.text
        assert "da-go.txt" not in client.get("/kho", headers=HTML).text
        assert client.get("/kho/bao-cao/2", headers=HTML).status_code == 404
        for path in ("/quan-tri/them", "/quan-tri/danh-gia", "/quan-tri/them/cac-lan"):
            assert client.get(path, headers=HTML).status_code == 403
        for path in ("/quan-tri/bao-cao/1/go", "/quan-tri/bao-cao/1/sua", "/quan-tri/them"):
            assert client.post(path, headers=HTML).status_code == 403
    assert archive.report(1).state is State.CURRENT


def test_a_correction_waits_for_a_build_that_writes(store: Store, archive: FakeArchive) -> None:
    """It is done as soon as the archive lets it; where that takes too long, it is refused."""
    tries = []

    def busy(report_id: int, **given: object) -> object:
        tries.append(report_id)
        if len(tries) < 3:
            raise ArchiveError("busy", path="kho")
        return archive.report(report_id)

    archive.correct = busy  # type: ignore[method-assign]
    assert Curating(archive, store).correct(LOCAL_USER, 1, {}).id == 1
    assert len(tries) == 3
    tries.clear()
    with pytest.raises(ArchiveError):
        Curating(archive, store, patience=0.0).correct(LOCAL_USER, 1, {})


def test_several_reports_are_corrected_at_once(client: httpx.Client, archive: FakeArchive) -> None:
    """What is left empty stays; a refusal keeps what was typed and says what was done."""
    archive.records.append(make_record(2, source="hai.txt"))
    assert 'name="id" value="2"' in client.get("/kho", headers=HTML).text
    form = client.get("/quan-tri/sua-nhieu?id=2&id=1&id=99", headers=HTML).text
    assert "Lưu vào 2 báo cáo" in form
    sent = {"ids": "2,1", "province": "Lâm Đồng", "period": ""}
    done = client.post("/quan-tri/sua-nhieu", data=sent, headers=HTML)
    assert "Đã sửa 2 báo cáo." in done.text
    assert [made[::3] for made in archive.corrected] == [
        (2, {"province": "Lâm Đồng"}),
        (1, {"province": "Lâm Đồng"}),
    ]
    refused = client.post("/quan-tri/sua-nhieu", data={"ids": "1,2", "period": "bậy"}, headers=HTML)
    assert refused.status_code == 409
    assert 'value="bậy"' in refused.text
    assert len(archive.corrected) == 2
    assert "Chưa chọn báo cáo nào" in client.get("/quan-tri/sua-nhieu", headers=HTML).text
