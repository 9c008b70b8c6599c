"""A report's own page: what it says about itself, its text by section, its figures, versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from web.layout import markup, words
from web.layout.markup import text
from web.layout.voice import Voice
from web.reports.archive_view import report_url
from web.reports.originals import original_url, text_url

if TYPE_CHECKING:
    from corpus.model import Figure, Metadata
    from index import ReportRecord, StoredPassage

FIGURES_SHOWN = 150
"""Figures that stand on the page at first; a link shows all."""


@dataclass(frozen=True, slots=True)
class ReportCase:
    """Everything that the page of one report is made of.

    ``verbatim`` is the report's text; ``read`` is the metadata as it was read, before any
    correction; ``versions`` are all versions of the report, newest first.
    """

    record: ReportRecord
    verbatim: str
    passages: tuple[StoredPassage, ...]
    read: Metadata
    versions: tuple[ReportRecord, ...]


def page(say: Voice, case: ReportCase, *, tools: str, all_figures: bool) -> str:
    """Return the page; `tools` is what an administrator can do here."""
    record = case.record
    metadata = record.metadata
    state = ""
    if str(record.state) != "current":
        state = f'<span class="state {text(record.state)}">{words.state(record.state, say)}</span>'
    sections = (
        ("muc", say("Nguyên văn theo mục", "Text by section"), _sections(say, case)),
        ("so-lieu", say("Số liệu tìm thấy", "Figures found"), _figures(say, case, all_figures)),
        ("phien-ban", say("Các phiên bản", "Versions"), _versions(say, case)),
    )
    contents = "".join(f'<li><a href="#{key}">{name}</a></li>' for key, name, _ in sections)
    parts = "".join(
        f'<section aria-labelledby="{key}"><h2 id="{key}">{name}</h2>{body}</section>'
        for key, name, body in sections
    )
    return (
        f'<p class="back"><a href="/kho">← {say("Kho báo cáo", "Reports")}</a></p>'
        '<div class="report-page"><div class="report-head">'
        f'<h1 lang="vi">{text(metadata.title)}</h1>{state}</div>'
        f"<aside>{_facts(say, case)}{_links(say, record)}"
        f'<nav aria-label="{say("Trong trang này", "On this page")}"><ul>{contents}</ul></nav>'
        f"{tools}</aside><article>{parts}</article></div>"
    )


def _facts(say: Voice, case: ReportCase) -> str:
    record, read = case.record, case.read
    metadata = record.metadata
    signer = " · ".join(part for part in (metadata.signer, metadata.signer_position) if part)
    read_period = words.period(read.period, say)
    facts = (
        (say("Số hiệu", "Number"), metadata.number, read.number),
        (say("Cơ quan", "Issuer"), metadata.issuer, read.issuer),
        (say("Địa phương", "Province"), metadata.province_name, read.province_name),
        (say("Kỳ báo cáo", "Period"), words.period(metadata.period, say), read_period),
        (say("Ngày ký", "Issued"), _day(say, metadata.issued), _day(say, read.issued)),
        (say("Ngày đăng", "Published"), _day(say, metadata.published), None),
        (say("Người ký", "Signed by"), signer, None),
        (say("Tác giả", "Author"), metadata.author, None),
        (say("Tệp", "File"), record.source, None),
        (say("Định dạng", "Format"), words.media(record.media_type, say), None),
        (say("Số trang", "Pages"), record.page_count and say.count(record.page_count), None),
        (say("Vào kho", "Added"), say.moment(record.added), None),
    )
    rows = "".join(
        f"<div><dt>{name}</dt><dd>{text(value)}{_was(say, value, before)}</dd></div>"
        for name, value, before in facts
        if value
    )
    return f'<dl class="facts">{rows}</dl>'


def _day(say: Voice, day: date | None) -> str | None:
    return say.day(day) if day else None


def _was(say: Voice, value: object, before: object) -> str:
    """Tell what was read where an administrator has corrected it."""
    if before is None or before == value:
        return ""
    return f'<span class="was">{say("máy đọc là", "read as")} “{text(before)}”</span>'


def _links(say: Voice, record: ReportRecord) -> str:
    return (
        f'<p class="links"><a class="primary" href="{original_url(record.id)}" target="_blank" '
        f'rel="noopener">{say("Mở bản gốc", "Open original")}</a>'
        f'<a class="secondary" href="{text_url(record.id)}" target="_blank" rel="noopener">'
        f"{say('Toàn văn', 'Full text')}</a></p>"
    )


def _by_section(
    passages: Iterable[StoredPassage],
) -> Iterator[tuple[tuple[str, ...], list[StoredPassage]]]:
    """Yield the sections in the order in which they begin, each with all of its passages."""
    groups: dict[tuple[str, ...], list[StoredPassage]] = {}
    for stored in sorted(passages, key=lambda stored: (stored.passage.start, stored.id)):
        groups.setdefault(stored.passage.section, []).append(stored)
    yield from groups.items()


def _name(say: Voice, section: Sequence[str]) -> str:
    if not section:
        return say("Mở đầu", "Opening")
    *above, own = section
    path = f'<span class="above">{text(" › ".join(above))} › </span>' if above else ""
    return f'{path}<span class="own">{text(own)}</span>'


def _sections(say: Voice, case: ReportCase) -> str:
    if not case.passages:
        return f'<p class="quiet">{say("Không đọc được đoạn nào.", "No text was read.")}</p>'
    blocks = []
    for section, group in _by_section(case.passages):
        said = "".join(
            f'<p id="doan-{stored.passage.ordinal}">'
            f"{text(markup.flow(case.verbatim[stored.passage.start : stored.passage.end]))}</p>"
            for stored in group
        )
        blocks.append(
            f"<details><summary>{_name(say, section)}</summary>"
            f'<div class="verbatim" lang="vi">{said}</div></details>'
        )
    return f'<div class="sections">{"".join(blocks)}</div>'


def _figures(say: Voice, case: ReportCase, all_figures: bool) -> str:
    total = sum(len(stored.figures) for stored in case.passages)
    if not total:
        return f'<p class="quiet">{say("Không tìm thấy số liệu.", "No figures found.")}</p>'
    left = total if all_figures else FIGURES_SHOWN
    rows = []
    for section, group in _by_section(case.passages):
        figures = [(stored, figure) for stored in group for figure in stored.figures][:left]
        if not figures:
            continue
        left -= len(figures)
        rows.append(f'<tr class="group"><th colspan="3">{_name(say, section)}</th></tr>')
        rows += [_figure(say, stored, figure) for stored, figure in figures]
    more = ""
    if not all_figures and total > FIGURES_SHOWN:
        link = f"{report_url(case.record.id)}?so-lieu=het#so-lieu"
        shown = say(f"Xem cả {say.count(total)} số liệu", f"All {say.count(total)} figures")
        more = f'<p><a href="{link}">{shown}</a></p>'
    heads = (say("Số liệu", "Figure"), say("Đếm gì", "What it counts"), say("Nghĩa", "Kind"))
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return (
        f'<table class="figures"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>{more}"
    )


def _figure(say: Voice, stored: StoredPassage, figure: Figure) -> str:
    kinds = (
        words.level(figure.level, say),
        words.basis(figure.basis, say),
        figure.period.label(say.language) if figure.period else "",
    )
    passage = stored.passage
    place = say("trang", "page") + f"\N{NO-BREAK SPACE}{passage.page}" if passage.page else ""
    percent = "%" if figure.unit == "%" else ""
    phrase = markup.flow(passage.search.text[slice(*figure.own)])
    return (
        f'<tr><td class="value">{text(figure.printed)}{percent}</td>'
        f'<td lang="vi"><a href="#doan-{passage.ordinal}" data-action="reveal">'
        f"{text(phrase)}</a></td>"
        f"<td>{text(' · '.join(part for part in (*kinds, place) if part) or '—')}</td></tr>"
    )


def _versions(say: Voice, case: ReportCase) -> str:
    rows = "".join(
        f"<li{_mark(version, case.record)}>"
        f'<a href="{report_url(version.id)}">{text(version.source)}</a> '
        f'<span class="state {text(version.state)}">{words.state(version.state, say)}</span> '
        f'<span class="quiet">{say("vào kho", "added")} {say.moment(version.added)}</span></li>'
        for version in case.versions
    )
    return f'<ol class="versions">{rows}</ol>'


def _mark(version: ReportRecord, record: ReportRecord) -> str:
    return ' aria-current="true"' if version.id == record.id else ""
