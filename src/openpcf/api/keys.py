"""``keys``: own key pairs."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpcf.api.base import Where, environment_of
from openpcf.api.results import Table

if TYPE_CHECKING:
    from openpcf.api.base import Home


def new(name: str, passphrase: str, *, home: Home | None = None) -> Table:
    """Make a key pair, encrypted at rest with the passphrase."""
    from openpcf.workflow.declarations.keys import folder, make

    environment = environment_of(home)
    made = make(name, passphrase, environment)
    row = {"name": name, "kid": made.kid, "folder": str(folder(environment))}
    return Table(row, lambda *_: f"{name}  {made.kid}")


def list(*, home: Home | None = None) -> Table:
    """List own keys by name."""
    from openpcf.api.rows import rows_text
    from openpcf.workflow.declarations.keys import public_keys

    found = public_keys(environment_of(home))
    rows = [{"name": name, "kid": jwk["kid"]} for name, jwk in found.items()]
    return Table(rows, lambda language, _: rows_text(rows, language, "no-keys"))


def show(what: Where, *, home: Home | None = None) -> Table:
    """Show the thumbprint of an own key (by name) or of a .jwk.json file.

    Compare it with the key owner over a second channel, such as the telephone.
    """
    from openpcf.signers import read_public
    from openpcf.workflow.declarations.keys import public_keys

    own = public_keys(environment_of(home))
    if str(what) in own:
        return fingerprints([fingerprint(str(what), own[str(what)])])
    return fingerprints([fingerprint(Path(what).name, read_public(Path(what)))])


def fingerprint(name: str, jwk: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row of one public key: name, key id, thumbprint."""
    from openpcf.signers import thumbprint

    return {"name": name, "kid": jwk["kid"], "thumbprint": thumbprint(jwk)}


def fingerprints(rows: builtins.list[dict[str, Any]]) -> Table:
    """Return rows of public keys as a result."""
    from openpcf.reporting.sanitize import sanitize

    return Table(
        rows,
        lambda *_: "\n".join(
            f"{sanitize(r['name'])}  {r['kid']}\n    {r['thumbprint']}" for r in rows
        ),
    )
