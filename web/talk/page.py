"""The page for asking: four areas of our own markup, wired to the handlers through Gradio.

Every event carries the number of the conversation that is open; nothing is kept in the page
between two events. The names of the events are those that ``static/ask.js`` triggers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api as gradio_api

from assistant import Scope
from web.accounts import user_of
from web.asking import scopes
from web.errors import DeskError
from web.layout.frame import TITLE, static_url
from web.talk.handlers import Handlers, View
from web.talk.reader import Reader

if TYPE_CHECKING:
    from web.desk import Desk

ANSWERS_AT_ONCE = 4
"""Questions answered at the same time; further ones wait their turn."""

_QUEUE_LENGTH = 200
_MAX_TITLE = 200

# A component waits for the scripts of its own head; it does not wait for those of the page's.
_SCRIPTS = "".join(
    f'<script src="{static_url(name)}"></script>' for name in ("ask-parts.js", "ask.js")
)
# Gradio knows only those events whose quoted names stand in a component's own script.
_EVENTS = '["arrive", "ask", "cite", "limit", "rename", "remove", "rate"]'
_THREAD_SCRIPT = f"hoiBaoCao.thread(element, trigger, watch, {_EVENTS});"
_QUIET: dict[str, Any] = {
    "show_progress": "hidden",
    "api_visibility": "private",
    "trigger_mode": "multiple",  # else a click is lost while an earlier one is worked on
}

ReaderOf = Callable[[gr.Request], Reader]


def build_page(desk: Desk, reader_of: ReaderOf) -> gr.Blocks:
    """Return the page that asks the archive of `desk`; `reader_of` tells who asks."""
    handlers = Handlers(desk)
    page = gr.Blocks(title=TITLE, analytics_enabled=False)
    with page:
        with gr.Row(elem_id="ban-hoi"):
            rail = _area("cuoc-hoi-cu", "")
            with gr.Column(elem_id="cot-hoi"):
                thread = _area("cuoc-hoi", _THREAD_SCRIPT)
                composer = _area("o-hoi", "hoiBaoCao.composer(element, watch);")
            panel = _area("trich-dan", "hoiBaoCao.panel(element, watch);")
        told = _area("bao-tin", "hoiBaoCao.told(element, watch);")
        areas = [rail, thread, panel, composer]

        def draw(view: View) -> list[Any]:
            parts = (view.rail, view.thread, view.panel, view.composer)
            return [gr.skip() if part is None else part for part in parts]

        def arrive(event: gr.EventData, request: gr.Request) -> list[Any]:
            return draw(
                handlers.arrive(
                    reader_of(request),
                    _number(event, "conversation"),
                    whole=getattr(event, "whole", False) is True,
                )
            )

        def ask(event: gr.EventData, request: gr.Request) -> Iterator[list[Any]]:
            question = str(getattr(event, "question", ""))
            number, filters = _number(event, "conversation"), getattr(event, "scope", {})
            for view in handlers.ask(reader_of(request), number, question, filters):
                yield draw(view)

        def cite(event: gr.EventData, request: gr.Request) -> str:
            turn, number = _number(event, "turn") or 0, _number(event, "number") or 0
            return handlers.cite(reader_of(request), turn, number)

        def limit(event: gr.EventData, request: gr.Request) -> None:
            number, filters = _number(event, "conversation"), getattr(event, "scope", {})
            handlers.limit(reader_of(request), number, filters)

        def rename(event: gr.EventData, request: gr.Request) -> list[Any]:
            title = str(getattr(event, "title", ""))[:_MAX_TITLE]
            number, current = _number(event, "number") or 0, _number(event, "conversation")
            return draw(handlers.rename(reader_of(request), number, title, current))

        def delete(event: gr.EventData, request: gr.Request) -> list[Any]:
            number, current = _number(event, "number") or 0, _number(event, "conversation")
            return draw(handlers.delete(reader_of(request), number, current))

        def rate(event: gr.EventData, request: gr.Request) -> str:
            verdict, remark = getattr(event, "verdict", ""), getattr(event, "remark", "")
            reader = reader_of(request)
            try:
                handlers.rate(reader, _number(event, "turn") or 0, str(verdict), str(remark))
            except DeskError as error:
                return error.message(reader.say.language)
            return reader.say("Đã ghi nhận, cảm ơn.", "Noted, thank you.") if verdict else ""

        def answered(request: gr.Request, question: str, scope: Scope) -> dict[str, Any]:
            try:
                return desk.asking.ask_once(user_of(request), question, scope=scope).to_json()
            except DeskError as refusal:
                raise gr.Error(str(refusal), print_exception=False) from refusal

        def hoi(question: str, request: gr.Request) -> dict[str, Any]:
            """Trả lời một câu hỏi trên kho báo cáo; kết quả như của lệnh ask --json."""
            return answered(request, question, Scope())

        def hoi_trong(
            question: str,
            provinces: list[str],
            periods: list[str],
            reports: list[int],
            request: gr.Request,
        ) -> dict[str, Any]:
            """Trả lời một câu hỏi, chỉ từ các báo cáo của những địa phương, kỳ, số ấy."""
            try:
                filters = scopes.given(provinces or (), periods or (), reports or ())
            except DeskError as refusal:
                raise gr.Error(str(refusal), print_exception=False) from refusal
            return answered(request, question, scopes.scope_of(filters))

        direct: dict[str, Any] = {"queue": False, **_QUIET}
        thread.arrive(arrive, None, areas, **direct)
        thread.ask(
            ask,
            None,
            areas,
            concurrency_limit=ANSWERS_AT_ONCE,
            concurrency_id="answers",
            **_QUIET,
        )
        thread.cite(cite, None, panel, **direct)
        thread.limit(limit, None, None, **direct)
        thread.rename(rename, None, areas, **direct)
        thread.remove(delete, None, areas, **direct)
        thread.rate(rate, None, told, **direct)
        for function in (hoi, hoi_trong):
            gradio_api(
                function,
                api_name=function.__name__,
                concurrency_limit=ANSWERS_AT_ONCE,
                concurrency_id="answers",
            )
    page.queue(default_concurrency_limit=ANSWERS_AT_ONCE, max_size=_QUEUE_LENGTH)
    return page


def _area(name: str, script: str) -> Any:
    return gr.HTML(
        "", elem_id=name, head=_SCRIPTS, js_on_load=script, apply_default_css=False, padding=False
    )


def _number(event: gr.EventData, name: str) -> int | None:
    """Return a number that the page sent, None for anything else."""
    value = getattr(event, name, None)
    return value if type(value) is int and 0 < value < 2**53 else None
