"""Selective disclosure (RFC 9901): disclosures, their digests, and their insertion.

Processing is linear in the number of disclosures and returns how many placeholders stayed
undisclosed under each path; decoy digests of other issuers are accepted and never counted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from openpcf.errors import InputError, TrustError
from openpcf.model.canonical import LIMIT, canonical_bytes, read_canonical
from openpcf.proof.base64url import decode, encode

SALT_BYTES = 16
MAX_DISCLOSURES = 100_000
MAX_LEVELS = 16
RESERVED = frozenset({"_sd", "...", "_sd_alg"})
MUST_BE_CLEAR = frozenset({"exp", "nbf", "iat", "iss", "cnf", "vct", "status"})

Entropy = Callable[[int], bytes]


def disclosure_digest(disclosure: str) -> str:
    """Return base64url(SHA-256(ASCII(disclosure))), RFC 9901 §4.2.3."""
    return encode(hashlib.sha256(disclosure.encode("ascii")).digest())


def make_disclosure(content: list[Any], entropy: Entropy) -> tuple[str, str]:
    """Return a disclosure of ``[value]`` or ``[name, value]``, and its digest.

    It has a fresh 128-bit salt.
    """
    text = encode(canonical_bytes([encode(entropy(SALT_BYTES)), *content]))
    return text, disclosure_digest(text)


def reserved_keys(canonical: bytes) -> int:
    """Return an upper bound of the members with reserved names in a canonical text.

    A walk can stop once it has met that many. Names in canonical ASCII have one spelling.
    """
    return canonical.count(b'"_sd') + canonical.count(b'"...')


class Disclosure(NamedTuple):
    """A parsed disclosure: text, digest, name (None for an array element) and value.

    ``reserved`` is an upper bound of the reserved names in its value, None if not counted.
    """

    text: str
    digest: str
    name: str | None
    value: Any
    reserved: int | None = None


@dataclass
class Opened:
    """The result of processing.

    The data with all disclosures inserted, undisclosed counts by path, and how many places each
    digest occurred at.
    """

    data: Any
    hidden: dict[str, int] = field(default_factory=dict)
    unnamed: list[str] = field(default_factory=list)


Reader = Callable[[bytes], Any]


def canonical_reader(data: bytes) -> Any:
    """Return the reader of disclosures of footprints: exact RFC 8785."""
    return read_canonical(data, limit=LIMIT, place="disclosure")


def _disclosure(text: str, content: Any, reserved: int | None) -> Disclosure:
    if not isinstance(content, list) or len(content) not in (2, 3):
        raise TrustError("SD_FORM", "disclosure", str(content)[:60], "[salt, (name,) value]")
    if not isinstance(content[0], str):
        raise TrustError("SD_FORM", "disclosure", "salt is no text")
    if len(content) == 2:
        return Disclosure(text, disclosure_digest(text), None, content[1], reserved)
    name = content[1]
    if not isinstance(name, str):
        raise TrustError("SD_FORM", "disclosure", "name is no text")
    if name in RESERVED:
        raise TrustError("SD_RESERVED", "disclosure", name)
    if name in MUST_BE_CLEAR:
        raise TrustError("SD_MUST_BE_CLEAR", "disclosure", name)
    return Disclosure(text, disclosure_digest(text), name, content[2], reserved)


def read_disclosure(text: str, reader: Reader = canonical_reader) -> Disclosure:
    """Parse a disclosure.

    Raises TrustError ``SD_FORM``, ``SD_RESERVED``, ``B64`` or a code of ``read_canonical``.
    """
    data = decode(text, "disclosure")
    try:
        content = reader(data)
    except InputError as e:
        raise TrustError(e.code, e.place or "disclosure", e.found, e.expected) from None
    return _disclosure(text, content, reserved_keys(data) if reader is canonical_reader else None)


def read_disclosures(texts: Iterable[str]) -> list[Disclosure]:
    """Parse those of a footprint, exact RFC 8785; raises as :func:`read_disclosure`."""
    return [read_disclosure(text) for text in texts]


class _Process:
    def __init__(self, disclosures: Iterable[Disclosure], top_only: bool) -> None:
        self.top_only = top_only
        self.by_digest: dict[str, Disclosure] = {}
        for disclosure in disclosures:
            if disclosure.digest in self.by_digest:
                raise TrustError("SD_DUP", "disclosure", disclosure.digest)
            self.by_digest[disclosure.digest] = disclosure
        self.seen: set[str] = set()
        self.used: set[str] = set()
        self.hidden: dict[str, int] = {}
        self.unnamed: list[str] = []
        self.left: int | None = None

    def _take(self, digest: Any, path: str) -> Disclosure | None:
        if not isinstance(digest, str):
            raise TrustError("SD_FORM", path, str(digest)[:60], "digest as text")
        if digest in self.seen:
            raise TrustError("SD_DUP", path, digest)
        self.seen.add(digest)
        found = self.by_digest.get(digest)
        if found is not None:
            self.used.add(digest)
        return found

    def open(self, value: Any, reserved: int | None, path: str, level: int) -> Any:
        """Return the value of one text with its references inserted."""
        if reserved == 0:
            return value
        before, self.left = self.left, reserved
        opened = self.walk(value, path, level)
        self.left = before
        return opened

    def _met(self) -> None:
        if self.left is not None:
            self.left -= 1

    def walk(self, value: Any, path: str, level: int) -> Any:
        if level > MAX_LEVELS * 4:
            raise TrustError("DEPTH", path, str(level))
        if self.left == 0:
            return value
        if isinstance(value, list):
            return self._array(value, path, level)
        if isinstance(value, dict):
            return self._object(value, path, level)
        return value

    def _array(self, value: list[Any], path: str, level: int) -> list[Any]:
        result = []
        for element in value:
            if not (isinstance(element, dict) and "..." in element):
                result.append(self.walk(element, path, level + 1))
                continue
            if len(element) != 1:
                names = ", ".join(map(str, element))[:60]
                raise TrustError("SD_FORM", path, names, '{"...": digest}')
            self._met()
            found = self._take(element["..."], path)
            if found is None:
                self.hidden[path] = self.hidden.get(path, 0) + 1
                continue
            if found.name is not None:
                raise TrustError("SD_FORM", path, "name in an array element")
            result.append(self.open(found.value, found.reserved, path, level + 1))
        return result

    def _object(self, value: dict[str, Any], path: str, level: int) -> Any:
        if "..." in value:
            raise TrustError("SD_FORM", path, "...", "only in arrays")
        if "_sd_alg" in value:
            self._met()
            if level != 0:
                raise TrustError("SD_ALG", path, str(value["_sd_alg"])[:40])
        if "_sd" in value:
            self._met()
            if level != 0 and self.top_only:
                raise TrustError("SD_MANDATORY_HIDDEN", path, "_sd")
        result = {key: member for key, member in value.items() if key not in RESERVED}
        if self.left != 0:
            for key, member in result.items():
                result[key] = self.walk(member, f"{path}.{key}" if path else key, level + 1)
        digests = value.get("_sd", [])
        if not isinstance(digests, list):
            raise TrustError("SD_FORM", path, "_sd", "array")
        for digest in digests:
            found = self._take(digest, path)
            if found is None:
                self.unnamed.append(path)
                continue
            if found.name is None:
                raise TrustError("SD_FORM", path, "array element in an object")
            if found.name in value:
                raise TrustError("SD_COLLISION", path, found.name)
            if found.name in result:
                raise TrustError("SD_DUP", path, found.name)
            inner = f"{path}.{found.name}" if path else found.name
            result[found.name] = self.open(found.value, found.reserved, inner, level + 1)
        return result


def put_back(
    payload: Any,
    disclosures: Iterable[Disclosure],
    reserved: int | None = None,
    *,
    top_only: bool = False,
) -> Opened:
    """Insert disclosures by RFC 9901 §7.1, steps 3–5.

    The result has no ``_sd``, ``_sd_alg`` or placeholder left. ``reserved`` is an upper bound of
    the reserved names in the payload, if counted; ``top_only``: members may be concealed at the top
    level only.

    Raises TrustError ``SD_DUP``, ``SD_FORM``, ``SD_COLLISION``, ``SD_ALG``, ``SD_UNREFERENCED``,
    ``SD_MANDATORY_HIDDEN``.
    """
    if not isinstance(payload, Mapping):
        raise TrustError("SD_FORM", "payload", type(payload).__name__, "object")
    if payload.get("_sd_alg", "sha-256") != "sha-256":
        raise TrustError("SD_ALG", "payload", str(payload["_sd_alg"])[:40], "sha-256")
    process = _Process(disclosures, top_only)
    data = process.open(payload, reserved, "", 0)
    unreferenced = [d for d in process.by_digest if d not in process.used]
    if unreferenced:
        raise TrustError("SD_UNREFERENCED", "disclosure", unreferenced[0])
    return Opened(data, process.hidden, process.unnamed)


def split_presentation(text: str, *, key_binding: bool = False) -> tuple[str, tuple[str, ...]]:
    """Split the signed part and the disclosures; the form ends with ``~`` (RFC 9901 §4).

    Raises TrustError ``SD_FORM`` for a missing final ``~`` or an unexpected key binding.
    """
    parts = text.split("~")
    if len(parts) < 2 or (parts[-1] and not key_binding):
        raise TrustError("SD_FORM", "end", text[-12:], "~")
    disclosures = tuple(parts[1:-1])
    if len(disclosures) > MAX_DISCLOSURES:
        raise TrustError("SIZE", "disclosures", str(len(disclosures)), str(MAX_DISCLOSURES))
    if not all(disclosures):
        raise TrustError("SD_FORM", "disclosures", "~~")
    return parts[0], disclosures
