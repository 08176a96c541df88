"""Declarations made by another program than ours, doctored, in a study: nothing of them is taken
without a word. The child is 2 kg CO2e of 1 piece; the board has 8 of it and 1 kg of its own."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import openpcf
from openpcf.model.document import Document
from openpcf.model.study import BomLine, SuppliedDeclaration
from openpcf.store import Event
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.issue.calculate import calculate_at
from tests.ruleset.cases import set_in

from .supply import Actor, base, emits

Doctor = Callable[[dict[str, Any]], object]


def put(path: str, value: Any) -> Doctor:
    return lambda payload: set_in(payload, path, value)


def both(*doctors: Doctor) -> Doctor:
    return lambda payload: [doctor(payload) for doctor in doctors]


@dataclass
class Pair:
    """A supplier and a maker who trusts it."""

    fab: Actor
    maker: Actor
    made: Document

    def board(self, doctor: Doctor | None = None, *, purpose: str = "customer", **row: Any) -> Path:
        """The maker's study with the doctored declaration; ``row`` changes the bill's line."""
        payload = copy.deepcopy(dict(self.made.payload))
        if doctor is not None:
            doctor(payload)
        declaration = {k: row.pop(k) for k in ("status", "per_piece") if k in row}
        stated = declaration.pop("per_piece", None)
        if stated:
            declaration |= {"quantity": Decimal(stated[0]), "unit": stated[1]}
        line = {"id": "fet", "quantity": Decimal(8), "declaration": "fet", **row}
        study = base(self.maker, "Board").model_copy(
            update={
                "purpose": purpose,
                "activities": (emits("own", "1"),),
                "bom": (BomLine(**line),),
                "declarations": (SuppliedDeclaration(id="fet", path="fet.json", **declaration),),
            }
        )
        folder = self.maker.study(f"study-{len(list(self.maker.root.iterdir()))}", study)
        doctored = Document(payload=payload, inventory=self.made.inventory)
        self.fab.signs_anything(doctored, folder / "fet.json")
        return folder


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    fab, maker = Actor("fab", tmp_path).start(), Actor("maker", tmp_path).start()
    maker.trusts(fab)
    study = base(fab, "FET", parts=False).model_copy(update={"activities": (emits("gas", "2"),)})
    made = calculate_at(fab.study("study", study), Environment(home=fab.home)).document
    return Pair(fab, maker, made)


def codes(report: dict[str, Any]) -> set[str]:
    return {str(f["code"]) for f in report["findings"]}


def _core(payload: dict[str, Any]) -> None:
    payload["dataset"]["profiles"] = ["core/0.1"]
    payload["dataset"].pop("profile_digests", None)


def _gate(excl: str, part: str) -> Doctor:
    return put("result/gate", {"excl": excl, "parts": {"unsplit": part}})


def _bare(payload: dict[str, Any]) -> None:
    """What a parent copies and nothing else."""
    for name in ("method", "boundary", "sites", "supplied", "absent"):
        payload.pop(name, None)
    payload["result"] = {"unit": "kg CO2e", "gate": payload["result"]["gate"]}


def _no_production(payload: dict[str, Any]) -> None:
    """All of it is said to be raw materials; what the plant did, nobody knows."""
    payload["result"]["by_stage"][0]["stage"] = "raw-materials"
    kept = [e for e in payload["absent"] if "raw-materials" not in e["path"]]
    path = "result.by_stage[stage=production]"
    payload["absent"] = [*kept, {"path": path, "reason": "unknown-to-issuer"}]


def test_an_honest_declaration_is_taken(pair: Pair) -> None:
    report = pair.maker.check(pair.board())
    assert report["verdict"] == "pass"
    assert {"CHILD_STAGE_ABSENT"} <= codes(report)


@pytest.mark.parametrize(
    ("doctor", "verdict", "code"),
    [
        (_core, "inconclusive", "CHILD_PROFILE"),
        (both(_core, _bare), "inconclusive", "CHILD_PROFILE"),
        (both(_core, _gate("-0.05", "-0.05")), "fail", "PART_SIGN"),
        (both(_core, _gate("2.00000000000", "0.00000100000")), "fail", "GATE_SUM"),
        (_gate("2.00000000000", "0.00000100000"), "fail", "GATE_SUM"),
        (put("period/valid_until", "2099-01-01T00:00:00Z"), "fail", "CHILD_FAILS"),
        (put("result/unit", "t CO2e"), "fail", "CHILD_FAILS"),
        (both(_core, put("result/unit", "g CO2e")), "fail", "CHILD_FAILS"),
        (put("dataset/purpose", "demonstration"), "fail", "CHILD_PURPOSE"),
        (put("dataset/purpose", "draft"), "fail", "CHILD_PURPOSE"),
        (put("dataset/kind", "prospective"), "inconclusive", "CHILD_KIND"),
        (put("boundary/type", "gate-to-gate"), "inconclusive", "CHILD_BOUNDARY"),
        (_no_production, "inconclusive", "CHILD_STAGE_ABSENT"),
        (put("result/coverage", {"gaps": 500, "lines_percent": "0.2"}), "fail", "CHILD_GAPS"),
    ],
)
def test_a_doctored_one_is_not(pair: Pair, doctor: Doctor, verdict: str, code: str) -> None:
    report = pair.maker.check(pair.board(doctor))
    assert code in codes(report)
    assert report["verdict"] == verdict


def figure(pair: Pair, folder: Path) -> Decimal:
    """kg CO2e of the supplied line."""
    made = openpcf.calculate(folder, trust=pair.maker.trust, home=pair.maker.home)
    (line,) = [i for i in made.document.lines() if "component" in i]
    return Decimal(line["result"]["excl"])


def _of(amount: str, measure: str) -> Doctor:
    return put("unit", {"amount": amount, "measure": measure})


@pytest.mark.parametrize(
    ("doctor", "row", "kg"),
    [
        (None, {}, "16"),
        (None, {"unit": "pieces"}, "16"),
        (None, {"unit": "1000 pieces"}, "16000"),
        (_of("4", "piece"), {}, "4"),
        (_of("1000", "piece"), {"unit": "1000 pieces"}, "16"),
        (_of("1", "kilogram"), {"unit": "g"}, "0.016"),
        (_of("0.001", "kilogram"), {"unit": "kg"}, "16000"),
        (_of("0.5", "kilogram"), {"unit": "g"}, "0.032"),
        (_of("1", "kilogram"), {"per_piece": ("5", "g")}, "0.08"),
        (_of("1", "kilogram"), {"per_piece": ("5", "g"), "unit": "1000 pieces"}, "80"),
    ],
)
def test_the_bom_is_converted_to_the_declared_unit(
    pair: Pair, doctor: Doctor | None, row: dict[str, Any], kg: str
) -> None:
    """2 kg CO2e of the declared unit; the bill has 8."""
    folder = pair.board(doctor, **row)
    assert figure(pair, folder) == Decimal(kg)
    assert pair.maker.check(folder)["verdict"] == "pass"


@pytest.mark.parametrize(
    ("doctor", "row", "code"),
    [
        (None, {"unit": "g"}, "BILL_UNIT_DIFFERS"),
        (_of("1", "kilogram"), {}, "BILL_UNIT_DIFFERS"),
        (_of("1", "kilowatt hour"), {"unit": "g"}, "BILL_UNIT_DIFFERS"),
        (_of("1", "kilogram"), {"per_piece": ("5", "g"), "unit": "g"}, "BILL_UNIT_DIFFERS"),
    ],
)
def test_another_dimension_is_a_gap_and_fails(
    pair: Pair, doctor: Doctor | None, row: dict[str, Any], code: str
) -> None:
    report = pair.maker.check(pair.board(doctor, **row))
    assert report["verdict"] == "fail"
    assert code in codes(report)


@pytest.mark.parametrize(
    ("doctor", "row", "code"),
    [
        (None, {"per_piece": ("5", "g")}, "CHILD_UNIT_DIFFERS"),
        (_of("1", "kilowatt hour"), {"per_piece": ("5", "g")}, "CHILD_UNIT_DIFFERS"),
        (_of("0", "piece"), {}, "CHILD_DECLARED_UNIT"),
        (_of("-1", "piece"), {}, "CHILD_DECLARED_UNIT"),
        (_of("1", "bananas"), {}, "CHILD_DECLARED_UNIT"),
        (lambda payload: payload.pop("unit"), {}, "CHILD_DECLARED_UNIT"),
    ],
)
def test_what_can_not_be_counted_is_refused(
    pair: Pair, doctor: Doctor | None, row: dict[str, Any], code: str
) -> None:
    done = pair.maker.run("check", pair.board(doctor, **row), "--trust", pair.maker.trust)
    assert done.exit_code not in (0, 1)
    assert code in done.output


def test_a_row_does_not_make_a_withdrawn_one_good(pair: Pair) -> None:
    folder = pair.board(status="good")
    assert pair.maker.check(folder)["verdict"] == "pass"
    taken = openpcf.calculate(folder, trust=pair.maker.trust, home=pair.maker.home).document
    (item,) = taken.items()
    store = Environment(home=pair.maker.home).store()
    for kind in ("withdrawn", "good"):
        store.add_event(Event(item["child"]["digest"], kind, "2026-01-01T00:00:00Z"))
    store.close()
    report = pair.maker.check(folder)
    assert report["verdict"] == "fail"
    assert "CHILD_WITHDRAWN" in codes(report)


def test_the_core_alone_is_no_footprint(pair: Pair) -> None:
    """It has no rule of a method: nobody signs by it."""
    study = base(pair.maker, "Board", parts=False).model_copy(
        update={"profile": "core/0.1", "activities": (emits("own", "1"),)}
    )
    folder = pair.maker.study("core", study)
    report = pair.maker.check(folder)
    assert report["verdict"] == "fail"
    assert "PROFILE_WITHOUT_METHOD" in codes(report)
    pair.maker.signs(folder, "core.json", code=1)
