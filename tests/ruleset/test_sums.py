"""Totals, signs, stages, scopes, gate and biogenic balance, from the clear part alone."""

from __future__ import annotations

from openpcf.model.finding import Verdict

from .cases import (
    Row,
    all_of,
    fails,
    hide,
    holds,
    idle,
    inconclusive,
    judge,
    passes,
    put,
    strict,
    table,
    take,
)
from .example import Case, figure

EXCL, INCL = "result.total_excl_biogenic_uptake", "result.total_incl_biogenic_uptake"


def _use_stage(case: Case) -> None:
    """0.5 kg in use: in the total, beyond the gate."""
    result = case.payload["result"]
    stage = {"stage": "use", "excl": figure("0.5"), "parts": {"fossil": figure("0.5")}}
    result["by_stage"].append(stage)
    result["parts"]["fossil"] = figure("6.5")
    result["total_excl_biogenic_uptake"] = figure("6.5")


TOTAL = (
    passes("sums.total"),
    fails("sums.total", "total above its parts", put("result/total_excl_biogenic_uptake", figure("6.1")), ("TOTAL_PARTS", EXCL)),
    fails("sums.total", "uptake left out", put("result/total_incl_biogenic_uptake", figure("6.0")), ("TOTAL_PARTS", INCL)),
    fails("sums.total", "last digit", put("result/total_excl_biogenic_uptake", "6.00000000001"), ("TOTAL_PARTS", EXCL)),
    fails("sums.total", "release counted only in parts", put("result/parts/biogenic_co2_release", figure("0.22")), ("TOTAL_PARTS", INCL)),
    inconclusive("sums.total", "no total with uptake", take("result/total_incl_biogenic_uptake"), ("NOT_EVALUATED", INCL)),
)  # fmt: skip

SIGNS = (
    passes("sums.signs"),
    passes("sums.signs", "zero has no sign", put("result/parts/ccs", "0")),
    fails("sums.signs", "uptake above zero", put("result/parts/biogenic_uptake", figure("0.22")), ("PART_SIGN", "result.parts.biogenic_uptake")),
    fails("sums.signs", "captured above zero", put("result/parts/ccs", figure("0.1")), ("PART_SIGN", "result.parts.ccs")),
    fails("sums.signs", "fossil below zero", put("result/gate/parts/fossil", figure("-6.0")), ("PART_SIGN", "result.gate.parts.fossil")),
    fails(
        "sums.signs", "in a stage", put("result/by_stage/2/parts/fossil", figure("-1.0")),
        ("PART_SIGN", "result.by_stage[stage=production].parts.fossil"),
    ),
    inconclusive("sums.signs", "no parts", take("result/parts"), ("NOT_EVALUATED", "result.parts")),
)  # fmt: skip

STAGES = (
    passes("sums.stages"),
    fails(
        "sums.stages", "value of a stage", put("result/by_stage/2/excl", figure("1.1")),
        ("STAGE_PARTS", "result.by_stage[stage=production].excl"), ("STAGE_SUM", EXCL),
    ),
    fails(
        "sums.stages", "part of a stage", put("result/by_stage/0/parts/fossil", figure("4.6")),
        ("STAGE_PARTS", "result.by_stage[stage=raw-materials].excl"), ("STAGE_SUM", "result.parts.fossil"),
    ),
    fails("sums.stages", "uptake of no stage", take("result/by_stage/3/parts/biogenic_uptake"), ("STAGE_SUM", "result.parts.biogenic_uptake")),
    fails(
        "sums.stages", "stage left out", take("result/by_stage/1"),
        ("STAGE_SUM", EXCL), ("STAGE_SUM", "result.parts.fossil"),
    ),
    inconclusive("sums.stages", "no stages", take("result/by_stage"), ("NOT_EVALUATED", "result.by_stage")),
)  # fmt: skip

SCOPES = (
    passes("sums.scopes"),
    passes(
        "sums.scopes", "captured CO2 is of no scope",
        all_of(put("result/parts/ccs", figure("-0.5")), put("result/total_excl_biogenic_uptake", figure("5.5"))),
    ),
    idle("sums.scopes", "none given", take("result/by_scope")),
    fails("sums.scopes", "scope above its lines", put("result/by_scope/3.1", figure("4.7")), ("SCOPE_SUM", "result.by_scope")),
    fails("sums.scopes", "scope left out", take("result/by_scope/2"), ("SCOPE_SUM", "result.by_scope")),
)  # fmt: skip

GATE = (
    passes("sums.gate"),
    passes("sums.gate", "use is beyond the gate", _use_stage),
    fails("sums.gate", "gate below its stages", put("result/gate/excl", figure("5.0")), ("GATE_SUM", "result.gate.excl")),
    fails(
        "sums.gate", "use counted in", all_of(_use_stage, put("result/gate/excl", figure("6.5"))),
        ("GATE_SUM", "result.gate.excl"),
    ),
    fails("sums.gate", "uptake left out", take("result/gate/parts/biogenic_uptake"), ("GATE_SUM", "result.gate.parts.biogenic_uptake")),
    inconclusive("sums.gate", "no gate", take("result/gate"), ("NOT_EVALUATED", "result.gate")),
)  # fmt: skip

CARBON = "carbon_content/packaging_biogenic/amount"
BALANCE = (
    passes("sums.biogenic-balance"),
    passes("sums.biogenic-balance", "1.96 % off", put(CARBON, "0.0612")),
    idle("sums.biogenic-balance", "no carbon content", take("carbon_content")),
    passes(
        "sums.biogenic-balance", "released again until the grave",
        all_of(put("boundary/type", "cradle-to-grave"), put("result/parts/biogenic_co2_release", figure("0.22"))),
    ),
    fails(
        "sums.biogenic-balance", "kept until the grave", put("boundary/type", "cradle-to-grave"),
        ("BIOGENIC_STORED", "result.parts"),
    ),
    idle("sums.biogenic-balance", "gate to gate", put("boundary/type", "gate-to-gate")),
    inconclusive("sums.biogenic-balance", "no gate", take("result/gate"), ("NOT_EVALUATED", "result.gate.parts")),
    fails("sums.biogenic-balance", "2.12 % off", put(CARBON, "0.0613"), ("BIOGENIC_BALANCE", "result.gate.parts")),
    fails("sums.biogenic-balance", "carbon that nobody took up", put("carbon_content/biogenic/amount", "1"), ("BIOGENIC_BALANCE", "result.gate.parts")),
    inconclusive("sums.biogenic-balance", "no date for the limit", take("period/reference_end"), ("NOT_EVALUATED", "period.reference_end")),
)  # fmt: skip

CASES = (*TOTAL, *SIGNS, *STAGES, *SCOPES, *GATE, *BALANCE)


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)


def test_sums_are_judged_without_the_lines() -> None:
    report = judge(hide("inventory", "components"), strict())
    sums = {o.verdict for o in report.rules if o.id.startswith("sums.")}
    assert sums == {Verdict.PASS}
