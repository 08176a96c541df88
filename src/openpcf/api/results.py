"""Results of the verbs: JSON-ready data, text for the command line, HTML for notebooks.

Modules that render a result are imported when it is rendered, so that a command loads only what it
prints.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpcf.errors import OpenpcfError
    from openpcf.messages.catalogue import Language
    from openpcf.model.document import Document
    from openpcf.model.finding import Finding
    from openpcf.model.policy import Clearance
    from openpcf.model.study import Study
    from openpcf.reporting.compare import Comparison as Differences
    from openpcf.ruleset import Report
    from openpcf.workflow.base.environment import Environment
    from openpcf.workflow.declarations.judge import VerifiedDeclaration
    from openpcf.workflow.issue.calculate import CalculatedStudy
    from openpcf.workflow.study.init import ImportPreview


class Result(ABC):
    """Common interface of all results."""

    @abstractmethod
    def to_json(self) -> Any:
        """Return JSON-ready data, amounts as decimal text; ``--format json`` prints it."""

    @abstractmethod
    def text(self, language: Language = "en", colour: bool = False) -> str:
        """What ``--format text`` prints, in a language of the catalogues."""

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from openpcf.reporting.notebook import data_html

        return data_html(self.to_json())


@dataclass(frozen=True, repr=False)
class Table(Result):
    """Rows or members; iterate, count and index it like the list or dict it holds."""

    data: Any
    words: Callable[[Language, bool], str]
    findings: tuple[Finding, ...] = ()

    def to_json(self) -> Any:
        return self.data

    def text(self, language: Language = "en", colour: bool = False) -> str:
        return self.words(language, colour)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, key: Any) -> Any:
        return self.data[key]


@dataclass(frozen=True, repr=False)
class Start(Result):
    """A study built from BOMs; nothing is written before :meth:`write`."""

    preview: ImportPreview

    @property
    def study(self) -> Study:
        """The study that :meth:`write` would write."""
        return self.preview.study

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings on all lines."""
        return self.preview.findings

    def to_json(self) -> dict[str, Any]:
        from openpcf.workflow.study.import_records import import_json, records_of
        from openpcf.workflow.study.library import matching_tables

        return import_json(self.preview, records_of(self.preview, matching_tables()))

    def text(self, language: Language = "en", colour: bool = False) -> str:
        from openpcf.api.text_import import LINES_SHOWN, import_text
        from openpcf.workflow.study.import_records import records_of
        from openpcf.workflow.study.library import matching_tables

        shown = records_of(self.preview, matching_tables(), LINES_SHOWN, language)
        return import_text(self.preview, shown, language)

    def _repr_html_(self) -> str:
        from openpcf.reporting.notebook import data_html

        return data_html(self.to_json()["lines"])

    def write(
        self, target: str | Path, *, keep_faults: bool = False, language: Language = "en"
    ) -> tuple[Path, ...]:
        """Write the study to a folder or ``NAME.xlsx`` and return the paths.

        Raises InputError ``BOM_FAULTS`` if lines would be lost, UsageError ``FILE_EXISTS``.
        """
        from openpcf.workflow.study.init import write as write_started

        return write_started(self.preview, Path(target), keep_faults=keep_faults, language=language)


@dataclass(frozen=True, repr=False)
class Calculation(Result):
    """A calculated study: its document, lines and findings."""

    calculated_study: CalculatedStudy
    environment: Environment

    @property
    def document(self) -> Document:
        """Payload, inventory and components as they would be signed."""
        return self.calculated_study.document

    @property
    def lines(self) -> tuple[dict[str, Any], ...]:
        """The lines of the inventory; figures are decimal text in kg CO2e."""
        return tuple(self.document.lines())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings made while reading, matching and opening suppliers' declarations."""
        return self.calculated_study.findings

    @property
    def total(self) -> str | None:
        """Total in kg CO2e per declared unit without biogenic uptake; None if unknown."""
        found: str | None = self.document.get("result.total_excl_biogenic_uptake")
        return found

    def to_json(self) -> dict[str, Any]:
        return dict(self.document.payload)

    def text(self, language: Language = "en", colour: bool = False) -> str:
        from openpcf.reporting.result import result_text

        return result_text(self.document, language)

    def _repr_html_(self) -> str:
        from openpcf.reporting.notebook import result_html

        return result_html(self.document)


