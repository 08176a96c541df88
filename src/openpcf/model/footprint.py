"""The signed payload: the claim about one product or sub-assembly (data-model §1).

Only profiles make members mandatory: every member except ``dataset.spec_version`` is optional here,
so that an empty document gives findings and not one schema error.
"""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from openpcf.model.base import (
    Amount,
    Digest,
    Emissions,
    Instant,
    Measure,
    Open,
    Percent,
    Uri,
    Word,
    optional_field,
)
from openpcf.model.inventory import GwpShare, Stage

SPEC_VERSION = "0.2.0"


class Previous(Open):
    """The previous version, fixed by digest, and what changed."""

    id: str | None = optional_field("Its `dataset.id`")
    digest: Digest | None = optional_field("Digest of its payload")
    reason: str | None = optional_field("Why it was replaced, in a sentence")
    change_class: Annotated[str, Word("change-class")] | None = optional_field(
        "What changed: a result, data without effect on it, or words"
    )


class Engine(Open):
    """Software and its version."""

    name: str | None = optional_field("Its name")
    version: str | None = optional_field("Its version")


class StatusRef(Open):
    """Where the status of the data set is published."""

    uri: Uri | None = optional_field("Where the status list is")
    index: int | None = optional_field("Place of this data set in the list")


class Dataset(Open):
    """Identity, version, profiles, engine and library of a data set."""

    spec_version: str = Field(
        description="Version of this data model; governs payload and disclosures"
    )
    payload: Annotated[str, Word("payload")] | None = optional_field("What kind of claim it is")
    kind: Annotated[str, Word("dataset-kind")] | None = optional_field(
        "Over a past period, a forecast, or both"
    )
    purpose: Annotated[str, Word("purpose")] | None = optional_field(
        "What it was made for; a demonstration can't be issued"
    )
    id: str | None = optional_field("Identifier of this version (UUID)")
    series: str | None = optional_field("Identifier all versions share")
    version: int | None = optional_field("1, 2, … within the series")
    previous: Previous | None = optional_field("The version before")
    profiles: tuple[str, ...] | None = optional_field("Profiles it claims to satisfy")
    profile_digests: dict[str, Digest] | None = optional_field(
        "Digest of each resolved profile, parents too"
    )
    engine: Engine | None = optional_field("Software that calculated it")
    library: dict[str, Digest] | None = optional_field("Digest of each factor data set used")
    created_at: Instant | None = optional_field("When it was made")
    language: str | None = optional_field("Language of its texts (BCP 47)")
    status_ref: StatusRef | None = optional_field("Where its status is told")


class Issuer(Open):
    """Who makes the claim; ``ids`` are URIs (GS1, LEI, urn:pact)."""

    name: str | None = optional_field("Legal name")
    ids: tuple[Uri, ...] | None = optional_field(
        "Identifiers; one must belong to the holder of the key"
    )
    country: str | None = optional_field("Country of its seat (ISO 3166-1)")


class Product(Open):
    """The product of the footprint."""

    name: str | None = optional_field("Trade name")
    ids: tuple[Uri, ...] | None = optional_field(
        "GS1 Digital Link or other URI; one for each way it is known"
    )
    model: str | None = optional_field("Model or revision")
    configuration: str | None = optional_field("Which optional parts are in")
    level: Annotated[str, Word("level")] | None = optional_field(
        "Where it stands in a bill of materials"
    )
    description: str | None = optional_field("What it is and does")
    classifications: tuple[str, ...] | None = optional_field("Codes such as HS, as URN")
    country_of_origin: str | None = optional_field("Where it was made (ISO 3166-1)")
    mass: Measure | None = optional_field("Mass of one declared unit, without packaging")


class SiteRef(Open):
    """A place of production."""

    id: str | None = optional_field("Identifier of the site")
    role: str | None = optional_field("What is done there")
    country: str | None = optional_field("ISO 3166-1")
    subdivision: str | None = optional_field("ISO 3166-2; says which grid feeds it")


class DeclaredUnit(Open):
    """Declared unit (ISO 14067): measure is piece, kilogram, … and its amount."""

    measure: str | None = optional_field("What is counted: piece, kilogram, kilowatt hour, …")
    amount: Amount | None = optional_field("How many of them")


