"""``trust``: create and maintain trust lists."""

from pathlib import Path
from typing import Annotated, Any

import typer

from openpcf.cli.help import Group, Verb
from openpcf.cli.options import Format, Roles, day
from openpcf.cli.output import FINE, answer, command, environment, note, words, wrote

trust = typer.Typer(cls=Group, no_args_is_help=True)

ListPath = Annotated[Path, typer.Argument(metavar="LIST")]
Owner = Annotated[str, typer.Option("--owner", metavar="NAME")]
Ids = Annotated[list[str], typer.Option("--id", metavar="URI")]
OwnKeys = Annotated[list[str] | None, typer.Option("--key", metavar="NAME")]
PublicKeys = Annotated[list[Path] | None, typer.Option("--jwk", metavar="FILE")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE")]
ISSUER = ("issuer",)


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(trust, name="trust")


def _written(made: Any, path: Path, form: str) -> int:
    answer(made, form)
    wrote(path)
    note(words("compare-thumbprints"))
    return FINE


@trust.command("create", cls=Verb)
@command
def create(
    path: ListPath,
    owner: Owner,
    ids: Ids,
    names: OwnKeys = None,
    jwk: PublicKeys = None,
    roles: Roles = None,
    start: From = None,
    until: Until = None,
    form: Format = "text",
) -> int:
    """Write a new trust list."""
    from openpcf.api.trust import create as run

    made = run(
        path,
        owner,
        ids,
        keys=names or (),
        jwks=jwk or (),
        roles=roles or ISSUER,
        start=day(start),
        until=day(until),
        home=environment(),
    )
    return _written(made, path, form)


@trust.command("add", cls=Verb)
@command
def add(
    path: ListPath,
    owner: Owner,
    ids: Ids,
    names: OwnKeys = None,
    jwk: PublicKeys = None,
    roles: Roles = None,
    start: From = None,
    until: Until = None,
    form: Format = "text",
) -> int:
    """Add keys to a trust list."""
    from openpcf.api.trust import add as run

    made = run(
        path,
        owner,
        ids,
        keys=names or (),
        jwks=jwk or (),
        roles=roles or ISSUER,
        start=day(start),
        until=day(until),
        home=environment(),
    )
    return _written(made, path, form)


@trust.command("merge", cls=Verb)
@command
def merge(
    path: ListPath,
    others: Annotated[list[Path], typer.Argument(metavar="OTHER")],
    roles: Roles = None,
    form: Format = "text",
) -> int:
    """Add the key owners of other lists."""
    from openpcf.api.trust import merge as run

    return _written(run(path, others, roles=roles or ISSUER, home=environment()), path, form)


@trust.command("revoke", cls=Verb)
@command
def revoke(
    path: ListPath,
    kid: Annotated[str, typer.Argument(metavar="KID")],
    start: From = None,
    form: Format = "text",
) -> int:
    """Revoke a key."""
    from openpcf.api.trust import revoke as run

    answer(run(path, kid, day(start), home=environment()), form)
    wrote(path)
    return FINE


@trust.command("renew", cls=Verb)
@command
def renew(path: ListPath, form: Format = "text") -> int:
    """Give a list new dates."""
    from openpcf.api.trust import renew as run

    answer(run(path, home=environment()), form)
    wrote(path)
    return FINE


@trust.command("show", cls=Verb)
@command
def show(path: ListPath, form: Format = "text") -> int:
    """Show the entries of a list."""
    from openpcf.api.trust import show as run

    answer(run(path), form)
    return FINE
