"""Profiles: dated sets of rules, fields and parameters, as data; one extends another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from openpcf.errors import InputError
from openpcf.model.base import Frozen, parse_decimal
from openpcf.model.canonical import canonical_bytes, digest
from openpcf.model.finding import Severity

Level = Literal["mandatory", "conditional", "optional"]
_ORDER = (Severity.INFO, Severity.WARNING, Severity.ERROR)
_LEVELS = ("optional", "conditional", "mandatory")


class Field(Frozen):
    """One row of a field table: what must be there, and which reasons excuse its absence."""

    path: str
    level: Level = "mandatory"
    absent: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    when: str = ""


class DatedValue(Frozen):
    """A value from a date on, with unit, source and reference (OpenFisca's shape)."""

    since: str
    value: str
    unit: str = ""
    source: str = ""


class Waiver(Frozen):
    """A register row no rule covers yet, and what it waits for."""

    row: str
    why: str


class ResolvedProfile(Frozen):
    """A profile with all it extends: what is run."""

    id: str
    chain: tuple[str, ...]
    title_en: str = ""
    title_zh: str = ""
    date: str = ""
    rules: dict[str, Severity]
    fields: tuple[Field, ...]
    parameters: dict[str, tuple[DatedValue, ...]]
    waived: tuple[Waiver, ...] = ()
    deviations: dict[str, str] = {}
    digest: str = ""

    def parameter(self, name: str, date: str) -> DatedValue:
        """The value in force on a legal reference date (never today); raises KeyError."""
        in_force = [v for v in self.parameters[name] if v.since <= date[:10]]
        return max(in_force or self.parameters[name][:1], key=lambda v: v.since)

    def number(self, name: str, date: str) -> Decimal:
        """As ``parameter``, as a decimal."""
        return parse_decimal(self.parameter(name, date).value)

    def words(self, name: str, date: str) -> tuple[str, ...]:
        """As ``parameter``, as words separated by blanks."""
        return tuple(self.parameter(name, date).value.split())


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [value] if value else []


def _fields(raw: Any, place: str) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for entry in _list(raw):
        if not isinstance(entry, Mapping) or "path" not in entry:
            raise InputError("PROFILE_FORM", place, str(entry)[:60], "path, level, absent, rows")
        field = Field.model_validate(
            {
                "path": entry["path"],
                "level": entry.get("level", "mandatory"),
                "absent": tuple(str(entry.get("absent", "")).split()),
                "rows": tuple(str(entry.get("rows", "")).split()),
                "when": entry.get("when", ""),
            }
        )
        found[field.path] = field
    return found


def _parameters(raw: Any) -> dict[str, tuple[DatedValue, ...]]:
    return {
        name: tuple(
            DatedValue.model_validate(dict(v)) for v in sorted(values, key=lambda v: v["since"])
        )
        for name, values in (raw or {}).items()
    }


def _weaker(name: str, what: str, place: str, deviations: Mapping[str, str]) -> None:
    if name not in deviations:
        raise InputError("PROFILE_WEAKENS", place, f"{name}: {what}", "deviations")


def resolve(profiles: Mapping[str, Any], profile_id: str) -> ResolvedProfile:
    """A profile with what it extends, restricted and never weakened without a listed reason.

    ``profiles``: id → its text-only YAML data. Raises InputError ``PROFILE_UNKNOWN``,
    ``PROFILE_CYCLE``, ``PROFILE_FORM``, ``PROFILE_WEAKENS``.
    """
    chain: list[str] = []
    current: str | None = profile_id
    while current:
        if current in chain:
            raise InputError("PROFILE_CYCLE", profile_id, " › ".join([*chain, current]))
        if current not in profiles:
            raise InputError("PROFILE_UNKNOWN", found=current, expected=", ".join(profiles))
        chain.append(current)
        current = profiles[current].get("extends")
    rules: dict[str, Severity] = {}
    fields: dict[str, Field] = {}
    parameters: dict[str, tuple[DatedValue, ...]] = {}
    waived: dict[str, Waiver] = {}
    deviations: dict[str, str] = {}
    for name in reversed(chain):
        data = profiles[name]
        own: dict[str, str] = dict(data.get("deviations") or {})
        deviations.update(own)
        for rule, word in (data.get("rules") or {}).items():
            severity = Severity(word)
            if rule in rules and _ORDER.index(severity) < _ORDER.index(rules[rule]):
                _weaker(rule, f"{rules[rule]} → {severity}", name, own)
            rules[rule] = severity
        for path, field in _fields(data.get("fields"), name).items():
            old = fields.get(path)
            if old is not None and _LEVELS.index(field.level) < _LEVELS.index(old.level):
                _weaker(path, f"{old.level} → {field.level}", name, own)
            fields[path] = field
        parameters.update(_parameters(data.get("parameters")))
        for entry in _list(data.get("waived")):
            waived[entry["row"]] = Waiver(row=entry["row"], why=entry["why"])
    top = profiles[profile_id]
    made = ResolvedProfile(
        id=profile_id,
        chain=tuple(chain),
        title_en=top.get("title_en", ""),
        title_zh=top.get("title_zh", ""),
        date=top.get("date", ""),
        rules=rules,
        fields=tuple(fields.values()),
        parameters=parameters,
        waived=tuple(waived.values()),
        deviations=deviations,
    )
    plain = made.model_dump(mode="json", exclude={"digest"}, exclude_none=True)
    return made.model_copy(update={"digest": digest(canonical_bytes(plain))})
