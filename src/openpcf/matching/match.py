"""Study + library → inventory, with a reason for every line (design §1, method.md).

Order: supplier's declaration → the factor named in the row → exact keys (own number, GTIN,
manufacturer and part number): a factor of that id, then confirmed matches → the class entered, or
the parser for parts → the table of terms. What none of them resolves is a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from openpcf.errors import InputError
from openpcf.factor_library.library import Library
from openpcf.factor_library.search import search
from openpcf.matching.activities.lines import lines_of_activities
from openpcf.matching.activities.packaging import packaging_lines
from openpcf.matching.activities.transport import lines_of_transport
from openpcf.matching.lines.builder import (
    MATERIAL_KINDS,
    FactorChoice,
    LineBuilder,
    MatchContext,
    unknown_material,
)
from openpcf.matching.lines.penalised_default import penalise
from openpcf.matching.parts.boards import board_line
from openpcf.matching.parts.declarations import ChildFact, Position, lines_of_declarations, unused
from openpcf.matching.parts.lines import (
    Part,
    class_lines,
    gap,
    in_pieces,
    lightest_kg,
    user_line,
)
from openpcf.matching.parts.named_factors import (
    aluminium_finding,
    class_finding,
    emissions,
    floor_finding,
    part_floor,
)
from openpcf.matching.parts.parser import PartRecord, parse_bom
from openpcf.matching.parts.silicon import die_factor
from openpcf.matching.parts.yields import yield_findings, yields
from openpcf.matching.plausibility.duplicates import duplicate_findings
from openpcf.matching.plausibility.entry_errors import mass_entry_errors
from openpcf.matching.plausibility.mass_balance import mass_findings
from openpcf.matching.plausibility.proportions import proportion_findings
from openpcf.matching.plausibility.unknown_package import unknown_package
from openpcf.matching.tables.tables import MatchingTables, read_matching_tables
from openpcf.model.base import trimmed_decimal
from openpcf.model.factor import Factor
from openpcf.model.finding import Finding, error, finding_of, info, warning
from openpcf.model.inventory import Inventory, Line
from openpcf.model.message import Message, message
from openpcf.model.study import BomLine, Study, place_of
from openpcf.model.units import convert

__all__ = [
    "Alternative",
    "ChildFact",
    "Confirmed",
    "MatchDetail",
    "MatchInput",
    "Matching",
    "match",
    "read_matching_tables",
]


@dataclass(frozen=True)
class Confirmed:
    """A confirmed match for a key: a factor id."""

    value: str
    who: str
    when: str


@dataclass(frozen=True)
class MatchInput:
    """All input of matching.

    ``named`` are factors outside of the library that a row or a confirmation names.
    """

    study: Study
    library: Library
    tables: MatchingTables
    year: int
    region: str | None
    period: tuple[str, str] | None
    children: Mapping[str, ChildFact]
    confirmed: Mapping[str, Confirmed]
    named: Mapping[str, Factor] = field(default_factory=dict)
    default_markup_percent: Decimal = Decimal(0)


@dataclass(frozen=True)
class Alternative:
    """An alternative factor."""

    factor: str
    name: str
    value: Decimal
    unit: str


@dataclass(frozen=True)
class MatchDetail:
    """How and why a line got its factor, with the alternatives.

    ``working`` has the numbers multiplied to its amount.
    """

    line: str
    source: str
    how: str
    why: Message | None
    confidence: str = ""
    alternatives: tuple[Alternative, ...] = ()
    confirmed_by: str = ""
    working: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Matching:
    """The inventory (without results) and the reasons.

    ``beside`` has lines of the other approach to electricity by the id of the counted line (None:
    it has none); lines only in that approach have ids of their own. It is empty if the study names
    no contract's factor. ``datasets`` are those that contain the factors or from which they were
    derived, as ``name/version``.
    """

    inventory: Inventory
    details: Mapping[str, MatchDetail]
    parts: tuple[PartRecord, ...]
    findings: tuple[Finding, ...] = field(default=())
    beside: Mapping[str, Line | None] = field(default_factory=dict)
    datasets: frozenset[str] = frozenset()

    @property
    def other_approach(self) -> Inventory | None:
        """Return the inventory by the other electricity approach; None if it is the same."""
        if not self.beside:
            return None
        both = {line.id: line for line in self.inventory.lines} | dict(self.beside)
        lines = tuple(line for line in both.values() if line is not None)
        return self.inventory.model_copy(update={"lines": lines})


def confirmation_keys(line: BomLine) -> tuple[str, ...]:
    """Return the keys under which a confirmation is stored, most exact first."""
    return tuple(
        f"{name}:{value}"
        for name, value in (
            ("own", line.own_number),
            ("gtin", line.gtin),
            ("part", f"{line.manufacturer or ''}/{line.part_number}" if line.part_number else None),
        )
        if value
    )


def _without_declaration(
    given: MatchInput, builder: LineBuilder, name: str | None, place: str, before: int
) -> None:
    """Add lines in place of a declaration that can't be used.

    It is a penalised default if the study allows one, else the lines of the class with an error.
    """
    if not name:
        return
    if any(
        d.id == name and d.if_not_usable == "penalised-default" for d in given.study.declarations
    ):
        markup = given.default_markup_percent
        penalise(builder, before, markup)
        if all(made.is_gap for made in builder.lines[before:]):
            builder.findings.append(error("PENALISED_DEFAULT_EMPTY", place, name))
        builder.findings.append(
            warning("PENALISED_DEFAULT_TAKEN", place, name, trimmed_decimal(markup))
        )
    else:
        builder.findings.append(error("DECLARATION_NOT_HERE", place, name))


class _Parts:
    """Builds the lines of the BOM, row by row."""

    def __init__(self, given: MatchInput, context: MatchContext) -> None:
        self.given, self.context, self.builder = given, context, LineBuilder(context)
        self.wafer = die_factor(given.library, given.year)
        self.parsed = {r.bom_line: r for r in parse_bom(given.study.bom, given.tables)}
        self.records: list[PartRecord] = []
        self.confirmed_by: dict[str, str] = {}
        self.component_rows: dict[str, list[Position]] = {}

    def add(self, row: BomLine) -> None:
        """Add the lines of a row and its findings."""
        builder, place = self.builder, place_of(row, "bom")
        if row.quantity is None:
            builder.findings.append(error("BOM_LINE_NO_QUANTITY", place, row.id))
        quantity = row.quantity if row.quantity is not None else Decimal(0)
        if row.declaration and row.declaration in self.given.children:
            self._supplied(row, row.declaration, quantity, place)
            return
        if row.unit and in_pieces(row):
            quantity = convert(quantity, row.unit, "piece", place)
        record = self.parsed[row.id]
        self.records.append(record)
        part = Part(row, record, quantity, yields(self.given.study, row.fitted_at), place)
        before = len(builder.lines)
        try:
            if row.quantity is None:
                gap(builder, part, message("no-quantity"))
            else:
                self._lines(part)
        except InputError as e:
            refused = finding_of(e)
            builder.findings.append(refused)
            gap(builder, part, _reason_of(refused))
        _without_declaration(self.given, builder, row.declaration, place, before)
        if record.conflict:
            builder.findings.append(
                warning("PACKAGE_CONFLICT", place, record.conflict, record.package)
            )
        builder.findings.extend(unknown_package(row, record, self.given.tables, place))
        builder.findings.extend(mass_entry_errors(row, record, place))
        if not row.factor:
            builder.findings.extend(unknown_material(self.context.terms, row.material, place))
        builder.findings.extend(aluminium_finding(row, record.part_class, place))

    def _supplied(self, row: BomLine, name: str, quantity: Decimal, place: str) -> None:
        """Return a position of a declaration in the declaration's unit.

        Another dimension makes a gap.
        """
        unit, wanted = row.unit or "piece", self.given.children[name].unit
        try:
            amount = convert(quantity, unit, wanted, place)
        except InputError:
            refused = error("BILL_UNIT_DIFFERS", place, unit, wanted, name=name)
            self.builder.findings.append(refused)
            part = Part(row, self.parsed[row.id], quantity, (), place)
            gap(self.builder, part, _reason_of(refused))
            return
        self.component_rows.setdefault(name, []).append(Position(amount, place, row.fitted_at))

    def _by_key(self, part: Part) -> FactorChoice | None:
        """Return the factor for an exact key of the part, from the library or confirmed."""
        given, row = self.given, part.line
        for key in confirmation_keys(row):
            own = given.library.find(key)
            if own is not None:
                why = message("library-has", key=key)
                return FactorChoice(own, "part-number", why, technology=Decimal(2))
            known = given.confirmed.get(key)
            if known is None:
                continue
            factor = given.named.get(known.value) or given.library.find(known.value)
            if factor is None:
                self.builder.findings.append(
                    warning("CONFIRMED_FACTOR_MISSING", part.source, known.value, key)
                )
                continue
            self.confirmed_by[f"bom:{row.id}"] = known.who
            why = message("confirmed", key=key, who=known.who, when=known.when)
            return FactorChoice(factor, "part-number", why, technology=Decimal(2))
        return None

    def _lines(self, part: Part) -> None:
        builder, row, tables = self.builder, part.line, self.given.tables
        if row.factor:
            self._named(part, builder.named_factor(row.factor, part.source))
            return
        known = self._by_key(part)
        if known is not None:
            user_line(builder, part, known)
            return
        by_piece = in_pieces(row)
        if part.record.part_class and by_piece:
            class_lines(builder, part, tables, self.wafer)
            return
        term = tables.terms.find(row.material, *MATERIAL_KINDS)
        if term is not None and term.factor and (row.mass is not None or not by_piece):
            user_line(builder, part, self.context.term_factor(term, part.source))
            return
        if term is not None and term.factor and row.material:
            raise InputError("MASS_NEEDED", part.source, term.factor, "kg")
        if not by_piece:
            raise InputError("FACTOR_UNIT_DIFFERS", part.source, row.unit or "", "piece")
        text = " ".join(t for t in (row.description, row.material, row.value) if t) or row.id
        ranked = tuple(h.factor for h in search(self.given.library, text, 5, usable=True))
        class_lines(builder, part, tables, None)
        name, _ = builder.choices[-1]
        builder.choices[-1] = (name, FactorChoice(None, alternatives=ranked))
        builder.findings.append(warning("PART_UNKNOWN", part.source, text[:80]))

    def _named(self, part: Part, choice: FactorChoice) -> None:
        """Return the factor named in the row, unless it is below that of the materials alone."""
        made, usual = self.builder.another(), self.builder.another()
        user_line(made, part, choice)
        if choice.factor is not None and part.quantity > 0 and in_pieces(part.line):
            class_lines(usual, part, self.given.tables, self.wafer)
            found, expected = (emissions(each.lines) / part.quantity for each in (made, usual))
            shares = self.given.tables.recipes.get(part.record.part_class, ())
            floor = part_floor(shares, lightest_kg(part), self.given.library)
            proven = self.context.proven(part.line.evidence)
            below = floor_finding(found, floor, part.source, proven=proven)
            if below is not None:
                made.findings.append(below)
                if not proven:
                    made.drop_lines()
                    gap(made, part, message("factor-below-materials"))
            made.findings.extend(class_finding(found, expected, part.source))
        self.builder.take(made)


def _boards(given: MatchInput, context: MatchContext) -> LineBuilder:
    """Add the bare boards that no declaration covers."""
    study, builder = given.study, LineBuilder(context)
    for board in study.boards:
        if not board.is_in or board.declaration in given.children:
            continue
        before = len(builder.lines)
        try:
            board_line(builder, board, yields(study, board.fitted_at))
        except InputError as e:
            builder.findings.append(finding_of(e))
        place = place_of(board, "boards")
        _without_declaration(given, builder, board.declaration, place, before)
    return builder


def _packaging(given: MatchInput, context: MatchContext) -> LineBuilder:
    """Add the packaging that no declaration covers."""
    builder = LineBuilder(context)
    for item in given.study.packaging:
        if not item.is_in or item.declaration in given.children:
            continue
        before = len(builder.lines)
        packaging_lines(builder, item)
        place = place_of(item, "packaging")
        _without_declaration(given, builder, item.declaration, place, before)
    return builder


def match(given: MatchInput) -> Matching:
    """Return the inventory of a study. Faults of rows are findings, not exceptions."""
    study = given.study
    context = MatchContext(
        given.library,
        given.tables.terms,
        given.year,
        given.region,
        given.period,
        given.named,
        frozenset(file.id for file in study.evidence if file.digest),
    )
    parts = _Parts(given, context)
    for row in study.bom:
        if row.kind == "part" and row.is_in:
            parts.add(row)
    component_lines, components = lines_of_declarations(
        study, given.children, parts.component_rows, parts.builder.findings
    )
    tables = [
        parts.builder,
        _boards(given, context),
        lines_of_activities(study, context),
        lines_of_transport(study, context),
        _packaging(given, context),
    ]
    drafts = [*component_lines, *(line for made in tables for line in made.lines)]
    chosen = {name: choice for made in tables for name, choice in made.choices}
    workings = {name: steps for made in tables for name, steps in made.workings.items()}
    others = {name: line for made in tables for name, line in made.beside.items()}
    reasons = {f.place: f for made in tables for f in sorted(made.findings, key=_is_error)}
    lines, details = [], {}
    beside: dict[str, Line | None] = {}
    for number, draft in enumerate(drafts, 1):
        name = f"l-{number:04d}"
        by = parts.confirmed_by.get(draft.id)
        line = draft.model_copy(update={"id": name, "note": draft.note or _why_gap(draft, reasons)})
        if by and line.match is not None:
            line = line.model_copy(
                update={"match": line.match.model_copy(update={"confirmed_by": by})}
            )
        lines.append(line)
        if draft.id in others:
            other = others.pop(draft.id)
            beside[name] = other and other.model_copy(update={"id": name})
        details[name] = _detail(
            name, line, chosen.get(draft.id), by or "", workings.get(draft.id, ())
        )
    beside |= {name: other for name, other in others.items() if other is not None}
    findings = [finding for made in tables for finding in made.findings]
    findings += mass_findings(study, lines)
    findings += proportion_findings(study, lines, parts.records, given.tables)
    findings += duplicate_findings(study)
    findings += unused(study)
    findings += yield_findings(
        study, treated=any(_is_waste(context, line) for line in lines), proven=context.proven
    )
    unit = study.unit
    if unit is not None and (unit.measure, unit.amount) != ("piece", Decimal(1)):
        stated = (
            f"{trimmed_decimal(unit.amount)} {unit.measure}" if unit.amount is not None else "blank"
        )
        findings.append(warning("DECLARED_UNIT_NOT_ONE", "study#unit", stated))
    if not lines:
        findings.append(info("NOTHING_TO_MATCH"))
    return Matching(
        Inventory(lines=tuple(lines), components=tuple(components)),
        details,
        tuple(parts.records),
        tuple(findings),
        beside,
        _datasets(lines, chosen),
    )


def _is_error(finding: Finding) -> bool:
    return finding.is_error


def _reason_of(finding: Finding) -> Message:
    """Return a finding as the reason of a gap: its code and parameters."""
    return message(
        finding.code,
        place=finding.place or None,
        found=finding.found or None,
        expected=finding.expected or None,
        **finding.params,
    )


def _why_gap(draft: Line, reasons: Mapping[str, Finding]) -> Message | None:
    """Return the reason of a gap: the finding on its row."""
    found = reasons.get(draft.source or "") if draft.is_gap else None
    return _reason_of(found) if found is not None else None


def _datasets(lines: Iterable[Line], chosen: Mapping[str, FactorChoice]) -> frozenset[str]:
    made_of = {
        c.factor.id: c.factor.made_of for c in chosen.values() if c.factor and c.factor.made_of
    }
    found: set[str] = set()
    for line in lines:
        if line.factor is not None:
            own = (f"{line.factor.dataset}/{line.factor.version}",)
            found.update(made_of.get(line.factor.id, own))
    return frozenset(found)


def _is_waste(context: MatchContext, made: Line) -> bool:
    return made.stage == "production" and (
        made.scope == "3.5" or context.terms.find(made.part_class, "waste") is not None
    )


def _detail(
    name: str, made: Line, choice: FactorChoice | None, by: str, working: tuple[Message, ...]
) -> MatchDetail:
    alternatives = choice.alternatives if choice is not None else ()
    return MatchDetail(
        name,
        made.source or "",
        made.match.how if made.match else ("supplied" if made.component else "gap"),
        made.match.why if made.match else made.note,
        str(made.match.confidence or "") if made.match else "",
        tuple(Alternative(f.id, f.name, f.value, f.unit) for f in alternatives),
        by,
        working=working,
    )
