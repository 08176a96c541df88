"""The demonstration: the whole story, from its files and its words."""

from __future__ import annotations

import base64
import csv
import hashlib
import itertools
import json
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from openpcf.demonstration.story import run
from openpcf.messages import render
from openpcf.model.finding import Verdict
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.declarations.verify import verify


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    out = tmp_path_factory.mktemp("demo") / "out"
    return out, list(run(out))


def step(lines: list[str], number: int) -> str:
    return next(line for line in lines if line.startswith(f"{number:>2} "))


def test_the_bom_is_the_real_board(demo: tuple[Path, list[str]]) -> None:
    assert "80 lines: 166 parts, 43 not parts" in step(demo[1], 1)


def test_open_data_alone_is_not_issuable_and_declarations_are(
    demo: tuple[Path, list[str]],
) -> None:
    check = step(demo[1], 4)
    assert re.search(
        r"NOT ISSUABLE: estimates [0-9.]+ % > limit [0-9.]+ % \(our own limit, dated\)", check
    )
    assert "v1 sha-256:" in step(demo[1], 7)


def test_the_decision_asks_for_what_is_missing(demo: tuple[Path, list[str]]) -> None:
    assert "SUPPLEMENT: A verification statement is missing" in step(demo[1], 8)


def test_the_largest_are_called_by_their_place_on_the_board(demo: tuple[Path, list[str]]) -> None:
    largest = demo[1][demo[1].index(step(demo[1], 4)) + 1]
    assert re.search(
        r"largest: Q2–Q9 [0-9.]+ kg, bare board [0-9.]+ kg, U[0-9]+ [0-9.]+ kg", largest
    )


def test_it_says_where_keys_and_trust_list_come_from(demo: tuple[Path, list[str]]) -> None:
    whence = demo[1][demo[1].index(step(demo[1], 7)) + 1]
    assert "keys were made in this run (home/keys" in whence
    assert "trust.json" in whence


def test_invented_data_is_called_so_wherever_it_counts(demo: tuple[Path, list[str]]) -> None:
    lines = demo[1]
    assert "[FICTITIOUS DATA]" in step(lines, 5)
    assert "FICTITIOUS DATA" in lines[lines.index(step(lines, 6)) + 1]


def scenes(lines: list[str]) -> list[str]:
    """Each scene with its mend."""
    start = lines.index(step(lines, 9))
    text = "\n".join(lines[start : lines.index(step(lines, 10))])
    return re.split(r"\n {16}(?=\S)", text)


def test_the_failure_scenes_name_supplier_field_rule_share_and_fix(
    demo: tuple[Path, list[str]],
) -> None:
    byte, field, status, default = scenes(demo[1])
    for scene, facts in {
        byte: ["one byte", "FAIL, exit 4", "Demo Power Semi (fictitious)", "signature",
               "rule signature.issuer"],
        field: ["field missing", "FAIL (F63782-032", "Demo Power Semi (fictitious)",
                "quality.primary_data_share_percent", "rule data-model.fields"],
        status: ["status unknown", "INCONCLUSIVE (F63782-032", "Demo Boards Co. (fictitious)",
                 "dataset.status_ref"],
        default: ["default instead", "PASS (", "F63782-036"],
    }.items():  # fmt: skip
        assert all(fact in scene for fact in facts), scene
        assert re.search(r"[0-9.]+ % of the\s+result", scene)
        assert "→ " in scene


def test_the_story_in_chinese_has_chinese_punctuation(tmp_path: Path) -> None:
    lines = list(run(tmp_path / "zh", "zh"))
    assert len([line for line in lines if re.match(r"\s?[0-9]+ ", line)]) == 10
    assert "不可签发：估算" in step(lines, 4)
    assert "补充材料：" in step(lines, 8)
    for line in lines[:-1]:
        assert re.search("[\u4e00-\u9fff]", line), line
        # No half-width sign between Chinese letters.
        assert not re.search("[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]", line), line


def test_running_it_again_replaces_only_its_own_folder(
    demo: tuple[Path, list[str]], tmp_path: Path
) -> None:
    (tmp_path / "mine.txt").write_text("keep me")
    with pytest.raises(Exception, match="DEMO_FOLDER"):
        next(run(tmp_path))
    assert (tmp_path / "mine.txt").read_text() == "keep me"


