"""F8: sub-assemblies are nested by reference, counted by their gate figures, and counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from openpcf.model.base import decimal_text, parse_decimal
from openpcf.model.canonical import is_digest
from openpcf.model.document import get_path
from openpcf.model.evidence import ChildEvidence
from openpcf.model.finding import Finding
from openpcf.model.indicators import excl
from openpcf.ruleset.engine import Subject, fail, inconclusive, rule
from openpcf.ruleset.sums import wrong_signs


def has_components(subject: Subject) -> bool:
    """Return whether the document discloses, conceals or names components."""
    document = subject.document
    return (
        document.components is not None
        or "components" in document.hidden
        or document.get("disclosable.components") is not None
        or any("component" in line for line in document.lines())
    )


def place(item: Mapping[str, Any], member: str = "") -> str:
    """Return the path of a component item."""
    return f"components[id={item.get('id', '?')}]" + (f".{member}" if member else "")


def pairs(subject: Subject) -> Iterator[tuple[dict[str, Any], ChildEvidence]]:
    """Return component items with the evidence of their child, if available."""
    for item in subject.document.items():
        found = subject.evidence.child((item.get("child") or {}).get("digest", ""))
        if found is not None:
            yield item, found


def presented(subject: Subject) -> Iterator[tuple[dict[str, Any], ChildEvidence]]:
    """Return ``pairs``, and with an empty item the children presented while items are hidden.

    Nothing shows whether those children belong to the hidden items.
    """
    yield from pairs(subject)
    if {"components"} & (subject.document.hidden | subject.document.partly):
        shown = {(item.get("child") or {}).get("digest") for item in subject.document.items()}
        for child in subject.evidence.children or ():
            if child.digest not in shown:
                yield {}, child


_NEEDS = ("components",)
_IDENTITY = (
    ("series", "dataset.series"),
    ("id", "dataset.id"),
    ("version", "dataset.version"),
)


def _mismatches(
    subject: Subject, item: Mapping[str, Any], child: Mapping[str, Any]
) -> Iterator[Finding]:
    """Return differences between a reference and the declaration of that digest or id."""
    found = subject.evidence.child(child["digest"])
    if found is not None and found.payload is not None:
        for member, path in _IDENTITY:
            actual = get_path(found.payload, path)
            if child.get(member) != actual:
                yield fail(
                    "CHILD_REFERENCE",
                    place(item, f"child.{member}"),
                    str(child.get(member)),
                    str(actual),
                )
        issuers = get_path(found.payload, "issuer.ids") or ()
        if child.get("issuer") not in issuers:
            yield fail(
                "CHILD_REFERENCE",
                place(item, "child.issuer"),
                str(child.get("issuer")),
                ", ".join(map(str, issuers)),
            )
        return
    for other in subject.evidence.children or ():
        if found is None and get_path(other.payload, "dataset.id") == child.get("id"):
            yield fail(
                "CHILD_REFERENCE", place(item, "child.digest"), child["digest"], other.digest
            )


@rule(
    "components.reference",
    covers=("F63782-023",),
    scope="graph",
    needs=_NEEDS,
    shown_parts=True,
    applies=has_components,
)
def reference(subject: Subject) -> Iterator[Finding]:
    """References fix series, id, version and digest of the declaration they name."""
    for item in subject.document.items():
        child = item.get("child") or {}
        missing = [m for m in ("series", "id", "version", "issuer") if not child.get(m)]
        for member in missing:
            yield fail("CHILD_REFERENCE", place(item, f"child.{member}"), "–", member)
        if not is_digest(child.get("digest")):
            yield fail(
                "CHILD_REFERENCE",
                place(item, "child.digest"),
                str(child.get("digest", "–")),
                "sha-256:…",
            )
        elif not missing:
            yield from _mismatches(subject, item, child)


@rule(
    "components.type",
    covers=("F63782-027",),
    scope="graph",
    needs=_NEEDS,
    shown_parts=True,
    applies=has_components,
)
def kind(subject: Subject) -> Iterator[Finding]:
    """Finished goods and sub-assemblies are the same kind of data set."""
    for item, found in pairs(subject):
        payload = get_path(found.payload, "dataset.payload")
        if found.payload is not None and payload != "cfp":
            yield fail("CHILD_TYPE", place(item), str(payload), "cfp")


def _by_itself(item: Mapping[str, Any]) -> Iterator[Finding]:
    """Check that the figure of an item is the sum of its parts, with the right signs."""
    printed = item.get("child_result") or {}
    parts = {name: parse_decimal(text) for name, text in (printed.get("parts") or {}).items()}
    path = place(item, "child_result")
    stated = parse_decimal(printed.get("excl", ""))
    if stated != excl(parts):
        yield fail("GATE_SUM", f"{path}.excl", decimal_text(stated), decimal_text(excl(parts)))
    yield from wrong_signs(f"{path}.parts", parts)


def _divided(item: Mapping[str, Any], amount: str) -> bool:
    wanted = parse_decimal(amount)
    return wanted == 1 or any(parse_decimal(p["amount"]) == wanted for p in item.get("per") or ())


@rule(
    "components.figure",
    covers=("F63782-028",),
    scope="graph",
    needs=_NEEDS,
    shown_parts=True,
    applies=has_components,
)
def figure(subject: Subject) -> Iterator[Finding]:
    """The parent uses the child's printed gate, in the child's unit, over its declared amount.

    It is the sum of its parts, and every part has the right sign.
    """
    for item in subject.document.items():
        yield from _by_itself(item)
    for item, found in pairs(subject):
        if found.payload is None:
            continue
        gate, copied = get_path(found.payload, "result.gate") or {}, item.get("child_result") or {}
        for member in ("excl", "parts", "memo"):
            if copied.get(member) != gate.get(member):
                yield fail(
                    "CHILD_FIGURE",
                    place(item, f"child_result.{member}"),
                    str(copied.get(member, "–")),
                    str(gate.get(member, "–")),
                    supplier=found.issuer,
                )
        unit, amount = (
            get_path(found.payload, "unit.measure"),
            get_path(found.payload, "unit.amount"),
        )
        quantity = item.get("quantity") or {}
        if unit and quantity.get("unit") != unit:
            stated = str(quantity.get("unit"))
            yield fail("CHILD_UNIT", place(item, "quantity.unit"), stated, str(unit))
        if parse_decimal(quantity.get("amount", "")) <= 0:
            yield fail("CHILD_UNIT", place(item, "quantity.amount"), quantity["amount"], "> 0")
        if amount is not None and parse_decimal(amount) <= 0:
            yield fail("CHILD_UNIT", place(item, "per"), str(amount), "> 0")
        elif amount and not _divided(item, amount):
            yield fail("CHILD_DIVISOR", place(item, "per"), "–", amount)


_COPIED = (
    ("child_primary_percent", "quality.primary_data_share_percent"),
    ("child_estimated_percent", "quality.estimated_share_percent"),
    ("child_gwp", "result.gwp"),
)


@rule(
    "components.shares",
    covers=("F63782-051",),
    scope="graph",
    needs=_NEEDS,
    shown_parts=True,
    applies=has_components,
)
def shares(subject: Subject) -> Iterator[Finding]:
    """Primary share, estimated share and GWP sets are the child's own.

    A signature does not turn an estimate into a measurement.
    """
    for item, found in pairs(subject):
        for member, path in _COPIED:
            actual = get_path(found.payload, path)
            if found.payload is not None and item.get(member) != actual:
                yield fail(
                    "CHILD_SHARE",
                    place(item, member),
                    str(item.get(member, "–")),
                    str(actual),
                    supplier=found.issuer,
                )


@rule(
    "components.once",
    covers=("F63782-027",),
    scope="graph",
    needs=_NEEDS,
    shown_parts=True,
    applies=has_components,
)
def once(subject: Subject) -> Iterator[Finding]:
    """A declaration counts once: one item for each, one line for each item."""
    digests = ((i.get("child") or {}).get("digest") for i in subject.document.items())
    for digest, count in Counter(digests).items():
        if digest is not None and count > 1:
            yield fail("CHILD_TWICE", "components", str(digest), "1", times=str(count))


@rule(
    "components.lines",
    covers=("F63782-027",),
    scope="graph",
    needs=("inventory", "components"),
    applies=has_components,
)
def lines(subject: Subject) -> Iterator[Finding]:
    """Every item has one line, and every component line names an item."""
    taken = Counter(line["component"] for line in subject.document.lines() if "component" in line)
    ids = [item.get("id") for item in subject.document.items()]
    for name, count in taken.items():
        if name not in ids:
            yield fail("COMPONENT_UNKNOWN", "inventory", str(name), ", ".join(map(str, ids)))
        elif count > 1:
            yield fail("CHILD_TWICE", f"components[id={name}]", str(name), "1", times=str(count))
    for item in subject.document.items():
        if item.get("id") not in taken:
            yield fail("COMPONENT_UNUSED", place(item), str(item.get("id")))


@rule(
    "components.cycle",
    covers=("F63782-029",),
    scope="graph",
    needs=_NEEDS,
    shown_parts=True,
    applies=has_components,
)
def cycle(subject: Subject) -> Iterator[Finding]:
    """No sub-assembly contains, at any known depth, the product it is part of."""
    own = subject.document.get("dataset.series")
    for item in subject.document.items():
        child = item.get("child") or {}
        path = [str(own), str(child.get("series"))]
        found = subject.evidence.child(child.get("digest", ""))
        if own is not None and child.get("series") == own:
            yield fail("CHILD_CYCLE", place(item), " › ".join(path))
        elif found is not None and own in found.series_below:
            yield fail("CHILD_CYCLE", place(item), " › ".join([*path, str(own)]))


@rule(
    "components.known",
    covers=("F63782-027",),
    scope="graph",
    needs=_NEEDS,
    shown_parts=True,
    applies=has_components,
)
def known(subject: Subject) -> Iterator[Finding]:
    """Each component's declaration was available when the document was judged."""
    for item in subject.document.items():
        digest = (item.get("child") or {}).get("digest", "")
        if subject.evidence.child(digest) is None:
            yield inconclusive("CHILD_NOT_AT_HAND", place(item), str(digest))
