"""``python -m index``: build, rebuild, remove from, restore to and look at the archive."""

from __future__ import annotations

import argparse
import dataclasses
import json
import logging
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from index import (
    Archive,
    ArchiveError,
    FileOutcome,
    FileStatus,
    Progress,
    State,
    Status,
    data_directory,
)
from index.errors import Language
from index.options import shared_options
from index.settings import SETTINGS_FILE

_DONE, _SOME_FAILED, _USELESS = 0, 1, 2
_BAD = (FileStatus.FAILED, FileStatus.UNSUPPORTED)
_WIDTH = 28  # of the progress bar, in characters


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 done, 1 done but for some files, 2 nothing usable."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    directory = data_directory(options.data)
    language: Language = options.lang
    try:
        if options.command == "build":
            return _build(directory, options.paths, language)
        if options.command == "rebuild":
            remake = _recover if options.from_reports else _rebuild
            return remake(directory, language)
        if options.command == "remove":
            return _remove(directory, options.reports, language, erase=options.erase)
        if options.command == "restore":
            return _restore(directory, options.reports, language)
        return _status(directory, language, as_json=options.json)
    except ArchiveError as error:
        print(error.message(language), file=sys.stderr)
        return _USELESS
    except KeyboardInterrupt:
        print(
            _say(language, "Đã dừng; kho như trước.", "Stopped; the archive is as before."),
            file=sys.stderr,
        )
        return _USELESS


