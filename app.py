"""Open the archive in the browser: ``python app.py [--data DIR] [--host H] [--port P]``."""

from __future__ import annotations

import argparse
import asyncio
import ipaddress
import logging
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
    from web.builds import Build

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
_STOP_SECONDS = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; return 0, or 2 with one line on stderr when it cannot start."""
    os.environ.update(OFFLINE)
    options = _options(arguments)
    if not is_loopback(options.host):
        return _fail(
            f"Không mở ở địa chỉ {options.host}: phần mềm chưa có tài khoản người dùng nên chỉ "
            "chạy cho chính máy này. Hãy dùng --host 127.0.0.1."
        )
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
    import uvicorn

    from assistant import Assistant, Conversation
    from index import Archive, ArchiveError
    from sample import report_folder
    from web.builds import BuildDesk
    from web.desk import Desk
    from web.examples import Examples
    from web.handlers import SAMPLE_TITLE
    from web.security import LOCAL_HOSTS
    from web.server import create_app

    try:
        archive = Archive.open(options.data, create=True)
    except ArchiveError as error:
        return _fail(error.message("vi"))
    with archive:
        assistant = Assistant(archive)
        sample = report_folder()
        desk = Desk(
            archive=archive,
            assistant=assistant,
            builds=BuildDesk(archive, on_change=print_progress),
            examples=Examples(archive, assistant),
            new_conversation=Conversation,
            sample=sample if sample.is_dir() else None,
        )
        # The first question need not wait for the model, nor the first page for examples.
        threading.Thread(target=desk.examples.questions, daemon=True).start()
        if options.sample and desk.sample is not None and not archive.reports():
            desk.builds.submit([desk.sample], title=SAMPLE_TITLE)
        server = uvicorn.Server(
            uvicorn.Config(
                create_app(desk, hosts=LOCAL_HOSTS | {options.host}),
                log_level="warning",
                timeout_graceful_shutdown=_STOP_SECONDS,
            )
        )
        logging.getLogger("uvicorn.error").addFilter(_is_worth_telling)
        port = listener.getsockname()[1]
        host = f"[{options.host}]" if ":" in options.host else options.host
        print(f"Hỏi Báo Cáo: http://{host}:{port}  (Ctrl+C để dừng)", flush=True)
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:
            print("Đã dừng.")
    return 0


def _is_worth_telling(record: logging.LogRecord) -> bool:
    """Tell everything but the open pages whose connections end because the server stops."""
    stopping = record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError)
    return not stopping and "graceful shutdown exceeded" not in record.getMessage()


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
        end = build.error or f"{len(build.outcomes) - bad} tệp xong, {bad} tệp lỗi"
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

    parser = argparse.ArgumentParser(
        prog="app.py", description="Mở kho báo cáo trong trình duyệt (chỉ máy này)."
    )
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
    return parser.parse_args(arguments)


def _fail(message: str) -> int:
    print(f"app.py: {message}", file=sys.stderr)
    return _USAGE_ERROR


if __name__ == "__main__":
    sys.exit(main())
