"""``keys``: own key pairs, and the list of those whose keys count."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openpcf.cli.options import Format, PassphraseFile, day, passphrase
from openpcf.cli.output import FINE, answer, command, environment, example, language, note, wrote

keys = typer.Typer(help="Make keys; keep the list of whose keys count.", no_args_is_help=True)

ListPath = Annotated[Path, typer.Argument(metavar="LIST", help="A trust list (.json).")]
Roles = Annotated[
    list[str] | None,
    typer.Option("--role", help="issuer (if none is named), verifier, …; repeatable."),
]
ISSUER = ("issuer",)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.add_typer(keys, name="keys", epilog=example("keys"))


def _compare() -> None:
    note(
        "请通过电话与持有方核对指纹"
        if language() == "zh"
        else "compare the thumbprints with their holder by telephone"
    )


@keys.command("new", epilog=example("keys new"))
@command
def new(
    name: Annotated[str, typer.Argument(help="A name, such as maker.")],
    passphrase_file: PassphraseFile = None,
    form: Format = "text",
) -> int:
    """Make a key pair, encrypted with a pass phrase."""
    from openpcf.api.keys import new as run

    made = run(name, passphrase(passphrase_file, confirm=True), home=environment())
    answer(made, form)
    if language() == "zh":
        note(f"保存在 {made['folder']}；.jwk.json 可交给他人，.key.pem 仅供自己使用")
        note("口令遗失后无人能恢复：请与 .key.pem 的副本分开保管")
    else:
        note(f"kept in {made['folder']}; the .jwk.json is for others, the .key.pem is yours alone")
        note("nobody can restore a lost pass phrase: keep it and a copy of the .key.pem apart")
    return FINE


@keys.command("list", epilog=example("keys list"))
@command
def list_keys(form: Format = "text") -> int:
    """List own keys."""
    from openpcf.api.keys import list as run

    answer(run(home=environment()), form)
    return FINE


@keys.command("show", epilog=example("keys show"))
@command
def show(
    what: Annotated[
        str, typer.Argument(metavar="NAME|FILE", help="An own key, a .jwk.json or a trust list.")
    ],
    form: Format = "text",
) -> int:
    """Show a key's thumbprint to compare by telephone, or who is on a trust list."""
    from openpcf.api.keys import show as run

    answer(run(what, home=environment()), form)
    return FINE


@keys.command("trust", epilog=example("keys trust"))
@command
def trust(
    out: Annotated[Path, typer.Argument(metavar="LIST", help="The trust list to write.")],
    holder: Annotated[str, typer.Option(help="Name of who holds the keys.")],
    ids: Annotated[
        list[str],
        typer.Option("--id", help="Identifier of the holder, as in what they sign; repeatable."),
    ],
    names: Annotated[
        list[str] | None, typer.Option("--key", help="Which own keys; else all.")
    ] = None,
    jwk: Annotated[
        list[Path] | None,
        typer.Option("--jwk", metavar="FILE", help="Somebody else's public key; repeatable."),
    ] = None,
    roles: Roles = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Counts from; else from now on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Counts until; else three years.")
    ] = None,
    add: Annotated[
        bool, typer.Option("--add", help="Keep the holders the list has already.")
    ] = False,
    form: Format = "text",
) -> int:
    """Write a trust list: whose keys count. Of own keys, to hand to those who rely on them; or of
    a supplier's (--jwk), compared beforehand by a way that is not the mail it came with."""
    from openpcf.api.keys import trust as run

    made = run(
        out,
        holder,
        ids,
        keys=names or (),
        jwks=jwk or (),
        roles=roles or ISSUER,
        start=day(start),
        until=day(until),
        add=add,
        home=environment(),
    )
    answer(made, form)
    wrote(out)
    _compare()
    return FINE


@keys.command("merge", epilog=example("keys merge"))
@command
def merge(
    path: ListPath,
    others: Annotated[list[Path], typer.Argument(metavar="OTHER", help="Lists of others.")],
    roles: Roles = None,
    form: Format = "text",
) -> int:
    """Take over the holders of a list somebody sent (as issuers, unless --role says more)."""
    from openpcf.api.keys import merge as run

    answer(run(path, others, roles=roles or ISSUER, home=environment()), form)
    wrote(path)
    _compare()
    return FINE


@keys.command("revoke", epilog=example("keys revoke"))
@command
def revoke(
    path: ListPath,
    kid: Annotated[str, typer.Argument(metavar="KID", help="The key's id: `keys show LIST`.")],
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Counts no more from; else now.")
    ] = None,
    form: Format = "text",
) -> int:
    """Note in a list that a key counts no more."""
    from openpcf.api.keys import revoke as run

    answer(run(path, kid, day(start), home=environment()), form)
    wrote(path)
    return FINE


@keys.command("renew", epilog=example("keys renew"))
@command
def renew(path: ListPath, form: Format = "text") -> int:
    """Give a list that still holds new dates."""
    from openpcf.api.keys import renew as run

    answer(run(path, home=environment()), form)
    wrote(path)
    return FINE
