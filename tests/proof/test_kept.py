"""A declaration of each release, kept for good: it verifies, and the decision on it stays.

Made by tools/keep_declaration.py at the release and never changed again.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import orjson
import pytest

from openpcf.messages import LANGUAGES, render
from openpcf.proof.base64url import decode
from openpcf.proof.bundle import read_bundle
from openpcf.reporting.explain import explain_text
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.base.resources import engine_version
from openpcf.workflow.declarations.verify import decide, verify

KEPT = Path(__file__).parent / "kept"
RELEASES = sorted(path.name for path in KEPT.iterdir() if path.is_dir())
each = pytest.mark.parametrize("release", RELEASES)


def expected(release: str) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads((KEPT / release / "expected.json").read_bytes())
    return found


def test_this_release_has_one() -> None:
    assert engine_version() in RELEASES


@each
@pytest.mark.parametrize("name", ["declaration.json", "declaration-full.json"])
def test_it_verifies_as_of_its_day_with_its_very_digest(
    release: str, name: str, tmp_path: Path
) -> None:
    folder, wanted = KEPT / release, expected(release)
    here = Environment(home=tmp_path)
    read = verify(folder / name, folder / "trust.json", here, wanted["as_of"])
    assert read.problems == ()
    assert read.document is not None
    assert read.document.digest == wanted["digest"]
    assert sorted(read.verified.children) == wanted["children"]
    for figure in ("total_excl_biogenic_uptake", "total_incl_biogenic_uptake"):
        assert read.document.payload["result"][figure] == wanted[figure]
    if name == "declaration-full.json":
        assert [str(report.verdict) for report in read.reports] == ["pass"]


@each
def test_the_digest_is_of_the_bytes_and_needs_nothing_of_ours(release: str) -> None:
    bundle = orjson.loads((KEPT / release / "declaration.json").read_bytes())
    payload = bundle["footprint"].split("~")[0].split(".")[1]
    assert f"sha-256:{hashlib.sha256(decode(payload)).hexdigest()}" == expected(release)["digest"]


@each
def test_the_decision_on_it_stays(release: str, tmp_path: Path) -> None:
    folder, wanted = KEPT / release, expected(release)
    decision, _ = decide(
        folder / "declaration.json", folder / "trust.json", folder / "policy.yaml",
        Environment(home=tmp_path), wanted["as_of"],
    )  # fmt: skip
    assert str(decision.decision) == wanted["decision"]
    reasons = {f"{r.decision} {r.finding.code}" for r in decision.reasons}
    assert sorted(reasons) == wanted["reasons"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_prose_of_data_model_0_1_is_shown_as_it_was_signed(language: str, tmp_path: Path) -> None:
    folder = KEPT / "0.1.0"
    here = Environment(home=tmp_path)
    as_of = expected("0.1.0")["as_of"]
    document = verify(folder / "declaration-full.json", folder / "trust.json", here, as_of).document
    assert document is not None
    signed, read = list(document.signed_lines()), list(document.lines())
    for one, other in zip(signed, read, strict=True):
        assert render(other["what"], language) == f"{one['what']} [en]"
        assert {**other, "what": ""}.keys() == {**one, "what": ""}.keys()
        assert other.get("result") == one.get("result")
    line = next(one for one in signed if "match" in one)
    explanation = explain_text(document, line["id"], language)
    assert explanation is not None
    assert f"{line['match']['why']} [en]" in explanation, "what was signed is not touched"
    assert explanation.split()[0] == {"en": "line", "zh": "条目"}[language], (
        "labels are the reader's"
    )


@each
def test_no_private_key_is_kept(release: str) -> None:
    for path in (KEPT / release).iterdir():
        assert b"PRIVATE" not in path.read_bytes()
        assert b'"d":' not in path.read_bytes()
    read_bundle((KEPT / release / "declaration.json").read_bytes(), release)
