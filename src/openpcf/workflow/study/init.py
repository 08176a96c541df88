"""``init``: any BOM → a study to edit.

The default is a dry run; nothing is written unless requested, and the user's own file is only read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from openpcf.errors import InputError, UsageError
from openpcf.formats.bom.read import read_bom
from openpcf.formats.countries import countries_like, country_code
from openpcf.formats.identifiers import company_uri, product_uri
from openpcf.formats.kicad.board import read_board
from openpcf.formats.study.keys import FIELDS
from openpcf.formats.study.values import parse
from openpcf.messages import Language, language_of, text
from openpcf.model.assemblies import cycles, path_text, unknown_assemblies
from openpcf.model.bom import BomImport, BomRecord, ColumnMapping
from openpcf.model.canonical import digest
from openpcf.model.finding import Finding, error, errors_of
from openpcf.model.footprint import (
    Boundary,
    DeclaredUnit,
    Electricity,
    Issuer,
    Method,
    Period,
    Product,
)
from openpcf.model.study import (
    Board,
    BomLine,
    Configuration,
    Goal,
    Option,
    Purpose,
    Site,
    Study,
)
from openpcf.workflow.base.files import read_bytes
from openpcf.workflow.study.column_mapping import mapping_bytes, mapping_file
from openpcf.workflow.study.descriptions import read_description
from openpcf.workflow.study.files import save
from openpcf.workflow.study.library import matching_tables

GATE = ("raw-materials", "inbound-transport", "production", "packaging")


@dataclass(frozen=True)
class StudyDefaults:
    """What a new user can state at once; `check` lists what is still missing."""

    product: str | None = None
    product_id: str | None = None
    issuer: str | None = None
    issuer_id: str | None = None
    country: str | None = None
    year: int | None = None
    language: Language = "en"
    purpose: Purpose = "draft"


def checked(defaults: StudyDefaults) -> StudyDefaults:
    """Return the defaults in the form of a study: country as a code, identifiers as URIs.

    Raises UsageError ``INIT_COUNTRY`` (with the nearest countries) or
    ``INIT_COUNTRY_FORM`` (where none is near), ``INIT_YEAR``,
    ``INIT_PURPOSE``, ``INIT_COMPANY`` or ``INIT_PRODUCT`` for what no reader would take.
    """
    country, company = defaults.country, defaults.issuer_id
    product = defaults.product_id
    if country is not None:
        country = country_code(country)
        if country is None:
            near = ", ".join(countries_like(defaults.country or ""))
            code = "INIT_COUNTRY" if near else "INIT_COUNTRY_FORM"
            raise UsageError(code, found=(defaults.country or "")[:60], expected=near or "CN, DE")
    if defaults.year is not None:
        period = _period(defaults.year)
        for name in ("reference_start", "reference_end", "valid_from", "valid_until"):
            if parse(FIELDS[f"period.{name}"], getattr(period, name) or "", name)[1]:
                raise UsageError("INIT_YEAR", found=str(defaults.year), expected="2025")
    purpose = FIELDS["purpose"].key_of(defaults.purpose)
    if purpose is None:
        raise UsageError("INIT_PURPOSE", found=str(defaults.purpose)[:60], list="purpose")
    if company is not None:
        company = company_uri(company.strip())
        if company is None:
            raise UsageError("INIT_COMPANY", found=(defaults.issuer_id or "")[:60])
    if product is not None:
        product = product_uri(product.strip(), company or "")
        if product is None:
            raise UsageError("INIT_PRODUCT", found=(defaults.product_id or "")[:60])
    return replace(
        defaults,
        country=country,
        issuer_id=company,
        product_id=product,
        purpose=purpose,
        language=language_of(defaults.language),
    )


@dataclass(frozen=True)
class ImportPreview:
    """The study made from one or more BOMs, what was read, and the findings."""

    study: Study
    imports: tuple[BomImport, ...]
    findings: tuple[Finding, ...]


def _option(record: BomRecord) -> Option:
    """Return the option of a line; ``optional`` lines and named variants start excluded."""
    return "out" if record.option else "in"


_UNMODELLED = ("item", "supplier", "supplier_number", "datasheet")
"""BOM fields without a column in the study: kept as own columns under their header."""


def _import_note(record: BomRecord, language: Language) -> str | None:
    """Return why a line was set apart and which designator words were not understood."""
    notes = []
    if record.rule:
        notes.append(text("study-note.set-apart", language, rule=record.rule))
    if record.leftover:
        notes.append(text("study-note.left-over", language, words=" ".join(record.leftover)))
    return text("study-note.notes", language, notes=notes) if notes else None


def bom_line(
    record: BomRecord,
    name: str,
    headers: Mapping[str, str] | None = None,
    language: Language = "en",
) -> BomLine:
    """Return a study line from a BOM record; ``headers`` are the ``x-`` headers of fields."""
    own = {
        (headers or {}).get(field, f"x-{field}"): value
        for field in _UNMODELLED
        if (value := getattr(record, field))
    }
    return BomLine(
        id=name,
        source=record.source,
        kind=record.kind,
        option=_option(record),
        designators=record.designators,
        part_of=record.part_of,
        quantity=record.quantity,
        unit=record.unit,
        description=record.description,
        value=record.value,
        package=record.package,
        manufacturer=record.manufacturer,
        part_number=record.part_number,
        own_number=record.own_number,
        gtin=record.gtin,
        material=record.material,
        recycled_content_percent=record.recycled_content_percent,
        region=record.region,
        mass=record.mass,
        mass_unit=record.mass_unit,
        remarks=" ".join(t for t in (record.remarks, record.option) if t) or None,
        note=_import_note(record, language),
        extra={**own, **record.extra},
    )


def _board(path: Path, language: Language) -> tuple[Board, tuple[Finding, ...]]:
    facts, findings = read_board(read_bytes(path), path.name)
    copper = max(facts.copper_mm, default=None)
    area = facts.area_mm2 or facts.box_area_mm2
    board = Board(
        id="pcb",
        what=text(
            "study-note.board", language, width=str(facts.width_mm), height=str(facts.height_mm)
        ),
        source=facts.source,
        quantity=Decimal(1),
        area=area,
        area_unit="mm2",
        area_basis="outline" if facts.area_mm2 is not None else "bounding-box",
        layers=Decimal(facts.copper_layers) if facts.copper_layers else None,
        thickness_mm=facts.thickness_mm,
        copper_um=copper * 1000 if copper is not None else None,
        finish=facts.finish,
    )
    return board, tuple(findings)


def _period(year: int) -> Period:
    return Period(
        reference_start=f"{year}-01-01T00:00:00Z",
        reference_end=f"{year + 1}-01-01T00:00:00Z",
        site_zone="UTC",
        temporal_resolution="year",
        valid_from=f"{year + 1}-01-01T00:00:00Z",
        valid_until=f"{year + 3}-01-01T00:00:00Z",
    )


def slug(name: str) -> str:
    """Return a name for use in a URN: ASCII letters and digits.

    A name without any gets a short digest, so that two such names differ.
    """
    words = "".join(c.lower() if c.isascii() and c.isalnum() else "-" for c in name)
    made = "-".join(w for w in words.split("-") if w)
    return made or "product-" + digest(name.encode()).removeprefix("sha-256:")[:8]


def starter(defaults: StudyDefaults) -> Study:
    """Return a study with the stated data and the usual method.

    What was not stated stays blank, and so do cut-offs and exclusions, which are not known yet.
    """
    domain = "example"
    if defaults.issuer_id and defaults.issuer_id.startswith("urn:pact:"):
        domain = defaults.issuer_id.split(":")[2]
    name = defaults.product
    return Study(
        series=f"urn:openpcf:{domain}:{slug(name)}" if name else None,
        purpose=defaults.purpose,
        kind="retrospective",
        language=defaults.language,
        profile="cfp-base/0.1",
        region=defaults.country,
        issuer=Issuer(
            name=defaults.issuer,
            ids=(defaults.issuer_id,) if defaults.issuer_id else None,
            country=defaults.country,
        ),
        product=Product(
            name=name,
            ids=(defaults.product_id,) if defaults.product_id else None,
            description=name,
            country_of_origin=defaults.country,
        ),
        goal=Goal(application=None),
        configuration=Configuration(name=text("study-note.as-listed", defaults.language)),
        unit=DeclaredUnit(measure="piece", amount=Decimal(1)),
        period=_period(defaults.year) if defaults.year else None,
        boundary=Boundary(
            type="cradle-to-gate",
            includes=GATE,
        ),
        method=Method(
            standards=("ISO 14067:2018",),
            gwp_requested="AR6-GWP100",
            ghg_list=("CO2", "CH4", "N2O", "HFC", "PFC", "SF6", "NF3"),
            recycling="cut-off",
            offsets_included=False,
            electricity=Electricity(approach="location"),
            scope_approach="operational control",
        ),
        sites=(
            Site(
                id="plant",
                role="final-assembly",
                country=defaults.country,
                controlled_by_issuer=True,
            ),
        )
        if defaults.country
        else (),
    )


def _prefixes(boms: tuple[Path, ...]) -> list[str]:
    """Return the id prefix of each BOM's lines: its name, made unique."""
    if len(boms) == 1:
        return ["line"]
    found: list[str] = []
    for path in boms:
        name, copy = path.stem, 1
        while name in found:
            copy += 1
            name = f"{path.stem}-{copy}"
        found.append(name)
    return found


