"""Puts every fault into every step of every operation, and says what the archive is left.

One process loads everything once and forks for each fault, so that hundreds take a minute.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import ArchiveError
from index.words import words
from tests.index.faults.injection import Fault, Injector
from tests.index.faults.operations import OPERATIONS, Act, Operation, add_more, prepare, state

_MEMORY = Path("/dev/shm")  # where there is one: nothing here depends on a real disk


@dataclass(frozen=True)
class Trial:
    """One fault: what was going on, what happened to the archive, and what is wrong with that.

    ``outcome`` is ``before``, ``after``, ``same`` where these are one, ``empty`` (created, and no
    more), ``part`` (files that failed were named, the others added), or "".
    """

    operation: str
    fault: Fault
    step: str
    outcome: str
    told: str  # code of the error that was raised, or "" (nothing failed, or nobody was left)
    problem: str


@dataclass(frozen=True)
class _Expected:
    """What may be found after a fault, by name, and what the next change leads to."""

    states: dict[str, Any]
    ended: Any


def try_operation(name: str, every: int) -> list[Trial]:
    """Return the trials of the operation `name`, in a folder of their own."""
    memory = _MEMORY if _MEMORY.is_dir() else None
    operation = next(operation for operation in OPERATIONS if operation.name == name)
    with tempfile.TemporaryDirectory(dir=memory, ignore_cleanup_errors=True) as folder:
        return list(Harness(Path(folder)).trials(operation, every))


class Harness:
    """Trials of one set of archives below `folder`."""

    def __init__(self, folder: Path) -> None:
        """Prepare the archives."""
        self._folder = folder
        self._inbox, self._base = folder / "inbox", folder / "base"
        words("nạp trước")
        _in_fork(lambda: prepare(self._inbox, self._base))

    def trials(self, operation: Operation, every: int = 1) -> Iterator[Trial]:
        """Try each fault at each step, or at one step in `every`, the last always among them."""
        expected = self._expected(operation)
        steps = self._steps(operation)
        for place, fault in enumerate(Fault):
            for step, name in enumerate(steps, 1):
                if (step + place) % every == 0 or step == len(steps):
                    yield self._try(operation, fault, step, name, expected)

    def _begin(self, operation: Operation) -> Path:
        data = self._folder / "trial"
        shutil.rmtree(self._folder / "spare", ignore_errors=True)
        shutil.rmtree(data, ignore_errors=True)
        if not operation.begins_with_nothing:
            shutil.copytree(self._base, data)
            _in_fork(lambda: operation.spoil(data))
        return data

    def _expected(self, operation: Operation) -> _Expected:
        """Find the states without any fault; each must be what a full rebuild gives as well."""
        data = self._begin(operation)
        before = _in_fork(lambda: state(data))
        data = self._begin(operation)

        def acted() -> Any:
            operation.act(data, self._inbox)
            after = state(data)
            add_more(data, self._inbox)
            return after, state(data)

        after, ended = _in_fork(acted)
        states = {"before": before, "after": after}
        if _in_fork(lambda: self._rebuilt(data)) != ended:
            raise AssertionError(f"{operation.name}: a full rebuild gives something else")
        if operation.begins_with_nothing:
            states["empty"] = {**{key: [] for key in after}, **_EMPTY}
        for part in operation.parts:
            data = self._begin(operation)
            states[f"part {len(states)}"] = _in_fork(lambda: self._partly(part, data))  # noqa: B023
        return _Expected(states, ended)

    def _partly(self, part: Act, data: Path) -> Any:
        part(data, self._inbox)
        return state(data)

    def _rebuilt(self, data: Path) -> Any:
        rebuild = next(o for o in OPERATIONS if o.name == "rebuild")
        rebuild.act(data, self._inbox)
        return state(data)

    def _steps(self, operation: Operation) -> list[str]:
        data = self._begin(operation)

        def counted() -> list[str]:
            injector = Injector(data, 0, Fault.KILL, self._folder / "spare")
            injector.install()
            operation.act(data, self._inbox)
            return injector.steps

        steps: list[str] = _in_fork(counted)
        return steps

    def _try(
        self, operation: Operation, fault: Fault, step: int, name: str, expected: _Expected
    ) -> Trial:
        data = self._begin(operation)
        spare = self._folder / "spare"

        def failing() -> Any:
            injector = Injector(data, step, fault, spare)
            injector.install()
            try:
                told = operation.act(data, self._inbox)
            except ArchiveError as error:
                told = error.code
            injector.stop()
            return told, state(data)

        def afterwards() -> Any:
            found = state(data)
            operation.act(data, self._inbox)
            add_more(data, self._inbox)
            return found, state(data)

        told, lived = "", None
        problems: list[str] = []
        try:
            result = _in_fork(failing, may_die=fault in (Fault.KILL, Fault.POWER))
            told, lived = result if result is not None else ("", None)
            found, ended = _in_fork(afterwards)
        except ForkError as error:
            return Trial(operation.name, fault, name, "", told, str(error))
        outcome = next((n for n, s in expected.states.items() if s == found), "")
        if not outcome:
            problems.append(f"neither before nor after: {_difference(found, expected)}")
        if lived is not None and lived != found:
            problems.append("the process itself sees another state")
        if expected.states["before"] == expected.states["after"]:
            outcome = outcome and "same"
        elif told and outcome == "after" and not name.startswith("sync"):
            # (Where a sync fails, the disk holds the change or does not: nobody can tell.)
            problems.append("told that it failed, but it was done")
        elif lived is not None and not told and outcome != "after":
            problems.append("told that it was done, but it was not")
        outcome = outcome.rstrip(" 0123456789")
        if ended != expected.ended:
            problems.append("the next change leads elsewhere")
        return Trial(
            operation.name,
            fault,
            name,
            outcome.split()[0] if outcome else "",
            told,
            "; ".join(problems),
        )


_EMPTY = {"originals": True, "figures": 0, "rows": 0, "sound": True}


class ForkError(Exception):
    """A fork ended with an exception that no one is told of in words."""


def _in_fork(work: Callable[[], Any], *, may_die: bool = False) -> Any:
    """Run `work` in a fork and return its result; None where it was killed, as it may be."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            result = {"result": work()}
            status = 0
        except BaseException:
            result = {"failure": traceback.format_exc(limit=-6)}
        with os.fdopen(writing, "w") as pipe:
            pipe.write(json.dumps(result))
        os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        if may_die and os.WTERMSIG(status) == signal.SIGKILL:
            return None
        raise ForkError(f"ended by signal {os.WTERMSIG(status)}")
    answer = json.loads(text)
    if "failure" in answer:
        raise ForkError(answer["failure"])
    return answer["result"]


def _difference(found: Any, expected: _Expected) -> str:
    before, after = expected.states["before"], expected.states["after"]
    keys = [key for key in found if found[key] not in (before.get(key), after.get(key))]
    return ", ".join(keys) or f"a mix of both ({list(found)[:3]})"
