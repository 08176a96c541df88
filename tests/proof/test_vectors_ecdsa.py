"""ECDSA: Wycheproof, RFC 6979 and Data Integrity vectors for the two curves in the registry."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from openpcf.errors import OpenpcfError
from openpcf.model.canonical import canonical_bytes, read_canonical
from openpcf.proof.algorithms import ALGORITHMS, read_jwk
from openpcf.proof.base64url import encode
from openpcf.signers import FileSigner
from tests.proof.vectors import admitted, load, point_jwk

P1363 = [
    ("ecdsa_secp256r1_sha256_p1363_test.json", "P-256", {"valid": 173, "invalid": 89}),
    ("ecdsa_secp384r1_sha384_p1363_test.json", "P-384", {"valid": 193, "invalid": 87}),
]


@pytest.mark.parametrize(("name", "curve", "counts"), P1363, ids=["P-256", "P-384"])
def test_raw_signatures_end_as_published(
    shared: Path, name: str, curve: str, counts: dict[str, int]
) -> None:
    seen: Counter[str] = Counter()
    for group in load(shared, f"wycheproof/{name}")["testGroups"]:
        jwk = point_jwk(curve, group["publicKey"]["uncompressed"])
        key = read_jwk(jwk)
        for case in group["tests"]:
            seen[case["result"]] += 1
            accepted = key.verify(bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
            assert accepted == (case["result"] == "valid"), case["tcId"]
    assert seen == counts


@pytest.mark.parametrize(("name", "curve", "counts"), P1363, ids=["P-256", "P-384"])
def test_published_jwks_are_the_points_beside_them(
    shared: Path, name: str, curve: str, counts: dict[str, int]
) -> None:
    groups = load(shared, f"wycheproof/{name}")["testGroups"]
    with_jwk = [group for group in groups if "publicKeyJwk" in group]
    assert len(with_jwk) > 90
    for group in with_jwk:
        same = read_jwk(point_jwk(curve, group["publicKey"]["uncompressed"]))
        assert read_jwk(group["publicKeyJwk"]).point == same.point


def test_der_signatures_are_no_raw_signatures(shared: Path) -> None:
    count = 0
    for group in load(shared, "wycheproof/ecdsa_secp256r1_sha256_test.json")["testGroups"]:
        key = read_jwk(point_jwk("P-256", group["publicKey"]["uncompressed"]))
        for case in group["tests"]:
            count += 1
            assert not key.verify(bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
    assert count == 484


def test_our_signer_is_deterministic_as_rfc_6979_says(shared: Path) -> None:
    text = (shared / "data/vectors/cctv/RFC6979/README.md").read_text(encoding="utf-8")
    found = {name: int(digits, 16) for name, digits in re.findall(r"^(x|r|s) = (\w+)$", text, re.M)}
    message = re.search(r'message = "([^"]+)"', text)
    assert message is not None and len(found) == 3
    signer = FileSigner(ec.derive_private_key(found["x"], ec.SECP256R1()))
    expected = found["r"].to_bytes(32) + found["s"].to_bytes(32)
    assert signer.sign(message[1].encode()) == expected
    assert read_jwk(signer.jwk).verify(message[1].encode(), expected)


def _base58(text: str) -> bytes:
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number = 0
    for character in text:
        number = number * 58 + alphabet.index(character)
    return number.to_bytes((number.bit_length() + 7) // 8)


def _multikey(multibase: str, curve: ec.EllipticCurve, crv: str) -> dict[str, str]:
    """A JWK from a Multikey: two bytes of codec, then the compressed point."""
    assert multibase[0] == "z"
    public = ec.EllipticCurvePublicKey.from_encoded_point(curve, _base58(multibase[1:])[2:])
    numbers = public.public_numbers()
    size = (curve.key_size + 7) // 8
    return {
        "kty": "EC",
        "crv": crv,
        "x": encode(numbers.x.to_bytes(size)),
        "y": encode(numbers.y.to_bytes(size)),
    }


@pytest.mark.parametrize(
    ("bits", "curve", "hash_name"),
    [("256", ec.SECP256R1(), "sha256"), ("384", ec.SECP384R1(), "sha384")],
)
def test_a_credential_over_jcs_verifies_step_by_step(
    shared: Path, bits: str, curve: ec.EllipticCurve, hash_name: str
) -> None:
    folder = shared / "data/vectors/vc-di/ecdsa-TestVectors"

    def text(name: str) -> str:
        path = folder / f"ecdsa-jcs-2019-p{bits}/{name}JCSECDSAP{bits}.txt"
        return path.read_text(encoding="utf-8").strip()

    hashed = b""
    for canonical, stated in (("proofCanon", "proofHash"), ("canonDoc", "docHash")):
        data = text(canonical).encode()
        assert canonical_bytes(read_canonical(data)) == data
        found = hashlib.new(hash_name, data).digest()
        assert found.hex() == text(stated)
        hashed += found
    assert hashed.hex() == text("combinedHash")
    pair: Any = load(shared, f"vc-di/ecdsa-TestVectors/p{bits}KeyPair.json")
    key = read_jwk(_multikey(pair["publicKeyMultibase"], curve, f"P-{bits}"))
    signature = bytes.fromhex(text("sigHex"))
    assert key.verify(hashed, signature)
    assert not key.verify(hashed[::-1], signature)


def test_every_ed25519_key_is_refused(shared: Path) -> None:
    """Low-order and non-canonical points can do no harm: the algorithm is not in the registry."""
    cases = load(shared, "cctv/ed25519/ed25519vectors.json")
    assert len(cases) == 914
    codes = {}
    for case in cases:
        with pytest.raises(OpenpcfError) as caught:
            read_jwk({"kty": "OKP", "crv": "Ed25519", "x": encode(bytes.fromhex(case["key"]))})
        codes[str(case["number"])] = caught.value.code
    assert codes == admitted("cctv/ed25519")
    assert ALGORITHMS == ("ES256", "ES384")
