"""JWS compact form, parsed strictly (RFC 7515) with a closed list of header names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Protocol

from openpcf.errors import InputError, TrustError
from openpcf.model.canonical import canonical_bytes, read_canonical
from openpcf.proof.algorithms import ALGORITHMS, VerificationKey
from openpcf.proof.base64url import decode, encode

FOOTPRINT_TYP = "pcf+sd-jwt"
FOOTPRINT_CTY = "application/vnd.openpcf+json;v=1"
HEADER_LIMIT = 1024
_FORBIDDEN = frozenset({"jku", "jwk", "x5u", "b64", "zip"})


class Signer(Protocol):
    """The interface of a private key: a file, a token."""

    @property
    def kid(self) -> str: ...

    @property
    def alg(self) -> str: ...

    def sign(self, message: bytes) -> bytes:
        """Return raw ``r || s``."""


Lookup = Callable[[str], VerificationKey]
"""Key by kid; raises TrustError ``KEY_UNKNOWN`` or another reason for refusal."""


@dataclass(frozen=True)
class Jws:
    """A parsed compact JWS, signature not yet verified."""

    header: Mapping[str, Any]
    payload: bytes
    signature: bytes
    signed: bytes


@lru_cache(maxsize=1024)
def _header(text: str, typ: str, cty: str | None) -> Mapping[str, Any]:
    """Parse a header; cached, because all documents of one key have the same header."""
    if len(text) > HEADER_LIMIT:
        raise TrustError("SIZE", "header", str(len(text)), f"<= {HEADER_LIMIT}")
    try:
        header = read_canonical(decode(text, "header"), limit=HEADER_LIMIT, place="header")
    except InputError as e:
        raise TrustError(e.code, e.place, e.found, e.expected) from None
    if not isinstance(header, Mapping):
        raise TrustError("HEADER_FORM", "header", type(header).__name__, "object")
    allowed = {"alg", "kid", "typ", *(["cty"] if cty else [])}
    for name in header:
        if name in _FORBIDDEN:
            raise TrustError("HEADER_FORBIDDEN", "header", name)
    if "crit" in header:
        raise TrustError("CRIT", "header", str(header["crit"])[:60])
    if header.get("alg") not in ALGORITHMS:
        raise TrustError("ALG", "header", str(header.get("alg"))[:40], ", ".join(ALGORITHMS))
    unknown = sorted(set(header) - allowed)
    if unknown:
        raise TrustError("HEADER_FORBIDDEN", "header", ", ".join(unknown)[:60])
    if header.get("typ") != typ:
        raise TrustError("TYP", "header", str(header.get("typ"))[:60], typ)
    if cty and header.get("cty") != cty:
        raise TrustError("TYP", "header", str(header.get("cty"))[:60], cty)
    kid = header.get("kid")
    if not isinstance(kid, str) or not 0 < len(kid) <= 256:
        raise TrustError("KEY_UNKNOWN", "header", str(kid)[:60])
    return MappingProxyType(header)


def split(text: str, typ: str, cty: str | None = None) -> Jws:
    """Parse a compact JWS.

    Raises TrustError ``FORM``, ``B64``, ``HEADER_FORBIDDEN``, ``CRIT``, ``ALG``, ``TYP``,
    ``KEY_UNKNOWN`` or a code of ``read_canonical``.
    """
    parts = text.split(".")
    if len(parts) != 3 or not all(parts[:2]) or not text.isascii():
        raise TrustError("FORM", found=f"{len(parts)} parts", expected="header.payload.signature")
    header = _header(parts[0], typ, cty)
    return Jws(
        header,
        decode(parts[1], "payload"),
        decode(parts[2], "signature"),
        text[: len(parts[0]) + 1 + len(parts[1])].encode("ascii"),
    )


def verify(jws: Jws, lookup: Lookup) -> VerificationKey:
    """Return the key that verifies the signature.

    Raises TrustError ``KEY_ALG``, ``SIG`` or the error of the lookup.
    """
    key = lookup(jws.header["kid"])
    if key.alg != jws.header["alg"]:
        raise TrustError("KEY_ALG", "header", jws.header["alg"], key.alg)
    if not key.verify(jws.signed, jws.signature):
        raise TrustError("SIG", "signature", jws.header["kid"])
    return key


def sign(payload: bytes, signer: Signer, typ: str, cty: str | None = None) -> str:
    """Return a compact JWS over exactly these bytes."""
    header = {"alg": signer.alg, "kid": signer.kid, "typ": typ}
    if cty:
        header["cty"] = cty
    signed = f"{encode(canonical_bytes(header))}.{encode(payload)}"
    return f"{signed}.{encode(signer.sign(signed.encode('ascii')))}"
