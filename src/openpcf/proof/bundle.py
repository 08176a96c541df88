"""The declaration bundle (data-model §4): an unsigned envelope of signed documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from openpcf.errors import InputError, TrustError
from openpcf.model.canonical import canonical_bytes, is_digest, read_canonical
from openpcf.model.finding import Finding, warning
from openpcf.proof.container import OpenedContainer, Step, doubts, open_container, payload_digest
from openpcf.proof.trust_list import TrustList, bound

TYPE = "openpcf-declaration/0.1"
_TYPE = re.compile(r"openpcf-declaration/0\.([1-9][0-9]{0,2})", re.ASCII)
_MINOR = 1
LIMIT = 1_000_000
LEVELS = 1
_MEMBERS = frozenset({"type", "footprint", "statements", "batch", "timestamps", "children"})


@dataclass(frozen=True)
class Bundle:
    """A parsed bundle, unverified. ``rest``: members of a newer minor version, kept unused."""

    footprint: str
    statements: tuple[str, ...] = ()
    timestamps: tuple[Any, ...] = ()
    batch: Mapping[str, Any] | None = None
    children: Mapping[str, Bundle] = field(default_factory=dict)
    type: str = TYPE
    rest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def newer(self) -> bool:
        """Return whether a newer release wrote it or one of its children."""
        return self.type != TYPE or any(child.newer for child in self.children.values())


def _bundle(value: Any, place: str, level: int) -> Bundle:
    if not isinstance(value, Mapping):
        raise InputError("BUNDLE_FORM", place, type(value).__name__, "object")
    stated = value.get("type")
    version = _TYPE.fullmatch(stated) if isinstance(stated, str) else None
    if version is None or not isinstance(stated, str):
        raise InputError("BUNDLE_FORM", f"{place}.type", str(stated)[:40], TYPE)
    unknown = sorted(set(value) - _MEMBERS)
    if unknown and int(version[1]) <= _MINOR:
        raise InputError("UNKNOWN_MEMBER", f"{place}.{unknown[0]}", unknown[0])
    if not isinstance(value.get("batch", {}), Mapping):
        raise InputError("BUNDLE_FORM", f"{place}.batch", type(value["batch"]).__name__, "object")
    footprint = value.get("footprint")
    if not isinstance(footprint, str):
        raise InputError("BUNDLE_FORM", f"{place}.footprint", type(footprint).__name__, "text")
    statements, stamps = value.get("statements", []), value.get("timestamps", [])
    if not isinstance(statements, list) or not isinstance(stamps, list):
        raise InputError("BUNDLE_FORM", f"{place}.statements", "", "list")
    if not all(isinstance(statement, str) for statement in statements):
        raise InputError("BUNDLE_FORM", f"{place}.statements", "", "list of texts")
    raw = value.get("children", {})
    if not isinstance(raw, Mapping):
        raise InputError("BUNDLE_FORM", f"{place}.children", type(raw).__name__, "object")
    if raw and level >= LEVELS:
        raise InputError("BUNDLE_FORM", f"{place}.children", str(len(raw)), f"{LEVELS} level")
    children = {}
    for name, child in raw.items():
        if not is_digest(name):
            raise InputError("DIGEST_FORM", f"{place}.children", str(name)[:80], "sha-256:…")
        children[name] = _bundle(child, f"{place}.children.{name[:16]}", level + 1)
    rest = {name: value[name] for name in unknown}
    batch = value.get("batch")
    return Bundle(footprint, tuple(statements), tuple(stamps), batch, children, stated, rest)


def read_bundle(data: bytes, name: str) -> Bundle:
    """Parse a bundle; a final newline is allowed.

    Raises InputError ``BUNDLE_FORM``, ``UNKNOWN_MEMBER``, ``DIGEST_FORM``, ``SIZE`` or a code of
    ``read_canonical``.
    """
    return _bundle(read_canonical(data.removesuffix(b"\n"), limit=LIMIT, place=name), name, 0)


def _json(bundle: Bundle) -> dict[str, Any]:
    data: dict[str, Any] = {**bundle.rest, "type": bundle.type, "footprint": bundle.footprint}
    if bundle.statements:
        data["statements"] = list(bundle.statements)
    if bundle.timestamps:
        data["timestamps"] = list(bundle.timestamps)
    if bundle.batch is not None:
        data["batch"] = dict(bundle.batch)
    if bundle.children:
        data["children"] = {name: _json(child) for name, child in bundle.children.items()}
    return data


def write_bundle(bundle: Bundle) -> bytes:
    """Return canonical bytes with a final newline; raises InputError ``SIZE`` above 1 MB."""
    data = canonical_bytes(_json(bundle))
    if len(data) > LIMIT:
        raise InputError("SIZE", "bundle", str(len(data)), f"<= {LIMIT}")
    return data + b"\n"


@dataclass(frozen=True)
class Verified:
    """The opened document and its opened children by digest, as values."""

    own: OpenedContainer
    children: Mapping[str, OpenedContainer]

    @property
    def problems(self) -> tuple[TrustError, ...]:
        """Return problems of all footprint strings, own first; a child's names the child."""
        found = [] if self.own.problem is None else [self.own.problem]
        for name, opening in self.children.items():
            p = opening.problem
            if p is not None:
                place = f"children.{name}" + (f": {p.place}" if p.place else "")
                found.append(
                    TrustError(p.code, place, p.found, p.expected, p.findings, **dict(p.params))
                )
        return tuple(found)


def _open(compact: str, trust: TrustList, as_of: str) -> OpenedContainer:
    lookup = trust.lookup(as_of)
    opening = open_container(compact, lookup)
    if opening.document is None:
        return opening
    try:
        trusted = lookup.trusted(opening.kid)
        bound(trusted.entity, opening.document.get("issuer.ids"))
        opening.steps.append(Step("issuer", True, trusted.entity.name))
    except TrustError as e:
        opening.steps.append(Step("issuer", False, e.code))
        opening.problem = e
        opening.document = None
    return opening


def verify_bundle(bundle: Bundle, trust: TrustList, as_of: str) -> Verified:
    """Open own and children's footprints with one list at one instant (RFC 3339).

    A child whose payload does not match the digest in its name is ``CHILD_DIGEST``.
    """
    children = {}
    for name, child in bundle.children.items():
        opening = _open(child.footprint, trust, as_of)
        if opening.document is not None and opening.document.digest != name:
            opening.problem = TrustError("CHILD_DIGEST", "", opening.document.digest or "", name)
            opening.document = None
        children[name] = opening
    return Verified(_open(bundle.footprint, trust, as_of), children)


def remarks(bundle: Bundle, verified: Verified) -> tuple[Finding, ...]:
    """Return warnings on documents that verify, own and children's."""
    pairs = [(verified.own, bundle.footprint)]
    pairs += [(o, bundle.children[name].footprint) for name, o in verified.children.items()]
    newer = (warning("BUNDLE_NEWER", "type", bundle.type, TYPE),) if bundle.newer else ()
    reported = (finding for opening, compact in pairs for finding in doubts(opening, compact))
    return (*newer, *reported)


def bundle_digest(bundle: Bundle) -> str:
    """Return the digest of the footprint's payload; raises TrustError."""
    return payload_digest(bundle.footprint)
