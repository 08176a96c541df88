"""Whatever is handed to a verb: a code, what is wrong, how to mend it, in both languages, and
nothing written; never a traceback, never the fault that is ours."""

from __future__ import annotations

import json
import os
import re
import shlex
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

import openpcf
from openpcf.messages import LANGUAGES
from tests.cli.conftest import PHRASE, Shell

A, B = "demo/study-a", "demo/study-b"
PUBLIC, TRUST, POLICY = "demo/declaration.json", "demo/trust.json", "demo/policy.yaml"
DECIDE = "decide {} --trust {} --policy {} --as-of 2026-11-30"

READS = {
    "calculate {}": ".xlsx",
    "match {}": ".xlsx",
    "explain {} l-0001": ".xlsx",
    f"compare {A} {{}}": ".xlsx",
    f"compare {{}} {A}": ".ods",
    "check {}": ".xls",
    "request {}": ".xlsx",
    "reply {} --key maker --out made": ".xlsx",
    f"receive {A} {{}} --line e38 --trust {TRUST}": ".json",
    "receive {} demo/declaration.json --line e38": ".xlsx",
    "sign {} --key maker --out made.json": ".xlsx",
    f"sign {A} --key {{}} --out made.json": ".pem",
    f"sign {A} --key maker --out made.json --passphrase-file {{}}": ".txt",
    "convert {} made": ".xlsx",
    f"report {{}} --out made.html --trust {TRUST}": ".json",
    "report {} --out made.html": ".xlsx",
    f"verify {{}} --trust {TRUST}": ".json",
    f"verify {PUBLIC} --trust {{}}": ".json",
    DECIDE.format("{}", TRUST, POLICY): ".json",
    DECIDE.format(PUBLIC, "{}", POLICY): ".json",
    DECIDE.format(PUBLIC, TRUST, "{}"): ".yaml",
    f"calculate {B} --trust {{}}": ".json",
    "init made --bom {} --write": ".csv",
    "init made --bom {}": ".xls",
    f"init made --bom {A}/bom.csv --pcb {{}}": ".kicad_pcb",
    f"factors add {A} {{}}": ".csv",
    "factors add {} demo/policy.yaml": ".xlsx",
    "factors update {}": ".xlsx",
    "keys new other --passphrase-file {}": ".txt",
    "keys show {}": ".jwk.json",
    "trust show {}": ".json",
    "trust merge {} demo/trust.json": ".json",
    "trust renew {}": ".json",
    "disclose {} made.json --show groups": ".json",
}
"""Every argument that names a file to be read, with an ending it might have."""

NOISE = bytes(range(255, 0, -1)) * 12


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _no_right(path: Path) -> None:
    path.write_bytes(b"x")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")


BAD: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: None,
    "folder": Path.mkdir,
    "empty": Path.touch,
    "noise": lambda path: path.write_bytes(NOISE),
    "page": lambda path: path.write_text("<!doctype html><p>1,5 & 2.5</p>\n", "utf-8"),
    "zip": lambda path: path.write_bytes(b"PK\x03\x04" + NOISE),
    "loop": _loop,
    "no right to read": _no_right,
}
CODE = re.compile(r"([A-Z][A-Z0-9_.-]+)  \S")


