"""Keys at the command line: what a person does, and the exit codes of what goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from openpcf.cli.main import app
from openpcf.proof.trust_list import read_trust_list

WORDS = "correct horse battery"
OWNER = "urn:pact:maker.example:company-id:1"


class Shell:
    """The command in a home folder of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *words: str, phrase: str | None = WORDS, asked: str = "") -> Result:
        environment = {"OPENPCF_HOME": str(self.home), "OPENPCF_PASSPHRASE": phrase}
        return CliRunner().invoke(app, ["--lang", "en", *words], env=environment, input=asked)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "home")


def test_a_key_is_made_listed_and_handed_on_in_a_trust_list(shell: Shell, tmp_path: Path) -> None:
    made = shell("keys", "new", "maker")
    assert made.exit_code == 0
    kid = made.stdout.split()[-1]
    assert shell("keys", "list").stdout.split() == ["maker", kid]
    out = tmp_path / "trust.json"
    given = shell("trust", "create", str(out), "--owner", "Maker", "--id", OWNER)
    assert given.exit_code == 0
    listed = read_trust_list(out.read_bytes(), "trust.json")
    assert set(listed.keys) == {kid}
    assert listed.entities[0].ids == (OWNER,)


def test_nothing_secret_is_printed_or_handed_on(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "trust.json"
    reported = [
        shell("keys", "new", "maker"),
        shell("keys", "list"),
        shell("trust", "create", str(out), "--owner", "Maker", "--id", OWNER),
    ]
    for result in reported:
        assert WORDS not in result.output and "PRIVATE" not in result.output
    assert b'"d"' not in out.read_bytes()


def test_a_wrong_passphrase_is_exit_4(shell: Shell, tmp_path: Path) -> None:
    shell("keys", "new", "maker")
    declaration = tmp_path / "d.json"
    refused = shell(
        "sign", str(tmp_path), "--key", "maker", "-o", str(declaration), phrase="another one"
    )
    assert refused.exit_code == 4
    assert "KEY_PASSPHRASE" in refused.stderr
    assert not declaration.exists()


def test_a_damaged_key_file_is_exit_3(shell: Shell, tmp_path: Path) -> None:
    shell("keys", "new", "maker")
    path = shell.home / "keys/maker.key.pem"
    path.write_bytes(path.read_bytes()[:150])
    refused = shell("sign", str(tmp_path), "--key", "maker", "-o", str(tmp_path / "d.json"))
    assert refused.exit_code == 3
    assert "maker.key.pem" in refused.stderr


def test_an_unknown_key_is_exit_3(shell: Shell, tmp_path: Path) -> None:
    refused = shell("sign", str(tmp_path), "--key", "nobody", "-o", str(tmp_path / "d.json"))
    assert refused.exit_code == 3
    assert "nobody.key.pem" in refused.stderr


@pytest.mark.parametrize(
    ("words", "phrase"),
    [(("keys", "new", "maker"), WORDS), (("keys", "new", "../x"), WORDS),
     (("keys", "new", "other"), "short")],
    ids=["again", "name", "short-pass-phrase"],
)  # fmt: skip
def test_what_can_not_be_made_is_exit_2_and_leaves_all_as_it_was(
    shell: Shell, words: tuple[str, ...], phrase: str
) -> None:
    shell("keys", "new", "maker")
    before = {p: p.read_bytes() for p in shell.home.rglob("*") if p.is_file()}
    refused = shell(*words, phrase=phrase)
    assert refused.exit_code == 2
    assert "Traceback" not in refused.output and "INTERNAL" not in refused.output
    assert {p: p.read_bytes() for p in shell.home.rglob("*") if p.is_file()} == before


def test_a_trust_list_of_unknown_keys_is_not_written(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "trust.json"
    shell("keys", "new", "maker")
    refused = shell("trust", "create", str(out), "--owner", "M", "--id", OWNER, "--key", "nobody")
    assert refused.exit_code == 2
    assert not out.exists()


def test_the_passphrase_comes_from_a_file_or_is_asked_for_twice(
    shell: Shell, tmp_path: Path
) -> None:
    phrases = tmp_path / "words.txt"
    phrases.write_text(WORDS + "\n", encoding="utf-8")
    from_file = shell("keys", "new", "one", "--passphrase-file", str(phrases), phrase=None)
    assert from_file.exit_code == 0
    asked = shell("keys", "new", "two", phrase=None, asked=f"{WORDS}\n{WORDS}\n")
    assert asked.exit_code == 0
    assert WORDS not in asked.output
    assert len(shell("keys", "list").stdout.split()) == 4


def test_nobody_is_asked_for_a_passphrase_before_the_study_may_be_signed(
    shell: Shell, tmp_path: Path
) -> None:
    shell("keys", "new", "maker")
    refused = shell(
        "sign",
        str(tmp_path / "none"),
        "--key",
        "maker",
        "-o",
        str(tmp_path / "d.json"),
        phrase=None,
    )
    assert "Pass phrase" not in refused.stdout + refused.stderr
    assert "STUDY_NOT_FOUND" in refused.stderr or "FILE_MISSING" in refused.stderr
    assert "Warning" not in refused.stderr
