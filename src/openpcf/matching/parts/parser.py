"""Parser for electronic and mechanical parts.

Designator, value, footprint and keywords → class, package and mass with its range. Every rule is a
row of a table, and no part number decides alone. A manufacturer's numbering scheme is read if it
states the size of a chip part; the part bought takes precedence over the footprint, and a
difference is a finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from openpcf.matching.parts.masses import MassKey, key_of_class, key_of_row
from openpcf.matching.tables.tables import Mass, MatchingTables, Package
from openpcf.matching.tables.terms import normal
from openpcf.model.message import Message, message
from openpcf.model.study import BomLine, place_of

_PREFIX = re.compile(r"[A-Za-z]+")
_MILLIOHM = re.compile(r"^\s*[0-9.]+\s*(?:m|µ|μ|u)(?:Ω|ohm|R)?\s*$")
_SIZE = re.compile(r"(?P<d>[0-9.]+)\s*[x×]\s*(?P<h>[0-9.]+)")
_MATING = re.compile(r"\bmat(?:es?|ing)\b[^:;]*:\s*(?P<number>[^\s,;]+)", re.IGNORECASE)
MECHANICAL = frozenset(
    {"cable-lug", "fastener", "thermal-pad", "heat-sink", "connector", "cable", "battery-holder"}
)
PROXY_WIDTH = Decimal(2)
"""Mass of another construction: the range is twice as wide on both sides."""


@dataclass(frozen=True)
class PartRecord:
    """The parser's result for one line.

    ``mass_mg`` of one piece: the mass row times ``count`` (circuits, pins) times ``scale`` (by
    volume); ``proxy``: the row is of another construction. ``mass`` is None if a row is known but
    lacks what it needs (a volume). ``rules`` are those that applied, ``note`` is a word of the list
    ``package-note``, ``conflict`` is a contradiction within the line, ``leftover`` are words that
    were not understood.
    """

    bom_line: str
    source: str
    part_class: str
    package: str = ""
    mass_key: str = ""
    count: int = 1
    mass: Mass | None = None
    die_mm2: tuple[Decimal, Decimal, Decimal] | None = None
    rules: tuple[Message, ...] = ()
    note: str = ""
    leftover: tuple[str, ...] = ()
    scale: Decimal = Decimal(1)
    proxy: bool = False
    conflict: str = ""

    @property
    def mass_mg(self) -> tuple[Decimal, Decimal, Decimal] | None:
        """Return typical, low and high mass of a piece in mg; a proxy's range is widened."""
        if self.mass is None:
            return None
        times, wide = self.count * self.scale, PROXY_WIDTH if self.proxy else Decimal(1)
        return (
            self.mass.typical * times,
            self.mass.low * times / wide,
            self.mass.high * times * wide,
        )


def _words_of(line: BomLine) -> str:
    return normal(" ".join(t for t in (line.description, line.value, line.material) if t))


def _word(line: BomLine, tables: MatchingTables, family: str) -> tuple[str, Message] | None:
    """Return the first class of the keyword table that matches, without or within a family."""
    text = _words_of(line)
    for row in tables.keyword_rules:
        if (family in row.families) if row.families else not family:
            found = row.search(text)
            if found is not None:
                return row.part_class, message("by-word", word=found.group())
    return None


def _family(line: BomLine, tables: MatchingTables) -> tuple[str, list[Message], bool]:
    """Return the class, the rules that applied, and whether only a keyword gave it.

    The class is the user's own, else by designator (most frequent prefix), refined or else found by
    keywords.
    """
    if line.part_class:
        return line.part_class, [message("by-user")], False
    prefixes = Counter(
        found.group().upper() for d in line.designators if (found := _PREFIX.match(d))
    )
    family, rules = "", list[Message]()
    for prefix, _ in prefixes.most_common(1):
        if prefix in tables.prefixes:
            family = tables.prefixes[prefix]
            rules.append(message("by-designator", prefix=prefix))
    designated, by_word = bool(rules), _word(line, tables, family)
    if by_word is not None:
        family = by_word[0]
        rules.append(by_word[1])
    if family == "resistor" and _MILLIOHM.match(line.value or ""):
        family = "resistor-shunt"
        rules.append(message("by-milliohm"))
    return family, rules, not designated and by_word is not None


def mates_of(lines: Iterable[BomLine]) -> dict[str, BomLine]:
    """Return lines by the part number of the counterpart (``Mating connector: …``)."""
    named: dict[str, BomLine] = {}
    for line in lines:
        found = _MATING.search(line.remarks or "")
        if found is not None:
            named.setdefault(found["number"], line)
    return named


def _is_named(line: BomLine, tables: MatchingTables, part_class: str) -> bool:
    """Return whether a keyword gives the class of a line without designator and package.

    For mechanical parts the keyword may occur anywhere; otherwise the text has to begin with it and
    no material may contradict it.
    """
    if part_class in MECHANICAL:
        return True
    text = normal(line.description or line.value or "")
    rows = [
        row for row in tables.keyword_rules if row.part_class == part_class and not row.families
    ]
    return not line.material and any(row.pattern.match(text) for row in rows)


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _tenths(digits: str) -> str:
    text = f"{int(digits[0])}.{digits[1]}" if len(digits) == 2 else digits
    return text.removesuffix(".0")


