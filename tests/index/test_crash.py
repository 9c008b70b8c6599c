"""Killed at whatever step, the archive is as before or as after, and the next build works."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_build_and_remove_killed_at_every_step(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tests.index.crash_child", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    states, *steps = map(json.loads, result.stdout.splitlines())
    allowed = [states["before"], states["middle"], states["after"]]
    assert all(state["originals"] for state in allowed)
    assert len({state["rows"] for state in allowed[:2]}) == 2
    killed = steps[:-1]
    assert len(killed) > 40
    assert {step["status"] for step in killed} == {signal.SIGKILL}
    reached = []
    for step in killed:
        assert step["found"] in allowed, step["step"]
        assert step["ended"] == states["after"], step["step"]
        reached.append(allowed.index(step["found"]))
    assert reached == sorted(reached)
    assert set(reached) == {0, 1, 2}
    assert steps[-1]["found"] == states["after"]
