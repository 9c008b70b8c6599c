"""An invented province and what a month of it is: values without behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LEVELS = ("tinh", "huyen", "xa")  # province, district, commune; parts of indicator keys


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def plus(self, months: int) -> Month:
        """Return the month `months` later (earlier where negative)."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    @property
    def label(self) -> str:
        """As a Vietnamese report prints it: ``4/2023``."""
        return f"{self.month}/{self.year}"

    @property
    def two_digits(self) -> str:
        """As other reports print it: ``04/2023``."""
        return f"{self.month:02d}/{self.year}"


@dataclass(frozen=True, slots=True)
class Profile:
    """An invented province and its office.

    `five_g_from` is the first month that knows of 5G stations; cumulative figures run to
    the `cutoff_day` of each month; `number_mark` is what follows the number of a report.
    """

    province: str
    seed: int = 1
    five_g_from: Month | None = None
    director: str = "Trần Quang Lâm"
    deputy: str = "Lê Thị Hoài Thu"
    cutoff_day: int = 20
    number_mark: str = "BC-STTTT"


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """Everything that the report of one month says, by indicator key.

    `values` are whole numbers, or decimals with the places that they are printed with;
    changes against the month before are signed. `words` are the facts that are no number.
    """

    month: Month
    cutoff: date  # cumulative figures run from 1 January to this day
    issued: date
    number: str
    values: Mapping[str, int | Decimal]
    words: Mapping[str, str]
