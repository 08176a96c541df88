"""Extensions from installed packages: texts, rules, profiles and factor data sets.

A package declares its extensions as entry points (docs/add-a-country.md):

- ``openpcf.messages``: a function that returns the YAML bytes of a catalogue by language;
- ``openpcf.rules``: a module whose import registers rules;
- ``openpcf.profiles``: a function that gives the YAML bytes of a profile;
- ``openpcf.factors``: a function that gives the bytes of a factor data set;
- ``openpcf.stores``: a callable that opens a store at a path (docs/add-a-store.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from openpcf.errors import InputError, UsageError
from openpcf.factor_library.dataset import Dataset, read_dataset
from openpcf.formats.yaml_text import read_yaml_text
from openpcf.messages.catalogue import register_texts
from openpcf.messages.source import SourceError, read
from openpcf.ruleset import resolve
from openpcf.store import ADAPTERS, Store


@dataclass(frozen=True)
class Guests:
    """Extensions of installed packages; their texts and rules are registered.

    ``profiles``: id → text-only data; ``datasets``: ``package:entry point`` → data set.
    """

    profiles: Mapping[str, Any] = field(default_factory=dict)
    datasets: Mapping[str, Dataset] = field(default_factory=dict)


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else point.name


@contextmanager
def _loading(point: EntryPoint) -> Iterator[None]:
    """Raise any error in an entry point as one error that names its package."""
    package = _package(point)
    try:
        yield
    except InputError as e:
        first = e.findings[0] if e.findings else e
        place = f"{package}: {first.place}" if first.place else package
        raise InputError(first.code, place, first.found, first.expected, **first.params) from e
    except (Exception, SystemExit) as e:
        found = f"{type(e).__name__}: {e}"[:200]
        raise InputError("GUEST_FAILS", package, found, f"{point.group}: {point.value}") from e


def _texts(point: EntryPoint) -> None:
    catalogues = {}
    for language, data in point.load()().items():
        try:
            catalogues[language] = read(data)
        except SourceError as e:
            place = ":".join(filter(None, (f"{language}.yaml", e.place)))
            problem = {"code": f"data.{e.problem}", "params": e.params}
            raise InputError("CATALOGUE_FORM", place, problem=problem) from e
    register_texts(catalogues)


def _profile(point: EntryPoint, known: Mapping[str, Any]) -> tuple[str, Any]:
    data = read_yaml_text(point.load()(), point.name)
    if not isinstance(data, Mapping) or "id" not in data:
        raise InputError("PROFILE_FORM", point.name, type(data).__name__, "id, rules, fields")
    name = str(data["id"])
    if name in known:
        raise InputError("PROFILE_TAKEN", found=name)
    return name, data


def _dataset(point: EntryPoint, taken: Iterable[str]) -> Dataset:
    dataset = read_dataset(point.load()(), point.name)
    if dataset.key in taken:
        raise InputError("DATASET_TWICE", found=dataset.key)
    return dataset


def discover(own_profiles: Mapping[str, Any], own_datasets: Iterable[str]) -> Guests:
    """Load the extensions of installed packages, beside our own profiles and data sets.

    Raises InputError with the package in its place: ``GUEST_FAILS``, ``CATALOGUE_…``,
    ``RULE_TAKEN``, ``PROFILE_…``, ``DATASET_FORM``, ``DATASET_TWICE``.
    """
    installed = entry_points()
    for point in installed.select(group="openpcf.messages"):
        with _loading(point):
            _texts(point)
    for point in installed.select(group="openpcf.rules"):
        with _loading(point):
            point.load()
    profiles: dict[str, Any] = {}
    named: dict[str, EntryPoint] = {}
    for point in installed.select(group="openpcf.profiles"):
        with _loading(point):
            name, profiles[name] = _profile(point, {**own_profiles, **profiles})
            named[name] = point
    for name, point in named.items():
        with _loading(point):
            resolve({**own_profiles, **profiles}, name)
    datasets: dict[str, Dataset] = {}
    for point in installed.select(group="openpcf.factors"):
        with _loading(point):
            taken = {*own_datasets, *(d.key for d in datasets.values())}
            datasets[f"{_package(point)}:{point.name}"] = _dataset(point, taken)
    return Guests(profiles, datasets)


def store_adapter(name: str) -> Callable[[Path], Store]:
    """Load the store adapter of an installed package.

    Raises UsageError ``STORE_UNKNOWN`` where nothing installed provides it, InputError
    ``GUEST_FAILS`` where loading it fails.
    """
    points = {point.name: point for point in entry_points().select(group="openpcf.stores")}
    if name not in points:
        raise UsageError("STORE_UNKNOWN", found=name, expected=", ".join((*ADAPTERS, *points)))
    with _loading(points[name]):
        adapter: Callable[[Path], Store] = points[name].load()
    return adapter
