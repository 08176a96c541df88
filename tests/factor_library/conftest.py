"""The shipped library, read once."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from openpcf.factor_library.dataset import read_dataset
from openpcf.factor_library.library import Library
from openpcf.factor_library.synonyms import Synonyms, read_synonyms

DATA = Path(__file__).resolve().parents[2] / "src" / "openpcf" / "data"


@pytest.fixture(scope="session")
def manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "factors" / "manifest.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="session")
def synonyms() -> Synonyms:
    with (DATA / "materials" / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        return read_synonyms(csv.DictReader(file))


@pytest.fixture(scope="session")
def library(manifest: dict[str, Any], synonyms: Synonyms) -> Library:
    files = [DATA / "factors" / entry["file"] for entry in manifest["datasets"]]
    return Library((read_dataset(f.read_bytes(), f.name) for f in files), synonyms)
