"""Builds as markup: the strip that shows on every tab, and the list with each file's outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from web import markup
from web.builds import Build, Phase
from web.markup import text

if TYPE_CHECKING:
    from index import FileOutcome

_SIGNS = {
    "added": ("good", "✓"),
    "replaced": ("good", "✓"),
    "unchanged": ("same", "="),
    "duplicate": ("same", "="),
    "removed": ("same", "="),
    "failed": ("bad", "!"),
    "unsupported": ("bad", "!"),
}


def strip(build: Build | None) -> str:
    """Return the thin bar for the build at work, or nothing when idle."""
    return f'<div class="strip">{_bar(build)}</div>' if build is not None else ""


def history(builds: Sequence[Build]) -> str:
    """Return the builds, the newest first, each with its progress or its outcomes."""
    if not builds:
        return '<p class="quiet">Chưa có lần thêm báo cáo nào từ khi mở phần mềm.</p>'
    return f'<ol class="builds">{"".join(f"<li>{_build(build)}</li>" for build in builds)}</ol>'


def notice(message: str) -> str:
    """Return one line that tells why nothing was started."""
    return f'<p class="notice" role="alert">{text(message)}</p>'


def _build(build: Build) -> str:
    if not build.is_over:
        return _bar(build)
    heading = f'<div class="build-title">{text(build.title)} <span>{_when(build)}</span></div>'
    if build.phase is Phase.FAILED:
        return heading + notice(build.error)
    rows = "".join(_outcome(outcome) for outcome in build.outcomes)
    tally = f'<div class="tally">{_tally(build.outcomes)}</div>'
    return f'{heading}{tally}<ul class="outcomes">{rows}</ul>'


def _bar(build: Build) -> str:
    percent = round(build.fraction * 100)
    doing = build.doing or ("Đang chờ đến lượt" if build.phase is Phase.WAITING else "Đang bắt đầu")
    return (
        f'<div class="bar"><p><strong>{text(build.title)}</strong><span>{percent}%</span></p>'
        f'<div class="track" role="progressbar" aria-label="{text(build.title)}" '
        f'aria-valuemin="0" aria-valuemax="100" aria-valuenow="{percent}">'
        f'<div style="width:{percent}%"></div></div><p class="doing">{text(doing)}</p></div>'
    )


def _outcome(outcome: FileOutcome) -> str:
    kind, sign = _SIGNS[outcome.status]
    said = outcome.message("vi")
    return (
        f'<li class="{kind}"><span class="sign" aria-hidden="true">{sign}</span>'
        f'<span class="file">{text(outcome.path.name)}</span>'
        f'<span class="said">{text(said[:1].upper() + said[1:])}</span></li>'
    )


def _tally(outcomes: Sequence[FileOutcome]) -> str:
    kinds = [_SIGNS[outcome.status][0] for outcome in outcomes]
    parts = [
        f"{markup.count(number)} {name}"
        for kind, name in (
            ("good", "báo cáo vào kho"),
            ("same", "đã có sẵn"),
            ("bad", "không đưa vào được"),
        )
        if (number := kinds.count(kind))
    ]
    return text(" · ".join(parts) or "Không có tệp nào")


def _when(build: Build) -> str:
    assert build.finished is not None
    return text(build.finished.astimezone().strftime("lúc %H:%M ngày %d/%m/%Y"))
