"""Builder of the lines for parts, activities, legs and packaging: factor resolved, quantity in its
own unit, every text a code."""

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
    """The factor of a line and why; ``factor`` None is a gap."""

    factor: Factor | None
    how: How = "class"
    why: Message | None = None
    alternatives: tuple[Factor, ...] = ()
    technology: Decimal = Decimal(3)
    sigma: Decimal = Decimal("0.30")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Numerators of the lowest and of the highest quantity, and what these bounds are."""

    low: tuple[Decimal, ...]
    high: tuple[Decimal, ...]
    means: Message


@dataclass(frozen=True, slots=True)
class Amounts:
    """Activity data of one line: numerators over divisors, in a unit.

    ``labels`` has a message for each numerator, to which its ``amount`` is added; ``stated`` is
    the quantity as its source has it where that is not the product of the numerators.
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
    """Label of a number in a unit."""
    return message("times-unit", unit=unit)


def unit_in(unit: str, other: str) -> Message:
    """Label of the number that converts a unit."""
    return message("times-unit-in", unit=unit, other=other)


PIECES = in_unit("piece")
KG_EACH = message("times-each", unit="kg")
MG_EACH = message("times-each", unit="mg")


def converted(amount: Decimal, unit: str, other: str) -> Per:
    """The divisor that converts a unit."""
    return Per(amount=amount, why=message("unit-in", unit=unit, other=other))


@dataclass(frozen=True, slots=True)
class MatchContext:
    """What every builder needs: library, words, year and place of the study, its period; ``named``
    are factors of other sets, by the ids somebody asked for."""

    library: Library
    terms: Terms
    year: int
    region: str | None
    period: tuple[str, str] | None
    named: Mapping[str, Factor] = field(default_factory=dict)
    evidence: frozenset[str] = frozenset()
    """Ids of the files that a digest fixes; others prove nothing."""

    def proven(self, evidence: str | None) -> bool:
        """Whether a row's evidence is a file that a digest fixes."""
        return evidence in self.evidence

    def term_factor(self, term: Term, place: str) -> FactorChoice:
        """The factor that stands for a word of the table."""
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
        """``ACTIVITY_NO_FACTOR``: nothing is known as this; words that come near are named."""
        kinds = tuple(kinds)
        near = self.terms.near(text, *kinds) or tuple(
            t for t in self.terms.terms if t.kind in kinds
        )
        return warning("ACTIVITY_NO_FACTOR", place, text, ", ".join(t.term for t in near[:6]))


def term_reason(term: Term) -> Message:
    """Why a word of the table has its factor."""
    if not term.note:
        return message("by-term", term=term.term)
    return message("by-term-note", term=term.term, note=term.note)


@dataclass(slots=True)
class LineBuilder:
    """Lines of one table with the choice behind each, and the findings made on the way.

    ``beside`` has the lines of the other approach to electricity by name, None where it has none
    for a line that counts; ``workings`` what is multiplied to the amount of a line.
    """

    context: MatchContext
    lines: list[Line] = field(default_factory=list)
    choices: list[tuple[str, FactorChoice]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    beside: dict[str, Line | None] = field(default_factory=dict)
    workings: dict[str, tuple[Message, ...]] = field(default_factory=dict)

    def another(self) -> LineBuilder:
        """An empty builder in the same context."""
        return LineBuilder(self.context)

    def take(self, made: LineBuilder) -> None:
        """Add all of another builder at the end of this one."""
        self.lines += made.lines
        self.choices += made.choices
        self.findings += made.findings
        self.beside |= made.beside
        self.workings |= made.workings

    def drop_lines(self) -> None:
        """Forget the lines and their choices; findings stay."""
        self.lines.clear()
        self.choices.clear()

    def named_factor(self, factor_id: str, place: str) -> FactorChoice:
        """The factor a user named; an incomplete one is used, with a finding.

        One that is not there or no greenhouse gas (kWh per cm2) makes a gap with its finding: only
        CO2 itself counts as CO2e.
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

        It is a gap where there is no factor, or (with the finding) where the quantity is not of
        the kind the factor needs.
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
        """The members a line has from its factor."""
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
    """``MATERIAL_UNKNOWN`` for a material the table of words does not know: nothing is made of it;
    words that come near are named."""
    if not text or terms.find(text) is not None:
        return ()
    near = terms.like(text, *MATERIAL_KINDS) or [t for t in terms.terms if t.kind == "input"]
    return (warning("MATERIAL_UNKNOWN", place, text, ", ".join(t.term for t in near[:6])),)


def _in_factor_unit(
    numerators: Iterable[Decimal], unit: str, per: tuple[Per, ...], factor: Factor, place: str
) -> tuple[Decimal, tuple[Per, ...]]:
    """Exact amount in the factor's own unit; what does not end divides (data-model §3).

    Raises InputError ``FACTOR_UNIT_DIFFERS`` for another dimension, ``AMOUNT_DIGITS`` for an
    amount no document can carry, ``DIVISOR_ZERO``.
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
    """Activity data in the factor's unit; raises as ``_in_factor_unit``."""
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
    """What is multiplied to the amount; nothing where it stands alone."""
    steps = [
        label.having(amount=trimmed_decimal(amount))
        for amount, label in zip(amounts.numerators, amounts.labels, strict=False)
    ]
    times, _ = conversion(amounts.unit, factor.per)
    if times != 1:
        steps.append(unit_in(amounts.unit, factor.per).having(amount=trimmed_decimal(times)))
    return tuple(steps) if len(steps) > 1 else ()


def incomplete(code: str, place: str, missing: Sequence[str]) -> Finding:
    """An error for a row without what its figure needs (words of the list ``datum``)."""
    return error(code, place, ", ".join(missing), missing=message("data", words=missing))


def text_of(amount: Decimal | None) -> str:
    """For findings; blank where there is none."""
    return "" if amount is None else decimal_text(amount)
