"""Putting the same thing right in several reports at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from web.administration.report_tools import field, field_names, places
from web.layout.markup import text
from web.layout.voice import Voice

if TYPE_CHECKING:
    from index import ReportRecord

PATH = "/quan-tri/sua-nhieu"
FIELDS = ("province", "period", "issuer", "issued")
"""What several reports may have in common; title and number are each report's own."""

MAX_REPORTS = 200


def page(
    say: Voice,
    records: Sequence[ReportRecord],
    *,
    kept: Mapping[str, str] | None = None,
    problem: str = "",
    done: str = "",
) -> str:
    """Return the form for `records`; `kept` is what was typed before a `problem`."""
    back = f'<p class="back"><a href="/kho">← {say("Kho báo cáo", "Reports")}</a></p>'
    heading = f"{back}<h1>{say('Sửa nhiều báo cáo', 'Correct several reports')}</h1>"
    if problem:
        heading += f'<p class="notice" role="alert">{text(problem)}</p>'
    if done:
        heading += f'<p class="done" role="status">{text(done)}</p>'
    if not records:
        none = say(
            "Chưa chọn báo cáo nào. Hãy đánh dấu các báo cáo cần sửa trong danh sách.",
            "No report was chosen. Tick those to correct in the list.",
        )
        return f'{heading}<p class="empty">{none}</p>'
    chosen = "".join(
        f'<li><a href="/kho/bao-cao/{record.id}" lang="vi">{text(record.metadata.title)}</a> '
        f'<span class="quiet">{text(_known(say, record))}</span></li>'
        for record in records
    )
    names = field_names(say)
    fields = "".join(
        f"<label><span>{names[name]}</span>{field(say, name, (kept or {}).get(name, ''))}</label>"
        for name in FIELDS
    )
    said = say(
        "Ô nào để trống thì giữ nguyên ở mỗi báo cáo.",
        "What is left empty stays as it is in each report.",
    )
    ids = ",".join(str(record.id) for record in records)
    count = say.count(len(records))
    save = say(f"Lưu vào {count} báo cáo", f"Save to {count} report{'s'[: len(records) - 1]}")
    return (
        f'{heading}<ol class="chosen-reports">{chosen}</ol><section class="card wide">'
        f'<p class="quiet">{said}</p><form method="post" action="{PATH}">'
        f'<input type="hidden" name="ids" value="{ids}">{fields}{places()}'
        f'<button class="primary">{save}</button></form></section>'
    )


def _known(say: Voice, record: ReportRecord) -> str:
    metadata = record.metadata
    period = metadata.period.label(say.language) if metadata.period else "—"
    return " · ".join((metadata.province_name or "—", period, record.source))
