"""Making and keeping a trust list: whose keys count, in which role, from when to when.

A list is local and unsigned in this release. Each writing gives it a higher sequence and new
dates, and it is read back before it is given out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from openpcf.errors import InputError, UsageError
from openpcf.model.canonical import canonical_bytes
from openpcf.proof.trust_list import ROLES, TYPE, TrustList, read_trust_list
from openpcf.signers import read_public
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.base.files import read_bytes, write_bytes
from openpcf.workflow.declarations.keys import folder, later, public_keys

YEARS = 3
"""How long a key counts where nobody says otherwise."""

DAYS = 90
"""How long a list counts before it is to be renewed (trust.md §2)."""


@dataclass(frozen=True)
class KeyOwner:
    """Who owns keys: name, identifiers as in the documents they sign, roles."""

    name: str
    ids: tuple[str, ...]
    roles: tuple[str, ...] = ("issuer",)


@dataclass(frozen=True)
class Draft:
    """A list being kept: its identity, and its entities as plain data."""

    list_id: str
    sequence: int = 0
    entities: tuple[dict[str, Any], ...] = ()

    def listed(self) -> Iterable[dict[str, Any]]:
        return (key for entity in self.entities for key in entity["keys"])


def entity(owner: KeyOwner, keys: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """An entry of a list."""
    return {
        "ids": list(owner.ids),
        "name": owner.name,
        "roles": list(owner.roles),
        "status": "active",
        "keys": list(keys),
    }


def key_entry(jwk: dict[str, Any], start: str, until: str | None = None) -> dict[str, Any]:
    """A key with the period in which it counts; without end some years."""
    return {
        "kid": jwk["kid"],
        "jwk": jwk,
        "use": "sig",
        "from": start,
        "until": until or later(start, YEARS),
    }


def list_bytes(draft: Draft, issued: str) -> bytes:
    """The list as a file: its sequence is above that of the draft."""
    data = canonical_bytes(
        {
            "type": TYPE,
            "list_id": draft.list_id,
            "sequence": max(int(datetime.fromisoformat(issued).timestamp()), draft.sequence + 1),
            "issued": issued,
            "next_update": later(issued, days=DAYS),
            "entities": list(draft.entities),
        }
    )
    read_trust_list(data, draft.list_id)
    return data + b"\n"


def added(draft: Draft, owner: KeyOwner, keys: Sequence[dict[str, Any]]) -> Draft:
    """Keys of one owner: put to the entry of the very same ids, else in one of their own. A key
    that is listed already moves to what is said now.

    Raises UsageError ``TL_ROLE`` for a role there is not.
    """
    for role in owner.roles:
        if role not in ROLES:
            raise UsageError("TL_ROLE", found=role, expected=", ".join(sorted(ROLES)))
    again = {key["kid"] for key in keys}
    kept: list[dict[str, Any]] = []
    mine = list(keys)
    at: int | None = None
    for entry in draft.entities:
        rest = [key for key in entry["keys"] if key["kid"] not in again]
        if set(entry["ids"]) == set(owner.ids):
            mine = [*rest, *mine]
            roles = tuple(dict.fromkeys((*entry["roles"], *owner.roles)))
            owner = replace(owner, roles=roles)
            at = len(kept) if at is None else at
        elif rest or not entry["keys"]:
            kept.append({**entry, "keys": rest})
    kept.insert(len(kept) if at is None else at, entity(owner, mine))
    return replace(draft, entities=tuple(kept))


def merged(draft: Draft, other: Draft, roles: Sequence[str]) -> tuple[Draft, tuple[str, ...]]:
    """The key owners of somebody else's list taken over, with those of their roles that are asked
    for alone; gives the kids that are new.

    Raises InputError ``TL_ID_TAKEN`` where one claims an id that another key has here: that is
    for a person to say.
    """
    listed = {key["kid"] for key in draft.listed()}
    listed_by = {name: entry for entry in draft.entities for name in entry["ids"]}
    new: list[str] = []
    for entry in other.entities:
        fresh = [key for key in entry["keys"] if key["kid"] not in listed]
        kept = tuple(role for role in entry["roles"] if role in roles)
        if not fresh or not kept or entry["status"] != "active":
            continue
        for name in entry["ids"]:
            if name in listed_by:
                raise InputError("TL_ID_TAKEN", name, entry["name"], listed_by[name]["name"])
        draft = added(draft, KeyOwner(entry["name"], tuple(entry["ids"]), kept), fresh)
        new += [key["kid"] for key in fresh]
    return draft, tuple(new)


def revoked(draft: Draft, kid: str, at: str) -> Draft:
    """A key that counts no more from an instant on; raises InputError ``TL_NO_KEY``."""
    if kid not in {key["kid"] for key in draft.listed()}:
        raise InputError("TL_NO_KEY", draft.list_id, kid)
    entities = tuple(
        {
            **entry,
            "keys": [
                {**key, "revoked_at": at} if key["kid"] == kid else key for key in entry["keys"]
            ],
        }
        for entry in draft.entities
    )
    return replace(draft, entities=entities)


def load_draft(path: Path) -> Draft:
    """The list of a file, checked, to be kept."""
    data = read_bytes(path)
    read = read_trust_list(data, path.name)
    return Draft(read.list_id, read.sequence, tuple(orjson.loads(data)["entities"]))


def keep(path: Path, draft: Draft, environment: Environment) -> TrustList:
    """Write it, renewed."""
    data = list_bytes(draft, environment.now())
    write_bytes(path, data)
    return read_trust_list(data, path.name)


def write_trust_list(
    path: Path,
    owner: KeyOwner,
    environment: Environment,
    *,
    names: Sequence[str] = (),
    jwks: Sequence[Path] = (),
    start: str | None = None,
    until: str | None = None,
    add: bool = False,
) -> list[dict[str, Any]]:
    """A list of own keys by name, or of somebody else's public keys by file, held by one; gives
    the keys. ``add`` keeps what the list holds already.

    Raises UsageError ``HOLDER_NEEDED``, ``KEY_MISSING``, ``KEY_NONE``, ``TL_ROLE``;
    what is wrong with a file.
    """
    texts = [("--owner", owner.name), *(("--id", one) for one in owner.ids or ("",))]
    for option, text in texts:
        if not text.strip():
            raise UsageError("HOLDER_NEEDED", found=option, expected="urn:pact:maker.example:…")
    known = public_keys(environment)
    missing = [name for name in names if name not in known]
    if missing:
        raise UsageError("KEY_MISSING", place=str(folder(environment)), found=", ".join(missing))
    own = [known[name] for name in names or (() if jwks else known)]
    jwk = [*own, *map(read_public, jwks)]
    if not jwk:
        raise UsageError("KEY_NONE")
    entries = [key_entry(one, start or environment.now(), until) for one in jwk]
    before = load_draft(path) if add else Draft(f"{path.stem}-{environment.new_id()[:8]}")
    keep(path, added(before, owner, entries), environment)
    return jwk
