"""Verbs on declarations: sign, verify, clear, history, report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpcf.api.results import Calculation, ClearanceResult, Table, Verification
from openpcf.api.studies import Home, Subject, Where, calculate, environment_of, maybe_path
from openpcf.api.text import history_rows, history_text
from openpcf.model.finding import NEEDS_CONFIRMATION, Finding, info
from openpcf.workflow.base.files import require_absent, write_bytes
from openpcf.workflow.declarations.keys import key_file, signer
from openpcf.workflow.declarations.present import issued, stored_file
from openpcf.workflow.declarations.verify import decided
from openpcf.workflow.declarations.verify import verify as read
from openpcf.workflow.issue.check import check
from openpcf.workflow.issue.report import report as report_at
from openpcf.workflow.issue.report import report_of
from openpcf.workflow.issue.sign import issuable
from openpcf.workflow.issue.sign import sign as issue


def sign(
    study: Subject,
    key: str,
    passphrase: str,
    out: Where,
    *,
    full: Where | None = None,
    trust: Where | None = None,
    as_of: str | None = None,
    reason: str | None = None,
    update_lock: bool = False,
    home: Home | None = None,
) -> Table:
    """Check, sign, keep in the store, write the declaration with its inventory hidden to ``out``
    (and with its inventory shown to ``full``).

    Raises FindingsError ``NOT_ISSUABLE`` with the findings where the rules do not pass,
    ``SIGN_UNCHANGED`` where the version before says the same; UsageError ``FILE_EXISTS``.
    """
    environment = study.environment if isinstance(study, Calculation) else environment_of(home)
    require_absent(out, full)
    holder = signer(key, passphrase, environment)
    made = calculate(
        study, trust=trust, as_of=as_of, update_lock=update_lock, reason=reason, home=environment
    )
    signed = issue(made.calculated_study, holder, environment)
    write_bytes(Path(out), signed.public)
    if full is not None:
        write_bytes(Path(full), signed.full)
    answer = {
        "series": signed.series,
        "version": signed.version,
        "digest": signed.digest,
        "kid": holder.kid,
        "file": str(out),
    }
    return Table(
        answer,
        lambda language, _: (
            f"{'已签名' if language == 'zh' else 'signed'} v{signed.version}  {signed.digest}  "
            f"{'密钥' if language == 'zh' else 'key'} {holder.kid}"
        ),
        (*(f for f in signed.report.findings if f.code in NEEDS_CONFIRMATION), *_draft(made)),
    )


def _draft(made: Calculation) -> tuple[Finding, ...]:
    """A draft that is signed says that buyers may refuse it."""
    if made.document.get("dataset.purpose") != "draft":
        return ()
    return (info("SIGNED_DRAFT", "purpose", "draft", "customer, tender, regulatory"),)


def ready(
    study: Where,
    key: str,
    passphrase: str | None,
    *outs: Where | None,
    home: Home | None = None,
    **how: Any,
) -> Calculation:
    """The calculation of a study that may be signed with a key there is, to files not there yet:
    what :func:`sign` may refuse is refused before a person is asked for the pass phrase."""
    environment = environment_of(home)
    require_absent(*outs)
    if passphrase is None:
        key_file(key, environment)
    else:
        signer(key, passphrase, environment)
    made = calculate(study, home=environment, **how)
    issuable(made.calculated_study)
    return made


def verify(
    declaration: Where,
    trust: Where | None,
    *,
    as_of: str | None = None,
    before: Where | None = None,
    home: Home | None = None,
) -> Verification:
    """Verify a declaration and its children, offline; what fails is in ``problems``. ``before`` is
    the version this one follows."""
    return Verification(
        read(
            Path(declaration),
            maybe_path(trust),
            environment_of(home),
            as_of,
            before=maybe_path(before),
        )
    )


def clear(
    declaration: Where,
    trust: Where | None,
    policy: Where,
    as_of: str,
    *,
    home: Home | None = None,
) -> ClearanceResult:
    """The decision of a policy on a declaration at an instant (RFC 3339 UTC), offline. There is
    one in every case: what can't be read is a reason too, and stands in ``problem``."""
    found = decided(Path(declaration), maybe_path(trust), Path(policy), environment_of(home), as_of)
    reading = None if found.read is None else Verification(found.read)
    return ClearanceResult(found.clearance, reading, found.problem)


def history(
    series: str | None = None,
    *,
    version: int | None = None,
    out: Where | None = None,
    full: bool = False,
    home: Home | None = None,
) -> Table:
    """Every version issued from the store, oldest first, with what happened to it.

    With ``out`` one of them is written again as it was signed (``version``, else the newest;
    ``full`` with its inventory shown), and is the one row. Raises UsageError ``SERIES_NEEDED``,
    InputError ``STORE_NO_VERSION``.
    """
    environment = environment_of(home)
    one = None
    if out is not None:
        one = issued(series, version, environment)
        write_bytes(Path(out), stored_file(one, full=full))
    store = environment.store()
    try:
        rows = history_rows(store, series)
    finally:
        store.close()
    if one is not None:
        rows = [row for row in rows if row["digest"] == one.digest]
    return Table(rows, lambda language, _: history_text(rows, language))


def report(
    source: Subject,
    out: Where = "report.html",
    *,
    trust: Where | None = None,
    policy: Where | None = None,
    as_of: str | None = None,
    home: Home | None = None,
) -> Path:
    """One self-contained HTML file of a study, a calculation or a declaration (with the decision
    of a ``policy`` where one is named)."""
    if isinstance(source, str | Path):
        data = report_at(
            Path(source),
            environment_of(home),
            trust=maybe_path(trust),
            policy=maybe_path(policy),
            as_of=as_of,
        )
    else:
        made = calculate(source, trust=trust, as_of=as_of, home=home).calculated_study
        data = report_of(made, check(made))
    write_bytes(Path(out), data)
    return Path(out)
