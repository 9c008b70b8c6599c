"""What the routes for administrators take and give."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from web.api.models import Answer, Model

if TYPE_CHECKING:
    from web.building.builds import Build as Ordered
    from web.store import AuditEntry, Rating


class Rated(Model):
    """One rating as administrators see it."""

    id: int
    turn: int
    who: str
    verdict: str
    remark: str
    question: str
    answer: Answer | None
    generation: int
    rated: datetime

    @classmethod
    def of(cls, rating: Rating) -> Rated:
        """Return `rating` as it is sent."""
        return cls(
            id=rating.id,
            turn=rating.turn,
            who=rating.who,
            verdict=rating.verdict.value,
            remark=rating.remark,
            question=rating.question,
            answer=Answer.of(rating.answer) if rating.answer else None,
            generation=rating.generation,
            rated=rating.rated,
        )


class FileResult(Model):
    """What became of one file of a build."""

    name: str
    status: str
    message: str
    message_en: str
    report_id: int | None


class Build(Model):
    """One build; `fraction` is between 0 and 1, `files` are there once it is done."""

    number: int
    kind: str
    title: str
    phase: str
    fraction: float
    doing: str
    doing_en: str
    error: str
    error_en: str
    who: str
    ordered: datetime | None
    finished: datetime | None
    files: list[FileResult]

    @classmethod
    def of(cls, build: Ordered) -> Build:
        """Return `build` as it is sent."""
        return cls(
            number=build.number,
            kind=build.kind.value,
            title=build.title,
            phase=build.phase.value,
            fraction=build.fraction,
            doing=build.doing,
            doing_en=build.doing_en,
            error=build.error,
            error_en=build.error_en,
            who=build.who,
            ordered=build.ordered,
            finished=build.finished,
            files=[
                FileResult(
                    name=outcome.path.name,
                    status=outcome.status.value,
                    message=outcome.message("vi"),
                    message_en=outcome.message("en"),
                    report_id=outcome.report_id,
                )
                for outcome in build.outcomes
            ],
        )


class Correction(Model):
    """What is put right; a field that is not sent stays, null says that there is none.

    `reset` drops earlier corrections first. `period` and `issued` are texts such as
    ``tháng 4/2023`` and ``04/5/2023``.
    """

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    province: str | None = None
    period: str | None = None
    issued: str | None = None
    reset: bool = False


class Logged(Model):
    """One line of the audit log."""

    id: int
    at: datetime
    who: str
    address: str
    action: str
    object: str
    detail: dict[str, Any]

    @classmethod
    def of(cls, entry: AuditEntry) -> Logged:
        """Return `entry` as it is sent."""
        return cls(
            id=entry.id,
            at=entry.at,
            who=entry.who,
            address=entry.address,
            action=entry.action.value,
            object=entry.object,
            detail=dict(entry.detail),
        )
