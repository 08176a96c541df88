"""The factor library: the data sets passed in, vintages side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from openpcf.errors import InputError
from openpcf.factor_library.dataset import Dataset
from openpcf.factor_library.synonyms import NO_SYNONYMS, Synonyms
from openpcf.model.factor import Factor


class _ById(Mapping[str, Factor]):
    """Factors by id, made on demand; of two vintages of one id, the later version."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __getitem__(self, id: str) -> Factor:
        found = self._library.find(id)
        if found is None:
            raise KeyError(id)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(id for d in self._library.datasets for id in d.index))

    def __len__(self) -> int:
        return len({id for d in self._library.datasets for id in d.index})

    def __contains__(self, id: object) -> bool:
        return any(id in d.index for d in self._library.datasets)


@dataclass(frozen=True, eq=False)
class Library:
    """Data sets and the synonyms for their contents.

    Raises InputError ``DATASET_TWICE`` for two files of the same name and version.
    """

    datasets: tuple[Dataset, ...]
    synonyms: Synonyms = NO_SYNONYMS

    def __init__(self, datasets: Iterable[Dataset], synonyms: Synonyms = NO_SYNONYMS) -> None:
        ordered = tuple(sorted(datasets, key=lambda d: (d.header.name, d.header.version)))
        keys = [d.key for d in ordered]
        for key in keys:
            if keys.count(key) > 1:
                raise InputError("DATASET_TWICE", found=key)
        object.__setattr__(self, "datasets", ordered)
        object.__setattr__(self, "synonyms", synonyms)

    def __len__(self) -> int:
        return sum(len(d) for d in self.datasets)

    def __iter__(self) -> Iterator[Factor]:
        return (factor for d in self.datasets for factor in d)

    @property
    def by_id(self) -> Mapping[str, Factor]:
        """Return all factors by id."""
        return _ById(self)

    def pins(self) -> dict[str, str]:
        """Return the digest of every data set by ``name/version``, as a study's lock stores it."""
        return {d.key: d.digest for d in self.datasets}

    def dataset(self, key: str) -> Dataset | None:
        """Return the data set of a ``name/version``."""
        return next((d for d in self.datasets if d.key == key), None)

    def defaults(self) -> Library:
        """Return the library of data sets that are used by default."""
        return Library((d for d in self.datasets if d.header.default), self.synonyms)

    def adding(self, *datasets: Dataset) -> Library:
        """Return this library with more data sets."""
        return Library((*self.datasets, *datasets), self.synonyms)

    def find(self, id: str, version: str | None = None) -> Factor | None:
        """Return the factor of an id in a version (default: the latest); None if unknown."""
        for d in reversed(self.datasets):
            if version in (None, d.header.version) and (factor := d.get(id)):
                return factor
        return None

    def get(self, id: str, version: str | None = None, place: str = "") -> Factor:
        """Return a factor as ``find``; raises InputError ``FACTOR_UNKNOWN`` with the nearest id."""
        found = self.find(id, version)
        if found is None:
            raise InputError("FACTOR_UNKNOWN", place, id[:80], self._near(id))
        return found

    def current(self, id: str, place: str = "") -> Factor:
        """Return a factor as ``get``; an id of another vintage gives the row of this vintage.

        For example ``desnz:2024:x`` for ``desnz:2023:x``.
        """
        if self.find(id) is None and id.count(":") > 1:
            scheme, _, row = id.split(":", 2)
            for d in reversed(self.datasets):
                prefix = d.header.id_prefix
                if prefix.startswith(f"{scheme}:") and (factor := d.get(prefix + row)):
                    return factor
        return self.get(id, place=place)

    def select(self, **wanted: str | Iterable[str]) -> tuple[Factor, ...]:
        """Return factors by field values: ``select(category="pcb", per=("m2", "mm2"))``."""
        found: list[Factor] = []
        for d in self.datasets:
            rows: set[int] | None = None
            for name, values in wanted.items():
                of = {values} if isinstance(values, str) else set(values)
                if name == "dataset":
                    hits: Iterable[int] = range(len(d)) if d.header.name in of else ()
                elif name == "version":
                    hits = range(len(d)) if d.header.version in of else ()
                else:
                    hits = d.where(name, of)
                rows = set(hits) if rows is None else rows & set(hits)
                if not rows:
                    break
            found.extend(d.factor(i) for i in sorted(range(len(d)) if rows is None else rows))
        return tuple(found)

    @cached_property
    def _ids(self) -> list[str]:
        return sorted(self.by_id)

    def _near(self, id: str) -> str:
        """Return the id with the longest common beginning."""
        if not self._ids:
            return ""
        at = bisect_left(self._ids, id)
        around = self._ids[max(0, at - 1) : at + 1]

        def alike(other: str) -> int:
            return next((i for i, (a, b) in enumerate(zip(id, other, strict=False)) if a != b), 99)

        return max(around, key=alike)
