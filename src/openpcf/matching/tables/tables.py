"""The tables matching works with, as values made from the rows of package data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import TypeVar

from openpcf.matching.tables.terms import Terms, normal, read_terms
from openpcf.model.base import parse_decimal
from openpcf.package_data import each, reading
from openpcf.vocabulary import require

Rows = Iterable[Mapping[str, str]]
T = TypeVar("T")


@dataclass(frozen=True)
class Mass:
    """Mass of a class of part, mg: typical, low, high; ``seen`` is read or estimated."""

    key: str
    typical: Decimal
    low: Decimal
    high: Decimal
    seen: str
    source: str


@dataclass(frozen=True)
class Package:
    """One pattern of a footprint's name: families it holds for, package, class it makes, mass."""

    families: tuple[str, ...]
    pattern: re.Pattern[str]
    package: str
    part_class: str
    mass_key: str
    count_group: str
    die_mm2: tuple[Decimal, Decimal, Decimal] | None
    note: str
    mate_key: str = ""
    proxy: bool = False


@dataclass(frozen=True)
class BodyPattern:
    """Circuits whose footprint states the body, ``a`` x ``b`` mm: mass per mm2 of outline, and the
    share of it a die takes (typical, low, high)."""

    families: tuple[str, ...]
    pattern: re.Pattern[str]
    mass_key: str
    die_share: tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True)
class KeywordRule:
    """Words of a class: for lines no designator speaks for, or refining these families."""

    part_class: str
    families: tuple[str, ...]
    words: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class MpnScheme:
    """How a maker's part numbers state the size of a chip part."""

    families: tuple[str, ...]
    pattern: re.Pattern[str]
    sizes: Mapping[str, str]


@dataclass(frozen=True)
class Chip:
    """A chip size of a class: its mass and the factor per piece, of its own or of another size
    (then by mass: ``factor_mass_key``); ``proxy``: the mass is of another construction."""

    mass_key: str
    factor: str
    factor_mass_key: str
    proxy: bool = False


@dataclass(frozen=True)
class MaterialShare:
    """One element of a class: share of the mass, its factor, or a screening value (kg CO2e per
    kg) where no open factor is known. ``reference_mg``: the factor is per piece of that mass and
    scales with the part's own. ``element`` and ``note`` are words of the vocabulary."""

    element: str
    share: Decimal
    low: Decimal
    high: Decimal
    factor: str
    screening: Decimal | None
    note: str
    reference_mg: Decimal | None = None


@dataclass(frozen=True)
class MatchingTables:
    """All tables."""

    masses: Mapping[str, Mass]
    packages: tuple[Package, ...]
    bodies: tuple[BodyPattern, ...]
    prefixes: Mapping[str, str]
    chips: Mapping[tuple[str, str], Chip]
    words: tuple[KeywordRule, ...]
    numbers: tuple[MpnScheme, ...]
    recipes: Mapping[str, tuple[MaterialShare, ...]]
    terms: Terms


def _number(text: str) -> Decimal | None:
    return parse_decimal(text) if text else None


def _listed(text: str, separator: str = ",") -> tuple[str, ...]:
    return tuple(t for t in text.split(separator) if t)


def _mass(row: Mapping[str, str]) -> Mass:
    return Mass(
        row["class"],
        parse_decimal(row["typical_mg"]),
        parse_decimal(row["min_mg"]),
        parse_decimal(row["max_mg"]),
        row["seen"],
        row["source"],
    )


def _ordered(row: Mapping[str, str]) -> tuple[int, Package]:
    return int(row["order"]), _package(row)


def _chip(row: Mapping[str, str]) -> tuple[tuple[str, str], Chip]:
    chip = Chip(row["mass_key"], row["factor"], row["factor_mass_key"], row["proxy"] == "yes")
    return (row["class"], row["size"]), chip


def _body(row: Mapping[str, str]) -> BodyPattern:
    return BodyPattern(
        _listed(row["families"]),
        re.compile(row["pattern"]),
        row["mass_key"],
        (
            parse_decimal(row["die_share"]),
            parse_decimal(row["die_low"]),
            parse_decimal(row["die_high"]),
        ),
    )


