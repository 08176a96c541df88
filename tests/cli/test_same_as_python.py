"""Each verb says the same at the command line and in Python, and data alone goes to stdout."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import openpcf
from tests.cli.conftest import PHRASE, Shell

A, B = "demo/study-a", "demo/study-b"
FULL, PUBLIC = "demo/declaration-full.json", "demo/declaration.json"
TRUST, POLICY = "demo/trust.json", "demo/policy.yaml"
DAY, INSTANT = "2026-11-30", "2026-11-30T23:59:59Z"

CASES: dict[str, tuple[str, Callable[[], Any]]] = {
    "init": (f"init new --bom {A}/bom.csv", lambda: openpcf.init("new", f"{A}/bom.csv")),
    "match": (f"match {A}", lambda: openpcf.match(A)),
    "calculate": (f"calculate {A} --as-of {DAY}", lambda: openpcf.calculate(A, as_of=INSTANT)),
    "explain": (f"explain {A} l-0001", lambda: openpcf.explain(A, "l-0001")),
    "explain a component": (
        f"explain {B} l-0001 --trust {TRUST}",
        lambda: openpcf.explain(B, "l-0001", trust=TRUST),
    ),
    "compare": (f"compare {A} {B} --trust {TRUST}", lambda: openpcf.compare(A, B, trust=TRUST)),
    "check": (f"check {A} --as-of {DAY}", lambda: openpcf.check(A, as_of=INSTANT)),
    "check another profile": (
        f"check {A} --profile core/0.1 --as-of {DAY}",
        lambda: openpcf.check(A, "core/0.1", as_of=INSTANT),
    ),
    "request": (f"request {A} --top 2", lambda: openpcf.request(A, top=2)),
    "verify": (
        f"verify {FULL} --trust {TRUST} --as-of {DAY}",
        lambda: openpcf.verify(FULL, TRUST, as_of=INSTANT),
    ),
    "decide": (
        f"decide {PUBLIC} --trust {TRUST} --policy {POLICY} --as-of {DAY}",
        lambda: openpcf.decide(PUBLIC, TRUST, POLICY, INSTANT),
    ),
    "history": ("history", openpcf.history),
    "factors search": (
        "factors search aluminium CN --limit 4",
        lambda: openpcf.factors.search("aluminium CN", 4),
    ),
    "factors terms": ("factors terms solder", lambda: openpcf.factors.terms("solder")),
    "factors list": ("factors list", openpcf.factors.list),
    "rules list": ("rules list", openpcf.rules.list),
    "rules profiles": ("rules profiles", openpcf.rules.profiles),
    "factors update": (f"factors update {A}", lambda: openpcf.factors.update(A)),
    "trust show": (f"trust show {TRUST}", lambda: openpcf.trust.show(TRUST)),
    "keys list": ("keys list", openpcf.keys.list),
}
"""Calls that only read, or write the same twice."""

NEW_EACH_TIME = {"id", "created_at"}
"""Members of ``dataset`` that no two calculations share."""


def comparable(data: Any) -> Any:
    if isinstance(data, dict) and "dataset" in data:
        kept = {k: v for k, v in data["dataset"].items() if k not in NEW_EACH_TIME}
        return {**data, "dataset": kept}
    return data


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("keys")
    openpcf.keys.new("maker", PHRASE, home=home)
    return home / "keys"


@pytest.fixture
def ready(work: Path, keys: Path) -> Path:
    shutil.copytree(keys, work / "home/keys")
    return work


@pytest.mark.parametrize("name", CASES)
def test_json_is_what_python_gives(name: str, ready: Path, shell: Shell) -> None:
    words, call = CASES[name]
    reported = shell(*words.split(), "--format", "json")
    assert reported.exit_code in (0, 1), reported.stderr
    shown = json.loads(reported.stdout)
    assert shown or name == "history"
    assert comparable(shown) == comparable(json.loads(json.dumps(call().to_json())))


@pytest.mark.parametrize("name", CASES)
def test_text_is_what_python_gives(name: str, ready: Path, shell: Shell) -> None:
    words, call = CASES[name]
    for language in ("en", "zh"):
        reported = shell(*words.split(), lang=language)
        assert reported.stdout.strip() == call().text(language).strip()
    shown = call()._repr_html_()
    assert shown.startswith("<") and shown.count("<table") == shown.count("</table>")


def test_signing_gives_the_same_document_twice(ready: Path, shell: Shell) -> None:
    """Study B passes; signed at the command line, then, corrected, in Python as its second version."""
    study = openpcf.read_study(B)
    assert study.issuer is not None
    openpcf.trust.create("own.json", "Maker", study.issuer.ids or ())
    (ready / B).rename(ready / "mine")
    words = f"sign mine --key maker --out one.json --full one-full.json --trust {TRUST}"
    signed = shell(*words.split(), "--format", "json")
    assert signed.exit_code == 0, signed.stderr
    first = json.loads(signed.stdout)
    assert study.product is not None
    product = study.product.model_copy(update={"description": "described better"})
    openpcf.write_study(study.model_copy(update={"product": product}), "mine", overwrite=True)
    second = openpcf.sign(
        "mine", "maker", PHRASE, "two.json", full="two-full.json", trust=TRUST, reason="once more"
    )
    assert (first["version"], second["version"]) == (1, 2)
    assert set(first) == set(second.to_json())
    rows = openpcf.history()
    assert [row["digest"] for row in rows] == [first["digest"], second["digest"]]
    assert rows[0]["events"][0]["kind"] == "superseded"
    results = [
        openpcf.verify(name, "own.json").document for name in ("one-full.json", "two-full.json")
    ]
    assert all(results)
    payloads = [found.payload for found in results if found is not None]
    assert payloads[0]["result"] == payloads[1]["result"]


def test_report_and_convert_write_the_same_files(ready: Path, shell: Shell) -> None:
    words = f"report {FULL} --trust {TRUST} --as-of {DAY} --out one.html"
    assert shell(*words.split()).exit_code == 0
    openpcf.report(FULL, "two.html", trust=TRUST, as_of=INSTANT)
    assert (ready / "one.html").read_bytes() == (ready / "two.html").read_bytes()
    assert shell("convert", A, "one").exit_code == 0
    openpcf.convert(A, "two")
    names = {p.name for p in (ready / "one").iterdir()}
    assert names == {p.name for p in (ready / "two").iterdir()} and "bom.csv" in names
    for name in names:
        assert (ready / "one" / name).read_bytes() == (ready / "two" / name).read_bytes()


def test_a_verb_takes_a_calculation_as_well_as_a_path(ready: Path) -> None:
    made = openpcf.calculate(A, as_of=INSTANT)
    assert openpcf.match(made).to_json() == openpcf.match(A).to_json()
    assert openpcf.check(made).to_json() == openpcf.check(A, as_of=INSTANT).to_json()
    assert openpcf.compare(made, A).to_json()["change"].strip("0.") == ""
