"""Builder of the lines for parts, activities, legs and packaging.

It resolves the factor, converts the quantity to the factor's unit and stores every text as a code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from openpcf.errors import InputError
from openpcf.factor_library.compare import others_of
from openpcf.factor_library.library import Library
from openpcf.matching.lines.data_quality import geography_rating, time_rating
from openpcf.matching.tables.terms import Term, Terms
from openpcf.model.base import EXACT, Measure, decimal_text, exact_product, trimmed_decimal
from openpcf.model.factor import Factor
from openpcf.model.finding import Finding, error, finding_of, warning
from openpcf.model.inventory import (
    How,
    Line,
    LineFactor,
    Match,
    Origin,
    Per,
    Quantity,
    Range,
    SigmaLn,
    Stage,
)
from openpcf.model.message import Message, message
from openpcf.model.units import conversion

DECIMALS = 18
"""Digits an amount may have before and behind its point (data-model §5)."""

CO2_EQUIVALENT = ("kg CO2e", "kg CO2")
CONFIDENCE = {
    "part-number": Decimal("0.95"),
    "user": Decimal("0.9"),
    "package": Decimal("0.8"),
    "class": Decimal("0.6"),
}


@dataclass(frozen=True, slots=True)
class FactorChoice:
    """The factor of a line and the reason; without ``factor`` the line is a gap."""

    factor: Factor | None
    how: How = "class"
    why: Message | None = None
    alternatives: tuple[Factor, ...] = ()
    technology: Decimal = Decimal(3)
    sigma: Decimal = Decimal("0.30")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Numerators of the lowest and of the highest quantity, and the meaning of the bounds."""

    low: tuple[Decimal, ...]
    high: tuple[Decimal, ...]
    means: Message


@dataclass(frozen=True, slots=True)
class Amounts:
    """Activity data of one line: numerators over divisors, in a unit.

    ``labels`` has a message for each numerator, to which its ``amount`` is added; ``stated`` is the
    quantity as the source states it, if that is not the product of the numerators.
    """

    numerators: tuple[Decimal, ...] = ()
    unit: str = ""
    per: tuple[Per, ...] = ()
    labels: tuple[Message, ...] = ()
    origin: Origin | None = None
    stated: Measure | None = None
    sigma: Decimal | None = None
    bounds: Bounds | None = None


NO_AMOUNTS = Amounts()


def in_unit(unit: str) -> Message:
    """Return the label of a number in a unit."""
    return message("times-unit", unit=unit)


def unit_in(unit: str, other: str) -> Message:
    """Return the label of the number that converts a unit."""
    return message("times-unit-in", unit=unit, other=other)


PIECES = in_unit("piece")
KG_EACH = message("times-each", unit="kg")
MG_EACH = message("times-each", unit="mg")


def converted(amount: Decimal, unit: str, other: str) -> Per:
    """Return the divisor that converts a unit."""
    return Per(amount=amount, why=message("unit-in", unit=unit, other=other))


@dataclass(frozen=True, slots=True)
class MatchContext:
    """Shared data of all builders.

    Library, terms, year and place of the study, its period; ``named`` are factors of other sets by
    the ids that the user named.
    """

    library: Library
    terms: Terms
    year: int
    region: str | None
    period: tuple[str, str] | None
    named: Mapping[str, Factor] = field(default_factory=dict)
    evidence: frozenset[str] = frozenset()
    """Ids of the files pinned by a digest; others are not accepted as evidence."""

    def proven(self, evidence: str | None) -> bool:
        """Return whether a row's evidence is a file pinned by a digest."""
        return evidence in self.evidence

    def term_factor(self, term: Term, place: str) -> FactorChoice:
        """Return the factor of a term."""
        factor = self.library.current(term.factor, place=place)
        return FactorChoice(
            factor,
            "class",
            term_reason(term),
            alternatives=others_of(self.library, factor),
            technology=term.technology,
            sigma=term.sigma_factor,
        )

    def unknown_word(self, text: str, kinds: Iterable[str], place: str) -> Finding:
        """Report a text that is not a term as ``ACTIVITY_NO_FACTOR``, with near terms."""
        kinds = tuple(kinds)
        near = self.terms.near(text, *kinds) or tuple(
            t for t in self.terms.terms if t.kind in kinds
        )
        return warning("ACTIVITY_NO_FACTOR", place, text, ", ".join(t.term for t in near[:6]))


