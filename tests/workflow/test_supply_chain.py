"""Three tiers by the command line: request, reply, declaration, board, device."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from openpcf.proof.bundle import read_bundle
from openpcf.proof.sd_jwt import split_presentation

from .supply import YEAR, Actor, base, emits, fill, part, payload

ANSWERS = {
    "issuer.name": "Small Fab",
    "issuer.id": "https://fab.example",
    "issuer.country": "DE",
    "product.name": "FET 80 V",
    "product.id": "FET/80",
    "product.mass": "0,8 g",
    "site.country": "DE",
    "period.reference_start": f"1.1.{YEAR}",
    "period.reference_end": f"31.12.{YEAR}",
    "quality.source": "measured 实测",
    "site:electricity": "12 MWh",
    "site.share_percent": "25 %",
    "site.key": "machine time 机时",
    "site.pieces": "10000",
    "input:process gases": "0,03",
    "input:copper": "0,7",
    "input:other materials": "0,1",
}


@dataclass
class Chain:
    fab: Actor
    maker: Actor
    device: Actor
    board_study: Path
    device_study: Path
    fet: Path
    board: Path
    machine: Path


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chain]:
    root = tmp_path_factory.mktemp("chain")
    fab, maker, device = (Actor(n, root).start() for n in ("fab", "maker", "device"))

    lines = {
        "bom": (part("fet", "8"),),
        "activities": (emits("gases", "1"), emits("guess", "0.5", measured=False)),
    }
    board_study = maker.study("study", base(maker, "Board").model_copy(update=lines))
    maker.ok("request", board_study, "--out", maker.path("requests"))
    asked = maker.path("requests", "request-fet.xlsx")
    filled = fill(asked, ANSWERS)
    fab.ok("reply", filled, "--key", "fab", "--out", fab.path("fet.json"))
    fet = fab.path("fet.json")

    refused = maker.run("receive", board_study, fet, "--line", "fet", "--trust", maker.trust)  # fmt: skip
    assert refused.exit_code == 4
    assert "RECEIVED_KEY" in refused.output
    maker.trusts(fab)
    maker.ok("receive", board_study, fet, "--line", "fet", "--trust", maker.trust)
    board = maker.signs(board_study, "board.json", "--full", maker.path("board-full.json"))

    update = {"bom": (part("board", "2"),), "activities": (emits("own", "3"),)}
    device_study = device.study("study", base(device, "Device").model_copy(update=update))
    device.trusts(maker)
    device.ok("receive", device_study, board, "--line", "board", "--trust", device.trust)  # fmt: skip
    machine = device.signs(device_study, "machine.json", "--full", device.path("full.json"))
    yield Chain(fab, maker, device, board_study, device_study, fet, board, machine)


def excl(path: Path) -> Fraction:
    return Fraction(payload(path)["result"]["gate"]["excl"])


def share(path: Path, name: str) -> Fraction:
    return Fraction(payload(path)["quality"][name])


def test_a_reply_becomes_the_suppliers_own_signed_declaration(chain: Chain) -> None:
    made = payload(chain.fet)
    assert made["issuer"] == {
        "name": "Small Fab", "ids": ["urn:pact:fab.example:company-id:1"], "country": "DE",
    }  # fmt: skip
    assert made["product"]["ids"] == ["urn:pact:fab.example:product-id:FET%2F80"]
    assert made["dataset"]["series"] == "urn:openpcf:fab.example:fet-2f80"
    # 12,000 kWh x 25 % / 10,000 pieces = 0.3 kWh of one piece; the rest is 0.03 and 0.7 g copper.
    shown = chain.fab.ok("verify", chain.fet, "--trust", chain.fab.trust, code=0)
    assert "fab" in shown.output
    assert excl(chain.fet) > Fraction("0.03")
    # What has no factor is a gap that is counted, not left out.
    assert made["result"]["coverage"]["gaps"] == 1


def test_each_tier_takes_the_gate_of_the_one_below(chain: Chain) -> None:
    assert abs(excl(chain.board) - (Fraction("1.5") + 8 * excl(chain.fet))) < Fraction(1, 10**9)
    assert abs(excl(chain.machine) - (3 + 2 * excl(chain.board))) < Fraction(1, 10**9)


def test_shares_propagate(chain: Chain) -> None:
    fet, board, machine = chain.fet, chain.board, chain.machine
    for name, own_board, own_machine in (
        ("estimated_share_percent", Fraction("0.5"), Fraction(0)),
        ("primary_data_share_percent", Fraction(1), Fraction(3)),
    ):
        wanted = (own_board * 100 + 8 * excl(fet) * share(fet, name)) / excl(board)
        assert abs(share(board, name) - wanted) <= Fraction("0.05"), name
        wanted = (own_machine * 100 + 2 * excl(board) * share(board, name)) / excl(machine)
        assert abs(share(machine, name) - wanted) <= Fraction("0.05"), name
    supplied = payload(machine)["supplied"]
    assert abs(Fraction(supplied["share_percent"]) - 200 * excl(board) / excl(machine)) < Fraction("0.1")  # fmt: skip
    assert supplied["signed_percent"] == supplied["share_percent"]


def test_a_suppliers_hidden_inventory_never_travels_upward(chain: Chain) -> None:
    bundle = read_bundle(chain.machine.read_bytes(), "machine")
    assert split_presentation(bundle.footprint)[1] == ()
    (child,) = bundle.children.values()
    assert split_presentation(child.footprint)[1] == ()
    assert not child.children, "the supplier's suppliers stay with the supplier"
    full = read_bundle(chain.device.path("full.json").read_bytes(), "full")
    assert split_presentation(full.footprint)[1] != ()
    assert all(split_presentation(c.footprint)[1] == () for c in full.children.values())


def test_a_reference_fixes_series_id_version_and_digest(chain: Chain) -> None:
    from openpcf.workflow.base.environment import Environment
    from openpcf.workflow.declarations.verify import verify

    read = verify(
        chain.device.path("full.json"), chain.device.trust, Environment(home=chain.device.home)
    )
    assert read.problems == ()
    assert read.document is not None
    (item,) = read.document.items()
    board = payload(chain.board)
    (digest,) = read_bundle(chain.machine.read_bytes(), "m").children
    assert item["child"] == {
        "series": board["dataset"]["series"], "id": board["dataset"]["id"], "version": 1,
        "digest": digest, "issuer": chain.maker.id,
    }  # fmt: skip
    assert item["child_estimated_percent"] == board["quality"]["estimated_share_percent"]
    assert item["child_gwp"] == board["result"]["gwp"]
    assert item["child_range"]["low"] == board["result"]["uncertainty"]["low"]
    assert read.report is not None
    assert str(read.report.verdict) == "pass"


def test_a_declaration_received_is_kept_pinned_and_named(chain: Chain) -> None:
    rows = chain.board_study.joinpath("declarations.csv").read_text(encoding="utf-8")
    assert "fab" in rows.lower()
    assert "sha-256:" in rows
    assert "fet-2f80" in chain.board_study.joinpath("bom.csv").read_text(encoding="utf-8")
    kept = chain.board_study / "declarations" / "fet-2f80-v1.json"
    assert kept.read_bytes() == chain.fet.read_bytes()
    assert "declarations/fet-2f80-v1.json" in (chain.board_study / "study.lock").read_text()


def test_its_hidden_parts_make_a_declaration_inconclusive_to_its_reader_and_it_says_why(
    chain: Chain,
) -> None:
    for lang, words in (("en", ("INCONCLUSIVE", "hidden: inventory")), ("zh", ("无法判定", "未披露：inventory"))):  # fmt: skip
        done = chain.device.run("verify", chain.board, "--trust", chain.maker.trust, lang=lang)
        for word in words:
            assert word in done.output, done.output


@pytest.mark.parametrize(("lines", "expected"), [((), "board"), (("--line", "nothing"), "nothing")])
def test_a_line_that_is_not_there_is_refused_and_nothing_written(
    chain: Chain, lines: tuple[str, ...], expected: str
) -> None:
    before = snapshot(chain.device_study)
    done = chain.device.run(
        "receive", chain.device_study, chain.board, "--trust", chain.device.trust,
        *lines,
    )  # fmt: skip
    assert done.exit_code == 2
    assert expected in done.output
    assert snapshot(chain.device_study) == before


def snapshot(folder: Path) -> dict[str, Any]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
