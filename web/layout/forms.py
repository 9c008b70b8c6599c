"""Forms that change something: what was sent, and where a browser goes on afterwards."""

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

_MAX_FIELD = 1000


async def sent(request: Request) -> dict[str, str]:
    """Return the fields of a form; blanks are kept, for they say that there is nothing."""
    form = await request.form(max_files=0, max_fields=20)
    return {name: value[:_MAX_FIELD] for name, value in form.items() if isinstance(value, str)}


def done(request: Request, location: str) -> Response:
    """Tell a script, or a browser without one, where to go on."""
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"location": location})
    return RedirectResponse(location, status_code=303)
