"""The pages on which an administrator looks after accounts, and forms without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from tests.web import people
from tests.web.people import PASSWORD, browser, form_token, program, sign_in, signed_in
from web.accounts import LOCAL_USER
from web.accounts.people import People
from web.desk import Desk
from web.errors import DeskError
from web.server import create_app
from web.store import Account, Action, Role, Store

HTML = {"accept": "text/html"}
LIST = "/quan-tri/tai-khoan"


@pytest.fixture
def app(desk: Desk) -> FastAPI:
    """The application for people who sign in."""
    return create_app(desk, hosts={"bao-cao.test"}, local=False)


@pytest.fixture
def an(store: Store) -> Account:
    """A member of staff."""
    return people.add_account(store, "an")


@pytest.fixture
def chi(app: FastAPI, store: Store) -> Iterator[httpx.Client]:
    """The browser of an administrator, without any script: it adds no header to its forms."""
    people.add_account(store, "chi", Role.ADMINISTRATOR)
    with browser(app) as client:
        assert sign_in(client, "chi").status_code == 303
        client.headers.update(HTML)
        yield client


def post(client: httpx.Client, path: str, page: str = LIST, **fields: str) -> httpx.Response:
    """Send a form of `page` as a browser without a script does."""
    token = form_token(client.get(page).text)
    return client.post(path, data={"csrf": token, **fields})


def secret_in(page: str) -> str:
    """Return the password or token that is shown once."""
    found = re.search(r'<code class="secret">([^<]+)</code>', page)
    assert found is not None
    return found[1]


def test_an_account_is_added_with_a_password_that_is_shown_once(
    chi: httpx.Client, app: FastAPI, store: Store
) -> None:
    """It lets its owner in; the list shows them without it."""
    added = post(chi, LIST, name="Bình", role="staff", password="")
    assert added.status_code == 200
    secret = secret_in(added.text)
    assert added.headers["cache-control"] == "no-store"
    assert sign_in(browser(app), "Bình", secret).status_code == 303
    listed = chi.get(LIST).text
    assert "Bình" in listed
    assert secret not in listed
    assert store.accounts.get("Bình").signed_in is not None
    assert [entry.object for entry in store.audit.entries(action=Action.ACCOUNT_ADD)] == ["Bình"]


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"name": "CHI", "password": PASSWORD}, 409, "Đã có tài khoản CHI"),
        ({"name": "x", "password": "ngắn"}, 400, "ít nhất 10 ký tự"),
        ({"name": "<b>", "password": PASSWORD}, 400, "Tên tài khoản phải"),
    ],
)
def test_what_cannot_be_added_is_told_and_the_name_is_kept(
    chi: httpx.Client, store: Store, fields: dict[str, str], status: int, said: str
) -> None:
    """The password is not sent back."""
    refused = post(chi, LIST, role="staff", **fields)
    assert refused.status_code == status
    assert said in refused.text
    assert "<b>" not in refused.text
    assert fields["password"] not in refused.text
    assert [account.name for account in store.accounts.all()] == ["chi"]


def test_a_locked_account_lets_nobody_in_until_it_is_unlocked(
    chi: httpx.Client, app: FastAPI, an: Account, store: Store
) -> None:
    """Neither its open page, nor its password, nor its tokens."""
    token, _ = store.tokens.add(an.id, "thử")
    open_page = signed_in(app, "an")
    page = f"{LIST}/{an.id}"
    locked = post(chi, f"{page}/khoa", page)
    assert "Bị khóa" in locked.text
    assert open_page.get("/config").status_code == 401
    assert program(app, token).get("/api/v1/reports").status_code == 401
    refused = sign_in(browser(app), "an")
    assert refused.status_code == 403
    assert "đang bị khóa" in refused.text
    assert store.audit.entries(action=Action.SIGN_IN_FAILED)[0].detail == {"locked": True}
    assert "không đúng" in sign_in(browser(app), "an", "sai mật khẩu").text
    assert "Đã mở khóa" in post(chi, f"{page}/mo-khoa", page).text
    assert sign_in(browser(app), "an").status_code == 303
    assert program(app, token).get("/api/v1/reports").status_code == 200


def test_a_wait_after_wrong_passwords_is_ended(
    chi: httpx.Client, app: FastAPI, an: Account
) -> None:
    """The page tells of it."""
    guessing = browser(app)
    for _ in range(6):
        sign_in(guessing, "an", "sai")
    page = f"{LIST}/{an.id}"
    assert "Gõ sai mật khẩu nhiều lần" in chi.get(page).text
    assert post(chi, f"{page}/mo-khoa", page).status_code == 200
    assert sign_in(browser(app), "an").status_code == 303


def test_password_role_and_tokens_of_an_account(
    chi: httpx.Client, app: FastAPI, an: Account, store: Store
) -> None:
    """Each change works, is told, and is in the audit log."""
    page = f"{LIST}/{an.id}"
    secret = secret_in(post(chi, f"{page}/mat-khau", page, password="").text)
    assert sign_in(browser(app), "an").status_code == 401
    assert sign_in(browser(app), "an", secret).status_code == 303
    post(chi, f"{page}/vai-tro", page, role="administrator")
    assert store.accounts.get("an").role is Role.ADMINISTRATOR
    token = secret_in(post(chi, f"{page}/ma", page, label="bảng <b>", days="30").text)
    assert program(app, token).get("/api/v1/admin/builds").status_code == 200
    shown = chi.get(page).text
    assert "bảng &lt;b&gt;" in shown
    assert token not in shown
    (made,) = store.tokens.all()
    post(chi, f"{page}/ma/{made.id}/thu-hoi", page)
    assert program(app, token).get("/api/v1/reports").status_code == 401
    log = chi.get("/quan-tri/nhat-ky").text
    for said in ("Đặt mật khẩu", "Đổi vai trò", "Cấp mã truy cập", "Thu hồi mã truy cập"):
        assert said in log
    assert "Thu hồi" not in chi.get("/quan-tri/nhat-ky?viec=password").text.split("<table")[1]


def test_an_account_is_removed_by_one_who_is_sure(
    chi: httpx.Client, an: Account, store: Store
) -> None:
    """Without the tick nothing happens."""
    page = f"{LIST}/{an.id}"
    assert post(chi, f"{page}/xoa", page).status_code == 400
    assert store.accounts.find("an") is not None
    assert post(chi, f"{page}/xoa", page, sure="1").headers["location"] == LIST
    assert store.accounts.find("an") is None
    assert chi.get(page).status_code == 404


def test_nobody_shuts_the_own_account_nor_the_last_administrator(
    chi: httpx.Client, store: Store
) -> None:
    """Neither by lock, role nor removal, on the page or past it."""
    own = store.accounts.get("chi")
    page = f"{LIST}/{own.id}"
    for action, fields in (("khoa", {}), ("xoa", {"sure": "1"}), ("vai-tro", {"role": "staff"})):
        assert post(chi, f"{page}/{action}", page, **fields).status_code == 409
    looking_after = People(store)
    people.add_account(store, "an")
    for change in (looking_after.lock, looking_after.remove):
        with pytest.raises(DeskError, match="quản trị viên cuối cùng"):
            change(LOCAL_USER, "chi")
    people.add_account(store, "lan", Role.ADMINISTRATOR)
    looking_after.lock(LOCAL_USER, "lan")
    with pytest.raises(DeskError, match="quản trị viên cuối cùng"):
        looking_after.remove(LOCAL_USER, "chi")
    assert store.accounts.get("chi").locked is None


def test_staff_reach_none_of_it(app: FastAPI, an: Account, store: Store) -> None:
    """No page, no form, whatever they send."""
    with signed_in(app, "an") as client:
        for path in (LIST, f"{LIST}/{an.id}", "/quan-tri/nhat-ky", "/quan-tri"):
            assert client.get(path, headers=HTML).status_code == 403
        for action in ("mat-khau", "vai-tro", "khoa", "mo-khoa", "ma", "ma/1/thu-hoi", "xoa"):
            assert client.post(f"{LIST}/{an.id}/{action}", headers=HTML).status_code == 403
        assert client.post(LIST, data={"name": "x"}).status_code == 403
    with pytest.raises(DeskError):
        People(store).lock(_staff(an), "an")


def _staff(account: Account) -> object:
    from web.accounts.identity import user_for

    return user_for(account, "")


def test_plain_forms_carry_the_token_and_forged_ones_change_nothing(
    chi: httpx.Client, store: Store, desk: Desk
) -> None:
    """A report is corrected and files are sent without a script; a wrong token gets a page."""
    page = "/kho/bao-cao/1"
    done = post(chi, "/quan-tri/bao-cao/1/sua", page, period="tháng 5/2023")
    assert (done.status_code, done.headers["location"]) == (303, page)
    for token in ("", "x" * 32, "đ"):
        forged = chi.post("/quan-tri/bao-cao/1/go", data={"csrf": token})
        assert forged.status_code == 403
        assert "tải lại trang" in forged.text.lower()
        assert forged.text.startswith("<!doctype html>")
    flood = chi.post("/quan-tri/bao-cao/1/go", data={"csrf": "x", "more": "y" * 70_000})
    assert flood.status_code == 403
    adding = chi.get("/quan-tri/them").text
    files = [("files", ("tháng 5.txt", b"x", "text/plain"))]
    refused = chi.post("/quan-tri/them", files=files, data={"csrf": "x"})
    assert refused.status_code == 403
    sent = chi.post("/quan-tri/them", files=files, data={"csrf": form_token(adding)})
    assert sent.status_code == 303
    desk.builds.wait(1, timeout=10)
    assert {entry.action for entry in store.audit.entries()} >= {Action.UPLOAD, Action.CORRECT}
    assert Action.REMOVE not in {entry.action for entry in store.audit.entries()}


def test_the_own_account_is_found_from_every_page(chi: httpx.Client) -> None:
    """By the name in the masthead, in the language that was chosen, even before signing in."""
    assert 'href="/tai-khoan"' in chi.get("/kho").text
    assert "Đổi mật khẩu" in chi.get("/tai-khoan").text
    chi.get("/ngon-ngu/en")
    assert "Change password" in chi.get("/tai-khoan").text
