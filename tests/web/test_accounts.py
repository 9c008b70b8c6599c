"""Signing in, what a role reaches, and what a page elsewhere cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import httpx
import pytest
from fastapi import FastAPI

from tests.web import people
from tests.web.fakes import FakeArchive, FakeAssistant, FakeConversation, make_record
from tests.web.people import PASSWORD, browser, program, sign_in, signed_in
from web.accounts import User, passwords, rules, user_of
from web.desk import open_desk
from web.errors import DeskError
from web.layout.language import own_path
from web.server import create_app
from web.store import Action, Role, Store
from web.store.lockouts import FREE_TRIES

PAGES = [
    "/",
    "/config",
    "/nguyen-ban/1",
    "/gradio_api/info",
    "/gradio_api/queue/data",
    "/tai-khoan",
]
CHANGES = ["/gradio_api/queue/join", "/gradio_api/run/hoi", "/gradio_api/call/hoi"]
UNUSED = [
    "/login",
    "/logout",
    "/monitoring",
    "/monitoring/summary",
    "/gradio_api/proxy=http://127.0.0.1/",
    "/gradio_api/vibe-edit",
    "/gradio_api/vibe-code",
    "/gradio_api/component_server",
    "/gradio_api/deep_link",
    "/gradio_api/stream/x/1/2/playlist.m3u8",
    "/gradio_api/run-history/records",
    "/gradio_api/dev/reload",
    "/gradio_api/token",
    "/gradio_api/file/etc/passwd",
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One administrator and two members of staff; a test that changes people adds its own."""
    with Store(tmp_path_factory.mktemp("office")) as store:
        people.add_account(store, "chi", Role.ADMINISTRATOR)
        people.add_account(store, "an")
        people.add_account(store, "Bình")
        yield store