class Period(Open):
    """Instants in UTC (RFC 3339 with Z), end exclusive; ``site_zone`` is the site's time zone."""

    reference_start: Instant | None = optional_field("Start of the time the activity data are of")
    reference_end: Instant | None = optional_field("Its end, exclusive")
    site_zone: str | None = optional_field("Calendar of the site (IANA time zone)")
    temporal_resolution: Annotated[str, Word("temporal-resolution")] | None = optional_field(
        "Step of the activity data"
    )
    valid_from: Instant | None = optional_field("Start of validity")
    valid_until: Instant | None = optional_field("End of validity, exclusive")


class CutOff(Open):
    """What was left out on purpose, and its size."""

    emissions_percent: Percent | None = optional_field(
        "Emissions left out on purpose, of the result"
    )
    mass_percent: Percent | None = optional_field("Mass left out on purpose")
    energy_percent: Percent | None = optional_field("Energy left out on purpose")
    items: tuple[str, ...] | None = optional_field("What was left out")
    screening: str | None = optional_field("How the share was estimated")


class Boundary(Open):
    """The system boundary."""

    type: Annotated[str, Word("boundary")] | None = optional_field(
        "How far the life cycle is followed"
    )
    includes: tuple[str, ...] | None = optional_field("Stages that are in by name")
    cutoff: CutOff | None = optional_field("What was left out and how much it is")
    excluded_processes: tuple[str, ...] | None = optional_field("Processes outside by definition")


class GateResult(Open):
    """What a parent uses: raw-materials + inbound-transport + production + packaging."""

    excl: Emissions | None = optional_field("Without biogenic CO2")
    parts: dict[str, Emissions] | None = optional_field("Indicators, by name")
    memo: dict[str, Emissions] | None = optional_field(
        "Inside fossil or outside every total; never added"
    )


class StageResult(Open):
    """Figures of one stage."""

    stage: Stage = Field(description="Stage of the life cycle")
    excl: Emissions | None = optional_field("Without biogenic CO2")
    parts: dict[str, Emissions] | None = optional_field("Indicators, by name")
    memo: dict[str, Emissions] | None = optional_field(
        "Inside fossil or outside every total; never added"
    )


class Uncertainty(Open):
    """Range of ``total_excl_biogenic_uptake``, kg CO2e, two digits."""

    low: Emissions | None = optional_field("Lower bound")
    high: Emissions | None = optional_field("Upper bound")
    coverage_percent: Percent | None = optional_field("Probability the range is meant to hold")
    basis: str | None = optional_field("How it was calculated")
    label: str | None = optional_field("What it does not hold")


class Coverage(Open):
    """How much of the BOM is in the result; gaps are not cut-offs."""

    lines_percent: Percent | None = optional_field("Lines with a result, of all lines")
    result_percent_screened: Percent | None = optional_field(
        "Result, of result and screened gaps together"
    )
    mass_percent: Percent | None = optional_field("Mass with a result, of the weighed mass")
    gaps: int | None = optional_field("Lines without a factor")


class FootprintResult(Open):
    """Figures per declared unit, with exactly the decimals of the quantum."""

    unit: str | None = optional_field("Unit of all figures below")
    quantum: Emissions | None = optional_field("Smallest step of the figures")
    parts: dict[str, Emissions] | None = optional_field("Indicators, by name")
    memo: dict[str, Emissions] | None = optional_field(
        "Inside fossil or outside every total; never added"
    )
    total_excl_biogenic_uptake: Emissions | None = optional_field(
        "Total without uptake and release of biogenic CO2"
    )
    total_incl_biogenic_uptake: Emissions | None = optional_field("Total with them")
    gate: GateResult | None = optional_field("What a parent takes")
    by_stage: tuple[StageResult, ...] | None = optional_field(
        "The same by stage, in the order of the life cycle"
    )
    by_scope: dict[str, Emissions] | None = optional_field(
        "Without biogenic CO2, by scope seen from the issuer"
    )
    gwp: tuple[GwpShare, ...] | None = optional_field(
        "Sets of global warming potentials the factors were made with"
    )
    uncertainty: Uncertainty | None = optional_field("Range of the total")
    coverage: Coverage | None = optional_field("How much of the bill is in the result")


class Supplied(Open):
    """Shares of the result that rest on supplied declarations."""

    declarations: int | None = optional_field("Distinct declarations used")
    share_percent: Percent | None = optional_field("Share of the result from them")
    signed_percent: Percent | None = optional_field("Share whose signature was checked at build")
    verified_percent: Percent | None = optional_field(
        "Share with a listed verifier's statement at build"
    )


