"""A policy from its YAML, which arrives as text-only data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from openpcf.errors import InputError
from openpcf.model.finding import error
from openpcf.model.policy import Policy


def read_policy(data: Any, name: str) -> Policy:
    """The policy; raises InputError ``POLICY_FORM`` naming every fault at once.

    ``data`` is text-only YAML data: numbers arrive as texts.
    """
    if not isinstance(data, Mapping):
        raise InputError("POLICY_FORM", place=name, found=type(data).__name__, expected="mapping")
    try:
        return Policy.model_validate(dict(data))
    except ValidationError as e:
        findings = tuple(
            error(
                "POLICY_FORM",
                place=f"{name}: {'.'.join(str(step) for step in fault['loc'])}",
                found=str(fault.get("input", ""))[:60],
                expected=fault["msg"],
            )
            for fault in e.errors()
        )
        first = findings[0]
        raise InputError(
            "POLICY_FORM",
            place=first.place,
            found=first.found,
            expected=first.expected,
            findings=findings,
        ) from None
