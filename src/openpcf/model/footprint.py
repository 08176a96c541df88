"""What is claimed of one product or sub-assembly: the payload that is signed (data-model §1).

Mandatory is said by profiles alone: every member but ``dataset.spec_version`` is optional here,
so that an empty document gives findings, not one schema error.
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from openpcf.model.base import Amount, Measure, Open
from openpcf.model.inventory import GwpShare, Stage

SPEC_VERSION = "0.1.0"


class Previous(Open):
    """The version before this one, fixed by digest, and what changed."""

    id: str | None = None
    digest: str | None = None
    reason: str | None = None
    change_class: Literal["result", "data", "editorial"] | None = None


class Engine(Open):
    name: str | None = None
    version: str | None = None


class StatusRef(Open):
    uri: str | None = None
    index: int | None = None


class Dataset(Open):
    """Identity, version, profiles, engine and library of a data set."""

    spec_version: str
    payload: Literal["cfp", "cbam-embedded-emissions"] | None = None
    kind: Literal["retrospective", "prospective", "progressive"] | None = None
    purpose: Literal["demonstration", "draft", "tender", "customer", "regulatory"] | None = None
    id: str | None = None
    series: str | None = None
    version: int | None = None
    previous: Previous | None = None
    profiles: tuple[str, ...] | None = None
    profile_digests: dict[str, str] | None = None
    engine: Engine | None = None
    library: dict[str, str] | None = None
    created_at: str | None = None
    language: str | None = None
    status_ref: StatusRef | None = None


class Issuer(Open):
    """Who claims; ``ids`` are URIs (GS1, LEI, urn:pact)."""

    name: str | None = None
    ids: tuple[str, ...] | None = None
    country: str | None = None


class Product(Open):
    """What the footprint is of."""

    name: str | None = None
    ids: tuple[str, ...] | None = None
    model: str | None = None
    configuration: str | None = None
    level: Literal["material", "component", "sub-assembly", "finished-good"] | None = None
    description: str | None = None
    classifications: tuple[str, ...] | None = None
    country_of_origin: str | None = None
    mass: Measure | None = None


class SiteRef(Open):
    id: str | None = None
    role: str | None = None
    country: str | None = None
    subdivision: str | None = None


class DeclaredUnit(Open):
    """Declared unit (ISO 14067): measure is piece, kilogram, … and its amount."""

    measure: str | None = None
    amount: Amount | None = None


class Period(Open):
    """Instants in UTC (RFC 3339 with Z), end exclusive; ``site_zone`` says whose calendar."""

    reference_start: str | None = None
    reference_end: str | None = None
    site_zone: str | None = None
    temporal_resolution: Literal["hour", "day", "month", "quarter", "year", "multi-year"] | None = (
        None
    )
    valid_from: str | None = None
    valid_until: str | None = None


class CutOff(Open):
    emissions_percent: Amount | None = None
    mass_percent: Amount | None = None
    energy_percent: Amount | None = None
    items: tuple[str, ...] | None = None
    screening: str | None = None


class Boundary(Open):
    type: Literal["cradle-to-gate", "cradle-to-grave", "gate-to-gate"] | None = None
    includes: tuple[str, ...] | None = None
    cutoff: CutOff | None = None
    excluded_processes: tuple[str, ...] | None = None


class GateResult(Open):
    """What a parent takes: raw-materials + inbound-transport + production + packaging."""

    excl: Amount | None = None
    parts: dict[str, Amount] | None = None
    memo: dict[str, Amount] | None = None


class StageResult(Open):
    stage: Stage
    excl: Amount | None = None
    parts: dict[str, Amount] | None = None
    memo: dict[str, Amount] | None = None


class Uncertainty(Open):
    """Range of ``total_excl_biogenic_uptake``, kg CO2e, two digits."""

    low: Amount | None = None
    high: Amount | None = None
    coverage_percent: Amount | None = None
    basis: str | None = None
    label: str | None = None


class Coverage(Open):
    """How much of the bill is in the result; gaps are not cut-offs."""

    lines_percent: Amount | None = None
    result_percent_screened: Amount | None = None
    mass_percent: Amount | None = None
    gaps: int | None = None


class FootprintResult(Open):
    """Figures per declared unit, decimals with exactly the quantum's decimals."""

    unit: str | None = None
    quantum: Amount | None = None
    parts: dict[str, Amount] | None = None
    memo: dict[str, Amount] | None = None
    total_excl_biogenic_uptake: Amount | None = None
    total_incl_biogenic_uptake: Amount | None = None
    gate: GateResult | None = None
    by_stage: tuple[StageResult, ...] | None = None
    by_scope: dict[str, Amount] | None = None
    gwp: tuple[GwpShare, ...] | None = None
    uncertainty: Uncertainty | None = None
    coverage: Coverage | None = None


class Supplied(Open):
    """Shares of the result that rest on supplied declarations."""

    declarations: int | None = None
    share_percent: Amount | None = None
    signed_percent: Amount | None = None
    verified_percent: Amount | None = None


class Dqr(Open):
    """Data quality ratings, 1 best to 5 worst, weighted by |excl|."""

    technology: Amount | None = None
    time: Amount | None = None
    geography: Amount | None = None


class Quality(Open):
    scale: str | None = None
    primary_data_share_percent: Amount | None = None
    estimated_share_percent: Amount | None = None
    dqr: Dqr | None = None
    unrated_percent: Amount | None = None


class Instrument(Open):
    """A contractual electricity instrument."""

    kind: str | None = None
    mwh: Amount | None = None
    evidence: str | None = None


class Electricity(Open):
    approach: Literal["location", "market"] | None = None
    instruments: tuple[Instrument, ...] | None = None
    location_excl: Amount | None = None
    market_excl: Amount | None = None


class Allocation(Open):
    process: str | None = None
    basis: str | None = None


class Method(Open):
    """How the figures were made (method.md)."""

    standards: tuple[str, ...] | None = None
    pcr: tuple[str, ...] | None = None
    gwp_requested: str | None = None
    ghg_list: tuple[str, ...] | None = None
    recycling: Literal["cut-off", "closed-loop approximation", "CFF"] | None = None
    offsets_included: bool | None = None
    electricity: Electricity | None = None
    allocation: tuple[Allocation, ...] | None = None
    scope_approach: str | None = None


class CarbonContent(Open):
    """Carbon in the product leaving the gate, kg C; product without packaging."""

    fossil: Measure | None = None
    biogenic: Measure | None = None
    recycled: Measure | None = None
    packaging_biogenic: Measure | None = None


class Absent(Open):
    path: str
    reason: Literal["not-relevant", "unknown-to-issuer", "not-permitted"]


class Footprint(Open):
    """The payload."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)

    dataset: Dataset
    issuer: Issuer | None = None
    product: Product | None = None
    sites: tuple[SiteRef, ...] | None = None
    unit: DeclaredUnit | None = None
    period: Period | None = None
    boundary: Boundary | None = None
    result: FootprintResult | None = None
    supplied: Supplied | None = None
    quality: Quality | None = None
    method: Method | None = None
    carbon_content: CarbonContent | None = None
    disclosable: dict[str, dict[str, int]] | None = None
    absent: tuple[Absent, ...] | None = None
    extensions: dict[str, object] | None = None
    sd_alg: Literal["sha-256"] | None = Field(default=None, alias="_sd_alg")
    sd: tuple[str, ...] | None = Field(default=None, alias="_sd")


class Result(Open):
    """What calculation returns; workflow assembles the Footprint from it."""

    result: FootprintResult
    supplied: Supplied
    quality: Quality
