"""Keeping a trust list: what a buyer does with the keys that suppliers send."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import Result
from typer.testing import CliRunner

from openpcf.cli.main import app
from openpcf.errors import InputError, OpenpcfError
from openpcf.messages import fix, say
from openpcf.proof.base64url import decode
from openpcf.proof.trust_list import TrustList, read_trust_list
from openpcf.signers import thumbprint
from openpcf.workflow.declarations.trust_lists import (
    Draft,
    KeyOwner,
    added,
    key_entry,
    list_bytes,
    merged,
    revoked,
)
from tests.proof.build import signer

NOW = "2026-06-01T00:00:00Z"
MAKER = KeyOwner("Maker", ("urn:maker",))
BOARDS = KeyOwner("Boards", ("urn:boards", "urn:gln:1"))


def keys(*numbers: int) -> list[dict[str, Any]]:
    return [key_entry(dict(signer(n).jwk), NOW) for n in numbers]


def read(draft: Draft) -> TrustList:
    return read_trust_list(list_bytes(draft, NOW), "t.json")


def key_owners(draft: Draft) -> dict[str, tuple[tuple[str, ...], set[str]]]:
    found = read(draft)
    return {
        entity.name: (
            entity.roles,
            {k.kid for k in found.keys.values() if k.entity is entity},
        )
        for entity in found.entities
    }


def kid(number: int) -> str:
    return signer(number).kid


LIST = added(added(Draft("mine", 7), MAKER, keys(1)), BOARDS, keys(2))


def test_several_key_owners_are_listed_together() -> None:
    assert key_owners(LIST) == {
        "Maker": (("issuer",), {kid(1)}), "Boards": (("issuer",), {kid(2)}),
    }  # fmt: skip
    assert read(LIST).sequence > 7
    assert read(LIST).next_update == "2026-08-30T00:00:00Z"


def test_a_second_key_goes_to_the_owner_with_the_same_ids() -> None:
    more = added(LIST, KeyOwner("Boards Ltd", ("urn:gln:1", "urn:boards"), ("verifier",)), keys(3))
    assert key_owners(more)["Boards Ltd"] == (("issuer", "verifier"), {kid(2), kid(3)})
    assert [e["name"] for e in more.entities] == ["Maker", "Boards Ltd"]


def test_the_same_key_again_takes_the_last_entry() -> None:
    moved = added(LIST, KeyOwner("Other", ("urn:other",)), keys(2))
    assert key_owners(moved) == {
        "Maker": (("issuer",), {kid(1)}), "Other": (("issuer",), {kid(2)}),
    }  # fmt: skip
    longer = [key_entry(dict(signer(1).jwk), NOW, "2040-01-01T00:00:00Z")]
    assert read(added(LIST, MAKER, longer)).keys[kid(1)].until.year == 2040


def test_a_revoked_key_stands_with_its_instant() -> None:
    found = read(revoked(LIST, kid(2), "2026-07-01T00:00:00Z")).keys
    assert found[kid(2)].revoked_at is not None
    assert found[kid(1)].revoked_at is None
    with pytest.raises(InputError) as caught:
        revoked(LIST, "unknown", NOW)
    assert caught.value.code == "TL_NO_KEY"


def test_what_others_send_is_taken_over_as_issuers_alone() -> None:
    theirs = added(
        Draft("theirs"), KeyOwner("Chips", ("urn:chips",), ("issuer", "verifier")), keys(4)
    )
    draft, new = merged(LIST, theirs, ("issuer",))
    assert new == (kid(4),)
    assert key_owners(draft)["Chips"] == (("issuer",), {kid(4)})
    assert merged(draft, theirs, ("issuer",))[1] == ()
    assert merged(LIST, theirs, ("witness",))[0] == LIST
    both, _ = merged(LIST, theirs, ("issuer", "verifier"))
    assert key_owners(both)["Chips"][0] == ("issuer", "verifier")


def test_a_list_of_others_never_gives_a_key_to_somebody_listed_here() -> None:
    impostor = added(Draft("theirs"), KeyOwner("We", ("urn:boards", "urn:we")), keys(5))
    with pytest.raises(InputError) as caught:
        merged(LIST, impostor, ("issuer",))
    assert (caught.value.code, caught.value.place) == ("TL_ID_TAKEN", "urn:boards")
    for language in ("en", "zh"):
        assert "Boards" in say(caught.value, language)
        assert "--jwk" in fix(caught.value, language)


def test_a_role_there_is_not_is_refused() -> None:
    with pytest.raises(OpenpcfError) as caught:
        added(LIST, KeyOwner("X", ("urn:x",), ("king",)), keys(6))
    assert (caught.value.code, caught.value.found) == ("TL_ROLE", "king")
    listed = caught.value.expected.split(", ")
    assert listed == sorted(listed) and {"issuer", "verifier"} <= set(listed)


def test_a_thumbprint_is_of_the_key_and_not_of_its_name() -> None:
    jwk = signer(1).jwk
    printed = thumbprint(jwk)
    assert bytes.fromhex(printed) == decode(signer(1).kid)
    assert thumbprint({**jwk, "kid": "another", "use": "sig"}) == printed
    rfc7638 = '{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}'.format(**jwk)
    assert bytes.fromhex(printed) == hashlib.sha256(rfc7638.encode()).digest()
    assert [len(group) for group in printed.split()] == [4] * 16


class Office:
    """One party with a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def __call__(self, *words: str) -> Result:
        done = CliRunner().invoke(
            app,
            ["--lang", "en", *words],
            env={"OPENPCF_HOME": str(self.folder), "OPENPCF_PASSPHRASE": "a short sentence"},
        )
        assert done.exception is None or isinstance(done.exception, SystemExit)
        return done

    def jwk(self, name: str) -> str:
        return str(self.folder / "keys" / f"{name}.jwk.json")


