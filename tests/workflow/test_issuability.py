"""Whether a footprint may be issued follows from its computed shares alone, by the command line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import openpcf
from openpcf.model.study import BomLine, SuppliedDeclaration
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.issue.calculate import calculate_at

from .supply import Actor, base, emits

RULE = "issuable.estimated-share"


def outcome(report: dict[str, Any], rule: str) -> str:
    (found,) = [r["verdict"] for r in report["rules"] if r["id"] == rule]
    return str(found)


@pytest.fixture
def maker(tmp_path: Path) -> Actor:
    return Actor("maker", tmp_path).start()


def guessed(maker: Actor, percent: str) -> Path:
    """A study of 100 kg of which a part is a guess."""
    known = str(100 - Decimal(percent))
    lines = (emits("guess", percent, measured=False), emits("metered", known))
    study = base(maker, "Part", parts=False).model_copy(update={"activities": lines})
    return maker.study(f"study-{percent}", study)


@pytest.mark.parametrize(
    ("percent", "verdict"), [("74.9", "pass"), ("75.0", "pass"), ("75.1", "fail"), ("100", "fail")]
)
def test_a_tenth_of_a_point_decides(maker: Actor, percent: str, verdict: str) -> None:
    study = guessed(maker, percent)
    report = maker.check(study)
    assert outcome(report, RULE) == report["verdict"] == verdict
    maker.signs(study, "out.json", code=0 if verdict == "pass" else 1)
    assert maker.path("out.json").exists() is (verdict == "pass")


def test_a_share_that_can_not_be_computed_is_inconclusive(maker: Actor) -> None:
    """Nothing in the sum: there is no share of it."""
    study = base(maker, "Part", parts=False).model_copy(update={"activities": (emits("none", "0"),)})  # fmt: skip
    report = maker.check(maker.study("zero", study))
    assert outcome(report, RULE) == "inconclusive"
    assert report["verdict"] != "pass"


@pytest.mark.parametrize(("percent", "verdict"), [("74.9", "pass"), ("75.1", "fail")])
def test_a_signature_does_not_turn_an_estimate_into_anything_else(
    maker: Actor, percent: str, verdict: str
) -> None:
    """In place of the guess the declaration of somebody who guessed as much."""
    other = Actor("guesser", maker.root).start()
    maker.trusts(other)
    lines = (emits("guess", percent, measured=False),)
    guess = other.study(
        "study", base(other, "Guess", parts=False).model_copy(update={"activities": lines})
    )
    made = calculate_at(guess, Environment(home=other.home)).document
    assert made.get("quality.estimated_share_percent") == "100.0"
    other.signs(guess, "refused.json", code=1)
    known = str(100 - Decimal(percent))
    study = base(maker, "Part").model_copy(
        update={
            "activities": (emits("metered", known),),
            "bom": (BomLine(id="guess", quantity=Decimal(1), declaration="guess"),),
            "declarations": (SuppliedDeclaration(id="guess", path="guess.json"),),
        }
    )
    folder = maker.study("laundered", study)
    other.signs_anything(made, folder / "guess.json")
    report = maker.check(folder)
    before = maker.check(guessed(maker, percent))
    assert outcome(before, RULE) == outcome(report, RULE) == verdict
    calculated = openpcf.calculate(folder, trust=maker.trust, home=maker.home)
    assert calculated.document.get("quality.estimated_share_percent") == percent
    assert before["verdict"] == report["verdict"] == verdict
