"""Fixtures shared by every test; the network is off except for this machine itself."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def real_reports() -> Path:
    """Folder of the real reports kept beside the checkout; skips where it is absent."""
    folder = ROOT.parent / "shared" / "reports"
    if not folder.is_dir():
        pytest.skip("the real reports are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def gold_folder() -> Path:
    """Folder of the development questions on the real reports; skips where it is absent."""
    folder = ROOT.parent / "shared" / "gold"
    if not folder.is_dir():
        pytest.skip("the development questions are not beside this checkout")
    return folder
