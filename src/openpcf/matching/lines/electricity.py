"""The grid factor for a kWh used in a country and year (method.md, Electricity)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from openpcf.factor_library.library import Library
from openpcf.factor_library.own import PREFIX
from openpcf.model.base import Frozen
from openpcf.model.factor import Factor, last_year
from openpcf.model.finding import Finding, info, warning
from openpcf.model.message import Message, message


class GridChoice(Frozen):
    """The factor, its alternatives, why it was chosen, and the findings on the choice."""

    factor: Factor | None
    alternatives: tuple[Factor, ...] = ()
    why: Message | None = None
    findings: tuple[Finding, ...] = ()


def country_of(region: str) -> str:
    """Return the ISO 3166-1 part of an ISO 3166-2 code."""
    return region.split("-", 1)[0]


def _own(factor: Factor) -> bool:
    return factor.dataset.startswith(PREFIX)


def _year(factor: Factor) -> int:
    return last_year(factor.year) or 0


def _usable(factors: Sequence[Factor]) -> list[Factor]:
    return [
        f
        for f in factors
        if not f.incomplete
        and f.numerator == "kg CO2e"
        and f.kind == "life-cycle"
        and f.per == "kWh"
    ]


def _ranked(factors: Sequence[Factor], year: int, named: Collection[str] = ()) -> list[Factor]:
    """Order grid factors by preference.

    The user's own ``named`` factor comes before the library, other own ones after it; then those
    with losses included, then the year nearest to and not after the reference year, then the latest
    vintage.
    """

    def rank(factor: Factor) -> tuple[int, bool, bool, int, str]:
        gap = year - _year(factor)
        losses = factor.losses != "included"
        whose = (0 if factor.id in named else 2) if _own(factor) else 1
        return (whose, losses, gap < 0, abs(gap), _reverse(factor.version))

    return sorted(factors, key=rank)


def _reverse(text: str) -> str:
    return "".join(chr(0x10FFFF - ord(c)) for c in text)


def grid_factor(
    library: Library,
    region: str | None,
    year: int,
    place: str,
    named: Collection[str] = (),
) -> GridChoice:
    """Choose a grid factor that states what it contains.

    A province takes its country's life-cycle row with a geography finding; missing losses are a
    finding. A user's own row is used, with a finding, if the library has none or the study names it
    (``named``). Without a row there is no factor.
    """
    if not region:
        return GridChoice(
            factor=None,
            findings=(warning("ELECTRICITY_REGION", place, "", "CN, DE, US …"),),
        )
    country = country_of(region)
    rows = _usable(library.select(category="electricity_grid", geography=country))
    ranked = _ranked(rows, year, named)
    if not ranked:
        return GridChoice(factor=None, findings=(warning("ELECTRICITY_NO_FACTOR", place, region),))
    chosen = ranked[0]
    return GridChoice(
        factor=chosen,
        alternatives=tuple(ranked[1:6]),
        why=message(
            "grid-average" if chosen.basis else "grid-average-no-basis",
            country=country,
            year=chosen.year,
            basis=chosen.basis or None,
        ),
        findings=(*_findings(chosen, region, country, year, place), *_of_own(ranked, place)),
    )


def residual_mix(library: Library, region: str | None, year: int) -> Factor | None:
    """Return the residual mix published for a country.

    It is a user's own factor of category ``electricity_residual`` of the nearest year; None if
    there is none.
    """
    if not region:
        return None
    rows = library.select(category="electricity_residual", geography=country_of(region))
    return next(iter(_ranked([f for f in rows if f.per == "kWh"], year)), None)


def _of_own(ranked: Sequence[Factor], place: str) -> Iterator[Finding]:
    own = next((factor for factor in ranked if _own(factor)), None)
    if own is not None and own is ranked[0]:
        yield warning("ELECTRICITY_OWN", place, own.id, own.dataset)
    elif own is not None:
        yield info("ELECTRICITY_OWN_NOT_NAMED", place, own.id, ranked[0].id)


def _findings(
    chosen: Factor, region: str, country: str, year: int, place: str
) -> Iterator[Finding]:
    if region != country:
        yield warning("ELECTRICITY_PROVINCE", place, region, country)
    if chosen.losses != "included":
        yield warning("ELECTRICITY_LOSSES", place, chosen.id)
    if year - _year(chosen) > 3 or year < _year(chosen):
        yield warning("ELECTRICITY_YEAR", place, chosen.year, str(year))
