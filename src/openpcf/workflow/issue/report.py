"""``report``: one self-contained HTML file of a study or a declaration."""

from __future__ import annotations

from pathlib import Path

from openpcf.errors import InputError
from openpcf.model.document import Document
from openpcf.model.policy import Clearance
from openpcf.reporting.compare import compare
from openpcf.reporting.html import Assets, ReportInput, SignatureFacts, difference_html, render
from openpcf.ruleset import Report
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.base.resources import data_bytes, engine_version
from openpcf.workflow.base.site_days import days_of
from openpcf.workflow.declarations.judge import load_trust_list
from openpcf.workflow.declarations.verify import decide, verify
from openpcf.workflow.issue.calculate import CalculatedStudy, calculate_at
from openpcf.workflow.issue.check import check
from openpcf.workflow.issue.sign import Signed
from openpcf.workflow.study.files import is_study


def assets() -> Assets:
    """Template, style and script as they ship."""
    return Assets(
        template=data_bytes("report", "report.html.j2").decode("utf-8"),
        css=data_bytes("report", "report.css").decode("utf-8"),
        js=data_bytes("report", "report.js").decode("utf-8"),
    )


def _licences(calculated_study: CalculatedStudy) -> tuple[tuple[str, str], ...]:
    found: dict[str, set[str]] = {}
    for line in calculated_study.calculated.inventory.lines:
        if line.factor is not None:
            name = f"{line.factor.dataset}/{line.factor.version}"
            found.setdefault(name, set()).add(line.factor.licence)
    return tuple((name, "; ".join(sorted(found[name]))) for name in sorted(found))


def _command(calculated_study: CalculatedStudy) -> str:
    """Return the command that recalculates the study.

    Suppliers' declarations need the trust list.
    """
    command = f"openpcf calculate {calculated_study.loaded.path.name}"
    return f"{command} --trust LIST" if calculated_study.suppliers.children else command


def report_of(
    calculated_study: CalculatedStudy,
    rules: Report,
    *,
    signed: Signed | None = None,
    clearance: Clearance | None = None,
    heading: str | None = None,
    kid: str = "",
) -> bytes:
    """Return the report of a calculated study, signed or not."""
    digest = signed.digest if signed is not None else None
    return render(
        ReportInput(
            document=calculated_study.document.model_copy(update={"digest": digest}),
            rules=rules,
            clearance=clearance,
            signature=SignatureFacts(signed=signed is not None, kid=kid),
            as_of=calculated_study.evidence.as_of,
            days=days_of(calculated_study.document),
            heading=heading,
            command=_command(calculated_study),
            engine=f"openpcf {engine_version()}",
            licences=_licences(calculated_study),
            children=tuple(calculated_study.suppliers.children),
        ),
        assets(),
    )


def difference_report(first: CalculatedStudy, second: CalculatedStudy) -> bytes:
    """Return the report that compares two calculated studies."""
    names = (first.loaded.path.name, second.loaded.path.name)
    return difference_html(compare(first.document, second.document, names), assets())


def report(
    source: Path,
    environment: Environment,
    *,
    trust: Path | None = None,
    policy: Path | None = None,
    as_of: str | None = None,
) -> bytes:
    """Return the report of a study or declaration; raises InputError ``DECLARATION_OR_STUDY``."""
    moment = as_of or environment.now()
    if is_study(source):
        calculated_study = calculate_at(
            source, environment, trust=load_trust_list(trust), as_of=as_of
        )
        return report_of(calculated_study, check(calculated_study))
    if not source.exists():
        raise InputError("FILE_MISSING", place=str(source))
    if source.suffix.lower() != ".json":
        raise InputError("DECLARATION_OR_STUDY", place=str(source))
    decision: Clearance | None = None
    if policy is not None:
        decision, read = decide(source, trust, policy, environment, moment)
    else:
        read = verify(source, trust, environment, moment)
    if read.problems:
        raise read.problems[0]
    document: Document = read.document or Document(payload={})
    return render(
        ReportInput(
            document=document,
            rules=read.report,
            clearance=decision,
            signature=SignatureFacts(signed=True, kid=read.verified.own.kid),
            as_of=moment,
            days=days_of(document),
            command=f"openpcf verify {source.name} --trust LIST --as-of {moment[:10]}",
            engine=f"openpcf {engine_version()}",
            children=read.children,
            received=True,
        ),
        assets(),
    )