def test_a_buyer_builds_a_list_from_what_two_suppliers_sent(tmp_path: Path) -> None:
    buyer, boards, chips = (Office(tmp_path / n) for n in ("buyer", "boards", "chips"))
    mine, theirs = tmp_path / "trust.json", tmp_path / "chips.json"
    for office in (boards, chips):
        assert office("keys", "new", "signing").exit_code == 0
    read_out = boards("keys", "show", "signing").stdout.splitlines()[1]
    made = buyer(
        "trust", "create", str(mine), "--owner", "Boards Co.", "--id", "urn:boards",
        "--jwk", boards.jwk("signing"), "--from", "2026-01-01", "--until", "2028-01-01",
    )  # fmt: skip
    assert made.exit_code == 0
    assert read_out in made.stdout
    assert (
        chips("trust", "create", str(theirs), "--owner", "Chips", "--id", "urn:chips").exit_code
        == 0
    )
    joined = buyer("trust", "merge", str(mine), str(theirs))
    assert joined.exit_code == 0
    assert chips("keys", "show", "signing").stdout.splitlines()[1] in joined.stdout
    shown = buyer("trust", "show", str(mine)).stdout
    assert "Boards Co.  (issuer, active)" in shown and "Chips  (issuer, active)" in shown
    assert "2026-01-01 – 2028-01-01" in shown and read_out in shown
    old = read_trust_list(mine.read_bytes(), "trust.json")
    gone = next(k.kid for k in old.keys.values() if k.entity.name == "Chips")
    assert buyer("trust", "revoke", str(mine), gone, "--from", "2026-03-01").exit_code == 0
    assert "REVOKED 2026-03-01" in buyer("trust", "show", str(mine)).stdout
    assert buyer("trust", "renew", str(mine)).exit_code == 0
    new = read_trust_list(mine.read_bytes(), "trust.json")
    assert new.list_id == old.list_id
    assert new.sequence >= old.sequence + 2


@pytest.mark.parametrize(
    ("name", "data", "exit_code", "code"),
    [
        ("a.jwk.json", b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n", 3, "KEY_PUBLIC_FILE"),
        ("a.jwk.json", orjson.dumps({**signer(1).jwk, "d": "AAAA"}), 4, "KEY_FORM"),
        ("a.jwk.json", orjson.dumps({**signer(1).jwk, "y": "A" * 43}), 4, "KEY_POINT"),
        ("a.jwk.json", b"[]", 4, "KEY_FORM"),
        ("a.jwk.json", None, 3, "FILE_MISSING"),
    ],
)
def test_what_is_no_public_key_does_not_enter(
    tmp_path: Path, name: str, data: bytes | None, exit_code: int, code: str
) -> None:
    office, path = Office(tmp_path / "home"), tmp_path / name
    if data is not None:
        path.write_bytes(data)
    done = office(
        "trust",
        "create",
        str(tmp_path / "t.json"),
        "--owner",
        "X",
        "--id",
        "urn:x",
        "--jwk",
        str(path),
    )
    assert (done.exit_code, code in done.output) == (exit_code, True)
    assert not (tmp_path / "t.json").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("trust", "create", "{list}", "--owner", "X", "--id", "urn:x"),
        ("trust", "create", "{list}", "--owner", "X", "--id", "urn:x", "--key", "nobody"),
        ("trust", "create", "{list}", "--owner", "X", "--id", "urn:x", "--jwk", "{jwk}", "--role", "king"),
        ("trust", "create", "{list}", "--owner", "X", "--id", "urn:x", "--jwk", "{jwk}", "--from", "x"),
    ],
)  # fmt: skip
def test_a_call_that_is_off_is_exit_2_and_writes_nothing(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "k.jwk.json").write_bytes(orjson.dumps(signer(1).jwk))
    named = {"list": str(tmp_path / "t.json"), "jwk": str(tmp_path / "k.jwk.json")}
    done = Office(tmp_path / "home")(*(word.format(**named) for word in words))
    assert done.exit_code == 2, done.output
    assert not (tmp_path / "t.json").exists()


def test_a_public_key_without_a_name_goes_by_its_thumbprint(tmp_path: Path) -> None:
    jwk = {k: v for k, v in signer(1).jwk.items() if k != "kid"}
    (tmp_path / "k.jwk.json").write_bytes(orjson.dumps(jwk))
    done = Office(tmp_path / "home")("keys", "show", str(tmp_path / "k.jwk.json"))
    assert signer(1).kid in done.stdout