class Dqr(Open):
    """Data quality ratings, 1 best to 5 worst, weighted by |excl|."""

    technology: Amount | None = optional_field("Representative of the technology")
    time: Amount | None = optional_field("Representative of the time")
    geography: Amount | None = optional_field("Representative of the place")


class Quality(Open):
    """Shares of primary data and of estimates, ratings."""

    scale: str | None = optional_field("Scale of the ratings")
    primary_data_share_percent: Percent | None = optional_field(
        "Share of the result from primary data"
    )
    estimated_share_percent: Percent | None = optional_field(
        "Share of the result that rests on estimates"
    )
    dqr: Dqr | None = optional_field("Data quality ratings")
    unrated_percent: Percent | None = optional_field("Share of the result nobody rated")


class Instrument(Open):
    """A contractual electricity instrument."""

    kind: str | None = optional_field("Contract, certificate, own plant")
    mwh: Amount | None = optional_field("Energy it covers")
    evidence: str | None = optional_field("Where it is proven")


class Electricity(Open):
    """How electricity is accounted for, and both figures if both are known."""

    approach: Annotated[str, Word("approach")] | None = optional_field(
        "Whose figures count in the total"
    )
    instruments: tuple[Instrument, ...] | None = optional_field(
        "Contracts the market-based figure rests on"
    )
    location_excl: Emissions | None = optional_field("Result with the grid of the place")
    market_excl: Emissions | None = optional_field("Result with the contracts")


class Allocation(Open):
    """How a shared process is allocated."""

    process: str | None = optional_field("What is shared between products")
    basis: str | None = optional_field("By what")


class Method(Open):
    """How the figures were calculated (method.md)."""

    standards: tuple[str, ...] | None = optional_field("Standards followed")
    pcr: tuple[str, ...] | None = optional_field("Product category rules followed")
    gwp_requested: str | None = optional_field("Set of potentials asked for")
    ghg_list: tuple[str, ...] | None = optional_field("Greenhouse gases counted")
    recycling: Annotated[str, Word("recycling")] | None = optional_field(
        "How recycled material is counted"
    )
    offsets_included: bool | None = optional_field(
        "Whether offsets were subtracted; they must not be"
    )
    electricity: Electricity | None = optional_field("How electricity is counted")
    allocation: tuple[Allocation, ...] | None = optional_field("How shared processes are divided")
    scope_approach: str | None = optional_field("What makes an activity the issuer's own")


class CarbonContent(Open):
    """Carbon in the product leaving the gate, kg C; product without packaging."""

    fossil: Measure | None = optional_field("Fossil carbon in the product")
    biogenic: Measure | None = optional_field("Biogenic carbon in the product")
    recycled: Measure | None = optional_field("Recycled carbon in the product")
    packaging_biogenic: Measure | None = optional_field("Biogenic carbon in the packaging")


class Absent(Open):
    """A missing field and the reason."""

    path: str = Field(description="Path of the field")
    reason: Annotated[str, Word("absent-reason")] = Field(description="Why it is not there")


class Footprint(Open):
    """The payload."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)

    dataset: Dataset = Field(description="Identity, version, profiles, engine")
    issuer: Issuer | None = optional_field("Who claims")
    product: Product | None = optional_field("What the footprint is of")
    sites: tuple[SiteRef, ...] | None = optional_field("Where it is made")
    unit: DeclaredUnit | None = optional_field("Declared unit")
    period: Period | None = optional_field("Reference period and validity")
    boundary: Boundary | None = optional_field("System boundary")
    result: FootprintResult | None = optional_field("The figures, per declared unit")
    supplied: Supplied | None = optional_field("What rests on supplied declarations")
    quality: Quality | None = optional_field("Data quality")
    method: Method | None = optional_field("How the figures were made")
    carbon_content: CarbonContent | None = optional_field("Carbon leaving the gate in the product")
    disclosable: dict[str, dict[str, int]] | None = optional_field(
        "Counts of what may be hidden; named and not shown is hidden"
    )
    absent: tuple[Absent, ...] | None = optional_field("Fields that are not there, with the reason")
    extensions: dict[str, object] | None = optional_field("Members of others, by URN")
    sd_alg: Literal["sha-256"] | None = Field(
        default=None, alias="_sd_alg", description="Digest algorithm of `_sd` (SD-JWT)"
    )
    sd: tuple[str, ...] | None = Field(
        default=None,
        alias="_sd",
        description="Digests of the disclosures of inventory and components",
    )


class Result(Open):
    """The result of calculation; workflow builds the footprint from it."""

    result: FootprintResult
    supplied: Supplied
    quality: Quality
