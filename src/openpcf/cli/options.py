"""Arguments and options that several verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

StudyPath = Annotated[
    Path, typer.Argument(metavar="STUDY", help="A study: a folder with study.yaml or a workbook.")
]
DeclarationPath = Annotated[
    Path, typer.Argument(metavar="DECLARATION", help="A declaration (.json).")
]
Trust = Annotated[
    Path | None, typer.Option("--trust", metavar="LIST", help="Trust list: whose keys count.")
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Judge as of this day (its end, UTC) or instant."),
]


def _form(text: str) -> str:
    """Before any work is done; refused like every other call that is off."""
    if text in ("text", "json"):
        return text
    from openpcf.cli.output import refuse
    from openpcf.errors import UsageError

    raise typer.Exit(refuse(UsageError("FORMAT_UNKNOWN", found=text, expected="text, json")))


Format = Annotated[
    str,
    typer.Option("--format", metavar="text|json", help="Form of the answer.", callback=_form),
]
UpdateLock = Annotated[
    bool, typer.Option("--update-lock", help="Take what is here now and pin it in study.lock.")
]
Key = Annotated[
    str, typer.Option("--key", metavar="NAME", help="Key: a name in the home folder or a .pem.")
]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        help="Read the pass phrase there; else OPENPCF_PASSPHRASE, else it is asked for.",
    ),
]


def instant(text: str | None) -> str | None:
    """An instant, or the last second of a day, as RFC 3339 UTC: what was made on a day counts on
    it. Raises UsageError ``AS_OF_FORM``."""
    from datetime import UTC, date, datetime

    from openpcf.errors import UsageError

    if text is None:
        return None
    try:
        if len(text) == 10:
            return f"{date.fromisoformat(text).isoformat()}T23:59:59Z"
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError(text)
    except ValueError:
        raise UsageError("AS_OF_FORM", found=text, expected="2026-11-24") from None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(text: str | None) -> str | None:
    """An instant, or the first second of a day, as RFC 3339 UTC; raises as :func:`instant`."""
    end = instant(text)
    return f"{text}T00:00:00Z" if text is not None and len(text) == 10 else end


def stated_passphrase(path: Path | None) -> str | None:
    """The pass phrase of a file, else of the environment; None where it has to be asked for."""
    import os

    from openpcf.errors import InputError
    from openpcf.workflow.base.files import read_bytes

    if path is not None:
        try:
            return read_bytes(path, 10_000).decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise InputError("PASSPHRASE_FORM", place=str(path)) from None
    return os.environ.get("OPENPCF_PASSPHRASE")


def passphrase(path: Path | None = None, *, confirm: bool = False) -> str:
    """The pass phrase: file, environment, or asked for."""
    import getpass
    import warnings

    from openpcf.errors import UsageError

    stated = stated_passphrase(path)
    if stated is not None:
        return stated
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", getpass.GetPassWarning)
            answer: str = typer.prompt("Pass phrase", hide_input=True, confirmation_prompt=confirm)
    except typer.Abort:
        raise UsageError("PASSPHRASE_NEEDED") from None
    return answer
