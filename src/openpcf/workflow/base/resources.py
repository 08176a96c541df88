"""Data that ships with the package and with installed guests, read once, passed on as values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from openpcf import package_data
from openpcf.errors import InputError
from openpcf.messages.source import fingerprint
from openpcf.ruleset import ResolvedProfile, resolve

if TYPE_CHECKING:
    from openpcf.factor_library.dataset import Dataset
    from openpcf.factor_library.library import Library
    from openpcf.workflow.base.guests import Guests

_DATA = files("openpcf") / "data"

Rows = tuple[Mapping[str, str], ...]


def engine_version() -> str:
    """Version of this package."""
    from importlib.metadata import version

    return version("openpcf")


def data_bytes(*path: str) -> bytes:
    """The bytes of one shipped file; raises InputError ``PACKAGE_DATA``."""
    return package_data.data("/".join(path))


@cache
def rows(*path: str) -> Rows:
    """The rows of one shipped CSV table; raises InputError ``PACKAGE_DATA``."""
    return package_data.table("/".join(path))


@cache
def _own_manifest() -> tuple[Mapping[str, Any], ...]:
    with package_data.reading("factors/manifest.json"):
        return tuple(json.loads(data_bytes("factors", "manifest.json"))["datasets"])


@cache
def guests() -> Guests:
    """What installed packages add, discovered on first use.

    Raises InputError for a package that cannot be used, named in its place.
    """
    from openpcf.workflow.base.guests import discover

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
    from openpcf.factor_library.dataset import read_dataset

    return guests().datasets.get(file) or read_dataset(data_bytes("factors", file))


@cache
def library(*, everything: bool = False) -> Library:
    """The installed library: what is used by default, or every vintage and special set."""
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
    except (InputError, ValueError):
        compiled = None
    if isinstance(compiled, dict) and compiled.get("source") == fingerprint(source):
        found: Mapping[str, Any] = compiled["profile"]
        return found
    from openpcf.formats.yaml_text import read_yaml_text

    return read_yaml_text(source, f"{name}.yaml")


@cache
def _own_profiles() -> Mapping[str, Any]:
    names = sorted(e.name for e in (_DATA / "profiles").iterdir() if e.name.endswith(".yaml"))
    every = (profile_data(name.removesuffix(".yaml")) for name in names)
    return {str(data["id"]): data for data in every}


class _Profiles(Mapping[str, Any]):
    """Profiles by id: ours, and those of installed packages.

    Guests are looked for only where ours do not answer: looking costs more than reading one. A
    guest never takes the id of one of ours (``PROFILE_TAKEN``).
    """

    def __getitem__(self, name: str) -> Any:
        own = _own_profiles()
        return own[name] if name in own else guests().profiles[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**_own_profiles(), **guests().profiles})

    def __len__(self) -> int:
        return len(_own_profiles()) + len(guests().profiles)


@cache
def profiles() -> Mapping[str, Any]:
    """Every profile by id: ours and those of installed packages."""
    return _Profiles()


@cache
def resolved(profile: str) -> ResolvedProfile:
    """A profile with all it extends; raises as :func:`openpcf.ruleset.resolve`."""
    return resolve(profiles(), profile)


def questions() -> Rows:
    """Rows of the questions to suppliers."""
    return rows("requests", "questions.csv")
