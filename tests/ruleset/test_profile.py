"""Profiles: what an overlay may do to what it extends, dated parameters, faults of form."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from openpcf.errors import InputError
from openpcf.messages.catalogue import fix, known, say
from openpcf.model.finding import Severity, Verdict
from openpcf.ruleset import ResolvedProfile, resolve

from . import example
from .cases import all_of, judge, put, reported_by, take
from .example import BASE, Case

ABOVE = "cn-example/0.1"
RULE, LIMIT = "issuable.estimated-share", "estimated-share-percent"


def overlay(**members: Any) -> ResolvedProfile:
    """The base profile with an overlay on it."""
    own = {"id": ABOVE, "extends": BASE, "version": "0.1", **members}
    return resolve({**example.profile_data(), ABOVE: own}, ABOVE)


def limit(value: str, since: str = "2024-01-01", **more: str) -> dict[str, str]:
    return {"since": since, "value": value, "limit": "at-most", **more}


def refused(code: str, place: str = ABOVE, **members: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        overlay(**members)
    assert caught.value.code == code
    assert caught.value.place.startswith(place)
    return caught.value


# What an overlay takes over


def test_an_overlay_has_all_of_what_it_extends() -> None:
    above, base = overlay(), example.profile()
    assert above.chain == (ABOVE, BASE, "core/0.1")
    assert above.rules == base.rules
    assert above.fields == base.fields
    assert above.parameters == base.parameters
    assert above.waived == base.waived
    assert above.digest != base.digest


def test_the_root_is_in_the_base_profile() -> None:
    core, base = example.profile("core/0.1"), example.profile()
    assert core.rules.items() <= base.rules.items()
    assert set(core.fields) <= set(base.fields)


TIGHTER: tuple[tuple[str, dict[str, Any]], ...] = (
    ("warning made an error", {"rules": {"granularity.coarse-share": "error"}}),
    ("optional made mandatory", {"fields": [{"path": "product.model", "absent": "not-relevant"}]}),
    ("optional made conditional", {"fields": [
        {"path": "product.mass", "level": "conditional", "when": "product.model"}]}),
    ("reason taken away", {"fields": [{"path": "product.configuration"}]}),
    ("field added", {"fields": [{"path": "product.country_of_origin", "absent": "not-relevant"}]}),
    ("lower limit", {"parameters": {LIMIT: [limit("60")]}}),
    ("lower limit from a date on", {"parameters": {LIMIT: [limit("75.0"), limit("60", "2027-01-01")]}}),
    ("same limit", {"parameters": {LIMIT: [limit("75")]}}),
    ("higher least", {"parameters": {"coverage-lines-percent": [limit("95", limit="at-least")]}}),
    ("parameter added", {"parameters": {"new": [{"since": "2024-01-01", "value": "1"}]}}),
)  # fmt: skip

WEAKER: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("error made a warning", RULE, {"rules": {RULE: "warning"}}),
    ("warning made an info", "granularity.coarse-share", {"rules": {"granularity.coarse-share": "info"}}),
    ("rule dropped", RULE, {"rules": {RULE: "dropped"}}),
    ("mandatory made optional", "product.name", {"fields": [{"path": "product.name", "level": "optional"}]}),
    ("mandatory made conditional", "product.name", {"fields": [
        {"path": "product.name", "level": "conditional", "when": "product.model"}]}),
    ("other condition", "carbon_content", {"fields": [
        {"path": "carbon_content", "level": "conditional", "when": "product.model"}]}),
    ("reason allowed", "product.name", {"fields": [{"path": "product.name", "absent": "not-relevant"}]}),
    ("reason added", "product.configuration", {"fields": [
        {"path": "product.configuration", "absent": "not-relevant not-permitted"}]}),
    ("higher limit", LIMIT, {"parameters": {LIMIT: [limit("75.1")]}}),
    ("limit of a later date", LIMIT, {"parameters": {LIMIT: [limit("75", "2025-01-01")]}}),
    ("higher limit from a date on", LIMIT, {"parameters": {LIMIT: [limit("60"), limit("80", "2027-01-01")]}}),
    ("limit that binds no more", LIMIT, {"parameters": {LIMIT: [{"since": "2024-01-01", "value": "60"}]}}),
    ("limit that binds the other way", LIMIT, {"parameters": {LIMIT: [limit("60", limit="at-least")]}}),
    ("lower least", "coverage-lines-percent", {"parameters": {
        "coverage-lines-percent": [limit("80", limit="at-least")]}}),
    ("other stages", "stages-cradle-to-gate", {"parameters": {
        "stages-cradle-to-gate": [{"since": "2024-01-01", "value": "production"}]}}),
    ("no value any more", LIMIT, {"parameters": {LIMIT: []}}),
)  # fmt: skip


@pytest.mark.parametrize("members", [m for _, m in TIGHTER], ids=[n for n, _ in TIGHTER])
def test_an_overlay_may_restrict(members: Mapping[str, Any]) -> None:
    assert overlay(**members).deviations == {}


@pytest.mark.parametrize(
    ("what", "members"), [(w, m) for _, w, m in WEAKER], ids=[n for n, _, _ in WEAKER]
)
def test_an_overlay_never_weakens_without_a_reason(what: str, members: Mapping[str, Any]) -> None:
    error = refused("PROFILE_WEAKENS", **members)
    assert error.found.startswith(f"{what}: ")
    assert "deviations" in fix(error)
    refused("PROFILE_WEAKENS", deviations={what: ""}, **members)
    refused("PROFILE_WEAKENS", deviations={"another": "why"}, **members)
    above = overlay(deviations={what: "GB/T 24067 asks otherwise"}, **members)
    assert above.deviations == {what: "GB/T 24067 asks otherwise"}


def test_a_deviation_is_of_the_profile_that_lists_it_alone() -> None:
    data = {
        **example.profile_data(),
        "middle/1": {"extends": BASE, "rules": {RULE: "error"}, "deviations": {RULE: "why"}},
        ABOVE: {"extends": "middle/1", "rules": {RULE: "dropped"}},
    }
    with pytest.raises(InputError, match="PROFILE_WEAKENS"):
        resolve(data, ABOVE)


def test_what_is_dropped_is_not_run() -> None:
    above = overlay(rules={RULE: "dropped"}, deviations={RULE: "why"})
    report = judge(put("quality/estimated_share_percent", "99.0"), above)
    assert RULE not in {o.id for o in report.rules}


def test_passing_an_overlay_implies_passing_what_it_extends() -> None:
    above = overlay(
        rules={"granularity.coarse-share": "error"}, parameters={LIMIT: [limit("60")]},
        fields=[{"path": "product.model", "absent": "not-relevant"}],
    )  # fmt: skip

    def claims(case: Case) -> None:
        case.payload["dataset"]["profiles"] = [ABOVE]
        case.payload["dataset"]["profile_digests"] = {
            ABOVE: above.digest,
            BASE: example.profile().digest,
        }
        case.payload["product"]["model"] = "P1/2"
        case.child["profiles"] = (ABOVE, BASE)

    assert judge(claims, above).verdict is Verdict.PASS
    assert judge(claims).verdict is Verdict.PASS
    for share, there, here in (
        ("60.0", Verdict.PASS, Verdict.PASS),
        ("60.1", Verdict.FAIL, Verdict.PASS),
        ("75.1", Verdict.FAIL, Verdict.FAIL),
    ):
        change = all_of(claims, put("quality/estimated_share_percent", share))
        assert judge(change, above).outcome(RULE).verdict is there
        assert judge(change).outcome(RULE).verdict is here
    without = all_of(claims, take("product/model"))
    assert reported_by(judge(without, above), "data-model.fields") == [
        ("FIELD_MISSING", "product.model")
    ]


# Dated parameters


def test_a_parameter_is_that_of_the_date() -> None:
    above = overlay(parameters={LIMIT: [limit("60", "2027-01-01"), limit("75.0")]})
    assert above.number(LIMIT, "2026-12-31T23:59:59Z") == 75
    assert above.number(LIMIT, "2027-01-01") == 60
    with pytest.raises(KeyError):
        above.number(LIMIT, "2023-12-31")
    with pytest.raises(KeyError):
        above.number("no-such-parameter", "2025-01-01")


@pytest.mark.parametrize(
    ("end", "verdict"),
    [
        ("2026-12-30T16:00:00Z", Verdict.PASS),
        ("2027-01-01T00:00:00Z", Verdict.PASS),  # an exclusive end: 31 December is the last day
        ("2027-01-01T16:00:00Z", Verdict.FAIL),
        ("2023-12-31T16:00:00Z", Verdict.INCONCLUSIVE),
    ],
)
def test_the_limit_in_force_at_the_end_of_the_period_decides(end: str, verdict: Verdict) -> None:
    above = overlay(parameters={LIMIT: [limit("75.0"), limit("60", "2027-01-01")]})
    change = all_of(
        put("quality/estimated_share_percent", "70.0"), put("period/reference_end", end)
    )
    assert judge(change, above).outcome(RULE).verdict is verdict


def test_every_parameter_of_the_profiles_is_dated_with_unit_and_source() -> None:
    for name, values in example.profile().parameters.items():
        assert values, name
        for value in values:
            assert len(value.since) == 10, name
            assert value.unit, name
            assert value.source, name
    assert example.profile().number(LIMIT, "2025-12-31") == Decimal("75.0")


def test_every_parameter_a_rule_needs_is_in_the_profile() -> None:
    from openpcf.ruleset import registry

    for rule in registry().values():
        assert set(rule.parameters) <= set(example.profile().parameters), rule.id


# Form


@pytest.mark.parametrize(
    ("members", "place"),
    [
        ({"rules": ["sums.total"]}, f"{ABOVE}#rules"),
        ({"rules": {"sums.total": "fatal"}}, f"{ABOVE}#rules.sums.total"),
        ({"fields": {"product.name": "mandatory"}}, f"{ABOVE}#fields"),
        ({"fields": [{"level": "mandatory"}]}, f"{ABOVE}#fields"),
        ({"fields": [{"path": "x", "level": "perhaps"}]}, f"{ABOVE}#fields"),
        ({"parameters": {LIMIT: "60"}}, f"{ABOVE}#parameters.{LIMIT}"),
        ({"parameters": {LIMIT: [{"value": "60"}]}}, f"{ABOVE}#parameters.{LIMIT}"),
        ({"parameters": {LIMIT: [limit("60", limit="about")]}}, f"{ABOVE}#parameters.{LIMIT}"),
        ({"parameters": {LIMIT: [limit("sixty")]}}, f"{ABOVE}#parameters.{LIMIT}"),
        ({"parameters": {LIMIT: [limit("60", "soon")]}}, f"{ABOVE}#parameters.{LIMIT}"),
        ({"waived": [{"row": "F63782-019"}]}, f"{ABOVE}#waived"),
        ({"deviations": ["sums.total"]}, f"{ABOVE}#deviations"),
    ],
)
def test_a_profile_of_wrong_form_is_refused(members: Mapping[str, Any], place: str) -> None:
    error = refused("PROFILE_FORM", place, **members)
    assert say(error, "zh")


def test_a_profile_must_be_there_and_not_extend_itself() -> None:
    with pytest.raises(InputError, match="PROFILE_UNKNOWN"):
        resolve(example.profile_data(), "cfp-base/9")
    with pytest.raises(InputError, match="PROFILE_UNKNOWN"):
        resolve({"a": {"extends": "b"}}, "a")
    with pytest.raises(InputError, match="PROFILE_CYCLE"):
        resolve({"a": {"extends": "b"}, "b": {"extends": "a"}}, "a")
    with pytest.raises(InputError, match="PROFILE_FORM"):
        resolve({"a": "core"}, "a")
    for code in ("PROFILE_UNKNOWN", "PROFILE_CYCLE", "PROFILE_FORM", "PROFILE_WEAKENS"):
        assert known(code)


def test_the_digest_is_of_what_is_resolved() -> None:
    first = example.profile()
    data = dict(example.profile_data())
    core = dict(data["core/0.1"])
    core["rules"] = dict(reversed(list(core["rules"].items())))
    same = resolve({**data, "core/0.1": core}, BASE)
    assert same.rules == first.rules
    assert same.digest == first.digest
    core["fields"] = [*core["fields"], {"path": "dataset.status_ref"}]
    assert resolve({**data, "core/0.1": core}, BASE).digest != first.digest


def test_severities_are_those_of_the_report() -> None:
    assert set(example.profile().rules.values()) <= set(Severity)


def test_the_digest_of_a_released_profile_never_changes() -> None:
    """Signed documents pin it; it covers the titles in the profile's own file."""
    assert example.profile().digest == (
        "sha-256:79c246860ac8734cdbc95523242a8561f5d05939f4fad7e295b4ffd9359319a1"
    )
    assert example.profile("core/0.1").digest == (
        "sha-256:f21c608b05703a4b51882cc6383127765c3e878b740ad7b258901723056fa5b5"
    )


def test_a_title_is_that_of_the_language_else_english_else_the_id() -> None:
    above = overlay(title_en="Example", title_de="Beispiel")
    assert [above.title(language) for language in ("en", "de", "zh")] == [
        "Example", "Beispiel", "Example",
    ]  # fmt: skip
    assert overlay().title("zh") == ABOVE
