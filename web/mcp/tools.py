"""The tools: asking, and looking at what the archive holds.

Results are JSON text of the same shapes as those of ``/api/v1``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from anyio import to_thread
from mcp.server.fastmcp import Context, FastMCP
from mcp.server.fastmcp.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import BaseModel

from index import ArchiveError
from web.accounts.identity import LOCAL_USER, User, user_of
from web.api import models, reports
from web.asking import scopes
from web.errors import DeskError

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from assistant import Answer
    from index import Archive
    from web.asking.service import Asking

PATH = "/mcp"

_ABOUT = (
    "An archive of Vietnamese provincial government reports. Answers are short and cited"
    " verbatim; `answerable: false` means that the archive does not say. Never state a"
    " figure that is not in a cited excerpt."
)
_Found = TypeVar("_Found")


class McpTools:
    """The tools on one archive, for one server or one pipe."""

    def __init__(self, archive: Archive, asking: Asking) -> None:
        """Answer through `asking` from `archive`."""
        self._archive = archive
        self._asking = asking
        self._ran = False
        # Host and origin are checked by the guard before a request gets here.
        self._server = FastMCP(
            "hoi-bao-cao",
            instructions=_ABOUT,
            stateless_http=True,
            json_response=True,
            streamable_http_path=PATH,
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        for tool in (self.ask, self.find_reports, self.report, self.coverage):
            self._server.add_tool(tool, structured_output=False)

    async def ask(
        self,
        context: Context[Any, Any, Any],
        question: str,
        provinces: list[str] | None = None,
        periods: list[str] | None = None,
        report_ids: list[int] | None = None,
    ) -> str:
        """Answer one stand-alone question in Vietnamese or English, with cited excerpts.

        Name the province and the period that are meant (for example: "Ninh Thuận tháng
        4/2023 có bao nhiêu trạm 5G?"). The rest limits where the answer may come from:
        `provinces` are keys such as ninh-thuan or names, `periods` codes such as 2023-04,
        2023-Q1 and 2023, `report_ids` ids that find_reports gives.
        """
        user = _user(context)

        def answered() -> Answer:
            filters = scopes.given(provinces or (), periods or (), report_ids or ())
            return self._asking.ask_once(user, question, scope=scopes.scope_of(filters))

        return _text(models.Answer.of(await _told(answered)))

    async def find_reports(
        self,
        context: Context[Any, Any, Any],
        query: str = "",
        province: str = "",
        period: str = "",
        limit: int = 20,
    ) -> str:
        """List reports, newest period first.

        `query` are words of title, number, place, period or file name; `province` is a key
        such as ninh-thuan, `period` a code such as 2023-04.
        """
        _user(context)
        found = await _told(
            lambda: reports.select(self._archive, query, province=province, period=period)
        )
        shown = [models.Report.of(record) for record in found[: max(1, min(limit, 100))]]
        return _text(models.Reports(total=len(found), reports=shown))

    async def report(self, report_id: int, context: Context[Any, Any, Any]) -> str:
        """Return one report: what it says about itself, its versions and sections."""
        _user(context)
        return _text(await _told(lambda: reports.detail(self._archive, report_id)))

    async def coverage(self, context: Context[Any, Any, Any]) -> str:
        """Return which months of which province the archive has reports of."""
        _user(context)
        rows = await _told(lambda: reports.covered(self._archive))
        return json.dumps([row.model_dump(mode="json") for row in rows], ensure_ascii=False)

    def routes(self) -> list[BaseRoute]:
        """Return the routes of the HTTP transport; they work while `running`."""
        return list(self._server.streamable_http_app().routes)

    def running(self) -> AbstractAsyncContextManager[None]:
        """Return the context in which the HTTP transport answers; after `routes`.

        The library lets it be entered once: an application that is started again in the
        same process goes on without the transport.
        """
        if self._ran:
            return nullcontext()
        self._ran = True
        return self._server.session_manager.run()

    def serve_pipe(self) -> None:
        """Answer on standard input and output until it is closed."""
        self._server.run("stdio")


def _user(context: Context[Any, Any, Any]) -> User:
    """Return who calls: whom the gate let through, or over a pipe the user of this machine."""
    request = context.request_context.request
    if request is None:
        return LOCAL_USER
    try:
        return user_of(request)
    except DeskError as refusal:
        raise ToolError(str(refusal)) from refusal


async def _told(work: Callable[[], _Found]) -> _Found:
    """Do `work` beside the event loop; a refusal becomes the tool's error."""
    try:
        return await to_thread.run_sync(work)
    except (DeskError, ArchiveError) as refusal:
        raise ToolError(f"{refusal.message('vi')} / {refusal.message('en')}") from refusal


def _text(value: BaseModel) -> str:
    return value.model_dump_json()
