"""Verbs on declarations: sign, verify, clear, history, report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openpcf.cli.frame import (
    FINDINGS,
    FINE,
    SIGNATURE,
    as_json,
    colour,
    command,
    here,
    language,
    note,
    progress,
    tell_text,
)
from openpcf.cli.options import (
    AsOf,
    DeclarationPath,
    Format,
    Key,
    PassphraseFile,
    StudyPath,
    Trust,
    UpdateLock,
    instant,
    passphrase,
    wants_json,
)


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    for verb in (sign, verify, clear, history, report):
        app.command(name=verb.__name__)(verb)


@command
def sign(
    study: StudyPath,
    key: Key,
    out: Annotated[Path, typer.Option("--out", "-o", help="The declaration to hand out (.json).")],
    full: Annotated[
        Path | None, typer.Option(help="Also write it with its inventory shown.")
    ] = None,
    trust: Trust = None,
    as_of: AsOf = None,
    reason: Annotated[
        str | None, typer.Option(help="What was corrected (from the second version on).")
    ] = None,
    passphrase_file: PassphraseFile = None,
    update_lock: UpdateLock = False,
) -> int:
    """Check, sign and keep a footprint; write the declaration with its inventory hidden."""
    from openpcf.workflow.calculate import prepare
    from openpcf.workflow.declarations import load_trust_list
    from openpcf.workflow.files import write_bytes
    from openpcf.workflow.keys import signer
    from openpcf.workflow.sign import sign as issue

    holder = signer(key, passphrase(passphrase_file), here())
    with progress() as say:
        surroundings = here(say)
        prepared = prepare(
            study,
            surroundings,
            trust=load_trust_list(trust),
            as_of=instant(as_of),
            update_lock=update_lock,
            reason=reason,
        )
        signed = issue(prepared, holder, surroundings)
    write_bytes(out, signed.public)
    if full is not None:
        write_bytes(full, signed.full)
    tell_text(f"signed v{signed.version}  {signed.digest}  key {holder.kid}")
    note(f"wrote {out}")
    return FINE


@command
def verify(
    declaration: DeclarationPath,
    trust: Trust = None,
    as_of: AsOf = None,
    before: Annotated[
        Path | None,
        typer.Option("--before", metavar="DECLARATION", help="The version this one follows."),
    ] = None,
    form: Format = "text",
) -> int:
    """Verify a declaration step by step, with its children, and run its rules."""
    from openpcf.cli.show import verification_plain
    from openpcf.report.verified import verification_text
    from openpcf.workflow.verify import verify as run

    json = wants_json(form)
    read = run(declaration, trust, here(), instant(as_of), before=before)
    if json:
        as_json(verification_plain(read))
    else:
        tell_text(
            verification_text(
                read.verified,
                read.trust,
                read.as_of,
                read.reports,
                read.remarks,
                language(),
                colour(),
            )
        )
    if read.problems:
        return SIGNATURE
    return FINDINGS if any(str(r.verdict) == "fail" for r in read.reports) else FINE


@command
def clear(
    declaration: DeclarationPath,
    policy: Annotated[
        Path, typer.Option("--policy", help="What this border or buyer asks (YAML).")
    ],
    as_of: Annotated[str, typer.Option("--as-of", metavar="DATE", help="The day of decision.")],
    trust: Trust = None,
    form: Format = "text",
) -> int:
    """Decide offline: accept, supplement, refer or refuse, with all reasons."""
    from openpcf.model.base import dump
    from openpcf.report.terminal import clearance_text
    from openpcf.workflow.verify import decided

    json = wants_json(form)
    clearance, read, problem = decided(declaration, trust, policy, here(), instant(as_of) or "")
    if json:
        as_json(dump(clearance))
    else:
        tell_text(clearance_text(clearance, language(), colour()))
    if problem is not None:
        return problem.exit_code
    if read is not None and read.problems:
        return SIGNATURE
    return FINE if str(clearance.decision) == "accept" else FINDINGS


@command
def history(
    series: Annotated[str | None, typer.Argument(metavar="SERIES", help="One series only.")] = None,
    version: Annotated[
        int | None, typer.Option("--version", help="With --out: which; else the newest.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write a version's declaration again.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="With --out: inventory shown.")] = False,
    form: Format = "text",
) -> int:
    """List every version issued from this store, or write one of them again."""
    from openpcf.report.terminal import table

    if out is not None:
        return _write_again(series, version, out, full)
    store = here().store()
    try:
        issued = [(one, store.events(one.digest)) for one in store.history(series)]
    finally:
        store.close()
    if wants_json(form):
        as_json(
            [
                {
                    "series": one.series, "version": one.version, "id": one.id,
                    "issued_at": one.issued_at, "digest": one.digest,
                    "events": [
                        {"kind": e.kind, "at": e.at, "detail": e.detail} for e in events
                    ],
                }
                for one, events in issued
            ]
        )  # fmt: skip
        return FINE
    rows = [
        (
            one.series, f"v{one.version}", one.issued_at, one.digest,
            ", ".join(f"{e.kind} {e.at[:10]} {e.detail}".strip() for e in events),
        )
        for one, events in issued
    ]  # fmt: skip
    tell_text(table(rows) or "nothing was issued yet")
    return FINE


def _write_again(series: str | None, version: int | None, out: Path, full: bool) -> int:
    from openpcf.workflow.files import write_bytes
    from openpcf.workflow.present import issued, stored_file

    one = issued(series, version, here())
    write_bytes(out, stored_file(one, full=full))
    tell_text(f"{one.series} v{one.version}  {one.digest}")
    note(f"wrote {out}")
    return FINE


@command
def report(
    source: Annotated[Path, typer.Argument(metavar="STUDY|DECLARATION", help="What to show.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The HTML file.")] = Path("report.html"),
    trust: Trust = None,
    policy: Annotated[Path | None, typer.Option("--policy", help="Show its decision too.")] = None,
    as_of: AsOf = None,
) -> int:
    """Write one self-contained HTML report."""
    from openpcf.workflow.files import write_bytes
    from openpcf.workflow.report import report as make

    with progress() as say:
        data = make(source, here(say), trust=trust, policy=policy, as_of=instant(as_of))
    write_bytes(out, data)
    note(f"wrote {out}")
    return FINE
