"""The list of whom to trust: read whole or not at all, and asked for a key at an instant."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from openpcf.errors import InputError, OpenpcfError
from openpcf.model.canonical import canonical_bytes, digest, read_canonical
from openpcf.model.instants import required_instant
from openpcf.proof.base64url import encode
from openpcf.proof.container import issue, open_container
from openpcf.proof.trust_list import ROLES, TrustList, bound, read_trust_list
from openpcf.signers import public_jwk
from tests.proof.build import AS_OF, ISSUER, document, entity, list_bytes, signer
from tests.proof.build import salts as fresh

ONE = signer()


def code_of(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_trust_list(data, "t")
    assert caught.value.place.startswith("t")
    return caught.value.code


def changed(**members: Any) -> bytes:
    """A good list with other members at the top; None takes a member away."""
    made = {**read_canonical(list_bytes(entity(ONE))), **members}
    return canonical_bytes({k: v for k, v in made.items() if v is not None})


def with_entity(**members: Any) -> bytes:
    made = {**entity(ONE), **members}
    return list_bytes({k: v for k, v in made.items() if v is not None})


def with_key(**members: Any) -> bytes:
    made = {**entity(ONE)["keys"][0], **members}
    return with_entity(keys=[{k: v for k, v in made.items() if v is not None}])


def with_jwk(**members: Any) -> bytes:
    made = {**ONE.jwk, **members}
    return with_key(jwk={k: v for k, v in made.items() if v is not None})


def p384() -> dict[str, str]:
    numbers = ec.derive_private_key(7, ec.SECP384R1()).public_key().public_numbers()
    coordinates = (encode(number.to_bytes(48)) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-384", **dict(zip("xy", coordinates, strict=True))}


def test_a_good_list_says_who_holds_what() -> None:
    data = list_bytes(
        entity(ONE), {**entity(signer(2), issuer="urn:other", revoked_at="2026-03-01T00:00:00Z"),
                      "name": "Verifier", "roles": ["verifier", "issuer"]}, sequence=7,
    )  # fmt: skip
    found = read_trust_list(data, "t")
    assert (found.list_id, found.sequence, found.digest) == ("test", 7, digest(data))
    assert [e.name for e in found.entities] == ["Maker", "Verifier"]
    assert set(found.keys) == {ONE.kid, signer(2).kid}
    assert found.keys[ONE.kid].revoked_at is None
    assert found.keys[signer(2).kid].entity.roles == ("verifier", "issuer")
    assert read_trust_list(data + b"\n", "t").digest == digest(data)


def test_a_list_without_entities_trusts_nobody() -> None:
    assert read_trust_list(list_bytes(), "t").keys == {}


def test_p_384_keys_may_stand_beside() -> None:
    found = read_trust_list(with_key(kid="p384", jwk=p384()), "t")
    assert found.keys["p384"].key.alg == "ES384"


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_known_role_is_read(role: str) -> None:
    assert read_trust_list(with_entity(roles=[role]), "t").entities[0].roles == (role,)


REFUSED = [
    ("empty-file", b"", "JSON_FORM"),
    ("no-json", b"trust me", "JSON_FORM"),
    ("two-newlines", list_bytes() + b"\n\n", "TL_NOT_CANONICAL"),
    ("indented", list_bytes().replace(b",", b", "), "TL_NOT_CANONICAL"),
    ("key-twice-in-json", list_bytes().replace(b'{"ent', b'{"entities":[],"ent'),
     "TL_NOT_CANONICAL"),
    ("array", b"[]", "TL_FORM"),
    ("text", b'"t"', "TL_FORM"),
    *[(f"no-{name.replace('_', '-')}", changed(**{name: None}), "TL_FORM")
      for name in ("type", "list_id", "sequence", "issued", "next_update", "entities")],
    ("other-type", changed(type="pcf-trust-list/9.9"), "TL_FORM"),
    ("unknown-member", changed(crit=["x"]), "TL_FORM"),
    ("list-id-no-text", changed(list_id=7), "TL_FORM"),
    *[(f"sequence-{value}", changed(sequence=value), "TL_FORM")
      for value in (0, -1, 2**31, True, "1")],
    ("sequence-2^63", list_bytes().replace(b'"sequence":1', b'"sequence":9223372036854775808'),
     "INT_RANGE"),
    *[(f"issued-{value}", changed(issued=value), "TIME_FORM")
      for value in ("yesterday", "2026-01-01", "2026-01-01T00:00:00", "1969-12-31T23:59:59Z",
                    "2026-06-30T23:59:60Z", "10000-01-01T00:00:00Z", 1767225600)],
    ("next-update-no-time", changed(next_update="soon"), "TIME_FORM"),
    ("entities-no-list", changed(entities={"a": "b"}), "TL_FORM"),
    ("entity-no-object", changed(entities=["x"]), "TL_FORM"),
    *[(f"entity-no-{name}", with_entity(**{name: None}), "TL_FORM")
      for name in ("ids", "name", "roles", "status", "keys")],
    ("entity-unknown-member", with_entity(scopes=[]), "TL_FORM"),
    ("unknown-role", with_entity(roles=["issuer", "friend"]), "TL_FORM"),
    ("no-roles", with_entity(roles=[]), "TL_FORM"),
    ("ids-no-texts", with_entity(ids=[7]), "TL_FORM"),
    ("ids-text", with_entity(ids=ISSUER), "TL_FORM"),
    ("keys-no-list", with_entity(keys={"a": "b"}), "TL_FORM"),
    ("key-no-object", with_entity(keys=["x"]), "TL_FORM"),
    *[(f"key-no-{name}", with_key(**{name: None}), "TL_FORM")
      for name in ("kid", "jwk", "use", "from", "until")],
    ("key-unknown-member", with_key(compromised_since="2026-01-01T00:00:00Z"), "TL_FORM"),
    ("use-enc", with_key(use="enc"), "TL_FORM"),
    ("kid-empty", with_key(kid=""), "TL_FORM"),
    ("kid-number", with_key(kid=7), "TL_FORM"),
    ("from-no-time", with_key(**{"from": "2026"}), "TIME_FORM"),
    ("until-no-time", with_key(until="forever"), "TIME_FORM"),
    ("revoked-no-time", with_key(revoked_at="yes"), "TIME_FORM"),
    ("jwk-text", with_key(jwk="x"), "KEY_FORM"),
    ("jwk-private", with_jwk(d="AAAA"), "KEY_FORM"),
    ("jwk-unknown-member", with_jwk(x5c=["AAAA"]), "KEY_FORM"),
    ("jwk-padding", with_jwk(x=str(ONE.jwk["x"]) + "="), "B64"),
    ("jwk-use-enc", with_jwk(use="enc"), "KEY_USE"),
    ("jwk-key-ops", with_jwk(key_ops=["sign"]), "KEY_USE"),
    ("jwk-alg-es384", with_jwk(alg="ES384"), "KEY_ALG"),
    ("jwk-alg-none", with_jwk(alg="none"), "KEY_ALG"),
    ("jwk-p-521", with_jwk(crv="P-521"), "KEY_ALG"),
    ("jwk-rsa", with_key(jwk={"kty": "RSA", "n": "AQAB", "e": "AQAB"}), "KEY_FORM"),
    ("jwk-off-the-curve", with_jwk(y=encode(bytes(31) + b"\x05")), "KEY_POINT"),
    ("kid-twice-in-one-entity", with_entity(keys=entity(ONE)["keys"] + entity(
        signer(2), kid=ONE.kid)["keys"]), "TL_KID_TWICE"),
    ("kid-twice-in-two-entities", list_bytes(entity(ONE), entity(signer(2), kid=ONE.kid)),
     "TL_KID_TWICE"),
    ("one-key-two-holders", list_bytes(entity(ONE), entity(ONE, issuer="urn:other", kid="other")),
     "TL_KEY_TWICE"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_a_list_not_wholly_understood_is_refused(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_a_list_above_one_megabyte_is_refused() -> None:
    assert code_of(b'"' + b"a" * 1_000_000 + b'"') == "SIZE"


def at(moment: str, role: str = "issuer", **key: Any) -> str:
    """The code a key is refused with at an instant, or its kid."""
    found = read_trust_list(list_bytes(entity(ONE, **key)), "t")
    try:
        return found.lookup(moment, role).trusted(ONE.kid).kid
    except OpenpcfError as e:
        return e.code


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("2025-12-31T23:59:59Z", "KEY_TIME"),
        ("2026-01-01T00:00:00Z", ONE.kid),
        ("2026-01-01T00:59:59+01:00", "KEY_TIME"),
        ("2026-01-01T08:00:00+08:00", ONE.kid),
        ("2027-12-31T23:59:59Z", ONE.kid),
        ("2028-01-01T00:00:00Z", "KEY_TIME"),
    ],
)
def test_a_key_counts_from_its_first_instant_up_to_its_last(moment: str, code: str) -> None:
    assert at(moment) == code


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("2026-05-31T23:59:59Z", ONE.kid),
        ("2026-06-01T00:00:00Z", "KEY_REVOKED"),
        ("2027-01-01T00:00:00Z", "KEY_REVOKED"),
        ("2029-01-01T00:00:00Z", "KEY_REVOKED"),
    ],
)
def test_a_revoked_key_counts_up_to_its_revocation(moment: str, code: str) -> None:
    assert at(moment, revoked_at="2026-06-01T00:00:00Z") == code


def test_a_key_counts_in_the_roles_of_its_holder_alone() -> None:
    assert at(AS_OF) == ONE.kid
    assert at(AS_OF, role="verifier") == "KEY_ROLE"


@pytest.mark.parametrize("status", ["suspended", "withdrawn", "", "Active"])
def test_a_holder_who_is_not_active_counts_for_nothing(status: str) -> None:
    found = read_trust_list(with_entity(status=status), "t")
    with pytest.raises(OpenpcfError) as caught:
        found.lookup(AS_OF)(ONE.kid)
    assert caught.value.code == "ENTITY_STATUS"


@pytest.mark.parametrize("kid", ["", "other", ONE.kid + " ", ONE.kid.lower() + "x"])
def test_an_unknown_key_is_refused(kid: str) -> None:
    found = read_trust_list(list_bytes(entity(ONE)), "t")
    with pytest.raises(OpenpcfError) as caught:
        found.lookup(AS_OF)(kid)
    assert caught.value.code == "KEY_UNKNOWN"
    assert caught.value.exit_code == 4


def test_asking_at_no_instant_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        read_trust_list(list_bytes(), "t").lookup("today")
    assert caught.value.code == "TIME_FORM"


@pytest.mark.parametrize(
    ("ids", "good"),
    [
        ([ISSUER], True),
        (["urn:gln:1", ISSUER], True),
        (["urn:gln:1"], False),
        ([ISSUER.upper()], False),
        ([], False),
        (None, False),
        (ISSUER, False),
        ({ISSUER: "x"}, False),
    ],
)
def test_the_issuer_shares_an_id_with_the_key_owner(ids: Any, good: bool) -> None:
    owner = read_trust_list(list_bytes(entity(ONE)), "t").entities[0]
    if good:
        bound(owner, ids)
        return
    with pytest.raises(OpenpcfError) as caught:
        bound(owner, ids)
    assert caught.value.code == "ISS_KEY"


CONTAINER = issue(document(), ONE, fresh())


def opened(data: bytes, moment: str = AS_OF) -> str:
    problem = open_container(CONTAINER, read_trust_list(data, "t").lookup(moment)).problem
    return "" if problem is None else problem.code


def test_each_refusal_of_a_key_stops_a_container() -> None:
    assert opened(list_bytes(entity(ONE))) == ""
    assert opened(list_bytes(entity(signer(2)))) == "KEY_UNKNOWN"
    assert opened(list_bytes(entity(ONE, revoked_at="2026-02-01T00:00:00Z"))) == "KEY_REVOKED"
    assert opened(list_bytes(entity(ONE)), "2030-01-01T00:00:00Z") == "KEY_TIME"
    assert opened(with_entity(roles=["verifier"])) == "KEY_ROLE"
    assert opened(with_entity(status="withdrawn")) == "ENTITY_STATUS"


def test_another_key_under_the_same_kid_does_not_verify() -> None:
    other = entity(signer(2), kid=ONE.kid)
    assert opened(list_bytes(other)) == "SIG"
    other["keys"][0]["jwk"] = p384()
    assert opened(list_bytes(other)) == "KEY_ALG"


def test_a_list_is_what_its_bytes_are() -> None:
    one = read_trust_list(list_bytes(entity(ONE)), "a")
    two = read_trust_list(list_bytes(entity(ONE), sequence=2), "a")
    assert isinstance(one, TrustList)
    assert one.digest != two.digest


def test_public_jwk_of_a_key_is_fit_for_a_list() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    jwk = public_jwk(key)
    assert read_trust_list(with_key(kid=jwk["kid"], jwk=jwk), "t").keys[jwk["kid"]].key.alg


def test_instants_are_compared_across_zones() -> None:
    assert required_instant("2026-01-01T08:00:00+08:00", "p") == required_instant(
        "2026-01-01T00:00:00Z", "p"
    )
