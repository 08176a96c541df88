"""Who is asked, for what, and what a reply full of faults says at the command line."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import openpcf
from openpcf.formats.request_form import ANSWER, HEADERS, KEY
from openpcf.model.study import BomLine

from .supply import Actor, base, emits, fill, part
from .test_supply_chain import ANSWERS


@pytest.fixture
def maker(tmp_path: Path) -> Actor:
    return Actor("maker", tmp_path).start()


def numbered(name: str, quantity: str, number: str) -> BomLine:
    update = {"part_number": number, "manufacturer": "Fab", "mass": Decimal("0.8")}
    return part(name, quantity).model_copy(update=update)


def answers_of(path: Path) -> dict[str, Any]:
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    key, answer = HEADERS.index(KEY), HEADERS.index(ANSWER)
    return {row[key]: row[answer] for row in rows if row[key]}


def test_one_part_on_two_rows_is_asked_for_once_and_counted_once(maker: Actor) -> None:
    fab = Actor("fab", maker.root).start()
    maker.trusts(fab)
    bom = (numbered("a", "2", "X1"), numbered("b", "3", "x1"), numbered("c", "1", "Y"))
    lines = {"bom": bom, "activities": (emits("own", "1"),)}
    study = maker.study("study", base(maker, "Board").model_copy(update=lines))
    asked = maker.ok("request", study, "--out", maker.path("requests")).stdout
    assert sorted(p.name for p in maker.path("requests").iterdir()) == [
        "request-a.xlsx", "request-c.xlsx",
    ]  # fmt: skip
    assert asked.index("request-a") < asked.index("request-c"), "the larger one first"
    known = answers_of(maker.path("requests", "request-a.xlsx"))
    assert known["product.name"] == "Fab X1"
    assert known["product.mass"] == "0.8"
    assert known["issuer.name"] is None

    filled = fill(maker.path("requests", "request-a.xlsx"), ANSWERS)
    fab.ok("request", "--reply", filled, "--key", "fab", "--out", fab.path("x.json"))
    maker.ok(
        "request", study, "--received", fab.path("x.json"), "--line", "a", "--line", "b",
        "--trust", maker.trust,
    )  # fmt: skip
    made = openpcf.calculate(study, trust=maker.trust, home=maker.home)
    (item,) = made.document.items()
    assert item["quantity"]["amount"] == "5"
    (line,) = [li for li in made.lines if li.get("component")]
    gate = Fraction(item["child_result"]["excl"])
    assert abs(Fraction(line["result"]["excl"]) - 5 * gate) < Fraction(1, 10**9)
    again = maker.ok("request", study, "--trust", maker.trust, "--out", maker.path("again")).stdout
    assert "request-c" in again
    assert "request-a" not in again, "who has answered is not asked again"


def test_what_is_measured_is_not_asked_for_and_a_gap_is(maker: Actor) -> None:
    gap = BomLine(id="gap", quantity=Decimal(1), description="a thing nobody knows")
    steel = BomLine(id="steel", quantity=Decimal(1), description="bracket", material="steel",
                    mass=Decimal(100), mass_unit="g")  # fmt: skip
    lines = {"bom": (gap, steel), "activities": (emits("own", "1"),)}
    study = maker.study("study", base(maker, "Board").model_copy(update=lines))
    document = openpcf.calculate(study, home=maker.home).document
    estimated = {
        li["source"] for li in document.lines() if li.get("estimated") or "factor" not in li
    }
    maker.ok("request", study, "--out", maker.path("requests"))
    asked = {p.stem for p in maker.path("requests").iterdir()}
    assert "request-gap" in asked
    assert ("request-steel" in asked) is any("row=3" in s for s in estimated)


@pytest.mark.parametrize(("lang", "word"), [("en", "which is no amount"), ("zh", "不是有效的数量")])
def test_faults_of_a_reply_name_their_cells_and_nothing_is_signed(
    maker: Actor, lang: str, word: str
) -> None:
    lines = {"bom": (part("fet", "8"),), "activities": (emits("own", "1"),)}
    study = maker.study("study", base(maker, "Board").model_copy(update=lines))
    maker.ok("request", study, "--out", maker.path("requests"))
    wrong = {**ANSWERS, "product.mass": "light", "site.country": "Germany", "issuer.name": None}
    filled = fill(maker.path("requests", "request-fet.xlsx"), wrong)
    out = maker.path("out.json")
    done = maker.run("request", "--reply", filled, "--key", "maker", "--out", out, lang=lang)
    assert done.exit_code == 3
    assert done.output.count("filled-request-fet.xlsx#Request 数据请求!B") >= 3
    assert word in done.output
    assert not out.exists()


def test_a_corrected_reply_is_a_new_version_with_its_reason_and_takes_the_place_of_the_old(
    maker: Actor,
) -> None:
    fab = Actor("fab", maker.root).start()
    maker.trusts(fab)
    lines = {"bom": (part("fet", "8"),), "activities": (emits("own", "1"),)}
    study = maker.study("study", base(maker, "Board").model_copy(update=lines))
    maker.ok("request", study, "--out", maker.path("requests"))
    asked = maker.path("requests", "request-fet.xlsx")
    totals = []
    for version, gases in ((1, "0,03"), (2, "0,05")):
        filled = fill(asked, {**ANSWERS, "input:process gases": gases})
        out = fab.path(f"v{version}.json")
        words = ("request", "--reply", filled, "--key", "fab", "--out", out)
        if version == 2:
            refused = fab.run(*words)
            assert refused.exit_code == 1
            assert "--reason" in refused.output
        fab.ok(*words, *(("--reason", "gas meter read again") if version == 2 else ()))
        maker.ok("request", study, "--received", out, "--line", "fet", "--trust", maker.trust)
        made = openpcf.calculate(study, trust=maker.trust, home=maker.home)
        (item,) = made.document.items()
        assert item["child"]["version"] == version
        totals.append(Fraction(str(made.total)))
    assert abs(totals[1] - totals[0] - 8 * Fraction("0.02")) < Fraction(1, 10**9)
    (row,) = openpcf.read_study(study).declarations
    assert row.path is not None
    assert row.path.endswith("-v2.json")


def test_answers_that_are_estimates_are_not_signed_as_data(maker: Actor) -> None:
    lines = {"bom": (part("fet", "8"),), "activities": (emits("own", "1"),)}
    study = maker.study("study", base(maker, "Board").model_copy(update=lines))
    maker.ok("request", study, "--out", maker.path("requests"))
    guess = {**ANSWERS, "quality.source": "estimated 估算", "issuer.id": "maker.example"}
    filled = fill(maker.path("requests", "request-fet.xlsx"), guess)
    done = maker.run("request", "--reply", filled, "--key", "maker", "--out", maker.path("o.json"))
    assert done.exit_code == 1
    assert "ESTIMATED_SHARE_ABOVE_LIMIT" in done.output
    assert not maker.path("o.json").exists()


def test_a_workbook_is_not_written_into(maker: Actor) -> None:
    fab = Actor("fab", maker.root).start()
    maker.trusts(fab)
    lines = {"bom": (part("fet", "8"),), "activities": (emits("own", "1"),)}
    study = base(maker, "Board").model_copy(update=lines)
    book, new = maker.path("study.xlsx"), maker.path("new.xlsx")
    openpcf.write_study(study, book)
    maker.ok("request", book, "--out", maker.path("requests"))
    filled = fill(maker.path("requests", "request-fet.xlsx"), ANSWERS)
    fab.ok("request", "--reply", filled, "--key", "fab", "--out", fab.path("x.json"))
    before = book.read_bytes()
    words = ("request", book, "--received", fab.path("x.json"), "--line", "fet", "--trust", maker.trust)  # fmt: skip
    assert maker.run(*words).exit_code == 2
    maker.ok(*words, "--out", new)
    assert book.read_bytes() == before
    assert maker.check(new)["verdict"] in ("pass", "fail")
    assert openpcf.read_study(new).declarations[0].supplier == "Small Fab"
