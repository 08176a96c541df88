"""``keys``: key pairs, and a trust list of one's own keys to hand to others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from openpcf.errors import UsageError
from openpcf.keys import FileSigner, new_key, open_key, read_public
from openpcf.keys.files import PUBLIC
from openpcf.model.canonical import canonical_bytes
from openpcf.trust.trust_list import TYPE, read_trust_list
from openpcf.workflow.files import read_bytes, write_bytes
from openpcf.workflow.surroundings import Surroundings

YEARS = 3


def later(moment: str, years: int = 0, days: int = 0) -> str:
    """An instant some years and days later, RFC 3339 with Z."""
    found = datetime.fromisoformat(moment)
    try:
        found = found.replace(year=found.year + years)
    except ValueError:
        found = found.replace(year=found.year + years, day=28)
    return (found + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def folder(surroundings: Surroundings) -> Path:
    """Where keys are kept."""
    return surroundings.home / "keys"


def make(name: str, passphrase: str, surroundings: Surroundings) -> FileSigner:
    """A new key pair in the home folder."""
    return new_key(folder(surroundings), name, passphrase)


def public_keys(surroundings: Surroundings) -> dict[str, dict[str, Any]]:
    """Public JWKs by name."""
    found = folder(surroundings)
    if not found.is_dir():
        return {}
    return {
        path.name.removesuffix(PUBLIC): read_public(path)
        for path in sorted(found.glob(f"*{PUBLIC}"))
    }


def signer(name_or_path: str, passphrase: str, surroundings: Surroundings) -> FileSigner:
    """The signer of a key by its name in the home folder, or by its file."""
    path = Path(name_or_path)
    if path.suffix != ".pem":
        path = folder(surroundings) / f"{name_or_path}.key.pem"
    return open_key(path, passphrase)


def entity(
    jwk: dict[str, Any],
    ids: Sequence[str],
    name: str,
    start: str,
    roles: Sequence[str] = ("issuer",),
) -> dict[str, Any]:
    """An entry of a trust list for one key."""
    return {
        "ids": list(ids),
        "name": name,
        "roles": list(roles),
        "status": "active",
        "keys": [
            {
                "kid": jwk["kid"],
                "jwk": jwk,
                "use": "sig",
                "from": start,
                "until": later(start, YEARS),
            }
        ],
    }


def trust_list(
    entities: Sequence[dict[str, Any]], list_id: str, issued: str, after: int = 0
) -> bytes:
    """A local trust list (unsigned in this release), read back before it is given out; its
    sequence number is above ``after``."""
    data = canonical_bytes(
        {
            "type": TYPE,
            "list_id": list_id,
            "sequence": max(int(datetime.fromisoformat(issued).timestamp()), after + 1),
            "issued": issued,
            "next_update": later(issued, days=90),
            "entities": list(entities),
        }
    )
    read_trust_list(data, list_id)
    return data + b"\n"


def write_trust_list(
    path: Path,
    names: Sequence[str],
    ids: Sequence[str],
    holder: str,
    surroundings: Surroundings,
    *,
    jwks: Sequence[Path] = (),
    add: bool = False,
) -> None:
    """A trust list of own keys by name, or of somebody else's public keys by file, all held by
    one entity of these ids. ``add`` keeps the entities of the list that stands there."""
    known = public_keys(surroundings)
    missing = [name for name in names if name not in known]
    if missing:
        raise UsageError("KEY_NAME", found=", ".join(missing))
    now = surroundings.now()
    own = [known[name] for name in names or (() if jwks else known)]
    entries = [entity(key, ids, holder, now) for key in (*own, *map(read_public, jwks))]
    before: list[dict[str, Any]] = []
    list_id, sequence = holder, 0
    if add:
        data = read_bytes(path)
        old = read_trust_list(data, path.name)
        list_id, sequence = old.list_id, old.sequence
        new = {key["kid"] for entry in entries for key in entry["keys"]}
        before = [
            entry
            for entry in orjson.loads(data)["entities"]
            if not new & {key["kid"] for key in entry["keys"]}
        ]
    write_bytes(path, trust_list([*before, *entries], list_id, now, sequence))
