"""Data that ships with the package, read once and passed on as values."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from openpcf.messages.source import fingerprint
from openpcf.ruleset import ResolvedProfile, resolve

if TYPE_CHECKING:
    from openpcf.factor_library.dataset import Dataset
    from openpcf.factor_library.library import Library

_DATA = files("openpcf") / "data"

Rows = tuple[Mapping[str, str], ...]


def engine_version() -> str:
    """Version of this package."""
    from importlib.metadata import version

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
    from openpcf.factor_library.dataset import read_dataset

    return read_dataset(data_bytes("factors", file))


@cache
def library(*, everything: bool = False) -> Library:
    """The shipped library: what is used by default, or every vintage and special set."""
    from openpcf.factor_library.library import Library
    from openpcf.factor_library.synonyms import read_synonyms

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


class _Profiles(Mapping[str, Any]):
    """Profiles by id: ours, and those of installed packages, which are looked for only where ours
    do not answer (looking costs more than reading one)."""

    @cached_property
    def _own(self) -> Mapping[str, Any]:
        names = sorted(e.name for e in (_DATA / "profiles").iterdir() if e.name.endswith(".yaml"))
        every = (profile_data(name.removesuffix(".yaml")) for name in names)
        return {str(data["id"]): data for data in every}

    @cached_property
    def _every(self) -> Mapping[str, Any]:
        from importlib.metadata import entry_points

        points = entry_points(group="openpcf.profiles")
        guests = (read_profile(point.load()(), point.name) for point in points)
        return {**self._own, **{str(data["id"]): data for data in guests}}

    def __getitem__(self, name: str) -> Any:
        return self._own[name] if name in self._own else self._every[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._every)

    def __len__(self) -> int:
        return len(self._every)


@cache
def profiles() -> Mapping[str, Any]:
    """Every profile by id: ours and those of installed packages (``openpcf.profiles``)."""
    return _Profiles()


@cache
def resolved(profile: str) -> ResolvedProfile:
    """A profile with all it extends; raises as :func:`openpcf.rules.resolve`."""
    return resolve(profiles(), profile)


def questions() -> Rows:
    """Rows of the questions to suppliers."""
    return rows("requests", "questions.csv")
