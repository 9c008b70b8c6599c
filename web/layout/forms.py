"""Forms that change something: what was sent, and where a browser goes on afterwards."""

import hmac
import re

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from web.accounts.cookies import CSRF_HEADER
from web.accounts.identity import User
from web.errors import DeskError
from web.layout.markup import text

_MAX_FIELD = 1000
CSRF_FIELD = "csrf"
"""The hidden field that repeats the session's token where no script adds it as a header."""

_POSTING = re.compile(r'<form method="post"[^>]*>')


def with_token(page: str, token: str) -> str:
    """Return `page` with the session's `token` in each form that changes something.

    Put in here, so that no form can be forgotten; text of reports cannot be mistaken for
    one, since it is escaped.
    """
    hidden = f'<input type="hidden" name="{CSRF_FIELD}" value="{text(token)}">'
    return _POSTING.sub(lambda form: form[0] + hidden, page) if token else page


def check_meant(request: Request, user: User, field: str) -> None:
    """Raise DeskError ``forged`` unless `field`, or without one the header, is the user's token."""
    said = field or request.headers.get(CSRF_HEADER, "")
    if user.csrf and not hmac.compare_digest(user.csrf.encode(), said.encode()):
        raise DeskError("forged")


async def sent(request: Request) -> dict[str, str]:
    """Return the fields of a form; blanks are kept, for they say that there is nothing."""
    form = await request.form(max_files=0, max_fields=20)
    return {name: value[:_MAX_FIELD] for name, value in form.items() if isinstance(value, str)}


def done(request: Request, location: str) -> Response:
    """Tell a script, or a browser without one, where to go on."""
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"location": location})
    return RedirectResponse(location, status_code=303)
