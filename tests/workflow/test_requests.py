"""Who is asked, for what, and what a reply full of faults says at the command line."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import openpcf
from openpcf.formats.forms.request import ANSWER, HEADERS, KEY, questions_of, write_request
from openpcf.matching.parts.silicon import CLASSES
from openpcf.messages import LANGUAGES
from openpcf.model.finding import Verdict
from openpcf.model.request import Request
from openpcf.model.study import Board, BomLine
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.base.resources import questions, rows
from openpcf.workflow.issue.calculate import calculate_at
from openpcf.workflow.issue.check import check
from openpcf.workflow.study.library import matching_tables
from openpcf.workflow.suppliers.reply import answered
from openpcf.workflow.suppliers.request import contributions

from .supply import Actor, base, emits, fill, part, payload
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
    assert known["product.mass"] == 0.8
    assert known["issuer.name"] is None

    filled = fill(maker.path("requests", "request-a.xlsx"), ANSWERS)
    fab.ok("reply", filled, "--key", "fab", "--out", fab.path("x.json"))
    maker.ok(
        "receive", study, fab.path("x.json"), "--line", "a", "--line", "b",
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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_faults_of_a_reply_name_their_cells_and_nothing_is_signed(maker: Actor, lang: str) -> None:
    lines = {"bom": (part("fet", "8"),), "activities": (emits("own", "1"),)}
    study = maker.study("study", base(maker, "Board").model_copy(update=lines))
    maker.ok("request", study, "--out", maker.path("requests"))
    wrong = {**ANSWERS, "product.mass": "light", "site.country": "Germania", "issuer.name": None}
    filled = fill(maker.path("requests", "request-fet.xlsx"), wrong)
    out = maker.path("out.json")
    done = maker.run("reply", filled, "--key", "maker", "--out", out, lang=lang)
    assert done.exit_code == 3
    assert done.output.count("filled-request-fet.xlsx#Request 数据请求!B") >= 3
    assert {"REPLY_NUMBER", "REPLY_COUNTRY", "REPLY_BLANK"} <= set(
        re.findall("REPLY_[A-Z]+", done.output)
    )
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
        words = ("reply", filled, "--key", "fab", "--out", out)
        if version == 2:
            refused = fab.run(*words)
            assert refused.exit_code == 1
            assert "--reason" in refused.output
        fab.ok(*words, *(("--reason", "gas meter read again") if version == 2 else ()))
        maker.ok("receive", study, out, "--line", "fet", "--trust", maker.trust)
        made = openpcf.calculate(study, trust=maker.trust, home=maker.home)
        (item,) = made.document.items()
        assert item["child"]["version"] == version
        totals.append(Fraction(str(made.total)))
    assert abs(totals[1] - totals[0] - 8 * Fraction("0.02")) < Fraction(1, 10**9)
    (row,) = openpcf.read_study(study).declarations
    assert row.path is not None
    assert row.path.endswith("-v2.json")


def test_a_supplier_says_honestly_that_all_is_estimated_and_the_maker_s_limit_judges_it(
    maker: Actor,
) -> None:
    fab = Actor("fab", maker.root).start()
    maker.trusts(fab)
    for own, verdict in (("0.1", "fail"), ("9", "pass")):
        lines = {"bom": (part("fet", "8"),), "activities": (emits("own", own),)}
        study = maker.study(f"study-{own}", base(maker, f"Board {own}").model_copy(update=lines))
        maker.ok("request", study, "--out", maker.path(f"requests-{own}"))
        guess = {**ANSWERS, "quality.source": "geschätzt", "product.id": f"X{own}"}
        filled = fill(maker.path(f"requests-{own}", "request-fet.xlsx"), guess)
        out = fab.path(f"{own}.json")
        shown = fab.ok("reply", filled, "--key", "fab", "--out", out).output
        assert "estimated 100.0 %" in shown
        assert payload(out)["quality"]["estimated_share_percent"] == "100.0"
        maker.ok("receive", study, out, "--line", "fet", "--trust", maker.trust)
        report = maker.check(study)
        assert report["verdict"] == verdict
        reported = {f["code"] for f in report["findings"] if f["outcome"] == "fail"}
        assert ("ESTIMATED_SHARE_ABOVE_LIMIT" in reported) is (verdict == "fail")


def reply_to(part_class: str, root: Path, answers: dict[str, Any]) -> Path:
    asked = Request(
        id="urn:x#a", requester="Maker", product="Device", subject="a part",
        part_class=part_class, bom_lines=("a",), quantity=Decimal(1),
        questions=questions_of(questions(), part_class),
    )  # fmt: skip
    path = root / f"request-{part_class}.xlsx"
    path.write_bytes(write_request(asked))
    return fill(path, answers)


def known_classes() -> set[str]:
    tables = matching_tables()
    named = {row["class"] for n in ("keywords", "recipes", "chips", "designators")
             for row in rows("matching", f"{n}.csv")}  # fmt: skip
    assert set(tables.recipes) <= named
    return (named - {""}) | CLASSES | {"board", "packaging", "other"}


def test_every_class_of_part_can_be_answered_into_a_declaration(tmp_path: Path) -> None:
    """Filled in from the form itself: equally much of each material it names, a
    milligram of silver and gold."""
    environment = Environment(home=tmp_path)
    common = {k: v for k, v in ANSWERS.items() if not k.startswith("input:")}
    for part_class in sorted(known_classes()):
        asked = questions_of(questions(), part_class)
        named = [q.key for q in asked if q.unit == "g" and q.key.startswith("input:")
                 and q.key not in ("input:other materials", "input:moulding compound")]  # fmt: skip
        grams = {k: "0,001" if k in ("input:gold", "input:silver") else "10" for k in named}
        answers = {**common, **grams, "product.mass": str(10 * list(grams.values()).count("10"))}
        answers |= {"input:process gases": "0,02", "quality.confirmed": "yes 是"}
        made = answered(reply_to(part_class, tmp_path, answers), environment)
        report = check(made.calculated_study)
        assert report.verdict is Verdict.PASS, (part_class, report.findings)
        lines = made.calculated_study.calculated.inventory.lines
        assert [li.what for li in lines if li.is_gap] == [], part_class
        assert len(lines) >= 1 + len(named)


def test_the_supplier_sees_the_figure_its_gaps_and_shares_before_signing(maker: Actor) -> None:
    filled = reply_to("transistor-power", maker.root, ANSWERS)
    shown = maker.ok("reply", filled).output
    for word in ("kg CO2e / piece", "estimated 0.0 %", "gaps 1", "other materials", "at most 0.003",
                 "nothing is signed"):  # fmt: skip
        assert word in shown
    (row,) = json.loads(maker.ok("reply", filled, "--format", "json").stdout)
    out = maker.path("fet.json")
    own = reply_to("transistor-power", maker.root, {**ANSWERS, "issuer.id": "maker.example"})
    maker.ok("reply", own, "--key", "maker", "--out", out)
    assert payload(out)["result"]["total_excl_biogenic_uptake"] == row["excl"]
    assert "尚未签名" in maker.run("reply", filled, lang="zh").output


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"site.country": "AQ"}, "REPLY_GAP"),
        ({"site.pieces": "1"}, "REPLY_FAR"),
        ({"input:process gases": "300"}, "REPLY_FAR"),
        ({"period.reference_start": "1.1.2010", "period.reference_end": "31.12.2010"}, "REPLY_OLD"),
    ],
)
def test_an_answer_that_counts_for_nothing_or_far_too_much_is_not_signed(
    maker: Actor, change: dict[str, str], code: str
) -> None:
    out = maker.path("o.json")
    filled = reply_to("transistor-power", maker.root, {**ANSWERS, **change})
    done = maker.run("reply", filled, "--key", "maker", "--out", out)
    assert done.exit_code == 3
    assert code in done.output
    confirmed = reply_to(
        "transistor-power", maker.root,
        {**ANSWERS, **change, "issuer.id": "maker.example", "quality.confirmed": "yes 是"},
    )  # fmt: skip
    done = maker.run("reply", confirmed, "--key", "maker", "--out", out)
    assert (done.exit_code == 0) is (code == "REPLY_FAR")
    assert code in done.output
    assert out.exists() is (code == "REPLY_FAR")


def test_a_chip_without_its_silicon_is_asked_about_before_it_is_signed(maker: Actor) -> None:
    """0.8 g of ic: the library has some 0.5 kg; these answers make some 0.01 kg."""
    out = maker.path("o.json")
    bare = {**ANSWERS, "issuer.id": "maker.example", "site.pieces": "1000000",
            "input:process gases": "0,001", "input:copper": "0,8", "input:other materials": "0"}  # fmt: skip
    words = ("--key", "maker", "--out", out)
    done = maker.run("reply", reply_to("ic", maker.root, bare), *words)
    assert done.exit_code == 3
    assert "REPLY_LITTLE" in done.output
    assert not out.exists()
    right = reply_to("ic", maker.root, {**bare, "quality.confirmed": "yes 是"})
    assert "REPLY_LITTLE" in maker.ok("reply", right, *words).output
    whole = reply_to("ic", maker.root, {**ANSWERS, "issuer.id": "maker.example"})
    assert "REPLY_LITTLE" not in maker.ok("reply", whole).output


def test_the_figure_a_declaration_replaces_stands_beside_its_own(maker: Actor) -> None:
    fab = Actor("fab", maker.root).start()
    maker.trusts(fab)
    lines = {"bom": (part("fet", "8"),), "activities": (emits("own", "9"),)}
    study = maker.study("study-two", base(maker, "Board").model_copy(update=lines))
    (was,) = (f.excl for f in contributions(calculate_at(study, Environment(home=maker.home)))
              if "fet" in f.rows)  # fmt: skip
    maker.ok("request", study, "--out", maker.path("asked-two"))
    filled, out = fill(maker.path("asked-two", "request-fet.xlsx"), ANSWERS), fab.path("two.json")
    fab.ok("reply", filled, "--key", "fab", "--out", out)
    words = ("receive", study, out, "--line", "fet", "--trust", maker.trust)
    (row,) = json.loads(maker.ok(*words, "--format", "json").stdout)
    assert Decimal(row["excl_before"]) == Decimal(f"{was / 8:.3g}")
    assert row["excl"] == payload(out)["result"]["gate"]["excl"]
    (again,) = json.loads(maker.ok(*words, "--format", "json").stdout)
    assert again["excl_before"] is None


def test_mass_that_is_all_without_a_name_is_no_way_around_the_factors(maker: Actor) -> None:
    vague = {**ANSWERS, "input:copper": "0", "input:other materials": "0,8"}
    filled = reply_to("transistor-power", maker.root, vague)
    done = maker.run("reply", filled, "--key", "maker", "--out", maker.path("o.json"))
    assert done.exit_code == 1
    assert "CUT_OFF_ABOVE_LIMIT" in done.output


def test_a_workbook_is_not_written_into(maker: Actor) -> None:
    fab = Actor("fab", maker.root).start()
    maker.trusts(fab)
    lines = {"bom": (part("fet", "8"),), "activities": (emits("own", "1"),)}
    study = base(maker, "Board").model_copy(update=lines)
    book, new = maker.path("study.xlsx"), maker.path("new.xlsx")
    openpcf.write_study(study, book)
    maker.ok("request", book, "--out", maker.path("requests"))
    filled = fill(maker.path("requests", "request-fet.xlsx"), ANSWERS)
    fab.ok("reply", filled, "--key", "fab", "--out", fab.path("x.json"))
    before = book.read_bytes()
    words = ("receive", book, fab.path("x.json"), "--line", "fet", "--trust", maker.trust)  # fmt: skip
    assert maker.run(*words).exit_code == 2
    maker.ok(*words, "--out", new)
    assert book.read_bytes() == before
    assert maker.check(new)["verdict"] in ("pass", "fail")
    assert openpcf.read_study(new).declarations[0].supplier == "Small Fab"


def test_a_filled_request_is_not_written_over(maker: Actor) -> None:
    lines = {"bom": (part("fet", "8"),), "activities": (emits("own", "1"),)}
    study = maker.study("study", base(maker, "Board").model_copy(update=lines))
    words = ("request", study, "--out", maker.path("requests"))
    maker.ok(*words)
    maker.ok(*words)
    asked = maker.path("requests", "request-fet.xlsx")
    fill(asked, ANSWERS).replace(asked)
    filled = asked.read_bytes()
    assert maker.run(*words).exit_code == 2
    assert asked.read_bytes() == filled


def test_a_board_described_in_the_bom_is_asked_for_once(maker: Actor) -> None:
    bom = maker.path("b.csv")
    bom.write_text(
        "Designator,Qty,Description,Package\nU1,1,MCU,LQFP-48\n,1,FR4 4-layer 50x40x1.6mm,\n"
    )
    study = maker.path("study")
    told = maker.ok("init", study, "--bom", bom, "--year", "2025", "--country", "CN", "--write")
    assert "BOM_BOARD_READ" in told.stderr and ": -." not in told.stderr
    asked = openpcf.request(study, maker.path("requests"), home=maker.home)
    assert [row["subject"] for row in asked].count("FR4 4-layer 50x40x1.6mm") == 1
    assert len(asked) == len(list(maker.path("requests").iterdir()))


def test_a_part_and_a_board_of_one_id_are_asked_for_in_two_files(maker: Actor) -> None:
    study = maker.study("study", base(maker, "Board").model_copy(update={
        "bom": (part("a", "1"),),
        "boards": (Board(id="a", quantity=Decimal(1), area=Decimal(20), area_unit="cm2"),),
        "activities": (emits("own", "1"),),
    }))  # fmt: skip
    asked = openpcf.request(study, maker.path("requests"), home=maker.home)
    assert len({row["file"] for row in asked}) == 2 == len(asked)


def test_a_study_without_a_year_says_what_fills_its_period(maker: Actor) -> None:
    bom = maker.path("b.csv")
    bom.write_text("Designator,Qty,Description,Package\nU1,1,MCU,LQFP-48\n")
    start = ("--bom", bom, "--country", "CN", "--write")
    assert "--year" in maker.ok("init", maker.path("blank"), *start).stderr
    assert "--year" not in maker.ok("init", maker.path("dated"), *start, "--year", "2025").stderr
