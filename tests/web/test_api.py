"""The HTTP interface for programs, on a real archive of two reports with a stand-in assistant."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.gold import load_gold
from sample import report_folder
from tests.web.fakes import FakeConversation, make_answer
from tests.web.people import browser, signed_in
from tests.web.programs import API, administrator, app, office, staff

__all__ = ["administrator", "app", "office", "staff"]
from web.desk import Desk
from web.server import create_app
from web.store import Action


def report_id(office: Desk, pattern: str) -> int:
    """Return the id of the report whose file name begins with `pattern`."""
    (found,) = [r.id for r in office.archive.reports() if r.source.startswith(pattern)]
    return found


def test_the_interface_describes_itself(staff: httpx.Client) -> None:
    """Every route has its types, and the file is served from here."""
    described = staff.get(f"{API}/openapi.json").json()
    assert described["openapi"].startswith("3.")
    assert {"/ask", "/reports", "/coverage", "/ratings", "/admin/reports"} <= set(
        described["paths"]
    )
    schema = described["paths"]["/ask"]["post"]["responses"]["200"]["content"]["application/json"]
    assert schema["schema"]["$ref"].endswith("/Asked")


@pytest.mark.parametrize("path", ["/openapi.json", "/reports", "/coverage", "/conversations"])
def test_nothing_without_a_token(app: FastAPI, path: str) -> None:
    """A stranger learns nothing, not even what there is to call."""
    refused = browser(app).get(f"{API}{path}")
    assert refused.status_code == 401
    assert refused.json()["error"] == "not_signed_in"


def test_asking_once_keeps_nothing(staff: httpx.Client) -> None:
    """The answer has its citations with the report's id and offsets."""
    said = staff.post(f"{API}/ask", json={"question": "bao nhiêu trạm 5G?"}).json()
    assert said["answer"]["value"] == "75"
    assert said["answer"]["citations"][0]["highlights"] == [[13, 15]]
    assert said["answer"]["citations"][0]["report_id"] == 1
    assert said["conversation"] is None
    assert staff.get(f"{API}/conversations").json() == []


def test_a_conversation_from_beginning_to_end(
    staff: httpx.Client, administrator: httpx.Client, office: Desk
) -> None:
    """Begun, gone on with, listed, rated, renamed, deleted; nobody else sees it."""
    first = staff.post(f"{API}/ask", json={"question": "một?", "conversation": "new"}).json()
    number = first["conversation"]
    staff.post(f"{API}/ask", json={"question": "hai?", "conversation": number})
    assert office.assistant.heard[-1] == ("hai?", FakeConversation(("một?",)))
    (listed,) = staff.get(f"{API}/conversations").json()
    assert (listed["title"], listed["turns"]) == ("một?", 2)
    turns = staff.get(f"{API}/conversations/{number}").json()
    assert [turn["question"] for turn in turns] == ["một?", "hai?"]
    judgement = {"turn": first["turn"], "verdict": "down", "remark": "sai kỳ"}
    assert administrator.post(f"{API}/ratings", json=judgement).status_code == 404
    assert administrator.get(f"{API}/conversations/{number}").status_code == 404
    assert staff.post(f"{API}/ratings", json=judgement).status_code == 204
    (rating,) = administrator.get(f"{API}/admin/ratings").json()
    assert (rating["who"], rating["verdict"], rating["remark"]) == ("an", "down", "sai kỳ")
    assert rating["generation"] == first["generation"]
    renamed = staff.patch(f"{API}/conversations/{number}", json={"title": "Trạm"}).json()
    assert renamed["title"] == "Trạm"
    assert staff.delete(f"{API}/conversations/{number}").status_code == 204
    assert staff.get(f"{API}/conversations/{number}").status_code == 404
    assert len(administrator.get(f"{API}/admin/ratings").json()) == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"question": ""}, 422),
        ({"question": "   "}, 400),
        ({"question": "x" * 1001}, 422),
        ({"question": "x?", "conversation": 999}, 404),
        ({"question": "x?", "other": 1}, 422),
        ({}, 422),
    ],
)
def test_wrong_questions_are_told(staff: httpx.Client, body: object, status: int) -> None:
    """Each with a status that a program can act on."""
    assert staff.post(f"{API}/ask", json=body).status_code == status


def test_an_answer_that_fails_leaks_nothing(staff: httpx.Client, office: Desk) -> None:
    """A program gets the sentence, never the trace."""

    def fail(question: str) -> object:
        raise RuntimeError("/secret/path")

    office.assistant.answer = fail
    try:
        for conversation in (None, "new"):
            failed = staff.post(f"{API}/ask", json={"question": "x?", "conversation": conversation})
            assert failed.status_code == 500
            assert failed.json()["error"] == "answer_failed"
            assert "secret" not in failed.text
    finally:
        office.assistant.answer = make_answer


