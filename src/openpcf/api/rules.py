"""``rules``: profiles, and the requirements of a profile."""

from __future__ import annotations

import json

from openpcf.api.results import Table
from openpcf.api.rows import rows_text
from openpcf.ruleset import resolve
from openpcf.workflow.base.resources import profiles as installed
from openpcf.workflow.issue.rules import profile_json, profile_schema, profile_text


def list(profile: str = "cfp-base/0.1") -> Table:
    """List rules, fields, parameters and waived rows of a profile."""
    return Table(profile_json(profile), lambda language, _: profile_text(profile, language))


def profiles() -> Table:
    """List the installed profiles with their dates and digests."""
    found = [resolve(installed(), name) for name in installed()]
    rows = [{"profile": p.id, "date": p.date, "digest": p.digest} for p in found]
    return Table(rows, lambda language, _: rows_text(rows, language))


def schema(profile: str = "cfp-base/0.1") -> Table:
    """Return the JSON Schema (2020-12) of payloads that claim a profile."""
    text = profile_schema(profile)
    return Table(json.loads(text), lambda *_: text.rstrip())
