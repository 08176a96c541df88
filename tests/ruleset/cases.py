"""Tables of cases: one change of the example, what the rule then says, where, and its verdict."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from openpcf.model.finding import Severity, Verdict
from openpcf.ruleset import Report, ResolvedProfile, check, registry

from . import example
from .example import Case, Change

Diagnosis = tuple[str, str]
"""Code and place of a finding."""


@dataclass(frozen=True)
class Row:
    """One change and what one rule makes of it."""

    rule: str
    name: str
    change: Change | None
    verdict: Verdict
    reported: tuple[Diagnosis, ...] = ()


def passes(
    rule: str, name: str = "the example", change: Change | None = None, *reported: Diagnosis
) -> Row:
    """The rule passes; what it remarks is ``said``."""
    return Row(rule, name, change, Verdict.PASS, reported)


def fails(rule: str, name: str, change: Change, *reported: Diagnosis) -> Row:
    """The rule fails with exactly these findings."""
    return Row(rule, name, change, Verdict.FAIL, reported)


def inconclusive(rule: str, name: str, change: Change, *reported: Diagnosis) -> Row:
    """The rule can't be judged, with exactly these findings."""
    return Row(rule, name, change, Verdict.INCONCLUSIVE, reported)


def idle(rule: str, name: str, change: Change | None = None) -> Row:
    """The rule does not apply."""
    return Row(rule, name, change, Verdict.NOT_APPLICABLE)


@cache
def strict() -> ResolvedProfile:
    """The base profile with every rule there is, each an error, so that a rule's own verdict can
    be seen, whichever profile names it."""
    return example.profile().model_copy(update={"rules": dict.fromkeys(registry(), Severity.ERROR)})


def judge(change: Change | None, profile: ResolvedProfile | None = None) -> Report:
    """The example with a change, judged."""
    case = example.made(change)
    return check(
        case.document(), case.facts(), profile or example.profile(), clear_part=case.clear_part
    )


def reported_by(report: Report, rule: str) -> list[Diagnosis]:
    return sorted((f.code, f.place) for f in report.findings if f.rule == rule)


def holds(row: Row) -> None:
    """Assert that the rule says exactly what the row states; a failing rule fails the whole."""
    report = judge(row.change, strict())
    assert reported_by(report, row.rule) == sorted(row.reported)
    assert report.outcome(row.rule).verdict is row.verdict
    if row.verdict in (Verdict.FAIL, Verdict.INCONCLUSIVE):
        assert Verdict.worst((report.verdict, row.verdict)) is report.verdict


def table(rows: Iterable[Row]) -> pytest.MarkDecorator:
    """The rows as parameters, by the names of rule and case."""
    return pytest.mark.parametrize("row", rows, ids=lambda row: f"{row.rule}: {row.name}")


def _step(data: Any, name: str) -> Any:
    return data[int(name)] if isinstance(data, list) else data[name]


def _inner(data: Any, path: str) -> tuple[Any, str]:
    *steps, last = path.split("/")
    for name in steps:
        data = _step(data, name)
    return data, last


def set_in(data: Any, path: str, value: Any) -> None:
    """Set a member; steps are divided by ``/`` since scopes have points."""
    inner, last = _inner(data, path)
    inner[int(last) if isinstance(inner, list) else last] = copy.deepcopy(value)


def del_in(data: Any, path: str) -> None:
    inner, last = _inner(data, path)
    del inner[int(last) if isinstance(inner, list) else last]


def put(path: str, value: Any) -> Change:
    """Set a member of the payload."""
    return lambda case: set_in(case.payload, path, value)


def take(path: str) -> Change:
    """Take a member of the payload away."""
    return lambda case: del_in(case.payload, path)


def absent(path: str, reason: str) -> Change:
    """Declare a path absent."""
    return lambda case: case.payload["absent"].append({"path": path, "reason": reason})


def in_line(number: int, path: str, value: Any) -> Change:
    """Set a member of a line."""
    return lambda case: set_in(case.line(number), path, value)


def from_line(number: int, path: str) -> Change:
    """Take a member of a line away."""
    return lambda case: del_in(case.line(number), path)


def in_item(path: str, value: Any) -> Change:
    """Set a member of the component item."""
    return lambda case: set_in(case.item, path, value)


def from_item(path: str) -> Change:
    return lambda case: del_in(case.item, path)


def in_child(path: str, value: Any) -> Change:
    """Set a member of the child's own payload."""
    return lambda case: set_in(case.child["payload"], path, value)


def from_child(path: str) -> Change:
    return lambda case: del_in(case.child["payload"], path)


def child(**facts: Any) -> Change:
    """What is known of the child."""
    return lambda case: case.child.update(facts)


def evidence(**facts: Any) -> Change:
    """What is known of the document."""
    return lambda case: case.evidence.update(facts)


def hide(*names: str) -> Change:
    return lambda case: case.hide(*names)


def part_of(*names: str) -> Change:
    """Say that something was taken out of these."""
    return lambda case: case.partly.update(names)


def all_of(*changes: Callable[[Case], object]) -> Change:
    def change(case: Case) -> None:
        for each in changes:
            each(case)

    return change


def without_components(case: Case) -> None:
    """The document has no component; its line is a plain one."""
    case.components = None
    case.evidence["children"] = ()
    for group in (case.inventory or {})["groups"]:
        group["lines"] = [i for i in group["lines"] if "component" not in i]