def snapshot(folder: Path) -> dict[str, bytes]:
    """All but what calculating keeps: the lock and the store."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if stat.S_ISREG(path.lstat().st_mode)
        and os.access(path, os.R_OK)
        and not path.name.startswith("openpcf.db")
        and path.name != "study.lock"
    }


def refused(shell: Shell, words: list[str], language: str = "en") -> tuple[int, str, str]:
    """Exit code, first code said, and all that was said; ``decide`` says it in its decision."""
    reported = shell(*words, lang=language)
    text = reported.stderr
    if words[0] == "decide" and reported.stdout:
        data = shell(*words, "--format", "json", lang=language)
        assert data.exit_code == reported.exit_code
        found = json.loads(data.stdout)
        assert found["decision"] in ("refuse", "refer")
        text = f"{found['reasons'][0]['finding']['code']}  {reported.stdout}"
    else:
        assert reported.stdout == "", (words, reported.stdout[:300])
    assert "Traceback" not in text and "INTERNAL" not in text, text
    code = CODE.match(text)
    assert code, (words, text)
    assert "→" in text, (words, text)
    if language == "zh":
        assert re.search("[\u4e00-\u9fff]", text.splitlines()[0]), text
    return reported.exit_code, code.group(1), text


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_is_not_what_it_should_be(kind: str, work: Path, shell: Shell) -> None:
    openpcf.keys.new("maker", PHRASE)
    for number, (call, ending) in enumerate(READS.items()):
        if kind == "page" and ending == ".txt":
            continue  # as good a passphrase as any
        path = Path(f"bad-{number}{ending}")
        BAD[kind](path)
        before = snapshot(work)
        words = shlex.split(call.format(path))
        exit_code, code, reported = refused(shell, words)
        assert exit_code in (2, 3, 4), (words, reported)
        if "passphrase" not in call:
            assert exit_code == 3, (words, reported)
            assert path.name in reported, (words, reported)
        assert refused(shell, words, "zh")[:2] == (exit_code, code)
        assert snapshot(work) == before


def test_a_name_no_system_takes(work: Path, shell: Shell) -> None:
    for call in ("calculate {}", "init made --bom {}", f"verify {{}} --trust {TRUST}", "report {}"):
        assert refused(shell, call.format("x" * 300 + ".json").split())[0] == 3


WRITES = {
    f"calculate {A} --out {{}}": ".json",
    f"match {A} --gaps {{}}": ".xlsx",
    f"report {A} --out {{}}": ".html",
    f"request {A} --out {{}}": "",
    f"convert {A} {{}}": "",
    f"convert {A} {{}} ": ".xlsx",
    f"init {{}} --bom {A}/sites.csv --write --keep-faults --map id=part_number": "",
    "trust create {} --owner Maker --id urn:pact:maker.example:company-id:1": ".json",
    "demo --out {}": "",
}


@pytest.mark.parametrize("call", WRITES)
def test_a_place_nothing_can_be_written_to(call: str, work: Path, shell: Shell) -> None:
    openpcf.keys.new("maker", PHRASE)
    Path("file").write_text("kept", "utf-8")
    words = shlex.split(call.format(f"file/below{WRITES[call]}"))
    reported = shell(*words)
    assert reported.exit_code == 2, reported.stderr
    assert "INTERNAL" not in reported.stderr and "FILE_NOT_WRITTEN" in reported.stderr
    assert Path("file").read_text("utf-8") == "kept"


CALLS = {
    "calculate": "ARGUMENT_MISSING",
    "decide demo/declaration.json --trust demo/trust.json --policy x": "ARGUMENT_MISSING",
    "nonsense": "COMMAND_UNKNOWN",
    "calcualte": "COMMAND_NEAR",
    "rules lst": "COMMAND_NEAR",
    "factors nonsense": "COMMAND_UNKNOWN",
    f"calculate {A} --nope": "OPTION_UNKNOWN",
    f"calculate {A} more": "ARGUMENT_FORM",
    f"calculate {A} --format xml": "FORMAT_UNKNOWN",
    f"calculate {A} --as-of yesterday": "AS_OF_FORM",
    f"calculate {A} --out results.docx": "EXPORT_FORM",
    f"explain {A} l-9999": "LINE_UNKNOWN",
    f"request {A} --top 0": "ARGUMENT_FORM",
    "factors search steel --limit -1": "ARGUMENT_FORM",
    f"init made --bom {A}/bom.csv --year 25": "ARGUMENT_FORM",
    f"init made --bom {A}/bom.csv --map abc": "MAP_FORM",
    "request": "ARGUMENT_MISSING",
    f"match {A} --confirm l-0001": "CONFIRM_WHO",
    f"match {A} --confirm l-0001 --by me": "CONFIRM_FORM",
    f"convert {A} {B}": "FILE_EXISTS",
    "keys new ../x": "KEY_NAME",
    "trust create t.json --owner Maker --id x --key nobody": "KEY_MISSING",
    "trust create t.json --owner ' ' --id x": "HOLDER_NEEDED",
    "trust create t.json --owner Maker --id ''": "HOLDER_NEEDED",
}


@pytest.mark.parametrize("call", CALLS)
def test_a_call_that_is_off_is_exit_2(call: str, work: Path, shell: Shell) -> None:
    before = snapshot(work)
    for language in ("en", "zh"):
        assert refused(shell, shlex.split(call), language)[:2] == (2, CALLS[call])
    assert snapshot(work) == before


def test_a_language_that_is_not_here(work: Path, shell: Shell) -> None:
    for call in ("history", "--help", "history --help"):
        said = shell(*call.split(), lang="fr")
        assert said.exit_code == 2 and said.stderr.startswith("LANGUAGE_UNKNOWN")
        assert f"--lang {'|'.join(LANGUAGES)}" in said.stderr and said.stdout == ""


def test_no_passphrase_can_be_asked_for(
    work: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENPCF_PASSPHRASE")
    reported = shell("keys", "new", "maker")
    assert reported.exit_code == 2 and "PASSPHRASE_NEEDED" in reported.stderr
    assert not (work / "home/keys").exists()


def test_the_demonstration_clears_no_folder_of_others(work: Path, shell: Shell) -> None:
    Path("mine").mkdir()
    Path("mine/kept.txt").write_text("kept", "utf-8")
    assert refused(shell, ["demo", "--out", "mine"])[:2] == (3, "DEMO_FOLDER")
    assert Path("mine/kept.txt").read_text("utf-8") == "kept"
