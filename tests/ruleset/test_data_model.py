"""Form, unknown members, field table, profile, stages and digits."""

from __future__ import annotations

import pytest

from openpcf.messages.catalogue import say

from . import example
from .cases import (
    Row,
    absent,
    all_of,
    fails,
    from_item,
    from_line,
    hide,
    holds,
    idle,
    in_item,
    in_line,
    inconclusive,
    judge,
    passes,
    put,
    set_in,
    table,
    take,
)
from .example import BASE, Case, Change, figure

BY_STAGE = "result.by_stage[stage={}]"


def _use_stage(case: Case) -> None:
    case.payload["result"]["by_stage"].append({"stage": "use", "excl": "0", "parts": {}})


def _production_twice(case: Case) -> None:
    stages = case.payload["result"]["by_stage"]
    stages.append(dict(stages[2]))


FORM = (
    passes("data-model.form"),
    passes("data-model.form", "a member it does not know is not its business", put("product/colour", "red")),
    fails("data-model.form", "amount as a JSON number", put("unit/amount", 1), ("FORM_FIELD", "unit.amount")),
    fails("data-model.form", "amount with a comma", put("unit/amount", "1,0"), ("FORM_FIELD", "unit.amount")),
    fails("data-model.form", "a digest that is none", put("dataset/profile_digests", {"x/1": ""}), ("FORM_FIELD", "dataset.profile_digests.x/1")),
    fails("data-model.form", "minus zero", put("result/gate/excl", "-0"), ("FORM_FIELD", "result.gate.excl")),
    fails("data-model.form", "text for a section", put("product", "P1"), ("FORM_FIELD", "product")),
    fails("data-model.form", "word outside the list", put("dataset/purpose", "fun"), ("FORM_FIELD", "dataset.purpose")),
    fails(
        "data-model.form", "two faults at once",
        all_of(put("unit/amount", 1), from_line(1, "what")),
        ("FORM_FIELD", "unit.amount"), ("FORM_FIELD", "inventory[id=l-0001].what"),
    ),
    fails(
        "data-model.form", "component without series", from_item("child/series"),
        ("FORM_FIELD", "components[id=c-board].child.series"),
    ),
    fails("data-model.form", "null in the payload", put("product/model", None), ("NULL_FOUND", "product.model")),
    fails(
        "data-model.form", "null in a line", in_line(1, "note", None),
        ("NULL_FOUND", "inventory.groups[0].lines[0].note"),
    ),
    fails(
        "data-model.form", "prose where codes belong",
        all_of(in_line(1, "what", "sheet steel"), in_item("per", [{"amount": "4", "why": "unit"}])),
        ("TEXT_PROSE", "inventory[id=l-0001].what"), ("TEXT_PROSE", "components[id=c-board].per[0].why"),
    ),
    fails(
        "data-model.form", "codes in a document of 0.1",
        all_of(put("dataset/spec_version", "0.1.0"), *(in_line(n, "what", "x") for n in range(1, 7)),
               in_line(6, "quantity/per", [])),
        ("TEXT_CODED", "components[id=c-board].per[0].why"),
    ),
    fails(
        "data-model.form", "a number for a text", in_line(1, "what", 7),
        ("FORM_FIELD", "inventory[id=l-0001].what"),
    ),
    fails(
        "data-model.form", "a number for a parameter",
        in_line(1, "what", {"code": "own-words", "params": {"text": 7}}),
        ("FORM_FIELD", "inventory[id=l-0001].what"),
    ),
    fails(
        "data-model.form", "null in a component", in_item("statement", None),
        ("NULL_FOUND", "components.items[0].statement"),
    ),
)  # fmt: skip

