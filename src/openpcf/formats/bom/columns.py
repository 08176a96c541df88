"""Headers of BOMs → fields, by a table of common headers.

English, Chinese and German; headers that are ambiguous (``Position``, ``Component``) are decided by
the cells below them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from openpcf.formats.bom.data import listed, meant, rows
from openpcf.formats.bom.designators import read_designators
from openpcf.model.bom import EXTRA, FIELDS, ColumnMapping
from openpcf.model.finding import Finding, error, info
from openpcf.package_data import reading

SURENESS = ("sure", "may")
"""How sure a name means a field: a name in several fields goes to the first free one, sure names
first."""

_UNIT_IN_BRACKETS = re.compile(r"[(\[{（【]\s*([^)\]}）】]{1,20})\s*[)\]}）】]")
_UNIT_BEHIND = re.compile(r"(?:^|[\s_/.,-])(?:in\s+|/\s*)?(mg|g|kg|t|lb|oz|克|千克|公斤)\s*$", re.I)
_JUNK = re.compile(r"[\W_]+")


def header_key(header: str) -> str:
    """Normalise a header for comparison: width, case, letters and digits only."""
    text = unicodedata.normalize("NFKC", header).casefold()
    return _JUNK.sub("", text) or text.strip()


def header_mass_unit(header: str) -> str | None:
    """Return the mass unit in a header: ``Weight (g)``, ``重量[克]``, ``Masse in kg``."""
    text = unicodedata.normalize("NFKC", header)
    for inside in _UNIT_IN_BRACKETS.findall(text):
        word = re.split(r"[/\s]", inside.strip())[0].casefold()
        if unit := meant("mass_unit", word):
            return unit
    behind = _UNIT_BEHIND.search(text)
    return meant("mass_unit", behind[1].casefold()) if behind else None


def _keys(header: str) -> tuple[str, ...]:
    """Return the header's key, and the key without brackets or unit."""
    text = unicodedata.normalize("NFKC", header)
    bare = _UNIT_IN_BRACKETS.sub(" ", text)
    cut = _UNIT_BEHIND.sub("", bare)
    return tuple(dict.fromkeys(k for k in map(header_key, (text, bare, cut)) if k))


@cache
@reading("bom/headers.csv")
def _index() -> Mapping[str, tuple[tuple[int, str], ...]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for row in rows("headers"):
        entry = (SURENESS.index(row["sureness"]), row["field"])
        for name in listed(row["names"]):
            places = found.setdefault(header_key(name), [])
            if entry not in places:
                places.append(entry)
    return {key: tuple(sorted(entries, key=lambda e: e[0])) for key, entries in found.items()}


@cache
@reading("bom/doubtful_headers.csv")
def _doubtful() -> Mapping[str, tuple[str, ...]]:
    """Return fields by ambiguous header, in order of preference."""
    return {
        header_key(name): listed(row["fields"])
        for row in rows("doubtful_headers")
        for name in listed(row["names"])
    }


def candidates(header: str) -> tuple[tuple[int, str], ...]:
    """Return (rank, field) pairs a header may mean, surest first; rank 0 is certain."""
    for key in _keys(header):
        if key in _index():
            return _index()[key]
    return ()


def _fits(field: str, cells: Sequence[str]) -> bool:
    """Return whether cells can be what an ambiguous header says they are."""
    filled = [c.strip() for c in cells if c.strip()]
    if not filled:
        return True
    whole = sum(1 for c in filled if c.isdigit())
    if field == "designators":
        return sum(1 for c in filled if read_designators(c).names) * 2 >= len(filled)
    if field == "item":
        return whole * 2 >= len(filled)
    if field == "quantity":
        return sum(1 for c in filled if c[0].isdigit() or c[0] in "+-.,") * 2 >= len(filled)
    if field == "part_number":
        return sum(1 for c in filled if " " in c) * 2 < len(filled)
    if field == "description":
        return whole < len(filled)
    return True


def map_columns(
    header: Sequence[str],
    overrides: Mapping[str, str] | None = None,
    cells: Callable[[int], Sequence[str]] | None = None,
    place: str = "",
) -> tuple[ColumnMapping, tuple[Finding, ...]]:
    """Map every header to one field, or to ``extra``.

    ``overrides`` (header → field or ``extra``) take precedence. ``cells`` returns the texts below a
    column, for headers that are ambiguous. Findings: ``BOM_MAPPING_HEADER``, ``BOM_MAPPING_FIELD``,
    ``BOM_MAPPING_TWICE``, ``BOM_COLUMN_SPARE``.
    """
    findings: list[Finding] = []
    stated = dict(overrides or {})
    fields: dict[str, str] = {}
    taken: dict[str, str] = {}
    for name, field in stated.items():
        if name not in header:
            findings.append(error("BOM_MAPPING_HEADER", place, name, ", ".join(header)))
        elif field != EXTRA and field not in FIELDS:
            findings.append(error("BOM_MAPPING_FIELD", place, field, ", ".join(FIELDS)))
        elif field in taken:
            findings.append(
                error("BOM_MAPPING_TWICE", place, f"{taken[field]}, {name}", "1", field=field)
            )
        else:
            fields[name] = field
            if field != EXTRA:
                taken[field] = name
    wishes: list[tuple[int, int, int, str, str]] = []
    for column, name in enumerate(header):
        if name in fields:
            continue
        for order, (rank, field) in enumerate(_wishes(name, column, cells)):
            wishes.append((rank, order, column, name, field))
    spare: dict[str, str] = {}
    for _, _, _, name, field in sorted(wishes):
        if name in fields:
            continue
        if field in taken:
            spare.setdefault(name, field)
        else:
            fields[name], taken[field] = field, name
    for name in header:
        if name not in fields:
            fields[name] = EXTRA
            if name in spare:
                other = taken[spare[name]]
                findings.append(info("BOM_COLUMN_SPARE", place, name, other, field=spare[name]))
    unit = header_mass_unit(taken["mass"]) if "mass" in taken else None
    ordered = {name: fields[name] for name in header}
    return ColumnMapping(fields=ordered, mass_unit=unit), tuple(findings)


def _wishes(
    name: str, column: int, cells: Callable[[int], Sequence[str]] | None
) -> list[tuple[int, str]]:
    doubtful = _doubtful().get(header_key(name))
    if doubtful is not None and cells is not None:
        below = cells(column)
        return [(1, field) for field in doubtful if _fits(field, below)][:1]
    return list(candidates(name))


def score(header: Sequence[str]) -> int:
    """Return how many different fields a row of headers names; 0 is not a BOM."""
    fields: set[str] = set()
    for name in header:
        found = candidates(name)
        if found:
            fields.add(found[0][1])
    return len(fields)
