"""A small document, keys and a trust list for tests of the container."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from openpcf.model.canonical import canonical_bytes
from openpcf.model.document import Document
from openpcf.proof.trust_list import TrustList, read_trust_list
from openpcf.signers import FileSigner

ISSUER = "urn:pact:maker.example:company-id:1"
AS_OF = "2026-06-01T00:00:00Z"


def signer(number: int = 1) -> FileSigner:
    """A key that is the same in every run."""
    return FileSigner(ec.derive_private_key(1000 + number, ec.SECP256R1()))


def salts() -> Callable[[int], bytes]:
    """Salts that are the same in every run, never twice."""
    counter = itertools.count(1)
    return lambda length: next(counter).to_bytes(length)


def entity(key: FileSigner, issuer: str = ISSUER, **changes: Any) -> dict[str, Any]:
    entry = {
        "kid": key.kid,
        "jwk": key.jwk,
        "use": "sig",
        "from": "2026-01-01T00:00:00Z",
        "until": "2028-01-01T00:00:00Z",
    }
    return {
        "ids": [issuer],
        "name": "Maker",
        "roles": ["issuer"],
        "status": "active",
        "keys": [{**entry, **changes}],
    }


def list_bytes(*entities: dict[str, Any], **changes: Any) -> bytes:
    return canonical_bytes(
        {
            "type": "pcf-trust-list/0.1",
            "list_id": "test",
            "sequence": 1,
            "issued": "2026-01-01T00:00:00Z",
            "next_update": "2026-12-01T00:00:00Z",
            "entities": list(entities),
            **changes,
        }
    )


def trust(*keys: FileSigner) -> TrustList:
    return read_trust_list(list_bytes(*(entity(k) for k in keys or (signer(),))), "trust.json")


def document(**changes: Any) -> Document:
    payload = {
        "dataset": {"spec_version": "0.1.0", "id": "1", "series": "s", "version": 1},
        "issuer": {"name": "Maker", "ids": [ISSUER]},
        **changes,
    }
    return Document(
        payload=payload,
        inventory={
            "groups": [
                {"id": "g-001", "stage": "production",
                 "lines": [{"id": "l-0001", "what": "a"}, {"id": "l-0002", "what": "b"}]},
                {"id": "g-002", "stage": "use", "lines": [{"id": "l-0003", "what": "c"}]},
            ]
        },
        components={"items": [{"id": "c-01", "child": {"digest": "sha-256:" + "0" * 64}}]},
    )  # fmt: skip
