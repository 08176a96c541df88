"""F3: the source of each factor, and its agreement with its register."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpcf.model.base import exact_sum, parse_decimal, trimmed_decimal
from openpcf.model.factor import last_year
from openpcf.model.finding import Finding
from openpcf.model.indicators import excl, incl
from openpcf.ruleset.engine import PERIOD_END, Subject, fail, inconclusive, note, rule, with_share
from openpcf.ruleset.granularity import own_lines, place, share

_NEEDED = ("id", "dataset", "version", "gwp", "publisher", "licence")
_STATED = ("year", "geography")
"""Members that some publishers do not state; reported once for each factor."""
_GAP_RATING = 3
"""Best time rating of a factor that is four years off or more, or of no stated year."""


def _factors(subject: Subject) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for line in own_lines(subject):
        if isinstance(line.get("factor"), dict):
            yield line, line["factor"]


@rule("provenance.source", covers=("F63782-010",), needs=("inventory",), shown_parts=True)
def source(subject: Subject) -> Iterator[Finding]:
    """Each factor names database, version, entry, GWP set, publisher and licence.

    A year or place that its publisher does not state is reported once for each factor.
    """
    reported: set[tuple[str, str]] = set()
    for line, factor in _factors(subject):
        name = str(factor.get("id") or "?")
        for member in _NEEDED:
            if not factor.get(member):
                found = fail(
                    "LINE_FACTOR_SOURCE", place(line, f"factor.{member}"), "", member, factor=name
                )
                yield with_share(found, share(subject, line))
        for member in _STATED:
            if not factor.get(member) and (name, member) not in reported:
                reported.add((name, member))
                found = note(
                    "FACTOR_NOT_STATED", place(line, f"factor.{member}"), "", member, factor=name
                )
                yield with_share(found, share(subject, line))


@rule("provenance.register", covers=("F63782-013",), needs=("inventory",), shown_parts=True)
def register(subject: Subject) -> Iterator[Finding]:
    """A factor id is in a factor register with the same value for its version.

    The parts of the factor add up to that value.
    """
    known = subject.evidence.factors
    if known is None:
        yield inconclusive("FACTOR_REGISTER_UNKNOWN", "inventory")
        return
    for line, factor in _factors(subject):
        key = f"{factor.get('id')}@{factor.get('version')}"
        weight = share(subject, line)
        value = parse_decimal(factor["value"])
        if key not in known:
            make = fail if subject.evidence.direction == "issue" else note
            yield with_share(make("FACTOR_UNKNOWN_ID", place(line, "factor.id"), key), weight)
        elif parse_decimal(known[key]) != value:
            found = fail(
                "FACTOR_VALUE", place(line, "factor.value"), factor["value"], known[key], factor=key
            )
            yield with_share(found, weight)
        parts = {name: parse_decimal(v) for name, v in factor["parts"].items()}
        if value not in (excl(parts), incl(parts)):
            found = fail(
                "FACTOR_PARTS_SUM",
                place(line, "factor.parts"),
                trimmed_decimal(excl(parts)),
                trimmed_decimal(value),
                factor=key,
            )
            yield with_share(found, weight)


@rule(
    "provenance.age",
    covers=("F63782-014",),
    needs=("inventory", PERIOD_END),
    parameters=("factor-age-years",),
    shown_parts=True,
)
def age(subject: Subject) -> Iterator[Finding]:
    """A factor is of the activity's time, or the gap is declared.

    Its year is stated, and the line does not rate its time better than that
    (method.md, Data quality).
    """
    limit = int(subject.number("factor-age-years"))
    year = int((subject.date or "")[:4])
    reported: set[str] = set()
    for line, factor in _factors(subject):
        stated = last_year(str(factor.get("year") or ""))
        name = str(factor.get("id") or "?")
        if stated is not None and abs(year - stated) <= limit:
            continue
        rating = (line.get("dqr") or (None, None))[1]
        about = (place(line, "factor.year"), str(stated or "–"), f"{year} ± {limit}")
        if rating is not None and parse_decimal(rating) < _GAP_RATING:
            found = fail("FACTOR_AGE_DENIED", *about, factor=name, rating=str(rating))
            yield with_share(found, share(subject, line))
        elif stated is not None and name not in reported:
            reported.add(name)
            yield with_share(note("FACTOR_AGE", *about, factor=name), share(subject, line))


@rule("provenance.gwp", covers=("F63782-012",), needs=("result.gwp", "method.gwp_requested"))
def gwp(subject: Subject) -> Iterator[Finding]:
    """The GWP set of the factors is the method's, or the mix is declared and adds up."""
    shares = subject.document.get("result.gwp")
    total = exact_sum(parse_decimal(entry["share_percent"]) for entry in shares)
    if abs(total - 100) > len(shares) * parse_decimal("0.05"):
        yield fail("GWP_SHARES", "result.gwp", trimmed_decimal(total), "100")
    wanted = subject.document.get("method.gwp_requested")
    other = [e for e in shares if e["set"] not in (wanted, "not-applicable")]
    if other:
        listed = ", ".join(f"{e['set']} {e['share_percent']} %" for e in other)
        yield note("GWP_MIX", "result.gwp", listed, str(wanted))
