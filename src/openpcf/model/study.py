"""The study that a company keeps and edits (ISO 14067 "CFP study").

A study has two equivalent forms, a workbook and a folder. A member is optional unless its row means
nothing without it; blank stays blank (law 1). Columns that a company adds are kept in ``extra``
under their ``x-`` header (law 7).
"""

from typing import Annotated

from openpcf.model.base import Amount, Frozen, Measure, Word
from openpcf.model.footprint import Boundary, CarbonContent, Issuer, Method, Period, Product
from openpcf.model.footprint import DeclaredUnit as Unit
from openpcf.model.inventory import Granularity, Stage

STUDY_FORMAT = "0.1"

Option = Annotated[str, Word("option")]
Scope = Annotated[str, Word("scope")]
"""The scopes of ``inventory.SCOPES``."""
Purpose = Annotated[str, Word("purpose")]
DatasetKind = Annotated[str, Word("dataset-kind")]
AbsentReason = Annotated[str, Word("absent-reason")]


class Row(Frozen):
    """One row of a table; ``source`` is its place in the file it was first read from."""

    id: str
    source: str | None = None
    note: str | None = None
    extra: dict[str, str] = {}


class OptionalRow(Row):
    """A row that can be excluded from the result or be a scenario."""

    option: Option = "in"

    @property
    def is_in(self) -> bool:
        """Return whether the row is included in the result."""
        return self.option == "in"


def place_of(row: Row, table: str) -> str:
    """Return where a row is: its place in its source file, else its id in its table."""
    return row.source or f"{table}#{row.id}"


class Goal(Frozen):
    """Goal and audience of the study (ISO 14067, 6.2)."""

    application: str | None = None
    audience: str | None = None
    reasons: str | None = None
    limits: str | None = None


class Configuration(Frozen):
    """The declared configuration; ``options`` says for each optional line in, out or scenario."""

    name: str | None = None
    description: str | None = None


class Site(Row):
    name: str | None = None
    role: str | None = None
    country: str | None = None
    subdivision: str | None = None
    controlled_by_issuer: bool | None = None


class BomLine(OptionalRow):
    """One line of the BOM; only lines of kind ``part`` are included in the result.

    ``part_of`` names the sub-assembly the line belongs to, by a line's id, own number or part
    number; the quantity is then per sub-assembly, otherwise per declared unit.
    """

    kind: Annotated[str, Word("record-kind")] = "part"
    designators: tuple[str, ...] = ()
    part_of: str | None = None
    quantity: Amount | None = None
    unit: str | None = None
    description: str | None = None
    value: str | None = None
    package: str | None = None
    part_class: Annotated[str, Word("part-class")] | None = None
    manufacturer: str | None = None
    part_number: str | None = None
    own_number: str | None = None
    gtin: str | None = None
    material: str | None = None
    recycled_content_percent: Amount | None = None
    region: str | None = None
    mass: Amount | None = None
    mass_unit: str | None = None
    fitted_at: str | None = None
    factor: str | None = None
    factor_quantity: Amount | None = None
    factor_unit: str | None = None
    declaration: str | None = None
    evidence: str | None = None
    remarks: str | None = None


class Board(OptionalRow):
    """A bare printed circuit board; its area is that of the outline, not of a bounding box."""

    what: str | None = None
    quantity: Amount | None = None
    area: Amount | None = None
    area_unit: str | None = None
    area_basis: Annotated[str, Word("area-basis")] | None = None
    layers: Amount | None = None
    copper_um: Amount | None = None
    thickness_mm: Amount | None = None
    finish: str | None = None
    panel_utilisation_percent: Amount | None = None
    region: str | None = None
    fitted_at: str | None = None
    factor: str | None = None
    declaration: str | None = None
    evidence: str | None = None


