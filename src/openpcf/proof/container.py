"""The container of a footprint: SD-JWT over an exact payload (data-model §2, §4).

Only ``inventory`` and ``components`` may be concealed at the top level; groups, lines and items
inside them individually. ``disclosable`` is clear and signed: what it names and is not disclosed is
concealed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, get_args

from openpcf.errors import InputError, OpenpcfError, TrustError
from openpcf.model.canonical import LIMIT, canonical_bytes, digest, read_canonical, suspicious_texts
from openpcf.model.document import Document
from openpcf.model.finding import Finding, warning
from openpcf.proof.base64url import decode
from openpcf.proof.jws import FOOTPRINT_CTY, FOOTPRINT_TYP, Lookup, Signer, sign, split, verify
from openpcf.proof.sd_jwt import (
    Disclosure,
    Entropy,
    make_disclosure,
    put_back,
    read_disclosures,
    reserved_keys,
    split_presentation,
)

DISCLOSABLE = ("inventory", "components")
_NOT_CLEAR = frozenset({"_sd", "_sd_alg", *DISCLOSABLE})
_LISTS = {"inventory": ("groups", "lines"), "components": ("items", None)}
_PLACES = frozenset({"inventory.groups", "inventory.groups.lines", "components.items"})


@dataclass(frozen=True)
class ConcealedPayload:
    """A payload ready for signing, and the disclosures of what it conceals."""

    payload: dict[str, Any]
    disclosures: tuple[str, ...]


def _counts(document: Document) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    if document.inventory is not None:
        groups = document.inventory["groups"]
        counts["inventory"] = {
            "groups": len(groups),
            "lines": sum(len(group["lines"]) for group in groups),
        }
    if document.components is not None:
        counts["components"] = {"items": len(document.components["items"])}
    return counts


def hide(document: Document, entropy: Entropy) -> ConcealedPayload:
    """Replace inventory and components by digests, every element with its own salt.

    ``entropy(16)`` returns fresh salts; salts are never reused across versions.
    """
    disclosures: list[str] = []

    def element(value: Any) -> dict[str, str]:
        text, found = make_disclosure([value], entropy)
        disclosures.append(text)
        return {"...": found}

    digests = []
    for name in DISCLOSABLE:
        whole = getattr(document, name)
        if whole is None:
            continue
        outer, inner = _LISTS[name]
        elements = []
        for entry in whole[outer]:
            if inner is not None:
                entry = {**entry, inner: [element(line) for line in entry[inner]]}
            elements.append(element(entry))
        text, found = make_disclosure([name, {**whole, outer: elements}], entropy)
        disclosures.append(text)
        digests.append(found)
    payload = dict(document.payload)
    if digests:
        payload["disclosable"] = _counts(document)
        payload["_sd_alg"] = "sha-256"
        payload["_sd"] = sorted(digests)
    return ConcealedPayload(payload, tuple(disclosures))


def issue(document: Document, signer: Signer, entropy: Entropy) -> str:
    """Return the compact form with everything disclosed, as its issuer keeps it."""
    hidden = hide(document, entropy)
    signed = sign(canonical_bytes(hidden.payload), signer, FOOTPRINT_TYP, FOOTPRINT_CTY)
    return "~".join((signed, *hidden.disclosures, ""))


def present(compact: str, keep: Callable[[tuple[Any, ...]], bool]) -> str:
    """Return a presentation with some disclosures left out.

    Any holder of the document can do this without a key. ``keep`` gets the path of what a
    disclosure shows: ``("inventory",)``, ``("inventory", group id)``,
    ``("inventory", group id, line id)``, ``("components",)``, ``("components", item id)``.
    Everything inside an element that is left out is left out too.
    """
    signed, texts = split_presentation(compact)
    by_digest = {d.digest: d for d in read_disclosures(texts)}
    payload = read_canonical(split(signed, FOOTPRINT_TYP, FOOTPRINT_CTY).payload)
    kept: list[str] = []

    def visit(disclosure: Disclosure, path: tuple[Any, ...]) -> None:
        if not keep(path):
            return
        kept.append(disclosure.text)
        for members in disclosure.value.values():
            if not isinstance(members, list):
                continue
            for member in members:
                child = by_digest.get(member.get("...", "")) if isinstance(member, dict) else None
                if child is not None:
                    visit(child, (*path, child.value.get("id")))

    for found in payload.get("_sd", ()):
        disclosure = by_digest.get(found)
        if disclosure is not None:
            visit(disclosure, (disclosure.name,))
    return "~".join((signed, *(t for t in texts if t in set(kept)), ""))


def without_hidden_parts(compact: str) -> str:
    """Return the clear part alone."""
    return present(compact, lambda _: False)


StepCode = Literal["form", "signature", "content", "digest", "issuer"]
STEPS: tuple[StepCode, ...] = get_args(StepCode)
"""The steps of verification in their order."""


class Step(NamedTuple):
    """One step of verification: its code, whether it passed, and what was found."""

    name: StepCode
    ok: bool
    found: str = ""


@dataclass
class OpenedContainer:
    """The result of opening a container; ``problem`` is what stopped it."""

    steps: list[Step] = field(default_factory=list)
    document: Document | None = None
    kid: str = ""
    problem: TrustError | None = None

    @property
    def ok(self) -> bool:
        return self.problem is None


def _hidden(payload: Mapping[str, Any], data: Mapping[str, Any]) -> frozenset[str]:
    named = payload.get("disclosable", {})
    if not isinstance(named, Mapping) or not set(named) <= set(DISCLOSABLE):
        raise TrustError("SD_MANDATORY_HIDDEN", "disclosable", str(named)[:60])
    if "_sd" in payload and len(payload["_sd"]) > len(named):
        raise TrustError(
            "SD_MANDATORY_HIDDEN", "_sd", str(len(payload["_sd"])), ", ".join(named) or "0"
        )
    for name in data.keys() - payload.keys():
        if name not in DISCLOSABLE:
            raise TrustError("SD_MANDATORY_HIDDEN", name, "_sd")
    for name in DISCLOSABLE:
        if name in data and name not in named:
            raise TrustError("SD_NOT_NAMED", name)
    return frozenset(name for name in named if name not in data)


def _partly(named: Mapping[str, Any], data: Mapping[str, Any], left: Mapping[str, int]) -> set[str]:
    """Return disclosed parts with concealed elements; the counts are those the issuer signed."""
    partly = set()
    for path, count in left.items():
        if path not in _PLACES:
            raise TrustError("SD_FORM", path, str(count), ", ".join(sorted(_PLACES)))
        partly.add(path.split(".", 1)[0])
    for name in DISCLOSABLE:
        if name not in data:
            continue
        outer, inner = _LISTS[name]
        entries = data[name].get(outer, []) if isinstance(data[name], Mapping) else None
        if not isinstance(entries, list):
            raise TrustError("SD_FORM", name, type(entries).__name__, outer)
        hidden = left.get(f"{name}.{outer}", 0)
        wanted = {outer: len(entries) + hidden}
        if inner is not None and not hidden:
            shown = sum(len(entry.get(inner, ())) for entry in entries)
            wanted[inner] = shown + left.get(f"{name}.{outer}.{inner}", 0)
        stated = named.get(name, {})
        for key, number in wanted.items():
            if stated.get(key) != number:
                raise TrustError(
                    "SD_COUNT", f"disclosable.{name}.{key}", str(number), str(stated.get(key))
                )
    return partly


def _document(payload_bytes: bytes, texts: tuple[str, ...]) -> Document:
    payload = read_canonical(payload_bytes, limit=LIMIT, place="payload")
    if not isinstance(payload, dict):
        raise TrustError("SD_FORM", "payload", type(payload).__name__, "object")
    opened = put_back(payload, read_disclosures(texts), reserved_keys(payload_bytes), top_only=True)
    data: dict[str, Any] = opened.data
    hidden = _hidden(payload, data)
    partly = _partly(payload.get("disclosable", {}), data, opened.hidden)
    shown = {name: data[name] for name in DISCLOSABLE if name in data}
    return Document(
        payload={name: value for name, value in payload.items() if name not in _NOT_CLEAR},
        inventory=shown.get("inventory"),
        components=shown.get("components"),
        hidden=hidden,
        partly=frozenset(partly),
        digest=digest(payload_bytes),
    )


def open_container(compact: str, lookup: Lookup) -> OpenedContainer:
    """Run every step from form to disclosures; stop at the first failure."""
    opening = OpenedContainer()

    def step(name: StepCode, found: str) -> None:
        opening.steps.append(Step(name, True, found))

    name: StepCode = "form"
    try:
        signed, texts = split_presentation(compact)
        jws = split(signed, FOOTPRINT_TYP, FOOTPRINT_CTY)
        step(name, str(len(texts)))
        name = "signature"
        opening.kid = str(jws.header["kid"])
        key = verify(jws, lookup)
        step(name, f"{key.alg} {opening.kid}")
        name = "content"
        document = _document(jws.payload, texts)
        step(name, ", ".join(sorted(document.hidden | document.partly)))
        opening.document = document
        step("digest", document.digest or "")
    except OpenpcfError as e:
        problem = (
            e if isinstance(e, TrustError) else TrustError(e.code, e.place, e.found, e.expected)
        )
        opening.steps.append(Step(name, False, problem.code))
        opening.problem = problem
        opening.document = None
    except (RecursionError, KeyError, TypeError, AttributeError, ValueError) as e:
        opening.steps.append(Step(name, False, "SD_FORM"))
        opening.problem = TrustError("SD_FORM", name, type(e).__name__)
        opening.document = None
    return opening


def kept_document(compact: str) -> Document:
    """Return what a compact form discloses, without verifying its signature.

    For documents of the own store. Raises InputError or TrustError for another form.
    """
    signed, texts = split_presentation(compact)
    return _document(split(signed, FOOTPRINT_TYP, FOOTPRINT_CTY).payload, texts)


def payload_digest(compact: str) -> str:
    """Return the digest of a compact form's payload, unverified; raises TrustError."""
    signed, _ = split_presentation(compact)
    return digest(split(signed, FOOTPRINT_TYP, FOOTPRINT_CTY).payload)


def salts(compact: str) -> frozenset[str]:
    """Return the salts of all disclosures, to compare them across versions (row 65)."""
    _, texts = split_presentation(compact)
    found = set()
    for text in texts:
        try:
            found.add(str(read_canonical(decode(text, "disclosure"))[0]))
        except InputError as e:
            raise TrustError(e.code, "disclosure", e.found) from None
    return frozenset(found)


def short_salts(compact: str) -> tuple[Finding, ...]:
    """Return warnings for salts under 128 bit in documents of other issuers."""
    return tuple(
        warning("SD_SALT_SHORT", "disclosure", salt[:30], "128 bit")
        for salt in sorted(salts(compact))
        if len(salt) < 22
    )


def doubts(opening: OpenedContainer, compact: str) -> tuple[Finding, ...]:
    """Return warnings on a document that verifies: look-alike texts, weak salts."""
    document = opening.document
    if document is None:
        return ()
    texts = (document.payload, document.inventory or {}, document.components or {})
    return (*(f for value in texts for f in suspicious_texts(value)), *short_salts(compact))
