"""``rules``: what a profile requires, and which requirements are waived."""

from __future__ import annotations

from typing import Any

from openpcf.messages.catalogue import Language, lookup
from openpcf.model.base import dump
from openpcf.reporting.layout import table
from openpcf.ruleset import Rule, registry, resolve
from openpcf.ruleset.schema import schema_text
from openpcf.workflow.base.resources import profiles


def sentence(rule: Rule, language: Language = "en") -> str:
    """Return the requirement of a rule in one line."""
    return lookup(f"rule.{rule.id}", language) or rule.sentence


def profile_text(name: str, language: Language = "en") -> str:
    """Return rules, fields, parameters in force and waived rows as text."""
    profile = resolve(profiles(), name)
    known = registry()
    title = lookup(f"profile.{profile.id}.title", language) or profile.title(language)
    parts = [f"{profile.id}  {profile.date}  {profile.digest}\n{title}"]
    parts.append(
        table(
            (rule, str(severity), " ".join(known[rule].covers), sentence(known[rule], language))
            for rule, severity in profile.rules.items()
            if rule in known
        )
    )
    parts.append(
        table(
            (field.path, field.level, " ".join(field.absent), " ".join(field.rows))
            for field in profile.fields
        )
    )
    parts.append(
        table(
            (key, v.since, v.value, v.unit, v.source)
            for key, values in profile.parameters.items()
            for v in values
        )
    )
    parts.append(table((w.row, w.why) for w in profile.waived))
    return "\n\n".join(part for part in parts if part)


def profile_schema(name: str) -> str:
    """Return the JSON Schema 2020-12 of payloads that claim an installed profile.

    Raises InputError ``PROFILE_UNKNOWN``.
    """
    return schema_text(resolve(profiles(), name))


def profile_json(name: str) -> dict[str, Any]:
    """Return the data of :func:`profile_text`, JSON-ready."""
    profile = resolve(profiles(), name)
    known = registry()
    return {
        "profile": profile.id,
        "date": profile.date,
        "digest": profile.digest,
        "rules": [
            {
                "rule": rule,
                "severity": str(severity),
                "covers": list(known[rule].covers),
                "says": sentence(known[rule]),
            }
            for rule, severity in profile.rules.items()
            if rule in known
        ],
        "fields": [dump(field) for field in profile.fields],
        "parameters": {
            key: [dump(value) for value in values] for key, values in profile.parameters.items()
        },
        "waived": [dump(waived) for waived in profile.waived],
    }
