"""The row of the table of masses for a part: its own, the nearest, or a proxy.

A proxy is a row of another construction and is named as such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from openpcf.matching.tables.tables import MatchingTables
from openpcf.matching.tables.terms import normal
from openpcf.model.base import exact_product
from openpcf.model.study import BomLine

_SIZE = re.compile(r"(?P<d>[0-9.]+)\s*[x×]\s*(?P<h>[0-9.]+)")
_SIDES = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_BODY = re.compile(r"([0-9.]+)x([0-9.]+)x([0-9.]+)")
_THREAD = re.compile(r"m[0-9]+")
_NEAR = Decimal("0.34")
"""A row is near when its sides differ by a third of the part's in all."""
_SCALE = Decimal("0.01")
_TOROID = re.compile(r"toroid (?P<d>[0-9]+)")
_TOROID_ROW, _TOROID_MM = "common mode choke toroid 20 mm", Decimal(20)
_RADIAL = re.compile(r"radial (?P<d>[0-9.]+)")
_ELECTROLYTIC = "Al electrolytic"
_FASTENERS = ("nut", "washer", "screw", "mutter", "scheibe", "schraube")
_ENGLISH = {"mutter": "nut", "scheibe": "washer", "schraube": "screw"}


@dataclass(frozen=True)
class MassKey:
    """The name of a row; ``scale`` by volume, ``proxy`` for another construction."""

    name: str = ""
    scale: Decimal = Decimal(1)
    proxy: bool = False

    @property
    def per_volume(self) -> bool:
        """Return whether a row is per cm3, m or m2, so that a mass needs a size."""
        return bool(re.search(r", per (?:cm|m)[0-9]?\b", self.name))


def key_of_row(text: str, package: str, tables: MatchingTables, *, proxy: bool = False) -> MassKey:
    """Return the row a package rule names; for can sizes the nearest, scaled by volume."""
    if not text:
        return MassKey()
    outline = text.endswith((", per mm2 of outline", ", per mm3 of box"))
    if outline and (sides := _SIDES.findall(package)):
        scale = exact_product(Decimal(side) for side in sides)
        return MassKey(text, scale, proxy)
    if text in tables.masses:
        return MassKey(text, proxy=proxy)
    stem, size = text.rsplit(" ", 1)[0], _SIZE.search(text)
    if not stem or size is None:
        return MassKey()
    wanted = (Decimal(size["d"]), Decimal(size["h"]))
    near = [
        (abs(Decimal(found["d"]) - wanted[0]) + abs(Decimal(found["h"]) - wanted[1]), key, found)
        for key in tables.masses
        if key.startswith(f"{stem} ") and (found := _SIZE.search(key))
    ]
    best = min(near, default=None, key=lambda n: (n[0], n[1]))
    if best is None or best[0] > _NEAR * (wanted[0] + wanted[1]):
        return MassKey()
    scale = Decimal(1)
    if text.startswith(_ELECTROLYTIC):
        of = (Decimal(best[2]["d"]), Decimal(best[2]["h"]))
        ratio = (wanted[0] ** 2 * wanted[1]) / (of[0] ** 2 * of[1])
        scale = ratio.quantize(_SCALE, ROUND_HALF_EVEN)
        if abs(scale - 1) <= Decimal("0.03"):
            scale = Decimal(1)
    return MassKey(best[1], scale, proxy)


def _inductor(package: str, tables: MatchingTables) -> MassKey:
    """Return the power inductor with the nearest body, within a third of its sides."""
    toroid = _TOROID.fullmatch(package)
    if toroid is not None:
        scale = (Decimal(toroid["d"]) / _TOROID_MM) ** 3
        return MassKey(_TOROID_ROW, scale.quantize(_SCALE, ROUND_HALF_EVEN), proxy=True)
    body = _BODY.fullmatch(package)
    if body is None:
        return MassKey()
    sides = [Decimal(side) for side in body.groups()]
    near = [
        (sum((abs(Decimal(a) - b) for a, b in zip(f.groups(), sides, strict=True)), Decimal(0)), k)
        for k in tables.masses
        if k.startswith("power inductor") and (f := _BODY.search(k))
    ]
    best = min(near, default=None)
    return MassKey(best[1]) if best and best[0] <= sum(sides) * _NEAR else MassKey()


def _radial(package: str, tables: MatchingTables) -> MassKey:
    """Return the row of the nearest diameter as a proxy for a radial can of unknown length."""
    radial = _RADIAL.fullmatch(package)
    if radial is None:
        return MassKey()
    near = [
        (abs(Decimal(size["d"]) - Decimal(radial["d"])), key)
        for key in tables.masses
        if key.startswith(f"{_ELECTROLYTIC} radial") and (size := _SIZE.search(key))
    ]
    best = min(near, default=None)
    close = best is not None and best[0] <= _NEAR * Decimal(radial["d"])
    return MassKey(best[1], proxy=True) if best and close else MassKey()


def _mechanical(line: BomLine, part_class: str, tables: MatchingTables) -> MassKey:
    """Return a mass row for the thread (M5) in a description; stainless steel first."""
    text = normal(line.description or "")
    kind = "cable lug" if part_class == "cable-lug" else ""
    if part_class == "fastener":
        word = next((k for k in _FASTENERS if k in text), "")
        kind = _ENGLISH.get(word, word)
    threads = set(_THREAD.findall(text))
    found = [
        key
        for key in tables.masses
        if kind and kind in key.lower() and threads & set(_THREAD.findall(key.lower()))
    ]
    stainless = [key for key in found if "A2" in key] or found
    return MassKey(min(stainless, default=""))


def key_of_class(line: BomLine, part_class: str, package: str, tables: MatchingTables) -> MassKey:
    """Return the row for a class and package."""
    chip = tables.chips.get((part_class, package))
    if chip is not None and chip.mass_key in tables.masses:
        return MassKey(chip.mass_key, proxy=chip.proxy)
    if part_class == "resistor-shunt":
        thick_film = tables.chips.get(("resistor", package))
        return MassKey(thick_film.mass_key, proxy=True) if thick_film else MassKey()
    if part_class == "inductor":
        return _inductor(package, tables)
    if part_class == "capacitor-electrolytic":
        return _radial(package, tables)
    if part_class in ("cable-lug", "fastener"):
        return _mechanical(line, part_class, tables)
    return MassKey()
