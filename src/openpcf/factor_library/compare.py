"""Compare factors: publishers that disagree, vintages that changed. Never averaged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache

from openpcf.factor_library.dataset import Dataset
from openpcf.factor_library.library import Library
from openpcf.factor_library.search import concepts_of
from openpcf.factor_library.synonyms import Concept
from openpcf.model.factor import Factor
from openpcf.model.units import conversion, same_dimension, unit

_SHOWN = Context(prec=28)
SHOWN = 6
"""A person looks at a handful of others, not at every vehicle class."""
_YEAR = re.compile(r":(19|20)\d\d$")
_COMMON = {
    "mass": "kg",
    "energy": "kWh",
    "area": "m2",
    "mass distance": "t.km",
    "volume": "l",
    "passenger distance": "passenger.km",
    "piece": "piece",
    "length": "km",
}


@dataclass(frozen=True, slots=True)
class Comparable:
    """A factor with its value in the unit of the comparison (28 digits, for display only)."""

    factor: Factor
    value: Decimal


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One subject under several publishers or vintages, lowest value first."""

    subject: str
    geography: str
    numerator: str
    per: str
    rows: tuple[Comparable, ...]

    @property
    def publishers(self) -> tuple[str, ...]:
        """Return the publishers, sorted."""
        return tuple(sorted({r.factor.publisher for r in self.rows}))

    @property
    def ratio(self) -> Decimal | None:
        """Return highest over lowest; None if the lowest is not above zero."""
        low, high = self.rows[0].value, self.rows[-1].value
        return _SHOWN.divide(high, low) if low > 0 else None


def per_unit(factor: Factor, per: str) -> Decimal:
    """Return the value per another unit to 28 digits; raises InputError ``UNIT_DIMENSION``.

    For comparing and ranking; calculation uses the factor's own unit.
    """
    multiplier, divisor = conversion(per, factor.per)
    return _SHOWN.divide(_SHOWN.multiply(factor.value, multiplier), divisor)


def side_by_side(library: Library, factors: Iterable[Factor]) -> tuple[SideBySide, ...]:
    """Group factors of one subject, geography, numerator and dimension.

    The subject is the concepts in a factor's name (by the library's synonyms), else its category.
    Groups keep the order of their first factor; factors of a group may differ in year, boundary and
    gases, which explains their differences.
    """
    groups: dict[tuple[str, str, str, str], list[Factor]] = {}
    for factor in factors:
        named = sorted(c.id for c in concepts_of(library.synonyms, factor.name))
        subject = " ".join(named) or factor.category
        per = unit(factor.per)
        key = (subject, factor.geography, unit(factor.numerator).dimension, per.kind)
        groups.setdefault(key, []).append(factor)
    result = []
    for (subject, geography, _, _), members in groups.items():
        first = members[0]
        per_text = _COMMON.get(unit(first.per).dimension, first.per)
        if not same_dimension(per_text, first.per):
            per_text = first.per
        rows = sorted(
            (Comparable(f, per_unit(f, per_text)) for f in members),
            key=lambda r: (r.value, r.factor.id),
        )
        numerators = "/".join(sorted({f.numerator for f in members}))
        result.append(SideBySide(subject, geography, numerators, per_text, tuple(rows)))
    return tuple(result)


def others_of(library: Library, factor: Factor) -> tuple[Factor, ...]:
    """Return other complete factors for the same subject and dimension, nearest value first.

    These are the alternatives a person could choose.
    """
    return _others(library, factor.id, factor.version)[:SHOWN]


@lru_cache(maxsize=8192)
def _concepts(library: Library, name: str) -> frozenset[Concept]:
    return frozenset(concepts_of(library.synonyms, name))


@lru_cache(maxsize=512)
def _others(library: Library, id: str, version: str) -> tuple[Factor, ...]:
    factor = library.find(id, version)
    if factor is None:
        return ()
    wanted = _concepts(library, factor.name)
    if not wanted or not factor.category or factor.value <= 0:
        return ()
    found = [
        other
        for dataset in library.datasets
        for row in dataset.where("category", {factor.category})
        if dataset.cell(row, "numerator") == factor.numerator
        and not dataset.cell(row, "incomplete")
        and _concepts(library, dataset.cell(row, "name")) == wanted
        and (other := dataset.factor(row)).id != factor.id
        and same_dimension(other.per, factor.per)
    ]
    return tuple(sorted(found, key=lambda f: (abs(per_unit(f, factor.per) - factor.value), f.id)))


@dataclass(frozen=True, slots=True)
class Change:
    """A factor in an old and in a new data set; ``new`` is None if the new one lacks it.

    ``percent`` of the old value, two decimals; None if undefined. ``newer_year`` is the id of the
    same subject with later data, if the new data set has one.
    """

    old: Factor
    new: Factor | None
    percent: Decimal | None
    newer_year: str = ""

    @property
    def moved(self) -> bool:
        """Return whether value or unit changed, or the factor is gone."""
        return self.new is None or (self.old.value, self.old.unit) != (
            self.new.value,
            self.new.unit,
        )


def _key(dataset: Dataset, id: str) -> str:
    return id.removeprefix(dataset.header.id_prefix)


def _percent(old: Factor, new: Factor) -> Decimal | None:
    if old.value == 0 or old.numerator != new.numerator or not same_dimension(old.per, new.per):
        return None
    change = _SHOWN.divide(per_unit(new, old.per), old.value) - 1
    return (change * 100).quantize(Decimal("0.01"))


def _subject(dataset: Dataset, row: int) -> tuple[str, ...]:
    """Return the subject of a row, for data sets whose ids changed."""
    names = ("name", "technology", "category", "geography", "kind", "numerator", "per")
    return tuple(str(dataset.cell(row, n)).casefold() for n in names)


def compare_versions(
    library: Library, used: Iterable[str], old: str, new: str
) -> tuple[Change, ...]:
    """Return what changes for the factors used if data set ``new`` replaces ``old``.

    Both are ``name/version``; ids that are not in ``old`` are left out. A factor is matched by its
    id without the vintage, then by its subject. Changes are ordered by size, missing factors first.
    Raises KeyError if a data set is not in the library.
    """
    before, after = library.dataset(old), library.dataset(new)
    if before is None or after is None:
        raise KeyError(old if before is None else new)
    keys = {_key(after, id): id for id in after.index}
    stems: dict[str, list[str]] = {}
    for key, id in keys.items():
        stems.setdefault(_YEAR.sub("", key), []).append(id)
    about = {_subject(after, row): row for row in range(len(after))}
    changes = []
    for id in dict.fromkeys(used):
        row = before.index.get(id)
        if row is None:
            continue
        factor = before.factor(row)
        key = _key(before, id)
        latest = max(stems.get(_YEAR.sub("", key), []), default="")
        found = after.get(keys[key]) if key in keys else None
        if found is None and (match := about.get(_subject(before, row))) is not None:
            found = after.factor(match)
        if found is None and latest:
            found = after.get(latest)
        newer = latest if found and latest > found.id else ""
        changes.append(Change(factor, found, _percent(factor, found) if found else None, newer))
    return tuple(
        sorted(
            changes,
            key=lambda c: (c.new is not None, -abs(c.percent or Decimal(0)), c.old.id),
        )
    )
