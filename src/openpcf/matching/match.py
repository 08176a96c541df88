"""Study + library → Inventory, with the reason of every line (design §1, method.md).

Order: supplier's declaration → the factor named in the row → exact keys (own number, GTIN, maker
and part number): a factor of that id, then what people confirmed before → the class entered, or
the parser for parts → the table of words. What none of them knows is a gap.
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
    Built,
    Choice,
    Ground,
    named_factor,
    term_factor,
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
from openpcf.matching.parts.parser import PartRecord, parse_bill
from openpcf.matching.parts.silicon import die_factor
from openpcf.matching.parts.yields import yield_findings, yields
from openpcf.matching.plausibility.duplicates import tally_findings
from openpcf.matching.plausibility.entry_errors import mass_slips
from openpcf.matching.plausibility.mass_balance import mass_findings
from openpcf.matching.plausibility.proportions import proportion_findings
from openpcf.matching.plausibility.unknown_package import unknown_package
from openpcf.matching.tables.tables import MatchingTables, read_matching_tables
from openpcf.messages import say
from openpcf.messages.catalogue import language_of
from openpcf.model.base import trimmed_decimal
from openpcf.model.factor import Factor
from openpcf.model.finding import Finding, error, info, warning
from openpcf.model.inventory import Inventory, Line
from openpcf.model.study import BomLine, Study
from openpcf.model.units import convert

__all__ = [
    "Alternative",
    "ChildFact",
    "Confirmed",
    "Context",
    "MatchDetail",
    "Matching",
    "match",
    "read_matching_tables",
]


@dataclass(frozen=True)
class Confirmed:
    """What a person confirmed for a key before: a factor id."""

    value: str
    who: str
    when: str


@dataclass(frozen=True)
class Context:
    """Everything matching looks at; ``named`` are factors outside of the library that a row or a
    confirmation names."""

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
    """A factor that came into question."""

    factor: str
    name: str
    value: Decimal
    unit: str


@dataclass(frozen=True)
class MatchDetail:
    """How and why a line got its factor, with what else was thinkable; ``working`` says what is
    multiplied to its amount."""

    line: str
    source: str
    how: str
    why: str
    confidence: str = ""
    alternatives: tuple[Alternative, ...] = ()
    confirmed_by: str = ""
    working: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matching:
    """The inventory (no results yet) and the reasons.

    ``beside`` has lines of the other approach to electricity, by the id of the line that counts
    (None: it has none), those that are only there under ids of their own;
    empty where the study names no contract's factor. ``datasets`` are those the factors stand in
    or were made of, as ``name/version``.
    """

    inventory: Inventory
    details: Mapping[str, MatchDetail]
    parts: tuple[PartRecord, ...]
    findings: tuple[Finding, ...] = field(default=())
    beside: Mapping[str, Line | None] = field(default_factory=dict)
    datasets: frozenset[str] = frozenset()

    @property
    def other_approach(self) -> Inventory | None:
        """The same inventory by the other approach to electricity; None where they are one."""
        if not self.beside:
            return None
        both = {line.id: line for line in self.inventory.lines} | dict(self.beside)
        lines = tuple(line for line in both.values() if line is not None)
        return self.inventory.model_copy(update={"lines": lines})


def confirmation_keys(line: BomLine) -> tuple[str, ...]:
    """Keys a person's confirmation is remembered by, most exact first."""
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
    context: Context, ground: Ground, built: Built, name: str | None, place: str, before: int
) -> None:
    """What stands in for a declaration that can't be used: a penalised default where the study
    takes one, else the class's own lines with an error."""
    if not name:
        return
    if any(
        d.id == name and d.if_not_usable == "penalised-default" for d in context.study.declarations
    ):
        markup = context.default_markup_percent
        penalise(ground, built, before, markup)
        if all(made.is_gap for made in built.lines[before:]):
            built.findings.append(error("PENALISED_DEFAULT_EMPTY", place, name))
        built.findings.append(
            warning("PENALISED_DEFAULT_TAKEN", place, name, trimmed_decimal(markup))
        )
    else:
        built.findings.append(error("DECLARATION_NOT_HERE", place, name))


