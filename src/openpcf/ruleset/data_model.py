"""F1: one machine-readable data set, its profile, its mandatory fields, its stages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson
from pydantic import BaseModel, JsonValue, ValidationError
from pydantic_core import ErrorDetails

from openpcf.calculation.rounding import to_quantum
from openpcf.model.base import decimal_text, parse_decimal
from openpcf.model.document import State
from openpcf.model.finding import Finding
from openpcf.model.footprint import Footprint
from openpcf.model.inventory import Component, Line
from openpcf.model.message import ITEM_TEXTS, LINE_TEXTS, texts_at
from openpcf.ruleset.engine import PERIOD_END, Subject, fail, inconclusive, not_evaluated, rule
from openpcf.ruleset.profile import Field


def _path(steps: Iterable[str | int]) -> str:
    """Return ``a.b[0].c`` for the steps of a path."""
    text = "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in steps)
    return text.removeprefix(".")


_EXPECTED = {
    "missing": "value",
    "string_type": "text",
    "int_type": "whole-number",
    "bool_type": "true-or-false",
    "dict_type": "object",
    "model_type": "object",
    "tuple_type": "list",
    "coded_text": "coded-text",
    "value_error": "decimal",
}
"""What a form expects instead (words of ``form-expectation``), by pydantic's kind of fault."""


def _form_fault(place: str, found: str, fault: ErrorDetails) -> Finding:
    if fault["type"] == "literal_error":
        words = ", ".join(re.findall("'([^']*)'", fault.get("ctx", {}).get("expected", "")))
        wanted: JsonValue = {"code": "form.one-of", "params": {"words": words}}
        return fail("FORM_FIELD", place, found, words, wanted=wanted)
    expected = _EXPECTED.get(fault["type"], "fitting")
    return fail("FORM_FIELD", place, found, expected, wanted=expected)


def _faults(text: bytes, model: type[BaseModel], prefix: str) -> Iterator[Finding]:
    try:
        model.model_validate_json(text, strict=True)
    except ValidationError as e:
        for fault in e.errors():
            found = "–" if fault["type"] == "missing" else str(fault.get("input"))[:60]
            yield _form_fault(prefix + _path(fault["loc"]), found, fault)


def _nulls(data: Any, *steps: str | int) -> Iterator[str]:
    """Return paths of every null."""
    if b"null" in orjson.dumps(data):
        yield from _null_paths(data, steps)


def _null_paths(data: Any, steps: tuple[str | int, ...]) -> Iterator[str]:
    if data is None:
        yield _path(steps)
    elif isinstance(data, Mapping):
        for name, value in data.items():
            yield from _null_paths(value, (*steps, str(name)))
    elif isinstance(data, list | tuple):
        for number, value in enumerate(data):
            yield from _null_paths(value, (*steps, number))


def _prose(
    row: Any, texts: Sequence[Sequence[str]], prefix: str, *, wanted: bool
) -> Iterator[Finding]:
    """Return prose where this data model has codes, and codes where 0.1 had prose."""
    for path, value in texts_at(row, texts):
        if wanted and isinstance(value, Mapping):
            yield fail("TEXT_CODED", prefix + path, _short(value))
        elif not wanted and isinstance(value, str):
            yield fail("TEXT_PROSE", prefix + path, _short(value))


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return text if len(text) <= 60 else f"{text[:59]}…"


def _named(data: Any) -> str:
    return str(data.get("id", "?")) if isinstance(data, Mapping) else "?"


