"""Arguments and options that several verbs share; their help is in the catalogue."""

from pathlib import Path
from typing import Annotated

import typer

StudyPath = Annotated[Path, typer.Argument(metavar="STUDY")]
DeclarationPath = Annotated[Path, typer.Argument(metavar="DECLARATION")]
Trust = Annotated[Path | None, typer.Option("--trust", metavar="LIST")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE")]


def _form(typed: str) -> str:
    """Refuse an unknown output format before any work is done."""
    if typed in ("text", "json"):
        return typed
    from openpcf.api.skin import UsageError
    from openpcf.cli.output import refuse

    raise typer.Exit(refuse(UsageError("FORMAT_UNKNOWN", found=typed, expected="text, json")))


Format = Annotated[str, typer.Option("--format", metavar="text|json", callback=_form)]
UpdateLock = Annotated[bool, typer.Option("--update-lock")]
Key = Annotated[str, typer.Option("--key", metavar="NAME")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT")]
PassphraseFile = Annotated[Path | None, typer.Option("--passphrase-file", metavar="FILE")]
Roles = Annotated[list[str] | None, typer.Option("--role", metavar="ROLE")]


def instant(typed: str | None) -> str | None:
    """Parse an instant, or a day as its last second, to RFC 3339 UTC.

    Raises UsageError ``AS_OF_FORM``.
    """
    from openpcf.api.skin import instant as read

    return None if typed is None else read(typed)


def day(typed: str | None) -> str | None:
    """Parse an instant, or a day as its first second; raises as :func:`instant`."""
    end = instant(typed)
    return f"{typed}T00:00:00Z" if typed is not None and len(typed) == 10 else end


def stated_passphrase(path: Path | None) -> str | None:
    """Read the passphrase from a file or the environment; None if it has to be asked for."""
    import os

    from openpcf.api.skin import read_passphrase

    return os.environ.get("OPENPCF_PASSPHRASE") if path is None else read_passphrase(path)


def passphrase(path: Path | None = None, *, confirm: bool = False) -> str:
    """Read the passphrase from a file or the environment, or ask for it.

    Raises UsageError ``PASSPHRASE_NEEDED`` if there is no terminal to ask on.
    """
    import getpass
    import warnings

    from openpcf.api.skin import UsageError
    from openpcf.cli.output import words

    stated = stated_passphrase(path)
    if stated is not None:
        return stated
    again = words("passphrase-again") if confirm else False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", getpass.GetPassWarning)
            answer: str = typer.prompt(
                words("passphrase"), hide_input=True, confirmation_prompt=again
            )
    except typer.Abort:
        raise UsageError("PASSPHRASE_NEEDED") from None
    return answer