UNKNOWN = (
    passes("data-model.unknown-members"),
    passes(
        "data-model.unknown-members", "extensions are free",
        all_of(put("extensions", {"urn:x": {"a": "1"}}), in_line(1, "extensions", {"urn:x": "1"})),
    ),
    passes("data-model.unknown-members", "newer minor version, all known", put("dataset/spec_version", "0.3.0")),
    fails("data-model.unknown-members", "in the payload", put("product/colour", "red"), ("UNKNOWN_FIELD", "product.colour")),
    fails("data-model.unknown-members", "at the top", put("footprint", "6"), ("UNKNOWN_FIELD", "footprint")),
    fails("data-model.unknown-members", "in a list", put("sites/0/town", "X"), ("UNKNOWN_FIELD", "sites[0].town")),
    fails("data-model.unknown-members", "part of no indicator", put("result/parts/methane", "0"), ("UNKNOWN_FIELD", "result.parts.methane")),
    fails("data-model.unknown-members", "scope that is none", put("result/by_scope/4", "0"), ("UNKNOWN_FIELD", "result.by_scope.4")),
    fails("data-model.unknown-members", "in a line", in_line(1, "colour", "red"), ("UNKNOWN_FIELD", "inventory[id=l-0001].colour")),
    fails(
        "data-model.unknown-members", "in a factor", in_line(1, "factor/colour", "red"),
        ("UNKNOWN_FIELD", "inventory[id=l-0001].factor.colour"),
    ),
    fails(
        "data-model.unknown-members", "in a group",
        lambda case: set_in(case.inventory, "groups/0/title", "steel"),
        ("UNKNOWN_FIELD", "inventory[id=g-001].title"),
    ),
    fails(
        "data-model.unknown-members", "in a sub-total",
        lambda case: set_in(case.inventory, "groups/0/subtotal/incl", "1"),
        ("UNKNOWN_FIELD", "inventory[id=g-001].subtotal.incl"),
    ),
    fails(
        "data-model.unknown-members", "beside the groups",
        lambda case: set_in(case.inventory, "note", "x"), ("UNKNOWN_FIELD", "inventory.note"),
    ),
    fails(
        "data-model.unknown-members", "in a component", in_item("child/colour", "red"),
        ("UNKNOWN_FIELD", "components[id=c-board].child.colour"),
    ),
    fails("data-model.unknown-members", "newer major version", put("dataset/spec_version", "1.0.0"), ("SPEC_VERSION", "dataset.spec_version")),
    fails("data-model.unknown-members", "no version at all", put("dataset/spec_version", "one"), ("SPEC_VERSION", "dataset.spec_version")),
    inconclusive(
        "data-model.unknown-members", "of a newer minor version",
        all_of(put("dataset/spec_version", "0.3.0"), put("product/colour", "red")),
        ("UNKNOWN_FIELD", "product.colour"),
    ),
    inconclusive(
        "data-model.unknown-members", "version missing", take("dataset/spec_version"),
        ("NOT_EVALUATED", "dataset.spec_version"),
    ),
)  # fmt: skip

FIELDS = (
    passes("data-model.fields"),
    passes("data-model.fields", "zero and no are values", all_of(put("result/coverage/gaps", 0), put("method/offsets_included", False))),
    passes(
        "data-model.fields", "reason the table allows",
        all_of(take("product/configuration"), absent("product.configuration", "not-relevant")),
    ),
    passes(
        "data-model.fields", "condition does not hold",
        all_of(take("carbon_content"), take("result/parts/biogenic_uptake")),
    ),
    fails("data-model.fields", "missing", take("product/name"), ("FIELD_MISSING", "product.name")),
    fails("data-model.fields", "blank", put("product/name", "  "), ("FIELD_MISSING", "product.name")),
    fails("data-model.fields", "empty list", put("product/ids", []), ("FIELD_MISSING", "product.ids")),
    fails("data-model.fields", "condition holds", take("carbon_content"), ("FIELD_MISSING", "carbon_content")),
    fails(
        "data-model.fields", "reason the table does not allow",
        all_of(take("product/configuration"), absent("product.configuration", "not-permitted")),
        ("FIELD_ABSENT_NOT_ALLOWED", "product.configuration"),
    ),
    fails(
        "data-model.fields", "section declared absent",
        all_of(take("unit"), absent("unit", "not-relevant")),
        ("FIELD_ABSENT_NOT_ALLOWED", "unit.amount"), ("FIELD_ABSENT_NOT_ALLOWED", "unit.measure"),
    ),
    fails(
        "data-model.fields", "there and absent at once", absent("product.configuration", "not-relevant"),
        ("FIELD_ABSENT_AND_PRESENT", "product.configuration"),
    ),
    fails(
        "data-model.fields", "optional, declared absent for another reason",
        absent("product.model", "not-permitted"), ("FIELD_ABSENT_NOT_ALLOWED", "product.model"),
    ),
    passes("data-model.fields", "optional, allowed reason", absent("product.model", "not-relevant")),
    inconclusive("data-model.fields", "hidden", hide("inventory"), ("NOT_EVALUATED", "inventory")),
)  # fmt: skip

