"""Verbs between a manufacturer and its suppliers: request, reply, receive."""

from pathlib import Path
from typing import Annotated

import typer

from openpcf.cli.help import Verb
from openpcf.cli.options import Format, Key, PassphraseFile, Reason, StudyPath, Trust, passphrase
from openpcf.cli.output import FINE, answer, command, environment, note, progress, words


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    for verb in (request, reply, receive):
        app.command(name=verb.__name__, cls=Verb)(verb)


@command
def request(
    study: StudyPath,
    top: Annotated[int, typer.Option("--top", metavar="NUMBER", min=1)] = 5,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR")] = Path("requests"),
    trust: Trust = None,
    form: Format = "text",
) -> int:
    """Ask suppliers for what is missing."""
    from openpcf.api.suppliers import request as run

    with progress() as say:
        made = run(study, out, top=top, trust=trust, home=environment(say))
    answer(made, form)
    return FINE


@command
def reply(
    request: Annotated[Path, typer.Argument(metavar="REQUEST")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE|DIR")] = None,
    key: Key = "supplier",
    reason: Reason = None,
    passphrase_file: PassphraseFile = None,
    form: Format = "text",
) -> int:
    """Answer a request."""
    from openpcf.api.suppliers import reply as run

    if form == "text" or out is None:
        with progress() as say:
            answer(run(request, reason=reason, home=environment(say)), form)
    if out is None:
        note(words("unsigned", file=request))
        return FINE
    phrase = passphrase(passphrase_file)
    with progress() as say:
        made = run(request, out, key=key, passphrase=phrase, reason=reason, home=environment(say))
    answer(made, form)
    return FINE


@command
def receive(
    study: StudyPath,
    declaration: Annotated[Path, typer.Argument(metavar="DECLARATION")],
    lines: Annotated[list[str] | None, typer.Option("--line", metavar="ID")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="STUDY")] = None,
    trust: Trust = None,
    form: Format = "text",
) -> int:
    """Use a supplier's declaration in a study."""
    from openpcf.api.suppliers import receive as run

    with progress() as say:
        made = run(study, declaration, lines or (), out=out, trust=trust, home=environment(say))
    answer(made, form)
    return FINE
