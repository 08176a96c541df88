"""``trust``: create and maintain trust lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpcf.api.base import Where, environment_of
from openpcf.api.results import Table

if TYPE_CHECKING:
    from openpcf.api.base import Home
    from openpcf.messages.catalogue import Language
    from openpcf.proof.trust_list import TrustList

ISSUER = ("issuer",)


def _fingerprints(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Table:
    from openpcf.api.keys import fingerprint, fingerprints

    return fingerprints([fingerprint(name, jwk) for name, jwk in rows])


def create(
    path: Where,
    owner: str,
    ids: Sequence[str],
    *,
    keys: Sequence[str] = (),
    jwks: Sequence[Where] = (),
    roles: Sequence[str] = ISSUER,
    start: str | None = None,
    until: str | None = None,
    home: Home | None = None,
) -> Table:
    """Write a new trust list of own keys or of another party's public keys.

    ``owner`` is the key owner, ``ids`` its identifiers as used in the documents it signs; ``keys``
    names own keys (default: all), ``jwks`` files of public keys. The keys are valid from ``start``
    (default: now) until ``until`` (default: three years later), RFC 3339 UTC. Returns the
    thumbprints, to be compared with the key owner.

    Raises UsageError ``HOLDER_NEEDED``, ``KEY_MISSING``, ``KEY_NONE``, ``TL_ROLE``.
    """
    return _write(path, owner, ids, keys, jwks, roles, start, until, home, add=False)


def add(
    path: Where,
    owner: str,
    ids: Sequence[str],
    *,
    keys: Sequence[str] = (),
    jwks: Sequence[Where] = (),
    roles: Sequence[str] = ISSUER,
    start: str | None = None,
    until: str | None = None,
    home: Home | None = None,
) -> Table:
    """Add keys of one owner to a trust list and keep the existing entries.

    Parameters and errors as in :func:`create`.
    """
    return _write(path, owner, ids, keys, jwks, roles, start, until, home, add=True)


def _write(
    path: Where,
    owner: str,
    ids: Sequence[str],
    keys: Sequence[str],
    jwks: Sequence[Where],
    roles: Sequence[str],
    start: str | None,
    until: str | None,
    home: Home | None,
    *,
    add: bool,
) -> Table:
    from openpcf.workflow.declarations.trust_lists import KeyOwner, write_trust_list

    made = write_trust_list(
        Path(path),
        KeyOwner(owner, tuple(ids), tuple(roles)),
        environment_of(home),
        names=keys,
        jwks=[Path(one) for one in jwks],
        start=start,
        until=until,
        add=add,
    )
    return _fingerprints((owner, jwk) for jwk in made)


def merge(
    path: Where,
    others: Sequence[Where],
    *,
    roles: Sequence[str] = ISSUER,
    home: Home | None = None,
) -> Table:
    """Add the key owners of other lists; return the thumbprints of the new keys."""
    from openpcf.workflow.declarations.trust_lists import keep, load_draft, merged

    draft = load_draft(Path(path))
    new: list[str] = []
    for other in others:
        draft, taken = merged(draft, load_draft(Path(other)), tuple(roles))
        new += taken
    jwks = {key["kid"]: key["jwk"] for key in draft.listed()}
    names = {k["kid"]: e["name"] for e in draft.entities for k in e["keys"]}
    keep(Path(path), draft, environment_of(home))
    return _fingerprints((names[kid], jwks[kid]) for kid in new)


def revoke(path: Where, kid: str, at: str | None = None, *, home: Home | None = None) -> Table:
    """Revoke a key in a list from an instant on (RFC 3339 UTC; default: now)."""
    from openpcf.workflow.declarations.trust_lists import keep, load_draft, revoked

    environment = environment_of(home)
    moment = at or environment.now()
    keep(Path(path), revoked(load_draft(Path(path)), kid, moment), environment)
    return Table({"kid": kid, "revoked_at": moment}, lambda *_: f"{kid}  {moment}")


def renew(path: Where, *, home: Home | None = None) -> Table:
    """Give an unchanged list new dates."""
    from openpcf.reporting.sanitize import sanitize
    from openpcf.workflow.declarations.trust_lists import keep, load_draft

    made = keep(Path(path), load_draft(Path(path)), environment_of(home))
    row = {"list_id": made.list_id, "sequence": made.sequence, "next_update": made.next_update}
    return Table(row, lambda *_: f"{sanitize(made.list_id)}  {made.next_update[:10]}")


def show(path: Where) -> Table:
    """Show the entries of a trust list, with the thumbprint and period of each key."""
    from openpcf.proof.trust_list import read_trust_list
    from openpcf.workflow.base.files import read_bytes

    read = read_trust_list(read_bytes(Path(path)), Path(path).name)
    return Table(_json(read), lambda language, _: _text(_json(read), language))


def _json(read: TrustList) -> dict[str, Any]:
    from openpcf.signers import thumbprint

    return {
        "list_id": read.list_id,
        "sequence": read.sequence,
        "issued": read.issued,
        "next_update": read.next_update,
        "entities": [
            {
                "name": entity.name,
                "ids": [*entity.ids],
                "roles": [*entity.roles],
                "status": entity.status,
                "keys": [
                    {
                        "kid": key.kid,
                        "thumbprint": thumbprint(key.jwk),
                        "from": f"{key.valid_from:%Y-%m-%d}",
                        "until": f"{key.until:%Y-%m-%d}",
                        **(
                            {}
                            if key.revoked_at is None
                            else {"revoked_at": f"{key.revoked_at:%Y-%m-%d}"}
                        ),
                    }
                    for key in read.keys.values()
                    if key.entity is entity
                ],
            }
            for entity in read.entities
        ],
    }


def _text(data: Mapping[str, Any], language: Language) -> str:
    from openpcf.messages.catalogue import term, text
    from openpcf.reporting.sanitize import sanitize

    head = text(
        "answer.trust-list",
        language,
        id=sanitize(data["list_id"]),
        sequence=data["sequence"],
        issued=data["issued"][:10],
        next_update=data["next_update"][:10],
    )
    lines = [head]
    for entity in data["entities"]:
        marks = [term("role", role, language) for role in entity["roles"]]
        marks.append(sanitize(term("entity-status", entity["status"], language)))
        owner = sanitize(entity["name"])
        lines.append("\n" + text("answer.trust-owner", language, name=owner, marks=marks))
        lines += [f"  {sanitize(name)}" for name in entity["ids"]]
        for key in entity["keys"]:
            period = f"{key['from']} – {key['until']}"
            if "revoked_at" in key:
                revoked = text("answer.revoked", language, day=key["revoked_at"])
                period = f"{period}  {revoked}"
            lines.append(f"  {sanitize(key['kid'])}  {period}\n    {key['thumbprint']}")
    return "\n".join(lines)
