"""What the HTTP interface takes and gives, as types that its OpenAPI file is made from."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant import Answer as Said
from web.asking import scopes
from web.asking.service import MAX_QUESTION
from web.store.ratings import MAX_REMARK

if TYPE_CHECKING:
    from assistant import Citation as Cited
    from index import ArchiveError, ReportRecord
    from web.errors import DeskError
    from web.store import Conversation, StoredTurn


class Model(BaseModel):
    """What all of them have in common: a field that is not known is an error."""

    model_config = ConfigDict(extra="forbid")


class Problem(Model):
    """Why a request was turned down: a stable code, and one sentence in each language."""

    error: str
    message: str
    message_en: str

    @classmethod
    def of(cls, refusal: DeskError | ArchiveError) -> Problem:
        """Return `refusal` as it is sent."""
        return cls(
            error=refusal.code, message=refusal.message("vi"), message_en=refusal.message("en")
        )


class Citation(Model):
    """A verbatim excerpt: `highlights` are offsets into it, `start` and `end` into the report."""

    report_id: int
    source: str
    report: str
    number: str | None
    province: str | None
    period: str | None
    section: str
    page: int | None
    excerpt: str
    highlights: list[tuple[int, int]]
    start: int
    end: int

    @classmethod
    def of(cls, cited: Cited) -> Citation:
        """Return `cited` as it is sent."""
        return cls(
            report_id=cited.report_id,
            source=cited.source,
            report=cited.report,
            number=cited.number,
            province=cited.province,
            period=cited.period,
            section=cited.section,
            page=cited.page,
            excerpt=cited.excerpt,
            highlights=list(cited.highlights),
            start=cited.start,
            end=cited.end,
        )


class Answer(Model):
    """An answer, or an honest no: then `answerable` is false and `reason` says why."""

    question: str
    language: str
    kind: str
    answerable: bool
    reason: str | None
    answer: str
    value: str | None
    unit: str | None
    computed: bool
    subject: str
    citations: list[Citation]
    suggestions: list[str]
    seconds: float

    @classmethod
    def of(cls, said: Said) -> Answer:
        """Return `said` as it is sent."""
        return cls(
            question=said.question,
            language=said.language,
            kind=said.kind,
            answerable=said.answerable,
            reason=said.reason,
            answer=said.answer,
            value=said.value,
            unit=said.unit,
            computed=said.computed,
            subject=said.subject,
            citations=[Citation.of(cited) for cited in said.citations],
            suggestions=list(said.suggestions),
            seconds=round(said.seconds, 4),
        )


class Within(Model):
    """The part of the archive that an answer may come from; an empty list leaves all in.

    `provinces` are keys such as ``ninh-thuan`` or names, `periods` codes such as ``2023-04``,
    ``2023-Q1`` and ``2023`` or words such as ``tháng 4/2023``, `reports` ids.
    """

    provinces: list[str] = []
    periods: list[str] = []
    reports: list[int] = []

    def filters(self) -> dict[str, list[str]]:
        """Return it as filters; raises DeskError ``period_unclear`` or ``scope_wide``."""
        return scopes.given(self.provinces, self.periods, self.reports)


class Question(Model):
    """A question; with `conversation` it is read in the light of what was asked there.

    ``"new"`` begins a conversation; without one the answer is not kept and cannot be rated.
    Without `within` a conversation's own filters hold.
    """

    question: Annotated[str, Field(min_length=1, max_length=MAX_QUESTION)]
    conversation: int | Literal["new"] | None = None
    within: Within | None = None


class Accepted(Model):
    """The first event of a stream: the question is being worked on."""

    question: str


class Suggestions(Model):
    """Questions that lead on from an answer, or work instead of a refused one; each was tried."""

    questions: list[str]


class Done(Model):
    """The last event of a stream."""


class Asked(Model):
    """The answer, and where it is kept."""

    answer: Answer
    conversation: int | None = None
    turn: int | None = None
    generation: int


class Turn(Model):
    """One kept question; `answer` is null where answering failed."""

    id: int
    asked: datetime
    question: str
    answer: Answer | None
    generation: int

    @classmethod
    def of(cls, turn: StoredTurn) -> Turn:
        """Return `turn` as it is sent."""
        return cls(
            id=turn.id,
            asked=turn.asked,
            question=turn.question,
            answer=Answer.of(turn.answer) if turn.answer else None,
            generation=turn.generation,
        )


class Talk(Model):
    """One conversation as it is listed."""

    id: int
    title: str
    created: datetime
    updated: datetime
    turns: int

    @classmethod
    def of(cls, kept: Conversation) -> Talk:
        """Return `kept` as it is sent."""
        return cls(
            id=kept.id,
            title=kept.title,
            created=kept.created,
            updated=kept.updated,
            turns=kept.turns,
        )


class Title(Model):
    """Another title for a conversation."""

    title: Annotated[str, Field(min_length=1, max_length=500)]


class Report(Model):
    """One report: `state` is current, superseded or removed; `corrected` names its fields."""

    id: int
    source: str
    title: str
    number: str | None
    issuer: str | None
    province: str | None
    province_name: str | None
    period: str | None
    period_label: str | None
    first_day: date | None
    last_day: date | None
    issued: date | None
    published: date | None
    signer: str | None
    media_type: str
    state: str
    superseded_by: int | None
    corrected: list[str]
    pages: int
    passages: int
    added: datetime

    @classmethod
    def of(cls, record: ReportRecord) -> Report:
        """Return `record` as it is sent."""
        metadata, period = record.metadata, record.metadata.period
        return cls(
            id=record.id,
            source=record.source,
            title=metadata.title,
            number=metadata.number,
            issuer=metadata.issuer,
            province=metadata.province,
            province_name=metadata.province_name,
            period=period.code if period else None,
            period_label=period.label("vi") if period else None,
            first_day=period.first if period else None,
            last_day=period.last if period else None,
            issued=metadata.issued,
            published=metadata.published,
            signer=metadata.signer,
            media_type=record.media_type,
            state=str(record.state),
            superseded_by=record.superseded_by,
            corrected=list(record.corrected),
            pages=record.page_count,
            passages=record.passage_count,
            added=record.added,
        )


class Reports(Model):
    """Some of the reports that fit, and how many fit in all."""

    total: int
    reports: list[Report]


class ReportDetail(Model):
    """One report with its versions, newest first, and the headings of its sections."""

    report: Report
    versions: list[Report]
    sections: list[str]


class Found(Model):
    """A passage that a search found, with the report it stands in."""

    report: Report
    section: str
    page: int | None
    text: str
    score: float


class CoverageRow(Model):
    """One province in one year: for January to December how many reports are of that month.

    `wider` counts reports of a longer period that holds the month; `missing` are the
    numbers of months without either, between the first and the last one covered.
    """

    year: int
    province: str
    province_name: str
    months: list[int]
    wider: list[int]
    missing: list[int]


class Judgement(Model):
    """What somebody thinks of the answer `turn`."""

    turn: int
    verdict: Literal["up", "down"]
    remark: Annotated[str, Field(max_length=MAX_REMARK)] = ""


class Located(Model):
    """Where marked words stand on a page of the original.

    `width` and `height` are in points; each box is `[left, top, width, height]` as shares
    of the page. No boxes: the words cannot be found there.
    """

    page: int
    pages: int
    width: float
    height: float
    boxes: list[tuple[float, float, float, float]]


class Place(Model):
    """Marked words in the report's text: `marks` are offsets into `text`."""

    before: str
    text: str
    after: str
    marks: list[tuple[int, int]]
    start: int
    page: int | None
