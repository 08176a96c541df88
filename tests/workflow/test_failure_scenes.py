"""What goes wrong with a supplier's declaration, by the command line: each scene names supplier,
field, rule, share of the result and mend, and the exit code says what kind of trouble it is."""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import openpcf
from openpcf.messages import text
from openpcf.model.document import Document
from openpcf.proof.bundle import Bundle, read_bundle, write_bundle
from openpcf.proof.container import issue, without_hidden_parts
from openpcf.signers import FileSigner
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.declarations.judge import load_trust_list
from openpcf.workflow.declarations.keys import signer
from openpcf.workflow.issue.calculate import calculate_at, calculate_study
from openpcf.workflow.study.files import LoadedStudy
from openpcf.workflow.suppliers.reply import read_answers, study_of

from .supply import AS_OF, PHRASE, YEAR, Actor, base, emits, fill, part
from .test_supply_chain import ANSWERS

POLICY = """policy: buyer
version: '1'
profiles:
  - cfp-base/0.1
hidden: accept
unknown_status: refer
purposes:
  - customer
require:
  statement: 'no'
  timestamp: 'no'
  status: 'no'
"""


@dataclass
class Scene:
    fab: Actor
    maker: Actor
    study: Path
    fet: Document

    @property
    def policy(self) -> Path:
        return self.maker.path("policy.yaml")

    @property
    def file(self) -> Path:
        (found,) = (self.study / "declarations").glob("*.json")
        return found

    def key(self, actor: Actor) -> FileSigner:
        return signer(actor.name, PHRASE, Environment(home=actor.home))

    def resigned(self, change: Callable[[dict[str, Any]], object]) -> Path:
        """The supplier's declaration with another content, signed by another program."""
        data = copy.deepcopy(self.fet.payload)
        change(data)
        return self.fab.signs_anything(
            self.fet.model_copy(update={"payload": data}), self.fab.path("changed.json")
        )

    def put(self, file: Path, **row: Any) -> None:
        """The file in place of the one the study names, whatever it is."""
        shutil.copy(file, self.file)
        study = openpcf.read_study(self.study)
        (declaration,) = study.declarations
        changed = declaration.model_copy(update={"digest": None, **row})
        openpcf.write_study(
            study.model_copy(update={"declarations": (changed,)}), self.study, overwrite=True
        )
        (self.study / "study.lock").unlink(missing_ok=True)

    def board(self) -> Path:
        """The parent's declaration, signed by another program whatever its rules say."""
        maker = Environment(home=self.maker.home)
        made = calculate_at(self.study, maker, trust=load_trust_list(self.maker.trust))
        children = {
            digest: replace(child, footprint=without_hidden_parts(child.footprint))
            for digest, child in made.suppliers.bundles.items()
        }
        compact = without_hidden_parts(issue(made.document, self.key(self.maker), bytes))
        out = self.maker.path("any.json")
        out.write_bytes(write_bundle(Bundle(compact, children=children)))
        return out

    def decide(self, declaration: Path) -> tuple[int, dict[str, Any], str]:
        done = self.maker.run(
            "decide", declaration, "--trust", self.maker.trust, "--policy", self.policy,
            "--as-of", AS_OF, "--format", "json",
        )  # fmt: skip
        return done.exit_code, json.loads(done.stdout), done.output


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A board of 50 kg of its own, of which 8 transistors of a supplier are a small part."""
    root = tmp_path_factory.mktemp("scene")
    fab, maker = Actor("fab", root).start(), Actor("maker", root).start()
    maker.trusts(fab)
    lines = {"bom": (part("fet", "8"),), "activities": (emits("gases", "50"),)}
    study = maker.study("study", base(maker, "Board").model_copy(update=lines))
    maker.ok("request", study, "--out", maker.path("requests"))
    filled = fill(maker.path("requests", "request-fet.xlsx"), ANSWERS)
    fab.ok("reply", filled, "--key", "fab", "--out", fab.path("fet.json"))
    maker.ok(
        "receive", study, fab.path("fet.json"), "--line", "fet",
        "--trust", maker.trust,
    )  # fmt: skip
    loaded = LoadedStudy(study_of(read_answers(filled)[0]), filled, filled.parent, "workbook", ())
    document = calculate_study(loaded, Environment(home=root / "x"), keep_lock=False).document
    maker.path("policy.yaml").write_text(POLICY)
    return Scene(fab, maker, study, document)


@pytest.fixture
def scene(made: Scene, tmp_path: Path) -> Scene:
    root = tmp_path / "scene"
    shutil.copytree(made.maker.root, root)
    maker = Actor("maker", root)
    return Scene(Actor("fab", root), maker, maker.path("study"), made.fet)


def one_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    at = data.index(b'"footprint":"') + 200
    data[at] = ord("A") if data[at] != ord("A") else ord("B")
    path.write_bytes(bytes(data))


def test_nothing_wrong_is_issued_and_accepted(scene: Scene) -> None:
    assert scene.maker.check(scene.study)["verdict"] == "pass"
    board = scene.maker.signs(scene.study, "board.json")
    code, decision, _ = scene.decide(board)
    assert (code, decision["decision"]) == (0, "accept")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("verb", ["calculate", "check", "sign", "match"])
def test_a_changed_byte_stops_the_parent_with_exit_4(scene: Scene, verb: str, lang: str) -> None:
    one_byte(scene.file)
    more = ("--key", "maker", "--out", scene.maker.path("x.json")) if verb == "sign" else ()
    done = scene.maker.run(verb, scene.study, "--trust", scene.maker.trust, *more, lang=lang)
    assert done.exit_code == 4
    for word in ("Small Fab", "SIG", "signature.issuer", "F63782-024", "→"):
        assert word in done.output, done.output
    assert re.search(text("share.of-result", lang, percent="[0-9.]+"), done.output)
    if verb == "check":
        assert {"en": "verdict: FAIL", "zh": "结论：未通过"}[lang] in done.output
    assert not scene.maker.path("x.json").exists()


def test_a_check_as_json_is_as_the_page_says(scene: Scene) -> None:
    page = (Path(__file__).parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")
    section = page.split("## As JSON")[1].split("## ")[0]
    first = re.findall(r"^\| ([^|]+) \|", section, re.M)
    named = {name for cell in first for name in re.findall(r"`([^`]+)`", cell)} - {"member"}
    report = scene.maker.check(scene.study)
    finding = {key for found in report["findings"] for key in found}
    tops = {name.removesuffix("[]") for name in named if not name.startswith("findings[].")}
    assert set(report) <= tops
    members = {n.removeprefix("findings[].") for n in named}
    assert finding <= members
    assert all(f["text"]["zh"] and f["text"]["en"] for f in report["findings"])
    one_byte(scene.file)
    done = scene.maker.run("check", scene.study, "--trust", scene.maker.trust, "--format", "json")
    broken = json.loads(done.stdout)
    assert done.exit_code == 4
    assert broken["verdict"] == "fail"
    assert broken["findings"][0]["params"]["supplier"] == "Small Fab"
    assert float(broken["findings"][0]["share_percent"]) >= 0, "the share that is based on it"


def test_a_changed_byte_in_the_parents_bundle_is_exit_4_and_refused(scene: Scene) -> None:
    board = scene.maker.signs(scene.study, "board.json")
    data = json.loads(board.read_bytes())
    (digest,) = data["children"]
    text = data["children"][digest]["footprint"]
    other = "A" if text[200] != "A" else "B"
    data["children"][digest]["footprint"] = text[:200] + other + text[201:]
    board.write_text(json.dumps(data, separators=(",", ":"), sort_keys=True) + "\n")
    done = scene.maker.run("verify", board, "--trust", scene.maker.trust)
    assert done.exit_code == 4
    assert "FAIL" in done.output
    assert "CHILD_SIGNATURE" in done.output
    code, decision, output = scene.decide(board)
    assert (code, decision["decision"]) == (4, "refuse")
    assert "CHILD_SIGNATURE" in output


def no_primary_share(payload: dict[str, Any]) -> None:
    del payload["quality"]["primary_data_share_percent"]


def status_offered(payload: dict[str, Any]) -> None:
    payload["dataset"]["status_ref"] = {"uri": "https://fab.example/status", "index": 7}


def expired(payload: dict[str, Any]) -> None:
    payload["period"]["valid_until"] = f"{YEAR + 1}-06-01T00:00:00Z"


FIELD = "quality.primary_data_share_percent"


def test_a_version_without_a_mandatory_field_is_not_taken_in(scene: Scene) -> None:
    changed = scene.resigned(no_primary_share)
    done = scene.maker.run(
        "receive", scene.study, changed, "--line", "fet", "--trust",
        scene.maker.trust,
    )  # fmt: skip
    assert done.exit_code == 1
    assert "Small Fab" in done.output
    assert FIELD in done.output


def test_a_version_without_a_mandatory_field_fails_its_parent(scene: Scene) -> None:
    scene.put(scene.resigned(no_primary_share))
    report = scene.maker.check(scene.study)
    assert report["verdict"] == "fail"
    (found,) = [f for f in report["findings"] if f["code"] == "CHILD_FAILS"]
    assert found["params"]["supplier"] == "Small Fab"
    assert found["params"]["field"] == FIELD
    assert found["params"]["rule_id"] == "data-model.fields"
    assert found["params"]["path"] == f"Board › FET 80 V › {FIELD}"
    assert "F63782-032" in found["requirements"]
    assert 0 < float(found["share_percent"]) < 15
    text = scene.maker.run("check", scene.study, "--trust", scene.maker.trust).output
    for word in ("Small Fab", FIELD, "data-model.fields", "F63782-032", "% of the result", "→ Ask"):
        assert word in text, text
    scene.maker.signs(scene.study, "board.json", code=1)
    assert not scene.maker.path("board.json").exists()
    code, decision, output = scene.decide(scene.board())
    assert (code, decision["decision"]) == (1, "refuse")
    assert "CHILD_FAILS" in output
    assert FIELD in output


@pytest.mark.parametrize(
    ("change", "code"),
    [(status_offered, "CHILD_STATUS_UNKNOWN"), (expired, "CHILD_NOT_VALID_AT_BUILD")],
)
def test_an_unknown_or_expired_child_leaves_its_parent_open(
    scene: Scene, change: Callable[[dict[str, Any]], object], code: str
) -> None:
    scene.put(scene.resigned(change))
    report = scene.maker.check(scene.study)
    assert report["verdict"] == "inconclusive"
    (found,) = [f for f in report["findings"] if f["code"] == code]
    assert found["params"]["supplier"] == "Small Fab"
    assert found["params"]["field"] in ("dataset.status_ref", "period.valid_until")
    assert float(found["share_percent"]) > 0
    scene.maker.signs(scene.study, "board.json", code=1)
    exit_code, decision, output = scene.decide(scene.board())
    assert (exit_code, decision["decision"]) == (1, "refer")
    assert code in output


def test_it_goes_on_upward_and_the_path_leads_down_to_the_field(scene: Scene) -> None:
    """Device › board › transistor: the board was signed by a program that let it pass."""
    scene.put(scene.resigned(no_primary_share))
    device = Actor("device", scene.maker.root).start()
    device.trusts(scene.maker)
    lines = {"bom": (part("board", "2"),), "activities": (emits("own", "3"),)}
    study = device.study("study", base(device, "Device").model_copy(update=lines))
    words = ("receive", study, scene.board(), "--line", "board", "--trust", device.trust)  # fmt: skip
    assert device.run(*words).exit_code == 0, "whose key nobody here knows is the maker's affair"
    assert device.check(study)["verdict"] == "pass"
    device.trusts(scene.fab)
    report = device.check(study)
    assert report["verdict"] == "fail"
    (found,) = [f for f in report["findings"] if f["code"] == "CHILD_FAILS"]
    assert found["params"]["supplier"] == "maker"
    assert found["params"]["path"] == f"Device › Board › FET 80 V › {FIELD}"
    refused = device.run(*words)
    assert refused.exit_code == 1
    assert "Small Fab" in refused.output
    assert FIELD in refused.output


def test_it_is_closed_by_another_declaration(scene: Scene) -> None:
    scene.put(scene.resigned(expired))
    assert scene.maker.check(scene.study)["verdict"] == "inconclusive"
    scene.maker.ok(
        "receive", scene.study, scene.fab.path("fet.json"), "--line", "fet",
        "--trust", scene.maker.trust,
    )  # fmt: skip
    assert scene.maker.check(scene.study)["verdict"] == "pass"


@pytest.mark.parametrize(("own", "verdict"), [("50", "pass"), ("0.1", "fail")])
def test_it_is_closed_by_a_penalised_default_inside_its_limit(
    scene: Scene, own: str, verdict: str
) -> None:
    scene.put(scene.resigned(expired), if_not_usable="penalised-default")
    study = openpcf.read_study(scene.study)
    known = tuple(row.model_copy(update={"package": "TO-263-3"}) for row in study.bom)
    openpcf.write_study(
        study.model_copy(update={"bom": known, "activities": (emits("gases", own),)}),
        scene.study, overwrite=True,
    )  # fmt: skip
    report = scene.maker.check(scene.study)
    assert report["verdict"] == verdict
    (found,) = [f for f in report["findings"] if f["code"] == "PENALISED_DEFAULT"]
    assert "F63782-036" in found["requirements"]
    assert (float(found["share_percent"]) > 15) is (verdict == "fail")


def test_all_that_is_wrong_with_declarations_is_reported_at_once(scene: Scene) -> None:
    study = openpcf.read_study(scene.study)
    (row,) = study.declarations
    others = tuple(
        row.model_copy(update={"id": name, "path": f"declarations/{name}.json", "supplier": name})
        for name in ("gone", "torn")
    )
    scene.study.joinpath("declarations", "torn.json").write_text("{")
    openpcf.write_study(
        study.model_copy(update={"declarations": (row, *others)}), scene.study, overwrite=True
    )
    done = scene.maker.run("check", scene.study, "--trust", scene.maker.trust)
    assert done.exit_code == 3
    assert "CHILD_MISSING_FILE" in done.output
    assert "torn.json" in done.output


def test_a_child_in_the_bundle_is_looked_at_though_components_are_hidden(scene: Scene) -> None:
    """A parent that hides its components does not hide that its supplier's declaration fails."""
    scene.put(scene.resigned(no_primary_share))
    bundle = read_bundle(scene.board().read_bytes(), "b")
    assert bundle.footprint.count("~") == 1
    done = scene.maker.run("verify", scene.board(), "--trust", scene.maker.trust)
    assert done.exit_code == 1
    assert "CHILD_FAILS" in done.output
