"""Contradictions within a BOM, in either form of the study."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpcf.formats.study.rows import ReadRow
from openpcf.model.assemblies import (
    assemblies,
    cycles,
    has_assemblies,
    name_of,
    path_text,
    stands_for_its_parts,
    unknown_assemblies,
)
from openpcf.model.base import trimmed_decimal
from openpcf.model.bom import two_part_numbers
from openpcf.model.finding import Finding, error, warning
from openpcf.model.study import BomLine
from openpcf.model.units import is_unit, same_dimension


def check_bom(rows: Sequence[ReadRow]) -> tuple[Finding, ...]:
    """Check sub-assemblies and fitted lines of a BOM.

    Errors: a sub-assembly that no line defines, and cycles as paths. Warnings on fitted lines: a
    repeated designator, a number of designators that differs from the quantity, several part
    numbers on one line.
    """
    seen: dict[tuple[str | None, str], str] = {}
    findings: list[Finding] = [*_structure(rows)]
    for read in rows:
        line = read.row
        if not isinstance(line, BomLine) or line.kind != "part" or not line.is_in:
            continue
        findings += _designators(line, read, seen)
        several = two_part_numbers(line.part_number or "", line.manufacturer or "")
        if several:
            findings.append(
                warning(
                    "BOM_TWO_PARTS",
                    _place(read, "part_number"),
                    " | ".join(several),
                    "1",
                    manufacturers=line.manufacturer or "",
                    designators=", ".join(line.designators)[:80],
                )
            )
    return tuple(findings)


def _structure(rows: Sequence[ReadRow]) -> Iterator[Finding]:
    lines = [read.row for read in rows if isinstance(read.row, BomLine)]
    if not has_assemblies(lines):
        return
    places = [_place(read, "part_of") for read in rows]
    shown = ", ".join(list(assemblies(lines))[:8])
    lost = {id(line) for line in unknown_assemblies(lines)}
    for line, place in zip(lines, places, strict=True):
        if id(line) in lost:
            yield error("STUDY_REFERENCE", place, (line.part_of or "")[:60], shown, table="bom")
    yield from _own_figures(rows, lines)
    for path in cycles(lines):
        others = ", ".join(places[p] for p in path[1:8]) or places[path[0]]
        yield error("ASSEMBLY_CYCLE", places[path[0]], path_text(lines, path), others)


def _counts(line: BomLine) -> bool:
    return line.kind == "part" and line.is_in


def _own_figures(rows: Sequence[ReadRow], lines: Sequence[BomLine]) -> Iterator[Finding]:
    """Report data that has no effect on the result.

    An assembly is the sum of its parts, so mass or material in its own row has no effect; neither
    have parts of a line that is not a part or is excluded.
    """
    known = assemblies(lines)
    parts: dict[int, list[BomLine]] = {}
    for line in lines:
        for position in known.get(line.part_of or "", ()) if _counts(line) else ():
            parts.setdefault(position, []).append(line)
    for position, below in parts.items():
        line, read = lines[position], rows[position]
        if line.kind != "part":
            name = name_of(line)
            yield error(
                "ASSEMBLY_NO_PART", _place(read, "kind"), name, line.kind, parts=str(len(below))
            )
        elif not line.is_in:
            name = name_of(line)
            yield warning("ASSEMBLY_OUT", _place(read, "option"), name, parts=str(len(below)))
        elif not stands_for_its_parts(line):
            for key in ("mass", "material"):
                found = getattr(line, key)
                if found is not None:
                    text = found if isinstance(found, str) else trimmed_decimal(found)
                    yield error(
                        "ASSEMBLY_OWN_FIGURE", _place(read, key), text, key, name=name_of(line)
                    )


def _place(read: ReadRow, key: str) -> str:
    return read.places.get(key, read.place)


def _designators(
    line: BomLine, read: ReadRow, seen: dict[tuple[str | None, str], str]
) -> Iterator[Finding]:
    place = _place(read, "designators")
    names = dict.fromkeys(line.designators)
    again: dict[str, list[str]] = {}
    if len(names) < len(line.designators):
        twice = [n for n in names if line.designators.count(n) > 1]
        again[place] = twice
    for name in names:
        key = (line.part_of, name)
        if seen.setdefault(key, place) != place:
            again.setdefault(seen[key], []).append(name)
    for other, many in again.items():
        yield warning("BOM_DESIGNATOR_TWICE", place, ", ".join(many)[:80], "1", other=other)
    pieces = not line.unit or (is_unit(line.unit) and same_dimension(line.unit, "piece"))
    if names and line.quantity is not None and pieces and line.quantity != len(names):
        found, count = trimmed_decimal(line.quantity), str(len(names))
        yield warning("BOM_QUANTITY_DESIGNATORS", _place(read, "quantity"), found, count)
