"""The page: three tabs, wired to the handlers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api as gradio_api

from web import excerpt, uploads
from web.accounts import administrator_of, user_of
from web.asking import MAX_QUESTION
from web.errors import DeskError
from web.handlers import Handlers, Overview
from web.session import Session

if TYPE_CHECKING:
    from web.desk import Desk

TITLE = "Hỏi Báo Cáo"

ANSWERS_AT_ONCE = 4
"""Questions answered at the same time; further ones wait their turn."""

_QUEUE_LENGTH = 200
_TICK_SECONDS = 1.0
_MASTHEAD = f"""<div class="masthead"><img src="/tinh/logo.svg" alt="" width="40" height="40">
<div><h1>{TITLE}</h1><p>Hỏi đáp trên báo cáo của Sở Thông tin và Truyền thông</p></div></div>"""

# A component waits for the scripts of its own head; it does not wait for those of the page's.
_SCRIPTS = '<script src="/tinh/app.js"></script>'

# The quoted names are the events that the scripts in static/app.js trigger.
_THREAD_SCRIPT = 'hoiBaoCao.thread(element, trigger, watch, ["cite", "ask", "sample"]);'
_PANEL_SCRIPT = "hoiBaoCao.panel(element, watch);"

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def build_page(desk: Desk) -> gr.Blocks:
    """Return the page that asks, lists and extends the archive of `desk`."""
    handlers = Handlers(desk)
    page = gr.Blocks(title=TITLE, analytics_enabled=False)
    with page:
        session = gr.State(Session())
        with gr.Row(elem_id="dau-trang"):
            gr.HTML(_MASTHEAD)
            summary = gr.HTML(elem_id="tong-so")
        strip = gr.HTML(elem_id="dai-tien-do")
        with gr.Tabs(elem_id="cac-trang"):
            with gr.Tab("Hỏi đáp", id="hoi-dap"), gr.Row(elem_id="ban-hoi", equal_height=True):
                with gr.Column(scale=5, min_width=320, elem_id="cot-hoi"):
                    thread = gr.HTML(elem_id="cuoc-hoi", head=_SCRIPTS, js_on_load=_THREAD_SCRIPT)
                    with gr.Row(elem_id="o-hoi"):
                        question = gr.Textbox(
                            value="",
                            label="Câu hỏi",
                            show_label=False,
                            container=False,
                            placeholder="Gõ câu hỏi rồi nhấn Enter",
                            max_lines=4,
                            max_length=MAX_QUESTION,
                            submit_btn="Hỏi",
                            autofocus=True,
                            elem_id="cau-hoi",
                        )
                        restart = gr.Button(
                            "Cuộc hỏi mới", size="sm", min_width=120, elem_id="hoi-moi"
                        )
                with gr.Column(scale=4, min_width=320, elem_id="cot-trich"):
                    panel = gr.HTML(
                        excerpt.NOTHING,
                        elem_id="trich-dan",
                        head=_SCRIPTS,
                        js_on_load=_PANEL_SCRIPT,
                    )
            with gr.Tab("Kho báo cáo", id="kho-bao-cao"):
                wanted = gr.Textbox(
                    value="",
                    label="Lọc theo tên, số hiệu, địa phương, kỳ báo cáo hoặc tên tệp",
                    placeholder="Ví dụ: tháng 4/2023",
                    max_length=MAX_QUESTION,
                    elem_id="loc-bao-cao",
                )
                table = gr.HTML(elem_id="bang-bao-cao")
            with gr.Tab("Thêm báo cáo", id="them-bao-cao"):
                gr.HTML(
                    "<h2>Thêm báo cáo vào kho</h2>"
                    f'<p class="quiet">{uploads.limits_text()} Bản mới của một báo cáo đã có sẽ '
                    "thay bản cũ. Trong lúc dựng, mọi người vẫn hỏi được.</p>"
                )
                files = gr.File(
                    label="Tệp báo cáo",
                    file_count="multiple",
                    file_types=uploads.FILE_TYPES,
                    height=180,
                    elem_id="chon-tep",
                )
                send = gr.Button("Đưa vào kho", variant="primary", elem_id="dua-vao-kho")
                refusal = gr.HTML(elem_id="tu-choi")
                builds = gr.HTML(elem_id="cac-lan-dung")

        timer = gr.Timer(_TICK_SECONDS, active=False)
        seen = gr.State(-1)
        views: list[Any] = [summary, strip, builds, table, thread, timer, seen]

        def draw(view: Overview) -> list[Any]:
            return [
                view.summary,
                view.strip,
                view.builds,
                view.table,
                view.thread,
                gr.Timer(active=view.building),
                view.generation,
            ]

        def ask(text: str, current: Session) -> Iterator[list[Any]]:
            for after, conversation, cited in handlers.ask(text, current):
                yield ["", after, conversation, cited]

        def ask_chip(current: Session, event: gr.EventData) -> Iterator[list[Any]]:
            text = getattr(event, "question", "")
            for after, conversation, cited in handlers.ask(str(text), current):
                yield [after, conversation, cited]

        def cite(current: Session, event: gr.EventData) -> str:
            key, number = getattr(event, "turn", 0), getattr(event, "number", 0)
            if not isinstance(key, int) or not isinstance(number, int):
                return excerpt.NOTHING
            return handlers.cite(key, number, current)

        def start_again() -> list[Any]:
            fresh = Session()
            return [fresh, handlers.thread(fresh), excerpt.NOTHING]

        def refresh(current: Session, filter_text: str) -> list[Any]:
            return draw(handlers.overview(current, filter_text))

        def welcome(current: Session) -> Any:
            """Add the example questions, which take a moment when the archive is new."""
            return handlers.thread(current) if current.is_fresh else gr.skip()

        def tick(current: Session, filter_text: str, generation: int) -> list[Any]:
            """Refresh the bars every time; the rest only when the archive has changed."""
            view = handlers.overview(current, filter_text)
            drawn = draw(view)
            if view.generation == generation and view.building:
                drawn[views.index(table)] = drawn[views.index(thread)] = gr.skip()
            else:
                drawn[views.index(thread)] = welcome(current)
            return drawn

        def upload(
            paths: list[str] | None, current: Session, filter_text: str, request: gr.Request
        ) -> list[Any]:
            problem = handlers.upload(paths, administrator_of(request))
            return [problem, None, *refresh(current, filter_text)]

        def use_sample(current: Session, filter_text: str, request: gr.Request) -> list[Any]:
            handlers.use_sample(administrator_of(request))
            return refresh(current, filter_text)

        def hoi(question: str, request: gr.Request) -> dict[str, Any]:
            """Trả lời một câu hỏi trên kho báo cáo; kết quả như của lệnh ask --json."""
            try:
                return handlers.answer_json(question, user_of(request))
            except DeskError as refusal:
                raise gr.Error(str(refusal), print_exception=False) from refusal

        answering: dict[str, Any] = {
            "concurrency_limit": ANSWERS_AT_ONCE,
            "concurrency_id": "answers",
            **_QUIET,
        }
        direct: dict[str, Any] = {"queue": False, **_QUIET}
        question.submit(ask, [question, session], [question, session, thread, panel], **answering)
        thread.ask(ask_chip, session, [session, thread, panel], **answering)
        thread.cite(cite, session, panel, **direct)
        thread.sample(use_sample, [session, wanted], views, **direct)
        restart.click(start_again, None, [session, thread, panel], **direct)
        wanted.change(handlers.table, wanted, table, **direct)
        send.click(upload, [files, session, wanted], [refusal, files, *views], **direct)
        timer.tick(tick, [session, wanted, seen], views, **direct)
        loaded = page.load(refresh, [session, wanted], views, **direct)
        loaded.then(welcome, session, thread, **direct)
        gradio_api(
            hoi,
            api_name="hoi",
            concurrency_limit=ANSWERS_AT_ONCE,
            concurrency_id="answers",
        )
    page.queue(default_concurrency_limit=ANSWERS_AT_ONCE, max_size=_QUEUE_LENGTH)
    return page
