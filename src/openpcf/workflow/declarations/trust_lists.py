"""Create and maintain a trust list: valid keys with their roles and periods.

A list is local and unsigned in this release. Each write raises its sequence number and sets new
dates, and the file is read back before it is used.
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
"""Default validity of a key."""

DAYS = 90
"""Validity of a list before it has to be renewed (trust.md §2)."""


@dataclass(frozen=True)
class KeyOwner:
    """The owner of keys: name, identifiers as in the documents it signs, roles."""

    name: str
    ids: tuple[str, ...]
    roles: tuple[str, ...] = ("issuer",)


@dataclass(frozen=True)
class Draft:
    """A list being edited: its identity, and its entities as plain data."""

    list_id: str
    sequence: int = 0
    entities: tuple[dict[str, Any], ...] = ()

    def listed(self) -> Iterable[dict[str, Any]]:
        return (key for entity in self.entities for key in entity["keys"])


def entity(owner: KeyOwner, keys: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return an entry of a list."""
    return {
        "ids": list(owner.ids),
        "name": owner.name,
        "roles": list(owner.roles),
        "status": "active",
        "keys": list(keys),
    }


def key_entry(jwk: dict[str, Any], start: str, until: str | None = None) -> dict[str, Any]:
    """Return a key with its period of validity; without an end it lasts some years."""
    return {
        "kid": jwk["kid"],
        "jwk": jwk,
        "use": "sig",
        "from": start,
        "until": until or later(start, YEARS),
    }


def list_bytes(draft: Draft, issued: str) -> bytes:
    """Return the list as a file with a sequence number above that of the draft."""
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
    """Add keys of one owner to the entry with exactly these ids, or to a new entry.

    A key that is already listed takes the new data. Raises UsageError ``TL_ROLE`` for an unknown
    role.
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
    """Add the key owners of another list, with those of their roles that are requested.

    Returns the kids that are new. Raises InputError ``TL_ID_TAKEN`` if an owner claims an id that
    belongs to another key here: a person has to decide.
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
    """Revoke a key from an instant on; raises InputError ``TL_NO_KEY``."""
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
    """Read and check the list of a file for editing."""
    data = read_bytes(path)
    read = read_trust_list(data, path.name)
    return Draft(read.list_id, read.sequence, tuple(orjson.loads(data)["entities"]))


def keep(path: Path, draft: Draft, environment: Environment) -> TrustList:
    """Write the list with new dates."""
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
    """Write a list of own keys (by name) or another party's public keys (by file).

    All keys belong to one owner; ``add`` keeps the existing entries. Returns the keys.

    Raises UsageError ``HOLDER_NEEDED``, ``KEY_MISSING``, ``KEY_NONE``, ``TL_ROLE``, and the errors
    of reading a file.
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
