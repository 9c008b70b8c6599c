"""What administrators do from a program: files in, builds, corrections, ratings, the log.

Everything here is below ``/admin``, which the gate opens to administrators only; each
handler asks again.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request, Response, UploadFile

from web.accounts.identity import User, administrator_of
from web.administration import gold
from web.api import admin_models, models
from web.building import uploads
from web.errors import DeskError
from web.store import Action, Verdict

if TYPE_CHECKING:
    from web.desk import Desk


def administrator(request: Request) -> User:
    """Return who asks; raises DeskError ``not_signed_in`` or ``not_allowed``."""
    return administrator_of(request)


Administrator = Annotated[User, Depends(administrator)]


def router(desk: Desk) -> APIRouter:
    """Return the routes for administrators of `desk`."""
    routes = APIRouter(prefix="/admin", tags=["administration"])

    @routes.post("/reports", status_code=202)
    def upload(user: Administrator, files: list[UploadFile]) -> admin_models.Build:
        """Send files; they are brought into the archive in the background."""
        with tempfile.TemporaryDirectory(prefix="hoibaocao-") as folder:
            received = uploads.kept(files, Path(folder))
            return admin_models.Build.of(desk.uploads.receive(user, received))

    @routes.patch("/reports/{report_id}")
    def correct(
        user: Administrator, report_id: int, correction: admin_models.Correction
    ) -> models.Report:
        """Put right what was read wrong in a report."""
        values = correction.model_dump(exclude_unset=True, exclude={"reset"})
        record = desk.curating.correct(user, report_id, values, reset=correction.reset)
        return models.Report.of(record)

    @routes.delete("/reports/{report_id}")
    def remove(user: Administrator, report_id: int) -> models.Report:
        """Take a report out of the archive; it can be restored."""
        return models.Report.of(desk.curating.remove(user, report_id))

    @routes.post("/reports/{report_id}/restore")
    def restore(user: Administrator, report_id: int) -> models.Report:
        """Bring a removed report back."""
        return models.Report.of(desk.curating.restore(user, report_id))

    @routes.get("/builds")
    def builds(user: Administrator) -> list[admin_models.Build]:
        """List the last builds, newest first."""
        return [admin_models.Build.of(build) for build in desk.builds.builds()]

    @routes.get("/builds/{number}")
    def build(user: Administrator, number: int) -> admin_models.Build:
        """Return how far a build is, and what became of each file."""
        found = desk.builds.find(number)
        if found is None:
            raise DeskError("build_unknown")
        return admin_models.Build.of(found)

    @routes.post("/rebuild", status_code=202)
    def rebuild(user: Administrator) -> admin_models.Build:
        """Read and embed every kept original again, in the background."""
        return admin_models.Build.of(desk.order_rebuild(user))

    @routes.get("/ratings")
    def ratings(user: Administrator, verdict: Verdict | None = None) -> list[admin_models.Rated]:
        """List ratings, newest first."""
        return [admin_models.Rated.of(rating) for rating in desk.store.ratings.all(verdict=verdict)]

    @routes.get("/ratings.jsonl", response_class=Response)
    def gold_lines(
        user: Administrator, rating: Annotated[list[int], Query(alias="id")]
    ) -> Response:
        """Export the chosen ratings as lines of a gold file."""
        return gold.export(desk.store, user, rating)

    @routes.get("/audit")
    def audit(
        user: Administrator,
        action: Action | None = None,
        limit: Annotated[int, Query(ge=1, le=1_000)] = 200,
    ) -> list[admin_models.Logged]:
        """Return the newest lines of the audit log, newest first."""
        return [
            admin_models.Logged.of(e) for e in desk.store.audit.entries(action=action, limit=limit)
        ]

    return routes
