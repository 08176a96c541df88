"""The example passes, recomputes and is what its description says."""

from __future__ import annotations

import pytest

from openpcf.calculation.calculate import calculate
from openpcf.model.base import dump
from openpcf.model.finding import Verdict
from openpcf.model.inventory_document import inventory_of
from openpcf.ruleset import check

from . import example

NOT_ITS_OWN = ("signature.issuer", "study.faults")
"""Rules on what stands beside a document: its signature, the study it was made from."""


def test_the_example_passes_every_rule() -> None:
    case = example.made()
    report = check(case.document(), case.facts(), example.profile())
    assert [(f.code, f.place, f.found, f.expected) for f in report.findings] == []
    assert report.verdict is Verdict.PASS
    assert {o.verdict for o in report.rules if o.id not in NOT_ITS_OWN} == {Verdict.PASS}
    assert report.not_evaluated == ()


def test_its_hand_made_figures_are_those_of_the_calculation() -> None:
    case = example.made()
    made = calculate(inventory_of(case.inventory, case.components)).result
    stated = case.payload["result"]
    for name, value in dump(made.result).items():
        if name != "uncertainty":
            assert stated[name] == value, name


@pytest.mark.parametrize("name", sorted(example.profile_data()))
@pytest.mark.parametrize("payload", [{}, {"dataset": {"spec_version": "0.1.0"}}])
def test_an_empty_document_fails_every_profile(name: str, payload: dict[str, object]) -> None:
    from openpcf.model.document import Document
    from openpcf.model.evidence import Evidence

    report = check(Document(payload=payload), Evidence(as_of=example.AS_OF), example.profile(name))
    assert report.verdict is Verdict.FAIL
    assert Verdict.PASS not in {
        o.verdict for o in report.rules if o.id.startswith(("recompute", "sums", "issuable"))
    }
