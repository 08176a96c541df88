"""Key pairs in files: encrypted at rest, never replaced, public part without a secret."""

from __future__ import annotations

import base64
import re
import stat
from pathlib import Path
from typing import Any

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from openpcf.errors import InputError, OpenpcfError, TrustError
from openpcf.proof.algorithms import read_jwk
from openpcf.proof.base64url import decode, encode
from openpcf.signers import FileSigner, new_key, open_key, public_jwk, read_public
from openpcf.signers.pkcs8 import ITERATIONS, is_whole

WORDS = "correct horse battery"
COMMON = BestAvailableEncryption(WORDS.encode())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FileSigner]:
    folder = tmp_path_factory.mktemp("keys")
    return folder, new_key(folder, "maker", WORDS)


def code_of(exit_code: int, run: Any, *arguments: Any) -> str:
    with pytest.raises(OpenpcfError) as caught:
        run(*arguments)
    assert caught.value.exit_code == exit_code
    return caught.value.code


def written(folder: Path, data: bytes) -> Path:
    path = folder / "other.key.pem"
    path.write_bytes(data)
    return path


def pem(key: Any, encryption: KeySerializationEncryption = COMMON) -> bytes:
    found: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)
    return found


def test_a_new_key_signs_and_its_public_part_verifies(made: tuple[Path, FileSigner]) -> None:
    folder, signer = made
    again = open_key(folder / "maker.key.pem", WORDS)
    public = read_public(folder / "maker.jwk.json")
    assert again.kid == signer.kid == public["kid"]
    assert again.alg == read_jwk(public).alg == "ES256"
    assert read_jwk(public).verify(b"message", again.sign(b"message"))
    assert again.sign(b"message") == signer.sign(b"message")


def test_the_public_part_holds_no_secret(made: tuple[Path, FileSigner]) -> None:
    folder, signer = made
    public = orjson.loads((folder / "maker.jwk.json").read_bytes())
    assert set(public) == {"kty", "crv", "x", "y", "kid"}
    assert set(signer.jwk) == set(public)


def test_only_its_owner_may_read_the_private_part(made: tuple[Path, FileSigner]) -> None:
    mode = stat.S_IMODE((made[0] / "maker.key.pem").stat().st_mode)
    assert mode == 0o600


def test_the_private_part_is_encrypted(made: tuple[Path, FileSigner]) -> None:
    folder, _ = made
    data = (folder / "maker.key.pem").read_bytes()
    assert data.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n")
    with pytest.raises(TypeError):
        load_pem_private_key(data, None)
    opened = load_pem_private_key(data, WORDS.encode())
    assert isinstance(opened, ec.EllipticCurvePrivateKey)
    secret = opened.private_numbers().private_value.to_bytes(32)
    for path in folder.iterdir():
        assert secret not in path.read_bytes()
    assert WORDS.encode() not in data


def test_guessing_a_passphrase_is_slow(made: tuple[Path, FileSigner]) -> None:
    """The number of iterations stands in the file: 600,000, not the 2,048 of a default."""
    body = (made[0] / "maker.key.pem").read_text("ascii").splitlines()[1:-1]
    der = base64.b64decode("".join(body))
    number = ITERATIONS.to_bytes(3)
    assert ITERATIONS >= 600_000
    assert b"\x02\x03" + number in der


def test_two_keys_share_nothing(tmp_path: Path) -> None:
    one, two = (new_key(tmp_path, name, WORDS) for name in ("one", "two"))
    assert one.kid != two.kid
    files = [(tmp_path / f"{name}.key.pem").read_bytes() for name in ("one", "two")]
    assert files[0][80:160] != files[1][80:160]


@pytest.mark.parametrize("words", ["", "Correct horse battery", WORDS + " ", "b" * 1000, "a\x00b"])
def test_a_wrong_passphrase_is_reported_so(made: tuple[Path, FileSigner], words: str) -> None:
    assert code_of(4, open_key, made[0] / "maker.key.pem", words) == "KEY_PASSPHRASE"


