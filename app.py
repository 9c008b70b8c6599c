"""Open the archive in the browser: ``python app.py [--data DIR] [--host H] [--port P]``."""

from __future__ import annotations

import argparse
import contextlib
import ipaddress
import os
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from web.building.builds import Build

OFFLINE = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "UNDERTHESEA_TRACE_DISABLED": "1",
    "DO_NOT_TRACK": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
"""Set before any library is imported: no process of this product reaches out."""

_USAGE_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; return 0, or 2 with one line on stderr when it cannot start."""
    os.environ.update(OFFLINE)
    options = _options(arguments)
    if problem := _usage_problem(options) or _missing_accounts(options):
        return _fail(problem)
    try:
        listener = listen(options.host, options.port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return _fail(
            f"Không mở được cổng {options.port} ở {options.host} ({reason}). "
            "Có thể phần mềm đã chạy sẵn; hãy chọn cổng khác bằng --port."
        )
    uploads = tempfile.mkdtemp(prefix="hoibaocao-upload-")
    os.environ["GRADIO_TEMP_DIR"] = uploads
    try:
        return serve(options, listener)
    finally:
        listener.close()
        shutil.rmtree(uploads, ignore_errors=True)


def serve(options: argparse.Namespace, listener: socket.socket) -> int:
    """Open the archive and answer requests on `listener` until interrupted."""
    # Imported here, after the environment is set and the cheap checks have passed.
    from assistant import Assistant, Conversation, WeightsError
    from index import Archive, ArchiveError
    from sample import report_folder
    from web.desk import open_desk
    from web.errors import DeskError
    from web.limits import Limits
    from web.server import create_app
    from web.serving import logs, running
    from web.store import Store

    logs.set_up(options.log_format)
    local = is_local(options)
    sample = report_folder()
    with contextlib.ExitStack() as stack:
        try:
            store = stack.enter_context(Store(options.data))
            archive = stack.enter_context(Archive.open(options.data, create=True))
            assistant = Assistant(archive)
        except (ArchiveError, DeskError, WeightsError) as error:
            return _fail(error.message("vi"))
        desk = open_desk(
            archive,
            options.data,
            assistant=assistant,
            store=store,
            new_conversation=Conversation,
            limits=Limits(
                options.questions_per_minute,
                options.uploads_per_hour,
                options.upload_megabytes_per_hour,
            ),
            sample=sample if sample.is_dir() else None,
            on_change=print_progress,
        )
        # The first question need not wait for the model, nor the first page for examples.
        threading.Thread(target=desk.examples.questions, daemon=True).start()
        if options.sample and not archive.reports():
            desk.order_sample()
        app = create_app(desk, hosts=host_names(options, local=local), local=local)
        transport = running.Transport(options.certificate, options.key, options.trust_proxy)
        port = listener.getsockname()[1]
        host = f"[{options.host}]" if ":" in options.host else options.host
        print(f"Hỏi Báo Cáo: {transport.scheme}://{host}:{port}  (Ctrl+C để dừng)", flush=True)
        try:
            running.serve(app, listener, desk.asking, transport)
        except KeyboardInterrupt:
            print("Đã dừng.")
    return 0


def is_local(options: argparse.Namespace) -> bool:
    """Whether nobody needs to sign in: only this machine is served, and directly.

    A proxy on this machine brings others in; behind one everybody signs in.
    """
    return is_loopback(options.host) and not options.trust_proxy and not options.require_login


def host_names(options: argparse.Namespace, *, local: bool) -> set[str]:
    """Return the names that a browser may call the server by, besides its addresses."""
    names = {"127.0.0.1", "localhost", "::1", options.host, *options.server_name}
    if not local:
        machine = socket.gethostname().lower()
        names |= {machine, f"{machine}.local"}
    return {name.lower() for name in names}


def _usage_problem(options: argparse.Namespace) -> str:
    """Return why the options cannot be used together, or ""."""
    if bool(options.certificate) != bool(options.key):
        return "--certificate và --key phải đi cùng nhau."
    for path in (options.certificate, options.key):
        if path is not None and not path.is_file():
            return f"Không có tệp {path}."
    return ""


def _missing_accounts(options: argparse.Namespace) -> str:
    """Return that nobody could sign in, where somebody would have to, or ""."""
    if is_local(options):
        return ""
    from web.errors import DeskError
    from web.store import Store

    try:
        with Store(options.data) as store:
            if store.accounts.all():
                return ""
    except DeskError as error:
        return error.message("vi")
    return (
        f"Không mở ở địa chỉ {options.host}: chưa có tài khoản nào, mà phục vụ máy khác thì phải "
        "đăng nhập. Hãy tạo tài khoản trước: python -m web accounts add TÊN --role administrator "
        f"--data {options.data}"
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine itself can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at `host`:`port`; raises OSError where it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # Elsewhere this option would let two programs share the port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except BaseException:
        listener.close()
        raise
    return listener


def print_progress(build: Build) -> None:
    """Show a build on the terminal: one line that moves, or where there is none, its end."""
    if build.is_over:
        bad = sum(outcome.status in ("failed", "unsupported") for outcome in build.outcomes)
        counted = f"{len(build.outcomes) - bad} tệp xong, {bad} tệp lỗi"
        end = build.error or (counted if build.outcomes else "xong")
        print(f"{_line_start()}{build.title}: {end}", file=sys.stderr, flush=True)
    elif sys.stderr.isatty():
        filled = round(build.fraction * 24)
        bar = "█" * filled + "░" * (24 - filled)
        line = f"{build.title} {bar} {build.fraction:4.0%} {build.doing}"
        print(f"{_line_start()}{line[:110]}", end="", file=sys.stderr, flush=True)


def _line_start() -> str:
    return "\r\x1b[K" if sys.stderr.isatty() else ""


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    from index import data_directory

    parser = argparse.ArgumentParser(prog="app.py", description="Mở kho báo cáo trong trình duyệt.")
    parser.add_argument(
        "--data",
        type=Path,
        default=data_directory(),
        help="thư mục kho (mặc định: HOIBAOCAO_DATA hoặc ./data)",
    )
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ (mặc định: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=7860, help="cổng (mặc định: 7860; 0: tự chọn)")
    parser.add_argument(
        "--sample", action="store_true", help="nếu kho trống, dựng kho báo cáo mẫu khi khởi động"
    )
    serving = parser.add_argument_group("phục vụ nhiều người")
    serving.add_argument(
        "--require-login", action="store_true", help="bắt đăng nhập cả khi chỉ phục vụ máy này"
    )
    serving.add_argument(
        "--server-name",
        action="append",
        default=[],
        metavar="NAME",
        help="tên miền mà máy trạm gọi máy chủ (lặp lại được)",
    )
    serving.add_argument("--certificate", type=Path, metavar="FILE", help="chứng thư HTTPS (PEM)")
    serving.add_argument("--key", type=Path, metavar="FILE", help="khóa của chứng thư (PEM)")
    serving.add_argument(
        "--trust-proxy", metavar="ADDRESS", help="địa chỉ của proxy đứng trước máy chủ"
    )
    serving.add_argument(
        "--questions-per-minute", type=_positive, default=30, metavar="N", help="mỗi người (30)"
    )
    serving.add_argument(
        "--uploads-per-hour", type=_positive, default=300, metavar="N", help="tệp mỗi người (300)"
    )
    serving.add_argument(
        "--upload-megabytes-per-hour",
        type=_positive,
        default=1000,
        metavar="N",
        help="dung lượng mỗi người (1000)",
    )
    parser.add_argument(
        "--log-format", choices=("text", "json"), default="text", help="dạng nhật ký (text)"
    )
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("phải lớn hơn 0")
    return number


def _fail(message: str) -> int:
    print(f"app.py: {message}", file=sys.stderr)
    return _USAGE_ERROR


if __name__ == "__main__":
    sys.exit(main())
