"""Declarations received and judged: what is told beside them."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from openpcf.errors import TrustError
from openpcf.model.finding import Verdict
from openpcf.model.study import SuppliedDeclaration
from openpcf.proof.container import OpenedContainer
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.declarations.judge import judge_child
from openpcf.workflow.declarations.verify import decided
from openpcf.workflow.issue.calculate import calculate_at
from openpcf.workflow.suppliers.receive import receive

from . import test_children
from .supply import AS_OF, base, emits, part
from .test_children import Pair

pair = test_children.pair
"""The fixture: a supplier of 2 kg CO2e of 1 piece, and a maker who trusts it."""


def test_the_figure_it_replaces_is_known_beside_another_declaration(pair: Pair) -> None:
    """A study that has a declaration already is calculated with the trust list, too."""
    maker = pair.maker
    alone = base(maker, "Board").model_copy(
        update={"bom": (part("chip", "4"),), "activities": (emits("own", "1"),)}
    )
    environment = Environment(home=maker.home)
    calculated = calculate_at(maker.study("alone", alone), environment)
    lines = [x for x in calculated.calculated.inventory.lines if "bom" in str(x.source)]
    values = [x.result.excl if x.result is not None else x.screening for x in lines]
    expected = sum(F(v) for v in values if v is not None) / 4
    assert expected > 0
    folder = pair.board()
    study = alone.model_copy(
        update={
            "bom": (part("chip", "4"), part("fet", "8").model_copy(update={"declaration": "fet"})),
            "declarations": (SuppliedDeclaration(id="fet", path="fet.json"),),
        }
    )
    target = maker.study("beside", study)
    (target / "fet.json").write_bytes((folder / "fet.json").read_bytes())
    pair.fab.signs_anything(pair.made, maker.path("more.json"))
    got = receive(target, maker.path("more.json"), ["chip"], environment, trust=maker.trust)
    assert set(got.before) == {"chip"}
    assert abs(F(got.before["chip"]) - expected) < F(1, 10**12)


@pytest.mark.parametrize("code", ["SIG", "KEY_UNKNOWN", "TYP"])
def test_one_that_does_not_open_fails_by_its_signature(code: str) -> None:
    opening = OpenedContainer(problem=TrustError(code))
    child = judge_child(opening, "sha-256:" + "a" * 64, "2026-01-01T00:00:00Z", "good")
    assert child.verdict is Verdict.FAIL
    assert [(f.code, f.place) for f in child.findings] == [(code, "signature")]
    assert (child.signature.state, child.signature.code) == ("bad", code)


@pytest.mark.parametrize(
    ("policy", "codes"),
    [
        ("policy: p\nversion: '1'\nprofiles: [cfp-base/0.1]\n", None),
        ("version: '1'\nhiden: x\n", {"POLICY_MISSING", "POLICY_FORM"}),
        ("- a\n", {"YAML_ROOT"}),
    ],
)
def test_every_fault_of_a_policy_is_a_reason(
    pair: Pair, policy: str, codes: set[str] | None
) -> None:
    """A decision comes in every case; a policy that can't be used is for a person to look at."""
    file, path = pair.maker.path("fet.json"), pair.maker.path("policy.yaml")
    pair.fab.signs_anything(pair.made, file)
    path.write_text(policy, "utf-8")
    found = decided(
        file, pair.maker.trust, path, Environment(home=pair.maker.home), f"{AS_OF}T00:00:00Z"
    )
    if codes is None:
        assert found.problem is None
        assert found.read is not None
        return
    assert str(found.clearance.decision).lower() == "refer"
    assert {reason.finding.code for reason in found.clearance.reasons} == codes
    assert len(found.clearance.reasons) >= len(codes)
    assert found.read is None
