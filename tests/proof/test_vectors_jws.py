"""JWS and JWK: Wycheproof and the JOSE cookbook against our reader and our registry of keys."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from openpcf.errors import OpenpcfError
from openpcf.proof.algorithms import read_jwk
from openpcf.proof.jws import FOOTPRINT_CTY, FOOTPRINT_TYP, split, verify
from openpcf.proof.trust_list import read_trust_list
from tests.proof.build import AS_OF, entity, list_bytes, signer
from tests.proof.vectors import VALID, admitted, load, outcome, public_part, stated_typ


def jws_cases(shared: Path) -> list[tuple[str, str, str, dict[str, Any]]]:
    groups = load(shared, "wycheproof/json_web_signature_test.json")["testGroups"]
    return [
        (str(case["tcId"]), case["jws"], case["result"], group.get("public", group["private"]))
        for group in groups
        for case in group["tests"]
    ]


def test_every_wycheproof_jws_ends_as_published_or_deviates_as_documented(shared: Path) -> None:
    ends, deviations = Counter[str](), {}
    for tc, compact, result, jwk in jws_cases(shared):
        found = outcome(compact, jwk)
        ends[f"{result} {'accepted' if found == VALID else 'refused'}"] += 1
        if result == "valid" and found != VALID:
            deviations[tc] = found
        assert result == "valid" or found != VALID, tc
    assert ends == {"valid accepted": 2, "valid refused": 44, "invalid refused": 355}
    assert deviations == admitted("wycheproof/json_web_signature")


def test_no_wycheproof_jws_verifies_by_a_key_that_is_not_its_own(shared: Path) -> None:
    """Confusion of algorithms: under any trusted key of ours none of them holds."""
    key = read_jwk(signer().jwk)
    codes: Counter[str] = Counter()
    for tc, compact, _, _ in jws_cases(shared):
        with pytest.raises(OpenpcfError) as caught:
            verify(split(compact, stated_typ(compact)), lambda kid: key)
            pytest.fail(tc)
        codes[caught.value.code] += 1
    assert codes["ALG"] > 300 and codes["SIG"] > 20 and codes["B64"] > 0 and codes["FORM"] > 20
    assert sum(codes.values()) == 401


def test_no_foreign_jws_passes_for_a_footprint(shared: Path) -> None:
    for tc, compact, _, _ in jws_cases(shared):
        with pytest.raises(OpenpcfError):
            split(compact, FOOTPRINT_TYP, FOOTPRINT_CTY)
            pytest.fail(tc)


def test_keys_of_wycheproof_key_sets_enter_or_not_as_published(shared: Path) -> None:
    """Each set as a trust list: one bad key and the whole list is refused."""
    deviations = {}
    count = 0
    for group in load(shared, "wycheproof/json_web_key_test.json")["testGroups"]:
        keys = group.get("public", group["private"])["keys"]
        for case in group["tests"]:
            count += 1
            tc = str(case["tcId"])
            try:
                listed = entity(signer())
                first = listed["keys"][0]
                listed["keys"] = [{**first, "kid": k["kid"], "jwk": public_part(k)} for k in keys]
                lookup = read_trust_list(list_bytes(listed), tc).lookup(AS_OF)
                verify(split(case["jws"], stated_typ(case["jws"])), lookup)
                found = VALID
            except OpenpcfError as e:
                found = e.code
            assert case["result"] == "valid" or found != VALID, tc
            if case["result"] == "valid":
                deviations[tc] = found
    assert count == 26
    assert deviations == admitted("wycheproof/json_web_key")


@pytest.mark.parametrize(
    ("tc", "code"),
    [(19, "KEY_ALG"), (20, "KEY_ALG"), (21, "KEY_USE"), (22, "KEY_POINT"), (23, "KEY_ALG"),
     (24, "KEY_FORM"), (25, "KEY_FORM")],
)  # fmt: skip
def test_damaged_ec_keys_are_refused_for_what_they_are(shared: Path, tc: int, code: str) -> None:
    groups = load(shared, "wycheproof/json_web_key_test.json")["testGroups"]
    group = next(g for g in groups if g["tests"][0]["tcId"] == tc)
    with pytest.raises(OpenpcfError) as caught:
        read_jwk(public_part(group.get("public", group["private"])["keys"][0]))
    assert caught.value.code == code


def test_every_example_of_the_jose_cookbook_is_refused_with_its_code(shared: Path) -> None:
    """RFC 7520 signs with RS256, PS384, ES512 and HS256: none is in the registry."""
    folder = shared / "data/vectors/rfc7520"
    found = {}
    for path in sorted((*folder.glob("jws/*.json"), *folder.glob("*7797/*.json"),
                        *folder.glob("curve25519/jws.json"))):  # fmt: skip
        output = load(shared, f"rfc7520/{path.relative_to(folder)}")["output"]
        text = output.get("compact") or path.read_text(encoding="utf-8")
        with pytest.raises(OpenpcfError) as caught:
            split(text, stated_typ(text))
        found[path.stem] = caught.value.code
    assert len(found) == 11
    assert found == admitted("rfc7520/jws")


def test_keys_of_the_jose_cookbook_are_refused_with_their_codes(shared: Path) -> None:
    folder = shared / "data/vectors/rfc7520/jwk"
    found = {}
    for path in sorted(folder.glob("*.json")):
        jwk = load(shared, f"rfc7520/jwk/{path.name}")
        with pytest.raises(OpenpcfError) as caught:
            read_jwk(jwk)
        found[path.stem] = caught.value.code
    assert len(found) == 6
    assert found == admitted("rfc7520/jwk")
