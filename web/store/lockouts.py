"""Failed sign-ins, and how long they shut an account or an address out.

The wait doubles with each further failure, as NIST SP 800-63B (5.2.2, rate limiting)
recommends over a fixed number of tries. Accounts that do not exist are counted like those
that do: the wait tells nobody which names there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from web.store.accounts import name_key
from web.store.database import Database
from web.store.times import Clock

FREE_TRIES: Mapping[str, int] = MappingProxyType({"account": 5, "address": 20})
"""Failures that cost nothing: an office behind one address has many forgetful people."""

FIRST_SECONDS = 30.0
LONGEST_SECONDS = 3600.0
FORGET_SECONDS = 24 * 3600.0
"""After so long without a failure the count starts anew."""


class Lockouts:
    """The counts of failed sign-ins of one server, kept over restarts."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Use `web.store.Store`."""
        self._database = database
        self._clock = clock

    def remaining(self, name: str, address: str) -> float:
        """Return the seconds that `name` from `address` has to wait, 0 where none."""
        now = self._clock()
        with self._database.reading() as connection:
            (until,) = connection.execute(
                "SELECT coalesce(max(until), 0) FROM lockouts WHERE subject IN (?, ?)",
                tuple(_subjects(name, address)),
            ).fetchone()
        return max(0.0, float(until) - now)

    def failed(self, name: str, address: str) -> None:
        """Count a failure of `name` from `address`."""
        now = self._clock()
        with self._database.writing() as connection:
            connection.execute("DELETE FROM lockouts WHERE last < ?", (now - FORGET_SECONDS,))
            for subject, kind in _subjects(name, address).items():
                (failures,) = connection.execute(
                    "INSERT INTO lockouts VALUES (?, 1, ?, 0) ON CONFLICT (subject)"
                    " DO UPDATE SET failures = failures + 1, last = excluded.last"
                    " RETURNING failures",
                    (subject, now),
                ).fetchone()
                over = failures - FREE_TRIES[kind]
                if over >= 0:
                    wait = min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** min(over, 16))
                    connection.execute(
                        "UPDATE lockouts SET until = ? WHERE subject = ?", (now + wait, subject)
                    )

    def succeeded(self, name: str) -> None:
        """Forget the failures of the account `name`; those of the address stay."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM lockouts WHERE subject = ?", (_account(name),))

    def unlock(self, name: str) -> bool:
        """Let the account `name` try again; return whether it had failures."""
        with self._database.writing() as connection:
            deleted = connection.execute(
                "DELETE FROM lockouts WHERE subject = ?", (_account(name),)
            )
            return deleted.rowcount > 0

    def unlock_addresses(self) -> int:
        """Let every address try again; return how many had failures."""
        with self._database.writing() as connection:
            return connection.execute(
                "DELETE FROM lockouts WHERE subject LIKE 'address:%'"
            ).rowcount


def _account(name: str) -> str:
    # Cut, so that a stranger's long "names" cannot fill the disk.
    return f"account:{name_key(name)[:64]}"


def _subjects(name: str, address: str) -> dict[str, str]:
    return {_account(name): "account", f"address:{address[:64]}": "address"}
