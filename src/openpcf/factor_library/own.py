"""A user's own factors: rows of a table → a data set, with all findings at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, cast

from openpcf.errors import InputError
from openpcf.factor_library.dataset import Dataset, Header, read_dataset, write_dataset
from openpcf.model.base import decimal_text, exact_product, parse_decimal
from openpcf.model.factor import Factor, Original
from openpcf.model.finding import Finding, error, errors_of, finding_of, warning
from openpcf.model.indicators import ALL_PARTS, MEMO, NOT_POSITIVE, excl
from openpcf.model.units import CO2E, Unit, convert, factor_unit, unit
from openpcf.vocabulary import words

COLUMNS = (
    "id",
    "name",
    "value",
    "unit",
    "per",
    "geography",
    "year",
    "publisher",
    "licence",
    "source",
    "gwp",
    "kind",
    "boundary",
    "basis",
    "losses",
    "category",
    "technology",
    "low",
    "high",
    "range_means",
    "seen",
    "note",
    *ALL_PARTS,
    *MEMO,
)
"""Headers of a table of own factors; only id, value, unit (and per) must be filled in."""

PREFIX = "own-"
"""Prefix of the names of data sets of own factors beside a study."""
KINDS = words("factor-kind")
SEEN = words("seen")
Losses = Literal["included", "missing", "unknown", ""]
LOSSES = (*words("losses"), "")
_YEAR = re.compile(r"(19|20)\d\d(-(19|20)\d\d)?")
_PER = re.compile(r"/|\sper\s", re.IGNORECASE)
_GWP = re.compile(r"(AR[456]|SAR|TAR)[\s-]*(CCF)?[\s-]*(GWP|GTP)?[\s-]*(\d{2,3})?", re.IGNORECASE)


class _Row:
    """One row: its cells, its place and its findings."""

    def __init__(self, cells: Mapping[str, str | None], place: str) -> None:
        self.cells = {k.strip().casefold(): (v or "").strip() for k, v in cells.items() if k}
        self.place = place
        self.findings: list[Finding] = []

    def text(self, name: str) -> str:
        return self.cells.get(name, "")

    def amount(self, name: str) -> Decimal | None:
        text = self.text(name)
        if not text:
            return None
        try:
            return parse_decimal(text)
        except InputError as e:
            self.findings.append(
                error(e.code, f"{self.place} {name}", found=text[:40], expected=e.expected)
            )
            return None

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        text = self.text(name)
        if text and text not in allowed:
            self.findings.append(
                error(
                    "FACTOR_KIND",
                    f"{self.place} {name}",
                    text[:40],
                    ", ".join(filter(None, allowed)),
                )
            )
            return ""
        return text

    def units(self) -> tuple[Unit, Unit] | None:
        text, per = self.text("unit"), self.text("per")
        try:
            if not per:
                return factor_unit(text, f"{self.place} unit")
            divisor = unit(per, f"{self.place} per")
            if not _PER.search(text):
                return unit(text, f"{self.place} unit"), divisor
            stated = factor_unit(text, f"{self.place} unit")
            if stated[1] != divisor:
                self.findings.append(error("FACTOR_PER_DIFFERS", f"{self.place} per", per, text))
            return stated
        except InputError as e:
            self.findings.append(finding_of(e))
            return None


def gwp_set(text: str) -> str:
    """Return ``AR6-GWP100`` for ``AR6 GWP 100``, ``unstated`` for blank, else the text."""
    if not text:
        return "unstated"
    match = _GWP.fullmatch(text.strip())
    if not match:
        return text
    report, feedback, metric, years = (g or "" for g in match.groups())
    return f"{report.upper()}{feedback.upper()}-{(metric or 'GWP').upper()}{years or '100'}"


def _parts(row: _Row, scale: Decimal, value: Decimal) -> dict[str, Decimal]:
    given = {n: a for n in ALL_PARTS if (a := row.amount(n)) is not None}
    if not given:
        if value < 0:
            row.findings.append(error("FACTOR_NEGATIVE", f"{row.place} value", row.text("value")))
        return {"unsplit": value}
    parts = {n: exact_product((a, scale)) for n, a in given.items()}
    total = excl(parts)
    if total != value:
        row.findings.append(
            error("FACTOR_PARTS", row.place, decimal_text(total), decimal_text(value))
        )
    for name, amount in parts.items():
        if (amount > 0) if name in NOT_POSITIVE else (amount < 0):
            row.findings.append(
                error("FACTOR_SIGN", f"{row.place} {name}", decimal_text(amount), name)
            )
    return parts


def _memo(row: _Row, scale: Decimal, fossil: Decimal | None) -> dict[str, Decimal]:
    """Return memo items: aircraft and land management within fossil, module D outside totals."""
    memo = {n: exact_product((a, scale)) for n in MEMO if (a := row.amount(n)) is not None}
    for name in ("aircraft", "land_management_fossil"):
        amount = memo.get(name)
        if amount is None:
            continue
        if amount < 0:
            row.findings.append(
                error("FACTOR_SIGN", f"{row.place} {name}", decimal_text(amount), name)
            )
        elif fossil is not None and amount > fossil:
            row.findings.append(
                error(
                    "FACTOR_MEMO", f"{row.place} {name}", decimal_text(amount), decimal_text(fossil)
                )
            )
    return memo


def _factor(row: _Row, name: str, version: str, this_year: int | None) -> Factor | None:
    """Return the factor of a row; None if it can't be one (the findings state why)."""
    for column in ("id", "value", "unit"):
        if not row.text(column):
            row.findings.append(error("FACTOR_INCOMPLETE_ROW", row.place, expected=column))
    value, low, high = (row.amount(c) for c in ("value", "low", "high"))
    units = row.units() if row.text("unit") else None
    kind, seen = row.one_of("kind", KINDS), row.one_of("seen", SEEN)
    losses = row.one_of("losses", LOSSES)
    year = row.text("year")
    if not _YEAR.fullmatch(year):
        row.findings.append(
            warning("FACTOR_YEAR", f"{row.place} year", row.text("id") or year, "2024")
        )
    elif this_year is not None and int(year[-4:]) > this_year:
        row.findings.append(warning("FACTOR_YEAR_AHEAD", f"{row.place} year", year, str(this_year)))
    if not (row.text("source") or row.text("publisher")):
        row.findings.append(warning("FACTOR_SOURCE", f"{row.place} source", row.text("id")))
    if not row.text("kind"):
        row.findings.append(
            warning("FACTOR_KIND_BLANK", f"{row.place} kind", row.text("id"), "life-cycle")
        )
    if value is not None and (
        (low is not None and low > value) or (high is not None and high < value)
    ):
        row.findings.append(
            error(
                "FACTOR_RANGE",
                row.place,
                row.text("value"),
                f"{row.text('low')}–{row.text('high')}",
            )
        )
    if value is None or units is None:
        return None
    numerator, per = units
    emitted = numerator.dimension == CO2E
    scale, symbol = Decimal(1), numerator.symbol
    if emitted:
        scale, symbol = convert(Decimal(1), numerator, "kg CO2e"), "kg CO2e"
    elif numerator.substance:
        symbol = f"kg {numerator.substance}"
        scale = convert(Decimal(1), numerator, symbol)
    scaled = exact_product((value, scale))
    if kind == "":
        kind = "process" if emitted else "parameter"
    elif kind == "parameter" and emitted:
        row.findings.append(
            warning("FACTOR_KIND_PARAMETER", f"{row.place} kind", row.text("id"), "life-cycle")
        )
    if scaled == 0:
        row.findings.append(warning("FACTOR_ZERO", f"{row.place} value", row.text("id")))
    parts = _parts(row, scale, scaled) if emitted else {}
    return Factor(
        id=row.text("id"),
        name=row.text("name") or row.text("id"),
        dataset=name,
        version=version,
        value=scaled,
        numerator=symbol,
        per=per.symbol,
        parts=parts,
        memo=_memo(row, scale, parts.get("fossil", parts.get("unsplit"))) if emitted else {},
        gwp=gwp_set(row.text("gwp")),
        kind=kind,
        boundary=row.text("boundary"),
        basis=row.text("basis"),
        losses=cast(Losses, losses),
        geography=row.text("geography"),
        year=year,
        category=row.text("category"),
        technology=row.text("technology"),
        publisher=row.text("publisher"),
        licence=row.text("licence"),
        source=row.text("source"),
        note=row.text("note"),
        seen=seen or "read",
        low=low if low is None else exact_product((low, scale)),
        high=high if high is None else exact_product((high, scale)),
        range_means=row.text("range_means"),
        incomplete="" if emitted else _why(numerator),
        original=Original(
            value=row.text("value"),
            unit_in=row.text("per") or per.symbol,
            unit_out=row.text("unit"),
        ),
    )