PROFILE = (
    passes("data-model.profile"),
    passes(
        "data-model.profile", "claims one that extends it", put("dataset/profiles", ["cn-gbt/1.0"]),
    ),
    fails(
        "data-model.profile", "claims another",
        all_of(put("dataset/profiles", ["cn-gbt/1.0"]), put("dataset/profile_digests", {})),
        ("PROFILE_NOT_CLAIMED", "dataset.profiles"),
    ),
    inconclusive(
        "data-model.profile", "another text of the profile is pinned",
        put("dataset/profile_digests", {BASE: example.OTHER_DIGEST}),
        ("PROFILE_DIGEST", f"dataset.profile_digests.{BASE}"),
    ),
    inconclusive("data-model.profile", "claims none", take("dataset/profiles"), ("NOT_EVALUATED", "dataset.profiles")),
)  # fmt: skip

STAGES = (
    passes("data-model.declared-unit"),
    passes("data-model.declared-unit", "a thousand pieces", put("unit/amount", "1000")),
    passes("data-model.declared-unit", "by mass", put("unit/measure", "kilogram")),
    fails("data-model.declared-unit", "what nobody counts in", put("unit/measure", "bananas"), ("UNIT_MEASURE", "unit.measure")),
    fails("data-model.declared-unit", "of nothing", put("unit/amount", "0"), ("UNIT_AMOUNT", "unit.amount")),
    fails("data-model.declared-unit", "less than nothing", put("unit/amount", "-1"), ("UNIT_AMOUNT", "unit.amount")),
    inconclusive("data-model.declared-unit", "no amount", take("unit/amount"), ("NOT_EVALUATED", "unit.amount")),
    passes("data-model.stages"),
    passes(
        "data-model.stages", "no value, but a reason",
        all_of(take("result/by_stage/1"), absent(BY_STAGE.format("inbound-transport"), "not-relevant")),
    ),
    passes("data-model.stages", "outside, but named", all_of(_use_stage, put("boundary/includes", ["packaging", "use"]))),
    *(
        inconclusive(
            "data-model.stages", f"{reason} of what the claim stands on",
            all_of(take("result/by_stage/2"), absent(BY_STAGE.format("production"), reason)),
            ("STAGE_UNKNOWN", BY_STAGE.format("production")),
        )
        for reason in ("unknown-to-issuer", "not-permitted")
    ),
    passes(
        "data-model.stages", "nothing is made",
        all_of(take("result/by_stage/2"), absent(BY_STAGE.format("production"), "not-relevant")),
    ),
    passes(
        "data-model.stages", "packaging not known",
        all_of(take("result/by_stage/3"), absent(BY_STAGE.format("packaging"), "unknown-to-issuer")),
    ),
    inconclusive(
        "data-model.stages", "before its parameters", put("period/reference_end", "2010-12-31T16:00:00Z"),
        ("NOT_EVALUATED", "stages-known"),
    ),
    fails("data-model.stages", "stage gone", take("result/by_stage/2"), ("STAGE_MISSING", BY_STAGE.format("production"))),
    fails("data-model.stages", "stage without value", take("result/by_stage/2/excl"), ("STAGE_MISSING", BY_STAGE.format("production"))),
    fails("data-model.stages", "stage twice", _production_twice, ("STAGE_TWICE", BY_STAGE.format("production"))),
    fails("data-model.stages", "stage outside", _use_stage, ("STAGE_OUTSIDE", BY_STAGE.format("use"))),
    fails(
        "data-model.stages", "up to the gate and beyond", put("boundary/type", "cradle-to-grave"),
        *(("STAGE_MISSING", BY_STAGE.format(s)) for s in ("distribution", "installation", "use", "end-of-life")),
    ),
    fails(
        "data-model.stages", "gate to gate", put("boundary/type", "gate-to-gate"),
        ("STAGE_OUTSIDE", BY_STAGE.format("raw-materials")),
        ("STAGE_OUTSIDE", BY_STAGE.format("inbound-transport")),
    ),
    inconclusive("data-model.stages", "boundary of no known type", put("boundary/type", "all"), ("NOT_EVALUATED", "stages-all")),
    inconclusive("data-model.stages", "no date for the parameter", take("period/reference_end"), ("NOT_EVALUATED", "period.reference_end")),
)  # fmt: skip

