"""Verbs on declarations: sign, verify, decide, disclose, history, report.

Each verb loads what only it needs, because imports dominate the run time of a short command.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpcf.api.base import Where, environment_of, optional_path
from openpcf.api.results import Calculation, ClearanceResult, Table, Verification

if TYPE_CHECKING:
    from openpcf.api.base import Home, Subject
    from openpcf.model.finding import Finding
    from openpcf.proof.jws import Signer


def sign(
    study: Subject,
    key: str | Signer,
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
    (and with its inventory shown to ``full``). ``key`` is the name or the file of a key, opened
    with the passphrase, or a signer that is open.

    The declaration at ``out`` conceals the inventory; ``full`` is a second file that shows it.

    Raises FindingsError ``NOT_ISSUABLE`` with the findings if the rules do not pass and
    ``SIGN_UNCHANGED`` if nothing changed since the previous version; UsageError ``FILE_EXISTS``.
    """
    from openpcf.api.studies import calculate
    from openpcf.messages.catalogue import text
    from openpcf.model.finding import NEEDS_CONFIRMATION
    from openpcf.workflow.base.files import require_absent, write_bytes
    from openpcf.workflow.declarations.keys import signer
    from openpcf.workflow.issue.sign import sign as issue

    environment = study.environment if isinstance(study, Calculation) else environment_of(home)
    require_absent(out, full)
    owner = signer(key, passphrase, environment) if isinstance(key, str) else key
    made = calculate(
        study, trust=trust, as_of=as_of, update_lock=update_lock, reason=reason, home=environment
    )
    signed = issue(made.calculated_study, owner, environment)
    write_bytes(Path(out), signed.public)
    if full is not None:
        write_bytes(Path(full), signed.full)
    answer = {
        "series": signed.series,
        "version": signed.version,
        "digest": signed.digest,
        "kid": owner.kid,
        "file": str(out),
    }
    return Table(
        answer,
        lambda language, _: text(
            "answer.signed",
            language,
            version=signed.version,
            digest=signed.digest,
            kid=owner.kid,
        ),
        (*(f for f in signed.report.findings if f.code in NEEDS_CONFIRMATION), *_draft(made)),
    )


def _draft(made: Calculation) -> tuple[Finding, ...]:
    """Warn that buyers may refuse a signed draft."""
    from openpcf.model.finding import info

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
) -> tuple[Calculation, Signer | None]:
    """The calculation of a study that may be signed with a key there is, to files not there yet:
    what :func:`sign` may refuse is refused before a person is asked for the passphrase. The
    signer comes with it where the passphrase is stated."""
    from openpcf.api.studies import calculate
    from openpcf.workflow.base.files import require_absent
    from openpcf.workflow.declarations.keys import key_file, signer
    from openpcf.workflow.issue.sign import issuable

    environment = environment_of(home)
    require_absent(*outs)
    owner = None
    if passphrase is None:
        key_file(key, environment)
    else:
        owner = signer(key, passphrase, environment)
    made = calculate(study, home=environment, **how)
    issuable(made.calculated_study)
    return made, owner


def verify(
    declaration: Where,
    trust: Where | None,
    *,
    as_of: str | None = None,
    before: Where | None = None,
    home: Home | None = None,
) -> Verification:
    """Verify a declaration and its children offline.

    Failed steps are listed in ``problems``. ``before`` is the declaration of the previous version.
    """
    from openpcf.workflow.declarations.verify import verify as read

    return Verification(
        read(
            Path(declaration),
            optional_path(trust),
            environment_of(home),
            as_of,
            before=optional_path(before),
        )
    )


def decide(
    declaration: Where,
    trust: Where | None,
    policy: Where,
    as_of: str,
    *,
    home: Home | None = None,
) -> ClearanceResult:
    """Decide on a declaration by a policy, offline, at an instant (RFC 3339 UTC).

    There is always a decision: a file that cannot be read becomes one of the reasons and is also
    given in ``problem``.
    """
    from openpcf.workflow.declarations.verify import decided

    found = decided(
        Path(declaration), optional_path(trust), Path(policy), environment_of(home), as_of
    )
    reading = None if found.read is None else Verification(found.read)
    return ClearanceResult(found.clearance, reading, found.problem)


def disclose(
    declaration: Where,
    out: Where,
    *,
    show: Sequence[str] = (),
    hide: Sequence[str] = (),
    children: bool = True,
) -> Table:
    """Write another presentation of a declaration to ``out``; its digest stays the same.

    ``show`` names what stays visible (groups, lines, components); everything else is concealed, and
    so are the ids in ``hide``. ``children`` includes the suppliers' declarations.

    Raises UsageError ``SHOW_UNKNOWN``, InputError ``PRESENT_NOT_HELD``, ``PRESENT_NO_ID``.
    """
    from openpcf.workflow.declarations.present import convert_declaration

    digest = convert_declaration(Path(declaration), Path(out), show, hide, children=children)
    return Table([{"file": str(out), "digest": digest}], lambda *_: digest)


def history(
    series: str | None = None,
    *,
    version: int | None = None,
    out: Where | None = None,
    full: bool = False,
    home: Home | None = None,
) -> Table:
    """List every version issued from the store, oldest first, with its events.

    With ``out``, write one version again as it was signed and return it as the only row:
    ``version`` selects it (default: the newest); ``full`` shows its inventory.

    Raises UsageError ``SERIES_NEEDED``, InputError ``STORE_NO_VERSION``.
    """
    from openpcf.api.text import history_rows, history_text
    from openpcf.workflow.base.files import write_bytes

    environment = environment_of(home)
    one = None
    if out is not None:
        from openpcf.workflow.declarations.present import issued, stored_file

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
    """Write one self-contained HTML report of a study, a calculation or a declaration.

    The report of a declaration includes the decision if a ``policy`` is given.
    """
    from openpcf.workflow.base.files import write_bytes
    from openpcf.workflow.issue.report import report as report_at

    if isinstance(source, str | Path):
        data = report_at(
            Path(source),
            environment_of(home),
            trust=optional_path(trust),
            policy=optional_path(policy),
            as_of=as_of,
        )
    else:
        from openpcf.api.studies import calculate
        from openpcf.workflow.issue.check import check
        from openpcf.workflow.issue.report import report_of

        made = calculate(source, trust=trust, as_of=as_of, home=home).calculated_study
        data = report_of(made, check(made))
    write_bytes(Path(out), data)
    return Path(out)
