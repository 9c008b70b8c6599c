"""The language that a page speaks: every text in Vietnamese and English, side by side.

Both wordings stand where they are used, Vietnamese first, so that neither can be missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Language = Literal["vi", "en"]

COOKIE = "hbc_lang"
"""The cookie that remembers the choice; without it a page is Vietnamese."""

_SWAPPED = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things in one language, numbers and dates in that language's form."""

    language: Language = "vi"

    def __call__(self, vietnamese: str, english: str) -> str:
        """Return the wording of the page's language."""
        return english if self.language == "en" else vietnamese

    def count(self, number: int) -> str:
        """Return a whole number: ``1.204``, in English ``1,204``."""
        written = f"{number:,}"
        return written if self.language == "en" else written.translate(_SWAPPED)

    def decimal(self, number: float, digits: int) -> str:
        """Return `number` with `digits` decimals: ``0,03``, in English ``0.03``."""
        written = f"{number:,.{digits}f}"
        return written if self.language == "en" else written.translate(_SWAPPED)

    def day(self, day: date) -> str:
        """Return a date: ``05/4/2023`` as Decree 30/2020 writes it, in English ``5 Apr 2023``."""
        if self.language == "en":
            return f"{day.day} {day:%b %Y}"
        # A zero before days below 10, and before January and February only.
        month = f"{day.month:02d}" if day.month < 3 else str(day.month)
        return f"{day.day:02d}/{month}/{day.year}"

    def moment(self, moment: datetime) -> str:
        """Return a moment in local time: ``14:05 ngày 05/4/2023``, ``14:05, 5 Apr 2023``."""
        local = moment.astimezone()
        return f"{local:%H:%M}{self(' ngày ', ', ')}{self.day(local.date())}"

    @property
    def other(self) -> Voice:
        """The voice that the switch leads to."""
        return Voice("vi" if self.language == "en" else "en")


VIETNAMESE = Voice("vi")
ENGLISH = Voice("en")


def voice_of(cookies: Mapping[str, str]) -> Voice:
    """Return the voice that a visitor with `cookies` has chosen."""
    return ENGLISH if cookies.get(COOKIE) == "en" else VIETNAMESE
