"""What an administrator can do with a report: correct its metadata, remove it, restore it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus import provinces, vietnamese
from web.layout.markup import text
from web.layout.voice import Voice

if TYPE_CHECKING:
    from index import Correction, ReportRecord

FIELDS = ("title", "number", "issuer", "province", "period", "issued")
"""What can be corrected, by the names that `index.Archive.correct` has for them."""


def action_url(report_id: int, action: str) -> str:
    """Return where an `action` on a report is sent: ``sua``, ``go`` or ``khoi-phuc``."""
    return f"/quan-tri/bao-cao/{int(report_id)}/{action}"


def tools(say: Voice, record: ReportRecord, corrections: Sequence[Correction]) -> str:
    """Return the forms for `record`; `corrections` are those in force."""
    forms = _correction(say, record, corrections) + _removal(say, record)
    return f'<div class="tools-box">{forms}</div>'


def field_names(say: Voice) -> dict[str, str]:
    """Return what the fields are called."""
    return {
        "title": say("Tên báo cáo", "Title"),
        "number": say("Số hiệu", "Number"),
        "issuer": say("Cơ quan", "Issuer"),
        "province": say("Địa phương", "Province"),
        "period": say("Kỳ báo cáo", "Period"),
        "issued": say("Ngày ký", "Issued"),
    }


def _correction(say: Voice, record: ReportRecord, corrections: Sequence[Correction]) -> str:
    metadata = record.metadata
    values = {
        "title": metadata.title,
        "number": metadata.number or "",
        "issuer": metadata.issuer or "",
        "province": metadata.province_name or "",
        "period": metadata.period.label("vi") if metadata.period else "",
        "issued": f"{metadata.issued:%d/%m/%Y}" if metadata.issued else "",
    }
    names = field_names(say)
    fields = "".join(
        f"<label><span>{names[name]}</span>{field(say, name, values[name])}</label>"
        for name in FIELDS
    )
    said = say(
        "Sửa điều máy đọc sai. Bản sửa được giữ lại khi dựng lại kho.",
        "Put right what was read wrong. Corrections survive every rebuild.",
    )
    return (
        f"<details><summary>{say('Sửa thông tin', 'Correct metadata')}</summary>"
        f'<p class="quiet">{said}</p>'
        f'<form method="post" action="{action_url(record.id, "sua")}" data-form>{fields}'
        f'{places()}<div class="row"><button class="primary">{say("Lưu", "Save")}</button></div>'
        "</form>"
        f"{_log(say, record, corrections, names)}</details>"
    )


def field(say: Voice, name: str, value: str) -> str:
    """Return the control for one of `FIELDS`; provinces are suggested from `places`."""
    if name == "title":
        return f'<textarea name="{name}" rows="3" required>{text(value)}</textarea>'
    hints = {
        "period": say("ví dụ: tháng 4/2023, quý III/2019", "e.g. tháng 4/2023, quý III/2019"),
        "issued": say("ngày/tháng/năm", "day/month/year"),
    }
    listed = ' list="dia-phuong"' if name == "province" else ""
    return (
        f'<input name="{name}" value="{text(value)}" maxlength="300" '
        f'placeholder="{text(hints.get(name, ""))}"{listed}>'
    )


def places() -> str:
    """Return the list that fields for a province take their suggestions from."""
    known = sorted((place.name for place in provinces.all_provinces()), key=vietnamese.fold)
    listed = "".join(f'<option value="{text(name)}"></option>' for name in known)
    return f'<datalist id="dia-phuong">{listed}</datalist>'


def _log(
    say: Voice, record: ReportRecord, corrections: Sequence[Correction], names: dict[str, str]
) -> str:
    if not corrections:
        return ""
    rows = "".join(
        f"<li>{text(names.get(item.field, item.field))}: {text(item.by or '—')}, "
        f"{say.moment(item.at)}</li>"
        for item in corrections
    )
    undo = say("Bỏ mọi bản sửa", "Drop all corrections")
    return (
        f'<ul class="quiet">{rows}</ul>'
        f'<form method="post" action="{action_url(record.id, "sua")}" data-form>'
        f'<input type="hidden" name="reset" value="1">'
        f'<button class="secondary">{undo}</button></form>'
    )


def _removal(say: Voice, record: ReportRecord) -> str:
    if str(record.state) == "removed":
        by = f" ({text(record.removed_by)})" if record.removed_by else ""
        when = f" {say.moment(record.removed)}" if record.removed else ""
        return (
            f'<form method="post" action="{action_url(record.id, "khoi-phuc")}" data-form>'
            f'<p class="quiet">{say("Đã gỡ khỏi kho", "Removed")}{when}{by}.</p>'
            f'<button class="primary">{say("Khôi phục", "Restore")}</button></form>'
        )
    asked = say(
        "Gỡ báo cáo này? Nó sẽ không trả lời câu hỏi nữa; có thể khôi phục sau.",
        "Remove this report? It will answer no more; it can be restored later.",
    )
    return (
        f'<form method="post" action="{action_url(record.id, "go")}" data-form '
        f'data-confirm="{asked}"><button class="danger">'
        f"{say('Gỡ khỏi kho', 'Remove from archive')}</button></form>"
    )
