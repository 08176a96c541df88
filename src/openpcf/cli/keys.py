"""``keys``: own key pairs."""

from typing import Annotated

import typer

from openpcf.cli.help import Group, Verb
from openpcf.cli.options import Format, PassphraseFile, passphrase
from openpcf.cli.output import FINE, answer, command, environment, note, words

keys = typer.Typer(cls=Group, no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(keys, name="keys")


@keys.command("new", cls=Verb)
@command
def new(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    passphrase_file: PassphraseFile = None,
    form: Format = "text",
) -> int:
    """Make a key pair."""
    from openpcf.api.keys import new as run

    made = run(name, passphrase(passphrase_file, confirm=True), home=environment())
    answer(made, form)
    note(words("key-kept", folder=made["folder"]))
    note(words("key-lost"))
    return FINE


@keys.command("list", cls=Verb)
@command
def list_keys(form: Format = "text") -> int:
    """List own keys."""
    from openpcf.api.keys import list as run

    answer(run(home=environment()), form)
    return FINE


@keys.command("show", cls=Verb)
@command
def show(
    what: Annotated[str, typer.Argument(metavar="NAME|FILE")],
    form: Format = "text",
) -> int:
    """Show the thumbprint of a key."""
    from openpcf.api.keys import show as run

    answer(run(what, home=environment()), form)
    return FINE