def _elsewhere(imports: Iterable[BomImport], finding: Finding) -> bool:
    """Return whether a stated column exists in another BOM."""
    return finding.code == "BOM_MAPPING_HEADER" and any(
        finding.found in read.mapping.fields for read in imports
    )


def _structure(lines: list[BomLine]) -> list[Finding]:
    """Return findings on the structure: unknown parents, and cycles as paths.

    One common unknown parent is the product itself; its lines are corrected in place.
    """
    lost = unknown_assemblies(lines)
    names = {line.part_of for line in lost}
    if len(names) == 1:
        product = names.pop()
        for position, line in enumerate(lines):
            if line.part_of == product:
                lines[position] = line.model_copy(update={"part_of": None})
        lost = ()
    faults = [error("BOM_PARENT", line.source or line.id, line.part_of or "") for line in lost]
    for path in cycles(lines):
        places = [lines[p].source or lines[p].id for p in path]
        others = ", ".join(places[1:8]) or places[0]
        faults.append(error("ASSEMBLY_CYCLE", places[0], path_text(lines, path), others))
    return faults


def start(
    boms: tuple[Path, ...],
    defaults: StudyDefaults,
    *,
    pcb: Path | None = None,
    mapping: Mapping[str, str] | None = None,
    saved: Mapping[str, ColumnMapping] | None = None,
    sheet: str | None = None,
) -> ImportPreview:
    """Read BOMs and drawing; without a BOM, return a study to fill in. Nothing is written.

    ``mapping`` (header → field) applies to every BOM that has the column; ``saved`` are mappings of
    earlier imports by file name. Raises InputError if a file can't be used and as :func:`checked`;
    faults of lines are findings.
    """
    defaults = checked(defaults)
    imports, lines, boards = [], [], []
    row_findings: list[Finding] = []
    tables = matching_tables()
    kept = dict(saved or {})
    for path, prefix in zip(boms, _prefixes(boms), strict=True):
        first = [m for name, m in kept.items() if name == path.name]
        others = [m for name, m in kept.items() if name != path.name]
        read = read_bom(read_bytes(path), path.name, dict(mapping or {}), sheet, [*first, *others])
        imports.append(read)
        headers = {field: f"x-{header}" for header, field in read.mapping.fields.items()}
        made = [
            bom_line(record, f"{prefix}-{number}", headers, defaults.language)
            for number, record in enumerate(read.records, 1)
        ]
        for bare, record in zip(made, read.records, strict=True):
            line, moved, found = read_description(bare, record, tables, defaults.language)
            row_findings += found
            boards += [moved] if moved is not None else []
            inside = line.part_of if record.owner is None else made[record.owner].id
            lines.append(line.model_copy(update={"part_of": inside}) if inside else line)
    findings = [f for read in imports for f in read.findings if not _elsewhere(imports, f)]
    findings += [*row_findings, *_structure(lines)]
    study = starter(defaults).model_copy(update={"bom": tuple(lines), "boards": tuple(boards)})
    if pcb is not None:
        board, of_board = _board(pcb, defaults.language)
        findings += of_board
        study = study.model_copy(update={"boards": (board,)})
    return ImportPreview(study, tuple(imports), tuple(findings))


def write(
    preview: ImportPreview, target: Path, *, keep_faults: bool = False, language: Language = "en"
) -> tuple[Path, ...]:
    """Write the study and the column mapping completely or not at all.

    Raises InputError ``BOM_FAULTS`` if lines with errors would be lost, UsageError ``FILE_EXISTS``
    if a file exists already.
    """
    faults = errors_of(preview.findings)
    if faults and not keep_faults:
        raise InputError("BOM_FAULTS", str(target), str(len(faults)), findings=faults)
    beside = {mapping_file(target): mapping_bytes(preview.imports)} if preview.imports else {}
    return save(preview.study, target, language=language, beside=beside)
