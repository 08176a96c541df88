"""The range of a total from its parameters (method.md, Range).

Each line is its point value (the median) times lognormal quantity and factor; factors are
objects with ids: lines that share an id share its draw. Fenton-Wilkinson matches the first two
moments of the sum. Draws check it: where a bound is more than 10 % off, or a contribution is
negative, the sampled range is used, with its basis named.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from functools import lru_cache

from openpcf.model.footprint import Uncertainty
from openpcf.model.inventory import Component, Line

Z95 = Decimal("1.959963984540054")
DRAWS = 10_000
SEED = 63782
TOLERANCE = 0.10
"""How far a bound of Fenton-Wilkinson may be off the draws (method.md, Range)."""

NARROW = 0.2
SMALL = 0.01
"""Quantities up to this σ_ln, or with together at most this share of the variance, are drawn as
one where they share a factor."""
LABEL = "parameters only"
_CONTEXT = Context(prec=34, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Term:
    """One contribution: median (kg CO2e), sigmas of the logarithm, id of the shared factor."""

    median: Decimal
    sigma_quantity: Decimal
    sigma_factor: Decimal
    factor: str


def sigma_of_range(low: Decimal, high: Decimal) -> Decimal:
    """σ_ln of a 95 % range: ln(high/low) ÷ (2 × 1.96). Raises ValueError for low ≤ 0."""
    if low <= 0 or high < low:
        raise ValueError("a range needs 0 < low <= high")
    with localcontext(_CONTEXT):
        return (high / low).ln() / (2 * Z95)


def terms(lines: Sequence[Line], components: Mapping[str, Component]) -> tuple[Term, ...]:
    """Return contributions of lines with a result; a child keys its draw by its declaration."""
    found = []
    for line in lines:
        if line.result is None or line.result.excl == 0:
            continue
        quantity = factor = Decimal(0)
        if line.component is not None:
            item = components[line.component]
            if item.child_range is not None and item.child_range.low > 0:
                factor = sigma_of_range(item.child_range.low, item.child_range.high)
            name = item.child.digest
        else:
            if line.sigma_ln is not None:
                quantity = line.sigma_ln.quantity or Decimal(0)
                factor = line.sigma_ln.factor or Decimal(0)
            name = line.factor.id if line.factor else line.id
        found.append(Term(line.result.excl, quantity, factor, name))
    return tuple(found)


def fenton_wilkinson(many: Sequence[Term]) -> tuple[Decimal, Decimal]:
    """95 % range of a sum of positive contributions from its first two moments."""
    with localcontext(_CONTEXT):
        means = [t.median * ((t.sigma_quantity**2 + t.sigma_factor**2) / 2).exp() for t in many]
        mean = sum(means, Decimal(0))
        variance = Decimal(0)
        shared: dict[tuple[str, Decimal], Decimal] = defaultdict(Decimal)
        for term, value in zip(many, means, strict=True):
            shared[term.factor, term.sigma_factor] += value
            own = (term.sigma_factor**2).exp() * ((term.sigma_quantity**2).exp() - 1)
            variance += value * value * own
        by_factor: dict[str, list[tuple[Decimal, Decimal]]] = defaultdict(list)
        for (name, sigma), value in shared.items():
            by_factor[name].append((sigma, value))
        for entries in by_factor.values():
            for sigma_a, a in entries:
                for sigma_b, b in entries:
                    variance += a * b * ((sigma_a * sigma_b).exp() - 1)
        sigma2 = (1 + variance / (mean * mean)).ln()
        centre = mean.ln() - sigma2 / 2
        half = Z95 * sigma2.sqrt()
        return (centre - half).exp(), (centre + half).exp()


def _drawn(many: Sequence[Term]) -> list[tuple[float, float, float, str]]:
    """Return median, sigmas of quantity and factor, and factor id of each contribution to draw.

    Contributions of one factor with narrow or small quantities are combined, with the mean and the
    variance of their sum.
    """
    found, whole = [], 0.0
    for term in many:
        sq, sf = float(term.sigma_quantity), float(term.sigma_factor)
        mean = float(term.median) * math.exp(sq * sq / 2)
        variance = mean * mean * math.expm1(sq * sq)
        found.append((variance * math.exp(sf * sf), term.factor, sf, mean, variance, sq))
        whole += mean * mean * math.exp(sf * sf) * math.expm1(sq * sq + sf * sf)
    left = SMALL * whole
    sums: dict[tuple[str, float, bool], tuple[float, float]] = {}
    single = []
    for weight, factor, sf, mean, variance, sq in sorted(found):
        left -= weight
        if sq > NARROW and left < 0:
            single.append((mean * math.exp(-sq * sq / 2), sq, sf, factor))
            continue
        key = factor, sf, mean < 0
        means, variances = sums.get(key, (0.0, 0.0))
        sums[key] = means + mean, variances + variance
    merged = []
    for (factor, sf, _), (mean, variance) in sums.items():
        square = math.log1p(variance / (mean * mean))
        merged.append((mean * math.exp(-square / 2), math.sqrt(square), sf, factor))
    return merged + single


def sample(many: Sequence[Term], draws: int = DRAWS, seed: int = SEED) -> tuple[float, float]:
    """2.5 and 97.5 percentile of the sum of drawn contributions; one draw per factor id."""
    from openpcf.calculation.normals import normals

    flat = _drawn(many)
    names = sorted({name for _, _, _, name in flat})
    at = {name: place for place, name in enumerate(names)}
    shared = [(median, sf, at[name]) for median, sq, sf, name in flat if not sq]
    drawn = [(median, sq, sf, at[name]) for median, sq, sf, name in flat if sq]
    own = [(*each, place) for place, each in enumerate(drawn, len(names))]
    step = len(names) + len(own)
    numbers = normals(draws * step, seed)
    exp, totals = math.exp, []
    for start in range(0, draws * step, step):
        z = numbers[start : start + step].tolist()
        found = [median * exp(sf * z[i]) for median, sf, i in shared]
        found += [median * exp(sq * z[j] + sf * z[i]) for median, sq, sf, i, j in own]
        totals.append(math.fsum(found))
    totals.sort()
    return totals[int(0.025 * draws)], totals[min(draws - 1, int(0.975 * draws))]


def two_digits(value: Decimal) -> Decimal:
    """Two significant digits, half-even, without exponent."""
    if value == 0:
        return Decimal(0)
    rounded = value.quantize(Decimal(1).scaleb(value.adjusted() - 1), context=_CONTEXT)
    return Decimal(format(rounded, "f"))


@lru_cache(maxsize=16)
def range_of(many: tuple[Term, ...]) -> Uncertainty:
    """Return the 95 % range of the sum and its basis; equal contributions are drawn once."""
    low_f, high_f = sample(many)
    low, high = Decimal(repr(low_f)), Decimal(repr(high_f))
    basis = f"sampled, {DRAWS} draws, seed {SEED}"
    if all(t.median > 0 for t in many):
        bounds = fenton_wilkinson(many)
        off = (abs(float(bounds[0]) / low_f - 1), abs(float(bounds[1]) / high_f - 1))
        if max(off) <= TOLERANCE:
            (low, high), basis = bounds, "lognormal, Fenton-Wilkinson"
    return Uncertainty(
        low=two_digits(low),
        high=two_digits(high),
        coverage_percent=Decimal(95),
        basis=basis,
        label=LABEL,
    )


def uncertainty(lines: Sequence[Line], components: Mapping[str, Component]) -> Uncertainty | None:
    """Return the 95 % range of total_excl; None if no line states a sigma."""
    many = terms(lines, components)
    if all(t.sigma_quantity == 0 and t.sigma_factor == 0 for t in many):
        return None
    return range_of(many)