def test_reports_are_listed_and_found(staff: httpx.Client, office: Desk) -> None:
    """By words without diacritics, by province and period, a page at a time."""
    everything = staff.get(f"{API}/reports").json()
    assert everything["total"] == 2
    words = staff.get(f"{API}/reports", params={"query": "ninh thuan 4/2023"}).json()
    assert [report["province"] for report in words["reports"]] == ["ninh-thuan"]
    period = words["reports"][0]["period"]
    by_period = staff.get(f"{API}/reports", params={"period": period}).json()
    assert by_period["reports"] == words["reports"]
    assert staff.get(f"{API}/reports", params={"limit": 1, "offset": 1}).json()["total"] == 2
    assert staff.get(f"{API}/reports", params={"limit": 0}).status_code == 422
    number = report_id(office, "101")
    detail = staff.get(f"{API}/reports/{number}").json()
    assert detail["versions"] == [detail["report"]]
    assert any("Viễn thông" in section for section in detail["sections"])
    assert staff.get(f"{API}/reports/99").status_code == 404
    hits = staff.get(f"{API}/search", params={"query": "trạm 5G"}).json()
    assert any("5G" in hit["text"] for hit in hits)


def test_coverage_names_months(staff: httpx.Client) -> None:
    """One row for each province and year."""
    rows = staff.get(f"{API}/coverage").json()
    (row,) = [row for row in rows if row["province"] == "ninh-thuan"]
    assert row["year"] == 2023
    assert row["months"][3] == 1
    assert sum(row["months"]) == 1


def test_a_cited_place_is_shown_on_its_page(
    staff: httpx.Client, app: FastAPI, office: Desk
) -> None:
    """The page as an image, the words located on it, and the sentences around them."""
    number = report_id(office, "101")
    text = office.archive.text(number)
    at = text.index("75 trạm")
    mark = f"{at}-{at + 7}"
    located = staff.get(f"{API}/reports/{number}/marks", params={"mark": mark}).json()
    assert (located["page"], located["pages"]) == (3, 4)
    (box,) = located["boxes"]
    assert 0.6 < box[0] < 0.7
    assert 0.3 < box[1] < 0.35
    assert 0 < box[2] < 0.2
    image = staff.get(f"{API}/reports/{number}/pages/3.png?width=600")
    assert image.headers["content-type"] == "image/png"
    assert image.content.startswith(b"\x89PNG")
    shown = signed_in(app, "an").get(f"/reports/{number}/pages/3.png?width=600")
    assert shown.content == image.content
    place = staff.get(f"{API}/reports/{number}/place", params={"mark": mark, "sentences": 1}).json()
    (marked,) = place["marks"]
    assert place["text"][marked[0] : marked[1]] == "75 trạm"
    assert place["before"].rstrip().endswith("cột ăng ten.")
    assert place["page"] == 3
    for path in (
        "/pages/9.png",
        "/pages/0.png",
        "/marks?mark=x",
        "/place?mark=9-1",
        "/marks?page=9",
    ):
        assert staff.get(f"{API}/reports/{number}{path}").status_code in (404, 422)
    other = report_id(office, "105")
    assert staff.get(f"{API}/reports/{other}/pages/1.png").status_code == 404
    assert staff.get(f"{API}/reports/{other}/place?mark=0-10").json()["page"] is None


ADMINISTRATION = [
    ("GET", "/builds"),
    ("GET", "/builds/1"),
    ("GET", "/ratings"),
    ("GET", "/ratings.jsonl?id=1"),
    ("GET", "/audit"),
    ("POST", "/reports"),
    ("POST", "/rebuild"),
    ("PATCH", "/reports/1"),
    ("DELETE", "/reports/1"),
    ("POST", "/reports/1/restore"),
]


@pytest.mark.parametrize(("method", "path"), ADMINISTRATION)
def test_staff_administer_nothing(staff: httpx.Client, method: str, path: str) -> None:
    """Every such route is closed to them."""
    refused = staff.request(method, f"{API}/admin{path}", json={} if method != "GET" else None)
    assert refused.status_code == 403
    assert refused.json()["error"] == "not_allowed"


def test_every_administration_route_is_in_that_list(app: FastAPI, staff: httpx.Client) -> None:
    """A route that is added later has to be added there as well."""
    described = staff.get(f"{API}/openapi.json").json()["paths"]
    routes = {
        (method.upper(), path.replace("{report_id}", "1").replace("{number}", "1"))
        for path, methods in described.items()
        if path.startswith("/admin")
        for method in methods
    }
    assert routes == {(m, f"/admin{p.partition('?')[0]}") for m, p in ADMINISTRATION}