@rule("data-model.form", covers=("F63782-001",))
def form(subject: Subject) -> Iterator[Finding]:
    """Payload, lines and components have the shape and types of this data model, without null."""
    document = subject.document
    yield from _faults(orjson.dumps(document.payload), Footprint, "")
    shown: tuple[tuple[str, type[BaseModel], Sequence[Sequence[str]], Iterable[Any]], ...] = (
        ("inventory", Line, LINE_TEXTS, document.signed_lines()),
        ("components", Component, ITEM_TEXTS, document.signed_items()),
    )
    for name, model, texts, rows in shown:
        for row in rows:
            prefix = f"{name}[id={_named(row)}]."
            yield from _faults(orjson.dumps(row), model, prefix)
            yield from _prose(row, texts, prefix, wanted=document.holds_prose)
    for path in _nulls(document.payload):
        yield fail("NULL_FOUND", path)
    for name in ("inventory", "components"):
        for path in _nulls(getattr(document, name) or {}, name):
            yield fail("NULL_FOUND", path)


def _when(subject: Subject, when: str) -> bool:
    """Return whether the condition of a field holds: ``path`` (exists) or ``path=value``."""
    path, _, value = when.partition("=")
    found = subject.document.get(path)
    return found is not None if not value else str(found) == value


def _field(subject: Subject, row: Field) -> Iterator[Finding]:
    state = subject.state(row.path)
    if state in (State.PRESENT, State.PARTLY):
        return
    if state is State.HIDDEN:
        excused = subject.clear_part or subject.evidence.lines_seen_by_statement
        if _asked(subject, row) and not excused:
            yield not_evaluated("data-model.fields", [row.path], "hidden")
    elif state is State.ABSENT and not subject.absence_allowed(row.path):
        reason = str(subject.absent_reason(row.path))
        yield fail("FIELD_ABSENT_NOT_ALLOWED", row.path, reason, ", ".join(row.absent) or "-")
    elif state is not State.ABSENT and _asked(subject, row):
        yield fail("FIELD_MISSING", row.path, expected=", ".join(row.absent) or "-")


def _asked(subject: Subject, row: Field) -> bool:
    """Return whether the row is mandatory for this document."""
    return row.level == "mandatory" or (row.level == "conditional" and _when(subject, row.when))


@rule("data-model.fields", covers=("F63782-001", "F63782-002", "F63782-015"))
def fields(subject: Subject) -> Iterator[Finding]:
    """Every field of the profile's table exists, or is absent for a reason the table allows.

    An optional field may be left out without a reason.
    """
    for row in subject.profile.fields:
        for found in _field(subject, row):
            yield found.model_copy(update={"requirements": row.rows})
    for entry in subject.document.payload.get("absent") or ():
        path = str(entry.get("path"))
        if subject.document.state(path) in (State.PRESENT, State.PARTLY, State.HIDDEN):
            known = subject.profile.field(path)
            yield fail("FIELD_ABSENT_AND_PRESENT", path, str(entry.get("reason"))).model_copy(
                update={"requirements": known.rows if known is not None else ()}
            )


@rule("data-model.profile", covers=("F63782-002",), needs=("dataset.profiles",))
def profile(subject: Subject) -> Iterator[Finding]:
    """The data set claims the profile it is checked by, or one that extends it.

    A digest pinned for the profile is that of the installed version.
    """
    claimed = [str(name) for name in subject.document.get("dataset.profiles")]
    digests = subject.document.get("dataset.profile_digests") or {}
    if subject.profile.id not in (*claimed, *digests):
        yield fail(
            "PROFILE_NOT_CLAIMED", "dataset.profiles", ", ".join(claimed), subject.profile.id
        )
    pinned = digests.get(subject.profile.id)
    if pinned is not None and pinned != subject.profile.digest:
        yield inconclusive(
            "PROFILE_DIGEST",
            f"dataset.profile_digests.{subject.profile.id}",
            str(pinned),
            subject.profile.digest,
        )


UNIT = "kg CO2e"


@rule(
    "data-model.unit",
    covers=("F63782-004",),
    needs=("result.unit",),
    applies=lambda s: s.document.get("result") is not None,
)
def unit(subject: Subject) -> Iterator[Finding]:
    """Every figure is in kg CO2e, because a parent adds figures as printed."""
    stated = subject.document.get("result.unit")
    if stated != UNIT:
        yield fail("RESULT_UNIT", "result.unit", str(stated), UNIT)


