"""JSON Schema 2020-12 of the payloads that claim a profile: shape, and its field table."""

from __future__ import annotations

import json
from typing import Any

from openpcf.model.schema import Asked, payload_schema
from openpcf.ruleset.profile import ResolvedProfile


def schema_of(profile: ResolvedProfile) -> dict[str, Any]:
    """Return the schema of payloads that claim a profile."""
    asked = [
        Asked(field.path, field.absent, field.when if field.level == "conditional" else "")
        for field in profile.fields
        if field.level != "optional"
    ]
    excused = {field.path: field.absent for field in profile.fields}
    return payload_schema(profile.id, profile.titles.get("en", ""), asked, excused)


def schema_text(profile: ResolvedProfile) -> str:
    """Return the schema as text."""
    return json.dumps(schema_of(profile), indent=1, ensure_ascii=False) + "\n"
