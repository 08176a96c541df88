"""Errors raised by openpcf.

Every error has a stable code; :mod:`openpcf.messages` has its text in every language. ``place``
says where it is (file, sheet and cell, row or JSON path).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Protocol

Params = Mapping[str, Any]
"""Parameters of a text by name: texts, coded texts (``code`` and ``params``) or lists of these."""


class Diagnostic(Protocol):
    """Common interface of errors and findings: a message about one place."""

    @property
    def code(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def found(self) -> str: ...
    @property
    def expected(self) -> str: ...
    @property
    def params(self) -> Params: ...


class OpenpcfError(Exception):
    """Base class of all errors; ``exit_code`` is the exit code of the command line."""

    exit_code: ClassVar[int] = 2

    def __init__(
        self, code: str, place: str = "", found: str = "", expected: str = "", **params: Any
    ) -> None:
        super().__init__(code, place, found, expected)
        self.code = code
        self.place = place
        self.found = found
        self.expected = expected
        self.params: Params = params

    def __str__(self) -> str:
        parts = [self.code, self.place, self.found and f"found {self.found}"]
        return ": ".join(p for p in parts if p)


class UsageError(OpenpcfError):
    """The call itself is wrong (exit code 2)."""


class SeveralError(OpenpcfError):
    """An error with one or more reasons; ``findings`` lists them if there are several."""

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
    """A file or table can't be read or used (exit code 3); ``findings`` lists all faults."""

    exit_code = 3


class FindingsError(InputError):
    """The input was read, and the result is negative (exit code 1)."""

    exit_code = 1


class TrustError(SeveralError):
    """A signature, key, digest or disclosure is wrong (exit code 4).

    ``findings`` lists all faults if there are several.
    """

    exit_code = 4
