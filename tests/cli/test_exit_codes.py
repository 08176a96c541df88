"""Every mark of the table in docs/exit-codes.md, run."""

from __future__ import annotations

import json
import re
import secrets
import shlex
import shutil
from pathlib import Path

import pytest

import openpcf
from openpcf.demonstration.story import PASSPHRASE as DEMO_PHRASE
from openpcf.proof.bundle import Bundle, write_bundle
from openpcf.proof.container import issue
from openpcf.signers import open_key
from openpcf.workflow.declarations.judge import load_bundle
from tests.cli.conftest import PHRASE, Shell
from tests.workflow.supply import fill

PAGE = Path(__file__).resolve().parents[2] / "docs/exit-codes.md"
A, B, BROKEN = "demo/study-a", "demo/study-b", "broken"
TRUST = "--trust demo/trust.json"
DAY = "--as-of 2026-11-30"
FULL, PUBLIC = "demo/declaration-full.json", "demo/declaration.json"

CASES = [
    ("demo --out again", 0),
    ("demo --out file/below", 2),
    ("demo --out others", 3),
    (f"init new --bom {A}/bom.csv", 0),
    ("init new --bom faulty.csv", 1),
    ("init", 2),
    ("init new --bom faulty.csv --write", 3),
    ("convert missing new", 3),
    (f"convert {A} new.xlsx", 0),
    (f"convert {A} {B}", 2),
    ("history", 0),
    ("history one two", 2),
    ("OPENPCF_HOME=others history", 3),
    ("factors search steel", 0),
    ("factors search", 2),
    ("factors update missing", 3),
    ("rules list", 0),
    ("rules nonsense", 2),
    ("rules list nonsense/1", 3),
    ("keys list", 0),
    ("keys new maker", 2),
    ("keys new more --passphrase-file missing", 3),
    (f"request {A} --top 1", 0),
    (f"receive {A} deficient.json --line e38 {TRUST}", 1),
    ("request", 2),
    ("reply demo/replies/request-e38.xlsx", 0),
    ("reply draft.xlsx --key maker --out out.json", 1),
    ("reply", 2),
    ("reply missing", 3),
    ("reply demo/replies/request-e38.xlsx --key other --out out.json", 4),
    (f"receive mine {PUBLIC} --line e38 {TRUST}", 0),
    ("receive mine", 2),
    (f"receive mine missing --line e38 {TRUST}", 3),
    (f"receive mine tampered.json --line e38 {TRUST}", 4),
    ("request missing", 3),
    (f"request {BROKEN} {TRUST}", 4),
    (f"sign mine --key maker --out out.json {TRUST}", 0),
    (f"sign {A} --key maker --out out.json", 1),
    (f"sign {A} --key maker", 2),
    (f"sign {A} --key nobody --out out.json", 3),
    (f"sign {A} --key other --out out.json", 4),
    (f"disclose {FULL} out.json --show groups", 0),
    (f"disclose {FULL}", 2),
    ("disclose missing out.json", 3),
    ("trust show demo/trust.json", 0),
    ("trust show", 2),
    ("trust show missing", 3),
    (f"verify {FULL} {TRUST}", 0),
    (f"verify deficient.json {TRUST}", 1),
    (f"verify {FULL} --nonsense", 2),
    (f"verify {FULL} --trust missing", 3),
    (f"verify tampered.json {TRUST}", 4),
    (f"decide {FULL} {TRUST} --policy kind.yaml {DAY}", 0),
    (f"decide {FULL} {TRUST} --policy demo/policy.yaml {DAY}", 1),
    (f"decide {FULL} {TRUST} --policy demo/policy.yaml", 2),
    (f"decide {FULL} {TRUST} --policy missing {DAY}", 3),
    (f"decide tampered.json {TRUST} --policy demo/policy.yaml {DAY}", 4),
    (f"report {FULL} {TRUST}", 0),
    (f"report {FULL} {TRUST} --out others", 2),
    ("report missing", 3),
    (f"report tampered.json {TRUST}", 4),
    *(
        (f"{verb} {study}{extra}", code)
        for verb, extra in (("match", ""), ("calculate", ""), ("explain", " l-0001"))
        for study, code in (
            (A, 0),
            (f"{A} --nonsense", 2),
            ("missing", 3),
            (f"{BROKEN} {TRUST}", 4),
        )
    ),
    (f"compare {A} {A}", 0),
    (f"compare {A}", 2),
    (f"compare {A} missing", 3),
    (f"compare {A} {BROKEN} {TRUST}", 4),
    (f"check {B} {TRUST}", 0),
    (f"check {A}", 1),
    ("check", 2),
    ("check missing", 3),
    (f"check {BROKEN} {TRUST}", 4),
]