class _Parts:
    """Builds the lines of the bill, one row after the other."""

    def __init__(self, context: Context, ground: Ground) -> None:
        self.context, self.ground, self.built = context, ground, Built()
        self.wafer = die_factor(context.library, context.year)
        bill = parse_bill(context.study.bom, context.tables, ground.language)
        self.parsed = {r.bom_line: r for r in bill}
        self.records: list[PartRecord] = []
        self.confirmed_by: dict[str, str] = {}
        self.component_rows: dict[str, list[Position]] = {}

    def add(self, row: BomLine) -> None:
        place = row.source or f"bom#{row.id}"
        if row.quantity is None:
            self.built.findings.append(error("BOM_LINE_NO_QUANTITY", place, row.id))
        quantity = row.quantity if row.quantity is not None else Decimal(0)
        if row.declaration and row.declaration in self.context.children:
            self._supplied(row, row.declaration, quantity, place)
            return
        if row.unit and in_pieces(row):
            quantity = convert(quantity, row.unit, "piece", place)
        record = self.parsed[row.id]
        self.records.append(record)
        part = Part(row, record, quantity, yields(self.context.study, row.fitted_at), place)
        before = len(self.built.lines)
        try:
            if row.quantity is None:
                gap(self.ground, self.built, part, "no quantity")
            else:
                self._lines(part)
        except InputError as e:
            self.built.findings.append(error(e.code, e.place, e.found, e.expected, **e.params))
            gap(self.ground, self.built, part, e.code)
        _without_declaration(self.context, self.ground, self.built, row.declaration, place, before)
        if record.conflict:
            self.built.findings.append(
                warning("PACKAGE_CONFLICT", place, record.conflict, record.package)
            )
        self.built.findings.extend(unknown_package(row, record, self.context.tables, place))
        self.built.findings.extend(mass_slips(row, record, place))
        if not row.factor:
            self.built.findings.extend(unknown_material(self.ground.terms, row.material, place))
        self.built.findings.extend(aluminium_finding(row, record.part_class, place))

    def _supplied(self, row: BomLine, name: str, quantity: Decimal, place: str) -> None:
        """A position of a declaration, in the declaration's unit; another dimension is a gap."""
        unit, wanted = row.unit or "piece", self.context.children[name].unit
        try:
            amount = convert(quantity, unit, wanted, place)
        except InputError:
            self.built.findings.append(error("BILL_UNIT_DIFFERS", place, unit, wanted, name=name))
            part = Part(row, self.parsed[row.id], quantity, (), place)
            gap(self.ground, self.built, part, "BILL_UNIT_DIFFERS")
            return
        self.component_rows.setdefault(name, []).append(Position(amount, place, row.fitted_at))

    def _lines(self, part: Part) -> None:
        row, tables = part.line, self.context.tables
        if row.factor:
            choice = named_factor(self.ground, row.factor, part.source, self.built)
            self._named(part, choice)
            return
        for key in confirmation_keys(row):
            own = self.context.library.find(key)
            if own is not None:
                why = self.ground.say("the library has {key} itself", key=key)
                choice = Choice(own, "part-number", why, technology=Decimal(2))
                user_line(self.ground, self.built, part, choice)
                return
            known = self.context.confirmed.get(key)
            if known is None:
                continue
            factor = self.context.named.get(known.value) or self.context.library.find(known.value)
            if factor is None:
                self.built.findings.append(
                    warning("CONFIRMED_FACTOR_MISSING", part.source, known.value, key)
                )
            else:
                self.confirmed_by[f"bom:{row.id}"] = known.who
                text = "confirmed for {key} by {who}, {when}"
                why = self.ground.say(text, key=key, who=known.who, when=known.when)
                choice = Choice(factor, "part-number", why, technology=Decimal(2))
                user_line(self.ground, self.built, part, choice)
                return
        by_piece = in_pieces(row)
        if part.record.part_class and by_piece:
            class_lines(self.ground, self.built, part, tables, self.wafer)
            return
        term = tables.terms.find(row.material, *MATERIAL_KINDS)
        if term is not None and term.factor and (row.mass is not None or not by_piece):
            user_line(self.ground, self.built, part, term_factor(self.ground, term, part.source))
            return
        if term is not None and term.factor and row.material:
            raise InputError("MASS_NEEDED", part.source, term.factor, "kg")
        if not by_piece:
            raise InputError("FACTOR_UNIT_DIFFERS", part.source, row.unit or "", "piece")
        text = " ".join(t for t in (row.description, row.material, row.value) if t) or row.id
        ranked = tuple(h.factor for h in search(self.context.library, text, 5, usable=True))
        class_lines(self.ground, self.built, part, tables, None)
        name, source, _ = self.built.choices[-1]
        self.built.choices[-1] = (name, source, Choice(None, alternatives=ranked))
        self.built.findings.append(warning("PART_UNKNOWN", part.source, text[:80]))

    def _named(self, part: Part, choice: Choice) -> None:
        """The factor of the row, unless it gives less than the materials alone."""
        made, usual = Built(), Built()
        user_line(self.ground, made, part, choice)
        if choice.factor is not None and part.quantity > 0 and in_pieces(part.line):
            class_lines(self.ground, usual, part, self.context.tables, self.wafer)
            found, expected = (emissions(built.lines) / part.quantity for built in (made, usual))
            shares = self.context.tables.recipes.get(part.record.part_class, ())
            floor = part_floor(shares, lightest_kg(part), self.context.library)
            proven = self.ground.proven(part.line.evidence)
            said = floor_finding(found, floor, part.source, proven=proven)
            if said is not None:
                made.findings.append(said)
                if not proven:
                    made.lines.clear()
                    made.choices.clear()
                    gap(self.ground, made, part, "the factor named is below its materials")
            made.findings.extend(class_finding(found, expected, part.source))
        self.built.take(made)


