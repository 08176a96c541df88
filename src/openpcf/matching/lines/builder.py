"""Ground of the lines for activities, legs and packaging: factor resolved, quantity in its unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from openpcf.errors import InputError
from openpcf.factor_library.compare import others_of
from openpcf.factor_library.library import Library
from openpcf.matching.lines.data_quality import geography_rating, time_rating
from openpcf.matching.tables.terms import Term, Terms
from openpcf.messages.catalogue import Language
from openpcf.messages.phrases import phrase
from openpcf.model.base import EXACT, Measure, decimal_text, exact_product, trimmed_decimal
from openpcf.model.factor import Factor
from openpcf.model.finding import Finding, error, warning
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
from openpcf.model.units import conversion

DECIMALS = 18
"""Digits an amount may have before and behind its point (data-model §5)."""

UNIT_IN = "{unit} in {other}"
CO2_EQUIVALENT = ("kg CO2e", "kg CO2")
CONFIDENCE = {
    "part-number": Decimal("0.95"),
    "user": Decimal("0.9"),
    "package": Decimal("0.8"),
    "class": Decimal("0.6"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The factor of a line and why; ``factor`` None is a gap."""

    factor: Factor | None
    how: How = "class"
    why: str = ""
    alternatives: tuple[Factor, ...] = ()
    technology: Decimal = Decimal(3)
    sigma: Decimal = Decimal("0.30")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Numerators of the lowest and of the highest quantity, and what these bounds are."""

    low: tuple[Decimal, ...]
    high: tuple[Decimal, ...]
    means: str


@dataclass(slots=True)
class Built:
    """Lines of one table with the choice behind each, and what is to be said. ``beside`` has the
    lines of the other approach to electricity by name, None where it has none for a line that
    counts; ``workings`` what is multiplied to the amount of a line, in words."""

    lines: list[Line] = field(default_factory=list)
    choices: list[tuple[str, str, Choice]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    beside: dict[str, Line | None] = field(default_factory=dict)
    workings: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def take(self, made: Built) -> None:
        """All of another one at the end of this."""
        self.lines += made.lines
        self.choices += made.choices
        self.findings += made.findings
        self.beside |= made.beside
        self.workings |= made.workings


@dataclass(frozen=True, slots=True)
class Ground:
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
    language: Language = "en"
    """Of the texts in the lines: the study's."""

    def say(self, english: str, **words: str) -> str:
        """A text of the engine in the study's language."""
        return phrase(self.language, english, **words)

    def proven(self, evidence: str | None) -> bool:
        """Whether a row's evidence is a file that a digest fixes."""
        return evidence in self.evidence


def named_factor(ground: Ground, factor_id: str, place: str, built: Built) -> Choice:
    """The factor a user named; an incomplete one is taken and said. One that is not there or no
    greenhouse gas (kWh per cm2) makes a gap with its finding: only CO2 itself counts as CO2e."""
    try:
        factor = ground.named.get(factor_id) or ground.library.get(factor_id, place=place)
    except InputError as e:
        built.findings.append(error(e.code, e.place, e.found, e.expected, **e.params))
        return Choice(None)
    if factor.numerator not in CO2_EQUIVALENT:
        built.findings.append(error("FACTOR_NOT_CO2E", place, f"{factor_id}: {factor.unit}"))
        return Choice(None)
    if factor.incomplete:
        built.findings.append(warning("FACTOR_INCOMPLETE", place, factor_id, why=factor.incomplete))
    return Choice(factor, "user", "named in the study", technology=Decimal(2))


def term_factor(ground: Ground, term: Term, place: str) -> Choice:
    """The factor that stands for a word of the table."""
    factor = ground.library.current(term.factor, place=place)
    return Choice(
        factor,
        "class",
        ground.say(
            "“{term}”: {note}" if term.note else "“{term}”",
            term=ground.say(term.term),
            note=ground.say(term.note),
        ),
        alternatives=others_of(ground.library, factor),
        technology=term.technology,
        sigma=term.sigma_factor,
    )


def unknown_word(ground: Ground, text: str, kinds: Iterable[str], place: str) -> Finding:
    """Nothing is known as this; words that come near are named."""
    kinds = tuple(kinds)
    near = ground.terms.near(text, *kinds) or tuple(
        t for t in ground.terms.terms if t.kind in kinds
    )
    return warning("ACTIVITY_NO_FACTOR", place, text, ", ".join(t.term for t in near[:6]))


MATERIAL_KINDS = ("input", "packaging", "auxiliary")


def unknown_material(terms: Terms, text: str | None, place: str) -> tuple[Finding, ...]:
    """``MATERIAL_UNKNOWN`` for a material the table of words does not know: nothing is made of it;
    words that come near are named."""
    if not text or terms.find(text) is not None:
        return ()
    near = terms.like(text, *MATERIAL_KINDS) or [t for t in terms.terms if t.kind == "input"]
    return (warning("MATERIAL_UNKNOWN", place, text, ", ".join(t.term for t in near[:6])),)


