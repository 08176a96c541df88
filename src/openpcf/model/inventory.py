"""The resolved lines of a study: activity data, the factor chosen, why; later with results.

Member names and meaning: data-model §2. A gap is a line without factor and result. A line with
``component`` has no factor and no quantity: its component item is their only home.
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from openpcf.model.base import Amount, Measure, Open
from openpcf.model.factor import Factor

Stage = Literal[
    "raw-materials",
    "inbound-transport",
    "production",
    "packaging",
    "distribution",
    "installation",
    "use",
    "end-of-life",
]
STAGES: tuple[Stage, ...] = (
    "raw-materials",
    "inbound-transport",
    "production",
    "packaging",
    "distribution",
    "installation",
    "use",
    "end-of-life",
)
GATE_STAGES = STAGES[:4]
"""What a parent takes from a child (method.md, Gate)."""

SCOPES = ("1", "2", "2+3.3 unsplit", "3.1", "3.3", "3.4", "3.5", "3.9", "3.11", "3.12")

Origin = Literal["measured", "supplied", "calculated", "library", "default", "assumed"]
How = Literal["part-number", "package", "class", "spend", "user"]
Granularity = Literal["item", "batch", "line", "site", "company", "region", "industry"]
GRANULARITIES = ("item", "batch", "line", "site", "company", "region", "industry")


class Range(Open):
    """Bounds of a value; ``means`` says what they are (class min-max, 95 %, maker's tolerance)."""

    low: Amount
    high: Amount
    means: str


class Per(Open):
    """A denominator: what does not end as a decimal divides here."""

    amount: Amount
    why: str
    unit: str | None = None


class Quantity(Open):
    """Activity data in the factor's own unit, exact."""

    amount: Amount
    unit: str
    origin: Origin | None = None
    range: Range | None = None
    source_quantity: Measure | None = None
    per: tuple[Per, ...] = ()


class LineFactor(Open):
    """The factor as it stands in a line; a copy of the library's, so that a line proves itself."""

    id: str
    dataset: str
    version: str
    value: Amount
    unit: str
    parts: dict[str, Amount]
    memo: dict[str, Amount] | None = None
    gwp: str = "unstated"
    kind: str = ""
    boundary: str = ""
    geography: str = ""
    year: str = ""
    publisher: str = ""
    licence: str = ""
    seen: str = "read"
    specificity: Literal["average", "supplier", "site"] = "average"

    @classmethod
    def of(
        cls, factor: Factor, specificity: Literal["average", "supplier", "site"] = "average"
    ) -> LineFactor:
        """The copy of a library factor; parts default to ``unsplit`` (data-model §3)."""
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

    how: How
    why: str = ""
    confidence: Amount | None = None
    alternatives: int = 0
    confirmed_by: str | None = None


class LineResult(Open):
    """kg CO2e of one line, parts rounded to the quantum; ``excl`` is their plain sum."""

    excl: Amount
    parts: dict[str, Amount]
    memo: dict[str, Amount] | None = None


class SigmaLn(Open):
    """Standard deviations of the logarithm, of quantity and of factor."""

    quantity: Amount | None = None
    factor: Amount | None = None


class Span(Open):
    """Start and end instants, RFC 3339 UTC, end exclusive."""

    start: str
    end: str


class Line(Open):
    """One line of the inventory."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)

    id: str
    what: str
    stage: Stage
    scope: str
    source: str | None = None
    granularity: Granularity | None = None
    period: Span | None = None
    quantity: Quantity | None = None
    mass: Measure | None = None
    carbon: Measure | None = None
    part_class: str | None = Field(default=None, alias="class")
    route: str | None = None
    factor: LineFactor | None = None
    match: Match | None = None
    estimated: bool | None = None
    controlled_by_issuer: bool | None = None
    component: str | None = None
    screening: Amount | None = None
    result: LineResult | None = None
    sigma_ln: SigmaLn | None = None
    dqr: tuple[Amount, Amount, Amount] | None = None
    note: str | None = None

    @property
    def is_gap(self) -> bool:
        return self.factor is None and self.component is None


class ChildRef(Open):
    """A child fixed by series, id, version and digest."""

    series: str
    id: str
    version: int
    digest: str
    issuer: str


class ChildResult(Open):
    """The child's printed gate figures: the factors of its line."""

    excl: Amount
    parts: dict[str, Amount]
    memo: dict[str, Amount] | None = None


class GwpShare(Open):
    """A GWP set and its share of the result."""

    set: str
    share_percent: Amount


class Component(Open):
    """One supplied declaration on this bill: child, quantity, divisors, printed figure."""

    id: str
    child: ChildRef
    quantity: Measure
    per: tuple[Per, ...] = ()
    child_result: ChildResult
    child_primary_percent: Amount | None = None
    child_estimated_percent: Amount | None = None
    child_gwp: tuple[GwpShare, ...] | None = None
    child_range: Range | None = None
    child_dqr: tuple[Amount, Amount, Amount] | None = None
    child_valid: Span | None = None
    signature_at_build: Literal["checked", "not-checked", "bad"] = "not-checked"
    verdict_at_build: str | None = None
    status_at_build: str | None = None
    statement: str | None = None
    penalised_default: bool | None = None


class Inventory(Open):
    """All lines in study order and the components they name."""

    lines: tuple[Line, ...] = ()
    components: tuple[Component, ...] = ()

    def component(self, component_id: str) -> Component:
        """The item of an id; raises KeyError."""
        for item in self.components:
            if item.id == component_id:
                return item
        raise KeyError(component_id)
