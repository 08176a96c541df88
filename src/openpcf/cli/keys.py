"""``keys``: own key pairs, and the list of those whose keys count."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from openpcf.cli.frame import FINE, command, here, note, tell_text
from openpcf.cli.options import PassphraseFile, day, passphrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpcf.trust.trust_list import TrustList

keys = typer.Typer(help="Make keys; keep the list of whose keys count.", no_args_is_help=True)

ListPath = Annotated[Path, typer.Argument(metavar="LIST", help="A trust list (.json).")]
Roles = Annotated[
    list[str] | None,
    typer.Option("--role", help="issuer (if none is named), verifier, …; repeatable."),
]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.add_typer(keys, name="keys")


def _thumbprints(named: Iterable[tuple[str, dict[str, Any]]]) -> None:
    from openpcf.keys import thumbprint

    for name, jwk in named:
        tell_text(f"{name}  {jwk['kid']}\n    {thumbprint(jwk)}")


@keys.command("new")
@command
def new(
    name: Annotated[str, typer.Argument(help="A name, such as maker.")],
    passphrase_file: PassphraseFile = None,
) -> int:
    """Make a key pair, encrypted with a pass phrase."""
    from openpcf.workflow.keys import folder, make

    made = make(name, passphrase(passphrase_file, confirm=True), here())
    tell_text(f"{name}  {made.kid}")
    note(f"kept in {folder(here())}; the .jwk.json is for others, the .key.pem is yours alone")
    note("nobody can restore a lost pass phrase: keep it and a copy of the .key.pem apart")
    return FINE


@keys.command("list")
@command
def list_keys() -> int:
    """List own keys."""
    from openpcf.report.terminal import table
    from openpcf.workflow.keys import public_keys

    tell_text(table((n, j["kid"]) for n, j in public_keys(here()).items()) or "no keys yet")
    return FINE


@keys.command("show")
@command
def show(
    what: Annotated[
        str, typer.Argument(metavar="NAME|FILE", help="An own key, a .jwk.json or a trust list.")
    ],
) -> int:
    """Show a key's thumbprint to compare by telephone, or who is on a trust list."""
    from openpcf.keys import read_public
    from openpcf.trust.trust_list import read_trust_list
    from openpcf.workflow.files import read_bytes
    from openpcf.workflow.keys import public_keys

    own = public_keys(here())
    if what in own:
        _thumbprints([(what, own[what])])
        return FINE
    path = Path(what)
    if path.name.endswith(".jwk.json"):
        _thumbprints([(path.name, read_public(path))])
        return FINE
    _list(read_trust_list(read_bytes(path), path.name))
    return FINE


def _list(read: TrustList) -> None:
    from openpcf.keys import thumbprint
    from openpcf.report.terminal import clean

    tell_text(
        f"{clean(read.list_id)}  number {read.sequence}  made {read.issued[:10]}  "
        f"to be renewed by {read.next_update[:10]}"
    )
    for entity in read.entities:
        tell_text(f"\n{clean(entity.name)}  ({', '.join(entity.roles)}, {clean(entity.status)})")
        for name in entity.ids:
            tell_text(f"  {clean(name)}")
        for key in read.keys.values():
            if key.entity is not entity:
                continue
            period = f"{key.valid_from:%Y-%m-%d} – {key.until:%Y-%m-%d}"
            if key.revoked_at is not None:
                period += f"  REVOKED {key.revoked_at:%Y-%m-%d}"
            tell_text(f"  {clean(key.kid)}  {period}\n    {thumbprint(key.jwk)}")


@keys.command("trust")
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
) -> int:
    """Write a trust list: whose keys count. Of own keys, to hand to those who rely on them; or of
    a supplier's (--jwk), compared beforehand by a way that is not the mail it came with."""
    from openpcf.workflow.trust_lists import Holder, write_trust_list

    made = write_trust_list(
        out, Holder(holder, tuple(ids), tuple(roles or ["issuer"])), here(),
        names=names or (), jwks=jwk or (), start=day(start), until=day(until), add=add,
    )  # fmt: skip
    _thumbprints((holder, one) for one in made)
    note(f"wrote {out}; compare the thumbprints with their holder by telephone")
    return FINE


@keys.command("merge")
@command
def merge(
    path: ListPath,
    others: Annotated[list[Path], typer.Argument(metavar="OTHER", help="Lists of others.")],
    roles: Roles = None,
) -> int:
    """Take over the holders of a list somebody sent (as issuers, unless --role says more)."""
    from openpcf.workflow.trust_lists import keep, load_draft, merged

    draft, new = load_draft(path), list[str]()
    for other in others:
        draft, taken = merged(draft, load_draft(other), tuple(roles or ["issuer"]))
        new += taken
    jwks = {key["kid"]: key["jwk"] for key in draft.listed()}
    names = {k["kid"]: e["name"] for e in draft.entities for k in e["keys"]}
    keep(path, draft, here())
    _thumbprints((names[kid], jwks[kid]) for kid in new)
    note(f"wrote {path}: {len(new)} new; compare the thumbprints with their holders by telephone")
    return FINE


@keys.command("revoke")
@command
def revoke(
    path: ListPath,
    kid: Annotated[str, typer.Argument(metavar="KID", help="The key's id: `keys show LIST`.")],
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Counts no more from; else now.")
    ] = None,
) -> int:
    """Note in a list that a key counts no more."""
    from openpcf.workflow.trust_lists import keep, load_draft, revoked

    at = day(start) or here().now()
    keep(path, revoked(load_draft(path), kid, at), here())
    note(f"wrote {path}: {kid} counts no more from {at}")
    return FINE


@keys.command("renew")
@command
def renew(path: ListPath) -> int:
    """Give a list that still holds new dates."""
    from openpcf.workflow.trust_lists import keep, load_draft

    made = keep(path, load_draft(path), here())
    note(f"wrote {path}: to be renewed by {made.next_update[:10]}")
    return FINE