@pytest.mark.parametrize("words", ["ä" * 8, "电池碳足迹声明密钥", "with spaces and\ttab"])
def test_a_passphrase_may_be_in_any_language(tmp_path: Path, words: str) -> None:
    signer = new_key(tmp_path, "k", words)
    assert open_key(tmp_path / "k.key.pem", words).kid == signer.kid


def test_a_short_passphrase_makes_no_key(tmp_path: Path) -> None:
    assert code_of(2, new_key, tmp_path, "k", "1234567") == "KEY_PASSPHRASE_SHORT"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["", ".", "..", ".k", "-k", "a/b", "a\\b", "a b", "a\n", "a\x00", "/k", "~", "k" * 65]
)
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    assert code_of(2, new_key, tmp_path / "keys", name, WORDS) == "KEY_NAME"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["k", "maker-2026", "a.b", "a_b", "宁德", "k" * 64])
def test_ordinary_names_are_fine(tmp_path: Path, name: str) -> None:
    new_key(tmp_path, name, WORDS)
    assert {p.name for p in tmp_path.iterdir()} == {f"{name}.key.pem", f"{name}.jwk.json"}


@pytest.mark.parametrize("there", ["k.key.pem", "k.jwk.json"])
def test_nothing_that_stands_is_replaced(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_bytes(b"mine")
    assert code_of(2, new_key, tmp_path, "k", WORDS) == "FILE_EXISTS"
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {there: b"mine"}


def test_a_second_key_of_the_same_name_leaves_the_first(made: tuple[Path, FileSigner]) -> None:
    folder, signer = made
    assert code_of(2, new_key, folder, "maker", "another pass phrase") == "FILE_EXISTS"
    assert open_key(folder / "maker.key.pem", WORDS).kid == signer.kid


def test_a_link_is_not_followed_when_a_key_is_made(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys/k.key.pem").symlink_to(tmp_path / "elsewhere")
    assert code_of(2, new_key, tmp_path / "keys", "k", WORDS) == "FILE_EXISTS"
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_in_place_of_the_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file")
    for folder in (tmp_path / "keys", tmp_path / "keys/below"):
        assert code_of(2, new_key, folder, "k", WORDS) == "FILE_EXISTS"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b"hello",
        lambda data: bytes(range(256)),
        lambda data: data[: len(data) // 2],
        lambda data: data[:-20],
        lambda data: data.replace(data.split(b"\n")[2], b"!" * 64),
        lambda data: data.replace(data.split(b"\n")[2] + b"\n", b""),
        lambda data: data.replace(b"ENCRYPTED ", b""),
        lambda data: data.replace(b"BEGIN", b"BEGUN"),
    ],
    ids=["empty", "text", "bytes", "half", "no-end", "no-base64", "line-missing", "label", "begun"],
)
def test_a_damaged_file_is_not_taken_for_a_wrong_passphrase(
    made: tuple[Path, FileSigner], tmp_path: Path, damage: Any
) -> None:
    data = (made[0] / "maker.key.pem").read_bytes()
    assert code_of(3, open_key, written(tmp_path, damage(data)), WORDS) == "KEY_FILE"


def test_no_flipped_byte_opens_another_key(made: tuple[Path, FileSigner], tmp_path: Path) -> None:
    folder, signer = made
    data = (folder / "maker.key.pem").read_bytes()
    for at in range(170, len(data) - 30, 37):
        if data[at : at + 1] == b"\n":
            continue
        other = b"A" if data[at : at + 1] != b"A" else b"B"
        path = written(tmp_path, data[:at] + other + data[at + 1 :])
        try:
            assert open_key(path, WORDS).kid == signer.kid
        except (InputError, TrustError) as e:
            assert e.code in ("KEY_FILE", "KEY_PASSPHRASE")


def test_a_file_cut_anywhere_is_not_whole(made: tuple[Path, FileSigner]) -> None:
    data = (made[0] / "maker.key.pem").read_bytes()
    assert is_whole(data) and is_whole(data.rstrip()) and is_whole(data.replace(b"\n", b"\r\n"))
    assert not any(is_whole(data[:cut]) for cut in range(len(data) - 1))


@pytest.mark.parametrize("words", [WORDS, ""])
def test_a_key_without_encryption_is_refused(tmp_path: Path, words: str) -> None:
    plain = pem(ec.derive_private_key(7, ec.SECP256R1()), NoEncryption())
    with pytest.raises(InputError) as caught:
        open_key(written(tmp_path, plain), words)
    assert (caught.value.code, caught.value.exit_code) == ("KEY_FILE", 3)
    assert caught.value.found.startswith("PRIVATE KEY, ")


@pytest.mark.parametrize(
    "make",
    [
        lambda: ec.derive_private_key(7, ec.SECP384R1()),
        lambda: ec.derive_private_key(7, ec.SECP256K1()),
        lambda: ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32))),
        lambda: rsa.generate_private_key(65537, 2048),
    ],
    ids=["P-384", "secp256k1", "Ed25519", "RSA"],
)
def test_a_key_of_another_kind_is_refused(tmp_path: Path, make: Any) -> None:
    assert code_of(4, open_key, written(tmp_path, pem(make())), WORDS) == "KEY_ALG"