def match(context: Context) -> Matching:
    """The inventory of a study. Faults of rows are findings; nothing is raised for them."""
    study = context.study
    ground = Ground(
        context.library,
        context.tables.terms,
        context.year,
        context.region,
        context.period,
        context.named,
        frozenset(file.id for file in study.evidence if file.digest),
        language_of(study.language),
    )
    parts = _Parts(context, ground)
    for row in study.bom:
        if row.kind == "part" and row.option == "in":
            parts.add(row)
    component_lines, components = lines_of_declarations(
        study, context.children, parts.component_rows, parts.built.findings
    )
    boards = Built()
    for board in study.boards:
        if board.option != "in" or board.declaration in context.children:
            continue
        before = len(boards.lines)
        try:
            board_line(ground, boards, board, yields(study, board.fitted_at))
        except InputError as e:
            boards.findings.append(error(e.code, e.place, e.found, e.expected, **e.params))
        place = board.source or f"boards#{board.id}"
        _without_declaration(context, ground, boards, board.declaration, place, before)
    packaging = Built()
    for item in study.packaging:
        if item.option != "in" or item.declaration in context.children:
            continue
        before = len(packaging.lines)
        packaging_lines(ground, packaging, item)
        place = item.source or f"packaging#{item.id}"
        _without_declaration(context, ground, packaging, item.declaration, place, before)
    tables = [
        parts.built,
        boards,
        lines_of_activities(study, ground),
        lines_of_transport(study, ground),
        packaging,
    ]
    drafts = [*component_lines, *(line for built in tables for line in built.lines)]
    chosen = {name: choice for built in tables for name, _, choice in built.choices}
    workings = {name: said for built in tables for name, said in built.workings.items()}
    others = {name: line for built in tables for name, line in built.beside.items()}
    said = {f.place: f for built in tables for f in sorted(built.findings, key=_is_error)}
    lines, details = [], {}
    beside: dict[str, Line | None] = {}
    for number, draft in enumerate(drafts, 1):
        name = f"l-{number:04d}"
        by = parts.confirmed_by.get(draft.id)
        made = draft.model_copy(
            update={"id": name, "note": draft.note or _why_gap(ground, draft, said)}
        )
        if by and made.match is not None:
            made = made.model_copy(
                update={"match": made.match.model_copy(update={"confirmed_by": by})}
            )
        lines.append(made)
        if draft.id in others:
            other = others.pop(draft.id)
            beside[name] = other and other.model_copy(update={"id": name})
        details[name] = _detail(
            name, made, chosen.get(draft.id), by or "", workings.get(draft.id, ())
        )
    beside |= {name: other for name, other in others.items() if other is not None}
    findings = [finding for built in tables for finding in built.findings]
    findings += mass_findings(study, lines)
    findings += proportion_findings(study, lines, parts.records, context.tables)
    findings += tally_findings(study)
    findings += unused(study)
    findings += yield_findings(
        study, treated=any(_is_waste(ground, made) for made in lines), proven=ground.proven
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


def _why_gap(ground: Ground, draft: Line, said: Mapping[str, Finding]) -> str | None:
    """The reason of a gap, as it was said of its row."""
    found = said.get(draft.source or "") if draft.is_gap else None
    return say(found, ground.language) if found is not None else None


def _datasets(lines: Iterable[Line], chosen: Mapping[str, Choice]) -> frozenset[str]:
    made_of = {
        c.factor.id: c.factor.made_of for c in chosen.values() if c.factor and c.factor.made_of
    }
    found: set[str] = set()
    for line in lines:
        if line.factor is not None:
            own = (f"{line.factor.dataset}/{line.factor.version}",)
            found.update(made_of.get(line.factor.id, own))
    return frozenset(found)


def _is_waste(ground: Ground, made: Line) -> bool:
    return made.stage == "production" and (
        made.scope == "3.5" or ground.terms.find(made.part_class, "waste") is not None
    )


def _detail(
    name: str, made: Line, choice: Choice | None, by: str, working: tuple[str, ...]
) -> MatchDetail:
    alternatives = choice.alternatives if choice is not None else ()
    return MatchDetail(
        name,
        made.source or "",
        made.match.how if made.match else ("supplied" if made.component else "gap"),
        made.match.why if made.match else (made.note or ""),
        str(made.match.confidence or "") if made.match else "",
        tuple(Alternative(f.id, f.name, f.value, f.unit) for f in alternatives),
        by,
        working=working,
    )
