"""The declaration bundle: an unsigned envelope that is believed in nothing of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from openpcf.clearance import Facts, decide
from openpcf.errors import InputError, TrustError
from openpcf.model.canonical import canonical_bytes
from openpcf.model.policy import Policy
from openpcf.proof.bundle import (
    LIMIT,
    TYPE,
    Bundle,
    bundle_digest,
    read_bundle,
    remarks,
    verify_bundle,
    write_bundle,
)
from openpcf.proof.container import issue, payload_digest, without_hidden_parts
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.declarations.verify import decide as decide_at
from openpcf.workflow.issue.report import report
from tests.proof.build import AS_OF, ISSUER, document, entity, list_bytes, signer, trust
from tests.proof.build import salts as fresh
from tests.ruleset.example import made

OWN = issue(document(), signer(), fresh())
CHILD = without_hidden_parts(issue(document(extensions={"urn:x": "1"}), signer(2), fresh()))
NAME = payload_digest(CHILD)
NO_DIGEST = "sha-256:" + "0" * 64


def raw(**members: Any) -> bytes:
    whole = {"type": TYPE, "footprint": OWN, **members}
    return canonical_bytes({k: v for k, v in whole.items() if v is not None})


def code_of(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_bundle(data, "d.json")
    assert caught.value.place.startswith("d.json")
    return caught.value.code


def codes(bundle: Bundle, *keys: int, as_of: str = AS_OF) -> list[str]:
    listed = trust(*(signer(number) for number in keys or (1, 2)))
    return [p.code for p in verify_bundle(bundle, listed, as_of).problems]


def test_what_is_written_is_read_again() -> None:
    whole = Bundle(
        OWN,
        statements=("a.b.c",),
        timestamps=({"over": NO_DIGEST, "rfc3161": "MIIB"},),
        batch={"root": NO_DIGEST},
        children={NAME: Bundle(CHILD, statements=("d.e.f",))},
    )
    data = write_bundle(whole)
    assert read_bundle(data, "d.json") == whole
    assert write_bundle(read_bundle(data, "d.json")) == data
    assert read_bundle(data.removesuffix(b"\n"), "d.json") == whole


def test_its_digest_is_that_of_the_footprint_alone() -> None:
    alone = Bundle(OWN)
    with_more = Bundle(without_hidden_parts(OWN), children={NAME: Bundle(CHILD)})
    assert bundle_digest(alone) == bundle_digest(with_more) == payload_digest(OWN)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "JSON_FORM"),
        (b"PK\x03\x04", "JSON_FORM"),
        (b"[]", "BUNDLE_FORM"),
        (b"{}", "BUNDLE_FORM"),
        (raw(type="openpcf-declaration/9"), "BUNDLE_FORM"),
        (raw(type=None), "BUNDLE_FORM"),
        (raw(type="openpcf-declaration/1.0"), "BUNDLE_FORM"),
        (raw(type="openpcf-declaration/0.0"), "BUNDLE_FORM"),
        (raw(type="openpcf-declaration/0.2x"), "BUNDLE_FORM"),
        (raw(batch=[]), "BUNDLE_FORM"),
        (raw(footprint=None), "BUNDLE_FORM"),
        (raw(footprint=[OWN]), "BUNDLE_FORM"),
        (raw(footprints="x"), "UNKNOWN_MEMBER"),
        (raw(statements="a.b.c"), "BUNDLE_FORM"),
        (raw(timestamps={"a": "b"}), "BUNDLE_FORM"),
        (raw(children=[]), "BUNDLE_FORM"),
        (raw(children="x"), "BUNDLE_FORM"),
        (raw(children=False), "BUNDLE_FORM"),
        (raw(statements=[7]), "BUNDLE_FORM"),
        (raw(children={"a": "b"}), "DIGEST_FORM"),
        (raw(children={NO_DIGEST.upper(): {}}), "DIGEST_FORM"),
        (raw(children={NO_DIGEST[:-1]: {}}), "DIGEST_FORM"),
        (raw(children={NO_DIGEST.replace("256", "512"): {}}), "DIGEST_FORM"),
        (raw(children={NO_DIGEST: 5}), "BUNDLE_FORM"),
        (raw(children={NO_DIGEST: {"type": TYPE}}), "BUNDLE_FORM"),
        (raw(children={NO_DIGEST: {"type": TYPE, "footprint": CHILD, "x": "y"}}),
         "UNKNOWN_MEMBER"),
        (raw(children={NO_DIGEST: {"type": TYPE, "footprint": CHILD, "children": {
            NO_DIGEST: {"type": TYPE, "footprint": CHILD}}}}), "BUNDLE_FORM"),
        (b" " + raw(), "JSON_NOT_CANONICAL"),
        (raw() + b"\n\n", "JSON_NOT_CANONICAL"),
        (b'"' + b"a" * LIMIT + b'"', "SIZE"),
    ],
)  # fmt: skip
def test_another_form_is_refused_whole(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_a_newer_minor_version_is_read_its_news_kept_and_referred() -> None:
    data = raw(type="openpcf-declaration/0.2", receipts=[{"log": "x"}])
    found = read_bundle(data, "d.json")
    assert (found.newer, found.rest) == (True, {"receipts": [{"log": "x"}]})
    assert write_bundle(found) == data + b"\n"
    verified = verify_bundle(found, trust(), AS_OF)
    assert verified.problems == ()
    (reported,) = remarks(found, verified)
    assert reported.code == "BUNDLE_NEWER"
    facts = Facts(as_of=AS_OF, document=verified.own.document, not_understood=(reported,))
    answer = decide(facts, Policy(policy="p", version="1", profiles=("x",)))
    assert ("refer", "BUNDLE_NEWER") in {(r.decision, r.finding.code) for r in answer.reasons}


def test_a_bundle_above_one_megabyte_is_not_written() -> None:
    with pytest.raises(InputError) as caught:
        write_bundle(Bundle("a" * LIMIT))
    assert caught.value.code == "SIZE"


def test_own_and_children_prove_themselves_each_by_its_key() -> None:
    both = Bundle(OWN, children={NAME: Bundle(CHILD)})
    verified = verify_bundle(both, trust(signer(), signer(2)), AS_OF)
    assert verified.problems == ()
    assert verified.own.kid == signer().kid
    assert verified.children[NAME].kid == signer(2).kid
    assert [s.ok for s in verified.own.steps] == [True] * 5


def test_what_is_wrong_is_reported_of_own_and_of_children() -> None:
    both = Bundle(OWN, children={NAME: Bundle(CHILD)})
    assert codes(both, 1) == ["KEY_UNKNOWN"]
    assert codes(both, 3) == ["KEY_UNKNOWN", "KEY_UNKNOWN"]
    assert codes(both, as_of="2031-01-01T00:00:00Z") == ["KEY_TIME", "KEY_TIME"]
    damaged = Bundle(OWN[:-2] + "~", children={NAME: Bundle(CHILD.replace(".", ".A", 1))})
    assert len(codes(damaged)) == 2


def test_a_failing_child_leaves_the_own_footprint_as_it_is() -> None:
    both = Bundle(OWN, children={NAME: Bundle(CHILD)})
    verified = verify_bundle(both, trust(signer()), AS_OF)
    assert verified.own.ok and verified.own.document is not None
    assert verified.children[NAME].document is None


def test_a_good_child_under_the_digest_of_another_is_refused() -> None:
    assert codes(Bundle(OWN, children={NO_DIGEST: Bundle(CHILD)})) == ["CHILD_DIGEST"]
    assert codes(Bundle(OWN, children={NAME: Bundle(OWN)})) == ["CHILD_DIGEST"]


@pytest.mark.parametrize(
    "issuer",
    [
        "x", ["a"], {}, {"ids": []}, {"ids": ISSUER}, {"ids": {"a": ISSUER}},
        {"ids": ["urn:pact:maker.example:company-id:11"]},
    ],
    ids=["text", "list", "none", "no-ids", "ids-text", "ids-object", "other-id"],
)  # fmt: skip
def test_a_key_signs_for_its_holder_alone(issuer: Any) -> None:
    bundle = Bundle(issue(document(issuer=issuer), signer(), fresh()))
    verified = verify_bundle(bundle, trust(), AS_OF)
    assert [p.code for p in verified.problems] == ["ISS_KEY"]
    assert verified.own.document is None
    assert verified.own.steps[-1].name == "issuer"


def test_an_envelope_can_not_prove_anything_by_itself(tmp_path: Path) -> None:
    """Nobody has verified what stands under statements and timestamps: it counts as missing."""
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        "policy: border\nversion: '1'\nprofiles: [core/0.1]\n"
        "require: {timestamp: 'yes', statement: 'yes'}\n"
    )
    complete = made().document()
    listed = tmp_path / "trust.json"
    listed.write_bytes(list_bytes(entity(signer(), issuer=complete.payload["issuer"]["ids"][0])))
    compact = issue(complete, signer(), fresh())
    reported = {}
    for name, bundle in (
        ("bare", Bundle(compact)),
        (
            "claims",
            Bundle(
                compact, statements=("a.b.c",), timestamps=({"over": NO_DIGEST, "rfc3161": "MIIB"},)
            ),
        ),
    ):
        path = tmp_path / "declaration.json"
        path.write_bytes(write_bundle(bundle))
        here = Environment(home=tmp_path)
        answer, _ = decide_at(path, listed, policy, here, AS_OF)
        reported_codes = {reason.finding.code for reason in answer.reasons}
        reported[name] = (reported_codes, report(path, here, trust=listed, as_of=AS_OF))
    assert {"CLEAR_TIMESTAMP_MISSING", "CLEAR_STATEMENT_MISSING"} <= reported["bare"][0]
    assert reported["claims"] == reported["bare"]


def test_the_digest_of_a_damaged_footprint_is_refused() -> None:
    with pytest.raises(TrustError) as caught:
        bundle_digest(Bundle("not a footprint"))
    assert caught.value.code == "SD_FORM"