def term_reason(term: Term) -> Message:
    """Return why a term has its factor."""
    if not term.note:
        return message("by-term", term=term.term)
    return message("by-term-note", term=term.term, note=term.note)


@dataclass(slots=True)
class LineBuilder:
    """Lines of one table with the choice for each, and the findings on them.

    ``beside`` has the lines of the other approach to electricity by name, None if a counted line
    has none; ``workings`` has the numbers multiplied to a line's amount.
    """

    context: MatchContext
    lines: list[Line] = field(default_factory=list)
    choices: list[tuple[str, FactorChoice]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    beside: dict[str, Line | None] = field(default_factory=dict)
    workings: dict[str, tuple[Message, ...]] = field(default_factory=dict)

    def another(self) -> LineBuilder:
        """Return an empty builder in the same context."""
        return LineBuilder(self.context)

    def take(self, made: LineBuilder) -> None:
        """Append everything of another builder."""
        self.lines += made.lines
        self.choices += made.choices
        self.findings += made.findings
        self.beside |= made.beside
        self.workings |= made.workings

    def drop_lines(self) -> None:
        """Remove the lines and their choices; keep the findings."""
        self.lines.clear()
        self.choices.clear()

    def named_factor(self, factor_id: str, place: str) -> FactorChoice:
        """Return the factor a user named; an incomplete one is used, with a finding.

        An unknown factor, or one that is not a greenhouse gas (kWh per cm2), makes a gap with a
        finding: only CO2 itself counts as CO2e.
        """
        context = self.context
        try:
            factor = context.named.get(factor_id) or context.library.get(factor_id, place=place)
        except InputError as e:
            self.findings.append(finding_of(e))
            return FactorChoice(None)
        if factor.numerator not in CO2_EQUIVALENT:
            self.findings.append(error("FACTOR_NOT_CO2E", place, f"{factor_id}: {factor.unit}"))
            return FactorChoice(None)
        if factor.incomplete:
            self.findings.append(
                warning("FACTOR_INCOMPLETE", place, factor_id, why=factor.incomplete)
            )
        return FactorChoice(factor, "user", message("named"), technology=Decimal(2))

    def add(
        self,
        name: str,
        what: Message,
        *,
        stage: Stage,
        scope: str,
        source: str,
        part_class: str,
        choice: FactorChoice,
        amounts: Amounts = NO_AMOUNTS,
        region: str | None = None,
        specificity: str = "average",
        **members: Any,
    ) -> None:
        """Add a line with its choice; ``members`` are further members of the line.

        The line is a gap without a factor, or, with a finding, if the quantity does not fit the
        factor.
        """
        data: dict[str, Any] = {
            "id": name,
            "what": what,
            "stage": stage,
            "scope": scope,
            "source": source,
            "class": part_class,
            **members,
        }
        period = self.context.period
        if period is not None and "period" not in data:
            data["period"] = {"start": period[0], "end": period[1]}
        if choice.factor is not None:
            try:
                data["quantity"] = _quantity(amounts, choice.factor, source)
            except InputError as e:
                self.findings.append(finding_of(e))
                choice = FactorChoice(None, alternatives=choice.alternatives)
        if choice.factor is not None:
            self.workings[name] = _working(amounts, choice.factor)
            data |= self._of_factor(choice, choice.factor, amounts, region, specificity)
        self.lines.append(Line.model_validate(data))
        self.choices.append((name, choice))

    def _of_factor(
        self,
        choice: FactorChoice,
        factor: Factor,
        amounts: Amounts,
        region: str | None,
        specificity: str,
    ) -> dict[str, Any]:
        """Return the members of a line that come from its factor."""
        return {
            "factor": LineFactor.of(factor, specificity),
            "match": Match(
                how=choice.how,
                why=choice.why,
                confidence=CONFIDENCE.get(choice.how),
                alternatives=len(choice.alternatives),
            ),
            "dqr": (
                choice.technology,
                time_rating(factor.year, self.context.year),
                geography_rating(factor.geography, region or self.context.region),
            ),
            "sigma_ln": SigmaLn(quantity=amounts.sigma, factor=choice.sigma),
            "estimated": amounts.origin != "measured" or factor.seen == "estimated",
        }


MATERIAL_KINDS = ("input", "packaging", "auxiliary")


def unknown_material(terms: Terms, text: str | None, place: str) -> tuple[Finding, ...]:
    """Report a material that is not a term as ``MATERIAL_UNKNOWN``, with near terms.

    No line is made for it.
    """
    if not text or terms.find(text) is not None:
        return ()
    near = terms.like(text, *MATERIAL_KINDS) or [t for t in terms.terms if t.kind == "input"]
    return (warning("MATERIAL_UNKNOWN", place, text, ", ".join(t.term for t in near[:6])),)


def _in_factor_unit(
    numerators: Iterable[Decimal], unit: str, per: tuple[Per, ...], factor: Factor, place: str
) -> tuple[Decimal, tuple[Per, ...]]:
    """Return an exact amount in the factor's unit; non-ending decimals become divisors.

    Source: data-model §3. Raises InputError ``FACTOR_UNIT_DIFFERS`` for another dimension,
    ``AMOUNT_DIGITS`` for an amount no document can hold, ``DIVISOR_ZERO``.
    """
    try:
        times, over = conversion(unit, factor.per, place)
    except InputError as e:
        if e.code != "UNIT_DIMENSION":
            raise
        raise InputError("FACTOR_UNIT_DIFFERS", place, unit, factor.per) from None
    amount = Decimal(trimmed_decimal(exact_product((*numerators, times))))
    if over != 1:
        per = (*per, converted(over, unit, factor.per))
    for divisor in per:
        if divisor.amount == 0:
            raise InputError("DIVISOR_ZERO", place, why=divisor.why)
    beyond = -int(amount.as_tuple().exponent) - DECIMALS
    if beyond > 0:
        amount = EXACT.scaleb(amount, beyond)
        per = (*per, Per(amount=EXACT.scaleb(Decimal(1), beyond), why=message("decimals")))
    if amount.adjusted() >= DECIMALS or beyond > DECIMALS - 1:
        raise InputError("AMOUNT_DIGITS", place, f"{amount:.6g}", str(DECIMALS))
    return amount, per


def _quantity(amounts: Amounts, factor: Factor, place: str) -> Quantity:
    """Return activity data in the factor's unit; raises as ``_in_factor_unit``."""
    unit, per, bounds = amounts.unit, amounts.per, amounts.bounds
    amount, divisors = _in_factor_unit(amounts.numerators, unit, per, factor, place)
    limits = None
    if bounds is not None:
        low, high = (
            _in_factor_unit(each, unit, per, factor, place)[0] for each in (bounds.low, bounds.high)
        )
        limits = Range(low=low, high=high, means=bounds.means)
    return Quantity(
        amount=amount,
        unit=factor.per,
        origin=amounts.origin,
        range=limits,
        source_quantity=amounts.stated
        or Measure(amount=exact_product(amounts.numerators), unit=unit),
        per=divisors,
    )


def _working(amounts: Amounts, factor: Factor) -> tuple[Message, ...]:
    """Return the factors of the amount; nothing if it is a single number."""
    steps = [
        label.having(amount=trimmed_decimal(amount))
        for amount, label in zip(amounts.numerators, amounts.labels, strict=False)
    ]
    times, _ = conversion(amounts.unit, factor.per)
    if times != 1:
        steps.append(unit_in(amounts.unit, factor.per).having(amount=trimmed_decimal(times)))
    return tuple(steps) if len(steps) > 1 else ()


def incomplete(code: str, place: str, missing: Sequence[str]) -> Finding:
    """Report a row that lacks data for its figure (words of the list ``datum``)."""
    return error(code, place, ", ".join(missing), missing=message("data", words=missing))


def text_of(amount: Decimal | None) -> str:
    """Return a text for findings; blank for None."""
    return "" if amount is None else decimal_text(amount)
