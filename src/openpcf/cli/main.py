"""``openpcf``: the verbs. Nothing heavy is imported before a verb runs."""

from __future__ import annotations

from typing import Annotated

import typer

from openpcf.cli import declarations, keys, studies, tools
from openpcf.cli.frame import choose_language

app = typer.Typer(
    name="openpcf",
    help="Digital product carbon footprints: calculated, checked, signed, decided on.",
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
        from openpcf.workflow.resources import engine_version

        typer.echo(f"openpcf {engine_version()}")
        raise typer.Exit


@app.callback()
def _all(
    lang: Annotated[
        str | None, typer.Option("--lang", help="en or zh; else OPENPCF_LANG or the locale.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")
    ] = False,
) -> None:
    choose_language(lang)


def main() -> None:
    """Entry point of the command."""
    app()