def test_an_encrypted_key_made_elsewhere_opens(tmp_path: Path) -> None:
    key = ec.derive_private_key(7, ec.SECP256R1())
    assert open_key(written(tmp_path, pem(key)), WORDS).kid == public_jwk(key)["kid"]


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    assert code_of(3, open_key, tmp_path / "no.key.pem", WORDS) == "FILE_MISSING"
    assert code_of(3, open_key, tmp_path, WORDS) == "FILE_MISSING"
    assert code_of(3, read_public, tmp_path / "no.jwk.json") == "FILE_MISSING"


@pytest.mark.parametrize(
    ("change", "exit_code", "code"),
    [
        (lambda jwk: b"", 3, "KEY_PUBLIC_FILE"),
        (lambda jwk: b"\xff", 3, "KEY_PUBLIC_FILE"),
        (lambda jwk: b"{", 3, "KEY_PUBLIC_FILE"),
        (lambda jwk: b"[]", 4, "KEY_FORM"),
        (lambda jwk: {**jwk, "kid": 7}, 4, "KEY_FORM"),
        (lambda jwk: {**jwk, "d": "AAAA"}, 4, "KEY_FORM"),
        (lambda jwk: {**jwk, "x": jwk["y"]}, 4, "KEY_POINT"),
        (lambda jwk: {**jwk, "x": encode(decode(jwk["x"])[:-1])}, 4, "KEY_FORM"),
        (lambda jwk: {**jwk, "crv": "P-521"}, 4, "KEY_ALG"),
        (lambda jwk: {**jwk, "kty": "RSA"}, 4, "KEY_FORM"),
    ],
)
def test_a_damaged_public_part_is_refused(
    made: tuple[Path, FileSigner], tmp_path: Path, change: Any, exit_code: int, code: str
) -> None:
    found = change(dict(made[1].jwk))
    path = tmp_path / "k.jwk.json"
    path.write_bytes(found if isinstance(found, bytes) else orjson.dumps(found))
    assert code_of(exit_code, read_public, path) == code


def test_the_key_id_is_the_thumbprint() -> None:
    """RFC 7638: SHA-256 of crv, kty, x, y in order, base64url."""
    ids = {public_jwk(ec.derive_private_key(n, ec.SECP256R1()))["kid"] for n in range(1, 20)}
    assert len(ids) == 19
    assert all(re.fullmatch(r"[\w-]{43}", found) for found in ids)


def test_signatures_are_raw_and_of_fixed_length(made: tuple[Path, FileSigner]) -> None:
    assert {len(made[1].sign(bytes([n]))) for n in range(100)} == {64}