def _why(numerator: Unit) -> str:
    return f"{numerator.substance} only" if numerator.substance else ""


def read_own_factors(
    rows: Iterable[Mapping[str, str | None]],
    name: str = "own",
    version: str = "1",
    place: str = "factors",
    first_row: int = 2,
    this_year: int | None = None,
    taken: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Dataset, tuple[Finding, ...]]:
    """Return a data set from the rows of a user's table (``COLUMNS``), and all findings.

    Rows with an error are left out of the data set; rows with warnings are kept. Amounts are strict
    decimals (``12,5`` is refused), emissions are converted to kg CO2e by exact scaling.
    ``first_row`` is the number of the first row below the headers; a year after ``this_year`` gives
    a finding; ``taken`` has ids of other data sets, with the name of each.
    """
    factors: dict[str, Factor] = {}
    findings: list[Finding] = []
    unknown: dict[str, None] = {}
    for number, cells in enumerate(rows, first_row):
        row = _Row(cells, f"{place} row {number}")
        if not any(row.cells.values()):
            continue
        unknown |= dict.fromkeys(
            k for k in row.cells if k not in COLUMNS and not k.startswith("x-") and row.cells[k]
        )
        factor = _factor(row, name, version, this_year)
        if factor and factor.id in factors:
            row.findings.append(error("FACTOR_TWICE", f"{row.place} id", factor.id))
        elif factor and factor.id in taken:
            row.findings.append(
                error("FACTOR_ID_TAKEN", f"{row.place} id", factor.id, taken[factor.id])
            )
        findings += row.findings
        if factor and not errors_of(row.findings):
            factors[factor.id] = factor
    findings += [warning("FACTOR_COLUMN", place, k, ", ".join(COLUMNS[:8])) for k in unknown]
    header = Header(
        name=name,
        version=version,
        title="Own factors",
        publisher="",
        licence="",
        source=place,
        kind="own",
        default=True,
    )
    return read_dataset(write_dataset(header, factors.values())), tuple(findings)