def block(path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8")
    found = re.search(r'id="openpcf-data">(.*?)</script>', text, re.S)
    assert found is not None
    data: dict[str, Any] = json.loads(found.group(1))
    return data


# What follows recomputes every figure with fractions and nothing of ours (data-model §3).
EXCL = ["fossil", "unsplit", "biogenic_non_co2", "land_use_change", "land_management_emission", "land_management_removal", "ccs", "technological_removal"]  # fmt: skip


def nearest(value: Fraction, quantum: Fraction) -> Fraction:
    return round(value / quantum) * quantum


def leaf(line: dict[str, Any], items: dict[str, Any]) -> dict[str, Fraction]:
    item = items.get(line.get("component", ""))
    amount = (item or line)["quantity"]
    parts = item["child_result"]["parts"] if item else line["factor"]["parts"]
    divisor = Fraction(1)
    for per in (item or amount).get("per", ()):
        divisor *= Fraction(per["amount"])
    return {k: Fraction(amount["amount"]) * Fraction(v) / divisor for k, v in parts.items()}


def printed(value: Fraction, quantum: str) -> str:
    if value == 0:
        return "0"
    return format(Decimal(value.numerator * 10**40 // value.denominator).scaleb(-40).quantize(
        Decimal(quantum)), "f")  # fmt: skip


@pytest.mark.parametrize("name", ["report-a.html", "report-b.html"])
def test_the_saved_report_recomputes_with_fractions(
    demo: tuple[Path, list[str]], name: str
) -> None:
    data = block(demo[0] / name)
    result = data["payload"]["result"]
    items = {i["id"]: i for i in data.get("components", {}).get("items", ())}
    lines = [line for group in data["inventory"]["groups"] for line in group["lines"]]
    raw = {li["id"]: leaf(li, items) for li in lines if "factor" in li or "component" in li}
    gross = sum(abs(v) for parts in raw.values() for v in parts.values())
    exponent = next(e for e in itertools.count(20, -1) if Fraction(10) ** e <= gross)
    assert Fraction(result["quantum"]) == max(Fraction(10) ** (exponent - 11), Fraction(1, 10**18))
    quantum = Fraction(result["quantum"])
    rounded = {i: {k: nearest(v, quantum) for k, v in p.items()} for i, p in raw.items()}
    by_stage: dict[str, Fraction] = {}
    by_scope: dict[str, Fraction] = {}
    parts: dict[str, Fraction] = {}
    for line in lines:
        if line["id"] not in rounded:
            assert "result" not in line
            continue
        own = rounded[line["id"]]
        assert {k: printed(v, result["quantum"]) for k, v in own.items()} == line["result"]["parts"]
        total = sum((own[k] for k in own if k in EXCL), Fraction(0))
        assert printed(total, result["quantum"]) == line["result"]["excl"]
        by_stage[line["stage"]] = by_stage.get(line["stage"], Fraction(0)) + total
        by_scope[line["scope"]] = by_scope.get(line["scope"], Fraction(0)) + total
        for k, v in own.items():
            parts[k] = parts.get(k, Fraction(0)) + v
    q = result["quantum"]
    assert {s["stage"]: s["excl"] for s in result["by_stage"]} == {
        k: printed(v, q) for k, v in by_stage.items()
    }
    assert result["by_scope"] == {k: printed(v, q) for k, v in by_scope.items()}
    assert result["parts"] == {k: printed(v, q) for k, v in parts.items()}
    total = sum((v for k, v in parts.items() if k in EXCL), Fraction(0))
    assert result["total_excl_biogenic_uptake"] == printed(total, q)
    for group in data["inventory"]["groups"]:
        own = [rounded[line["id"]] for line in group["lines"] if line["id"] in rounded]
        subtotal = sum((v for p in own for k, v in p.items() if k in EXCL), Fraction(0))
        assert ("subtotal" in group) == bool(own)
        if own:
            assert group["subtotal"]["excl"] == printed(subtotal, q)
    supplied = sum(
        (v for li in lines if "component" in li for k, v in rounded[li["id"]].items() if k in EXCL),
        Fraction(0),
    )
    share = round(supplied / total * 1000)
    assert data["payload"]["supplied"]["share_percent"] == f"{share // 10}.{share % 10}"
    assert data["payload"]["supplied"]["declarations"] == len(items)


def signed_payload(path: Path) -> tuple[dict[str, Any], str]:
    """Payload and digest of a declaration, unpacked by hand (RFC 7515)."""
    middle = json.loads(path.read_bytes())["footprint"].split("~")[0].split(".")[1]
    raw = base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4))
    payload: dict[str, Any] = json.loads(raw)
    return payload, f"sha-256:{hashlib.sha256(raw).hexdigest()}"


def test_children_of_the_saved_report_are_what_their_suppliers_signed(
    demo: tuple[Path, list[str]],
) -> None:
    out, _ = demo
    items = block(out / "report-b.html")["components"]["items"]
    signed = dict(
        reversed(signed_payload(path))
        for path in (out / "study-b" / "declarations").glob("request-*.json")
    )
    assert {item["child"]["digest"] for item in items} == set(signed)
    for item in items:
        child = signed[item["child"]["digest"]]
        gate = child["result"]["gate"]
        assert item["child_result"]["excl"] == gate["excl"]
        assert item["child_result"]["parts"] == gate["parts"]
        total = sum((Fraction(v) for k, v in gate["parts"].items() if k in EXCL), Fraction(0))
        assert Fraction(gate["excl"]) == total
        assert item["child_estimated_percent"] == child["quality"]["estimated_share_percent"]


def test_the_saved_report_holds_the_signed_payload_as_text(demo: tuple[Path, list[str]]) -> None:
    out, _ = demo
    payload, digest = signed_payload(out / "declaration.json")
    text = (out / "report-b.html").read_text(encoding="utf-8")
    assert digest in text
    shown = block(out / "report-b.html")["payload"]
    assert {k: v for k, v in payload.items() if k in shown} == shown
    assert set(payload) - set(shown) <= {"_sd", "_sd_alg", "disclosable"}


