"""The trust list (data-model §6): which owner has which key, in which role, from when.

A list that is not wholly understood is refused. Clearance judges whether it is out of date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpcf.errors import InputError, TrustError
from openpcf.model.canonical import digest, read_canonical
from openpcf.model.instants import required_instant
from openpcf.proof.algorithms import VerificationKey, read_jwk

TYPE = "pcf-trust-list/0.1"
ROLES = frozenset({"issuer", "verifier", "accreditation-body", "tsa", "log", "witness"})
_LIST = frozenset({"type", "list_id", "sequence", "issued", "next_update", "entities"})
_ENTITY = frozenset({"ids", "name", "roles", "status", "keys"})
_KEY = frozenset({"kid", "jwk", "use", "from", "until", "revoked_at"})
MAX_SEQUENCE = 2**31


@dataclass(frozen=True)
class TrustedKey:
    """A key with its owner and the period in which it may sign."""

    kid: str
    key: VerificationKey
    jwk: Mapping[str, Any]
    valid_from: datetime
    until: datetime
    revoked_at: datetime | None
    entity: Entity


@dataclass(frozen=True)
class Entity:
    ids: tuple[str, ...]
    name: str
    roles: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class TrustList:
    """A parsed list; ``digest`` is that of its exact bytes."""

    list_id: str
    sequence: int
    issued: str
    next_update: str
    digest: str
    entities: tuple[Entity, ...]
    keys: Mapping[str, TrustedKey]

    def lookup(self, as_of: str, role: str = "issuer") -> _At:
        """Return a lookup of keys for a role at an instant (RFC 3339)."""
        return _At(self, required_instant(as_of, "as_of"), role)


@dataclass(frozen=True)
class _At:
    """Callable as :data:`openpcf.proof.jws.Lookup`."""

    trust: TrustList
    moment: datetime
    role: str

    def __call__(self, kid: str) -> VerificationKey:
        return self.trusted(kid).key

    def trusted(self, kid: str) -> TrustedKey:
        """Return a trusted key.

        Raises TrustError ``KEY_UNKNOWN``, ``KEY_REVOKED``, ``KEY_TIME``, ``KEY_ROLE``,
        ``ENTITY_STATUS``.
        """
        found = self.trust.keys.get(kid)
        if found is None:
            raise TrustError("KEY_UNKNOWN", self.trust.list_id, kid[:60])
        if found.revoked_at is not None and found.revoked_at <= self.moment:
            raise TrustError("KEY_REVOKED", self.trust.list_id, kid[:60])
        if not found.valid_from <= self.moment < found.until:
            raise TrustError(
                "KEY_TIME",
                self.trust.list_id,
                _text(self.moment),
                f"{_text(found.valid_from)} – {_text(found.until)}",
            )
        if found.entity.status != "active":
            raise TrustError("ENTITY_STATUS", self.trust.list_id, found.entity.status, "active")
        if self.role not in found.entity.roles:
            raise TrustError(
                "KEY_ROLE", self.trust.list_id, ", ".join(found.entity.roles), self.role
            )
        return found


def _text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _members(value: Any, known: frozenset[str], needed: frozenset[str], place: str) -> Any:
    if not isinstance(value, Mapping):
        raise InputError("TL_FORM", place, type(value).__name__, "object")
    for name in value:
        if name not in known:
            raise InputError("TL_FORM", f"{place}.{name}", name, ", ".join(sorted(known)))
    for name in sorted(needed - set(value)):
        raise InputError("TL_FORM", f"{place}.{name}", "", name)
    return value


def _texts(value: Any, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        raise InputError("TL_FORM", place, str(value)[:40], "list of texts")
    return tuple(value)


def _key(value: Any, entity: Entity, place: str) -> TrustedKey:
    entry = _members(value, _KEY, _KEY - {"revoked_at"}, place)
    if entry["use"] != "sig" or not isinstance(entry["kid"], str) or not entry["kid"]:
        raise InputError("TL_FORM", place, f"{entry['use']} {entry['kid']}"[:60], 'use "sig"')
    try:
        key = read_jwk(entry["jwk"], place, entry["kid"])
    except TrustError as e:
        raise InputError(e.code, e.place, e.found, e.expected) from None
    revoked = entry.get("revoked_at")
    return TrustedKey(
        entry["kid"],
        key,
        entry["jwk"],
        required_instant(entry["from"], f"{place}.from"),
        required_instant(entry["until"], f"{place}.until"),
        None if revoked is None else required_instant(revoked, f"{place}.revoked_at"),
        entity,
    )


def read_trust_list(data: bytes, name: str) -> TrustList:
    """Return the list of exact RFC 8785 bytes (a final newline is allowed and not included).

    Raises InputError ``TL_FORM``, ``TL_NOT_CANONICAL``, ``TL_KID_TWICE``, ``TL_KEY_TWICE``,
    ``TIME_FORM``, a key's code, or a code of ``read_canonical``.
    """
    data = data.removesuffix(b"\n")
    try:
        read = read_canonical(data, place=name)
    except (InputError, TrustError) as e:
        if e.code != "JSON_NOT_CANONICAL":
            raise
        raise InputError("TL_NOT_CANONICAL", name) from None
    top = _members(read, _LIST, _LIST, name)
    if top["type"] != TYPE:
        raise InputError("TL_FORM", f"{name}.type", str(top["type"])[:40], TYPE)
    sequence = top["sequence"]
    if (
        isinstance(sequence, bool)
        or not isinstance(sequence, int)
        or not (0 < sequence < MAX_SEQUENCE)
    ):
        raise InputError("TL_FORM", f"{name}.sequence", str(sequence), f"1 … {MAX_SEQUENCE - 1}")
    required_instant(top["issued"], f"{name}.issued")
    required_instant(top["next_update"], f"{name}.next_update")
    if not isinstance(top["entities"], list) or not isinstance(top["list_id"], str):
        raise InputError("TL_FORM", f"{name}.entities")
    entities: list[Entity] = []
    keys: dict[str, TrustedKey] = {}
    points: set[tuple[int, int]] = set()
    for number, value in enumerate(top["entities"]):
        place = f"{name}.entities[{number}]"
        entry = _members(value, _ENTITY, _ENTITY, place)
        roles = _texts(entry["roles"], f"{place}.roles")
        if not set(roles) <= ROLES:
            raise InputError("TL_FORM", f"{place}.roles", ", ".join(roles), ", ".join(ROLES))
        entity = Entity(
            _texts(entry["ids"], f"{place}.ids"), str(entry["name"]), roles, str(entry["status"])
        )
        entities.append(entity)
        if not isinstance(entry["keys"], list):
            raise InputError("TL_FORM", f"{place}.keys", type(entry["keys"]).__name__, "list")
        for position, raw in enumerate(entry["keys"]):
            key = _key(raw, entity, f"{place}.keys[{position}]")
            if key.kid in keys:
                raise InputError("TL_KID_TWICE", f"{place}.keys[{position}]", key.kid)
            if key.key.point in points:
                raise InputError("TL_KEY_TWICE", f"{place}.keys[{position}]", key.kid)
            points.add(key.key.point)
            keys[key.kid] = key
    return TrustList(
        top["list_id"],
        sequence,
        top["issued"],
        top["next_update"],
        digest(data),
        tuple(entities),
        keys,
    )


def bound(entity: Entity, issuer_ids: Any) -> None:
    """Raise ``ISS_KEY`` unless the payload's issuer shares an id with the key owner."""
    ids = issuer_ids if isinstance(issuer_ids, list | tuple) else ()
    if not set(map(str, ids)) & set(entity.ids):
        raise TrustError(
            "ISS_KEY", "issuer.ids", ", ".join(map(str, ids))[:120], ", ".join(entity.ids)
        )
