"""A BOM as its owner wrote it, and a bare board as its drawing states it.

What the file does not state is None; nothing is filled in. The code that makes study lines from
records chooses defaults for missing values and reports them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from openpcf.model.base import Amount, Frozen, Word
from openpcf.model.finding import Finding, errors_of

RecordKind = Annotated[str, Word("record-kind")]

FIELDS: tuple[str, ...] = (
    "item",
    "level",
    "part_of",
    "designators",
    "quantity",
    "unit",
    "value",
    "package",
    "description",
    "manufacturer",
    "part_number",
    "own_number",
    "gtin",
    "supplier",
    "supplier_number",
    "material",
    "recycled_content_percent",
    "mass",
    "mass_unit",
    "region",
    "remarks",
    "option",
    "dnp",
    "fitted",
    "datasheet",
)
"""Fields that a column of a table can be mapped to."""

EXTRA = "extra"
"""The field of a column that is kept as it is, under ``x-<header>``."""


class BomRecord(Frozen):
    """One line of a BOM, in the words of its file.

    ``source`` is the line's place, ``bom.csv#row=18`` or ``bom.xlsx#Sheet!18``. ``quantity`` is per
    product, in ``unit`` (as written; None: no unit stated). ``mass`` is of one piece, in
    ``mass_unit`` (as written). A ``kind`` other than part was set apart by ``rule``. ``option`` is
    the file's own word for a variant (``+can``), or ``optional`` if ``option_rule`` read that from
    free text. ``leftover`` are words of the designator cell that are not designators. ``dnp`` is
    what the file states about fitting: True not fitted, False fitted, None not stated. ``part_of``
    is the number of the assembly the file names; ``owner`` is the position of the parent record by
    ``level`` (indented BOMs); ``quantity`` is then per assembly. ``two_parts`` marks a line with
    several part numbers that does not state which applies.
    """

    source: str
    item: str | None = None
    level: str | None = None
    part_of: str | None = None
    owner: int | None = None
    designators: tuple[str, ...] = ()
    quantity: Amount | None = None
    unit: str | None = None
    value: str | None = None
    package: str | None = None
    description: str | None = None
    manufacturer: str | None = None
    part_number: str | None = None
    own_number: str | None = None
    gtin: str | None = None
    supplier: str | None = None
    supplier_number: str | None = None
    material: str | None = None
    recycled_content_percent: Amount | None = None
    mass: Amount | None = None
    mass_unit: str | None = None
    region: str | None = None
    remarks: str | None = None
    option: str | None = None
    option_rule: str | None = None
    datasheet: str | None = None
    dnp: bool | None = None
    kind: RecordKind = "part"
    rule: str | None = None
    two_parts: bool = False
    leftover: tuple[str, ...] = ()
    extra: dict[str, str] = {}


class ColumnMapping(Frozen):
    """The field, or ``extra``, of every column header of a table.

    Saved beside the file, it makes the next import of the same layout give the same result.
    ``mass_unit`` is the unit in a mass header (``Weight (g)``).
    """

    fields: dict[str, str] = {}
    sheet: str | None = None
    header_row: int | None = None
    mass_unit: str | None = None

    def header_of(self, field: str) -> str | None:
        """Return the header mapped to a field."""
        return next((h for h, f in self.fields.items() if f == field), None)


class TableFacts(Frozen):
    """How a table was read: what to check first if an import goes wrong."""

    name: str
    format: Literal["csv", "xlsx", "xls", "ods"]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    header_row: int
    rows: int
    decimal: Literal[".", ","] = "."


class BomImport(Frozen):
    """The result of ``formats.bom.read_bom(data, name, mapping=None, sheet=None)``."""

    records: tuple[BomRecord, ...]
    mapping: ColumnMapping
    findings: tuple[Finding, ...]
    table: TableFacts

    @property
    def parts(self) -> tuple[BomRecord, ...]:
        """Return the lines that are bought parts."""
        return tuple(r for r in self.records if r.kind == "part")

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return the findings that have to be fixed before the lines can be used."""
        return errors_of(self.findings)


class StackLayer(Frozen):
    """One layer of a board's stack-up, thickness in mm where stated."""

    name: str
    type: str | None = None
    thickness_mm: Amount | None = None
    material: str | None = None


class BoardFacts(Frozen):
    """A bare printed circuit board as its drawing states it; None means not stated.

    ``area_mm2`` is the area within the outline less cut-outs, ``box_area_mm2`` that of the bounding
    box; both are rounded half-even to 0.01 mm².
    """

    source: str
    area_mm2: Amount | None = None
    box_area_mm2: Amount | None = None
    width_mm: Amount | None = None
    height_mm: Amount | None = None
    cutouts: int | None = None
    copper_layers: int | None = None
    copper_names: tuple[str, ...] = ()
    thickness_mm: Amount | None = None
    copper_mm: tuple[Amount, ...] = ()
    stack: tuple[StackLayer, ...] = ()
    finish: str | None = None
    solder_mask_layers: int | None = None


_SEPARATORS = (",", ";", "|", "\n", "、", "/")
_NO_PART_NUMBER = frozenset(";|\n、")
"""Signs that stand in lists, never inside a part number."""


def two_part_numbers(part_number: str, manufacturer: str) -> tuple[str, ...]:
    """Return the part numbers one cell lists; () for a single one, including commas.

    A cell is a list if the manufacturers beside it are a list of the same length, or if it has a
    separator that no part number contains (semicolon, line break, vertical bar).
    """
    if not any(sign in part_number for sign in _SEPARATORS):
        return ()
    for sign in _SEPARATORS:
        if sign not in part_number:
            continue
        parts = [p.strip() for p in part_number.split(sign)]
        if len(parts) < 2 or not all(parts) or len(set(parts)) < len(parts):
            continue
        makers = _listed(manufacturer)
        if makers == len(parts) or sign in _NO_PART_NUMBER:
            return tuple(parts)
    return ()


def _listed(manufacturer: str) -> int:
    """Return how many manufacturers a cell lists, by the separator that splits it most."""
    return max(
        len([m for m in manufacturer.split(sign) if m.strip()]) if sign in manufacturer else 1
        for sign in _SEPARATORS
    )
