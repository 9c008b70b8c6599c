"""The monthly report of an invented province, composed from one month's facts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sample.documents import Block, Heading, Letterhead, Paper, Paragraph, Signature, Table
from sample.model import LEVELS, MonthFacts, Profile
from sample.numbers import figure, stated
from sample.wording import SECTIONS, Section, Topic

LEVEL_NAMES = {"tinh": "Cấp tỉnh", "huyen": "Cấp huyện", "xa": "Cấp xã"}


@dataclass(frozen=True, slots=True)
class Style:
    """How an office writes its reports; the defaults are those of the sample archive.

    With `two_digit_months` a month is printed ``04/2023``, else ``4/2023``.
    """

    title: str = "Kết quả công tác tháng {month} và nhiệm vụ trọng tâm tháng {next_month}"
    sections: tuple[Section, ...] = SECTIONS
    two_digit_months: bool = False


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """A month's report and where each of its figures stands.

    `evidence` leads from an indicator key to the sentence, or the table row with its cells
    joined by ``" | "``, that states it.
    """

    facts: MonthFacts
    paper: Paper
    evidence: dict[str, str]


def _day(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _names(profile: Profile, facts: MonthFacts, style: Style) -> dict[str, str]:
    start = date(facts.month.year, 1, 1)
    month, following = (
        month.two_digits if style.two_digit_months else month.label
        for month in (facts.month, facts.month.plus(1))
    )
    return {
        "province": profile.province,
        "month": month,
        "next_month": following,
        "start": _day(start),
        "cutoff": _day(facts.cutoff),
        **facts.words,
        **{key: stated(key, value) for key, value in facts.values.items()},
    }


def _sentences(text: str) -> list[str]:
    """Split a filled wording; its full stops inside figures are never followed by a blank."""
    parts = text.split(". ")
    return [part if part.endswith(".") else f"{part}." for part in parts]


def _level_table(kind: str, facts: MonthFacts) -> tuple[Table, dict[str, str]]:
    header: tuple[str, ...]
    columns: tuple[str, ...]
    if kind == "services":
        caption = "Dịch vụ công trực tuyến theo cấp"
        header = ("Cấp", "Tổng số dịch vụ", "Toàn trình", "Một phần")
        columns = ("services_{}", "full_{}", "part_{}")
    else:
        caption = f"Hồ sơ tiếp nhận theo cấp, cộng dồn đến {_day(facts.cutoff)}"
        header = ("Cấp", "Tổng số hồ sơ", "Trực tiếp", "Trực tuyến", "BCCI", "Tỷ lệ trực tuyến (%)")
        columns = (
            "dossiers_{}", "dossiers_{}_direct", "dossiers_{}_online", "dossiers_{}_bcci",
            "online_rate_{}",
        )  # fmt: skip
    rows: list[tuple[str, ...]] = []
    evidence: dict[str, str] = {}
    for level in LEVELS:
        keys = [column.format(level) for column in columns]
        row = (LEVEL_NAMES[level], *(figure(key, facts.values[key]) for key in keys))
        rows.append(row)
        evidence |= dict.fromkeys(keys, " | ".join(row))
    return Table(caption, header, tuple(rows)), evidence


def _stated_in(topic: Topic, wording: str, filled: str, names: dict[str, str]) -> dict[str, str]:
    """For each figure of the topic, the sentence of `filled` that states it."""
    raw, told = _sentences(wording), _sentences(filled)
    found = {}
    for template, sentence in zip(raw, told, strict=True):
        for key in topic.keys & names.keys():
            if f"{{{key}}}" in template:
                found[key] = sentence
    return found


def compose(
    profile: Profile, facts: MonthFacts, *, tables: bool = False, style: Style | None = None
) -> MonthlyReport:
    """Write a month's report; with `tables`, figures by level stand in tables only."""
    style = style or Style()
    draw = random.Random(f"{profile.province}/{profile.seed}/wording/{facts.month.label}")
    names = _names(profile, facts, style)
    evidence: dict[str, str] = {}

    def blocks() -> Iterator[Block]:
        for section in style.sections:
            yield Heading(section.heading.format_map(names), section.level)
            for topic in section.topics:
                wording = topic.wordings[int(draw.random() * len(topic.wordings))]
                if not topic.keys <= names.keys():
                    continue
                if topic.table and tables:
                    table, rows = _level_table(topic.table, facts)
                    evidence.update(rows)
                    yield table
                    continue
                filled = wording.format_map(names)
                evidence.update(_stated_in(topic, wording, filled, names))
                yield Paragraph(filled, topic.lead)

    body = tuple(blocks())
    issued = facts.issued
    paper = Paper(
        kind="BÁO CÁO",
        title=style.title.format_map(names),
        notice=(
            f"{profile.province} là tỉnh hư cấu dùng để minh họa; mọi số liệu, tên người và "
            "địa danh trong văn bản này do chương trình sinh ra."
        ),
        blocks=body,
        letterhead=Letterhead(
            (f"UBND TỈNH {profile.province.upper()}", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"),
            facts.number,
            f"{profile.province}, ngày {issued.day:02d} tháng {issued.month:02d} năm {issued.year}",
        ),
        signature=_signature(profile, facts),
        published=issued + timedelta(days=2),
        byline="Văn phòng Sở",
        source=f"Cổng thông tin điện tử tỉnh {profile.province}",
    )
    return MonthlyReport(facts, paper, evidence)


def _signature(profile: Profile, facts: MonthFacts) -> Signature:
    signer = facts.words["signer"]
    position = ("GIÁM ĐỐC",) if signer == profile.director else ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    recipients = (
        "Lãnh đạo Bộ (để báo cáo);",
        f"UBND tỉnh {profile.province} (báo cáo);",
        "Phòng Văn hóa và Thông tin cấp huyện;",
        "Lưu: VT, VP.",
    )
    return Signature(recipients, position, signer)
