"""A signed document may hold anything: reading and deciding never end in a crash."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openpcf.clearance import Facts, decide
from openpcf.errors import InputError, OpenpcfError
from openpcf.model.canonical import canonical_bytes
from openpcf.model.document import Document
from openpcf.model.finding import Verdict
from openpcf.model.policy import Policy
from openpcf.proof.bundle import Bundle, read_bundle, verify_bundle, write_bundle
from openpcf.proof.container import issue, open_container, payload_digest, present
from openpcf.reporting.findings import clearance_text
from openpcf.reporting.verified import verification_text
from openpcf.workflow.declarations.judge import read_declaration
from openpcf.workflow.declarations.present import presentation
from tests.proof.build import AS_OF, ISSUER, document, signer, trust
from tests.proof.build import salts as fresh
from tests.ruleset.example import made

VALUES = st.recursive(
    st.none().map(lambda _: "") | st.booleans() | st.integers(-5, 5) | st.text(max_size=5)
    | st.sampled_from(["2026-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "1.5", "-0", "sha-256:x"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["id", "digest", "excl", "parts", "a"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
POLICY = Policy(policy="p", version="1", profiles=("cfp-base/0.1",), max_age_months=3)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    members = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, member in members:
        found += _paths(member, (*path, key))
    return found


PAYLOAD = {**made().payload}
PAYLOAD["issuer"] = {**PAYLOAD["issuer"], "ids": [ISSUER]}
INVENTORY, COMPONENTS = made().inventory, made().components
PATHS = {
    "payload": [p for p in _paths(PAYLOAD) if p[0] != "issuer"],
    "inventory": [p for p in _paths(INVENTORY) if len(p) > 2],
    "components": [p for p in _paths(COMPONENTS) if len(p) > 2],
}


def changed(part: str, path: tuple[Any, ...], value: Any) -> Document:
    parts = {"payload": PAYLOAD, "inventory": INVENTORY, "components": COMPONENTS}
    parts = {k: copy.deepcopy(v) for k, v in parts.items()}
    at: Any = parts[part]
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return Document(
        payload=parts["payload"], inventory=parts["inventory"], components=parts["components"]
    )


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(part=st.sampled_from(sorted(PATHS)), data=st.data(), value=VALUES)
def test_any_value_at_any_place_is_judged_or_refused(
    part: str, data: st.DataObject, value: Any
) -> None:
    hostile = changed(part, data.draw(st.sampled_from(PATHS[part])), value)
    try:
        compact = issue(hostile, signer(), fresh())
    except (OpenpcfError, TypeError, KeyError, AttributeError, ValueError):
        return  # what our own issuer can't even write
    child = {payload_digest(compact): Bundle(compact)}
    for bundle in (Bundle(compact, children=child), presentation(Bundle(compact))):
        read = read_declaration(bundle, trust(), AS_OF)
        verdict = Verdict.worst(r.verdict for r in read.reports) if read.reports else None
        answer = decide(
            Facts(as_of=AS_OF, document=read.document, rule_verdict=verdict,
                  rule_findings=tuple(f for r in read.reports for f in r.findings),
                  status=read.status), POLICY)  # fmt: skip
        for language in ("en", "zh"):
            assert verification_text(
                read.verified, read.trust, read.as_of, read.reports, read.remarks, language
            )
            assert clearance_text(answer, language)


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet="abcXYZ019-_.~=+ é{}\n", max_size=200))
def test_any_text_is_refused_by_the_reader(text: str) -> None:
    opening = open_container(text, trust().lookup(AS_OF))
    assert opening.problem is not None and opening.document is None
    with pytest.raises(OpenpcfError):
        present(text, lambda _: True)


@settings(max_examples=200, deadline=None)
@given(value=VALUES)
def test_any_json_is_no_bundle_or_refused(value: Any) -> None:
    try:
        data = canonical_bytes(value)
    except InputError:
        return
    with pytest.raises(InputError):
        read_bundle(data, "d.json")


@settings(max_examples=200, deadline=None)
@given(
    name=st.sampled_from(["statements", "timestamps", "batch", "children", "type"]), value=VALUES
)
def test_any_value_beside_the_footprint_is_read_or_refused(name: str, value: Any) -> None:
    whole = {"type": "openpcf-declaration/0.1", "footprint": issue(document(), signer(), fresh()),
             name: value}  # fmt: skip
    try:
        bundle = read_bundle(canonical_bytes(whole), "d.json")
    except InputError:
        return
    assert verify_bundle(bundle, trust(), AS_OF).own.ok
    assert read_bundle(write_bundle(bundle), "d.json") == bundle


def test_every_single_character_change_of_a_whole_real_declaration_is_refused(
    tmp_path: Path,
) -> None:
    """At every place of the demonstration-sized file: any other character of the alphabet."""
    whole = made()
    whole.payload["issuer"]["ids"] = [ISSUER]
    compact = issue(whole.document(), signer(), fresh())
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~."
    listed = trust().lookup(AS_OF)
    for at, character in enumerate(compact):
        other = letters[(letters.index(character) + 1 + at % (len(letters) - 1)) % len(letters)]
        assert other != character
        opening = open_container(compact[:at] + other + compact[at + 1 :], listed)
        assert opening.problem is not None and opening.document is None, at