def in_factor_unit(
    ground: Ground,
    numerators: Iterable[Decimal],
    unit: str,
    per: tuple[Per, ...],
    factor: Factor,
    place: str,
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
        per = (*per, Per(amount=over, why=ground.say(UNIT_IN, unit=unit, other=factor.per)))
    for divisor in per:
        if divisor.amount == 0:
            raise InputError("DIVISOR_ZERO", place, divisor.why)
    beyond = -int(amount.as_tuple().exponent) - DECIMALS
    if beyond > 0:
        amount = EXACT.scaleb(amount, beyond)
        per = (
            *per,
            Per(amount=EXACT.scaleb(Decimal(1), beyond), why=ground.say("decimals beyond 18")),
        )
    if amount.adjusted() >= DECIMALS or beyond > DECIMALS - 1:
        raise InputError("AMOUNT_DIGITS", place, f"{amount:.6g}", str(DECIMALS))
    return amount, per


def _times(amount: Decimal, word: str) -> str:
    """A number with its word; full-width brackets stand close."""
    return f"{trimmed_decimal(amount)}{'' if word.startswith('（') else ' '}{word}"


def _working(
    ground: Ground,
    numerators: tuple[Decimal, ...],
    said: tuple[str, ...],
    unit: str,
    factor: Factor,
) -> tuple[str, ...]:
    """What is multiplied to the amount, in words; nothing where it stands alone."""
    words = [_times(a, ground.say(word)) for a, word in zip(numerators, said, strict=False)]
    times, _ = conversion(unit, factor.per)
    if times != 1:
        words.append(_times(times, ground.say(f"({UNIT_IN})", unit=unit, other=factor.per)))
    return tuple(words) if len(words) > 1 else ()


def line(
    ground: Ground,
    built: Built,
    *,
    name: str,
    what: str,
    stage: Stage,
    scope: str,
    source: str | None,
    part_class: str,
    choice: Choice,
    numerators: tuple[Decimal, ...] = (),
    unit: str = "",
    per: tuple[Per, ...] = (),
    origin: Origin | None = None,
    region: str | None = None,
    specificity: str = "average",
    sigma_quantity: Decimal | None = None,
    said: tuple[str, ...] = (),
    stated: Measure | None = None,
    bounds: Bounds | None = None,
    **more: Any,
) -> None:
    """Add a line with its choice; a gap where there is no factor, or (with the finding) where the
    quantity is not of the kind the factor needs. ``said`` has a word for each numerator,
    ``stated`` the quantity as its source has it where that is not their product, ``bounds`` the
    lowest and highest quantity."""
    data: dict[str, Any] = {
        "id": name,
        "what": what,
        "stage": stage,
        "scope": scope,
        "source": source,
        "class": part_class,
        **more,
    }
    if ground.period is not None and "period" not in data:
        data["period"] = {"start": ground.period[0], "end": ground.period[1]}
    if more.get("note"):
        data["note"] = ground.say(more["note"])
    factor = choice.factor
    if factor is not None:
        per = tuple(p.model_copy(update={"why": ground.say(p.why)}) for p in per)
        try:
            amount, divisors = in_factor_unit(ground, numerators, unit, per, factor, source or what)
            limits = (
                [
                    in_factor_unit(ground, each, unit, per, factor, source or what)[0]
                    for each in (bounds.low, bounds.high)
                ]
                if bounds is not None
                else []
            )
        except InputError as e:
            built.findings.append(error(e.code, e.place, e.found, e.expected, **e.params))
            choice, factor = Choice(None, alternatives=choice.alternatives), None
    if factor is not None:
        data["quantity"] = Quantity(
            amount=amount,
            unit=factor.per,
            origin=origin,
            range=Range(low=limits[0], high=limits[1], means=ground.say(bounds.means))
            if bounds
            else None,
            source_quantity=stated or Measure(amount=exact_product(numerators), unit=unit),
            per=divisors,
        )
        built.workings[name] = _working(ground, numerators, said, unit, factor)
        data["factor"] = LineFactor.of(factor, specificity)
        data["match"] = Match(
            how=choice.how,
            why=ground.say(choice.why),
            confidence=CONFIDENCE.get(choice.how),
            alternatives=len(choice.alternatives),
        )
        data["dqr"] = (
            choice.technology,
            time_rating(factor.year, ground.year),
            geography_rating(factor.geography, region or ground.region),
        )
        data["sigma_ln"] = SigmaLn(quantity=sigma_quantity, factor=choice.sigma)
        data["estimated"] = origin != "measured" or factor.seen == "estimated"
    built.lines.append(Line.model_validate(data))
    built.choices.append((name, source or "", choice))


def text_of(amount: Decimal | None) -> str:
    """For findings; blank where there is none."""
    return "" if amount is None else decimal_text(amount)
