"""Findings: what a rule or a reader reports about one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from pydantic import JsonValue

from openpcf.errors import Diagnostic
from openpcf.model.base import Amount, Frozen
from openpcf.model.message import Message

NEEDS_CONFIRMATION = frozenset(
    (
        "BOARD_ABOVE_PRODUCT",
        "BOARD_MISSING",
        "ENERGY_ABOVE_PRODUCT",
        "LEG_ABOVE_PRODUCT",
        "MASS_ABOVE_PRODUCT",
        "PACKAGING_ABOVE_PRODUCT",
        "PIECES_DIFFER",
        "RESULT_FAR_FROM_BEFORE",
        "ROW_AGAIN",
        "YIELD_LOW",
    )
)
"""Codes of warnings shown wherever the result is shown: the figures are implausible."""


Param = JsonValue | Message
"""A parameter of a text: a text, a coded text or a list of these."""


class Outcome(StrEnum):
    """Effect of a finding on its rule (design §6)."""

    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"
    NOTE = "note"


class Severity(StrEnum):
    """Severity of a finding for the reader of its file."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    """Verdict of a rule or of a profile, worst first: fail, inconclusive, pass."""

    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"
    PASS = "pass"  # noqa: S105
    NOT_APPLICABLE = "not-applicable"

    @classmethod
    def worst(cls, verdicts: Iterable[Verdict]) -> Verdict:
        """Return the worst of the verdicts; only not-applicable ones give inconclusive."""
        found = set(verdicts)
        for verdict in (cls.FAIL, cls.INCONCLUSIVE, cls.PASS):
            if verdict in found:
                return verdict
        return cls.INCONCLUSIVE


class Finding(Frozen):
    """A finding on one place; :mod:`openpcf.messages` renders ``code`` and ``params``.

    A parameter is a text, a coded text (``code`` and ``params``) or a list of these.
    """

    code: str
    place: str = ""
    found: str = ""
    expected: str = ""
    params: Mapping[str, Param] = {}
    outcome: Outcome = Outcome.FAIL
    severity: Severity = Severity.ERROR
    rule: str = ""
    requirements: tuple[str, ...] = ()
    share_percent: Amount | None = None

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def error(
    code: str, place: str = "", found: str = "", expected: str = "", **params: Param
) -> Finding:
    """Make a finding that prevents use of its file."""
    return Finding(code=code, place=place, found=found, expected=expected, params=params)


def warning(
    code: str, place: str = "", found: str = "", expected: str = "", **params: Param
) -> Finding:
    """Make a finding to be checked by the user; reading continues."""
    return Finding(
        code=code,
        place=place,
        found=found,
        expected=expected,
        params=params,
        outcome=Outcome.NOTE,
        severity=Severity.WARNING,
    )


def info(
    code: str, place: str = "", found: str = "", expected: str = "", **params: Param
) -> Finding:
    """Make a finding that only informs."""
    return Finding(
        code=code,
        place=place,
        found=found,
        expected=expected,
        params=params,
        outcome=Outcome.NOTE,
        severity=Severity.INFO,
    )


def finding_of(problem: Diagnostic) -> Finding:
    """Make a finding from an error."""
    return Finding(
        code=problem.code,
        place=problem.place,
        found=problem.found,
        expected=problem.expected,
        params=problem.params,
    )


T = TypeVar("T")


def errors_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that are errors."""
    return tuple(f for f in findings if f.is_error)