DIGITS = (
    passes("data-model.digits"),
    passes("data-model.digits", "zero is plain", put("result/by_scope/3.5", "0")),
    fails("data-model.digits", "too few", put("result/parts/fossil", "6.0"), ("FIGURE_DIGITS", "result.parts.fossil")),
    fails("data-model.digits", "too many", put("result/gate/excl", "6.000000000000"), ("FIGURE_DIGITS", "result.gate.excl")),
    fails("data-model.digits", "zero with decimals", put("result/by_scope/3.5", figure("0.0") + ".0"), ("FIGURE_DIGITS", "result.by_scope.3.5")),
    fails("data-model.digits", "in a stage", put("result/by_stage/2/excl", "1.0"), ("FIGURE_DIGITS", "result.by_stage[stage=production].excl")),
    fails("data-model.digits", "in a memo", put("result/memo", {"aircraft": "0.1"}), ("FIGURE_DIGITS", "result.memo.aircraft")),
    fails("data-model.digits", "quantum that is no power of ten", put("result/quantum", "0.00000000002"), ("FIGURE_DIGITS", "result.quantum")),
    fails("data-model.digits", "quantum of two digits", put("result/quantum", "0.00000000011"), ("FIGURE_DIGITS", "result.quantum")),
    fails("data-model.digits", "quantum of zero", put("result/quantum", "0"), ("FIGURE_DIGITS", "result.quantum")),
    fails(
        "data-model.digits", "longest figure there is",
        put("result/parts/fossil", "9" * 18 + "." + "9" * 18), ("FIGURE_DIGITS", "result.parts.fossil"),
    ),
    inconclusive("data-model.digits", "no quantum", take("result/quantum"), ("NOT_EVALUATED", "result.quantum")),
)  # fmt: skip

UNIT = (
    passes("data-model.unit"),
    idle("data-model.unit", "no figures", take("result")),
    *(
        fails("data-model.unit", f"in {text}", put("result/unit", text), ("RESULT_UNIT", "result.unit"))
        for text in ("t CO2e", "g CO2e", "kg", "kgCO2e")
    ),
    inconclusive("data-model.unit", "not stated", take("result/unit"), ("NOT_EVALUATED", "result.unit")),
)  # fmt: skip

CASES = (*UNIT, *FORM, *UNKNOWN, *FIELDS, *PROFILE, *STAGES, *DIGITS)


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)


@pytest.mark.parametrize(
    ("change", "en", "zh"),
    [
        (put("unit/amount", 1), "unit.amount: found “1”, expected a decimal in a string, such as 12.5.",
         "unit.amount：实为“1”，应为写成字符串的十进制数，如 12.5。"),
        (put("product", "P1"), "product: found “P1”, expected an object.", "product：实为“P1”，应为对象。"),
        (put("product/ids", "P1"), "product.ids: found “P1”, expected a list.", "product.ids：实为“P1”，应为列表。"),
        (put("product/name", 7), "product.name: found “7”, expected text.", "product.name：实为“7”，应为文本。"),
        (put("dataset/version", "1"), "dataset.version: found “1”, expected a whole number.",
         "dataset.version：实为“1”，应为整数。"),
        (put("method/offsets_included", "no"), "method.offsets_included: found “no”, expected true or false.",
         "method.offsets_included：实为“no”，应为true 或 false。"),
        (put("dataset/payload", "epd"), "dataset.payload: found “epd”, expected one of: cfp, cbam-embedded-emissions.",
         "dataset.payload：实为“epd”，应为以下之一：cfp, cbam-embedded-emissions。"),
        (in_line(1, "what", 7), "inventory[id=l-0001].what: found “7”, expected a code with its parameters.",
         "inventory[id=l-0001].what：实为“7”，应为代码及其参数。"),
        (take("dataset/spec_version"), "dataset.spec_version: found “–”, expected a value.",
         "dataset.spec_version：实为“–”，应为已填写的值。"),
    ],
)  # fmt: skip
def test_a_fault_of_form_is_reported_in_both_languages(change: Change, en: str, zh: str) -> None:
    (found,) = (f for f in judge(change).findings if f.rule == "data-model.form")
    assert say(found) == en
    assert say(found, "zh") == zh


def test_no_rule_breaks_on_a_period_before_the_parameters() -> None:
    report = judge(put("period/reference_end", "2010-12-31T16:00:00Z"))
    assert "RULE_ERROR" not in {f.code for f in report.findings}
    assert any(f.code == "NOT_EVALUATED" for f in report.findings)
