"""Data that ships with the package, read once and passed on as values."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points, version
from importlib.resources import files
from typing import Any

from openpcf.factor_library.dataset import Dataset, read_dataset
from openpcf.factor_library.library import Library
from openpcf.factor_library.synonyms import read_synonyms
from openpcf.messages.source import fingerprint
from openpcf.ruleset import ResolvedProfile, resolve

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
def manifest() -> tuple[Mapping[str, Any], ...]:
    """What data sets ship: name, version, digest, file, licence, default."""
    return tuple(json.loads(data_bytes("factors", "manifest.json"))["datasets"])


@cache
def shipped_dataset(file: str) -> Dataset:
    """One shipped data set."""
    return read_dataset(data_bytes("factors", file))


@cache
def library(*, everything: bool = False) -> Library:
    """The shipped library: what is used by default, or every vintage and special set."""
    chosen = [m for m in manifest() if everything or m["default"]]
    return Library(
        (shipped_dataset(m["file"]) for m in chosen),
        read_synonyms(rows("materials", "synonyms.csv")),
    )


def profile_data(name: str) -> Mapping[str, Any]:
    """A shipped profile as data: the compiled form where it is that of the source."""
    source = data_bytes("profiles", f"{name}.yaml")
    try:
        compiled = json.loads(data_bytes("profiles", f"{name}.json"))
    except OSError:
        compiled = {}
    if compiled.get("source") == fingerprint(source):
        found: Mapping[str, Any] = compiled["profile"]
        return found
    return read_profile(source, f"{name}.yaml")


def read_profile(data: bytes, name: str) -> Mapping[str, Any]:
    """The data of a profile; YAML is loaded for it alone. Raises as reading YAML does."""
    from openpcf.formats.yaml_text import read_yaml_text

    return read_yaml_text(data, name)


@cache
def profiles() -> Mapping[str, Any]:
    """Every profile by id: ours and those of installed packages (``openpcf.profiles``)."""
    found: dict[str, Any] = {}
    for entry in sorted((_DATA / "profiles").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            data = profile_data(entry.name.removesuffix(".yaml"))
            found[str(data["id"])] = data
    for point in entry_points(group="openpcf.profiles"):
        data = read_profile(point.load()(), point.name)
        found[str(data["id"])] = data
    return found


@cache
def resolved(profile: str) -> ResolvedProfile:
    """A profile with all it extends; raises as :func:`openpcf.rules.resolve`."""
    return resolve(profiles(), profile)


def questions() -> Rows:
    """Rows of the questions to suppliers."""
    return rows("requests", "questions.csv")
