"""Presentations and stored versions: what is shown is a choice, the digest is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import openpcf
from openpcf.cli.main import app
from openpcf.errors import InputError, OpenpcfError
from openpcf.messages import fix, say
from openpcf.model.document import Document
from openpcf.proof.bundle import Bundle, bundle_digest, read_bundle, verify_bundle, write_bundle
from openpcf.proof.container import issue
from openpcf.store import Event, Issued, SqliteStore
from openpcf.workflow.declarations.present import presentation
from tests.proof.build import AS_OF, document, signer, trust
from tests.proof.build import salts as fresh

CHILD = Bundle(issue(document(extensions={"urn:x": "1"}), signer(), fresh()))
FULL = Bundle(issue(document(), signer(), fresh()), children={bundle_digest(CHILD): CHILD})


def opened(bundle: Bundle) -> Document:
    verified = verify_bundle(bundle, trust(), AS_OF)
    assert verified.problems == ()
    assert verified.own.document is not None
    return verified.own.document


def shown(found: Document) -> tuple[list[str], list[str], list[str]]:
    groups = [g["id"] for g in (found.inventory or {}).get("groups", ())]
    return groups, [line["id"] for line in found.lines()], [i["id"] for i in found.items()]


@pytest.mark.parametrize(
    ("show", "hide", "seen"),
    [
        ((), (), ([], [], [])),
        (("groups",), (), (["g-001", "g-002"], [], [])),
        (("lines",), (), (["g-001", "g-002"], ["l-0001", "l-0002", "l-0003"], [])),
        (("components",), (), ([], [], ["c-01"])),
        (("lines", "components"), ("l-0002",),
         (["g-001", "g-002"], ["l-0001", "l-0003"], ["c-01"])),
        (("lines",), ("g-001",), (["g-002"], ["l-0003"], [])),
        (("components",), ("c-01",), ([], [], [])),
    ],
)  # fmt: skip
def test_only_what_is_named_is_shown_and_the_digest_stays(
    show: tuple[str, ...], hide: tuple[str, ...], seen: tuple[list[str], ...]
) -> None:
    made = presentation(FULL, show, hide)
    assert shown(opened(made)) == seen
    assert bundle_digest(made) == bundle_digest(FULL)
    assert made.children == FULL.children
    assert presentation(FULL, show, hide, children=False).children == {}


@pytest.mark.parametrize(
    ("bundle", "show", "hide", "code"),
    [
        (FULL, ("line",), (), "SHOW_UNKNOWN"),
        (FULL, ("lines",), ("l-9999",), "PRESENT_NO_ID"),
        (FULL, ("components",), ("g-001",), "PRESENT_NO_ID"),
        (presentation(FULL), ("groups",), (), "PRESENT_NOT_HELD"),
        (presentation(FULL, ("groups",)), ("lines",), (), "PRESENT_NOT_HELD"),
        (presentation(FULL, ("lines",)), ("components",), (), "PRESENT_NOT_HELD"),
        (Bundle("no footprint"), (), (), "SD_FORM"),
    ],
)
def test_what_can_not_be_shown_is_refused(
    bundle: Bundle, show: tuple[str, ...], hide: tuple[str, ...], code: str
) -> None:
    with pytest.raises(OpenpcfError) as caught:
        presentation(bundle, show, hide)
    assert caught.value.code == code
    assert say(caught.value, "zh") != say(caught.value, "en")
    assert fix(caught.value, "en")


def test_a_file_becomes_another_presentation(tmp_path: Path) -> None:
    full, less = tmp_path / "full.json", tmp_path / "less.json"
    full.write_bytes(write_bundle(FULL))
    done = CliRunner().invoke(app, ["disclose", str(full), str(less), "--show", "groups"])
    assert (done.exit_code, done.stdout.strip()) == (0, bundle_digest(FULL))
    assert shown(opened(read_bundle(less.read_bytes(), "less.json")))[0] == ["g-001", "g-002"]
    again = CliRunner().invoke(app, ["disclose", str(full), str(less)])
    assert again.exit_code == 2
    openpcf.disclose(full, tmp_path / "face.json", show=["groups"])
    assert (tmp_path / "face.json").read_bytes() == less.read_bytes()
    with pytest.raises(InputError):
        openpcf.disclose(less, tmp_path / "more.json", show=["lines"])
    assert not (tmp_path / "more.json").exists()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    store = SqliteStore(tmp_path / "home" / "openpcf.db")
    for number in (1, 2):
        bundle = Bundle(
            issue(document(extensions={"urn:n": str(number)}), signer(), fresh()),
        )
        one = Issued("urn:s", number, f"id-{number}", bundle_digest(bundle), AS_OF,
                     write_bundle(bundle))  # fmt: skip
        before = store.latest("urn:s")
        store.issue(one, before and Event(before.digest, "superseded", AS_OF, f"v{number}"))
    store.close()
    return tmp_path / "home"


def test_every_issued_version_can_be_written_again(home: Path, tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["history", *words], env={"OPENPCF_HOME": str(home)})
        return done.exit_code, done.output

    code, listed = run()
    assert code == 0
    first, second = listed.splitlines()
    assert "v1" in first and "superseded 2026-06-01 v2" in first
    assert "v2" in second
    out = tmp_path / "again.json"
    for words, number, lines in (
        ((), "2", 0), (("--version", "1"), "1", 0), (("--version", "1", "--full"), "1", 3),
        (("urn:s", "--version", "2", "--full"), "2", 3),
    ):  # fmt: skip
        code, reported = run(*words, "--out", str(out))
        assert code == 0
        found = opened(read_bundle(out.read_bytes(), "again.json"))
        assert found.payload["extensions"] == {"urn:n": number}
        assert len(list(found.lines())) == lines
        assert found.digest is not None and found.digest in reported
    assert run("--version", "3", "--out", str(tmp_path / "none.json"))[0] == 3
    assert run("urn:other", "--out", str(tmp_path / "none.json"))[0] == 3
    assert not (tmp_path / "none.json").exists()


def test_of_several_series_one_must_be_named(home: Path, tmp_path: Path) -> None:
    store = SqliteStore(home / "openpcf.db")
    store.issue(Issued("urn:t", 1, "id-t", "sha-256:t", AS_OF, write_bundle(FULL)))
    store.close()
    done = CliRunner().invoke(
        app, ["history", "--out", str(tmp_path / "x.json")], env={"OPENPCF_HOME": str(home)}
    )
    assert done.exit_code == 2
    assert "urn:s, urn:t" in done.output
