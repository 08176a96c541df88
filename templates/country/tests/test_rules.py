"""The rule of the example country passes, fails and cannot be evaluated, in both languages."""

import pytest

from openpcf.messages import LANGUAGES, fix, say
from openpcf.model.document import Document
from openpcf.model.evidence import Evidence
from openpcf.model.finding import Verdict
from openpcf.ruleset import check
from openpcf.workflow.base.resources import resolved

RULE = "example-country.primary-share"
END = {"reference_end": "2025-12-31T16:00:00Z"}


def judged(quality, hidden=frozenset()):
    """Judge a document that states this much about its data quality."""
    document = Document(payload={"period": END, "quality": quality}, hidden=hidden)
    evidence = Evidence(as_of="2026-06-01T00:00:00Z")
    return check(document, evidence, resolved("example-country/0.1"))


@pytest.mark.parametrize(
    ("share", "verdict"),
    [
        ("10", Verdict.PASS),
        ("9.99", Verdict.FAIL),
        ("0", Verdict.FAIL),
        (None, Verdict.INCONCLUSIVE),
    ],
)
def test_the_share_of_primary_data(share, verdict):
    quality = {} if share is None else {"primary_data_share_percent": share}
    assert judged(quality).outcome(RULE).verdict is verdict


def test_a_hidden_share_is_inconclusive():
    report = judged({}, hidden=frozenset({"quality"}))
    assert report.outcome(RULE).verdict is Verdict.INCONCLUSIVE
    assert RULE in report.not_evaluated


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_has_a_text_and_a_fix(language):
    report = judged({"primary_data_share_percent": "4.5"})
    (found,) = [f for f in report.findings if f.rule == RULE]
    assert "4.5" in say(found, language) and "10" in say(found, language)
    assert fix(found, language)
