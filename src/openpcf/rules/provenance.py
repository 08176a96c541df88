"""F3: where each factor comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpcf.model.base import exact_sum, parse_decimal, plain
from openpcf.model.factor import last_year
from openpcf.model.finding import Finding
from openpcf.rules.engine import Subject, fail, remark, rule, unclear
from openpcf.rules.granularity import own_lines, place, share

_NEEDED = ("id", "dataset", "version", "gwp", "publisher", "licence")
_STATED = ("year", "geography")


def _factors(subject: Subject) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for line in own_lines(subject):
        if isinstance(line.get("factor"), dict):
            yield line, line["factor"]


@rule("provenance.source", covers=("010",), needs=("inventory",))
def source(subject: Subject) -> Iterator[Finding]:
    """Each factor names database, version, entry, GWP set, publisher and licence; a year or
    place its publisher does not state is said once for each factor."""
    said: set[tuple[str, str]] = set()
    for line, factor in _factors(subject):
        for member in _NEEDED:
            if not factor.get(member):
                yield fail(
                    "LINE_FACTOR_SOURCE", place(line, f"factor.{member}"), "", member,
                    factor=str(factor.get("id", "")),
                ).model_copy(update={"share_percent": share(subject, line)})  # fmt: skip
        for member in _STATED:
            key = (str(factor.get("id")), member)
            if not factor.get(member) and key not in said:
                said.add(key)
                yield remark(
                    "FACTOR_NOT_STATED", place(line, f"factor.{member}"), "", member, factor=key[0]
                ).model_copy(update={"share_percent": share(subject, line)})


@rule("provenance.register", covers=("013",), needs=("inventory",))
def register(subject: Subject) -> Iterator[Finding]:
    """A factor id stands in a factor register with the same value for its version."""
    known = subject.evidence.factors
    if known is None:
        yield unclear("FACTOR_REGISTER_UNKNOWN", "inventory")
        return
    for line, factor in _factors(subject):
        key = f"{factor.get('id')}@{factor.get('version')}"
        if key not in known:
            make = fail if subject.evidence.direction == "issue" else remark
            yield make("FACTOR_UNKNOWN_ID", place(line, "factor.id"), key).model_copy(
                update={"share_percent": share(subject, line)}
            )
        elif plain(parse_decimal(known[key])) != plain(parse_decimal(factor["value"])):
            yield fail(
                "FACTOR_VALUE", place(line, "factor.value"), factor["value"], known[key],
                factor=key,
            ).model_copy(update={"share_percent": share(subject, line)})  # fmt: skip


@rule("provenance.age", covers=("014",), needs=("inventory", "period.reference_end"))
def age(subject: Subject) -> Iterator[Finding]:
    """A factor is of the activity's time, or the gap is declared by stating its year."""
    limit = int(subject.profile.number("factor-age-years", subject.date))
    year = int(subject.date[:4])
    said: set[str] = set()
    for line, factor in _factors(subject):
        stated = last_year(str(factor.get("year") or ""))
        if stated is not None and abs(year - stated) > limit and factor["id"] not in said:
            said.add(factor["id"])
            yield remark(
                "FACTOR_AGE", place(line, "factor.year"), str(stated), f"{year} ± {limit}",
                factor=factor["id"],
            ).model_copy(update={"share_percent": share(subject, line)})  # fmt: skip


@rule("provenance.gwp", covers=("012",), needs=("result.gwp", "method.gwp_requested"))
def gwp(subject: Subject) -> Iterator[Finding]:
    """The GWP set of the factors is the method's, or the mix is declared and adds up."""
    shares = subject.document.get("result.gwp")
    total = exact_sum(parse_decimal(entry["share_percent"]) for entry in shares)
    if abs(total - 100) > len(shares) * parse_decimal("0.05"):
        yield fail("GWP_SHARES", "result.gwp", plain(total), "100")
    wanted = subject.document.get("method.gwp_requested")
    other = [e for e in shares if e["set"] not in (wanted, "not-applicable")]
    if other:
        listed = ", ".join(f"{e['set']} {e['share_percent']} %" for e in other)
        yield remark("GWP_MIX", "result.gwp", listed, wanted)
