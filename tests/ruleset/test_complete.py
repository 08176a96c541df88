"""Every rule has its cases, every field of the profile fails when it is taken away."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from openpcf.messages.catalogue import LANGUAGES, catalogue, known, say, texts
from openpcf.model.finding import Verdict
from openpcf.ruleset import RULE_MODULES, registry
from openpcf.ruleset.profile import Field

from . import example
from .cases import (
    Row,
    absent,
    all_of,
    del_in,
    judge,
    reported_by,
    strict,
)
from .example import Case, Change

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "src" / "openpcf" / "ruleset"
REASONS = ("not-relevant", "unknown-to-issuer", "not-permitted")

NEVER_FAIL = {
    "children.profile": Verdict.INCONCLUSIVE,
    "children.whole": Verdict.INCONCLUSIVE,
    "components.known": Verdict.INCONCLUSIVE,
    "invalidation.validity": Verdict.INCONCLUSIVE,
    "issuable.demonstration": Verdict.PASS,
}
"""Rules that only doubt or only remark, and the worst they come to by themselves."""


def _rows() -> Iterator[Row]:
    for module in pkgutil.iter_modules([str(HERE)]):
        if module.name.startswith("test_"):
            yield from getattr(import_module(f"{__package__}.{module.name}"), "CASES", ())


ROWS = tuple(_rows())


def test_every_module_of_rules_is_loaded_and_has_its_table() -> None:
    holding = {p.stem for p in RULES.glob("*.py") if "@rule(" in p.read_text(encoding="utf-8")}
    assert set(RULE_MODULES) == holding - {"engine"}


def test_every_rule_stands_in_a_profile() -> None:
    named = {rule for name in example.profile_data() for rule in example.profile(name).rules}
    assert named == set(registry())


@pytest.mark.parametrize("rule", sorted(registry()))
def test_every_rule_has_a_case_that_passes_and_one_that_fails(rule: str) -> None:
    verdicts = {row.verdict for row in ROWS if row.rule == rule}
    assert Verdict.PASS in verdicts
    assert NEVER_FAIL.get(rule, Verdict.FAIL) in verdicts
    assert any(
        row.rule == rule and row.reported and row.verdict is NEVER_FAIL.get(rule, Verdict.FAIL)
        for row in ROWS
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_sentence_in_every_language(language: str) -> None:
    assert set(texts("rule", language)) == set(registry())


def test_every_case_is_of_a_rule_and_has_its_own_name() -> None:
    assert {row.rule for row in ROWS} == set(registry())
    names = [(row.rule, row.name) for row in ROWS]
    assert sorted(names) == sorted(set(names))


def test_every_code_a_rule_says_has_a_case_and_a_text() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in sorted(RULES.glob("*.py")))
    codes = set(re.findall(r'"([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)"', source))
    profiles = {"PROFILE_UNKNOWN", "PROFILE_CYCLE", "PROFILE_FORM", "PROFILE_WEAKENS"}
    elsewhere = {*profiles, "RULE_TAKEN", "RULE_UNKNOWN", "ISS_KEY"}
    codes -= {"RULE_MODULES"}
    seen = {code for row in ROWS for code, _ in row.reported}
    assert codes - seen == elsewhere
    assert [code for code in sorted(codes - {"ISS_KEY"}) if not known(code)] == []


ASKED = tuple(f for f in example.profile().fields if f.level != "optional")
OPTIONAL = tuple(f for f in example.profile().fields if f.level == "optional")


def _without(path: str) -> Change:
    def change(case: Case) -> None:
        if path == "inventory":
            case.inventory = None
            return
        case.payload["absent"] = [e for e in case.payload["absent"] if e["path"] != path]
        if case.document().get(path) is not None:
            del_in(case.payload, path.replace(".", "/"))

    return change


def _ids(fields: tuple[Field, ...]) -> list[str]:
    return [f.path for f in fields]


def _fields(change: Change) -> list[tuple[str, str]]:
    return reported_by(judge(change, strict()), "data-model.fields")


@pytest.mark.parametrize("field", ASKED, ids=_ids(ASKED))
def test_a_field_taken_away_fails_at_its_path(field: Field) -> None:
    report = judge(_without(field.path))
    assert reported_by(report, "data-model.fields") == [("FIELD_MISSING", field.path)]
    assert report.outcome("data-model.fields").verdict is Verdict.FAIL
    assert report.verdict is Verdict.FAIL
    (found,) = (f for f in report.findings if f.code == "FIELD_MISSING")
    assert found.requirements == field.rows


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("field", (*ASKED, *OPTIONAL), ids=_ids((*ASKED, *OPTIONAL)))
def test_a_field_declared_absent_is_taken_with_a_reason_of_its_row(
    field: Field, reason: str
) -> None:
    reported = _fields(all_of(_without(field.path), absent(field.path, reason)))
    allowed = reason in field.absent
    assert reported == ([] if allowed else [("FIELD_ABSENT_NOT_ALLOWED", field.path)])


@pytest.mark.parametrize("field", OPTIONAL, ids=_ids(OPTIONAL))
def test_an_optional_field_may_be_left_out_without_a_word(field: Field) -> None:
    report = judge(_without(field.path))
    assert report.verdict is Verdict.PASS
    assert reported_by(report, "data-model.fields") == []


@pytest.mark.parametrize("field", (*ASKED, *OPTIONAL), ids=_ids((*ASKED, *OPTIONAL)))
def test_every_field_names_known_reasons_and_register_rows(field: Field) -> None:
    assert set(field.absent) <= set(REASONS)
    assert field.rows
    assert all(re.fullmatch(r"F63782-0[0-9]{2}", row) for row in field.rows)
    assert (field.level == "conditional") is bool(field.when)


@pytest.mark.parametrize("rule", sorted(registry()))
def test_every_sentence_of_a_finding_is_filled_in(rule: str) -> None:
    """No gap of a text is left open, in either language, and Chinese sentences are Chinese."""
    for row in (r for r in ROWS if r.rule == rule):
        for found in judge(row.change, strict()).findings:
            if found.rule != rule:
                continue
            entry = [
                catalogue(each).get(f"finding.{found.code}.{part}", "")
                for each in LANGUAGES
                for part in ("text", "fix")
            ]
            given = {"place", "found", "expected", *found.params}
            for template in entry:
                gaps = {name for _, name, _, _ in Formatter().parse(template) if name}
                assert gaps <= given, (row.name, found.code)
            assert found.place or "{place}" not in entry[0] + entry[2]
            assert re.search("[一-龥]", say(found, "zh"))