@dataclass(frozen=True, repr=False)
class Comparison(Result):
    """Two calculations side by side; changes by line add up to the change of the total."""

    differences: Differences

    def to_json(self) -> dict[str, Any]:
        return self.differences.to_json()

    def text(self, language: Language = "en", colour: bool = False) -> str:
        from openpcf.reporting.compare_text import comparison_text

        return comparison_text(self.differences, language)

    def _repr_html_(self) -> str:
        from openpcf.reporting.notebook import comparison_html

        return comparison_html(self.differences)


@dataclass(frozen=True, repr=False)
class CheckResult(Result):
    """The findings and verdict of a profile on a footprint."""

    report: Report

    @property
    def verdict(self) -> str:
        """``pass``, ``fail`` or ``inconclusive``."""
        return str(self.report.verdict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, largest effect on the result first."""
        return tuple(self.report.findings)

    def to_json(self) -> dict[str, Any]:
        from openpcf.api.text import report_json

        return report_json(self.report)

    def text(self, language: Language = "en", colour: bool = False) -> str:
        from openpcf.reporting.findings import report_text

        return report_text(self.report, language, colour)

    def _repr_html_(self) -> str:
        from openpcf.reporting.notebook import report_html

        return report_html(self.report)


@dataclass(frozen=True, repr=False)
class Verification(Result):
    """A verified declaration: its document, each step, and the rules of its profile."""

    read: VerifiedDeclaration

    @property
    def document(self) -> Document | None:
        """The document; None if it could not be opened (see ``problems``)."""
        return self.read.document

    @property
    def problems(self) -> tuple[Exception, ...]:
        """Failures of signature, keys, digests and disclosures; empty if all steps passed."""
        return self.read.problems

    @property
    def steps(self) -> tuple[tuple[str, bool, str], ...]:
        """One entry per step: its name, whether it passed, and what was found."""
        return tuple((s.name, s.ok, s.found) for s in self.read.verified.own.steps)

    @property
    def check_result(self) -> CheckResult | None:
        """The result of the rules; None if the document could not be judged."""
        return None if self.read.report is None else CheckResult(self.read.report)

    def to_json(self) -> dict[str, Any]:
        from openpcf.api.text import verification_json

        return verification_json(self.read)

    def text(self, language: Language = "en", colour: bool = False) -> str:
        from openpcf.reporting.verified import verification_text

        return verification_text(
            self.read.verified,
            self.read.trust,
            self.read.as_of,
            self.read.reports,
            self.read.remarks,
            language,
            colour,
        )

    def _repr_html_(self) -> str:
        from openpcf.reporting.notebook import data_html, result_html

        shown = "" if self.document is None else result_html(self.document)
        steps = data_html(self.to_json()["steps"])
        return (
            shown + steps + ("" if self.check_result is None else self.check_result._repr_html_())
        )


@dataclass(frozen=True, repr=False)
class ClearanceResult(Result):
    """The decision of a policy with all its reasons."""

    clearance: Clearance
    reading: Verification | None
    """None where the declaration, list or policy could not be read."""
    problem: OpenpcfError | None = None
    """The problem that prevented reading, if any."""

    @property
    def decision(self) -> str:
        """``accept``, ``supplement``, ``refer`` or ``refuse``."""
        return str(self.clearance.decision)

    def to_json(self) -> dict[str, Any]:
        from openpcf.model.base import dump

        return dump(self.clearance)

    def text(self, language: Language = "en", colour: bool = False) -> str:
        from openpcf.reporting.findings import clearance_text

        return clearance_text(self.clearance, language, colour)

    def _repr_html_(self) -> str:
        from openpcf.reporting.notebook import clearance_html

        return clearance_html(self.clearance)
