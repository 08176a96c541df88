"""The lines of a study: activity data, factor, reason; later with results.

Member names and meaning: data-model §2. A gap is a line without factor and result. A line with
``component`` has no factor and no quantity; they are in its component item only.
"""

from typing import Annotated, Self

from pydantic import ConfigDict, Field

from openpcf.model.base import (
    Amount,
    Digest,
    Emissions,
    Instant,
    Measure,
    Open,
    Percent,
    Word,
    optional_field,
)
from openpcf.model.factor import Factor
from openpcf.model.message import Text
from openpcf.vocabulary import words

Stage = Annotated[str, Word("stage")]
STAGES = words("stage")
GATE_STAGES = STAGES[:4]
"""Stages that a parent uses of a child (method.md, Gate)."""

SCOPES = words("scope")

Origin = Annotated[str, Word("origin")]
How = Annotated[str, Word("how")]
Granularity = Annotated[str, Word("granularity")]
GRANULARITIES = words("granularity")


class Range(Open):
    """Bounds of a value; ``means`` states their meaning (class min-max, 95 %, tolerance)."""

    low: Amount = Field(description="Lower bound")
    high: Amount = Field(description="Upper bound")
    means: Text = Field(description="What the bounds are: class min-max, 95 %, maker's tolerance")


class Per(Open):
    """A divisor; used for what has no finite decimal form."""

    amount: Amount = Field(description="What it is divided by")
    why: Text = Field(description="Reason, such as a yield")
    unit: str | None = optional_field("Its unit, where it has one")


class Quantity(Open):
    """Activity data in the factor's own unit, exact."""

    amount: Amount = Field(description="How much, exact")
    unit: str = Field(description="The factor's own unit")
    origin: Origin | None = optional_field("Where the figure is from")
    range: Range | None = optional_field("Bounds of the amount")
    source_quantity: Measure | None = optional_field("As the source states it")
    per: tuple[Per, ...] = Field(default=(), description="What divides it")


class LineFactor(Open):
    """The factor of a line, a copy of the library's, so that a line is self-contained."""

    id: str = Field(description="Its id in the data set")
    dataset: str = Field(description="Data set")
    version: str = Field(description="Version of the data set")
    value: Amount = Field(description="Total without biogenic CO2, in its unit")
    unit: str = Field(description="kg CO2e per unit of the quantity")
    parts: dict[str, Amount] = Field(description="Indicators, by name")
    memo: dict[str, Amount] | None = optional_field(
        "Inside fossil or outside every total; never added"
    )
    gwp: str = Field(default="unstated", description="Set of global warming potentials")
    kind: str = Field(default="", description="Life cycle, combustion, spend, …")
    boundary: str = Field(default="", description="How far it follows the life cycle")
    geography: str = Field(default="", description="Place it represents")
    year: str = Field(default="", description="Year it represents")
    publisher: str = Field(default="", description="Who published it")
    licence: str = Field(default="", description="Terms of use")
    seen: str = Field(
        default="read", description="Whether the publisher's own figure was read or is an estimate"
    )
    specificity: Annotated[str, Word("specificity")] = Field(
        default="average", description="An average, a supplier's or a site's own"
    )

    @classmethod
    def of(
        cls, factor: Factor, specificity: Annotated[str, Word("specificity")] = "average"
    ) -> Self:
        """Copy a library factor; parts default to ``unsplit`` (data-model §3)."""
        parts = dict(factor.parts) or {"unsplit": factor.value}
        return cls(
            id=factor.id,
            dataset=factor.dataset,
            version=factor.version,
            value=factor.value,
            unit=factor.unit,
            parts=parts,
            memo=dict(factor.memo) or None,
            gwp=factor.gwp,
            kind=factor.kind,
            boundary=factor.boundary,
            geography=factor.geography,
            year=factor.year,
            publisher=factor.publisher,
            licence=factor.licence,
            seen=factor.seen,
            specificity=specificity,
        )


class Match(Open):
    """How and why a line got its factor."""

    how: How = Field(description="What decided")
    why: Text | None = optional_field("The rule or the words that matched")
    confidence: Amount | None = optional_field("0 to 1")
    alternatives: int = Field(default=0, description="How many others came into question")
    confirmed_by: str | None = optional_field("Who confirmed it")


class LineResult(Open):
    """kg CO2e of one line, parts rounded to the quantum; ``excl`` is their plain sum."""

    excl: Emissions = Field(description="Sum of the parts without biogenic CO2")
    parts: dict[str, Emissions] = Field(description="Indicators, by name")
    memo: dict[str, Emissions] | None = optional_field(
        "Inside fossil or outside every total; never added"
    )


