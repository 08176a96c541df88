"""The tables of matching as values, made from the rows of package data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
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
    """Mass of a part class in mg: typical, low, high; ``seen`` is read or estimated."""

    key: str
    typical: Decimal
    low: Decimal
    high: Decimal
    seen: str
    source: str


@dataclass(frozen=True)
class _Written:
    """Something found by a regular expression, ``written`` in a table. Compiled on first use: a
    bill meets few of the hundreds there are."""

    families: tuple[str, ...]
    written: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression; raises re.error for one that is malformed."""
        return re.compile(self.written)


@dataclass(frozen=True)
class Package(_Written):
    """One pattern of a footprint's name: families it holds for, package, class it makes, mass."""

    package: str
    part_class: str
    mass_key: str
    count_group: str
    die_mm2: tuple[Decimal, Decimal, Decimal] | None
    note: str
    mate_key: str = ""
    proxy: bool = False


@dataclass(frozen=True)
class BodyPattern(_Written):
    """Circuits whose footprint states the body, ``a`` x ``b`` mm: mass per mm2 of outline, and the
    share of it a die takes (typical, low, high)."""

    mass_key: str
    die_share: tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True)
class KeywordRule(_Written):
    """Words of a class: for lines no designator speaks for, or refining these families.
    ``words`` stand in a text, evened out, wherever the pattern is found."""

    part_class: str
    words: tuple[str, ...]

    def search(self, text: str) -> re.Match[str] | None:
        """The first of the words in a text that :func:`openpcf.matching.tables.terms.normal`
        evened out."""
        return self.pattern.search(text) if any(word in text for word in self.words) else None


@dataclass(frozen=True)
class MpnScheme(_Written):
    """How a maker's part numbers state the size of a chip part."""

    sizes: Mapping[str, str]


@dataclass(frozen=True)
class Chip:
    """A chip size of a class: its mass and the factor per piece.

    The factor is of this size or of another one (then scaled by mass: ``factor_mass_key``);
    ``proxy``: the mass is of another construction.
    """

    mass_key: str
    factor: str
    factor_mass_key: str
    proxy: bool = False


@dataclass(frozen=True)
class MaterialShare:
    """One element of a class: share of the mass, and its factor or screening value.

    The screening value is in kg CO2e per kg, used if no open factor is known. ``reference_mg``: the
    factor is per piece of that mass and scales with the part's own. ``element`` and ``note`` are
    words of the vocabulary.
    """

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
    body_patterns: tuple[BodyPattern, ...]
    prefixes: Mapping[str, str]
    chips: Mapping[tuple[str, str], Chip]
    keyword_rules: tuple[KeywordRule, ...]
    mpn_schemes: tuple[MpnScheme, ...]
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
        row["pattern"],
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
        row["pattern"],
        row["package"],
        row["class"],
        row["mass_key"],
        row["count_group"],
        None if typical is None or low is None or high is None else (typical, low, high),
        row["note"],
        row["mate_key"],
        row["proxy"] == "yes",
    )


def _keyword_rule(row: Mapping[str, str]) -> KeywordRule:
    """Return a keyword rule.

    A keyword matches a whole word, with a plural s; ``*`` before or after it lets it end or begin a
    compound (``*widerstand``).
    """
    words = _listed(row["words"], "|")
    plain = tuple(normal(word.strip("*")) for word in words)
    alone = [
        ("" if word.startswith("*") else "(?<![a-zäöüß])")
        + re.escape(letters)
        + ("" if word.endswith("*") else "s?(?![a-zäöüß])")
        for word, letters in zip(words, plain, strict=True)
    ]
    return KeywordRule(_listed(row["families"]), "|".join(alone), row["class"], plain)


def _mpn_scheme(row: Mapping[str, str]) -> MpnScheme:
    sizes = dict(pair.split(":") for pair in _listed(row["sizes"], "|"))
    return MpnScheme(_listed(row["families"]), row["pattern"], sizes)


def _material_share(row: Mapping[str, str]) -> MaterialShare:
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
    "keywords.csv": {"class": "part-class", "families": "part-class"},
    "mpn_schemes.csv": {"families": "part-class"},
    "body_patterns.csv": {"families": "part-class"},
    "chips.csv": {"class": "part-class"},
    "packages.csv": {"class": "part-class", "families": "part-class", "note": "package-note"},
    "recipes.csv": {"class": "part-class", "element": "element", "note": "recipe-note"},
    "part_masses.csv": {"seen": "seen"},
    "masses.csv": {"seen": "seen"},
    "materials.csv": {"term": "material", "note": "material-note"},
}
"""Vocabulary list of the words in a column; ``families`` holds several."""


def _check_words(name: str, rows: Rows) -> None:
    """Raise InputError ``PACKAGE_DATA``, with the nearest words, for a row with an unknown word."""
    for number, row in enumerate(rows, 2):
        for column, vocabulary in _WORDS[name].items():
            with reading(name, number):
                found = _listed(row[column]) if column == "families" else (row[column],)
            require(vocabulary, found, name, number)


def read_matching_tables(tables: Mapping[str, Rows]) -> MatchingTables:
    """Return the tables from the rows of the shipped files by file name.

    Raises KeyError for a missing table, InputError ``PACKAGE_DATA`` for a row that cannot be read
    and for a word that is not in the vocabulary.
    """
    rows = {name: tuple(tables[name]) for name in _WORDS}
    for name, found in rows.items():
        _check_words(name, found)
    recipes: dict[str, list[MaterialShare]] = {}

    def made(name: str, make: Callable[[Mapping[str, str]], T]) -> Iterator[T]:
        return each(rows[name], make, name)

    for name, share in made("recipes.csv", lambda row: (row["class"], _material_share(row))):
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
        body_patterns=tuple(made("body_patterns.csv", _body)),
        keyword_rules=tuple(made("keywords.csv", _keyword_rule)),
        mpn_schemes=tuple(made("mpn_schemes.csv", _mpn_scheme)),
        recipes={name: tuple(shares) for name, shares in recipes.items()},
        terms=read_terms(rows["materials.csv"]),
    )
