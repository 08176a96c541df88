"""Former spellings of verbs and options run as the verbs of today, which are named on stderr."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from openpcf.cli.former import today
from tests.cli.conftest import Shell

A = "demo/study-a"
OWNER = "Maker --id urn:pact:maker.example:company-id:1"
SPELLINGS = {
    "clear d.json --policy p.yaml": "decide d.json --policy p.yaml",
    "--lang zh clear d.json": "--lang zh decide d.json",
    "factors words solder": "factors terms solder",
    "keys trust t.json --holder M --id x": "trust create t.json --owner M --id x",
    "keys trust t.json --add --holder=M --id x": "trust add t.json --owner=M --id x",
    "keys merge t.json u.json": "trust merge t.json u.json",
    "keys revoke t.json KID --from 2026-01-01": "trust revoke t.json KID --from 2026-01-01",
    "keys renew t.json": "trust renew t.json",
    "keys show t.json": "trust show t.json",
    "request --reply r.xlsx --key k --out o.json": "reply r.xlsx --key k --out o.json",
    "request --key k --reply=r.xlsx": "reply r.xlsx --key k",
    "request s --received d.json --line e38": "receive s --line e38 d.json",
    "convert d.json e.json --show groups": "disclose d.json e.json --show groups",
}


@pytest.mark.parametrize("former", SPELLINGS)
def test_a_former_spelling_becomes_that_of_today(former: str) -> None:
    call, verb = today(former.split())
    assert call == SPELLINGS[former].split()
    assert verb and verb in SPELLINGS[former]


@pytest.mark.parametrize(
    "call",
    [
        *(spelling for spelling in SPELLINGS.values()),
        "",
        "--help",
        "--lang zh",
        "keys show maker",
        "keys show maker.jwk.json",
        "request study --top 3",
        "convert study study.xlsx",
        "factors search words",
    ],
)
def test_a_spelling_of_today_stays(call: str) -> None:
    assert today(call.split()) == (call.split(), "")


@pytest.mark.parametrize(
    ("former", "now"),
    [
        (
            "clear demo/declaration.json --trust demo/trust.json --policy demo/policy.yaml "
            "--as-of 2026-11-30",
            "decide",
        ),
        ("factors words solder", "factors terms"),
        ("keys show demo/trust.json", "trust show"),
        ("keys renew demo/trust.json", "trust renew"),
        ("keys merge demo/trust.json demo/trust.json", "trust merge"),
        (
            f"keys trust own.json --holder {OWNER} --jwk demo/home/keys/maker.jwk.json",
            "trust create",
        ),
        ("request --reply demo/replies/request-e38.xlsx", "reply"),
        ("convert demo/declaration-full.json less.json --show groups", "disclose"),
    ],
)
def test_a_former_spelling_works_and_names_the_verb_to_use(
    former: str, now: str, work: Path, shell: Shell
) -> None:
    done = shell(*former.split())
    assert done.exit_code in (0, 1), done.stderr
    assert f"`openpcf {now}`" in done.stderr
    again = shell(*former.split(), lang="zh")
    assert f"`openpcf {now}`" in again.stderr and "请改用" in again.stderr


def test_a_declaration_is_received_as_before(work: Path, shell: Shell) -> None:
    supplied = next(Path("demo/study-b/declarations").glob("request-e38.json"))
    shutil.copy(supplied, "theirs.json")
    words = f"request {A} --received theirs.json --line e38 --trust demo/trust.json"
    done = shell(*words.split())
    assert done.exit_code == 0, done.stderr
    assert "`openpcf receive`" in done.stderr
    assert list(Path(A, "declarations").iterdir())
