"""Verbs on declarations: sign, verify, clear, history, report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
    stated_passphrase,
)
from openpcf.cli.output import (
    FINDINGS,
    FINE,
    SIGNATURE,
    answer,
    command,
    environment,
    example,
    progress,
    tell,
    wrote,
)


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    for verb in (sign, verify, clear, history, report):
        app.command(name=verb.__name__, epilog=example(verb.__name__))(verb)


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
    form: Format = "text",
) -> int:
    """Check, sign and keep a footprint; write the declaration with its inventory hidden."""
    from openpcf.api.declarations import ready
    from openpcf.api.declarations import sign as run
    from openpcf.api.studies import check as judge
    from openpcf.model.finding import NEEDS_CONFIRMATION

    phrase = stated_passphrase(passphrase_file)
    with progress() as say:
        made = ready(
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
    tell(f for f in judge(made).findings if f.code in NEEDS_CONFIRMATION)
    signed = run(made, key, passphrase() if phrase is None else phrase, out, full=full)
    answer(signed, form)
    wrote(*(path for path in (out, full) if path is not None))
    tell(f for f in signed.findings if f.code not in NEEDS_CONFIRMATION)
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
    from openpcf.api.declarations import verify as run

    reading = run(declaration, trust, as_of=instant(as_of), before=before, home=environment())
    answer(reading, form)
    if reading.problems:
        return SIGNATURE
    failed = any(str(judged.verdict) == "fail" for judged in reading.read.reports)
    return FINDINGS if failed else FINE


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
    from openpcf.api.declarations import clear as run

    found = run(declaration, trust, policy, instant(as_of) or "", home=environment())
    answer(found, form)
    if found.problem is not None:
        return found.problem.exit_code
    if found.reading is not None and found.reading.problems:
        return SIGNATURE
    return FINE if found.decision == "accept" else FINDINGS


@command
def history(
    series: Annotated[str | None, typer.Argument(metavar="SERIES", help="One series only.")] = None,
    version: Annotated[
        int | None, typer.Option("--version", min=1, help="With --out: which; else the newest.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write a version's declaration again.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="With --out: inventory shown.")] = False,
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
    source: Annotated[Path, typer.Argument(metavar="STUDY|DECLARATION", help="What to show.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The HTML file.")] = Path("report.html"),
    trust: Trust = None,
    policy: Annotated[Path | None, typer.Option("--policy", help="Show its decision too.")] = None,
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
