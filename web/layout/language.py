"""The switch of language, and where it comes back to."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from web.layout.voice import COOKIE, Language

_YEAR_SECONDS = 365 * 24 * 3600


def router() -> APIRouter:
    """Return the route that remembers a language in the browser."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/ngon-ngu/{language}")
    def choose_language(language: str, ve: str = "/") -> Response:
        answer = RedirectResponse(own_path(ve), status_code=303)
        remember(answer, "en" if language == "en" else "vi")
        return answer

    return routes


def remember(response: Response, language: Language) -> None:
    """Have the browser remember a language for a year."""
    response.set_cookie(COOKIE, language, max_age=_YEAR_SECONDS, samesite="strict", path="/")


def own_path(target: str) -> str:
    """Return `target` where it is a path of this server, else ``/``.

    ``//host`` and ``/\\host`` are other hosts to a browser.
    """
    plain = target.isprintable() and target.startswith("/")
    return target if plain and target[1:2] not in ("/", "\\") else "/"