@pytest.fixture(scope="module")
def app(office: Store, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """A server for that office: one for all tests, since building the page takes its time."""
    folder = tmp_path_factory.mktemp("archive")
    archive, assistant = FakeArchive(folder, [make_record()]), FakeAssistant()
    desk = open_desk(
        archive, folder, assistant=assistant, store=office, new_conversation=FakeConversation
    )
    return create_app(desk, hosts={"bao-cao.test"}, local=False)


@pytest.fixture
def store(office: Store) -> Store:
    """The office's store, with nobody locked out by an earlier test."""
    office.lockouts.unlock_addresses()
    return office


@pytest.fixture
def stranger(app: FastAPI) -> httpx.Client:
    """A browser of nobody in particular."""
    return browser(app)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_shown_before_signing_in(stranger: httpx.Client, path: str) -> None:
    """A page leads to the sign-in and back; anything else is turned down; neither leaks."""
    page = stranger.get(path, headers={"accept": "text/html"})
    assert page.status_code == 303
    assert page.headers["location"].startswith("/dang-nhap?tiep=%2F")
    data = stranger.get(path)
    assert data.status_code == 401
    assert data.json()["message"] == "Hãy đăng nhập trước."


@pytest.mark.parametrize("path", [*CHANGES, "/gradio_api/upload"])
def test_nothing_is_done_before_signing_in(stranger: httpx.Client, path: str) -> None:
    """Gradio's own routes are behind the gate as well."""
    assert stranger.post(path, json={"data": []}).status_code == 401


@pytest.mark.parametrize("path", ["/health", "/dang-nhap", "/tinh/logo.svg", "/tinh/sign-in.css"])
def test_what_everybody_needs_is_open(stranger: httpx.Client, path: str) -> None:
    """The sign-in page, its looks, and the watchdog's route."""
    assert stranger.get(path).status_code == 200


@pytest.mark.parametrize("path", UNUSED)
def test_unused_routes_of_gradio_are_closed(app: FastAPI, path: str) -> None:
    """Even an administrator finds nothing there."""
    client = signed_in(app, "chi")
    assert client.get(path).status_code == 404
    assert client.post(path, json={}).status_code == 404


def test_signing_in_leads_to_the_page_and_out_again(app: FastAPI, store: Store) -> None:
    """A session begins with cookies that scripts and other sites cannot use, and ends."""
    client = browser(app)
    page = client.get("/dang-nhap?tiep=%2Fkho%3Fx%3D1").text
    assert '<html lang="vi">' in page
    assert "<script" not in page
    begun = client.post(
        "/dang-nhap",
        data={
            "name": "BÌNH",
            "password": PASSWORD,
            "csrf": people.form_token(page),
            "tiep": "/kho?x=1",
        },
    )
    assert begun.headers["location"] == "/kho?x=1"
    (cookie,) = [c for c in begun.headers.get_list("set-cookie") if c.startswith("hbc=")]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert client.get("/tai-khoan").status_code == 200
    out = client.post("/dang-xuat", data={"csrf": people.form_token(client.get("/tai-khoan").text)})
    assert out.headers["location"] == "/dang-nhap"
    client.cookies.set("hbc", begun.cookies["hbc"])
    assert client.get("/tai-khoan").status_code == 401
    assert [e.action for e in store.audit.entries(limit=2)] == [Action.SIGN_OUT, Action.SIGN_IN]


def test_over_https_the_cookie_is_for_this_host_and_https_only(app: FastAPI) -> None:
    """The browser refuses such a cookie from anybody but this very host."""
    client = browser(app, "https://bao-cao.test")
    begun = sign_in(client, "an")
    (cookie,) = [c for c in begun.headers.get_list("set-cookie") if "__Host-hbc" in c]
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert client.get("/tai-khoan").status_code == 200
    assert "max-age=" in begun.headers["strict-transport-security"]


def test_wrong_names_and_wrong_passwords_look_the_same(app: FastAPI, store: Store) -> None:
    """The page says neither which names there are nor which part was wrong."""
    client = browser(app)
    shown = []
    for name in ("an", "khong-ai"):
        refused = sign_in(client, name, "sai-mat-khau")
        assert refused.status_code == 401
        assert "set-cookie" in refused.headers
        assert "hbc=" not in refused.headers["set-cookie"]
        again = people.form_token(refused.text)
        shown.append(refused.text.replace(again, "").replace(f'"{name}"', '""'))
    assert shown[0] == shown[1]
    assert [e.object for e in store.audit.entries(limit=2)] == ["", "an"]


def test_repeated_failures_lock_out_even_the_right_password(app: FastAPI, store: Store) -> None:
    """The wait is told in words; an administrator can end it."""
    people.add_account(store, "quên")
    client = browser(app)
    for _ in range(FREE_TRIES["account"]):
        assert sign_in(client, "quên", "sai-mat-khau").status_code == 401
    locked = sign_in(client, "quên")
    assert locked.status_code == 429
    assert "Đã thử sai quá nhiều lần" in locked.text
    assert sign_in(client, "Bình").status_code == 303
    store.lockouts.unlock("quên")
    assert sign_in(browser(app), "quên").status_code == 303


def test_a_form_from_elsewhere_signs_nobody_in(app: FastAPI) -> None:
    """Without the token that this browser was given, and from another origin."""
    client = browser(app)
    data = {"name": "an", "password": PASSWORD, "csrf": "x" * 32}
    assert client.post("/dang-nhap", data=data).status_code == 403
    client.get("/dang-nhap")
    assert client.post("/dang-nhap", data=data).status_code == 403
    elsewhere = client.post("/dang-nhap", data=data, headers={"origin": "http://evil.test"})
    assert elsewhere.status_code == 403


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"x-csrf-token": ""}, id="no token"),
        pytest.param({"x-csrf-token": "x" * 32}, id="wrong token"),
        pytest.param({"origin": "http://evil.test"}, id="another origin"),
        pytest.param({"origin": "https://bao-cao.test"}, id="another scheme"),
        pytest.param({"origin": "null"}, id="a sandboxed frame"),
    ],
)
def test_a_page_elsewhere_cannot_use_the_session(
    app: FastAPI, path: str, headers: dict[str, str]
) -> None:
    """A changing request needs the token of the session and the page's own origin."""
    client = signed_in(app, "chi")
    assert client.post(path, json={"data": ["x"]}, headers=headers).status_code == 403


