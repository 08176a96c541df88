"""Profiles: dated sets of rules, fields and parameters, as data; one extends another.

A profile is read from text-only YAML data. It may restrict what it inherits, but weaken it only
with a listed deviation and its reason (design law 10).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Literal, TypeVar

from pydantic import ValidationError

from openpcf.errors import InputError
from openpcf.model.base import Frozen, parse_decimal
from openpcf.model.canonical import canonical_bytes, digest
from openpcf.model.finding import Severity

Level = Literal["mandatory", "conditional", "optional"]
"""``conditional`` is mandatory where its ``when`` holds."""

_SEVERITIES = (Severity.INFO, Severity.WARNING, Severity.ERROR)
_LEVELS = ("optional", "conditional", "mandatory")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
T = TypeVar("T")

_KEYS = (
    "id",
    "extends",
    "version",
    "date",
    "status",
    "rules",
    "fields",
    "parameters",
    "waived",
    "deviations",
)
_FIELD_KEYS = ("path", "level", "absent", "rows", "when")
_TITLE = "title_"
_DIGESTED_TITLES = ("title_en", "title_zh")
"""Members a digest covers even where a profile leaves them out (since the first release)."""

DROPPED = "dropped"
"""Value an overlay uses in place of a severity to remove a rule; needs a deviation."""


class Field(Frozen):
    """One row of a field table: a required field, and the reasons that excuse its absence."""

    path: str
    level: Level = "mandatory"
    absent: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    when: str = ""


class DatedValue(Frozen):
    """A value from a date on, with unit, source and reference (as in OpenFisca).

    ``limit`` states its direction, so that an overlay can be seen to tighten it.
    """

    since: str
    value: str
    unit: str = ""
    source: str = ""
    limit: Literal["", "at-most", "at-least"] = ""


class Waiver(Frozen):
    """A register row that no rule covers, and what it waits for."""

    row: str
    why: str


class ResolvedProfile(Frozen):
    """A profile with everything it extends. ``titles``: its own, by language."""

    id: str
    chain: tuple[str, ...]
    titles: dict[str, str] = {}
    version: str = ""
    date: str = ""
    status: str = ""
    rules: dict[str, Severity]
    fields: tuple[Field, ...]
    parameters: dict[str, tuple[DatedValue, ...]]
    waived: tuple[Waiver, ...] = ()
    deviations: dict[str, str] = {}
    digest: str = ""

    def title(self, language: str) -> str:
        """Return its title in a language, else in English, else its id."""
        return self.titles.get(language) or self.titles.get("en") or self.id

    def parameter(self, name: str, date: str) -> DatedValue:
        """Return the value of a parameter on a legal reference date (never today).

        Raises KeyError if the parameter or a value for that date is missing.
        """
        in_force = [v for v in self.parameters[name] if v.since <= date[:10]]
        if not in_force:
            raise KeyError(f"{name} has no value for {date[:10]}")
        return in_force[-1]

    def number(self, name: str, date: str) -> Decimal:
        """Return a parameter as a decimal; raises as :meth:`parameter`."""
        return parse_decimal(self.parameter(name, date).value)

    def words(self, name: str, date: str) -> tuple[str, ...]:
        """Return a parameter as words, separated by blanks; raises as :meth:`parameter`."""
        return tuple(self.parameter(name, date).value.split())

    def field(self, path: str) -> Field | None:
        """Return the row of a path in the field table."""
        return next((f for f in self.fields if f.path == path), None)

    def values_on(self, date: str) -> dict[str, str]:
        """Return every parameter in force on a date."""
        day = date[:10]
        return {
            name: dated.value
            for name, values in self.parameters.items()
            for dated in values
            if dated.since <= day
        }


def _form(place: str, found: Any, expected: str) -> InputError:
    return InputError("PROFILE_FORM", place, str(found)[:60], expected)


def _mapping(data: Mapping[str, Any], name: str, place: str) -> Mapping[str, Any]:
    value = data.get(name) or {}
    if not isinstance(value, Mapping):
        raise _form(f"{place}#{name}", value, "name: value")
    return value


def _list(data: Mapping[str, Any], name: str, place: str) -> Sequence[Mapping[str, Any]]:
    value = data.get(name) or []
    if not isinstance(value, list | tuple) or not all(isinstance(v, Mapping) for v in value):
        raise _form(f"{place}#{name}", value, "- name: value")
    return value


def _read(make: Callable[[], T], place: str, found: Any, expected: str) -> T:
    try:
        return make()
    except (InputError, ValidationError, ValueError, KeyError, TypeError, AttributeError) as e:
        raise _form(place, found, expected) from e


def _known_keys(found: Iterable[str], known: Sequence[str], place: str) -> None:
    """Refuse a key that is not known, with the nearest one."""
    for key in found:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            raise _form(place, key, ", ".join(near or known))


def _word_list(text: Any) -> tuple[str, ...]:
    return tuple(str(text or "").split())


def _fields(data: Mapping[str, Any], place: str) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for entry in _list(data, "fields", place):
        _known_keys(entry, _FIELD_KEYS, f"{place}#fields")

        def make(entry: Mapping[str, Any] = entry) -> Field:
            return Field.model_validate(
                {
                    "path": entry["path"],
                    "level": entry.get("level", "mandatory"),
                    "absent": _word_list(entry.get("absent")),
                    "rows": _word_list(entry.get("rows")),
                    "when": entry.get("when", ""),
                }
            )

        field = _read(make, f"{place}#fields", entry, "path, level, absent, rows, when")
        found[field.path] = field
    return found


def _dated(values: Any) -> tuple[DatedValue, ...]:
    made = [DatedValue.model_validate(dict(v)) for v in values]
    for value in made:
        if not _DAY.fullmatch(value.since):
            raise ValueError(value.since)
        if value.limit:
            parse_decimal(value.value)
    return tuple(sorted(made, key=lambda v: v.since))


def _parameters(data: Mapping[str, Any], place: str) -> dict[str, tuple[DatedValue, ...]]:
    return {
        name: _read(
            lambda values=values: _dated(values),  # type: ignore[misc]
            f"{place}#parameters.{name}",
            values,
            "- since, value, unit, source, limit",
        )
        for name, values in _mapping(data, "parameters", place).items()
    }


class _Resolving:
    """What is collected from the root of the chain downward."""

    def __init__(self) -> None:
        self.rules: dict[str, Severity] = {}
        self.fields: dict[str, Field] = {}
        self.parameters: dict[str, tuple[DatedValue, ...]] = {}
        self.waived: dict[str, Waiver] = {}
        self.deviations: dict[str, str] = {}

    def add(self, name: str, data: Mapping[str, Any]) -> None:
        self.name = name
        known = (k for k in data if not k.startswith(_TITLE))
        _known_keys(known, _KEYS, name)
        self.own = {k: str(v) for k, v in _mapping(data, "deviations", name).items() if v}
        self.deviations.update(self.own)
        for rule, word in _mapping(data, "rules", name).items():
            self.add_rule(rule, str(word))
        for field in _fields(data, name).values():
            self.add_field(field)
        for parameter, values in _parameters(data, name).items():
            self.add_parameter(parameter, values)
        for entry in _list(data, "waived", name):
            waiver = _read(
                lambda e=entry: Waiver.model_validate(dict(e)),  # type: ignore[misc]
                f"{name}#waived",
                entry,
                "row, why",
            )
            self.waived[waiver.row] = waiver

    def weaker(self, what: str, old: object, new: object) -> None:
        if what not in self.own:
            found = f"{what}: {old} → {new}"
            raise InputError("PROFILE_WEAKENS", self.name, found, "deviations")

    def add_rule(self, rule: str, word: str) -> None:
        old = self.rules.get(rule)
        if word == DROPPED:
            if old is not None:
                self.weaker(rule, old, word)
                del self.rules[rule]
            return
        severity = _read(lambda: Severity(word), f"{self.name}#rules.{rule}", word, "error")
        if old is not None and _SEVERITIES.index(severity) < _SEVERITIES.index(old):
            self.weaker(rule, old, severity)
        self.rules[rule] = severity

    def add_field(self, field: Field) -> None:
        old = self.fields.get(field.path)
        if old is not None:
            if _LEVELS.index(field.level) < _LEVELS.index(old.level):
                self.weaker(field.path, old.level, field.level)
            elif field.level == "conditional" == old.level and field.when != old.when:
                self.weaker(field.path, old.when, field.when)
            if not set(field.absent) <= set(old.absent):
                self.weaker(field.path, " ".join(old.absent) or "-", " ".join(field.absent))
        self.fields[field.path] = field

    def add_parameter(self, name: str, values: tuple[DatedValue, ...]) -> None:
        old = self.parameters.get(name)
        for since in sorted({v.since for v in (*(old or ()), *values)}) if old else ():
            before = [v for v in old or () if v.since <= since]
            after = [v for v in values if v.since <= since]
            if not before:
                continue
            if not after:
                self.weaker(name, f"{since} {before[-1].value}", "-")
            elif _loosens(before[-1], after[-1]):
                self.weaker(name, before[-1].value, after[-1].value)
        self.parameters[name] = values


def _loosens(old: DatedValue, new: DatedValue) -> bool:
    if new.limit != old.limit or not old.limit:
        return new.limit != old.limit or new.value != old.value
    one, other = parse_decimal(old.value), parse_decimal(new.value)
    return other > one if old.limit == "at-most" else other < one


def _chain(profiles: Mapping[str, Any], profile_id: str) -> tuple[str, ...]:
    chain: list[str] = []
    current: str | None = profile_id
    while current:
        if current in chain:
            raise InputError("PROFILE_CYCLE", profile_id, " › ".join([*chain, current]))
        if current not in profiles:
            near = get_close_matches(current, profiles, n=3) or list(profiles)
            raise InputError("PROFILE_UNKNOWN", found=current, expected=", ".join(near))
        if not isinstance(profiles[current], Mapping):
            raise _form(current, profiles[current], "id, rules, fields, parameters")
        chain.append(current)
        current = profiles[current].get("extends")
    return tuple(chain)


def resolve(profiles: Mapping[str, Any], profile_id: str) -> ResolvedProfile:
    """Resolve a profile with what it extends.

    ``profiles``: id → its text-only YAML data. The digest covers the canonical JSON of the resolved
    profile, and with it the parents.

    Raises InputError ``PROFILE_UNKNOWN``, ``PROFILE_CYCLE``, ``PROFILE_FORM``, and
    ``PROFILE_WEAKENS`` for weakening without a listed reason.
    """
    chain = _chain(profiles, profile_id)
    gathered = _Resolving()
    for name in reversed(chain):
        gathered.add(name, profiles[name])
    top = profiles[profile_id]
    stated = {k: str(top.get(k, "")) for k in ("version", "date", "status")}
    titles = {k: str(v) for k, v in top.items() if k.startswith(_TITLE)}
    made = ResolvedProfile(
        id=profile_id,
        chain=chain,
        titles={k.removeprefix(_TITLE): v for k, v in titles.items()},
        rules=gathered.rules,
        fields=tuple(gathered.fields.values()),
        parameters=gathered.parameters,
        waived=tuple(gathered.waived.values()),
        deviations=gathered.deviations,
        **stated,
    )
    plain = made.model_dump(mode="json", exclude={"digest", "titles"}, exclude_none=True)
    plain |= dict.fromkeys(_DIGESTED_TITLES, "") | titles
    return made.model_copy(update={"digest": digest(canonical_bytes(plain))})
