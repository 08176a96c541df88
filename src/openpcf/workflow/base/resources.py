"""Data that ships with the package and with installed guests, read once, passed on as values."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from openpcf.factor_library.dataset import Dataset, read_dataset
from openpcf.factor_library.library import Library
from openpcf.factor_library.synonyms import read_synonyms
from openpcf.formats.yaml_text import read_yaml_text
from openpcf.ruleset import ResolvedProfile, resolve
from openpcf.workflow.base.guests import Guests, discover

_DATA = files("openpcf") / "data"

Rows = tuple[Mapping[str, str], ...]


def engine_version() -> str:
    """Version of this package."""
    return version("openpcf")


def data_bytes(*path: str) -> bytes:
    """The bytes of one shipped file."""
    return _DATA.joinpath(*path).read_bytes()


@cache
def rows(*path: str) -> Rows:
    """The rows of one shipped CSV table."""
    text = data_bytes(*path).decode("utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


@cache
def _own_manifest() -> tuple[Mapping[str, Any], ...]:
    return tuple(json.loads(data_bytes("factors", "manifest.json"))["datasets"])


@cache
def _own_profiles() -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for entry in sorted((_DATA / "profiles").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            data = read_yaml_text(entry.read_bytes(), entry.name)
            found[str(data["id"])] = data
    return found


@cache
def guests() -> Guests:
    """What installed packages add, discovered on first use."""
    return discover(_own_profiles(), [f"{m['name']}/{m['version']}" for m in _own_manifest()])


@cache
def manifest() -> tuple[Mapping[str, Any], ...]:
    """What data sets are installed: name, version, digest, file, licence, default."""
    added = (
        {**dataset.header.model_dump(mode="json"), "digest": dataset.digest, "file": file}
        for file, dataset in guests().datasets.items()
    )
    return (*_own_manifest(), *added)


@cache
def shipped_dataset(file: str) -> Dataset:
    """One installed data set by the file the manifest names."""
    return guests().datasets.get(file) or read_dataset(data_bytes("factors", file))


@cache
def library(*, everything: bool = False) -> Library:
    """The installed library: what is used by default, or every vintage and special set."""
    chosen = [m for m in manifest() if everything or m["default"]]
    return Library(
        (shipped_dataset(m["file"]) for m in chosen),
        read_synonyms(rows("materials", "synonyms.csv")),
    )


@cache
def profiles() -> Mapping[str, Any]:
    """Every profile by id: ours and those of installed packages (``openpcf.profiles``)."""
    return {**_own_profiles(), **guests().profiles}


@cache
def resolved(profile: str) -> ResolvedProfile:
    """A profile with all it extends; raises as :func:`openpcf.rules.resolve`."""
    return resolve(profiles(), profile)


def questions() -> Rows:
    """Rows of the questions to suppliers."""
    return rows("requests", "questions.csv")
