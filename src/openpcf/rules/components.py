"""F8: sub-assemblies nest by reference, are taken by their gate, and count once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from openpcf.model.base import parse_decimal
from openpcf.model.canonical import is_digest
from openpcf.model.finding import Finding
from openpcf.rules.engine import Subject, fail, rule, unclear


def has_components(subject: Subject) -> bool:
    """Whether the document names or shows components."""
    document = subject.document
    return (
        document.components is not None
        or "components" in document.hidden
        or document.get("disclosable.components") is not None
    )


def place(item: dict[str, Any], member: str = "") -> str:
    """Path of a component item."""
    return f"components[id={item.get('id', '?')}]" + (f".{member}" if member else "")


_NEEDS = ("components",)


@rule("components.reference", covers=("023",), needs=_NEEDS, applies=has_components)
def reference(subject: Subject) -> Iterator[Finding]:
    """References fix series, id, version and digest."""
    for item in subject.document.items():
        child = item.get("child") or {}
        for member in ("series", "id", "version", "issuer"):
            if not child.get(member):
                yield fail("CHILD_REFERENCE", place(item, f"child.{member}"), "", member)
        if not is_digest(child.get("digest")):
            yield fail("CHILD_REFERENCE", place(item, "child.digest"), str(child.get("digest")))


@rule("components.type", covers=("027",), needs=_NEEDS, applies=has_components)
def kind(subject: Subject) -> Iterator[Finding]:
    """Finished good and sub-assembly use the same kind of data set."""
    for item in subject.document.items():
        found = subject.evidence.child((item.get("child") or {}).get("digest", ""))
        if found is None or found.payload is None:
            continue
        payload = (found.payload.get("dataset") or {}).get("payload", "cfp")
        if payload != "cfp":
            yield fail("CHILD_TYPE", place(item), str(payload), "cfp")


@rule("components.figure", covers=("028",), needs=_NEEDS, applies=has_components)
def figure(subject: Subject) -> Iterator[Finding]:
    """The parent copies the child's printed gate result; quantities have the child's unit."""
    for item in subject.document.items():
        found = subject.evidence.child((item.get("child") or {}).get("digest", ""))
        if found is None or found.payload is None:
            continue
        gate = ((found.payload.get("result") or {}).get("gate")) or {}
        copied = item.get("child_result") or {}
        if copied.get("parts") != gate.get("parts") or copied.get("excl") != gate.get("excl"):
            yield fail(
                "CHILD_FIGURE", place(item, "child_result"), str(copied.get("excl")),
                str(gate.get("excl")), supplier=found.issuer,
            )  # fmt: skip
        unit = (found.payload.get("unit") or {}).get("measure")
        stated = (item.get("quantity") or {}).get("unit")
        if unit and stated != unit:
            yield fail("CHILD_UNIT", place(item, "quantity.unit"), str(stated), str(unit))
        if parse_decimal((item.get("quantity") or {}).get("amount", "")) <= 0:
            yield fail("CHILD_UNIT", place(item, "quantity.amount"), "0", "> 0")


@rule("components.once", covers=("027",), needs=_NEEDS, applies=has_components)
def once(subject: Subject) -> Iterator[Finding]:
    """The same declaration counts once; its positions on one bill are one item."""
    digests = Counter((item.get("child") or {}).get("digest") for item in subject.document.items())
    for found, count in digests.items():
        if count > 1:
            yield fail("CHILD_TWICE", "components", str(found), "1", times=str(count))


@rule("components.cycle", covers=("029",), needs=_NEEDS, applies=has_components)
def cycle(subject: Subject) -> Iterator[Finding]:
    """No sub-assembly contains, at any depth that is known, the product it goes into."""
    own = subject.document.get("dataset.series")
    for item in subject.document.items():
        child = item.get("child") or {}
        path = [str(own), str(child.get("series"))]
        if child.get("series") == own:
            yield fail("CHILD_CYCLE", place(item), " › ".join(path))
            continue
        found = subject.evidence.child(child.get("digest", ""))
        for series in found.series_below if found is not None else ():
            if series == own:
                yield fail("CHILD_CYCLE", place(item), " › ".join([*path, series]))


@rule("components.known", covers=("027",), needs=_NEEDS, applies=has_components)
def known(subject: Subject) -> Iterator[Finding]:
    """Each component's declaration was at hand when the document was judged."""
    for item in subject.document.items():
        digest = (item.get("child") or {}).get("digest", "")
        if subject.evidence.child(digest) is None:
            yield unclear("CHILD_NOT_AT_HAND", place(item), digest)
