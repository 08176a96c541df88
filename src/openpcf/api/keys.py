"""``keys``: own key pairs, and the list of those whose keys count."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpcf.api.results import Table
from openpcf.api.studies import Home, Where, environment_of
from openpcf.api.text import rows_text
from openpcf.messages import text as message
from openpcf.messages.catalogue import Language
from openpcf.proof.trust_list import TrustList, read_trust_list
from openpcf.reporting.sanitize import sanitize
from openpcf.signers import read_public, thumbprint
from openpcf.workflow.base.files import read_bytes
from openpcf.workflow.declarations import keys as work
from openpcf.workflow.declarations import trust_lists as lists

Rows = builtins.list[dict[str, Any]]
ISSUER = ("issuer",)


def new(name: str, passphrase: str, *, home: Home | None = None) -> Table:
    """A new key pair, encrypted at rest with the pass phrase."""
    environment = environment_of(home)
    made = work.make(name, passphrase, environment)
    row = {"name": name, "kid": made.kid, "folder": str(work.folder(environment))}
    return Table(row, lambda *_: f"{name}  {made.kid}")


def list(*, home: Home | None = None) -> Table:
    """Own keys by name."""
    rows = [
        {"name": name, "kid": jwk["kid"]}
        for name, jwk in work.public_keys(environment_of(home)).items()
    ]
    return Table(rows, lambda language, _: rows_text(rows, language, "no keys"))


def _prints(rows: Rows) -> Table:
    return Table(
        rows,
        lambda *_: "\n".join(
            f"{sanitize(r['name'])}  {r['kid']}\n    {r['thumbprint']}" for r in rows
        ),
    )


def _row(name: str, jwk: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "kid": jwk["kid"], "thumbprint": thumbprint(jwk)}


def show(what: Where, *, home: Home | None = None) -> Table:
    """The thumbprint of an own key by its name or of a .jwk.json file, to be compared by
    telephone; or who is on a trust list."""
    own = work.public_keys(environment_of(home))
    if str(what) in own:
        return _prints([_row(str(what), own[str(what)])])
    path = Path(what)
    if path.name.endswith(".jwk.json"):
        return _prints([_row(path.name, read_public(path))])
    read = read_trust_list(read_bytes(path), path.name)
    return Table(_list_plain(read), lambda language, _: _list_text(read, language))


def _list_plain(read: TrustList) -> dict[str, Any]:
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


_LIST = {
    "en": ("number {0}  made {1}  to be renewed by {2}", "REVOKED {0}"),
    "zh": ("序号 {0}  编制于 {1}  须在 {2} 前更新", "已撤销 {0}"),
}
_STATED = {
    "issuer": "签发方",
    "verifier": "核查方",
    "active": "有效",
    "suspended": "暂停",
    "withdrawn": "已撤回",
}


def _list_text(read: TrustList, language: Language = "en") -> str:
    plain = _list_plain(read)
    head, revoked = _LIST[language]
    stated = _STATED if language == "zh" else {}
    head = head.format(read.sequence, read.issued[:10], read.next_update[:10])
    lines = [f"{sanitize(read.list_id)}  {head}"]
    for entity in plain["entities"]:
        marks = (*entity["roles"], sanitize(entity["status"]))
        marked = ("、" if stated else ", ").join(stated.get(mark, mark) for mark in marks)
        lines.append(
            f"\n{sanitize(entity['name'])}  {message('meta.bracketed', language, text=marked)}"
        )
        lines += [f"  {sanitize(name)}" for name in entity["ids"]]
        for key in entity["keys"]:
            period = f"{key['from']} – {key['until']}"
            if "revoked_at" in key:
                period += f"  {revoked.format(key['revoked_at'])}"
            lines.append(f"  {sanitize(key['kid'])}  {period}\n    {key['thumbprint']}")
    return "\n".join(lines)


def trust(
    out: Where,
    holder: str,
    ids: Sequence[str],
    *,
    keys: Sequence[str] = (),
    jwks: Sequence[Where] = (),
    roles: Sequence[str] = ISSUER,
    start: str | None = None,
    until: str | None = None,
    add: bool = False,
    home: Home | None = None,
) -> Table:
    """Write a trust list of own keys (all, or those named), or of somebody else's public keys
    (``jwks``); gives the thumbprints to be compared with their holder. ``add`` keeps what is there.

    Raises UsageError ``HOLDER_NEEDED``, ``KEY_MISSING``, ``KEY_NONE``, ``TL_ROLE``.
    """
    made = lists.write_trust_list(
        Path(out),
        lists.Holder(holder, tuple(ids), tuple(roles)),
        environment_of(home),
        names=keys,
        jwks=[Path(one) for one in jwks],
        start=start,
        until=until,
        add=add,
    )
    return _prints([_row(holder, jwk) for jwk in made])


def merge(
    path: Where,
    others: Sequence[Where],
    *,
    roles: Sequence[str] = ISSUER,
    home: Home | None = None,
) -> Table:
    """Take over the holders of lists somebody sent; gives the thumbprints of the new ones."""
    draft = lists.load_draft(Path(path))
    new: builtins.list[str] = []
    for other in others:
        draft, taken = lists.merged(draft, lists.load_draft(Path(other)), tuple(roles))
        new += taken
    jwks = {key["kid"]: key["jwk"] for key in draft.listed()}
    names = {k["kid"]: e["name"] for e in draft.entities for k in e["keys"]}
    lists.keep(Path(path), draft, environment_of(home))
    return _prints([_row(names[kid], jwks[kid]) for kid in new])


def revoke(path: Where, kid: str, at: str | None = None, *, home: Home | None = None) -> Table:
    """Note in a list that a key counts no more from an instant on (RFC 3339 UTC; else now)."""
    environment = environment_of(home)
    moment = at or environment.now()
    lists.keep(Path(path), lists.revoked(lists.load_draft(Path(path)), kid, moment), environment)
    row = {"kid": kid, "revoked_at": moment}
    return Table(row, lambda *_: f"{kid}  {moment}")


def renew(path: Where, *, home: Home | None = None) -> Table:
    """Give a list that still holds new dates."""
    made = lists.keep(Path(path), lists.load_draft(Path(path)), environment_of(home))
    row = {"list_id": made.list_id, "sequence": made.sequence, "next_update": made.next_update}
    return Table(row, lambda *_: f"{sanitize(made.list_id)}  {made.next_update[:10]}")
