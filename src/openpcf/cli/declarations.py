"""Verbs on declarations: sign, verify, decide, disclose, history, report."""

from pathlib import Path
from typing import Annotated

import typer

from openpcf.cli.help import Verb
from openpcf.cli.options import (
    AsOf,
    DeclarationPath,
    Format,
    Key,
    PassphraseFile,
    Reason,
    StudyPath,
    Trust,
    UpdateLock,
    instant,
    passphrase,
    stated_passphrase,
)
from openpcf.cli.output import (
    FINDINGS,
    FINE,
    SIGNATURE,
    answer,
    command,
    environment,
    progress,
    tell,
    wrote,
)


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    for verb in (sign, verify, decide, disclose, history, report):
        app.command(name=verb.__name__, cls=Verb)(verb)


@command
def sign(
    study: StudyPath,
    key: Key,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE")],
    full: Annotated[Path | None, typer.Option("--full", metavar="FILE")] = None,
    trust: Trust = None,
    as_of: AsOf = None,
    reason: Reason = None,
    passphrase_file: PassphraseFile = None,
    update_lock: UpdateLock = False,
    form: Format = "text",
) -> int:
    """Check, sign and keep a footprint; write the declaration with its inventory hidden."""
    from openpcf.api.declarations import ready
    from openpcf.api.declarations import sign as run
    from openpcf.api.skin import needs_confirmation
    from openpcf.api.studies import check as judge

    phrase = stated_passphrase(passphrase_file)
    with progress() as say:
        made, owner = ready(
            study,
            key,
            phrase,
            out,
            full,
            trust=trust,
            as_of=instant(as_of),
            reason=reason,
            update_lock=update_lock,
            home=environment(say),
        )
    tell(f for f in judge(made).findings if needs_confirmation(f))
    phrase = passphrase() if phrase is None else phrase
    signed = run(made, owner or key, phrase, out, full=full)
    answer(signed, form)
    wrote(*(path for path in (out, full) if path is not None))
    tell(f for f in signed.findings if not needs_confirmation(f))
    return FINE


@command
def verify(
    declaration: DeclarationPath,
    trust: Trust = None,
    as_of: AsOf = None,
    before: Annotated[Path | None, typer.Option("--before", metavar="DECLARATION")] = None,
    form: Format = "text",
) -> int:
    """Verify a declaration step by step, with its children, and run its rules."""
    from openpcf.api.declarations import verify as run

    reading = run(declaration, trust, as_of=instant(as_of), before=before, home=environment())
    answer(reading, form)
    if reading.problems:
        return SIGNATURE
    failed = any(str(judged.verdict) == "fail" for judged in reading.read.reports)
    return FINDINGS if failed else FINE


@command
def decide(
    declaration: DeclarationPath,
    policy: Annotated[Path, typer.Option("--policy", metavar="FILE")],
    as_of: Annotated[str, typer.Option("--as-of", metavar="DATE")],
    trust: Trust = None,
    form: Format = "text",
) -> int:
    """Decide offline: accept, supplement, refer or refuse, with all reasons."""
    from openpcf.api.declarations import decide as run

    found = run(declaration, trust, policy, instant(as_of) or "", home=environment())
    answer(found, form)
    if found.problem is not None:
        return found.problem.exit_code
    if found.reading is not None and found.reading.problems:
        return SIGNATURE
    return FINE if found.decision == "accept" else FINDINGS


@command
def disclose(
    declaration: DeclarationPath,
    out: Annotated[Path, typer.Argument(metavar="FILE")],
    show: Annotated[list[str] | None, typer.Option("--show", metavar="PART")] = None,
    hide: Annotated[list[str] | None, typer.Option("--hide", metavar="ID")] = None,
    no_children: Annotated[bool, typer.Option("--no-children")] = False,
    form: Format = "text",
) -> int:
    """Write another presentation of a declaration."""
    from openpcf.api.declarations import disclose as run

    made = run(declaration, out, show=show or (), hide=hide or (), children=not no_children)
    answer(made, form)
    return FINE


@command
def history(
    series: Annotated[str | None, typer.Argument(metavar="SERIES")] = None,
    version: Annotated[int | None, typer.Option("--version", metavar="NUMBER", min=1)] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE")] = None,
    full: Annotated[bool, typer.Option("--full")] = False,
    form: Format = "text",
) -> int:
    """List every version issued from this store, or write one of them again."""
    from openpcf.api.declarations import history as run

    answer(run(series, version=version, out=out, full=full, home=environment()), form)
    if out is not None:
        wrote(out)
    return FINE


@command
def report(
    source: Annotated[Path, typer.Argument(metavar="STUDY|DECLARATION")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE")] = Path("report.html"),
    trust: Trust = None,
    policy: Annotated[Path | None, typer.Option("--policy", metavar="FILE")] = None,
    as_of: AsOf = None,
) -> int:
    """Write one self-contained HTML report."""
    from openpcf.api.declarations import report as run

    with progress() as say:
        wrote(
            run(
                source, out, trust=trust, policy=policy, as_of=instant(as_of), home=environment(say)
            )
        )
    return FINE