def test_a_report_comes_in_is_corrected_removed_and_restored(
    administrator: httpx.Client, office: Desk
) -> None:
    """Each change is seen at once, and written down with who did it."""
    text = (report_folder() / "104_quang-ngai-2020.txt").read_bytes()
    ordered = administrator.post(
        f"{API}/admin/reports",
        files=[("files", ("../báo cáo.txt", text)), ("files", ("x.png", b"\x89PNG\r\n\x1a\n"))],
    )
    assert ordered.status_code == 202
    number = ordered.json()["number"]
    office.builds.wait(number, timeout=60)
    done = administrator.get(f"{API}/admin/builds/{number}").json()
    assert done["phase"] == "done"
    assert [(f["name"], f["status"]) for f in done["files"]] == [
        ("báo cáo.txt", "added"),
        ("x.png", "unsupported"),
    ]
    added = done["files"][0]["report_id"]
    corrected = administrator.patch(
        f"{API}/admin/reports/{added}", json={"period": "tháng 5/2021", "number": "9/BC-STTTT"}
    ).json()
    assert (corrected["period_label"], corrected["number"]) == ("tháng 5/2021", "9/BC-STTTT")
    assert set(corrected["corrected"]) == {"period", "number"}
    wrong = administrator.patch(f"{API}/admin/reports/{added}", json={"period": "hôm nào đó"})
    assert wrong.status_code == 409
    assert "không hợp lệ" in wrong.json()["message"]
    assert administrator.delete(f"{API}/admin/reports/{added}").status_code == 200
    assert all(r.id != added for r in office.archive.reports())
    restored = administrator.post(f"{API}/admin/reports/{added}/restore").json()
    assert restored["state"] == "current"
    log = administrator.get(f"{API}/admin/audit").json()
    assert [entry["action"] for entry in log[:4]] == ["restore", "remove", "correct", "upload"]
    assert {entry["who"] for entry in log[:4]} == {"chi"}
    only = administrator.get(f"{API}/admin/audit", params={"action": "correct"}).json()
    assert only[0]["detail"]["period"] == "tháng 5/2021"


def test_chosen_ratings_become_gold_lines(
    staff: httpx.Client, administrator: httpx.Client, office: Desk, tmp_path: Path
) -> None:
    """The evaluation reads them as they come, and the export is written down."""
    ids = []
    refusal = make_answer(answerable=False, reason="no_period", value=None, citations=())
    for answer in (make_answer(), refusal, make_answer(kind="organisation", value=None)):
        office.assistant.answer = lambda question, answer=answer: answer
        asked = staff.post(f"{API}/ask", json={"question": "câu?", "conversation": "new"}).json()
        staff.post(f"{API}/ratings", json={"turn": asked["turn"], "verdict": "up"})
        ids.append(administrator.get(f"{API}/admin/ratings").json()[0]["id"])
    office.assistant.answer = make_answer
    exported = administrator.get(f"{API}/admin/ratings.jsonl", params={"id": ids})
    path = tmp_path / "danh-gia.jsonl"
    path.write_text(exported.text, "utf-8")
    number, refused, person = [item.turns[0] for item in load_gold(path)]
    assert (number.kind, number.accept) == ("number", (("75",),))
    assert number.evidence == ("Toàn tỉnh có 75 trạm 5G.",)
    assert number.reports == ("bao-cao-thang-4.txt",)
    assert not refused.answerable
    assert person.kind == "org"
    assert office.store.audit.entries(limit=1)[0].action is Action.EXPORT_RATINGS


def test_the_page_may_use_the_interface_too(app: FastAPI) -> None:
    """With the session's cookie and token, as any other changing request of the page."""
    client = signed_in(app, "an")
    body = {"question": "x?"}
    assert client.post(f"{API}/ask", json=body).status_code == 200
    forged = client.post(f"{API}/ask", json=body, headers={"x-csrf-token": "x"})
    assert forged.status_code == 403


def test_on_this_machine_no_token_is_needed(office: Desk) -> None:
    """Local programs call it as they are; a wrong token is told all the same."""
    local = TestClient(create_app(office), base_url="http://127.0.0.1:7860")
    assert local.get(f"{API}/reports").json()["total"] >= 2
    assert local.get(f"{API}/reports", headers={"authorization": "Bearer x"}).status_code == 401
    assert json.loads(local.get("/health").text)["status"] == "ok"