class SigmaLn(Open):
    """Standard deviations of the logarithm, of quantity and of factor."""

    quantity: Amount | None = optional_field("Of the quantity")
    factor: Amount | None = optional_field("Of the factor")


class Span(Open):
    """Start and end instants, RFC 3339 UTC, end exclusive."""

    start: Instant = Field(description="Start")
    end: Instant = Field(description="End, exclusive")


class Line(Open):
    """One line of the inventory."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)

    id: str = Field(description="`l-` and position")
    what: Text = Field(description="What it is")
    stage: Stage = Field(description="Stage of the life cycle")
    scope: str = Field(description="Scope seen from the issuer (GHG Protocol)")
    source: str | None = optional_field("File and row of the activity")
    granularity: Granularity | None = optional_field("What the activity data are collected for")
    period: Span | None = optional_field("Time the activity data are of")
    quantity: Quantity | None = optional_field("Activity data")
    mass: Measure | None = optional_field("Mass of the part")
    carbon: Measure | None = optional_field("Carbon in the part")
    part_class: str | None = Field(
        default=None, alias="class", description="Class of part, material or work"
    )
    route: str | None = optional_field("Process route of the material")
    factor: LineFactor | None = optional_field(
        "Emission factor; absent for a gap and for a component"
    )
    match: Match | None = optional_field("How the factor was chosen")
    estimated: bool | None = optional_field("Whether quantity or factor is an estimate")
    controlled_by_issuer: bool | None = optional_field(
        "Whether the issuer runs the activity itself"
    )
    component: str | None = optional_field("Id of the component item it takes its figure from")
    screening: Emissions | None = optional_field("Estimate for a gap, in no total")
    result: LineResult | None = optional_field("Its share of the footprint; absent for a gap")
    sigma_ln: SigmaLn | None = optional_field("Spread of quantity and factor")
    dqr: tuple[Amount, Amount, Amount] | None = optional_field(
        "Ratings of technology, time, geography; 1 best, 5 worst"
    )
    note: Text | None = optional_field("Remark, for a gap the reason")

    @property
    def is_gap(self) -> bool:
        return self.factor is None and self.component is None


class ChildRef(Open):
    """A child fixed by series, id, version and digest."""

    series: str = Field(description="Identifier all versions share")
    id: str = Field(description="Identifier of the version")
    version: int = Field(description="Version in the series")
    digest: Digest = Field(description="Digest of its payload")
    issuer: str = Field(description="Identifier of the supplier")


class ChildResult(Open):
    """The child's printed gate figures: the factors of its line."""

    excl: Emissions = Field(description="Without biogenic CO2")
    parts: dict[str, Emissions] = Field(description="Indicators, by name")
    memo: dict[str, Emissions] | None = optional_field(
        "Inside fossil or outside every total; never added"
    )


class GwpShare(Open):
    """A GWP set and its share of the result."""

    set: str = Field(description="Set of global warming potentials, such as AR6-GWP100")
    share_percent: Percent = Field(description="Share of the result")


class Component(Open):
    """One supplied declaration on this BOM: child, quantity, divisors, printed figure."""

    id: str = Field(description="`c-` and position")
    child: ChildRef = Field(description="Which declaration")
    quantity: Measure = Field(description="How much of it, in its declared unit")
    per: tuple[Per, ...] = Field(
        default=(), description="What divides it: its declared unit, yields"
    )
    child_result: ChildResult = Field(description="Its gate figures as printed")
    child_primary_percent: Percent | None = optional_field("Its primary data share")
    child_estimated_percent: Percent | None = optional_field("Its share resting on estimates")
    child_gwp: tuple[GwpShare, ...] | None = optional_field("Its sets of potentials")
    child_range: Range | None = optional_field("Its range")
    child_dqr: tuple[Amount, Amount, Amount] | None = optional_field(
        "Its ratings of technology, time, geography"
    )
    child_valid: Span | None = optional_field("Its validity")
    signature_at_build: Annotated[str, Word("signature-at-build")] = Field(
        default="not-checked", description="Whether its signature was checked when this was built"
    )
    verdict_at_build: str | None = optional_field("Verdict of the rules then")
    status_at_build: str | None = optional_field("Its status then")
    statement: Digest | None = optional_field("Digest of a verifier's statement on it")
    penalised_default: bool | None = optional_field("Whether a penalised default replaces it")


class Inventory(Open):
    """All lines in study order and the components they name."""

    lines: tuple[Line, ...] = ()
    components: tuple[Component, ...] = ()

    def component(self, component_id: str) -> Component:
        """Return the item of an id; raises KeyError."""
        for item in self.components:
            if item.id == component_id:
                return item
        raise KeyError(component_id)