def test_a_session_cookie_alone_changes_nothing(app: FastAPI) -> None:
    """Not even where the browser does not say where the request comes from."""
    client = signed_in(app, "an")
    del client.headers["origin"]
    assert client.post("/gradio_api/call/hoi", json={"data": ["x"]}).status_code == 403


def test_staff_ask_but_do_not_upload(app: FastAPI) -> None:
    """Roles hold on Gradio's routes, whatever the page shows."""
    staff, administrator = signed_in(app, "an"), signed_in(app, "chi")
    files = {"files": ("x.txt", b"x", "text/plain")}
    assert staff.post("/gradio_api/upload", files=files).status_code == 403
    assert staff.get("/gradio_api/file=/etc/passwd").status_code == 403
    assert staff.get("/nguyen-ban/1/toan-van").status_code == 200
    uploaded = administrator.post("/gradio_api/upload", files=files)
    assert uploaded.status_code == 200
    assert administrator.get("/gradio_api/file=/etc/passwd").status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "//gradio_api/upload",
        "/gradio_api//upload",
        "/./gradio_api/upload",
        "/kho/../gradio_api/upload",
        "/gradio_api/upload/",
        "/gradio_api/%75pload",
        "/gradio_api/upload;x",
        "/GRADIO_API/upload",
        "//api/v1/admin/reports",
        "/api/v1//admin/reports",
        "/api/v1/%61dmin/reports",
        "//quan-tri/them",
    ],
)
def test_no_other_spelling_of_a_path_gets_around_the_rules(app: FastAPI, path: str) -> None:
    """A path that the rules do not know reaches no handler that they protect."""
    staff = signed_in(app, "an")
    files = {"files": ("x.txt", b"x", "text/plain")}
    assert staff.post(path, files=files).status_code in (307, 403, 404, 405)


def test_every_rule_for_administrators_is_closed_to_staff(app: FastAPI) -> None:
    """Whatever is added below these paths needs no rule of its own."""
    staff = signed_in(app, "an")
    for path in ("/quan-tri", "/quan-tri/x", "/api/v1/admin/x"):
        assert staff.get(path).status_code == 403
    assert rules.access("/quan-trix") is rules.Access.SIGNED_IN


def test_a_gradio_call_knows_who_asks(app: FastAPI) -> None:
    """The identity reaches the handlers through Gradio's queue."""
    with signed_in(app, "an") as client:
        started = client.post("/gradio_api/call/hoi", json={"data": ["bao nhiêu?"]}).json()
        stream = client.get(f"/gradio_api/call/hoi/{started['event_id']}").text
    assert '"value": "75"' in stream


def test_a_program_needs_a_token_and_no_cookie(app: FastAPI, store: Store) -> None:
    """A token stands for its account; taken back, it opens nothing any more."""
    account = store.accounts.get("an")
    text, token = store.tokens.add(account.id, "thử")
    client = program(app, text)
    assert client.get("/gradio_api/info").status_code == 200
    assert client.post("/gradio_api/upload").status_code == 403
    store.tokens.remove(token.id)
    refused = client.get("/gradio_api/info")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    for wrong in ("Bearer", "Basic YW46YW4=", "Bearer hbc_x"):
        said = client.get("/gradio_api/info", headers={"authorization": wrong})
        assert said.status_code == 401


def test_a_removed_account_is_out_at_once(app: FastAPI, store: Store) -> None:
    """Its open page gets nothing more."""
    people.add_account(store, "nghỉ")
    client = signed_in(app, "nghỉ")
    assert client.get("/config").status_code == 200
    store.accounts.remove("nghỉ")
    assert client.get("/config").status_code == 401


