"""Table rows with mapped columns → BOM records and their findings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpcf.formats.bom.designators import Designators, read_designators
from openpcf.formats.bom.levels import owners, read_level
from openpcf.formats.bom.line_rules import (
    apart_rule,
    dnp_in_value,
    option_rule,
    read_dnp,
    read_fitted,
)
from openpcf.formats.countries import region_meant
from openpcf.formats.tables.cells import (
    Cell,
    Convention,
    Number,
    formula_text,
    plain_text,
    read_number,
    read_numbers,
    unit_findings,
)
from openpcf.formats.tables.table import Row, Table
from openpcf.model.base import trimmed_decimal
from openpcf.model.bom import EXTRA, BomRecord, ColumnMapping, RecordKind, two_part_numbers
from openpcf.model.finding import Finding, error, info, warning
from openpcf.model.units import MASS_UNITS

_BLANKS = frozenset({"~", "-", "–", "—", "--", "/", "n/a", "n.a.", "none", "无"})
_TOTAL = re.compile(
    r"(grand\s+|sub)?totals?\b|sum\b|(zwischen)?summe\b|gesamt(summe|anzahl)?\b|合计|总计|小计|总数",
    re.IGNORECASE,
)
_UNIT = re.compile(r"[A-Za-zµ²³\u4e00-\u9fff]{1,10}\.?")
_SPOILT_BY_DATES = ("designators", "value", "package", "part_number", "own_number")
_TEXTS = (
    "item",
    "level",
    "part_of",
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
    "region",
    "remarks",
    "datasheet",
)
_RISKY = frozenset("=+-@＝＋－＠\t\r\n ")


@dataclass(slots=True)
class _Draft:
    """A line while it is being read."""

    row: Row
    texts: dict[str, str]
    designators: Designators
    extra: dict[str, str]
    kind: RecordKind = "part"
    rule: str | None = None
    dnp: bool | None = None


class LineReader:
    """Reads one table by one mapping; :attr:`findings` are in row order."""

    def __init__(self, table: Table, mapping: ColumnMapping) -> None:
        self.table = table
        self.mapping = mapping
        self.decimal: Convention = "."
        self._column: dict[str, int] = {}
        self._extras: list[tuple[str, int]] = []
        for column, name in enumerate(table.header):
            wanted = mapping.fields[name]
            if wanted == EXTRA:
                self._extras.append((f"x-{name}", column))
            else:
                self._column[wanted] = column
        self._reported: list[tuple[int, Finding]] = []

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(f for _, f in sorted(self._reported, key=lambda pair: pair[0]))

    def records(self) -> tuple[BomRecord, ...]:
        """Return every line of the table, with or without faults."""
        drafts = self._drafts()
        quantities = self._number_column("quantity", drafts)
        masses = self._number_column("mass", drafts)
        shares = self._number_column("recycled_content_percent", drafts)
        self._mass_without_unit(drafts, masses)
        inside = self._owners(drafts)
        self._repeated_designators(drafts, inside)
        return tuple(
            self._record(draft, quantities, masses, shares, owner)
            for draft, owner in zip(drafts, inside, strict=True)
        )

    def _report(self, row: int, *findings: Finding) -> None:
        self._reported.extend((row, finding) for finding in findings)

    def _place(self, row: int, name: str) -> str:
        if name in self._column:
            return self.table.place(row, self._column[name])
        return self.table.row_place(row)

    # --- which rows are lines

    def _drafts(self) -> list[_Draft]:
        found: list[_Draft] = []
        table = self.table
        before, gaps = table.header_row, 0
        top = [n.casefold() for n in table.header]
        for row in table.body:
            gaps += row.number - before - 1
            before = row.number
            texts = self._texts(row)
            first = next(filter(None, map(str.strip, row.texts)), "")
            place = table.row_place(row.number)
            if first.casefold() == top[0] and [t.strip().casefold() for t in row.texts] == top:
                self._report(row.number, info("BOM_HEADER_AGAIN", place, first))
            elif self._is_total(first, texts):
                self._report(row.number, info("BOM_TOTAL_SKIPPED", place, first[:60]))
            elif self._is_note(row, texts):
                self._report(row.number, warning("BOM_ROW_SKIPPED", place, first[:60], "2"))
            else:
                found.append(self._draft(row, texts))
        if gaps:
            self._report(before, info("BOM_BLANK_SKIPPED", table.where, str(gaps), "0"))
        return found

    def _texts(self, row: Row) -> dict[str, str]:
        cells, width = row.texts, len(row.texts)
        texts: dict[str, str] = {}
        for name, column in self._column.items():
            text = cells[column].strip() if column < width else ""
            if text and (len(text) > 4 or text.casefold() not in _BLANKS):
                texts[name] = plain_text(text) if text[0] == "'" else text
        return texts

    @staticmethod
    def _is_total(first: str, texts: Mapping[str, str]) -> bool:
        if not _TOTAL.match(first) or "part_number" in texts:
            return False
        return not read_designators(texts.get("designators", "")).names

    def _is_note(self, row: Row, texts: Mapping[str, str]) -> bool:
        """Return whether a row is a heading or remark: one cell that makes no line."""
        if row.kinds or len(self._column) < 3 or len(texts) > 1:
            return not texts and not row.kinds
        name = next(iter(texts), "")
        if name == "designators":
            return not read_designators(texts[name]).names
        return name not in {"part_number", "own_number", "gtin"}

    def _draft(self, row: Row, texts: dict[str, str]) -> _Draft:
        extra = {name: plain_text(text) for name, c in self._extras if (text := row.text(c))}
        draft = _Draft(row, texts, read_designators(texts.get("designators", "")), extra)
        for column, text in enumerate(row.texts):
            if text and text[0] in _RISKY and column not in row.kinds:
                self._report(row.number, *formula_text(text, self.table.place(row.number, column)))
        if row.kinds:
            self._spoilt(row)
        draft.kind, draft.rule = self._kind(draft)
        if draft.designators.leftover and draft.kind == "part":
            words = " ".join(draft.designators.leftover)[:60]
            place = self._place(row.number, "designators")
            self._report(row.number, warning("BOM_DESIGNATOR_WORDS", place, words, "R1, R3-R5"))
        return draft

    def _spoilt(self, row: Row) -> None:
        """Report texts that a spreadsheet turned into dates or numbers."""
        for name in _SPOILT_BY_DATES:
            column = self._column.get(name)
            if column is None or column not in row.kinds:
                continue
            kind, text = row.kind(column), row.text(column)
            place = self.table.place(row.number, column)
            if kind in {"date", "time"}:
                self._report(row.number, warning("CELL_DATE_IN_TEXT", place, text, "text"))
            elif kind == "number" and name == "package":
                self._report(row.number, warning("CELL_NUMBER_IN_TEXT", place, text, f"0{text}"))

    def _kind(self, draft: _Draft) -> tuple[RecordKind, str | None]:
        texts = draft.texts
        for name, read in (("dnp", read_dnp), ("fitted", read_fitted)):
            if name not in self._column:
                continue
            flag = read(draft.row.text(self._column[name]))
            if isinstance(flag, str):
                place = self._place(draft.row.number, name)
                self._report(draft.row.number, warning("BOM_DNP_WORD", place, flag[:40], "DNP"))
            elif flag is not None:
                draft.dnp = flag
            if flag is True:
                return "dnp", f"{name}-column"
        for name in ("value", "package", "remarks"):
            if dnp_in_value(texts.get(name, "")):
                draft.dnp = True
                return "dnp", f"dnp-in-{name}"
        if dnp_in_value(" ".join(draft.designators.leftover)):
            draft.dnp = True
            return "dnp", "dnp-in-designators"
        if "part_number" in texts or "gtin" in texts or "supplier_number" in texts:
            return "part", None
        rule = apart_rule(
            draft.designators.names,
            texts.get("package", ""),
            texts.get("value", ""),
            texts.get("description", ""),
        )
        return ("part", None) if rule is None else ("not-part", rule)

    # --- numbers

    def _number_column(self, name: str, drafts: Sequence[_Draft]) -> dict[int, Number]:
        """Return numbers of a column by row; only parts get findings."""
        if name not in self._column:
            return {}
        column = self._column[name]
        parts: list[Cell] = []
        others: list[Cell] = []
        for draft in drafts:
            if name in draft.texts:
                cell = Cell(draft.row.number, draft.texts[name], draft.row.kind(column))
                (parts if draft.kind == "part" else others).append(cell)
        read = read_numbers(parts, lambda row: self.table.place(row, column))
        for row, finding in read.reported:
            if name == "quantity" and finding.code == "NUMBER_UNREADABLE":
                finding = error("BOM_QUANTITY_TEXT", finding.place, finding.found, "4")
            self._report(row, finding)
        if read.convention == ",":
            self.decimal = ","
        numbers = dict(read.numbers)
        for cell in others:
            number = read_number(cell.text, "." if cell.kind == "number" else read.convention)
            if number is not None:
                numbers[cell.row] = number
        return numbers

    def _quantity(
        self, draft: _Draft, numbers: Mapping[int, Number]
    ) -> tuple[Decimal | None, str | None]:
        """Return quantity and unit, with the faults of either."""
        row, names = draft.row.number, draft.designators.names
        unit = draft.texts.get("unit")
        part = draft.kind == "part"
        if "quantity" not in self._column:
            if not names:
                return None, unit
            return Decimal(len(names)), unit
        number = numbers.get(row)
        if number is not None and not number.rest and number.value == len(names) and part:
            return number.value, unit
        place = self._place(row, "quantity")
        count = str(len(names)) if names else "1"
        if number is None:
            blank = "quantity" not in draft.texts
            marked = draft.row.kind(self._column["quantity"]) in {"error", "formula"}
            if part and blank and not marked:
                self._report(row, error("BOM_QUANTITY_MISSING", place, "", count))
            return None, unit
        rest = number.rest.strip("xX*× ")
        if rest and not _UNIT.fullmatch(rest):
            if part:
                written = draft.texts["quantity"][:40]
                self._report(
                    row, error("BOM_QUANTITY_TEXT", place, written, trimmed_decimal(number.value))
                )
            return None, unit
        if part and number.value < 0:
            self._report(
                row, error("BOM_QUANTITY_NEGATIVE", place, trimmed_decimal(number.value), count)
            )
            return None, unit
        if part and number.value == 0:
            self._report(row, warning("BOM_QUANTITY_ZERO", place, "0", count))
        elif names and number.value != len(names) and part and not rest and unit is None:
            found, expected = trimmed_decimal(number.value), str(len(names))
            self._report(row, warning("BOM_QUANTITY_DESIGNATORS", place, found, expected))
        return number.value, unit or rest or None

    def _unit(self, row: int, name: str, text: str, wanted: tuple[str, ...] = ()) -> None:
        """Report an unknown unit, or one of the wrong dimension."""
        self._report(row, *unit_findings(text, self._place(row, name), wanted))

    def _region(self, draft: _Draft) -> None:
        """Return a country by name or code; an unknown one is left blank and reported."""
        text = draft.texts.pop("region")
        if code := region_meant(text):
            draft.texts["region"] = code
            return
        place = self._place(draft.row.number, "region")
        self._report(draft.row.number, warning("BOM_REGION", place, text[:60], "CN, CN-JS, DE"))

    def _mass_without_unit(self, drafts: Sequence[_Draft], masses: Mapping[int, Number]) -> None:
        if self.mapping.mass_unit is not None or "mass" not in self._column:
            return
        bare = [
            d.row.number
            for d in drafts
            if d.row.number in masses
            and not masses[d.row.number].rest
            and "mass_unit" not in d.texts
        ]
        if bare:
            place, header = self._place(bare[0], "mass"), self.mapping.header_of("mass") or ""
            finding = warning("BOM_MASS_UNIT", place, header, f"{header} (g)", count=str(len(bare)))
            self._report(bare[0], finding)

    def _mass(
        self, draft: _Draft, masses: Mapping[int, Number]
    ) -> tuple[Decimal | None, str | None]:
        number = masses.get(draft.row.number)
        if number is None:
            return None, None
        if number.value < 0 or (number.rest and not _UNIT.fullmatch(number.rest)):
            place = self._place(draft.row.number, "mass")
            self._report(
                draft.row.number, error("BOM_MASS", place, draft.texts["mass"][:40], "12.5 g")
            )
            return None, None
        beside = draft.texts.get("mass_unit")
        if draft.kind == "part" and (number.rest or beside):
            name = "mass" if number.rest else "mass_unit"
            self._unit(draft.row.number, name, number.rest or beside or "", MASS_UNITS)
        return number.value, number.rest or beside or self.mapping.mass_unit

    # --- records

    def _owners(self, drafts: Sequence[_Draft]) -> list[int | None]:
        """Return the position of each line's parent by its level."""
        if "level" not in self._column:
            return [None] * len(drafts)
        levels = [read_level(draft.texts.get("level", "")) for draft in drafts]
        for draft, level in zip(drafts, levels, strict=True):
            if level is None and draft.kind == "part":
                row, found = draft.row.number, draft.texts.get("level", "")
                self._report(row, error("BOM_LEVEL", self._place(row, "level"), found[:40], "2"))
        return owners(levels)

    def _repeated_designators(self, drafts: Sequence[_Draft], inside: Sequence[int | None]) -> None:
        """Report designators that occur twice in one variant and assembly."""
        seen: dict[tuple[str, str, int | None, str], _Draft] = {}
        for draft, owner in zip(drafts, inside, strict=True):
            names = draft.designators
            for name in names.twice:
                self._twice(draft, name, draft)
            if draft.kind != "part":
                continue
            again: Counter[int] = Counter()
            for name in names.names:
                texts = draft.texts
                key = (texts.get("option", ""), texts.get("part_of", ""), owner, name)
                other = seen.setdefault(key, draft)
                if other is not draft:
                    again[other.row.number] += 1
                    if again[other.row.number] == 1:
                        both = [n for n in names.names if n in other.designators.names]
                        self._twice(draft, ", ".join(both)[:80], other)

    def _twice(self, draft: _Draft, names: str, other: _Draft) -> None:
        place = self._place(draft.row.number, "designators")
        elsewhere = self._place(other.row.number, "designators")
        finding = warning("BOM_DESIGNATOR_TWICE", place, names, "1", other=elsewhere)
        self._report(draft.row.number, finding)

    def _record(
        self,
        draft: _Draft,
        quantities: Mapping[int, Number],
        masses: Mapping[int, Number],
        shares: Mapping[int, Number],
        owner: int | None,
    ) -> BomRecord:
        texts, number = draft.texts, draft.row.number
        quantity, unit = self._quantity(draft, quantities)
        if unit and draft.kind == "part":
            self._unit(number, "unit" if "unit" in texts else "quantity", unit)
        mass, mass_unit = self._mass(draft, masses)
        option, rule = texts.get("option"), None
        if option is None and draft.kind == "part" and "remarks" in texts:
            rule = option_rule(texts["remarks"])
            option = "optional" if rule else None
        several: tuple[str, ...] = ()
        if "part_number" in texts and draft.kind == "part":
            several = two_part_numbers(texts["part_number"], texts.get("manufacturer", ""))
            if several:
                self._two_parts(draft, several)
        share = shares.get(number)
        if "region" in texts:
            self._region(draft)
        return BomRecord(
            source=self.table.row_place(number),
            owner=owner,
            designators=draft.designators.names,
            quantity=quantity,
            unit=unit,
            mass=mass,
            mass_unit=mass_unit,
            recycled_content_percent=share.value if share else None,
            option=option,
            option_rule=rule,
            dnp=draft.dnp,
            kind=draft.kind,
            rule=draft.rule,
            two_parts=bool(several),
            leftover=draft.designators.leftover,
            extra=draft.extra,
            **{name: texts[name] for name in _TEXTS if name in texts},
        )

    def _two_parts(self, draft: _Draft, numbers: Sequence[str]) -> None:
        finding = warning(
            "BOM_TWO_PARTS",
            self._place(draft.row.number, "part_number"),
            " | ".join(numbers),
            "1",
            manufacturers=draft.texts.get("manufacturer", ""),
            designators=", ".join(draft.designators.names)[:80],
        )
        self._report(draft.row.number, finding)
