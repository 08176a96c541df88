"""Read a policy from its YAML, passed in as text-only data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from openpcf.errors import InputError
from openpcf.model.finding import error
from openpcf.model.policy import Policy, Require

_EXPECTED = {
    "extra_forbidden": ", ".join(Policy.model_fields),
    "int_parsing": "24",
    "int_from_float": "24",
    "greater_than_equal": ">= 0",
    "tuple_type": "[…, …]",
    "too_short": "[…]",
    "string_type": "…",
    "string_too_short": "…",
    "model_type": "timestamp, statement, status: yes | no",
    "dict_type": "timestamp, statement, status: yes | no",
}
"""Expected value by pydantic's error type, independent of language."""


def _expected(fault: Mapping[str, Any]) -> str:
    if fault["type"] == "literal_error":
        return str(fault["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
    if fault["type"] == "extra_forbidden" and len(fault["loc"]) > 1:
        return ", ".join(Require.model_fields)
    if fault["type"] == "missing":
        return ""
    return _EXPECTED.get(fault["type"], str(fault["msg"]))


def read_policy(data: Any, name: str) -> Policy:
    """Return the policy of text-only YAML data, in which numbers are texts.

    Raises InputError ``POLICY_FORM`` or ``POLICY_MISSING`` with every fault at once.
    """
    if not isinstance(data, Mapping):
        raise InputError("POLICY_FORM", place=name, found=type(data).__name__, expected="mapping")
    try:
        return Policy.model_validate(dict(data))
    except ValidationError as e:
        findings = tuple(
            error(
                "POLICY_MISSING" if fault["type"] == "missing" else "POLICY_FORM",
                place=f"{name}: {'.'.join(str(step) for step in fault['loc'])}",
                found="" if fault["type"] == "missing" else str(fault.get("input", ""))[:60],
                expected=_expected(fault),
            )
            for fault in e.errors()
        )
        first = findings[0]
        raise InputError(
            first.code,
            place=first.place,
            found=first.found,
            expected=first.expected,
            findings=findings,
        ) from None
