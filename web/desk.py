"""What the handlers and routes need, made once for the server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from web.accounts.identity import LOCAL_USER, User
from web.store import Action

if TYPE_CHECKING:
    from assistant import Assistant, Conversation
    from index import Archive
    from web.administration.curating import Curating
    from web.asking.examples import Examples
    from web.asking.service import Asking
    from web.building.builds import Build, BuildDesk
    from web.building.uploads import Uploads
    from web.limits import Limits
    from web.store import Store


SAMPLE_TITLE = "Dựng kho báo cáo mẫu"


@dataclass(frozen=True, slots=True)
class Desk:
    """The archive, who answers from it, who changes it, and what is remembered of people.

    ``sample`` is the folder of the sample reports, or None where it is not installed.
    """

    archive: Archive
    assistant: Assistant
    builds: BuildDesk
    examples: Examples
    new_conversation: Callable[[], Conversation]
    sample: Path | None
    store: Store
    asking: Asking
    uploads: Uploads
    curating: Curating

    def order_sample(self, user: User = LOCAL_USER) -> Build | None:
        """Order a build of the sample reports; None where it is not there or one is under way.

        Raises DeskError ``not_allowed``.
        """
        user.require_administrator()
        if self.sample is None or self.builds.current() is not None:
            return None
        build = self.builds.submit([self.sample], title=SAMPLE_TITLE, user=user)
        self._note(Action.SAMPLE, user, build)
        return build

    def order_rebuild(self, user: User) -> Build:
        """Order that every kept original is read again; raises DeskError ``not_allowed``."""
        build = self.builds.submit_rebuild(user.require_administrator())
        self._note(Action.REBUILD, user, build)
        return build

    def _note(self, action: Action, user: User, build: Build) -> None:
        self.store.audit.note(action, user, detail={"build": build.number})


def open_desk(
    archive: Archive,
    data: Path,
    *,
    assistant: Assistant,
    store: Store,
    new_conversation: Callable[[], Conversation],
    limits: Limits | None = None,
    sample: Path | None = None,
    on_change: Callable[[Build], None] | None = None,
) -> Desk:
    """Return the desk of the archive in the folder `data`, with what people did in `store`.

    `on_change` is told of every change of a build, in the build's thread.
    """
    # Imported here so that a desk can be named without loading what it is made of.
    from web.administration.curating import Curating
    from web.asking.examples import Examples
    from web.asking.service import Asking
    from web.building.builds import BuildDesk
    from web.building.uploads import Uploads
    from web.limits import Limits, QuestionLimit

    limits = limits or Limits()
    builds = BuildDesk(archive, store.builds, on_change=on_change)
    return Desk(
        archive=archive,
        assistant=assistant,
        builds=builds,
        examples=Examples(archive, assistant),
        new_conversation=new_conversation,
        sample=sample,
        store=store,
        asking=Asking(
            archive, assistant, store, new_conversation, QuestionLimit(limits.questions_per_minute)
        ),
        uploads=Uploads(data, builds, store, limits),
        curating=Curating(archive, store),
    )
