"""``openpcf``: the verbs. Nothing heavy is imported before a verb runs."""

from __future__ import annotations

import gc
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from openpcf.cli import declarations, keys, studies, tools
from openpcf.cli.output import choose_language, example, refuse_call

CallFault: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for a call that is off, whichever click stands below it."""


class Verbs(TyperGroup):
    """Refuses a call that is off like anything else: code, what is wrong, how to mend it."""

    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except CallFault as fault:
            code = refuse_call(fault)
        except typer.Abort:
            code = 130
        sys.exit(code if isinstance(code, int) else 0)


app = typer.Typer(
    name="openpcf",
    cls=Verbs,
    help="Digital product carbon footprints: calculated, checked, signed, decided on.",
    epilog=example("openpcf"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
studies.register(app)
declarations.register(app)
tools.register(app)
keys.register(app)


def _version(show: bool) -> None:
    if show:
        from openpcf.workflow.base.resources import engine_version

        typer.echo(f"openpcf {engine_version()}")
        raise typer.Exit


@app.callback()
def _all(
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="en|zh", help="Language; else OPENPCF_LANG, the locale."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")
    ] = False,
) -> None:
    choose_language(lang)


def main() -> None:
    """Entry point of the command. It lives for seconds: looking for cycles as often as usual would
    cost a fifth of a large import."""
    gc.set_threshold(200_000, 50, 50)
    app()
