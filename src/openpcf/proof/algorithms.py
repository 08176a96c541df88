"""Registry of signature algorithms: name → key type, verification (RFC 7518, RFC 9864).

A key is checked when it is read; verification gets raw ``r || s`` (RFC 7518 §3.4).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from openpcf.errors import TrustError
from openpcf.proof.base64url import decode

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
P384_ORDER = int(
    "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf"
    "581a0db248b0a77aecec196accc52973",
    16,
)


@dataclass(frozen=True)
class Curve:
    """An ECDSA algorithm: JWK curve name, coordinate size in bytes, order, curve and hash."""

    crv: str
    size: int
    order: int
    curve: ec.EllipticCurve
    hash: hashes.HashAlgorithm


ECDSA: Mapping[str, Curve] = {
    "ES256": Curve("P-256", 32, P256_ORDER, ec.SECP256R1(), hashes.SHA256()),
    "ES384": Curve("P-384", 48, P384_ORDER, ec.SECP384R1(), hashes.SHA384()),
}
ALGORITHMS = tuple(ECDSA)
_MEMBERS = frozenset({"kty", "crv", "x", "y", "use", "key_ops", "alg", "kid"})

Verify = Callable[[bytes, bytes], bool]


@dataclass(frozen=True)
class VerificationKey:
    """A public key for signatures of one algorithm."""

    alg: str
    kid: str
    verify: Verify
    point: tuple[int, int]


def _verifier(key: ec.EllipticCurvePublicKey, spec: Curve) -> Verify:
    algorithm = ec.ECDSA(spec.hash)

    def verify(message: bytes, signature: bytes) -> bool:
        if len(signature) != 2 * spec.size:
            return False
        r = int.from_bytes(signature[: spec.size])
        s = int.from_bytes(signature[spec.size :])
        if not (0 < r < spec.order and 0 < s < spec.order):
            return False
        try:
            key.verify(encode_dss_signature(r, s), message, algorithm)
        except InvalidSignature:
            return False
        return True

    return verify


def read_jwk(jwk: Any, place: str = "", kid: str | None = None) -> VerificationKey:
    """Return a public key from its JWK (RFC 7517).

    Raises TrustError ``KEY_FORM`` for another shape or a private member, ``KEY_ALG`` for an
    algorithm that is not in the registry or does not fit the curve, ``KEY_USE`` if use or key_ops
    do not allow verification, ``KEY_POINT`` for a point that is not on the curve.
    """
    if not isinstance(jwk, Mapping) or jwk.get("kty") != "EC":
        raise TrustError("KEY_FORM", place, str(jwk)[:60], 'kty "EC"')
    unknown = sorted(set(jwk) - _MEMBERS)
    if unknown:
        raise TrustError("KEY_FORM", place, ", ".join(map(str, unknown)), ", ".join(_MEMBERS))
    name = next((n for n, spec in ECDSA.items() if spec.crv == jwk.get("crv")), None)
    if name is None or jwk.get("alg", name) != name:
        raise TrustError("KEY_ALG", place, f"{jwk.get('crv')} {jwk.get('alg', '')}".strip())
    operations = jwk.get("key_ops", ["verify"])
    if jwk.get("use", "sig") != "sig" or not (
        isinstance(operations, list) and "verify" in operations
    ):
        raise TrustError("KEY_USE", place, f"{jwk.get('use', '')} {operations}".strip())
    spec = ECDSA[name]
    coordinates = []
    for member in ("x", "y"):
        text = jwk.get(member)
        if not isinstance(text, str):
            raise TrustError("KEY_FORM", place, f"{member}: {text}"[:60])
        raw = decode(text, place)
        if len(raw) != spec.size:
            raise TrustError("KEY_FORM", place, f"{member}: {len(raw)} bytes", str(spec.size))
        coordinates.append(int.from_bytes(raw))
    x, y = coordinates
    try:
        public = ec.EllipticCurvePublicNumbers(x, y, spec.curve).public_key()
    except ValueError:
        raise TrustError("KEY_POINT", place) from None
    stated = jwk.get("kid")
    if stated is not None and not isinstance(stated, str):
        raise TrustError("KEY_FORM", place, f"kid: {stated}"[:60])
    return VerificationKey(name, kid or stated or "", _verifier(public, spec), (x, y))