@rule(
    "data-model.stages",
    covers=("F63782-003",),
    needs=("result.by_stage", "boundary.type", PERIOD_END),
    parameters=("stages-known",),
)
def stages(subject: Subject) -> Iterator[Finding]:
    """Each stage inside the boundary has one value or an allowed reason for its absence.

    The reason unknown is not allowed for the stages the claim depends on. A stage outside the
    boundary is in the result only if the boundary includes it by name.
    """
    of_boundary = f"stages-{subject.document.get('boundary.type')}"
    if of_boundary not in subject.in_force:
        yield not_evaluated("data-model.stages", (of_boundary,), "missing")
        return
    inside = subject.words(of_boundary)
    needed = subject.words("stages-known")
    for stage in inside:
        path = f"result.by_stage[stage={stage}]"
        reason = subject.document.absent_reason(path)
        if subject.document.get(f"{path}.excl") is not None:
            continue
        if reason is None:
            yield fail("STAGE_MISSING", path, expected=stage)
        elif stage in needed and reason != "not-relevant":
            yield inconclusive("STAGE_UNKNOWN", path, reason, stage)
    counts = Counter(str(s.get("stage")) for s in subject.document.get("result.by_stage"))
    named = subject.document.get("boundary.includes") or ()
    for stage, count in counts.items():
        path = f"result.by_stage[stage={stage}]"
        if count > 1:
            yield fail("STAGE_TWICE", path, str(count), "1", stage=stage)
        if stage not in (*inside, *named):
            yield fail("STAGE_OUTSIDE", path, stage, ", ".join(inside))


DECLARED_UNITS = (
    "piece",
    "kilogram",
    "liter",
    "cubic meter",
    "square meter",
    "kilowatt hour",
    "megajoule",
    "ton kilometer",
    "hour",
    "megabit second",
)
"""What a declared unit is counted in (PACT 3, declaredUnitOfMeasurement)."""


@rule(
    "data-model.declared-unit",
    covers=("F63782-001",),
    needs=("unit.measure", "unit.amount"),
)
def declared_unit(subject: Subject) -> Iterator[Finding]:
    """The declared unit is an amount above zero of a standard unit."""
    measure, amount = (str(subject.document.get(f"unit.{m}")) for m in ("measure", "amount"))
    if measure not in DECLARED_UNITS:
        yield fail("UNIT_MEASURE", "unit.measure", measure, ", ".join(DECLARED_UNITS))
    if parse_decimal(amount) <= 0:
        yield fail("UNIT_AMOUNT", "unit.amount", amount, "> 0")


def _figures(result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Return every figure of ``result`` that is printed to the quantum, with its path."""

    def block(data: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
        for name in ("excl", "total_excl_biogenic_uptake", "total_incl_biogenic_uptake"):
            if name in data:
                yield f"{path}{name}", data[name]
        for name in ("parts", "memo", "by_scope"):
            yield from ((f"{path}{name}.{k}", v) for k, v in data.get(name, {}).items())

    yield from block(result, "result.")
    yield from block(result.get("gate", {}), "result.gate.")
    for stage in result.get("by_stage", ()):
        yield from block(stage, f"result.by_stage[stage={stage.get('stage')}].")


@rule("data-model.digits", covers=("F63782-001",), needs=("result.quantum",))
def digits(subject: Subject) -> Iterator[Finding]:
    """Every figure of the result has exactly the decimals of the quantum; zero is plain 0."""
    quantum = parse_decimal(subject.document.get("result.quantum"))
    if quantum <= 0 or quantum.normalize().as_tuple().digits != (1,):
        yield fail("FIGURE_DIGITS", "result.quantum", decimal_text(quantum), "0.1, 0.01, …")
        return
    for path, text in _figures(subject.document.get("result")):
        printed = decimal_text(to_quantum(parse_decimal(text), quantum))
        if text != printed:
            yield fail("FIGURE_DIGITS", path, text, printed)