def tampered(source: Path, target: Path) -> None:
    """One letter of the signature changed."""
    text = source.read_text("utf-8")
    compact = json.loads(text)["footprint"]
    head, _, rest = compact.partition("~")[0].rpartition(".")
    changed = ("A" if rest[0] != "A" else "B") + rest[1:]
    target.write_text(text.replace(f"{head}.{rest}", f"{head}.{changed}"), "utf-8")


def deficient(source: Path, target: Path, demo: Path) -> None:
    """Signed by its own issuer, without a declared unit."""
    document = openpcf.verify(source, demo / "trust.json", home=demo / "home").document
    assert document is not None
    less = {name: value for name, value in document.payload.items() if name != "unit"}
    signer = open_key(demo / "home/keys/maker.key.pem", DEMO_PHRASE)
    compact = issue(document.model_copy(update={"payload": less}), signer, secrets.token_bytes)
    children = load_bundle(source).children
    target.write_bytes(write_bundle(Bundle(compact, children=children)))


@pytest.fixture(scope="module")
def calculated_study(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two keys (one under another passphrase), and files that are off; once."""
    here = tmp_path_factory.mktemp("exit-codes")
    shutil.copytree(demo, here / "demo")
    home = here / "home"
    openpcf.keys.new("maker", PHRASE, home=home)
    openpcf.keys.new("other", "quite another phrase", home=home)
    (here / "file").write_text("kept", "utf-8")
    (here / "others").mkdir()
    (here / "others/kept.txt").write_text("kept", "utf-8")
    (here / "others/openpcf.db").write_bytes(b"no database" * 400)
    (here / "faulty.csv").write_text("Reference;Qty;Value\nR1;-2;10k\nR1;one;10k\n", "utf-8")
    (here / "kind.yaml").write_text(
        "policy: kind\nversion: '1'\nprofiles: [cfp-base/0.1]\nhidden: accept\n"
        "unknown_status: accept\npurposes: [demonstration]\n",
        "utf-8",
    )
    tampered(here / FULL, here / "tampered.json")
    vague = {"input:copper": "0", "input:tin": "0", "input:moulding compound": "0"}
    filled = fill(
        here / "demo/replies/request-e38.xlsx", {**vague, "input:other materials": "0.78"}
    )
    filled.rename(here / "draft.xlsx")
    deficient(here / FULL, here / "deficient.json", here / "demo")
    shutil.copytree(here / B, here / BROKEN)
    for path in (here / BROKEN / "declarations").glob("*.json"):
        tampered(path, path)
    shutil.copytree(here / B, here / "mine")
    return here


@pytest.fixture
def ready(calculated_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to stand in."""
    here = tmp_path / "work"
    shutil.copytree(calculated_study, here)
    monkeypatch.chdir(here)
    monkeypatch.setenv("OPENPCF_HOME", str(here / "home"))
    monkeypatch.setenv("OPENPCF_PASSPHRASE", PHRASE)
    monkeypatch.delenv("OPENPCF_LANG", raising=False)
    return here


@pytest.mark.parametrize(("call", "code"), CASES, ids=[f"{code} {c}" for c, code in CASES])
def test_a_call_ends_as_promised(
    call: str, code: int, ready: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = shlex.split(call)
    while "=" in words[0]:
        monkeypatch.setenv(*words.pop(0).split("=", 1))
    reported = shell(*words)
    assert reported.exit_code == code, reported.stderr
    assert "INTERNAL" not in reported.stderr and "Traceback" not in reported.stderr
    assert reported.stderr or reported.stdout
    assert Path("file").read_text("utf-8") == Path("others/kept.txt").read_text("utf-8") == "kept"


def test_the_table_promises_what_is_run() -> None:
    rows = re.findall(r"^\| `(\w+)` \|(.*)\|$", PAGE.read_text("utf-8"), re.M)
    promised = {
        (verb, code)
        for verb, marks in rows
        for code, mark in enumerate(marks.split("|"))
        if mark.strip()
    }
    assert len(rows) == 21
    assert promised == {
        (next(word for word in call.split() if "=" not in word), code) for call, code in CASES
    }
