"""Parser for electronic and mechanical parts: designator, value, footprint, words → class,
package and mass with its range. No part number decides here; every rule is a row of a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from openpcf.matching.tables import Mass, MatchingTables, Package
from openpcf.matching.terms import normal
from openpcf.model.study import BomLine

_PREFIX = re.compile(r"[A-Za-z]+")
_MILLIOHM = re.compile(r"^\s*[0-9.]+\s*(?:m|µ|μ|u)(?:Ω|ohm|R)?\s*$")
_SIZE = re.compile(r"(?P<d>[0-9.]+)\s*[x×]\s*(?P<h>[0-9.]+)")


@dataclass(frozen=True)
class PartRecord:
    """What the parser makes of one line. ``mass_mg`` of one piece; ``count`` multiplies a mass
    per pin; ``rule`` is what fired, ``leftover`` the words nothing was made of."""

    bom_line: str
    source: str
    part_class: str
    package: str = ""
    mass_key: str = ""
    count: int = 1
    mass: Mass | None = None
    die_mm2: tuple[Decimal, Decimal, Decimal] | None = None
    rule: str = ""
    note: str = ""
    leftover: tuple[str, ...] = ()

    @property
    def mass_mg(self) -> tuple[Decimal, Decimal, Decimal] | None:
        """Typical, low and high mass of a piece, mg."""
        if self.mass is None:
            return None
        return (
            self.mass.typical * self.count,
            self.mass.low * self.count,
            self.mass.high * self.count,
        )


def family_of(line: BomLine, tables: MatchingTables) -> tuple[str, str]:
    """Class by designator (most frequent prefix), then by words; and the rule that fired."""
    prefixes = Counter(
        found.group().upper() for d in line.designators if (found := _PREFIX.match(d))
    )
    for prefix, _ in prefixes.most_common(1):
        if prefix in tables.prefixes:
            return tables.prefixes[prefix], f"designator {prefix}"
    words = normal(" ".join(t for t in (line.description, line.value, line.material) if t))
    for part_class, known in tables.words:
        for word in known:
            if re.search(rf"(?<![a-zäöü]){re.escape(word)}s?(?![a-zäöü])", words):
                return part_class, f"word “{word}”"
    return "", ""


def _fill(template: str, groups: Mapping[str, str | None], family: str) -> str:
    values = {key: (value or "") for key, value in groups.items()}
    if not values.get("n") and values.get("m"):
        values["n"] = values["m"]
    values["chip"] = "MLCC" if family in ("capacitor-ceramic", "thermistor") else "chip resistor"
    for name in ("n", "rows"):
        if values.get(name, "").isdigit():
            values[name] = str(int(values[name]))
    for name in ("a", "b"):
        if values.get(name):
            two = values[name]
            values[f"{name}2"] = two if two in ("10", "12") and name == "a" else _tenths(two)
    return template.format_map(_Blank(values))


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _tenths(digits: str) -> str:
    text = f"{int(digits[0])}.{digits[1]}" if len(digits) == 2 else digits
    return text.removesuffix(".0")


def _count(package: Package, groups: Mapping[str, str | None]) -> int:
    if not package.count_group:
        return 1
    total = 1
    for name in package.count_group.split("*"):
        value = groups.get(name) or groups.get("m") or "1"
        total *= int(value) if value.isdigit() else 1
    return total


_SHORT_SIDE = Decimal("0.34")


def _mass_key(text: str, family: str, package: str, tables: MatchingTables) -> str:
    if text in tables.masses:
        return text
    chip = tables.chips.get((family, package))
    if chip is not None and chip.mass_key in tables.masses:
        return chip.mass_key
    stem = text.rsplit(" ", 1)[0] if text else ""
    size = _SIZE.search(text)
    if stem and size:
        wanted = (Decimal(size["d"]), Decimal(size["h"]))
        near = [
            (abs(Decimal(found["d"]) - wanted[0]) + abs(Decimal(found["h"]) - wanted[1]), key)
            for key in tables.masses
            if key.startswith(stem) and (found := _SIZE.search(key))
        ]
        best = min(near, default=None)
        if best is not None and best[0] <= _SHORT_SIDE * (wanted[0] + wanted[1]):
            return best[1]
    return ""


def _inductor_key(package: str, tables: MatchingTables) -> str:
    """The power inductor whose body is nearest, within a third of its sides."""
    sides = [Decimal(s) for s in package.split("x")]
    best: tuple[Decimal, str] | None = None
    for key in tables.masses:
        if not key.startswith("power inductor"):
            continue
        found = re.search(r"([0-9.]+)x([0-9.]+)x([0-9.]+)", key)
        if found is None:
            continue
        distance = sum(
            (abs(Decimal(a) - b) for a, b in zip(found.groups(), sides, strict=True)), Decimal(0)
        )
        if best is None or distance < best[0]:
            best = (distance, key)
    return best[1] if best and best[0] <= sum(sides) * _SHORT_SIDE else ""


def _mechanical_key(line: BomLine, part_class: str, tables: MatchingTables) -> str:
    """A mass row of a mechanical class whose size word (M5, 25 mm2) stands in the description."""
    words = set(re.findall(r"m[0-9]+|[0-9]+ ?mm2", normal(line.description or "")))
    kinds = {"cable-lug": "cable lug", "fastener": ""}
    if part_class not in kinds:
        return ""
    text = normal(line.description or "")
    kind = next((k for k in ("nut", "washer", "screw", "lug") if k in text), kinds[part_class])
    found = [
        key
        for key in tables.masses
        if kind and kind in key.lower() and words & set(re.findall(r"m[0-9]+", key.lower()))
    ]
    stainless = [key for key in found if "A2" in key] or found
    return min(stainless, default="")


def parse_part(line: BomLine, tables: MatchingTables) -> PartRecord:
    """Class, package and mass of a BOM line; an empty class where no rule fires."""
    family, rule = family_of(line, tables)
    source = line.source or f"bom#{line.id}"
    text = (line.package or "").upper().replace(" ", "")
    if not text and line.description:
        text = line.description.upper()
    part_class, package, key, count, die, note = family, "", "", 1, None, ""
    for row in tables.packages if text else ():
        if row.families and family not in row.families:
            continue
        found = row.pattern.search(text)
        if found is None:
            continue
        groups = found.groupdict()
        package = _fill(row.package, groups, family)
        if row.part_class:
            part_class = row.part_class
        if not part_class:
            continue
        key = _mass_key(_fill(row.mass_key, groups, part_class), part_class, package, tables)
        count = _count(row, groups)
        die = row.die_mm2
        note = row.note
        rule = f"{rule}; footprint “{package}”" if rule else f"footprint “{package}”"
        break
    if part_class == "resistor" and _MILLIOHM.match(line.value or ""):
        part_class = "resistor-shunt"
        rule += "; value in milliohm"
    if "thermistor" in normal(line.description or "") or "ntc" in normal(line.value or "").split():
        part_class, rule = "thermistor", f"{rule}; word thermistor"
        key = _mass_key("", part_class, package, tables)
    if part_class == "capacitor-electrolytic" and not key:
        size = _SIZE.search(line.description or "") or _SIZE.search(line.remarks or "")
        if size:
            package = f"radial {size['d']}x{size['h']}".replace(".0x", "x")
            key = _mass_key(f"Al electrolytic {package}", part_class, package, tables)
    if part_class == "inductor" and package.count("x") == 2 and not key:
        key = _inductor_key(package, tables)
    if not key:
        key = _mechanical_key(line, part_class, tables)
    mass = tables.masses.get(key)
    used = {normal(package), part_class}
    leftover = tuple(w for w in re.split(r"[\s,;:_]+", line.package or "") if normal(w) not in used)
    return PartRecord(
        line.id, source, part_class, package, key if mass else "", count, mass, die, rule, note,
        leftover,
    )  # fmt: skip
