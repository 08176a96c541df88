"""``openpcf``: the verbs. Large modules are imported only when a verb runs."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated, Any

import typer

from openpcf.api.skin import LANGUAGES, OpenpcfError
from openpcf.cli import declarations, keys, studies, suppliers, tools, trust
from openpcf.cli.former import today
from openpcf.cli.help import Group, explain
from openpcf.cli.output import (
    check_language,
    language,
    note,
    refuse_call,
    start_language,
    words,
)

CallFault: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for a wrong call, whichever click it is built on."""
NO_PLUGINS = "PYDANTIC_DISABLE_PLUGINS"
COMPLETE = "_OPENPCF_COMPLETE"
"""Set by a shell that asks for completions."""


class Verbs(Group):
    """Choose the language, translate former spellings, and report wrong calls.

    A call that typer cannot parse is reported like any other error: code, problem, fix.
    """

    def main(self, args: Any = None, *rest: Any, **extra: Any) -> Any:
        """Run one call and end the process with its exit code."""
        call = list(sys.argv[1:] if args is None else args)
        start_language(call)
        call, verb = today(call)
        if verb:
            note(words("former", verb=f"openpcf {verb}"))
        if COMPLETE in os.environ:
            explain(self, "", language())
        try:
            code = super().main(call, *rest, **{**extra, "standalone_mode": False})
        except CallFault as fault:
            code = refuse_call(fault)
        except typer.Abort:
            code = 130
        sys.exit(code if isinstance(code, int) else 0)


app = typer.Typer(
    name="openpcf",
    cls=Verbs,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for room in (studies, suppliers, declarations, tools, keys, trust):
    room.register(app)


def _version(show: bool) -> None:
    if show:
        from openpcf.api.skin import engine_version

        typer.echo(f"openpcf {engine_version()}")
        raise typer.Exit


@app.callback()
def _all(
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="|".join(LANGUAGES), callback=check_language, is_eager=True),
    ] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
) -> None:
    """Every option of the program acts when it is read."""


def main() -> None:
    """Run the command.

    The process is short-lived, so garbage collection runs less often (the default costs a fifth of
    a large import) and pydantic's search for plug-ins in all installed packages is switched off.
    """
    gc.set_threshold(200_000, 50, 50)
    os.environ.setdefault(NO_PLUGINS, "__all__")
    try:
        app()
    except OpenpcfError as problem:  # without its texts the program has no better sentence
        sys.exit(f"{problem}: reinstall openpcf, or correct the file")