def test_the_full_declaration_shows_what_the_report_shows(demo: tuple[Path, list[str]]) -> None:
    from openpcf.workflow.declarations.verify import verify

    out, _ = demo
    home = Environment(home=out / "home")
    read = verify(out / "declaration-full.json", out / "trust.json", home)
    assert read.problems == ()
    assert read.document is not None
    data = block(out / "report-b.html")
    assert read.document.payload["result"] == data["payload"]["result"]
    assert read.document.inventory == data["inventory"]
    assert read.report is not None
    assert str(read.report.verdict) == "pass"


def test_the_public_declaration_hides_inventory_and_components(
    demo: tuple[Path, list[str]],
) -> None:
    """What its payload says in the clear names no supplier and no line; the suppliers'
    declarations that travel beside it show no line of theirs."""
    from openpcf.proof.bundle import read_bundle
    from openpcf.proof.sd_jwt import split_presentation

    from .supply import payload_of

    bundle = read_bundle((demo[0] / "declaration.json").read_bytes(), "d")
    assert split_presentation(bundle.footprint)[1] == ()
    own = payload_of(bundle.footprint)
    assert "powersemi" not in json.dumps(own)
    assert not {"inventory", "components"} & set(own)
    assert own["disclosable"]["components"]["items"] == 2
    for child in bundle.children.values():
        assert split_presentation(child.footprint)[1] == ()
        assert "inventory" not in payload_of(child.footprint)


def test_doubling_a_quantity_moves_only_its_branch_and_ancestors(tmp_path: Path) -> None:
    """From the study's own table to the data block of the saved report."""
    from openpcf.demonstration.story import _start
    from openpcf.workflow.issue.report import report

    _start(tmp_path / "d")
    study = tmp_path / "d" / "study-a"
    home = Environment(home=tmp_path / "home", now=lambda: "2026-11-25T00:00:00Z")
    (tmp_path / "first.html").write_bytes(report(study, home))
    table = study / "bom.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(r for r in rows if r["kind"] == "part" and r["option"] in ("", "in"))
    designators = row["designators"].split()
    row["quantity"] = str(2 * int(row["quantity"]))
    row["designators"] = " ".join([*designators, *(f"{d}000" for d in designators)])
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    (tmp_path / "second.html").write_bytes(report(study, home))
    first, second = block(tmp_path / "first.html"), block(tmp_path / "second.html")

    def lines(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
        return {li["id"]: li for g in data["inventory"]["groups"] for li in g["lines"]}

    before, after = lines(first), lines(second)
    assert set(before) == set(after)
    moved = {i for i in before if before[i].get("result") != after[i].get("result")}
    assert moved
    source = {before[i]["source"] for i in moved}
    assert len(source) == 1
    assert {i for i in before if before[i]["source"] in source and "result" in before[i]} == moved
    quantum = Fraction(first["payload"]["result"]["quantum"])
    change = Fraction(0)
    for i in moved:
        old, new = (Fraction(li[i]["result"]["excl"]) for li in (before, after))
        assert abs(new - 2 * old) <= quantum
        change += new - old
    assert designators[0] in render(before[min(moved)]["what"])
    stage, scope = ({before[i][name] for i in moved} for name in ("stage", "scope"))

    def differing(name: str) -> dict[str, Fraction]:
        """Members of a total that moved, and by how much."""
        found = []
        for data in (first, second):
            given = data["payload"]["result"][name]
            if isinstance(given, list):
                given = {s["stage"]: s["excl"] for s in given}
            found.append({k: Fraction(v) for k, v in given.items()})
        old, new = found
        return {k: new[k] - old[k] for k in old if new[k] != old[k]}

    assert differing("by_stage") == dict.fromkeys(stage, change)
    assert differing("by_scope") == dict.fromkeys(scope, change)
    assert sum(differing("parts").values()) == change
    totals = [
        Fraction(d["payload"]["result"]["total_excl_biogenic_uptake"]) for d in (first, second)
    ]
    assert totals[1] - totals[0] == change
    groups = [
        {g["id"]: g.get("subtotal") for g in data["inventory"]["groups"]}
        for data in (first, second)
    ]
    touched = {
        g["id"] for g in first["inventory"]["groups"] for li in g["lines"] if li["id"] in moved
    }
    assert {i for i in groups[0] if groups[0][i] != groups[1][i]} == touched


def test_a_reader_finds_every_factor_shown_in_the_shipped_register(
    demo: tuple[Path, list[str]], tmp_path: Path
) -> None:
    home = Environment(home=tmp_path)
    read = verify(demo[0] / "declaration-full.json", demo[0] / "trust.json", home)
    assert read.report is not None
    assert read.report.outcome("provenance.register").verdict is Verdict.PASS
    reported = {f.code for f in read.report.findings if f.rule == "provenance.register"}
    assert reported == set()
