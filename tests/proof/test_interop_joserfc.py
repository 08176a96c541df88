"""A second JOSE implementation: it verifies ours, and what it signs opens with ours."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import ECKey

from openpcf.errors import OpenpcfError
from openpcf.model.canonical import canonical_bytes, digest
from openpcf.proof.algorithms import read_jwk
from openpcf.proof.base64url import encode
from openpcf.proof.container import hide, issue, open_container, without_hidden_parts
from openpcf.proof.jws import FOOTPRINT_CTY, FOOTPRINT_TYP, split, verify
from openpcf.proof.sd_jwt import split_presentation
from openpcf.signers import FileSigner
from tests.proof.build import AS_OF, document, signer, trust
from tests.proof.build import salts as fresh


def their_key(number: int = 1) -> ECKey:
    """The private key of ``build.signer`` in their hands."""
    private = ec.derive_private_key(1000 + number, ec.SECP256R1())
    jwk: dict[str, Any] = dict(signer(number).jwk)
    jwk["d"] = encode(private.private_numbers().private_value.to_bytes(32))
    return ECKey.import_key(jwk)


def header(**changes: str) -> dict[str, str]:
    """Members in order, as the canonical form has them."""
    made = {"alg": "ES256", "cty": FOOTPRINT_CTY, "kid": signer().kid, "typ": FOOTPRINT_TYP}
    return {**made, **changes}


def test_they_verify_what_we_sign() -> None:
    compact = issue(document(), signer(), fresh())
    for text in (compact, without_hidden_parts(compact)):
        signed, _ = split_presentation(text)
        found = jws.deserialize_compact(signed, ECKey.import_key(signer().jwk), ["ES256"])
        assert found.payload == canonical_bytes(hide(document(), fresh()).payload)
        assert found.headers() == header()


def test_they_refuse_ours_by_another_key_or_with_a_changed_payload() -> None:
    signed, _ = split_presentation(issue(document(), signer(), fresh()))
    with pytest.raises(BadSignatureError):
        jws.deserialize_compact(signed, ECKey.import_key(signer(2).jwk), ["ES256"])
    head, _, mark = signed.split(".")
    other, _ = split_presentation(issue(document(extensions={"urn:x": "1"}), signer(), fresh()))
    with pytest.raises(BadSignatureError):
        jws.deserialize_compact(
            f"{head}.{other.split('.')[1]}.{mark}", ECKey.import_key(signer().jwk), ["ES256"]
        )


def test_what_they_sign_opens_with_ours() -> None:
    hidden = hide(document(), fresh())
    payload = canonical_bytes(hidden.payload)
    signed = jws.serialize_compact(header(), payload, their_key(), ["ES256"])
    opening = open_container("~".join((signed, *hidden.disclosures, "")), trust().lookup(AS_OF))
    assert opening.problem is None
    assert opening.document is not None
    assert opening.document.digest == digest(payload)
    assert opening.document.inventory == document().inventory
    assert opening.document.components == document().components


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (dict(reversed(header().items())), "JSON_NOT_CANONICAL"),
        (header(typ="JWT"), "TYP"),
        (header(kid="elsewhere"), "KEY_UNKNOWN"),
    ],
    ids=["members-out-of-order", "other-typ", "other-key"],
)
def test_what_they_sign_under_another_header_does_not(made: dict[str, str], code: str) -> None:
    payload = canonical_bytes(hide(document(), fresh()).payload)
    signed = jws.serialize_compact(made, payload, their_key(), ["ES256"])
    problem = open_container(signed + "~", trust().lookup(AS_OF)).problem
    assert problem is not None and problem.code == code


def test_what_they_sign_by_a_key_that_is_not_the_named_one_is_refused() -> None:
    payload = canonical_bytes(hide(document(), fresh()).payload)
    signed = jws.serialize_compact(header(), payload, their_key(2), ["ES256"])
    problem = open_container(signed + "~", trust().lookup(AS_OF)).problem
    assert problem is not None and problem.code == "SIG"


def test_es384_of_theirs_verifies_with_ours() -> None:
    theirs = ECKey.generate_key("P-384", auto_kid=True)
    public = theirs.as_dict(private=False)
    made = {"alg": "ES384", "kid": str(public["kid"]), "typ": "example"}
    signed = jws.serialize_compact(made, b"{}", theirs, ["ES384"])
    key = read_jwk(public)
    assert verify(split(signed, "example"), lambda kid: key).alg == "ES384"
    other = read_jwk(ECKey.generate_key("P-384").as_dict(private=False))
    with pytest.raises(OpenpcfError) as caught:
        verify(split(signed, "example"), lambda kid: other)
    assert caught.value.code == "SIG"


def test_thumbprints_are_the_same() -> None:
    for number in range(1, 20):
        ours: FileSigner = signer(number)
        public = {name: value for name, value in ours.jwk.items() if name != "kid"}
        assert ECKey.import_key(public).thumbprint() == ours.kid