def _pitch(text: str) -> str:
    """Return a pitch in mm from ``9,52``, ``5.00`` or ``952``, ``508``, ``35``."""
    if text.isdigit() and len(text) > 1:
        text = f"{text[0]}.{text[1:]}"
    text = text.replace(",", ".")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _fill(template: str, groups: Mapping[str, str | None]) -> str:
    values = {key: (value or "") for key, value in groups.items()}
    if not values.get("n") and values.get("m"):
        values["n"] = values["m"]
    for name in ("n", "rows"):
        if values.get(name, "").isdigit():
            values[name] = str(int(values[name]))
    for name in ("a", "b"):
        if values.get(name):
            two = values[name]
            values[f"{name}2"] = two if two in ("10", "12") and name == "a" else _tenths(two)
    if values.get("pitch"):
        values["pitch"] = _pitch(values["pitch"])
    return template.format_map(_Blank(values))


def _count(package: Package, groups: Mapping[str, str | None]) -> int:
    total = 1
    for name in package.count_group.split("*") if package.count_group else ():
        value = groups.get(name) or groups.get("m") or "1"
        total *= int(value) if value.isdigit() else 1
    return total


def _texts(line: BomLine, mate: BomLine | None) -> Iterable[str]:
    """Return the texts that may name a package.

    These are the footprint, or without one the counterpart's footprint, the description and the
    part number under its manufacturer.
    """
    if line.package:
        yield line.package.upper().replace(" ", "")
        return
    if mate is not None and mate.package:
        yield mate.package.upper().replace(" ", "")
    if line.description:
        yield line.description.upper()
    if line.part_number:
        yield f"{line.manufacturer or ''} {line.part_number}".upper()


def _row(
    line: BomLine, family: str, mate: BomLine | None, tables: MatchingTables
) -> tuple[Package, Mapping[str, str | None]] | None:
    for text in _texts(line, mate):
        for row in tables.packages:
            if row.families and family not in row.families:
                continue
            found = row.pattern.search(text)
            if found is not None and (row.part_class or family):
                return row, found.groupdict()
    return None


def _body(
    line: BomLine, family: str, tables: MatchingTables
) -> tuple[str, MassKey, tuple[Decimal, Decimal, Decimal]] | None:
    """Return package, mass by outline and die of a circuit whose footprint states its body."""
    text = (line.package or "").upper().replace(" ", "")
    for row in tables.body_patterns:
        found = row.pattern.search(text) if family in row.families else None
        if found is not None:
            pins, a, b = found["n"], Decimal(found["a"]), Decimal(found["b"])
            name = f"{found['name']}-{pins}" if pins else found["name"]
            low, middle, high = row.die_share[1], row.die_share[0], row.die_share[2]
            die = (a * b * middle, a * b * low, a * b * high)
            return f"{name} {a}x{b}", MassKey(row.mass_key, a * b), die
    return None


def _stated_size(line: BomLine, family: str, tables: MatchingTables) -> str:
    """Return the size code of a chip part by its manufacturer's numbering scheme, or None."""
    for scheme in tables.mpn_schemes:
        if family in scheme.families and line.part_number:
            found = scheme.pattern.match(line.part_number.upper())
            if found is not None:
                return scheme.sizes.get(found["size"], "")
    return ""


def parse_part(line: BomLine, tables: MatchingTables, mate: BomLine | None = None) -> PartRecord:
    """Return class, package and mass of a BOM line; an empty class if no rule applies.

    ``mate`` is the line that names this one as its counterpart.
    """
    part_class, rules, worded = _family(line, tables)
    package, key, count, die, note, conflict = "", MassKey(), 1, None, "", ""
    found = _row(line, part_class, mate, tables)
    if found is not None:
        row, groups = found
        package = _fill(row.package, groups)
        if row.part_class and not line.part_class:
            part_class = row.part_class
        wanted = _fill(row.mate_key if mate is not None else row.mass_key, groups)
        key = key_of_row(wanted, package, tables, proxy=row.proxy)
        count, die, note = _count(row, groups), row.die_mm2, row.note
        if package:
            rules.append(message("by-footprint", package=package))
    body = _body(line, part_class, tables) if found is None else None
    if found is None and worded and not _is_named(line, tables, part_class):
        part_class, rules = "", []
    if body is not None:
        package, key, die = body
        rules.append(message("by-body", package=package))
        note = "share-of-outline"
    stated = _stated_size(line, part_class, tables)
    if stated and stated != package:
        if package:
            conflict = package
        package, key = stated, MassKey()
        rules.append(message("by-part-number", size=stated))
    if part_class == "capacitor-electrolytic" and not key.name:
        size = _SIZE.search(line.description or "") or _SIZE.search(line.remarks or "")
        if size:
            package = f"radial {size['d']}x{size['h']}".replace(".0x", "x")
            key = key_of_row(f"Al electrolytic {package}", package, tables)
    if not key.name:
        key = key_of_class(line, part_class, package, tables)
    if part_class == "connector" and not (line.designators or line.package or mate):
        key, note = MassKey(), "not-on-board"
    mass = None if key.per_volume else tables.masses.get(key.name)
    used = {normal(package), part_class}
    leftover = tuple(w for w in re.split(r"[\s,;:_]+", line.package or "") if normal(w) not in used)
    return PartRecord(
        line.id,
        place_of(line, "bom"),
        part_class,
        package,
        key.name,
        count,
        mass,
        die,
        tuple(rules),
        note,
        leftover,
        key.scale,
        key.proxy,
        conflict,
    )


def parse_bom(lines: Iterable[BomLine], tables: MatchingTables) -> tuple[PartRecord, ...]:
    """Parse every line of a BOM with its counterparts."""
    every = tuple(lines)
    mates = mates_of(every)
    return tuple(parse_part(line, tables, mates.get(line.part_number or "")) for line in every)
