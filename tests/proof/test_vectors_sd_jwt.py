"""SD-JWT: the examples of RFC 9901, opened by our processing, and ours opened by plain steps."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml

from openpcf.errors import OpenpcfError
from openpcf.proof.algorithms import VerificationKey, read_jwk
from openpcf.proof.base64url import decode
from openpcf.proof.container import open_container
from openpcf.proof.sd_jwt import (
    Disclosure,
    disclosure_digest,
    put_back,
    read_disclosure,
    split_presentation,
)
from tests.proof.build import AS_OF, trust
from tests.proof.vectors import admitted, public_part

JSON_FORMS = {"json_serialization_flattened", "json_serialization_general"}
COMPACT = (
    "address_only_flat", "address_only_recursive", "address_only_structured",
    "address_only_structured_one_open", "arf-pid", "complex_eidas", "complex_eidas_proposal",
    "complex_ekyc", "jsonld", "simple", "simple_structured", "w3c-vc",
)  # fmt: skip
WITH_KEY_BINDING = {"arf-pid", "jsonld", "simple", "w3c-vc"}


class Example:
    """One folder of the examples."""

    def __init__(self, shared: Path, name: str) -> None:
        self.folder = shared / "data/vectors/sd-jwt-generated" / name

    def json(self, name: str) -> Any:
        return orjson.loads((self.folder / f"{name}.json").read_bytes())

    def compact(self, name: str) -> str:
        """The files are wrapped at 68 characters."""
        return (self.folder / f"{name}.txt").read_text(encoding="ascii").replace("\n", "")

    def opened(self, texts: tuple[str, ...]) -> tuple[Any, dict[str, int]]:
        found = put_back(self.json("sd_jwt_payload"), [loose(text) for text in texts])
        return found.data, found.hidden


def loose(text: str) -> Disclosure:
    """The examples are written with blanks: everything but the canonical gate is as in service."""
    return read_disclosure(text, orjson.loads)


@pytest.fixture(params=COMPACT)
def example(request: pytest.FixtureRequest, shared: Path) -> Example:
    return Example(shared, request.param)


@pytest.fixture(scope="module")
def issuer_key(shared: Path) -> VerificationKey:
    settings = (shared / "data/vectors/sd-jwt-generated/settings.yml").read_text("utf-8")
    return read_jwk(public_part(yaml.safe_load(settings)["key_settings"]["issuer_key"]))


def test_all_examples_are_there(shared: Path) -> None:
    folder = shared / "data/vectors/sd-jwt-generated"
    assert {p.name for p in folder.iterdir() if p.is_dir()} == set(COMPACT) | JSON_FORMS


def test_a_presentation_opens_to_the_verified_contents(example: Example) -> None:
    bound = example.folder.name in WITH_KEY_BINDING
    signed, texts = split_presentation(example.compact("sd_jwt_presentation"), key_binding=bound)
    assert signed == example.compact("sd_jwt_jws_part")
    assert example.opened(texts)[0] == example.json("verified_contents")


def test_the_issuance_opens_to_everything_the_user_claims(example: Example) -> None:
    _, texts = split_presentation(example.compact("sd_jwt_issuance"))
    data, hidden = example.opened(texts)
    claims = example.json("user_claims")
    assert {name: data[name] for name in claims} == claims
    assert hidden == {}


def test_the_signed_part_verifies_and_is_the_payload(
    example: Example, issuer_key: VerificationKey
) -> None:
    header, payload, signature = example.compact("sd_jwt_jws_part").split(".")
    assert orjson.loads(decode(header))["alg"] == issuer_key.alg
    assert orjson.loads(decode(payload)) == example.json("sd_jwt_payload")
    assert issuer_key.verify(f"{header}.{payload}".encode(), decode(signature))
    assert not issuer_key.verify(f"{header}.{payload}A".encode(), decode(signature))


def test_digests_are_those_printed_beside_the_disclosures(example: Example) -> None:
    printed = (example.folder / "disclosures.md").read_text(encoding="utf-8")
    digests = re.findall(r"SHA-256 Hash: `([^`]+)`", printed)
    _, texts = split_presentation(example.compact("sd_jwt_issuance"))
    assert digests
    assert set(digests) == {disclosure_digest(text) for text in texts}


def test_left_out_disclosures_leave_no_trace_but_a_count(example: Example) -> None:
    _, texts = split_presentation(example.compact("sd_jwt_issuance"))
    data, _ = example.opened(())
    assert '"_sd"' not in orjson.dumps(data).decode() and '"..."' not in orjson.dumps(data).decode()
    assert len(orjson.dumps(data)) < len(orjson.dumps(example.opened(texts)[0]))


def test_one_disclosure_too_many_or_twice_is_refused(example: Example) -> None:
    _, texts = split_presentation(example.compact("sd_jwt_issuance"))
    with pytest.raises(OpenpcfError) as twice:
        example.opened((*texts, texts[0]))
    assert twice.value.code == "SD_DUP"
    with pytest.raises(OpenpcfError) as foreign:
        example.opened((*texts, "WyJhIiwgImIiLCAiYyJd"))
    assert foreign.value.code == "SD_UNREFERENCED"


def test_a_child_without_its_parent_is_refused(shared: Path) -> None:
    example = Example(shared, "address_only_recursive")
    _, texts = split_presentation(example.compact("sd_jwt_issuance"))
    children = tuple(text for text in texts if loose(text).name != "address")
    assert len(children) == len(texts) - 1
    with pytest.raises(OpenpcfError) as caught:
        example.opened(children)
    assert caught.value.code == "SD_UNREFERENCED"


def test_decoys_of_an_issuer_are_not_counted(shared: Path) -> None:
    example = Example(shared, "simple_structured")
    printed = (example.folder / "decoy_digests.md").read_text(encoding="utf-8")
    decoys = set(re.findall(r"`([\w-]{43})`", printed))
    assert decoys
    _, texts = split_presentation(example.compact("sd_jwt_issuance"))
    assert decoys.isdisjoint(map(disclosure_digest, texts))
    assert example.opened(texts)[1] == {}


def test_key_binding_nobody_asked_for_is_refused(shared: Path) -> None:
    found = set()
    for name in COMPACT:
        try:
            split_presentation(Example(shared, name).compact("sd_jwt_presentation"))
        except OpenpcfError as e:
            assert e.code == "SD_FORM"
            found.add(name)
    assert found == WITH_KEY_BINDING


def test_no_example_passes_for_a_footprint(shared: Path) -> None:
    found = {}
    for name in COMPACT:
        text = Example(shared, name).compact("sd_jwt_issuance")
        problem = open_container(text, trust().lookup(AS_OF)).problem
        assert problem is not None
        found[name] = problem.code
    for name in JSON_FORMS:
        raw = (Example(shared, name).folder / "sd_jwt_presentation.json").read_text("utf-8")
        problem = open_container(raw, trust().lookup(AS_OF)).problem
        assert problem is not None
        found[name] = problem.code
    assert found == admitted("sd-jwt-generated")
