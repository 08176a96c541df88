"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("openpcf", deadline=None)  # Machines are shared: no test is timed.
settings.load_profile("openpcf")

# Workers of pytest-xdist are told a width; texts that go to no terminal have none.
os.environ.pop("COLUMNS", None)

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party material beside the checkout."""
    if not (SHARED / "data").is_dir():
        message = f"third-party test material is not at {SHARED}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return SHARED
