"""The refusals openpcf raises.

Every refusal carries a stable code; its text, in English and Chinese, stands under that
code in :mod:`openpcf.messages`. ``place`` names where (file, sheet and cell, row or JSON path).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Protocol


class Diagnostic(Protocol):
    """What is said of one place: the common face of errors and findings."""

    @property
    def code(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def found(self) -> str: ...
    @property
    def expected(self) -> str: ...
    @property
    def params(self) -> Mapping[str, Any]: ...


class OpenpcfError(Exception):
    """Root of all refusals; ``exit_code`` is what the command line answers with."""

    exit_code: ClassVar[int] = 2

    def __init__(
        self, code: str, place: str = "", found: str = "", expected: str = "", **params: Any
    ) -> None:
        super().__init__(code, place, found, expected)
        self.code = code
        self.place = place
        self.found = found
        self.expected = expected
        self.params: Mapping[str, Any] = params

    def __str__(self) -> str:
        parts = [self.code, self.place, self.found and f"found {self.found}"]
        return ": ".join(p for p in parts if p)


class UsageError(OpenpcfError):
    """The call itself is off (exit code 2)."""


class SeveralError(OpenpcfError):
    """A refusal for one or more reasons; ``findings`` holds all of them where there are several."""

    def __init__(
        self,
        code: str,
        place: str = "",
        found: str = "",
        expected: str = "",
        findings: Iterable[Diagnostic] = (),
        **params: Any,
    ) -> None:
        super().__init__(code, place, found, expected, **params)
        self.findings: tuple[Diagnostic, ...] = tuple(findings)


class InputError(SeveralError):
    """A file or table can't be read or used (exit code 3); ``findings`` holds all of it."""

    exit_code = 3


class FindingsError(InputError):
    """Everything could be read, and the answer is no (exit code 1)."""

    exit_code = 1


class TrustError(SeveralError):
    """A signature, key, digest or disclosure is wrong (exit code 4); ``findings`` holds all of it
    where there are several."""

    exit_code = 4