def _parser() -> argparse.ArgumentParser:
    shared = shared_options()
    parser = argparse.ArgumentParser(
        prog="python -m index", description="Kho báo cáo / the archive of reports"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser(
        "build", parents=[shared], help="nạp tệp, thư mục / add files and folders"
    )
    build.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    rebuild = commands.add_parser(
        "rebuild", parents=[shared], help="đọc lại mọi bản gốc / read all originals again"
    )
    rebuild.add_argument(
        "--from-reports",
        action="store_true",
        help="dựng lại kho bị hỏng từ các bản gốc / make a damaged archive anew from them",
    )
    remove = commands.add_parser("remove", parents=[shared], help="gỡ báo cáo / remove reports")
    remove.add_argument("reports", nargs="+", metavar="REPORT")
    remove.add_argument(
        "--erase",
        action="store_true",
        help="xóa hẳn, cả bản gốc / delete for good, originals included",
    )
    restore = commands.add_parser(
        "restore", parents=[shared], help="đưa báo cáo đã gỡ trở lại / bring removed reports back"
    )
    restore.add_argument("reports", nargs="+", metavar="REPORT")
    status = commands.add_parser("status", parents=[shared], help="tình trạng kho / state")
    status.add_argument("--json", action="store_true")
    return parser


def _build(directory: Path, paths: Sequence[Path], language: Language) -> int:
    with Archive.open(directory, create=True) as archive, _Bar(language) as bar:
        outcomes = archive.build(paths, progress=bar.show)
        bar.close()
        for outcome in outcomes:
            line = f"{outcome.path}: {outcome.message(language)}"
            print(line, file=sys.stderr if outcome.status in _BAD else sys.stdout)
        print(_summary(outcomes, archive.passage_count, language))
    failed = [outcome for outcome in outcomes if outcome.status in _BAD]
    if not failed:
        return _DONE
    return _USELESS if len(failed) == len(outcomes) else _SOME_FAILED


def _rebuild(directory: Path, language: Language) -> int:
    with Archive.open(directory) as archive, _Bar(language) as bar:
        archive.rebuild(progress=bar.show)
        bar.close()
        count = len(archive.reports(include_superseded=True, include_removed=True))
        print(_say(language, f"Đã đọc lại {count} báo cáo.", f"Read {count} reports again."))
    return _DONE


def _recover(directory: Path, language: Language) -> int:
    with _Bar(language) as bar:
        recovery = Archive.recover(directory, progress=bar.show)
    failed = [outcome for outcome in recovery.outcomes if outcome.status in _BAD]
    for outcome in failed:
        print(f"{outcome.path}: {outcome.message(language)}", file=sys.stderr)
    if not recovery.by_ledger:
        line = _say(
            language,
            "Không còn sổ đi kèm: tên tệp, phiên bản và đính chính đã mất; hãy xem lại.",
            "The ledger is gone: file names, versions and corrections are lost; check them.",
        )
        print(line, file=sys.stderr)
    count = len(recovery.outcomes) - len(failed)
    vietnamese = f"Đã dựng lại kho từ {count} bản gốc."
    print(_say(language, vietnamese, f"Made the archive anew from {count} originals."))
    if recovery.kept:
        said = _say(language, "Tệp dữ liệu cũ được giữ ở", "The old data file is kept in")
        print(f"{said} {recovery.kept}")
    if not failed:
        return _DONE
    return _SOME_FAILED if count else _USELESS


def _remove(directory: Path, selectors: Sequence[str], language: Language, *, erase: bool) -> int:
    done = _say(language, "đã xóa hẳn", "erased") if erase else _say(language, "đã gỡ", "removed")
    with Archive.open(directory) as archive:
        for record in archive.remove(selectors, erase=erase):
            print(f"{record.source}: {done}")
    return _DONE


def _restore(directory: Path, selectors: Sequence[str], language: Language) -> int:
    with Archive.open(directory) as archive:
        found = archive.find(selectors)
        removed = [record.id for record in found if record.state is State.REMOVED]
        for record in archive.restore(*(removed or [record.id for record in found])):
            done = _say(language, "đã khôi phục", "restored")
            print(f"{record.source}: {done}{_state(record.state, language)}")
    return _DONE


def _status(directory: Path, language: Language, *, as_json: bool) -> int:
    with Archive.open(directory) as archive:
        status = archive.status()
        records = archive.reports(include_superseded=True, include_removed=True)
    if as_json:
        values = dataclasses.asdict(status) | {"directory": str(status.directory)}
        values["files"] = [
            {
                "id": record.id,
                "source": record.source,
                "title": record.metadata.title,
                "number": record.metadata.number,
                "province": record.metadata.province,
                "period": record.metadata.period.code if record.metadata.period else None,
                "state": record.state.value,
                "corrected": list(record.corrected),
                "passages": record.passage_count,
                "sha256": record.sha256,
                "added": record.added.isoformat(),
            }
            for record in records
        ]
        print(json.dumps(values, ensure_ascii=False, indent=2))
    else:
        for line in _status_lines(status, language):
            print(line)
        for record in records:
            period = record.metadata.period
            shown = period.label(language) if period else "–"
            print(f"  {record.id:>4}  {record.source}  ({shown}){_state(record.state, language)}")
    return _DONE


def _status_lines(status: Status, language: Language) -> list[str]:
    model = status.model if status.model_matches else f"{status.model} (≠ {SETTINGS_FILE})"
    megabytes = status.bytes_on_disk / 1e6
    rows = (
        ("Thư mục", "Folder", str(status.directory)),
        ("Thế hệ", "Generation", str(status.generation)),
        ("Định dạng", "Format", str(status.format_version)),
        ("Báo cáo", "Reports", str(status.reports)),
        ("Bản cũ", "Superseded", str(status.superseded)),
        ("Đã gỡ", "Removed", str(status.removed)),
        ("Đoạn văn", "Passages", str(status.passages)),
        ("Số liệu", "Figures", str(status.figures)),
        ("Tỉnh, thành", "Provinces", str(status.provinces)),
        ("Kỳ báo cáo", "Periods", f"{status.first_period or '–'} → {status.last_period or '–'}"),
        ("Mô hình", "Model", model),
        ("Dung lượng", "Size", f"{megabytes:.1f} MB"),
    )
    return [f"{_say(language, vi, en) + ':':<13} {value}" for vi, en, value in rows]


def _state(state: State, language: Language) -> str:
    names = {
        State.CURRENT: "",
        State.SUPERSEDED: _say(language, " – đã có bản mới hơn", " – superseded"),
        State.REMOVED: _say(language, " – đã gỡ", " – removed"),
    }
    return names[state]


def _summary(outcomes: Sequence[FileOutcome], passages: int, language: Language) -> str:
    counts = Counter(outcome.status for outcome in outcomes)
    shown = ", ".join(
        f"{FileOutcome(Path(), status).message(language)} {counts[status]}"
        for status in FileStatus
        if counts[status]
    )
    return _say(
        language,
        f"{len(outcomes)} tệp ({shown}); kho có {passages} đoạn văn.",
        f"{len(outcomes)} files ({shown}); the archive has {passages} passages.",
    )


class _Bar:
    """A progress bar on one line of standard error; plain nothing where that is no terminal."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._shown = 0
        self._next = 0.0

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def show(self, progress: Progress) -> None:
        """Draw `progress`, at most ten times a second."""
        now = time.monotonic()
        if not sys.stderr.isatty() or (now < self._next and progress.fraction < 1):
            return
        self._next = now + 0.1
        full = round(_WIDTH * progress.fraction)
        bar = "█" * full + "░" * (_WIDTH - full)
        line = f"{bar} {progress.fraction:4.0%} {progress.message(self._language)}"[:100]
        print(f"\r{line:<{self._shown}}", end="", file=sys.stderr, flush=True)
        self._shown = len(line)

    def close(self) -> None:
        """Clear the line."""
        if self._shown:
            print(f"\r{'':<{self._shown}}\r", end="", file=sys.stderr, flush=True)
            self._shown = 0


def _say(language: Language, vietnamese: str, english: str) -> str:
    return english if language == "en" else vietnamese


if __name__ == "__main__":
    sys.exit(main())
