"""Whatever goes wrong at whatever step, the archive is as before or as after, and goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.index.faults.operations import OPERATIONS

ROOT = Path(__file__).resolve().parents[2]
NAMES = [operation.name for operation in OPERATIONS]
GROUPS = [NAMES[0::3], NAMES[1::3], NAMES[2::3]]
SAMPLE = 36  # one step in so many; `make test-faults` tries each


def faults(names: list[str], every: int) -> list[dict[str, str]]:
    """Put faults into operations, in a process of its own that may fork."""
    options = ["--json", "--jobs", "1", "--every", str(every), "--operations", *names]
    result = subprocess.run(
        [sys.executable, "-m", "tests.index.faults", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout, result.stderr
    trials: list[dict[str, str]] = json.loads(result.stdout)
    assert [trial for trial in trials if trial["problem"]] == []
    assert result.returncode == 0
    return trials


@pytest.mark.parametrize("names", GROUPS, ids=", ".join)
def test_a_sample_of_faults_in_every_operation(names: list[str]) -> None:
    trials = faults(names, SAMPLE)
    assert len(trials) > 20
    assert {trial["operation"] for trial in trials} == set(names)
    assert set(Counter(trial["fault"] for trial in trials)) == {"SIGKILL", "power", "ENOSPC", "EIO"}
    assert {"before", "after"} <= {trial["outcome"] for trial in trials}
    assert any("sqlite" in trial["step"] for trial in trials)


@pytest.mark.faults
@pytest.mark.timeout(3600)
def test_every_fault_at_every_step_of_every_operation() -> None:
    assert len(faults(NAMES, 1)) > 2000
