"""Adding reports: the form that takes files, and the builds with each file's outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from web.accounts.rules import ADDING
from web.building import uploads
from web.building.builds import Build, Kind, Phase
from web.layout.markup import text
from web.layout.voice import Voice
from web.reports.archive_view import report_url

if TYPE_CHECKING:
    from index import FileOutcome

_SIGNS = {
    "added": ("good", "✓"),
    "replaced": ("good", "✓"),
    "unchanged": ("same", "="),
    "duplicate": ("same", "="),
    "removed": ("same", "–"),
    "failed": ("bad", "!"),
    "unsupported": ("bad", "!"),
}
PATH = ADDING
_SHOWN_OUTCOMES = 12
"""Outcomes of a build that stand there at once; failures come first, the rest unfolds."""


def page(say: Voice, builds: Sequence[Build], *, sample: bool, reports: int) -> str:
    """Return the whole page; `sample` offers the sample reports, `reports` are in the archive."""
    return (
        f"<h1>{say('Thêm báo cáo vào kho', 'Add reports')}</h1>{_form(say)}"
        f"{_sample(say) if sample else ''}"
        f'<section aria-labelledby="cac-lan"><h2 id="cac-lan">{say("Các lần thêm", "Builds")}</h2>'
        f'<div id="cac-lan-dung" data-poll="{PATH}/cac-lan" '
        f'data-busy="{_busy(builds)}">{history(say, builds)}</div></section>'
        f"{_rebuilding(say, reports) if reports else ''}"
    )


def _busy(builds: Sequence[Build]) -> str:
    return "1" if any(not build.is_over for build in builds) else ""


def limits(say: Voice) -> str:
    """Return what may be uploaded, in one sentence."""
    kinds = ", ".join(suffix.removeprefix(".").upper() for suffix in uploads.FILE_TYPES)
    size = uploads.MAX_FILE_BYTES // 2**20
    return say(
        f"Nhận {kinds}; mỗi tệp tối đa {size} MB, mỗi lần tối đa {uploads.MAX_FILES} tệp.",
        f"Takes {kinds}; at most {size} MB a file and {uploads.MAX_FILES} files at once.",
    )


def _form(say: Voice) -> str:
    kept = say(
        "Bản mới của một báo cáo đã có sẽ thay bản cũ. Trong lúc dựng, mọi người vẫn hỏi được.",
        "A newer version of a known report replaces it. Others go on asking meanwhile.",
    )
    return (
        f'<form method="post" action="{PATH}" id="nap-tep" class="upload" '
        f'enctype="multipart/form-data" data-max-bytes="{uploads.MAX_FILE_BYTES}" '
        f'data-max-files="{uploads.MAX_FILES}" data-types="{text(",".join(uploads.FILE_TYPES))}">'
        '<label class="drop" for="tep"><svg viewBox="0 0 24 24" width="34" height="34" '
        'aria-hidden="true"><path d="M12 16V5m0 0L7.5 9.5M12 5l4.5 4.5M5 15v4h14v-4" fill="none" '
        'stroke="currentColor" stroke-width="1.8" stroke-linecap="round" '
        'stroke-linejoin="round"/></svg>'
        f"<strong>{say('Kéo tệp vào đây hoặc bấm để chọn', 'Drop files here or click')}</strong>"
        f'<span id="gioi-han">{limits(say)}</span><input id="tep" type="file" name="files" '
        f'multiple accept="{text(",".join(uploads.FILE_TYPES))}" aria-describedby="gioi-han">'
        f'</label><ul class="chosen" id="da-chon" aria-live="polite"></ul>'
        f'<p class="notice" id="loi-nap" role="alert" hidden></p>'
        f'<div class="actions"><button class="primary">{say("Đưa vào kho", "Add")}</button>'
        f'<span class="quiet">{kept}</span></div></form>'
    )


def _sample(say: Voice) -> str:
    offered = say("Kho còn trống: dùng thử báo cáo mẫu", "The archive is empty: use the sample")
    return (
        f'<form method="post" action="{PATH}/mau" class="sample" data-form>'
        f'<button class="secondary">{offered}</button></form>'
    )


def _rebuilding(say: Voice, reports: int) -> str:
    said = say(
        f"Đọc lại cả {say.count(reports)} bản gốc đang giữ, sau khi nâng cấp phần mềm hoặc đổi "
        "thiết lập. Bản sửa vẫn giữ; trong lúc dựng, mọi người vẫn hỏi được.",
        f"Read all {say.count(reports)} kept originals again, after an upgrade or with other "
        "settings. Corrections stay; others go on asking meanwhile.",
    )
    button = say("Dựng lại cả kho", "Rebuild the archive")
    asked = say(
        f"Dựng lại cả {say.count(reports)} báo cáo? Có thể mất nhiều phút.",
        f"Rebuild all {say.count(reports)} reports? It may take many minutes.",
    )
    return (
        f'<section class="card wide" aria-labelledby="dung-lai"><h2 id="dung-lai">{button}</h2>'
        f'<p class="quiet">{said}</p><form method="post" action="{PATH}/dung-lai" data-form '
        f'data-confirm="{asked}" data-mild><button class="secondary">{button}</button></form>'
        "</section>"
    )


def history(say: Voice, builds: Sequence[Build]) -> str:
    """Return the builds, the newest first, each with its progress or its outcomes."""
    if not builds:
        return f'<p class="quiet">{say("Chưa thêm báo cáo lần nào.", "Nothing added yet.")}</p>'
    listed = "".join(f"<li>{_build(say, build)}</li>" for build in builds)
    return f'<ol class="builds">{listed}</ol>'


def notice(message: str) -> str:
    """Return one line that tells why nothing was started."""
    return f'<p class="notice" role="alert">{text(message)}</p>'


def badge(say: Voice, build: Build | None) -> str:
    """Return the short word in the masthead for the build at work, or nothing when idle."""
    if build is None:
        return ""
    if build.phase is Phase.WAITING:
        return text(say("Chờ dựng…", "Build waiting…"))
    return text(say("Đang dựng", "Building") + f" {round(build.fraction * 100)}%")


def _title(say: Voice, build: Build) -> str:
    """Return what was ordered; the store keeps it in Vietnamese."""
    if build.kind is Kind.REBUILD:
        english = "Rebuild the whole archive"
    elif build.files:
        english = f"Add {say.count(build.files)} file{'' if build.files == 1 else 's'}"
    else:
        english = "Build the sample archive"
    return text(say(build.title, english))


def _build(say: Voice, build: Build) -> str:
    if not build.is_over:
        return _bar(say, build)
    finished = f"<span>{say.moment(build.finished)}</span>" if build.finished else ""
    heading = f'<p class="build-title">{_title(say, build)} {finished}</p>'
    if build.phase is Phase.FAILED:
        return f'{heading}<p class="notice">{text(say(build.error, build.error_en))}</p>'
    outcomes = sorted(build.outcomes, key=lambda outcome: _SIGNS[outcome.status][0] != "bad")
    first, rest = outcomes[:_SHOWN_OUTCOMES], outcomes[_SHOWN_OUTCOMES:]
    more = ""
    if rest:
        unfold = say(f"Xem thêm {say.count(len(rest))} tệp", f"{say.count(len(rest))} more files")
        more = f"<details><summary>{unfold}</summary>{_outcomes(say, rest)}</details>"
    return f'{heading}<p class="tally">{_tally(say, outcomes)}</p>{_outcomes(say, first)}{more}'


def _bar(say: Voice, build: Build) -> str:
    percent = round(build.fraction * 100)
    waiting = build.phase is Phase.WAITING
    doing = (
        say("Đang chờ lượt", "Waiting its turn") if waiting else say(build.doing, build.doing_en)
    )
    return (
        f'<p class="build-title">{_title(say, build)} <span>{percent}%</span></p>'
        f'<progress max="100" value="{percent}" aria-label="{_title(say, build)}">{percent}%'
        f'</progress><p class="doing">{text(doing)}</p>'
    )


def _outcomes(say: Voice, outcomes: Sequence[FileOutcome]) -> str:
    return f'<ul class="outcomes">{"".join(_outcome(say, outcome) for outcome in outcomes)}</ul>'


def _outcome(say: Voice, outcome: FileOutcome) -> str:
    kind, sign = _SIGNS[outcome.status]
    said = outcome.message(say.language)
    name = text(outcome.path.name)
    if outcome.report_id is not None and kind != "bad":
        name = f'<a href="{report_url(outcome.report_id)}">{name}</a>'
    return (
        f'<li class="{kind}"><span class="sign" aria-hidden="true">{sign}</span>'
        f'<span class="file">{name}</span>'
        f'<span class="said">{text(said[:1].upper() + said[1:])}</span></li>'
    )


def _tally(say: Voice, outcomes: Sequence[FileOutcome]) -> str:
    kinds = [_SIGNS[outcome.status][0] for outcome in outcomes]
    parts = [
        f"{say.count(number)} {name}"
        for kind, name in (
            ("good", say("báo cáo vào kho", "added")),
            ("same", say("đã có sẵn", "known already")),
            ("bad", say("không đưa vào được", "failed")),
        )
        if (number := kinds.count(kind))
    ]
    return text(" · ".join(parts) or say("Không có tệp nào", "No files"))
