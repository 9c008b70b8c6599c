"""People with accounts, and browsers and programs of theirs."""

from __future__ import annotations

import re

import httpx
from fastapi import FastAPI
from starlette.testclient import TestClient

from web.accounts import passwords
from web.accounts.cookies import CSRF_COOKIE
from web.store import Account, Role, Store

HOST = "http://bao-cao.test"
PASSWORD = "trời-xanh-2023"


def add_account(store: Store, name: str, role: Role = Role.STAFF) -> Account:
    """Add an account with the usual password."""
    return store.accounts.add(name, role, passwords.hashed(PASSWORD))


def browser(app: FastAPI, host: str = HOST) -> httpx.Client:
    """Return a browser of somebody who has not signed in yet."""
    return TestClient(app, base_url=host, headers={"origin": host}, follow_redirects=False)


def form_token(page: str) -> str:
    """Return the hidden token of the form on `page`."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def sign_in(client: httpx.Client, name: str, password: str = PASSWORD) -> httpx.Response:
    """Fill in the sign-in page as a person does; return what came of it."""
    token = form_token(client.get("/dang-nhap").text)
    return client.post("/dang-nhap", data={"name": name, "password": password, "csrf": token})


def signed_in(app: FastAPI, name: str) -> httpx.Client:
    """Return a browser that has signed in and sends what the page's script adds."""
    client = browser(app)
    assert sign_in(client, name).status_code == 303
    client.headers["x-csrf-token"] = client.cookies[CSRF_COOKIE]
    return client


def program(app: FastAPI, token: str) -> httpx.Client:
    """Return a program with an access token."""
    return TestClient(app, base_url=HOST, headers={"authorization": f"Bearer {token}"})