class Activity(OptionalRow):
    """Energy, process gas, auxiliaries, waste or use: one amount with its allocation.

    The amount is that of one product, or a site total: total x product key / key total / pieces
    (ISO 14067, 6.4.6.2). Power in combination with hours over the service life, and a duty factor,
    is energy. The treatment routes of one waste are shares that add up to 100 %.
    """

    what: str | None = None
    stage: Stage = "production"
    site: str | None = None
    scope: Scope | None = None
    granularity: Granularity | None = None
    period_start: str | None = None
    period_end: str | None = None
    quantity: Amount | None = None
    unit: str | None = None
    hours: Amount | None = None
    duty_percent: Amount | None = None
    share_of: str | None = None
    share_percent: Amount | None = None
    origin: Annotated[str, Word("activity-origin")] | None = None
    allocation_key: str | None = None
    product_key: Amount | None = None
    key_total: Amount | None = None
    key_unit: str | None = None
    pieces: Amount | None = None
    allocation_step: Annotated[str, Word("allocation-step")] | None = None
    allocation_reason: str | None = None
    overhead_percent: Amount | None = None
    loss_percent: Amount | None = None
    material: str | None = None
    region: str | None = None
    factor: str | None = None
    factor_specificity: Annotated[str, Word("specificity")] | None = None
    evidence: str | None = None


class Process(Row):
    """A production step in order, with its yield; parts are fitted at a step."""

    what: str | None = None
    site: str | None = None
    yield_percent: Amount | None = None
    scrap_treatment: str | None = None
    evidence: str | None = None


class Leg(OptionalRow):
    """A transport leg: gross mass x planned distance x well-to-wheel factor (ISO 14083)."""

    what: str | None = None
    stage: Stage = "inbound-transport"
    origin: str | None = None
    destination: str | None = None
    mode: str | None = None
    mass: Amount | None = None
    mass_unit: str | None = None
    mass_of: str | None = None
    distance: Amount | None = None
    distance_unit: str | None = None
    distance_basis: str | None = None
    distance_adjustment_percent: Amount | None = None
    paid_by_issuer: bool | None = None
    own_vehicle: bool | None = None
    region: str | None = None
    factor: str | None = None
    evidence: str | None = None


class Packaging(OptionalRow):
    """Packaging of one declared unit; ``uses`` is the number of times it is used."""

    what: str | None = None
    material: str | None = None
    mass: Amount | None = None
    mass_unit: str | None = None
    uses: Amount | None = None
    recycled_content_percent: Amount | None = None
    biogenic_carbon_kg: Amount | None = None
    region: str | None = None
    factor: str | None = None
    declaration: str | None = None
    evidence: str | None = None


class SuppliedDeclaration(Row):
    """A supplier's signed declaration that replaces lines of this study."""

    supplier: str | None = None
    path: str | None = None
    digest: str | None = None
    quantity: Amount | None = None
    unit: str | None = None
    status: Annotated[str, Word("declared-status")] | None = None
    if_not_usable: Annotated[str, Word("if-not-usable")] | None = None


class Assumption(Row):
    what: str | None = None
    applies_to: str | None = None
    reason: str | None = None


class EvidenceFile(Row):
    what: str | None = None
    path: str | None = None
    digest: str | None = None


class Study(Frozen):
    """A CFP study: general data and tables, rows in the company's own order."""

    format: str = STUDY_FORMAT
    series: str | None = None
    purpose: Purpose | None = None
    kind: DatasetKind | None = None
    language: str | None = None
    issuer: Issuer | None = None
    product: Product | None = None
    goal: Goal | None = None
    configuration: Configuration | None = None
    unit: Unit | None = None
    period: Period | None = None
    boundary: Boundary | None = None
    method: Method | None = None
    carbon_content: CarbonContent | None = None
    profile: str | None = None
    region: str | None = None
    mass_weighed: Measure | None = None
    absent: dict[str, AbsentReason] = {}
    extensions: dict[str, object] = {}
    sites: tuple[Site, ...] = ()
    bom: tuple[BomLine, ...] = ()
    boards: tuple[Board, ...] = ()
    activities: tuple[Activity, ...] = ()
    processes: tuple[Process, ...] = ()
    transport: tuple[Leg, ...] = ()
    packaging: tuple[Packaging, ...] = ()
    declarations: tuple[SuppliedDeclaration, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    evidence: tuple[EvidenceFile, ...] = ()


TABLES: dict[str, type[Row]] = {
    "sites": Site,
    "bom": BomLine,
    "boards": Board,
    "activities": Activity,
    "processes": Process,
    "transport": Leg,
    "packaging": Packaging,
    "declarations": SuppliedDeclaration,
    "assumptions": Assumption,
    "evidence": EvidenceFile,
}
"""Tables of a study in the order they are shown; both forms have exactly these."""
