"""Packages that people enter and no rule of the tables recognises (docs/matching.md)."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from openpcf.matching.parts.parser import PartRecord
from openpcf.matching.tables.tables import MatchingTables
from openpcf.model.finding import Finding, warning
from openpcf.model.study import BomLine

SHOWN = 4


def packages_of(part_class: str, tables: MatchingTables) -> tuple[str, ...]:
    """Return the known packages of a class by name, without those that need a size."""
    named = (
        row.package
        for row in tables.packages
        if (not row.families or part_class in row.families)
        and row.part_class in ("", part_class)
        and row.package.strip("*")
        and "{" not in row.package
    )
    sizes = (size for of, size in tables.chips if of == part_class and size.strip("*"))
    return tuple(dict.fromkeys((*sizes, *named)))


def unknown_package(
    row: BomLine, record: PartRecord, tables: MatchingTables, place: str
) -> Iterator[Finding]:
    """Report an unknown package as ``PACKAGE_UNKNOWN`` with the nearest known ones.

    Only for a row whose package gives no mass and that states neither mass nor factor nor
    declaration.
    """
    stated = row.mass is not None or row.factor or row.declaration
    if not row.package or record.package or record.mass is not None or stated:
        return
    known = packages_of(record.part_class, tables)
    written = {name.upper().replace(" ", ""): name for name in known}
    wanted = row.package.upper().replace(" ", "")
    near = get_close_matches(wanted, written, n=SHOWN, cutoff=0.5)
    shown = [written[name] for name in near] or list(known[:SHOWN])
    if record.part_class and shown:
        yield warning(
            "PACKAGE_UNKNOWN",
            place,
            row.package[:60],
            ", ".join(shown),
            part_class=record.part_class,
        )
