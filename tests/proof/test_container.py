"""Sign, present, open: the total stays signed whatever is shown."""

from __future__ import annotations

import random
import string

import pytest

from openpcf.model.canonical import canonical_bytes, digest
from openpcf.proof.bundle import Bundle, read_bundle, verify_bundle, write_bundle
from openpcf.proof.container import (
    hide,
    issue,
    open_container,
    payload_digest,
    present,
    salts,
    without_hidden_parts,
)
from tests.proof.build import AS_OF, document, signer, trust
from tests.proof.build import salts as fresh


@pytest.fixture
def compact() -> str:
    return issue(document(), signer(), fresh())


def opened(text: str):
    return open_container(text, trust().lookup(AS_OF))


def test_what_was_put_in_comes_out(compact: str) -> None:
    found = opened(compact)
    assert found.problem is None
    assert found.document is not None
    made = document()
    assert found.document.inventory == made.inventory
    assert found.document.components == made.components
    assert found.document.payload["issuer"] == made.payload["issuer"]
    assert found.document.payload["disclosable"] == {
        "inventory": {"groups": 2, "lines": 3},
        "components": {"items": 1},
    }
    assert found.document.hidden == found.document.partly == frozenset()


def test_the_digest_is_of_the_payload_and_the_same_for_every_presentation(compact: str) -> None:
    found = opened(compact)
    bare = opened(without_hidden_parts(compact))
    assert found.document.digest == bare.document.digest == payload_digest(compact)
    signed_payload = hide(document(), fresh()).payload
    assert found.document.digest == digest(canonical_bytes(signed_payload))


def test_hiding_needs_no_key_and_is_seen(compact: str) -> None:
    bare = opened(without_hidden_parts(compact)).document
    assert bare.hidden == {"inventory", "components"}
    no_line = opened(present(compact, lambda path: path[-1] != "l-0002")).document
    assert no_line.partly == {"inventory"}
    assert [line["id"] for line in no_line.lines()] == ["l-0001", "l-0003"]
    no_group = opened(present(compact, lambda path: "g-002" not in path)).document
    assert [line["id"] for line in no_group.lines()] == ["l-0001", "l-0002"]
    no_items = opened(present(compact, lambda path: path[0] == "inventory")).document
    assert no_items.hidden == {"components"}


def test_a_document_without_inventory_has_nothing_to_hide() -> None:
    plain = document().model_copy(update={"inventory": None, "components": None})
    text = issue(plain, signer(), fresh())
    assert text.count("~") == 1
    assert opened(text).document.hidden == frozenset()


def test_signing_is_deterministic_and_salts_are_not_used_twice(compact: str) -> None:
    assert compact == issue(document(), signer(), fresh())
    assert len(salts(compact)) == 8


def test_every_single_character_change_is_refused(compact: str) -> None:
    choose = random.Random(1)
    for _ in range(1500):
        at = choose.randrange(len(compact))
        other = choose.choice([c for c in string.ascii_letters + "-_~." if c != compact[at]])
        changed = compact[:at] + other + compact[at + 1 :]
        assert opened(changed).problem is not None, at


def test_steps_say_how_far_it_came(compact: str) -> None:
    assert [(s.name, s.ok) for s in opened(compact).steps] == [
        ("form", True),
        ("signature", True),
        ("content", True),
        ("digest", True),
    ]
    broken = opened(compact.replace(".", ".A", 1))
    assert [(s.name, s.ok) for s in broken.steps][-1] == ("signature", False)


def test_a_bundle_proves_itself_with_its_children(compact: str) -> None:
    child = without_hidden_parts(compact)
    bundle = Bundle(compact, children={payload_digest(child): Bundle(child)})
    again = read_bundle(write_bundle(bundle), "d.json")
    verified = verify_bundle(again, trust(), AS_OF)
    assert verified.problems == ()
    assert verified.own.steps[-1].found == "Maker"


def test_a_child_under_another_name_is_found(compact: str) -> None:
    other = issue(document(extensions={"urn:x": "1"}), signer(), fresh())
    bundle = Bundle(compact, children={payload_digest(compact): Bundle(other)})
    assert [p.code for p in verify_bundle(bundle, trust(), AS_OF).problems] == ["CHILD_DIGEST"]
