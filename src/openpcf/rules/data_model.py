"""F1: one machine-readable data set, its profile, its mandatory fields, stages and scopes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from openpcf.model.base import decimal_text, exact_sum, parse_decimal
from openpcf.model.document import State
from openpcf.model.finding import Finding
from openpcf.model.footprint import SPEC_VERSION, Footprint
from openpcf.model.inventory import GATE_STAGES as GATE
from openpcf.model.inventory import STAGES as ALL_STAGES
from openpcf.model.inventory import Component, Line
from openpcf.model.parts import REMOVALS
from openpcf.rules.engine import Subject, fail, rule, unclear

_FREE = ("extensions",)


def _faults(error: ValidationError, prefix: str) -> Iterator[Finding]:
    for fault in error.errors():
        steps = ".".join(str(step) for step in fault["loc"])
        yield fail("FORM_FIELD", f"{prefix}{steps}", str(fault.get("input"))[:60], fault["msg"])


@rule("data-model.form", covers=("001",))
def form(subject: Subject) -> Iterator[Finding]:
    """Payload, lines and components have the shape and types of this data model."""
    try:
        Footprint.model_validate(subject.document.payload)
    except ValidationError as e:
        yield from _faults(e, "")
    for line in subject.document.lines():
        try:
            Line.model_validate(line)
        except ValidationError as e:
            yield from _faults(e, f"inventory[id={line.get('id', '?')}].")
    for item in subject.document.items():
        try:
            Component.model_validate(item)
        except ValidationError as e:
            yield from _faults(e, f"components[id={item.get('id', '?')}].")


def _extras(model: Any, path: str) -> Iterator[str]:
    for name in model.model_extra or {}:
        yield f"{path}{name}"
    for name in type(model).model_fields:
        value = getattr(model, name)
        if name in _FREE:
            continue
        if hasattr(value, "model_extra"):
            yield from _extras(value, f"{path}{name}.")
        elif isinstance(value, tuple):
            for number, member in enumerate(value):
                if hasattr(member, "model_extra"):
                    yield from _extras(member, f"{path}{name}[{number}].")


def _version(text: Any) -> tuple[int, ...]:
    return tuple(int(part) for part in str(text).split("."))


@rule("data-model.unknown-members", covers=("001",), needs=("dataset.spec_version",))
def unknown_members(subject: Subject) -> Iterator[Finding]:
    """A member this version does not know is refused; one of a newer minor version is kept and
    makes the document inconclusive; a newer major version is refused."""
    theirs, ours = _version(subject.document.get("dataset.spec_version")), _version(SPEC_VERSION)
    newer_major = theirs[0] > ours[0]
    newer_minor = theirs[:1] == ours[:1] and theirs[1:2] > ours[1:2]
    if newer_major:
        yield fail("SPEC_VERSION", "dataset.spec_version", ".".join(map(str, theirs)), SPEC_VERSION)
        return
    try:
        payload = Footprint.model_validate(subject.document.payload)
    except ValidationError:
        return
    for path in _extras(payload, ""):
        yield (unclear if newer_minor else fail)("UNKNOWN_FIELD", path, path.rsplit(".", 1)[-1])


def _applies(subject: Subject, when: str) -> bool:
    """Condition of a field: ``path`` (is there) or ``path=value``."""
    if not when:
        return True
    path, _, value = when.partition("=")
    found = subject.document.get(path)
    return found is not None if not value else str(found) == value


@rule("data-model.fields", covers=("002", "015"))
def fields(subject: Subject) -> Iterator[Finding]:
    """Every field of the profile's table is there, or absent for a reason the table allows."""
    document = subject.document
    for field in subject.profile.fields:
        if field.level != "mandatory" or not _applies(subject, field.when):
            continue
        state = document.state(field.path)
        reason = document.absent_reason(field.path)
        if state in (State.PRESENT, State.PARTLY) and reason is not None:
            yield fail("FIELD_ABSENT_AND_PRESENT", field.path, reason).model_copy(
                update={"requirements": field.rows}
            )
        elif state is State.ABSENT and reason not in field.absent:
            yield fail(
                "FIELD_ABSENT_NOT_ALLOWED", field.path, str(reason), ", ".join(field.absent)
            ).model_copy(update={"requirements": field.rows})
        elif state is State.MISSING:
            yield fail("FIELD_MISSING", field.path, expected=", ".join(field.absent)).model_copy(
                update={"requirements": field.rows}
            )


@rule("data-model.profile", covers=("002",), needs=("dataset.profiles",))
def profile(subject: Subject) -> Iterator[Finding]:
    """The data set claims the profile it is checked by, and pins its digest where it can."""
    claimed = subject.document.get("dataset.profiles")
    if subject.profile.id not in claimed:
        yield fail(
            "PROFILE_NOT_CLAIMED", "dataset.profiles", ", ".join(claimed), subject.profile.id
        )
    digests = subject.document.get("dataset.profile_digests") or {}
    pinned = digests.get(subject.profile.id)
    if pinned is not None and pinned != subject.profile.digest:
        yield unclear(
            "PROFILE_DIGEST", f"dataset.profile_digests.{subject.profile.id}", pinned,
            subject.profile.digest,
        )  # fmt: skip


def _stages(subject: Subject) -> tuple[str, ...]:
    return GATE if subject.document.get("boundary.type") == "cradle-to-gate" else ALL_STAGES


@rule("data-model.stages", covers=("003",), needs=("result.by_stage", "boundary.type"))
def stages(subject: Subject) -> Iterator[Finding]:
    """Each stage inside the boundary has a value or a declared reason for none."""
    for stage in _stages(subject):
        path = f"result.by_stage[stage={stage}]"
        if subject.document.get(path) is None and subject.document.absent_reason(path) is None:
            yield fail("STAGE_MISSING", path, expected=stage)


def _sum(values: Iterator[str]) -> Decimal:
    return exact_sum(parse_decimal(v) for v in values)


_TOTAL = "result.total_excl_biogenic_uptake"


@rule("data-model.stage-sum", covers=("004",), needs=("result.by_stage", _TOTAL, "result.parts"))
def stage_sum(subject: Subject) -> Iterator[Finding]:
    """Stage values add up to the total, part by part, to the digit."""
    by_stage = subject.document.get("result.by_stage")
    total = _sum(s["excl"] for s in by_stage if "excl" in s)
    stated = parse_decimal(subject.document.get(_TOTAL))
    if total != stated:
        yield fail("STAGE_SUM", _TOTAL, decimal_text(stated), decimal_text(total))
    for name, value in subject.document.get("result.parts").items():
        parts = _sum(s["parts"][name] for s in by_stage if name in s.get("parts", {}))
        if parts != parse_decimal(value):
            yield fail("STAGE_SUM", f"result.parts.{name}", value, decimal_text(parts))


@rule(
    "data-model.scope-sum",
    covers=("005",),
    needs=(_TOTAL, "result.parts"),
    applies=lambda s: s.document.get("result.by_scope") is not None,
)
def scope_sum(subject: Subject) -> Iterator[Finding]:
    """Scope values add up to the total less removals and captured CO2."""
    parts = subject.document.get("result.parts")
    removals = _sum(parts[name] for name in REMOVALS if name in parts)
    expected = parse_decimal(subject.document.get(_TOTAL)) - removals
    total = _sum(iter(subject.document.get("result.by_scope").values()))
    if total != expected:
        yield fail("SCOPE_SUM", "result.by_scope", decimal_text(total), decimal_text(expected))