def test_changing_the_password(app: FastAPI, store: Store) -> None:
    """The old one is asked for, the new one typed twice; other sessions end."""
    people.add_account(store, "đổi")
    client, other = signed_in(app, "đổi"), signed_in(app, "đổi")
    token = people.form_token(client.get("/tai-khoan").text)
    fields = {"old": PASSWORD, "new": "mây-trắng-2024", "again": "mây-trắng-2024", "csrf": token}
    for change, said in (
        ({"old": "sai"}, "không đúng"),
        ({"again": "khác"}, "không giống nhau"),
        ({"new": "ngắn", "again": "ngắn"}, "ít nhất 10 ký tự"),
        ({"csrf": "x"}, "tải lại trang"),
    ):
        refused = client.post("/tai-khoan", data=fields | change)
        assert refused.status_code >= 400
        assert said in refused.text
    assert "Đã đổi mật khẩu" in client.post("/tai-khoan", data=fields).text
    assert client.get("/tai-khoan").status_code == 200
    assert other.get("/tai-khoan").status_code == 401
    assert sign_in(browser(app), "đổi").status_code == 401
    assert sign_in(browser(app), "đổi", "mây-trắng-2024").status_code == 303


@pytest.mark.parametrize(
    ("name", "status"),
    [("bao-cao.test", 200), ("evil.test", 403), ("testserver", 403), ("127.0.0.1", 403)],
)
def test_only_the_servers_own_names_are_answered(
    stranger: httpx.Client, name: str, status: int
) -> None:
    """A foreign name that points here gets nothing, not even the sign-in page."""
    assert stranger.get("/dang-nhap", headers={"host": name}).status_code == status


@pytest.mark.parametrize(
    ("target", "led"),
    [
        ("/", "/"),
        ("/kho?x=1#y", "/kho?x=1#y"),
        ("//evil.test", "/"),
        ("/\\evil.test", "/"),
        ("https://evil.test", "/"),
        ("javascript:alert(1)", "/"),
        ("/\n/evil.test", "/"),
        ("", "/"),
    ],
)
def test_signing_in_leads_nowhere_else(target: str, led: str) -> None:
    """A link with a foreign target cannot use the sign-in page as its way there."""
    assert own_path(target) == led


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("ngắn", "password_short"),
        ("x" * 201, "password_long"),
        ("0123456789", "password_plain"),
        ("zyxwvutsrqponm", "password_plain"),
        ("aaaaaaaaaaaa", "password_plain"),
        ("MatKhau123", "password_plain"),
        ("nguyenvan1", "password_plain"),
        ("mật khẩu 1", "password_plain"),
    ],
)
def test_plain_passwords_are_refused(password: str, code: str) -> None:
    """Length counts; what everybody tries first does not pass."""
    with pytest.raises(DeskError) as refusal:
        passwords.check_new(password, "nguyenvan")
    assert refusal.value.code == code


def test_good_passwords_are_taken_however_they_were_composed() -> None:
    """One keyboard's NFD is another's NFC."""
    passwords.check_new("chim hót trên cây", "an")
    stored = passwords.hashed("chim hót trên cây")
    assert stored.startswith("$argon2id$")
    assert passwords.verify(stored, "chim ho\u0301t tre\u0302n ca\u0302y")
    assert not passwords.verify(stored, "chim hot tren cay")
    assert not passwords.verify(None, "nobody has this password")


def test_nobody_is_behind_a_request_that_the_gate_did_not_see() -> None:
    """A handler that is called in another way has no user, rather than a default one."""

    with pytest.raises(DeskError) as refusal:
        user_of(SimpleNamespace(scope={"hoibaocao.user": "chi"}))
    assert refusal.value.code == "not_signed_in"
    with pytest.raises(DeskError):
        user_of(None)
    with pytest.raises(DeskError):
        User(3, "an", Role.STAFF).require_administrator()