def _package(row: Mapping[str, str]) -> Package:
    die = [_number(row[name]) for name in ("die_mm2", "die_low", "die_high")]
    typical, low, high = die
    return Package(
        _listed(row["families"]),
        re.compile(row["pattern"]),
        row["package"],
        row["class"],
        row["mass_key"],
        row["count_group"],
        None if typical is None or low is None or high is None else (typical, low, high),
        row["note"],
        row["mate_key"],
        row["proxy"] == "yes",
    )


def _words(row: Mapping[str, str]) -> KeywordRule:
    """A word stands alone, with a plural s; ``*`` before or after it lets it end or begin a
    compound (``*widerstand``)."""
    words = _listed(row["words"], "|")
    alone = [
        ("" if word.startswith("*") else "(?<![a-zäöüß])")
        + re.escape(normal(word.strip("*")))
        + ("" if word.endswith("*") else "s?(?![a-zäöüß])")
        for word in words
    ]
    return KeywordRule(row["class"], _listed(row["families"]), words, re.compile("|".join(alone)))


def _numbers(row: Mapping[str, str]) -> MpnScheme:
    sizes = dict(pair.split(":") for pair in _listed(row["sizes"], "|"))
    return MpnScheme(_listed(row["families"]), re.compile(row["pattern"]), sizes)


def _share(row: Mapping[str, str]) -> MaterialShare:
    return MaterialShare(
        row["element"],
        parse_decimal(row["share"]),
        parse_decimal(row["low"]),
        parse_decimal(row["high"]),
        row["factor"],
        _number(row["screening"]),
        row["note"],
        _number(row["reference_mg"]),
    )


_WORDS = {
    "designators.csv": {"class": "part-class"},
    "words.csv": {"class": "part-class", "families": "part-class"},
    "numbers.csv": {"families": "part-class"},
    "bodies.csv": {"families": "part-class"},
    "chips.csv": {"class": "part-class"},
    "packages.csv": {"class": "part-class", "families": "part-class", "note": "package-note"},
    "recipes.csv": {"class": "part-class", "element": "element", "note": "recipe-note"},
    "part_masses.csv": {"seen": "seen"},
    "masses.csv": {"seen": "seen"},
    "terms.csv": {"term": "material", "note": "material-note"},
}
"""Vocabulary list of the words in a column; ``families`` holds several."""


def _check_words(name: str, rows: Rows) -> None:
    """Raise InputError ``PACKAGE_DATA``, with the nearest words, for a row with a word of no
    list."""
    for number, row in enumerate(rows, 2):
        for column, vocabulary in _WORDS[name].items():
            with reading(name, number):
                found = _listed(row[column]) if column == "families" else (row[column],)
            require(vocabulary, found, name, number)


def read_matching_tables(tables: Mapping[str, Rows]) -> MatchingTables:
    """From the rows of the shipped tables by file name.

    Raises KeyError for a missing table, InputError ``PACKAGE_DATA`` for a row that cannot be read
    and for a word that is not in the vocabulary.
    """
    rows = {name: tuple(tables[name]) for name in _WORDS}
    for name, found in rows.items():
        _check_words(name, found)
    recipes: dict[str, list[MaterialShare]] = {}

    def made(name: str, make: Callable[[Mapping[str, str]], T]) -> Iterator[T]:
        return each(rows[name], make, name)

    for name, share in made("recipes.csv", lambda row: (row["class"], _share(row))):
        recipes.setdefault(name, []).append(share)
    return MatchingTables(
        masses={
            mass.key: mass
            for name in ("part_masses.csv", "masses.csv")
            for mass in made(name, _mass)
        },
        packages=tuple(
            package for _, package in sorted(made("packages.csv", _ordered), key=itemgetter(0))
        ),
        prefixes=dict(made("designators.csv", lambda row: (row["prefix"], row["class"]))),
        chips=dict(made("chips.csv", _chip)),
        bodies=tuple(made("bodies.csv", _body)),
        words=tuple(made("words.csv", _words)),
        numbers=tuple(made("numbers.csv", _numbers)),
        recipes={name: tuple(shares) for name, shares in recipes.items()},
        terms=read_terms(rows["terms.csv"]),
    )
